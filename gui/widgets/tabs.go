package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"regie/gui/theme"
)

// TabItem is one tab.
type TabItem struct {
	Key   string
	Label string
}

// Tabs is a row of words, the chosen one underlined in the accent colour. Left
// and Right choose when it is focused. Tabs that do not fit are reached by the
// arrows of the row, which scrolls to the chosen one.
type Tabs struct {
	widget.BaseWidget
	items    []TabItem
	chosen   int
	hover    int
	focused  bool
	accent   color.NRGBA
	onSelect func(key string)
	shift    float32
}

var (
	_ fyne.Tappable     = (*Tabs)(nil)
	_ fyne.Focusable    = (*Tabs)(nil)
	_ fyne.Scrollable   = (*Tabs)(nil)
	_ desktop.Hoverable = (*Tabs)(nil)
)

// NewTabs makes tabs, the first one chosen.
func NewTabs(items []TabItem, onSelect func(key string)) *Tabs {
	t := &Tabs{items: items, hover: -1, onSelect: onSelect, accent: theme.Primary()}
	t.ExtendBaseWidget(t)
	return t
}

// SetAccent sets the colour of the underline.
func (t *Tabs) SetAccent(c color.NRGBA) { t.accent = c; t.Refresh() }

// Select marks a tab without calling back.
func (t *Tabs) Select(key string) {
	for i, it := range t.items {
		if it.Key == key && i != t.chosen {
			t.chosen = i
			t.Refresh()
		}
	}
}

func (t *Tabs) choose(i int) {
	if i < 0 || i >= len(t.items) || i == t.chosen {
		return
	}
	t.chosen = i
	t.Refresh()
	if t.onSelect != nil {
		t.onSelect(t.items[i].Key)
	}
}

const tabGap = 22

func (t *Tabs) width(i int) float32 { return textSize(t.items[i].Label, theme.TextBody, false).Width }

func (t *Tabs) at(x float32) int {
	at := -t.shift
	for i := range t.items {
		w := t.width(i)
		if x >= at-tabGap/2 && x < at+w+tabGap/2 {
			return i
		}
		at += w + tabGap
	}
	return -1
}

// Tapped implements fyne.Tappable.
func (t *Tabs) Tapped(e *fyne.PointEvent) { t.choose(t.at(e.Position.X)) }

// Scrolled implements fyne.Scrollable.
func (t *Tabs) Scrolled(e *fyne.ScrollEvent) {
	t.shift = t.clamp(t.shift - e.Scrolled.DX - e.Scrolled.DY)
	t.Refresh()
}

func (t *Tabs) clamp(shift float32) float32 {
	total := float32(-tabGap)
	for i := range t.items {
		total += t.width(i) + tabGap
	}
	return fyne.Max(0, fyne.Min(shift, total-t.Size().Width))
}

// FocusGained implements fyne.Focusable.
func (t *Tabs) FocusGained() { t.focused = true; t.Refresh() }

// FocusLost implements fyne.Focusable.
func (t *Tabs) FocusLost() { t.focused = false; t.Refresh() }

// TypedRune implements fyne.Focusable.
func (t *Tabs) TypedRune(r rune) { forwardRune(r) }

// TypedKey implements fyne.Focusable.
func (t *Tabs) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyLeft:
		t.choose(t.chosen - 1)
	case fyne.KeyRight:
		t.choose(t.chosen + 1)
	case fyne.KeyHome:
		t.choose(0)
	case fyne.KeyEnd:
		t.choose(len(t.items) - 1)
	default:
		forwardKey(e)
	}
}

// MouseIn implements desktop.Hoverable.
func (t *Tabs) MouseIn(e *desktop.MouseEvent) { t.MouseMoved(e) }

// MouseMoved implements desktop.Hoverable.
func (t *Tabs) MouseMoved(e *desktop.MouseEvent) {
	if i := t.at(e.Position.X); i != t.hover {
		t.hover = i
		t.Refresh()
	}
}

// MouseOut implements desktop.Hoverable.
func (t *Tabs) MouseOut() { t.hover = -1; t.Refresh() }

// CreateRenderer implements fyne.Widget.
func (t *Tabs) CreateRenderer() fyne.WidgetRenderer {
	r := &tabsRenderer{t: t, line: canvas.NewRectangle(color.Transparent)}
	for range t.items {
		c := canvas.NewText("", color.Transparent)
		c.TextSize = theme.TextBody
		r.texts = append(r.texts, c)
		r.list = append(r.list, c)
	}
	r.list = append(r.list, r.line)
	r.style()
	return r
}

type tabsRenderer struct {
	objects
	t     *Tabs
	texts []*canvas.Text
	line  *canvas.Rectangle
}

// MinSize asks for the chosen tab only: the row scrolls.
func (r *tabsRenderer) MinSize() fyne.Size { return fyne.NewSize(120, theme.TabsHeight) }

func (r *tabsRenderer) Layout(size fyne.Size) {
	r.reveal(size.Width)
	h := textSize("x", theme.TextBody, false).Height
	x := -r.t.shift
	for i, c := range r.texts {
		w := r.t.width(i)
		c.Move(fyne.NewPos(x, (size.Height-h)/2))
		c.Resize(fyne.NewSize(w, h))
		c.Hidden = x < -0.5 || x+w > size.Width+0.5
		if i == r.t.chosen {
			r.line.Move(fyne.NewPos(x, size.Height-2))
			r.line.Resize(fyne.NewSize(w, 2))
			r.line.Hidden = c.Hidden
		}
		x += w + tabGap
	}
}

// reveal scrolls just enough that the chosen tab is whole.
func (r *tabsRenderer) reveal(width float32) {
	var x float32
	for i := range r.t.chosen {
		x += r.t.width(i) + tabGap
	}
	if len(r.t.items) == 0 || width <= 0 {
		return
	}
	w := r.t.width(r.t.chosen)
	if r.t.hover < 0 { // while the pointer scrolls, it decides
		r.t.shift = fyne.Min(r.t.shift, x)
		r.t.shift = fyne.Max(r.t.shift, x+w-width)
	}
	r.t.shift = r.t.clamp(r.t.shift)
}

func (r *tabsRenderer) style() {
	for i, c := range r.texts {
		setWords(c, r.t.items[i].Label)
		c.Color = theme.Mute()
		if i == r.t.chosen || i == r.t.hover {
			c.Color = theme.Ink()
		}
	}
	r.line.FillColor = theme.Accent(r.t.accent, theme.Dark())
	if r.t.focused {
		r.line.FillColor = theme.Ink()
	}
}

func (r *tabsRenderer) Refresh() {
	r.style()
	r.Layout(r.t.Size())
	for _, o := range r.list {
		o.Refresh()
	}
}
