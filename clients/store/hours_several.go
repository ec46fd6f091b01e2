package store

import (
	"context"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/hours"
)

const (
	lastClosingsQuery = `SELECT b.client_id, b.month, b.closed_at, b.closed_by, b.state FROM json_each(?) c
		JOIN bank_close b ON b.client_id = c.value AND b.month IN
			(SELECT month FROM (SELECT month FROM bank_close WHERE client_id = c.value AND month <= ? ORDER BY month DESC LIMIT 2)
			UNION SELECT max(month) FROM bank_close WHERE client_id = c.value)
		ORDER BY b.client_id, b.month`
	bookingsOfQuery = `SELECT client_id, id, month, on_date, level, kind, minutes, reason, source, who_name, at FROM bank_movement
		WHERE client_id IN (SELECT value FROM json_each(?)) AND month >= ? AND month <= ? ORDER BY client_id, month, on_date, id`
	consentsOfQuery = `SELECT client_id, id, minutes, by_name, on_date, reason, who_name, at FROM bank_consent
		WHERE client_id IN (SELECT value FROM json_each(?)) AND month = ? ORDER BY client_id, on_date, id`
	carriesQuery = `SELECT b.client_id, b.month, b.state FROM json_each(?) c JOIN bank_carry b ON b.client_id = c.value
		AND b.month = (SELECT max(month) FROM bank_carry WHERE client_id = c.value AND month < ?)`
)

// LastClosings gives each client's last two closed months up to one, and the
// last of all.
func (h Hours) LastClosings(ctx context.Context, of []clients.ID, upTo civil.Month) (map[clients.ID][]hours.Closing, error) {
	return readByClient(ctx, h.s.q(ctx), scanClosing, lastClosingsQuery, idList(of), upTo.String())
}

func scanClosing(sc scanner, client *clients.ID) (hours.Closing, error) {
	var c hours.Closing
	var at, state string
	err := sc.Scan(&c.Client, &c.Month, &at, &c.By, &state)
	*client = c.Client
	if err == nil {
		c.At, err = parseInstant(at)
	}
	if err == nil {
		c.States, err = readStates(state)
	}
	return c, err
}

// BookingsOf gives several clients' movements between two months.
func (h Hours) BookingsOf(ctx context.Context, of []clients.ID, from, to civil.Month) (map[clients.ID][]hours.Booking, error) {
	return readByClient(ctx, h.s.q(ctx), scanBooking, bookingsOfQuery, idList(of), from.String(), to.String())
}

func scanBooking(sc scanner, client *clients.ID) (hours.Booking, error) {
	var b hours.Booking
	var at string
	err := sc.Scan(&b.Client, &b.ID, &b.Month, &b.On, &b.Level, &b.Kind, &b.Minutes, &b.Reason, &b.Source, &b.Who, &at)
	*client = b.Client
	if err == nil {
		b.At, err = parseInstant(at)
	}
	return b, err
}

// ConsentsOf gives several clients' consents of a month.
func (h Hours) ConsentsOf(ctx context.Context, of []clients.ID, m civil.Month) (map[clients.ID][]hours.Consent, error) {
	return readByClient(ctx, h.s.q(ctx), func(sc scanner, client *clients.ID) (hours.Consent, error) {
		c := hours.Consent{Month: m}
		var at string
		err := sc.Scan(&c.Client, &c.ID, &c.Minutes, &c.By, &c.On, &c.Reason, &c.Who, &at)
		*client = c.Client
		if err == nil {
			c.At, err = parseInstant(at)
		}
		return c, err
	}, consentsOfQuery, idList(of), m.String())
}

// Carries gives each client's latest state remembered before a month.
func (h Hours) Carries(ctx context.Context, of []clients.ID, before civil.Month) (map[clients.ID]hours.Carried, error) {
	return firstOf(readByClient(ctx, h.s.q(ctx), func(sc scanner, client *clients.ID) (hours.Carried, error) {
		var c hours.Carried
		var state string
		err := sc.Scan(client, &c.Month, &state)
		if err == nil {
			c.States, err = readStates(state)
		}
		return c, err
	}, carriesQuery, idList(of), before.String()))
}

// CountsToSettle counts several clients' entries of a month that await a
// decision.
func (h Hours) CountsToSettle(ctx context.Context, of []clients.ID, m civil.Month) (map[clients.ID]int, error) {
	uses, err := h.monthUses(ctx, of, m)
	all := make(map[clients.ID]int, len(of))
	for k, u := range uses {
		all[k.client] = u.ToSettleCount
	}
	return all, err
}
