package handover

import (
	"cmp"
	"strings"
	"time"

	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/money"
	"regie/reports/page"
)

func (w *writer) when(r calendar.Row) string {
	s := w.p.WeekdayShort(r.On.Weekday()) + " " + w.p.DateShort(r.On)
	if r.At >= 0 {
		s += " " + w.p.Clock(r.At)
	}
	return s
}

// rows lists items of the calendar.
func (w *writer) rows(rows []calendar.Row, empty string) page.Block {
	t := page.Table{Compact: true, Empty: empty, Columns: []page.Column{
		{Title: w.p.T("common.date"), Width: 86},
		{Title: w.p.T("handover.publication"), Flex: 1},
		{Title: w.p.T("handover.networks"), Width: 82},
		{Title: w.p.T("handover.author"), Width: 52},
		{Title: w.p.T("common.state"), Width: 72},
	}}
	for _, r := range rows {
		var names []string
		for _, n := range r.Networks {
			names = append(names, w.b.Limits.Name(n, string(w.b.Lang)))
		}
		t.Rows = append(t.Rows, page.Row{Cells: []page.Cell{
			{Text: w.when(r)},
			{Text: cmp.Or(r.Title, w.p.T("calendar.kind."+string(r.Kind)))},
			{Text: strings.Join(names, ", "), Color: w.theme.Mute},
			{Text: w.b.Person(r.Author), Color: w.theme.Mute},
			{Text: w.state(r.State)},
		}})
	}
	return t
}

// next is the fortnight ahead, and what should have gone out before.
func (w *writer) next() []page.Block {
	blocks := []page.Block{w.heading("handover.next"), w.rows(w.b.Next, w.p.T("handover.next_none"))}
	if len(w.b.Missed) > 0 {
		blocks = append(blocks, page.Heading{Level: 2, Text: w.p.N("handover.missed", len(w.b.Missed))}, w.rows(w.b.Missed, ""))
	}
	return blocks
}

// running are campaigns, contests and what comes back.
func (w *writer) running() []page.Block {
	blocks := []page.Block{w.heading("handover.running")}
	campaigns := page.Table{Compact: true, Empty: w.p.T("handover.campaigns_none"), Columns: []page.Column{
		{Title: w.p.T("handover.campaign"), Flex: 1}, {Title: w.p.T("handover.goal"), Flex: 1.4}, {Title: w.p.T("handover.dates"), Width: 130}, {Title: w.p.T("common.budget"), Align: page.Right, Width: 76},
	}}
	for _, c := range w.b.Campaigns {
		campaigns.Rows = append(campaigns.Rows, page.Cells(c.Name, strings.TrimSpace(c.Goal+"\n"+c.Note), w.p.Range(c.Days()), w.purse(c)))
	}
	blocks = append(blocks, campaigns)
	if len(w.b.Contests) > 0 {
		blocks = append(blocks, page.Heading{Level: 2, Text: w.p.T("handover.contests")}, w.contests())
	}
	if len(w.b.Steps) > 0 {
		blocks = append(blocks, page.Heading{Level: 2, Text: w.p.T("handover.steps")}, w.rows(w.b.Steps, ""))
	}
	if len(w.b.Experiments) > 0 {
		blocks = append(blocks, page.Keep{Blocks: []page.Block{w.experiments()}})
	}
	series := page.Table{Compact: true, Title: w.p.T("handover.recurring"), Empty: w.p.T("handover.recurring_none"), Columns: []page.Column{
		{Title: w.p.T("handover.publication"), Flex: 1}, {Title: w.p.T("handover.next_days"), Flex: 1},
	}}
	for _, r := range w.b.Recurring {
		var days []string
		for _, d := range r.Days {
			days = append(days, w.p.WeekdayShort(d.Weekday())+" "+w.p.DateShort(d))
		}
		series.Rows = append(series.Rows, page.Cells(r.Title, strings.Join(days, ", ")))
	}
	return append(blocks, page.Keep{Blocks: []page.Block{series}})
}

// purse is what a campaign was given, and what is left of it.
func (w *writer) purse(c calendar.Campaign) string {
	given, ok := c.Given()
	if !ok {
		return w.p.T("common.unknown")
	}
	s := w.p.MoneyShort(given)
	if left, ok := w.b.Spent[c.ID].LeftOf(given); ok {
		s += "\n" + w.p.T("handover.campaign_left", "amount", w.p.MoneyShort(money.Of(left, given.Currency)))
	}
	return s
}

// contests says of each how far it is, what there is to win, and what comes next.
func (w *writer) contests() page.Block {
	t := page.Table{Compact: true, Columns: []page.Column{
		{Title: w.p.T("handover.contest"), Flex: 1.1}, {Title: w.p.T("handover.dates"), Width: 112}, {Title: w.p.T("handover.prizes"), Flex: 1}, {Title: w.p.T("common.state"), Width: 86}, {Title: w.p.T("handover.then"), Flex: 1.1},
	}}
	for _, c := range w.b.Contests {
		var prizes []string
		for _, p := range c.Prizes {
			prizes = append(prizes, w.p.Int(int64(p.Quantity))+" × "+p.Name)
		}
		st := c.Stage(w.b.Today)
		then := w.p.T("contest.next_" + string(st))
		if c.Announced != nil && !c.Announced.Due.IsZero() && c.Seed == "" {
			then += "\n" + w.p.T("handover.seed_due", "On", civil.DateOf(c.Announced.Due, w.zone()))
		}
		t.Rows = append(t.Rows, page.Cells(c.Name, w.p.Range(civil.Range{From: c.From, To: c.Until}), strings.Join(prizes, "\n"),
			w.p.T("contest.stage_"+string(st))+"\n"+w.p.N("handover.entrants", c.Entries), then))
	}
	return t
}

// experiments are what is being tried, and what waits for its result.
func (w *writer) experiments() page.Table {
	t := page.Table{Compact: true, Title: w.p.T("handover.experiments"), Columns: []page.Column{
		{Title: w.p.T("notebook.hypothesis"), Flex: 1.2},
		{Title: w.p.T("notebook.change"), Flex: 1},
		{Title: w.p.T("notebook.measure"), Flex: 0.8},
		{Title: w.p.T("handover.dates"), Width: 96},
		{Title: w.p.T("common.state"), Width: 64},
	}}
	for _, e := range w.b.Experiments {
		days := w.p.T("notebook.since", "date", e.Window.From)
		if !e.Window.To.IsZero() {
			days = w.p.Range(e.Window)
		}
		t.Rows = append(t.Rows, page.Cells(e.Hypothesis, e.Change, e.Measure, days, w.p.T("calendar.phase."+string(e.Phase(w.b.Today)))))
	}
	return t
}

// zone is the client's, or else universal time.
func (w *writer) zone() *time.Location {
	zone, err := civil.Zone(w.b.Client.Zone)
	if err != nil {
		return time.UTC
	}
	return zone
}
