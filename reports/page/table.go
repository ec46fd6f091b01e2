package page

import (
	"math"
	"slices"
	"strings"
)

// Table is a table that continues over pages, its head repeated.
type Table struct {
	// Title stands above it as a level 2 heading without bookmark.
	Title   string
	Columns []Column
	Rows    []Row
	Zebra   bool
	// Compact rows serve long annexes.
	Compact bool
	// Pad is the space above and below a row's text, 0: as the rows are.
	Pad float64
	// WithNext keeps the last rows on the page of what follows: sums do not
	// stand alone.
	WithNext bool
	// Empty is printed, in mute, when there is no row.
	Empty string
}

// Column describes a column. A column of numbers is aligned right; figures of
// the text font are all equally wide.
type Column struct {
	Title string
	// Width in points; 0 lets the contents decide.
	Width float64
	// Flex is the share of what is left over.
	Flex  float64
	Align Align
	Bold  bool
	Color Color
}

// Row is a row of cells; missing ones are blank.
type Row struct {
	Cells []Cell
	// Total rows are bold with a line above; Group rows are small titles
	// inside the table, kept with what follows.
	Total, Group bool
	Fill         Color
	// Link makes the whole row lead somewhere.
	Link string
	// Carried is printed under the repeated head where the row begins a page:
	// what the rows before add up to.
	Carried []Cell
}

// Cell is one cell. Spans take the place of Text when there are any.
type Cell struct {
	Text  string
	Spans []Span
	Bold  bool
	Color Color
	// Align overrides the column's when AlignSet.
	Align    Align
	AlignSet bool
	// Span is how many columns the cell covers, 0: one.
	Span int
	// Mark draws a sign before the text.
	Mark Mark
	// Bar draws a gauge in place of the text.
	Bar *Gauge
}

// Cells makes a row of plain cells.
func Cells(texts ...string) Row {
	r := Row{Cells: make([]Cell, len(texts))}
	for i, s := range texts {
		r.Cells[i].Text = s
	}
	return r
}

// tableDraft is a table being laid out.
type tableDraft struct {
	t      Table
	e      *env
	width  float64
	cols   []float64 // widths
	marked []bool    // columns that hold a sign: all their texts begin after its place
	size   float64
	padX   float64
	padY   float64
	gap    float64 // between columns
	headSt TextStyle
}

func (t Table) pieces(e *env, width float64) []piece {
	if len(t.Columns) == 0 {
		return nil
	}
	d := &tableDraft{
		t: t, e: e, width: width, size: e.th.Body, padX: 3, padY: 6, gap: 8,
		headSt: TextStyle{Size: e.th.Caption, Bold: true, Color: e.th.Mute, Lead: 1.25},
	}
	if t.Compact {
		d.size, d.padY, d.padX = e.th.Caption, 2.6, 2
	}
	d.padY = firstPositive(t.Pad, d.padY)
	var out []piece
	if t.Title != "" {
		out = Heading{Level: 2, Text: t.Title, NoBookmark: true}.pieces(e, width)
	}
	if len(t.Rows) == 0 {
		if t.Empty == "" {
			return nil
		}
		empty := Paragraph{Spans: Text(t.Empty), Style: TextStyle{Color: e.th.Mute}}
		return append(out, empty.pieces(e, width)...)
	}
	d.measure()
	head := d.head()
	first := len(out)
	var plain []Op
	if head != nil {
		plain = slices.Clone(head.ops)
		out = append(out, piece{
			height: head.height, ops: head.ops, head: head, isHead: true, keepNext: true, before: 8,
		})
	}
	for i := range t.Rows {
		rows := d.row(i, d.headOver(i, head, plain))
		rows[len(rows)-1].keepNext = d.keep(i)
		out = append(out, rows...)
	}
	out[first].before = 8
	return append(out, piece{height: 0.01, before: 6, keepNext: t.WithNext})
}

// opening is how many rows at least stand under a table's head before the page
// may end: fewer look lost at the foot of a page.
const opening = 3

// keep tells whether row i must not end a page: a group title, one of the first
// rows, and the row before a last or total one.
func (d *tableDraft) keep(i int) bool {
	rows := d.t.Rows
	if i+1 >= len(rows) {
		return d.t.WithNext
	}
	return rows[i].Group || i < opening-1 || i == len(rows)-2 || rows[i+1].Total
}

func (c *Cell) spans() []Span {
	if len(c.Spans) > 0 {
		return c.Spans
	}
	if c.Text == "" {
		return nil
	}
	return []Span{{Text: c.Text}}
}

// style is the style of a cell in its row and column.
func (d *tableDraft) style(r *Row, c *Cell, col int) TextStyle {
	column := &d.t.Columns[col]
	st := TextStyle{
		Size: d.size, Lead: 1.3, Bold: c.Bold || column.Bold || r.Total || r.Group,
		Color: c.Color.Or(column.Color), Align: column.Align,
	}
	if r.Group {
		st.Size, st.Color, st.Align = d.e.th.Caption, c.Color.Or(d.e.th.Mute), Left
	}
	if c.AlignSet {
		st.Align = c.Align
	}
	return st
}

// measure settles the widths of the columns.
func (d *tableDraft) measure() {
	n := len(d.t.Columns)
	d.cols = make([]float64, n)
	d.marked = make([]bool, n)
	need, least := make([]float64, n), make([]float64, n)
	for i, c := range d.t.Columns {
		need[i] = d.e.th.lineWidth(Text(c.Title), d.headSt)
		least[i] = d.longestWord(c.Title, d.headSt)
	}
	for k := range d.t.Rows {
		r := &d.t.Rows[k]
		for i, at := 0, 0; i < len(r.Cells) && at < n; i++ {
			c := &r.Cells[i]
			d.marked[at] = d.marked[at] || c.Mark != NoMark
			if c.Span <= 1 && d.t.Columns[at].Width == 0 && !r.Group {
				d.need(r, c, at, need, least)
			}
			at += max(1, c.Span)
		}
	}
	for i := range need {
		if d.marked[i] {
			need[i] += d.size * markRoom
			least[i] += d.size * markRoom
		}
	}
	d.share(need, least)
}

// need widens what column col wants for a cell.
func (d *tableDraft) need(r *Row, c *Cell, col int, need, least []float64) {
	if c.Bar != nil {
		need[col], least[col] = max(need[col], 90), max(least[col], 50)
		return
	}
	st := d.style(r, c, col)
	sp := c.spans()
	w := d.e.th.lineWidth(sp, st)
	if w <= need[col] {
		return
	}
	need[col] = w
	for i := range sp {
		if lw := d.longestWord(sp[i].Text, st); lw > least[col] {
			least[col] = lw
		}
	}
}

// longestWord bounds how narrow a column may become; what no-break spaces hold
// together, as an amount, is one word. A word longer than a fifth of the table
// is broken instead.
func (d *tableDraft) longestWord(s string, st TextStyle) float64 {
	longest := ""
	for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' }) {
		if len(w) > len(longest) {
			longest = w
		}
	}
	if longest == "" {
		return 0
	}
	return math.Min(d.e.th.lineWidth(Text(longest), st), d.width/5)
}

// share gives each column its width, padding included.
func (d *tableDraft) share(need, least []float64) {
	n := len(d.cols)
	left := d.width - d.gap*float64(n-1)
	flex, want := 0.0, 0.0
	for i, c := range d.t.Columns {
		switch {
		case c.Width > 0:
			d.cols[i] = c.Width
			left -= c.Width
			need[i], least[i] = 0, 0
		default:
			need[i] += 2 * d.padX
			least[i] = math.Min(least[i]+2*d.padX, need[i])
			flex += c.Flex
			want += need[i]
		}
	}
	left = math.Max(left, 0)
	switch {
	case want <= left:
		d.spread(need, left-want, flex)
	default:
		d.squeeze(need, least, left)
	}
}

// spread gives what is left over to the flexible columns, else to the first
// column that is not aligned right.
func (d *tableDraft) spread(need []float64, rest, flex float64) {
	taker := -1
	for i, c := range d.t.Columns {
		if c.Width > 0 {
			continue
		}
		d.cols[i] = need[i]
		if flex > 0 {
			d.cols[i] += rest * c.Flex / flex
		}
		if taker < 0 && c.Align != Right {
			taker = i
		}
	}
	if flex > 0 {
		return
	}
	if taker < 0 {
		taker = 0
	}
	d.cols[taker] += rest
}

// squeeze takes from the widest columns until the table fits; none falls under
// its longest word while others can still give.
func (d *tableDraft) squeeze(need, least []float64, left float64) {
	lo, hi := 0.0, d.width
	width := func(cut float64) float64 {
		sum := 0.0
		for i := range need {
			sum += math.Min(need[i], math.Max(least[i], cut))
		}
		return sum
	}
	if width(0) > left { // even the longest words do not fit: in proportion
		f := left / math.Max(width(0), 1)
		for i, c := range d.t.Columns {
			if c.Width == 0 {
				d.cols[i] = math.Min(need[i], least[i]) * f
			}
		}
		return
	}
	for range 40 {
		mid := (lo + hi) / 2
		if width(mid) <= left {
			lo = mid
		} else {
			hi = mid
		}
	}
	for i, c := range d.t.Columns {
		if c.Width == 0 {
			d.cols[i] = math.Min(need[i], math.Max(least[i], lo))
		}
	}
}

func (d *tableDraft) rule(y float64, strong bool) Op {
	if strong {
		return OpRect{Y: y - 0.4, W: d.width, H: 0.9, Fill: d.e.th.Mute}
	}
	return OpRect{Y: y - 0.6, W: d.width, H: 0.6, Fill: d.e.th.Line}
}

// head sets the titles of the columns; nil when none has one.
func (d *tableDraft) head() *tableHead {
	h := &tableHead{}
	any := false
	x := 0.0
	lines := make([][]textLine, len(d.cols))
	for i, c := range d.t.Columns {
		any = any || c.Title != ""
		st := d.headSt
		st.Align = c.Align
		lines[i] = d.e.th.typeset(Text(c.Title), st, math.Max(d.cols[i]-2*d.padX, 1))
		h.height = math.Max(h.height, linesHeight(lines[i]))
	}
	if !any {
		return nil
	}
	for i := range lines {
		y := 4 + h.height - linesHeight(lines[i]) // titles stand on the line
		for _, l := range lines[i] {
			h.ops = append(h.ops, moveAll(l.ops, x+d.padX, y)...)
			y += l.height
		}
		x += d.cols[i] + d.gap
	}
	h.height += 9
	h.ops = append(h.ops, d.rule(h.height, false))
	return h
}

func linesHeight(ls []textLine) float64 {
	h := 0.0
	for _, l := range ls {
		h += l.height
	}
	return h
}
