// Package raster paints laid-out pages into pictures, for the window's preview
// and thumbnails: the same drawing operations as the PDF, in pure Go.
package raster

import (
	"image"
	"image/draw"
	"math"

	xdraw "golang.org/x/image/draw"
	"golang.org/x/image/vector"

	"regie/reports/page"
)

// maxSide bounds a page picture in pixels.
const maxSide = 12000

// Page paints a page on white at a resolution in dots per inch. pics are the
// document's. It is safe for concurrent use.
func Page(p *page.Page, pics map[string]*page.Picture, dpi float64) *image.RGBA {
	scale := dpi / 72
	if m := math.Max(p.Width, p.Height) * scale; m > maxSide {
		scale *= maxSide / m
	}
	w := max(1, int(math.Round(p.Width*scale)))
	h := max(1, int(math.Round(p.Height*scale)))
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	for i := range dst.Pix {
		dst.Pix[i] = 0xFF
	}
	Draw(dst, p, pics, scale)
	return dst
}

// Draw paints a page over dst from its top left corner, scale pixels a point.
func Draw(dst *image.RGBA, p *page.Page, pics map[string]*page.Picture, scale float64) {
	if scale <= 0 || dst.Rect.Empty() {
		return
	}
	t := &painter{dst: dst, scale: scale, pics: pics, ras: &vector.Rasterizer{}}
	for _, op := range p.Ops {
		t.op(op)
	}
}

// painter holds a page being painted.
type painter struct {
	dst   *image.RGBA
	scale float64
	pics  map[string]*page.Picture
	ras   *vector.Rasterizer
	clips []clip
}

// clip is a rounded rectangle in pixels; mask is nil for square corners.
type clip struct {
	rect image.Rectangle
	mask *image.Alpha
}

func (t *painter) op(op page.Op) {
	s := t.scale
	switch o := op.(type) {
	case page.OpText:
		t.text(&o)
	case page.OpRect:
		t.rect(&o)
	case page.OpPath:
		if !o.Fill.None() {
			t.fill(o.Path, affine{s, s, o.X * s, o.Y * s}, o.Fill)
		}
		if !o.Stroke.None() && o.Line > 0 {
			t.stroke(o.Path, affine{s, s, o.X * s, o.Y * s}, o.Line*s, scaledDash(o.Dash, s), o.Stroke, true)
		}
	case page.OpLine:
		if !o.Color.None() && o.Line > 0 {
			line := page.Polyline(page.Point{X: o.X1, Y: o.Y1}, page.Point{X: o.X2, Y: o.Y2})
			t.stroke(line, affine{s, s, 0, 0}, o.Line*s, scaledDash(o.Dash, s), o.Color, false)
		}
	case page.OpDrawing:
		for _, l := range o.Layers {
			t.fill(l.Path, affine{o.Scale * s, -o.Scale * s, o.X * s, o.Y * s}, l.Fill)
		}
	case page.OpImage:
		t.image(&o)
	case page.OpClip:
		t.pushClip(o.X, o.Y, o.W, o.H, o.Radius)
	case page.OpUnclip:
		if n := len(t.clips); n > 0 {
			t.clips = t.clips[:n-1]
		}
	}
}

// affine scales and moves a point, page to pixels.
type affine struct{ sx, sy, dx, dy float64 }

func (a affine) at(p page.Point) page.Point {
	return page.Point{X: p.X*a.sx + a.dx, Y: p.Y*a.sy + a.dy}
}

func (t *painter) rect(o *page.OpRect) {
	if o.W <= 0 || o.H <= 0 {
		return
	}
	s := t.scale
	m := affine{s, s, 0, 0}
	if !o.Fill.None() {
		if o.Radius == ([4]float64{}) {
			t.solid(o.X*s, o.Y*s, (o.X+o.W)*s, (o.Y+o.H)*s, o.Fill)
		} else {
			t.fill(page.RoundRect(o.X, o.Y, o.W, o.H, o.Radius), m, o.Fill)
		}
	}
	if !o.Stroke.None() && o.Line > 0 {
		t.stroke(page.RoundRect(o.X, o.Y, o.W, o.H, o.Radius), m, o.Line*s, nil, o.Stroke, true)
	}
}

// bounds is what may be painted now.
func (t *painter) bounds() image.Rectangle {
	if n := len(t.clips); n > 0 {
		return t.clips[n-1].rect
	}
	return t.dst.Rect
}

// solid fills an upright rectangle, its edges smoothed.
func (t *painter) solid(x0, y0, x1, y1 float64, c page.Color) {
	r := image.Rect(int(math.Floor(x0)), int(math.Floor(y0)), int(math.Ceil(x1)), int(math.Ceil(y1))).Intersect(t.bounds())
	for y := r.Min.Y; y < r.Max.Y; y++ {
		cy := cover(y0, y1, y)
		for x := r.Min.X; x < r.Max.X; x++ {
			t.blend(x, y, c, cy*cover(x0, x1, x))
		}
	}
}

// cover is how much of pixel i the stretch from a to b covers.
func cover(a, b float64, i int) float64 {
	return math.Max(0, math.Min(b, float64(i+1))-math.Max(a, float64(i)))
}

// blend lays a colour over a pixel with a coverage from 0 to 1.
func (t *painter) blend(x, y int, c page.Color, coverage float64) {
	a := uint32(coverage*float64(c.A) + 0.5)
	if n := len(t.clips); n > 0 && t.clips[n-1].mask != nil {
		a = a * uint32(t.clips[n-1].mask.AlphaAt(x, y).A) / 255
	}
	if a == 0 {
		return
	}
	t.over(t.dst.PixOffset(x, y), c, a)
}

// over lays an opaque colour with weight a of 255 over a pixel of the opaque
// page.
func (t *painter) over(i int, c page.Color, a uint32) {
	px := t.dst.Pix[i : i+4 : i+4]
	if a >= 255 {
		px[0], px[1], px[2], px[3] = c.R, c.G, c.B, 255
		return
	}
	inv := 255 - a
	px[0] = uint8((uint32(c.R)*a + uint32(px[0])*inv + 127) / 255)
	px[1] = uint8((uint32(c.G)*a + uint32(px[1])*inv + 127) / 255)
	px[2] = uint8((uint32(c.B)*a + uint32(px[2])*inv + 127) / 255)
	px[3] = uint8(a + uint32(px[3])*inv/255)
}

// fill paints a path by the nonzero rule.
func (t *painter) fill(p page.Path, m affine, c page.Color) {
	if c.None() || len(p) == 0 {
		return
	}
	x0, y0, x1, y1 := p.Bounds()
	a, b := m.at(page.Point{X: x0, Y: y0}), m.at(page.Point{X: x1, Y: y1})
	box, ok := pixelBox(math.Min(a.X, b.X), math.Min(a.Y, b.Y), math.Max(a.X, b.X), math.Max(a.Y, b.Y), t.bounds())
	if !ok {
		return
	}
	t.ras.Reset(box.Dx(), box.Dy())
	m.dx -= float64(box.Min.X)
	m.dy -= float64(box.Min.Y)
	trace(t.ras, p, m)
	t.paint(box, c)
}

// pixelBox is the whole pixels of a box within bounds, false when there are
// none or the numbers are wild.
func pixelBox(x0, y0, x1, y1 float64, bounds image.Rectangle) (image.Rectangle, bool) {
	if !(x0 <= x1) || !(y0 <= y1) || x0 < -1e6 || y0 < -1e6 || x1 > 1e6 || y1 > 1e6 {
		return image.Rectangle{}, false
	}
	r := image.Rect(int(math.Floor(x0)), int(math.Floor(y0)), int(math.Ceil(x1)), int(math.Ceil(y1)))
	// The rasteriser counts what lies left of its box as covering it, so only
	// the other sides are cut.
	r.Min.Y, r.Max.Y, r.Max.X = max(r.Min.Y, bounds.Min.Y), min(r.Max.Y, bounds.Max.Y), min(r.Max.X, bounds.Max.X)
	if r.Empty() || !r.Overlaps(bounds) || r.Dx() > 2*maxSide {
		return image.Rectangle{}, false
	}
	return r, true
}

// trace feeds a path to the rasteriser.
func trace(z *vector.Rasterizer, p page.Path, m affine) {
	for i := range p {
		s := &p[i]
		switch s.Verb {
		case page.MoveTo:
			a := m.at(s.P[0])
			z.MoveTo(float32(a.X), float32(a.Y))
		case page.LineTo:
			a := m.at(s.P[0])
			z.LineTo(float32(a.X), float32(a.Y))
		case page.CurveTo:
			a, b, c := m.at(s.P[0]), m.at(s.P[1]), m.at(s.P[2])
			z.CubeTo(float32(a.X), float32(a.Y), float32(b.X), float32(b.Y), float32(c.X), float32(c.Y))
		case page.Close:
			z.ClosePath()
		}
	}
}

// paint lays what the rasteriser holds over the page in a colour.
func (t *painter) paint(box image.Rectangle, c page.Color) {
	n := len(t.clips)
	visible := box.Intersect(t.bounds())
	if visible.Empty() {
		return
	}
	if visible == box && (n == 0 || t.clips[n-1].mask == nil) {
		t.ras.DrawOp = draw.Over
		t.ras.Draw(t.dst, box, image.NewUniform(c), image.Point{})
		return
	}
	mask := image.NewAlpha(image.Rect(0, 0, box.Dx(), box.Dy()))
	t.ras.DrawOp = draw.Src
	t.ras.Draw(mask, mask.Rect, image.Opaque, image.Point{})
	t.stamp(mask, box.Min.X, box.Min.Y, c)
}

// stamp lays a colour through a mask whose top left corner stands at x, y.
func (t *painter) stamp(mask *image.Alpha, x, y int, c page.Color) {
	at := image.Rect(x, y, x+mask.Rect.Dx(), y+mask.Rect.Dy())
	r := at.Intersect(t.bounds())
	var cm *image.Alpha
	if n := len(t.clips); n > 0 {
		cm = t.clips[n-1].mask
	}
	alpha := uint32(c.A)
	for py := r.Min.Y; py < r.Max.Y; py++ {
		row := mask.Pix[(py-y)*mask.Stride+(r.Min.X-x):]
		i := t.dst.PixOffset(r.Min.X, py)
		for px := r.Min.X; px < r.Max.X; px++ {
			if a := uint32(row[px-r.Min.X]); a != 0 {
				if alpha != 255 {
					a = a * alpha / 255
				}
				if cm != nil {
					a = a * uint32(cm.AlphaAt(px, py).A) / 255
				}
				if a != 0 {
					t.over(i, c, a)
				}
			}
			i += 4
		}
	}
}

func (t *painter) pushClip(x, y, w, h, radius float64) {
	s := t.scale
	r := image.Rect(int(math.Round(x*s)), int(math.Round(y*s)), int(math.Round((x+w)*s)), int(math.Round((y+h)*s)))
	c := clip{rect: r.Intersect(t.bounds())}
	if radius > 0 && !r.Empty() && r.Dx() <= maxSide && r.Dy() <= maxSide {
		c.mask = roundMask(r, radius*s)
	}
	if n := len(t.clips); n > 0 && t.clips[n-1].mask != nil {
		if c.mask == nil {
			c.mask = t.clips[n-1].mask
		} else {
			intersectMask(c.mask, t.clips[n-1].mask)
		}
	}
	t.clips = append(t.clips, c)
}

// roundMask covers a rectangle with round corners, in page pixels.
func roundMask(r image.Rectangle, radius float64) *image.Alpha {
	mask := image.NewAlpha(r)
	var z vector.Rasterizer
	z.Reset(r.Dx(), r.Dy())
	p := page.RoundRect(0, 0, float64(r.Dx()), float64(r.Dy()), [4]float64{radius, radius, radius, radius})
	trace(&z, p, affine{1, 1, 0, 0})
	z.DrawOp = draw.Src
	z.Draw(mask, r, image.Opaque, image.Point{})
	return mask
}

func intersectMask(m, with *image.Alpha) {
	for y := m.Rect.Min.Y; y < m.Rect.Max.Y; y++ {
		for x := m.Rect.Min.X; x < m.Rect.Max.X; x++ {
			i := m.PixOffset(x, y)
			m.Pix[i] = uint8(uint32(m.Pix[i]) * uint32(with.AlphaAt(x, y).A) / 255)
		}
	}
}

func (t *painter) image(o *page.OpImage) {
	pic := t.pics[o.Ref]
	if pic == nil || o.W <= 0 || o.H <= 0 {
		return
	}
	s := t.scale
	r := image.Rect(int(math.Round(o.X*s)), int(math.Round(o.Y*s)), int(math.Round((o.X+o.W)*s)), int(math.Round((o.Y+o.H)*s)))
	if r.Empty() || r.Dx() > 2*maxSide || r.Dy() > 2*maxSide {
		return
	}
	if o.Radius > 0 {
		t.pushClip(o.X, o.Y, o.W, o.H, o.Radius)
		defer func() { t.clips = t.clips[:len(t.clips)-1] }()
	}
	src := pic.Scaled(r.Dx(), r.Dy())
	vis := r.Intersect(t.bounds())
	if n := len(t.clips); n > 0 && t.clips[n-1].mask != nil {
		draw.DrawMask(t.dst, vis, src, vis.Min.Sub(r.Min), t.clips[n-1].mask, vis.Min, draw.Over)
		return
	}
	xdraw.Draw(t.dst, vis, src, vis.Min.Sub(r.Min), xdraw.Over)
}
