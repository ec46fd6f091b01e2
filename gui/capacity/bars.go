package capacity

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"regie/gui/theme"
	"regie/gui/widgets"
)

// loadBars draws a person's three measures from zero, one below the other, and
// a mark at what is available. What goes beyond the mark is in the colour of
// what is wrong; the pill beside it says so in words.
type loadBars struct {
	widget.BaseWidget
	bars      [3]bar
	available float64
	top       float64 // what the whole width stands for
}

func newLoadBars() *loadBars {
	b := &loadBars{}
	b.ExtendBaseWidget(b)
	return b
}

func (b *loadBars) set(r row, top float64) {
	b.bars, b.available, b.top = r.bars, r.available, top
	b.Refresh()
}

// barTokens are the colours of sold, planned and done.
var barTokens = [3]theme.Token{theme.TokenPrimary, theme.TokenViolet, theme.TokenOK}

const (
	barHeight = 7
	barGap    = 5
	barsPad   = 4
)

// CreateRenderer implements fyne.Widget.
func (b *loadBars) CreateRenderer() fyne.WidgetRenderer {
	r := &barsRenderer{b: b}
	r.draw(b.Size())
	return r
}

type barsRenderer struct {
	b    *loadBars
	list []fyne.CanvasObject
}

func (r *barsRenderer) MinSize() fyne.Size {
	return fyne.NewSize(140, 3*barHeight+2*barGap+2*barsPad)
}
func (r *barsRenderer) Layout(size fyne.Size)        { r.draw(size) }
func (r *barsRenderer) Objects() []fyne.CanvasObject { return r.list }
func (r *barsRenderer) Destroy()                     {}
func (r *barsRenderer) Refresh()                     { r.draw(r.b.Size()); canvas.Refresh(r.b) }

func (r *barsRenderer) draw(size fyne.Size) {
	r.list = nil
	if r.b.top <= 0 || size.Width <= 0 {
		return
	}
	at := func(v float64) float32 { return size.Width * float32(min(1, v/r.b.top)) }
	mark := at(r.b.available)
	for i, m := range r.b.bars {
		y := float32(barsPad + i*(barHeight+barGap))
		r.rect(0, y, size.Width, barHeight, theme.Color(theme.TokenTrack)).CornerRadius = barHeight / 2
		if m.value <= 0 {
			continue
		}
		w := at(m.value)
		r.rect(0, y, fyne.Max(w, 3), barHeight, theme.Color(barTokens[i])).CornerRadius = barHeight / 2
		if w > mark {
			r.rect(mark, y, w-mark, barHeight, widgets.ToneBad.Strong()).CornerRadius = barHeight / 2
		}
	}
	if r.b.available > 0 {
		r.rect(mark-1, 0, 2, size.Height, theme.Ink())
	}
}

func (r *barsRenderer) rect(x, y, w, h float32, c color.NRGBA) *canvas.Rectangle {
	b := canvas.NewRectangle(c)
	b.Move(fyne.NewPos(x, y))
	b.Resize(fyne.NewSize(w, h))
	r.list = append(r.list, b)
	return b
}

// band shows the days of a month, a lane for each person who is away; a press
// on a stretch opens its absence.
type band struct {
	widget.BaseWidget
	lanes  []lane
	days   int
	dark   map[int]bool // days nobody works
	today  int
	onOpen func(absence int)
}

func newBand(open func(int)) *band {
	b := &band{onOpen: open}
	b.ExtendBaseWidget(b)
	return b
}

const (
	bandName = 110
	bandLane = 26
	bandHead = 18
)

// Tapped opens the absence under the pointer.
func (b *band) Tapped(e *fyne.PointEvent) {
	if i, ok := b.at(e.Position); ok {
		b.onOpen(i)
	}
}

// at is the absence that stands at a place.
func (b *band) at(pos fyne.Position) (absence int, ok bool) {
	lane := int((pos.Y - bandHead) / bandLane)
	if pos.Y < bandHead || lane >= len(b.lanes) || pos.X < bandName || b.days == 0 {
		return 0, false
	}
	day := int((pos.X-bandName)/((b.Size().Width-bandName)/float32(b.days))) + 1
	absence, ok = b.lanes[lane].away[day]
	return absence, ok
}

// Cursor implements desktop.Cursorable.
func (b *band) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (b *band) CreateRenderer() fyne.WidgetRenderer {
	r := &bandRenderer{b: b}
	r.draw(b.Size())
	return r
}

type bandRenderer struct {
	b    *band
	list []fyne.CanvasObject
}

func (r *bandRenderer) MinSize() fyne.Size {
	return fyne.NewSize(bandName+31*8, bandHead+float32(len(r.b.lanes))*bandLane)
}
func (r *bandRenderer) Layout(size fyne.Size)        { r.draw(size) }
func (r *bandRenderer) Objects() []fyne.CanvasObject { return r.list }
func (r *bandRenderer) Destroy()                     {}
func (r *bandRenderer) Refresh()                     { r.draw(r.b.Size()); canvas.Refresh(r.b) }

func (r *bandRenderer) draw(size fyne.Size) {
	r.list = nil
	if r.b.days == 0 || size.Width <= bandName {
		return
	}
	step := (size.Width - bandName) / float32(r.b.days)
	for d := 1; d <= r.b.days; d++ {
		x := bandName + float32(d-1)*step
		if r.b.dark[d] {
			r.rect(x, bandHead, step, size.Height-bandHead, theme.Color(theme.TokenTrack))
		}
		if d == 1 || d%5 == 0 {
			ink := theme.Mute()
			if d == r.b.today {
				ink = widgets.ToneTally.Strong()
			}
			r.words(itoa(d), x, 0, step, ink, fyne.TextAlignCenter)
		}
	}
	for i, l := range r.b.lanes {
		y := bandHead + float32(i)*bandLane
		r.words(l.name, 0, y+6, bandName-8, theme.Ink(), fyne.TextAlignLeading)
		for d := 1; d <= r.b.days; d++ {
			absence, away := l.away[d]
			if !away {
				continue
			}
			// A stretch is drawn once, from its first day.
			if before, ok := l.away[d-1]; ok && before == absence {
				continue
			}
			n := 1
			for l.away[d+n] == absence {
				if _, ok := l.away[d+n]; !ok {
					break
				}
				n++
			}
			r.rect(bandName+float32(d-1)*step+1, y+5, float32(n)*step-2, bandLane-10, theme.Color(theme.TokenInfo)).CornerRadius = 4
		}
	}
	if r.b.today > 0 {
		r.rect(bandName+float32(r.b.today)*step-step/2, bandHead, 1.5, size.Height-bandHead, widgets.ToneTally.Strong())
	}
}

func (r *bandRenderer) rect(x, y, w, h float32, c color.NRGBA) *canvas.Rectangle {
	b := canvas.NewRectangle(c)
	b.Move(fyne.NewPos(x, y))
	b.Resize(fyne.NewSize(w, h))
	r.list = append(r.list, b)
	return b
}

func (r *bandRenderer) words(s string, x, y, w float32, c color.NRGBA, align fyne.TextAlign) {
	t := canvas.NewText(s, c)
	t.TextSize, t.Alignment = theme.TextCaption, align
	t.Move(fyne.NewPos(x, y))
	t.Resize(fyne.NewSize(w, t.MinSize().Height))
	r.list = append(r.list, t)
}
