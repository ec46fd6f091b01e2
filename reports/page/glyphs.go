package page

import (
	"unicode"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
)

// kind says how a glyph is drawn and how lines break around it.
type kind uint8

const (
	kindText    kind = iota
	kindSpace        // a blank at which a line may end; it hangs there
	kindEmoji        // drawn from layers
	kindArabic       // shaped by words, drawn as outlines
	kindSoft         // soft hyphen
	kindNewline      // forced end of line
	kindZero         // zero-width space
)

// glyph is one character of a paragraph, or one emoji sequence, with the font
// that draws it.
type glyph struct {
	r     rune // what is drawn; blanks of any kind are drawn as a space
	brk   rune // what the line breaker sees
	adv   uint16
	kind  kind
	style uint16
	font  *Font
	emoji *emojiGlyph
}

// span is the resolved style of a stretch of text.
type span struct {
	font       *Font
	bold       bool
	italic     bool
	size       float64
	spacing    float64
	color      Color
	link       string
	underlined bool
}

// resolve appends the glyphs of a cleaned text in the style st.
func resolve(dst []glyph, text []rune, st *span, style uint16) []glyph {
	for i := 0; i < len(text); {
		r := text[i]
		if r < 0x2000 && st.font.Has(r) && r != softHyphen && (i+1 == len(text) || !joins(text[i+1])) {
			dst = append(dst, textGlyph(r, st.font, style))
			i++
			continue
		}
		if g, ok := control(r); ok {
			if g.kind != kindText {
				g.style, g.font = style, st.font
				dst = append(dst, g)
			}
			i++
			continue
		}
		end, wanted := emojiFace().emojiSequence(text, i)
		if wanted {
			if e := emojiFace().glyph(text[i:end]); e != nil {
				dst = append(dst, glyph{r: r, brk: 0x1F600, adv: e.adv, kind: kindEmoji, style: style, font: st.font, emoji: e})
				i = end
				continue
			}
		}
		dst = fallback(dst, r, st, style, 0)
		i++
	}
	return dst
}

// joins tells a character that turns the one before into an emoji.
func joins(r rune) bool { return r == emojiVariant || r == keycap || r == zeroJoin }

// control gives the glyph of a steering character; kindText means that it is
// left out.
func control(r rune) (glyph, bool) {
	switch r {
	case '\n':
		return glyph{r: ' ', brk: '\n', kind: kindNewline}, true
	case softHyphen:
		return glyph{r: '-', brk: softHyphen, kind: kindSoft}, true
	case zeroSpace:
		return glyph{r: ' ', brk: zeroSpace, kind: kindZero}, true
	case zeroJoin, zeroNonJoin, emojiVariant, textVariant, wordJoiner:
		return glyph{}, true
	}
	return glyph{}, isTag(r)
}

func textGlyph(r rune, f *Font, style uint16) glyph {
	g := glyph{r: r, brk: r, adv: f.adv[r], kind: kindText, style: style, font: f}
	switch r {
	case ' ':
		g.kind = kindSpace
	case noBreak, noBreakThin:
		// A plain space is what a reader types when searching.
		g.r, g.adv = ' ', f.adv[' ']
	}
	return g
}

// fallback finds another font for a character the text font or the emoji
// rules did not settle; depth guards the compatibility decomposition.
func fallback(dst []glyph, r rune, st *span, style uint16, depth int) []glyph {
	if f := fontFor(r, st); f != nil {
		g := textGlyph(r, f, style)
		if isArabic(r) {
			g.kind = kindArabic
		}
		return append(dst, g)
	}
	if emojiFace().has(r) {
		if e := emojiFace().glyph([]rune{r}); e != nil {
			return append(dst, glyph{r: r, brk: 0x1F600, adv: e.adv, kind: kindEmoji, style: style, font: st.font, emoji: e})
		}
	}
	if unicode.IsSpace(r) {
		g := textGlyph(' ', st.font, style)
		g.kind, g.brk = kindText, noBreak
		if r >= 0x2000 && r <= 0x200A && r != 0x2007 {
			g.kind, g.brk = kindSpace, ' '
		}
		return append(dst, g)
	}
	if isMark(r) || unicode.Is(unicode.Cf, r) {
		return dst
	}
	// Letters dressed as mathematics, full-width forms, circled figures: their
	// plain form says the same.
	if d := norm.NFKC.String(string(r)); depth == 0 && d != string(r) {
		for _, q := range d {
			dst = fallback(dst, q, st, style, 1)
		}
		return dst
	}
	g := textGlyph('?', st.font, style)
	return append(dst, g)
}

// fontFor is the first font that has the character, nil when none has: the text
// font, Noto Sans, then those of signs; Arabic has its own.
func fontFor(r rune, st *span) *Font {
	if isArabic(r) {
		f := arabicRegular()
		if st.bold {
			f = arabicBold()
		}
		if f.Has(r) {
			return f
		}
		return nil
	}
	switch noto := shippedFamily().Face(st.bold, st.italic); {
	case st.font.Has(r):
		return st.font
	case noto.Has(r):
		return noto
	case mathSigns().Has(r):
		return mathSigns()
	case symbolSigns().Has(r):
		return symbolSigns()
	}
	return nil
}

// placed is a glyph of a shaped word, offsets in font units.
type placed struct {
	gid     font.GID
	dx, dy  float64
	adv     float64
	cluster int // index of its first character
}

// shapeRun shapes characters of one font with HarfBuzz, in visual order from
// the left. A shaper's panic on odd input gives nil.
func (f *Font) shapeRun(text []rune, rtl bool) (out []placed) {
	f.mu.Lock()
	defer f.mu.Unlock()
	defer func() {
		if recover() != nil {
			out, f.shaper = nil, shaping.HarfbuzzShaper{}
		}
	}()
	in := shaping.Input{
		Text: text, RunEnd: len(text), Direction: di.DirectionLTR, Face: f.face,
		Size: fixed.I(int(f.upem)), Script: language.Latin, Language: "und",
	}
	if rtl {
		in.Direction, in.Script = di.DirectionRTL, language.Arabic
	} else {
		// Ligatures would lose the letters for search and copy.
		in.FontFeatures = []shaping.FontFeature{{Tag: tagLiga, Value: 0}, {Tag: tagKern, Value: 0}}
	}
	res := f.shaper.Shape(in)
	for _, g := range res.Glyphs {
		out = append(out, placed{
			gid: g.GlyphID, cluster: g.TextIndex(), adv: float64(g.Advance) / 64,
			dx: float64(g.XOffset) / 64, dy: float64(g.YOffset) / 64,
		})
	}
	return out
}

var (
	tagLiga = opentype.Tag(0x6C696761)
	tagKern = opentype.Tag(0x6B65726E)
)

// shapeArabic sets the advances of each run of Arabic letters from its shaped
// form: a letter's width depends on its neighbours.
func shapeArabic(gl []glyph) {
	for i := 0; i < len(gl); {
		if gl[i].kind != kindArabic {
			i++
			continue
		}
		j := i
		var word []rune
		for j < len(gl) && gl[j].kind == kindArabic && gl[j].font == gl[i].font {
			word = append(word, gl[j].r)
			gl[j].adv = 0
			j++
		}
		for _, p := range gl[i].font.shapeRun(word, true) {
			if k := i + p.cluster; k < j {
				gl[k].adv += uint16(clamp(p.adv/gl[i].font.upem*1000, 0, 10000))
			}
		}
		i = j
	}
}
