package page

import "math"

// plot maps points of a line chart to the canvas.
type plot struct {
	left, right, top, bottom float64
	n                        int
	lo, hi                   float64
}

func (p *plot) x(i float64) float64 {
	if p.n <= 1 {
		return (p.left + p.right) / 2
	}
	return p.left + (p.right-p.left)*i/float64(p.n-1)
}

func (p *plot) y(v float64) float64 { return p.bottom - (v-p.lo)/(p.hi-p.lo)*(p.bottom-p.top) }

func (l Lines) pieces(e *env, width float64) []piece {
	out := titlePieces(e, l.Title, width)
	h := math.Min(firstPositive(l.Height, 110), e.maxH*0.8)
	c := &Canvas{env: e, w: width, h: h}
	l.draw(c)
	return append(out, piece{height: h, before: 8, ops: c.ops})
}

func (l *Lines) draw(c *Canvas) {
	th := c.Theme()
	p := &plot{right: c.w, top: 14, bottom: c.h - th.Caption*1.9, n: len(l.Labels)}
	for _, s := range l.Series {
		p.n = max(p.n, len(s.Values))
	}
	if p.n == 0 {
		return
	}
	p.lo, p.hi = extent(l.Series)
	if p.hi == p.lo {
		p.hi = p.lo + 1
	}
	p.hi = p.lo + (p.hi-p.lo)*1.08
	l.grid(c, p)
	l.bands(c, p)
	// The last series lies lowest, so that the first stands out.
	for i := len(l.Series) - 1; i >= 0; i-- {
		l.series(c, p, i)
	}
	l.names(c, p)
	l.xLabels(c, p)
}

// grid draws the ground line and two lines above it, with their values when
// they can be printed.
func (l *Lines) grid(c *Canvas, p *plot) {
	th := c.Theme()
	step := niceStep(p.hi - p.lo)
	first := math.Ceil(p.lo / step)
	for k := range 8 {
		v := (first + float64(k)) * step
		if !(v <= p.hi) {
			break
		}
		c.Rect(0, p.y(v)-0.3, c.w, 0.6, th.Line)
		if l.Format != nil && v != 0 {
			c.Label(0, p.y(v)-2.5, 80, l.Format(v), TextStyle{Size: th.Caption * 0.9, Color: th.Mute})
		}
	}
	for _, b := range l.Breaks {
		if b > 0 && b < p.n {
			x := p.x(float64(b) - 0.5)
			c.Add(OpLine{X1: x, Y1: p.top, X2: x, Y2: p.bottom, Color: th.Mute, Line: 0.8, Dash: []float64{1.5, 2}})
		}
	}
}

// niceStep cuts a range in two to four by 1, 2 or 5 times a power of ten.
func niceStep(span float64) float64 {
	pow := math.Pow(10, math.Floor(math.Log10(span/2)))
	for _, m := range []float64{1, 2, 5, 10} {
		if span/(m*pow) <= 3 {
			return m * pow
		}
	}
	return 10 * pow
}

func (l *Lines) bands(c *Canvas, p *plot) {
	th := c.Theme()
	for _, b := range l.Bands {
		from, to := max(b.From, 0), min(b.To, p.n-1)
		if from > to {
			continue
		}
		x0, x1 := p.x(float64(from)), p.x(float64(to))
		if x1-x0 < 3 {
			x0, x1 = x0-1.5, x1+1.5
		}
		c.Rect(x0, 0, x1-x0, p.bottom, th.Primary.Alpha(0.14))
		st := TextStyle{Size: th.Caption, Color: th.Brand}
		w := math.Min(c.TextWidth(b.Text, st), c.w-1)
		x := clamp((x0+x1-w)/2, 0, math.Max(c.w-w, 0))
		c.Label(x, th.Caption+1, w+1, b.Text, st)
	}
}

// series draws one line, interrupted at unknown values and breaks, the first
// with the area under it.
func (l *Lines) series(c *Canvas, p *plot, i int) {
	s := &l.Series[i]
	col := seriesColor(c.Theme(), s, i, len(l.Series))
	wide := 1.1
	if i == 0 {
		wide = 1.6
	}
	for _, run := range l.runs(s.Values) {
		pts := make([]Point, 0, run[1]-run[0])
		for k := run[0]; k < run[1]; k++ {
			pts = append(pts, Point{p.x(float64(k)), p.y(s.Values[k])})
		}
		if len(pts) == 1 {
			c.Circle(pts[0].X, pts[0].Y, wide*1.2, col)
			continue
		}
		if i == 0 {
			ground := p.y(math.Max(p.lo, 0))
			area := append(append([]Point{}, pts...), Point{pts[len(pts)-1].X, ground}, Point{pts[0].X, ground})
			c.Path(Polygon(area...), col.Alpha(0.12), Color{}, 0)
		}
		c.Path(Polyline(pts...), Color{}, col, wide)
	}
}

// runs are the stretches of known values, cut at breaks.
func (l *Lines) runs(values []float64) [][2]int {
	var out [][2]int
	start := -1
	for i := 0; i <= len(values); i++ {
		end := i == len(values) || !known(values[i])
		for _, b := range l.Breaks {
			if b == i && start >= 0 && i < len(values) {
				out = append(out, [2]int{start, i})
				start = -1
			}
		}
		switch {
		case end && start >= 0:
			out = append(out, [2]int{start, i})
			start = -1
		case !end && start < 0:
			start = i
		}
	}
	return out
}

// names prints each series' name near its last known value, apart from each
// other.
func (l *Lines) names(c *Canvas, p *plot) {
	th := c.Theme()
	taken := []float64{}
	for i := range l.Series {
		s := &l.Series[i]
		last := -1
		for k, v := range s.Values {
			if known(v) {
				last = k
			}
		}
		if last < 0 || s.Name == "" {
			continue
		}
		col := seriesColor(th, s, i, len(l.Series))
		st := TextStyle{Size: th.Caption, Bold: i == 0, Color: Readable(col, White, 4.5), Align: Right}
		w := math.Min(c.TextWidth(s.Name, st), c.w*0.4)
		y := p.y(highestNear(s.Values, last)) - 5
		if i > 0 { // under its line, where the first has its name above
			y = p.y(s.Values[last]) + th.Caption*1.5
		}
		for _, t := range taken {
			if math.Abs(t-y) < th.Caption*1.2 {
				y = t + th.Caption*1.3
			}
		}
		y = clamp(y, th.Caption, p.bottom-2)
		taken = append(taken, y)
		c.Label(math.Max(p.x(float64(last))-w-2, 0), y, w+2, s.Name, st)
	}
}

// highestNear is the highest known value among the last points before k.
func highestNear(v []float64, k int) float64 {
	best := v[k]
	for i := max(0, k-4); i < k; i++ {
		if known(v[i]) {
			best = math.Max(best, v[i])
		}
	}
	return best
}

// xLabels prints the first and the last label, and those between that do not
// touch.
func (l *Lines) xLabels(c *Canvas, p *plot) {
	th := c.Theme()
	st := TextStyle{Size: th.Caption, Color: th.Mute}
	n := len(l.Labels)
	if n == 0 {
		return
	}
	y := c.h - th.Caption*0.5
	free := 0.0
	last := math.Min(c.TextWidth(l.Labels[n-1], st), c.w*0.4)
	step := max(1, n/8)
	for i := 0; i < n-1; i += step {
		w := math.Min(c.TextWidth(l.Labels[i], st), c.w*0.4)
		x := clamp(p.x(float64(i))-w/2, 0, c.w)
		if (i > 0 && x < free) || x+w+10 > c.w-last {
			continue
		}
		c.Label(x, y, w+1, l.Labels[i], st)
		free = x + w + 10
	}
	c.Label(c.w-last-1, y, last+1, l.Labels[n-1], st)
}
