package widgets

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"regie/assets/icons"
	"regie/assets/text"
	"regie/clients/civil"
	"regie/gui/theme"
)

// MonthItem is one chip of the month grid.
type MonthItem struct {
	ID    string
	Date  civil.Date
	Sign  icons.Name // state
	Code  string     // network, "IG"
	Title string
	Tone  Tone
	Muted bool // an idea, a thing of another campaign
	Fixed bool // cannot be moved: published, key date
}

// MonthGrid is a month of chips, drawn by one widget: it stays quick however
// many items there are. Arrows move the day, Space walks through the day's
// items, Enter opens, 1 to 9 open an item of the day, Alt with an arrow moves
// the item by a day or a week, Page Up and Page Down turn the month. Dragging
// moves an item, with Alt it copies.
type MonthGrid struct {
	widget.BaseWidget
	p      *text.Printer
	month  civil.Month
	today  civil.Date
	accent color.NRGBA
	days   map[civil.Date][]MonthItem
	marks  map[civil.Date]string

	selected civil.Date
	current  int    // item of the selected day, −1 for the day itself
	moved    string // item that the keyboard moved, to be framed where it arrives
	hover    civil.Date
	focused  bool
	drag     *monthDrag
	drawn    *monthRenderer

	OnSelect func(civil.Date)
	OnOpen   func(MonthItem)
	// OnMore is called when "+3" is pressed; without it the day is selected.
	OnMore func(civil.Date)
	// OnNew is called by the plus of a day.
	OnNew func(civil.Date)
	// OnMove is called after a drag to another day; the caller moves or
	// copies and sets the items again.
	OnMove func(it MonthItem, to civil.Date, copied bool)
	// OnTurn is called by Page Up (−1) and Page Down (+1).
	OnTurn func(months int)
}

// monthDrag is an item on its way.
type monthDrag struct {
	item   MonthItem
	at     fyne.Position
	copied bool
}

var (
	_ fyne.Tappable      = (*MonthGrid)(nil)
	_ fyne.Focusable     = (*MonthGrid)(nil)
	_ fyne.Draggable     = (*MonthGrid)(nil)
	_ fyne.Shortcutable  = (*MonthGrid)(nil)
	_ desktop.Hoverable  = (*MonthGrid)(nil)
	_ desktop.Cursorable = (*MonthGrid)(nil)
)

// NewMonthGrid makes an empty month.
func NewMonthGrid(p *text.Printer) *MonthGrid {
	g := &MonthGrid{p: p, current: -1, accent: theme.Primary()}
	g.ExtendBaseWidget(g)
	return g
}

// SetMonth shows a month with its items, given in the order of each day, and
// marks: the names of public holidays.
func (g *MonthGrid) SetMonth(m civil.Month, today civil.Date, items []MonthItem, marks map[civil.Date]string) {
	g.month, g.today, g.marks = m, today, marks
	g.days = map[civil.Date][]MonthItem{}
	for _, it := range items {
		g.days[it.Date] = append(g.days[it.Date], it)
	}
	if g.selected.IsZero() || g.selected.Before(g.first()) || g.selected.After(g.last()) {
		g.selected, g.current = m.First(), -1
		if m.Contains(today) {
			g.selected = today
		}
	}
	g.current = min(g.current, len(g.days[g.selected])-1)
	if i := slices.IndexFunc(g.days[g.selected], func(it MonthItem) bool { return it.ID == g.moved }); i >= 0 && g.moved != "" {
		g.current = i
	}
	g.moved = ""
	g.Refresh()
}

// SetAccent sets the colour that frames the selected day.
func (g *MonthGrid) SetAccent(c color.NRGBA) { g.accent = c; g.Refresh() }

// Select frames a day without calling back; itemID, where it is of that day,
// frames the item too.
func (g *MonthGrid) Select(d civil.Date, itemID string) {
	g.selected, g.current = d, -1
	for i, it := range g.days[d] {
		if it.ID == itemID {
			g.current = i
		}
	}
	g.Refresh()
}

// Selected is the framed day.
func (g *MonthGrid) Selected() civil.Date { return g.selected }

// Items are the items of a day.
func (g *MonthGrid) Items(d civil.Date) []MonthItem { return slices.Clone(g.days[d]) }

func (g *MonthGrid) first() civil.Date { return g.month.First().WeekStart() }
func (g *MonthGrid) last() civil.Date  { return g.first().AddDays(7*g.weeks() - 1) }

// weeks is how many rows the month needs, 4 to 6.
func (g *MonthGrid) weeks() int {
	if g.month.IsZero() {
		return 5
	}
	return (g.first().DaysUntil(g.month.Last()) / 7) + 1
}

func (g *MonthGrid) choose(d civil.Date, item int) {
	turned := 0
	switch {
	case d.Before(g.first()):
		turned = -1
	case d.After(g.last()):
		turned = 1
	}
	g.selected, g.current = d, item
	if turned != 0 && g.OnTurn != nil {
		g.OnTurn(turned)
	}
	g.Refresh()
	if g.OnSelect != nil {
		g.OnSelect(d)
	}
}

func (g *MonthGrid) open(d civil.Date, item int) {
	g.choose(d, item)
	if g.OnOpen != nil && item >= 0 && item < len(g.days[d]) {
		g.OnOpen(g.days[d][item])
	}
}

// FocusGained implements fyne.Focusable.
func (g *MonthGrid) FocusGained() { g.focused = true; g.Refresh() }

// FocusLost implements fyne.Focusable.
func (g *MonthGrid) FocusLost() { g.focused = false; g.Refresh() }

// TypedRune implements fyne.Focusable.
func (g *MonthGrid) TypedRune(r rune) {
	if r >= '1' && r <= '9' && int(r-'1') < len(g.days[g.selected]) {
		g.open(g.selected, int(r-'1'))
		return
	}
	forwardRune(r)
}

var monthSteps = map[fyne.KeyName]int{
	fyne.KeyLeft: -1, fyne.KeyRight: 1, fyne.KeyUp: -7, fyne.KeyDown: 7,
}

// TypedKey implements fyne.Focusable.
func (g *MonthGrid) TypedKey(e *fyne.KeyEvent) {
	if by, ok := monthSteps[e.Name]; ok {
		g.choose(g.selected.AddDays(by), -1)
		return
	}
	n := len(g.days[g.selected])
	switch e.Name {
	case fyne.KeySpace:
		if n > 0 {
			g.current = (g.current + 1) % n
			g.Refresh()
		}
	case fyne.KeyReturn, fyne.KeyEnter:
		if n > 0 {
			g.open(g.selected, max(0, g.current))
		} else if g.OnNew != nil {
			g.OnNew(g.selected)
		}
	case fyne.KeyPageUp:
		g.choose(g.selected.AddMonths(-1), -1)
	case fyne.KeyPageDown:
		g.choose(g.selected.AddMonths(1), -1)
	case fyne.KeyHome:
		g.choose(g.selected.WeekStart(), -1)
	case fyne.KeyEnd:
		g.choose(g.selected.WeekStart().AddDays(6), -1)
	default:
		forwardKey(e)
	}
}

// TypedShortcut implements fyne.Shortcutable: Alt with an arrow moves.
func (g *MonthGrid) TypedShortcut(s fyne.Shortcut) {
	c, ok := s.(*desktop.CustomShortcut)
	if !ok || c.Modifier != fyne.KeyModifierAlt {
		return
	}
	by, ok := monthSteps[c.KeyName]
	items := g.days[g.selected]
	if !ok || len(items) == 0 {
		return
	}
	// With no item framed it is the first that can be moved: key dates stand
	// before the items of their day.
	i := g.current
	if i < 0 {
		i = slices.IndexFunc(items, func(it MonthItem) bool { return !it.Fixed })
	}
	if i < 0 || items[i].Fixed || g.OnMove == nil {
		return
	}
	to := g.selected.AddDays(by)
	g.selected, g.current, g.moved = to, -1, items[i].ID
	g.OnMove(items[i], to, false)
}

// Tapped implements fyne.Tappable.
func (g *MonthGrid) Tapped(e *fyne.PointEvent) {
	focus(g)
	hit := g.hit(e.Position)
	switch {
	case hit.date.IsZero():
	case hit.more && g.OnMore != nil:
		g.choose(hit.date, -1)
		g.OnMore(hit.date)
	case hit.plus && g.OnNew != nil:
		g.choose(hit.date, -1)
		g.OnNew(hit.date)
	case hit.item >= 0:
		g.open(hit.date, hit.item)
	default:
		g.choose(hit.date, -1)
	}
}

// Dragged implements fyne.Draggable.
func (g *MonthGrid) Dragged(e *fyne.DragEvent) {
	if g.drag == nil {
		start := g.hit(e.Position.SubtractXY(e.Dragged.DX, e.Dragged.DY))
		if start.item < 0 || g.OnMove == nil {
			return
		}
		g.drag = &monthDrag{item: g.days[start.date][start.item]}
	}
	began, copied := g.drag.at.IsZero(), altDown()
	same := !began && copied == g.drag.copied
	g.drag.at, g.drag.copied = e.Position, copied
	if same && g.drawn != nil {
		g.drawn.follow() // the pointer's own pace: nothing else has changed
		return
	}
	g.Refresh()
}

// DragEnd implements fyne.Draggable.
func (g *MonthGrid) DragEnd() {
	d := g.drag
	g.drag = nil
	if d == nil {
		return
	}
	to := g.hit(d.at).date
	if !to.IsZero() && to != d.item.Date && (!d.item.Fixed || d.copied) {
		g.selected, g.current = to, -1
		g.OnMove(d.item, to, d.copied)
	}
	g.Refresh()
}

// altDown asks the driver, where it knows.
func altDown() bool {
	d, ok := fyne.CurrentApp().Driver().(desktop.Driver)
	return ok && d.CurrentKeyModifiers()&fyne.KeyModifierAlt != 0
}

// MouseIn implements desktop.Hoverable.
func (g *MonthGrid) MouseIn(e *desktop.MouseEvent) { g.MouseMoved(e) }

// MouseMoved implements desktop.Hoverable.
func (g *MonthGrid) MouseMoved(e *desktop.MouseEvent) {
	if d := g.hit(e.Position).date; d != g.hover {
		g.hover = d
		g.Refresh()
	}
}

// MouseOut implements desktop.Hoverable.
func (g *MonthGrid) MouseOut() { g.hover = civil.Date{}; g.Refresh() }

// Cursor implements desktop.Cursorable.
func (g *MonthGrid) Cursor() desktop.Cursor {
	if g.drag != nil {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// monthHit is what stands at a position.
type monthHit struct {
	date civil.Date // zero outside the days
	item int        // −1 for none
	more bool
	plus bool
}

const (
	monthHead = 28
	chipTop   = 26 // below the day's number
	chipStep  = 22
	chipH     = 19
	dayPad    = 7
	lowDay    = 2  // chips
	plusW     = 26 // at the right of the number's line
	asideW    = 30 // left of the plus
)

// cell is the size of one day.
func (g *MonthGrid) cell() fyne.Size {
	s := g.Size()
	return fyne.NewSize(s.Width/7, (s.Height-monthHead)/float32(g.weeks()))
}

// fits is how many chips a day shows, and how many it folds. Where there is
// room for lowDay chips or fewer, the fold stands aside, beside the day's number,
// so that a low window shows items and not only their count; else it takes the
// last line.
func (g *MonthGrid) fits(d civil.Date) (chips, folded int, aside bool) {
	room := max(0, int((g.cell().Height-chipTop-3+chipStep-chipH)/chipStep))
	n := len(g.days[d])
	switch {
	case n <= room:
		return n, 0, false
	case room <= lowDay:
		return room, n - room, true
	default:
		return room - 1, n - room + 1, false
	}
}

func (g *MonthGrid) hit(p fyne.Position) monthHit {
	c := g.cell()
	miss := monthHit{item: -1}
	if c.Width <= 0 || c.Height <= 0 || p.Y < monthHead || p.X < 0 {
		return miss
	}
	col, row := int(p.X/c.Width), int((p.Y-monthHead)/c.Height)
	if col > 6 || row >= g.weeks() {
		return miss
	}
	h := monthHit{date: g.first().AddDays(7*row + col), item: -1}
	x, y := p.X-float32(col)*c.Width, p.Y-monthHead-float32(row)*c.Height
	n, folded, aside := g.fits(h.date)
	if y < chipTop {
		h.plus = x > c.Width-plusW
		h.more = aside && !h.plus && x > c.Width-plusW-asideW
		return h
	}
	switch i := int((y - chipTop) / chipStep); {
	case i < n:
		h.item = i
	case i == n && folded > 0 && !aside:
		h.more = true
	}
	return h
}
