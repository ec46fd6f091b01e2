package mix

import (
	"context"
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regie/assets/icons"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hue"
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
// margins and its month.
func New(d Deps) func(screen.Host) screen.Screen {
	return func(h screen.Host) screen.Screen { return newView(d, h) }
}

type view struct {
	deps   Deps
	host   screen.Host
	work   *work.Runner
	client screen.Client
	month  civil.Month
	md     model
	root   *fyne.Container
	add    *widgets.Button
	filter func(pillar string)
}

const (
	// sharesWidth holds "Écart", gapWidth its points.
	sharesWidth = 92
	gapWidth    = 72
)

func newView(d Deps, h screen.Host) *view {
	v := &view{deps: d, host: h, work: h.Runner().Scope(), month: h.Today().InMonth(), root: container.NewStack()}
	v.add = widgets.NewPrimary(h.Printer().T("mix.new"), icons.Plus, v.NewThing).WithHint("Ctrl N")
	v.work.Follow(d.Bus, v.reload, "pillar", "item", "item_text")
	return v
}

// OnPillar sets who shows the items of a pillar, by identifier.
func (v *view) OnPillar(f func(pillar string)) { v.filter = f }

// Content implements screen.Screen.
func (v *view) Content() fyne.CanvasObject { return v.root }

// Show implements screen.Screen.
func (v *view) Show(r screen.Route) {
	c, _ := v.host.Client(r.Client)
	if c.Key != v.client.Key {
		v.root.Objects = nil
	}
	v.client = c
	if !r.Month.IsZero() {
		v.month = r.Month
	}
	v.reload()
}

// Close implements screen.Screen.
func (v *view) Close() {
	v.work.Close()
}

// NewThing implements screen.Creator: a pillar.
func (v *view) NewThing() { v.edit(calendar.Pillar{}) }

// Header implements screen.Headed.
func (v *view) Header() screen.Header { return screen.Header{After: []fyne.CanvasObject{v.add}} }

func (v *view) reload() {
	if v.client.ID == "" {
		return
	}
	id, month := clients.ID(v.client.ID), v.month
	work.Load(v.work, "load", func(ctx context.Context) (model, error) {
		return load(ctx, v.deps.Calendar, id, month)
	}, v.host.Fail, func(md model) {
		v.md = md
		v.draw()
	})
}

func (v *view) draw() {
	p := v.host.Printer()
	var page fyne.CanvasObject
	if v.md.any() {
		parts := widgets.Columns(theme.Space12, []float32{1, 1},
			v.partsCard(p.T("mix.networks"), v.md.networks, func(k string) string { return v.deps.Calendar.Limits().Name(k, string(p.Lang())) }),
			v.partsCard(p.T("mix.kinds"), v.md.kinds, func(k string) string { return p.T("calendar.kind." + k) }))
		page = widgets.VScroll(widgets.Inset(0, theme.Space12, 0, 0, widgets.VBox(theme.Space12, v.pillarsCard(), parts)))
	} else {
		page = widgets.NewEmptyState(icons.SignIdea, p.T("mix.empty"), p.T("mix.empty_text"), widgets.NewPrimary(p.T("mix.new"), icons.Plus, v.NewThing))
	}
	v.root.Objects = []fyne.CanvasObject{page}
	v.root.Refresh()
}

// pillarsCard is a line a pillar: what was wished, planned and published, each
// over a bar of the same scale, and the gap in points.
func (v *view) pillarsCard() fyne.CanvasObject {
	p := v.host.Printer()
	line := func(cells ...fyne.CanvasObject) fyne.CanvasObject {
		return widgets.Columns(theme.Space16, []float32{1.5, -sharesWidth, 1, 1, -gapWidth, -96}, cells...)
	}
	caption := func(s string) fyne.CanvasObject { return widgets.StrongCaption(s) }
	rows := []fyne.CanvasObject{line(caption(p.T("mix.pillar")), caption(p.T("mix.wished")), caption(p.T("mix.planned")), caption(p.T("mix.published")),
		widgets.StrongCaption(p.T("mix.gap")).Right(), widgets.Caption("")), widgets.Rule()}
	most := v.md.most()
	for _, m := range v.md.pillars {
		paint := paintOf(m.Pillar)
		wished, gap := widgets.Muted(p.T("common.unknown")), widgets.Muted("")
		if off, ok := m.Gap(); ok {
			wished = widgets.NewText(p.Percent(int64(m.Pillar.Share), 0))
			gap = widgets.Strong(p.Points(off)).Tone(gapTone(off))
		}
		show := fyne.CanvasObject(widgets.Caption(""))
		if m.Pillar.ID != "" && v.filter != nil {
			show = widgets.NewIconButton(icons.Calendar, p.T("mix.show"), func() { v.filter(string(m.Pillar.ID)) })
		}
		edit := fyne.CanvasObject(widgets.Caption(""))
		if m.Pillar.ID != "" && m.Pillar.ArchivedAt == "" {
			edit = widgets.NewIconButton(icons.Edit, p.T("common.edit"), func() { v.edit(m.Pillar) })
		}
		rows = append(rows, widgets.Pad(0, theme.Space4, line(
			widgets.HBox(theme.Space8, widgets.NewSwatch(10, paint), widgets.Grow(widgets.NewText(name(p, m.Pillar)).Ellipsis())),
			wished,
			bar(amount(p, m.PlannedShare, m.Planned), m.PlannedShare, most, paint),
			bar(amount(p, m.PublishedShare, m.Published), m.PublishedShare, most, paint),
			gap.Right(), widgets.HBox(theme.Space4, widgets.Spacer(), show, edit))))
	}
	given := p.T("mix.whole")
	if left := v.md.left(); left > 0 {
		given = p.T("mix.left", "share", p.Percent(int64(left), 0))
	}
	rows = append(rows, widgets.Rule(), widgets.Caption(p.T("mix.caption")+" · "+given))
	return widgets.NewCard(p.T("mix.title"), p.Month(v.month), widgets.VBox(theme.Space8, rows...))
}

func bar(words string, value, most int, paint func() color.NRGBA) fyne.CanvasObject {
	g := widgets.NewGauge().Paint(paint)
	g.Set(float64(value), float64(most), widgets.ToneNeutral)
	return widgets.VBox(theme.Space4, widgets.NewText(words), g)
}

func paintOf(pl calendar.Pillar) func() color.NRGBA {
	return func() color.NRGBA {
		c, err := hue.Parse(pl.Color)
		if err != nil {
			return theme.Mute()
		}
		return theme.Accent(c, theme.Dark())
	}
}

// partsCard is the month by one of its sides.
func (v *view) partsCard(title string, parts []calendar.KeyPart, label func(string) string) fyne.CanvasObject {
	p := v.host.Printer()
	rows := make([]fyne.CanvasObject, 0, len(parts))
	most := 1
	for _, k := range parts {
		most = max(most, k.PlannedShare)
	}
	for _, k := range parts {
		g := widgets.NewGauge().Paint(func() color.NRGBA { return theme.Accent(v.client.Color, theme.Dark()) })
		g.Set(float64(k.PlannedShare), float64(most), widgets.ToneNeutral)
		rows = append(rows, widgets.VBox(theme.Space4,
			widgets.HBox(theme.Space8, widgets.Grow(widgets.NewText(label(k.Key)).Ellipsis()), widgets.NewText(amount(p, k.PlannedShare, k.Planned)),
				widgets.Caption(p.N("plan.published", k.Published))), g))
	}
	if len(rows) == 0 {
		rows = append(rows, widgets.Muted(p.T("mix.none")))
	}
	return widgets.NewCard(title, "", widgets.VBox(theme.Space12, rows...))
}

// edit keeps a pillar, new when it has no identifier.
func (v *view) edit(pl calendar.Pillar) {
	p := v.host.Printer()
	title := p.T("mix.new")
	if pl.ID != "" {
		title = pl.Name
	}
	name := widgets.NewTextField("name", p.T("common.name"))
	name.SetText(pl.Name)
	share := widgets.NewTextField("share", p.T("mix.share"))
	share.SetHint(p.T("mix.share_hint"))
	if pl.ID != "" {
		share.SetText(strings.TrimSpace(p.Percent(int64(pl.Share), digits(pl.Share))))
	}
	paint := widgets.NewColorField(p, "color", p.T("mix.color"))
	if pl.Color != "" {
		paint.SetHex(pl.Color)
	}
	f := widgets.NewForm(v.host, title, func() (func(context.Context) error, error) {
		kept := pl
		kept.Client, kept.Name, kept.Color = clients.ID(v.client.ID), name.Text(), ""
		var err error
		if kept.Share, err = calendar.ParseShare(share.Text()); err != nil {
			return nil, err
		}
		if !paint.Empty() {
			if kept.Color, err = paint.Hex(); err != nil {
				return nil, fault.Beside(err, "color")
			}
		}
		return func(ctx context.Context) error {
			_, err := v.deps.Calendar.SavePillar(ctx, kept)
			return err
		}, nil
	}, func() { v.said(p.T("mix.saved")) }, name, share, paint).Accent(v.client.Color)
	if pl.ID != "" {
		f.Also(widgets.NewDanger(p.T("mix.remove"), icons.Trash, func() { v.retire(f, pl) }))
	}
	f.Show()
}

// digits is how many decimals a share needs.
func digits(share int) int {
	switch {
	case share%100 == 0:
		return 0
	case share%10 == 0:
		return 1
	default:
		return 2
	}
}

func (v *view) retire(f *widgets.Form, pl calendar.Pillar) {
	work.Act(v.work, "", func(ctx context.Context) error {
		_, err := v.deps.Calendar.RetirePillar(ctx, pl.Client, string(pl.ID))
		return err
	}, f.Refuse, func() {
		f.Close()
		v.said(v.host.Printer().T("mix.removed", "name", pl.Name))
	})
}

func (v *view) said(words string) {
	v.reload()
	v.host.Done(words)
}
