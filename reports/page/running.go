package page

import "fmt"

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
