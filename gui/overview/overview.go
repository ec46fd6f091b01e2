package overview

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

// Deps are what the tab stands on.
type Deps struct {
	Hours    Hours
	Calendar Calendar
	Budget   Budget
	History  History
	House    House
	Now      clients.Clock
	// Import opens the import of a file for a client; nil leaves it out.
	Import func(h screen.Host, client screen.Client)
	Bus    *clients.Bus
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
	shown  bool
	md     model

	stats   [4]*figure
	items   *widgets.Card
	list    *fyne.Container
	chart   *widgets.LineChart
	outlook *widgets.Banner
	hours   *widgets.Card
	made    *widgets.Card
	table   *fyne.Container
	alerts  *widgets.Card
	alert   *fyne.Container
	worked  *widgets.Card
	work2   *fyne.Container
	bars    *widgets.HBars
	acts    *fyne.Container
	page    fyne.CanvasObject
	none    *widgets.EmptyState
	root    *fyne.Container
	add     *widgets.Button
}

func newView(d Deps, h screen.Host) *view {
	p := h.Printer()
	v := &view{deps: d, host: h, work: h.Runner().Scope(), month: h.Today().InMonth()}
	for i := range v.stats {
		v.stats[i] = newFigure(func() { v.tab(v.md.stats[i].tab, "") })
	}
	v.list, v.table, v.alert, v.acts = widgets.VBox(0), widgets.VBox(theme.Space12), widgets.VBox(theme.Space4), widgets.VBox(theme.Space8)
	v.items = widgets.NewCard("", "", v.list)
	v.chart, v.outlook = widgets.NewLineChart(), widgets.NewBanner()
	v.hours = widgets.NewCard(p.T("overview.chart"), "", widgets.VBox(theme.Space8, v.chart, v.outlook))
	v.made = widgets.NewCard(p.T("overview.made"), "", v.table)
	v.alerts = widgets.NewCard(p.T("overview.alerts"), "", v.alert)
	v.bars = widgets.NewHBars()
	v.work2 = widgets.VBox(theme.Space8)
	v.worked = widgets.NewCard(p.T("overview.worked"), "", v.work2)
	journal := widgets.NewCard(p.T("overview.journal"), p.T("overview.journal_caption"), v.acts)
	stats := widgets.Columns(theme.Space16, []float32{1, 1, 1, 1}, v.stats[0].box, v.stats[1].box, v.stats[2].box, v.stats[3].box)
	board := widgets.Columns(theme.Space16, []float32{1.65, 1},
		widgets.VBox(theme.Space16, v.items, v.hours, v.made),
		widgets.VBox(theme.Space16, v.alerts, v.worked, journal))
	v.page = widgets.VScroll(widgets.Pad(theme.Space24, 20, widgets.VBox(theme.Space16, stats, board)))
	v.none = v.newEmpty()
	v.root = container.NewStack(v.page, v.none)
	v.none.Hide()
	v.add = widgets.NewPrimary(p.T("overview.new"), icons.Plus, v.NewThing).WithHint("Ctrl N")
	v.work.Follow(d.Bus, v.reload)
	return v
}

// newEmpty says what belongs here and offers the ways in.
func (v *view) newEmpty() *widgets.EmptyState {
	p := v.host.Printer()
	buttons := []*widgets.Button{
		widgets.NewPrimary(p.T("overview.new"), icons.Plus, v.NewThing),
		widgets.NewButton(p.T("overview.log_time"), icons.Clock, func() { v.tab(screen.TabTime, "") }),
	}
	if v.deps.Import != nil {
		buttons = append(buttons, widgets.NewButton(p.T("overview.import"), icons.Upload, func() { v.deps.Import(v.host, v.client) }))
	}
	return widgets.NewEmptyState(icons.Calendar, p.T("overview.empty_title"), p.T("overview.empty_text"), buttons...)
}

// Content implements screen.Screen.
func (v *view) Content() fyne.CanvasObject { return v.root }

// Show implements screen.Screen.
func (v *view) Show(r screen.Route) {
	v.client, _ = v.host.Client(r.Client)
	v.shown = true
	if !r.Month.IsZero() {
		v.month = r.Month
	}
	v.chart.SetAccent(theme.Accent(v.client.Color, theme.Dark()))
	v.reload()
}

// Leave implements screen.Leaver: out of sight nothing is loaded again.
func (v *view) Leave() { v.shown = false }

// Close implements screen.Screen.
func (v *view) Close() {
	v.work.Close()
}

// Month implements screen.Monthly.
func (v *view) Month() civil.Month { return v.month }

// SetMonth implements screen.Monthly.
func (v *view) SetMonth(m civil.Month) { v.month = m; v.reload() }

// NewThing implements screen.Creator: the calendar makes it.
func (v *view) NewThing() { v.tab(screen.TabCalendar, "") }

// Header implements screen.Headed.
func (v *view) Header() screen.Header { return screen.Header{After: []fyne.CanvasObject{v.add}} }

func (v *view) tab(tab, arg string) {
	if tab != "" {
		v.host.Go(screen.Route{Page: screen.PageClient, Client: v.client.Key, Tab: tab, Month: v.month, Arg: arg})
	}
}

func (v *view) reload() {
	if v.client.ID == "" || !v.shown {
		return
	}
	p, id, month, today, now := v.host.Printer(), clients.ID(v.client.ID), v.month, v.host.Today(), v.deps.Now
	work.Run(v.work, "load", func(ctx context.Context) (model, error) {
		f, err := gather(ctx, v.deps, id, month, today)
		if err != nil {
			return model{}, err
		}
		return build(p, f, now()), nil
	}, v.loaded)
}

func (v *view) loaded(m model, err error) {
	if err != nil {
		v.host.Fail(err)
		return
	}
	v.md = m
	v.none.Hidden = !m.empty
	if m.empty {
		v.page.Hide()
		v.root.Refresh()
		return
	}
	v.page.Show()
	v.draw()
	v.root.Refresh()
}
