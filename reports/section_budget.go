package reports

import (
	"regie/clients/money"
	"regie/reports/page"
)

// manyLines is above how many lines a budget is set close.
const manyLines = 12

// budget is the month's envelopes, what is overspent in red with its sign.
func (w *writer) budget() []page.Block {
	b := w.m.Budget
	t := page.Table{Title: w.budgetTitle(), Compact: len(b.Lines) > manyLines, Columns: []page.Column{
		{Title: w.p.T("report.line"), Flex: 1},
		{Title: w.p.T("report.planned"), Align: page.Right},
		{Title: w.p.T("report.committed"), Align: page.Right},
		{Title: w.p.T("report.actual"), Align: page.Right},
		{Title: w.p.T("report.left"), Align: page.Right},
		{Title: w.p.T("report.usage"), Width: 52},
	}}
	ads := false
	for _, l := range b.Lines {
		ads = ads || l.Ads
		t.Rows = append(t.Rows, w.budgetRow(l))
	}
	total := w.budgetRow(BudgetLine{Label: w.p.T("common.total"), Planned: b.Planned, Committed: b.Committed, Actual: b.Actual, Left: b.Left})
	total.Total = true
	total.Cells[0].Mark = page.NoMark
	t.Rows = append(t.Rows, total)
	blocks := []page.Block{t}
	if ads {
		blocks = append(blocks, page.Note(w.p.T("report.ads_note")))
	}
	return append(blocks, page.Note(w.p.T("report.left_note")))
}

func (w *writer) budgetTitle() string {
	b := w.m.Budget
	amount := func(minor int64) money.Amount { return money.Amount{Minor: minor, Currency: b.Currency} }
	if b.Left < 0 {
		return w.p.T("report.budget_over", "Amount", amount(-b.Left), "Planned", amount(b.Planned))
	}
	return w.p.T("report.budget_title", "Used", w.moneyShort(b.Committed+b.Actual), "Planned", w.moneyShort(b.Planned),
		"Left", w.moneyShort(b.Left))
}

func (w *writer) budgetRow(l BudgetLine) page.Row {
	used := l.Committed + l.Actual
	color, _ := w.tone(used, l.Planned, nil)
	mark := page.NoMark
	if l.Left < 0 {
		mark, color = page.Attention, w.theme.Bad
	}
	return page.Row{Cells: []page.Cell{
		{Text: l.Label, Mark: mark},
		{Text: w.money(l.Planned)},
		{Text: w.money(l.Committed)},
		{Text: w.money(l.Actual)},
		w.red(l.Left, w.money(l.Left)),
		{Bar: &page.Gauge{Part: part(used, l.Planned), Color: color}},
	}}
}
