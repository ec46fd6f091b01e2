package reports

import (
	"strings"

	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/reports/letter"
	"regie/reports/page"
)

// deliverables is what was promised beside what was made, then what each
// network got.
func (w *writer) deliverables() []page.Block {
	var blocks []page.Block
	list := w.m.Deliverables
	promised, made := totals(list)
	switch {
	case len(list) == 0:
		blocks = append(blocks, page.Para(w.p.T("report.deliverables_none", "Month", w.m.Month)))
	case promised == 0:
		blocks = append(blocks, w.promises(w.p.T("report.deliverables_free"), list))
	case made == promised:
		blocks = append(blocks, w.promises(w.p.N("report.deliverables_kept", promised), list))
	default:
		blocks = append(blocks, w.promises(w.p.N("report.deliverables_short", made, "Promised", promised), list))
	}
	if postponed := w.postponed(); postponed != "" {
		blocks = append(blocks, page.Callout{Label: w.p.T("report.postponed"), Spans: page.Text(postponed)})
	}
	return append(blocks, w.networks()...)
}

func (w *writer) promises(title string, list []Deliverable) page.Block {
	t := page.Table{Title: title, Columns: []page.Column{
		{Title: w.p.T("report.deliverable"), Flex: 2},
		{Title: w.p.T("report.promised"), Align: page.Right, Width: 54},
		{Title: w.p.T("report.made"), Align: page.Right, Width: 54, Bold: true},
		{Title: "", Width: 110},
		{Title: w.p.T("report.gap"), Align: page.Right, Width: 150},
	}}
	for _, d := range list {
		row := page.Row{Cells: []page.Cell{
			{Text: d.Label}, {Text: w.count(d.Promised)}, {Text: w.p.Int(int64(d.Made))}, {}, {Text: w.gap(d)},
		}}
		if d.Promised > 0 {
			mark, col := page.Done, w.theme.OK
			if d.Made < d.Promised {
				mark, col = page.Attention, w.theme.Warn
			}
			row.Cells[0].Mark = mark
			row.Cells[3].Bar = &page.Gauge{Part: part(int64(d.Made), int64(d.Promised)), Color: col}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// count is a promised number; none was promised is not zero.
func (w *writer) count(n int) string {
	if n == 0 {
		return w.unknown()
	}
	return w.p.Int(int64(n))
}

// gap says how what was made stands to what was promised.
func (w *writer) gap(d Deliverable) string {
	missing := d.Promised - d.Made
	switch {
	case d.Promised == 0:
		return w.p.T("report.gap_free")
	case missing == 0:
		return w.p.T("report.gap_none")
	case missing < 0:
		return w.p.N("report.gap_more", -missing)
	}
	if late := min(d.PostponedByClient+d.PostponedByUs, missing); late > 0 {
		return w.p.N("report.gap_postponed", late)
	}
	if w.m.Provisional {
		return w.p.N("report.n_to_make", missing)
	}
	return w.p.N("report.n_missing", missing)
}

// postponed says by whom deliverables were put off.
func (w *writer) postponed() string {
	byClient, byUs := 0, 0
	for _, d := range w.m.Deliverables {
		byClient += d.PostponedByClient
		byUs += d.PostponedByUs
	}
	var s sentences
	if byClient > 0 {
		s.add(w.p.N("report.postponed_client", byClient))
	}
	if byUs > 0 {
		s.add(w.p.N("report.postponed_us", byUs))
	}
	return s.String()
}

// networks is the chart of publications per network, this month and the last.
func (w *writer) networks() []page.Block {
	c := w.m.Calendar
	if len(c.ByNetwork) == 0 {
		return nil
	}
	now := page.Series{Name: letter.Capital(w.p.Month(w.m.Month)), Color: w.theme.Graphic}
	last := page.Series{Name: letter.Capital(w.p.Month(w.m.Month.Add(-1))), Color: w.theme.Pale()}
	chart := page.Columns{Title: w.networkTitle(), Height: 150, Format: func(v float64) string { return w.p.Int(int64(v)) }}
	for _, n := range c.ByNetwork {
		chart.Labels = append(chart.Labels, n.Label)
		now.Values = append(now.Values, float64(n.Count))
		before := page.Unknown()
		if c.Previous != nil {
			before = float64(n.Previous)
		}
		last.Values = append(last.Values, before)
	}
	chart.Series = []page.Series{now}
	if c.Previous != nil {
		chart.Series = []page.Series{last, now}
	}
	return []page.Block{page.Keep{Blocks: []page.Block{chart, page.Note(w.p.T("report.networks_note"))}}}
}

// networkTitle is what the chart of networks shows.
func (w *writer) networkTitle() string {
	c := w.m.Calendar
	top := c.ByNetwork[0]
	for _, n := range c.ByNetwork {
		if n.Count > top.Count {
			top = n
		}
	}
	if top.Count == 0 {
		return w.p.T("report.networks_none", "Month", w.m.Month)
	}
	if c.Previous != nil && top.Previous > 0 && top.Count != top.Previous {
		return w.p.N("report.networks_title_before", top.Count, "Network", top.Label, "Before", top.Previous)
	}
	return w.p.N("report.networks_title", top.Count, "Network", top.Label)
}

// calendar is the month day by day, as it was carried out.
func (w *writer) calendar() []page.Block {
	c := w.m.Calendar
	blocks := []page.Block{
		page.Heading{Level: 2, Text: w.calendarTitle(), NoBookmark: true},
		w.itemTable(c.Items, true),
	}
	return append(blocks, page.Note(w.p.T("report.calendar_note")))
}

func (w *writer) calendarTitle() string {
	c := w.m.Calendar
	var parts []string
	parts = append(parts, w.p.N("report.n_published_done", c.Published))
	late := 0
	for _, it := range c.Items {
		if it.Public && it.Late {
			late++
		}
	}
	if late > 0 {
		parts = append(parts, w.p.N("report.n_late", late))
	}
	if c.Cancelled > 0 {
		parts = append(parts, w.p.N("report.n_cancelled", c.Cancelled))
	}
	if len(parts) == 1 && c.Planned > c.Published {
		parts = append(parts, w.p.N("report.n_ahead", c.Planned-c.Published))
	}
	return strings.Join(parts, ", ")
}

// itemTable lists items by week. hours tells whether the time spent stands in
// a column.
func (w *writer) itemTable(items []Item, hours bool) page.Block {
	t := page.Table{Compact: true, Columns: []page.Column{
		{Title: w.p.T("common.date"), Width: 38},
		{Title: w.p.T("report.publication"), Flex: 1},
		{Title: w.p.T("report.kind_networks"), Width: 148},
		{Title: w.p.T("common.state"), Width: 96},
	}}
	if hours { // what has passed is rarely awaited: its state is short
		t.Columns[3].Width = 72
		t.Columns = append(t.Columns, page.Column{Title: w.p.T("report.time"), Align: page.Right, Width: 40})
	}
	var week civil.Date
	for _, it := range items {
		if start := it.On.WeekStart(); start != week {
			week = start
			t.Rows = append(t.Rows, page.Row{Group: true, Cells: []page.Cell{{
				Text: w.p.T("report.week", "From", w.p.DateShort(start), "To", w.p.DateShort(start.AddDays(6))), Span: len(t.Columns),
			}}})
		}
		t.Rows = append(t.Rows, w.itemRow(it, hours))
	}
	return t
}

func (w *writer) itemRow(it Item, hours bool) page.Row {
	title := page.Span{Text: letter.Shorten(it.Title, 140)}
	if strings.HasPrefix(it.URL, "https://") || strings.HasPrefix(it.URL, "http://") {
		title.Link, title.Color = it.URL, w.theme.Ink
	}
	state := page.Cell{Text: it.State, Mark: w.mark(it)}
	row := page.Row{Cells: []page.Cell{
		{Text: w.p.WeekdayShort(it.On.Weekday()) + "\u00a0" + w.p.Int(int64(it.On.Day))},
		{Spans: []page.Span{title}},
		{Text: where(it), Color: w.theme.Mute},
		state,
	}}
	if hours {
		spent := page.Cell{Text: "", Color: w.theme.Mute}
		if it.Minutes > 0 {
			spent.Text = w.hoursText(it.Minutes)
		}
		row.Cells = append(row.Cells, spent)
	}
	return row
}

// where is an item's kind and the networks it is for.
func where(it Item) string {
	networks := strings.Join(it.Networks, ", ")
	if networks == "" || networks == it.Kind { // a newsletter
		return it.Kind
	}
	return it.Kind + " · " + networks
}

// mark is the sign beside an item's state.
func (w *writer) mark(it Item) page.Mark {
	switch {
	case it.StateKey == string(calendar.Published):
		return page.Done
	case it.StateKey == string(calendar.Cancelled):
		return page.Failed
	case it.Late, it.StateKey == string(calendar.OnHold):
		return page.Attention
	case !it.Public:
		return page.NoMark
	}
	return page.Open
}

// next is the plan of the following month.
func (w *writer) next() []page.Block {
	n := w.m.Next
	blocks := []page.Block{page.Paragraph{Spans: page.Marked(w.draft.Next)}}
	var facts []page.Fact
	if n.Quota != nil {
		facts = append(facts, page.Fact{Label: upper(w.p.T("report.quota")), Lines: []page.Span{{Text: w.hoursText(*n.Quota), Bold: true}}})
		if n.Carried != nil {
			facts = append(facts,
				page.Fact{Label: upper(w.p.T("report.carried")), Lines: []page.Span{{Text: w.p.HoursSigned(*n.Carried), Bold: true}}},
				page.Fact{Label: upper(w.p.T("report.available_next")), Lines: []page.Span{{Text: w.hoursText(*n.Quota + *n.Carried), Bold: true}}})
		}
		blocks = append(blocks, page.Facts{Pairs: facts, PerRow: 3})
	}
	if len(n.Promises) > 0 {
		blocks = append(blocks, w.nextPromises())
	}
	if len(n.Items) == 0 {
		return blocks
	}
	return append(blocks,
		page.Heading{Level: 2, Text: w.p.T("report.plan_title", "Month", n.Month), NoBookmark: true}, w.itemTable(n.Items, false))
}

// nextPromises sets what the contract promises beside what the plan holds.
func (w *writer) nextPromises() page.Block {
	t := page.Table{Title: w.p.T("report.next_promises"), Compact: true, Columns: []page.Column{
		{Title: w.p.T("report.deliverable"), Flex: 1},
		{Title: w.p.T("report.promised"), Align: page.Right, Width: 70},
		{Title: w.p.T("report.in_plan"), Align: page.Right, Width: 90},
	}}
	for _, d := range w.m.Next.Promises {
		t.Rows = append(t.Rows, page.Cells(d.Label, w.count(d.Promised), w.p.Int(int64(d.Made))))
	}
	return t
}
