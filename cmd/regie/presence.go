package main

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/hours"
	"regie/cmd/internal/idle"
	"regie/gui"
)

// presence follows whether somebody is at the computer while a timer runs.
type presence struct {
	read  func(context.Context) (time.Duration, idle.Source, error)
	began time.Time // origin of the monotonic clock
	log   *slog.Logger

	mu     sync.Mutex
	trail  idle.Trail
	acted  time.Time
	source idle.Source // who told last
	kept   clients.ID  // the timer that may run for long
	since  time.Time   // when that was said
}

// newPresence reads by a meter, as a rule (*idle.Meter).Read.
func newPresence(read func(context.Context) (time.Duration, idle.Source, error), log *slog.Logger) *presence {
	return &presence{read: read, began: time.Now(), log: log}
}

// look adds what the machine shows now to the trail.
func (p *presence) look(ctx context.Context, now time.Time, threshold time.Duration) {
	d, source, err := p.read(ctx)
	if err != nil {
		source = ""
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if source != p.source && p.log != nil {
		p.log.Info("reading the idle time", "source", string(source), "error", err)
	}
	p.source = source
	p.trail.Add(idle.Look{Wall: now, Up: time.Since(p.began), Idle: d, Source: source, Acted: p.acted}, threshold)
}

func (p *presence) ask(now time.Time, tm idle.Timer) (idle.Question, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.trail.Ask(now, tm)
}

// rest ends the trail: no timer runs, and nobody looks.
func (p *presence) rest() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.trail = idle.Trail{}
}

// answered forgets the silence; a timer that is kept may run for as long again.
func (p *presence) answered(kept clients.ID, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.trail.Forget()
	p.kept, p.since = kept, now
}

// mayRunLong tells whether somebody said lately that a timer is right to run on.
func (p *presence) mayRunLong(id clients.ID, now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.kept == id && now.Sub(p.since) < hours.LongTimer
}

func (p *presence) act(now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.acted = now
}

// Acted implements gui.Pulse.
func (t timer) Acted() { t.presence.act(t.house.Store.Now()) }

// Question implements gui.Pulse.
func (t timer) Question(ctx context.Context) (*gui.TimerQuestion, error) {
	who := clients.Acting(ctx).ID
	if who == "" {
		return nil, nil
	}
	running, err := t.house.Hours.Timer(ctx, who)
	if err != nil {
		return nil, err
	}
	if running == nil {
		t.presence.rest()
		return nil, nil
	}
	a, err := t.house.Clients.Agency(ctx)
	if err != nil {
		return nil, err
	}
	now := t.house.Store.Now()
	t.presence.look(ctx, now, time.Duration(a.IdleMinutes)*time.Minute)
	kept, err := t.house.Hours.Question(ctx, who)
	if err != nil {
		return nil, err
	}
	tm := idle.Timer{Start: running.Start, AliveAt: running.AliveAt}
	if kept != nil {
		tm.Gap = time.Duration(kept.Gap) * time.Second
		tm.Long = kept.Long && !t.presence.mayRunLong(running.ID, now)
	}
	q, ok := t.presence.ask(now, tm)
	if !ok {
		return nil, nil
	}
	return t.words(ctx, text.For(text.Lang(a.Lang)), running.Entry, q)
}

// words put a question as the window shows it; reasons and sources bear the
// same names on both sides.
func (t timer) words(ctx context.Context, p *text.Printer, e hours.Entry, q idle.Question) (*gui.TimerQuestion, error) {
	c, hat, err := t.names(ctx, p, e)
	if err != nil {
		return nil, err
	}
	return &gui.TimerQuestion{
		Client: c.Name, Hat: hat, Note: e.Note, Start: e.Start,
		Reason: string(q.Reason), At: q.At, Source: string(q.Source), Away: int64(q.Away / time.Second), Acted: q.Acted,
	}, nil
}

// Answer implements gui.Pulse: the window's answers bear the room's names.
func (t timer) Answer(ctx context.Context, answer string, at time.Time) error {
	_, running, err := t.house.Hours.Resolve(ctx, clients.Acting(ctx).ID, hours.Answer(answer), at)
	if err != nil {
		return err
	}
	t.presence.answered(running.ID, t.house.Store.Now())
	return nil
}

// Beat implements gui.Pulse.
func (t timer) Beat(ctx context.Context) error {
	who := clients.Acting(ctx).ID
	if who == "" {
		return nil
	}
	return t.house.Hours.Heartbeat(ctx, who)
}
