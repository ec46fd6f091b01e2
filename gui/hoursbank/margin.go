package hoursbank

import (
	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/hours"
	"regie/clients/money"
	"regie/gui/theme"
	"regie/gui/widgets"
)

// marginRow is one level, hat or person of the margin, or all.
type marginRow struct {
	name                              string
	worked, value, cost, margin, rate string
	share                             string
	loss, all                         bool
}

// The breakdowns of the margin.
const (
	byLevel  = "level"
	byHat    = "hat"
	byPerson = "person"
)

// marginRows are one breakdown and its sum; amounts that are not known stay
// open.
func marginRows(p *text.Printer, f facts, by string) []marginRow {
	parts, name := f.margin.Levels, func(key string) string { return f.levelName(p, key) }
	switch by {
	case byHat:
		parts, name = f.margin.Hats, func(key string) string { return f.hatName(p, key) }
	case byPerson:
		parts, name = f.margin.Persons, func(key string) string { return f.personName(clients.ID(key)) }
	}
	if len(parts) == 0 {
		return nil
	}
	var rows []marginRow
	for _, part := range parts {
		rows = append(rows, newMarginRow(p, f.margin.Currency, name(part.Key), part))
	}
	all := newMarginRow(p, f.margin.Currency, p.T("common.total"), f.margin.MarginPart)
	all.all = true
	return append(rows, all)
}

func newMarginRow(p *text.Printer, c money.Currency, name string, part hours.MarginPart) marginRow {
	r := marginRow{
		name: name, worked: p.Hours(part.RawMinutes), value: amount(p, c, part.Value), cost: amount(p, c, part.Cost),
		margin: amount(p, c, part.Margin()), rate: amount(p, c, part.Effective()),
		share: marginShare(p, part),
	}
	if m := part.Margin(); m != nil {
		r.loss = *m < 0
	}
	return r
}

// marginShare is the margin in percent of the value, "—" while unknown.
func marginShare(p *text.Printer, part hours.MarginPart) string {
	m := part.Margin()
	if m == nil || *part.Value == 0 {
		return p.T("common.unknown")
	}
	return p.Percent(money.MulDiv(*m, 10_000, *part.Value), 0)
}

func amount(p *text.Printer, c money.Currency, minor *int64) string {
	if minor == nil {
		return p.T("common.unknown")
	}
	return p.Money(money.Amount{Minor: *minor, Currency: c})
}

// marginStats are value, cost, margin and what an hour brings.
func marginStats(p *text.Printer, f facts) [4]stat {
	m := f.margin
	cost := stat{p.T("hoursbank.cost"), amount(p, m.Currency, m.Cost), p.T("hoursbank.cost_note"), widgets.ToneNeutral}
	if m.Uncosted > 0 {
		cost.caption = p.N("hoursbank.uncosted", m.Uncosted)
	}
	margin := stat{p.T("hoursbank.margin"), amount(p, m.Currency, m.Margin()), p.T("hoursbank.margin_share", "share", marginShare(p, m.MarginPart)), widgets.ToneNeutral}
	if n := m.Margin(); n != nil && *n < 0 {
		margin.tone = widgets.ToneBad
	}
	rate := stat{p.T("hoursbank.effective"), amount(p, m.Currency, m.Effective()), p.T("hoursbank.effective_note"), widgets.ToneNeutral}
	if fee := m.FeeEffective(); fee != nil {
		rate.caption = p.T("hoursbank.effective_fee", "amount", money.Amount{Minor: *fee, Currency: m.Currency})
	}
	return [4]stat{{p.T("hoursbank.value"), amount(p, m.Currency, m.Value), p.T("hoursbank.value_note"), widgets.ToneNeutral}, cost, margin, rate}
}

// marginPage is what a month of a client is worth and costs. It is internal.
type marginPage struct {
	v     *view
	stats [4]*widgets.StatCard
	by    string
	tabs  *widgets.Tabs
	table *widgets.Table[marginRow]
	card  *widgets.Card
	none  *widgets.Paragraph
	root  fyne.CanvasObject
}

func newMarginPage(v *view) *marginPage {
	p := v.host.Printer()
	m := &marginPage{v: v, by: byLevel}
	cards := make([]fyne.CanvasObject, len(m.stats))
	for i := range m.stats {
		m.stats[i] = widgets.NewStatCard("", "", "")
		cards[i] = m.stats[i]
	}
	m.table = newMarginTable(p).Whole().RowHeight(yearRowHeight + theme.Space4)
	m.none = widgets.NewParagraph(p.T("hoursbank.margin_none")).Token(theme.TokenMute)
	var items []widgets.TabItem
	for _, by := range []string{byLevel, byHat, byPerson} {
		items = append(items, widgets.TabItem{Key: by, Label: p.T("hoursbank.by_" + by)})
	}
	m.tabs = widgets.NewTabs(items, func(by string) { m.by = by; m.show(v.facts) })
	m.card = widgets.NewCard("", "", widgets.VBox(theme.Space8, m.tabs, m.none, m.table))
	m.card.SetCorner(widgets.NewPill(widgets.ToneViolet, p.T("hoursbank.internal")).WithSign(icons.None))
	m.root = widgets.VBox(theme.Space12, widgets.NewNote(widgets.ToneInfo, p.T("hoursbank.internal_note")),
		widgets.Columns(theme.Space12, []float32{1, 1, 1, 1}, cards...), m.card)
	return m
}

func newMarginTable(p *text.Printer) *widgets.Table[marginRow] {
	figure := func(key string, read func(marginRow) string) widgets.Column[marginRow] {
		return widgets.Column[marginRow]{
			Title: p.T(key), Width: 96, Right: true,
			Make: func() fyne.CanvasObject { return widgets.NewText("").Ellipsis().Right() },
			Update: func(r marginRow, o fyne.CanvasObject) {
				t := o.(*widgets.Text)
				t.Token(theme.TokenInk)
				if r.loss && key == "hoursbank.margin" {
					t.Tone(widgets.ToneBad)
				}
				t.SetText(read(r))
				t.SetBold(r.all)
			},
		}
	}
	return widgets.NewTable([]widgets.Column[marginRow]{
		{
			Title: p.T("common.name"), Flex: 1,
			Make: func() fyne.CanvasObject { return widgets.NewText("").Ellipsis() },
			Update: func(r marginRow, o fyne.CanvasObject) {
				t := o.(*widgets.Text)
				t.SetText(r.name)
				t.SetBold(r.all)
			},
		},
		figure("hoursbank.worked", func(r marginRow) string { return r.worked }),
		figure("hoursbank.value", func(r marginRow) string { return r.value }),
		figure("hoursbank.cost", func(r marginRow) string { return r.cost }),
		figure("hoursbank.margin", func(r marginRow) string { return r.margin }),
		figure("hoursbank.share", func(r marginRow) string { return r.share }),
		figure("hoursbank.effective", func(r marginRow) string { return r.rate }),
	})
}

func (m *marginPage) show(f facts) {
	p := m.v.host.Printer()
	for i, s := range marginStats(p, f) {
		m.stats[i].Set(s.label, s.figure, s.caption, s.tone)
	}
	list := marginRows(p, f, m.by)
	m.none.Hidden, m.table.Hidden = len(list) > 0, len(list) == 0
	m.table.SetRows(list)
	m.card.SetTitle(p.T("hoursbank.margin_of", "month", f.bank.Month))
	m.card.Refresh()
	m.root.Refresh()
}
