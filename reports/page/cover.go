package page

import "math"

// Cover is a first page: a block of the brand's colour over the upper part with
// logo, kicker, title and subtitle, facts below it.
type Cover struct {
	Color Color // none: the theme's primary
	// Kicker is the kind of document, Title usually the month.
	Kicker, Title, Subtitle string
	Logo                    *Picture
	Initials                string // on the tile when there is no logo
	Facts                   []Fact
	// Foot is a small line at the bottom.
	Foot string
	// Notice stands under the facts, for which the coloured block is lowered;
	// where it is too long for that, on a page after the cover. Links to Anchor
	// lead there.
	Notice []Block
	Anchor string
}

// The coloured block takes coverPart of the page, at least coverLeast where a
// notice needs room; the rest of the measures are in points.
const (
	coverPart, coverLeast = 0.62, 0.38
	coverSide, coverFoot  = 56.0, 62.0
	coverAbove            = 36.0 // over the facts
	noticeAbove           = 8.0
)

func (v Cover) pieces(e *env, width float64) []piece {
	title := Plain(v.Title)
	if v.Kicker != "" {
		title = Plain(v.Kicker + " · " + v.Title)
	}
	first := piece{mark: &mark{title: title}}
	w := e.size.Width - 2*coverSide
	notice := blockPieces(e, v.Notice, w)
	part := coverPart
	if len(notice) > 0 {
		room := e.size.Height - coverAbove - v.facts(&Canvas{env: e}, coverSide, 0, w) - noticeAbove - coverFoot
		part = math.Min(part, (room-stacked(notice))/e.size.Height)
	}
	if part >= coverLeast && !hasFull(notice) {
		first.anchor = v.Anchor
		first.full = func(c *Canvas) { v.draw(c, part, notice) }
		return []piece{first}
	}
	first.full = func(c *Canvas) { v.draw(c, coverPart, nil) }
	after := blockPieces(e, v.Notice, width)
	after[0].newPage, after[0].anchor = true, v.Anchor
	return append([]piece{first}, after...)
}

// draw sets the cover, its coloured block over a part of the page.
func (v *Cover) draw(c *Canvas, part float64, notice []piece) {
	th := c.Theme()
	ground := v.Color.Or(th.Primary)
	on := OnColor(ground)
	h := c.Height() * part
	x := coverSide
	w := c.Width() - 2*x
	c.Rect(0, 0, c.Width(), h, ground)
	c.LogoTile(v.Logo, v.Initials, x, 60, 84)
	y := h - 62
	if v.Subtitle != "" {
		ls := th.typeset(Text(v.Subtitle), TextStyle{Size: 13.5, Color: Mix(ground, on, 0.92), Lead: 1.4}, w)
		y -= linesHeight(ls)
		placeLines(c, ls, x, y)
		y -= 4
	}
	size := 42.0
	for size > 20 && c.TextWidth(v.Title, TextStyle{Size: size, Bold: true}) > w*1.7 {
		size *= 0.92
	}
	if c.TextWidth(v.Title, TextStyle{Size: size, Bold: true}) > w {
		size = math.Max(size*0.75, 20)
	}
	ls := th.typeset(Text(v.Title), TextStyle{Size: size, Bold: true, Color: on, Lead: 1.2}, w)
	if len(ls) > 4 {
		ls = ls[:4]
	}
	y -= linesHeight(ls)
	placeLines(c, ls, x, y)
	c.Label(x, y-8, w, v.Kicker, TextStyle{Size: 13, Color: Mix(ground, on, 0.86)})
	y = v.facts(c, x, h+coverAbove, w) + noticeAbove
	c.Add(moveAll(flatten(notice, x), 0, y)...)
	c.Label(x, c.Height()-40, w, v.Foot, TextStyle{Size: th.Caption, Color: th.Mute})
}

func placeLines(c *Canvas, ls []textLine, x, y float64) {
	for _, l := range ls {
		c.Add(moveAll(l.ops, x, y)...)
		y += l.height
	}
}

// facts sets the facts in two columns and tells how far down they reach.
func (v *Cover) facts(c *Canvas, x, y, w float64) float64 {
	const gap = 28.0
	cw := (w - gap) / 2
	for i := 0; i < len(v.Facts); i += 2 {
		h := v.Facts[i].draw(c, x, y, cw)
		if i+1 < len(v.Facts) {
			h = math.Max(h, v.Facts[i+1].draw(c, x+cw+gap, y, cw))
		}
		y += h + 18
	}
	return y
}
