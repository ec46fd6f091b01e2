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
	case !g.typing:
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
		g.step(0, -len(g.model.Days))
	case fyne.KeyEnd:
		g.step(0, len(g.model.Days))
	case fyne.KeyTab:
		g.tab(g.shift)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyF2:
		g.begin(g.editText(g.at))
		g.Refresh()
	case fyne.KeyDelete, fyne.KeyBackspace:
		g.clearBlock()
		g.Refresh()
	default:
		forwardKey(e)
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
		g.anchor = gridAt{}
		g.at = g.clamp(gridAt{len(g.model.Rows), len(g.model.Days)})
	default:
		return
	}
	g.Refresh()
}

// Tapped implements fyne.Tappable. A press on the chosen cell opens it.
func (g *WeekGrid) Tapped(e *fyne.PointEvent) {
	a, ok := g.hit(e.Position)
	if !ok {
		return
	}
	again := a == g.at && g.focused && !g.typing
	if g.typing && a != g.at {
		g.endTyping(true)
	}
	focus(g)
	g.at = a
	if !g.shift {
		g.anchor = a
	}
	if again && g.OnOpen != nil && g.cell(a).Seconds > 0 {
		g.OnOpen(g.model.Rows[a.row].Key, a.day)
	}
	g.Refresh()
}

const (
	weekHead  = 32
	weekRow   = 46
	weekFoot  = 36
	weekGap   = 8
	weekTotal = 78
	weekMin   = 62
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
