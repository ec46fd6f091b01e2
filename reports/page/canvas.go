package page

// Canvas draws freely inside a box: a whole page, or the box of a Drawing. Its
// origin is the top left corner of the box.
type Canvas struct {
	env  *env
	w, h float64
	ops  []Op
}

// Width of the box in points.
func (c *Canvas) Width() float64 { return c.w }

// Height of the box in points.
func (c *Canvas) Height() float64 { return c.h }

// Theme of the document.
func (c *Canvas) Theme() *Theme { return c.env.th }

// Add appends operations as they are.
func (c *Canvas) Add(ops ...Op) { c.ops = append(c.ops, ops...) }

// Rect fills a rectangle.
func (c *Canvas) Rect(x, y, w, h float64, fill Color) {
	c.Add(OpRect{X: x, Y: y, W: w, H: h, Fill: fill})
}

// RoundRect fills and strokes a rectangle with equal corner radii; either
// colour may be none.
func (c *Canvas) RoundRect(x, y, w, h, r float64, fill, stroke Color, line float64) {
	c.Add(OpRect{X: x, Y: y, W: w, H: h, Radius: [4]float64{r, r, r, r}, Fill: fill, Stroke: stroke, Line: line})
}

// Line draws a straight line.
func (c *Canvas) Line(x1, y1, x2, y2, width float64, col Color) {
	c.Add(OpLine{X1: x1, Y1: y1, X2: x2, Y2: y2, Color: col, Line: width})
}

// Path fills and strokes a path; either colour may be none.
func (c *Canvas) Path(p Path, fill, stroke Color, line float64) {
	c.Add(OpPath{Path: p, Fill: fill, Stroke: stroke, Line: line})
}

// Circle fills a circle.
func (c *Canvas) Circle(x, y, r float64, fill Color) {
	c.Add(OpPath{Path: Circle(x, y, r), Fill: fill})
}

// Text sets wrapped text whose box begins at x, y, and returns its height.
func (c *Canvas) Text(x, y, width float64, spans []Span, st TextStyle) float64 {
	h := 0.0
	for _, l := range c.env.th.typeset(spans, st, width) {
		c.Add(moveAll(l.ops, x, y+h)...)
		h += l.height
	}
	return h
}

// Label sets one line whose baseline is at y, cut with an ellipsis when it is
// wider than width.
func (c *Canvas) Label(x, y, width float64, s string, st TextStyle) {
	if l, ok := c.env.th.fitLine(s, st, width); ok {
		c.Add(moveAll(l.ops, x, y-l.ascent)...)
	}
}

// TextWidth is how wide a text is on one line.
func (c *Canvas) TextWidth(s string, st TextStyle) float64 { return c.env.th.lineWidth(Text(s), st) }

// Picture shows a picture within a box, whole, centred, in its proportions.
func (c *Canvas) Picture(p *Picture, x, y, w, h, radius float64) {
	if p == nil || w <= 0 || h <= 0 {
		return
	}
	pw, ph := p.Fit(w, h)
	c.env.pics[p.Hash()] = p
	c.Add(OpImage{X: x + (w-pw)/2, Y: y + (h-ph)/2, W: pw, H: ph, Ref: p.Hash(), Radius: radius})
}

// FillPicture covers a box with a picture, cutting what stands over.
func (c *Canvas) FillPicture(p *Picture, x, y, w, h, radius float64, alt string) {
	if p == nil || w <= 0 || h <= 0 {
		return
	}
	iw, ih := p.Size()
	s := max(w/float64(iw), h/float64(ih))
	pw, ph := float64(iw)*s, float64(ih)*s
	c.env.pics[p.Hash()] = p
	c.Add(OpClip{X: x, Y: y, W: w, H: h, Radius: radius},
		OpImage{X: x + (w-pw)/2, Y: y + (h-ph)/2, W: pw, H: ph, Ref: p.Hash(), Alt: alt},
		OpUnclip{})
}

// Mark draws a sign centred at x, y with radius r; a word stands beside it.
func (c *Canvas) Mark(m Mark, x, y, r float64) { c.Add(markOps(c.env.th, m, x, y, r)...) }

// LogoTile shows a logo on a white rounded tile, or the initials in the brand's
// colour when there is none.
func (c *Canvas) LogoTile(logo *Picture, initials string, x, y, side float64) {
	c.RoundRect(x, y, side, side, side*0.19, White, Color{}, 0)
	if logo != nil {
		pad := side * 0.16
		c.Picture(logo, x+pad, y+pad, side-2*pad, side-2*pad, 0)
		return
	}
	size := side * 0.4
	th := c.env.th
	st := TextStyle{Size: size, Bold: true, Color: Readable(th.Primary, White, 3), Align: Center}
	for st.Size > 6 && c.TextWidth(initials, st) > side*0.86 {
		st.Size *= 0.9
	}
	if l, ok := th.fitLine(initials, st, side); ok {
		base := y + side/2 + th.Family.Face(true, false).CapHeight()*st.Size/2
		c.Add(moveAll(l.ops, x, base-l.ascent)...)
	}
}

// Link makes an area lead to a URL, or to an anchor when it begins with "#".
func (c *Canvas) Link(x, y, w, h float64, link string) {
	if link != "" {
		c.Add(linkTo(x, y, w, h, link))
	}
}

// fitLine sets a text on one line, shortened with an ellipsis until it fits.
func (t *Theme) fitLine(s string, st TextStyle, width float64) (textLine, bool) {
	if s == "" {
		return textLine{}, false
	}
	if l, ok := t.oneLine(Text(s), st, width); ok {
		return l, true
	}
	gl, styles := t.glyphs(Text(s), st)
	for i := range gl { // one line: what would break it is a blank
		if gl[i].kind == kindNewline {
			gl[i] = textGlyph(' ', styles[0].font, 0)
		}
	}
	if len(gl) == 0 {
		return textLine{}, false
	}
	lb := &lineBreaker{gl: gl, styles: styles, width: width}
	total := 0.0
	for i := range gl {
		total += lb.advance(i)
	}
	if total > width+eps {
		dots := textGlyph('…', shippedFamily().Face(styles[0].bold, styles[0].italic), 0)
		limit := width - float64(dots.adv)*styles[0].size/1000 - styles[0].spacing
		end, x := 0, 0.0
		for end < len(gl) && x+lb.advance(end) <= limit {
			x += lb.advance(end)
			end++
		}
		for end > 0 && gl[end-1].kind == kindSpace {
			end--
		}
		lb.gl = append(gl[:end:end], dots)
	}
	return lb.line(0, len(lb.gl), false, baseRTL(lb.gl), st.Align, st.lead(t)), true
}

// lineWidth is the width of spans on one line.
func (t *Theme) lineWidth(spans []Span, st TextStyle) float64 {
	if _, wide, ok := t.simple(spans, st); ok {
		return wide
	}
	gl, styles := t.glyphs(spans, st)
	lb := &lineBreaker{gl: gl, styles: styles}
	best, x := 0.0, 0.0
	for i := range gl {
		if gl[i].kind == kindNewline {
			best, x = max(best, x), 0
			continue
		}
		x += lb.advance(i)
	}
	return max(best, x)
}
