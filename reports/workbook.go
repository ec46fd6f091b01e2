package reports

import (
	"fmt"
	"strings"

	"regie/assets/text"
	"regie/reports/excel"
	"regie/reports/letter"
)

// Workbook is the month as data: typed cells and live formulas over the raw
// entries of its last sheet, in the order of the report.
func Workbook(m Month) *excel.Book {
	w := newWriter(&m)
	b := &bookWriter{writer: w, p: w.p}
	b.data = b.dataSheet()
	b.time = b.hoursSheet()
	b.items = b.calendarSheet()
	b.made = b.deliverablesSheet()
	b.money = b.budgetSheet()
	b.lot = b.bankSheet()
	return &excel.Book{
		Title: w.p.T("report.title_full", "Client", m.Client.Name, "Month", m.Month), Author: m.Agency.Name,
		Subject: m.Client.Name, Lang: string(m.Lang), Brand: w.theme.Primary,
		Footer: m.Agency.Name + " · " + w.version() + " · " + w.dataDate(),
		Sheets: []excel.Sheet{b.synthesisSheet(), b.made, b.items, b.time, b.lot, b.money, b.nextSheet(), b.data},
	}
}

// bookWriter makes the sheets; those that others refer to are kept.
type bookWriter struct {
	*writer
	p                                   *text.Printer
	data, time, items, made, money, lot excel.Sheet
}

// sheet begins a sheet with the report's title lines.
func (b *bookWriter) sheet(name, title string, widths ...float64) excel.Sheet {
	return excel.Sheet{
		Name: name, Title: title, Subtitle: letter.Shorten(b.m.Client.Name, 36) + " · " + b.period() + " · " + b.version() + ", " + b.dataDate(), Widths: widths,
	}
}

// Columns of the data sheet, from 0.
const (
	dataDate = iota
	dataPerson
	dataLevel
	dataHat
	dataKind
	dataWork
	dataItem
	dataRaw
	dataBilled
)

// dataSheet holds every entry as it was recorded; the other sheets count on it.
func (b *bookWriter) dataSheet() excel.Sheet {
	h := b.m.Hours
	s := b.sheet(b.p.T("workbook.data"), b.p.T("workbook.data_title"), 11, 19, 11, 24, 12, 44, 28, 11, 11)
	s.Landscape = true
	var seconds, billed int64
	for _, l := range h.Log {
		seconds += l.Seconds
		billed += l.Billed
	}
	s.Tables = []excel.Table{{
		Header: []string{
			b.p.T("common.date"), b.p.T("common.staff"), b.p.T("common.level"), b.p.T("common.hat"), b.p.T("common.kind"),
			b.p.T("report.work"), b.p.T("workbook.item"), b.p.T("workbook.raw"), b.p.T("workbook.billed"),
		},
		Align:  []excel.Align{dataRaw: excel.Right, dataBilled: excel.Right},
		Filter: true, Name: "Donnees", Empty: b.p.T("report.hours_none", "Month", b.m.Month),
		Count: len(h.Log), Row: func(i int, c []excel.Cell) []excel.Cell {
			l := &h.Log[i]
			return append(c, excel.Date(l.On), excel.Text(l.Person), excel.Text(l.Level), excel.Text(l.Hat), excel.Text(l.Kind),
				excel.Text(l.Note), excel.Text(l.Item), excel.HoursOf(l.Seconds), excel.Hours(l.Billed))
		},
		Total: []excel.Cell{
			excel.Text(b.p.T("common.total")),
			{},
			{},
			{},
			{},
			{},
			{},
			excel.Formula("SUBTOTAL(109,H{first}:H{last})", excel.HoursOf(seconds)),
			excel.Formula("SUBTOTAL(109,I{first}:I{last})", excel.Hours(billed)),
		},
		Note: b.p.T("workbook.data_note"),
	}}
	return s
}

// tableHat is the first table of the hours sheet.
const tableHat = 0

// hoursSheet counts the entries by hat, level and person.
func (b *bookWriter) hoursSheet() excel.Sheet {
	h := b.m.Hours
	s := b.sheet(b.p.T("common.hours"), b.title(SectionHours), 30, 13, 14, 9, 16, 8)
	hats := b.shareTable(b.p.T("workbook.by_hat"), b.p.T("common.hat"), dataHat, h.ByHat, false)
	if len(h.ByHat) > 0 {
		hats.Chart = &excel.Chart{
			Title: b.p.N("report.hours_title", b.m.Calendar.Published, "Hours", b.hoursText(h.Billed)), Kind: excel.Bars,
			Series: []excel.Series{{Name: b.p.T("workbook.billed"), Column: 2}}, Width: 620, Height: uint(90 + 24*len(h.ByHat)),
			Format: `0.00" h"`,
		}
	}
	s.Tables = []excel.Table{
		hats,
		b.shareTable(b.p.T("workbook.by_level"), b.p.T("common.level"), dataLevel, h.ByLevel, true),
		b.shareTable(b.p.T("workbook.by_person"), b.p.T("common.staff"), dataPerson, h.ByPerson, true),
	}
	return s
}

// shareTable counts the entries whose column holds each share's label. Where a
// share was rounded within the total otherwise than its entries were, the
// difference stands in a column of its own, so that sums and parts agree.
func (b *bookWriter) shareTable(title, head string, column int, shares []Share, valued bool) excel.Table {
	sums := b.sums(column)
	round := false
	for _, s := range shares {
		round = round || sums[s.Label].billed != s.Billed
	}
	t := excel.Table{
		Title: title, Header: []string{head, b.p.T("workbook.raw"), b.p.T("workbook.billed"), b.p.T("report.share")},
		Align: []excel.Align{excel.Left, excel.Right, excel.Right, excel.Right, excel.Right, excel.Right},
		Empty: b.p.T("report.hours_none", "Month", b.m.Month), Gauges: []int{3},
	}
	if valued {
		t.Header = append(t.Header, b.p.T("report.value"))
	} else {
		t.Header = append(t.Header, b.p.T("workbook.made"))
	}
	if round {
		t.Header = append(t.Header, b.p.T("workbook.rounding"))
	}
	var all sum
	for _, s := range shares {
		got := sums[s.Label]
		all.seconds += got.seconds
		all.billed += s.Billed
		billed := b.sumIf(s.Label, column, dataBilled)
		if round {
			billed += "+F{row}"
		}
		row := []excel.Cell{
			excel.Text(s.Label),
			excel.Formula(b.sumIf(s.Label, column, dataRaw), excel.HoursOf(got.seconds)),
			excel.Formula(billed, excel.Hours(s.Billed)),
			excel.Formula("IF(SUM(C{first}:C{last})=0,0,C{row}/SUM(C{first}:C{last}))", excel.Ratio(ratio(s.Billed, b.m.Hours.Billed))),
			b.last(s, valued),
		}
		if round {
			row = append(row, excel.Hours(s.Billed-got.billed).Mute())
		}
		t.Rows = append(t.Rows, row)
	}
	t.Total = b.shareTotal(all, shares, valued)
	return t
}

// last is the final column of a share: its value, or what it brought forth.
func (b *bookWriter) last(s Share, valued bool) excel.Cell {
	switch {
	case !valued:
		return excel.Int(int64(s.Made))
	case s.Value == nil:
		return excel.Unknown()
	}
	return excel.Money(*s.Value, b.m.Hours.Currency)
}

func (b *bookWriter) shareTotal(all sum, shares []Share, valued bool) []excel.Cell {
	total := []excel.Cell{
		excel.Text(b.p.T("common.total")),
		excel.Formula("SUM(B{first}:B{last})", excel.HoursOf(all.seconds)),
		excel.Formula("SUM(C{first}:C{last})", excel.Hours(all.billed)),
		excel.Formula("SUM(D{first}:D{last})", excel.Ratio(ratio(all.billed, b.m.Hours.Billed))),
		{},
	}
	if valued && b.m.Hours.Value != nil {
		var value int64
		for _, s := range shares {
			if s.Value != nil {
				value += *s.Value
			}
		}
		total[4] = excel.Formula("SUM(E{first}:E{last})", excel.Money(value, b.m.Hours.Currency))
	}
	return total
}

type sum struct{ seconds, billed int64 }

// sums adds the entries up by the words in a column, as the formulas will.
func (b *bookWriter) sums(column int) map[string]sum {
	out := map[string]sum{}
	word := func(l *LogLine) string {
		switch column {
		case dataHat:
			return l.Hat
		case dataLevel:
			return l.Level
		}
		return l.Person
	}
	for i := range b.m.Hours.Log {
		l := &b.m.Hours.Log[i]
		s := out[word(l)]
		s.seconds += l.Seconds
		s.billed += l.Billed
		out[word(l)] = s
	}
	return out
}

// sumIf adds a column of the data up over the rows that say what column A
// says. A label that SUMIFS would take for a pattern or a comparison is
// compared as it is.
func (b *bookWriter) sumIf(label string, by, column int) string {
	if strings.ContainsAny(label, "*?~") || strings.IndexAny(label, "<>=") == 0 {
		return fmt.Sprintf("SUMPRODUCT((%s=A{row})*%s)", b.data.Range(0, by), b.data.Range(0, column))
	}
	return fmt.Sprintf("SUMIFS(%s,%s,A{row})", b.data.Range(0, column), b.data.Range(0, by))
}

func ratio(part, whole int64) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

// itemTime is the column of the calendar sheet with the time, from 0.
const itemTime = 8

func (b *bookWriter) calendarSheet() excel.Sheet {
	s := b.sheet(b.p.T("workbook.calendar"), b.title(SectionCalendar), 11, 7, 14, 40, 24, 17, 14, 22, 10)
	s.Landscape = true
	t := b.itemTable(b.m.Calendar.Items, "Calendrier", b.p.T("report.calendar_none", "Month", b.m.Month))
	t.Header = append(t.Header, b.p.T("workbook.billed"))
	t.Align = []excel.Align{itemTime: excel.Right}
	var minutes int64
	for i, it := range b.m.Calendar.Items {
		t.Rows[i] = append(t.Rows[i], excel.Hours(it.Minutes))
		minutes += it.Minutes
	}
	t.Total = []excel.Cell{
		excel.Text(b.p.T("common.total")), {}, {}, {}, {}, {}, {}, {}, excel.Formula("SUBTOTAL(109,I{first}:I{last})", excel.Hours(minutes)),
	}
	s.Tables = []excel.Table{t}
	return s
}

// itemTable lists items, one a row.
func (b *bookWriter) itemTable(items []Item, name, empty string) excel.Table {
	t := excel.Table{
		Header: []string{
			b.p.T("common.date"), b.p.T("common.time"), b.p.T("common.kind"), b.p.T("common.title"), b.p.T("report.networks"),
			b.p.T("workbook.author"), b.p.T("common.state"), b.p.T("common.link"),
		},
		Filter: true, Name: name, Empty: empty,
	}
	for _, it := range items {
		t.Rows = append(t.Rows, []excel.Cell{
			excel.Date(it.On), excel.Clock(it.At), excel.Text(it.Kind), excel.Text(it.Title), excel.Text(strings.Join(it.Networks, ", ")),
			excel.Text(it.Author), excel.Text(it.State), excel.Text(it.URL).Link(it.URL),
		})
	}
	return t
}

func (b *bookWriter) deliverablesSheet() excel.Sheet {
	s := b.sheet(b.p.T("report.section_deliverables"), b.title(SectionDeliverables), 30, 11, 11, 11, 14, 14)
	right := []excel.Align{excel.Left, excel.Right, excel.Right, excel.Right, excel.Right, excel.Right}
	t := excel.Table{
		Title: b.p.T("workbook.promises"), Align: right, Alert: []int{3},
		Header: []string{
			b.p.T("report.deliverable"), b.p.T("report.promised"), b.p.T("report.made"), b.p.T("report.gap"),
			b.p.T("workbook.by_client"), b.p.T("workbook.by_us"),
		},
		Empty: b.p.T("report.deliverables_none", "Month", b.m.Month),
	}
	var all Deliverable
	for _, d := range b.m.Deliverables {
		t.Rows = append(t.Rows, []excel.Cell{
			excel.Text(d.Label), excel.Int(int64(d.Promised)), excel.Int(int64(d.Made)),
			excel.Formula("C{row}-B{row}", excel.Int(int64(d.Made-d.Promised))),
			excel.Int(int64(d.PostponedByClient)), excel.Int(int64(d.PostponedByUs)),
		})
		all.Promised += d.Promised
		all.Made += d.Made
		all.PostponedByClient += d.PostponedByClient
		all.PostponedByUs += d.PostponedByUs
	}
	t.Total = []excel.Cell{excel.Text(b.p.T("common.total"))}
	for i, n := range []int{all.Promised, all.Made, all.Made - all.Promised, all.PostponedByClient, all.PostponedByUs} {
		col := string(rune('B' + i))
		t.Total = append(t.Total, excel.Formula(fmt.Sprintf("SUM(%[1]s{first}:%[1]s{last})", col), excel.Int(int64(n))))
	}
	s.Tables = []excel.Table{t, b.networkTable(right)}
	return s
}

// networkTable is how many publications each network got, with its chart.
func (b *bookWriter) networkTable(align []excel.Align) excel.Table {
	c := b.m.Calendar
	t := excel.Table{
		Title: b.p.T("workbook.by_network"), Align: align, Alert: []int{3}, Empty: b.p.T("report.networks_none", "Month", b.m.Month),
		Header: []string{b.p.T("common.network"), b.month(b.m.Month), b.month(b.m.Month.Add(-1)), b.p.T("workbook.change")},
		Note:   b.p.T("report.networks_note"),
	}
	for _, n := range c.ByNetwork {
		row := []excel.Cell{excel.Text(n.Label), excel.Int(int64(n.Count)), excel.Unknown(), excel.Unknown()}
		if c.Previous != nil {
			row[2] = excel.Int(int64(n.Previous))
			row[3] = excel.Formula("B{row}-C{row}", excel.Int(int64(n.Count-n.Previous)))
		}
		t.Rows = append(t.Rows, row)
	}
	if len(c.ByNetwork) > 0 {
		t.Chart = &excel.Chart{
			Title: b.networkTitle(), Kind: excel.Columns, Width: 660, Height: 260, Format: "0",
			Series: []excel.Series{{Name: b.month(b.m.Month), Column: 1, Color: b.theme.Graphic}},
		}
		if c.Previous != nil {
			t.Chart.Series = append([]excel.Series{{Name: b.month(b.m.Month.Add(-1)), Column: 2, Color: b.theme.Pale()}}, t.Chart.Series...)
		}
	}
	return t
}

func (b *bookWriter) nextSheet() excel.Sheet {
	n := b.m.Next
	s := b.sheet(b.p.T("report.section_next"), b.p.T("report.plan_title", "Month", n.Month), 11, 7, 14, 40, 24, 17, 14, 22)
	s.Landscape = true
	s.Tables = []excel.Table{b.itemTable(n.Items, "Plan", b.p.T("report.plan_none", "Month", n.Month))}
	return s
}
