package page

import "math"

// KPI is a figure on a card.
type KPI struct {
	Label, Value string
	// Delta is the change as text ("18,2 % vs sept."); Trend draws its sign and
	// Mood colours it.
	Delta string
	Trend Trend
	Mood  Mood
	// Note is a last line in mute: the objective.
	Note string
}

// KPIs is rows of cards, up to four side by side.
type KPIs struct{ Items []KPI }

// Gauge is a labelled progress bar. Part is the filled share, 1 for the whole,
// NaN for unknown.
type Gauge struct {
	Label string
	Value string // printed at the right
	Part  float64
	Color Color
	Mark  Mark
}

// Gauges is a list of progress bars with a hairline under each.
type Gauges struct {
	Title string
	Rows  []Gauge
	// BarWidth is the share of the width the bars take, 0: a quarter.
	BarWidth float64
}

// Fact is a label and what stands under it.
type Fact struct {
	Label string
	Lines []Span // one line each, wrapped
}

// Facts is a grid of facts.
type Facts struct {
	Pairs  []Fact
	PerRow int // 0: two
}

// Shot is a picture with its caption.
type Shot struct {
	Picture *Picture // nil: a tinted box with the title's initial
	Title   string
	Caption string
	Link    string
	Color   Color // of the box without picture
	// Film puts the sign of a video in the box without picture.
	Film bool
}

// Gallery is rows of pictures with captions.
type Gallery struct {
	Title  string
	Items  []Shot
	PerRow int     // 0: three
	Ratio  float64 // height ÷ width of a picture, 0: 0.6
}

func (k KPIs) pieces(e *env, width float64) []piece {
	const gap = 9.0
	per := 4
	if n := len(k.Items); n == 5 || n == 6 {
		per = 3
	}
	var out []piece
	for from := 0; from < len(k.Items); from += per {
		items := k.Items[from:min(from+per, len(k.Items))]
		n := len(items)
		if from > 0 {
			n = per
		}
		w := (width - gap*float64(n-1)) / float64(max(n, 1))
		c := &Canvas{env: e}
		height := 0.0
		inner := make([][]Op, len(items))
		for i := range items {
			h := items[i].draw(e, w, &inner[i])
			height = math.Max(height, h)
		}
		for i := range items {
			x := float64(i) * (w + gap)
			c.RoundRect(x+0.4, 0.4, w-0.8, height-0.8, 8, White, e.th.Line, 0.8)
			c.Add(moveAll(inner[i], x, 0)...)
		}
		before := 12.0
		if from > 0 {
			before = gap
		}
		out = append(out, piece{height: height, before: before, ops: c.ops})
	}
	return out
}

func (k *KPI) draw(e *env, w float64, out *[]Op) float64 {
	const pad = 10.0
	th := e.th
	c := &Canvas{env: e}
	in := w - 2*pad
	y := pad - 1
	y += c.Text(pad, y, in, Text(k.Label), TextStyle{Size: th.Caption, Color: th.Mute, Lead: 1.3})
	st := TextStyle{Size: th.Figure, Bold: true, Lead: 1.35}
	for st.Size > 9 && c.TextWidth(k.Value, st) > in {
		st.Size *= 0.94
	}
	y += c.Text(pad, y, in, Text(k.Value), st)
	if k.Delta != "" {
		col := th.mood(k.Mood)
		sign := trendOps(k.Trend, col, pad, y+th.Caption*1.02, th.Caption)
		x := pad
		if len(sign) > 0 {
			c.Add(sign...)
			x += th.Caption * 0.95
		}
		y += c.Text(x, y, in-(x-pad), Text(k.Delta), TextStyle{Size: th.Caption, Color: col, Lead: 1.35})
	}
	if k.Note != "" {
		y += c.Text(pad, y, in, Text(k.Note), TextStyle{Size: th.Caption, Color: th.Mute, Lead: 1.35})
	}
	*out = c.ops
	return y + pad - 2
}

func (g Gauges) pieces(e *env, width float64) []piece {
	th := e.th
	out := titlePieces(e, g.Title, width)
	share := firstPositive(g.BarWidth, 0.26)
	value := 0.0
	marked := false
	for i := range g.Rows {
		value = math.Max(value, th.lineWidth(Text(g.Rows[i].Value), TextStyle{}))
		marked = marked || g.Rows[i].Mark != NoMark
	}
	value = math.Min(math.Max(value, width*0.12), width*0.4)
	bar := width * share
	for i := range g.Rows {
		r := &g.Rows[i]
		x := 0.0
		if marked {
			x = th.Body * 2
		}
		label := th.typeset(Text(r.Label), TextStyle{Lead: 1.3}, math.Max(width-x-bar-value-28, 40))
		h := math.Max(linesHeight(label), th.Body*1.3) + 10.5
		c := &Canvas{env: e}
		c.Add(markOps(th, r.Mark, th.Body*0.62, h/2, th.Body*0.62)...)
		y := (h - linesHeight(label)) / 2
		for _, l := range label {
			c.Add(moveAll(l.ops, x, y)...)
			y += l.height
		}
		c.Add(gaugeOps(th, width-value-bar-12, h/2-2.6, bar, 5.2, r)...)
		if l, ok := th.fitLine(r.Value, TextStyle{Align: Right}, value); ok {
			c.Add(moveAll(l.ops, width-value, (h-l.height)/2)...)
		}
		c.Rect(0, h-0.6, width, 0.6, th.Line)
		p := piece{height: h, ops: c.ops, keepNext: i == 0 && len(g.Rows) > 1}
		if i == 0 {
			p.before = 4
		}
		out = append(out, p)
	}
	return out
}

// titlePieces is the takeaway over a chart or a list.
func titlePieces(e *env, title string, width float64) []piece {
	if title == "" {
		return nil
	}
	return Heading{Level: 2, Text: title, NoBookmark: true}.pieces(e, width)
}

func (f Facts) pieces(e *env, width float64) []piece {
	per := f.PerRow
	if per <= 0 {
		per = 2
	}
	const gap = 20.0
	w := (width - gap*float64(per-1)) / float64(per)
	var out []piece
	for from := 0; from < len(f.Pairs); from += per {
		c := &Canvas{env: e}
		height := 0.0
		for i, p := range f.Pairs[from:min(from+per, len(f.Pairs))] {
			height = math.Max(height, p.draw(c, float64(i)*(w+gap), 0, w))
		}
		out = append(out, piece{height: height, before: 12, ops: c.ops})
	}
	return out
}

// draw sets a fact in a box of width w and returns its height.
func (f *Fact) draw(c *Canvas, x, y, w float64) float64 {
	th := c.env.th
	h := c.Text(x, y, w, Text(f.Label), TextStyle{Size: th.Caption * 0.94, Color: th.Mute, Spacing: 0.5, Lead: 1.5})
	for _, s := range f.Lines {
		h += c.Text(x, y+h, w, []Span{s}, TextStyle{Lead: 1.45, Align: Flush})
	}
	return h
}

func (g Gallery) pieces(e *env, width float64) []piece {
	out := titlePieces(e, g.Title, width)
	per := g.PerRow
	if per <= 0 {
		per = 3
	}
	const gap = 12.0
	w := (width - gap*float64(per-1)) / float64(per)
	h := math.Min(w*firstPositive(g.Ratio, 0.6), e.maxH*0.7)
	for from := 0; from < len(g.Items); from += per {
		c := &Canvas{env: e}
		height := 0.0
		for i, s := range g.Items[from:min(from+per, len(g.Items))] {
			height = math.Max(height, s.draw(c, float64(i)*(w+gap), w, h))
		}
		out = append(out, piece{height: height, before: 10, ops: c.ops})
	}
	return out
}

func (s *Shot) draw(c *Canvas, x, w, h float64) float64 {
	th := c.env.th
	if s.Picture != nil {
		c.FillPicture(s.Picture, x, 0, w, h, 7, s.Title)
	} else {
		ground := s.Color.Or(th.Primary)
		c.RoundRect(x, 0, w, h, 7, Tint(ground, 0.25), Color{}, 0)
		if ink := Tint(ground, 0.8); s.Film {
			var p Path
			p.Move(x+w/2-9, h/2-13)
			p.Line(x+w/2+14, h/2)
			p.Line(x+w/2-9, h/2+13)
			p.Close()
			c.Path(p, ink, Color{}, 0)
		} else {
			c.Label(x, h/2+9, w, firstLetters(s.Title), TextStyle{Size: 26, Bold: true, Color: ink, Align: Center})
		}
	}
	c.Link(x, 0, w, h, s.Link)
	y := h + 4
	y += c.Text(x, y, w, Text(s.Title), TextStyle{Size: th.Caption, Bold: true, Lead: 1.4})
	if s.Caption != "" {
		y += c.Text(x, y, w, Text(s.Caption), TextStyle{Size: th.Caption, Color: th.Mute, Lead: 1.4})
	}
	return y
}

func firstLetters(s string) string {
	for _, r := range Clean(s) {
		if isLetter(r) {
			return string(r)
		}
	}
	return ""
}
