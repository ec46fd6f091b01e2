package reports

import (
	"strings"

	"regie/reports/excel"
	"regie/reports/page"
)

// version says which version the document is, or that it is a draft.
func (w *writer) version() string {
	switch e := w.m.Edition; {
	case e.Issued():
		return w.p.T("report.version_n", "Version", e.Version)
	case e.Next > 1:
		return w.p.T("report.version_draft_of", "Version", e.Next)
	}
	return w.p.T("report.version_draft")
}

// versionLines are the cover's word on it: the version, its day of issue and
// what it replaces; of a draft that it is one.
func (w *writer) versionLines() []page.Span {
	e := w.m.Edition
	lines := []page.Span{{Text: w.version(), Bold: e.Correction != nil}}
	if e.Issued() {
		lines = append(lines, page.Span{Text: w.p.T("report.version_on", "On", w.p.Date(e.IssuedOn))})
	}
	if c := e.Correction; c != nil {
		lines = append(lines, page.Span{
			Text: w.p.T("report.version_replaces", "Version", c.Replaces, "On", w.p.Date(c.Of)), Link: "#" + anchorCorrection,
		})
	}
	if w.m.Provisional {
		lines = append(lines, page.Span{Text: w.p.T("report.version_why"), Color: w.theme.Mute})
	}
	return lines
}

const anchorCorrection = "correction"

// correction is the notice of a second or later version, on the cover where it
// has room: why it was made and what it says otherwise than the one it replaces.
func (w *writer) correction() []page.Block {
	c := w.m.Edition.Correction
	if c == nil {
		return nil
	}
	blocks := []page.Block{
		page.Heading{Level: 2, Text: w.p.T("report.correction", "Version", w.m.Edition.Version), Anchor: anchorCorrection},
		page.Callout{
			Label: w.p.T("report.correction_reason"),
			Spans: page.Text(ended(c.Reason) + " " + w.p.T("report.correction_replaces", "Version", c.Replaces, "On", w.p.Date(c.Of))),
		},
	}
	t := page.Table{Compact: true, Columns: []page.Column{
		{Title: w.p.T("report.correction_what"), Flex: 1},
		{Title: w.p.T("report.version_n", "Version", c.Replaces), Width: 120, Align: page.Right},
		{Title: w.p.T("report.version_n", "Version", w.m.Edition.Version), Width: 120, Align: page.Right, Bold: true},
	}}
	for _, d := range c.Changes {
		before, after := w.sides(d)
		t.Rows = append(t.Rows, page.Cells(w.p.T("report.differs_"+d.Key), before, after))
	}
	return append(blocks, t)
}

// ended closes what was written as a sentence.
func ended(s string) string {
	if strings.ContainsAny(s[max(0, len(s)-1):], ".!?") || strings.HasSuffix(s, "…") {
		return s
	}
	return s + "."
}

// sides are what two versions say of one thing; of a part of the report only
// that it changed.
func (w *writer) sides(d Difference) (before, after string) {
	if d.Key == "lang" {
		return w.p.T("report.lang_" + d.Before), w.p.T("report.lang_" + d.After)
	}
	if d.Before == "" && d.After == "" {
		return "", w.p.T("report.correction_changed")
	}
	return d.Before, d.After
}

// correctionTable is the same notice in the workbook's first sheet.
func (b *bookWriter) correctionTable() excel.Table {
	c := b.m.Edition.Correction
	t := excel.Table{
		Title: b.p.T("report.correction", "Version", b.m.Edition.Version),
		Header: []string{
			b.p.T("report.correction_what"), b.p.T("report.version_n", "Version", c.Replaces),
			b.p.T("report.version_n", "Version", b.m.Edition.Version),
		},
		Note: b.p.T("report.correction_reason") + " " + c.Reason,
	}
	for _, d := range c.Changes {
		before, after := b.sides(d)
		t.Rows = append(t.Rows, []excel.Cell{excel.Text(b.p.T("report.differs_" + d.Key)), excel.Text(before), excel.Text(after)})
	}
	return t
}
