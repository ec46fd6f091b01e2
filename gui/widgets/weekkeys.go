package widgets

import (
	"unicode/utf8"

	"fyne.io/fyne/v2"
)

// FocusGained implements fyne.Focusable.
func (g *WeekGrid) FocusGained() { g.focused = true; g.Refresh() }

// FocusLost implements fyne.Focusable: what was typed is accepted.
func (g *WeekGrid) FocusLost() {
	g.endTyping(true)
	g.focused, g.shift = false, false
	g.Refresh()
}

// Focus gives the grid the keyboard.
func (g *WeekGrid) Focus() { focus(g) }

// AcceptsTab implements fyne.Tabbable.
func (g *WeekGrid) AcceptsTab() bool { return true }

// KeyDown implements desktop.Keyable.
func (g *WeekGrid) KeyDown(e *fyne.KeyEvent) { g.setShift(e, true) }

// KeyUp implements desktop.Keyable.
func (g *WeekGrid) KeyUp(e *fyne.KeyEvent) { g.setShift(e, false) }

func (g *WeekGrid) setShift(e *fyne.KeyEvent, down bool) {
	if e.Name == "LeftShift" || e.Name == "RightShift" {
		g.shift = down
	}
}

// TypedRune implements fyne.Focusable: a figure types over.
func (g *WeekGrid) TypedRune(r rune) {
	const longest = 12 // "24h59m59s" and some
	switch {
	case g.typing && len(g.buffer) < longest:
		g.buffer += string(r)
	case !g.typing && (r >= '0' && r <= '9' || r == ',' || r == '.' || r == ':'):
		g.begin(string(r))
	case !g.typing && r != ' ':
		forwardRune(r)
		return
	}
	g.Refresh()
}

// TypedKey implements fyne.Focusable.
func (g *WeekGrid) TypedKey(e *fyne.KeyEvent) {
	if g.typing && g.typingKey(e) {
		return
	}
	days, rows := len(g.model.Days), len(g.model.Rows)
	switch e.Name {
	case fyne.KeyLeft:
		g.step(0, -1)
	case fyne.KeyRight:
		g.step(0, 1)
	case fyne.KeyUp:
		g.step(-1, 0)
	case fyne.KeyDown:
		g.step(1, 0)
	case fyne.KeyHome:
		g.step(0, -days)
	case fyne.KeyEnd:
		g.step(0, days)
	case fyne.KeyTab:
		g.tab(g.shift)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyF2:
		g.begin(g.editText(g.at))
		g.Refresh()
	case fyne.KeySpace:
		if g.shift { // the row, as in a spreadsheet
			g.choose(gridAt{g.at.row, days}, gridAt{g.at.row, 0}, true, false)
			return
		}
		g.open()
	case fyne.KeyDelete, fyne.KeyBackspace:
		g.clearBlock()
		g.Refresh()
	case fyne.KeyEscape:
		if g.escape(rows) {
			return
		}
		forwardKey(e)
	default:
		forwardKey(e)
	}
}

// escape drops a refusal, then the block; false when there is neither.
func (g *WeekGrid) escape(rows int) bool {
	if _, refused := g.errs[g.key(g.at)]; refused && rows > 0 {
		delete(g.errs, g.key(g.at))
	} else if g.at != g.anchor {
		g.anchor, g.whole, g.headed = g.at, false, false
	} else {
		return false
	}
	g.Refresh()
	return true
}

func (g *WeekGrid) open() {
	if g.OnOpen != nil && g.cell(g.at) != nil {
		g.OnOpen(g.model.Rows[g.at.row].Key, g.at.day)
	}
}

// typingKey takes the keys that mean something else while typing.
func (g *WeekGrid) typingKey(e *fyne.KeyEvent) bool {
	switch e.Name {
	case fyne.KeyEscape:
		g.endTyping(false)
	case fyne.KeyReturn, fyne.KeyEnter:
		g.shift = false
		g.step(1, 0)
		return true
	case fyne.KeyBackspace:
		_, n := utf8.DecodeLastRuneInString(g.buffer)
		g.buffer = g.buffer[:len(g.buffer)-n]
	case fyne.KeyDelete:
		g.buffer = ""
	case fyne.KeySpace: // comes as a rune too
	default:
		return false
	}
	g.Refresh()
	return true
}

// TypedShortcut implements fyne.Shortcutable.
func (g *WeekGrid) TypedShortcut(s fyne.Shortcut) {
	clip := fyne.CurrentApp().Clipboard()
	switch s.(type) {
	case *fyne.ShortcutCopy:
		clip.SetContent(g.copyBlock())
	case *fyne.ShortcutCut:
		clip.SetContent(g.copyBlock())
		g.clearBlock()
	case *fyne.ShortcutPaste:
		if g.typing {
			g.buffer += oneLine(clip.Content())
		} else {
			g.pasteBlock(clip.Content())
		}
	case *fyne.ShortcutSelectAll:
		g.choose(gridAt{len(g.model.Rows), len(g.model.Days)}, gridAt{}, true, true)
	default:
		return
	}
	g.Refresh()
}

// Tapped implements fyne.Tappable. A press on the chosen cell opens it; one on
// a head takes the row, the day, or everything.
func (g *WeekGrid) Tapped(e *fyne.PointEvent) {
	days, rows := len(g.model.Days), len(g.model.Rows)
	a, ok := g.hit(e.Position)
	focus(g)
	if !ok {
		label, day := g.columns()
		last := gridAt{rows, days}
		switch col := int((e.Position.X - label) / day); {
		case e.Position.Y < weekHead && e.Position.X < label:
			g.choose(last, gridAt{}, true, true)
		case e.Position.Y < weekHead && col < days:
			g.choose(gridAt{rows, col}, gridAt{0, col}, false, false)
		case e.Position.X < label && int((e.Position.Y-weekHead)/weekRow) < rows:
			row := int((e.Position.Y - weekHead) / weekRow)
			g.choose(gridAt{row, days}, gridAt{row, 0}, true, false)
		}
		return
	}
	again := a == g.at && a == g.anchor && g.focused && !g.typing
	if g.typing && a != g.at {
		g.endTyping(true)
	}
	g.at, g.whole, g.headed = a, false, false
	if !g.shift {
		g.anchor = a
	}
	if again && g.cell(a).Seconds > 0 {
		g.open()
	}
	g.Refresh()
}

// Dragged implements fyne.Draggable: the block follows the pointer.
func (g *WeekGrid) Dragged(e *fyne.DragEvent) {
	if a, ok := g.hit(e.Position.Subtract(e.Dragged)); ok && !g.dragging {
		g.dragging = true
		g.choose(a, a, false, false)
		focus(g)
	}
	if a, ok := g.hit(e.Position); ok && g.dragging && a != g.at {
		g.at = a
		g.Refresh()
	}
}

// DragEnd implements fyne.Draggable.
func (g *WeekGrid) DragEnd() { g.dragging = false }

const (
	weekHead    = 32
	weekRow     = 46
	weekFoot    = 36
	weekGap     = 8
	weekTotal   = 78
	weekMin     = 62
	weekCellPad = 12 // left and right of a cell's figures
)

// columns gives the width of the label column and of one day.
func (g *WeekGrid) columns() (label, day float32) {
	n := float32(max(1, len(g.model.Days)))
	w := g.Size().Width
	day = fyne.Max(weekMin, fyne.Min(78, (w-weekTotal-215)/n))
	return fyne.Max(110, w-weekTotal-n*day), day
}

func (g *WeekGrid) hit(p fyne.Position) (gridAt, bool) {
	label, day := g.columns()
	if p.X < label || p.Y < weekHead {
		return gridAt{}, false
	}
	a := gridAt{row: int((p.Y - weekHead) / weekRow), day: int((p.X - label) / day)}
	return a, g.cell(a) != nil
}
