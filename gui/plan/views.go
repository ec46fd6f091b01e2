package plan

import (
	"context"
	"image/color"

	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/gui/itemlook"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
)

// mode is how the calendar is looked at; its value ends a catalogue key.
type mode string

const (
	byMonth mode = "month"
	byWeek  mode = "week"
	byBoard mode = "board"
	byList  mode = "list"
)

func (v *view) newWeek() *widgets.HourWeek {
	w := widgets.NewHourWeek(v.host.Printer())
	w.OnOpen = func(it widgets.HourItem) {
		if it.ID != "" {
			v.open(clients.ID(it.ID))
		}
	}
	w.OnNew = func(on civil.Date, at civil.Clock) { v.create(on, at) }
	w.OnMove = func(it widgets.HourItem, on civil.Date, at civil.Clock, copied bool) {
		v.move(it.MonthItem, on, &at, copied)
	}
	w.OnTurn = v.turnWeek
	return w
}

// turnWeek goes to another week, and to the month that holds its Thursday.
func (v *view) turnWeek(by int) {
	v.monday = v.monday.AddDays(7 * by)
	v.month = v.monday.AddDays(3).InMonth()
	v.host.HeaderChanged()
	v.reload()
}

// firstWeek is the Monday shown first of a month: this week's in the running
// one, else that of its first Thursday.
func firstWeek(m civil.Month, today civil.Date) civil.Date {
	if m.Contains(today) {
		return today.WeekStart()
	}
	first := m.First().WeekStart()
	if !m.Contains(first.AddDays(3)) {
		first = first.AddDays(7)
	}
	return first
}

func (v *view) newBoard() *widgets.Board {
	b := widgets.NewBoard(v.host.Printer())
	b.OnOpen = func(c widgets.BoardCard) { v.open(clients.ID(c.ID)) }
	b.OnMove = func(c widgets.BoardCard, column string) { v.toColumn(clients.ID(c.ID), calendar.State(column)) }
	return b
}

// toColumn takes an item on to a column's state: the rules say whether it may
// go there, and what a state needs to be told is asked.
func (v *view) toColumn(id clients.ID, to calendar.State) {
	switch to {
	case calendar.Published:
		v.withDetail(id, v.publish)
	case calendar.OnHold:
		v.withDetail(id, func() { v.setState(to) })
	default:
		v.do(func(ctx context.Context) error {
			_, err := v.deps.Calendar.SetState(ctx, id, to, "")
			return err
		}, "plan.state_saved")
	}
}

// boardColumn is a column of the board: a card brought there goes to the
// first of its states.
var boardColumns = []struct {
	states []calendar.State
	tone   widgets.Tone
}{
	{[]calendar.State{calendar.Idea}, widgets.ToneNeutral},
	{[]calendar.State{calendar.Draft, calendar.ChangesRequested, calendar.Refused}, widgets.ToneNeutral},
	{[]calendar.State{calendar.InternalReview}, widgets.ToneWarn},
	{[]calendar.State{calendar.ClientReview}, widgets.ToneWarn},
	{[]calendar.State{calendar.Approved}, widgets.ToneOK},
	{[]calendar.State{calendar.Scheduled}, widgets.ToneInfo},
	{[]calendar.State{calendar.Published}, widgets.ToneNeutral},
	{[]calendar.State{calendar.OnHold}, widgets.ToneNeutral},
}

// columns are the month's publications, and the ideas that wait for a day, by
// state. A column of what is on hold stands only when something is.
func (md model) columns(p *text.Printer, f filter, code func(calendar.Row) string) []widgets.BoardColumn {
	byState := map[calendar.State][]calendar.Row{}
	for _, r := range append(append([]calendar.Row{}, md.rows...), md.ideas...) {
		if r.Kind.Publishes() && f.lets(r) {
			byState[r.State] = append(byState[r.State], r)
		}
	}
	var list []widgets.BoardColumn
	for _, b := range boardColumns {
		col := widgets.BoardColumn{Key: string(b.states[0]), Title: p.T("plan.column_" + string(b.states[0])), Tone: b.tone}
		for _, s := range b.states {
			for _, r := range byState[s] {
				sign, tone := itemlook.State(r.State)
				col.Cards = append(col.Cards, widgets.BoardCard{
					MonthItem: widgets.MonthItem{ID: string(r.ID), Date: r.On, Sign: sign, Tone: tone, Code: code(r), Title: r.Title, Muted: s == calendar.Idea},
					Detail:    md.cardLine(p, r),
				})
			}
		}
		if b.states[0] != calendar.OnHold || len(col.Cards) > 0 {
			list = append(list, col)
		}
	}
	return list
}

// cardLine is the second line of a card: when, and who writes.
func (md model) cardLine(p *text.Printer, r calendar.Row) string {
	line := p.T("plan.undated")
	if !r.On.IsZero() {
		line = p.DateShort(r.On)
		if r.At != civil.NoClock {
			line += " " + p.Clock(r.At)
		}
	}
	if name := md.staffName(r.Author); name != "" {
		line += " · " + name
	}
	return line
}

// draw shows what is loaded through the filter.
func (v *view) draw() {
	p, book := v.host.Printer(), v.deps.Calendar.Limits()
	v.sum.set(summary(p, v.md))
	inside := v.inside[v.mode]
	v.filters.Hidden = inside != nil
	var center fyne.CanvasObject
	switch v.mode {
	case byIdeas, byMix, byDays, bySlots, byCampaigns, byNotebook, byMedia:
		inside.Show(screen.Route{Client: v.client.Key, Month: v.month})
		center = inside.Content()
	case byList:
		var rows []calendar.Row
		for _, r := range v.md.rows {
			if v.filter.lets(r) {
				rows = append(rows, r)
			}
		}
		v.table.SetRows(rows)
		center = widgets.NewCard("", "", v.table)
	case byBoard:
		v.board.SetColumns(v.md.columns(p, v.filter, func(r calendar.Row) string { return codes(v, r.Networks[:min(1, len(r.Networks))]) }))
		center = v.board
	case byWeek:
		items, marks := chips(p, v.md.view.Days, v.filter, book)
		v.week.SetWeek(v.monday, v.host.Today(), items, marks)
		v.step.SetText(p.DateShort(v.monday) + " – " + p.DateShort(v.monday.AddDays(6)))
		center = v.week
	default:
		items, marks := chips(p, v.md.view.Days, v.filter, book)
		chips := make([]widgets.MonthItem, len(items))
		for i, it := range items {
			chips[i] = it.MonthItem
		}
		v.grid.SetMonth(v.month, v.host.Today(), chips, marks)
		center = v.grid
	}
	v.center.Objects = []fyne.CanvasObject{center}
	v.center.Refresh()
}

func (v *view) accent(c color.NRGBA) {
	v.grid.SetAccent(c)
	v.week.SetAccent(c)
	v.board.SetAccent(c)
}

// choose frames an item in whatever is shown.
func (v *view) choose(it calendar.Item) {
	v.grid.Select(it.On, string(it.ID))
	v.week.Select(it.On, string(it.ID))
	v.board.Select(string(it.ID))
}

// setMode changes the way of looking.
func (v *view) setMode(m mode) {
	v.leaveInside()
	v.mode = m
	if v.inside[m] != nil {
		v.closePanel()
	}
	v.views.SetText(v.host.Printer().T("plan.by_" + string(m)))
	if m == byWeek && v.monday.IsZero() {
		v.monday = firstWeek(v.month, v.host.Today())
	}
	v.host.HeaderChanged()
	v.draw()
}

// viewItems are the ways of looking, and what is done to the whole calendar.
func (v *view) viewItems() []*fyne.MenuItem {
	p := v.host.Printer()
	var items []*fyne.MenuItem
	modes := v.modes()
	for _, m := range modes {
		items = append(items, fyne.NewMenuItem(p.T("plan.by_"+string(m)), func() { v.setMode(m) }))
	}
	items = append(items, fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(p.T("plan.pack"), v.makePack), fyne.NewMenuItem(p.T("plan.decisions"), v.readDecisions), fyne.NewMenuItemSeparator())
	if v.deps.Exports != nil {
		items = append(items, fyne.NewMenuItem(p.T("planfile.menu"), v.exportPlan))
	}
	items = append(items, v.paperItems()...)
	if v.deps.Import != nil {
		items = append(items, fyne.NewMenuItem(p.T("plan.import"), func() { v.deps.Import(v.host, v.client) }))
	}
	return append(items, fyne.NewMenuItem(p.T("ics.menu"), v.importAgenda), fyne.NewMenuItem(p.T("plan.hold_all"), v.holdAll))
}

func campaignOptions(list []calendar.Campaign) []widgets.Option {
	options := make([]widgets.Option, 0, len(list))
	for _, c := range list {
		options = append(options, widgets.Option{Key: string(c.ID), Label: c.Name})
	}
	return options
}

func staffOptions(list []clients.Staff) []widgets.Option {
	options := make([]widgets.Option, 0, len(list))
	for _, s := range list {
		options = append(options, widgets.Option{Key: string(s.ID), Label: s.Name})
	}
	return options
}

// holdAll puts everything of the client that is not out yet on hold, in one
// act: a death, an attack, a crisis.
func (v *view) holdAll() {
	p, id := v.host.Printer(), clients.ID(v.client.ID)
	reason := widgets.NewTextField("reason", p.T("plan.reason"))
	n := 0
	widgets.NewForm(v.host, p.T("plan.hold_all_title", "client", v.client.Name), func() (func(context.Context) error, error) {
		why := reason.Text()
		return func(ctx context.Context) (err error) {
			n, err = v.deps.Calendar.HoldAll(ctx, id, why)
			return err
		}, nil
	}, func() { v.saidCount("plan.held", n) }, widgets.NewNote(widgets.ToneWarn, p.T("plan.hold_all_text")), reason).
		Accent(v.client.Color).SaveLabel(p.T("plan.hold_all_do")).Show()
}

// showHeld says above the calendar that everything is on hold, and ends it.
func (v *view) showHeld() {
	p := v.host.Printer()
	v.held.Objects = nil
	if v.md.held > 0 {
		release := widgets.NewButton(p.T("plan.release_all"), icons.Play, v.releaseAll)
		v.held.Objects = []fyne.CanvasObject{widgets.Inset(0, 0, theme.Space8, 0,
			widgets.HBox(theme.Space12, widgets.Grow(widgets.NewNote(widgets.ToneBad, p.N("plan.all_held", v.md.held))), release))}
	}
	v.held.Refresh()
}

func (v *view) releaseAll() {
	id := clients.ID(v.client.ID)
	n := 0
	v.doThen(func(ctx context.Context) (err error) {
		n, err = v.deps.Calendar.ReleaseAll(ctx, id)
		return err
	}, func() { v.saidCount("plan.released", n) })
}
