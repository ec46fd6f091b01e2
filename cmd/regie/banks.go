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
	busy map[bankKey]chan struct{} // closed when a bank has been worked out
	gen  int
}

type bankKey struct {
	client clients.ID
	month  civil.Month
}

func newBanks(h *hours.Service, bus *clients.Bus) *banks {
	b := &banks{hours: h, kept: map[bankKey]hours.Bank{}, busy: map[bankKey]chan struct{}{}}
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

// of gives a client's bank in a month as it stands today. Who asks while
// another works it out waits for that: rail and control room ask at once.
func (b *banks) of(ctx context.Context, client clients.ID, m civil.Month, today civil.Date) (hours.Bank, error) {
	k := bankKey{client, m}
	for {
		bank, known, wait, gen := b.look(k, today)
		switch {
		case known:
			return bank, nil
		case wait == nil:
			return b.workOut(ctx, k, gen)
		}
		select {
		case <-wait: // kept now, unless it failed or changed
		case <-ctx.Done():
			return bank, ctx.Err()
		}
	}
}

// look finds a bank, or what to wait for; with neither, the caller has to work
// it out.
func (b *banks) look(k bankKey, today civil.Date) (bank hours.Bank, known bool, wait <-chan struct{}, gen int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.day != today {
		b.day, b.kept = today, map[bankKey]hours.Bank{}
	}
	if bank, known = b.kept[k]; known {
		return bank, true, nil, b.gen
	}
	if w := b.busy[k]; w != nil {
		return bank, false, w, b.gen
	}
	b.busy[k] = make(chan struct{})
	return bank, false, nil, b.gen
}

// workOut asks for a bank and lets those who wait for it go on, whatever
// happens.
func (b *banks) workOut(ctx context.Context, k bankKey, gen int) (bank hours.Bank, err error) {
	good := false
	defer func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		if good && b.gen == gen { // nothing changed meanwhile
			b.kept[k] = bank
		}
		close(b.busy[k])
		delete(b.busy, k)
	}()
	bank, err = b.hours.Bank(ctx, k.client, k.month)
	good = err == nil
	return bank, err
}
