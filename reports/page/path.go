package page

import "math"

// Verb says what a segment of a path does.
type Verb uint8

// The verbs: MoveTo and LineTo use one point, CurveTo three (two controls and
// the end), Close none.
const (
	MoveTo Verb = iota
	LineTo
	CurveTo
	Close
)

// Seg is one segment of a path.
type Seg struct {
	Verb Verb
	P    [3]Point
}

// Path is a list of segments; each contour begins with MoveTo.
type Path []Seg

// Move begins a contour.
func (p *Path) Move(x, y float64) { *p = append(*p, Seg{Verb: MoveTo, P: [3]Point{{x, y}}}) }

// Line draws a straight segment.
func (p *Path) Line(x, y float64) { *p = append(*p, Seg{Verb: LineTo, P: [3]Point{{x, y}}}) }

// Curve draws a cubic Bézier segment.
func (p *Path) Curve(x1, y1, x2, y2, x, y float64) {
	*p = append(*p, Seg{Verb: CurveTo, P: [3]Point{{x1, y1}, {x2, y2}, {x, y}}})
}

// Close ends a contour.
func (p *Path) Close() { *p = append(*p, Seg{Verb: Close}) }

// quad draws a quadratic segment from (x0, y0), written as a cubic one.
func (p *Path) quad(x0, y0, cx, cy, x, y float64) {
	p.Curve(x0+(cx-x0)*2/3, y0+(cy-y0)*2/3, x+(cx-x)*2/3, y+(cy-y)*2/3, x, y)
}

// Polyline is an open path through the points.
func Polyline(pts ...Point) Path {
	p := make(Path, 0, len(pts))
	for i, q := range pts {
		if i == 0 {
			p.Move(q.X, q.Y)
		} else {
			p.Line(q.X, q.Y)
		}
	}
	return p
}

// Polygon is a closed path through the points.
func Polygon(pts ...Point) Path {
	p := Polyline(pts...)
	p.Close()
	return p
}

// kappa places the control points of a quarter circle.
const kappa = 0.5522847498

// RoundRect is a rectangle with corner radii from the top left clockwise;
// radii are cut to half the shorter side.
func RoundRect(x, y, w, h float64, r [4]float64) Path {
	m := math.Min(w, h) / 2
	for i := range r {
		r[i] = clamp(r[i], 0, math.Max(m, 0))
	}
	p := make(Path, 0, 9)
	p.Move(x+r[0], y)
	p.Line(x+w-r[1], y)
	p.corner(x+w-r[1], y, x+w, y+r[1], true)
	p.Line(x+w, y+h-r[2])
	p.corner(x+w, y+h-r[2], x+w-r[2], y+h, false)
	p.Line(x+r[3], y+h)
	p.corner(x+r[3], y+h, x, y+h-r[3], true)
	p.Line(x, y+r[0])
	p.corner(x, y+r[0], x+r[0], y, false)
	p.Close()
	return p
}

// corner draws a quarter ellipse between two points, leaving along x first or
// along y first.
func (p *Path) corner(x0, y0, x1, y1 float64, xFirst bool) {
	if x0 == x1 && y0 == y1 {
		return
	}
	dx, dy := (x1-x0)*kappa, (y1-y0)*kappa
	if xFirst {
		p.Curve(x0+dx, y0, x1, y1-dy, x1, y1)
	} else {
		p.Curve(x0, y0+dy, x1-dx, y1, x1, y1)
	}
}

// Circle is a circle as four curves.
func Circle(cx, cy, r float64) Path {
	return RoundRect(cx-r, cy-r, 2*r, 2*r, [4]float64{r, r, r, r})
}

// Bounds is the box of all points of the path, controls included.
func (p Path) Bounds() (x0, y0, x1, y1 float64) {
	x0, y0, x1, y1 = math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, s := range p {
		for _, q := range s.points() {
			x0, y0 = math.Min(x0, q.X), math.Min(y0, q.Y)
			x1, y1 = math.Max(x1, q.X), math.Max(y1, q.Y)
		}
	}
	return x0, y0, x1, y1
}

func (s *Seg) points() []Point {
	switch s.Verb {
	case MoveTo, LineTo:
		return s.P[:1]
	case CurveTo:
		return s.P[:]
	default:
		return nil
	}
}
