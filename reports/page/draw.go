package page

import (
	"unicode"

	"golang.org/x/text/unicode/bidi"
)

// draw makes the operations of a fragment whose left end stands at x on the
// baseline y.
func (lb *lineBreaker) draw(f *fragment, x, y float64) []Op {
	g := &lb.gl[f.from]
	st := &lb.styles[g.style]
	var ops []Op
	switch {
	case g.kind == kindEmoji:
		ops = drawEmoji(g.emoji, st, x, y, f.width)
	case g.kind == kindArabic:
		ops = lb.drawArabic(f, st, x, y)
	default:
		ops = lb.drawText(f, st, x, y)
	}
	if st.link != "" {
		ops = append(ops,
			OpRect{X: x, Y: y + st.size*0.12, W: f.width, H: 0.5, Fill: st.color.Alpha(0.5)},
			linkTo(x, y-st.size, f.width, st.size*1.3, st.link))
	}
	return ops
}

func linkTo(x, y, w, h float64, link string) OpLink {
	if link[0] == '#' {
		return OpLink{X: x, Y: y, W: w, H: h, anchor: link[1:]}
	}
	return OpLink{X: x, Y: y, W: w, H: h, URL: link}
}

// drawEmoji draws the layers, with a hidden blank that carries the characters
// for search and copy.
func drawEmoji(e *emojiGlyph, st *span, x, y, w float64) []Op {
	up := emojiFace().upem
	return []Op{
		OpDrawing{X: x + st.size*0.02, Y: y, Scale: st.size * emojiScale / up, Layers: e.layers},
		OpText{
			X: x, Y: y, Width: w, Font: st.font, Size: st.size, Color: st.color, Text: " ",
			Hidden: true, Actual: e.text,
		},
	}
}

// drawText writes characters that the font has. Combining marks are placed by
// the font's anchors.
func (lb *lineBreaker) drawText(f *fragment, st *span, x, y float64) []Op {
	text := make([]rune, 0, f.to-f.from)
	marks := false
	for i := f.from; i < f.to; i++ {
		switch g := &lb.gl[i]; g.kind {
		case kindSoft, kindZero, kindNewline:
		default:
			text = append(text, g.r)
			marks = marks || isMark(g.r)
		}
	}
	if len(text) == 0 {
		return nil
	}
	font := lb.gl[f.from].font
	if f.level%2 == 1 {
		reverseVisual(text)
	} else if marks && st.spacing == 0 {
		if ops := drawMarked(text, font, st, x, y); ops != nil {
			return ops
		}
	}
	return []Op{OpText{
		X: x, Y: y, Width: f.width, Font: font, Size: st.size, Color: st.color, Text: string(text), Spacing: st.spacing,
	}}
}

// reverseVisual turns text of a right-to-left level around, mirroring brackets.
func reverseVisual(text []rune) {
	for a, b := 0, len(text)-1; a < b; a, b = a+1, b-1 {
		text[a], text[b] = text[b], text[a]
	}
	for i, r := range text {
		if p, _ := bidi.LookupRune(r); p.IsBracket() {
			text[i] = mirror(r)
		} else if r == '«' || r == '»' {
			text[i] = '«' + '»' - r
		}
	}
}

func mirror(r rune) rune {
	const pairs = "()[]{}"
	for i, p := range pairs {
		if p == r {
			return rune(pairs[i^1])
		}
	}
	return r
}

// drawMarked places each combining mark where the font's anchors say; nil when
// the shaped glyphs do not answer the characters one to one.
func drawMarked(text []rune, f *Font, st *span, x, y float64) []Op {
	glyphs := f.shapeRun(text, false)
	if len(glyphs) != len(text) {
		return nil
	}
	scale := st.size / f.upem
	var ops []Op
	start, startX, pen := 0, x, x
	flush := func(end int) {
		if end > start {
			s := string(text[start:end])
			ops = append(ops, OpText{
				X: startX, Y: y, Width: f.Width(s, st.size), Font: f, Size: st.size, Color: st.color, Text: s,
			})
		}
	}
	for i, g := range glyphs {
		if isMark(text[i]) {
			flush(i)
			ops = append(ops, OpText{
				X: pen + g.dx*scale, Y: y - g.dy*scale, Width: 0, Font: f, Size: st.size,
				Color: st.color, Text: string(text[i]),
			})
			start, startX = i+1, pen
			continue
		}
		pen += f.Advance(text[i]) * st.size
	}
	flush(len(text))
	return ops
}

// drawArabic draws shaped letters as outlines over the hidden letters
// themselves, in visual order as a reader of the PDF expects them.
func (lb *lineBreaker) drawArabic(f *fragment, st *span, x, y float64) []Op {
	word := make([]rune, 0, f.to-f.from)
	for i := f.from; i < f.to; i++ {
		word = append(word, lb.gl[i].r)
	}
	font := lb.gl[f.from].font
	var shape Path
	pen := 0.0
	for _, p := range font.shapeRun(word, true) {
		shape = append(shape, font.glyphOutline(p.gid).shifted(pen+p.dx, p.dy)...)
		pen += p.adv
	}
	back := make([]rune, len(word))
	for i, r := range word {
		back[len(word)-1-i] = r
	}
	hidden := OpText{
		X: x, Y: y, Width: f.width, Font: font, Size: st.size, Color: st.color, Text: string(back), Hidden: true,
	}
	if w := font.Width(hidden.Text, st.size); w > 0 { // as wide as what is drawn
		hidden.Size *= f.width / w
	}
	return []Op{
		OpDrawing{X: x, Y: y, Scale: st.size / font.upem, Layers: []Layer{{Path: shape, Fill: st.color}}},
		hidden,
	}
}

func isLetter(r rune) bool { return unicode.IsLetter(r) }
