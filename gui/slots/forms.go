package slots

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regie/assets/icons"
	"regie/clients"
	"regie/clients/calendar"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// edit keeps a new slot, or changes one.
func (v *view) edit(s calendar.Slot) {
	p := v.host.Printer()
	title := p.T("slots.edit")
	if s.ID == "" {
		title = p.T("slots.new")
	}
	var days []widgets.Option
	for i := range 7 {
		d := time.Weekday((i + 1) % 7)
		days = append(days, widgets.Option{Key: d.String(), Label: p.Weekday(d)})
	}
	weekday := widgets.NewSelect(p, "weekday", p.T("slots.weekday"), days, nil)
	weekday.Choose(s.Weekday.String())
	at := widgets.NewClockField(p, "at", p.T("slots.at"))
	at.SetClock(s.At)
	networks, boxes := v.networkChecks(s)
	kind := widgets.NewSelect(p, "kind", p.T("common.kind"), v.kinds(), nil)
	kind.Choose(string(s.Kind))
	pillar := widgets.NewSelect(p, "pillar", p.T("slots.pillar"), v.pillars(), nil)
	pillar.Choose(string(s.Pillar))
	two := func(a, b fyne.CanvasObject) fyne.CanvasObject {
		return widgets.Columns(theme.Space12, []float32{1, 1}, a, b)
	}
	objects := []fyne.CanvasObject{
		two(weekday, at), widgets.StrongCaption(p.T("slots.networks_none")), container.NewGridWithColumns(3, boxes...), two(kind, pillar),
	}
	f := widgets.NewForm(v.host, title, func() (func(context.Context) error, error) {
		kept := s
		kept.Client, kept.Networks = clients.ID(v.client.ID), nil
		for i := range 7 {
			if time.Weekday(i).String() == weekday.Key() {
				kept.Weekday = time.Weekday(i)
			}
		}
		var err error
		if kept.At, err = at.Clock(); err != nil {
			return nil, err
		}
		for n, c := range networks {
			if c.On() {
				kept.Networks = append(kept.Networks, n)
			}
		}
		kept.Kind, kept.Pillar = calendar.Kind(kind.Key()), clients.ID(pillar.Key())
		return func(ctx context.Context) error {
			_, err := v.deps.Calendar.SaveSlot(ctx, kept)
			return err
		}, nil
	}, func() { v.said("slots.saved") }, objects...).Accent(v.client.Color)
	if s.ID != "" {
		f.Also(widgets.NewGhost(p.T("common.remove"), icons.Trash, func() { f.Close(); v.remove(s) }))
	}
	f.Show()
}

// networkChecks are the client's networks and those the slot has, to tick, by
// key and in order.
func (v *view) networkChecks(s calendar.Slot) (byKey map[string]*widgets.Check, boxes []fyne.CanvasObject) {
	offered := slices.Clone(v.md.networks)
	for _, n := range s.Networks {
		if !slices.Contains(offered, n) {
			offered = append(offered, n)
		}
	}
	byKey = map[string]*widgets.Check{}
	for _, n := range offered {
		name := v.deps.Calendar.Limits().Name(n, string(v.host.Printer().Lang()))
		byKey[n] = widgets.NewCheck("network", name, slices.Contains(s.Networks, n), nil)
		boxes = append(boxes, byKey[n])
	}
	return byKey, boxes
}

func (v *view) kinds() []widgets.Option {
	p := v.host.Printer()
	list := []widgets.Option{{Label: p.T("slots.any_kind")}}
	for _, k := range calendar.Kinds() {
		if k.Publishes() {
			list = append(list, widgets.Option{Key: string(k), Label: p.T("calendar.kind." + string(k))})
		}
	}
	return list
}

func (v *view) pillars() []widgets.Option {
	list := []widgets.Option{{Label: v.host.Printer().T("slots.any_pillar")}}
	for _, o := range v.md.pillars {
		list = append(list, widgets.Option{Key: string(o.ID), Label: o.Name})
	}
	return list
}

func (v *view) remove(s calendar.Slot) {
	work.Act(v.work, "", func(ctx context.Context) error {
		_, err := v.deps.Calendar.RemoveSlot(ctx, s.Client, s.ID)
		return err
	}, v.host.Fail, func() { v.said("slots.removed") })
}

// said shows what was done, with the means to take it back.
func (v *view) said(key string) {
	v.reload()
	v.host.Done(v.host.Printer().T(key))
}
