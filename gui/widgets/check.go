package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"regie/assets/icons"
	"regie/gui/theme"
)

// Check is a box to tick with its words, by pointer, Space or Enter.
type Check struct {
	frame
	box *tickBox
}

// NewCheck makes a box to tick; changed may be nil.
func NewCheck(name, label string, on bool, changed func(bool)) *Check {
	c := &Check{box: newTickBox(label, on, changed)}
	c.build(c, name, "", c.box)
	c.focus = func() { focus(c.box) }
	return c
}

// On tells whether it is ticked.
func (c *Check) On() bool { return c.box.on }

// SetOn ticks or clears the box, without calling back.
func (c *Check) SetOn(on bool) {
	if c.box.on != on {
		c.box.on = on
		c.box.Refresh()
	}
}

// SetWords changes the words beside the box.
func (c *Check) SetWords(label string) {
	if c.box.label != label {
		c.box.label = label
		c.box.Refresh()
	}
}

// SetAccent draws the tick in a client's colour.
func (c *Check) SetAccent(a color.NRGBA) {
	c.box.accent = &a
	c.box.Refresh()
}

// Enable lets the box be ticked.
func (c *Check) Enable() { c.box.Enable() }

// Disable forbids it.
func (c *Check) Disable() { c.box.Disable() }

type tickBox struct {
	pressable
	label  string
	on     bool
	accent *color.NRGBA
}

func newTickBox(label string, on bool, changed func(bool)) *tickBox {
	b := &tickBox{label: label, on: on}
	b.onPress = func() {
		b.on = !b.on
		b.Refresh()
		if changed != nil {
			changed(b.on)
		}
	}
	b.ExtendBaseWidget(b)
	return b
}

const tickSide = 16

// CreateRenderer implements fyne.Widget.
func (b *tickBox) CreateRenderer() fyne.WidgetRenderer {
	r := &tickRenderer{
		b: b, rect: canvas.NewRectangle(color.Transparent), mark: canvas.NewImageFromResource(nil),
		text: NewText(b.label).Ellipsis(),
	}
	r.rect.CornerRadius = 4
	r.list = []fyne.CanvasObject{r.rect, r.mark, r.text}
	r.style()
	return r
}

type tickRenderer struct {
	objects
	b    *tickBox
	rect *canvas.Rectangle
	mark *canvas.Image
	text *Text
}

func (r *tickRenderer) MinSize() fyne.Size {
	return fyne.NewSize(tickSide+theme.Space8+r.text.MinSize().Width, 26)
}

func (r *tickRenderer) Layout(size fyne.Size) {
	y := (size.Height - tickSide) / 2
	place(r.rect, 0, y, tickSide, tickSide)
	place(r.mark, 2, y+2, tickSide-4, tickSide-4)
	left := tickSide + theme.Space8
	place(r.text, left, 0, size.Width-left, size.Height)
}

func (r *tickRenderer) style() {
	r.text.SetText(r.b.label)
	ground, ink := theme.Primary(), theme.Color(theme.TokenOnPrimary)
	if r.b.accent != nil {
		ground, ink = theme.Fill(*r.b.accent)
	}
	border := ground
	if !r.b.on {
		ground, border = theme.Surface(), theme.Mute()
	}
	tok := theme.TokenInk
	if r.b.Disabled() {
		border, tok = theme.Color(theme.TokenFaint), theme.TokenMute
	}
	r.rect.StrokeWidth = theme.Hairline
	if r.b.focused {
		border = theme.Ink()
		r.rect.StrokeWidth = 2
	}
	r.rect.FillColor, r.rect.StrokeColor = ground, border
	r.mark.Hidden = !r.b.on
	r.mark.Resource = theme.Icon(icons.Check, ink)
	r.text.Token(tok)
}

func (r *tickRenderer) Refresh() {
	r.style()
	r.Layout(r.b.Size())
	for _, o := range r.list {
		o.Refresh()
	}
}
