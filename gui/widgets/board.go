package widgets

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"regie/assets/text"
	"regie/gui/theme"
)

// BoardColumn is a column of a board with its cards in their order.
type BoardColumn struct {
	Key   string
	Title string
	Tone  Tone
	Cards []BoardCard
}

// BoardCard is one card: a chip's sign, code and title, and a line below.
type BoardCard struct {
	MonthItem
	Detail string      // "24 nov. · Grâce M."
	Edge   color.NRGBA // a stripe on the left edge; none when transparent
}

// Board is cards in columns, drawn by one widget. Arrows walk over the cards,
// Enter opens, Alt with left or right asks for the next column; the wheel
// scrolls a column. Dragging a card asks for another column: the caller says
// whether it goes there.
type Board struct {
	widget.BaseWidget
	p       *text.Printer
	columns []BoardColumn
	scroll  map[string]float32 // of each column, pixels
	accent  color.NRGBA
	column  int
	card    int
	focused bool
	drag    *boardDrag

	// OnOpen is called when a card is pressed, or by Enter.
	OnOpen func(BoardCard)
	// OnChoose, where set, is called instead of OnOpen when a card is pressed,
	// and when the arrows reach one.
	OnChoose func(BoardCard)
	// OnRune is offered the characters typed on the chosen card.
	OnRune func(BoardCard, rune) bool
	// OnDelete is called by the delete key on the chosen card.
	OnDelete func(BoardCard)
	// OnMove is called when a card is brought to another column.
	OnMove func(c BoardCard, column string)
}

type boardDrag struct {
	card BoardCard
	from int
	grip fyne.Position
	at   fyne.Position
}

var (
	_ fyne.Tappable     = (*Board)(nil)
	_ fyne.Focusable    = (*Board)(nil)
	_ fyne.Draggable    = (*Board)(nil)
	_ fyne.Scrollable   = (*Board)(nil)
	_ fyne.Shortcutable = (*Board)(nil)
)

const (
	boardHead = 34
	boardGap  = 10
	cardH     = 66
	cardStep  = 74
)

// NewBoard makes an empty board.
func NewBoard(p *text.Printer) *Board {
	b := &Board{p: p, scroll: map[string]float32{}, accent: theme.Primary()}
	b.ExtendBaseWidget(b)
	return b
}

// SetColumns shows the columns; the chosen card stays chosen where it still is.
func (b *Board) SetColumns(columns []BoardColumn) {
	chosen := ""
	if c, ok := b.chosen(); ok {
		chosen = c.ID
	}
	b.columns = columns
	b.column, b.card = min(b.column, max(0, len(columns)-1)), 0
	b.Select(chosen)
}

// SetAccent sets the colour of the chosen card's frame.
func (b *Board) SetAccent(c color.NRGBA) { b.accent = c; b.Refresh() }

// Select frames a card by its item's identifier.
func (b *Board) Select(id string) {
	for n, col := range b.columns {
		if i := slices.IndexFunc(col.Cards, func(c BoardCard) bool { return id != "" && c.ID == id }); i >= 0 {
			b.column, b.card = n, i
			b.reveal()
		}
	}
	b.Refresh()
}

func (b *Board) chosen() (BoardCard, bool) {
	if b.column >= len(b.columns) || b.card < 0 || b.card >= len(b.columns[b.column].Cards) {
		return BoardCard{}, false
	}
	return b.columns[b.column].Cards[b.card], true
}

// FocusGained implements fyne.Focusable.
func (b *Board) FocusGained() { b.focused = true; b.Refresh() }

// FocusLost implements fyne.Focusable.
func (b *Board) FocusLost() { b.focused = false; b.Refresh() }

// TypedRune implements fyne.Focusable.
func (b *Board) TypedRune(r rune) {
	if c, ok := b.chosen(); !ok || b.OnRune == nil || !b.OnRune(c, r) {
		forwardRune(r)
	}
}

// TypedKey implements fyne.Focusable.
func (b *Board) TypedKey(e *fyne.KeyEvent) {
	if len(b.columns) == 0 {
		forwardKey(e)
		return
	}
	switch e.Name {
	case fyne.KeyLeft:
		b.aside(-1)
	case fyne.KeyRight:
		b.aside(1)
	case fyne.KeyUp:
		b.card = max(0, b.card-1)
	case fyne.KeyDown:
		b.card = max(0, min(len(b.columns[b.column].Cards)-1, b.card+1))
	case fyne.KeyReturn, fyne.KeyEnter:
		if c, ok := b.chosen(); ok && b.OnOpen != nil {
			b.OnOpen(c)
		}
		return
	case fyne.KeyDelete:
		if c, ok := b.chosen(); ok && b.OnDelete != nil {
			b.OnDelete(c)
		}
		return
	default:
		forwardKey(e)
		return
	}
	b.reveal()
	b.Refresh()
	if c, ok := b.chosen(); ok && b.OnChoose != nil {
		b.OnChoose(c)
	}
}

// aside goes to the nearest column on that side that holds a card.
func (b *Board) aside(by int) {
	for n := b.column + by; n >= 0 && n < len(b.columns); n += by {
		if cards := b.columns[n].Cards; len(cards) > 0 {
			b.column, b.card = n, min(b.card, len(cards)-1)
			return
		}
	}
}

// TypedShortcut implements fyne.Shortcutable: Alt with left or right.
func (b *Board) TypedShortcut(s fyne.Shortcut) {
	c, ok := s.(*desktop.CustomShortcut)
	card, any := b.chosen()
	if !ok || !any || c.Modifier != fyne.KeyModifierAlt || b.OnMove == nil {
		return
	}
	to := b.column
	switch c.KeyName {
	case fyne.KeyLeft:
		to--
	case fyne.KeyRight:
		to++
	}
	if to != b.column && to >= 0 && to < len(b.columns) {
		b.OnMove(card, b.columns[to].Key)
	}
}

// Tapped implements fyne.Tappable.
func (b *Board) Tapped(e *fyne.PointEvent) {
	focus(b)
	n, i := b.hit(e.Position)
	if i < 0 {
		return
	}
	b.column, b.card = n, i
	b.Refresh()
	switch {
	case b.OnChoose != nil:
		b.OnChoose(b.columns[n].Cards[i])
	case b.OnOpen != nil:
		b.OnOpen(b.columns[n].Cards[i])
	}
}

// Scrolled implements fyne.Scrollable: the column under the pointer.
func (b *Board) Scrolled(e *fyne.ScrollEvent) {
	n, _ := b.hit(e.Position)
	if n < 0 {
		return
	}
	b.scrollTo(n, b.scroll[b.columns[n].Key]-e.Scrolled.DY)
	b.Refresh()
}

func (b *Board) scrollTo(n int, y float32) {
	most := float32(len(b.columns[n].Cards))*cardStep + boardGap - (b.Size().Height - boardHead)
	b.scroll[b.columns[n].Key] = min(max(0, y), max(0, most))
}

// reveal scrolls the chosen card into sight.
func (b *Board) reveal() {
	if _, ok := b.chosen(); !ok || b.Size().Height <= 0 {
		return
	}
	top, room := float32(b.card)*cardStep, b.Size().Height-boardHead
	y := b.scroll[b.columns[b.column].Key]
	b.scrollTo(b.column, min(max(y, top+cardStep-room), top))
}

// Dragged implements fyne.Draggable.
func (b *Board) Dragged(e *fyne.DragEvent) {
	if b.drag == nil {
		from := e.Position.SubtractXY(e.Dragged.DX, e.Dragged.DY)
		n, i := b.hit(from)
		if i < 0 || b.OnMove == nil {
			return
		}
		b.drag = &boardDrag{card: b.columns[n].Cards[i], from: n, grip: from.Subtract(b.corner(n, i))}
	}
	b.drag.at = e.Position
	b.Refresh()
}

// DragEnd implements fyne.Draggable.
func (b *Board) DragEnd() {
	d := b.drag
	b.drag = nil
	if d == nil {
		return
	}
	if n, _ := b.hit(d.at); n >= 0 && n != d.from {
		b.OnMove(d.card, b.columns[n].Key)
	}
	b.Refresh()
}

func (b *Board) width() float32 {
	n := float32(max(1, len(b.columns)))
	return (b.Size().Width - theme.Hairline - boardGap*(n-1)) / n
}

// corner is where a card stands, its column's scroll taken off.
func (b *Board) corner(n, i int) fyne.Position {
	return fyne.NewPos(float32(n)*(b.width()+boardGap)+6, boardHead+float32(i)*cardStep-b.scroll[b.columns[n].Key])
}

// hit is the column and the card at a position, −1 for none.
func (b *Board) hit(p fyne.Position) (column, card int) {
	if b.width() <= 0 || p.X < 0 || len(b.columns) == 0 {
		return -1, -1
	}
	n := int(p.X / (b.width() + boardGap))
	if n >= len(b.columns) {
		return -1, -1
	}
	y := p.Y - boardHead + b.scroll[b.columns[n].Key]
	i := int(y / cardStep)
	if p.Y < boardHead || y < 0 || i >= len(b.columns[n].Cards) || y-float32(i)*cardStep > cardH {
		return n, -1
	}
	return n, i
}
