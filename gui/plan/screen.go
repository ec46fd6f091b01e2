package plan

import (
	"context"

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

// Deps are what the tab stands on.
type Deps struct {
	Calendar Calendar
	House    House
	// Import opens the import of a calendar's spreadsheet; nil leaves it out.
	Import func(h screen.Host, client screen.Client)
	// PackFiles writes a validation pack; nil leaves its files out.
	PackFiles PackFiles
	// Exports writes the plan; nil leaves it out.
	Exports Exports
	// Papers are the other files offered of a client.
	Papers []Paper
	// Campaigns, Ideas, Mix, Notebook, Media, Days and Slots make the views of
	// campaigns and contests, of ideas, of pillars, of experiments, of the
	// client's library, of key dates and of slots; nil leaves one out.
	Campaigns, Ideas, Mix, Notebook, Media, Days, Slots func(screen.Host) screen.Screen
	Bus                                                 *clients.Bus
}

// New makes the tab.
func New(d Deps) func(screen.Host) screen.Screen {
	return func(h screen.Host) screen.Screen { return newView(d, h) }
}

type view struct {
	deps   Deps
	host   screen.Host
	work   *work.Runner
	client screen.Client
	month  civil.Month
	filter filter
	mode   mode
	monday civil.Date // of the week shown
	md     model
	item   clients.ID // shown beside the grid
	detail calendar.Detail
	shut   func() // closes the item's dialog

	inside   map[mode]embedded         // the ways of looking that are views of their own
	extended map[clients.ID]civil.Date // up to where series were made in this session

	networks  *widgets.FilterChip
	states    *widgets.FilterChip
	campaigns *widgets.FilterChip
	authors   *widgets.FilterChip
	pillars   *widgets.FilterChip
	marks     *widgets.FilterChip
	step      *widgets.Stepper
	held      *fyne.Container
	sum       *sumLine
	grid      *widgets.MonthGrid
	week      *widgets.HourWeek
	board     *widgets.Board
	table     *widgets.Table[calendar.Row]
	center    *fyne.Container
	side      *fyne.Container
	filters   *fyne.Container
	root      fyne.CanvasObject
	views     *widgets.Button
	add       *widgets.Button
}

const (
	sideWidth = 330
)

func newView(d Deps, h screen.Host) *view {
	p := h.Printer()
	v := &view{deps: d, host: h, work: h.Runner().Scope(), month: h.Today().InMonth()}
	v.networks = widgets.NewFilterChip(p, p.T("plan.all_networks"), nil, func(keys []string) { v.filter.networks = keys; v.draw() })
	v.states = widgets.NewFilterChip(p, p.T("plan.all_states"), stateOptions(v), func(keys []string) { v.filter.states = keys; v.draw() })
	v.campaigns = widgets.NewFilterChip(p, p.T("plan.all_campaigns"), nil, func(keys []string) { v.filter.campaigns = keys; v.draw() })
	v.authors = widgets.NewFilterChip(p, p.T("plan.all_authors"), nil, func(keys []string) { v.filter.authors = keys; v.draw() })
	v.pillars = widgets.NewFilterChip(p, p.T("plan.all_pillars"), nil, func(keys []string) { v.filter.pillars = keys; v.draw() })
	v.step = widgets.NewStepper("", 124, func() { v.turnWeek(-1) }, func() { v.turnWeek(1) })
	v.held = container.NewStack()
	v.marks = widgets.NewFilterChip(p, p.T("keydates.show"), nil, func(keys []string) { v.filter.calendars = keys; v.draw() })
	v.sum = newSumLine()
	v.grid = v.newGrid()
	v.week = v.newWeek()
	v.board = v.newBoard()
	v.table = v.newTable()
	v.center = container.NewStack(v.grid)
	v.side = container.NewStack()
	v.filters = widgets.Inset(0, 0, theme.Space8, 0, widgets.HBox(theme.Space8, v.networks, v.states, v.campaigns, v.pillars, v.authors, v.marks, widgets.Grow(v.sum.box)))
	body := container.NewBorder(widgets.VBox(0, v.held, v.filters), nil, nil, nil, v.center)
	v.root = widgets.Pad(theme.Space24, theme.Space16, container.NewBorder(nil, nil, nil, v.side, body))
	v.views = widgets.NewMenuButton(p.T("plan.by_month"), v.viewItems)
	v.add = widgets.NewPrimary(p.T("plan.new"), icons.Plus, v.NewThing).WithHint("Ctrl N")
	v.embed()
	v.work.Follow(d.Bus, v.reload, "item", "item_text", "decision", "item_comment", "pillar", "experiment", "own_day", "client")
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
	g.OnNew = func(d civil.Date) { v.create(d, civil.NoClock) }
	g.OnMove = func(it widgets.MonthItem, to civil.Date, copied bool) { v.move(it, to, nil, copied) }
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
	v.accent(theme.Accent(c.Color, theme.Dark()))
	if !r.Month.IsZero() {
		v.month = r.Month
	}
	if r.Arg == string(byMedia) && v.inside[byMedia] != nil {
		v.setMode(byMedia)
	} else if r.Arg != "" {
		if v.inside[v.mode] != nil {
			v.setMode(byMonth)
		}
		v.open(clients.ID(r.Arg))
	}
	v.reload()
}

// Close implements screen.Screen.
func (v *view) Close() {
	for _, e := range v.inside {
		e.Close()
	}
	v.work.Close()
}

// Leave implements screen.Leaver.
func (v *view) Leave() {
	v.leaveInside()
}

// Month implements screen.Monthly.
func (v *view) Month() civil.Month { return v.month }

// SetMonth implements screen.Monthly.
func (v *view) SetMonth(m civil.Month) {
	v.month = m
	v.monday = firstWeek(m, v.host.Today())
	v.reload()
}

// NewThing implements screen.Creator.
func (v *view) NewThing() {
	if e := v.inside[v.mode]; e != nil {
		e.NewThing()
		return
	}
	on := v.grid.Selected()
	if v.mode == byWeek {
		on = v.week.Selected()
	}
	v.create(on, civil.NoClock)
}

// Filter implements screen.Filterer.
func (v *view) Filter() {
	e := v.inside[v.mode]
	if e == nil {
		v.states.Press()
	} else if f, ok := e.(screen.Filterer); ok {
		f.Filter()
	}
}

// Header implements screen.Headed.
func (v *view) Header() screen.Header {
	head := screen.Header{Before: []fyne.CanvasObject{v.views}, After: []fyne.CanvasObject{v.add}}
	if v.mode == byWeek {
		head.Period = v.step
	}
	if e := v.inside[v.mode]; e != nil {
		inside := e.Header()
		head.After = inside.After
		head.Before = append(head.Before, inside.Before...)
		if !v.mode.monthly() {
			head.Period = container.NewWithoutLayout()
		}
	}
	return head
}

func (v *view) reload() {
	if v.client.ID == "" {
		return
	}
	id, month := clients.ID(v.client.ID), v.month
	v.extend(id)
	work.Load(v.work, "load", func(ctx context.Context) (model, error) {
		return load(ctx, v.deps.Calendar, v.deps.House, id, month)
	}, v.host.Fail, func(md model) {
		v.md = md
		var options []widgets.Option
		for _, n := range md.networks {
			options = append(options, widgets.Option{Key: n, Label: v.networkName(n)})
		}
		v.networks.SetOptions(options)
		v.campaigns.SetOptions(campaignOptions(md.campaigns))
		v.authors.SetOptions(staffOptions(md.staff))
		v.pillars.SetOptions(pillarOptions(md.pillars, ""))
		v.marks.SetOptions(markOptions(v.host.Printer(), md.sectors))
		v.showHeld()
		v.draw()
		if v.item != "" {
			v.open(v.item)
		}
	})
}

func (v *view) networkName(n string) string {
	return v.deps.Calendar.Limits().Name(n, string(v.host.Printer().Lang()))
}

// move carries out a drag, and offers to take it back.
func (v *view) move(it widgets.MonthItem, to civil.Date, at *civil.Clock, copied bool) {
	p, id := v.host.Printer(), clients.ID(it.ID)
	work.Do(v.work, "", func(ctx context.Context) error {
		if copied {
			_, err := v.deps.Calendar.Copy(ctx, id, to)
			return err
		}
		_, err := v.deps.Calendar.Move(ctx, id, to, at, calendar.ByAgency)
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
		v.host.Done(p.T(key, "title", it.Title, "date", to))
	})
}
