package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"regie/assets/icons"
	"regie/assets/text"
	"regie/clients/civil"
	"regie/gui/theme"
)

// Stepper shows what period is on screen between two arrows: "‹ 16 – 22 nov. ›".
// Left and Right step when it is focused.
type Stepper struct {
	composite
	text       *Text
	prev, next func()
	mid        *stepMiddle
}

// NewStepper makes a period control; room is the least width of the words, so
// that the arrows keep their place, 0 for none.
func NewStepper(label string, room float32, prev, next func()) *Stepper {
	s := &Stepper{text: NewText(label).Center(), prev: prev, next: next}
	left := NewIconButton(icons.Left, "", func() { s.prev() })
	rightward := NewIconButton(icons.Right, "", func() { s.next() })
	s.mid = &stepMiddle{s: s}
	s.mid.ExtendBaseWidget(s.mid)
	frame := &stepFrame{row: HBox(0, left, MinWidth(room, s.mid), rightward)}
	frame.ExtendBaseWidget(frame)
	s.body = frame
	s.ExtendBaseWidget(s)
	return s
}

// SetText changes the words.
func (s *Stepper) SetText(label string) { s.text.SetText(label); s.Refresh() }

// stepMiddle is the focusable middle of a stepper.
type stepMiddle struct {
	pressable
	s *Stepper
}

// TypedKey implements fyne.Focusable.
func (m *stepMiddle) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyLeft, fyne.KeyPageUp:
		m.s.prev()
	case fyne.KeyRight, fyne.KeyPageDown:
		m.s.next()
	default:
		m.pressable.TypedKey(e)
	}
}

// CreateRenderer implements fyne.Widget.
func (m *stepMiddle) CreateRenderer() fyne.WidgetRenderer {
	r := &stepMiddleRenderer{m: m, line: canvas.NewRectangle(color.Transparent)}
	r.list = []fyne.CanvasObject{m.s.text, r.line}
	return r
}

type stepMiddleRenderer struct {
	objects
	m    *stepMiddle
	line *canvas.Rectangle
}

func (r *stepMiddleRenderer) MinSize() fyne.Size { return r.m.s.text.MinSize() }
func (r *stepMiddleRenderer) Layout(size fyne.Size) {
	r.m.s.text.Resize(size)
	r.line.Move(fyne.NewPos(0, size.Height+1))
	r.line.Resize(fyne.NewSize(size.Width, 2))
}

func (r *stepMiddleRenderer) Refresh() {
	r.line.FillColor = color.Transparent
	if r.m.focused {
		r.line.FillColor = theme.Primary()
	}
	r.Layout(r.m.Size())
	r.line.Refresh()
	r.m.s.text.Refresh()
}

// stepFrame draws the border of a stepper.
type stepFrame struct {
	widget.BaseWidget
	row *fyne.Container
}

// CreateRenderer implements fyne.Widget.
func (f *stepFrame) CreateRenderer() fyne.WidgetRenderer {
	rect := canvas.NewRectangle(theme.Surface())
	rect.CornerRadius, rect.StrokeWidth, rect.StrokeColor = theme.RadiusControl, theme.Hairline, theme.Line()
	return &stepFrameRenderer{f: f, rect: rect, objects: objects{[]fyne.CanvasObject{rect, f.row}}}
}

type stepFrameRenderer struct {
	objects
	f    *stepFrame
	rect *canvas.Rectangle
}

func (r *stepFrameRenderer) MinSize() fyne.Size {
	return r.f.row.MinSize().AddWidthHeight(2*theme.Space4, 0).Max(fyne.NewSize(0, theme.ControlHeight))
}

func (r *stepFrameRenderer) Layout(size fyne.Size) {
	r.rect.Resize(size)
	r.f.row.Move(fyne.NewPos(theme.Space4, 0))
	r.f.row.Resize(size.SubtractWidthHeight(2*theme.Space4, 0))
}

func (r *stepFrameRenderer) Refresh() {
	r.rect.FillColor, r.rect.StrokeColor = theme.Surface(), theme.Line()
	r.rect.Refresh()
	r.f.row.Refresh()
}

// MonthPicker is a stepper over months.
type MonthPicker struct {
	*Stepper
	p     *text.Printer
	month civil.Month
}

// NewMonthPicker makes a month control; changed is called when the user steps.
func NewMonthPicker(p *text.Printer, m civil.Month, changed func(civil.Month)) *MonthPicker {
	k := &MonthPicker{p: p, month: m}
	step := func(by int) func() {
		return func() {
			k.SetMonth(k.month.Add(by))
			changed(k.month)
		}
	}
	var widest float32
	for i := range 12 {
		widest = fyne.Max(widest, textSize(p.Month(m.Add(i)), theme.TextBody, false).Width)
	}
	k.Stepper = NewStepper(p.Month(m), widest, step(-1), step(1))
	return k
}

// Month is the month shown.
func (k *MonthPicker) Month() civil.Month { return k.month }

// SetMonth shows a month without calling back.
func (k *MonthPicker) SetMonth(m civil.Month) {
	k.month = m
	k.SetText(k.p.Month(m))
}
