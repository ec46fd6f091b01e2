package rates

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regie/assets/icons"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/gui/choices"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// Deps are what the table stands on.
type Deps struct {
	Hours Hours
	House House
}

// Panel is the table of rates and the line that tries them.
type Panel struct {
	deps   Deps
	host   screen.Host
	work   *work.Runner
	client screen.Client // zero for all clients
	side   hours.Side
	past   bool
	facts  facts
	loaded bool

	// Table is the card of the table, Try the card that tries.
	Table *widgets.Card
	Try   *widgets.Card

	body  *fyne.Container
	table *widgets.Table[row]
	note  *widgets.Paragraph
	try   *trial
}

// NewPanel makes the panel; its work ends with the runner.
func NewPanel(h screen.Host, w *work.Runner, d Deps) *Panel {
	p := h.Printer()
	k := &Panel{deps: d, host: h, work: w, side: hours.Sale}
	k.table = k.newTable(k.parts()...)
	k.note = widgets.NewParagraph("").Token(theme.TokenMute)
	tabs := widgets.NewTabs([]widgets.TabItem{
		{Key: string(hours.Sale), Label: p.T("rates.side_sale")}, {Key: string(hours.Cost), Label: p.T("rates.side_cost")},
	}, func(key string) { k.side = hours.Side(key); k.show() })
	history := widgets.NewToggleChip(p.T("rates.history"), false, func(on bool) { k.past = on; k.show() })
	head := widgets.HBox(theme.Space12, widgets.Grow(tabs), history)
	k.body = widgets.VBox(theme.Space8, head, k.note, k.table)
	k.Table = widgets.NewCard(p.T("rates.title"), "", k.body)
	k.Table.SetCorner(widgets.NewGhost(p.T("common.add"), icons.Plus, func() { k.Add(hours.Rate{}) }))
	k.try = newTrial(k)
	k.Try = widgets.NewCard(p.T("rates.try"), "", k.try.root)
	return k
}

const rateRow = 34

// Show loads the rates, of one client where it is not zero.
func (k *Panel) Show(c screen.Client) {
	if c.ID != k.client.ID {
		k.client, k.loaded = c, false
	}
	today := k.host.Today()
	work.Load(k.work, "rates", func(ctx context.Context) (facts, error) { return k.deps.load(ctx, today) }, k.host.Fail, func(f facts) {
		first := !k.loaded
		k.facts, k.loaded = f, true
		k.show()
		if first {
			k.try.offer()
		}
		k.try.ask()
	})
}

func (k *Panel) show() {
	p := k.host.Printer()
	list := rows(p, k.facts, k.side, clients.ID(k.client.ID), k.past)
	k.table.SetRows(list)
	k.note.SetText(p.T("rates.note_" + string(k.side)))
	if len(list) == 0 {
		k.note.SetText(p.T("rates.none"))
	}
	k.table.Hidden = len(list) == 0
	k.Table.SetCaption("")
	k.Table.Refresh()
}

// Compact names in one column what each rate is for, for half a page.
func (k *Panel) Compact() *Panel {
	k.body.Remove(k.table)
	k.table = k.newTable(widgets.Column[row]{
		Title: k.host.Printer().T("rates.for"), Flex: 1, Text: func(r row) string { return r.title(k.host.Printer()) },
	})
	k.body.Add(k.table)
	return k
}

// newTable is the table with the columns that say what a rate is for.
func (k *Panel) newTable(columns ...widgets.Column[row]) *widgets.Table[row] {
	p := k.host.Printer()
	t := widgets.NewTable(append(columns,
		widgets.Column[row]{Title: p.T("rates.from"), Width: 96, Muted: true, Text: func(r row) string { return r.from }},
		widgets.Column[row]{Title: p.T("rates.amount"), Width: 84, Right: true, Bold: true, Text: func(r row) string { return r.amount }},
		widgets.Column[row]{
			Title: p.T("common.state"), Width: 84,
			Text: func(r row) string { return r.state },
			Tone: func(r row) widgets.Tone { return r.tone },
		},
	)).Whole().RowHeight(rateRow)
	t.OnOpen = k.open
	return t
}

// parts are the columns of what a rate may name.
func (k *Panel) parts() []widgets.Column[row] {
	p := k.host.Printer()
	part := func(key string, read func(row) string) widgets.Column[row] {
		return widgets.Column[row]{Title: p.T(key), Flex: 1, Text: func(r row) string {
			if s := read(r); s != "" {
				return s
			}
			return "·"
		}}
	}
	return []widgets.Column[row]{
		part("common.staff", func(r row) string { return r.who }), part("common.client", func(r row) string { return r.names.client }),
		part("common.hat", func(r row) string { return r.hat }), part("common.level", func(r row) string { return r.level }),
	}
}

// open shows a rate, with what can be done about it.
func (k *Panel) open(r row) {
	p := k.host.Printer()
	var closeIt func()
	next := widgets.NewButton(p.T("rates.another_day"), icons.Plus, func() {
		closeIt()
		k.Add(r.Rate)
	})
	remove := widgets.NewDanger(p.T("common.remove"), icons.Trash, func() {
		work.Act(k.work, "", func(ctx context.Context) error { return k.deps.Hours.RemoveRate(ctx, r.ID) }, k.host.Fail, func() {
			closeIt()
			k.said(p.T("rates.removed"))
		})
	})
	closeIt = widgets.ShowDialog(k.host.Window(), p.T("rates.side_"+string(r.Side)), p.T("common.close"), 440, widgets.VBox(theme.Space12,
		widgets.PanelTitle(r.title(p)).Ellipsis(),
		widgets.NewText(p.T("rates.per_hour", "amount", r.Amount)+" · "+p.T("rates.since", "date", r.From)),
		widgets.NewParagraph(p.T("rates.remove_note")).Px(theme.TextCaption).Token(theme.TokenMute),
		widgets.HBox(theme.Space8, remove, widgets.Spacer(), next)))
}

func (k *Panel) said(words string) {
	k.Show(k.client)
	k.host.Reload()
	k.host.Done(words)
}

// trial is the line that says which rate serves somebody on a day.
type trial struct {
	k                       *Panel
	who, client, hat, level *widgets.Select
	on                      *widgets.DateField
	result                  *fyne.Container
	root                    fyne.CanvasObject
}

const askDelay = 120 * time.Millisecond

func newTrial(k *Panel) *trial {
	p := k.host.Printer()
	t := &trial{k: k, result: widgets.VBox(theme.Space8)}
	again := func(string) { t.ask() }
	t.who = widgets.NewSelect(p, "who", p.T("common.staff"), nil, func(string) { t.follow() })
	t.client = widgets.NewSelect(p, "client", p.T("common.client"), nil, again)
	t.hat = widgets.NewSelect(p, "hat", p.T("common.hat"), nil, again)
	t.level = widgets.NewSelect(p, "level", p.T("common.level"), nil, again)
	t.on = widgets.NewDateField(p, "on", p.T("common.day"), k.host.Today())
	t.on.SetDate(k.host.Today())
	t.on.OnChanged = func(civil.Date) { k.work.After("try", askDelay, t.ask) }
	two := func(a, b fyne.CanvasObject) fyne.CanvasObject {
		return widgets.Columns(theme.Space12, []float32{1, 1}, a, b)
	}
	t.root = widgets.VBox(theme.Space12, two(t.who, t.client), two(t.hat, t.level), t.on, t.result)
	return t
}

// offer fills the choices and picks the first of each.
func (t *trial) offer() {
	p, f, k := t.k.host.Printer(), t.k.facts, t.k
	var people, all []widgets.Option
	for _, s := range f.staff {
		if s.ArchivedAt == "" {
			people = append(people, widgets.Option{Key: string(s.ID), Label: s.Name})
		}
	}
	for _, c := range f.clients {
		if c.ArchivedAt == "" && !c.Internal {
			all = append(all, widgets.Option{Key: string(c.ID), Label: c.Name})
		}
	}
	t.who.SetOptions(people)
	t.client.SetOptions(all)
	t.hat.SetOptions(hatOptions(p, f))
	t.level.SetOptions(choices.Levels(p, f.levels))
	for _, s := range []struct {
		field *widgets.Select
		list  []widgets.Option
	}{{t.who, people}, {t.client, all}, {t.hat, hatOptions(p, f)}} {
		if s.field.Key() == "" && len(s.list) > 0 {
			s.field.Choose(s.list[0].Key)
		}
	}
	if k.client.ID != "" {
		t.client.Choose(k.client.ID)
		t.client.Disable()
	}
	t.follow()
}

// follow takes the level that the person has on the day.
func (t *trial) follow() {
	on, err := t.on.Date()
	person := clients.ID(t.who.Key())
	if err != nil || person == "" {
		return
	}
	work.Run(t.k.work, "level", func(ctx context.Context) (string, error) { return t.k.deps.House.LevelOn(ctx, person, on) },
		func(level string, err error) {
			if err != nil {
				t.k.host.Fail(err)
				return
			}
			t.level.Choose(level)
			t.ask()
		})
}

// ask looks both prices up and says why.
func (t *trial) ask() {
	on, err := t.on.Date()
	if err != nil || on.IsZero() || !t.k.loaded {
		return
	}
	asked := hours.Asked{On: on, Person: clients.ID(t.who.Key()), Client: clients.ID(t.client.Key()), Hat: t.hat.Key(), Level: t.level.Key()}
	if asked.Client == "" {
		asked.Currency = t.k.facts.currency
	}
	p, f := t.k.host.Printer(), t.k.facts
	work.Run(t.k.work, "why", func(ctx context.Context) ([2]answer, error) {
		var out [2]answer
		for i, side := range []hours.Side{hours.Sale, hours.Cost} {
			found, ok, err := t.k.deps.Hours.Why(ctx, side, asked)
			if err != nil {
				return out, err
			}
			out[i] = explain(p, f, found, ok)
		}
		return out, nil
	}, func(a [2]answer, err error) {
		if err != nil {
			t.k.host.Fail(err)
			return
		}
		t.say(a)
	})
}

func (t *trial) say(a [2]answer) {
	p := t.k.host.Printer()
	var objs []fyne.CanvasObject
	for i, side := range []hours.Side{hours.Sale, hours.Cost} {
		objs = append(objs, widgets.Rule(), said(p.T("rates.side_"+string(side)), p.T("rates.no_rate"), a[i]))
		for _, o := range a[i].passed {
			objs = append(objs, widgets.Inset(0, 0, 0, theme.Space12, widgets.VBox(0,
				widgets.HBox(theme.Space8, widgets.NewIcon(icons.SignCancelled, 10, theme.TokenMute), widgets.Grow(widgets.Muted(o.title).Ellipsis())),
				widgets.Inset(0, 0, 0, 18, widgets.Caption(o.detail).Ellipsis()))))
		}
	}
	t.result.Objects = objs
	t.result.Refresh()
	t.k.Try.Refresh()
}

// said is one side's answer: the amount, what it is for, and since when.
func said(side, none string, a answer) fyne.CanvasObject {
	if !a.ok {
		return widgets.VBox(0, widgets.Caption(side), widgets.NewParagraph(none).Token(theme.TokenMute))
	}
	lines := []fyne.CanvasObject{
		widgets.HBox(theme.Space8, widgets.Grow(widgets.Caption(side)), widgets.Strong(a.amount)),
		widgets.HBox(theme.Space8, widgets.NewIcon(icons.SignOK, 10, theme.TokenOK), widgets.Grow(widgets.NewText(a.title).Ellipsis()), widgets.Caption(a.detail)),
	}
	if a.capped != "" {
		lines = append(lines, widgets.NewParagraph(a.capped).Px(theme.TextCaption).Token(theme.TokenMute))
	}
	return container.NewVBox(lines...)
}
