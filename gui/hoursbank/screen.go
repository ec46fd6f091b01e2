package hoursbank

import (
	"context"
	"strconv"

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

// Deps are what the view stands on.
type Deps struct {
	Hours  Hours
	House  House
	Alerts Alerts // nil leaves the thresholds out
	// Tx makes a consent and what it settles one act.
	Tx clients.Transactor
	// Statements gives what the documents say; nil leaves their buttons out.
	Statements Statements
	Bus        *clients.Bus
}

// New makes the view. It is shown inside the time tab: Header gives its own
// period control, so that it is no screen.Monthly, and Month tells the period.
func New(d Deps) func(screen.Host) screen.Screen {
	return func(h screen.Host) screen.Screen { return newView(d, h) }
}

// View is what the time tab needs of the view it embeds.
type View interface {
	screen.Screen
	screen.Headed
	screen.Creator
	screen.Commander
	// Month is the month on screen.
	Month() civil.Month
}

var _ View = (*view)(nil)

type view struct {
	deps   Deps
	host   screen.Host
	work   *work.Runner
	client screen.Client
	month  civil.Month
	mode   mode
	level  string // the bank whose statement is shown, allBanks for all
	facts  facts
	loaded bool

	choice *widgets.Button
	months *widgets.MonthPicker
	years  *widgets.Stepper
	move   *widgets.Button

	monthly *monthPage
	annual  *yearPage
	margins *marginPage
	none    *widgets.EmptyState
	body    *fyne.Container
	root    fyne.CanvasObject
}

// mode is what of the bank is shown.
type mode string

const (
	modeMonth  mode = "month"
	modeYear   mode = "year"
	modeMargin mode = "margin"
)

// allBanks shows all of a client's banks as one.
const allBanks = "*"

func newView(d Deps, h screen.Host) *view {
	p := h.Printer()
	v := &view{deps: d, host: h, work: h.Runner().Scope(), month: h.Today().InMonth(), level: allBanks, mode: modeMonth}
	v.choice = widgets.NewMenuButton(p.T("hoursbank.mode_month"), v.modes)
	v.months = widgets.NewMonthPicker(p, v.month, v.turnTo)
	v.years = widgets.NewStepper("", 40, func() { v.turnTo(v.month.Add(-12)) }, func() { v.turnTo(v.month.Add(12)) })
	v.move = widgets.NewPrimary(p.T("hoursbank.move"), icons.Plus, v.NewThing).WithHint(widgets.KeyName("N"))
	v.monthly, v.annual, v.margins = newMonthPage(v), newYearPage(v), newMarginPage(v)
	v.none = widgets.NewEmptyState(icons.Clock, p.T("hoursbank.none"), p.T("hoursbank.none_text"),
		widgets.NewPrimary(p.T("hoursbank.open_terms"), icons.None, v.openTerms))
	v.body = container.NewStack()
	v.root = widgets.VScroll(widgets.Pad(theme.Space24, theme.Space16, v.body))
	v.work.Follow(d.Bus, v.reload, "time_entry", "bank_movement", "bank_consent", "bank_close", "month_lock", "contract", "contract_level", "rate", "budget_alert")
	return v
}

// Content implements screen.Screen.
func (v *view) Content() fyne.CanvasObject { return v.root }

// Show implements screen.Screen.
func (v *view) Show(r screen.Route) {
	if c, ok := v.host.Client(r.Client); ok && c.ID != v.client.ID {
		v.client, v.loaded, v.level = c, false, allBanks
	}
	if !r.Month.IsZero() {
		v.month = r.Month
	}
	v.annual.chart.accent = theme.Accent(v.client.Color, theme.Dark())
	v.monthly.chart.SetAccent(v.annual.chart.accent)
	v.reload()
}

// Close implements screen.Screen.
func (v *view) Close() {
	v.work.Close()
}

// Month is the month on screen.
func (v *view) Month() civil.Month { return v.month }

// NewThing implements screen.Creator: a movement.
func (v *view) NewThing() { v.newMove(moveAdjust) }

// Header implements screen.Headed.
func (v *view) Header() screen.Header {
	v.months.SetMonth(v.month)
	v.years.SetText(itoa(v.month.Year))
	var period fyne.CanvasObject = v.months
	if v.mode == modeYear {
		period = v.years
	}
	return screen.Header{Before: []fyne.CanvasObject{v.choice, period}, After: []fyne.CanvasObject{v.move}}
}

// Commands implements screen.Commander.
func (v *view) Commands() []screen.Command {
	p := v.host.Printer()
	list := []screen.Command{
		{Title: p.T("hoursbank.new_consent"), Run: func() { v.newMove(moveConsent) }},
		{Title: p.T("hoursbank.new_adjust"), Run: func() { v.newMove(moveAdjust) }},
		{Title: p.T("hoursbank.new_transfer"), Run: func() { v.newMove(moveTransfer) }},
	}
	for _, m := range []mode{modeMonth, modeYear, modeMargin} {
		list = append(list, screen.Command{Title: p.T("hoursbank.show_" + string(m)), Run: func() { v.setMode(m) }})
	}
	if v.deps.Statements != nil {
		list = append(list,
			screen.Command{Title: p.T("hoursbank.pdf"), Run: func() { v.export(document) }},
			screen.Command{Title: p.T("hoursbank.xlsx"), Run: func() { v.export(workbook) }})
	}
	return list
}

func (v *view) modes() []*fyne.MenuItem {
	p := v.host.Printer()
	var items []*fyne.MenuItem
	for _, m := range []mode{modeMonth, modeYear, modeMargin} {
		item := fyne.NewMenuItem(p.T("hoursbank.mode_"+string(m)), func() { v.setMode(m) })
		item.Checked = m == v.mode
		items = append(items, item)
	}
	return items
}

func (v *view) setMode(m mode) {
	v.mode = m
	v.choice.SetText(v.host.Printer().T("hoursbank.mode_" + string(m)))
	v.host.HeaderChanged()
	v.reload()
}

func (v *view) turnTo(m civil.Month) {
	v.month = m
	v.host.HeaderChanged()
	v.reload()
}

// openTerms goes where hours are sold: the client file.
func (v *view) openTerms() {
	v.host.Go(screen.Route{Page: screen.PageClient, Client: v.client.Key, Tab: screen.TabFile})
}

func (v *view) reload() {
	if v.client.ID == "" {
		return
	}
	id, m, today, mode := clients.ID(v.client.ID), v.month, v.host.Today(), v.mode
	work.Run(v.work, "load", func(ctx context.Context) (facts, error) {
		return v.deps.load(ctx, id, m, today, mode)
	}, v.show)
}

func (v *view) show(f facts, err error) {
	if err != nil {
		v.host.Fail(err)
		return
	}
	v.facts, v.loaded = f, true
	switch {
	case v.mode == modeYear:
		v.annual.show(f)
		v.body.Objects = []fyne.CanvasObject{v.annual.root}
	case v.mode == modeMargin:
		v.margins.show(f)
		v.body.Objects = []fyne.CanvasObject{v.margins.root}
	case f.bank.Contract == nil && len(f.bank.Total.Movements) == 0 && f.bank.Total.CarriedIn == 0:
		v.body.Objects = []fyne.CanvasObject{v.none}
	default:
		v.monthly.show(f)
		v.body.Objects = []fyne.CanvasObject{v.monthly.root}
	}
	v.root.Refresh()
}

// said tells what was done, with its undo, and looks again.
func (v *view) said(words string) {
	v.reload()
	v.host.Reload()
	v.host.Done(words)
}

func itoa(n int) string { return strconv.Itoa(n) }
