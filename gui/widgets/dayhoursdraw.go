package widgets

import (
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"regie/assets/icons"
	"regie/clients/civil"
	"regie/gui/theme"
)

// CreateRenderer implements fyne.Widget.
func (w *HourWeek) CreateRenderer() fyne.WidgetRenderer {
	r := &hourRenderer{w: w, back: canvas.NewRectangle(color.Transparent), frame: canvas.NewRectangle(color.Transparent), today: canvas.NewRectangle(color.Transparent)}
	r.back.CornerRadius, r.today.CornerRadius = theme.RadiusCard, 9
	r.ghost = newChip()
	w.drawn = r
	r.Refresh()
	return r
}

// hourRenderer keeps its objects from one refresh to the next, as the month's
// does.
type hourRenderer struct {
	objects
	w                  *HourWeek
	back, frame, today *canvas.Rectangle
	lines              []*canvas.Rectangle
	texts              []*canvas.Text
	chips              []*chip
	ghost              *chip
	ghostAt            fyne.Position // the pointer, when the ghost was placed
	usedLines, usedTxt int
	usedChips          int
}

func (r *hourRenderer) MinSize() fyne.Size { return fyne.NewSize(hourRule+7*64, 360) }

func (r *hourRenderer) line(x, y, w, h float32, c color.NRGBA) {
	if r.usedLines == len(r.lines) {
		r.lines = append(r.lines, canvas.NewRectangle(color.Transparent))
	}
	l := r.lines[r.usedLines]
	r.usedLines++
	paint(l, c, color.NRGBA{}, 0)
	place(l, x, y, w, h)
}

func (r *hourRenderer) text(s string, size float32, bold bool, c color.NRGBA, x, y, w float32) {
	if r.usedTxt == len(r.texts) {
		r.texts = append(r.texts, newLine(size, bold))
	}
	t := r.texts[r.usedTxt]
	r.usedTxt++
	if t.TextSize != size || t.TextStyle.Bold != bold {
		t.TextSize, t.TextStyle.Bold = size, bold
		t.Text = ""
	}
	write(t, fit(s, size, bold, w), c)
	place(t, x, y, w, textSize("x", size, bold).Height)
}

func (r *hourRenderer) Layout(size fyne.Size) {
	if size.Width <= hourRule || size.Height <= 0 {
		return
	}
	r.usedLines, r.usedTxt, r.usedChips = 0, 0, 0
	place(r.back, 0, 0, size.Width, size.Height)
	r.clock(size)
	show(r.today, false)
	for day := range 7 {
		r.head(day, size)
	}
	x := hourRule + float32(r.w.selected)*r.w.column()
	place(r.frame, x, 0, r.w.column()+1, size.Height)
	r.items()
	r.finish()
}

// clock draws the hours, and only every second one where there is little room.
func (r *hourRenderer) clock(size fyne.Size) {
	w := r.w
	top, faint := hourHead+w.band(), theme.Alpha(theme.Line(), 0x90)
	r.line(0, hourHead, size.Width, 1, theme.Line())
	every := civil.Clock(60)
	if w.hour() < 18 {
		every = 120
	}
	for at := w.first; at < w.last; at += every {
		y := top + float32(at-w.first)/60*w.hour()
		ink := faint
		if at == w.first {
			ink = theme.Line()
		}
		r.line(1, y, size.Width-2, 1, ink)
		r.text(at.String(), theme.TextCaption, false, theme.Mute(), 8, y+2, hourRule-10)
	}
}

func (r *hourRenderer) head(day int, size fyne.Size) {
	w := r.w
	d := w.monday.AddDays(day)
	x := hourRule + float32(day)*w.column()
	r.line(x, 0, 1, size.Height, theme.Line())
	name := w.p.WeekdayShort(d.Weekday())
	nw := textSize(name, theme.TextCaption, true).Width
	r.text(name, theme.TextCaption, true, theme.Mute(), x+8, 8, nw+2)
	number := strconv.Itoa(d.Day)
	ow := textSize(number, theme.TextBody, true).Width
	ink := theme.Ink()
	if d == w.today {
		ink = theme.Color(theme.TokenOnTally)
		show(r.today, true)
		place(r.today, x+11+nw, 6, ow+12, 18)
		paint(r.today, theme.Color(theme.TokenTally), color.NRGBA{}, 0)
	}
	r.text(number, theme.TextBody, true, ink, x+17+nw, 6, ow+2)
	if mark := w.marks[d]; mark != "" {
		at := x + 17 + nw + ow + 12
		r.text(mark, 10, false, theme.Color(theme.TokenViolet), at, 9, x+w.column()-at-4)
	}
}

func (r *hourRenderer) items() {
	w := r.w
	width := w.column() - 8
	for day, corners := range w.places() {
		above := 0
		for i, at := range corners {
			it := w.days[day][i]
			if it.At == civil.NoClock {
				if above++; above > allDayRows {
					continue
				}
				if n := w.untimed(day); above == allDayRows && n > allDayRows {
					r.text(w.p.T("widgets.more", "N", w.p.Int(int64(n-allDayRows+1))), theme.TextCaption, true, theme.Mute(), at.X+4, at.Y+3, width)
					continue
				}
			}
			k := r.nextChip()
			k.set(w.label(it, it.At), at, width, w.focused && day == w.selected && i == w.current)
		}
	}
}

// untimed is how many items of a day have no hour.
func (w *HourWeek) untimed(day int) (n int) {
	for _, it := range w.days[day] {
		if it.At == civil.NoClock {
			n++
		}
	}
	return n
}

// label is the chip of an item: its hour goes before the network.
func (w *HourWeek) label(it HourItem, at civil.Clock) MonthItem {
	m := it.MonthItem
	if at != civil.NoClock {
		m.Code = at.String()
		if it.Code != "" {
			m.Code += " " + it.Code
		}
	}
	return m
}

func (r *hourRenderer) nextChip() *chip {
	if r.usedChips == len(r.chips) {
		r.chips = append(r.chips, newChip())
	}
	k := r.chips[r.usedChips]
	r.usedChips++
	return k
}

// finish puts together what is drawn now, the dragged chip above all, with the
// hour it would fall on.
func (r *hourRenderer) finish() {
	r.list = append(r.list[:0], r.back)
	for _, l := range r.lines[:r.usedLines] {
		r.list = append(r.list, l)
	}
	r.list = append(r.list, r.frame, r.today)
	for _, t := range r.texts[:r.usedTxt] {
		r.list = append(r.list, t)
	}
	for _, k := range r.chips[:r.usedChips] {
		r.list = append(r.list, k.objects()...)
	}
	if d := r.w.drag; d != nil {
		r.ghostAt = d.at
		it := r.w.label(d.item, r.w.dragHour())
		if d.copied {
			it.Sign = icons.SignOK
			it.Code = "+ " + it.Code
		}
		r.ghost.set(it, d.at.Subtract(d.grip), r.w.column()-8, true)
		r.list = append(r.list, r.ghost.objects()...)
	}
}

// follow moves the dragged chip, and nothing else.
func (r *hourRenderer) follow() {
	r.ghost.shift(r.w.drag.at.Subtract(r.ghostAt))
	r.ghostAt = r.w.drag.at
}

func (r *hourRenderer) Refresh() {
	paint(r.back, theme.Surface(), theme.Line(), theme.Hairline)
	accent := theme.Accent(r.w.accent, theme.Dark())
	paint(r.frame, theme.Alpha(accent, 0), accent, 2)
	r.Layout(r.w.Size())
	canvas.Refresh(r.w)
}
