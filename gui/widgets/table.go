package widgets

import (
	"slices"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"regie/gui/theme"
)

// Column says how one column of a table is headed, sized, shown and sorted.
type Column[T any] struct {
	Title string
	// Width in pixels; 0 shares what is left by Flex, 1 when that is 0 too. A
	// column of figures grows to the widest: half an amount is a wrong one.
	Width float32
	Flex  float32
	Least float32 // of a column without a width, before what is left is shared
	Right bool    // figures
	Bold  bool
	Muted bool
	Wrap  bool // up to two lines
	// Text gives the cell's words. Tone, when set, colours them.
	Text func(T) string
	Tone func(T) Tone
	// Make and Update draw a cell of another kind: a pill, a gauge, a tile.
	Make   func() fyne.CanvasObject
	Update func(T, fyne.CanvasObject)
	// Less sorts the rows that are loaded when the head is pressed.
	Less func(a, b T) bool
}

// Table is a virtual list of rows in columns. Up and Down move, Enter or a
// press opens, a press on a head sorts.
type Table[T any] struct {
	widget.BaseWidget
	columns []Column[T]
	rows    []T
	grown   []float32 // widths of columns of figures, 0 for as they are declared
	list    *tableList
	head    *tableHead
	whole   bool
	rowH    float32
	sorted  int
	down    bool
	current int
	marks   *marks[T]
	// OnOpen is called for the row that is pressed or entered.
	OnOpen func(T)
	// OnKey is asked before the table uses a key, with the modifiers held; true
	// means that it was used.
	OnKey func(e *fyne.KeyEvent, mod fyne.KeyModifier) bool
	// OnMove is called with the row that the keyboard or the pointer stands on.
	OnMove func(T)
}

// NewTable makes an empty table.
func NewTable[T any](columns []Column[T]) *Table[T] {
	t := &Table[T]{columns: columns, rowH: theme.RowHeight, sorted: -1, current: -1}
	t.list = newTableList(
		func() int { return len(t.rows) },
		t.newRow,
		func(i int, o fyne.CanvasObject) { t.showRow(i, o) },
	)
	t.list.OnSelected = func(i int) {
		t.list.UnselectAll()
		t.open(i)
	}
	t.list.OnHighlighted = func(i int) {
		t.current = i
		if row, ok := t.Current(); ok && t.OnMove != nil {
			t.OnMove(row)
		}
	}
	t.list.enter = func() { t.open(t.current) }
	t.list.use = func(e *fyne.KeyEvent) bool {
		mod := modifiers()
		if t.current >= 0 && t.current < len(t.rows) {
			t.list.Highlight(t.current) // the pointer may have moved it
		}
		return t.OnKey != nil && t.OnKey(e, mod) || t.markKey(e, mod)
	}
	t.buildHead()
	t.ExtendBaseWidget(t)
	return t
}

func (t *Table[T]) buildHead() {
	titles := make([]headCell, len(t.columns))
	for i, c := range t.columns {
		titles[i] = headCell{title: c.Title, right: c.Right, sorts: c.Less != nil}
	}
	t.head = newTableHead(titles, t.widths, t.sortBy)
}

// Focus gives the rows the keyboard.
func (t *Table[T]) Focus() {
	t.current = max(0, t.current)
	focus(t.list)
}

// GoTo gives the keyboard to a row, by its place.
func (t *Table[T]) GoTo(i int) {
	if i >= 0 && i < len(t.rows) {
		t.current = i
		t.list.Highlight(i)
		focus(t.list)
	}
}

// Current is the row that the keyboard stands on; false where there is none.
func (t *Table[T]) Current() (row T, ok bool) {
	if t.current < 0 || t.current >= len(t.rows) {
		return row, false
	}
	return t.rows[t.current], true
}

// Whole makes the table as high as its rows, for a page that scrolls itself.
// Use it for tables that stay short.
func (t *Table[T]) Whole() *Table[T] { t.whole = true; return t }

// RowHeight sets the height of rows in pixels.
func (t *Table[T]) RowHeight(h float32) *Table[T] { t.rowH = h; return t }

// SetRows shows other rows, sorted as the user last chose.
func (t *Table[T]) SetRows(rows []T) {
	t.rows = slices.Clone(rows)
	t.grow()
	t.sort()
	t.current = min(t.current, len(t.rows)-1)
	t.forget()
	t.Refresh()
}

// grow widens columns of figures to their longest; digits are of one width, so
// that the most characters are the widest.
func (t *Table[T]) grow() {
	t.grown = make([]float32, len(t.columns))
	for i, c := range t.columns {
		if !c.Right || c.Text == nil || c.Width <= 0 {
			continue
		}
		longest, most := "", 0
		for _, r := range t.rows {
			s := c.Text(r)
			if n := utf8.RuneCountInString(s); n > most {
				longest, most = s, n
			}
		}
		if longest != "" {
			t.grown[i] = textSize(oneLine(longest), theme.TextBody, true).Width
		}
	}
}

// width is what a column with a width takes.
func (t *Table[T]) width(i int) float32 {
	if i < len(t.grown) {
		return fyne.Max(t.columns[i].Width, t.grown[i])
	}
	return t.columns[i].Width
}

// Rows are the rows in the order shown.
func (t *Table[T]) Rows() []T { return t.rows }

func (t *Table[T]) open(i int) {
	if t.OnOpen != nil && i >= 0 && i < len(t.rows) {
		t.OnOpen(t.rows[i])
	}
}

func (t *Table[T]) sortBy(col int) {
	if t.columns[col].Less == nil {
		return
	}
	t.down = t.sorted == col && !t.down
	t.sorted = col
	t.head.mark(col, t.down)
	t.sort()
	t.list.Refresh()
}

func (t *Table[T]) sort() {
	if t.sorted < 0 {
		return
	}
	less := t.columns[t.sorted].Less
	slices.SortStableFunc(t.rows, func(a, b T) int {
		if t.down {
			a, b = b, a
		}
		switch {
		case less(a, b):
			return -1
		case less(b, a):
			return 1
		}
		return 0
	})
}

const cellGap = theme.Space16

// flexLeast is the width a column without a width asks for.
const flexLeast = 64

// widths shares the room of a row among the columns.
func (t *Table[T]) widths(room float32) []float32 {
	out := make([]float32, len(t.columns))
	var flex float32
	left := room - cellGap*float32(len(t.columns)-1) - 2*theme.Space8
	for i, c := range t.columns {
		if c.Width > 0 {
			out[i] = t.width(i)
			left -= out[i]
		} else {
			flex += max(c.Flex, 0) + boolFlex(c.Flex == 0)
			left -= c.Least
		}
	}
	for i, c := range t.columns {
		if c.Width <= 0 && flex > 0 {
			out[i] = fyne.Max(40, c.Least+left*(max(c.Flex, 0)+boolFlex(c.Flex == 0))/flex)
		}
	}
	return out
}

func boolFlex(b bool) float32 {
	if b {
		return 1
	}
	return 0
}

// CreateRenderer implements fyne.Widget.
func (t *Table[T]) CreateRenderer() fyne.WidgetRenderer {
	r := &tableRenderer[T]{t: t}
	r.list = []fyne.CanvasObject{t.head, t.list}
	if t.whole {
		r.wheel = newWheel()
		r.list = append(r.list, r.wheel)
	}
	return r
}

type tableRenderer[T any] struct {
	objects
	t     *Table[T]
	wheel *wheel // of a whole table, which has nothing to scroll
}

func (r *tableRenderer[T]) MinSize() fyne.Size {
	var w float32
	for i, c := range r.t.columns {
		if c.Width == 0 {
			w += fyne.Max(flexLeast, c.Least)
		}
		w += r.t.width(i) + cellGap
	}
	step := r.t.rowH + theme.Space4 // the list keeps a gap between rows
	h := tableHeadHeight + 2*step
	if r.t.whole {
		h = tableHeadHeight + float32(len(r.t.rows))*step
	}
	return fyne.NewSize(w, h)
}

func (r *tableRenderer[T]) Layout(size fyne.Size) {
	r.t.head.Resize(fyne.NewSize(size.Width, tableHeadHeight))
	r.t.list.Move(fyne.NewPos(0, tableHeadHeight))
	r.t.list.Resize(fyne.NewSize(size.Width, fyne.Max(0, size.Height-tableHeadHeight)))
	if r.wheel != nil {
		r.wheel.Move(r.t.list.Position())
		r.wheel.Resize(r.t.list.Size())
	}
}

func (r *tableRenderer[T]) Refresh() {
	r.Layout(r.t.Size())
	r.t.head.Refresh()
	r.t.list.Refresh()
}
