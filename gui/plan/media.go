package plan

import (
	"context"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"regie/assets/icons"
	"regie/clients/calendar"
	"regie/gui/medialib"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// mediaSection is what an item shows beside its words: files of the client's
// library in their order, each with its alternative text and, where it is not
// for all, its network.
type mediaSection struct {
	v       *view
	work    *work.Runner
	d       *draft
	changed func()
	library map[string]calendar.Asset
	shots   map[string]image.Image
	list    *fyne.Container
	box     *fyne.Container
}

func newMediaSection(v *view, r *work.Runner, d *draft, library []calendar.Asset, changed func()) *mediaSection {
	p := v.host.Printer()
	s := &mediaSection{v: v, work: r, d: d, changed: changed, library: map[string]calendar.Asset{}, shots: map[string]image.Image{}, list: widgets.VBox(theme.Space12)}
	for _, a := range library {
		s.library[a.SHA256] = a
	}
	add := widgets.NewButton(p.T("plan.add_media"), icons.Image, s.pick)
	s.box = widgets.VBox(theme.Space12, s.list, widgets.HBox(theme.Space8, add, widgets.Caption(p.T("plan.media_drop")).Ellipsis()))
	s.lay()
	return s
}

func (s *mediaSection) pick() {
	medialib.Pick(s.v.host, s.v.deps.Calendar, s.v.client, s.take)
}

// dropped takes files let fall on the window into the library and the item.
func (s *mediaSection) dropped(_ fyne.Position, files []fyne.URI) {
	medialib.AddFiles(s.v.host, s.work, s.v.deps.Calendar, s.v.client, medialib.Paths(files), s.take)
}

func (s *mediaSection) take(list []calendar.Asset) {
	for _, a := range list {
		s.library[a.SHA256] = a
		s.d.it.Media = append(s.d.it.Media, calendar.Media{SHA256: a.SHA256, Alt: a.Alt})
	}
	s.lay()
	s.changed()
}

// lay shows the media in their order.
func (s *mediaSection) lay() {
	s.list.Objects = nil
	for i := range s.d.it.Media {
		s.list.Add(s.row(i))
	}
	s.list.Hidden = len(s.d.it.Media) == 0
	s.list.Refresh()
}

const (
	shotWidth  = 84
	shotHeight = 64
)

func (s *mediaSection) row(i int) fyne.CanvasObject {
	p, m := s.v.host.Printer(), s.d.it.Media[i]
	a, known := s.library[m.SHA256]
	name := a.Title
	if !known {
		name = p.T("plan.media_unknown", "hash", m.SHA256[:min(8, len(m.SHA256))])
	}
	alt := widgets.NewTextField("alt", "").SetPlaceHolder(p.T("plan.alt"))
	alt.SetText(m.Alt)
	alt.OnChanged = func(t string) { s.d.it.Media[i].Alt = t; s.changed() }
	move := func(by int) func() {
		return func() { s.d.moveMedium(i, by); s.lay(); s.changed() }
	}
	before := widgets.NewIconButton(icons.Up, p.T("plan.media_before"), move(-1))
	after := widgets.NewIconButton(icons.Down, p.T("plan.media_after"), move(1))
	if i == 0 {
		before.Disable()
	}
	if i == len(s.d.it.Media)-1 {
		after.Disable()
	}
	drop := widgets.NewIconButton(icons.Close, p.T("common.remove"), func() {
		s.d.it.Media = append(s.d.it.Media[:i:i], s.d.it.Media[i+1:]...)
		s.lay()
		s.changed()
	})
	head := widgets.HBox(theme.Space4, widgets.Grow(widgets.StrongCaption(name).Ellipsis()), s.scope(i), before, after, drop)
	lines := widgets.VBox(theme.Space4, head, alt)
	if known && a.Expired(s.d.it.On) {
		lines.Add(widgets.Caption(p.T("calendar.remark.media_expired", "word", a.Title)).Tone(widgets.ToneBad).Ellipsis())
	}
	return container.NewBorder(nil, nil, widgets.Inset(0, theme.Space8, 0, 0, s.shot(a)), nil, lines)
}

// scope chooses the network that shows a medium; all, where none is chosen.
func (s *mediaSection) scope(i int) fyne.CanvasObject {
	p := s.v.host.Printer()
	label := p.T("plan.media_all")
	if n := s.d.it.Media[i].Network; n != "" {
		label = s.v.networkName(n)
	}
	return widgets.NewMenuButton(label, func() []*fyne.MenuItem {
		set := func(n string) func() {
			return func() { s.d.it.Media[i].Network = n; s.lay(); s.changed() }
		}
		items := []*fyne.MenuItem{fyne.NewMenuItem(p.T("plan.media_all"), set(""))}
		for _, n := range s.d.networks() {
			items = append(items, fyne.NewMenuItem(s.v.networkName(n), set(n)))
		}
		return items
	})
}

// shot is a medium's picture, small; it comes when it is read.
func (s *mediaSection) shot(a calendar.Asset) fyne.CanvasObject {
	img := canvas.NewImageFromImage(s.shots[a.SHA256])
	img.FillMode, img.CornerRadius = canvas.ImageFillCover, theme.RadiusControl
	img.SetMinSize(fyne.NewSize(shotWidth, shotHeight))
	if img.Image == nil && a.Type() == "image" && a.SHA256 != "" {
		work.Run(s.work, "shot"+a.SHA256, func(ctx context.Context) (image.Image, error) {
			return medialib.Thumb(ctx, s.v.deps.Calendar, a.SHA256)
		}, func(shot image.Image, err error) {
			if err != nil {
				return // lost or broken: the remarks say so
			}
			s.shots[a.SHA256] = shot
			img.Image = shot
			img.Refresh()
		})
	}
	sign := widgets.NewIcon(icons.Image, 22, theme.TokenMute)
	if img.Image != nil {
		return img
	}
	return container.NewStack(widgets.Ground(theme.TokenRaised, container.NewCenter(sign)), img)
}

// A picture in the item's panel stays whole, and low enough to leave the
// validation in sight.
const (
	mediaWidth  = sideWidth - 3*theme.Space24
	mediaHeight = 168
)

// pictures are an item's media in its panel; they come when they are read.
func (v *view) pictures() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for i, m := range v.detail.Item.Media {
		if i == 2 {
			out = append(out, widgets.Caption(v.host.Printer().N("plan.more_media", len(v.detail.Item.Media)-i)))
			break
		}
		img := widgets.NewImageView(mediaWidth)
		img.Hide()
		out = append(out, img)
		work.Run(v.work, "picture"+m.SHA256, func(ctx context.Context) (image.Image, error) {
			return medialib.Picture(ctx, v.deps.Calendar, m.SHA256, int(2*mediaWidth))
		}, func(shown image.Image, err error) {
			if err != nil {
				return // a film, or lost: the remarks say so
			}
			if size := shown.Bounds().Size(); size.Y > 0 {
				img.SetWidth(min(mediaWidth, mediaHeight*float32(size.X)/float32(size.Y)))
			}
			img.SetImage(shown)
			img.Show()
			v.side.Refresh()
		})
	}
	return out
}
