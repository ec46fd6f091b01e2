package packs

import (
	"strconv"

	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/reports/excel"
)

// Workbook makes the workbook of a pack: one row for each publication, its
// decision and who decided from a list, a comment beside it. Only these are
// open; the references that bind an answer to what was shown are hidden.
func Workbook(d Document) *excel.Book {
	p := d.Printer()
	w := &writer{d: &d, p: p, theme: d.Theme()}
	decisions := excel.Sheet{
		Name: p.T("booklet.decisions"), Title: w.title() + " – " + d.Client.Name, Subtitle: w.instructions(), Landscape: true,
		Widths: []float64{6, 12, 9, 22, 30, 64, 24, 36, 24, 12, 12, 12}, Hidden: []int{calendar.PackRef, calendar.PackItemRef, calendar.PackHash}, Locked: true,
	}
	t := excel.Table{
		Header: calendar.PackHeader(p), Align: []excel.Align{excel.Centre},
		Lists: map[int][]string{calendar.PackDecision: calendar.PackWords(p), calendar.PackWho: w.members()},
	}
	for i, cells := range calendar.PackRows(d.Pack, d.Limits) {
		e := &d.Pack.Entries[i]
		row := make([]excel.Cell, len(cells))
		for col, s := range cells {
			row[col] = excel.Wrapped(s)
		}
		row[calendar.PackPosition] = excel.Int(int64(e.Position)).Centre()
		row[calendar.PackOn] = excel.Date(e.Shown.On)
		row[calendar.PackAt] = excel.Clock(e.Shown.At)
		if members := w.members(); len(members) == 1 {
			row[calendar.PackWho] = excel.Text(members[0])
		}
		for _, col := range []int{calendar.PackDecision, calendar.PackComment, calendar.PackWho} {
			row[col] = row[col].Open()
		}
		t.Rows = append(t.Rows, row)
	}
	decisions.Tables = []excel.Table{t}
	return &excel.Book{
		Title: w.title() + " – " + d.Client.Name, Author: d.Agency.Name, Subject: d.Client.Name, Lang: string(d.Lang), Brand: w.theme.Brand,
		Footer: d.Agency.Name, Sheets: []excel.Sheet{decisions},
	}
}

// instructions are how to fill the workbook, in a line.
func (w *writer) instructions() string {
	s := w.p.T("booklet.fill")
	if !w.d.Pack.Due.IsZero() {
		s += " " + w.p.T("booklet.answer_by", "On", w.d.Pack.Due) + "."
	}
	return s
}

// members are the names of the committee.
func (w *writer) members() []string {
	var names []string
	for _, m := range w.d.Pack.Members {
		names = append(names, m.Name)
	}
	return names
}

// part names the document in a file's name.
func (w *writer) part() string {
	if n := w.d.Pack.Number; n > 0 {
		return w.p.T("booklet.file", "Number", strconv.Itoa(n))
	}
	on := civil.Date{}
	if len(w.d.Pack.Entries) > 0 {
		on = w.d.Pack.Entries[0].Shown.On
	}
	return w.p.T("booklet.file_sheet", "On", on.String())
}
