package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"regie/gui/theme"
)

// Avatar is a client's tile: initials, or the logo, on the client's colour.
type Avatar struct {
	widget.BaseWidget
	initials string
	color    color.NRGBA
	logo     fyne.Resource
	side     float32
}

// NewAvatar makes a tile of a side in pixels: 24 in lists, 36 in the header.
func NewAvatar(initials string, c color.NRGBA, side float32) *Avatar {
	a := &Avatar{initials: initials, color: c, side: side}
	a.ExtendBaseWidget(a)
	return a
}

// Set changes initials and colour and takes a logo away.
func (a *Avatar) Set(initials string, c color.NRGBA) {
	if a.initials == initials && a.color == c && a.logo == nil {
		return
	}
	a.initials, a.color, a.logo = initials, c, nil
	a.Refresh()
}

// SetLogo shows a picture in place of the initials, nil the initials again.
func (a *Avatar) SetLogo(res fyne.Resource) { a.logo = res; a.Refresh() }

// CreateRenderer implements fyne.Widget.
func (a *Avatar) CreateRenderer() fyne.WidgetRenderer {
	r := &avatarRenderer{
		a: a, rect: canvas.NewRectangle(color.Transparent),
		text: canvas.NewText("", color.Transparent), logo: canvas.NewImageFromResource(nil),
	}
	r.text.TextStyle = fyne.TextStyle{Bold: true}
	r.text.Alignment = fyne.TextAlignCenter
	r.logo.FillMode = canvas.ImageFillContain
	r.list = []fyne.CanvasObject{r.rect, r.text, r.logo}
	r.style()
	return r
}

type avatarRenderer struct {
	objects
	a    *Avatar
	rect *canvas.Rectangle
	text *canvas.Text
	logo *canvas.Image
}

func (r *avatarRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(r.a.side) }

func (r *avatarRenderer) Layout(size fyne.Size) {
	side := r.a.side
	at := fyne.NewPos(0, (size.Height-side)/2)
	r.rect.Move(at)
	r.rect.Resize(fyne.NewSquareSize(side))
	r.logo.Move(at.AddXY(side/8, side/8))
	r.logo.Resize(fyne.NewSquareSize(side * 3 / 4))
	h := textSize("X", r.text.TextSize, true).Height
	r.text.Move(at.AddXY(0, (side-h)/2))
	r.text.Resize(fyne.NewSize(side, h))
}

func (r *avatarRenderer) style() {
	ground, ink := theme.Fill(r.a.color)
	r.rect.FillColor, r.text.Color = ground, ink
	r.rect.CornerRadius = r.a.side * 0.24
	r.text.TextSize = r.a.side * 0.4
	setWords(r.text, r.a.initials)
	r.text.Hidden, r.logo.Hidden = r.a.logo != nil, r.a.logo == nil
	r.logo.Resource = r.a.logo
	if r.a.logo != nil {
		r.rect.FillColor = color.White
	}
}

func (r *avatarRenderer) Refresh() {
	r.style()
	r.Layout(r.a.Size())
	for _, o := range r.list {
		o.Refresh()
	}
}

// Dot is a small disc or square in a colour, before a row's name.
type Dot struct {
	widget.BaseWidget
	paint  func() color.NRGBA
	side   float32
	radius float32
}

// NewDot makes a disc; the colour is asked at each refresh.
func NewDot(side float32, paint func() color.NRGBA) *Dot {
	d := &Dot{paint: paint, side: side, radius: side / 2}
	d.ExtendBaseWidget(d)
	return d
}

// NewSwatch makes a small rounded square.
func NewSwatch(side float32, paint func() color.NRGBA) *Dot {
	d := &Dot{paint: paint, side: side, radius: side * 0.3}
	d.ExtendBaseWidget(d)
	return d
}

// CreateRenderer implements fyne.Widget.
func (d *Dot) CreateRenderer() fyne.WidgetRenderer {
	rect := canvas.NewRectangle(d.paint())
	rect.CornerRadius = d.radius
	return &dotRenderer{d: d, rect: rect, objects: objects{[]fyne.CanvasObject{rect}}}
}

type dotRenderer struct {
	objects
	d    *Dot
	rect *canvas.Rectangle
}

func (r *dotRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(r.d.side) }
func (r *dotRenderer) Layout(size fyne.Size) {
	r.rect.Move(fyne.NewPos((size.Width-r.d.side)/2, (size.Height-r.d.side)/2))
	r.rect.Resize(fyne.NewSquareSize(r.d.side))
}

func (r *dotRenderer) Refresh() {
	r.rect.FillColor = r.d.paint()
	r.rect.Refresh()
}
