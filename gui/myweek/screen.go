package myweek

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regie/assets/icons"
	"regie/clients"
	"regie/clients/civil"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// Deps are what the page stands on.
type Deps struct {
	Calendar Calendar
	Hours    Hours
	House    House
	// Acting is the person at the keyboard; empty when nobody was chosen.
	Acting func() clients.ID
	Now    clients.Clock
	Bus    *clients.Bus
}

// New makes the page.
func New(d Deps) func(screen.Host) screen.Screen {
	return func(h screen.Host) screen.Screen { return newView(d, h) }
}

// whose says whose week is shown.
type whose int

const (
	mine whose = iota
	everyones
	anothers
)

type view struct {
	deps   Deps
	host   screen.Host
	work   *work.Runner
	shown  bool
	known  int // clients of the rail at the last load
	monday civil.Date
	whose  whose
	other  clients.ID // of anothers
	listed bool
	chosen bool // the user chose list or columns
	md     board

	who    *widgets.Button
	mode   *widgets.Button
	week   *widgets.Stepper
	now    *widgets.Button
	body   *fyne.Container
	scroll *container.Scroll
	none   *widgets.EmptyState
	root   *fyne.Container
}

func newView(d Deps, h screen.Host) *view {
	p := h.Printer()
	v := &view{deps: d, host: h, work: h.Runner().Scope(), monday: h.Today().WeekStart()}
	if d.Acting() == "" {
		v.whose = everyones
	}
	v.who = widgets.NewMenuButton("", v.people)
	v.mode = widgets.NewMenuButton(p.T("myweek.columns"), v.modes)
	v.week = widgets.NewStepper("", 130, func() { v.turn(-7) }, func() { v.turn(7) })
	v.now = widgets.NewButton(p.T("myweek.this_week"), icons.None, func() { v.goTo(h.Today().WeekStart()) })
	v.body = widgets.VBox(0)
	v.scroll = widgets.VScroll(widgets.Pad(theme.Space24, 20, v.body))
	v.none = widgets.NewEmptyState(icons.Week, p.T("myweek.empty_title"), p.T("myweek.empty_text"),
		widgets.NewPrimary(p.T("myweek.everyone"), icons.Person, func() { v.choose(everyones, "") }),
		widgets.NewButton(p.T("myweek.plan"), icons.Calendar, v.NewThing))
	v.root = container.NewStack(v.scroll, v.none)
	v.none.Hide()
	v.work.Follow(d.Bus, v.reload, "item", "item_text", "decision", "time_entry", "absence", "client", "staff")
	return v
}

// Content implements screen.Screen.
func (v *view) Content() fyne.CanvasObject { return v.root }

// Show implements screen.Screen.
func (v *view) Show(screen.Route) { v.shown = true; v.reload() }

// Leave implements screen.Leaver: out of sight nothing is loaded again.
func (v *view) Leave() { v.shown = false }

// Rebrand implements screen.Branded.
func (v *view) Rebrand() { v.reload() }

// Close implements screen.Screen.
func (v *view) Close() {
	v.work.Close()
}

// NewThing implements screen.Creator: the first client's calendar.
func (v *view) NewThing() {
	if list := v.host.Clients(); len(list) > 0 {
		v.host.Go(screen.Route{Page: screen.PageClient, Client: list[0].Key, Tab: screen.TabCalendar})
	}
}

// Header implements screen.Headed.
func (v *view) Header() screen.Header {
	v.noticed()
	p := v.host.Printer()
	v.week.SetText(p.DateShort(v.monday) + " – " + p.DateShort(v.monday.AddDays(6)))
	v.who.SetText(v.whoName())
	v.mode.SetText(p.T(v.modeKey()))
	if v.monday == v.host.Today().WeekStart() {
		v.now.Disable()
	} else {
		v.now.Enable()
	}
	_, week := v.monday.ISOWeek()
	return screen.Header{
		Caption: p.T("myweek.caption", "week", week, "sum", v.md.sum),
		Before:  []fyne.CanvasObject{v.mode, v.who},
		After:   []fyne.CanvasObject{v.now, v.week},
	}
}

// TypedKey implements screen.Keyed: arrows turn the weeks.
func (v *view) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyLeft, fyne.KeyPageUp:
		v.turn(-7)
	case fyne.KeyRight, fyne.KeyPageDown:
		v.turn(7)
	case fyne.KeyHome:
		v.goTo(v.host.Today().WeekStart())
	}
}

// Filter implements screen.Filterer: whose week.
func (v *view) Filter() { v.who.Press() }

func (v *view) turn(days int) { v.goTo(v.monday.AddDays(days)) }

func (v *view) goTo(monday civil.Date) {
	v.monday = monday
	v.host.HeaderChanged()
	v.reload()
}

func (v *view) choose(w whose, other clients.ID) {
	v.whose, v.other = w, other
	v.host.HeaderChanged()
	v.reload()
}

func (v *view) whoName() string {
	p := v.host.Printer()
	switch v.whose {
	case everyones:
		return p.T("myweek.everyone")
	case anothers:
		for _, s := range v.md.staff {
			if s.ID == v.other {
				return s.Name
			}
		}
	}
	return p.T("myweek.mine")
}

func (v *view) people() []*fyne.MenuItem {
	p, acting := v.host.Printer(), v.deps.Acting()
	var items []*fyne.MenuItem
	if acting != "" {
		items = append(items, fyne.NewMenuItem(p.T("myweek.mine"), func() { v.choose(mine, "") }))
	}
	items = append(items, fyne.NewMenuItem(p.T("myweek.everyone"), func() { v.choose(everyones, "") }), fyne.NewMenuItemSeparator())
	for _, s := range v.md.staff {
		if s.ID != acting {
			items = append(items, fyne.NewMenuItem(s.Name, func() { v.choose(anothers, s.ID) }))
		}
	}
	return items
}

func (v *view) modeKey() string {
	if v.asList() {
		return "myweek.list"
	}
	return "myweek.columns"
}

// asList tells whether days follow one another; seven columns need room.
func (v *view) asList() bool {
	if v.chosen {
		return v.listed
	}
	return v.host.Narrow()
}

func (v *view) modes() []*fyne.MenuItem {
	p := v.host.Printer()
	set := func(listed bool, key string) *fyne.MenuItem {
		return fyne.NewMenuItem(p.T(key), func() {
			v.listed, v.chosen = listed, true
			v.draw()
			v.host.HeaderChanged()
		})
	}
	return []*fyne.MenuItem{set(false, "myweek.columns"), set(true, "myweek.list")}
}

// person is whose items are read, empty for everyone's.
func (v *view) person() clients.ID {
	switch v.whose {
	case mine:
		return v.deps.Acting()
	case anothers:
		return v.other
	default:
		return ""
	}
}

// noticed loads again when the rail has come to know other clients: the shell
// asks for the header whenever it has loaded them.
func (v *view) noticed() {
	if v.shown && len(v.host.Clients()) != v.known {
		v.reload()
	}
}

func (v *view) reload() {
	if !v.shown {
		return
	}
	v.known = len(v.host.Clients())
	p, monday, person, today := v.host.Printer(), v.monday, v.person(), v.host.Today()
	known := map[string]screen.Client{}
	for _, c := range v.host.Clients() {
		known[c.ID] = c
	}
	of := func(id string) (screen.Client, bool) { c, ok := known[id]; return c, ok }
	work.Load(v.work, "load", func(ctx context.Context) (board, error) {
		f, err := gather(ctx, v.deps, monday, person)
		if err != nil {
			return board{}, err
		}
		return build(p, f, v.deps.Calendar.Limits(), of, today, v.deps.Now(), person == ""), nil
	}, v.host.Fail, func(b board) {
		v.md = b
		v.draw()
		v.host.HeaderChanged()
	})
}
