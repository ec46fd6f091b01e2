package page

// Keep holds blocks together on one page when they fit on one.
type Keep struct{ Blocks []Block }

// Split sets two columns side by side when they fit on one page, one after the
// other when they do not.
type Split struct {
	Left, Right []Block
	// Ratio is the share of the left column, 0: one half.
	Ratio float64
	// Gap between the columns in points, 0: 24.
	Gap float64
}

// Panel sets blocks on a ground of their own, which continues over pages.
type Panel struct {
	Blocks []Block
	// Fill is the ground, none for white paper; Stroke the line around it, none
	// for no line.
	Fill, Stroke Color
}

// Drawing is a box of the flow drawn by hand.
type Drawing struct {
	Height float64
	Draw   func(*Canvas)
}

// FullPage is a page of its own, drawn by hand, without header and footer.
type FullPage struct {
	// Bookmark is its title in the outline, "" for none.
	Bookmark string
	Draw     func(*Canvas)
}

func (k Keep) pieces(e *env, width float64) []piece {
	ps := blockPieces(e, k.Blocks, width)
	if stacked(ps) <= e.maxH {
		for i := range ps {
			ps[i].keepNext = i+1 < len(ps)
			if i > 0 {
				ps[i].newPage, ps[i].share = false, false
			}
		}
	}
	return ps
}

func (b Panel) pieces(e *env, width float64) []piece {
	const pad = 12.0
	ps := blockPieces(e, b.Blocks, width-2*pad)
	if len(ps) == 0 || hasFull(ps) {
		return ps
	}
	f := &frame{width: width, radius: 8, fill: b.Fill, stroke: b.Stroke}
	before := ps[0].before
	ps[0].before = 0
	for i := range ps {
		ps[i].frame = f
		ps[i].shrink, ps[i].row = nil, false // drawn anew it would not stand within the panel
		moveAll(ps[i].ops, pad, 0)           // a table's head shares its operations with the first piece
		if h := ps[i].head; h != nil && h.late != nil {
			h.dx = pad
		}
	}
	top := piece{height: pad, before: max(before, 8), frame: f, keepNext: true}
	ps = append([]piece{top}, ps...)
	ps[len(ps)-1].height += pad
	return append(ps, piece{height: 0.01, before: 4})
}

func blockPieces(e *env, blocks []Block, width float64) []piece {
	var ps []piece
	for _, b := range blocks {
		if b != nil {
			ps = append(ps, b.pieces(e, width)...)
		}
	}
	return ps
}

// stacked is the height of pieces on one page.
func stacked(ps []piece) float64 {
	h := 0.0
	for i := range ps {
		if i > 0 {
			h += ps[i].before
		}
		h += ps[i].height
	}
	return h
}

func (s Split) pieces(e *env, width float64) []piece {
	gap := firstPositive(s.Gap, 24)
	ratio := firstPositive(s.Ratio, 0.5)
	lw := (width - gap) * clamp(ratio, 0.1, 0.9)
	left, right := blockPieces(e, s.Left, lw), blockPieces(e, s.Right, width-gap-lw)
	h := max(stacked(left), stacked(right))
	if h > e.maxH || hasFull(left) || hasFull(right) {
		return append(blockPieces(e, s.Left, width), blockPieces(e, s.Right, width)...)
	}
	before := 0.0
	if len(left) > 0 {
		before = left[0].before
	}
	if len(right) > 0 {
		before = max(before, right[0].before)
	}
	p := piece{height: h, before: before}
	p.ops = append(flatten(left, 0), flatten(right, lw+gap)...)
	for _, side := range [][]piece{left, right} {
		for i := range side {
			if p.anchor == "" {
				p.anchor = side[i].anchor
			}
			if p.mark == nil {
				p.mark = side[i].mark
			}
		}
	}
	return []piece{p}
}

func hasFull(ps []piece) bool {
	for i := range ps {
		if ps[i].full != nil {
			return true
		}
	}
	return false
}

// flatten stacks pieces into operations of one, frames included.
func flatten(ps []piece, x float64) []Op {
	var ops []Op
	y := 0.0
	for i := 0; i < len(ps); i++ {
		if i > 0 {
			y += ps[i].before
		}
		if f := ps[i].frame; f != nil && (i == 0 || ps[i-1].frame != f) {
			h := ps[i].height
			for k := i + 1; k < len(ps) && ps[k].frame == f; k++ {
				h += ps[k].before + ps[k].height
			}
			r := f.radius
			ops = append(ops, OpRect{X: x + f.x, Y: y, W: f.width, H: h, Radius: [4]float64{r, r, r, r}, Fill: f.fill, Stroke: f.stroke, Line: frameLine})
		}
		for _, o := range ps[i].ops {
			ops = append(ops, o.moved(x, y))
		}
		y += ps[i].height
	}
	return ops
}

func (d Drawing) pieces(e *env, width float64) []piece {
	h := min(d.Height, e.maxH)
	c := &Canvas{env: e, w: width, h: h}
	if d.Draw != nil {
		d.Draw(c)
	}
	return []piece{{height: h, before: 8, ops: c.ops}}
}

func (f FullPage) pieces(*env, float64) []piece {
	if f.Draw == nil {
		return nil
	}
	p := piece{full: f.Draw}
	if f.Bookmark != "" {
		p.mark = &mark{title: Plain(f.Bookmark)}
	}
	return []piece{p}
}
