package plan

import (
	"context"
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// create opens an empty item on a day, at an hour where one is given.
func (v *view) create(on civil.Date, at civil.Clock) {
	if on.IsZero() {
		on = v.host.Today()
	}
	id := clients.ID(v.client.ID)
	work.Run(v.work, "blank", func(ctx context.Context) (calendar.Item, error) {
		return v.deps.Calendar.Blank(ctx, id)
	}, func(it calendar.Item, err error) {
		if err != nil {
			v.host.Fail(err)
			return
		}
		it.On = on
		if at != civil.NoClock {
			it.At = at
		}
		v.edit(it)
	})
}

// itemForm are the fields of an item and one text per network.
type itemForm struct {
	v        *view
	it       calendar.Item
	kind     *widgets.Select
	title    *widgets.TextField
	on       *widgets.DateField
	at       *widgets.ClockField
	author   *widgets.Select
	campaign *widgets.Select
	pillar   *widgets.Select
	scope    *widgets.Select // of a change to one of a series
	effort   *widgets.DurationField
	media    *mediaSection
	tags     *widgets.Button
	link     *widgets.TextField
	note     *widgets.TextField
	networks *widgets.FilterChip
	texts    map[string]*widgets.TextField
	box      *fyne.Container
}

// stock is what an item may be made of, beside words.
type stock struct {
	library []calendar.Asset
	tags    []calendar.HashtagSet
	pillars []calendar.Pillar
}

// edit opens an item, new when it has no identifier yet.
func (v *view) edit(it calendar.Item) {
	id := clients.ID(v.client.ID)
	work.Run(v.work, "stock", func(ctx context.Context) (s stock, err error) {
		if s.library, err = v.deps.Calendar.Library(ctx, id); err != nil {
			return s, fmt.Errorf("reading the library: %w", err)
		}
		if s.tags, err = v.deps.Calendar.HashtagSets(ctx, id); err != nil {
			return s, fmt.Errorf("reading the hashtag sets: %w", err)
		}
		if s.pillars, err = v.deps.Calendar.Pillars(ctx, id); err != nil {
			return s, fmt.Errorf("reading the pillars: %w", err)
		}
		return s, nil
	}, func(s stock, err error) {
		if err != nil {
			v.host.Fail(err)
			return
		}
		v.showForm(it, s)
	})
}

func (v *view) showForm(it calendar.Item, s stock) {
	p := v.host.Printer()
	f := v.newItemForm(it, s)
	title := p.T("plan.new")
	if it.ID != "" {
		title = titleOf(p.T("plan.untitled"), it)
	}
	widgets.NewForm(v.host, title, func() (func(context.Context) error, error) {
		it, err := f.read()
		if err != nil {
			return nil, err
		}
		scope := calendar.Scope(f.scope.Key())
		return func(ctx context.Context) error {
			var err error
			if it.ID == "" {
				it, err = v.deps.Calendar.Add(ctx, it)
			} else {
				_, err = v.deps.Calendar.EditSeries(ctx, it, scope)
			}
			f.it = it
			return err
		}, nil
	}, func() {
		v.item = f.it.ID
		v.said("plan.saved")
	}, f.objects()...).Accent(v.client.Color).Show()
}

func (v *view) newItemForm(it calendar.Item, s stock) *itemForm {
	p := v.host.Printer()
	var kinds, people, networks []widgets.Option
	for _, k := range calendar.Kinds() {
		kinds = append(kinds, widgets.Option{Key: string(k), Label: p.T("calendar.kind." + string(k))})
	}
	for _, s := range v.md.staff {
		people = append(people, widgets.Option{Key: string(s.ID), Label: s.Name})
	}
	all := v.md.networks
	for _, t := range it.Texts {
		if !slices.Contains(all, t.Network) {
			all = append(slices.Clone(all), t.Network)
		}
	}
	for _, n := range all {
		networks = append(networks, widgets.Option{Key: n, Label: v.networkName(n)})
	}
	f := &itemForm{
		v: v, it: it, texts: map[string]*widgets.TextField{}, box: widgets.VBox(theme.Space12),
		kind:     widgets.NewSelect(p, "kind", p.T("plan.kind"), kinds, nil),
		title:    widgets.NewTextField("title", p.T("plan.title")),
		on:       widgets.NewDateField(p, "on", p.T("common.date"), v.host.Today()),
		at:       widgets.NewClockField(p, "at", p.T("plan.at")),
		author:   widgets.NewSelect(p, "author", p.T("plan.author"), people, nil),
		campaign: widgets.NewSelect(p, "campaign", p.T("plan.campaign"), none(p, campaignOptions(v.md.campaigns)), nil),
		pillar:   widgets.NewSelect(p, "pillar", p.T("plan.pillar"), none(p, pillarOptions(s.pillars)), nil),
		scope:    widgets.NewSelect(p, "scope", p.T("plan.scope"), scopeOptions(p), nil),
		effort:   widgets.NewDurationField(p, "effort", p.T("plan.effort")),
		media:    newMediaSection(v, it.Media, s.library),
		link:     widgets.NewTextField("link", p.T("plan.link")),
		note:     widgets.NewTextArea("note", p.T("plan.note"), 2),
	}
	f.networks = widgets.NewFilterChip(p, p.T("plan.choose_networks"), networks, func([]string) { f.layTexts() })
	f.tags = widgets.NewMenuButton(p.T("plan.add_tags"), func() []*fyne.MenuItem { return f.tagItems(s.tags) })
	f.kind.Choose(string(it.Kind))
	f.campaign.Choose(string(it.Campaign))
	f.pillar.Choose(string(it.Pillar))
	f.scope.Choose(string(calendar.ThisOne))
	if it.EffortSeconds > 0 {
		f.effort.SetSeconds(it.EffortSeconds)
	}
	f.title.SetText(it.Title)
	f.on.SetDate(it.On)
	f.at.SetClock(it.At)
	f.author.Choose(string(it.Author))
	f.link.SetText(it.Link)
	f.note.SetText(it.Note)
	var keys []string
	for _, t := range it.Texts {
		keys = append(keys, t.Network)
		f.field(t.Network).SetText(t.Text)
	}
	if it.ID == "" && len(keys) == 0 && len(all) > 0 {
		keys = all[:1]
	}
	f.networks.SetKeys(keys)
	f.layTexts()
	return f
}

// objects are the fields in their order.
func (f *itemForm) objects() []fyne.CanvasObject {
	list := []fyne.CanvasObject{
		f.title, f.kind, widgets.Columns(theme.Space12, []float32{1.4, 1}, f.on, f.at),
		widgets.HBox(theme.Space8, f.networks, f.tags), f.box, f.media.box, f.link,
		widgets.Columns(theme.Space12, []float32{1, 1}, f.campaign, f.pillar),
		widgets.Columns(theme.Space12, []float32{1, 1}, f.author, f.effort), f.note,
	}
	if f.it.Series != "" {
		list = append([]fyne.CanvasObject{f.scope}, list...)
	}
	return list
}

// tagItems offer the client's sets of hashtags; one goes to the text of each
// network that has its own.
func (f *itemForm) tagItems(sets []calendar.HashtagSet) []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, set := range sets {
		items = append(items, fyne.NewMenuItem(set.Name, func() {
			it := f.written()
			for i, t := range it.Texts {
				if t.SameAs == "" {
					it.AddTags(t.Network, set)
					f.field(t.Network).SetText(it.Texts[i].Text)
				}
			}
			f.count()
		}))
	}
	if len(items) == 0 {
		none := fyne.NewMenuItem(f.v.host.Printer().T("plan.no_tags"), nil)
		none.Disabled = true
		items = append(items, none)
	}
	return items
}

func none(p *text.Printer, options []widgets.Option) []widgets.Option {
	return append([]widgets.Option{{Label: p.T("plan.none")}}, options...)
}

func pillarOptions(list []calendar.Pillar) []widgets.Option {
	var options []widgets.Option
	for _, x := range list {
		if x.ArchivedAt == "" {
			options = append(options, widgets.Option{Key: string(x.ID), Label: x.Name})
		}
	}
	return options
}

func scopeOptions(p *text.Printer) []widgets.Option {
	var options []widgets.Option
	for _, s := range []calendar.Scope{calendar.ThisOne, calendar.Following, calendar.AllOfThem} {
		options = append(options, widgets.Option{Key: string(s), Label: p.T("plan.scope_" + string(s))})
	}
	return options
}

// field is the text field of a network, made when first needed, so that what
// was typed for a network comes back with it.
func (f *itemForm) field(network string) *widgets.TextField {
	if t, ok := f.texts[network]; ok {
		return t
	}
	t := widgets.NewTextArea("text."+network, f.v.networkName(network), 5)
	t.OnChanged = func(string) { f.count() }
	f.texts[network] = t
	return t
}

// layTexts shows one field per chosen network; the first holds the idea, the
// others follow it until something is typed in them.
func (f *itemForm) layTexts() {
	f.box.Objects = nil
	keys := f.networks.Keys()
	for i, n := range keys {
		t := f.field(n)
		if i > 0 {
			t.SetPlaceHolder(f.v.host.Printer().T("plan.same_as", "network", f.v.networkName(keys[0])))
		}
		f.box.Add(t)
	}
	f.count()
	f.box.Refresh()
}

// count shows each network's own count beside its text.
func (f *itemForm) count() {
	p := f.v.host.Printer()
	it := f.written()
	for _, g := range calendar.Measure(it, f.v.deps.Calendar.Limits()) {
		s, _ := counterText(p.Int, g)
		if g.Over() {
			s += " · " + p.T("plan.too_long")
		}
		f.texts[g.Network].SetHint(s)
	}
}

// written is the item with the texts as they stand in the fields.
func (f *itemForm) written() calendar.Item {
	it := f.it
	keys := f.networks.Keys()
	old := it.Texts
	it.Texts = nil
	for i, n := range keys {
		t := calendar.Text{Network: n}
		for _, o := range old {
			if o.Network == n {
				t = o
			}
		}
		t.Text, t.SameAs = f.field(n).Text(), ""
		if i > 0 && t.Text == "" {
			t.SameAs = keys[0]
		}
		it.Texts = append(it.Texts, t)
	}
	return it
}

func (f *itemForm) read() (calendar.Item, error) {
	it := f.written()
	var err error
	if it.On, err = f.on.Date(); err != nil {
		return it, fault.Beside(err, "on")
	}
	if it.At, err = f.at.Clock(); err != nil {
		return it, fault.Beside(err, "at")
	}
	it.Kind, it.Title, it.Author = calendar.Kind(f.kind.Key()), f.title.Text(), clients.ID(f.author.Key())
	if it.EffortSeconds, err = f.effort.Seconds(); err != nil {
		return it, fault.Beside(err, "effort")
	}
	it.Link, it.Note = f.link.Text(), f.note.Text()
	it.Campaign, it.Pillar, it.Media = clients.ID(f.campaign.Key()), clients.ID(f.pillar.Key()), f.media.chosen()
	return it, nil
}
