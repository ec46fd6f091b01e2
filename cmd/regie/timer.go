package main

import (
	"context"
	"slices"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
	"regie/cmd/internal/wire"
	"regie/gui"
	"regie/gui/choices"
	"regie/gui/screen"
	"regie/gui/timesheet"
	"regie/gui/widgets"
	"regie/gui/work"
)

// timer is the acting person's timer as the timer bar knows it.
type timer struct {
	house    *wire.House
	presence *presence
}

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
	if st.Today, err = t.house.Hours.DayTotal(ctx, who, today); err != nil {
		return st, err
	}
	if running == nil {
		st.Last, err = t.lastWords(ctx, p, who)
		return st, err
	}
	c, hat, err := t.names(ctx, p, running.Entry)
	if err != nil {
		return st, err
	}
	st.Running, st.Client, st.Name, st.Note, st.Start = true, c.Key, c.Name, running.Note, running.Start
	st.Hat, st.HatKey = hat, running.Hat
	if running.On == today {
		st.Today = max(0, st.Today-running.Elapsed)
	}
	return st, nil
}

// names are an entry's client and the label of its hat.
func (t timer) names(ctx context.Context, p *text.Printer, e hours.Entry) (clients.Client, string, error) {
	c, err := t.house.Clients.Client(ctx, e.Client)
	if err != nil {
		return c, "", err
	}
	hat, err := t.house.Clients.Hat(ctx, e.Hat)
	if err != nil {
		return c, "", err
	}
	return c, choices.Name(p, hat.NameFR, hat.NameEN), nil
}

// lastWords names the person's last work, where it can be gone on with.
func (t timer) lastWords(ctx context.Context, p *text.Printer, who clients.ID) (gui.TimerLast, error) {
	last, err := t.last(ctx, who, "", false)
	if err != nil || last.ID == "" {
		return gui.TimerLast{}, err
	}
	c, hat, err := t.names(ctx, p, last)
	if err != nil || c.ArchivedAt != "" {
		return gui.TimerLast{}, err
	}
	return gui.TimerLast{Name: c.Name, Hat: hat, Note: last.Note}, nil
}

// Edit implements gui.Timer: what the window does not show of the running
// timer stays, as far as the new client has it.
func (t timer) Edit(ctx context.Context, c gui.TimerChoice) error {
	who := clients.Acting(ctx).ID
	running, err := t.house.Hours.Timer(ctx, who)
	if err != nil {
		return err
	}
	client, err := t.house.Clients.ClientByKey(ctx, c.Client)
	if err != nil {
		return err
	}
	change := hours.TimerStart{Person: who, Client: client.ID, Hat: c.Hat, Note: c.Note, At: c.Start}
	if running != nil && running.Client == client.ID {
		change.Kind, change.Reason, change.Item = running.Kind, running.Reason, running.Item
	}
	_, err = t.house.Hours.EditTimer(ctx, change)
	return err
}

// Start implements gui.Timer: the timer that runs is stopped first.
func (t timer) Start(ctx context.Context, c gui.TimerChoice) error {
	start, err := t.chosen(ctx, c)
	if err != nil {
		return err
	}
	running, err := t.house.Hours.Timer(ctx, start.Person)
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

// chosen fills in what a choice leaves open: client and hat of the person's
// last entry, else the first hat that is offered.
func (t timer) chosen(ctx context.Context, c gui.TimerChoice) (hours.TimerStart, error) {
	who := clients.Acting(ctx)
	start := hours.TimerStart{Person: who.ID, Hat: c.Hat, Note: c.Note, At: c.Start, Kind: hours.Kind(c.Kind), Reason: c.Reason}
	if who.ID == "" {
		return start, fault.New("acting_nobody")
	}
	if c.Again {
		return t.again(ctx, c)
	}
	last, err := t.last(ctx, who.ID, c.Client, true)
	if err != nil {
		return start, err
	}
	start.Client = last.Client
	if c.Client != "" {
		client, err := t.house.Clients.ClientByKey(ctx, c.Client)
		if err != nil {
			return start, err
		}
		start.Client = client.ID
	}
	if start.Hat == "" {
		start.Hat = last.Hat
	}
	if start.Hat == "" {
		hats, err := t.offered(ctx)
		if err != nil || len(hats) == 0 {
			return start, err
		}
		start.Hat = hats[0].Key
	}
	return start, nil
}

// again is the person's last work, made what was answered where the client was
// asked about it.
func (t timer) again(ctx context.Context, c gui.TimerChoice) (hours.TimerStart, error) {
	who := clients.Acting(ctx).ID
	last, err := t.last(ctx, who, "", false)
	if err != nil {
		return hours.TimerStart{}, err
	}
	if last.ID == "" {
		return hours.TimerStart{}, fault.New("timer_nothing_before")
	}
	start := hours.StartOf(last, who)
	start.At = c.Start
	if c.Kind != "" {
		start.Kind, start.Reason = hours.Kind(c.Kind), c.Reason
	}
	return start, nil
}

// preview says what one minute of the timer would do to the bank: whether the
// client is to be asked before it starts.
func (t timer) preview(ctx context.Context, c gui.TimerChoice) (hours.Preview, error) {
	start, err := t.chosen(ctx, c)
	if err != nil {
		return hours.Preview{}, err
	}
	today, err := t.house.Clients.Today(ctx)
	if err != nil {
		return hours.Preview{}, err
	}
	return t.house.Hours.Preview(ctx, hours.Form{
		Client: start.Client, Person: start.Person, Hat: start.Hat, On: today, Seconds: 60, Kind: start.Kind, Reason: start.Reason,
	})
}

// before asks for the client's word where a timer would count beyond the
// retainer. What cannot be looked up asks nothing: the start says what is wrong.
func (t timer) before(ask timesheet.Asker) func(screen.Host, gui.TimerChoice, func(gui.TimerChoice)) {
	return func(h screen.Host, c gui.TimerChoice, then func(gui.TimerChoice)) {
		work.Run(h.Runner(), "timer.before", func(ctx context.Context) (hours.Preview, error) { return t.preview(ctx, c) }, func(pv hours.Preview, err error) {
			client, known := h.Client(string(pv.Client))
			if err != nil || !known || !pv.Asks() {
				then(c)
				return
			}
			ask(h, client, pv, true, func(kind hours.Kind, reason string) {
				c.Kind, c.Reason = string(kind), reason
				then(c)
			})
		})
	}
}

// lastDays is how far back the person's last entry is looked for: the days at
// hand first, which is nearly always enough.
var lastDays = []int{3, 60}

// last is the person's newest entry, for the client where it has one, the
// running one only where that is asked for; the zero Entry where there is none.
func (t timer) last(ctx context.Context, who clients.ID, clientKey string, running bool) (hours.Entry, error) {
	var newest hours.Entry
	today, err := t.house.Clients.Today(ctx)
	if err != nil {
		return newest, err
	}
	var client clients.ID
	if clientKey != "" {
		c, err := t.house.Clients.ClientByKey(ctx, clientKey)
		if err != nil {
			return newest, err
		}
		client = c.ID
	}
	for _, days := range lastDays {
		list, err := t.house.Hours.List(ctx, hours.Filter{Person: who, Days: civil.Range{From: today.AddDays(-days), To: today}})
		if err != nil {
			return newest, err
		}
		newest = hours.Entry{}
		for _, e := range slices.Backward(list) {
			switch {
			case e.Running && !running:
			case client == "" || e.Client == client:
				return e, nil
			case newest.ID == "":
				newest = e
			}
		}
	}
	return newest, nil
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
