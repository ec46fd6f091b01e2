package hours

import (
	"context"
	"errors"
	"fmt"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
)

// Banks gives the banks of several clients in a month, as Bank does for each,
// from a handful of queries over all of them. A client that is not there is
// left out.
func (s *Service) Banks(ctx context.Context, of []clients.ID, m civil.Month) (map[clients.ID]Bank, error) {
	return ofEach(ctx, s, of, m, (*Service).Bank)
}

// MonthEnd is a client's bank at a month's end and what holds its close up:
// earlier months still open, running timers, time to settle, overage that
// nobody consented to.
type MonthEnd struct {
	Bank   Bank
	Faults []*fault.Error
}

// MonthEnds gives those of several clients, as Banks does.
func (s *Service) MonthEnds(ctx context.Context, of []clients.ID, m civil.Month) (map[clients.ID]MonthEnd, error) {
	return ofEach(ctx, s, of, m, func(s *Service, ctx context.Context, id clients.ID, m civil.Month) (e MonthEnd, err error) {
		c, err := s.clientDesk(ctx, id)
		if err != nil {
			return e, err
		}
		if e.Bank, err = s.bank(ctx, c, m); err != nil {
			return e, err
		}
		e.Faults, err = s.faultsOf(ctx, c, e.Bank)
		return e, err
	})
}

// ofEach asks one question of each client, of a service that has read what the
// month's banks follow from.
func ofEach[T any](ctx context.Context, s *Service, of []clients.ID, m civil.Month, ask func(*Service, context.Context, clients.ID, civil.Month) (T, error)) (map[clients.ID]T, error) {
	g, err := s.gather(ctx, of, m)
	if err != nil {
		return nil, err
	}
	several := *s
	several.keep, several.house = g, g.house
	all := make(map[clients.ID]T, len(of))
	for _, id := range of {
		v, err := ask(&several, ctx, id, m)
		if fault.Is(err, "client_unknown") {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("the month of client %s: %w", id, err)
		}
		all[id] = v
	}
	return all, nil
}

// gathered is a keeper that has read what the banks of several clients follow
// from in one month; all else it passes on.
type gathered struct {
	Keeper
	house    gatheredHouse
	of       []clients.ID
	month    civil.Month
	closings map[clients.ID][]Closing
	bookings map[clients.ID][]Booking // of the month and the one before
	consents map[clients.ID][]Consent
	carries  map[clients.ID]Carried
	toSettle map[clients.ID]int
	days     map[daysKey]map[clients.ID][]Row
	lines    map[clients.Rounding]map[clients.ID][]Row // of the month before
	writing  bool                                      // in a transaction, whose reads must be its own
}

// Tx implements clients.Transactor.
func (g *gathered) Tx(ctx context.Context, fn func(ctx context.Context) error) error {
	g.writing = true
	defer func() { g.writing = false }()
	return g.Keeper.Tx(ctx, fn)
}

// daysKey names one reading of days.
type daysKey struct {
	days civil.Range
	rule clients.Rounding
}

// gatheredHouse knows the clients, their terms and the day.
type gatheredHouse struct {
	House
	today     civil.Date
	clients   map[clients.ID]clients.Client
	contracts map[clients.ID][]clients.Contract
}

func (s *Service) gather(ctx context.Context, of []clients.ID, m civil.Month) (*gathered, error) {
	g := &gathered{
		Keeper: s.keep, house: gatheredHouse{House: s.house, clients: map[clients.ID]clients.Client{}}, of: of, month: m,
		days: map[daysKey]map[clients.ID][]Row{}, lines: map[clients.Rounding]map[clients.ID][]Row{},
	}
	list, err := s.house.Clients(ctx, clients.AllClients)
	for _, c := range list {
		g.house.clients[c.ID] = c
	}
	var errs [7]error
	g.house.today, errs[0] = s.house.Today(ctx)
	g.house.contracts, errs[1] = s.house.AllContracts(ctx)
	g.closings, errs[2] = s.keep.LastClosings(ctx, of, m)
	g.bookings, errs[3] = s.keep.BookingsOf(ctx, of, m.Add(-1), m)
	g.consents, errs[4] = s.keep.ConsentsOf(ctx, of, m)
	g.carries, errs[5] = s.keep.Carries(ctx, of, m)
	g.toSettle, errs[6] = s.keep.CountsToSettle(ctx, of, m)
	return g, errors.Join(append(errs[:], err)...)
}

func (h gatheredHouse) Today(context.Context) (civil.Date, error) { return h.today, nil }

func (h gatheredHouse) Client(_ context.Context, id clients.ID) (clients.Client, error) {
	c, ok := h.clients[id]
	if !ok {
		return c, fault.New("client_unknown", "value", string(id))
	}
	return c, nil
}

func (h gatheredHouse) Contracts(_ context.Context, client clients.ID) ([]clients.Contract, error) {
	return h.contracts[client], nil
}

// Closings gives the last two and the last of all, which is what one month's
// bank and close look at.
func (g *gathered) Closings(_ context.Context, client clients.ID) ([]Closing, error) {
	return g.closings[client], nil
}

func (g *gathered) Bookings(ctx context.Context, client clients.ID, from, to civil.Month) ([]Booking, error) {
	if g.writing || from.Before(g.month.Add(-1)) || to.After(g.month) {
		return g.Keeper.Bookings(ctx, client, from, to)
	}
	var list []Booking
	for _, b := range g.bookings[client] {
		if !b.Month.Before(from) && !b.Month.After(to) {
			list = append(list, b)
		}
	}
	return list, nil
}

func (g *gathered) Consents(_ context.Context, client clients.ID, _ civil.Month) ([]Consent, error) {
	return g.consents[client], nil
}

func (g *gathered) Carry(_ context.Context, client clients.ID, _ civil.Month) (civil.Month, map[string]State, bool, error) {
	c, ok := g.carries[client]
	return c.Month, c.States, ok, nil
}

func (g *gathered) CountToSettle(_ context.Context, client clients.ID, _ civil.Month) (int, error) {
	return g.toSettle[client], nil
}

// DayLines reads the days of all clients of the same rule at the first of them.
func (g *gathered) DayLines(ctx context.Context, client clients.ID, days civil.Range, rule clients.Rounding) ([]Row, error) {
	k := daysKey{days, rule}
	all, ok := g.days[k]
	if !ok {
		var err error
		if all, err = g.DayLinesOf(ctx, g.ruled(days.From.InMonth(), rule), days, rule); err != nil {
			return nil, err
		}
		g.days[k] = all
	}
	return all[client], nil
}

// Lines does so for the month before, which stays open longest; earlier ones are
// a single client's.
func (g *gathered) Lines(ctx context.Context, client clients.ID, from, to civil.Month, rule clients.Rounding) ([]Row, error) {
	before := g.month.Add(-1)
	if g.writing || from != before || to != before {
		return g.Keeper.Lines(ctx, client, from, to, rule)
	}
	all, ok := g.lines[rule]
	if !ok {
		var err error
		if all, err = g.LinesOf(ctx, g.ruled(before, rule), before, before, rule); err != nil {
			return nil, err
		}
		g.lines[rule] = all
	}
	return all[client], nil
}

// ruled are the clients that a rule of rounding serves in a month.
func (g *gathered) ruled(m civil.Month, rule clients.Rounding) []clients.ID {
	var list []clients.ID
	for _, id := range g.of {
		if TermsOf(g.house.contracts[id], m).Rounding() == rule {
			list = append(list, id)
		}
	}
	return list
}
