package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"regie/gui/theme"
)

// Gauge is a horizontal bar of value over maximum in the colour of its tone.
type Gauge struct {
	widget.BaseWidget
	value, maximum float64
	tone           Tone
	paint          func() color.NRGBA
}

// NewGauge makes an empty gauge.
func NewGauge() *Gauge {
	g := &Gauge{tone: ToneOK}
	g.ExtendBaseWidget(g)
	return g
}

// Set changes the gauge; a value beyond the maximum fills it.
func (g *Gauge) Set(value, maximum float64, tone Tone) {
	g.value, g.maximum, g.tone = value, maximum, tone
	g.Refresh()
}

// Paint colours the bar otherwise than by tone, for client colours.
func (g *Gauge) Paint(f func() color.NRGBA) *Gauge { g.paint = f; g.Refresh(); return g }

func (g *Gauge) share() float32 {
	switch {
	case g.maximum <= 0 && g.value > 0:
		return 1
	case g.maximum <= 0 || g.value <= 0:
		return 0
	default:
		return float32(min(1, g.value/g.maximum))
	}
}

const gaugeHeight = 6

// CreateRenderer implements fyne.Widget.
func (g *Gauge) CreateRenderer() fyne.WidgetRenderer {
	r := &gaugeRenderer{g: g, track: canvas.NewRectangle(color.Transparent), bar: canvas.NewRectangle(color.Transparent)}
	r.track.CornerRadius, r.bar.CornerRadius = gaugeHeight/2, gaugeHeight/2
	r.list = []fyne.CanvasObject{r.track, r.bar}
	r.style()
	return r
}

type gaugeRenderer struct {
	objects
	g          *Gauge
	track, bar *canvas.Rectangle
}

func (r *gaugeRenderer) MinSize() fyne.Size { return fyne.NewSize(24, gaugeHeight) }

func (r *gaugeRenderer) Layout(size fyne.Size) {
	at := fyne.NewPos(0, (size.Height-gaugeHeight)/2)
	r.track.Move(at)
	r.track.Resize(fyne.NewSize(size.Width, gaugeHeight))
	r.bar.Move(at)
	share := r.g.share()
	r.bar.Hidden = share == 0
	r.bar.Resize(fyne.NewSize(fyne.Max(gaugeHeight, size.Width*share), gaugeHeight))
}

func (r *gaugeRenderer) style() {
	r.track.FillColor = theme.Color(theme.TokenTrack)
	r.bar.FillColor = r.g.tone.Strong()
	if r.g.paint != nil {
		r.bar.FillColor = r.g.paint()
	}
}

func (r *gaugeRenderer) Refresh() {
	r.style()
	r.Layout(r.g.Size())
	r.track.Refresh()
	r.bar.Refresh()
}

// LabelledGauge is a gauge under its two figures: "25 h 30" and "/ 32 h".
type LabelledGauge struct {
	composite
	left, right *Text
	figures     *fyne.Container
	gauge       *Gauge
}

// NewLabelledGauge makes a gauge with its figures.
func NewLabelledGauge(left, right string) *LabelledGauge {
	g := &LabelledGauge{left: NewText(left).Ellipsis(), right: Muted(right).Ellipsis(), gauge: NewGauge()}
	g.figures = HBox(theme.Space4, g.left, Spacer(), g.right)
	g.body = VBox(2, g.figures, g.gauge)
	g.ExtendBaseWidget(g)
	return g
}

// Set changes figures and bar.
func (g *LabelledGauge) Set(left, right string, value, maximum float64, tone Tone) {
	g.left.SetText(left)
	g.right.SetText(right)
	g.gauge.Set(value, maximum, tone)
}

// LeftFirst leaves the right figure out where the two do not fit side by side:
// half a figure is a wrong one, and the bar tells the right one.
func (g *LabelledGauge) LeftFirst() *LabelledGauge {
	g.figures.Layout = leftFirst{}
	return g
}

// leftFirst gives the first of two objects its room, and the second what is left
// where that is enough for it.
type leftFirst struct{}

func (leftFirst) MinSize(objs []fyne.CanvasObject) fyne.Size { return objs[0].MinSize() }

func (leftFirst) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	left, right := objs[0], objs[len(objs)-1]
	w, rest := natural(left).Width, natural(right).Width
	left.Move(fyne.Position{})
	if w+theme.Space4+rest > size.Width {
		left.Resize(size)
		right.Resize(fyne.NewSize(0, size.Height))
		right.Hide()
		return
	}
	left.Resize(fyne.NewSize(w, size.Height))
	right.Move(fyne.NewPos(size.Width-rest, 0))
	right.Resize(fyne.NewSize(rest, size.Height))
	right.Show()
}

// Bold makes one of the two figures bold: the left one, or the right.
func (g *LabelledGauge) Bold(left bool) *LabelledGauge {
	if left {
		g.left.Bold()
	} else {
		g.right.Bold().Token(theme.TokenInk)
	}
	return g
}
