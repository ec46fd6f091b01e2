package raster

import (
	"image"
	"image/draw"
	"math"
	"sync"

	"golang.org/x/image/vector"

	"regie/reports/page"
)

// glyphKey names a glyph drawn at a size: pixels a font size in 64ths, and the
// quarter of a pixel it stands at.
type glyphKey struct {
	font *page.Font
	r    rune
	size int32
	sub  uint8
}

// glyphMask is a drawn glyph; x, y is its top left corner from the pen.
type glyphMask struct {
	mask *image.Alpha
	x, y int
}

// glyphs keeps drawn glyphs for all painters. When it holds too many it is
// emptied: a preview needs a few hundred.
var glyphs = struct {
	sync.RWMutex
	m map[glyphKey]glyphMask
}{m: map[glyphKey]glyphMask{}}

const (
	maxGlyphs = 6000
	// maxGlyphSize is the size in pixels above which glyphs are filled anew.
	maxGlyphSize = 96
)

// text draws a run, each glyph at a quarter of a pixel across and on a whole
// pixel down.
func (t *painter) text(o *page.OpText) {
	if o.Hidden || o.Font == nil || o.Color.None() {
		return
	}
	size := o.Size * t.scale
	y := o.Y * t.scale
	pen := o.X
	for _, r := range o.Text {
		adv := o.Font.Advance(r)*o.Size + o.Spacing
		if r != ' ' {
			if size > maxGlyphSize {
				k := size / o.Font.Units()
				t.fill(o.Font.Outline(r), affine{k, -k, pen * t.scale, y}, o.Color)
			} else {
				t.glyph(o, r, size, pen*t.scale, y)
			}
		}
		pen += adv
	}
}

func (t *painter) glyph(o *page.OpText, r rune, size, x, y float64) {
	x += 0.125
	ix := math.Floor(x)
	key := glyphKey{o.Font, r, int32(math.Round(size * 64)), uint8((x - ix) * 4)}
	glyphs.RLock()
	g, ok := glyphs.m[key]
	glyphs.RUnlock()
	if !ok {
		g = drawGlyph(key)
		glyphs.Lock()
		if len(glyphs.m) >= maxGlyphs {
			clear(glyphs.m)
		}
		glyphs.m[key] = g
		glyphs.Unlock()
	}
	if g.mask != nil {
		t.stamp(g.mask, int(ix)+g.x, int(math.Round(y))+g.y, o.Color)
	}
}

func drawGlyph(k glyphKey) glyphMask {
	path := k.font.Outline(k.r)
	if len(path) == 0 {
		return glyphMask{}
	}
	s := float64(k.size) / 64 / k.font.Units()
	x0, y0, x1, y1 := path.Bounds()
	dx := float64(k.sub) / 4
	box, ok := pixelBox(x0*s+dx, -y1*s, x1*s+dx, -y0*s, image.Rect(-4096, -4096, 4096, 4096))
	if !ok {
		return glyphMask{}
	}
	var z vector.Rasterizer
	z.Reset(box.Dx(), box.Dy())
	trace(&z, path, affine{s, -s, dx - float64(box.Min.X), -float64(box.Min.Y)})
	mask := image.NewAlpha(image.Rect(0, 0, box.Dx(), box.Dy()))
	z.DrawOp = draw.Src
	z.Draw(mask, mask.Rect, image.Opaque, image.Point{})
	return glyphMask{mask: mask, x: box.Min.X, y: box.Min.Y}
}
