package main

import (
	"context"
	"errors"
	"sync"
	"time"

	"regie/clients"
	"regie/clients/budget"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/cmd/internal/wire"
)

// common is what rail and control room show of a month and the one before: one
// query each over all clients. It is only read once it is made.
type common struct {
	clients    []clients.Client // active ones
	own        clients.ID       // the agency's workspace
	banks      map[clients.ID]hours.Bank
	uses       []hours.ClientUse
	usesBefore []hours.ClientUse
	papers     map[clients.ID]paper // of the month before
	missed     []calendar.Row
	waiting    map[clients.ID]calendar.Waiting
	week       map[clients.ID][]calendar.Tally // of today's week
	before     map[clients.ID][]calendar.Tally // of the month before
	today      []calendar.Row
	budgets    map[clients.ID]budget.Sum
	alerts     []budget.Alert // standing
	overdue    map[clients.ID]int
}

// commons gathers that once for all who ask after the same change.
type commons struct {
	house *wire.House
	banks *banks
	turn  chan struct{} // held by who gathers

	mu   sync.Mutex
	gen  int
	kept map[commonKey]*common
}

// commonKey says what a gathering is of. It lasts for its minute: what was
// missed depends on the hour.
type commonKey struct {
	month  civil.Month
	today  civil.Date
	minute time.Time
}

func newCommons(h *wire.House) *commons {
	c := &commons{house: h, banks: newBanks(h.Hours, h.Bus), turn: make(chan struct{}, 1), kept: map[commonKey]*common{}}
	h.Bus.Subscribe(func(clients.Event) {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.gen++
		clear(c.kept)
	})
	return c
}

// of gathers what is known of a month, unless somebody just did.
func (c *commons) of(ctx context.Context, m civil.Month, today civil.Date) (*common, error) {
	select {
	case c.turn <- struct{}{}:
		defer func() { <-c.turn }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	key := commonKey{m, today, c.house.Store.Now().Truncate(time.Minute)}
	c.mu.Lock()
	known, gen := c.kept[key], c.gen
	c.mu.Unlock()
	if known != nil {
		return known, nil
	}
	made, err := c.gather(ctx, m, today)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.gen == gen { // nothing changed meanwhile
		for k := range c.kept {
			if k.minute != key.minute {
				delete(c.kept, k)
			}
		}
		c.kept[key] = made
	}
	return made, nil
}

func (c *commons) gather(ctx context.Context, m civil.Month, today civil.Date) (*common, error) {
	all, err := c.house.Clients.Clients(ctx, clients.AllClients)
	if err != nil {
		return nil, err
	}
	var g common
	var ids []clients.ID
	for _, client := range all {
		switch {
		case client.Internal:
			g.own = client.ID
		case client.ArchivedAt == "":
			g.clients, ids = append(g.clients, client), append(ids, client.ID)
		}
	}
	var banks sync.WaitGroup
	var failed error
	banks.Go(func() { g.banks, failed = c.banks.of(ctx, ids, m, today) }) // as long as all the rest
	err = c.gatherRest(ctx, &g, m, today)
	banks.Wait()
	if err = errors.Join(err, failed); err != nil {
		return nil, err
	}
	return &g, nil
}

// gatherRest gathers all but the banks.
func (c *commons) gatherRest(ctx context.Context, g *common, m civil.Month, today civil.Date) error {
	h, before := c.house, m.Add(-1)
	week := civil.Range{From: today.WeekStart(), To: today.WeekStart().AddDays(6)}
	for _, step := range []func() error{
		func() (err error) { g.uses, err = h.Hours.Overview(ctx, m); return err },
		func() (err error) { g.usesBefore, err = h.Hours.Overview(ctx, before); return err },
		func() (err error) { g.missed, err = h.Calendar.Missed(ctx, today); return err },
		func() (err error) { g.waiting, err = h.Calendar.Waiting(ctx, today); return err },
		func() (err error) { g.papers, err = papersOf(ctx, h, g.clients, before); return err },
		func() (err error) { g.week, err = h.Calendar.AllTallies(ctx, week); return err },
		func() (err error) { g.before, err = h.Calendar.AllTallies(ctx, before.Range()); return err },
		func() (err error) {
			g.today, err = h.Calendar.Rows(ctx, calendar.Filter{Days: civil.Range{From: today, To: today}})
			return err
		},
		func() (err error) { g.budgets, err = h.Budget.Totals(ctx, m); return err },
		func() (err error) { g.alerts, err = h.Budget.Unacknowledged(ctx, m); return err },
		func() (err error) { g.overdue, err = h.Billing.Overdue(ctx, today); return err },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	g.alerts = budget.Standing(g.alerts)
	return nil
}
