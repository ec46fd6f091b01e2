package invoice

import (
	"regie/clients/billing"
	"regie/reports/excel"
	"regie/reports/page"
)

// entryBilled is the column, from 0, of the billed hours among the entries.
const entryBilled = 6

// Workbook is a statement as data: a sheet of sums and one of entries.
func Workbook(d billing.Document) *excel.Book {
	s := newSheet(d, Options{})
	book := &excel.Book{
		Title: page.Plain(s.title()), Author: page.Plain(d.Seller.PrintedName()), Subject: page.Plain(s.subject()),
		Lang: string(s.p.Lang()), Brand: s.theme.Primary, Footer: s.title(),
	}
	if s.d.Time == nil {
		s.d.Time = &billing.TimeAccount{}
	}
	book.Sheets = []excel.Sheet{s.sumSheet(s.d.Time), s.entrySheet(s.d.Time)}
	return book
}

// sumSheet holds the time by group, the bank, and what is to be billed.
func (s *sheet) sumSheet(t *billing.TimeAccount) excel.Sheet {
	groups := excel.Table{
		Title: s.t("invoice.by_" + firstFilled(t.GroupBy, billing.GroupHat)), Align: []excel.Align{excel.Left, excel.Right, excel.Right, excel.Right},
		Header: []string{s.t("invoice.col_group"), s.t("invoice.col_worked"), s.t("invoice.col_billed"), s.t("invoice.col_share")},
		Gauges: []int{3}, Empty: "—",
	}
	for _, g := range t.Groups {
		part := 0.0
		if t.BilledMinutes > 0 {
			part = float64(g.BilledMinutes) / float64(t.BilledMinutes)
		}
		groups.Rows = append(groups.Rows, []excel.Cell{
			excel.Text(g.Label), excel.Hours(g.RawMinutes), excel.Hours(g.BilledMinutes), excel.Ratio(part),
		})
	}
	if len(groups.Rows) > 0 {
		groups.Total = []excel.Cell{
			excel.Text(s.t("invoice.total_time")), excel.Formula("SUM(B{first}:B{last})", excel.Hours(t.RawMinutes)),
			excel.Formula("SUM(C{first}:C{last})", excel.Hours(t.BilledMinutes)),
		}
	}
	out := excel.Sheet{
		Name: s.t("invoice.sums"), Title: s.title(), Subtitle: s.subject() + " · " + s.period(s.d.Period),
		Widths: []float64{58, 14, 16, 16, 12}, Tables: []excel.Table{groups},
	}
	if t.Bank != nil {
		out.Tables = append(out.Tables, s.bankTable(t.Bank))
	}
	if s.bills() {
		out.Tables = append(out.Tables, s.lineTable())
	}
	return out
}

// bankTable adds up to what is carried out.
func (s *sheet) bankTable(b *billing.Bank) excel.Table {
	table := excel.Table{
		Title: s.t("invoice.bank"), Header: []string{s.t("invoice.col_move"), s.t("invoice.col_hours")},
		Align: []excel.Align{excel.Left, excel.Right}, Alert: []int{1},
	}
	for _, m := range bankMoves(b) {
		table.Rows = append(table.Rows, []excel.Cell{excel.Text(s.t(m.key)), excel.Hours(m.minutes)})
	}
	table.Total = []excel.Cell{
		excel.Text(s.t("invoice.bank_carried_out")), excel.Formula("SUM(B{first}:B{last})", excel.Hours(b.CarriedOut)),
	}
	return table
}

// lineTable is what the statement's time is billed as.
func (s *sheet) lineTable() excel.Table {
	table := excel.Table{
		Title:  s.t("invoice.to_bill"),
		Header: []string{s.t("invoice.col_description"), s.t("invoice.col_hours"), s.t("invoice.col_price"), s.t("invoice.col_net"), s.t("invoice.col_vat")},
		Align:  []excel.Align{excel.Left, excel.Right, excel.Right, excel.Right, excel.Right},
	}
	for _, l := range s.d.Lines {
		quantity := excel.Hours(l.Quantity)
		if l.Unit != billing.Hour {
			quantity = excel.Text(s.quantity(l))
		}
		row := []excel.Cell{excel.Wrapped(l.Description), quantity}
		if l.Info {
			row = append(row, excel.Unknown(), excel.Text(s.infoWord(l)).Mute())
		} else {
			row = append(row, excel.Money(l.Price, s.d.Currency), excel.Money(l.Net, s.d.Currency), excel.Text(s.rate(l.Category, l.Rate)))
		}
		table.Rows = append(table.Rows, row)
	}
	table.Total = []excel.Cell{
		excel.Text(s.t("invoice.total_net")), {}, {}, excel.Formula("SUM(D{first}:D{last})", excel.Money(s.d.Totals.Net, s.d.Currency)),
	}
	return table
}

// entrySheet is every entry as data.
func (s *sheet) entrySheet(t *billing.TimeAccount) excel.Sheet {
	table := excel.Table{
		Filter: true, Name: "Temps", Count: len(t.Rows), Empty: "—",
		Header: []string{
			s.t("invoice.col_day"), s.t("invoice.col_person"), s.t("invoice.col_level"), s.t("invoice.col_hat"), s.t("invoice.col_note"),
			s.t("invoice.col_worked"), s.t("invoice.col_billed"),
		},
		Align: []excel.Align{excel.Left, excel.Left, excel.Left, excel.Left, excel.Left, excel.Right, excel.Right},
		Row: func(i int, cells []excel.Cell) []excel.Cell {
			r := t.Rows[i]
			return append(cells, excel.Date(r.On), excel.Text(r.Person), excel.Text(r.Level), excel.Text(r.Hat), excel.Wrapped(r.Note),
				excel.HoursOf(r.RawSeconds), excel.Hours(r.BilledMinutes))
		},
	}
	if len(t.Rows) > 0 {
		var seconds int64
		for _, r := range t.Rows {
			seconds += r.RawSeconds
		}
		table.Total = []excel.Cell{
			excel.Text(s.t("invoice.total_time")),
			{},
			{},
			{},
			{},
			excel.Formula("SUM(F{first}:F{last})", excel.HoursOf(seconds)), excel.Formula("SUM(G{first}:G{last})", excel.Hours(billedOf(t))),
		}
	}
	return excel.Sheet{
		Name: s.t("invoice.entries"), Title: s.t("invoice.entries"), Subtitle: s.title(), Landscape: true,
		Widths: []float64{12, 20, 14, 24, 60, 10, 10}, Tables: []excel.Table{table},
	}
}
