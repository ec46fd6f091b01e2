package planning

import (
	"fmt"
	"strings"

	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/reports/letter"
	"regie/reports/page"
)

// excerpt is how much of a text the list shows, in characters and on lines
// without breaks; the whole of it stands in the workbook and in a validation
// pack.
const excerpt = 170

// document lays the extract out as pages to read, month by month.
func (x *extract) document(l *letter.Letter, days civil.Range) (*page.Document, error) {
	theme := l.Theme()
	title := x.p.T("planfile.title")
	under := x.p.Range(days) + " · " + x.p.N("poster.items", len(x.Items))
	blocks := []page.Block{l.Band(title, l.Client.Name, under), page.Spacer{Height: 14}}
	lines := x.lines(days.From)
	for len(lines) > 0 {
		m, n := lines[0].on.InMonth(), 1
		for n < len(lines) && lines[n].on.InMonth() == m {
			n++
		}
		blocks = append(blocks, page.Heading{Level: 1, Text: letter.Capital(x.p.Month(m))}, x.table(lines[:n], theme))
		lines = lines[n:]
	}
	doc, err := page.Layout(page.Setup{
		Title: title + " – " + l.Client.Name, Author: l.Agency.Name, Subject: title, Lang: string(l.Lang), Theme: theme, Size: page.A4Landscape,
		Header: page.RunningHead(l.Client.Name, title, theme),
		Footer: page.RunningFoot(l.Agency.Name, x.p.T("letter.made_on", "On", l.Today), theme),
	}, blocks)
	if err != nil {
		return nil, fmt.Errorf("laying out the plan of %s: %w", l.Client.Key, err)
	}
	return doc, nil
}

// table is a month: one row for each item, and across it the days it is
// written around.
func (x *extract) table(lines []dated, theme page.Theme) page.Block {
	t := page.Table{Compact: true, Columns: []page.Column{
		{Title: x.p.T("common.date"), Width: 78},
		{Title: x.p.T("common.time"), Width: 42},
		{Title: x.p.T("common.kind"), Width: 66},
		{Title: x.p.T("planfile.content"), Flex: 1},
		{Title: x.p.T("common.network"), Width: 92},
		{Title: x.p.T("common.person"), Width: 66},
		{Title: x.p.T("common.state"), Width: 84},
	}}
	for _, line := range lines {
		day := x.p.WeekdayShort(line.on.Weekday()) + " " + x.p.DateShort(line.on)
		if line.mark != nil {
			t.Rows = append(t.Rows, page.Row{Fill: page.Tint(theme.Soft, 0.6), Cells: []page.Cell{
				{Text: day, Color: theme.Mute},
				{},
				{},
				{Text: x.p.T("planfile.mark_"+string(line.mark.Kind)) + " · " + x.markName(*line.mark), Color: theme.Mute, Span: 4},
			}})
			continue
		}
		t.Rows = append(t.Rows, x.itemRow(day, *line.item, theme))
	}
	return t
}

func (x *extract) itemRow(day string, it calendar.Item, theme page.Theme) page.Row {
	networks, _ := x.words(it)
	body := ""
	if texts := it.Resolved(); len(texts) > 0 {
		body = strings.Join(strings.Fields(texts[0].Text), " ")
		body = strings.TrimSpace(strings.TrimPrefix(body, it.Title))
	}
	at := ""
	if it.At != civil.NoClock {
		at = x.p.Clock(it.At)
	}
	spans := []page.Span{{Text: it.Name(), Bold: true}}
	if body != "" && it.Title != "" {
		spans = append(spans, page.Span{Text: "\n" + letter.Shorten(body, excerpt), Color: theme.Mute})
	}
	return page.Row{Cells: []page.Cell{
		{Text: day},
		{Text: at},
		{Text: x.p.T("calendar.kind." + string(it.Kind))},
		{Spans: spans},
		{Text: networks},
		{Text: x.staff[it.Author]},
		{Text: x.p.T("calendar.state." + string(it.State))},
	}}
}
