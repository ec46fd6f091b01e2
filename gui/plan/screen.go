package plan

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regie/assets/icons"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/gui/itemlook"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// Deps are what the tab stands on.
type Deps struct {
	Calendar Calendar
	House    House
	// Import opens the import of a calendar's spreadsheet; nil leaves it out.
	Import func(h screen.Host, client screen.Client)
	// Undo takes the last act of the acting person back.
	Undo func(context.Context) error
	Bus  *clients.Bus
}

// New makes the tab.
func New(d Deps) func(screen.Host) screen.Screen {
	return func(h screen.Host) screen.Screen { return newView(d, h) }
}

type view struct {
	deps   Deps
	host   screen.Host
	work   *work.Runner
	stop   func()
	client screen.Client
	month  civil.Month
	filter filter
	listed bool
	md     model
	item   clients.ID // shown beside the grid
	detail calendar.Detail
	shut   func() // closes the item's dialog

	networks *widgets.FilterChip
	states   *widgets.FilterChip
	sum      *widgets.Text
	grid     *widgets.MonthGrid
	table    *widgets.Table[calendar.Row]
	center   *fyne.Container
	side     *fyne.Container
	root     fyne.CanvasObject
	mode     *widgets.Button
	add      *widgets.Button
}

const (
	againDelay = 120 * time.Millisecond
	sideWidth  = 330
)

func newView(d Deps, h screen.Host) *view {
	p := h.Printer()
	v := &view{deps: d, host: h, work: h.Runner().Scope(), month: h.Today().InMonth(), filter: filter{marks: true}}
	v.networks = widgets.NewFilterChip(p, p.T("plan.all_networks"), nil, func(keys []string) { v.filter.networks = keys; v.draw() })
	v.states = widgets.NewFilterChip(p, p.T("plan.all_states"), stateOptions(v), func(keys []string) { v.filter.states = keys; v.draw() })
	marks := widgets.NewToggleChip(p.T("plan.marks"), true, func(on bool) { v.filter.marks = on; v.draw() })
	v.sum = widgets.Muted("").Ellipsis()
	v.grid = v.newGrid()
	v.table = v.newTable()
	v.center = container.NewStack(v.grid)
	v.side = container.NewStack()
	chipsRow := widgets.Inset(0, 0, theme.Space8, 0, widgets.HBox(theme.Space8, v.networks, v.states, marks, widgets.Spacer(), v.sum))
	body := container.NewBorder(chipsRow, nil, nil, nil, v.center)
	v.root = widgets.Pad(theme.Space24, theme.Space16, container.NewBorder(nil, nil, nil, v.side, body))
	v.mode = widgets.NewMenuButton(p.T("plan.by_month"), v.modes)
	v.add = widgets.NewPrimary(p.T("plan.new"), icons.Plus, v.NewThing).WithHint("Ctrl N")
	if d.Bus != nil {
		v.stop = d.Bus.Subscribe(func(e clients.Event) {
			if e.Touches("item", "item_text", "decision", "item_comment") {
				v.work.After("again", againDelay, v.reload)
			}
		})
	}
	return v
}

func (v *view) newGrid() *widgets.MonthGrid {
	g := widgets.NewMonthGrid(v.host.Printer())
	g.OnSelect = func(civil.Date) {}
	g.OnOpen = func(it widgets.MonthItem) {
		if it.ID != "" {
			v.open(clients.ID(it.ID))
		}
	}
	g.OnNew = func(d civil.Date) { v.create(d) }
	g.OnMove = v.move
	g.OnTurn = func(n int) { v.SetMonth(v.month.Add(n)); v.host.HeaderChanged() }
	return g
}

func stateOptions(v *view) []widgets.Option {
	var list []widgets.Option
	for _, s := range calendar.States() {
		list = append(list, widgets.Option{Key: string(s), Label: v.host.Printer().T("calendar.state." + string(s))})
	}
	return list
}

// Content implements screen.Screen.
func (v *view) Content() fyne.CanvasObject { return v.root }

// Show implements screen.Screen; Arg opens an item.
func (v *view) Show(r screen.Route) {
	c, _ := v.host.Client(r.Client)
	if c.Key != v.client.Key {
		v.item = ""
		v.side.Objects = nil
	}
	v.client = c
	v.grid.SetAccent(theme.Accent(c.Color, theme.Dark()))
	if !r.Month.IsZero() {
		v.month = r.Month
	}
	if r.Arg != "" {
		v.open(clients.ID(r.Arg))
	}
	v.reload()
}

// Close implements screen.Screen.
func (v *view) Close() {
	if v.stop != nil {
		v.stop()
	}
	v.work.Close()
}

// Month implements screen.Monthly.
func (v *view) Month() civil.Month { return v.month }

// SetMonth implements screen.Monthly.
func (v *view) SetMonth(m civil.Month) { v.month = m; v.reload() }

// NewThing implements screen.Creator.
func (v *view) NewThing() { v.create(v.grid.Selected()) }

// Filter implements screen.Filterer.
func (v *view) Filter() { v.states.Press() }

// Header implements screen.Headed.
func (v *view) Header() screen.Header {
	return screen.Header{Before: []fyne.CanvasObject{v.mode}, After: []fyne.CanvasObject{v.add}}
}

func (v *view) modes() []*fyne.MenuItem {
	p := v.host.Printer()
	set := func(listed bool, key string) *fyne.MenuItem {
		return fyne.NewMenuItem(p.T(key), func() {
			v.listed = listed
			v.mode.SetText(p.T(key))
			v.draw()
		})
	}
	items := []*fyne.MenuItem{set(false, "plan.by_month"), set(true, "plan.by_list")}
	if v.deps.Import != nil {
		items = append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(p.T("plan.import"), func() { v.deps.Import(v.host, v.client) }))
	}
	return items
}

func (v *view) reload() {
	if v.client.ID == "" {
		return
	}
	id, month := clients.ID(v.client.ID), v.month
	work.Run(v.work, "load", func(ctx context.Context) (model, error) {
		return load(ctx, v.deps.Calendar, v.deps.House, id, month)
	}, func(md model, err error) {
		if err != nil {
			v.host.Fail(err)
			return
		}
		v.md = md
		var options []widgets.Option
		for _, n := range md.networks {
			options = append(options, widgets.Option{Key: n, Label: v.networkName(n)})
		}
		v.networks.SetOptions(options)
		v.draw()
		if v.item != "" {
			v.open(v.item)
		}
	})
}

func (v *view) networkName(n string) string {
	return v.deps.Calendar.Limits().Name(n, string(v.host.Printer().Lang()))
}

// draw shows what is loaded through the filter.
func (v *view) draw() {
	p := v.host.Printer()
	v.sum.SetText(summary(p, v.md.view))
	if v.listed {
		var rows []calendar.Row
		for _, r := range v.md.rows {
			if v.filter.lets(r) {
				rows = append(rows, r)
			}
		}
		v.table.SetRows(rows)
		v.center.Objects = []fyne.CanvasObject{widgets.NewCard("", "", v.table)}
	} else {
		items, marks := chips(p, v.md.view, v.filter, v.deps.Calendar.Limits())
		v.grid.SetMonth(v.month, v.host.Today(), items, marks)
		v.center.Objects = []fyne.CanvasObject{v.grid}
	}
	v.center.Refresh()
}

// move carries out a drag, and offers to take it back.
func (v *view) move(it widgets.MonthItem, to civil.Date, copied bool) {
	p, id := v.host.Printer(), clients.ID(it.ID)
	work.Do(v.work, "", func(ctx context.Context) error {
		if copied {
			_, err := v.deps.Calendar.Copy(ctx, id, to)
			return err
		}
		_, err := v.deps.Calendar.Move(ctx, id, to, nil, calendar.ByAgency)
		return err
	}, func(err error) {
		v.reload()
		if err != nil {
			v.host.Fail(err)
			return
		}
		key := "plan.moved"
		if copied {
			key = "plan.copied"
		}
		v.host.Toast(p.T(key, "title", it.Title, "date", to), v.deps.Undo)
	})
}

func (v *view) newTable() *widgets.Table[calendar.Row] {
	p := v.host.Printer()
	t := widgets.NewTable([]widgets.Column[calendar.Row]{
		{Title: p.T("common.date"), Width: 110, Text: func(r calendar.Row) string { return p.DateShort(r.On) }, Less: func(a, b calendar.Row) bool { return a.On.Before(b.On) }},
		{Title: p.T("plan.at"), Width: 60, Muted: true, Text: func(r calendar.Row) string {
			if r.At == civil.NoClock {
				return ""
			}
			return p.Clock(r.At)
		}},
		{Title: p.T("plan.kind"), Width: 110, Muted: true, Text: func(r calendar.Row) string { return p.T("calendar.kind." + string(r.Kind)) }},
		{Title: p.T("plan.networks"), Width: 100, Text: func(r calendar.Row) string { return codes(v, r.Networks) }},
		{Title: p.T("plan.title"), Flex: 1, Bold: true, Text: func(r calendar.Row) string { return r.Title }, Less: func(a, b calendar.Row) bool { return a.Title < b.Title }},
		{Title: p.T("plan.author"), Width: 110, Muted: true, Text: func(r calendar.Row) string { return v.md.staffName(r.Author) }},
		{
			Title: p.T("common.state"), Width: 150,
			Make: func() fyne.CanvasObject { return widgets.NewPill(widgets.ToneNeutral, "") },
			Update: func(r calendar.Row, o fyne.CanvasObject) {
				sign, tone := itemlook.State(r.State)
				o.(*widgets.Pill).SetSigned(tone, sign, p.T("calendar.state."+string(r.State)))
			},
			Less: func(a, b calendar.Row) bool { return a.State < b.State },
		},
	})
	t.OnOpen = func(r calendar.Row) { v.open(r.ID) }
	return t
}

func codes(v *view, networks []string) string {
	s := ""
	for i, n := range networks {
		if i > 0 {
			s += " "
		}
		s += v.deps.Calendar.Limits().Code(n)
	}
	return s
}
