package widgets

import (
	"image/color"
	"strings"

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

// WeekGrid is a week typed into like a spreadsheet. Arrows move, a figure
// starts typing over, Enter or F2 types on, Enter and Tab accept, Esc drops,
// Delete clears; Shift with an arrow widens the block that Ctrl C copies and
// Ctrl V fills. What is typed shows at once; the disk follows.
type WeekGrid struct {
	widget.BaseWidget
	p      *text.Printer
	model  WeekModel
	accent color.NRGBA
	errs   map[gridAt]cellError

	at, anchor gridAt
	focused    bool
	shift      bool
	typing     bool
	buffer     string

	// OnEdit reads what was typed, on the UI goroutine and without waiting: the
	// seconds it stands for, 0 clears the cell. It starts saving in the
	// background; a refusal that comes later is told by CellError. An error
	// returned here stays beside the cell with the text.
	OnEdit func(row string, day int, typed string) (seconds int64, err error)
	// OnOpen is called when Enter is pressed on a cell with Ctrl, or a cell
	// is pressed twice: to see the entries behind it.
	OnOpen func(row string, day int)
}

type gridAt struct{ row, day int }

// cellError is a refusal and the text that was refused.
type cellError struct{ typed, sentence string }

var (
	_ fyne.Tappable     = (*WeekGrid)(nil)
	_ fyne.Focusable    = (*WeekGrid)(nil)
	_ fyne.Tabbable     = (*WeekGrid)(nil)
	_ fyne.Shortcutable = (*WeekGrid)(nil)
	_ desktop.Keyable   = (*WeekGrid)(nil)
)

// NewWeekGrid makes an empty week.
func NewWeekGrid(p *text.Printer) *WeekGrid {
	g := &WeekGrid{p: p, accent: theme.Primary(), errs: map[gridAt]cellError{}}
	g.ExtendBaseWidget(g)
	return g
}

// Set shows another state of the week. The cell, and what is being typed in
// it, stay; refusals go.
func (g *WeekGrid) Set(m WeekModel) {
	rows := make([]WeekRow, len(m.Rows))
	for i, r := range m.Rows {
		cells := make([]WeekCell, len(m.Days))
		copy(cells, r.Cells)
		r.Cells = cells
		rows[i] = r
	}
	m.Rows = rows
	g.model = m
	g.errs = map[gridAt]cellError{}
	g.at, g.anchor = g.clamp(g.at), g.clamp(g.anchor)
	g.Refresh()
}

// SetAccent sets the colour that frames the cell.
func (g *WeekGrid) SetAccent(c color.NRGBA) { g.accent = c; g.Refresh() }

// CellError shows a refusal that came after OnEdit, with the text refused.
func (g *WeekGrid) CellError(row string, day int, typed, sentence string) {
	for i, r := range g.model.Rows {
		if r.Key == row {
			g.errs[gridAt{i, day}] = cellError{typed, sentence}
		}
	}
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

func (g *WeekGrid) clamp(a gridAt) gridAt {
	return gridAt{
		row: max(0, min(a.row, len(g.model.Rows)-1)),
		day: max(0, min(a.day, len(g.model.Days)-1)),
	}
}

func (g *WeekGrid) cell(a gridAt) *WeekCell {
	if a.row >= len(g.model.Rows) || a.day >= len(g.model.Rows[a.row].Cells) {
		return nil
	}
	return &g.model.Rows[a.row].Cells[a.day]
}

func (g *WeekGrid) editable(a gridAt) bool {
	c := g.cell(a)
	return c != nil && !c.Locked && !c.Running && !g.model.Days[a.day].Locked && g.OnEdit != nil
}

// accept hands a cell's text over and shows the answer at once.
func (g *WeekGrid) accept(a gridAt, typed string) {
	if !g.editable(a) {
		return
	}
	typed = strings.TrimSpace(typed)
	seconds, err := g.OnEdit(g.model.Rows[a.row].Key, a.day, typed)
	if err != nil {
		g.errs[a] = cellError{typed, g.p.Error(err)}
		return
	}
	delete(g.errs, a)
	g.cell(a).Seconds = seconds
}

// endTyping takes what was typed; without a change nothing is handed over.
func (g *WeekGrid) endTyping(keep bool) {
	if !g.typing {
		return
	}
	g.typing = false
	if keep && g.buffer != g.editText(g.at) {
		g.accept(g.at, g.buffer)
	}
	g.buffer = ""
}

// editText is what F2 starts from: the text refused, or the duration.
func (g *WeekGrid) editText(a gridAt) string {
	if e, ok := g.errs[a]; ok {
		return e.typed
	}
	if c := g.cell(a); c != nil && c.Seconds > 0 {
		return civil.FormatHM((c.Seconds + 30) / 60)
	}
	return ""
}

func (g *WeekGrid) begin(s string) {
	if g.editable(g.at) {
		g.typing, g.buffer = true, s
	}
}

func (g *WeekGrid) step(row, day int) {
	g.endTyping(true)
	g.at = g.clamp(gridAt{g.at.row + row, g.at.day + day})
	if !g.shift {
		g.anchor = g.at
	}
	g.Refresh()
}

// tab moves on in reading order; false at the end, where focus leaves.
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
		g.anchor = g.at
	}
	g.Refresh()
}

// block is the rectangle between the cell and the anchor.
func (g *WeekGrid) block() (from, to gridAt) {
	return gridAt{min(g.at.row, g.anchor.row), min(g.at.day, g.anchor.day)},
		gridAt{max(g.at.row, g.anchor.row), max(g.at.day, g.anchor.day)}
}

func (g *WeekGrid) clearBlock() {
	from, to := g.block()
	for r := from.row; r <= to.row; r++ {
		for d := from.day; d <= to.day; d++ {
			a := gridAt{r, d}
			if c := g.cell(a); c != nil && (c.Seconds > 0 || g.errs[a].typed != "") {
				g.accept(a, "")
			}
		}
	}
}

// copyBlock writes the block as lines of cells parted by tabs, which a
// spreadsheet takes.
func (g *WeekGrid) copyBlock() string {
	from, to := g.block()
	var lines []string
	for r := from.row; r <= to.row; r++ {
		var cells []string
		for d := from.day; d <= to.day; d++ {
			cells = append(cells, g.editText(gridAt{r, d}))
		}
		lines = append(lines, strings.Join(cells, "\t"))
	}
	return strings.Join(lines, "\n")
}

// pasteBlock fills cells from the cell on; one value fills the whole block.
func (g *WeekGrid) pasteBlock(s string) {
	lines := strings.Split(strings.TrimRight(strings.ReplaceAll(s, "\r\n", "\n"), "\n"), "\n")
	from, to := g.block()
	if len(lines) == 1 && !strings.Contains(lines[0], "\t") {
		for r := from.row; r <= to.row; r++ {
			for d := from.day; d <= to.day; d++ {
				g.accept(gridAt{r, d}, lines[0])
			}
		}
		return
	}
	for i, line := range lines {
		for j, v := range strings.Split(line, "\t") {
			if a := (gridAt{from.row + i, from.day + j}); g.cell(a) != nil {
				g.accept(a, v)
			}
		}
	}
}
