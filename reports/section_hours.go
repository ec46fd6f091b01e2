package reports

import (
	"slices"

	"regie/clients/civil"
	"regie/clients/hours"
	"regie/clients/money"
	"regie/reports/letter"
	"regie/reports/page"
)

// hours is what the time brought forth.
func (w *writer) hours() []page.Block {
	h := w.m.Hours
	blocks := []page.Block{w.byHat(), w.attribution()}
	switch {
	case len(h.Trend) > 1:
		blocks = append(blocks, page.Split{Left: w.trend(), Right: w.byLevel(), Ratio: 0.48, Gap: 26})
	default:
		blocks = append(blocks, page.Keep{Blocks: w.byLevel()})
	}
	return append(blocks, w.byDay())
}

func (w *writer) byHat() page.Block {
	h := w.m.Hours
	bars := page.Bars{Title: w.p.N("report.hours_title", w.m.Calendar.Published, "Hours", civil.Minutes(h.Billed))}
	for _, s := range h.ByHat {
		if s.Billed == 0 { // free work: in the note under the chart
			continue
		}
		note := w.p.Percent(share(s.Billed, h.Billed), 0)
		if s.Made > 0 {
			note += " · " + w.p.N("report.n_published", s.Made)
		}
		bars.Rows = append(bars.Rows, page.Bar{
			Label: s.Label, Value: float64(s.Billed), Text: w.hoursText(s.Billed), Note: note, Color: hexColor(s.Color),
		})
	}
	return bars
}

// attribution shows the time tied to nothing as such.
func (w *writer) attribution() page.Block {
	h := w.m.Hours
	var s sentences
	switch h.Linked {
	case 0:
		s.add(w.p.T("report.attributed_none"))
	case h.Billed:
		s.add(w.p.T("report.attributed_all"))
	default:
		s.add(w.p.T("report.attributed", "Linked", civil.Minutes(h.Linked), "Rest", civil.Minutes(h.Billed-h.Linked)))
	}
	if h.Raw != h.Billed {
		s.add(w.p.T("report.raw", "Raw", civil.Minutes(h.Raw), "Billed", civil.Minutes(h.Billed)))
	}
	return page.Note(s.String())
}

// byLevel shows the levels, with their value where every rate is known.
func (w *writer) byLevel() []page.Block {
	h := w.m.Hours
	if len(h.ByLevel) == 0 {
		return nil
	}
	t := page.Table{Title: w.levelTitle(), Pad: 3.6, Columns: []page.Column{
		{Title: w.p.T("common.level"), Flex: 1},
		{Title: w.p.T("report.time"), Align: page.Right},
		{Title: w.p.T("report.share"), Align: page.Right},
		{Title: w.p.T("report.value"), Align: page.Right},
	}}
	for _, s := range h.ByLevel {
		if s.Billed == 0 {
			continue
		}
		t.Rows = append(t.Rows, page.Cells(s.Label, w.hoursText(s.Billed), w.p.Percent(share(s.Billed, h.Billed), 0), w.value(s.Value)))
	}
	total := page.Cells(w.p.T("common.total"), w.hoursText(h.Billed), w.p.Percent(share(h.Billed, h.Billed), 0), w.value(h.Value))
	total.Total = true
	t.Rows = append(t.Rows, total)
	return []page.Block{t, page.Note(w.p.T("report.value_note"))}
}

func (w *writer) levelTitle() string {
	h := w.m.Hours
	most := slices.MaxFunc(h.ByLevel, func(a, b Share) int { return int(a.Billed - b.Billed) })
	return w.p.T("report.levels_title", "Level", most.Label, "Percent", w.p.Percent(share(most.Billed, h.Billed), 0))
}

// value is an amount that may be unknown.
func (w *writer) value(v *int64) string {
	if v == nil {
		return w.unknown()
	}
	return w.p.Money(money.Amount{Minor: *v, Currency: w.m.Hours.Currency})
}

// byDay is the chart of the days, named by the fullest: where several are as
// full, none stands out.
func (w *writer) byDay() page.Block {
	m := w.m.Month
	values := make([]float64, m.Days())
	top, full := DayShare{On: m.First()}, 0
	for _, d := range w.m.Hours.ByDay {
		if !m.Contains(d.On) {
			continue
		}
		values[d.On.Day-1] += float64(d.Billed)
		switch {
		case d.Billed > top.Billed:
			top, full = d, 1
		case d.Billed == top.Billed && d.Billed > 0:
			full++
		}
	}
	title := w.p.T("report.day_title", "On", w.dayOf(top.On), "Hours", civil.Minutes(top.Billed))
	if full > 1 {
		title = w.p.N("report.days_title", full, "Hours", civil.Minutes(top.Billed))
	}
	chart := page.Columns{
		Title: title, Height: 120, Highlight: full < 2, Strong: top.On.Day - 1, Series: []page.Series{{Values: values, Color: w.theme.Graphic}},
	}
	for day := 1; day <= m.Days(); day++ {
		chart.Labels = append(chart.Labels, w.p.Int(int64(day)))
	}
	return page.Keep{Blocks: []page.Block{chart}}
}

// dayOf is "mercredi 14".
func (w *writer) dayOf(d civil.Date) string {
	if d.Day == 1 {
		return w.p.T("report.weekday_first", "Weekday", d.Weekday())
	}
	return w.p.T("report.weekday", "Weekday", d.Weekday(), "Day", d.Day)
}

// trend is the chart of the last months, named by how this one stands.
func (w *writer) trend() []page.Block {
	list := w.m.Hours.Trend
	last := list[len(list)-1]
	var sum int64
	for _, t := range list[:len(list)-1] {
		sum += t.Billed
	}
	mean := (sum + int64(len(list)-1)/2) / int64(len(list)-1)
	key := "report.trend_above"
	away := last.Billed - mean
	switch {
	case away == 0:
		key = "report.trend_equal"
	case away < 0:
		key, away = "report.trend_below", -away
	}
	title := w.p.N(key, len(list)-1, "Month", letter.Capital(w.p.MonthName(last.Month.Month)), "Hours", civil.Minutes(away), "Mean", civil.Minutes(mean))
	chart := page.Columns{Title: title, Height: 118, Highlight: true, Strong: len(list) - 1}
	s := page.Series{Color: w.theme.Graphic}
	for _, t := range list {
		chart.Labels = append(chart.Labels, w.p.MonthShort(t.Month.Month))
		s.Values = append(s.Values, float64(t.Billed))
		s.Texts = append(s.Texts, w.hoursText(t.Billed))
	}
	chart.Series = []page.Series{s}
	return []page.Block{chart}
}

// bank is the statement of the hours bank.
func (w *writer) bank() []page.Block {
	b := w.m.Hours.Bank
	color, mark := w.tone(b.Used, b.Available, b.Forecast)
	blocks := []page.Block{
		page.Heading{Level: 2, Text: w.bankTitle(), NoBookmark: true},
		page.Gauges{BarWidth: 0.45, Rows: []page.Gauge{{
			Label: w.p.T("report.used"), Part: part(b.Used, b.Available), Color: color, Mark: mark,
			Value: w.p.T("report.of", "Part", w.hoursText(b.Used), "Whole", w.hoursText(b.Available)),
		}}},
		w.statement(),
	}
	if w.m.Provisional && b.Forecast != nil {
		blocks = append(blocks, page.Note(w.p.T("report.forecast", "Hours", civil.Minutes(*b.Forecast))))
	}
	return blocks
}

func (w *writer) bankTitle() string {
	b := w.m.Hours.Bank
	switch {
	case b.Used > b.Available:
		return w.p.T("report.bank_over", "Hours", civil.Minutes(b.Used-b.Available))
	case b.Balance == 0:
		return w.p.T("report.bank_even")
	}
	return w.p.T("report.bank_left", "Hours", civil.Minutes(b.Balance), "Available", civil.Minutes(b.Available))
}

// statement prints the bank as a bank does: credit, debit, balance.
func (w *writer) statement() page.Block {
	b := w.m.Hours.Bank
	t := page.Table{Columns: []page.Column{
		{Title: w.p.T("common.date"), Width: 56},
		{Title: w.p.T("report.movement"), Flex: 1},
		{Title: w.p.T("report.credit"), Align: page.Right, Width: 72},
		{Title: w.p.T("report.debit"), Align: page.Right, Width: 72},
		{Title: w.p.T("report.balance"), Align: page.Right, Width: 78, Bold: true},
	}}
	opening := page.Row{Cells: []page.Cell{
		{Text: w.p.DateShort(w.m.Month.First())}, {Text: w.p.T("report.opening")}, {}, {}, w.red(b.CarriedIn, w.hoursText(b.CarriedIn)),
	}}
	t.Rows = append(t.Rows, opening)
	for _, mv := range byWeek(b.Movements, b.CarriedIn) {
		label := mv.Label
		if mv.days > 1 {
			label = w.p.T("report.move_days", "What", label, "From", w.p.DateShort(mv.from), "To", w.p.DateShort(mv.On))
		}
		row := page.Row{Cells: []page.Cell{{Text: w.p.DateShort(mv.On)}, {Text: label}, {}, {}, w.red(mv.Balance, w.hoursText(mv.Balance))}}
		if mv.Minutes >= 0 {
			row.Cells[2].Text = w.hoursText(mv.Minutes)
		} else {
			row.Cells[3].Text = w.hoursText(-mv.Minutes)
		}
		t.Rows = append(t.Rows, row)
	}
	end := page.Row{Total: true, Cells: []page.Cell{
		{Text: w.p.DateShort(w.m.Month.Last())},
		{Text: w.p.T("report.closing", "Month", w.month(w.m.Month.Add(1)))},
		{},
		{},
		w.red(b.CarriedOut, w.hoursText(b.CarriedOut)),
	}}
	t.Rows = append(t.Rows, end)
	return t
}

// run is the use, or the overage, of one week in one bank, as one line of a
// statement.
type run struct {
	Movement
	from civil.Date
	days int
}

// daily tells movements that come each day from those that are told one by one.
func (m Movement) daily() bool {
	return m.KindKey == string(hours.Consume) || m.KindKey == string(hours.Overage)
}

// byWeek puts together what the days of a week used, and what of it was
// overage, so that a month's statement stays on its page; the workbook has
// every day. Any other movement stands where it is, and the balances are those
// after each line as it is printed.
func byWeek(list []Movement, opening int64) []run {
	var out []run
	first := 0 // of the lines that may still be added to
	for _, mv := range list {
		if len(out) > first && out[first].On.WeekStart() != mv.On.WeekStart() {
			first = len(out)
		}
		at := slices.IndexFunc(out[first:], func(r run) bool { return r.KindKey == mv.KindKey && r.Level == mv.Level })
		if !mv.daily() || at < 0 {
			out = append(out, run{Movement: mv, from: mv.On, days: 1})
			if !mv.daily() {
				first = len(out)
			}
			continue
		}
		r := &out[first+at]
		r.Minutes += mv.Minutes
		r.On = mv.On
		r.days++
	}
	for i := range out {
		opening += out[i].Minutes
		out[i].Balance = opening
	}
	return out
}
