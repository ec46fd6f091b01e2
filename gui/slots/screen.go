package slots

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regie/assets/icons"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// Deps are what the view stands on.
type Deps struct {
	Calendar Calendar
	House    House
	Now      func() time.Time
	Bus      *clients.Bus
}

// New makes the view. It is shown inside the calendar tab, which gives it its
// margins.
func New(d Deps) func(screen.Host) screen.Screen {
	return func(h screen.Host) screen.Screen { return newView(d, h) }
}

type view struct {
	deps   Deps
	host   screen.Host
	work   *work.Runner
	client screen.Client
	month  civil.Month
	md     model
	take   func(on civil.Date, at civil.Clock)

	week   *widgets.Table[row]
	free   *widgets.Table[calendar.Opening]
	center *fyne.Container
	add    *widgets.Button
}

func newView(d Deps, h screen.Host) *view {
	p := h.Printer()
	v := &view{deps: d, host: h, work: h.Runner().Scope(), month: h.Today().InMonth(), center: container.NewStack()}
	v.week = widgets.NewTable(v.columns()).Whole()
	v.week.OnOpen = func(r row) { v.edit(r.slot) }
	v.free = widgets.NewTable(v.freeColumns()).Whole()
	v.free.OnOpen = func(o calendar.Opening) {
		if v.take != nil {
			v.take(o.On, o.Slot.At)
		}
	}
	v.add = widgets.NewPrimary(p.T("slots.new"), icons.Plus, v.NewThing).WithHint("Ctrl N")
	v.work.Follow(d.Bus, v.reload, "slot", "item", "own_day", "pillar")
	return v
}

func (v *view) columns() []widgets.Column[row] {
	p, book := v.host.Printer(), v.deps.Calendar.Limits()
	return []widgets.Column[row]{
		{Title: p.T("slots.weekday"), Width: 110, Bold: true, Text: func(r row) string { return p.Weekday(r.slot.Weekday) }},
		{Title: p.T("slots.at"), Width: 70, Text: func(r row) string { return r.slot.At.String() }},
		{Title: p.T("slots.networks"), Flex: 1.4, Wrap: true, Text: func(r row) string { return places(p, book, r.slot) }},
		{Title: p.T("slots.kept_for"), Flex: 1, Muted: true, Text: func(r row) string { return v.md.fitting(p, r.slot) }},
		{Title: p.T("slots.taken"), Width: 90, Right: true, Text: func(r row) string { return p.T("slots.of", "Taken", r.taken, "Total", r.total) }},
	}
}

func (v *view) freeColumns() []widgets.Column[calendar.Opening] {
	p, book := v.host.Printer(), v.deps.Calendar.Limits()
	return []widgets.Column[calendar.Opening]{
		{Title: p.T("common.date"), Width: 110, Bold: true, Text: func(o calendar.Opening) string {
			return p.WeekdayShort(o.On.Weekday()) + " " + p.DateShort(o.On)
		}},
		{Title: p.T("slots.at"), Width: 60, Text: func(o calendar.Opening) string { return o.Slot.At.String() }},
		{Title: p.T("slots.networks"), Flex: 1, Muted: true, Wrap: true, Text: func(o calendar.Opening) string { return places(p, book, o.Slot) }},
	}
}

// OnTake says what follows when a free slot is chosen.
func (v *view) OnTake(f func(on civil.Date, at civil.Clock)) { v.take = f }

// Content implements screen.Screen.
func (v *view) Content() fyne.CanvasObject { return v.center }

// Show implements screen.Screen.
func (v *view) Show(r screen.Route) {
	c, _ := v.host.Client(r.Client)
	if c.Key != v.client.Key {
		v.center.Objects = nil
	}
	v.client = c
	if !r.Month.IsZero() {
		v.month = r.Month
	}
	v.reload()
}

// Close implements screen.Screen.
func (v *view) Close() {
	v.work.Close()
}

// Month implements screen.Monthly.
func (v *view) Month() civil.Month { return v.month }

// SetMonth implements screen.Monthly.
func (v *view) SetMonth(m civil.Month) { v.month = m; v.reload() }

// NewThing implements screen.Creator: a slot.
func (v *view) NewThing() { v.edit(calendar.Slot{Weekday: time.Monday, At: civil.NoClock}) }

// Header implements screen.Headed.
func (v *view) Header() screen.Header { return screen.Header{After: []fyne.CanvasObject{v.add}} }

func (v *view) reload() {
	if v.client.ID == "" {
		return
	}
	id, month := clients.ID(v.client.ID), v.month
	now := v.deps.Now().Local()
	here := moment{v.host.Today(), civil.Clock(now.Hour()*60 + now.Minute())}
	work.Load(v.work, "load", func(ctx context.Context) (model, error) {
		return load(ctx, v.deps, id, month, here)
	}, v.host.Fail, func(md model) {
		v.md = md
		v.draw()
	})
}

func (v *view) draw() {
	p := v.host.Printer()
	v.week.SetRows(v.md.slots)
	v.free.SetRows(v.md.free)
	if len(v.md.slots) == 0 {
		v.center.Objects = []fyne.CanvasObject{widgets.NewEmptyState(icons.Clock, p.T("slots.empty"), p.T("slots.empty_text"),
			widgets.NewPrimary(p.T("slots.new"), icons.Plus, v.NewThing))}
		v.center.Refresh()
		return
	}
	var free fyne.CanvasObject = v.free
	if len(v.md.free) == 0 {
		free = widgets.Inset(16, 0, 16, 0, widgets.NewParagraph(p.T("slots.all_taken")).Token(theme.TokenMute))
	}
	week := widgets.NewCard(p.T("slots.week"), p.Month(v.month), widgets.Inset(0, 8, 8, 8, v.week)).NoPadding()
	next := widgets.NewCard(p.T("slots.free"), p.N("slots.n_free", len(v.md.free)), widgets.Inset(0, 8, 8, 8, free)).NoPadding()
	v.center.Objects = []fyne.CanvasObject{widgets.VScroll(widgets.Columns(theme.Space16, []float32{1.7, 1},
		widgets.VBox(0, week), widgets.VBox(0, next)))}
	v.center.Refresh()
}
