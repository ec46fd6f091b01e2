package page

// Mark is a sign that stands for a state, always beside a word.
type Mark uint8

// The signs: a check, an exclamation mark and a cross in coloured discs; Open
// is an empty ring.
const (
	NoMark Mark = iota
	Done
	Attention
	Failed
	Open
)

// Trend is the direction of a change.
type Trend uint8

// The directions.
const (
	NoTrend Trend = iota
	Up
	Down
	Flat
)

// Mood tells whether a change is welcome.
type Mood uint8

// The moods.
const (
	Neutral Mood = iota
	Good
	Bad
)

func (t *Theme) mood(m Mood) Color {
	switch m {
	case Good:
		return t.OK
	case Bad:
		return t.Bad
	default:
		return t.Mute
	}
}

// markOps draws a sign centred at x, y with radius r.
func markOps(t *Theme, m Mark, x, y, r float64) []Op {
	disc := func(c Color) Op { return OpPath{X: x, Y: y, Path: Circle(0, 0, r), Fill: c} }
	stroke := func(p Path) Op { return OpPath{X: x, Y: y, Path: p, Stroke: White, Line: r * 0.24} }
	switch m {
	case Done:
		return []Op{disc(t.OK), stroke(Polyline(Point{-r * 0.42, r * 0.02}, Point{-r * 0.1, r * 0.34}, Point{r * 0.44, -r * 0.32}))}
	case Attention:
		var p Path
		p.Move(0, -r*0.5)
		p.Line(0, r*0.1)
		return []Op{disc(t.Warn), stroke(p), OpPath{X: x, Y: y, Path: Circle(0, r*0.47, r*0.14), Fill: White}}
	case Failed:
		var p Path
		p.Move(-r*0.34, -r*0.34)
		p.Line(r*0.34, r*0.34)
		p.Move(r*0.34, -r*0.34)
		p.Line(-r*0.34, r*0.34)
		return []Op{disc(t.Bad), stroke(p)}
	case Open:
		return []Op{OpPath{X: x, Y: y, Path: Circle(0, 0, r*0.88), Stroke: t.Mute, Line: r * 0.2}}
	default:
		return nil
	}
}

// trendOps draws a triangle or a dash before a change, its box size wide,
// standing on the baseline y.
func trendOps(tr Trend, c Color, x, y, size float64) []Op {
	h := size * 0.62
	var p Path
	switch tr {
	case Up:
		p = Polygon(Point{0, 0}, Point{h, 0}, Point{h / 2, -h})
	case Down:
		p = Polygon(Point{0, -h}, Point{h, -h}, Point{h / 2, 0})
	case Flat:
		p = Polygon(Point{0, -h * 0.62}, Point{h, -h * 0.62}, Point{h, -h * 0.38}, Point{0, -h * 0.38})
	default:
		return nil
	}
	return []Op{OpPath{X: x, Y: y, Path: p, Fill: c}}
}

// gaugeOps draws a track and its filled part. What goes beyond the whole fills
// the track and ends in a darker stretch.
func gaugeOps(t *Theme, x, y, w, h float64, g *Gauge) []Op {
	r := [4]float64{h / 2, h / 2, h / 2, h / 2}
	ops := []Op{OpRect{X: x, Y: y, W: w, H: h, Radius: r, Fill: t.Soft}}
	if g.Part != g.Part || g.Part <= 0 {
		return ops
	}
	fill := g.Color.Or(t.Graphic)
	part := clamp(g.Part, 0, 1)
	ops = append(ops, OpRect{X: x, Y: y, W: max(w*part, h), H: h, Radius: r, Fill: fill})
	if g.Part > 1 {
		over := w * (1 - 1/g.Part)
		over = min(max(over, h), w/2)
		ops = append(ops, OpRect{X: x + w - over, Y: y, W: over, H: h, Radius: [4]float64{0, h / 2, h / 2, 0}, Fill: Mix(fill, Black, 0.35)})
	}
	return ops
}
