package ledger

import (
	"context"

	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/clients/billing"
	"regie/clients/civil"
	"regie/clients/money"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// mostDocs is how many documents are listed, those due longest; each client's
// own tab has them all.
const mostDocs = 40

// Deps are what the panel stands on.
type Deps struct {
	Billing Billing
	House   House
	// Save writes a file whole or not at all.
	Save func(path string, content []byte) error
}

// Panel is the cards of the agency's billing; its work ends with the runner.
type Panel struct {
	deps  Deps
	host  screen.Host
	work  *work.Runner
	month civil.Month
	by    string
	facts facts

	// Owed, Profit, Settings, Franchise and Journal are the cards.
	Owed, Profit, Settings, Franchise, Journal *widgets.Card

	clients *widgets.Table[owedRow]
	docs    *widgets.Table[billing.Document]
	profit  *widgets.Table[profitRow]
	waiting *widgets.Paragraph
	more    *widgets.Text // how many documents are not listed
}

// NewPanel makes the panel.
func NewPanel(h screen.Host, w *work.Runner, d Deps) *Panel {
	p := h.Printer()
	k := &Panel{deps: d, host: h, work: w, month: h.Today().InMonth().Add(-1), by: billing.ByClient}
	k.clients, k.docs, k.profit = k.newClients(), k.newDocs(), k.newProfit()
	k.waiting, k.more = widgets.NewParagraph("").Px(theme.TextCaption), widgets.Caption("")
	k.Owed = widgets.NewCard(p.T("ledger.owed"), "", widgets.Spacer())
	tabs := widgets.NewTabs([]widgets.TabItem{
		{Key: billing.ByClient, Label: p.T("ledger.by_client")}, {Key: billing.ByLevel, Label: p.T("ledger.by_level")}, {Key: billing.ByHat, Label: p.T("ledger.by_hat")},
	}, func(by string) { k.by = by; k.Show() })
	month := widgets.NewMonthPicker(p, k.month, func(m civil.Month) { k.month = m; k.Show() })
	k.Profit = widgets.NewCard(p.T("ledger.profit"), "", widgets.VBox(theme.Space8,
		widgets.HBox(theme.Space12, widgets.Grow(tabs), month), k.profit, k.waiting,
		widgets.NewParagraph(p.T("ledger.profit_note")).Px(theme.TextCaption).Token(theme.TokenMute)))
	k.Profit.SetCorner(widgets.NewPill(widgets.ToneViolet, p.T("ledger.internal")))
	k.Settings = widgets.NewCard(p.T("invoicing.settings"), "", widgets.Spacer())
	k.Settings.SetCorner(widgets.NewGhost(p.T("common.edit"), icons.Edit, func() {
		EditSettings(h, w, d.Billing, func() {
			k.Show()
			h.Done(p.T("ledger.saved"))
		})
	}))
	k.Franchise = widgets.NewCard(p.T("ledger.franchise"), "", widgets.Spacer())
	k.Franchise.Hide()
	k.Journal = widgets.NewCard(p.T("ledger.journal"), "", widgets.VBox(theme.Space12,
		widgets.NewParagraph(p.T("ledger.journal_text")).Token(theme.TokenMute),
		widgets.HBox(0, widgets.NewButton(p.T("ledger.export"), icons.Download, k.Export), widgets.Spacer())))
	return k
}

// Show loads and draws.
func (k *Panel) Show() {
	p, today, month, by := k.host.Printer(), k.host.Today(), k.month, k.by
	work.Load(k.work, "ledger", func(ctx context.Context) (facts, error) {
		return k.deps.read(ctx, p, today, month, by)
	}, k.host.Fail, func(f facts) {
		k.facts = f
		k.draw()
	})
}

func (k *Panel) draw() {
	p, f, today := k.host.Printer(), k.facts, k.host.Today()
	rows := owed(p, f.docs, today, k.host.Client)
	k.clients.SetRows(rows)
	docs := open(f.docs)
	if k.more.Hidden = len(docs) <= mostDocs; !k.more.Hidden {
		k.more.SetText(p.N("ledger.more", len(docs)-mostDocs))
		docs = docs[:mostDocs]
	}
	k.docs.SetRows(docs)
	if len(rows) == 0 {
		k.Owed.SetContent(widgets.NewParagraph(p.T("ledger.owed_none")).Token(theme.TokenMute))
	} else {
		k.Owed.SetContent(widgets.VBox(theme.Space16, k.clients, widgets.Strong(p.T("ledger.documents")), k.docs, k.more))
	}
	k.profit.SetRows(profits(p, f.profit, f.names))
	words := waiting(p, f.profit)
	k.waiting.SetText(words)
	k.waiting.Hidden = words == ""
	k.Settings.SetContent(k.settingLines(f.settings, f.next))
	k.Franchise.Hidden = !f.agency.Franchise
	if f.agency.Franchise {
		k.Franchise.SetContent(k.gauge(f.franchise))
	}
	for _, c := range []*widgets.Card{k.Owed, k.Profit, k.Settings, k.Franchise} {
		c.Refresh()
	}
}

// gauge is the year's turnover against the limits, with the article that sets
// them.
func (k *Panel) gauge(f billing.FranchiseState) fyne.CanvasObject {
	p := k.host.Printer()
	write := func(minor int64) string { return p.MoneyShort(money.Of(minor, money.EUR)) }
	g := widgets.NewLabelledGauge("", "")
	g.Set(p.T("ledger.turnover", "year", f.Year, "amount", write(f.Turnover)), p.Percent(f.Share(), 0),
		float64(f.Turnover), float64(f.Base), widgets.GaugeTone(float64(f.Turnover), float64(f.Base), float64(f.Turnover)))
	words := []fyne.CanvasObject{g, widgets.NewParagraph(p.T("ledger.limits", "base", write(f.Base), "raised", write(f.Raised)))}
	switch {
	case f.Turnover > f.Raised:
		words = append(words, widgets.NewNote(widgets.ToneBad, p.T("ledger.lost_now")))
	case f.Turnover > f.Base:
		words = append(words, widgets.NewNote(widgets.ToneWarn, p.T("ledger.lost_next")))
	}
	if f.Others > 0 {
		words = append(words, widgets.NewNote(widgets.ToneInfo, p.N("ledger.others", f.Others)))
	}
	return widgets.VBox(theme.Space8, append(words, widgets.NewParagraph(f.Source).Px(theme.TextCaption).Token(theme.TokenMute))...)
}

func (k *Panel) goTo(client, document string) {
	if client != "" {
		k.host.Go(screen.Route{Page: screen.PageClient, Client: client, Tab: screen.TabBilling, Arg: document})
	}
}

func (k *Panel) newClients() *widgets.Table[owedRow] {
	p := k.host.Printer()
	columns := []widgets.Column[owedRow]{{Title: p.T("ledger.client"), Flex: 1, Bold: true, Text: func(r owedRow) string { return r.name }}}
	for _, age := range billing.Ages() {
		columns = append(columns, widgets.Column[owedRow]{
			Title: p.T("billing.age_" + string(age)), Width: 84, Right: true, Muted: age == billing.NotDue, Text: func(r owedRow) string { return r.due[age] },
		})
	}
	columns = append(columns, widgets.Column[owedRow]{Title: p.T("ledger.total"), Width: 94, Right: true, Bold: true, Text: func(r owedRow) string { return r.total }})
	t := widgets.NewTable(columns).Whole()
	t.OnOpen = func(r owedRow) { k.goTo(r.client, "") }
	return t
}

func (k *Panel) newDocs() *widgets.Table[billing.Document] {
	p := k.host.Printer()
	t := widgets.NewTable([]widgets.Column[billing.Document]{
		{Title: p.T("ledger.number"), Width: 110, Bold: true, Text: func(d billing.Document) string { return d.Number }},
		{Title: p.T("ledger.client"), Flex: 1, Text: func(d billing.Document) string {
			if c, ok := k.host.Client(string(d.Client)); ok {
				return c.Name
			}
			return d.Buyer.PrintedName()
		}},
		{Title: p.T("ledger.due_on"), Width: 110, Muted: true, Text: func(d billing.Document) string { return p.Date(d.DueOn) }},
		{
			Title: p.T("common.state"), Width: 150,
			Make: func() fyne.CanvasObject { return widgets.NewPill(widgets.ToneNeutral, "") },
			Update: func(d billing.Document, o fyne.CanvasObject) {
				tone, words := lateness(p, d.DueOn, k.host.Today())
				if d.DueMinor() < 0 {
					tone, words = widgets.ToneInfo, p.T("ledger.overpaid")
				}
				o.(*widgets.Pill).SetSigned(tone, tone.Sign(), words)
			},
		},
		{Title: p.T("ledger.due"), Width: 110, Right: true, Bold: true, Text: func(d billing.Document) string {
			return p.Money(money.Of(d.DueMinor(), d.Currency))
		}},
	}).Whole()
	t.OnOpen = func(d billing.Document) {
		if c, ok := k.host.Client(string(d.Client)); ok {
			k.goTo(c.Key, d.Number)
		}
	}
	return t
}

func (k *Panel) newProfit() *widgets.Table[profitRow] {
	p := k.host.Printer()
	column := func(key string, width float32, read func(profitRow) string) widgets.Column[profitRow] {
		return widgets.Column[profitRow]{
			Title: p.T("billing.profit_" + key), Width: width, Right: true, Text: read,
			Make: func() fyne.CanvasObject { return widgets.NewText("").Right() },
			Update: func(r profitRow, o fyne.CanvasObject) {
				t := o.(*widgets.Text)
				t.SetText(read(r))
				t.SetBold(r.sum)
				t.Token(theme.TokenInk)
				switch {
				case r.waiting:
					t.Token(theme.TokenMute)
				case key == "margin" && r.loss:
					t.Token(theme.TokenBad)
				}
			},
		}
	}
	label := column("hours", 0, func(r profitRow) string { return r.label })
	label.Title, label.Flex, label.Right = "", 1, false
	label.Make = func() fyne.CanvasObject { return widgets.NewText("").Ellipsis() }
	return widgets.NewTable([]widgets.Column[profitRow]{
		label, column("hours", 76, func(r profitRow) string { return r.hours }),
		column("revenue", 112, func(r profitRow) string { return r.revenue }), column("cost", 100, func(r profitRow) string { return r.cost }),
		column("margin", 100, func(r profitRow) string { return r.margin }), column("rate", 92, func(r profitRow) string { return r.rate }),
	}).Whole()
}
