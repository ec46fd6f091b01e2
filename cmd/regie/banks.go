package main

import (
	"context"
	"sync"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/hours"
)

// banks remembers the hours banks that rail and control room show, until
// something of the client changes: working one out replays its months.
type banks struct {
	hours *hours.Service
	turn  chan struct{} // held by who works banks out

	mu   sync.Mutex
	day  civil.Date
	kept map[bankKey]hours.Bank
	gen  int
}

type bankKey struct {
	client clients.ID
	month  civil.Month
}

func newBanks(h *hours.Service, bus *clients.Bus) *banks {
	b := &banks{hours: h, turn: make(chan struct{}, 1), kept: map[bankKey]hours.Bank{}}
	bus.Subscribe(b.forget)
	return b
}

// bankTables are those that a bank follows from.
var bankTables = []string{
	"time_entry", "contract", "contract_level", "bank_movement", "bank_consent", "bank_close", "month_lock", "rate", "client", "agency",
}

// forget drops what an act may have changed.
func (b *banks) forget(e clients.Event) {
	if !e.Touches(bankTables...) {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.gen++
	for k := range b.kept {
		if e.Client == "" || e.Client == k.client {
			delete(b.kept, k)
		}
	}
}

// of gives the banks of clients in a month as they stand today; those that are
// not known are worked out together, by one caller at a time.
func (b *banks) of(ctx context.Context, list []clients.ID, m civil.Month, today civil.Date) (map[clients.ID]hours.Bank, error) {
	select {
	case b.turn <- struct{}{}:
		defer func() { <-b.turn }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	known, wanting, gen := b.look(list, m, today)
	if len(wanting) == 0 {
		return known, nil
	}
	found, err := b.hours.Banks(ctx, wanting, m)
	if err != nil {
		return nil, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for id, bank := range found {
		known[id] = bank
		if b.gen == gen && b.day == today { // nothing changed meanwhile
			b.kept[bankKey{id, m}] = bank
		}
	}
	return known, nil
}

// look finds the banks that are remembered, and those that are not.
func (b *banks) look(list []clients.ID, m civil.Month, today civil.Date) (known map[clients.ID]hours.Bank, wanting []clients.ID, gen int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.day != today {
		b.day, b.kept = today, map[bankKey]hours.Bank{}
	}
	known = map[clients.ID]hours.Bank{}
	for _, id := range list {
		if bank, ok := b.kept[bankKey{id, m}]; ok {
			known[id] = bank
		} else {
			wanting = append(wanting, id)
		}
	}
	return known, wanting, b.gen
}
