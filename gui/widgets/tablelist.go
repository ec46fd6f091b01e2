package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// tableList is Fyne's list without gaps, with Enter.
type tableList struct {
	widget.List
	enter func()
	use   func(*fyne.KeyEvent) bool
	all   func() // Ctrl A; nil leaves it alone
}

func newTableList(n func() int, create func() fyne.CanvasObject, update func(int, fyne.CanvasObject)) *tableList {
	l := &tableList{}
	l.Length, l.CreateItem, l.UpdateItem, l.HideSeparators = n, create, update, true
	l.ExtendBaseWidget(l)
	return l
}

// TypedKey implements fyne.Focusable.
func (l *tableList) TypedKey(e *fyne.KeyEvent) {
	if l.use != nil && l.use(e) {
		return
	}
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		l.enter()
	case fyne.KeyUp, fyne.KeyDown, fyne.KeySpace:
		l.List.TypedKey(e)
	default:
		forwardKey(e)
	}
}

// TypedShortcut implements fyne.Shortcutable.
func (l *tableList) TypedShortcut(s fyne.Shortcut) {
	if _, ok := s.(*fyne.ShortcutSelectAll); ok && l.all != nil {
		l.all()
	}
}

// TypedRune implements fyne.Focusable.
func (l *tableList) TypedRune(r rune) { forwardRune(r) }
