package reports

import (
	"fmt"
	"slices"

	"regie/assets/text"
	"regie/clients/civil"
	"regie/clients/money"
	"regie/reports/letter"
	"regie/reports/page"
)

// Render lays the month's report out: the sections that are on, in the order
// of its composition.
func Render(m Month) (*page.Document, error) {
	w := newWriter(&m)
	var blocks []page.Block
	for i, s := range m.Composition.Shown() {
		if i == 0 && s != SectionCover {
			blocks = append(blocks, w.correction()...)
		}
		blocks = append(blocks, w.section(s)...)
	}
	title := w.p.T("report.title_full", "Client", m.Client.Name, "Month", m.Month)
	doc, err := page.Layout(page.Setup{
		Title: title, Author: m.Agency.Name, Subject: w.period(), Lang: string(m.Lang), Theme: w.theme,
		Header: page.RunningHead(m.Client.Name, w.period(), w.theme),
		Footer: page.RunningFoot(m.Agency.Name, w.version()+" · "+w.dataDate(), w.theme),
	}, blocks)
	if err != nil {
		return nil, fmt.Errorf("laying out the report of %s for %s: %w", m.Client.Key, m.Month, err)
	}
	return doc, nil
}

// writer makes the blocks of one month's report.
type writer struct {
	m     *Month
	p     *text.Printer
	theme page.Theme
	draft Draft
}

func newWriter(m *Month) *writer {
	l := letter.Letter{Client: m.Client, Agency: m.Agency}
	return &writer{m: m, p: text.For(m.Lang), theme: l.Theme(), draft: said(m)}
}

// section makes the blocks of one section, the comment of its author last.
func (w *writer) section(s Section) []page.Block {
	if s == SectionCover {
		return []page.Block{w.cover()}
	}
	body := w.body(s)
	blocks := []page.Block{w.heading(s)}
	blocks = append(blocks, body...)
	if c := w.m.Composition.Part(s).Comment; c != "" {
		blocks = append(blocks, page.Callout{Label: w.p.T("report.comment"), Spans: page.Marked(c)})
	}
	return blocks
}

// body is a section under its heading.
func (w *writer) body(s Section) []page.Block {
	if !w.holds(s) {
		return []page.Block{w.vacant(s)}
	}
	switch s {
	case SectionSynthesis:
		return w.synthesis()
	case SectionDeliverables:
		return w.deliverables()
	case SectionCalendar:
		return w.calendar()
	case SectionHours:
		return w.hours()
	case SectionBank:
		return w.bank()
	case SectionBudget:
		return w.budget()
	case SectionNext:
		return w.next()
	case SectionAnnex:
		return w.annex()
	}
	return nil
}

// vacant says of a section without anything to show why, and what will stand
// there.
func (w *writer) vacant(s Section) page.Block {
	why := ""
	switch s {
	case SectionDeliverables:
		why = w.p.T("report.deliverables_none", "Month", w.m.Month)
	case SectionCalendar:
		why = w.p.T("report.calendar_none", "Month", w.m.Month)
	case SectionHours:
		why = w.p.T("report.hours_none", "Month", w.m.Month)
	case SectionBank:
		why = w.p.T("report.bank_none")
	case SectionBudget:
		why = w.p.T("report.budget_none", "Month", w.m.Month)
	case SectionNext:
		why = w.draft.Next
	}
	return page.Callout{Label: why, Spans: page.Text(w.p.T("report.will_" + string(s)))}
}

// title is the heading of a section.
func (w *writer) title(s Section) string { return w.p.T("report.heading_" + string(s)) }

// heading opens a section. After the cover and the synthesis, which stand
// alone, it begins a page; any other may share one where there is room.
func (w *writer) heading(s Section) page.Heading {
	h := page.Heading{Level: 1, Text: w.title(s), Anchor: string(s)}
	shown := w.m.Composition.Shown()
	at := slices.Index(shown, s)
	h.NewPage = at < 1 || shown[at-1] == SectionCover || shown[at-1] == SectionSynthesis
	h.Share = !h.NewPage
	return h
}

// holds tells whether a section has anything to show.
func (w *writer) holds(s Section) bool {
	m := w.m
	switch s {
	case SectionDeliverables:
		return len(m.Deliverables) > 0 || len(m.Calendar.ByNetwork) > 0
	case SectionCalendar:
		return len(m.Calendar.Items) > 0
	case SectionHours:
		return m.Hours.Entries > 0
	case SectionBank:
		return m.Hours.Bank != nil
	case SectionBudget:
		return len(m.Budget.Lines) > 0
	case SectionNext:
		return len(m.Next.Items) > 0 || m.Next.Quota != nil
	}
	return true
}

// Short forms.

func (w *writer) hoursText(minutes int64) string { return w.p.Hours(minutes) }

func (w *writer) money(minor int64) string {
	return w.p.Money(money.Amount{Minor: minor, Currency: w.m.Budget.Currency})
}

func (w *writer) moneyShort(minor int64) string {
	return w.p.MoneyShort(money.Amount{Minor: minor, Currency: w.m.Budget.Currency})
}

func (w *writer) unknown() string { return w.p.T("common.unknown") }

// month is a month's name as it stands inside the report of another.
func (w *writer) month(m civil.Month) string { return monthName(w.p, m, w.m.Month) }

// Month is the report's month with a capital, as a title.
func (w *writer) monthTitle() string { return letter.Capital(w.p.Month(w.m.Month)) }

// period is "Rapport mensuel · octobre 2026".
func (w *writer) period() string { return w.p.T("report.period", "Month", w.m.Month) }

func (w *writer) dataDate() string { return w.p.T("report.data_on", "On", w.m.Today) }

// red writes a figure below zero in red, with its sign.
func (w *writer) red(minor int64, s string) page.Cell {
	c := page.Cell{Text: s}
	if minor < 0 {
		c.Color, c.Bold = w.theme.Bad, true
	}
	return c
}

// tone is the colour and the sign of a gauge: bad past the whole; in a month that
// runs still, a warning from 75 % and bad from 90 % or where the forecast passes
// the whole. What a month that has ended used within its limit is no fault.
func (w *writer) tone(used, whole int64, forecast *int64) (page.Color, page.Mark) {
	switch {
	case used > whole:
		return w.theme.Bad, page.Failed
	case !w.m.Provisional || whole <= 0:
		return w.theme.OK, page.Done
	case used*100 >= whole*90, forecast != nil && *forecast > whole:
		return w.theme.Bad, page.Attention
	case used*100 >= whole*75:
		return w.theme.Warn, page.Attention
	}
	return w.theme.OK, page.Done
}

// part is used ÷ whole for a gauge; unknown where there is no whole.
func part(used, whole int64) float64 {
	if whole <= 0 {
		if used > 0 {
			return 1
		}
		return page.Unknown()
	}
	return float64(used) / float64(whole)
}

func hexColor(s string) page.Color {
	c, _ := page.ParseColor(s) // none is the theme's
	return c
}
