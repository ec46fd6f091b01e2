package control

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"regie/assets/icons"
	"regie/clients"
	"regie/clients/civil"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// Deps is what the control room stands on.
type Deps struct {
	Source Source
	Bus    *clients.Bus // nil: the screen looks again only when shown
}

// New declares the control room.
func New(d Deps) func(screen.Host) screen.Screen {
	return func(h screen.Host) screen.Screen {
		v := &view{host: h, deps: d, work: h.Runner().Scope(), month: h.Today().InMonth()}
		v.draw()
		v.work.Follow(d.Bus, v.load)
		return v
	}
}

type view struct {
	host  screen.Host
	deps  Deps
	work  *work.Runner
	month civil.Month
	shown bool

	root  *fyne.Container
	page  fyne.CanvasObject
	none  fyne.CanvasObject
	stats [4]*widgets.StatCard
	table *widgets.Table[row]
	today *list
	close *list
	cards [2]*widgets.Card
}

// Content implements screen.Screen.
func (v *view) Content() fyne.CanvasObject { return v.root }

// Show implements screen.Screen.
func (v *view) Show(r screen.Route) {
	v.shown = true
	if !r.Month.IsZero() {
		v.month = r.Month
	}
	v.load()
}

// Leave implements screen.Leaver: out of sight nothing is loaded again.
func (v *view) Leave() { v.shown = false }

// Rebrand implements screen.Branded.
func (v *view) Rebrand() { v.load() }

// Close implements screen.Screen.
func (v *view) Close() {
	v.work.Close()
}

// Month implements screen.Monthly.
func (v *view) Month() civil.Month { return v.month }

// SetMonth implements screen.Monthly.
func (v *view) SetMonth(m civil.Month) { v.month = m; v.load() }

// NewThing implements screen.Creator.
func (v *view) NewThing() { v.host.Go(screen.Route{Page: screen.PageNewClient}) }

// Header implements screen.Headed.
func (v *view) Header() screen.Header {
	p, today := v.host.Printer(), v.host.Today()
	_, week := today.ISOWeek()
	return screen.Header{
		Caption: p.T("control.day", "Day", p.DateLong(today), "Week", week),
		After:   []fyne.CanvasObject{widgets.NewPrimary(p.T("control.new"), icons.Plus, v.NewThing)},
	}
}

func (v *view) load() {
	if !v.shown {
		return
	}
	p, month, today := v.host.Printer(), v.month, v.host.Today()
	work.Run(v.work, "load", func(ctx context.Context) (model, error) {
		f, err := v.deps.Source.Facts(ctx, p, month, today)
		if err != nil {
			return model{}, err
		}
		return build(p, f, month, today), nil
	}, v.loaded)
}

func (v *view) loaded(m model, err error) {
	if err != nil {
		v.host.Fail(err)
		return
	}
	if m.empty {
		v.put(v.none)
		return
	}
	for i, s := range m.stats {
		v.stats[i].Set(s.label, s.figure, s.caption, s.tone)
	}
	v.table.SetRows(v.branded(m.rows))
	v.showToday(m)
	v.showClose(m)
	v.put(v.page)
}

// branded gives each row its client's logo as the rail has it.
func (v *view) branded(rows []row) []row {
	for i := range rows {
		c, _ := v.host.Client(rows[i].client.Key)
		rows[i].logo = c.Logo
	}
	return rows
}

// put shows the page, or that there is nothing yet. What the page holds has
// refreshed itself.
func (v *view) put(o fyne.CanvasObject) {
	if v.root.Objects[0] == o {
		return
	}
	v.root.RemoveAll()
	v.root.Add(o)
	canvas.Refresh(v.root)
}

func (v *view) open(client, tab, arg string) {
	v.host.Go(screen.Route{Page: screen.PageClient, Client: client, Tab: tab, Month: v.month, Arg: arg})
}

func itoa(n int) string { return strconv.Itoa(n) }

// tableRoom is the least width of the table of clients; where there is less
// beside the lists of the day, they stand below it.
const tableRoom = 640

func (v *view) draw() {
	p := v.host.Printer()
	for i := range v.stats {
		v.stats[i] = widgets.NewStatCard("", "", "")
	}
	v.table = widgets.NewTable(v.columns()).Whole().RowHeight(48)
	v.table.OnOpen = func(r row) { v.open(r.client.Key, "", "") }
	v.today, v.close = newList(), newList()
	v.cards = [2]*widgets.Card{
		widgets.NewCard(p.T("control.today"), "", v.today.box),
		widgets.NewCard("", "", v.close.box),
	}
	table := widgets.NewCard(p.T("control.clients"), p.T("control.clients_caption"), widgets.Inset(0, 8, 8, 8, v.table)).NoPadding()
	stats := widgets.Columns(theme.Space16, []float32{1, 1, 1, 1}, v.stats[0], v.stats[1], v.stats[2], v.stats[3])
	side := widgets.VBox(theme.Space16, v.cards[0], v.cards[1])
	board := widgets.Columns(theme.Space16, []float32{1, -328}, widgets.MinWidth(tableRoom, table), side)
	v.page = widgets.VScroll(widgets.Pad(theme.Space24, 20, widgets.VBox(theme.Space16, stats, board)))
	v.none = widgets.NewEmptyState(icons.Person, p.T("control.empty_title"), p.T("control.empty_text"),
		widgets.NewPrimary(p.T("control.new"), icons.Plus, v.NewThing))
	v.root = widgets.Inset(0, 0, 0, 0, widgets.Spacer())
}
