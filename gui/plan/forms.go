package plan

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"

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
	link     *widgets.TextField
	note     *widgets.TextField
	networks *widgets.FilterChip
	texts    map[string]*widgets.TextField
	box      *fyne.Container
}

// edit opens an item, new when it has no identifier yet.
func (v *view) edit(it calendar.Item) {
	p := v.host.Printer()
	f := v.newItemForm(it)
	title := p.T("plan.new")
	if it.ID != "" {
		title = titleOf(p.T("plan.untitled"), it)
	}
	widgets.NewForm(v.host, title, func() (func(context.Context) error, error) {
		it, err := f.read()
		if err != nil {
			return nil, err
		}
		return func(ctx context.Context) error {
			var err error
			if it.ID == "" {
				it, err = v.deps.Calendar.Add(ctx, it)
			} else {
				it, err = v.deps.Calendar.Edit(ctx, it)
			}
			f.it = it
			return err
		}, nil
	}, func() {
		v.item = f.it.ID
		v.said("plan.saved")
	}, f.title, f.kind, widgets.Columns(theme.Space12, []float32{1.4, 1}, f.on, f.at),
		f.networks, f.box, f.link, f.author, f.note).Accent(v.client.Color).Show()
}

func (v *view) newItemForm(it calendar.Item) *itemForm {
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
		kind:   widgets.NewSelect(p, "kind", p.T("plan.kind"), kinds, nil),
		title:  widgets.NewTextField("title", p.T("plan.title")),
		on:     widgets.NewDateField(p, "on", p.T("common.date"), v.host.Today()),
		at:     widgets.NewClockField(p, "at", p.T("plan.at")),
		author: widgets.NewSelect(p, "author", p.T("plan.author"), people, nil),
		link:   widgets.NewTextField("link", p.T("plan.link")),
		note:   widgets.NewTextArea("note", p.T("plan.note"), 2),
	}
	f.networks = widgets.NewFilterChip(p, p.T("plan.choose_networks"), networks, func([]string) { f.layTexts() })
	f.kind.Choose(string(it.Kind))
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
	it.Link, it.Note = f.link.Text(), f.note.Text()
	return it, nil
}

// decide records who answered what, by which way, on the content shown.
func (v *view) decide() {
	p, it := v.host.Printer(), v.detail.Item
	var people []widgets.Option
	if it.State == calendar.ClientReview {
		for _, c := range v.md.contacts {
			people = append(people, widgets.Option{Key: c.Name, Label: c.Name, Detail: c.Job})
		}
	} else {
		for _, s := range v.md.staff {
			people = append(people, widgets.Option{Key: s.Name, Label: s.Name})
		}
	}
	who := widgets.NewSelect(p, "who", p.T("plan.who"), people, nil)
	if len(people) > 0 {
		who.Choose(people[0].Key)
	}
	if name := v.md.staffName(v.detail.Tutor); name != "" && it.State == calendar.InternalReview {
		who.Choose(name)
	}
	verdict := widgets.NewSelect(p, "decision", p.T("plan.verdict"), []widgets.Option{
		{Key: string(calendar.Approve), Label: p.T("plan.verdict_approve")},
		{Key: string(calendar.Changes), Label: p.T("plan.verdict_changes")},
		{Key: string(calendar.Refuse), Label: p.T("plan.verdict_refuse")},
	}, nil)
	verdict.Choose(string(calendar.Approve))
	way := widgets.NewTextField("way", p.T("plan.way_of")).SetPlaceHolder(p.T("plan.way_example"))
	comment := widgets.NewTextArea("comment", p.T("plan.comment"), 3)
	widgets.NewForm(v.host, p.T("plan.record_decision"), func() (func(context.Context) error, error) {
		a := calendar.Answer{Item: it.ID, Who: who.Key(), Verdict: calendar.Verdict(verdict.Key()), Way: way.Text(), Comment: comment.Text(), Hash: it.Hash}
		return func(ctx context.Context) error {
			_, err := v.deps.Calendar.Decide(ctx, a)
			return err
		}, nil
	}, func() { v.saidFinal("plan.decided") }, who, verdict, way, comment).Accent(v.client.Color).Show()
}

// publish records that the item went out, and where.
func (v *view) publish() {
	p, it := v.host.Printer(), v.detail.Item
	url := widgets.NewTextField("url", p.T("plan.url")).SetPlaceHolder("https://")
	widgets.NewForm(v.host, p.T("plan.record_publication"), func() (func(context.Context) error, error) {
		proof := calendar.Proof{URL: url.Text()}
		return func(ctx context.Context) error {
			_, err := v.deps.Calendar.Publish(ctx, it.ID, proof)
			return err
		}, nil
	}, func() { v.said("plan.published_saved") }, url).Accent(v.client.Color).Show()
}

func (v *view) comment() {
	p, it := v.host.Printer(), v.detail.Item
	body := widgets.NewTextArea("body", p.T("plan.comment"), 5)
	shown := widgets.NewCheck("for_client", p.T("plan.for_client"), false, nil)
	widgets.NewForm(v.host, p.T("plan.comment"), func() (func(context.Context) error, error) {
		s, client := body.Text(), shown.On()
		return func(ctx context.Context) error {
			_, err := v.deps.Calendar.Say(ctx, it.ID, s, client)
			return err
		}, nil
	}, func() { v.said("plan.saved") }, body, shown).Accent(v.client.Color).Show()
}

// setState takes the item on; leaving its way asks why.
func (v *view) setState(to calendar.State) {
	id, p := v.detail.Item.ID, v.host.Printer()
	act := func(reason string) func(context.Context) error {
		return func(ctx context.Context) error {
			_, err := v.deps.Calendar.SetState(ctx, id, to, reason)
			return err
		}
	}
	if to == calendar.OnHold || to == calendar.Cancelled {
		reason := widgets.NewTextField("reason", p.T("plan.reason"))
		widgets.NewForm(v.host, p.T("plan.to_"+string(to)), func() (func(context.Context) error, error) {
			return act(reason.Text()), nil
		}, func() { v.said("plan.state_saved") }, reason).Accent(v.client.Color).Show()
		return
	}
	v.do(act(""), "plan.state_saved")
}

func (v *view) duplicate(it calendar.Item) {
	on := it.On
	if !on.IsZero() {
		on = on.AddDays(7)
	}
	v.do(func(ctx context.Context) error {
		_, err := v.deps.Calendar.Copy(ctx, it.ID, on)
		return err
	}, "plan.duplicated")
}

func (v *view) remove(it calendar.Item) {
	v.do(func(ctx context.Context) error { return v.deps.Calendar.Remove(ctx, it.ID) }, "plan.removed")
}

func (v *view) do(act func(context.Context) error, said string) {
	v.doThen(act, func() { v.said(said) })
}

func (v *view) doThen(act func(context.Context) error, then func()) {
	work.Do(v.work, "", act, func(err error) {
		if err != nil {
			v.reload()
			v.host.Fail(err)
			return
		}
		then()
	})
}

// saidCount is said for an act upon several items.
func (v *view) saidCount(key string, n int) {
	v.reload()
	v.host.Reload()
	v.host.Toast(v.host.Printer().N(key, n), v.deps.Undo)
}

// said shows what was done, with the means to take it back.
func (v *view) said(key string) {
	v.closeDialog()
	v.reload()
	v.host.Reload()
	v.host.Toast(v.host.Printer().T(key), v.deps.Undo)
}

// saidFinal is for what cannot be taken back.
func (v *view) saidFinal(key string) {
	v.closeDialog()
	v.reload()
	v.host.Reload()
	v.host.Toast(v.host.Printer().T(key), nil)
}

// zone is the item's own zone, for the days of its decisions.
func (v *view) zone() *time.Location {
	zone, err := civil.Zone(v.detail.Item.Zone)
	if err != nil {
		return time.UTC
	}
	return zone
}

// closeDialog closes the item's dialog of a narrow window.
func (v *view) closeDialog() {
	if v.shut != nil {
		v.shut()
		v.shut = nil
	}
}
