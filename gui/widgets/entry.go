package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// entry is Fyne's text entry that hands on what it has no use for: Esc, and
// the keys its owner asks for.
type entry struct {
	widget.Entry
	// onKey is asked first; true means the key was used.
	onKey  func(fyne.KeyName) bool
	onBlur func()
	minW   float32
}

func newEntry() *entry {
	e := &entry{minW: 60}
	e.ExtendBaseWidget(e)
	return e
}

// selectAll marks the whole text, which the next typed letter replaces.
func (e *entry) selectAll() { e.Entry.TypedShortcut(&fyne.ShortcutSelectAll{}) }

// TypedKey implements fyne.Focusable.
func (e *entry) TypedKey(k *fyne.KeyEvent) {
	if e.onKey != nil && e.onKey(k.Name) {
		return
	}
	if k.Name == fyne.KeyEscape {
		forwardKey(k)
		return
	}
	e.Entry.TypedKey(k)
}

// AcceptsTab implements fyne.Tabbable: Tab goes to the next field out of a text
// of several lines too.
func (e *entry) AcceptsTab() bool { return false }

// FocusGained implements fyne.Focusable.
func (e *entry) FocusGained() {
	e.Entry.FocusGained()
	revealFocused()
}

// FocusLost implements fyne.Focusable.
func (e *entry) FocusLost() {
	e.Entry.FocusLost()
	if e.onBlur != nil {
		e.onBlur()
	}
}

// MinSize implements fyne.CanvasObject.
func (e *entry) MinSize() fyne.Size {
	s := e.Entry.MinSize()
	s.Width = fyne.Max(s.Width, e.minW)
	return s
}
