package page

import (
	"fmt"
	"strings"
)

// Heading is a title: level 1 opens a section, level 2 says what a chart or a
// table teaches, level 3 is a small one. It is never the last thing on a page.
type Heading struct {
	Level int
	Text  string
	// Anchor is a name that "#name" links lead to.
	Anchor string
	// NewPage begins a page. Share begins one only where the section would
	// otherwise start low on a page that it does not fit.
	NewPage, Share bool
	// NoBookmark keeps it out of the outline; level 3 is never in it.
	NoBookmark bool
}

// Paragraph is running text.
type Paragraph struct {
	Spans []Span
	Style TextStyle
	// Tight takes the space above away.
	Tight bool
}

// Para is a plain paragraph.
func Para(s string) Paragraph { return Paragraph{Spans: Text(s)} }

// Note is a small paragraph in mute: a source, a definition.
func Note(s string) Paragraph { return Paragraph{Spans: Text(s), Style: TextStyle{Size: -1}} }

// List is a list of paragraphs with bullets or numbers.
type List struct {
	Ordered bool
	Items   [][]Span
}

// Callout is a paragraph on a tinted ground, opened by a bold label.
type Callout struct {
	Label string
	Spans []Span
	// Color tints the ground; none: the brand's.
	Color Color
}

// Spacer is empty height, dropped at the top of a page.
type Spacer struct{ Height float64 }

// PageBreak begins a page.
type PageBreak struct{}

func (h Heading) pieces(e *env, width float64) []piece {
	level := min(max(h.Level, 1), 3)
	st := TextStyle{Size: e.th.Titles[level-1], Bold: true, Lead: 1.3}
	before := [3]float64{26, 18, 12}[level-1]
	after := [3]float64{2, 3, 1}[level-1]
	out := linePieces(e.th.typeset(Text(h.Text), st, width), 0, before)
	for i := range out {
		out[i].keepNext = true
	}
	if len(out) == 0 {
		return nil
	}
	out[0].newPage, out[0].share = h.NewPage, h.Share
	out[0].anchor = h.Anchor
	if !h.NoBookmark && level < 3 {
		out[0].mark = &mark{title: Plain(h.Text), level: level - 1, section: level == 1}
	}
	out[len(out)-1].height += after
	return out
}

func (p Paragraph) pieces(e *env, width float64) []piece {
	before := e.th.Body * 0.75
	if p.Style.Size < 0 {
		p.Style.Size, p.Style.Color, before = e.th.Caption, p.Style.Color.Or(e.th.Mute), 4
	}
	if p.Tight {
		before = 0
	}
	return linePieces(e.th.typeset(p.Spans, p.Style, width), 0, before)
}

// linePieces makes a piece of each line, moved right by x. Two lines at least
// stay together at either end of a page.
func linePieces(lines []textLine, x, before float64) []piece {
	out := make([]piece, len(lines))
	n := len(lines)
	for i, l := range lines {
		out[i] = piece{height: l.height, ops: moveAll(l.ops, x, 0)}
		out[i].keepNext = i+1 < n && (i == 0 || i == n-2)
	}
	if n > 0 {
		out[0].before = before
	}
	return out
}

func (l List) pieces(e *env, width float64) []piece {
	var out []piece
	indent := e.th.Body * 1.5
	if l.Ordered {
		indent = e.th.Body*0.9 + e.th.lineWidth(Text(fmt.Sprintf("%d.", len(l.Items))), TextStyle{Bold: true})
	}
	for i, item := range l.Items {
		ps := linePieces(e.th.typeset(item, TextStyle{}, width-indent), indent, e.th.Body*0.45)
		if len(ps) == 0 {
			continue
		}
		if i == 0 {
			ps[0].before = e.th.Body * 0.75
		}
		ps[0].ops = append(l.sign(e, i), ps[0].ops...)
		out = append(out, ps...)
	}
	return out
}

// sign is the bullet or number beside the first line of an item.
func (l List) sign(e *env, i int) []Op {
	c := &Canvas{env: e}
	h := e.th.Body * e.th.Lead
	sp := span{font: e.th.Family.Regular, size: e.th.Body}
	base := baseline(&sp, h)
	if l.Ordered {
		c.Label(0, base, 60, fmt.Sprintf("%d.", i+1), TextStyle{Bold: true, Color: e.th.Brand})
	} else {
		c.Circle(e.th.Body*0.45, base-e.th.Body*0.27, e.th.Body*0.17, e.th.Graphic)
	}
	return c.ops
}

func (b Callout) pieces(e *env, width float64) []piece {
	const padX, padY = 12.0, 9.0
	spans := b.Spans
	if b.Label != "" {
		spans = append([]Span{{Text: strings.TrimRight(b.Label, " ") + " ", Bold: true}}, b.Spans...)
	}
	ps := linePieces(e.th.typeset(spans, TextStyle{}, width-2*padX), padX, 14)
	n := len(ps)
	if n == 0 {
		return nil
	}
	f := &frame{width: width, radius: 6, fill: e.th.Wash()}
	if !b.Color.None() {
		f.fill = Tint(b.Color, 0.1)
	}
	for i := range ps {
		ps[i].frame = f
	}
	moveAll(ps[0].ops, 0, padY)
	ps[0].height += padY
	ps[n-1].height += padY
	// A frame ends with its block: what follows begins with a space of its own.
	return append(ps, piece{height: 0.01, before: 4})
}

func (s Spacer) pieces(*env, float64) []piece { return []piece{{before: s.Height}} }

func (PageBreak) pieces(*env, float64) []piece { return []piece{{newPage: true}} }
