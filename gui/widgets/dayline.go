package widgets

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"regie/clients/civil"
	"regie/gui/theme"
)

// DayBlock is a stretch of a day: work in its client's colour, or a gap. Its
// ends are minutes since the day began; work over midnight ends past 1 440.
type DayBlock struct {
	Key        string
	Start, End int
	Color      color.NRGBA
	Text       string
	Gap        bool
	Running    bool
}

// DayLine is a day from left to right: blocks of work, each in its client's
// colour, on as many lanes as overlap, with the gaps between them.
type DayLine struct {
	widget.BaseWidget
	blocks []DayBlock
	lanes  []int // of each block
	depth  int
	now    int
	chosen string
	// OnChoose is called with the key of the block that is pressed, OnOpen when
	// it was the chosen one.
	OnChoose, OnOpen func(key string)
}

var _ fyne.Tappable = (*DayLine)(nil)

// NewDayLine makes an empty day.
func NewDayLine() *DayLine {
	d := &DayLine{now: -1, depth: 1}
	d.ExtendBaseWidget(d)
	return d
}

// Set shows a day; now is the minute of the present, −1 on other days.
func (d *DayLine) Set(blocks []DayBlock, now int) {
	d.blocks, d.now = slices.Clone(blocks), now
	slices.SortStableFunc(d.blocks, func(a, b DayBlock) int { return a.Start - b.Start })
	d.lanes, d.depth = lanes(d.blocks)
	d.Refresh()
}

// Choose marks a block.
func (d *DayLine) Choose(key string) {
	if d.chosen != key {
		d.chosen = key
		d.Refresh()
	}
}

// lanes puts blocks that overlap on lanes below one another; blocks stand in
// the order of their start. It gives the lane of each and how many there are.
func lanes(blocks []DayBlock) (of []int, depth int) {
	var ends []int
	for _, b := range blocks {
		lane := slices.IndexFunc(ends, func(end int) bool { return end <= b.Start })
		if lane < 0 {
			lane = len(ends)
			ends = append(ends, 0)
		}
		ends[lane] = b.End
		of = append(of, lane)
	}
	return of, max(1, len(ends))
}

// hours are the first and the last hour drawn: those of the work, at least
// eight to eighteen.
func (d *DayLine) hours() (from, to int) {
	from, to = 8, 18
	for _, b := range d.blocks {
		from, to = min(from, b.Start/60), max(to, (b.End+59)/60)
	}
	return from, to
}

const (
	dayHead = 18
	dayLane = 40
)

func (d *DayLine) x(minute int, width float32) float32 {
	from, to := d.hours()
	return float32(minute-from*60) / float32((to-from)*60) * width
}

// Tapped implements fyne.Tappable.
func (d *DayLine) Tapped(e *fyne.PointEvent) {
	w := d.Size().Width
	for i, b := range d.blocks {
		y := dayHead + float32(d.lanes[i])*dayLane
		if e.Position.X < d.x(b.Start, w) || e.Position.X >= d.x(b.End, w) || e.Position.Y < y || e.Position.Y >= y+dayLane {
			continue
		}
		if d.chosen == b.Key && d.OnOpen != nil {
			d.OnOpen(b.Key)
		} else if d.OnChoose != nil {
			d.OnChoose(b.Key)
		}
		return
	}
}

// CreateRenderer implements fyne.Widget.
func (d *DayLine) CreateRenderer() fyne.WidgetRenderer {
	r := &dayRenderer{d: d}
	r.Refresh()
	return r
}

type dayRenderer struct {
	objects
	d *DayLine
}

func (r *dayRenderer) MinSize() fyne.Size {
	return fyne.NewSize(240, dayHead+float32(r.d.depth)*dayLane)
}

func (r *dayRenderer) rect(x, y, w, h, radius float32, fill, stroke color.NRGBA, width float32) {
	o := canvas.NewRectangle(fill)
	o.CornerRadius, o.StrokeColor, o.StrokeWidth = radius, stroke, width
	place(o, x, y, w, h)
	r.list = append(r.list, o)
}

func (r *dayRenderer) words(s string, x, y, w float32, c color.NRGBA, bold bool) {
	t := newLine(theme.TextCaption, bold)
	write(t, fit(s, theme.TextCaption, bold, w), c)
	place(t, x, y, w, textSize("x", theme.TextCaption, bold).Height)
	r.list = append(r.list, t)
}

// Layout draws the hours, then the blocks over them.
func (r *dayRenderer) Layout(size fyne.Size) {
	r.list = r.list[:0]
	if size.Width <= 0 {
		return
	}
	d := r.d
	from, to := d.hours()
	bottom := dayHead + float32(d.depth)*dayLane
	step := 1
	for size.Width/float32(to-from)*float32(step) < 44 {
		step++
	}
	for h := from; h <= to; h++ {
		x := d.x(h*60, size.Width)
		r.rect(x, dayHead, theme.Hairline, bottom-dayHead, 0, theme.Line(), color.NRGBA{}, 0)
		if (h-from)%step == 0 && h < to {
			r.words(civil.Clock(h%24*60).String(), x+2, 0, 44, theme.Mute(), false)
		}
	}
	for i, b := range d.blocks {
		r.block(b, d.lanes[i], size.Width)
	}
	if d.now >= from*60 && d.now <= to*60 {
		r.rect(d.x(d.now, size.Width)-1, dayHead-3, 2, bottom-dayHead+3, 1, theme.Color(theme.TokenTally), color.NRGBA{}, 0)
	}
}

func (r *dayRenderer) block(b DayBlock, lane int, width float32) {
	const inset = 3
	x, end := r.d.x(b.Start, width), r.d.x(b.End, width)
	y, w, h := dayHead+float32(lane)*dayLane+inset, fyne.Max(3, end-x-1), float32(dayLane-2*inset)
	fill, ink := theme.Fill(b.Color)
	stroke, line := color.NRGBA{}, float32(0)
	switch {
	case b.Gap:
		fill, ink, stroke, line = theme.Paper(), theme.Mute(), theme.Mute(), theme.Hairline
	case b.Running:
		stroke, line = theme.Color(theme.TokenTally), 2
	}
	if b.Key == r.d.chosen {
		stroke, line = theme.Ink(), 2
	}
	r.rect(x, y, w, h, 5, fill, stroke, line)
	if w > 24 {
		th := textSize("x", theme.TextCaption, true).Height
		r.words(b.Text, x+6, y+(h-th)/2, w-10, ink, !b.Gap)
	}
}

func (r *dayRenderer) Refresh() {
	r.Layout(r.d.Size())
	canvas.Refresh(r.d)
}
