package reports

import (
	"fmt"

	"regie/reports/page"
)

// synthesis is the half page a managing director reads.
func (w *writer) synthesis() []page.Block {
	m, p := w.m, w.p
	blocks := []page.Block{
		page.Paragraph{Spans: page.Marked(w.draft.Lead), Style: page.TextStyle{Size: 11, Lead: 1.5}},
		page.KPIs{Items: []page.KPI{w.kpiHours(), w.kpiPublished(), w.kpiOnTime(), w.kpiDelivered()}},
		page.KPIs{Items: []page.KPI{w.kpiBank(), w.kpiBudget(), w.kpiLinked()}},
	}
	if len(w.draft.Highlights) > 0 {
		blocks = append(blocks, page.Heading{Level: 2, Text: p.N("report.highlights", len(w.draft.Highlights)), NoBookmark: true})
		blocks = append(blocks, page.List{Ordered: true, Items: markedItems(w.draft.Highlights)})
	}
	if g := w.gauges(); len(g) > 0 {
		blocks = append(blocks, page.Gauges{Title: p.T("report.gauges"), Rows: g, BarWidth: 0.42})
	}
	blocks = append(blocks,
		page.Heading{Level: 2, Text: p.T("report.what_next"), NoBookmark: true},
		page.Paragraph{Spans: page.Marked(w.draft.Next), Tight: true})
	if w.draft.Request != "" {
		blocks = append(blocks, page.Callout{Label: p.T("report.request"), Spans: page.Marked(w.draft.Request)})
	}
	if m.Empty() {
		return append(blocks, w.missing()...)
	}
	if n := len(m.Missing); n > 0 && !m.Composition.Part(SectionAnnex).Off {
		blocks = append(blocks, page.Paragraph{
			Spans: []page.Span{{Text: p.N("report.missing_see", n), Link: "#" + anchorMissing, Color: w.theme.Mute, Size: w.theme.Caption}},
		})
	}
	return blocks
}

func markedItems(list []string) [][]page.Span {
	out := make([][]page.Span, len(list))
	for i, s := range list {
		out[i] = page.Marked(s)
	}
	return out
}

func (w *writer) kpiHours() page.KPI {
	h := w.m.Hours
	k := page.KPI{Label: w.p.T("report.kpi_hours"), Value: w.hoursText(h.Billed)}
	if h.Entries == 0 && w.m.Empty() {
		k.Value = w.unknown()
	}
	w.change(&k, h.Billed, h.Previous)
	if b := h.Bank; b != nil {
		k.Note = w.p.T("report.kpi_hours_of", "Available", w.hoursText(b.Available))
	} else {
		k.Note = w.p.T("report.no_quota")
	}
	return k
}

func (w *writer) kpiPublished() page.KPI {
	c := w.m.Calendar
	k := page.KPI{Label: w.p.T("report.kpi_published"), Value: w.p.Int(int64(c.Published))}
	if len(c.Items) == 0 && c.Published == 0 {
		k.Value = w.unknown()
	}
	if c.Previous != nil {
		before := int64(*c.Previous)
		w.change(&k, int64(c.Published), &before)
	} else {
		w.change(&k, int64(c.Published), nil)
	}
	if c.Planned > 0 {
		k.Note = w.p.N("report.kpi_planned", c.Planned)
	}
	return k
}

// change says how a count moved against the month before.
func (w *writer) change(k *page.KPI, now int64, before *int64) {
	last := w.p.MonthShort(w.m.Month.Add(-1).Month)
	if before == nil || *before == 0 || k.Value == w.unknown() {
		k.Delta = w.p.T("report.no_baseline", "Month", last)
		return
	}
	by := share(now-*before, *before)
	k.Trend = page.Flat
	if by > -50 && by < 50 { // nothing in whole percents
		k.Delta = w.p.T("report.change_none", "Month", last)
		return
	}
	sign := ""
	switch {
	case by > 0:
		k.Trend, sign = page.Up, "+"
	case by < 0:
		k.Trend = page.Down
	}
	k.Delta = w.p.T("report.change", "Percent", sign+w.p.Percent(by, 0), "Month", last)
}

func (w *writer) kpiOnTime() page.KPI {
	c := w.m.Calendar
	k := page.KPI{Label: w.p.T("report.kpi_on_time"), Value: w.unknown(), Note: w.p.T("report.kpi_on_time_note")}
	if c.Timed > 0 {
		k.Value = w.p.Percent(share(int64(c.OnTime), int64(c.Timed)), 0)
		k.Delta = w.p.T("report.of", "Part", c.OnTime, "Whole", c.Timed)
	}
	return k
}

func (w *writer) kpiDelivered() page.KPI {
	promised, made := totals(w.m.Deliverables)
	k := page.KPI{Label: w.p.T("report.kpi_delivered"), Value: w.unknown(), Note: w.p.T("report.no_promise")}
	if promised > 0 {
		k.Value = fmt.Sprintf("%s / %s", w.p.Int(int64(made)), w.p.Int(int64(promised)))
		k.Note = w.p.T("report.kpi_delivered_note")
		switch {
		case made == promised:
			k.Delta, k.Mood = w.p.T("report.kept"), page.Good
		case !w.m.Provisional:
			k.Delta, k.Mood = w.p.N("report.n_missing", promised-made), page.Bad
		default:
			k.Delta = w.p.N("report.n_to_make", promised-made)
		}
	}
	return k
}

func (w *writer) kpiBank() page.KPI {
	k := page.KPI{Label: w.p.T("report.kpi_bank"), Value: w.unknown(), Note: w.p.T("report.no_quota")}
	b := w.m.Hours.Bank
	if b == nil {
		return k
	}
	k.Value = w.hoursText(b.Balance)
	switch {
	case b.CarriedOut == 0:
		k.Note = w.p.T("report.kpi_bank_nothing", "Month", w.month(w.m.Month.Add(1)))
	default:
		k.Note = w.p.T("report.kpi_bank_note", "Carried", w.hoursText(b.CarriedOut), "Month", w.month(w.m.Month.Add(1)))
	}
	if b.Balance < 0 {
		k.Delta, k.Mood = w.p.T("report.over"), page.Bad
	}
	return k
}

func (w *writer) kpiBudget() page.KPI {
	k := page.KPI{Label: w.p.T("report.kpi_budget"), Value: w.unknown(), Note: w.p.T("report.no_budget")}
	b := w.m.Budget
	if len(b.Lines) == 0 {
		return k
	}
	k.Value = w.moneyShort(b.Left)
	k.Note = w.p.T("report.kpi_budget_note", "Planned", w.moneyShort(b.Planned))
	if b.Left < 0 {
		k.Delta, k.Mood = w.p.T("report.over"), page.Bad
	}
	return k
}

func (w *writer) kpiLinked() page.KPI {
	h := w.m.Hours
	k := page.KPI{Label: w.p.T("report.kpi_linked"), Value: w.unknown(), Note: w.p.T("report.kpi_linked_note")}
	if h.Billed > 0 {
		k.Value = w.p.Percent(share(h.Linked, h.Billed), 0)
		k.Delta = w.p.T("report.of", "Part", w.hoursText(h.Linked), "Whole", w.hoursText(h.Billed))
	}
	return k
}

// gauges are time and money used of what was sold.
func (w *writer) gauges() []page.Gauge {
	var rows []page.Gauge
	if b := w.m.Hours.Bank; b != nil {
		c, mark := w.tone(b.Used, b.Available, b.Forecast)
		rows = append(rows, page.Gauge{
			Label: w.p.T("report.section_hours_short"), Part: part(b.Used, b.Available), Color: c, Mark: mark,
			Value: w.p.T("report.of", "Part", w.hoursText(b.Used), "Whole", w.hoursText(b.Available)),
		})
	}
	if b := w.m.Budget; len(b.Lines) > 0 {
		c, mark := w.tone(b.Committed+b.Actual, b.Planned, nil)
		rows = append(rows, page.Gauge{
			Label: w.p.T("report.section_budget"), Part: part(b.Committed+b.Actual, b.Planned), Color: c, Mark: mark,
			Value: w.p.T("report.of", "Part", w.moneyShort(b.Committed+b.Actual), "Whole", w.moneyShort(b.Planned)),
		})
	}
	return rows
}
