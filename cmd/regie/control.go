package main

import (
	"context"
	"slices"

	"regie/assets/icons"
	"regie/assets/limits"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/billing"
	"regie/clients/budget"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/clients/money"
	"regie/cmd/internal/wire"
	"regie/gui/choices"
	"regie/gui/control"
	"regie/gui/itemlook"
	"regie/gui/widgets"
)

// facts gathers the facts of the control room: what it shares with the rail and
// one query a room over all clients.
type facts struct {
	house  *wire.House
	common *commons
}

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
	g := gathering{facts: o, shown: &f, at: at, seen: c}
	g.hours()
	for _, step := range []func(context.Context) error{
		func(ctx context.Context) error { return g.budget(ctx, month) },
		func(ctx context.Context) error { return g.calendar(ctx, p, today) },
		func(ctx context.Context) error { return g.unpaid(ctx, today) },
		func(ctx context.Context) error { return g.closing(ctx, month.Add(-1)) },
	} {
		if err := step(ctx); err != nil {
			return f, err
		}
	}
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
	facts
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

func (g gathering) budget(ctx context.Context, month civil.Month) error {
	sums, err := g.house.Budget.Totals(ctx, month)
	if err != nil {
		return err
	}
	for id, s := range sums {
		if c := g.of(id); c != nil && (s.Available() != 0 || s.Used() != 0) {
			c.Budget = money.Amount{Minor: s.Available(), Currency: s.Currency}
			c.Spent = money.Amount{Minor: s.Used(), Currency: s.Currency}
		}
	}
	alerts, err := g.house.Budget.Unacknowledged(ctx, month)
	if err != nil {
		return err
	}
	for _, a := range budget.Standing(alerts) {
		if c := g.of(a.Client); c != nil && a.Percent >= worthHandling {
			c.Alerts++
			c.Highest = max(c.Highest, a.Percent)
		}
	}
	return nil
}

// worthHandling is from which threshold on an alert is something to handle;
// those below only tell how the month goes.
const worthHandling = 90

func (g gathering) calendar(ctx context.Context, p *text.Printer, today civil.Date) error {
	from := today.WeekStart()
	week, err := g.house.Calendar.AllTallies(ctx, civil.Range{From: from, To: from.AddDays(6)})
	if err != nil {
		return err
	}
	g.shown.Week = map[string]int{}
	for id, list := range week {
		for _, t := range list {
			if g.of(id) != nil && t.Kind.Publishes() && t.State != calendar.Idea && t.State != calendar.Cancelled {
				g.shown.Week[string(t.State)] += t.Count
			}
		}
	}
	rows, err := g.house.Calendar.Rows(ctx, calendar.Filter{Days: civil.Range{From: today, To: today}})
	if err != nil {
		return err
	}
	for _, r := range rows {
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
	for _, r := range g.seen.waiting {
		c := g.of(r.Client)
		switch {
		case c == nil:
		case r.State == calendar.InternalReview:
			c.Internal++
		default:
			c.AtClient++
			if r.ReviewLate(today) {
				c.Overdue++
			}
		}
	}
	return nil
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

// closing looks how far a month's close has come, over the clients that had
// work or publications in it.
func (g gathering) closing(ctx context.Context, m civil.Month) error {
	tallies, err := g.house.Calendar.AllTallies(ctx, m.Range())
	if err != nil {
		return err
	}
	open := map[clients.ID]bool{}
	seen := map[clients.ID]bool{}
	for id, list := range tallies {
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
	return nil
}

// unpaid counts the invoices that are past their due day.
func (g gathering) unpaid(ctx context.Context, today civil.Date) error {
	open, err := g.house.Billing.Documents(ctx, billing.Filter{Open: true})
	if err != nil {
		return err
	}
	for _, d := range open {
		if c := g.of(d.Client); c != nil && d.DueOn.Before(today) {
			c.Unpaid++
		}
	}
	return nil
}
