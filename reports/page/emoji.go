package page

import (
	"bytes"
	"sync"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype/tables"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
)

// emojiScale makes emoji a little taller than the capitals beside them.
const emojiScale = 1.12

const (
	// maxSequence bounds a sequence; the longest of Unicode have ten characters.
	maxSequence = 16
	// maxKnown bounds the cache: the font draws some 3 700 sequences.
	maxKnown = 5000
)

// emojiFont reads the layers of a COLR version 0 face.
type emojiFont struct {
	mu     sync.Mutex // guards all below: go-text faces keep caches
	face   *font.Face
	shaper shaping.HarfbuzzShaper
	upem   float64
	known  map[string]*emojiGlyph
}

// emojiGlyph is one drawn emoji: layers in font units, advance in
// thousandths of the text size.
type emojiGlyph struct {
	text   string
	layers []Layer
	adv    uint16
}

func newEmojiFont(data []byte) *emojiFont {
	face, err := font.ParseTTF(bytes.NewReader(data))
	if err != nil || face.COLR == nil || len(face.CPAL) == 0 {
		panic("the embedded emoji font has no colour layers")
	}
	return &emojiFont{face: face, upem: float64(face.Upem()), known: map[string]*emojiGlyph{}}
}

// has tells whether the font draws the character alone.
func (e *emojiFont) has(r rune) bool {
	if r < 0x203C { // digits and signs are there for the keycaps only
		return false
	}
	_, ok := e.face.Cmap.Lookup(r) // NominalGlyph keeps a cache
	return ok
}

// glyph draws a sequence; nil when the font draws none of it.
func (e *emojiFont) glyph(seq []rune) *emojiGlyph {
	key := string(seq)
	e.mu.Lock()
	defer e.mu.Unlock()
	if g, ok := e.known[key]; ok {
		return g
	}
	g := e.shape(seq, key)
	if g != nil {
		if len(e.known) >= maxKnown {
			clear(e.known)
		}
		e.known[key] = g
	}
	return g
}

// shape runs the substitutions of the font on the sequence and collects the
// layers of the glyphs that come out; what the font lacks is left out.
func (e *emojiFont) shape(seq []rune, text string) (g *emojiGlyph) {
	defer func() {
		if recover() != nil { // an odd sequence must not cost the document
			g, e.shaper = nil, shaping.HarfbuzzShaper{}
		}
	}()
	out := e.shaper.Shape(shaping.Input{
		Text: seq, RunEnd: len(seq), Direction: di.DirectionLTR, Face: e.face,
		Size: fixed.I(int(e.upem)), Script: language.Common, Language: "und",
	})
	g = &emojiGlyph{text: text}
	x := 0.0
	for _, og := range out.Glyphs {
		layers := e.layers(og.GlyphID, x)
		if len(layers) == 0 {
			continue
		}
		g.layers = append(g.layers, layers...)
		x += float64(og.Advance) / 64
	}
	if len(g.layers) == 0 {
		return nil
	}
	g.adv = uint16(clamp(x/e.upem*1000*emojiScale+40, 0, missing-1))
	return g
}

// layers reads the layers of a base glyph, moved right by x font units.
func (e *emojiFont) layers(gid font.GID, x float64) []Layer {
	data, ok := e.face.GlyphDataColor(gid)
	if !ok {
		return nil
	}
	records, ok := data.Paint.(tables.PaintColrLayersResolved)
	if !ok {
		return nil
	}
	layers := make([]Layer, 0, len(records))
	for _, rec := range records {
		out, ok := e.face.GlyphDataOutline(font.GID(rec.GlyphID))
		if !ok {
			continue
		}
		fill := ink
		if int(rec.PaletteIndex) < len(e.face.CPAL[0]) {
			c := e.face.CPAL[0][rec.PaletteIndex]
			fill = Color{R: c.Red, G: c.Green, B: c.Blue, A: c.Alpha}
		}
		layers = append(layers, Layer{Path: outlinePath(out).shifted(x, 0), Fill: fill})
	}
	return layers
}

// shifted returns the path moved, the path itself when there is nothing to do.
func (p Path) shifted(dx, dy float64) Path {
	if dx == 0 && dy == 0 {
		return p
	}
	q := make(Path, len(p))
	for i, s := range p {
		for k := range s.P {
			s.P[k].X += dx
			s.P[k].Y += dy
		}
		q[i] = s
	}
	return q
}

// emojiSequence returns the end of the emoji sequence beginning at i, and
// whether it asks to be shown as an emoji: by a variation selector, a joiner,
// a modifier, or because the character is an emoji by default.
func (e *emojiFont) emojiSequence(text []rune, i int) (end int, wanted bool) {
	r := text[i]
	end = i + 1
	wanted = r >= 0x1F000 || emojiByDefault(r)
	if isRegional(r) {
		if end < len(text) && isRegional(text[end]) {
			end++
		}
		return end, true
	}
	for end < len(text) && end-i < maxSequence {
		switch n := text[end]; {
		case n == textVariant:
			return end + 1, r >= 0x1F000
		case n == emojiVariant, n == keycap, isSkinTone(n), isTag(n):
			wanted = true
			end++
		case n == zeroJoin && end+1 < len(text) && e.has(text[end+1]):
			wanted = true
			end += 2
		default:
			return end, wanted
		}
	}
	return end, wanted
}

// emojiByDefault is the Emoji_Presentation property below U+1F000 (Unicode
// emoji-data.txt, version 15).
func emojiByDefault(r rune) bool {
	for _, p := range presentation {
		if r >= p[0] && r <= p[1] {
			return true
		}
	}
	return false
}

var presentation = [][2]rune{
	{0x231A, 0x231B},
	{0x23E9, 0x23EC},
	{0x23F0, 0x23F0},
	{0x23F3, 0x23F3},
	{0x25FD, 0x25FE},
	{0x2614, 0x2615},
	{0x2648, 0x2653},
	{0x267F, 0x267F},
	{0x2693, 0x2693},
	{0x26A1, 0x26A1},
	{0x26AA, 0x26AB},
	{0x26BD, 0x26BE},
	{0x26C4, 0x26C5},
	{0x26CE, 0x26CE},
	{0x26D4, 0x26D4},
	{0x26EA, 0x26EA},
	{0x26F2, 0x26F3},
	{0x26F5, 0x26F5},
	{0x26FA, 0x26FA},
	{0x26FD, 0x26FD},
	{0x2705, 0x2705},
	{0x270A, 0x270B},
	{0x2728, 0x2728},
	{0x274C, 0x274C},
	{0x274E, 0x274E},
	{0x2753, 0x2755},
	{0x2757, 0x2757},
	{0x2795, 0x2797},
	{0x27B0, 0x27B0},
	{0x27BF, 0x27BF},
	{0x2B1B, 0x2B1C},
	{0x2B50, 0x2B50},
	{0x2B55, 0x2B55},
}
