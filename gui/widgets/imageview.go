package widgets

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"regie/gui/theme"
)

// ImageView shows a picture, as a page of a report, at a width in pixels with
// a hairline and a shadow; the height follows.
type ImageView struct {
	widget.BaseWidget
	img    image.Image
	width  float32
	framed bool
}

// NewImageView makes an empty view of a width.
func NewImageView(width float32) *ImageView {
	v := &ImageView{width: width}
	v.ExtendBaseWidget(v)
	return v
}

// SetImage shows a picture, nil none.
func (v *ImageView) SetImage(img image.Image) { v.img = img; v.Refresh() }

// SetWidth zooms.
func (v *ImageView) SetWidth(w float32) { v.width = w; v.Refresh() }

// SetFramed draws a strong frame, for the page chosen among thumbnails.
func (v *ImageView) SetFramed(on bool) {
	if v.framed != on {
		v.framed = on
		v.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (v *ImageView) CreateRenderer() fyne.WidgetRenderer {
	r := &imageRenderer{v: v, page: canvas.NewRectangle(theme.Surface()), img: canvas.NewImageFromImage(nil)}
	r.img.ScaleMode, r.img.FillMode = canvas.ImageScaleSmooth, canvas.ImageFillContain
	r.list = []fyne.CanvasObject{r.page, r.img}
	r.Refresh()
	return r
}

type imageRenderer struct {
	objects
	v    *ImageView
	page *canvas.Rectangle
	img  *canvas.Image
}

func (r *imageRenderer) MinSize() fyne.Size {
	h := r.v.width * 1.414 // A4 until there is a picture
	if r.v.img != nil && r.v.img.Bounds().Dx() > 0 {
		b := r.v.img.Bounds()
		h = r.v.width * float32(b.Dy()) / float32(b.Dx())
	}
	return fyne.NewSize(r.v.width, h)
}

func (r *imageRenderer) Layout(size fyne.Size) {
	m := r.MinSize()
	x := (size.Width - m.Width) / 2
	place(r.page, x, 0, m.Width, m.Height)
	place(r.img, x+1, 1, m.Width-2, m.Height-2)
}

func (r *imageRenderer) Refresh() {
	r.page.FillColor, r.page.StrokeColor, r.page.StrokeWidth = theme.Surface(), theme.Line(), theme.Hairline
	if r.v.framed {
		r.page.StrokeColor, r.page.StrokeWidth = theme.Primary(), 2
	}
	r.page.Shadow = canvas.Shadow{Color: theme.Color(theme.TokenShade), BlurRadius: 10, Offset: fyne.NewPos(0, 3)}
	r.img.Image = r.v.img
	r.img.Hidden = r.v.img == nil
	r.Layout(r.v.Size())
	r.page.Refresh()
	r.img.Refresh()
}
