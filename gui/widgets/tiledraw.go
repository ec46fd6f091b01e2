package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"regie/assets/icons"
	"regie/gui/theme"
)

// CreateRenderer implements fyne.Widget.
func (f *tileField) CreateRenderer() fyne.WidgetRenderer {
	r := &tileRenderer{f: f}
	r.Refresh()
	return r
}

// tileRenderer keeps objects for the tiles in sight alone.
type tileRenderer struct {
	objects
	f     *tileField
	tiles []*drawnTile
}

type drawnTile struct {
	card, ground, badge, tick *canvas.Rectangle
	picture, icon, check      *canvas.Image
	title, detail, mark       *canvas.Text
}

func newDrawnTile() *drawnTile {
	t := &drawnTile{
		card: canvas.NewRectangle(color.Transparent), ground: canvas.NewRectangle(color.Transparent), badge: canvas.NewRectangle(color.Transparent),
		tick: canvas.NewRectangle(color.Transparent), picture: canvas.NewImageFromImage(nil), icon: canvas.NewImageFromResource(nil),
		check: canvas.NewImageFromResource(nil),
		title: newLine(theme.TextCaption, true), detail: newLine(theme.TextCaption, false), mark: newLine(theme.TextCaption, true),
	}
	t.picture.FillMode, t.picture.ScaleMode = canvas.ImageFillCover, canvas.ImageScaleSmooth
	t.picture.CornerRadius = theme.RadiusControl - 2
	t.card.CornerRadius, t.ground.CornerRadius = theme.RadiusControl, theme.RadiusControl-2
	t.badge.CornerRadius, t.tick.CornerRadius = 9, 11
	return t
}

func (t *drawnTile) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{t.card, t.ground, t.icon, t.picture, t.badge, t.mark, t.tick, t.check, t.title, t.detail}
}

func (r *tileRenderer) MinSize() fyne.Size { return r.f.MinSize() }
func (r *tileRenderer) Layout(fyne.Size)   { r.draw() }

func (r *tileRenderer) Refresh() {
	r.draw()
	canvas.Refresh(r.f)
}

func (r *tileRenderer) draw() {
	r.list = r.list[:0]
	n, w := r.f.columns()
	from, to := r.f.sight()
	for i := from; i < to; i++ {
		if i-from == len(r.tiles) {
			r.tiles = append(r.tiles, newDrawnTile())
		}
		t := r.tiles[i-from]
		r.set(t, i, fyne.NewPos(float32(i%n)*(w+tileGap), float32(i/n)*r.f.step()), w)
		r.list = append(r.list, t.objects()...)
	}
	r.f.tellSeen()
}

func (r *tileRenderer) set(t *drawnTile, i int, at fyne.Position, w float32) {
	tile, h := r.f.tiles[i], w*tileImage
	edge, width := theme.Line(), float32(theme.Hairline)
	switch {
	case i == r.f.at && r.f.focused:
		edge, width = theme.Primary(), 2
	case i == r.f.at:
		edge, width = theme.Mute(), 1.5
	}
	paint(t.card, theme.Surface(), edge, width)
	place(t.card, at.X, at.Y, w, h+tileText)
	paint(t.ground, theme.Color(theme.TokenRaised), color.NRGBA{}, 0)
	place(t.ground, at.X+4, at.Y+4, w-8, h-4)
	r.pictureOf(t, tile, at, w, h)
	pad := float32(10)
	write(t.title, fit(oneLine(tile.Title), theme.TextCaption, true, w-2*pad), theme.Ink())
	place(t.title, at.X+pad, at.Y+h+8, w-2*pad, 15)
	write(t.detail, fit(oneLine(tile.Detail), theme.TextCaption, false, w-2*pad), theme.Mute())
	place(t.detail, at.X+pad, at.Y+h+27, w-2*pad, 15)
	show(t.badge, tile.Badge != "")
	show(t.mark, tile.Badge != "")
	if tile.Badge != "" {
		words := fit(tile.Badge, theme.TextCaption, true, w-40)
		bw := textSize(words, theme.TextCaption, true).Width + 16
		paint(t.badge, tile.Tone.Soft(), tile.Tone.Ink(), theme.Hairline)
		place(t.badge, at.X+9, at.Y+9, bw, 19)
		write(t.mark, words, tile.Tone.Ink())
		place(t.mark, at.X+17, at.Y+11, bw-16, 15)
	}
	show(t.tick, tile.Picked)
	show(t.check, tile.Picked)
	if tile.Picked {
		paint(t.tick, theme.Primary(), theme.Surface(), 1.5)
		place(t.tick, at.X+w-31, at.Y+9, 22, 22)
		setIcon(t.check, icons.Check, theme.Color(theme.TokenOnPrimary))
		place(t.check, at.X+w-27, at.Y+13, 14, 14)
	}
}

func (r *tileRenderer) pictureOf(t *drawnTile, tile Tile, at fyne.Position, w, h float32) {
	var has bool
	if r.f.g.Picture != nil {
		if img := r.f.g.Picture(tile.ID); img != nil {
			has = true
			if t.picture.Image != img {
				t.picture.Image = img
				t.picture.Refresh()
			}
			place(t.picture, at.X+4, at.Y+4, w-8, h-4)
		}
	}
	show(t.picture, has)
	show(t.icon, !has)
	if !has {
		name := tile.Icon
		if name == icons.None {
			name = icons.Image
		}
		setIcon(t.icon, name, theme.Mute())
		place(t.icon, at.X+w/2-14, at.Y+h/2-14, 28, 28)
	}
}

func setIcon(img *canvas.Image, name icons.Name, c color.NRGBA) {
	if res := theme.Icon(name, c); img.Resource != res {
		img.Resource = res
		img.Refresh()
	}
}
