package page

import "math"

// markRoom is the place of a sign before a text, in sizes of the text.
const markRoom = 1.7

// cellDraft is a cell broken into lines.
type cellDraft struct {
	cell  *Cell
	x, w  float64
	lines []textLine
	from  int // lines already set
}

// row sets row i. It is one piece, or several when it is taller than a page.
func (d *tableDraft) row(i int, head *tableHead) []piece {
	r := &d.t.Rows[i]
	cells, height := d.cells(r)
	limit := d.e.maxH
	if head != nil {
		limit -= head.height
	}
	height += 2 * d.padY
	if height <= limit {
		p := piece{height: height, head: head}
		p.ops = make([]Op, 0, len(cells)+3)
		d.ground(&p, r, i)
		ground := len(p.ops)
		for k := range cells {
			d.cell(&p, r, &cells[k], height)
		}
		p.ops = append(p.ops, d.rule(height, false))
		p.row, p.least = true, height-2*d.padY*air
		p.shrink = func(to float64) []Op {
			from := height
			height = to
			return lowered(p.ops, ground, from, to)
		}
		return []piece{p}
	}
	return d.splitRow(r, i, cells, limit, head)
}

// air is the share of the space around a row's text that it may give.
const air = 0.4

// lowered moves what was drawn for a row of one height into a lower one: the
// ground, which are the first operations, the texts, and the rule at the end.
func lowered(ops []Op, ground int, from, to float64) []Op {
	for i, o := range ops {
		switch {
		case i >= ground:
			by := (to - from) / 2
			if i == len(ops)-1 {
				by = to - from
			}
			ops[i] = o.moved(0, by)
		default:
			switch g := o.(type) {
			case OpRect:
				if g.H == from {
					g.H = to
				}
				ops[i] = g
			case OpLink:
				g.H = to
				ops[i] = g
			}
		}
	}
	return ops
}

// headOver is the head repeated over row i where the row begins a page, with
// what is carried to it. plain are the operations of the head where the table
// begins, which a panel moves.
func (d *tableDraft) headOver(i int, head *tableHead, plain []Op) *tableHead {
	carried := d.t.Rows[i].Carried
	if head == nil || i == 0 || len(carried) == 0 {
		return head
	}
	late := func() ([]Op, float64) {
		r := &Row{Cells: carried}
		cells, height := d.cells(r)
		p := piece{height: height + 2*d.padY}
		for k := range cells {
			d.cell(&p, r, &cells[k], p.height)
		}
		p.ops = append(p.ops, d.rule(p.height, false))
		ops := make([]Op, 0, len(plain)+len(p.ops))
		ops = append(append(ops, plain...), moveAll(p.ops, 0, head.height)...)
		return ops, head.height + p.height
	}
	return &tableHead{height: head.height + d.size*1.3 + 2*d.padY, late: late}
}

// cells breaks the texts of a row and tells the height of the tallest.
func (d *tableDraft) cells(r *Row) ([]cellDraft, float64) {
	n := len(d.cols)
	out := make([]cellDraft, 0, len(r.Cells))
	x, tallest := 0.0, d.size*1.3
	for i, at := 0, 0; i < len(r.Cells) && at < n; i++ {
		c := &r.Cells[i]
		span := min(max(1, c.Span), n-at)
		if r.Group && len(r.Cells) == 1 {
			span = n
		}
		w := d.gap * float64(span-1)
		for k := range span {
			w += d.cols[at+k]
		}
		cd := cellDraft{cell: c, x: x + d.padX, w: math.Max(w-2*d.padX, 1)}
		if d.marked[at] && !r.Group && !r.Total {
			cd.x += d.size * markRoom
			cd.w = math.Max(cd.w-d.size*markRoom, 1)
		}
		if c.Bar == nil {
			cd.lines = d.e.th.typeset(c.spans(), d.style(r, c, at), cd.w)
		}
		tallest = math.Max(tallest, linesHeight(cd.lines))
		out = append(out, cd)
		x += w + d.gap
		at += span
	}
	return out, tallest
}

// ground draws what lies under the cells.
func (d *tableDraft) ground(p *piece, r *Row, i int) {
	fill := r.Fill
	if fill.None() && d.t.Zebra && i%2 == 1 && !r.Total {
		fill = Mix(White, d.e.th.Line, 0.28)
	}
	if !fill.None() {
		p.ops = append(p.ops, OpRect{W: d.width, H: p.height, Fill: fill})
	}
	if r.Total {
		p.ops = append(p.ops, d.rule(0, true))
	}
	if r.Link != "" {
		p.ops = append(p.ops, linkTo(0, 0, d.width, p.height, r.Link))
	}
}

// cell draws a whole cell in a row of the given height, its text centred when
// it is lower than the row.
func (d *tableDraft) cell(p *piece, r *Row, c *cellDraft, height float64) {
	th := d.e.th
	if c.cell.Bar != nil {
		p.ops = append(p.ops, gaugeOps(th, c.x, height/2-2.6, c.w, 5.2, c.cell.Bar)...)
		return
	}
	y := (height - linesHeight(c.lines)) / 2
	if r.Group {
		y = height - d.padY*0.6 - linesHeight(c.lines)
	}
	if c.cell.Mark != NoMark {
		p.ops = append(p.ops, markOps(th, c.cell.Mark, c.x-d.size*1.05, height/2, d.size*0.62)...)
	}
	for _, l := range c.lines {
		p.ops = append(p.ops, moveAll(l.ops, c.x, y)...)
		y += l.height
	}
}

// splitRow cuts a row taller than a page into pieces of whole lines.
func (d *tableDraft) splitRow(r *Row, i int, cells []cellDraft, limit float64, head *tableHead) []piece {
	var out []piece
	room := math.Max(limit-2*d.padY, d.size*1.3)
	for {
		p := piece{head: head}
		var ops []Op
		used, more := 0.0, false
		for k := range cells {
			c := &cells[k]
			y := 0.0
			for c.from < len(c.lines) && (y == 0 || y+c.lines[c.from].height <= room+eps) {
				l := c.lines[c.from]
				ops = append(ops, moveAll(l.ops, c.x, d.padY+y)...)
				y += l.height
				c.from++
			}
			used = math.Max(used, y)
			more = more || c.from < len(c.lines)
		}
		p.height = used + 2*d.padY
		d.ground(&p, r, i)
		p.ops = append(p.ops, ops...)
		if !more {
			p.ops = append(p.ops, d.rule(p.height, false))
			return append(out, p)
		}
		out = append(out, p)
	}
}
