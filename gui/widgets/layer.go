package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"regie/gui/theme"
)

// placement is where a layer's card stands on the window.
type placement int

const (
	under  placement = iota // below the object it belongs to
	centre                  // a dialog
	right                   // a side panel, the whole height
	top                     // the palette
)

// popup is a card above the window's content. It is closed by Esc, by a press
// beside it, or by its owner. Popups close in the reverse order of opening.
type popup struct {
	widget.BaseWidget
	content fyne.CanvasObject
	canvas  fyne.Canvas
	place   placement
	anchor  fyne.CanvasObject
	width   float32 // asked for, 0 for what the content needs
	height  float32
	stays   bool // a press beside it does not close it
	onHide  func()
	save    func()
	before  fyne.Focusable
	edge    func() color.NRGBA
	scroll  *container.Scroll // what scrolls in it, nil for nothing
	hidden  bool
}

// revealFocused scrolls the topmost popup just enough that the object which
// has the keyboard is in sight: Tab, and a refusal, reach fields below the fold.
func revealFocused() {
	if len(layers) == 0 || layers[len(layers)-1].scroll == nil {
		return
	}
	top := layers[len(layers)-1]
	o, ok := top.canvas.Focused().(fyne.CanvasObject)
	d := fyne.CurrentApp().Driver()
	if !ok || d.CanvasForObject(o) == nil || d.CanvasForObject(top.scroll.Content) == nil {
		return
	}
	reveal(top.scroll, d.AbsolutePositionForObject(o).Y-d.AbsolutePositionForObject(top.scroll.Content).Y, o.Size().Height)
}

// revealMargin shows a field's label above it, and its note below.
const revealMargin = 32

// reveal scrolls just enough that what stands at y of the content is in sight.
func reveal(s *container.Scroll, y, height float32) {
	room := s.Size().Height
	if y < 0 || y > s.Content.MinSize().Height || room <= 0 {
		return // not of this content
	}
	at := min(max(s.Offset.Y, y+height+revealMargin-room), max(0, y-revealMargin))
	if at != s.Offset.Y {
		s.ScrollToOffset(fyne.NewPos(0, at))
	}
}

var (
	_ fyne.Tappable     = (*popup)(nil)
	_ desktop.Hoverable = (*popup)(nil)
)

// layers are the popups open now, the topmost last. The program has one
// window that opens them, on the UI goroutine.
var layers []*popup

// CloseTop closes the topmost popup, dialog or panel, as Esc does. It reports
// whether there was one.
func CloseTop() bool {
	if len(layers) == 0 {
		return false
	}
	layers[len(layers)-1].hide()
	return true
}

// SaveTop saves the topmost form, as Ctrl Enter does. It reports whether there
// was one.
func SaveTop() bool {
	if len(layers) == 0 || layers[len(layers)-1].save == nil {
		return false
	}
	layers[len(layers)-1].save()
	return true
}

// LayerOpen tells whether a popup, dialog or panel is open: keys of the window
// wait while it is.
func LayerOpen() bool { return len(layers) > 0 }

// CloseAll closes every popup, for a change of language or the end.
func CloseAll() {
	for CloseTop() {
	}
}

// showUnder opens content below an object.
func showUnder(anchor, content fyne.CanvasObject) *popup {
	p := &popup{content: content, place: under, anchor: anchor}
	p.show(fyne.CurrentApp().Driver().CanvasForObject(anchor))
	return p
}

func (p *popup) show(c fyne.Canvas) {
	p.ExtendBaseWidget(p)
	if c == nil {
		return
	}
	p.canvas, p.before = c, c.Focused()
	layers = append(layers, p)
	c.Overlays().Add(p)
	p.BaseWidget.Resize(c.Size())
	p.Refresh()
}

// focus gives the keyboard to an object of the popup.
func (p *popup) focus(o fyne.Focusable) {
	if p.canvas != nil && o != nil {
		p.canvas.Focus(o)
	}
}

// hide closes the popup and all above it, which the toolkit would hide anyway.
func (p *popup) hide() {
	for i, l := range layers {
		if l != p {
			continue
		}
		above := layers[i:]
		layers = layers[:i:i]
		for j := len(above) - 1; j >= 0; j-- {
			above[j].gone()
		}
		return
	}
}

func (p *popup) gone() {
	if p.hidden {
		return
	}
	p.hidden = true
	p.canvas.Overlays().Remove(p)
	if p.before != nil {
		p.canvas.Focus(p.before)
	}
	if p.onHide != nil {
		p.onHide()
	}
}

// Tapped implements fyne.Tappable: a press beside the card.
func (p *popup) Tapped(e *fyne.PointEvent) {
	card, at := p.frame()
	x, y := e.Position.X-at.X, e.Position.Y-at.Y
	if !p.stays && (x < 0 || y < 0 || x > card.Width || y > card.Height) {
		p.hide()
	}
}

// MouseIn implements desktop.Hoverable, so that nothing below takes hover.
func (p *popup) MouseIn(*desktop.MouseEvent) {}

// MouseMoved implements desktop.Hoverable.
func (p *popup) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (p *popup) MouseOut() {}

// frame gives size and place of the card.
func (p *popup) frame() (fyne.Size, fyne.Position) {
	room := p.canvas.Size()
	size := p.content.MinSize().Max(fyne.NewSize(p.width, p.height))
	margin := theme.Space8
	size = size.Min(room.SubtractWidthHeight(2*margin, 2*margin))
	switch p.place {
	case right:
		size.Height = room.Height - 2*margin
		return size, fyne.NewPos(room.Width-size.Width-margin, margin)
	case top:
		return size, fyne.NewPos((room.Width-size.Width)/2, fyne.Min(96, (room.Height-size.Height)/2))
	case under:
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(p.anchor)
		x := fyne.Max(margin, fyne.Min(at.X, room.Width-size.Width-margin))
		y := at.Y + p.anchor.Size().Height + theme.Space4
		if y+size.Height > room.Height-margin {
			y = fyne.Max(margin, at.Y-size.Height-theme.Space4)
		}
		return size, fyne.NewPos(x, y)
	default:
		return size, fyne.NewPos((room.Width-size.Width)/2, (room.Height-size.Height)/2)
	}
}

// CreateRenderer implements fyne.Widget.
func (p *popup) CreateRenderer() fyne.WidgetRenderer {
	r := &popupRenderer{p: p, shade: canvas.NewRectangle(color.Transparent), card: canvas.NewRectangle(color.Transparent), edge: canvas.NewRectangle(color.Transparent)}
	r.card.CornerRadius, r.card.StrokeWidth = theme.RadiusCard, theme.Hairline
	r.edge.TopLeftCornerRadius, r.edge.TopRightCornerRadius = theme.RadiusCard, theme.RadiusCard
	r.list = []fyne.CanvasObject{r.shade, r.card, p.content, r.edge}
	r.style()
	return r
}

type popupRenderer struct {
	objects
	p                 *popup
	shade, card, edge *canvas.Rectangle
}

func (r *popupRenderer) MinSize() fyne.Size { return fyne.NewSize(1, 1) }

func (r *popupRenderer) Layout(size fyne.Size) {
	if r.p.canvas == nil {
		return
	}
	r.shade.Resize(size)
	card, at := r.p.frame()
	r.card.Move(at)
	r.card.Resize(card)
	r.edge.Move(at)
	r.edge.Resize(fyne.NewSize(card.Width, 5))
	r.p.content.Move(at)
	r.p.content.Resize(card)
}

func (r *popupRenderer) style() {
	r.card.FillColor, r.card.StrokeColor = theme.Surface(), theme.Line()
	r.card.Shadow = canvas.Shadow{
		Color: theme.Color(theme.TokenShade), BlurRadius: 18, Offset: fyne.NewPos(0, 6),
	}
	r.edge.Hidden = r.p.edge == nil
	if r.p.edge != nil {
		r.edge.FillColor = r.p.edge()
	}
	r.shade.FillColor = color.NRGBA{}
	if r.p.place != under {
		r.shade.FillColor = color.NRGBA{A: 0x38}
	}
}

func (r *popupRenderer) Refresh() {
	r.style()
	r.Layout(r.p.Size())
	for _, o := range r.list {
		o.Refresh()
	}
}
