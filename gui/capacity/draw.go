package capacity

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"regie/assets/icons"
	"regie/clients"
	"regie/clients/civil"
	"regie/gui/choices"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
)

// teamRow is the height of a person's line: three bars.
const teamRow = 52

// newTable is the team; a line opens the person on the agency's page.
func (v *view) newTable() *widgets.Table[row] {
	p := v.host.Printer()
	figure := func(i int) widgets.Column[row] {
		return widgets.Column[row]{
			Title: p.T([]string{"capacity.sold", "capacity.planned", "capacity.done"}[i]), Width: 72, Right: true,
			Make: func() fyne.CanvasObject { return widgets.NewText("").Ellipsis().Right() },
			Update: func(r row, o fyne.CanvasObject) {
				t := o.(*widgets.Text)
				t.Token(theme.TokenInk)
				if r.bars[i].over {
					t.Tone(widgets.ToneBad)
				}
				t.SetText(r.bars[i].text)
				t.SetBold(r.bars[i].over)
			},
			Less: func(a, b row) bool { return a.bars[i].value < b.bars[i].value },
		}
	}
	t := widgets.NewTable([]widgets.Column[row]{
		{
			Title: p.T("common.staff"), Width: 210,
			Make:   func() fyne.CanvasObject { return newWho() },
			Update: func(r row, o fyne.CanvasObject) { o.(*who).set(r) },
			Less:   func(a, b row) bool { return clients.Fold(a.name) < clients.Fold(b.name) },
		},
		{
			Title: p.T("capacity.load"), Flex: 1,
			Make:   func() fyne.CanvasObject { return newLoadBars() },
			Update: func(r row, o fyne.CanvasObject) { o.(*loadBars).set(r, v.scale) },
		},
		figure(0), figure(1), figure(2),
		{
			Title: p.T("capacity.available"), Width: 80, Right: true, Bold: true, Text: func(r row) string { return r.availableS },
			Less: func(a, b row) bool { return a.available < b.available },
		},
		{
			Title: p.T("common.state"), Width: 150,
			Make:   func() fyne.CanvasObject { return widgets.NewPill(widgets.ToneNeutral, "") },
			Update: func(r row, o fyne.CanvasObject) { o.(*widgets.Pill).Set(r.tone, r.state) },
		},
	})
	t.OnOpen = func(r row) { v.host.Go(screen.Route{Page: screen.PageAgency, Arg: "team"}) }
	return t
}

// who is a person's tile, name and level.
type who struct {
	widget.BaseWidget
	tile         *widgets.Avatar
	name, detail *widgets.Text
}

const tileSide = 30

func newWho() *who {
	w := &who{
		tile: widgets.NewAvatar("", theme.Primary(), tileSide), name: widgets.Strong("").Ellipsis(), detail: widgets.Caption("").Ellipsis(),
	}
	w.ExtendBaseWidget(w)
	return w
}

// CreateRenderer implements fyne.Widget.
func (w *who) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(widgets.HBox(theme.Space8, w.tile, widgets.Grow(widgets.VBox(0, w.name, w.detail))))
}

func (w *who) set(r row) {
	w.tile.Set(choices.Initials(r.name), theme.Color(theme.TokenMute))
	w.name.SetText(r.name)
	w.detail.SetText(r.detail)
}

// legend says what the bars and the mark are.
func legend(sold, planned, done, available string) fyne.CanvasObject {
	var objs []fyne.CanvasObject
	for i, s := range []string{sold, planned, done} {
		objs = append(objs, widgets.NewSwatch(10, func() color.NRGBA { return theme.Color(barTokens[i]) }), widgets.Caption(s))
	}
	objs = append(objs, widgets.Strong("│"), widgets.Caption(available))
	return widgets.HBox(theme.Space8, objs...)
}

// showAbsences draws the band of the month and, below, each absence.
func (v *view) showAbsences() {
	p, m := v.host.Printer(), v.month
	list := absenceRows(p, v.facts)
	v.away.SetCaption(p.N("capacity.absences_n", len(list)))
	if len(list) == 0 {
		v.away.SetContent(widgets.VBox(theme.Space8, widgets.NewParagraph(p.T("capacity.absences_none")).Token(theme.TokenMute),
			widgets.HBox(0, widgets.NewButton(p.T("capacity.add"), icons.Plus, v.NewThing))))
		return
	}
	v.band.lanes, v.band.days, v.band.today = lanes(list, m), m.Days(), 0
	if m.Contains(v.facts.today) {
		v.band.today = v.facts.today.Day
	}
	v.band.dark = v.dark(m)
	v.band.Refresh()
	objs := []fyne.CanvasObject{v.band, widgets.Inset(theme.Space8, 0, 0, 0, widgets.Rule())}
	for i, a := range list {
		if i > 0 {
			objs = append(objs, widgets.Rule())
		}
		lines := []fyne.CanvasObject{widgets.NewText(a.name).Ellipsis()}
		if a.reason != "" {
			lines = append(lines, widgets.Caption(a.reason).Ellipsis())
		}
		objs = append(objs, widgets.NewPressRow(widgets.MinHeight(40, widgets.HBox(theme.Space8,
			widgets.Grow(widgets.VBox(0, lines...)), widgets.Muted(a.days))), func() { v.editAbsence(a.Absence) }))
	}
	v.away.SetContent(widgets.VBox(theme.Space4, objs...))
}

// dark are the days of the month that nobody works.
func (v *view) dark(m civil.Month) map[int]bool {
	days := map[int]bool{}
	for d := m.First(); !d.After(m.Last()); d = d.AddDays(1) {
		free := v.deps.Holiday != nil && v.deps.Holiday(v.facts.country, d)
		days[d.Day] = free || d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
	}
	return days
}

// showInside draws the agency's own time by kind.
func (v *view) showInside() {
	p := v.host.Printer()
	list := insideRows(p, v.facts)
	v.inside.SetCaption(p.Hours(v.facts.inside.RawMinutes))
	if len(list) == 0 {
		v.inside.SetContent(widgets.NewParagraph(p.T("capacity.inside_none")).Token(theme.TokenMute))
		return
	}
	bars := make([]widgets.HBar, len(list))
	for i, r := range list {
		bars[i] = widgets.HBar{Label: r.name, Value: float64(r.minutes), Text: r.hours, Color: theme.Primary()}
	}
	v.bars.Set(bars)
	v.inside.SetContent(widgets.VBox(theme.Space8, v.bars, widgets.NewParagraph(p.T("capacity.inside_note")).Px(theme.TextCaption).Token(theme.TokenMute)))
}
