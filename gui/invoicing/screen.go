package invoicing

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regie/assets/icons"
	"regie/clients"
	"regie/clients/billing"
	"regie/clients/civil"
	"regie/clients/money"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// Deps are what the tab stands on.
type Deps struct {
	Billing Billing
	Pages   Pages
	// Levels lists the agency's levels, for the hours of quotes.
	Levels func(context.Context) ([]clients.Level, error)
	// Client gives the client, whose currency a deposit is asked in.
	Client func(context.Context, clients.ID) (clients.Client, error)
	// Contracts lists the client's terms, which an accepted quote may replace.
	Contracts func(context.Context, clients.ID) ([]clients.Contract, error)
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
	filter filter
	docs   []billing.Document
	shown  string // identifier of the document in the panel
	notes  []error
	detail detail
	shut   func() // closes the document's dialog of a narrow window

	stats  [4]*widgets.StatCard
	kinds  *widgets.FilterChip
	states *widgets.FilterChip
	table  *widgets.Table[billing.Document]
	side   *fyne.Container
	page   *fyne.Container
	none   *widgets.EmptyState
	root   *fyne.Container
	more   *widgets.Button
	add    *widgets.Button
}

const (
	sideWidth   = 340
	tableHeight = 300
)

func newView(d Deps, h screen.Host) *view {
	p := h.Printer()
	v := &view{deps: d, host: h, work: h.Runner().Scope(), month: h.Today().InMonth()}
	for i, key := range []string{"drafts", "due", "late_sum", "year"} {
		v.stats[i] = widgets.NewStatCard(p.T("invoicing."+key), "", "")
	}
	v.kinds = widgets.NewFilterChip(p, p.T("invoicing.all_kinds"), v.kindOptions(), func(keys []string) { v.filter.kinds = keys; v.draw() })
	v.states = widgets.NewFilterChip(p, p.T("invoicing.all_states"), v.stateOptions(), func(keys []string) { v.filter.states = keys; v.draw() })
	v.table = v.newTable()
	v.side = container.NewStack()
	v.side.Hide()
	top := widgets.VBox(theme.Space12,
		widgets.Columns(theme.Space12, []float32{1, 1, 1, 1}, v.stats[0], v.stats[1], v.stats[2], v.stats[3]),
		widgets.HBox(theme.Space8, v.kinds, v.states))
	body := container.NewBorder(widgets.Inset(0, 0, theme.Space8, 0, top), nil, nil, nil,
		widgets.MinHeight(tableHeight, widgets.NewCard("", "", v.table)))
	v.page = widgets.Pad(theme.Space24, theme.Space16, container.NewBorder(nil, nil, nil, v.side, widgets.VScroll(body)))
	v.none = widgets.NewEmptyState(icons.Invoice, p.T("invoicing.none"), p.T("invoicing.none_text"),
		widgets.NewPrimary(p.T("invoicing.new_month"), icons.Plus, v.draftMonth),
		widgets.NewButton(p.T("invoicing.new_quote"), icons.Plus, func() { v.newDraft(billing.Quote) }))
	v.root = container.NewStack(v.page, v.none)
	v.none.Hide()
	v.more = widgets.NewMenuButton(p.T("invoicing.more"), v.moreItems)
	v.add = widgets.NewPrimary(p.T("invoicing.new_month"), icons.Plus, v.draftMonth).WithHint("Ctrl N")
	v.work.Follow(d.Bus, v.reload, "document", "document_payment", "document_event", "client", "agency", "setting", "client_setting", "time_entry")
	return v
}

// Content implements screen.Screen.
func (v *view) Content() fyne.CanvasObject { return v.root }

// Show implements screen.Screen; Arg opens a document by identifier or number.
func (v *view) Show(r screen.Route) {
	c, _ := v.host.Client(r.Client)
	if c.Key != v.client.Key {
		v.close()
	}
	v.client = c
	if !r.Month.IsZero() {
		v.month = r.Month
	}
	if r.Arg != "" {
		v.shown = r.Arg
	}
	v.reload()
}

// Close implements screen.Screen.
func (v *view) Close() {
	v.work.Close()
}

// Month implements screen.Monthly: the month that is billed.
func (v *view) Month() civil.Month { return v.month }

// SetMonth implements screen.Monthly.
func (v *view) SetMonth(m civil.Month) { v.month = m }

// NewThing implements screen.Creator: the month's invoice.
func (v *view) NewThing() { v.draftMonth() }

// Filter implements screen.Filterer.
func (v *view) Filter() { v.states.Press() }

// TypedKey implements screen.Keyed: Esc closes the document beside the list.
func (v *view) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyEscape && len(v.side.Objects) > 0 {
		v.close()
	}
}

// Header implements screen.Headed.
func (v *view) Header() screen.Header {
	return screen.Header{Before: []fyne.CanvasObject{v.more}, After: []fyne.CanvasObject{v.add}}
}

// Commands implements screen.Commander.
func (v *view) Commands() []screen.Command {
	p := v.host.Printer()
	return []screen.Command{
		{Title: p.T("invoicing.new_month"), Run: v.draftMonth},
		{Title: p.T("invoicing.new_statement"), Run: v.draftStatement},
		{Title: p.T("invoicing.new_quote"), Run: func() { v.newDraft(billing.Quote) }},
		{Title: p.T("invoicing.settings"), Run: v.editSettings},
	}
}

func (v *view) moreItems() []*fyne.MenuItem {
	p := v.host.Printer()
	return []*fyne.MenuItem{
		fyne.NewMenuItem(p.T("invoicing.new_statement"), v.draftStatement),
		fyne.NewMenuItem(p.T("invoicing.new_quote"), func() { v.newDraft(billing.Quote) }),
		fyne.NewMenuItem(p.T("invoicing.new_deposit"), func() { v.newDeposit("") }),
		fyne.NewMenuItem(p.T("invoicing.new_invoice"), func() { v.newDraft(billing.Invoice) }),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(p.T("invoicing.terms"), v.editTerms),
		fyne.NewMenuItem(p.T("invoicing.settings"), v.editSettings),
	}
}

func (v *view) kindOptions() []widgets.Option {
	var list []widgets.Option
	for _, k := range billing.Kinds() {
		list = append(list, widgets.Option{Key: string(k), Label: v.host.Printer().T("billing.kind_" + string(k))})
	}
	return list
}

func (v *view) stateOptions() []widgets.Option {
	var list []widgets.Option
	for _, s := range []string{stateDrafts, stateOpen, stateDue, stateLate, statePaid} {
		list = append(list, widgets.Option{Key: s, Label: v.host.Printer().T("invoicing.state_" + s)})
	}
	return list
}

func (v *view) newTable() *widgets.Table[billing.Document] {
	p := v.host.Printer()
	t := widgets.NewTable([]widgets.Column[billing.Document]{
		{Title: p.T("invoicing.number"), Width: 90, Bold: true, Text: func(d billing.Document) string {
			if !d.Issued() {
				return "—"
			}
			return d.Number
		}},
		{Title: p.T("invoicing.kind"), Width: 78, Muted: true, Text: func(d billing.Document) string {
			if d.Kind == billing.Deposit {
				return p.T("invoicing.deposit_short")
			}
			return p.T("billing.kind_" + string(d.Kind))
		}},
		{Title: p.T("invoicing.subject"), Flex: 1, Wrap: true, Text: func(d billing.Document) string { return subject(p, d) }},
		{Title: p.T("invoicing.issued"), Width: 84, Text: func(d billing.Document) string { return dateOr(p.Date, d.IssuedOn) }, Less: func(a, b billing.Document) bool { return a.IssuedOn.Before(b.IssuedOn) }},
		{Title: p.T("invoicing.due_on"), Width: 84, Muted: true, Text: func(d billing.Document) string { return dateOr(p.Date, d.DueOn) }, Less: func(a, b billing.Document) bool { return a.DueOn.Before(b.DueOn) }},
		{Title: p.T("invoicing.gross"), Width: 84, Right: true, Bold: true, Text: func(d billing.Document) string {
			if d.Kind == billing.Statement {
				return ""
			}
			return p.Money(money.Of(d.Totals.Gross, d.Currency))
		}, Less: func(a, b billing.Document) bool { return a.Totals.Gross < b.Totals.Gross }},
		{
			Title: p.T("common.state"), Width: 142,
			Make: func() fyne.CanvasObject { return widgets.NewPill(widgets.ToneNeutral, "") },
			Update: func(d billing.Document, o fyne.CanvasObject) {
				tone, sign, words := state(p, d, v.host.Today())
				o.(*widgets.Pill).SetSigned(tone, sign, words)
			},
		},
	})
	t.OnOpen = func(d billing.Document) { v.open(string(d.ID)) }
	return t
}

func dateOr(write func(civil.Date) string, d civil.Date) string {
	if d.IsZero() {
		return "—"
	}
	return write(d)
}

func (v *view) reload() {
	if v.client.ID == "" {
		return
	}
	id := clients.ID(v.client.ID)
	work.Load(v.work, "load", func(ctx context.Context) ([]billing.Document, error) {
		return load(ctx, v.deps.Billing, id)
	}, v.host.Fail, func(docs []billing.Document) {
		v.docs = docs
		v.draw()
		if v.shown != "" {
			v.open(v.shown)
		}
	})
}

// draw shows what is loaded through the filter.
func (v *view) draw() {
	p, today := v.host.Printer(), v.host.Today()
	f := count(v.docs, today)
	v.stats[0].Set(p.T("invoicing.drafts"), f.drafts.words(p), f.drafts.documents(p), widgets.ToneNeutral)
	v.stats[1].Set(p.T("invoicing.due"), f.due.words(p), f.due.documents(p), widgets.ToneNeutral)
	late := widgets.ToneNeutral
	if f.late.count > 0 {
		late = widgets.ToneBad
	}
	v.stats[2].Set(p.T("invoicing.late_sum"), f.late.words(p), f.late.documents(p), late)
	v.stats[3].Set(p.T("invoicing.year"), f.year.words(p), p.T("invoicing.before_tax", "year", strconv.Itoa(today.Year)), widgets.ToneNeutral)
	var rows []billing.Document
	for _, d := range v.docs {
		if v.filter.lets(d, today) {
			rows = append(rows, d)
		}
	}
	v.table.SetRows(rows)
	empty := len(v.docs) == 0
	v.none.Hidden, v.page.Hidden = !empty, empty
	v.root.Refresh()
}
