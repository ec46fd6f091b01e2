package envelopes

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regie/assets/icons"
	"regie/clients"
	"regie/clients/budget"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/money"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// Deps are what the tab stands on.
type Deps struct {
	Budget Source
	// Campaigns lists a client's campaigns; nil leaves them out.
	Campaigns func(ctx context.Context, client clients.ID) ([]calendar.Campaign, error)
	// Media gives a kept file by its SHA-256; nil leaves receipts unread.
	Media func(ctx context.Context, hash string) ([]byte, error)
	// Save writes a file whole or not at all.
	Save func(path string, content []byte) error
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
	yearly bool
	md     model
	shown  bool
	// receipt is the one of the expense being typed, nil without.
	receipt *receipt

	stats  [4]*widgets.StatCard
	notes  *fyne.Container
	table  *widgets.Table[row]
	moves  *widgets.Table[move]
	year   *widgets.Table[yearRow]
	card   *widgets.Card
	beside *widgets.Card
	page   fyne.CanvasObject
	none   *widgets.EmptyState
	root   *fyne.Container
	mode   *widgets.Button
	order  *widgets.Button
	spend  *widgets.Button
}

const (
	againDelay = 120 * time.Millisecond
	// tableHeight leaves a table some six rows in the smallest window.
	tableHeight = 360
)

func newView(d Deps, h screen.Host) *view {
	p := h.Printer()
	v := &view{deps: d, host: h, work: h.Runner().Scope(), month: h.Today().InMonth()}
	for i, key := range []string{"planned", "committed", "actual", "left"} {
		v.stats[i] = widgets.NewStatCard(p.T("budget."+key), "", "")
	}
	v.notes = widgets.VBox(theme.Space8)
	v.table = v.newTable()
	v.moves = v.newMoves()
	v.year = v.newYear()
	line := widgets.NewGhost(p.T("envelopes.new_line"), icons.Plus, func() { v.editLine(nil) })
	copied := widgets.NewGhost(p.T("envelopes.copy"), icons.Copy, v.copyLast)
	v.card = widgets.NewCard("", "", container.NewBorder(nil, widgets.HBox(theme.Space8, line, copied), nil, nil, v.table))
	v.beside = widgets.NewCard(p.T("envelopes.moves"), "", v.moves)
	stats := widgets.Columns(theme.Space12, []float32{1, 1, 1, 1}, v.stats[0], v.stats[1], v.stats[2], v.stats[3])
	v.page = container.NewBorder(widgets.Inset(0, 0, theme.Space12, 0, widgets.VBox(theme.Space12, v.notes, stats)), nil, nil, nil,
		widgets.Columns(theme.Space12, []float32{1.9, 1}, widgets.MinHeight(tableHeight, v.card), widgets.MinHeight(tableHeight, v.beside)))
	v.none = widgets.NewEmptyState(icons.Invoice, p.T("envelopes.none"), p.T("envelopes.none_text"),
		widgets.NewPrimary(p.T("envelopes.new_line"), icons.Plus, func() { v.editLine(nil) }),
		widgets.NewButton(p.T("envelopes.copy"), icons.Copy, v.copyLast))
	// In a narrow window the tables stand one under the other and the page scrolls.
	v.root = container.NewStack(widgets.VScroll(widgets.Pad(theme.Space24, theme.Space16, v.page)), v.none)
	v.none.Hide()
	v.mode = widgets.NewMenuButton(p.T("envelopes.by_month"), v.modes)
	v.order = widgets.NewButton(p.T("envelopes.new_order"), icons.Plus, func() { v.editMove(budget.Commit, nil) })
	v.spend = widgets.NewPrimary(p.T("envelopes.new_spend"), icons.Plus, func() { v.editMove(budget.Spend, nil) }).WithHint("Ctrl N")
	if d.Bus != nil {
		v.stop = d.Bus.Subscribe(func(e clients.Event) {
			if e.Touches("budget_line", "budget_movement", "budget_carry", "budget_alert") {
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
	if !r.Month.IsZero() {
		v.month = r.Month
	}
	v.shown = true
	v.host.Window().SetOnDropped(v.dropped)
	v.reload()
}

// Leave implements screen.Leaver.
func (v *view) Leave() {
	v.shown = false
	v.host.Window().SetOnDropped(nil)
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

// NewThing implements screen.Creator: an expense.
func (v *view) NewThing() { v.editMove(budget.Spend, nil) }

// Header implements screen.Headed.
func (v *view) Header() screen.Header {
	return screen.Header{Before: []fyne.CanvasObject{v.mode}, After: []fyne.CanvasObject{v.order, v.spend}}
}

func (v *view) modes() []*fyne.MenuItem {
	p := v.host.Printer()
	set := func(yearly bool, key string) *fyne.MenuItem {
		return fyne.NewMenuItem(p.T(key), func() {
			v.yearly = yearly
			v.mode.SetText(p.T(key))
			v.reload()
		})
	}
	return []*fyne.MenuItem{set(false, "envelopes.by_month"), set(true, "envelopes.by_year")}
}

func (v *view) reload() {
	if v.client.ID == "" {
		return
	}
	p, id, month, today, yearly := v.host.Printer(), clients.ID(v.client.ID), v.month, v.host.Today(), v.yearly
	work.Run(v.work, "load", func(ctx context.Context) (model, error) {
		return v.deps.load(ctx, p, id, month, today, yearly)
	}, v.show)
}

func (v *view) show(md model, err error) {
	if err != nil {
		v.host.Fail(err)
		return
	}
	v.md = md
	p := v.host.Printer()
	empty := len(md.rows) == 0 && !v.yearly
	v.none.Hidden, v.page.(*fyne.Container).Hidden = !empty, empty
	v.showStats()
	v.showNotes()
	v.table.SetRows(md.rows)
	v.moves.SetRows(md.moves)
	v.year.SetRows(md.year)
	v.card.SetTitle(p.T("envelopes.title", "month", v.month))
	if v.yearly {
		v.card.SetTitle(p.T("envelopes.title_year", "year", v.month.First().String()[:4]))
	}
	v.showTable()
	v.beside.SetCaption(p.Int(int64(len(md.moves))))
	v.root.Refresh()
}

// showTable swaps the month's table for the year's.
func (v *view) showTable() {
	p := v.host.Printer()
	if v.yearly {
		v.card.SetContent(v.year)
		return
	}
	line := widgets.NewGhost(p.T("envelopes.new_line"), icons.Plus, func() { v.editLine(nil) })
	copied := widgets.NewGhost(p.T("envelopes.copy"), icons.Copy, v.copyLast)
	v.card.SetContent(container.NewBorder(nil, widgets.HBox(theme.Space8, line, copied), nil, nil, v.table))
}

func (v *view) showStats() {
	p, s := v.host.Printer(), v.md.over.Total
	write := func(minor int64) string { return p.MoneyShort(money.Amount{Minor: minor, Currency: s.Currency}) }
	carried := ""
	if s.Carried != 0 {
		carried = p.T("envelopes.carried", "amount", money.Amount{Minor: s.Carried, Currency: s.Currency})
	}
	v.stats[0].Set(p.T("budget.planned"), write(s.Available()), carried, widgets.ToneNeutral)
	v.stats[1].Set(p.T("budget.committed"), write(s.Committed), p.N("envelopes.orders", len(v.md.open)), widgets.ToneNeutral)
	v.stats[2].Set(p.T("budget.actual"), write(s.Actual), v.pace(), widgets.ToneNeutral)
	tone, note := widgets.ToneNeutral, ""
	if share, ok := s.UsedShare(); ok {
		note = p.T("envelopes.used", "share", p.Percent(share, 0))
	}
	if s.Left() < 0 {
		tone, note = widgets.ToneBad, p.T("envelopes.over")
	}
	v.stats[3].Set(p.T("budget.left"), write(s.Left()), note, tone)
}

func (v *view) pace() string {
	if v.md.over.Pace == nil {
		return ""
	}
	p := v.host.Printer()
	return p.T("envelopes.pace", "pace", p.Decimal(*v.md.over.Pace, 2))
}

// showNotes shows the highest threshold of each envelope that was crossed and
// nobody took note of, the worst in full and the rest as a count.
func (v *view) showNotes() {
	p := v.host.Printer()
	v.notes.Objects = nil
	standing := budget.Standing(v.md.over.Alerts)
	for i, a := range standing {
		if i == mostNotes {
			v.notes.Add(widgets.Caption(p.N("envelopes.more_alerts", len(standing)-mostNotes)))
			break
		}
		b := widgets.NewBanner()
		tone := widgets.ToneWarn
		if a.Percent >= 100 {
			tone = widgets.ToneBad
		}
		b.Set(tone, v.alertText(a), widgets.NewGhost(p.T("envelopes.acknowledge"), icons.Check, func() { v.acknowledge(a) }))
		v.notes.Add(b)
	}
	v.notes.Refresh()
}

// mostNotes leaves the page to the figures.
const mostNotes = 2

func (v *view) alertText(a budget.Alert) string {
	p, c := v.host.Printer(), v.md.over.Currency
	name := p.T("budget.total")
	if k := a.Subject.Kind(); k != "" {
		name = p.T("budget.kind_" + string(k))
	}
	if a.Subject == budget.OnHours {
		return p.T("budget.alert_hours", "percent", a.Percent, "used", p.Hours(a.UsedMinor), "planned", p.Hours(a.PlannedMinor))
	}
	used, planned := money.Amount{Minor: a.UsedMinor, Currency: c}, money.Amount{Minor: a.PlannedMinor, Currency: c}
	if a.PlannedMinor == 0 {
		return p.T("budget.alert_unplanned", "name", name, "used", used)
	}
	return p.T("budget.alert_money", "name", name, "percent", a.Percent, "used", used, "planned", planned)
}

// acknowledge takes note of a threshold and of those below it.
func (v *view) acknowledge(top budget.Alert) {
	alerts := v.md.over.Alerts
	work.Do(v.work, "", func(ctx context.Context) error {
		for _, a := range alerts {
			if a.Subject != top.Subject || a.Acknowledged() || a.FiredAt.IsZero() {
				continue
			}
			if err := v.deps.Budget.Acknowledge(ctx, a.Client, a.Month, a.Subject, a.Percent); err != nil {
				return err
			}
		}
		return nil
	}, func(err error) {
		if err != nil {
			v.host.Fail(err)
		}
		v.reload()
	})
}
