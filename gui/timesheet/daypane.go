package timesheet

import (
	"context"
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regie/assets/icons"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/gui/itemlook"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// dayPane is one person's day over all clients: what was done when, what is
// not told yet, and what the day comes to.
type dayPane struct {
	v      *view
	md     dayModel
	person clients.ID
	ready  bool

	who    *widgets.Select
	now    *widgets.Button
	line   *widgets.DayLine
	table  *widgets.Table[dayRow]
	card   *widgets.Card
	body   *fyne.Container
	none   *widgets.EmptyState
	total  *widgets.Card
	figure *widgets.Text
	of     *widgets.Text
	gauge  *widgets.Gauge
	facts  *fyne.Container
	root   fyne.CanvasObject
}

const whoWidth = 190

func newDayPane(v *view) *dayPane {
	p := v.host.Printer()
	d := &dayPane{v: v, person: v.deps.Acting()}
	d.who = widgets.NewSelect(p, "who", "", nil, func(k string) { d.choose(clients.ID(k)); d.load() })
	d.now = widgets.NewButton(p.T("common.today"), icons.None, func() { v.on = v.host.Today(); v.turn(0) })
	d.line = widgets.NewDayLine()
	d.line.OnChoose = d.chosen
	d.line.OnOpen = func(key string) {
		for _, r := range d.table.Rows() {
			if r.key == key {
				d.open(r)
			}
		}
	}
	d.table = d.newTable()
	d.body = container.NewBorder(widgets.Inset(0, 0, theme.Space12, 0, d.line), nil, nil, nil, d.table)
	d.card = widgets.NewCard("", "", d.body)
	d.none = widgets.NewEmptyState(icons.Clock, p.T("timesheet.empty_day"), p.T("timesheet.empty_day_text"),
		widgets.NewPrimary(p.T("timesheet.add"), icons.Plus, d.newThing),
		widgets.NewButton(p.T("timesheet.favourites"), icons.Star, v.favs.open))
	d.figure, d.of, d.gauge = widgets.Figure(""), widgets.Muted("").Ellipsis(), widgets.NewGauge()
	d.facts = widgets.VBox(theme.Space8)
	d.total = widgets.NewCard(p.T("timesheet.day_total"), "", widgets.VBox(theme.Space8, widgets.HBox(theme.Space8, d.figure, d.of), d.gauge, d.facts))
	top := widgets.HBox(theme.Space8, widgets.MinWidth(whoWidth, d.who), d.now, widgets.Grow(v.favs.another()))
	left := container.NewBorder(widgets.Inset(0, 0, theme.Space12, 0, top), nil, nil, nil, widgets.MinHeight(sheetHeight, d.card))
	d.root = widgets.VScroll(widgets.Inset(theme.Space4, theme.Space24, theme.Space16, theme.Space24,
		widgets.Columns(theme.Space12, []float32{2.1, 1}, left, widgets.VBox(0, d.total))))
	return d
}

func (d *dayPane) newTable() *widgets.Table[dayRow] {
	p := d.v.host.Printer()
	t := widgets.NewTable([]widgets.Column[dayRow]{
		{Title: p.T("common.time"), Width: 86, Text: func(r dayRow) string { return d.md.times(p, r) }},
		{Width: 20, Make: func() fyne.CanvasObject { return widgets.NewAvatar("", color.NRGBA{}, 20) }, Update: d.showTile},
		{Title: p.T("common.client"), Width: 120, Bold: true, Text: d.clientText, Tone: d.rowTone},
		{Title: p.T("timesheet.hat_note"), Flex: 1, Text: d.noteText},
		{Title: p.T("timesheet.duration"), Width: 70, Right: true, Bold: true, Text: func(r dayRow) string { return p.Hours(minutes(r.length(d.md.now))) }, Tone: d.rowTone},
	}).RowHeight(36)
	t.OnOpen = d.open
	t.OnKey = d.rowKey
	t.OnMove = func(r dayRow) { d.line.Choose(r.key) }
	return t
}

// showTile is the client's tile; a gap has none.
func (d *dayPane) showTile(r dayRow, o fyne.CanvasObject) {
	tile, ok := o.(*widgets.Avatar)
	if !ok {
		return
	}
	tile.Hidden = r.gap
	if !r.gap {
		c := d.v.clientOf(r.entry.Client)
		tile.Set(c.Initials, c.Color)
		tile.SetLogo(c.Logo)
	}
}

// clientText names the client; a gap says what it is.
func (d *dayPane) clientText(r dayRow) string {
	if r.gap {
		return d.v.host.Printer().T("timesheet.untracked")
	}
	return d.v.clientOf(r.entry.Client).Name
}

func (d *dayPane) rowTone(r dayRow) widgets.Tone {
	switch {
	case r.gap:
		return widgets.ToneWarn
	case r.overlaps:
		return widgets.ToneBad
	}
	return widgets.ToneNeutral
}

// noteText is hat and note, after what is out of the ordinary.
func (d *dayPane) noteText(r dayRow) string {
	p := d.v.host.Printer()
	if r.gap {
		return p.T("timesheet.gap_enter")
	}
	var parts []string
	if r.overlaps {
		parts = append(parts, p.T("timesheet.overlaps"))
	}
	if len(r.locks) > 0 {
		parts = append(parts, lockWords(p, r.locks))
	}
	parts = append(parts, d.md.book.hatName(p, r.entry.Hat))
	if r.entry.Note != "" {
		parts = append(parts, r.entry.Note)
	}
	return strings.Join(parts, " · ")
}

func (d *dayPane) content() fyne.CanvasObject { return d.root }
func (d *dayPane) filter()                    { d.who.Focus() }
func (d *dayPane) turn(by int)                { d.v.on = d.v.on.AddDays(by) }

func (d *dayPane) period() string {
	p := d.v.host.Printer()
	return p.WeekdayShort(d.v.on.Weekday()) + " " + p.DateShort(d.v.on)
}

// choose shows another person's day; empty is the one at the keyboard.
func (d *dayPane) choose(person clients.ID) {
	if person == "" {
		person = d.v.deps.Acting()
	}
	d.person = person
}

func (d *dayPane) newThing() {
	d.v.edit(nil, hours.Form{Person: d.person, On: d.v.on})
}

// key moves through days and rows where nothing has the keyboard.
func (d *dayPane) key(e *fyne.KeyEvent) bool {
	switch e.Name {
	case fyne.KeyLeft:
		d.v.turn(-1)
	case fyne.KeyRight:
		d.v.turn(1)
	case fyne.KeyHome:
		d.now.Press()
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyReturn:
		d.table.Focus()
	default:
		return false
	}
	return true
}

func (d *dayPane) rowKey(e *fyne.KeyEvent, _ fyne.KeyModifier) bool {
	r, ok := d.table.Current()
	if !ok || e.Name != fyne.KeyDelete {
		return false
	}
	if !r.gap {
		d.remove(r.entry)
	}
	return true
}

func (d *dayPane) remove(e hours.Entry) {
	v := d.v
	work.Act(v.work, "", func(ctx context.Context) error { return v.deps.Hours.Remove(ctx, e.Client, e.ID) }, v.host.Fail, func() {
		v.said(v.host.Printer().T("timesheet.removed"))
	})
}

// open shows an entry; a gap opens as the entry that would fill it.
func (d *dayPane) open(r dayRow) {
	switch {
	case r.gap:
		d.v.edit(nil, d.md.fill(r, clients.ID(d.v.client.ID)))
	case !r.entry.Running:
		e := r.entry
		d.v.edit(&e, hours.FormOf(e))
	}
}

// chosen follows a press on the line of the day.
func (d *dayPane) chosen(key string) {
	for i, r := range d.table.Rows() {
		if r.key == key {
			d.table.GoTo(i)
		}
	}
	d.line.Choose(key)
}

func (d *dayPane) load() {
	v, person, on := d.v, d.person, d.v.on
	if person == "" {
		person = v.deps.Acting()
	}
	work.Load(v.work, "load", func(ctx context.Context) (dayModel, error) { return loadDay(ctx, v.deps, person, on) }, v.host.Fail, func(md dayModel) {
		d.md, v.book, d.ready = md, md.book, true
		d.draw()
	})
}

func (d *dayPane) draw() {
	p, md := d.v.host.Printer(), &d.md
	d.who.SetOptions(md.book.personOptions(p, md.day.Person))
	d.who.Choose(string(md.day.Person))
	rows := md.rows()
	d.line.Set(md.blocks(p, d.v), md.nowMinute())
	d.table.SetRows(rows)
	d.card.SetTitle(p.DateLong(md.day.On))
	caption := ""
	if n := md.untracked(); n > 0 {
		caption = p.T("timesheet.untracked_sum", "hours", civil.Minutes(minutes(n)))
	}
	d.card.SetCaption(caption)
	if len(rows) == 0 {
		d.card.SetContent(d.none)
	} else {
		d.card.SetContent(d.body)
	}
	if md.day.On == d.v.host.Today() {
		d.now.Disable()
	} else {
		d.now.Enable()
	}
	d.drawTotal()
	d.v.favs.draw()
}

// drawTotal shows what the day comes to, against what is usual and against how
// long it is, client by client.
func (d *dayPane) drawTotal() {
	p, md := d.v.host.Printer(), &d.md
	done, expected, limit := md.day.Seconds, md.expected(), md.limit()
	d.total.SetCaption(md.book.people[md.day.Person].Name)
	d.figure.SetText(p.Hours(minutes(done)))
	whole, of := limit, ""
	if expected > 0 {
		whole, of = expected, p.T("timesheet.of", "hours", civil.Minutes(minutes(expected)))
	}
	d.of.SetText(of)
	tone := widgets.TonePrimary
	if done > whole {
		tone = widgets.ToneWarn
	}
	d.gauge.Set(float64(done), float64(whole), tone)
	var list []fyne.CanvasObject
	for _, s := range md.shares() {
		c := d.v.clientOf(s.client)
		list = append(list, widgets.HBox(theme.Space8, itemlook.Tile(c, 20), widgets.Grow(widgets.NewText(c.Name).Ellipsis()), widgets.Strong(p.Hours(minutes(s.seconds)))))
	}
	if len(list) > 0 {
		list = append(list, widgets.Rule())
	}
	if n := md.untracked(); n > 0 {
		list = append(list, line(p.T("timesheet.untracked"), p.Hours(minutes(n)), widgets.ToneWarn))
	}
	list = append(list, line(p.T("timesheet.day_left"), p.Hours(minutes(limit-done)), widgets.ToneNeutral))
	if limit != 24*60*60 {
		list = append(list, widgets.NewNote(widgets.ToneInfo, p.T("timesheet.day_clock", "hours", civil.Minutes(limit/60))))
	}
	list = append(list, widgets.NewParagraph(p.T("timesheet.day_keys")).Px(theme.TextCaption).Token(theme.TokenMute))
	d.facts.Objects = list
	d.facts.Refresh()
}
