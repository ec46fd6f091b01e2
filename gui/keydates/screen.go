package keydates

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regie/assets/icons"
	"regie/clients"
	"regie/clients/calendar"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// Deps are what the view stands on.
type Deps struct {
	Calendar Calendar
	Bus      *clients.Bus
}

// View is what the calendar tab needs of the view it embeds.
type View interface {
	screen.Screen
	screen.Headed
	screen.Creator
	// Planning says what makes an item of a date ahead.
	Planning(plan func(calendar.Coming))
}

// New makes the view. It is shown inside the calendar tab.
func New(d Deps) func(screen.Host) screen.Screen {
	return func(h screen.Host) screen.Screen { return newView(d, h) }
}

type view struct {
	deps   Deps
	host   screen.Host
	work   *work.Runner
	client screen.Client
	md     model
	plan   func(calendar.Coming)

	ahead *widgets.Table[calendar.Coming]
	own   *widgets.Table[calendar.OwnDay]
	most  *widgets.Button
	add   *widgets.Button
	root  *fyne.Container
}

const (
	// aheadRoom is the least width of what lies ahead; where there is less
	// beside the client's own days, they stand below it.
	aheadRoom   = 600
	besideWidth = 430
)

func newView(d Deps, h screen.Host) *view {
	p := h.Printer()
	v := &view{deps: d, host: h, work: h.Runner().Scope(), root: container.NewStack(), plan: func(calendar.Coming) {}}
	v.ahead, v.own = v.newAhead(), v.newOwn()
	v.most = widgets.NewGhost("", icons.None, v.editMost)
	v.add = widgets.NewPrimary(p.T("keydates.new"), icons.Plus, v.NewThing).WithHint("Ctrl N")
	v.work.Follow(d.Bus, v.reload, "own_day", "item", "client", "setting")
	return v
}

func (v *view) newAhead() *widgets.Table[calendar.Coming] {
	p := v.host.Printer()
	t := widgets.NewTable([]widgets.Column[calendar.Coming]{
		{Title: p.T("common.date"), Width: 76, Text: func(c calendar.Coming) string { return p.DateShort(c.Days.From) }},
		{Title: p.T("keydates.name"), Flex: 2, Bold: true, Wrap: true, Text: func(c calendar.Coming) string { return c.Name(string(p.Lang())) }},
		{Title: p.T("keydates.calendar"), Flex: 1, Muted: true, Wrap: true, Text: func(c calendar.Coming) string { return origin(p, c) }},
		{
			Title: p.T("keydates.begin"), Width: 140,
			Make: func() fyne.CanvasObject { return widgets.NewPill(widgets.ToneNeutral, "") },
			Update: func(c calendar.Coming, o fyne.CanvasObject) {
				words, tone := urgency(p, c, v.host.Today())
				o.(*widgets.Pill).Set(tone, words)
			},
		},
	}).Whole()
	t.OnOpen = func(c calendar.Coming) { v.plan(c) }
	return t
}

func (v *view) newOwn() *widgets.Table[calendar.OwnDay] {
	p := v.host.Printer()
	t := widgets.NewTable([]widgets.Column[calendar.OwnDay]{
		{Title: p.T("keydates.days"), Width: 140, Text: func(d calendar.OwnDay) string { return p.Range(d.Days) }},
		{Title: p.T("keydates.name"), Flex: 1, Bold: true, Wrap: true, Text: func(d calendar.OwnDay) string { return d.Name }},
		{
			Title: p.T("keydates.kind"), Width: 110,
			Make: func() fyne.CanvasObject { return widgets.NewPill(widgets.ToneNeutral, "") },
			Update: func(d calendar.OwnDay, o fyne.CanvasObject) {
				tone, sign := widgets.ToneViolet, icons.SignKeyDate
				if d.Kind == calendar.Embargo {
					tone, sign = widgets.ToneBad, icons.SignHold
				}
				o.(*widgets.Pill).SetSigned(tone, sign, p.T("keydates.kind_"+string(d.Kind)))
			},
		},
	}).Whole()
	t.OnOpen = v.edit
	return t
}

// Content implements screen.Screen.
func (v *view) Content() fyne.CanvasObject { return v.root }

// Show implements screen.Screen.
func (v *view) Show(r screen.Route) {
	c, _ := v.host.Client(r.Client)
	if c.Key != v.client.Key {
		v.root.Objects = nil
	}
	v.client = c
	v.reload()
}

// Close implements screen.Screen.
func (v *view) Close() {
	v.work.Close()
}

// Planning implements View.
func (v *view) Planning(plan func(calendar.Coming)) { v.plan = plan }

// NewThing implements screen.Creator: a day of the client's own.
func (v *view) NewThing() { v.edit(calendar.OwnDay{Client: v.id(), Kind: calendar.OwnKeyDate}) }

// Header implements screen.Headed.
func (v *view) Header() screen.Header { return screen.Header{After: []fyne.CanvasObject{v.add}} }

func (v *view) id() clients.ID { return clients.ID(v.client.ID) }

func (v *view) reload() {
	if v.client.ID == "" {
		return
	}
	id, today := v.id(), v.host.Today()
	work.Load(v.work, "load", func(ctx context.Context) (model, error) { return load(ctx, v.deps.Calendar, id, today) }, v.host.Fail, func(md model) {
		v.md = md
		v.draw()
	})
}

func (v *view) draw() {
	p := v.host.Printer()
	free := v.md.unplanned()
	v.ahead.SetRows(free)
	v.own.SetRows(v.md.own)
	v.most.SetText(p.T("keydates.no_most"))
	if v.md.most > 0 {
		v.most.SetText(p.N("keydates.most", v.md.most))
	}
	var ahead, own fyne.CanvasObject = v.ahead, v.own
	if len(free) == 0 {
		ahead = widgets.Pad(theme.Space12, theme.Space12, widgets.NewParagraph(p.T("keydates.all_planned")).Token(theme.TokenMute))
	}
	if len(v.md.own) == 0 {
		own = widgets.Pad(theme.Space12, theme.Space12, widgets.NewParagraph(p.T("keydates.own_none")).Token(theme.TokenMute))
	}
	mine := widgets.NewCard(p.T("keydates.own_title"), "", own)
	mine.SetCorner(v.most)
	v.root.Objects = []fyne.CanvasObject{widgets.VScroll(widgets.Columns(theme.Space12, []float32{1, -besideWidth},
		widgets.MinWidth(aheadRoom, widgets.NewCard(p.T("keydates.ahead"), p.T("keydates.ahead_text", "n", calendar.ComingDays), ahead)), mine))}
	v.root.Refresh()
}

// edit opens a day of the client's own, new without an identifier.
func (v *view) edit(d calendar.OwnDay) {
	p := v.host.Printer()
	name := widgets.NewTextField("name", p.T("keydates.name"))
	name.SetText(d.Name)
	kind := widgets.NewSelect(p, "kind", p.T("keydates.kind"), []widgets.Option{
		{Key: string(calendar.OwnKeyDate), Label: p.T("keydates.kind_key_date")},
		{Key: string(calendar.Embargo), Label: p.T("keydates.kind_embargo"), Detail: p.T("keydates.embargo_hint")},
	}, nil)
	kind.Choose(string(d.Kind))
	from, until := widgets.NewDateField(p, "from", p.T("keydates.first"), v.host.Today()), widgets.NewDateField(p, "until", p.T("keydates.last"), v.host.Today())
	from.SetDate(d.Days.From)
	until.SetDate(d.Days.To)
	before := widgets.NewTextField("lead", p.T("keydates.lead"))
	before.SetHint(p.T("keydates.lead_hint"))
	if d.Lead > 0 {
		before.SetText(strconv.Itoa(d.Lead))
	}
	title := p.T("keydates.new")
	if d.ID != "" {
		title = d.Name
	}
	form := widgets.NewForm(v.host, title, func() (func(context.Context) error, error) {
		kept := d
		kept.Name, kept.Kind = name.Text(), calendar.OwnDayKind(kind.Key())
		var err error
		if kept.Days.From, err = from.Date(); err != nil {
			return nil, err
		}
		if kept.Days.To, err = until.Date(); err != nil {
			return nil, err
		}
		if kept.Lead, err = lead(before.Text()); err != nil {
			return nil, err
		}
		return func(ctx context.Context) error {
			_, err := v.deps.Calendar.SaveOwnDay(ctx, kept)
			return err
		}, nil
	}, func() { v.said("keydates.saved") }, name, kind, widgets.Columns(theme.Space12, []float32{1, 1}, from, until), before).Accent(v.client.Color)
	if d.ID != "" {
		form.Also(widgets.NewDanger(p.T("common.remove"), icons.None, func() { form.Close(); v.remove(d) }))
	}
	form.Show()
}

func (v *view) remove(d calendar.OwnDay) {
	work.Act(v.work, "", func(ctx context.Context) error {
		_, err := v.deps.Calendar.RemoveOwnDay(ctx, d.Client, string(d.ID))
		return err
	}, v.host.Fail, func() { v.said("keydates.removed") })
}

// editMost asks how many publications one day may have.
func (v *view) editMost() {
	p, id := v.host.Printer(), v.id()
	most := widgets.NewTextField("max", p.T("keydates.most_label"))
	most.SetHint(p.T("keydates.most_hint"))
	if v.md.most > 0 {
		most.SetText(strconv.Itoa(v.md.most))
	}
	widgets.NewForm(v.host, p.T("keydates.most_title"), func() (func(context.Context) error, error) {
		n, err := number(most.Text(), "max")
		return func(ctx context.Context) error { return v.deps.Calendar.SetDayMax(ctx, id, n) }, err
	}, func() { v.said("keydates.saved") }, most).Accent(v.client.Color).Show()
}

// said says that an act is done, and offers to take it back.
func (v *view) said(key string) {
	v.reload()
	v.host.Done(v.host.Printer().T(key))
}
