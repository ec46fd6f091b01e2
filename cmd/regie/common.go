package main

import (
	"context"
	"errors"
	"sync"
	"time"

	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/cmd/internal/wire"
)

// common is what rail and control room both show of a month and the one before.
// It is only read once it is made.
type common struct {
	clients    []clients.Client // active ones
	own        clients.ID       // the agency's workspace
	banks      map[clients.ID]hours.Bank
	uses       []hours.ClientUse
	usesBefore []hours.ClientUse
	papers     map[clients.ID]paper // of the month before
	missed     []calendar.Row
	waiting    []calendar.Row // for a review
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
func (c *commons) gatherRest(ctx context.Context, g *common, m civil.Month, today civil.Date) (err error) {
	if g.uses, err = c.house.Hours.Overview(ctx, m); err != nil {
		return err
	}
	if g.usesBefore, err = c.house.Hours.Overview(ctx, m.Add(-1)); err != nil {
		return err
	}
	if g.missed, err = c.house.Calendar.Missed(ctx, today); err != nil {
		return err
	}
	reviews := calendar.Filter{States: []calendar.State{calendar.InternalReview, calendar.ClientReview}}
	if g.waiting, err = c.house.Calendar.Rows(ctx, reviews); err != nil {
		return err
	}
	g.papers, err = papersOf(ctx, c.house, g.clients, m.Add(-1))
	return err
}
