package reports

import (
	"slices"
	"strings"

	"regie/clients/civil"
	"regie/reports/letter"
	"regie/reports/page"
)

const anchorMissing = "missing"

// definitions are the terms explained in the annex: "report.def_<key>" and
// "report.formula_<key>".
var definitions = []string{"time", "bank", "balance", "on_time", "deliverable", "linked", "value", "left"}

// annex holds what makes the figures checkable: what is missing, definitions,
// sources, and the entries of time.
func (w *writer) annex() []page.Block {
	var blocks []page.Block
	if !w.m.Empty() || !slices.Contains(w.m.Composition.Shown(), SectionSynthesis) {
		blocks = w.missing()
	}
	t := page.Table{Title: w.p.T("report.definitions"), Compact: true, Columns: []page.Column{
		{Title: w.p.T("report.term"), Width: 108, Bold: true}, {Title: w.p.T("report.definition"), Flex: 1},
	}}
	for _, key := range definitions {
		t.Rows = append(t.Rows, page.Row{Cells: []page.Cell{
			{Text: w.p.T("report.term_" + key)},
			{Spans: []page.Span{{Text: w.p.T("report.def_"+key) + " "}, {Text: w.p.T("report.formula_" + key), Color: w.theme.Mute}}},
		}})
	}
	blocks = append(blocks, t, page.Keep{Blocks: []page.Block{
		page.Heading{Level: 2, Text: w.p.T("report.sources"), NoBookmark: true},
		page.List{Items: w.sources()},
	}})
	return append(blocks, w.log()...)
}

// missing lists what the report lacks.
func (w *writer) missing() []page.Block {
	if len(w.m.Missing) == 0 {
		return nil
	}
	var items [][]page.Span
	for _, f := range w.m.Missing {
		items = append(items, page.Text(w.p.Error(f)))
	}
	return []page.Block{page.Heading{Level: 2, Text: w.p.T("report.missing"), Anchor: anchorMissing}, page.List{Items: items}}
}

func (w *writer) sources() [][]page.Span {
	time := w.p.N("report.source_time", w.m.Hours.Entries)
	if len(w.m.Hours.Log) == 0 {
		time = w.p.T("report.source_time_none")
	}
	out := [][]page.Span{
		page.Text(time),
		page.Text(w.p.N("report.source_calendar", len(w.m.Calendar.Items))),
		page.Text(w.p.T("report.source_read", "On", w.p.Date(w.m.Today), "Agency", w.m.Agency.Name)),
	}
	if h := w.m.Edition.Hash; h != "" {
		out = append(out, page.Text(w.p.T("report.source_hash", "Hash", h)))
	}
	if n := w.m.Hours.Running; n > 0 {
		out = append(out, page.Text(w.p.N("report.source_running", n)))
	}
	return out
}

// log is the list of entries; raw and billed time stand in two columns where
// they differ.
func (w *writer) log() []page.Block {
	h := w.m.Hours
	if len(h.Log) == 0 { // the sources say so
		return nil
	}
	blocks := []page.Block{page.Heading{Level: 2, Text: w.p.T("report.log")}}
	two := h.Raw != h.Billed
	t := page.Table{Compact: true, Pad: 2.1, Columns: []page.Column{
		{Title: w.p.T("common.date"), Width: 34},
		{Title: w.p.T("common.staff")},
		{Title: w.p.T("common.hat")},
		{Title: w.p.T("report.work"), Flex: 1},
		{Title: w.p.T("report.time"), Align: page.Right, Width: 40},
	}}
	if two {
		t.Columns = append(t.Columns, page.Column{Title: w.p.T("report.billed"), Align: page.Right, Width: 42})
	}
	for _, l := range h.Log {
		t.Rows = append(t.Rows, w.logRow(l, two))
	}
	total := page.Row{Total: true, Cells: []page.Cell{
		{Text: w.p.T("common.total"), Span: 3}, {Text: w.p.N("report.n_entries", h.Entries)}, {Text: w.hoursText(h.Raw)},
	}}
	if two {
		total.Cells = append(total.Cells, page.Cell{Text: w.hoursText(h.Billed)})
	}
	t.Rows = append(t.Rows, total)
	blocks = append(blocks, t)
	if two {
		blocks = append(blocks, page.Note(w.p.T("report.raw", "Raw", civil.Minutes(h.Raw), "Billed", civil.Minutes(h.Billed))))
	}
	return blocks
}

func (w *writer) logRow(l LogLine, two bool) page.Row {
	row := page.Row{Cells: []page.Cell{
		{Text: w.p.DateShort(l.On)}, {Text: l.Person}, {Text: l.Hat}, {Text: w.workText(l)}, {Text: w.hoursText(l.Raw)},
	}}
	if two {
		row.Cells = append(row.Cells, page.Cell{Text: w.hoursText(l.Billed)})
	}
	return row
}

// workText says what an entry was for.
func (w *writer) workText(l LogLine) string {
	s := letter.Shorten(l.Note, 400)
	switch {
	case s == "":
		s = l.Item
	case l.Item != "" && !strings.Contains(s, l.Item):
		s += " · " + l.Item
	}
	if l.KindKey != "contract" && l.Kind != "" {
		if s != "" {
			s += " · "
		}
		s += l.Kind
	}
	return s
}
