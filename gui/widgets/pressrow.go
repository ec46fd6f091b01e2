package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"regie/gui/theme"
)

// PressRow is any content that is pressed as a whole, with a soft ground under
// the pointer and an edge under the keyboard.
type PressRow struct {
	pressable
	content fyne.CanvasObject
}

// NewPressRow makes a row; pressed is called by pointer, Enter or Space.
func NewPressRow(content fyne.CanvasObject, pressed func()) *PressRow {
	r := &PressRow{content: content}
	r.onPress = pressed
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer implements fyne.Widget.
func (p *PressRow) CreateRenderer() fyne.WidgetRenderer {
	rect := canvas.NewRectangle(color.Transparent)
	rect.CornerRadius = theme.RadiusControl
	r := &pressRowRenderer{p: p, rect: rect, objects: objects{[]fyne.CanvasObject{rect, p.content}}}
	r.style()
	return r
}

type pressRowRenderer struct {
	objects
	p    *PressRow
	rect *canvas.Rectangle
}

func (r *pressRowRenderer) MinSize() fyne.Size { return r.p.content.MinSize() }

func (r *pressRowRenderer) Layout(size fyne.Size) {
	r.rect.Move(fyne.NewPos(-theme.Space8, 0))
	r.rect.Resize(size.AddWidthHeight(2*theme.Space8, 0))
	r.p.content.Resize(size)
}

func (r *pressRowRenderer) style() {
	r.rect.FillColor, r.rect.StrokeWidth = color.Transparent, 0
	if r.p.hovered {
		r.rect.FillColor = theme.Color(theme.TokenHover)
	}
	if r.p.focused {
		r.rect.StrokeColor, r.rect.StrokeWidth = theme.Primary(), 1.5
	}
}

func (r *pressRowRenderer) Refresh() {
	r.style()
	r.rect.Refresh()
	r.p.content.Refresh()
}
