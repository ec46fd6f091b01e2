package timesheet

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regie/assets/icons"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// Deps are what the tab stands on.
type Deps struct {
	Hours Hours
	House House
	// Acting is the person at the keyboard.
	Acting func() clients.ID
	// Import opens the import of a file of hours; nil leaves it out.
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
	monday civil.Date
	listed bool
	md     model
	loaded bool
	added  map[string][]rowKey // rows added by hand, per client

	quick   *quickLine
	grid    *widgets.WeekGrid
	table   *widgets.Table[hours.Entry]
	sheet   *widgets.Card
	figure  *widgets.Text
	of      *widgets.Text
	chart   *widgets.LineChart
	outlook *widgets.Banner
	bank    *widgets.Card
	worth   *widgets.Table[worth]
	worths  *widgets.Card
	root    fyne.CanvasObject
	mode    *widgets.Button
	week    *widgets.Stepper
	add     *widgets.Button
}

const (
	againDelay = 150 * time.Millisecond
	// sheetHeight leaves the week some six rows in the smallest window.
	sheetHeight = 430
)

func newView(d Deps, h screen.Host) *view {
	p := h.Printer()
	v := &view{deps: d, host: h, work: h.Runner().Scope(), monday: h.Today().WeekStart(), added: map[string][]rowKey{}}
	v.quick = newQuickLine(v)
	v.grid = widgets.NewWeekGrid(p)
	v.grid.OnEdit = v.typed
	v.grid.OnOpen = v.openCell
	v.table = v.newTable()
	v.sheet = widgets.NewCard(p.T("timesheet.sheet"), p.T("timesheet.grammar"), nil)
	v.figure, v.of = widgets.Figure(""), widgets.Muted("").Ellipsis()
	v.chart = widgets.NewLineChart()
	v.outlook = widgets.NewBanner()
	v.bank = widgets.NewCard("", "", widgets.VBox(theme.Space8, widgets.HBox(theme.Space8, v.figure, v.of), v.chart, v.outlook))
	v.worth = v.newWorths()
	v.worths = widgets.NewCard(p.T("timesheet.by_level"), p.T("timesheet.value"), v.worth)
	side := widgets.VBox(theme.Space12, v.bank, v.worths)
	left := container.NewBorder(widgets.Inset(0, 0, theme.Space12, 0, v.quick.box), nil, nil, nil, widgets.MinHeight(sheetHeight, v.sheet))
	// In a narrow window the columns stand one under the other and the page scrolls.
	v.root = widgets.VScroll(widgets.Pad(theme.Space24, theme.Space16, widgets.Columns(theme.Space12, []float32{2.1, 1}, left, side)))
	v.mode = widgets.NewMenuButton(p.T("timesheet.by_week"), v.modes)
	v.week = widgets.NewStepper("", 130, func() { v.turn(-7) }, func() { v.turn(7) })
	v.add = widgets.NewPrimary(p.T("timesheet.add"), icons.Plus, v.NewThing).WithHint("Ctrl N")
	if d.Bus != nil {
		v.stop = d.Bus.Subscribe(func(e clients.Event) {
			if e.Touches("time_entry", "month_lock", "rate", "bank_movement", "contract") {
				v.work.After("again", againDelay, v.reload)
			}
		})
	}
	return v
}

// Content implements screen.Screen.
func (v *view) Content() fyne.CanvasObject { return v.root }

// Show implements screen.Screen.
func (v *view) Show(r screen.Route) {
	v.client, _ = v.host.Client(r.Client)
	accent := theme.Accent(v.client.Color, theme.Dark())
	v.grid.SetAccent(accent)
	v.chart.SetAccent(accent)
	if !r.Month.IsZero() && !r.Month.Contains(v.monday.AddDays(3)) {
		v.monday = r.Month.First().WeekStart()
		if r.Month.Contains(v.host.Today()) {
			v.monday = v.host.Today().WeekStart()
		}
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

// Filter implements screen.Filterer: the quick line.
func (v *view) Filter() { v.quick.field.Focus() }

// NewThing implements screen.Creator.
func (v *view) NewThing() { v.edit(nil) }

// Header implements screen.Headed.
func (v *view) Header() screen.Header {
	v.week.SetText(weekText(v.host.Printer(), v.monday))
	return screen.Header{Before: []fyne.CanvasObject{v.mode, v.week}, After: []fyne.CanvasObject{v.add}}
}

func (v *view) turn(days int) {
	v.monday = v.monday.AddDays(days)
	v.host.HeaderChanged()
	v.reload()
}

// month is the one most of the week lies in.
func (v *view) month() civil.Month { return v.monday.AddDays(3).InMonth() }

func (v *view) modes() []*fyne.MenuItem {
	p := v.host.Printer()
	set := func(listed bool, key string) *fyne.MenuItem {
		return fyne.NewMenuItem(p.T(key), func() {
			v.listed = listed
			v.mode.SetText(p.T(key))
			v.draw()
		})
	}
	items := []*fyne.MenuItem{set(false, "timesheet.by_week"), set(true, "timesheet.by_list"), fyne.NewMenuItemSeparator()}
	if v.md.lock == nil {
		items = append(items, fyne.NewMenuItem(p.T("timesheet.lock", "month", v.month()), func() { v.lock(true) }))
	} else {
		items = append(items, fyne.NewMenuItem(p.T("timesheet.unlock", "month", v.month()), func() { v.lock(false) }))
	}
	if v.deps.Import != nil {
		items = append(items, fyne.NewMenuItem(p.T("timesheet.import"), func() { v.deps.Import(v.host, v.client) }))
	}
	return items
}

func (v *view) reload() {
	if v.client.ID == "" {
		return
	}
	if v.grid.Typing() {
		v.work.After("again", againDelay, v.reload)
		return
	}
	id, monday, month := clients.ID(v.client.ID), v.monday, v.month()
	work.Run(v.work, "load", func(ctx context.Context) (model, error) {
		return load(ctx, v.deps.Hours, v.deps.House, id, monday, month)
	}, func(md model, err error) {
		if err != nil {
			v.host.Fail(err)
			return
		}
		v.md, v.loaded = md, true
		v.draw()
	})
}

func (v *view) draw() {
	if !v.loaded {
		return
	}
	p, today, m := v.host.Printer(), v.host.Today(), v.month()
	v.drawSheet()
	v.bank.SetTitle(p.T("timesheet.bank", "month", p.MonthName(m.Month)))
	v.bank.SetCaption(v.share())
	v.figure.SetText(p.Hours(v.md.bank.Total.Used))
	v.of.SetText(v.ofText())
	v.chart.Set(v.md.line(p, m, today))
	sentence, tone := v.md.outlook(p, m, today)
	v.outlook.Set(tone, sentence, nil)
	v.worth.SetRows(v.md.worths(p))
	v.bank.Refresh()
}

// share is how the hours are sold, when as a share of full time.
func (v *view) share() string {
	if c := v.md.bank.Contract; c != nil && c.Share != "" {
		return v.host.Printer().T("timesheet.share", "share", c.Share)
	}
	return ""
}

func (v *view) ofText() string {
	p, b := v.host.Printer(), v.md.bank
	if b.Contract == nil {
		return ""
	}
	s := p.T("timesheet.of", "hours", civil.Minutes(b.Total.Available()))
	if b.Total.CarriedIn != 0 {
		s += p.T("timesheet.carried", "hours", p.Hours(b.Total.CarriedIn))
	}
	return s
}

func (v *view) drawSheet() {
	p := v.host.Printer()
	if v.listed {
		v.sheet.SetTitle(p.T("timesheet.entries", "month", v.month()))
		v.sheet.SetCaption(p.N("timesheet.count", len(v.md.entries)))
		v.table.SetRows(v.md.entries)
		v.sheet.SetContent(v.table)
		return
	}
	v.sheet.SetTitle(p.T("timesheet.sheet"))
	v.sheet.SetCaption(p.T("timesheet.grammar"))
	v.grid.Set(v.md.grid(p, v.host.Today(), v.added[v.client.Key]))
	line := widgets.NewGhost(p.T("timesheet.add_row"), icons.Plus, v.addRow)
	last := widgets.NewGhost(p.T("timesheet.copy_week"), icons.Copy, v.copyWeek)
	bottom := widgets.HBox(theme.Space8, line, last)
	if v.md.lock != nil {
		bottom.Objects = []fyne.CanvasObject{widgets.NewNote(widgets.ToneInfo, p.T("timesheet.locked", "month", v.month()))}
	}
	v.sheet.SetContent(widgets.VScroll(container.NewVBox(v.grid, bottom)))
}

// typed reads a cell at once and keeps it in the background.
func (v *view) typed(row string, day int, typed string) (int64, error) {
	p := v.host.Printer()
	var seconds int64
	if strings.TrimSpace(typed) != "" {
		var err error
		if seconds, err = civil.ParseDuration(typed); err != nil {
			return 0, sentence{p.Error(err)}
		}
	}
	hat, person, _ := strings.Cut(row, "|")
	id, on := clients.ID(v.client.ID), v.monday.AddDays(day)
	work.Do(v.work, "", func(ctx context.Context) error {
		_, err := v.deps.Hours.SetCell(ctx, hours.CellEdit{Client: id, Person: clients.ID(person), Hat: hat, On: on, Text: typed})
		return err
	}, func(err error) {
		if err == nil {
			return // the committed event draws the week again
		}
		if _, known := fault.As(err); !known {
			v.host.Fail(err)
		}
		v.grid.CellError(row, day, typed, p.Error(err))
	})
	return seconds, nil
}

// sentence is a refusal already in the user's language.
type sentence struct{ s string }

func (s sentence) Error() string { return s.s }

// openCell shows the entries behind a cell.
func (v *view) openCell(row string, day int) {
	hat, person, _ := strings.Cut(row, "|")
	on := v.monday.AddDays(day)
	i := slices.IndexFunc(v.md.entries, func(e hours.Entry) bool {
		return e.Hat == hat && e.Person == clients.ID(person) && e.On == on && !e.Running
	})
	if i < 0 {
		v.editAt(nil, rowKey{hat, clients.ID(person)}, on)
		return
	}
	v.edit(&v.md.entries[i])
}

func (v *view) copyWeek() {
	id, to := clients.ID(v.client.ID), v.monday
	work.Run(v.work, "", func(ctx context.Context) (int, error) {
		return v.deps.Hours.CopyWeek(ctx, id, to.AddDays(-7), to)
	}, func(n int, err error) {
		if err != nil {
			v.host.Fail(err)
			return
		}
		v.reload()
		v.host.Toast(v.host.Printer().N("timesheet.copied", n), v.deps.Undo)
	})
}

func (v *view) said(key string) {
	v.reload()
	v.host.Reload()
	v.host.Toast(v.host.Printer().T(key), v.deps.Undo)
}
