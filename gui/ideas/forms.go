package ideas

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// plan asks for a day; the idea becomes a draft of that day in one act.
func (v *view) plan(id clients.ID) {
	r, ok := v.md.idea(id)
	if !ok {
		return
	}
	p := v.host.Printer()
	on := widgets.NewDateField(p, "on", p.T("common.date"), v.host.Today())
	on.SetDate(v.host.Today().AddDays(1))
	at := widgets.NewClockField(p, "at", p.T("ideas.at"))
	at.SetHint(p.T("ideas.at_hint"))
	v.keepScores(func() {})
	var made calendar.Item
	widgets.NewForm(v.host, p.T("ideas.plan_title"), func() (func(context.Context) error, error) {
		day, err := on.Date()
		if err != nil {
			return nil, fault.Beside(err, "on")
		}
		clock := civil.NoClock
		if !at.Empty() {
			if clock, err = at.Clock(); err != nil {
				return nil, fault.Beside(err, "at")
			}
		}
		return func(ctx context.Context) (err error) {
			made, err = v.deps.Calendar.PlanIdea(ctx, id, day, clock)
			return err
		}, nil
	}, func() {
		v.reload()
		v.host.Done(p.T("ideas.planned", "title", made.Title, "date", made.On))
	}, widgets.NewParagraph(r.Title).Bold(), widgets.Columns(theme.Space12, []float32{1.4, 1}, on, at),
		widgets.NewParagraph(p.T("ideas.plan_text")).Token(theme.TokenMute)).
		Accent(v.client.Color).SaveLabel(p.T("ideas.plan")).Show()
}

// edit says more of an idea, with the marks given so far kept.
func (v *view) edit(id clients.ID) {
	v.keepScores(func() {
		work.Load(v.work, "item", func(ctx context.Context) (calendar.Item, error) {
			return v.deps.Calendar.Item(ctx, id)
		}, v.host.Fail, func(it calendar.Item) { v.showForm(it) })
	})
}

func (v *view) showForm(it calendar.Item) {
	p := v.host.Printer()
	title := widgets.NewTextField("title", p.T("ideas.title"))
	title.SetText(it.Title)
	kind := widgets.NewSelect(p, "kind", p.T("ideas.kind"), v.kinds(), nil)
	kind.Choose(string(it.Kind))
	networks := widgets.NewFilterChip(p, p.T("ideas.no_network"), v.networks(), func([]string) {})
	networks.SetKeys(networksOf(it))
	none := widgets.Option{Label: p.T("common.none")}
	pillar := widgets.NewSelect(p, "pillar", p.T("ideas.pillar"), append([]widgets.Option{none}, v.md.pillarOptions()...), nil)
	pillar.Choose(string(it.Pillar))
	author := widgets.NewSelect(p, "author", p.T("ideas.author"), v.people(), nil)
	author.Choose(string(it.Author))
	effort := widgets.NewDurationField(p, "effort", p.T("ideas.effort"))
	if it.EffortSeconds > 0 {
		effort.SetSeconds(it.EffortSeconds)
	}
	source := widgets.NewTextField("source", p.T("ideas.source")).SetPlaceHolder("https://")
	source.SetHint(p.T("ideas.source_hint"))
	source.SetText(it.Source)
	note := widgets.NewTextArea("note", p.T("common.note"), 4)
	note.SetText(it.Note)
	two := func(a, b fyne.CanvasObject) fyne.CanvasObject {
		return widgets.Columns(theme.Space12, []float32{1, 1}, a, b)
	}
	widgets.NewForm(v.host, p.T("ideas.edit"), func() (func(context.Context) error, error) {
		kept := it
		kept.Title, kept.Kind, kept.Pillar, kept.Author = title.Text(), calendar.Kind(kind.Key()), clients.ID(pillar.Key()), clients.ID(author.Key())
		kept.Source, kept.Note, kept.EffortSeconds = source.Text(), note.Text(), 0
		if !effort.Empty() {
			var err error
			if kept.EffortSeconds, err = effort.Seconds(); err != nil {
				return nil, fault.Beside(err, "effort")
			}
		}
		kept.Texts = slices.Clone(it.Texts)
		setNetworks(&kept, networks.Keys())
		return func(ctx context.Context) error {
			_, err := v.deps.Calendar.Edit(ctx, kept)
			return err
		}, nil
	}, func() {
		v.reload()
		v.host.Done(p.T("ideas.saved"))
	}, title, widgets.VBox(theme.Space4, widgets.Caption(p.T("ideas.networks")), widgets.HBox(0, networks)),
		two(kind, effort), two(pillar, author), source, note).Accent(v.client.Color).Show()
}

// networksOf are the networks an idea is for.
func networksOf(it calendar.Item) []string {
	keys := make([]string, 0, len(it.Texts))
	for _, t := range it.Texts {
		keys = append(keys, t.Network)
	}
	return keys
}

// setNetworks makes an idea one for these networks; what was written for those
// that stay is left as it is.
func setNetworks(it *calendar.Item, keys []string) {
	before := networksOf(*it)
	for _, n := range before {
		if !slices.Contains(keys, n) {
			it.DropNetwork(n)
		}
	}
	for _, n := range keys {
		if !slices.Contains(before, n) {
			it.SetText(n, "")
		}
	}
}

func (v *view) kinds() []widgets.Option {
	var list []widgets.Option
	for _, k := range calendar.Kinds() {
		list = append(list, widgets.Option{Key: string(k), Label: v.host.Printer().T("calendar.kind." + string(k))})
	}
	return list
}

func (v *view) networks() []widgets.Option {
	p, book := v.host.Printer(), v.deps.Calendar.Limits()
	var list []widgets.Option
	for _, n := range book.Networks() {
		list = append(list, widgets.Option{Key: n, Label: book.Name(n, string(p.Lang())), Detail: book.Code(n)})
	}
	return list
}

func (v *view) people() []widgets.Option {
	list := []widgets.Option{{Label: v.host.Printer().T("common.none")}}
	for _, s := range v.md.staff {
		if s.ArchivedAt == "" {
			list = append(list, widgets.Option{Key: string(s.ID), Label: s.Name})
		}
	}
	return list
}
