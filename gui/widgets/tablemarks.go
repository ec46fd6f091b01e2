package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"regie/assets/icons"
	"regie/gui/theme"
)

// marks are the rows of a table that are chosen together, by their keys.
type marks[T any] struct {
	key     func(T) string
	on      map[string]bool
	changed func()
	anchor  int // where a run of rows began
}

// Marking lets several rows be chosen: by their boxes, Space, Shift with Up and
// Down, Ctrl A. key tells a row from others across SetRows; changed is called
// after each change by hand.
func (t *Table[T]) Marking(key func(T) string, changed func()) *Table[T] {
	t.marks = &marks[T]{key: key, on: map[string]bool{}, changed: changed, anchor: -1}
	box := Column[T]{
		Width:  tickSide,
		Make:   func() fyne.CanvasObject { return newMarkBox() },
		Update: func(row T, o fyne.CanvasObject) { t.showMark(row, o) },
	}
	t.columns = append([]Column[T]{box}, t.columns...)
	t.buildHead()
	t.list.all = func() { t.MarkAll(true) }
	return t
}

func (t *Table[T]) showMark(row T, o fyne.CanvasObject) {
	b, ok := o.(*markBox)
	if !ok {
		return
	}
	k := t.marks.key(row)
	b.set(t.marks.on[k], func() {
		t.mark(k, !t.marks.on[k])
		t.marks.anchor = t.indexOf(k)
		focus(t.list)
	})
}

func (t *Table[T]) indexOf(key string) int {
	for i, r := range t.rows {
		if t.marks.key(r) == key {
			return i
		}
	}
	return -1
}

func (t *Table[T]) mark(key string, on bool) {
	if on {
		t.marks.on[key] = true
	} else {
		delete(t.marks.on, key)
	}
	t.marked()
}

func (t *Table[T]) marked() {
	t.list.Refresh()
	if t.marks.changed != nil {
		t.marks.changed()
	}
}

// MarkAll chooses every row shown, or none.
func (t *Table[T]) MarkAll(on bool) {
	clear(t.marks.on)
	if on {
		for _, r := range t.rows {
			t.marks.on[t.marks.key(r)] = true
		}
	}
	t.marks.anchor = -1
	t.marked()
}

// Marked are the chosen rows in the order shown.
func (t *Table[T]) Marked() []T {
	var out []T
	for _, r := range t.rows {
		if t.marks != nil && t.marks.on[t.marks.key(r)] {
			out = append(out, r)
		}
	}
	return out
}

// forget drops marks of rows that are gone.
func (t *Table[T]) forget() {
	if t.marks == nil {
		return
	}
	kept := map[string]bool{}
	for _, r := range t.rows {
		if k := t.marks.key(r); t.marks.on[k] {
			kept[k] = true
		}
	}
	t.marks.on = kept
}

// markKey takes Space, and Shift with Up and Down, which choose a run of rows
// from where it began.
func (t *Table[T]) markKey(e *fyne.KeyEvent, mod fyne.KeyModifier) bool {
	if t.marks == nil || t.current < 0 || t.current >= len(t.rows) {
		return false
	}
	at := t.current
	switch {
	case e.Name == fyne.KeySpace:
		k := t.marks.key(t.rows[at])
		t.marks.anchor = at
		t.mark(k, !t.marks.on[k])
	case mod&fyne.KeyModifierShift != 0 && (e.Name == fyne.KeyUp || e.Name == fyne.KeyDown):
		if t.marks.anchor < 0 {
			t.marks.anchor = at
		}
		t.list.List.TypedKey(e)
		t.run(t.marks.anchor, t.current)
	default:
		if e.Name == fyne.KeyUp || e.Name == fyne.KeyDown {
			t.marks.anchor = -1
		}
		return false
	}
	return true
}

// run chooses exactly the rows between two.
func (t *Table[T]) run(from, to int) {
	if from > to {
		from, to = to, from
	}
	clear(t.marks.on)
	for i := from; i <= to && i < len(t.rows); i++ {
		t.marks.on[t.marks.key(t.rows[i])] = true
	}
	t.marked()
}

// modifiers are the modifier keys held now, none where the driver cannot tell.
func modifiers() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return 0
}

// markBox is the box of one row; the keyboard stays with the list.
type markBox struct {
	widget.BaseWidget
	on      bool
	pressed func()
}

func newMarkBox() *markBox {
	b := &markBox{}
	b.ExtendBaseWidget(b)
	return b
}

func (b *markBox) set(on bool, pressed func()) {
	b.pressed = pressed
	if b.on != on {
		b.on = on
		b.Refresh()
	}
}

// Tapped implements fyne.Tappable.
func (b *markBox) Tapped(*fyne.PointEvent) {
	if b.pressed != nil {
		b.pressed()
	}
}

// CreateRenderer implements fyne.Widget.
func (b *markBox) CreateRenderer() fyne.WidgetRenderer {
	r := &markRenderer{b: b, rect: canvas.NewRectangle(color.Transparent), tick: canvas.NewImageFromResource(nil)}
	r.rect.CornerRadius, r.rect.StrokeWidth = 4, theme.Hairline
	r.list = []fyne.CanvasObject{r.rect, r.tick}
	r.style()
	return r
}

type markRenderer struct {
	objects
	b    *markBox
	rect *canvas.Rectangle
	tick *canvas.Image
}

func (r *markRenderer) MinSize() fyne.Size { return fyne.NewSize(tickSide, 28) }

func (r *markRenderer) Layout(size fyne.Size) {
	y := (size.Height - tickSide) / 2
	place(r.rect, 0, y, tickSide, tickSide)
	place(r.tick, 2, y+2, tickSide-4, tickSide-4)
}

func (r *markRenderer) style() {
	r.rect.FillColor, r.rect.StrokeColor = theme.Surface(), theme.Mute()
	if r.b.on {
		r.rect.FillColor, r.rect.StrokeColor = theme.Primary(), theme.Primary()
	}
	r.tick.Hidden = !r.b.on
	r.tick.Resource = theme.Icon(icons.Check, theme.Color(theme.TokenOnPrimary))
}

func (r *markRenderer) Refresh() {
	r.style()
	r.Layout(r.b.Size())
	r.rect.Refresh()
	r.tick.Refresh()
}
