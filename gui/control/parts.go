package control

import (
	"strings"

	"fyne.io/fyne/v2"

	"regie/clients"
	"regie/gui/itemlook"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
)

// columns of the table of clients.
func (v *view) columns() []widgets.Column[row] {
	p := v.host.Printer()
	return []widgets.Column[row]{
		{
			Title: p.T("control.col_client"), Flex: 0.6, Least: 140, Make: makeName, Update: showName,
			Less: func(a, b row) bool { return clients.Fold(a.client.Name) < clients.Fold(b.client.Name) },
		},
		{
			Title: p.T("control.col_hours"), Flex: 1.3, Least: 62,
			Make: func() fyne.CanvasObject { return widgets.NewLabelledGauge("", "").LeftFirst() },
			Update: func(r row, o fyne.CanvasObject) {
				if g, ok := o.(*widgets.LabelledGauge); ok {
					g.Set(r.hours, r.quota, float64(r.client.Used), float64(r.client.Available), r.hoursTone)
				}
			},
			Less: func(a, b row) bool { return a.client.Available-a.client.Used < b.client.Available-b.client.Used },
		},
		{
			Title: p.T("control.col_budget"), Flex: 1.5, Least: 62,
			Make: func() fyne.CanvasObject { return widgets.NewLabelledGauge("", "").LeftFirst() },
			Update: func(r row, o fyne.CanvasObject) {
				if g, ok := o.(*widgets.LabelledGauge); ok {
					g.Set(r.spent, r.planned, r.spentShare, r.ofBudget, r.budgetTone)
				}
			},
		},
		{
			Title: p.T("control.col_state"), Width: 118,
			Make: func() fyne.CanvasObject { return widgets.NewPill(widgets.ToneOK, "") },
			Update: func(r row, o fyne.CanvasObject) {
				if w, ok := o.(*widgets.Pill); ok {
					w.Set(r.pillTone, r.pill)
				}
			},
		},
		{
			Title: p.T("control.col_know"), Flex: 1, Least: 116,
			Make: func() fyne.CanvasObject {
				return widgets.NewParagraph("").Token(theme.TokenMute).MaxLines(2)
			},
			Update: func(r row, o fyne.CanvasObject) {
				if w, ok := o.(*widgets.Paragraph); ok {
					w.SetText(r.know)
				}
			},
		},
	}
}

func makeName() fyne.CanvasObject {
	return widgets.HBox(theme.Space8, widgets.NewAvatar("", theme.Primary(), 24), widgets.Strong("").Ellipsis())
}

func showName(r row, o fyne.CanvasObject) {
	c, ok := o.(*fyne.Container)
	if !ok || len(c.Objects) != 2 {
		return
	}
	if a, ok := c.Objects[0].(*widgets.Avatar); ok {
		a.Set(r.client.Initials, r.client.Color)
		a.SetLogo(r.logo)
	}
	if t, ok := c.Objects[1].(*widgets.Text); ok {
		t.SetText(r.client.Name)
	}
	c.Refresh()
}

// list is a column of lines that is filled anew.
type list struct{ box *fyne.Container }

func newList() *list { return &list{box: widgets.VBox(0)} }

func (l *list) set(objs []fyne.CanvasObject) {
	l.box.Objects = objs
	l.box.Refresh()
}

// todayMost bounds the lines of today's list; the rest is one press away.
const todayMost = 8

func (v *view) showToday(m model) {
	p := v.host.Printer()
	v.cards[0].SetCaption(p.Int(int64(len(m.today))))
	var lines []fyne.CanvasObject
	for i, e := range m.today {
		if i == todayMost {
			more := widgets.Muted(p.N("control.today_more", len(m.today)-todayMost)).Px(12).Ellipsis()
			lines = append(lines, widgets.Pad(0, theme.Space8, more))
			break
		}
		if i > 0 {
			lines = append(lines, widgets.Rule())
		}
		lines = append(lines, v.todayLine(e))
	}
	if len(lines) == 0 {
		lines = append(lines, widgets.NewParagraph(p.T("control.today_none")).Token(theme.TokenMute))
	}
	v.today.set(lines)
	v.cards[0].Refresh()
}

func (v *view) todayLine(e Entry) fyne.CanvasObject {
	at := "—"
	if e.At >= 0 {
		at = e.At.String()
	}
	what := whatOf(e)
	line := widgets.HBox(theme.Space8, widgets.MinWidth(clockRoom, widgets.Muted(at)), v.tile(e),
		widgets.Grow(centred(widgets.NewParagraph(what).MaxLines(2))),
		widgets.NewPill(e.Tone, e.State).WithSign(e.Sign))
	return widgets.NewPressRow(widgets.MinHeight(48, line), func() { v.open(e.Client, screen.TabCalendar, e.ID) })
}

// tile is the logo of an entry's client, or its initials.
func (v *view) tile(e Entry) fyne.CanvasObject {
	c, _ := v.host.Client(e.Client)
	c.Initials, c.Color = e.Initials, e.Color
	return itemlook.Tile(c, 20)
}

// whatOf is network (or kind) and title, each said once.
func whatOf(e Entry) string {
	place := e.Network
	if place == "" {
		place = e.Kind
	}
	switch {
	case e.Title == "":
		return place
	case place == "" || strings.HasPrefix(clients.Fold(e.Title), clients.Fold(place)):
		return e.Title
	default:
		return place + " · " + e.Title
	}
}

// clockRoom is the width of a time of day.
const clockRoom = 38

func centred(o fyne.CanvasObject) fyne.CanvasObject {
	return widgets.VBox(0, widgets.Spacer(), o, widgets.Spacer())
}

func (v *view) showClose(m model) {
	p := v.host.Printer()
	v.cards[1].SetTitle(m.closed)
	v.cards[1].SetCaption(m.day)
	var lines []fyne.CanvasObject
	for _, b := range m.close {
		g := widgets.NewLabelledGauge("", "").Bold(false)
		g.Set(b.label, b.figure, b.value, b.total, b.tone)
		lines = append(lines, widgets.Pad(0, theme.Space4, g))
	}
	if len(lines) == 0 {
		lines = append(lines, widgets.NewParagraph(p.T("control.close_none")).Token(theme.TokenMute))
	}
	v.close.set(lines)
	v.cards[1].Refresh()
}
