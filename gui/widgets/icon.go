package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"regie/assets/icons"
	"regie/gui/theme"
)

// Icon is an icon or a sign in a token's colour.
type Icon struct {
	widget.BaseWidget
	name  icons.Name
	side  float32
	token theme.Token
}

// NewIcon makes an icon; icons.None keeps its room and shows nothing.
func NewIcon(n icons.Name, side float32, tok theme.Token) *Icon {
	i := &Icon{name: n, side: side, token: tok}
	i.ExtendBaseWidget(i)
	return i
}

// Set changes the icon.
func (i *Icon) Set(n icons.Name) {
	if i.name != n {
		i.name = n
		i.Refresh()
	}
}

// SetToken changes the colour.
func (i *Icon) SetToken(tok theme.Token) {
	if i.token != tok {
		i.token = tok
		i.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (i *Icon) CreateRenderer() fyne.WidgetRenderer {
	img := NewDrawing()
	img.Set(i.name, theme.Color(i.token))
	return &iconRenderer{i: i, img: img, objects: objects{[]fyne.CanvasObject{img.Raster}}}
}

type iconRenderer struct {
	objects
	i   *Icon
	img *Drawing
}

func (r *iconRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(r.i.side) }

func (r *iconRenderer) Layout(size fyne.Size) {
	r.img.Move(fyne.NewPos((size.Width-r.i.side)/2, (size.Height-r.i.side)/2))
	r.img.Resize(fyne.NewSquareSize(r.i.side))
}

func (r *iconRenderer) Refresh() {
	r.img.Set(r.i.name, theme.Color(r.i.token))
}
