package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
	"regie/clients/money"
)

// Rates lists the whole table.
func (h Hours) Rates(ctx context.Context) ([]hours.Rate, error) {
	return collect(ctx, h.s.q(ctx), "hours", func(sc scanner) (hours.Rate, error) {
		var r hours.Rate
		var currency string
		err := sc.Scan(&r.ID, &r.Side, &r.From, &r.Person, &r.Client, &r.Hat, &r.Level, &r.Amount.Minor, &currency)
		r.Amount.Currency = money.Currency(currency)
		return r, err
	}, `SELECT id, side, from_on, coalesce(staff_id, ''), coalesce(client_id, ''), coalesce(hat, ''), coalesce(level, ''),
		amount_minor, currency FROM rate ORDER BY side DESC, from_on, id`)
}

// SaveRate writes a rate; fault rate_exists.
func (h Hours) SaveRate(ctx context.Context, r hours.Rate) error {
	err := h.s.save(ctx, "rate", row{
		"id": r.ID, "side": r.Side, "from_on": r.From.String(), "staff_id": optional(r.Person), "client_id": optional(r.Client),
		"hat": optional(r.Hat), "level": optional(r.Level), "amount_minor": r.Amount.Minor, "currency": r.Amount.Currency,
	})
	if isUnique(err) {
		return fault.New("rate_exists", "from", r.From).At("from").Because(err)
	}
	return err
}

// RemoveRate deletes a rate.
func (h Hours) RemoveRate(ctx context.Context, id clients.ID) error {
	return h.s.remove(ctx, "rate", row{"id": id})
}

func scanLock(sc scanner) (hours.MonthLock, error) {
	var l hours.MonthLock
	var at string
	err := sc.Scan(&l.Client, &l.Month, &at, &l.By, &l.Reason)
	if err == nil {
		l.At, err = parseInstant(at)
	}
	return l, err
}

// MonthLock gives the lock of a month.
func (h Hours) MonthLock(ctx context.Context, client clients.ID, m civil.Month) (hours.MonthLock, bool, error) {
	all, err := h.MonthLocks(ctx, client, m, m)
	if err != nil || len(all) == 0 {
		return hours.MonthLock{}, false, err
	}
	return all[0], true, nil
}

// MonthLocks lists the locks between two months.
func (h Hours) MonthLocks(ctx context.Context, client clients.ID, from, to civil.Month) ([]hours.MonthLock, error) {
	return collect(ctx, h.s.q(ctx), "hours", scanLock, `SELECT client_id, month, locked_at, locked_by, reason FROM month_lock
		WHERE client_id = ? AND month >= ? AND month <= ? ORDER BY month`, client, from.String(), to.String())
}

// SaveMonthLock locks a month.
func (h Hours) SaveMonthLock(ctx context.Context, l hours.MonthLock) error {
	return h.s.save(ctx, "month_lock", row{
		"client_id": l.Client, "month": l.Month.String(), "locked_at": instant(l.At), "locked_by": l.By, "reason": l.Reason,
	})
}

// RemoveMonthLock lifts a month's lock.
func (h Hours) RemoveMonthLock(ctx context.Context, client clients.ID, m civil.Month) error {
	return h.s.remove(ctx, "month_lock", row{"client_id": client, "month": m.String()})
}

// Closings lists a client's closed months.
func (h Hours) Closings(ctx context.Context, client clients.ID) ([]hours.Closing, error) {
	all, err := readByClient(ctx, h.s.q(ctx), scanClosing,
		`SELECT client_id, month, closed_at, closed_by, state FROM bank_close WHERE client_id = ? ORDER BY month`, client)
	return all[client], err
}

// SaveClosing writes a closed month.
func (h Hours) SaveClosing(ctx context.Context, c hours.Closing) error {
	state, err := statesJSON(c.States)
	if err != nil {
		return err
	}
	return h.s.save(ctx, "bank_close", row{
		"client_id": c.Client, "month": c.Month.String(), "closed_at": instant(c.At), "closed_by": c.By, "state": state,
	})
}

// Bookings lists the movements kept between two months.
func (h Hours) Bookings(ctx context.Context, client clients.ID, from, to civil.Month) ([]hours.Booking, error) {
	all, err := h.BookingsOf(ctx, []clients.ID{client}, from, to)
	return all[client], err
}

// SaveBooking writes a movement.
func (h Hours) SaveBooking(ctx context.Context, b hours.Booking) error {
	return h.s.save(ctx, "bank_movement", row{
		"id": b.ID, "client_id": b.Client, "month": b.Month.String(), "on_date": b.On.String(), "level": b.Level,
		"kind": b.Kind, "minutes": b.Minutes, "reason": b.Reason, "source": b.Source, "who_name": b.Who, "at": instant(b.At),
	})
}

// Consents lists a month's consents.
func (h Hours) Consents(ctx context.Context, client clients.ID, m civil.Month) ([]hours.Consent, error) {
	all, err := h.ConsentsOf(ctx, []clients.ID{client}, m)
	return all[client], err
}

// SaveConsent writes a consent.
func (h Hours) SaveConsent(ctx context.Context, c hours.Consent) error {
	return h.s.save(ctx, "bank_consent", row{
		"id": c.ID, "client_id": c.Client, "month": c.Month.String(), "minutes": c.Minutes, "by_name": c.By,
		"on_date": c.On.String(), "reason": c.Reason, "who_name": c.Who, "at": instant(c.At),
	})
}

// Carry gives the latest state remembered before a month.
func (h Hours) Carry(ctx context.Context, client clients.ID, before civil.Month) (civil.Month, map[string]hours.State, bool, error) {
	all, err := h.Carries(ctx, []clients.ID{client}, before)
	c, ok := all[client]
	return c.Month, c.States, ok, err
}

// SaveCarry remembers a state; it follows from other rows and is not journalled.
func (h Hours) SaveCarry(ctx context.Context, client clients.ID, m civil.Month, states map[string]hours.State) error {
	state, err := statesJSON(states)
	if err != nil {
		return err
	}
	return h.s.Tx(ctx, func(ctx context.Context) error {
		_, err := h.s.q(ctx).ExecContext(ctx, `INSERT OR REPLACE INTO bank_carry (client_id, month, state) VALUES (?, ?, ?)`, client, m.String(), state)
		if err != nil {
			return fmt.Errorf("remembering what the bank carries: %w", err)
		}
		return nil
	})
}

// Templates lists a person's templates.
func (h Hours) Templates(ctx context.Context, person clients.ID) ([]hours.Template, error) {
	return collect(ctx, h.s.q(ctx), "hours", func(sc scanner) (hours.Template, error) {
		t := hours.Template{Person: person}
		err := sc.Scan(&t.ID, &t.Client, &t.Hat, &t.Note, &t.Seconds, &t.Kind, &t.Reason, &t.Position)
		return t, err
	}, `SELECT id, client_id, hat, note, seconds, kind, reason, position FROM time_template
		WHERE staff_id = ? ORDER BY position, id`, person)
}

// SaveTemplate writes a template.
func (h Hours) SaveTemplate(ctx context.Context, t hours.Template) error {
	return h.s.save(ctx, "time_template", row{
		"id": t.ID, "staff_id": t.Person, "client_id": t.Client, "hat": t.Hat, "note": t.Note,
		"seconds": t.Seconds, "kind": t.Kind, "reason": t.Reason, "position": t.Position,
	})
}

// RemoveTemplate deletes a template.
func (h Hours) RemoveTemplate(ctx context.Context, id clients.ID) error {
	return h.s.remove(ctx, "time_template", row{"id": id})
}

const absenceColumns = `id, staff_id, from_on, to_on, kind, reason, coalesce(replaced_by, '')`

func scanAbsence(sc scanner) (hours.Absence, error) {
	var a hours.Absence
	err := sc.Scan(&a.ID, &a.Person, &a.Days.From, &a.Days.To, &a.Kind, &a.Reason, &a.Replacement)
	return a, err
}

// Absence gives one absence; fault absence_unknown.
func (h Hours) Absence(ctx context.Context, id clients.ID) (hours.Absence, error) {
	a, err := scanAbsence(h.s.q(ctx).QueryRowContext(ctx, `SELECT `+absenceColumns+` FROM absence WHERE id = ?`, id))
	if errors.Is(err, sql.ErrNoRows) {
		return a, fault.New("absence_unknown", "value", string(id)).At("id")
	}
	if err != nil {
		return a, fmt.Errorf("reading an absence: %w", err)
	}
	return a, nil
}

// Absences lists the absences with a day in the range.
func (h Hours) Absences(ctx context.Context, days civil.Range) ([]hours.Absence, error) {
	return collect(ctx, h.s.q(ctx), "hours", scanAbsence, `SELECT `+absenceColumns+` FROM absence
		WHERE from_on <= ? AND to_on >= ? ORDER BY from_on, id`, days.To.String(), days.From.String())
}

// SaveAbsence writes an absence.
func (h Hours) SaveAbsence(ctx context.Context, a hours.Absence) error {
	return h.s.save(ctx, "absence", row{
		"id": a.ID, "staff_id": a.Person, "from_on": a.Days.From.String(), "to_on": a.Days.To.String(),
		"kind": a.Kind, "reason": a.Reason, "replaced_by": optional(a.Replacement),
	})
}

// RemoveAbsence deletes an absence.
func (h Hours) RemoveAbsence(ctx context.Context, id clients.ID) error {
	return h.s.remove(ctx, "absence", row{"id": id})
}

func statesJSON(states map[string]hours.State) (string, error) {
	b, err := json.Marshal(states)
	if err != nil {
		return "", fmt.Errorf("writing what the bank carries: %w", err)
	}
	return string(b), nil
}

func readStates(text string) (map[string]hours.State, error) {
	states := map[string]hours.State{}
	if err := json.Unmarshal([]byte(text), &states); err != nil {
		return nil, fmt.Errorf("reading what the bank carries: %w", err)
	}
	return states, nil
}
