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
	b := &banks{hours: h, kept: map[bankKey]hours.Bank{}}
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

// of gives a client's bank in a month as it stands today.
func (b *banks) of(ctx context.Context, client clients.ID, m civil.Month, today civil.Date) (hours.Bank, error) {
	b.mu.Lock()
	if b.day != today {
		b.day, b.kept = today, map[bankKey]hours.Bank{}
	}
	k, gen := bankKey{client, m}, b.gen
	bank, ok := b.kept[k]
	b.mu.Unlock()
	if ok {
		return bank, nil
	}
	bank, err := b.hours.Bank(ctx, client, m)
	if err != nil {
		return bank, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.gen == gen { // nothing changed while it was worked out
		b.kept[k] = bank
	}
	return bank, nil
}
