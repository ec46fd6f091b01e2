package page

import (
	"fmt"
	"math"
)

// RunningHead is a header: left in the brand's colour, right in mute, a rule in
// the brand's colour under both. The left one has the room the right one leaves.
func RunningHead(left, right string, th Theme) func(*Canvas, PageInfo) {
	return func(c *Canvas, _ PageInfo) {
		m := th.Margins
		w := c.Width() - m.Left - m.Right
		st := TextStyle{Size: th.Caption * 1.06, Color: th.Mute, Align: Right}
		taken := math.Min(c.TextWidth(right, st)+1, w*0.5)
		c.Label(m.Left+w-taken, 46, taken, right, st)
		c.Label(m.Left, 46, w-taken-16, left, TextStyle{Size: st.Size, Bold: true, Color: th.Brand})
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
