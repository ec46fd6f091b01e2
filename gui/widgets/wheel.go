package widgets

import (
	"weak"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// pages are the scrolling grounds in use, the oldest first. The toolkit does
// not tell an object what it stands on, so they are remembered as they are
// made, and forgotten when nothing else holds them.
var pages []weak.Pointer[container.Scroll]

func rememberPage(s *container.Scroll) {
	kept := pages[:0]
	for _, p := range pages {
		if p.Value() != nil {
			kept = append(kept, p)
		}
	}
	pages = append(kept, weak.Make(s))
}

// wheel lies over what shows all of itself but would take the mouse wheel all
// the same, and hands it to the page below.
type wheel struct {
	widget.BaseWidget
}

var _ fyne.Scrollable = (*wheel)(nil)

func newWheel() *wheel {
	w := &wheel{}
	w.ExtendBaseWidget(w)
	return w
}

// CreateRenderer implements fyne.Widget: nothing is drawn.
func (w *wheel) CreateRenderer() fyne.WidgetRenderer { return &wheelRenderer{} }

type wheelRenderer struct{ objects }

func (*wheelRenderer) MinSize() fyne.Size { return fyne.Size{} }
func (*wheelRenderer) Layout(fyne.Size)   {}
func (*wheelRenderer) Refresh()           {}

// Scrolled implements fyne.Scrollable: the smallest page around the pointer
// scrolls.
func (w *wheel) Scrolled(e *fyne.ScrollEvent) {
	d := fyne.CurrentApp().Driver()
	c := d.CanvasForObject(w)
	at := d.AbsolutePositionForObject(w)
	var best *container.Scroll
	for _, p := range pages {
		s := p.Value()
		if s == nil || !s.Visible() || c == nil || d.CanvasForObject(s) != c {
			continue
		}
		from, size := d.AbsolutePositionForObject(s), s.Size()
		pointer := at.Add(e.Position)
		inside := !from.IsZero() && pointer.X >= from.X && pointer.Y >= from.Y && pointer.X < from.X+size.Width && pointer.Y < from.Y+size.Height
		if inside && (best == nil || size.Width*size.Height < best.Size().Width*best.Size().Height) {
			best = s
		}
	}
	if best != nil {
		best.Scrolled(e)
	}
}
