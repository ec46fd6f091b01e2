package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"regie/gui/theme"
	"regie/gui/widgets"
)

// menuStand stands in for the menu bar in the first frames, to the pixel. It is
// hidden where the menu bar itself is there; a press calls it.
type menuStand struct {
	widget.BaseWidget
	s *Shell
}

var _ fyne.Tappable = (*menuStand)(nil)

func newMenuStand(s *Shell) *menuStand {
	m := &menuStand{s: s}
	m.ExtendBaseWidget(m)
	m.Hide()
	return m
}

// height is what it takes of the window.
func (m *menuStand) height() float32 {
	if !m.Visible() {
		return 0
	}
	return m.MinSize().Height
}

// Tapped implements fyne.Tappable.
func (m *menuStand) Tapped(*fyne.PointEvent) { m.s.showMenu() }

// CreateRenderer implements fyne.Widget.
func (m *menuStand) CreateRenderer() fyne.WidgetRenderer {
	r := &menuStandRenderer{rect: canvas.NewRectangle(nil)}
	r.list = []fyne.CanvasObject{r.rect}
	for _, menu := range m.s.mainMenu().Items {
		words := widgets.NewText(menu.Label)
		r.words, r.list = append(r.words, words), append(r.list, words)
	}
	r.Refresh()
	return r
}

type menuStandRenderer struct {
	rect  *canvas.Rectangle
	words []*widgets.Text
	list  []fyne.CanvasObject
}

// Objects implements fyne.WidgetRenderer.
func (r *menuStandRenderer) Objects() []fyne.CanvasObject { return r.list }

// Destroy implements fyne.WidgetRenderer.
func (r *menuStandRenderer) Destroy() {}

// MinSize implements fyne.WidgetRenderer.
func (r *menuStandRenderer) MinSize() fyne.Size {
	return fyne.NewSize(0, r.words[0].MinSize().Height+theme.Space8)
}

// Layout implements fyne.WidgetRenderer: as the toolkit lays out its own.
func (r *menuStandRenderer) Layout(size fyne.Size) {
	r.rect.Resize(size)
	x := theme.Space8
	for _, w := range r.words {
		need := w.MinSize()
		place(w, x+theme.Space8, theme.Space4, need.Width, need.Height)
		x += need.Width + 2*theme.Space8 + theme.Space4
	}
}

// Refresh implements fyne.WidgetRenderer.
func (r *menuStandRenderer) Refresh() {
	r.rect.FillColor = theme.Background()
	r.rect.Shadow = canvas.Shadow{Color: theme.Color(theme.TokenShade), BlurRadius: 2, Offset: fyne.NewPos(0, 1)}
	r.rect.Refresh()
	for _, w := range r.words {
		w.Refresh()
	}
}
