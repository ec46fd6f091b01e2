package page

import (
	"bytes"
	"fmt"
	"math"
	"sync"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/shaping"

	"regie/assets/fonts"
)

// Font is a parsed TrueType face. It is safe for concurrent use; two documents
// share the same Font, and its bytes must not be written to.
type Font struct {
	name string
	data []byte
	upem float64
	// ascent and descent are positive, in thousandths of the size.
	ascent, descent, cap float64
	// adv are advances in thousandths, rounded as the PDF writes them, by
	// character up to U+FFFF; missing where the font has no glyph.
	adv []uint16

	mu       sync.Mutex // guards all below: face and shaper keep caches
	face     *font.Face
	shaper   shaping.HarfbuzzShaper
	outlines map[font.GID]Path

	cutOnce sync.Once
	cut     []byte // Data with the everyday characters alone
}

const missing = 0xFFFF

// LoadFont parses a static TrueType face with outlines in a glyf table, the
// only kind a PDF can embed here. name is how the PDF calls it: ASCII letters,
// digits and hyphens.
func LoadFont(name string, data []byte) (*Font, error) {
	if len(data) < 12 || bytes.HasPrefix(data, []byte("OTTO")) || bytes.HasPrefix(data, []byte("ttcf")) {
		return nil, fmt.Errorf("font %s: not a TrueType face with glyf outlines", name)
	}
	face, err := font.ParseTTF(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("parsing font %s: %w", name, err)
	}
	ext, ok := face.FontHExtents()
	if !ok || face.Upem() == 0 {
		return nil, fmt.Errorf("font %s: no horizontal metrics", name)
	}
	f := &Font{
		name: asciiName(name), data: data, upem: float64(face.Upem()), face: face,
		outlines: map[font.GID]Path{},
	}
	f.ascent, f.descent = f.thousandths(ext.Ascender), f.thousandths(-ext.Descender)
	f.cap = f.thousandths(face.LineMetric(font.CapHeight))
	f.adv = make([]uint16, 0x10000)
	for r := range f.adv {
		f.adv[r] = missing
	}
	for it := face.Cmap.Iter(); it.Next(); {
		r, gid := it.Char()
		if r >= 0x20 && r <= 0xFFFF && gid != 0 {
			f.adv[r] = uint16(clamp(f.thousandths(face.HorizontalAdvance(gid)), 0, missing-1))
		}
	}
	if f.adv['?'] == missing || f.adv[' '] == missing {
		f.adv[' '], f.adv['?'] = min(f.adv[' '], 250), min(f.adv['?'], 500)
	}
	return f, nil
}

func (f *Font) thousandths(v float32) float64 { return math.Round(float64(v) * 1000 / f.upem) }

func asciiName(s string) string {
	b := make([]byte, 0, len(s))
	for i := range len(s) {
		c := s[i]
		if c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '-' {
			b = append(b, c)
		}
	}
	return string(b)
}

// Name is the name of the face in the PDF, unique for its bytes among the
// faces of this program.
func (f *Font) Name() string { return f.name }

// Data is the TrueType file. It must not be written to.
func (f *Font) Data() []byte { return f.data }

// Has tells whether the font has a glyph for the character, up to U+FFFF.
func (f *Font) Has(r rune) bool { return r >= 0x20 && r <= 0xFFFF && f.adv[r] != missing }

// Ascent is what stands above the baseline, as a fraction of the size.
func (f *Font) Ascent() float64 { return f.ascent / 1000 }

// Descent is what hangs under the baseline, as a fraction of the size.
func (f *Font) Descent() float64 { return f.descent / 1000 }

// CapHeight is the height of a capital, as a fraction of the size.
func (f *Font) CapHeight() float64 { return f.cap / 1000 }

// Width is the advance of a text at a size, in points; characters the font
// lacks count nothing.
func (f *Font) Width(s string, size float64) float64 {
	n := 0
	for _, r := range s {
		if f.Has(r) {
			n += int(f.adv[r])
		}
	}
	return float64(n) * size / 1000
}

// Advance is the advance of a character as a fraction of the size, 0 when the
// font lacks it.
func (f *Font) Advance(r rune) float64 {
	if !f.Has(r) {
		return 0
	}
	return float64(f.adv[r]) / 1000
}

// Outline is the outline of a character in units of 1/Units() of the size, y
// upwards; nil for a blank. It is shared and must not be changed.
func (f *Font) Outline(r rune) Path {
	f.mu.Lock()
	defer f.mu.Unlock()
	gid, ok := f.face.NominalGlyph(r)
	if !ok {
		return nil
	}
	return f.outlineLocked(gid)
}

// Units is the number of font units in the size.
func (f *Font) Units() float64 { return f.upem }

func (f *Font) glyphOutline(gid font.GID) Path {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.outlineLocked(gid)
}

func (f *Font) outlineLocked(gid font.GID) Path {
	if p, ok := f.outlines[gid]; ok {
		return p
	}
	var p Path
	if out, ok := f.face.GlyphDataOutline(gid); ok {
		p = outlinePath(out)
	}
	f.outlines[gid] = p
	return p
}

// outlinePath turns a glyph's segments into closed cubic contours.
func outlinePath(out font.GlyphOutline) Path {
	p := make(Path, 0, len(out.Segments)+4)
	var x, y float64
	open := false
	for _, s := range out.Segments {
		a := s.Args
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			if open {
				p.Close()
			}
			open = true
			x, y = float64(a[0].X), float64(a[0].Y)
			p.Move(x, y)
		case opentype.SegmentOpLineTo:
			x, y = float64(a[0].X), float64(a[0].Y)
			p.Line(x, y)
		case opentype.SegmentOpQuadTo:
			p.quad(x, y, float64(a[0].X), float64(a[0].Y), float64(a[1].X), float64(a[1].Y))
			x, y = float64(a[1].X), float64(a[1].Y)
		case opentype.SegmentOpCubeTo:
			p.Curve(float64(a[0].X), float64(a[0].Y), float64(a[1].X), float64(a[1].Y), float64(a[2].X), float64(a[2].Y))
			x, y = float64(a[2].X), float64(a[2].Y)
		}
	}
	if open {
		p.Close()
	}
	return p
}

// Family is the four faces of a text font. A nil face falls back on Regular.
type Family struct{ Regular, Bold, Italic, BoldItalic *Font }

// Face picks the face of a style.
func (f Family) Face(bold, italic bool) *Font {
	pick := f.Regular
	switch {
	case bold && italic:
		pick = f.BoldItalic
	case bold:
		pick = f.Bold
	case italic:
		pick = f.Italic
	}
	if pick == nil {
		pick = f.Regular
	}
	return pick
}

// The faces shipped with the program, each parsed at its first use: parsing one
// takes some five milliseconds.
var (
	shippedFamily = sync.OnceValue(func() Family {
		return Family{
			Regular: mustLoad("NotoSans-Regular", fonts.Regular()), Bold: mustLoad("NotoSans-Bold", fonts.Bold()),
			Italic: mustLoad("NotoSans-Italic", fonts.Italic()), BoldItalic: mustLoad("NotoSans-BoldItalic", fonts.BoldItalic()),
		}
	})
	arabicRegular = sync.OnceValue(func() *Font { return mustLoad("NotoSansArabic-Regular", fonts.Arabic()) })
	arabicBold    = sync.OnceValue(func() *Font { return mustLoad("NotoSansArabic-Bold", fonts.ArabicBold()) })
	mathSigns     = sync.OnceValue(func() *Font { return mustLoad("NotoSansMath-Regular", fonts.Math()) })
	symbolSigns   = sync.OnceValue(func() *Font { return mustLoad("NotoSansSymbols2-Regular", fonts.Symbols()) })
	emojiFace     = sync.OnceValue(func() *emojiFont { return newEmojiFont(fonts.Emoji()) })
)

// mustLoad panics when an embedded file is broken; a test of assets/fonts keeps
// that from happening.
func mustLoad(name string, data []byte) *Font {
	f, err := LoadFont(name, data)
	if err != nil {
		panic(err)
	}
	return f
}

// NotoSans is the family shipped with the program.
func NotoSans() Family { return shippedFamily() }

// shippedFont is a face of the program's by its name; nil for any other.
func shippedFont(name string) *Font {
	f := shippedFamily()
	for _, face := range []*Font{f.Regular, f.Bold, f.Italic, f.BoldItalic} {
		if face.Name() == name {
			return face
		}
	}
	for _, face := range []func() *Font{arabicRegular, arabicBold, mathSigns, symbolSigns} {
		if f := face(); f.Name() == name {
			return f
		}
	}
	return nil
}
