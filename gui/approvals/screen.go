package approvals

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regie/assets/icons"
	"regie/clients"
	"regie/gui/itemlook"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// Deps are what the page stands on.
type Deps struct {
	Calendar Calendar
	House    House
	Bus      *clients.Bus
}

// New makes the page.
func New(d Deps) func(screen.Host) screen.Screen {
	return func(h screen.Host) screen.Screen { return newView(d, h) }
}

type view struct {
	deps  Deps
	host  screen.Host
	work  *work.Runner
	shown bool
	known int // clients of the rail at the last load
	facts facts
	md    model

	chip     *widgets.FilterChip
	internal *fyne.Container
	client   *fyne.Container
	cards    [2]*widgets.Card
	lines    [2]int // drawn of each card, at most
	page     fyne.CanvasObject
	none     *widgets.EmptyState
	root     *fyne.Container
}

func newView(d Deps, h screen.Host) *view {
	p := h.Printer()
	v := &view{deps: d, host: h, work: h.Runner().Scope(), lines: [2]int{linesAtOnce, linesAtOnce}}
	v.chip = widgets.NewFilterChip(p, p.T("approvals.all_clients"), nil, func([]string) { v.draw() })
	v.internal, v.client = widgets.VBox(0), widgets.VBox(0)
	v.cards = [2]*widgets.Card{
		widgets.NewCard(p.T("approvals.client"), "", v.client),
		widgets.NewCard(p.T("approvals.internal"), "", v.internal),
	}
	v.page = widgets.VScroll(widgets.Pad(theme.Space24, 20, widgets.VBox(theme.Space16, v.cards[0], v.cards[1])))
	v.none = widgets.NewEmptyState(icons.Approvals, p.T("approvals.empty_title"), p.T("approvals.empty_text"),
		widgets.NewPrimary(p.T("approvals.to_week"), icons.Week, func() { h.Go(screen.Route{Page: screen.PageWeek}) }),
		widgets.NewButton(p.T("approvals.to_calendar"), icons.Calendar, v.toCalendar))
	v.root = container.NewStack(v.page, v.none)
	v.none.Hide()
	v.work.Follow(d.Bus, v.reload, "item", "item_text", "decision", "contact", "client")
	return v
}

// Content implements screen.Screen.
func (v *view) Content() fyne.CanvasObject { return v.root }

// Show implements screen.Screen.
func (v *view) Show(screen.Route) {
	v.shown = true
	v.reload()
}

// Leave implements screen.Leaver: out of sight nothing is loaded again.
func (v *view) Leave() { v.shown = false }

// Rebrand implements screen.Branded.
func (v *view) Rebrand() { v.reload() }

// Close implements screen.Screen.
func (v *view) Close() {
	v.work.Close()
}

// Filter implements screen.Filterer.
func (v *view) Filter() { v.chip.Press() }

// Header implements screen.Headed.
func (v *view) Header() screen.Header {
	v.noticed()
	return screen.Header{Caption: v.md.caption(v.host.Printer()), After: []fyne.CanvasObject{v.chip}}
}

func (v *view) toCalendar() {
	if list := v.host.Clients(); len(list) > 0 {
		v.host.Go(screen.Route{Page: screen.PageClient, Client: list[0].Key, Tab: screen.TabCalendar})
	}
}

// noticed loads again when the rail has come to know other clients: the shell
// asks for the header whenever it has loaded them.
func (v *view) noticed() {
	if v.shown && len(v.host.Clients()) != v.known {
		v.reload()
	}
}

func (v *view) reload() {
	if !v.shown {
		return
	}
	list := v.host.Clients()
	v.known = len(list)
	options := make([]widgets.Option, 0, len(list))
	for _, c := range list {
		options = append(options, widgets.Option{Key: c.Key, Label: c.Name})
	}
	v.chip.SetOptions(options)
	today := v.host.Today()
	work.Load(v.work, "load", func(ctx context.Context) (facts, error) {
		return gather(ctx, v.deps, today)
	}, v.host.Fail, func(f facts) {
		v.facts = f
		v.draw()
	})
}

// draw shows what is loaded through the filter.
func (v *view) draw() {
	p := v.host.Printer()
	v.md = build(p, v.facts, v.deps.Calendar.Limits(), v.host.Client, v.chip.Keys(), v.host.Today(), time.Local)
	empty := len(v.md.internal)+len(v.md.client) == 0 && len(v.chip.Keys()) == 0
	v.none.Hidden = !empty
	if empty {
		v.page.Hide()
	} else {
		v.page.Show()
	}
	v.fill(v.client, 0, v.md.client, p.T("approvals.client_none"))
	v.fill(v.internal, 1, v.md.internal, p.T("approvals.internal_none"))
	v.host.HeaderChanged()
	v.root.Refresh()
}

// linesAtOnce is how many lines of a card are drawn until more are asked for:
// a thousand that wait would take seconds.
const linesAtOnce = 40

func (v *view) fill(box *fyne.Container, card int, list []waiting, none string) {
	p := v.host.Printer()
	var lines []fyne.CanvasObject
	for i, w := range list[:min(len(list), v.lines[card])] {
		if i > 0 {
			lines = append(lines, widgets.Rule())
		}
		lines = append(lines, v.line(w))
	}
	if len(lines) == 0 {
		lines = append(lines, widgets.NewParagraph(none).Token(theme.TokenMute))
	}
	if left := len(list) - v.lines[card]; left > 0 {
		more := widgets.NewButton(p.N("approvals.more", left), icons.Down, func() { v.more(card) })
		lines = append(lines, widgets.Inset(theme.Space12, 0, 0, 0, widgets.HBox(0, widgets.Spacer(), more, widgets.Spacer())))
	}
	box.Objects = lines
	box.Refresh()
	v.cards[card].SetCaption(p.Int(int64(len(list))))
}

// more draws further lines of a card.
func (v *view) more(card int) {
	v.lines[card] += linesAtOnce
	v.draw()
}

// line is an item that waits: pressed it opens where it is written, its button
// takes the answer here.
func (v *view) line(w waiting) fyne.CanvasObject {
	p := v.host.Printer()
	words := widgets.VBox(0, widgets.NewText(w.title).Bold().Ellipsis(), widgets.Caption(w.context).Ellipsis())
	pill := itemlook.Pill(p, w.row.State)
	switch {
	case w.refused:
		pill.SetSigned(widgets.ToneBad, icons.SignChanges, p.T("approvals.withheld_pill"))
	case w.late:
		pill.SetSigned(widgets.ToneBad, icons.SignBad, p.T("common.late"))
	}
	state := widgets.VBox(theme.Space4, widgets.HBox(theme.Space8, widgets.Spacer(), widgets.NewText(w.count), pill),
		widgets.Caption(w.since).Right().Ellipsis())
	if w.since == "" {
		state = widgets.HBox(0, widgets.Spacer(), pill)
	}
	line := widgets.Columns(theme.Space12, []float32{-30, 1.2, 1},
		itemlook.Middle(itemlook.Tile(w.client, 28)), itemlook.Middle(words), itemlook.Middle(state))
	open := widgets.NewPressRow(widgets.MinHeight(56, line), func() { v.open(w) })
	answer := widgets.NewButton(p.T("approvals.answer"), icons.Check, func() { v.decide(w) })
	return container.NewBorder(nil, nil, nil, widgets.Inset(0, 0, 0, theme.Space16, itemlook.Middle(answer)), open)
}

func (v *view) open(w waiting) {
	r := screen.Route{Page: screen.PageClient, Client: w.client.Key, Tab: screen.TabCalendar, Arg: string(w.row.ID)}
	if !w.row.On.IsZero() {
		r.Month = w.row.On.InMonth()
	}
	v.host.Go(r)
}
