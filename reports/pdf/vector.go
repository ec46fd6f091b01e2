package pdf

import (
	"strconv"

	"regie/reports/page"
)

// Raw operators are gathered in p.raw and handed to the library at once, each
// group inside q and Q so that its colours and widths end with it.

func (p *painter) begin() { p.raw = append(p.raw[:0], "q\n"...) }

func (p *painter) flush() {
	if n := len(p.raw); n > 0 {
		p.pdf.RawWriteStr(string(p.raw[:n-1])) // the library ends the line
		p.raw = p.raw[:0]
	}
}

func (p *painter) end() {
	p.word("Q")
	p.flush()
}

// num writes a number with two decimals, without those that are zero.
func (p *painter) num(v float64) { p.raw = append(appendNum(p.raw, v, 2), ' ') }

func appendNum(b []byte, v float64, digits int) []byte {
	start := len(b)
	b = strconv.AppendFloat(b, v, 'f', digits, 64)
	if digits > 0 {
		for b[len(b)-1] == '0' {
			b = b[:len(b)-1]
		}
		if b[len(b)-1] == '.' {
			b = b[:len(b)-1]
		}
	}
	if string(b[start:]) == "-0" {
		b = append(b[:start], '0')
	}
	return b
}

func (p *painter) word(s string) { p.raw = append(append(p.raw, s...), '\n') }

// rgb writes a colour with its operator.
func (p *painter) rgb(c page.Color, op string) {
	for _, v := range []uint8{c.R, c.G, c.B} {
		p.raw = append(appendNum(p.raw, float64(v)/255, 3), ' ')
	}
	p.word(op)
}

// alpha sets an opacity for what follows, when it is not full.
func (p *painter) alpha(c page.Color) {
	if c.A != 255 && c.A != 0 {
		p.pdf.SetAlpha(float64(c.A)/255, "Normal")
	}
}

func (p *painter) opaque(c page.Color) {
	if c.A != 255 && c.A != 0 {
		p.pdf.SetAlpha(1, "Normal")
	}
}

func (p *painter) at(x, y float64) {
	p.num(x)
	p.num(p.height - y)
}

// segs writes a path moved by dx, dy.
func (p *painter) segs(path page.Path, dx, dy float64) {
	for i := range path {
		s := &path[i]
		switch s.Verb {
		case page.MoveTo:
			p.at(s.P[0].X+dx, s.P[0].Y+dy)
			p.word("m")
		case page.LineTo:
			p.at(s.P[0].X+dx, s.P[0].Y+dy)
			p.word("l")
		case page.CurveTo:
			for _, q := range s.P {
				p.at(q.X+dx, q.Y+dy)
			}
			p.word("c")
		case page.Close:
			p.word("h")
		}
	}
}

func (p *painter) roundRect(x, y, w, h float64, r [4]float64) {
	if r == ([4]float64{}) {
		p.at(x, y+h)
		p.num(w)
		p.num(h)
		p.word("re")
		return
	}
	p.segs(page.RoundRect(x, y, w, h, r), 0, 0)
}

func (p *painter) rect(o *page.OpRect) {
	if o.W <= 0 || o.H <= 0 {
		return
	}
	p.fillStroke(o.Fill, o.Stroke, o.Line, nil, func() { p.roundRect(o.X, o.Y, o.W, o.H, o.Radius) })
}

func (p *painter) path(o *page.OpPath) {
	if len(o.Path) == 0 {
		return
	}
	p.fillStroke(o.Fill, o.Stroke, o.Line, o.Dash, func() { p.segs(o.Path, o.X, o.Y) })
}

// fillStroke paints what shape writes, filled and then stroked.
func (p *painter) fillStroke(fill, stroke page.Color, line float64, dash []float64, shape func()) {
	if line <= 0 {
		stroke = page.Color{}
	}
	if !fill.None() {
		p.alpha(fill)
		p.begin()
		p.rgb(fill, "rg")
		shape()
		p.word("f")
		p.end()
		p.opaque(fill)
	}
	if !stroke.None() {
		p.alpha(stroke)
		p.begin()
		p.rgb(stroke, "RG")
		p.num(line)
		p.word("w 1 J 1 j")
		p.dash(dash)
		shape()
		p.word("S")
		p.end()
		p.opaque(stroke)
	}
}

func (p *painter) dash(d []float64) {
	if len(d) == 0 {
		return
	}
	p.raw = append(p.raw, '[')
	for _, v := range d {
		p.num(v)
	}
	p.word("] 0 d")
}

func (p *painter) line(o *page.OpLine) {
	if o.Color.None() || o.Line <= 0 {
		return
	}
	p.alpha(o.Color)
	p.begin()
	p.rgb(o.Color, "RG")
	p.num(o.Line)
	p.word("w 0 J")
	p.dash(o.Dash)
	p.at(o.X1, o.Y1)
	p.word("m")
	p.at(o.X2, o.Y2)
	p.word("l S")
	p.end()
	p.opaque(o.Color)
}

// drawing writes glyph outlines in font units under a matrix, which keeps them
// short.
func (p *painter) drawing(o *page.OpDrawing) {
	if o.Scale <= 0 {
		return
	}
	p.begin()
	s := appendNum(nil, o.Scale, 6)
	p.raw = append(p.raw, s...)
	p.raw = append(p.raw, " 0 0 "...)
	p.raw = append(p.raw, s...)
	p.raw = append(p.raw, ' ')
	p.at(o.X, o.Y)
	p.word("cm")
	for _, l := range o.Layers {
		if l.Fill.None() || len(l.Path) == 0 {
			continue
		}
		if l.Fill.A != 255 {
			p.flush()
			p.alpha(l.Fill)
		}
		p.rgb(l.Fill, "rg")
		p.glyph(l.Path)
		p.word("f")
		if l.Fill.A != 255 {
			p.flush()
			p.opaque(l.Fill)
		}
	}
	p.end()
}

// glyph writes an outline in font units, y upwards as in the PDF.
func (p *painter) glyph(path page.Path) {
	unit := func(q page.Point) {
		p.raw = append(appendNum(p.raw, q.X, 0), ' ')
		p.raw = append(appendNum(p.raw, q.Y, 0), ' ')
	}
	for i := range path {
		s := &path[i]
		switch s.Verb {
		case page.MoveTo:
			unit(s.P[0])
			p.word("m")
		case page.LineTo:
			unit(s.P[0])
			p.word("l")
		case page.CurveTo:
			unit(s.P[0])
			unit(s.P[1])
			unit(s.P[2])
			p.word("c")
		case page.Close:
			p.word("h")
		}
	}
}
