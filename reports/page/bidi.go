package page

import "github.com/go-text/typesetting/bidi"

// baseRTL tells a paragraph whose first letter is Arabic.
func baseRTL(gl []glyph) bool {
	for _, g := range gl {
		if g.kind == kindArabic {
			return true
		}
		if g.kind == kindText && isLetter(g.r) {
			return false
		}
	}
	return false
}

// levels are the embedding levels of the glyphs, nil when all run to the right.
func (lb *lineBreaker) levels(from, to int, rtl bool) []int8 {
	any := rtl
	for i := from; i < to && !any; i++ {
		any = lb.gl[i].kind == kindArabic
	}
	if !any {
		return nil
	}
	text := make([]rune, to-from)
	for i := range text {
		text[i] = lb.gl[from+i].brk
	}
	dir := bidi.LeftToRight
	if rtl {
		dir = bidi.RightToLeft
	}
	var p bidi.Paragraph
	runs := p.Segment(text, dir)
	out := make([]int8, len(text))
	for i := range runs.NumRuns() {
		run := runs.Run(i)
		for k := run.Start; k < run.End && k < len(out); k++ {
			out[k] = int8(run.Level)
		}
	}
	return out
}

// reorder puts fragments in visual order: rule L2 of UAX #9.
func reorder(f []fragment) {
	var top int8
	for i := range f {
		top = max(top, f[i].level)
	}
	for lvl := top; lvl > 0; lvl-- {
		for i := 0; i < len(f); {
			if f[i].level < lvl {
				i++
				continue
			}
			j := i
			for j < len(f) && f[j].level >= lvl {
				j++
			}
			for a, b := i, j-1; a < b; a, b = a+1, b-1 {
				f[a], f[b] = f[b], f[a]
			}
			i = j
		}
	}
}
