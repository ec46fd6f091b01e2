// Package timesheet is the time tab of a client: the week typed into like a
// spreadsheet, a person's day with its gaps, the month's entries to be changed
// together, and the hours bank.
package timesheet

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regie/assets/icons"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// Deps are what the tab stands on.
type Deps struct {
	Hours    Hours
	House    House
	Calendar Calendar
	// Acting is the person at the keyboard.
	Acting func() clients.ID
	Now    clients.Clock
	// Import opens the import of a file of hours; nil leaves it out.
	Import func(h screen.Host, client screen.Client)
	// Bank is the screen of the hours bank; nil leaves the view out.
	Bank func(screen.Host) screen.Screen
	// Ask asks for the client's word before overage; nil asks nothing.
	Ask Asker
	Bus *clients.Bus
}

// New makes the tab.
func New(d Deps) func(screen.Host) screen.Screen {
	return func(h screen.Host) screen.Screen { return newView(d, h) }
}

// mode is one of the tab's views.
type mode string

const (
	modeWeek mode = "week"
	modeDay  mode = "day"
	modeList mode = "list"
	modeBank mode = "bank"
)

// pane is one view of the tab.
type pane interface {
	content() fyne.CanvasObject
	// load reads what the tab's client and day say, in the background.
	load()
	// period says what is on screen between the arrows, turn steps it.
	period() string
	turn(by int)
	newThing()
	filter()
	key(e *fyne.KeyEvent) bool
}

type view struct {
	deps   Deps
	host   screen.Host
	work   *work.Runner
	client screen.Client
	on     civil.Date  // the day in focus; week and month are those it lies in
	routed civil.Month // the month the route named last
	mode   mode
	book   book

	panes  map[mode]pane
	body   *fyne.Container
	warned *widgets.Banner
	favs   *favourites
	root   *fyne.Container
	menu   *widgets.Button
	step   *widgets.Stepper
	add    *widgets.Button
}

func newView(d Deps, h screen.Host) *view {
	p := h.Printer()
	v := &view{deps: d, host: h, work: h.Runner().Scope(), on: h.Today(), mode: modeWeek, panes: map[mode]pane{}}
	v.warned = widgets.NewBanner()
	v.warned.OnClose = func() { v.keepWarnings(nil) }
	v.warned.Hide()
	v.favs = newFavourites(v)
	v.body = container.NewStack()
	v.root = container.NewBorder(widgets.Inset(theme.Space12, theme.Space24, 0, theme.Space24, v.warned), nil, nil, nil, v.body)
	v.menu = widgets.NewMenuButton(p.T("timesheet.by_week"), v.modes)
	v.step = widgets.NewStepper("", 130, func() { v.turn(-1) }, func() { v.turn(1) })
	v.add = widgets.NewPrimary(p.T("timesheet.add"), icons.Plus, v.NewThing).WithHint("Ctrl N")
	v.work.Follow(d.Bus, v.reload, "time_entry", "month_lock", "rate", "bank_movement", "bank_consent", "contract", "time_template", "staff", "hat")
	return v
}

// Content implements screen.Screen.
func (v *view) Content() fyne.CanvasObject { return v.root }

// Show implements screen.Screen.
func (v *view) Show(r screen.Route) {
	changed := r.Client != v.client.Key
	v.client, _ = v.host.Client(r.Client)
	if !r.Month.IsZero() && (changed || r.Month != v.routed) && !r.Month.Contains(v.on) {
		v.on = r.Month.First()
		if r.Month.Contains(v.host.Today()) {
			v.on = v.host.Today()
		}
	}
	v.routed = r.Month
	v.enter()
}

// enter puts the present view on screen and loads it.
func (v *view) enter() {
	p := v.pane()
	v.reload() // a screen shown as a view has its content after its first Show
	if c := p.content(); len(v.body.Objects) != 1 || v.body.Objects[0] != c {
		v.host.Window().Canvas().Unfocus() // what had the keyboard is gone
		v.body.Objects = []fyne.CanvasObject{c}
		v.body.Refresh()
	}
}

// pane is the present view, made when first seen.
func (v *view) pane() pane {
	if p := v.panes[v.mode]; p != nil {
		return p
	}
	var p pane
	switch v.mode {
	case modeDay:
		p = newDayPane(v)
	case modeList:
		p = newListPane(v)
	case modeBank:
		p = newBankPane(v)
	default:
		p = newWeekPane(v)
	}
	v.panes[v.mode] = p
	return p
}

// Close implements screen.Screen.
func (v *view) Close() {
	if b, ok := v.panes[modeBank].(*bankPane); ok {
		b.screen.Close()
	}
	v.work.Close()
}

// Filter implements screen.Filterer.
func (v *view) Filter() { v.pane().filter() }

// NewThing implements screen.Creator.
func (v *view) NewThing() { v.pane().newThing() }

// Header implements screen.Headed.
func (v *view) Header() screen.Header {
	v.menu.SetText(v.host.Printer().T("timesheet.by_" + string(v.mode)))
	v.step.SetText(v.pane().period())
	h := screen.Header{Before: []fyne.CanvasObject{v.menu}, After: []fyne.CanvasObject{v.add}}
	if b, ok := v.pane().(*bankPane); ok {
		before, after := b.header()
		return screen.Header{Before: append(h.Before, before...), After: after}
	}
	h.Before = append(h.Before, v.step)
	return h
}

// viewKeys are the keys of the views, as the menu shows them.
var viewKeys = map[fyne.KeyName]mode{fyne.KeyF5: modeWeek, fyne.KeyF6: modeDay, fyne.KeyF7: modeList, fyne.KeyF8: modeBank}

// TypedKey implements screen.Keyed.
func (v *view) TypedKey(e *fyne.KeyEvent) {
	if m, ok := viewKeys[e.Name]; ok {
		v.goTo(m)
		return
	}
	if e.Name == fyne.KeyF4 {
		v.favs.open()
		return
	}
	if v.pane().key(e) {
		return
	}
	switch e.Name {
	case fyne.KeyPageUp:
		v.turn(-1)
	case fyne.KeyPageDown:
		v.turn(1)
	}
}

// Commands implements screen.Commander.
func (v *view) Commands() []screen.Command {
	p := v.host.Printer()
	var list []screen.Command
	for _, m := range v.offered() {
		list = append(list, screen.Command{Title: p.T("timesheet.view", "view", p.T("timesheet.by_"+string(m))), Hint: keyOf(m), Run: func() { v.goTo(m) }})
	}
	if b, ok := v.pane().(*bankPane); ok {
		list = append(list, b.commands()...)
	}
	return append(list,
		screen.Command{Title: p.T("timesheet.favourites"), Hint: "F4", Run: v.favs.open},
		screen.Command{Title: p.T("timesheet.copy_week"), Run: func() { v.sheet().copyWeek(true) }},
	)
}

// offered are the views there are.
func (v *view) offered() []mode {
	list := []mode{modeWeek, modeDay, modeList}
	if v.deps.Bank != nil {
		list = append(list, modeBank)
	}
	return list
}

func keyOf(m mode) string {
	for k, of := range viewKeys {
		if of == m {
			return string(k)
		}
	}
	return ""
}

// goTo changes the view.
func (v *view) goTo(m mode) {
	if m == modeBank && v.deps.Bank == nil {
		return
	}
	if b, ok := v.panes[v.mode].(*bankPane); ok && m != modeBank {
		b.leave()
	}
	v.mode = m
	v.enter()
	v.host.HeaderChanged()
}

// goToDay shows the day of a person.
func (v *view) goToDay(person clients.ID, on civil.Date) {
	v.on, v.mode = on, modeDay
	if d, ok := v.pane().(*dayPane); ok {
		d.choose(person)
	}
	v.enter()
	v.host.HeaderChanged()
}

func (v *view) turn(by int) {
	v.pane().turn(by)
	v.host.HeaderChanged()
	v.reload()
}

// sheet is the week, made if it was not seen yet.
func (v *view) sheet() *weekPane {
	if v.mode != modeWeek {
		v.goTo(modeWeek)
	}
	w, _ := v.pane().(*weekPane)
	return w
}

func (v *view) monday() civil.Date { return v.on.WeekStart() }

func (v *view) modes() []*fyne.MenuItem {
	p := v.host.Printer()
	var items []*fyne.MenuItem
	for _, m := range v.offered() {
		it := fyne.NewMenuItem(p.T("timesheet.by_"+string(m))+"   "+keyOf(m), func() { v.goTo(m) })
		it.Checked = m == v.mode
		items = append(items, it)
	}
	items = append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(p.T("timesheet.favourites")+"   F4", v.favs.open))
	items = append(items, v.lockItems()...)
	if v.deps.Import != nil {
		items = append(items, fyne.NewMenuItem(p.T("timesheet.import"), func() { v.deps.Import(v.host, v.client) }))
	}
	return items
}

func (v *view) reload() {
	if v.client.ID != "" {
		v.favs.load()
		v.pane().load()
	}
}

// said tells what was done, with its undo, and shows it.
func (v *view) said(words string) {
	v.reload()
	v.host.Reload()
	v.host.Done(words)
}

// keepWarnings shows what was kept all the same, until it is closed.
func (v *view) keepWarnings(list []hours.Warning) {
	if len(list) == 0 {
		v.warned.Hide()
		v.root.Refresh()
		return
	}
	words := ""
	for _, w := range list {
		if words != "" {
			words += " "
		}
		words += v.host.Printer().Error(w)
	}
	v.warned.Set(widgets.ToneWarn, v.host.Printer().T("timesheet.kept", "warning", words), nil)
	v.warned.Show()
	v.root.Refresh()
}
