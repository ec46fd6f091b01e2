package page

import (
	"fmt"
	"math"
)

// RunningHead is a header: left in the brand's colour, right in mute, a rule in
// the brand's colour under both.
func RunningHead(left, right string, th Theme) func(*Canvas, PageInfo) {
	return func(c *Canvas, _ PageInfo) {
		m := th.Margins
		w := c.Width() - m.Left - m.Right
		c.Label(m.Left, 46, w*0.48, left, TextStyle{Size: th.Caption * 1.06, Bold: true, Color: th.Brand})
		c.Label(m.Left+w*0.5, 46, w*0.5, right, TextStyle{Size: th.Caption * 1.06, Color: th.Mute, Align: Right})
		c.Rect(m.Left, 58, w, 1.5, th.Primary)
	}
}

// RunningFoot is a footer: left, centre, and page x / y at the right, under a
// hairline.
func RunningFoot(left, centre string, th Theme) func(*Canvas, PageInfo) {
	return func(c *Canvas, p PageInfo) {
		m := th.Margins
		w := c.Width() - m.Left - m.Right
		y := c.Height() - m.Bottom + 30
		st := TextStyle{Size: th.Caption, Color: th.Mute}
		c.Rect(m.Left, y-14, w, 0.6, th.Line)
		c.Label(m.Left, y+2, w*0.3, left, st)
		st.Align = Center
		c.Label(m.Left+w*0.3, y+2, w*0.5, centre, st)
		st.Align = Right
		c.Label(m.Left+w*0.8, y+2, w*0.2, fmt.Sprintf("%d / %d", p.Number, p.Total), st)
	}
}

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
}

func (v Cover) pieces(*env, float64) []piece {
	title := Plain(v.Title)
	if v.Kicker != "" {
		title = Plain(v.Kicker + " · " + v.Title)
	}
	return []piece{{full: v.draw, mark: &mark{title: title}}}
}

func (v *Cover) draw(c *Canvas) {
	th := c.Theme()
	ground := v.Color.Or(th.Primary)
	on := OnColor(ground)
	h := c.Height() * 0.62
	x := 56.0
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
	v.facts(c, x, h+36, w)
	c.Label(x, c.Height()-40, w, v.Foot, TextStyle{Size: th.Caption, Color: th.Mute})
}

func placeLines(c *Canvas, ls []textLine, x, y float64) {
	for _, l := range ls {
		c.Add(moveAll(l.ops, x, y)...)
		y += l.height
	}
}

// facts sets the facts in two columns.
func (v *Cover) facts(c *Canvas, x, y, w float64) {
	const gap = 28.0
	cw := (w - gap) / 2
	for i := 0; i < len(v.Facts); i += 2 {
		h := v.Facts[i].draw(c, x, y, cw)
		if i+1 < len(v.Facts) {
			h = math.Max(h, v.Facts[i+1].draw(c, x+cw+gap, y, cw))
		}
		y += h + 18
	}
}
