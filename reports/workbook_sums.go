package reports

import (
	"fmt"
	"strings"

	"regie/reports/excel"
)

// bankSheet is the bank's statement; each balance is computed from the one
// above it.
func (b *bookWriter) bankSheet() excel.Sheet {
	s := b.sheet(b.p.T("report.section_bank"), b.title(SectionBank), 11, 43, 12, 12, 12)
	t := excel.Table{
		Header: []string{b.p.T("common.date"), b.p.T("report.movement"), b.p.T("report.credit"), b.p.T("report.debit"), b.p.T("report.balance")},
		Align:  []excel.Align{excel.Left, excel.Left, excel.Right, excel.Right, excel.Right}, Alert: []int{4},
		Empty: b.p.T("report.bank_none"),
	}
	bank := b.m.Hours.Bank
	if bank == nil {
		s.Tables = []excel.Table{t}
		return s
	}
	t.Rows = append(t.Rows, []excel.Cell{
		excel.Date(b.m.Month.First()), excel.Text(b.p.T("report.opening")), {}, {}, excel.Hours(bank.CarriedIn),
	})
	var credit, debit int64
	balance := bank.CarriedIn
	for _, mv := range bank.Movements {
		row := []excel.Cell{excel.Date(mv.On), excel.Text(mv.Label), {}, {}, {}}
		if mv.Minutes >= 0 {
			row[2] = excel.Hours(mv.Minutes)
			credit += mv.Minutes
		} else {
			row[3] = excel.Hours(-mv.Minutes)
			debit -= mv.Minutes
		}
		balance += mv.Minutes
		row[4] = excel.Formula("E{prev}+C{row}-D{row}", excel.Hours(balance))
		t.Rows = append(t.Rows, row)
	}
	t.Total = []excel.Cell{
		excel.Date(b.m.Month.Last()), excel.Text(b.p.T("report.closing", "Month", b.month(b.m.Month.Add(1)))),
		excel.Formula("SUM(C{first}:C{last})", excel.Hours(credit)), excel.Formula("SUM(D{first}:D{last})", excel.Hours(debit)),
		excel.Formula("E{first}+SUM(C{first}:C{last})-SUM(D{first}:D{last})", excel.Hours(bank.CarriedIn+credit-debit)),
	}
	s.Tables = []excel.Table{t}
	return s
}

// budgetSheet is the envelopes: what is left is computed from the rest.
func (b *bookWriter) budgetSheet() excel.Sheet {
	cur := b.m.Budget.Currency
	s := b.sheet(b.p.T("common.budget"), b.title(SectionBudget), 28, 13, 13, 13, 13, 9)
	t := excel.Table{
		Header: []string{
			b.p.T("report.line"), b.p.T("report.planned"), b.p.T("report.committed"), b.p.T("report.actual"), b.p.T("report.left"), b.p.T("report.usage"),
		},
		Align: []excel.Align{excel.Left, excel.Right, excel.Right, excel.Right, excel.Right, excel.Right}, Alert: []int{4}, Gauges: []int{5},
		Empty: b.p.T("report.budget_none", "Month", b.m.Month), Note: b.p.T("report.left_note"),
	}
	const left, used = "B{row}-C{row}-D{row}", "IF(B{row}=0,0,(C{row}+D{row})/B{row})"
	var all BudgetLine
	for _, l := range b.m.Budget.Lines {
		all.Planned += l.Planned
		all.Committed += l.Committed
		all.Actual += l.Actual
		t.Rows = append(t.Rows, []excel.Cell{
			excel.Wrapped(l.Label), excel.Money(l.Planned, cur), excel.Money(l.Committed, cur), excel.Money(l.Actual, cur),
			excel.Formula(left, excel.Money(l.Planned-l.Committed-l.Actual, cur)),
			excel.Formula(used, excel.Ratio(ratio(l.Committed+l.Actual, l.Planned))),
		})
	}
	t.Total = []excel.Cell{
		excel.Text(b.p.T("common.total")),
		excel.Formula("SUM(B{first}:B{last})", excel.Money(all.Planned, cur)),
		excel.Formula("SUM(C{first}:C{last})", excel.Money(all.Committed, cur)),
		excel.Formula("SUM(D{first}:D{last})", excel.Money(all.Actual, cur)),
		excel.Formula("SUM(E{first}:E{last})", excel.Money(all.Planned-all.Committed-all.Actual, cur)),
		excel.Formula(used, excel.Ratio(ratio(all.Committed+all.Actual, all.Planned))),
	}
	s.Tables = []excel.Table{t}
	return s
}

// synthesisSheet is the month's figures, taken from the other sheets, and its
// sentences.
func (b *bookWriter) synthesisSheet() excel.Sheet {
	s := b.sheet(b.p.T("workbook.synthesis"), b.title(SectionSynthesis), 32, 15, 14, 12, 16)
	t := excel.Table{
		Title:  b.p.T("workbook.figures"),
		Header: []string{b.p.T("workbook.figure"), b.month(b.m.Month), b.month(b.m.Month.Add(-1)), b.p.T("workbook.change"), b.p.T("workbook.objective")},
		Align:  []excel.Align{excel.Left, excel.Right, excel.Right, excel.Right, excel.Right},
		Rows:   b.figures(),
	}
	s.Tables = []excel.Table{t, b.words()}
	if b.m.Edition.Correction != nil {
		s.Tables = append([]excel.Table{b.correctionTable()}, s.Tables...)
	}
	return s
}

// figures are one row each: this month, the last, the change, the objective.
func (b *bookWriter) figures() [][]excel.Cell {
	m := b.m
	const change = `IF(OR(C{row}="",C{row}=0),"",(B{row}-C{row})/C{row})`
	row := func(label string, cells ...excel.Cell) []excel.Cell {
		out := append([]excel.Cell{excel.Text(label)}, cells...)
		for len(out) < 5 {
			out = append(out, excel.Unknown())
		}
		return out
	}
	hours := row(b.p.T("report.kpi_hours"), excel.Formula(b.time.TotalRef(tableHat, 2), excel.Hours(m.Hours.Billed)).Bold())
	if len(m.Hours.ByHat) == 0 {
		hours[1] = excel.Unknown()
	}
	if before := m.Hours.Previous; before != nil && *before > 0 {
		hours[2] = excel.Hours(*before)
		hours[3] = excel.Formula(change, excel.Ratio(ratio(m.Hours.Billed-*before, *before)))
	}
	published := row(b.p.T("report.kpi_published"), excel.Int(int64(m.Calendar.Published)).Bold())
	if before := m.Calendar.Previous; before != nil && *before > 0 {
		published[2] = excel.Int(int64(*before))
		published[3] = excel.Formula(change, excel.Ratio(ratio(int64(m.Calendar.Published-*before), int64(*before))))
	}
	rows := [][]excel.Cell{hours, published}
	if n := m.Calendar.Timed; n > 0 {
		rows = append(rows, row(b.p.T("report.kpi_on_time"), excel.Ratio(ratio(int64(m.Calendar.OnTime), int64(n))).Bold()))
	}
	if promised, made := totals(m.Deliverables); promised > 0 {
		rows = append(rows, row(b.p.T("report.kpi_delivered"), excel.Int(int64(made)).Bold(), excel.Unknown(), excel.Unknown(), excel.Int(int64(promised))))
	}
	if bank := m.Hours.Bank; bank != nil {
		hours[4] = excel.Hours(bank.Available)
		rows = append(rows,
			row(b.p.T("report.kpi_bank"), excel.Hours(bank.Balance).Bold()),
			row(b.p.T("workbook.carried_out"), excel.Formula(b.lot.TotalRef(0, 4), excel.Hours(closing(bank))).Bold()))
	}
	if len(m.Budget.Lines) > 0 {
		rows = append(rows, row(b.p.T("report.kpi_budget"), excel.Formula(b.money.TotalRef(0, 4), excel.Money(m.Budget.Left, m.Budget.Currency)).Bold(),
			excel.Unknown(), excel.Unknown(), excel.Formula(b.money.TotalRef(0, 1), excel.Money(m.Budget.Planned, m.Budget.Currency))))
	}
	linked := fmt.Sprintf(`SUMIFS(%s,%s,"<>")`, b.data.Range(0, dataBilled), b.data.Range(0, dataItem))
	return append(rows, row(b.p.T("report.kpi_linked"), excel.Formula(linked, excel.Hours(m.Hours.Linked)).Bold()))
}

// closing is what the statement's movements come to.
func closing(b *Bank) int64 {
	sum := b.CarriedIn
	for _, mv := range b.Movements {
		sum += mv.Minutes
	}
	return sum
}

// words are the sentences of the synthesis, one a row.
func (b *bookWriter) words() excel.Table {
	t := excel.Table{Title: b.p.T("workbook.words"), Header: []string{b.p.T("common.text"), "", "", "", ""}}
	add := func(s string) {
		if s = strings.ReplaceAll(s, "**", ""); s != "" {
			t.Rows = append(t.Rows, []excel.Cell{excel.Wide(s), {}, {}, {}, {}})
		}
	}
	add(b.draft.Lead)
	for _, h := range b.draft.Highlights {
		add("• " + h)
	}
	add(b.draft.Next)
	if b.draft.Request != "" {
		add(b.p.T("report.request") + " " + b.draft.Request)
	}
	for _, f := range b.m.Missing {
		add(b.p.Error(f))
	}
	return t
}
