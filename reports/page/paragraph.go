package page

import (
	"math"
	"strings"
	"unicode/utf8"
)

// Span is a stretch of text in one style. The zero style is that of the
// paragraph around it.
type Span struct {
	Text         string
	Bold, Italic bool
	Color        Color
	Size         float64 // points, 0: the paragraph's
	// Link is a URL, or "#name" for the heading with that Anchor.
	Link string
}

// Text is a single plain span.
func Text(s string) []Span { return []Span{{Text: s}} }

// Marked reads **bold** stretches of a text into spans, for sentences of the
// catalogue. Unpaired marks are printed.
func Marked(s string) []Span {
	var out []Span
	for s != "" {
		a := indexFrom(s, "**", 0)
		b := -1
		if a >= 0 {
			b = indexFrom(s, "**", a+2)
		}
		if b < 0 {
			return append(out, Span{Text: s})
		}
		if a > 0 {
			out = append(out, Span{Text: s[:a]})
		}
		if b > a+2 {
			out = append(out, Span{Text: s[a+2 : b], Bold: true})
		}
		s = s[b+2:]
	}
	return out
}

// TextStyle is the style of a paragraph.
type TextStyle struct {
	Size         float64 // points, 0: the theme's body
	Lead         float64 // height of a line as a multiple of the size, 0: the theme's
	Color        Color   // none: ink
	Bold, Italic bool
	Align        Align
	Spacing      float64 // points added after each character
}

// textLine is one broken line; its operations are relative to the top left of
// the line's box.
type textLine struct {
	ops    []Op
	height float64
	width  float64
	ascent float64 // of the baseline under the top
}

// typeset breaks spans into lines no wider than width.
func (t *Theme) typeset(spans []Span, st TextStyle, width float64) []textLine {
	if l, ok := t.oneLine(spans, st, width); ok {
		return []textLine{l}
	}
	gl, styles := t.glyphs(spans, st)
	if len(gl) == 0 {
		return nil
	}
	lb := &lineBreaker{gl: gl, styles: styles, width: width, may: opportunities(gl)}
	rtl := baseRTL(gl)
	var out []textLine
	lead := st.lead(t)
	lb.each(func(from, to int, hyphen bool) {
		out = append(out, lb.line(from, to, hyphen, rtl, st.Align, lead))
	})
	return out
}

func (st *TextStyle) lead(t *Theme) float64 {
	if st.Lead > 0 {
		return st.Lead
	}
	return t.Lead
}

func (t *Theme) spanStyle(s *Span, st *TextStyle) span {
	sp := span{
		bold: s.Bold || st.Bold, italic: s.Italic || st.Italic, spacing: st.Spacing,
		size: firstPositive(s.Size, st.Size, t.Body), color: s.Color.Or(st.Color).Or(t.Ink), link: s.Link,
	}
	if s.Link != "" {
		sp.underlined = true
		sp.color = s.Color.Or(t.Brand)
	}
	sp.font = t.Family.Face(sp.bold, sp.italic)
	return sp
}

// glyphs resolves all spans.
func (t *Theme) glyphs(spans []Span, st TextStyle) ([]glyph, []span) {
	styles := make([]span, 0, len(spans))
	var gl []glyph
	for i := range spans {
		if len(styles) == math.MaxUint16 {
			break
		}
		styles = append(styles, t.spanStyle(&spans[i], &st))
		text := []rune(Clean(spans[i].Text))
		gl = resolve(gl, text, &styles[len(styles)-1], uint16(len(styles)-1))
	}
	shapeArabic(gl)
	return gl, styles
}

// oneLine is the quick way for the cells of tables: one span of letters the
// font has, fitting on one line.
func (t *Theme) oneLine(spans []Span, st TextStyle, width float64) (textLine, bool) {
	sp, wide, ok := t.simple(spans, st)
	if !ok || wide > width+eps {
		return textLine{}, false
	}
	l := textLine{height: sp.size * st.lead(t), width: wide}
	l.ascent = baseline(&sp, l.height)
	l.ops = []Op{OpText{
		X: alignX(st.Align, width, wide), Y: l.ascent, Width: wide, Font: sp.font, Size: sp.size,
		Color: sp.color, Text: plainSpaces.Replace(spans[0].Text), Spacing: sp.spacing,
	}}
	return l, true
}

// plainSpaces makes no-break spaces plain ones, as textGlyph does.
var plainSpaces = strings.NewReplacer(string(noBreak), " ", string(noBreakThin), " ")

// simple measures a single span that needs no cleaning, no fallback and no
// shaping; ok is false for any other.
func (t *Theme) simple(spans []Span, st TextStyle) (sp span, wide float64, ok bool) {
	if len(spans) != 1 || spans[0].Link != "" || spans[0].Text == "" {
		return sp, 0, false
	}
	sp = t.spanStyle(&spans[0], &st)
	w, ok := sp.font.simpleWidth(spans[0].Text)
	if !ok {
		return sp, 0, false
	}
	return sp, float64(w)*sp.size/1000 + sp.spacing*float64(utf8.RuneCountInString(spans[0].Text)), true
}

// simpleWidth measures a text of simple characters that has no blank at its
// ends; ok is false for any other.
func (f *Font) simpleWidth(s string) (int, bool) {
	n := 0
	for _, r := range s {
		if r == noBreak || r == noBreakThin {
			r = ' '
		}
		if !simple(r) || f.adv[r] == missing {
			return 0, false
		}
		n += int(f.adv[r])
	}
	return n, s[0] != ' ' && s[len(s)-1] != ' '
}

// simple tells letters, figures and signs of French and English that stand for
// themselves.
func simple(r rune) bool {
	return (r >= 0x20 && r < 0x7F) || (r > 0xA0 && r <= 0x17F && r != softHyphen) || (r >= '–' && r <= '…') || r == '€'
}

// eps absorbs the rounding of sums of advances.
const eps = 0.005

// baseline is where the baseline stands in a line box, the font's extents
// centred in it.
func baseline(sp *span, height float64) float64 {
	asc, desc := sp.font.Ascent(), sp.font.Descent()
	return (height-(asc+desc)*sp.size)/2 + asc*sp.size
}

func alignX(a Align, box, w float64) float64 {
	switch a {
	case Center:
		return (box - w) / 2
	case Right:
		return box - w
	default:
		return 0
	}
}

// lineBreaker holds a paragraph being broken.
type lineBreaker struct {
	gl     []glyph
	styles []span
	may    []bool
	width  float64
}

func (lb *lineBreaker) advance(i int) float64 {
	g := &lb.gl[i]
	switch g.kind {
	case kindSoft, kindZero, kindNewline:
		return 0
	}
	st := &lb.styles[g.style]
	w := float64(g.adv) * st.size / 1000
	if g.kind != kindArabic {
		w += st.spacing
	}
	return w
}

// each calls f for every line, greedily filled: gl[from:to], with a hyphen
// when it ends at a soft one.
func (lb *lineBreaker) each(f func(from, to int, hyphen bool)) {
	n := len(lb.gl)
	start, best, x := 0, -1, 0.0
	for i := 0; i < n; i++ {
		g := &lb.gl[i]
		if g.kind == kindNewline {
			f(start, i, false)
			start, best, x = i+1, -1, 0
			continue
		}
		w := lb.advance(i)
		if g.kind != kindSpace && x+w > lb.width+eps && i > start {
			end := best
			if end <= start {
				end = emergency(lb.gl, start, i)
			}
			f(start, end, lb.gl[end-1].kind == kindSoft)
			start = lb.skipBlanks(end)
			best, x = -1, 0
			i = start - 1
			continue
		}
		x += w
		if lb.may[i] && (g.kind != kindSoft || x+lb.hyphenWidth(i) <= lb.width+eps) {
			best = i + 1
		}
	}
	if start < n || lb.gl[n-1].kind == kindNewline {
		f(start, n, false)
	}
}

func (lb *lineBreaker) hyphenWidth(i int) float64 {
	st := &lb.styles[lb.gl[i].style]
	return float64(st.font.adv['-'])*st.size/1000 + st.spacing
}

// skipBlanks is where the next line begins: past the blanks hanging at the end
// of the one before.
func (lb *lineBreaker) skipBlanks(i int) int {
	for i < len(lb.gl) && lb.gl[i].kind == kindSpace {
		i++
	}
	return i
}

// fragment is a stretch of a line drawn at once.
type fragment struct {
	from, to int
	width    float64
	level    int8 // of the bidirectional algorithm: odd runs to the left
}

// line sets gl[from:to] as a line.
func (lb *lineBreaker) line(from, to int, hyphen, rtl bool, al Align, lead float64) textLine {
	end := to
	for end > from && lb.gl[end-1].kind == kindSpace {
		end--
	}
	l := textLine{}
	main := lb.tallest(from, max(end, from+1))
	l.height = main.size * lead
	l.ascent = baseline(main, l.height)
	frags := lb.fragments(from, end, rtl)
	for i := range frags {
		l.width += frags[i].width
	}
	hyphenX := l.width
	if hyphen {
		l.width += lb.hyphenWidth(end - 1)
	}
	if rtl && al == Left {
		al = Right
	} else if rtl && al == Right {
		al = Left
	}
	x := alignX(al, lb.width, l.width)
	hyphenX += x
	for i := range frags {
		l.ops = append(l.ops, lb.draw(&frags[i], x, l.ascent)...)
		x += frags[i].width
	}
	if hyphen {
		st := &lb.styles[lb.gl[end-1].style]
		l.ops = append(l.ops, OpText{
			X: hyphenX, Y: l.ascent, Width: lb.hyphenWidth(end - 1), Font: st.font,
			Size: st.size, Color: st.color, Text: "-",
		})
	}
	return l
}

func (lb *lineBreaker) tallest(from, to int) *span {
	best := &lb.styles[lb.gl[min(from, len(lb.gl)-1)].style]
	for i := from; i < to && i < len(lb.gl); i++ {
		if st := &lb.styles[lb.gl[i].style]; st.size > best.size {
			best = st
		}
	}
	return best
}

// fragments cuts a line where font, style, direction or kind change, in visual
// order from the left.
func (lb *lineBreaker) fragments(from, to int, rtl bool) []fragment {
	levels := lb.levels(from, to, rtl)
	level := func(i int) int8 {
		if levels == nil {
			return 0
		}
		return levels[i-from]
	}
	var out []fragment
	for i := from; i < to; {
		f := fragment{from: i, level: level(i)}
		for i < to && lb.same(f.from, i) && level(i) == f.level {
			f.width += lb.advance(i)
			i++
		}
		f.to = i
		out = append(out, f)
	}
	if levels != nil {
		reorder(out)
	}
	return out
}

// same tells whether glyph i belongs to the fragment that glyph a began.
func (lb *lineBreaker) same(a, i int) bool {
	g, h := &lb.gl[a], &lb.gl[i]
	if a == i {
		return true
	}
	if g.style != h.style || g.kind == kindEmoji || h.kind == kindEmoji {
		return false
	}
	if (g.kind == kindArabic) != (h.kind == kindArabic) {
		return false
	}
	return g.font == h.font
}
