package main

import (
	"context"
	"slices"

	"regie/assets/icons"
	"regie/assets/limits"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/clients/money"
	"regie/gui/choices"
	"regie/gui/control"
	"regie/gui/itemlook"
	"regie/gui/widgets"
)

// facts makes the facts of the control room from what it shares with the rail.
type facts struct{ common *commons }

// Facts implements control.Source.
func (o facts) Facts(ctx context.Context, p *text.Printer, month civil.Month, today civil.Date) (control.Facts, error) {
	var f control.Facts
	c, err := o.common.of(ctx, month, today)
	if err != nil {
		return f, err
	}
	at := map[clients.ID]int{}
	for i, client := range c.clients {
		at[client.ID] = i
		f.Clients = append(f.Clients, control.ClientFacts{
			Key: client.Key, Name: client.Name, Initials: choices.Initials(client.Name), Color: colorOf(client.Brand.Primary),
			Value: money.Amount{Currency: client.Currency},
		})
		fillBank(&f.Clients[i], c.banks[client.ID])
	}
	g := gathering{shown: &f, at: at, seen: c}
	g.hours()
	g.budget()
	g.calendar(p)
	g.unpaid()
	g.closing()
	return f, nil
}

func fillBank(c *control.ClientFacts, b hours.Bank) {
	c.HasBank = b.Contract != nil && b.Quota > 0
	c.Used, c.Available, c.Quota = b.Total.Used, b.Total.Available(), b.Quota
	c.Carried, c.Overage, c.Forecast = b.Total.CarriedIn, b.Total.Overage, b.Total.Used
	if b.Forecast != nil {
		c.Forecast = b.Forecast.Used
	}
}

// gathering fills the facts of one load.
type gathering struct {
	shown *control.Facts
	at    map[clients.ID]int
	seen  *common
}

func (g gathering) of(id clients.ID) *control.ClientFacts {
	if i, ok := g.at[id]; ok {
		return &g.shown.Clients[i]
	}
	return nil
}

func (g gathering) hours() {
	for _, u := range g.seen.uses {
		if c := g.of(u.Client); c != nil {
			c.Worked = money.RoundHalfUp(u.AllSeconds, 60)
			c.Value.Minor = money.RoundHalfUp(u.RatedMinor, 3600)
			c.Unpriced = u.UnratedCount
		}
	}
}

func (g gathering) budget() {
	for id, s := range g.seen.budgets {
		if c := g.of(id); c != nil && (s.Available() != 0 || s.Used() != 0) {
			c.Budget = money.Amount{Minor: s.Available(), Currency: s.Currency}
			c.Spent = money.Amount{Minor: s.Used(), Currency: s.Currency}
		}
	}
	for _, a := range g.seen.alerts {
		if c := g.of(a.Client); c != nil && a.Percent >= worthHandling {
			c.Alerts++
			c.Highest = max(c.Highest, a.Percent)
		}
	}
}

// worthHandling is from which threshold on an alert is something to handle;
// those below only tell how the month goes.
const worthHandling = 90

func (g gathering) calendar(p *text.Printer) {
	g.shown.Week = map[string]int{}
	for id, list := range g.seen.week {
		for _, t := range list {
			if g.of(id) != nil && t.Kind.Publishes() && t.State != calendar.Idea && t.State != calendar.Cancelled {
				g.shown.Week[string(t.State)] += t.Count
			}
		}
	}
	for _, r := range g.seen.today {
		if c := g.of(r.Client); c != nil && r.State != calendar.Cancelled {
			g.shown.Today = append(g.shown.Today, entryOf(p, *c, r))
		}
	}
	slices.SortStableFunc(g.shown.Today, func(a, b control.Entry) int { return int(a.At) - int(b.At) })
	for _, r := range g.seen.missed {
		if c := g.of(r.Client); c != nil {
			c.Late++
		}
	}
	for id, w := range g.seen.waiting {
		if c := g.of(id); c != nil {
			c.Internal, c.AtClient, c.Overdue = w.Internal, w.Client, w.Late
		}
	}
}

// entryOf is a calendar item as a line of today.
func entryOf(p *text.Printer, c control.ClientFacts, r calendar.Row) control.Entry {
	e := control.Entry{
		ID: string(r.ID), Client: c.Key, Name: c.Name, Initials: c.Initials, Color: c.Color, At: r.At,
		Kind: p.T("calendar.kind." + string(r.Kind)), Title: r.Title,
		State: p.T("calendar.state." + string(r.State)),
	}
	e.Sign, e.Tone = itemlook.State(r.State)
	if !r.Kind.Publishes() {
		e.State, e.Tone, e.Sign = e.Kind, widgets.ToneInfo, icons.SignMeeting
		e.Kind = ""
	}
	if len(r.Networks) > 0 {
		e.Network = limits.Shipped().Name(r.Networks[0], string(p.Lang()))
	}
	return e
}

// closing looks how far the close of the month before has come, over the
// clients that had work or publications in it.
func (g gathering) closing() {
	open := map[clients.ID]bool{}
	seen := map[clients.ID]bool{}
	for id, list := range g.seen.before {
		seen[id] = true
		for _, t := range list {
			if t.Kind.Publishes() && !t.State.Final() && t.State != calendar.Idea && t.State != calendar.OnHold {
				open[id] = true
			}
		}
	}
	use := map[clients.ID]hours.ClientUse{}
	for _, u := range g.seen.usesBefore {
		use[u.Client] = u
		seen[u.Client] = seen[u.Client] || u.Entries > 0 || !u.LockedAt.IsZero()
	}
	for _, c := range g.seen.clients {
		if !seen[c.ID] {
			continue
		}
		u := use[c.ID]
		cl := &g.shown.Close
		cl.Total++
		if !u.LockedAt.IsZero() {
			cl.Locked++
		}
		if !open[c.ID] {
			cl.Settled++
		}
	}
	for id := range seen {
		if g.of(id) == nil {
			continue
		}
		p, cl := g.seen.papers[id], &g.shown.Close
		cl.Reported += count(p.reported)
		cl.Invoiced += count(p.invoiced)
		cl.Billable += count(p.billable)
	}
}

// unpaid counts the invoices that are past their due day.
func (g gathering) unpaid() {
	for id, n := range g.seen.overdue {
		if c := g.of(id); c != nil {
			c.Unpaid = n
		}
	}
}
