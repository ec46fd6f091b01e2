package reports

import (
	"cmp"
	"context"
	"slices"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/clients/money"
	"regie/reports/letter"
)

// trendMonths is how many months the chart of the past shows.
const trendMonths = 6

// time reads the month's summary and its entries, and the months before.
func (g *gatherer) time(ctx context.Context, client clients.ID, _ text.Lang) error {
	sum, err := g.s.from.Time.Summary(ctx, client, g.month)
	if err != nil {
		return err
	}
	entries, err := g.s.from.Time.List(ctx, hours.Filter{Client: client, Days: g.month.Range()})
	if err != nil {
		return err
	}
	g.unrated = sum.Unrated
	h := &g.m.Hours
	h.Raw, h.Billed, h.Entries, h.Running = sum.RawMinutes, sum.BilledMinutes, sum.Entries, sum.Running
	h.Currency, h.Value = sum.Currency, sum.Amount
	if err := g.log(ctx, sum, entries); err != nil {
		return err
	}
	g.shares(sum)
	g.made(entries)
	for _, p := range sum.Days {
		on, err := civil.ParseDate(p.Key)
		if err != nil {
			return err
		}
		h.ByDay = append(h.ByDay, DayShare{On: on, Billed: p.BilledMinutes})
	}
	return g.trend(ctx, client)
}

// log lists the entries, the month's minutes shared among them so that the
// lines add up.
func (g *gatherer) log(ctx context.Context, sum hours.Summary, entries []hours.Entry) error {
	billed := make([]int64, len(sum.Rows))
	weights := make([]int64, len(sum.Rows))
	for _, l := range sum.Lines {
		minutes, _ := l.Shares(sum.Rows)
		for n, i := range l.Rows {
			billed[i] = minutes[n]
		}
	}
	for i, r := range sum.Rows {
		if !r.Running {
			weights[i] = r.Seconds
		}
	}
	raw := money.Spread(sum.RawMinutes, weights)
	by := make(map[clients.ID]*hours.Entry, len(entries))
	for i := range entries {
		by[entries[i].ID] = &entries[i]
	}
	titles := map[clients.ID]string{}
	items := map[clients.ID]*Item{}
	for i := range g.m.Calendar.Items {
		it := &g.m.Calendar.Items[i]
		titles[it.ID], items[it.ID] = it.Title, it
	}
	for i, r := range sum.Rows {
		e := by[r.ID]
		if r.Running || e == nil {
			continue
		}
		title, err := g.itemTitle(ctx, e.Item, titles)
		if err != nil {
			return err
		}
		if e.Item != "" {
			g.m.Hours.Linked += billed[i]
			if it := items[e.Item]; it != nil {
				it.Minutes += billed[i]
			}
		}
		g.m.Hours.Log = append(g.m.Hours.Log, LogLine{
			On: r.On, PersonID: r.Person, Person: g.l.Person(r.Person), LevelKey: r.Level, Level: g.l.LevelName(r.Level), HatKey: r.Hat, Hat: g.l.HatName(r.Hat),
			KindKey: string(r.Kind), Kind: g.p.T("report.kind_" + string(r.Kind)), Note: e.Note, Item: title,
			Seconds: r.Seconds, Raw: raw[i], Billed: billed[i],
		})
	}
	return nil
}

// itemTitle names the item of an entry, which may stand in another month.
func (g *gatherer) itemTitle(ctx context.Context, id clients.ID, known map[clients.ID]string) (string, error) {
	if id == "" {
		return "", nil
	}
	if t, ok := known[id]; ok {
		return t, nil
	}
	it, err := g.s.from.Calendar.Item(ctx, id)
	if err != nil {
		return "", err
	}
	known[id] = g.item(it.Row()).Title
	return known[id], nil
}

// shares names the parts of the month, those with most time first.
func (g *gatherer) shares(sum hours.Summary) {
	h := &g.m.Hours
	for _, p := range sum.Hats {
		hat, _ := g.l.Hat(p.Key)
		h.ByHat = append(h.ByHat, shareOf(p, g.l.HatName(p.Key), hat.Color))
	}
	for _, p := range sum.Levels {
		h.ByLevel = append(h.ByLevel, shareOf(p, g.l.LevelName(p.Key), ""))
	}
	for _, p := range sum.Persons {
		h.ByPerson = append(h.ByPerson, shareOf(p, g.l.Person(clients.ID(p.Key)), ""))
	}
	most := func(a, b Share) int { return cmp.Or(cmp.Compare(b.Billed, a.Billed), cmp.Compare(b.Raw, a.Raw)) }
	slices.SortStableFunc(h.ByHat, most)
	slices.SortStableFunc(h.ByPerson, most)
	slices.SortStableFunc(h.ByLevel, func(a, b Share) int { return g.levelOrder(a.Key) - g.levelOrder(b.Key) })
	for _, p := range h.ByPerson {
		g.m.Authors = append(g.m.Authors, p.Label)
	}
}

// levelOrder is the place of a level in the agency's list.
func (g *gatherer) levelOrder(key string) int {
	return slices.IndexFunc(g.l.Levels, func(l clients.Level) bool { return l.Key == key })
}

func shareOf(p hours.Part, label, color string) Share {
	return Share{Key: p.Key, Label: label, Color: color, Raw: p.RawMinutes, Billed: p.BilledMinutes, Value: p.Amount}
}

// made counts, for each hat, the publications of the month that some of its
// time is tied to.
func (g *gatherer) made(entries []hours.Entry) {
	public := map[clients.ID]bool{}
	for _, it := range g.m.Calendar.Items {
		if it.Public && it.StateKey == string(calendar.Published) {
			public[it.ID] = true
		}
	}
	type pair struct {
		hat  string
		item clients.ID
	}
	seen := map[pair]bool{}
	for _, e := range entries {
		k := pair{e.Hat, e.Item}
		if e.Running || !public[e.Item] || seen[k] {
			continue
		}
		seen[k] = true
		for i := range g.m.Hours.ByHat {
			if g.m.Hours.ByHat[i].Key == e.Hat {
				g.m.Hours.ByHat[i].Made++
			}
		}
	}
}

// trend reads the months before, from the first in which anything was worked.
func (g *gatherer) trend(ctx context.Context, client clients.ID) error {
	h := &g.m.Hours
	for n := trendMonths - 1; n > 0; n-- {
		month := g.month.Add(-n)
		sum, err := g.s.from.Time.Summary(ctx, client, month)
		if err != nil {
			return err
		}
		if len(h.Trend) == 0 && sum.Entries == 0 {
			continue
		}
		h.Trend = append(h.Trend, MonthWork{Month: month, Billed: sum.BilledMinutes})
		if n == 1 {
			billed := sum.BilledMinutes
			h.Previous = &billed
		}
	}
	h.Trend = append(h.Trend, MonthWork{Month: g.month, Billed: h.Billed})
	return nil
}

// bank reads the hours bank as its statement prints it.
func (g *gatherer) bank(ctx context.Context, client clients.ID, _ text.Lang) error {
	b, err := g.s.from.Time.Bank(ctx, client, g.month)
	if err != nil || b.Contract == nil {
		return err
	}
	t := b.Total
	out := &Bank{
		Granted: t.Granted, CarriedIn: t.CarriedIn, Adjusted: t.Adjusted, Available: t.Available(),
		Used: t.Used, Overage: t.Overage, Expired: t.Expired, CapLoss: t.CapLoss, CarriedOut: t.Out, Balance: t.Balance(),
	}
	if b.Forecast != nil {
		out.Forecast = &b.Forecast.Used
	}
	for _, mv := range t.Movements {
		out.Movements = append(out.Movements, Movement{
			On: mv.On, Label: g.movement(mv, b.HasLevels()), KindKey: string(mv.Kind), Level: mv.Level, Reason: mv.Reason,
			Minutes: mv.Minutes, Balance: mv.Balance,
		})
	}
	g.m.Hours.Bank = out
	return nil
}

// movement names a line of the statement.
func (g *gatherer) movement(mv hours.Movement, levels bool) string {
	s := g.p.T("hours.movement_" + string(mv.Kind))
	if levels {
		name := g.p.T("report.move_common")
		if mv.Level != "" {
			name = g.l.LevelName(mv.Level)
		}
		s += " · " + name
	}
	if mv.Reason != "" {
		s += " · " + letter.Shorten(mv.Reason, 120)
	}
	return s
}
