package hoursbank

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/budget"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// monthPage is one month as a statement of account.
type monthPage struct {
	v     *view
	notes *fyne.Container
	stats [4]*widgets.StatCard
	card  *widgets.Card
	table *widgets.Table[line]
	bank  *widgets.Button // which bank, where there are several

	chart  *widgets.LineChart
	course *widgets.Card
	side   *fyne.Container
	lots   *widgets.Card
	levels *widgets.Card
	agreed *widgets.Card
	over   *widgets.Card
	root   fyne.CanvasObject
}

// statementRow is the height of a line of the statement: some thirty stand on
// a page that scrolls.
const statementRow = 32

func newMonthPage(v *view) *monthPage {
	p := v.host.Printer()
	m := &monthPage{v: v, notes: widgets.VBox(theme.Space8)}
	cards := make([]fyne.CanvasObject, len(m.stats))
	for i := range m.stats {
		m.stats[i] = widgets.NewStatCard("", "", "")
		cards[i] = m.stats[i]
	}
	m.table = newStatement(p).Whole().RowHeight(statementRow)
	m.table.OnOpen = v.openLine
	m.card = widgets.NewCard("", "", m.table)
	m.bank = widgets.NewMenuButton("", v.banks)
	m.card.SetCorner(v.corner(m.bank))
	m.chart = widgets.NewLineChart()
	m.course = widgets.NewCard(p.T("hoursbank.course"), "", m.chart)
	m.lots = widgets.NewCard(p.T("hoursbank.lots"), "", nil)
	m.levels = widgets.NewCard(p.T("hoursbank.levels"), "", nil)
	m.agreed = widgets.NewCard(p.T("hoursbank.consents"), "", nil)
	m.over = widgets.NewCard(p.T("hoursbank.overage"), "", nil)
	m.side = widgets.VBox(theme.Space12, m.course, m.lots, m.levels, m.over, m.agreed)
	m.root = widgets.VBox(theme.Space12, m.notes,
		widgets.Columns(theme.Space12, []float32{1, 1, 1, 1}, cards...),
		widgets.Columns(theme.Space12, []float32{2.2, 1}, widgets.VBox(0, m.card), m.side))
	return m
}

// banks offers the statement of all banks or of one.
func (v *view) banks() []*fyne.MenuItem {
	p := v.host.Printer()
	item := func(level, label string) *fyne.MenuItem {
		i := fyne.NewMenuItem(label, func() { v.level = level; v.monthly.show(v.facts) })
		i.Checked = v.level == level
		return i
	}
	items := []*fyne.MenuItem{item(allBanks, p.T("hoursbank.all_banks"))}
	for _, l := range v.facts.bank.Levels {
		name := v.facts.levelName(p, l.Level)
		if name == "" {
			name = p.T("hoursbank.common")
		}
		items = append(items, item(l.Level, name))
	}
	return items
}

func newStatement(p *text.Printer) *widgets.Table[line] {
	words := func(read func(line) string, right bool) (func() fyne.CanvasObject, func(line, fyne.CanvasObject)) {
		return func() fyne.CanvasObject {
				t := widgets.NewText("").Ellipsis()
				if right {
					t.Right()
				}
				return t
			}, func(l line, o fyne.CanvasObject) {
				t := o.(*widgets.Text)
				t.Token(theme.TokenInk)
				if l.ahead {
					t.Token(theme.TokenMute)
				}
				t.SetText(read(l))
				t.SetBold(l.kind == "")
			}
	}
	column := func(c widgets.Column[line], read func(line) string) widgets.Column[line] {
		c.Make, c.Update = words(read, c.Right)
		return c
	}
	return widgets.NewTable([]widgets.Column[line]{
		column(widgets.Column[line]{Title: p.T("common.date"), Width: 68}, func(l line) string { return l.day }),
		column(widgets.Column[line]{Title: p.T("hours.movement"), Width: 150}, func(l line) string { return l.what }),
		{Title: p.T("common.reason"), Flex: 1.7, Muted: true, Text: func(l line) string { return l.reason }},
		{Title: p.T("hoursbank.author"), Flex: 1, Muted: true, Text: func(l line) string { return l.who }},
		{Title: p.T("common.duration"), Width: 76, Right: true, Text: func(l line) string { return l.minutes }, Tone: func(l line) widgets.Tone { return l.tone }},
		column(widgets.Column[line]{Title: p.T("hours.balance"), Width: 72, Right: true}, func(l line) string { return l.balance }),
	})
}

func (m *monthPage) show(f facts) {
	p := m.v.host.Printer()
	for i, s := range stats(p, f) {
		m.stats[i].Set(s.label, s.figure, s.caption, s.tone)
	}
	m.showNotes(f)
	m.showStatement(f)
	m.chart.Set(course(p, f))
	m.showLots(f)
	m.showLevels(f)
	m.showOver(f)
	m.showConsents(f)
	m.side.Refresh()
	m.root.Refresh()
}

func (m *monthPage) showStatement(f facts) {
	p, v := m.v.host.Printer(), m.v
	s, name := f.bank.Total, p.T("hoursbank.all_banks")
	i := slices.IndexFunc(f.bank.Levels, func(l hours.LevelBank) bool { return l.Level == v.level })
	switch {
	case !f.bank.HasLevels() || i < 0:
		v.level = allBanks
	default:
		s = f.bank.Levels[i].Statement
		if name = f.levelName(p, v.level); name == "" {
			name = p.T("hoursbank.common")
		}
	}
	m.bank.SetText(name)
	m.bank.Hidden = !f.bank.HasLevels()
	m.card.SetTitle(p.T("hoursbank.statement", "month", f.bank.Month))
	m.card.SetCaption("")
	m.table.SetRows(statement(p, f, s))
	m.card.Refresh()
}

// showNotes says what waits, each with what to do about it.
func (m *monthPage) showNotes(f facts) {
	p, v := m.v.host.Printer(), m.v
	m.notes.Objects = nil
	for _, w := range waits(p, f) {
		b := widgets.NewBanner()
		var button *widgets.Button
		switch w.act {
		case actSettle:
			button = widgets.NewGhost(p.T("hoursbank.settle"), icons.Check, v.settle)
		case actConsent:
			button = widgets.NewGhost(p.T("hoursbank.note_consent"), icons.Check, func() { v.newMove(moveConsent) })
		case actSeen:
			button = widgets.NewGhost(p.T("hoursbank.seen"), icons.Check, func() { v.acknowledge(w.top) })
		}
		b.Set(w.tone, w.text, button)
		m.notes.Add(b)
	}
	m.notes.Hidden = len(m.notes.Objects) == 0
	m.notes.Refresh()
}

func (m *monthPage) showLots(f facts) {
	p := m.v.host.Printer()
	var objs []fyne.CanvasObject
	for _, l := range lots(p, f) {
		objs = append(objs, pairRow(l.month, l.expires, l.minutes, l.tone))
	}
	m.lots.SetCaption(p.T("hoursbank.lots_after", "month", p.MonthName(f.bank.Month.Month)))
	switch d := f.bank.Total.State.Deficit; {
	case d > 0:
		objs = append(objs, pairRow(p.T("hoursbank.deficit"), p.T("hoursbank.deficit_text"), p.HoursSigned(-d), widgets.ToneWarn))
	case len(objs) == 0:
		objs = append(objs, widgets.NewParagraph(p.T("hoursbank.lots_none")).Token(theme.TokenMute))
	}
	m.lots.SetContent(ruled(objs))
}

// pairRow is a name with a muted detail below and a figure at the right.
func pairRow(name, detail, figure string, tone widgets.Tone) fyne.CanvasObject {
	note := widgets.Caption(detail).Ellipsis()
	if tone != widgets.ToneNeutral {
		note.Paint(tone.Strong)
	}
	return widgets.Pad(0, theme.Space4, widgets.HBox(theme.Space8,
		widgets.Grow(widgets.VBox(0, widgets.NewText(name).Ellipsis(), note)), widgets.Strong(figure).Right()))
}

// ruled parts objects by hairlines.
func ruled(objs []fyne.CanvasObject) fyne.CanvasObject {
	var list []fyne.CanvasObject
	for i, o := range objs {
		if i > 0 {
			list = append(list, widgets.Rule())
		}
		list = append(list, o)
	}
	return widgets.VBox(theme.Space4, list...)
}

func (m *monthPage) showLevels(f facts) {
	p := m.v.host.Printer()
	rows := levelRows(p, f)
	m.levels.Hidden = len(rows) == 0
	var objs []fyne.CanvasObject
	for _, r := range rows {
		g := widgets.NewLabelledGauge("", "")
		g.Set(r.used, "/ "+r.available, r.usedN, r.availableN, r.tone)
		objs = append(objs, widgets.Pad(0, theme.Space4, widgets.VBox(theme.Space4,
			widgets.HBox(theme.Space8, widgets.Grow(widgets.Strong(r.name).Ellipsis()), widgets.Muted(p.T("hoursbank.left_of", "hours", r.left))), g)))
	}
	m.levels.SetContent(ruled(objs))
}

// overShown bounds the list of what is overage.
const overShown = 8

// showOver says which work is overage: the last minutes of the month.
func (m *monthPage) showOver(f facts) {
	p := m.v.host.Printer()
	m.over.Hidden = len(f.over) == 0
	var objs []fyne.CanvasObject
	for i, o := range slices.Backward(f.over) {
		if len(objs) == overShown {
			objs = append(objs, widgets.Caption(p.N("common.and_more", i+1)))
			break
		}
		objs = append(objs, pairRow(f.hatName(p, o.Hat), p.DateShort(o.On)+" · "+f.levelName(p, o.Level), p.Hours(o.Minutes), widgets.ToneNeutral))
	}
	if cost, ok := overCost(f, f.bank.Total.Overage); ok {
		m.over.SetCaption(p.Money(cost))
	} else {
		m.over.SetCaption("")
	}
	m.over.SetContent(ruled(objs))
}

func (m *monthPage) showConsents(f facts) {
	p := m.v.host.Printer()
	m.agreed.Hidden = len(f.bank.Consents) == 0
	var objs []fyne.CanvasObject
	for _, k := range f.bank.Consents {
		detail := join(p.T("hoursbank.consent_on", "date", k.On), k.Reason)
		objs = append(objs, pairRow(k.By, detail, p.Hours(k.Minutes), widgets.ToneNeutral))
	}
	m.agreed.SetContent(ruled(objs))
}

// acknowledge takes note of a threshold and of those below it.
func (v *view) acknowledge(top budget.Alert) {
	alerts := v.facts.alerts
	work.Act(v.work, "", func(ctx context.Context) error {
		for _, a := range alerts {
			if a.Subject != top.Subject || a.Acknowledged() || a.FiredAt.IsZero() {
				continue
			}
			if err := v.deps.Alerts.Acknowledge(ctx, a.Client, a.Month, a.Subject, a.Percent); err != nil {
				return err
			}
		}
		return nil
	}, v.host.Fail, func() {
		v.reload()
		v.host.Reload()
	})
}

// openLine shows the work behind a day's use.
func (v *view) openLine(l line) {
	if l.kind != hours.Consume && l.kind != hours.Overage {
		return
	}
	id, on := clients.ID(v.client.ID), l.on
	work.Load(v.work, "day", func(ctx context.Context) ([]hours.Entry, error) {
		return v.deps.Hours.List(ctx, hours.Filter{Client: id, Days: civil.Range{From: on, To: on}})
	}, v.host.Fail, func(list []hours.Entry) { v.showDay(l, list) })
}
