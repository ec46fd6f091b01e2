package overview

import (
	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/gui/itemlook"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
)

// figure is a card of one figure with its gauge.
type figure struct {
	label, value *widgets.Text
	caption      *widgets.Paragraph
	gauge        *widgets.Gauge
	room         fyne.CanvasObject // keeps the gauge's place where there is none
	box          fyne.CanvasObject
}

func newFigure(pressed func()) *figure {
	f := &figure{
		label: widgets.Muted("").Ellipsis(), value: widgets.Figure("").Smaller(theme.TextPanel),
		caption: widgets.NewParagraph("").Px(theme.TextCaption).Token(theme.TokenMute).MaxLines(2),
		gauge:   widgets.NewGauge(), room: widgets.MinHeight(6, widgets.Spacer()),
	}
	body := widgets.VBox(theme.Space4, f.label, f.value, f.gauge, f.room, f.caption)
	f.box = widgets.NewPanel(widgets.NewPressRow(body, pressed))
	return f
}

func (f *figure) set(s stat) {
	f.label.SetText(s.label)
	f.value.Tone(widgets.ToneNeutral)
	if s.tone == widgets.ToneBad {
		f.value.Tone(s.tone)
	}
	f.value.SetText(s.figure)
	f.caption.SetText(s.caption)
	gauged := s.maximum > 0
	if gauged {
		f.gauge.Set(s.value, s.maximum, s.tone)
		f.gauge.Show()
		f.room.Hide()
	} else {
		f.gauge.Hide()
		f.room.Show()
	}
	f.box.Refresh()
}

func (v *view) draw() {
	for i, s := range v.md.stats {
		v.stats[i].set(s)
	}
	v.drawItems()
	v.chart.Set(v.md.line)
	v.outlook.Set(v.md.tone, v.md.outlook, nil)
	v.drawMade()
	v.drawAlerts()
	v.drawWorked()
	v.drawActs()
}

func fill(box *fyne.Container, objects []fyne.CanvasObject, none string) {
	if len(objects) == 0 {
		objects = []fyne.CanvasObject{widgets.NewParagraph(none).Token(theme.TokenMute)}
	}
	box.Objects = objects
	box.Refresh()
}

// itemsMost bounds the list; the rest is in the calendar.
const itemsMost = 8

func (v *view) drawItems() {
	p, list := v.host.Printer(), v.md.items
	title, none := p.T("overview.week"), p.T("overview.week_none")
	if !v.md.weekly {
		title, none = p.T("overview.month", "month", v.month), p.T("overview.month_none")
	}
	v.items.SetTitle(title)
	v.items.SetCaption(p.N("overview.items", len(list)))
	var lines []fyne.CanvasObject
	for i, r := range window(list, v.host.Today(), itemsMost) {
		if i > 0 {
			lines = append(lines, widgets.Rule())
		}
		lines = append(lines, v.itemLine(r))
	}
	if n := len(list) - itemsMost; n > 0 {
		more := widgets.NewGhost(p.N("overview.more", n), icons.Calendar, func() { v.tab(screen.TabCalendar, "") })
		lines = append(lines, widgets.HBox(0, more))
	}
	if len(lines) == 0 {
		add := widgets.NewButton(p.T("overview.new"), icons.Plus, v.NewThing)
		words := widgets.NewParagraph(none).Token(theme.TokenMute)
		lines = []fyne.CanvasObject{widgets.VBox(theme.Space8, words, widgets.HBox(theme.Space8, add))}
	}
	fill(v.list, lines, none)
	v.items.Refresh()
}

func (v *view) itemLine(r calendar.Row) fyne.CanvasObject {
	p := v.host.Printer()
	day := widgets.VBox(0, widgets.NewText(p.WeekdayShort(r.On.Weekday())+" "+p.Int(int64(r.On.Day))), widgets.Caption(clock(v, r.At)))
	what := widgets.Muted(itemlook.What(p, v.deps.Calendar.Limits(), r)).Ellipsis()
	title := widgets.NewText(itemlook.Title(p, r)).Bold().Ellipsis()
	line := widgets.Columns(theme.Space8, []float32{-64, -84, 1, -132},
		itemlook.Middle(day), itemlook.Middle(what), itemlook.Middle(title),
		itemlook.Middle(widgets.HBox(0, widgets.Spacer(), itemlook.Pill(p, r.State))))
	return widgets.NewPressRow(widgets.MinHeight(46, line), func() { v.tab(screen.TabCalendar, string(r.ID)) })
}

func clock(v *view, at civil.Clock) string {
	if at == civil.NoClock {
		return v.host.Printer().T("overview.all_day")
	}
	return v.host.Printer().Clock(at)
}

func (v *view) drawMade() {
	p := v.host.Printer()
	var lines []fyne.CanvasObject
	for _, m := range v.md.made {
		g := widgets.NewGauge()
		g.Set(m.value, m.maximum, m.tone)
		lines = append(lines, widgets.Columns(theme.Space12, []float32{1.1, -64, 1.2, 1.5},
			widgets.NewText(m.kind).Ellipsis(), widgets.Strong(m.figure).Right(),
			itemlook.Middle(g), widgets.Muted(m.note).Ellipsis()))
	}
	v.made.SetCaption(p.T("overview.made_caption"))
	fill(v.table, lines, p.T("overview.made_none"))
	v.made.Refresh()
}

func (v *view) drawAlerts() {
	p := v.host.Printer()
	var lines []fyne.CanvasObject
	for _, w := range v.md.warnings {
		icon := widgets.NewIcon(sign(w.tone), 12, w.tone.Token())
		words := widgets.NewParagraph(w.text).MaxLines(3)
		line := widgets.Columns(theme.Space8, []float32{-16, 1}, itemlook.Middle(icon), itemlook.Middle(words))
		lines = append(lines, widgets.NewPressRow(widgets.MinHeight(32, line), func() { v.tab(w.tab, w.item) }))
	}
	v.alerts.SetCaption("")
	if n := len(lines); n > 0 {
		v.alerts.SetCaption(p.Int(int64(n)))
	}
	fill(v.alert, lines, p.T("overview.alerts_none"))
	v.alerts.Refresh()
}

func (v *view) drawWorked() {
	p := v.host.Printer()
	v.worked.SetCaption(v.md.worked)
	v.bars.Set(v.md.bars)
	var lines []fyne.CanvasObject
	if len(v.md.bars) > 0 {
		lines = append(lines, v.bars, widgets.Rule())
	}
	for _, k := range v.md.people {
		lines = append(lines, widgets.HBox(theme.Space8, widgets.Grow(widgets.Muted(k.name).Ellipsis()), widgets.NewText(k.hours)))
	}
	if len(lines) == 0 {
		log := widgets.NewButton(p.T("overview.log_time"), icons.Clock, func() { v.tab(screen.TabTime, "") })
		lines = append(lines, widgets.NewParagraph(p.T("overview.worked_none")).Token(theme.TokenMute), widgets.HBox(0, log))
	}
	fill(v.work2, lines, "")
	v.worked.Refresh()
}

func (v *view) drawActs() {
	var lines []fyne.CanvasObject
	for _, c := range v.md.changes {
		head := widgets.HBox(theme.Space8, widgets.Grow(widgets.Caption(c.who).Ellipsis()), widgets.Caption(c.when))
		lines = append(lines, widgets.VBox(0, head, widgets.NewParagraph(c.what).MaxLines(2)))
	}
	fill(v.acts, lines, v.host.Printer().T("overview.journal_none"))
}
