package reports

import (
	"context"
	"slices"
	"strings"

	"regie/assets/limits"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
)

// calendar reads the month's items, the publications of the month before, and
// what waits for the client.
func (g *gatherer) calendar(ctx context.Context, client clients.ID, _ text.Lang) error {
	plan := g.s.from.Calendar
	rows, err := plan.Rows(ctx, calendar.Filter{Client: client, Days: g.month.Range()})
	if err != nil {
		return err
	}
	before, err := plan.Rows(ctx, calendar.Filter{Client: client, Days: g.month.Add(-1).Range()})
	if err != nil {
		return err
	}
	c := Calendar{}
	for _, r := range rows {
		if r.State != calendar.Idea {
			c.Items = append(c.Items, g.item(r))
			c.count(r)
		}
	}
	last := 0
	for _, r := range before {
		if published(r) {
			last++
		}
	}
	if len(before) > 0 {
		c.Previous = &last
	}
	c.ByNetwork = g.networks(rows, before)
	days := civil.Range{From: g.month.First(), To: g.month.Add(1).Last()}
	open, err := plan.Rows(ctx, calendar.Filter{Client: client, Days: days, States: []calendar.State{calendar.ClientReview}})
	if err != nil {
		return err
	}
	for _, r := range open {
		c.Awaiting = append(c.Awaiting, g.item(r))
	}
	g.m.Calendar = c
	list, err := plan.Deliverables(ctx, client, g.month)
	if err != nil {
		return err
	}
	for _, d := range list {
		g.m.Deliverables = append(g.m.Deliverables, g.deliverable(d))
	}
	return nil
}

func published(r calendar.Row) bool { return r.State == calendar.Published && r.Kind.Publishes() }

// count adds an item to the sums of the month.
func (c *Calendar) count(r calendar.Row) {
	if !r.Kind.Publishes() {
		return
	}
	if r.State == calendar.Cancelled {
		c.Cancelled++
		return
	}
	c.Planned++
	if r.State != calendar.Published {
		return
	}
	c.Published++
	if r.PublishedAt.IsZero() {
		return
	}
	zone, err := civil.Zone(r.Zone)
	if err != nil {
		return
	}
	c.Timed++
	if civil.DateOf(r.PublishedAt, zone) == r.On {
		c.OnTime++
	}
}

func (g *gatherer) item(r calendar.Row) Item {
	it := Item{
		ID: r.ID, On: r.On, At: r.At, KindKey: string(r.Kind), Kind: g.p.T("calendar.kind." + string(r.Kind)),
		Title: strings.TrimSpace(r.Title), StateKey: string(r.State), State: g.state(r),
		AuthorID: r.Author, Author: g.l.Person(r.Author), URL: r.PublishedURL, Public: r.Kind.Publishes(), Late: r.Missed(g.s.now()),
	}
	if it.Title == "" {
		it.Title = g.p.T("report.untitled")
	}
	for _, n := range r.Networks {
		it.Networks = append(it.Networks, limits.Shipped().Name(n, string(g.m.Lang)))
	}
	return it
}

// kinds is the name of a kind of deliverable, in the plural; a contract may
// name kinds of its own.
func (g *gatherer) kinds(key string) string {
	if k := "report.kinds_" + key; g.p.Has(k) {
		return g.p.T(k)
	}
	return key
}

// state says how an item stands in words for the client, who need not know the
// agency's own steps. A key date or deadline that has passed has none.
func (g *gatherer) state(r calendar.Row) string {
	switch {
	case r.Kind.Publishes():
		return g.p.T("report.state_" + string(r.State))
	case r.State == calendar.Published:
		return g.p.T("report.state_done")
	case r.State == calendar.Cancelled:
		return g.p.T("report.state_called_off")
	case r.On.After(g.m.Today):
		return g.p.T("report.state_planned")
	}
	return ""
}

// networks counts the publications of each network, this month and the last,
// in the usual order of the networks.
func (g *gatherer) networks(rows, before []calendar.Row) []NetworkCount {
	now, last := map[string]int{}, map[string]int{}
	var keys []string
	for _, set := range []struct {
		rows   []calendar.Row
		counts map[string]int
	}{{rows, now}, {before, last}} {
		for _, r := range set.rows {
			if !published(r) {
				continue
			}
			for _, n := range r.Networks {
				set.counts[n]++
				if !slices.Contains(keys, n) {
					keys = append(keys, n)
				}
			}
		}
	}
	order := limits.Shipped().Networks()
	slices.SortStableFunc(keys, func(a, b string) int { return slices.Index(order, a) - slices.Index(order, b) })
	var list []NetworkCount
	for _, n := range keys {
		list = append(list, NetworkCount{
			Network: n, Label: limits.Shipped().Name(n, string(g.m.Lang)), Count: now[n], Previous: last[n],
		})
	}
	return list
}

func (g *gatherer) deliverable(d calendar.Deliverable) Deliverable {
	return Deliverable{
		Kind: string(d.Kind), Label: g.kinds(string(d.Kind)), Promised: d.Promised, Made: d.Made,
		PostponedByClient: d.PostponedByClient, PostponedByUs: d.PostponedByAgency,
	}
}

// next reads the plan of the following month and what its contract grants.
func (g *gatherer) next(ctx context.Context, client clients.ID, _ text.Lang) error {
	n := Next{Month: g.month.Add(1)}
	plan := g.s.from.Calendar
	rows, err := plan.Rows(ctx, calendar.Filter{Client: client, Days: n.Month.Range()})
	if err != nil {
		return err
	}
	for _, r := range rows {
		if r.State != calendar.Idea && r.State != calendar.Cancelled {
			n.Items = append(n.Items, g.item(r))
		}
	}
	list, err := plan.Deliverables(ctx, client, n.Month)
	if err != nil {
		return err
	}
	for _, d := range list {
		if d.Promised > 0 {
			x := g.deliverable(d)
			x.Made += d.Planned
			n.Promises = append(n.Promises, x)
		}
	}
	bank, err := g.s.from.Time.Bank(ctx, client, n.Month)
	if err != nil {
		return err
	}
	if bank.Contract != nil {
		quota, carried := bank.Total.Granted, bank.Total.CarriedIn
		n.Quota, n.Carried = &quota, &carried
	}
	g.m.Next = n
	return nil
}
