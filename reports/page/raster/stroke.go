package raster

import (
	"image"
	"math"

	"regie/reports/page"
)

func scaledDash(d []float64, s float64) []float64 {
	if len(d) == 0 {
		return nil
	}
	out := make([]float64, len(d))
	for i, v := range d {
		out[i] = math.Max(v*s, 0.1)
	}
	return out
}

// stroke paints the line along a path: each segment as a quadrilateral, with
// discs at the joins and, when round, at the ends. All pieces turn the same
// way, so that overlaps do not cancel.
func (t *painter) stroke(p page.Path, m affine, width float64, dash []float64, c page.Color, round bool) {
	r := math.Max(width, 0.4) / 2
	lines := flatten(p, m)
	if len(dash) > 0 {
		lines = dashed(lines, dash)
	}
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, l := range lines {
		for _, q := range l {
			x0, y0, x1, y1 = math.Min(x0, q.X), math.Min(y0, q.Y), math.Max(x1, q.X), math.Max(y1, q.Y)
		}
	}
	box, ok := pixelBox(x0-r, y0-r, x1+r, y1+r, t.bounds())
	if !ok {
		return
	}
	t.ras.Reset(box.Dx(), box.Dy())
	for _, l := range lines {
		t.outline(l, r, round, box.Min)
	}
	t.paint(box, c)
}

// outline traces one polyline as pieces around it.
func (t *painter) outline(l []page.Point, r float64, round bool, org image.Point) {
	ox, oy := float64(org.X), float64(org.Y)
	for i := 1; i < len(l); i++ {
		a, b := l[i-1], l[i]
		dx, dy := b.X-a.X, b.Y-a.Y
		n := math.Hypot(dx, dy)
		if n == 0 {
			continue
		}
		nx, ny := -dy/n*r, dx/n*r
		t.ras.MoveTo(float32(a.X-nx-ox), float32(a.Y-ny-oy))
		t.ras.LineTo(float32(b.X-nx-ox), float32(b.Y-ny-oy))
		t.ras.LineTo(float32(b.X+nx-ox), float32(b.Y+ny-oy))
		t.ras.LineTo(float32(a.X+nx-ox), float32(a.Y+ny-oy))
		t.ras.ClosePath()
	}
	if r < 0.35 {
		return
	}
	closed := len(l) > 2 && l[0] == l[len(l)-1]
	for i, q := range l {
		if end := i == 0 || i == len(l)-1; end && !round && !closed {
			continue
		}
		trace(t.ras, page.Circle(q.X-ox, q.Y-oy, r), affine{1, 1, 0, 0})
	}
}

// flatten turns a path into polylines in pixels.
func flatten(p page.Path, m affine) [][]page.Point {
	var out [][]page.Point
	var cur []page.Point
	for i := range p {
		s := &p[i]
		switch s.Verb {
		case page.MoveTo:
			if len(cur) > 1 {
				out = append(out, cur)
			}
			cur = []page.Point{m.at(s.P[0])}
		case page.LineTo:
			cur = append(cur, m.at(s.P[0]))
		case page.CurveTo:
			cur = curve(cur, m.at(s.P[0]), m.at(s.P[1]), m.at(s.P[2]))
		case page.Close:
			if len(cur) > 0 {
				cur = append(cur, cur[0])
			}
		}
	}
	if len(cur) > 1 {
		out = append(out, cur)
	}
	return out
}

// curve appends a cubic segment as short lines.
func curve(cur []page.Point, b, c, d page.Point) []page.Point {
	if len(cur) == 0 {
		return []page.Point{d}
	}
	a := cur[len(cur)-1]
	n := int(clampF(math.Sqrt(math.Hypot(b.X-a.X, b.Y-a.Y)+math.Hypot(c.X-b.X, c.Y-b.Y)+math.Hypot(d.X-c.X, d.Y-c.Y))*1.5, 3, 40))
	for i := 1; i <= n; i++ {
		t := float64(i) / float64(n)
		u := 1 - t
		k0, k1, k2, k3 := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
		cur = append(cur, page.Point{
			X: k0*a.X + k1*b.X + k2*c.X + k3*d.X,
			Y: k0*a.Y + k1*b.Y + k2*c.Y + k3*d.Y,
		})
	}
	return cur
}

func clampF(v, lo, hi float64) float64 { return math.Min(math.Max(v, lo), hi) }

// dashed cuts polylines into the drawn lengths of a dash pattern.
func dashed(lines [][]page.Point, dash []float64) [][]page.Point {
	var out [][]page.Point
	for _, l := range lines {
		k, left, on := 0, dash[0], true
		cur := []page.Point{l[0]}
		for i := 1; i < len(l); i++ {
			a, b := l[i-1], l[i]
			n := math.Hypot(b.X-a.X, b.Y-a.Y)
			for done := 0.0; done < n; {
				step := math.Min(left, n-done)
				done += step
				left -= step
				q := page.Point{X: a.X + (b.X-a.X)*done/n, Y: a.Y + (b.Y-a.Y)*done/n}
				if on {
					cur = append(cur, q)
				}
				if left <= 0 {
					if on && len(cur) > 1 {
						out = append(out, cur)
					}
					on = !on
					k = (k + 1) % len(dash)
					left = dash[k]
					cur = []page.Point{q}
				}
			}
		}
		if on && len(cur) > 1 {
			out = append(out, cur)
		}
	}
	return out
}
