package plan

import (
	"context"
	"fmt"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/gui/choices"
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
	work.Load(v.work, "blank", func(ctx context.Context) (calendar.Item, error) {
		return v.deps.Calendar.Blank(ctx, id)
	}, v.host.Fail, func(it calendar.Item) {
		it.On = on
		if at != civil.NoClock {
			it.At = at
		}
		v.edit(it)
	})
}

// stock is what an item may be made of, beside words.
type stock struct {
	client  clients.Client
	library []calendar.Asset
	tags    []calendar.HashtagSet
	pillars []calendar.Pillar
}

func (v *view) readStock(ctx context.Context, id clients.ID) (s stock, err error) {
	if s.client, err = v.deps.House.Client(ctx, id); err != nil {
		return s, fmt.Errorf("reading the client: %w", err)
	}
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
}

// edit opens an item, new when it has no identifier yet.
func (v *view) edit(it calendar.Item) {
	id := clients.ID(v.client.ID)
	v.closeDialog()
	work.Load(v.work, "stock", func(ctx context.Context) (stock, error) { return v.readStock(ctx, id) }, v.host.Fail, func(s stock) {
		v.showForm(it, s)
	})
}

// formWide holds a network's text as wide as most networks show it.
const formWide = 560

func (v *view) showForm(it calendar.Item, s stock) {
	p := v.host.Printer()
	f := v.newItemForm(it, s)
	title := p.T("plan.new")
	if it.ID != "" {
		title = titleOf(p.T("plan.untitled"), it)
	}
	v.host.Window().SetOnDropped(f.media.dropped)
	widgets.NewForm(v.host, title, f.prepare, func() {
		v.item = f.d.it.ID
		v.said("plan.saved")
	}, f.objects()...).Accent(v.client.Color).Wide(formWide).Sticky(widgets.VBox(theme.Space4, f.texts.strip, widgets.Rule())).OnFault(f.reveal).OnClose(f.closed).Show()
	f.measure()
}

// itemForm are the fields of an item: what it is, its texts network by
// network, its media, and where it belongs.
type itemForm struct {
	v        *view
	work     *work.Runner
	d        *draft
	kind     *widgets.Select
	title    *widgets.TextField
	on       *widgets.DateField
	at       *widgets.ClockField
	zone     *widgets.Select
	author   *widgets.Select
	tutor    *widgets.Paragraph
	campaign *widgets.Select
	pillar   *widgets.Select
	funnel   *widgets.Select
	scope    *widgets.Select // of a change to one of a series
	effort   *widgets.DurationField
	texts    *textEditor
	media    *mediaSection
	remarks  *fyne.Container
	link     *widgets.TextField
	note     *widgets.TextField
	networks *widgets.FilterChip
}

func (v *view) newItemForm(it calendar.Item, s stock) *itemForm {
	p := v.host.Printer()
	f := &itemForm{v: v, work: v.work.Scope(), d: newDraft(it, s.client.Brand), remarks: widgets.VBox(theme.Space4)}
	f.kind = widgets.NewSelect(p, "kind", p.T("plan.kind"), kindOptions(p), func(k string) {
		f.d.it.Kind = calendar.Kind(k)
		f.texts.fill()
		f.touched()
	})
	f.title = widgets.NewTextField("title", p.T("plan.inner_title"))
	f.on = widgets.NewDateField(p, "on", p.T("common.date"), v.host.Today())
	f.at = widgets.NewClockField(p, "at", p.T("plan.at"))
	f.zone = widgets.NewSelect(p, "zone", p.T("plan.zone"), choices.Zones(it.Zone), nil)
	f.author = widgets.NewSelect(p, "author", p.T("plan.author"), staffOptions(v.md.staff), func(string) { f.showTutor() })
	f.tutor = widgets.NewParagraph("").Px(theme.TextCaption).Token(theme.TokenMute)
	f.campaign = widgets.NewSelect(p, "campaign", p.T("plan.campaign"), none(p, campaignOptions(v.md.campaigns)), nil)
	f.pillar = widgets.NewSelect(p, "pillar", p.T("plan.pillar"), append([]widgets.Option{{Label: p.T("plan.no_pillar")}}, pillarOptions(s.pillars, it.Pillar)...), nil)
	f.funnel = widgets.NewSelect(p, "funnel", p.T("plan.funnel"), none(p, funnelOptions(p)), nil)
	f.scope = widgets.NewSelect(p, "scope", p.T("plan.scope"), scopeOptions(p), nil)
	f.effort = widgets.NewDurationField(p, "effort", p.T("plan.effort"))
	f.link = widgets.NewTextField("link", p.T("plan.link")).SetPlaceHolder("https://")
	f.note = widgets.NewTextArea("note", p.T("plan.note"), 2)
	f.texts = newTextEditor(v, f.d, s.tags, f.touched)
	f.media = newMediaSection(v, f.work, f.d, s.library, f.touched)
	f.fill(it)
	return f
}

// fill puts the item into the fields.
func (f *itemForm) fill(it calendar.Item) {
	f.kind.Choose(string(it.Kind))
	f.campaign.Choose(string(it.Campaign))
	f.pillar.Choose(string(it.Pillar))
	f.funnel.Choose(string(it.Funnel))
	f.scope.Choose(string(calendar.ThisOne))
	if it.EffortSeconds > 0 {
		f.effort.SetSeconds(it.EffortSeconds)
	}
	f.title.SetText(it.Title)
	f.on.SetDate(it.On)
	f.at.SetClock(it.At)
	f.zone.Choose(it.Zone)
	f.author.Choose(string(it.Author))
	f.link.SetText(it.Link)
	f.note.SetText(it.Note)
	f.showTutor()
	f.fillNetworks(it)
}

func (f *itemForm) fillNetworks(it calendar.Item) {
	v, p := f.v, f.v.host.Printer()
	all := v.md.networks
	for _, t := range it.Texts {
		if !slices.Contains(all, t.Network) {
			all = append(slices.Clone(all), t.Network)
		}
	}
	var options []widgets.Option
	for _, n := range all {
		options = append(options, widgets.Option{Key: n, Label: v.networkName(n)})
	}
	f.networks = widgets.NewFilterChip(p, p.T("plan.choose_networks"), options, func(keys []string) {
		f.d.choose(keys)
		f.texts.lay()
		f.media.lay()
		f.touched()
	})
	keys := f.d.networks()
	if it.ID == "" && len(keys) == 0 && len(all) > 0 && it.Kind.Publishes() {
		keys = all[:1]
	}
	f.networks.SetKeys(keys)
	f.d.choose(f.networks.Keys())
	f.texts.lay()
}

// objects are the fields in their order, in sections.
func (f *itemForm) objects() []fyne.CanvasObject {
	p := f.v.host.Printer()
	section := func(key string) fyne.CanvasObject {
		return widgets.VBox(theme.Space4, widgets.Rule(), widgets.Inset(theme.Space4, 0, 0, 0, widgets.Strong(p.T(key))))
	}
	list := []fyne.CanvasObject{
		f.title,
		widgets.Columns(theme.Space12, []float32{1.2, 1.2, 0.8}, f.kind, f.on, f.at),
		widgets.HBox(theme.Space8, f.networks),
		section("plan.section_texts"), f.texts.box, f.link, f.remarks,
		section("plan.section_media"), f.media.box,
		section("plan.section_place"),
		widgets.Columns(theme.Space12, []float32{1, 1}, f.campaign, f.pillar),
		widgets.Columns(theme.Space12, []float32{1, 1}, f.funnel, f.effort),
		widgets.Columns(theme.Space12, []float32{1, 1}, widgets.VBox(theme.Space4, f.author, f.tutor), f.zone), f.note,
	}
	if f.d.it.Series != "" {
		list = append([]fyne.CanvasObject{f.scope}, list...)
	}
	return list
}

// showTutor says who must read a junior's item before the client does.
func (f *itemForm) showTutor() {
	it := f.d.it
	it.Author = clients.ID(f.author.Key())
	words := ""
	if tutor, ok := calendar.Supervision(it, f.v.md.staff); ok {
		words = f.v.host.Printer().T("plan.tutor", "name", f.v.md.staffName(tutor))
	}
	f.tutor.SetText(words)
	f.tutor.Hidden = words == ""
	f.tutor.Refresh()
}

// measureDelay is how long typing rests before an item is measured.
const measureDelay = 180 * time.Millisecond

func (f *itemForm) touched() { f.work.After("touched", measureDelay, f.measure) }

// measured is what counting and checking found.
type measured struct {
	gauges  []calendar.Gauge
	remarks []grouped
}

// measure counts and checks the draft off the UI goroutine.
func (f *itemForm) measure() {
	it := f.draft()
	work.Run(f.work, "measure", func(ctx context.Context) (m measured, err error) {
		m.gauges = calendar.Measure(it, f.v.deps.Calendar.Limits())
		list, err := f.v.deps.Calendar.Remarks(ctx, it)
		m.remarks = group(besideText(list, it))
		return m, err
	}, func(m measured, err error) {
		if err != nil {
			f.v.host.Fail(err)
			return
		}
		f.texts.show(m.gauges)
		f.showRemarks(m.remarks)
	})
}

// draft is the item as it stands, with what can be read of the fields.
func (f *itemForm) draft() calendar.Item {
	it := f.d.it
	it.Texts, it.Media = slices.Clone(it.Texts), slices.Clone(it.Media)
	if on, err := f.on.Date(); err == nil {
		it.On = on
	}
	return it
}

// mostRemarks are shown before the rest is counted.
const mostRemarks = 8

func (f *itemForm) showRemarks(list []grouped) {
	p := f.v.host.Printer()
	f.remarks.Objects = nil
	for i, g := range list {
		if i == mostRemarks {
			f.remarks.Add(widgets.Caption(p.N("plan.more_remarks", len(list)-i)))
			break
		}
		f.remarks.Add(f.v.remarkNote(g))
	}
	f.remarks.Hidden = len(list) == 0
	f.remarks.Refresh()
}

// reveal brings the text that a refusal speaks of into sight.
func (f *itemForm) reveal(refused *fault.Error) {
	if n, ok := refused.Args["network"].(string); ok {
		f.texts.choose(n)
	}
}

func (f *itemForm) closed() {
	f.work.Close()
	f.v.host.Window().SetOnDropped(nil)
}

// prepare reads the fields and gives the act that keeps the item.
func (f *itemForm) prepare() (func(context.Context) error, error) {
	it, err := f.read()
	if err != nil {
		return nil, err
	}
	scope := calendar.Scope(f.scope.Key())
	return func(ctx context.Context) error {
		var err error
		if it.ID == "" {
			it, err = f.v.deps.Calendar.Add(ctx, it)
		} else {
			_, err = f.v.deps.Calendar.EditSeries(ctx, it, scope)
		}
		if err == nil {
			f.d.it.ID = it.ID
		}
		return err
	}, nil
}

func (f *itemForm) read() (calendar.Item, error) {
	it := f.draft()
	var err error
	if it.On, err = f.on.Date(); err != nil {
		return it, fault.Beside(err, "on")
	}
	if it.At, err = f.at.Clock(); err != nil {
		return it, fault.Beside(err, "at")
	}
	if it.EffortSeconds, err = f.effort.Seconds(); err != nil {
		return it, fault.Beside(err, "effort")
	}
	it.Kind, it.Title, it.Author = calendar.Kind(f.kind.Key()), f.title.Text(), clients.ID(f.author.Key())
	it.Zone = f.zone.Key()
	it.Link, it.Note = f.link.Text(), f.note.Text()
	it.Campaign, it.Pillar, it.Funnel = clients.ID(f.campaign.Key()), clients.ID(f.pillar.Key()), calendar.Funnel(f.funnel.Key())
	return it, nil
}

func none(p *text.Printer, options []widgets.Option) []widgets.Option {
	return append([]widgets.Option{{Label: p.T("plan.none")}}, options...)
}

func kindOptions(p *text.Printer) []widgets.Option {
	var options []widgets.Option
	for _, k := range calendar.Kinds() {
		options = append(options, widgets.Option{Key: string(k), Label: p.T("calendar.kind." + string(k))})
	}
	return options
}

// pillarOptions are the pillars in use, and the item's own where it was
// archived.
func pillarOptions(list []calendar.Pillar, own clients.ID) []widgets.Option {
	var options []widgets.Option
	for _, x := range list {
		if x.ArchivedAt == "" || x.ID == own {
			options = append(options, widgets.Option{Key: string(x.ID), Label: x.Name})
		}
	}
	return options
}

func funnelOptions(p *text.Printer) []widgets.Option {
	var options []widgets.Option
	for _, x := range calendar.Funnels() {
		options = append(options, widgets.Option{Key: string(x), Label: p.T("calendar.funnel." + string(x))})
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
