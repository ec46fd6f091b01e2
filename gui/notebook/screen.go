package notebook

import (
	"context"

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

// New makes the view. It is shown inside the calendar tab, which gives it its
// margins.
func New(d Deps) func(screen.Host) screen.Screen {
	return func(h screen.Host) screen.Screen { return newView(d, h) }
}

type view struct {
	deps   Deps
	host   screen.Host
	work   *work.Runner
	client screen.Client
	md     model
	phases []string

	stages *widgets.FilterChip
	sum    *widgets.Text
	center *fyne.Container
	root   fyne.CanvasObject
	add    *widgets.Button
}

func newView(d Deps, h screen.Host) *view {
	p := h.Printer()
	v := &view{deps: d, host: h, work: h.Runner().Scope(), center: container.NewStack()}
	var options []widgets.Option
	for _, ph := range calendar.Phases() {
		options = append(options, widgets.Option{Key: string(ph), Label: p.T("calendar.phase." + string(ph))})
	}
	v.stages = widgets.NewFilterChip(p, p.T("notebook.all"), options, func(keys []string) { v.phases = keys; v.draw() })
	v.sum = widgets.Muted("").Ellipsis()
	head := widgets.Inset(0, 0, theme.Space8, 0, widgets.HBox(theme.Space8, v.stages, widgets.Spacer(), v.sum))
	v.root = container.NewBorder(head, nil, nil, nil, v.center)
	v.add = widgets.NewPrimary(p.T("notebook.new"), icons.Plus, v.NewThing).WithHint("Ctrl N")
	v.work.Follow(d.Bus, v.reload, "experiment", "campaign")
	return v
}

// Content implements screen.Screen.
func (v *view) Content() fyne.CanvasObject { return v.root }

// Show implements screen.Screen.
func (v *view) Show(r screen.Route) {
	c, _ := v.host.Client(r.Client)
	if c.Key != v.client.Key {
		v.center.Objects = nil
	}
	v.client = c
	v.reload()
}

// Close implements screen.Screen.
func (v *view) Close() {
	v.work.Close()
}

// NewThing implements screen.Creator: an experiment.
func (v *view) NewThing() { v.edit(calendar.Experiment{}) }

// Filter implements screen.Filterer.
func (v *view) Filter() { v.stages.Press() }

// Header implements screen.Headed.
func (v *view) Header() screen.Header { return screen.Header{After: []fyne.CanvasObject{v.add}} }

func (v *view) reload() {
	if v.client.ID == "" {
		return
	}
	id, today := clients.ID(v.client.ID), v.host.Today()
	work.Load(v.work, "load", func(ctx context.Context) (model, error) {
		return load(ctx, v.deps.Calendar, id, today)
	}, v.host.Fail, func(md model) {
		v.md = md
		v.draw()
	})
}

func (v *view) draw() {
	p, today := v.host.Printer(), v.host.Today()
	words := p.N("notebook.total", len(v.md.all))
	if n := v.md.count(calendar.PhaseDue, today); n > 0 {
		words += " · " + p.N("notebook.to_conclude", n)
	}
	v.sum.SetText(words)
	list := v.md.in(v.phases, today)
	var page fyne.CanvasObject
	switch {
	case len(v.md.all) == 0:
		page = widgets.NewEmptyState(icons.SignIdea, p.T("notebook.empty"), p.T("notebook.empty_text"), widgets.NewPrimary(p.T("notebook.new"), icons.Plus, v.NewThing))
	case len(list) == 0:
		page = widgets.NewPanel(widgets.Muted(p.T("notebook.none")))
	default:
		cards := make([]fyne.CanvasObject, 0, len(list))
		for _, e := range list {
			cards = append(cards, v.card(e))
		}
		page = widgets.VScroll(widgets.Inset(0, theme.Space12, 0, 0, widgets.VBox(theme.Space12, cards...)))
	}
	v.center.Objects = []fyne.CanvasObject{page}
	v.center.Refresh()
}

// card is one experiment: hypothesis and stage, then what is done and looked
// at beside what came of it.
func (v *view) card(e calendar.Experiment) fyne.CanvasObject {
	p, today := v.host.Printer(), v.host.Today()
	acts := []fyne.CanvasObject{widgets.Spacer()}
	switch e.Phase(today) {
	case calendar.PhaseDue:
		acts = append(acts, widgets.NewPrimary(p.T("notebook.conclude"), icons.Check, func() { v.conclude(e) }))
	case calendar.PhaseRunning:
		acts = append(acts, widgets.NewButton(p.T("notebook.conclude"), icons.Check, func() { v.conclude(e) }))
	}
	acts = append(acts, widgets.NewButton(p.T("common.edit"), icons.Edit, func() { v.edit(e) }))
	place := when(p, e, today)
	if c := v.md.campaign(e.Campaign); c != "" {
		place += " · " + c
	}
	left := widgets.VBox(theme.Space8, parts(p.T("notebook.change"), e.Change, p.T("notebook.measure"), e.Measure)...)
	right := widgets.VBox(theme.Space8, v.outcome(e)...)
	return widgets.NewPanel(widgets.VBox(theme.Space8,
		widgets.HBox(theme.Space12, widgets.Grow(widgets.NewParagraph(e.Hypothesis).Bold().Px(theme.TextPanel).MaxLines(3)),
			widgets.VBox(0, widgets.NewPill(tone(e, today), stage(p, e, today)))),
		widgets.Muted(place).Ellipsis(),
		widgets.Columns(theme.Space24, []float32{1, 1}, left, right),
		widgets.HBox(theme.Space8, acts...)))
}

// outcome is what is known of the result, nothing while there is none.
func (v *view) outcome(e calendar.Experiment) []fyne.CanvasObject {
	p := v.host.Printer()
	var rows []fyne.CanvasObject
	if e.Before != "" && e.After != "" {
		rows = append(rows, widgets.Strong(figures(p, e)).Px(theme.TextTitle).Ellipsis())
	} else {
		rows = parts(p.T("notebook.before"), e.Before, p.T("notebook.after"), e.After)
	}
	return append(rows, parts(p.T("notebook.result"), e.Result, p.T("notebook.conclusion"), e.Conclusion)...)
}

// parts are labelled words, those without words left out.
func parts(labelled ...string) []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for i := 0; i+1 < len(labelled); i += 2 {
		if labelled[i+1] != "" {
			rows = append(rows, widgets.VBox(0, widgets.StrongCaption(labelled[i]), widgets.NewParagraph(labelled[i+1]).MaxLines(6)))
		}
	}
	return rows
}
