package widgets

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"regie/clients/hue"
	"regie/gui/theme"
)

// LineModel is a cumulated line over the days of a period, in any one unit.
type LineModel struct {
	Days     int       // days of the period
	Actual   []float64 // value at the end of each day gone
	Forecast float64   // value at the end of the period, 0 for none
	Limit    float64   // dashed line, 0 for none
	Label    string    // words at the limit
	Axis     []AxisLabel
}

// AxisLabel is a word under a day, counted from 1.
type AxisLabel struct {
	Day  int
	Text string
}

// LineChart draws a cumulated line from zero, its forecast dotted, its limit
// dashed.
type LineChart struct {
	widget.BaseWidget
	model  LineModel
	accent color.NRGBA
	height float32
}

// NewLineChart makes an empty chart.
func NewLineChart() *LineChart {
	c := &LineChart{accent: theme.Primary(), height: 150}
	c.ExtendBaseWidget(c)
	return c
}

// Set draws another line.
func (c *LineChart) Set(m LineModel) { c.model = m; c.Refresh() }

// SetAccent sets the colour of the line.
func (c *LineChart) SetAccent(a color.NRGBA) { c.accent = a; c.Refresh() }

// CreateRenderer implements fyne.Widget.
func (c *LineChart) CreateRenderer() fyne.WidgetRenderer {
	r := &lineRenderer{c: c}
	r.draw(c.Size())
	return r
}

type lineRenderer struct {
	objects
	c *LineChart
}

const (
	chartTop  = 20
	chartAxis = 20
)

func (r *lineRenderer) MinSize() fyne.Size    { return fyne.NewSize(180, r.c.height) }
func (r *lineRenderer) Layout(size fyne.Size) { r.draw(size) }

// highest is the top of the scale, never below the limit.
func (m LineModel) highest() float64 {
	top := math.Max(m.Limit, m.Forecast)
	for _, v := range m.Actual {
		top = math.Max(top, v)
	}
	if top <= 0 {
		return 1
	}
	return top
}

func (r *lineRenderer) draw(size fyne.Size) {
	r.list = nil
	m := r.c.model
	if size.Width <= 0 || m.Days < 1 {
		return
	}
	top := m.highest()
	base := size.Height - chartAxis
	x := func(day float64) float32 { return float32(day) / float32(m.Days) * size.Width }
	y := func(v float64) float32 { return base - float32(v/top)*(base-chartTop) }
	accent := theme.Accent(r.c.accent, theme.Dark())
	r.segment(0, base, size.Width, base, 1, theme.Line())
	if m.Limit > 0 {
		limit := theme.Color(theme.TokenBad)
		for at := float32(0); at < size.Width; at += 8 {
			r.segment(at, y(m.Limit), fyne.Min(at+5, size.Width), y(m.Limit), 1.2, limit)
		}
		r.words(m.Label, 0, y(m.Limit)-17, limit, fyne.TextAlignLeading, size.Width)
	}
	px, py := float32(0), base
	for i, v := range m.Actual {
		nx, ny := x(float64(i+1)), y(v)
		r.segment(px, py, nx, ny, 2.4, accent)
		px, py = nx, ny
	}
	if m.Forecast > 0 && len(m.Actual) > 0 && len(m.Actual) < m.Days {
		r.dots(px, py, size.Width-2, y(m.Forecast), accent)
	}
	for _, a := range m.Axis {
		align, at := fyne.TextAlignCenter, x(float64(a.Day)-0.5)
		switch {
		case a.Day <= 1:
			align, at = fyne.TextAlignLeading, 0
		case a.Day >= m.Days:
			align, at = fyne.TextAlignTrailing, size.Width
		}
		r.words(a.Text, at, base+4, theme.Mute(), align, 60)
	}
}

func (r *lineRenderer) segment(x1, y1, x2, y2, width float32, c color.NRGBA) {
	l := canvas.NewLine(c)
	l.StrokeWidth = width
	l.Position1, l.Position2 = fyne.NewPos(x1, y1), fyne.NewPos(x2, y2)
	r.list = append(r.list, l)
}

func (r *lineRenderer) dots(x1, y1, x2, y2 float32, c color.NRGBA) {
	length := float32(math.Hypot(float64(x2-x1), float64(y2-y1)))
	for at := float32(6); at < length; at += 7 {
		d := canvas.NewCircle(c)
		d.Move(fyne.NewPos(x1+(x2-x1)*at/length-1.2, y1+(y2-y1)*at/length-1.2))
		d.Resize(fyne.NewSquareSize(2.4))
		r.list = append(r.list, d)
	}
}

// words writes a small line that begins, is centred or ends at x.
func (r *lineRenderer) words(s string, x, y float32, c color.NRGBA, align fyne.TextAlign, room float32) {
	t := newLine(theme.TextCaption, false)
	t.Text = fit(s, theme.TextCaption, false, room)
	t.Color = hue.Readable(c, theme.Surface(), hue.ContrastText)
	w := textSize(t.Text, theme.TextCaption, false).Width
	switch align {
	case fyne.TextAlignCenter:
		x -= w / 2
	case fyne.TextAlignTrailing:
		x -= w
	}
	place(t, x, y, w, textSize("x", theme.TextCaption, false).Height)
	r.list = append(r.list, t)
}

func (r *lineRenderer) Refresh() {
	r.draw(r.c.Size())
	canvas.Refresh(r.c)
}

// HBar is one bar of a bar chart: what it is, how much, in words too.
type HBar struct {
	Label   string
	Value   float64
	Text    string // the value as written
	Caption string // muted, after the value
	Color   color.NRGBA
}

// HBars is a chart of horizontal bars that begin at zero.
type HBars struct {
	widget.BaseWidget
	bars []HBar
}

// NewHBars makes an empty chart.
func NewHBars() *HBars {
	h := &HBars{}
	h.ExtendBaseWidget(h)
	return h
}

// Set draws other bars.
func (h *HBars) Set(bars []HBar) { h.bars = bars; h.Refresh() }

const hbarStep = 26

// CreateRenderer implements fyne.Widget.
func (h *HBars) CreateRenderer() fyne.WidgetRenderer {
	r := &hbarRenderer{h: h}
	r.draw(h.Size())
	return r
}

type hbarRenderer struct {
	lineRenderer
	h *HBars
}

func (r *hbarRenderer) MinSize() fyne.Size {
	return fyne.NewSize(220, float32(len(r.h.bars))*hbarStep)
}
func (r *hbarRenderer) Layout(size fyne.Size) { r.draw(size) }

func (r *hbarRenderer) draw(size fyne.Size) {
	r.list = nil
	var label, value, caption float32
	top := 0.0
	for _, b := range r.h.bars {
		label = fyne.Max(label, textSize(b.Label, theme.TextBody, false).Width)
		value = fyne.Max(value, textSize(b.Text, theme.TextBody, true).Width)
		caption = fyne.Max(caption, textSize(b.Caption, theme.TextCaption, false).Width)
		top = math.Max(top, b.Value)
	}
	if top <= 0 || size.Width <= 0 {
		top = 1
	}
	label = fyne.Min(label, size.Width*0.4)
	caption = fyne.Min(caption, size.Width*0.25)
	room := fyne.Max(20, size.Width-label-value-caption-3*theme.Space12)
	body := textSize("x", theme.TextBody, false).Height
	for i, b := range r.h.bars {
		y := float32(i) * hbarStep
		r.body(b.Label, 0, y+(hbarStep-body)/2, label, false, fyne.TextAlignLeading)
		bar := canvas.NewRectangle(theme.Accent(b.Color, theme.Dark()))
		bar.CornerRadius = 3
		place(bar, label+theme.Space12, y+6, fyne.Max(2, room*float32(math.Max(0, b.Value)/top)), hbarStep-12)
		r.list = append(r.list, bar)
		r.body(b.Text, label+room+2*theme.Space12, y+(hbarStep-body)/2, value, true, fyne.TextAlignTrailing)
		r.words(b.Caption, size.Width-caption, y+7, theme.Mute(), fyne.TextAlignLeading, caption)
	}
}

func (r *hbarRenderer) body(s string, x, y, w float32, bold bool, align fyne.TextAlign) {
	t := newLine(theme.TextBody, bold)
	t.Text, t.Color, t.Alignment = fit(s, theme.TextBody, bold, w), theme.Ink(), align
	place(t, x, y, w, textSize("x", theme.TextBody, bold).Height)
	r.list = append(r.list, t)
}

func (r *hbarRenderer) Refresh() {
	r.draw(r.h.Size())
	canvas.Refresh(r.h)
}
