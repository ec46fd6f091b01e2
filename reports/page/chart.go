package page

import (
	"math"
	"strings"
)

// Unknown is the value of a figure nobody knows; charts leave a gap for it.
func Unknown() float64 { return math.NaN() }

// Bar is a bar of a horizontal chart.
type Bar struct {
	Label string
	Value float64
	// Text is the figure printed after the bar, Note what follows in mute.
	Text, Note string
	Color      Color
}

// Bars is a horizontal bar chart with direct labels; bars begin at zero.
type Bars struct {
	Title string // the takeaway
	Rows  []Bar
}

// Series is a line or a set of columns.
type Series struct {
	Name   string
	Values []float64
	// Texts are printed at the points instead of the formatted values; only
	// Columns uses them.
	Texts []string
	Color Color // none: brand for the first, grey for the second
}

// Columns is a vertical, zero-based chart; the series stand side by side.
type Columns struct {
	Title  string
	Labels []string // under each group
	Series []Series
	// Highlight tells that of a single series only the bar Strong is drawn in
	// the full colour, the others pale.
	Highlight bool
	Strong    int
	Height    float64 // of the drawing, 0: 120
	// Format prints a value over its bar; nil prints Texts only.
	Format func(float64) string
}

// Band is a tinted stretch of a line chart with a word over it, from the point
// From to the point To.
type Band struct {
	From, To int
	Text     string
}

// Lines is a line chart of one or two series over the same points. The ground
// line is zero unless values are negative.
type Lines struct {
	Title  string
	Labels []string // of the points; the first and last are printed, and those between when they fit
	Series []Series
	Bands  []Band
	// Breaks are points before which the method of counting changed: the line
	// is interrupted and a dotted rule drawn.
	Breaks []int
	Height float64 // 0: 110
	Format func(float64) string
}

// Part is a part of a whole.
type Part struct {
	Label string
	Value float64
	Text  string // figure in the legend
	Color Color
}

// Stack is one bar cut into parts, with its legend.
type Stack struct {
	Title string
	Parts []Part
}

func known(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// seriesColor is the colour of series i.
func seriesColor(th *Theme, s *Series, i, n int) Color {
	if !s.Color.None() {
		return s.Color
	}
	switch {
	case n == 1 || i == 0:
		return th.Graphic
	case th.Secondary != th.Primary && i == 1:
		return Readable(th.Secondary, White, graphicRatio)
	}
	return RGB(0xA9, 0xAE, 0xB8)
}

func (b Bars) pieces(e *env, width float64) []piece {
	th := e.th
	out := titlePieces(e, b.Title, width)
	most, label, text, note := 0.0, 0.0, 0.0, 0.0
	for _, r := range b.Rows {
		if known(r.Value) {
			most = math.Max(most, r.Value)
		}
		label = math.Max(label, th.lineWidth(Text(r.Label), TextStyle{}))
		text = math.Max(text, th.lineWidth(Text(r.Text), TextStyle{Bold: true}))
		note = math.Max(note, th.lineWidth(Text(r.Note), TextStyle{Size: th.Caption}))
	}
	label = math.Min(label+12, width*0.34)
	note = math.Min(note, width*0.3)
	text = math.Min(text, width*0.2)
	room := math.Max(width-label-text-note-20, 30)
	for i, r := range b.Rows {
		const h = 21.0
		c := &Canvas{env: e}
		base := h/2 + th.Body*0.35
		c.Label(0, base, label-8, r.Label, TextStyle{})
		w := 0.0
		if known(r.Value) && r.Value > 0 && most > 0 {
			w = math.Max(room*r.Value/most, 2)
		}
		c.RoundRect(label, h/2-5.5, w, 11, 2.5, r.Color.Or(th.Graphic), Color{}, 0)
		x := label + room + 8
		if note == 0 { // the figure follows its own bar
			x = label + w + 8
			c.Label(x, base, text+2, r.Text, TextStyle{Bold: true})
		} else {
			c.Label(x, base, text, r.Text, TextStyle{Bold: true, Align: Right})
			c.Label(x+text+10, base, note+2, r.Note, TextStyle{Size: th.Caption, Color: th.Mute})
		}
		p := piece{height: h, ops: c.ops, keepNext: i+1 < len(b.Rows) && len(b.Rows) <= 12}
		if i == 0 {
			p.before = 6
		}
		out = append(out, p)
	}
	return out
}

func (ch Columns) pieces(e *env, width float64) []piece {
	out := titlePieces(e, ch.Title, width)
	h := math.Min(firstPositive(ch.Height, 120), e.maxH*0.8)
	if len(ch.Series) > 1 {
		h += legend(&Canvas{env: e, w: width}, ch.Series, 0) + 4
	}
	draw := func(height float64) []Op {
		c := &Canvas{env: e, w: width, h: height}
		top := 0.0
		if len(ch.Series) > 1 {
			top = legend(c, ch.Series, 0) + 4
		}
		ch.draw(c, top)
		return c.ops
	}
	return append(out, piece{height: h, before: 6, ops: draw(h), shrink: draw, least: h * leastChart})
}

// leastChart is the part of its height under which a chart is not lowered to
// stay on its page.
const leastChart = 0.62

// legend names the series on one line and returns its height.
func legend(c *Canvas, series []Series, y float64) float64 {
	th := c.Theme()
	x := 0.0
	for i := range series {
		if series[i].Name == "" {
			continue
		}
		st := TextStyle{Size: th.Caption, Color: th.Mute}
		w := c.TextWidth(series[i].Name, st)
		if x > 0 && x+w+14 > c.w {
			break
		}
		c.RoundRect(x, y+3, 7, 7, 2, seriesColor(th, &series[i], i, len(series)), Color{}, 0)
		c.Label(x+11, y+9.6, c.w-x-11, series[i].Name, st)
		x += w + 26
	}
	if x == 0 {
		return 0
	}
	return 13
}

// extent is the highest and lowest known value, zero included.
func extent(series []Series) (lo, hi float64) {
	for _, s := range series {
		for _, v := range s.Values {
			if known(v) {
				lo, hi = math.Min(lo, v), math.Max(hi, v)
			}
		}
	}
	return lo, hi
}

func (ch *Columns) draw(c *Canvas, top float64) {
	th := c.Theme()
	n := len(ch.Labels)
	for _, s := range ch.Series {
		n = max(n, len(s.Values))
	}
	if n == 0 || len(ch.Series) == 0 {
		return
	}
	lo, hi := extent(ch.Series)
	if hi == lo {
		hi = lo + 1
	}
	labelH := th.Caption * 1.9
	upper, lower := top+th.Caption*1.6, c.h-labelH
	if lo < 0 {
		lower -= th.Caption * 1.4
	}
	y := func(v float64) float64 { return lower - (v-lo)/(hi-lo)*(lower-upper) }
	slot := c.w / float64(n)
	k := float64(len(ch.Series))
	bw := math.Min(slot*0.62/k, 44/math.Sqrt(k))
	gap := math.Min(2.5, bw*0.1)
	for i := range n {
		x := slot*(float64(i)+0.5) - (bw*k+gap*(k-1))/2
		for s := range ch.Series {
			ch.bar(c, s, i, x+float64(s)*(bw+gap), bw, slot/k, y)
		}
		if i < len(ch.Labels) {
			every := labelStep(c, ch.Labels, slot)
			if i%every == 0 {
				c.Label(slot*float64(i), c.h-labelH+th.Caption*1.35, slot*float64(every), ch.Labels[i],
					TextStyle{Size: th.Caption, Color: th.Mute, Align: alignLabel(every)})
			}
		}
	}
	c.Rect(0, y(0)-0.3, c.w, 0.7, Mix(th.Line, th.Mute, 0.25))
}

func alignLabel(every int) Align {
	if every > 1 {
		return Left
	}
	return Center
}

// labelStep is how many labels to skip so that those printed do not touch.
func labelStep(c *Canvas, labels []string, slot float64) int {
	widest := 0.0
	for _, l := range labels {
		widest = math.Max(widest, c.TextWidth(l, TextStyle{Size: c.Theme().Caption}))
	}
	if widest <= slot+8 { // labels of single groups are shortened rather than skipped
		return 1
	}
	return int(math.Ceil((widest + 6) / slot))
}

// bar draws one column with its figure.
func (ch *Columns) bar(c *Canvas, s, i int, x, w, room float64, y func(float64) float64) {
	th := c.Theme()
	sr := &ch.Series[s]
	if i >= len(sr.Values) || !known(sr.Values[i]) {
		return
	}
	v := sr.Values[i]
	col := seriesColor(th, sr, s, len(ch.Series))
	if ch.Highlight && len(ch.Series) == 1 && i != ch.Strong {
		col = Tint(col, 0.32)
	}
	yv, y0 := y(v), y(0)
	r := math.Min(3.5, math.Min(w/2, math.Abs(yv-y0)))
	switch {
	case v > 0:
		c.Add(OpRect{X: x, Y: yv, W: w, H: y0 - yv, Radius: [4]float64{r, r, 0, 0}, Fill: col})
	case v < 0:
		c.Add(OpRect{X: x, Y: y0, W: w, H: yv - y0, Radius: [4]float64{0, 0, r, r}, Fill: col})
	}
	text := ""
	switch {
	case i < len(sr.Texts):
		text = sr.Texts[i]
	case ch.Format != nil:
		text = ch.Format(v)
	}
	st := TextStyle{Size: th.Caption, Align: Center}
	wide := c.TextWidth(text, st)
	if text == "" || wide > room+10 {
		return
	}
	ty := yv - 4
	if v < 0 {
		ty = yv + th.Caption*1.15
	}
	c.Label(x+w/2-wide/2-1, ty, wide+2, text, st)
}

func (s Stack) pieces(e *env, width float64) []piece {
	th := e.th
	out := titlePieces(e, s.Title, width)
	total := 0.0
	for _, p := range s.Parts {
		if known(p.Value) && p.Value > 0 {
			total += p.Value
		}
	}
	c := &Canvas{env: e, w: width}
	const h = 14.0
	c.Add(OpClip{W: width, H: h, Radius: 4})
	c.Rect(0, 0, width, h, th.Soft)
	x := 0.0
	for i, p := range s.Parts {
		if !known(p.Value) || p.Value <= 0 || total == 0 {
			continue
		}
		w := width * p.Value / total
		c.Rect(x, 0, w, h, s.color(th, i))
		if x > 0 {
			c.Rect(x-0.5, 0, 1, h, White)
		}
		x += w
	}
	c.Add(OpUnclip{})
	y, lx, rowH := h+8, 0.0, th.Caption*1.6
	for i, p := range s.Parts {
		text := strings.TrimSpace(p.Label + "  " + p.Text)
		spans := []Span{{Text: p.Label + " "}, {Text: p.Text, Bold: true}}
		st := TextStyle{Size: th.Caption}
		w := math.Min(c.TextWidth(text, TextStyle{Size: th.Caption, Bold: true})+12, width)
		if lx > 0 && lx+w > width {
			lx, y, rowH = 0, y+rowH, th.Caption*1.6
		}
		c.RoundRect(lx, y+1.5, 7, 7, 2, s.color(th, i), Color{}, 0)
		rowH = math.Max(rowH, c.Text(lx+11, y-0.8, math.Max(width-lx-11, 30), spans, st))
		lx += w + 16
	}
	return append(out, piece{height: y + rowH, before: 8, ops: c.ops})
}

func (s *Stack) color(th *Theme, i int) Color {
	n := float64(max(len(s.Parts)-1, 1))
	return s.Parts[i].Color.Or(Tint(th.Graphic, 1-0.75*float64(i)/n))
}
