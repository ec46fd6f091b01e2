package envelopes

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regie/assets/icons"
	"regie/clients"
	"regie/clients/budget"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/hours"
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
	// Time sums the work linked to a campaign; nil leaves it out.
	Time func(ctx context.Context, client, campaign clients.ID) (hours.CampaignTime, error)
	// Media gives a kept file by its SHA-256; nil leaves receipts unread.
	Media func(ctx context.Context, hash string) ([]byte, error)
	// Save writes a file whole or not at all.
	Save func(path string, content []byte) error
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
	client screen.Client
	month  civil.Month
	span   span
	which  clients.ID // the campaign shown, of byCampaign
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
	step   *widgets.Stepper // of quarters and years
	every  bool             // all alerts, not the worst alone
}

const (
	// tableHeight leaves a table some six rows in the smallest window.
	tableHeight = 360
)

func newView(d Deps, h screen.Host) *view {
	p := h.Printer()
	v := &view{deps: d, host: h, work: h.Runner().Scope(), month: h.Today().InMonth(), span: byMonth}
	for i, key := range []string{"planned", "committed", "actual", "left"} {
		v.stats[i] = widgets.NewStatCard(p.T("budget."+key), "", "")
	}
	v.notes = widgets.VBox(theme.Space8)
	v.table = v.newTable()
	v.moves = v.newMoves()
	v.year = v.newYear()
	v.card = widgets.NewCard("", "", v.table)
	v.beside = widgets.NewCard(p.T("envelopes.moves"), "", v.moves)
	stats := widgets.Columns(theme.Space12, []float32{1, 1, 1, 1}, v.stats[0], v.stats[1], v.stats[2], v.stats[3])
	v.page = container.NewBorder(widgets.Inset(0, 0, theme.Space12, 0, widgets.VBox(theme.Space12, v.notes, stats)), nil, nil, nil,
		widgets.Columns(theme.Space12, []float32{1.55, 1}, widgets.MinHeight(tableHeight, v.card), widgets.MinHeight(tableHeight, v.beside)))
	v.none = widgets.NewEmptyState(icons.Invoice, p.T("envelopes.none"), p.T("envelopes.none_text"),
		widgets.NewPrimary(p.T("envelopes.new_line"), icons.Plus, func() { v.editLine(nil) }),
		widgets.NewButton(p.T("envelopes.copy"), icons.Copy, v.copyLast))
	// In a narrow window the tables stand one under the other and the page scrolls.
	v.root = container.NewStack(widgets.VScroll(widgets.Pad(theme.Space24, theme.Space16, v.page)), v.none)
	v.none.Hide()
	v.mode = widgets.NewMenuButton(p.T("envelopes.by_month"), v.modes)
	v.step = widgets.NewStepper("", 72, func() { v.turn(-1) }, func() { v.turn(1) })
	v.order = widgets.NewButton(p.T("envelopes.new_order"), icons.Plus, func() { v.editMove(budget.Commit, nil) })
	v.spend = widgets.NewPrimary(p.T("envelopes.new_spend"), icons.Plus, func() { v.editMove(budget.Spend, nil) }).WithHint("Ctrl N")
	v.work.Follow(d.Bus, v.reload, "budget_line", "budget_movement", "budget_carry", "budget_alert", "campaign", "time_entry", "document_claim")
	return v
}

// Content implements screen.Screen.
func (v *view) Content() fyne.CanvasObject { return v.root }

// Show implements screen.Screen; Arg opens a campaign's budget.
func (v *view) Show(r screen.Route) {
	c, _ := v.host.Client(r.Client)
	switch {
	case r.Arg != "":
		v.setSpan(byCampaign, clients.ID(r.Arg))
	case c.Key != v.client.Key && v.span == byCampaign:
		v.setSpan(byMonth, "")
	}
	v.client = c
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
	v.work.Close()
}

// Month implements screen.Monthly.
func (v *view) Month() civil.Month { return v.month }

// SetMonth implements screen.Monthly.
func (v *view) SetMonth(m civil.Month) { v.month = m; v.reload() }

// NewThing implements screen.Creator: an expense.
func (v *view) NewThing() { v.editMove(budget.Spend, nil) }

// Header implements screen.Headed: the period is that which is shown, and a
// campaign has its own.
func (v *view) Header() screen.Header {
	h := screen.Header{Before: []fyne.CanvasObject{v.mode}, After: []fyne.CanvasObject{v.order, v.spend}}
	switch v.span {
	case byQuarter, byYear:
		v.step.SetText(periodName(v.host.Printer(), v.span, v.month))
		h.Period = v.step
	case byCampaign:
		h.Period = widgets.HBox(0)
	}
	return h
}

// turn shows the next quarter or year, or the one before.
func (v *view) turn(by int) {
	months := 3
	if v.span == byYear {
		months = 12
	}
	v.month = v.month.Add(by * months)
	v.host.HeaderChanged()
	v.reload()
}

// setSpan changes what is shown at once.
func (v *view) setSpan(to span, campaign clients.ID) {
	v.span, v.which = to, campaign
	if to != byCampaign {
		v.mode.SetText(v.host.Printer().T("envelopes.by_" + string(to)))
	}
	v.host.HeaderChanged()
}

func (v *view) modes() []*fyne.MenuItem {
	p := v.host.Printer()
	var items []*fyne.MenuItem
	for _, to := range []span{byMonth, byQuarter, byYear} {
		item := fyne.NewMenuItem(p.T("envelopes.by_"+string(to)), func() {
			v.setSpan(to, "")
			v.reload()
		})
		item.Checked = v.span == to
		items = append(items, item)
	}
	first := true
	for _, c := range v.md.campaigns {
		if c.ArchivedAt != "" && c.ID != v.which {
			continue
		}
		if first {
			items, first = append(items, fyne.NewMenuItemSeparator()), false
		}
		item := fyne.NewMenuItem(c.Name+" · "+p.Range(c.Days()), func() {
			v.setSpan(byCampaign, c.ID)
			v.reload()
		})
		item.Checked = v.span == byCampaign && v.which == c.ID
		items = append(items, item)
	}
	return items
}

func (v *view) reload() {
	if v.client.ID == "" {
		return
	}
	p, l := v.host.Printer(), look{client: clients.ID(v.client.ID), span: v.span, month: v.month, campaign: v.which, today: v.host.Today()}
	work.Run(v.work, "load", func(ctx context.Context) (model, error) { return v.deps.load(ctx, p, l) }, v.show)
}

func (v *view) show(md model, err error) {
	if err != nil {
		if v.span == byCampaign { // gone: back to the month
			v.setSpan(byMonth, "")
		}
		v.host.Fail(err)
		return
	}
	if len(budget.Standing(md.over.Alerts)) <= mostNotes {
		v.every = false
	}
	v.md = md
	p := v.host.Printer()
	empty := len(md.rows) == 0 && v.span == byMonth
	v.none.Hidden, v.page.(*fyne.Container).Hidden = !empty, empty
	v.showStats()
	v.showNotes()
	v.table.SetRows(md.rows)
	v.moves.SetRows(md.moves)
	v.year.SetRows(md.year)
	moves := p.T("envelopes.moves")
	switch v.span {
	case byYear:
		v.card.SetTitle(p.T("envelopes.title_year", "year", v.month.First().String()[:4]))
		moves = p.T("envelopes.moves_all")
	case byQuarter:
		v.card.SetTitle(p.T("envelopes.title_quarter", "from", v.month.Quarter().From.InMonth(), "until", v.month.Quarter().To.InMonth()))
		moves = p.T("envelopes.moves_all")
	case byCampaign:
		v.mode.SetText(md.campaign.Name)
		v.card.SetTitle(p.T("envelopes.title_campaign", "name", md.campaign.Name))
		moves = p.T("envelopes.moves_all")
	default:
		v.card.SetTitle(p.T("envelopes.title", "month", v.month))
	}
	v.showTable()
	if v.beside.SetContent(v.moves); len(md.moves) == 0 {
		v.beside.SetContent(widgets.VBox(0, widgets.NewParagraph(p.T("envelopes.moves_none")).Token(theme.TokenMute)))
	}
	v.beside.SetTitle(moves)
	v.beside.SetCaption(p.Int(int64(len(md.moves))))
	v.root.Refresh()
}

// showTable swaps the table of lines for the year's, with what can be done
// below it.
func (v *view) showTable() {
	if v.span == byYear {
		v.card.SetContent(v.year)
		return
	}
	p := v.host.Printer()
	buttons := []fyne.CanvasObject{widgets.NewGhost(p.T("envelopes.new_line"), icons.Plus, func() { v.editLine(nil) })}
	if v.span == byMonth {
		buttons = append(buttons, widgets.NewGhost(p.T("envelopes.copy"), icons.Copy, v.copyLast), widgets.NewMenuButton(p.T("envelopes.more"), v.more))
	}
	v.card.SetContent(container.NewBorder(nil, widgets.HBox(theme.Space8, buttons...), nil, nil, v.table))
}

// more is what is done now and then.
func (v *view) more() []*fyne.MenuItem {
	p := v.host.Printer()
	return []*fyne.MenuItem{
		fyne.NewMenuItem(p.T("envelopes.carry"), v.carry),
		fyne.NewMenuItem(p.T("envelopes.thresholds"), v.editThresholds),
	}
}

func (v *view) showStats() {
	p, s := v.host.Printer(), v.md.over.Total
	write := func(minor int64) string { return p.MoneyShort(money.Amount{Minor: minor, Currency: s.Currency}) }
	carried := ""
	if s.Carried != 0 {
		carried = p.T("envelopes.carried", "amount", money.Amount{Minor: s.Carried, Currency: s.Currency})
	}
	v.stats[0].Set(p.T("budget.planned"), write(s.Available()), carried, widgets.ToneNeutral)
	v.stats[1].Set(p.T("budget.committed"), write(s.Committed), v.orders(), widgets.ToneNeutral)
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

// orders is how many are under way.
func (v *view) orders() string {
	p := v.host.Printer()
	if len(v.md.open) == 0 {
		return p.T("envelopes.orders_none")
	}
	return p.N("envelopes.orders", len(v.md.open))
}

func (v *view) pace() string {
	if v.md.over.Pace == nil {
		return ""
	}
	p := v.host.Printer()
	key := "envelopes.pace"
	if v.span != byMonth {
		key = "envelopes.pace_days"
	}
	return p.T(key, "pace", p.Decimal(*v.md.over.Pace, 2))
}
