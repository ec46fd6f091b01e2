package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"regie/assets/text"
	"regie/clients/civil"
	"regie/gui/theme"
)

// WeekModel is what a week grid shows.
type WeekModel struct {
	Days []WeekDay // seven as a rule
	Rows []WeekRow
}

// WeekDay is the head of one column.
type WeekDay struct {
	Date   civil.Date
	Today  bool
	Locked bool // nothing may be typed on this day
}

// WeekRow is one hat of one person.
type WeekRow struct {
	Key      string
	Title    string // hat
	Subtitle string // person and level
	Color    color.NRGBA
	Cells    []WeekCell // one for each day
}

// WeekCell is the time of one row on one day.
type WeekCell struct {
	Seconds int64
	Locked  bool // holds an entry that may not be changed
	Running bool // a timer counts here
}

// WeekEdit is one cell as it was typed.
type WeekEdit struct {
	Row     string // the row's key
	Day     int
	Typed   string // "" empties the cell
	Seconds int64  // what it was read as
}

// WeekGrid is a week typed into like a spreadsheet. Arrows move, a figure
// starts typing over, Enter or F2 types on, Enter and Tab accept, Esc drops,
// Delete clears, Space opens the entries behind a cell. Shift with an arrow,
// or dragging, widens the block; a press on a row's or a day's head takes it
// whole, Ctrl A everything. Ctrl C writes the block as lines parted by tabs
// for any spreadsheet, Ctrl V takes them back. What is typed shows at once;
// the disk follows.
type WeekGrid struct {
	widget.BaseWidget
	p      *text.Printer
	model  WeekModel
	accent color.NRGBA
	errs   map[cellKey]cellError

	at, anchor gridAt
	whole      bool // the block was taken by rows: copied with their names
	headed     bool // and by Ctrl A: copied with the days' names
	focused    bool
	shift      bool
	typing     bool
	dragging   bool
	buffer     string

	// OnEdit is handed one act: one cell, or all cells of a paste or a
	// clearing. They show at once; it starts saving in the background and
	// tells a refusal that comes later by CellError.
	OnEdit func(edits []WeekEdit)
	// OnOpen is called when Space is pressed on a cell, or a cell is pressed
	// twice: to see the entries behind it.
	OnOpen func(row string, day int)
	// OnRow is asked for a row that a paste names and the grid does not show;
	// false when nobody knows it.
	OnRow func(title, subtitle string) (WeekRow, bool)
	// OnReveal is told which strip the cell lies in, for a page that scrolls.
	OnReveal func(top, bottom float32)
}

type gridAt struct{ row, day int }

// cellKey names a cell across reloads.
type cellKey struct {
	row string
	day int
}

// cellError is a refusal and the text that was refused.
type cellError struct{ typed, sentence string }

var (
	_ fyne.Tappable     = (*WeekGrid)(nil)
	_ fyne.Draggable    = (*WeekGrid)(nil)
	_ fyne.Focusable    = (*WeekGrid)(nil)
	_ fyne.Tabbable     = (*WeekGrid)(nil)
	_ fyne.Shortcutable = (*WeekGrid)(nil)
	_ desktop.Keyable   = (*WeekGrid)(nil)
)

// NewWeekGrid makes an empty week.
func NewWeekGrid(p *text.Printer) *WeekGrid {
	g := &WeekGrid{p: p, accent: theme.Primary(), errs: map[cellKey]cellError{}}
	g.ExtendBaseWidget(g)
	return g
}

// Set shows another state of the week. The chosen cell and what is being typed
// stay; refusals stay as long as the week and their row do.
func (g *WeekGrid) Set(m WeekModel) {
	rows := make([]WeekRow, len(m.Rows))
	kept := map[cellKey]cellError{}
	same := len(m.Days) > 0 && len(g.model.Days) > 0 && m.Days[0].Date == g.model.Days[0].Date
	for i, r := range m.Rows {
		cells := make([]WeekCell, len(m.Days))
		copy(cells, r.Cells)
		r.Cells = cells
		rows[i] = r
		for day := range m.Days {
			k := cellKey{r.Key, day}
			if e, refused := g.errs[k]; refused && same {
				kept[k] = e
			}
		}
	}
	m.Rows = rows
	g.model, g.errs = m, kept
	g.at, g.anchor = g.clamp(g.at), g.clamp(g.anchor)
	g.Refresh()
}

// SetAccent sets the colour that frames the cell.
func (g *WeekGrid) SetAccent(c color.NRGBA) { g.accent = c; g.Refresh() }

// CellError shows a refusal that came after OnEdit, with the text refused; it
// stays beside the cell until the cell is typed in again.
func (g *WeekGrid) CellError(row string, day int, typed, sentence string) {
	g.errs[cellKey{row, day}] = cellError{typed, sentence}
	g.Refresh()
}

// CellFine takes the refusal beside a cell away.
func (g *WeekGrid) CellFine(row string, day int) {
	delete(g.errs, cellKey{row, day})
	g.Refresh()
}

// Typing tells whether a cell is being typed in: a reload can wait.
func (g *WeekGrid) Typing() bool { return g.typing }

// Totals are the seconds of each day, and of the week.
func (g *WeekGrid) Totals() (days []int64, week int64) {
	days = make([]int64, len(g.model.Days))
	for _, r := range g.model.Rows {
		for i, c := range r.Cells {
			days[i] += c.Seconds
			week += c.Seconds
		}
	}
	return days, week
}

// At is the chosen cell: its row's key and its day; false while there is none
// or the keyboard is elsewhere.
func (g *WeekGrid) At() (row string, day int, ok bool) {
	if !g.focused || g.cell(g.at) == nil {
		return "", 0, false
	}
	return g.model.Rows[g.at.row].Key, g.at.day, true
}

func (g *WeekGrid) clamp(a gridAt) gridAt {
	return gridAt{
		row: max(0, min(a.row, len(g.model.Rows)-1)),
		day: max(0, min(a.day, len(g.model.Days)-1)),
	}
}

func (g *WeekGrid) cell(a gridAt) *WeekCell {
	if a.row < 0 || a.row >= len(g.model.Rows) || a.day < 0 || a.day >= len(g.model.Rows[a.row].Cells) {
		return nil
	}
	return &g.model.Rows[a.row].Cells[a.day]
}

func (g *WeekGrid) key(a gridAt) cellKey {
	if g.cell(a) == nil {
		return cellKey{}
	}
	return cellKey{g.model.Rows[a.row].Key, a.day}
}

func (g *WeekGrid) locked(a gridAt) bool {
	c := g.cell(a)
	return c == nil || c.Locked || c.Running || g.model.Days[a.day].Locked
}

func (g *WeekGrid) editable(a gridAt) bool { return !g.locked(a) && g.OnEdit != nil }

// block is the rectangle between the cell and the anchor.
func (g *WeekGrid) block() (from, to gridAt) {
	return gridAt{min(g.at.row, g.anchor.row), min(g.at.day, g.anchor.day)},
		gridAt{max(g.at.row, g.anchor.row), max(g.at.day, g.anchor.day)}
}

// choose makes a block of two corners; the second is the cell itself.
func (g *WeekGrid) choose(anchor, at gridAt, whole, headed bool) {
	g.endTyping(true)
	g.anchor, g.at = g.clamp(anchor), g.clamp(at)
	g.whole, g.headed = whole, headed
	g.Refresh()
}

func (g *WeekGrid) step(row, day int) {
	g.endTyping(true)
	g.at = g.clamp(gridAt{g.at.row + row, g.at.day + day})
	if !g.shift {
		g.anchor = g.at
	}
	g.whole, g.headed = false, false
	g.reveal()
	g.Refresh()
}

func (g *WeekGrid) reveal() {
	if g.OnReveal == nil {
		return
	}
	top := weekHead + float32(g.at.row)*weekRow
	bottom := top + weekRow
	switch g.at.row {
	case 0:
		top = 0
	case len(g.model.Rows) - 1:
		bottom += weekFoot
	}
	g.OnReveal(top, bottom)
}

// tab moves on in reading order; at the end focus leaves.
func (g *WeekGrid) tab(back bool) {
	g.endTyping(true)
	days := len(g.model.Days)
	n := g.at.row*days + g.at.day
	if back {
		n--
	} else {
		n++
	}
	c := fyne.CurrentApp().Driver().CanvasForObject(g)
	switch {
	case n < 0 && c != nil:
		c.FocusPrevious()
	case days == 0 || n >= days*len(g.model.Rows):
		if c != nil {
			c.FocusNext()
		}
	case n >= 0:
		g.at = gridAt{n / days, n % days}
		g.anchor, g.whole, g.headed = g.at, false, false
		g.reveal()
	}
	g.Refresh()
}
