package main

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"runtime/debug"
	"sync"
	"time"

	"github.com/adrg/xdg"

	"regie/clients"
	"regie/cmd/internal/idle"
	"regie/cmd/internal/wire"
	"regie/gui"
)

// show opens the window on a house and its background duties, and returns when
// both have ended.
func show(ctx context.Context, t *gui.Toolkit, c chosen, o opened, raised <-chan struct{}, log *slog.Logger) error {
	h, shared := o.house, o.shared
	who := &people{service: h.Clients, folder: c.folder, file: filepath.Join(xdg.ConfigHome, "regie", "acting.json")}
	ctx = actingContext{ctx, who}
	if _, _, err := who.Acting(ctx); err != nil {
		return err
	}
	tiles := newLogos(h.Clients.Media)
	seen, err := h.Store.DataVersion(ctx)
	if err != nil {
		return err
	}
	meter := idle.New()
	clock := timer{h, newPresence(meter.Read, log)}
	begun := make(chan struct{})
	var once sync.Once
	work, end := context.WithCancel(ctx)
	var wg sync.WaitGroup
	for _, duty := range []func(context.Context){
		settle, duties{h, log, seen}.backup, duties{h, log, seen}.follow,
	} {
		wg.Go(func() {
			select {
			case <-begun: // the first frames come before any duty
				duty(work)
			case <-work.Done():
			}
		})
	}
	err = t.Run(ctx, gui.Deps{
		Rail: &rail{house: h, common: shared, logos: tiles}, Timer: clock, BeforeTimer: clock.before(asker(h)), Pulse: clock, People: who, History: history{h.History}, Search: searcher{h},
		Screens: screens(h, shared, who), Lang: language(""), Now: h.Store.Now, Log: log, Raise: raised,
		Subscribe: func(changed func()) func() {
			tiles.onNew(changed)
			return h.Bus.Subscribe(func(e clients.Event) {
				if e.Kind != elsewhere {
					clock.Acted()
				}
				changed()
			})
		},
		Ready: func() {
			once.Do(func() { time.AfterFunc(firstFrames, func() { tiles.begin(); close(begun) }) })
		},
		Start: c.start, Size: c.size,
		Look: c.look(), Warnings: warnings(h),
	})
	end()
	wg.Wait()
	return errors.Join(err, meter.Close())
}

// startGC lets the start gather its garbage rarely: it makes much that stays and
// ends soon. settle ends that and gives the memory back.
const startGC = 400

// firstFrames is how long the first data take to be drawn: until then nothing
// competes with them.
const firstFrames = 400 * time.Millisecond

// settleAfter leaves the first frames undisturbed.
const settleAfter = 2 * time.Second

func settle(ctx context.Context) {
	select {
	case <-time.After(settleAfter):
		debug.SetGCPercent(100)
		debug.FreeOSMemory()
	case <-ctx.Done():
	}
}

// warnings are the dangers of the folder, and none where there is none.
func warnings(h *wire.House) []error {
	list := make([]error, 0, len(h.Warnings))
	for _, w := range h.Warnings {
		list = append(list, w)
	}
	return list
}

// elsewhere is the kind of an event that another program caused.
const elsewhere = "elsewhere"

// duties are what the window does in the background beside what is on screen.
type duties struct {
	house *wire.House
	log   *slog.Logger
	seen  int64 // the data version that the first data follow
}

const (
	followEvery = 2 * time.Second
	backupEvery = 6 * time.Hour
)

// backup clears what killed copies left and keeps the day's verified copy, also
// in a window that stays open for days.
func (d duties) backup(ctx context.Context) {
	if err := d.house.Store.ClearLeftovers(); err != nil {
		d.log.Error("clearing unfinished copies", "error", err)
	}
	every(ctx, backupEvery, func() {
		if err := d.house.Store.DailyBackup(ctx); err != nil && ctx.Err() == nil {
			d.log.Error("daily backup", "error", err)
		}
	})
}

// follow looks whether another program (the script) wrote to the folder and
// makes the screens look again.
func (d duties) follow(ctx context.Context) {
	last := d.seen
	every(ctx, followEvery, func() {
		v, err := d.house.Store.DataVersion(ctx)
		switch {
		case err != nil:
			if ctx.Err() == nil {
				d.log.Error("following the data", "error", err)
			}
		case v != last:
			last = v
			d.house.Bus.Publish(clients.Event{Kind: elsewhere, Tables: d.house.Store.Tables()})
		}
	})
}

// every calls f at once and then at an interval, until ctx ends.
func every(ctx context.Context, interval time.Duration, f func()) {
	tick := time.NewTicker(interval)
	defer tick.Stop()
	for {
		f()
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
