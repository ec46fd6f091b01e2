package main

import (
	"context"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
	"regie/cmd/internal/wire"
	"regie/gui"
	"regie/gui/choices"
	"regie/gui/widgets"
)

// timer is the acting person's timer as the timer bar knows it.
type timer struct{ house *wire.House }

// State implements gui.Timer.
func (t timer) State(ctx context.Context, p *text.Printer) (gui.TimerState, error) {
	var st gui.TimerState
	who := clients.Acting(ctx).ID
	if who == "" {
		return st, nil
	}
	today, err := t.house.Clients.Today(ctx)
	if err != nil {
		return st, err
	}
	running, err := t.house.Hours.Timer(ctx, who)
	if err != nil {
		return st, err
	}
	if st.Today, err = t.house.Hours.DayTotal(ctx, who, today); err != nil || running == nil {
		return st, err
	}
	c, err := t.house.Clients.Client(ctx, running.Client)
	if err != nil {
		return st, err
	}
	hat, err := t.house.Clients.Hat(ctx, running.Hat)
	if err != nil {
		return st, err
	}
	st.Running, st.Client, st.Name, st.Note, st.Start = true, c.Key, c.Name, running.Note, running.Start
	st.Hat = choices.Name(p, hat.NameFR, hat.NameEN)
	if running.On == today {
		st.Today = max(0, st.Today-running.Elapsed)
	}
	return st, nil
}

// Start implements gui.Timer: the timer that runs is stopped first.
func (t timer) Start(ctx context.Context, c gui.TimerChoice) error {
	who := clients.Acting(ctx)
	if who.ID == "" {
		return fault.New("acting_nobody")
	}
	start := hours.TimerStart{Person: who.ID, Hat: c.Hat, Note: c.Note}
	last, err := t.last(ctx, who.ID, c.Client)
	if err != nil {
		return err
	}
	if c.Client != "" {
		client, err := t.house.Clients.ClientByKey(ctx, c.Client)
		if err != nil {
			return err
		}
		start.Client = client.ID
	} else {
		start.Client = last.Client
	}
	if start.Hat == "" {
		start.Hat = last.Hat
	}
	if start.Hat == "" {
		hats, err := t.offered(ctx)
		if err != nil {
			return err
		}
		if len(hats) > 0 {
			start.Hat = hats[0].Key
		}
	}
	running, err := t.house.Hours.Timer(ctx, who.ID)
	if err != nil {
		return err
	}
	if running != nil {
		_, _, err = t.house.Hours.Switch(ctx, start)
		return err
	}
	_, err = t.house.Hours.Start(ctx, start)
	return err
}

// lastDays is how far back the person's last entry is looked for.
const lastDays = 60

// last is the person's newest entry, for the client where it has one.
func (t timer) last(ctx context.Context, who clients.ID, clientKey string) (hours.Entry, error) {
	today, err := t.house.Clients.Today(ctx)
	if err != nil {
		return hours.Entry{}, err
	}
	var client clients.ID
	if clientKey != "" {
		c, err := t.house.Clients.ClientByKey(ctx, clientKey)
		if err != nil {
			return hours.Entry{}, err
		}
		client = c.ID
	}
	list, err := t.house.Hours.List(ctx, hours.Filter{Person: who, Days: civil.Range{From: today.AddDays(-lastDays), To: today}})
	if err != nil || len(list) == 0 {
		return hours.Entry{}, err
	}
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].Client == client {
			return list[i], nil
		}
	}
	return list[len(list)-1], nil
}

// Stop implements gui.Timer.
func (t timer) Stop(ctx context.Context) error {
	_, _, err := t.house.Hours.Stop(ctx, clients.Acting(ctx).ID, noTime)
	return err
}

// Hats implements gui.Timer.
func (t timer) Hats(ctx context.Context, p *text.Printer) ([]widgets.Option, error) {
	hats, err := t.offered(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]widgets.Option, 0, len(hats))
	for _, h := range hats {
		out = append(out, widgets.Option{Key: h.Key, Label: choices.Name(p, h.NameFR, h.NameEN)})
	}
	return out, nil
}

// offered are the hats that are not retired.
func (t timer) offered(ctx context.Context) ([]clients.Hat, error) {
	all, err := t.house.Clients.Hats(ctx)
	if err != nil {
		return nil, err
	}
	kept := all[:0:0]
	for _, h := range all {
		if !h.Retired {
			kept = append(kept, h)
		}
	}
	return kept, nil
}

// Question implements gui.Pulse.
func (t timer) Question(ctx context.Context) (*gui.TimerQuestion, error) {
	who := clients.Acting(ctx).ID
	if who == "" {
		return nil, nil
	}
	q, err := t.house.Hours.Question(ctx, who)
	if err != nil || q == nil {
		return nil, err
	}
	c, err := t.house.Clients.Client(ctx, q.Client)
	if err != nil {
		return nil, err
	}
	hat, err := t.house.Clients.Hat(ctx, q.Hat)
	if err != nil {
		return nil, err
	}
	a, err := t.house.Clients.Agency(ctx)
	if err != nil {
		return nil, err
	}
	return &gui.TimerQuestion{
		Client: c.Name, Hat: choices.Name(text.For(text.Lang(a.Lang)), hat.NameFR, hat.NameEN), Note: q.Note, Start: q.Start, AliveAt: q.AliveAt, Gap: q.Gap, Long: q.Long,
	}, nil
}

// Answer implements gui.Pulse: the window's answers bear the room's names.
func (t timer) Answer(ctx context.Context, answer string) error {
	_, _, err := t.house.Hours.Resolve(ctx, clients.Acting(ctx).ID, hours.Answer(answer), noTime)
	return err
}

// Beat implements gui.Pulse.
func (t timer) Beat(ctx context.Context) error {
	who := clients.Acting(ctx).ID
	if who == "" {
		return nil
	}
	running, err := t.house.Hours.Timer(ctx, who)
	if err != nil || running == nil {
		return err
	}
	return t.house.Hours.Heartbeat(ctx, who)
}
