package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// pressable is the part of a widget that is pressed: by pointer, by Enter or
// Space, and that shows hover and focus. The embedding widget calls
// ExtendBaseWidget and draws from hovered and focused.
type pressable struct {
	widget.DisableableWidget
	onPress func()
	hovered bool
	focused bool
}

var (
	_ fyne.Tappable      = (*pressable)(nil)
	_ fyne.Focusable     = (*pressable)(nil)
	_ desktop.Hoverable  = (*pressable)(nil)
	_ desktop.Cursorable = (*pressable)(nil)
)

// Tapped implements fyne.Tappable.
func (p *pressable) Tapped(*fyne.PointEvent) { p.press() }

func (p *pressable) press() {
	if p.onPress != nil && !p.Disabled() {
		p.onPress()
	}
}

// FocusGained implements fyne.Focusable.
func (p *pressable) FocusGained() { p.focused = true; p.Refresh(); revealFocused() }

// FocusLost implements fyne.Focusable.
func (p *pressable) FocusLost() { p.focused = false; p.Refresh() }

// TypedRune implements fyne.Focusable.
func (p *pressable) TypedRune(r rune) { forwardRune(r) }

// TypedKey implements fyne.Focusable.
func (p *pressable) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		p.press()
	default:
		forwardKey(e)
	}
}

// MouseIn implements desktop.Hoverable.
func (p *pressable) MouseIn(*desktop.MouseEvent) { p.hovered = true; p.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (p *pressable) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (p *pressable) MouseOut() { p.hovered = false; p.Refresh() }

// Cursor implements desktop.Cursorable.
func (p *pressable) Cursor() desktop.Cursor {
	if p.Disabled() {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// Keys that the focused widget does not use go to the window, so that "?" and
// Esc work wherever the focus stands. The shell sets both.
var (
	unusedKey  func(*fyne.KeyEvent)
	unusedRune func(rune)
)

// OnUnused sets who gets the keys and runes that a focused widget of this
// package has no use for.
func OnUnused(key func(*fyne.KeyEvent), char func(rune)) { unusedKey, unusedRune = key, char }

func forwardKey(e *fyne.KeyEvent) {
	if unusedKey != nil {
		unusedKey(e)
	}
}

func forwardRune(r rune) {
	if unusedRune != nil {
		unusedRune(r)
	}
}

// focus gives an object the keyboard, where it stands in a window.
func focus(o fyne.Focusable) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(o.(fyne.CanvasObject)); c != nil {
		c.Focus(o)
		return
	}
	// An object that was never painted has no canvas yet: it is of the dialog
	// that is just opening.
	if n := len(layers); n > 0 && layers[n-1].canvas != nil {
		layers[n-1].canvas.Focus(o)
	}
}

// Unused hands a key, or a rune where the key is nil, to the window: for
// focusable widgets of other packages.
func Unused(e *fyne.KeyEvent, r rune) {
	if e != nil {
		forwardKey(e)
		return
	}
	forwardRune(r)
}
