package widgets

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"regie/assets/text"
	"regie/clients/civil"
	"regie/gui/theme"
)

// HourItem is an item of a week, at its hour or for the whole day.
type HourItem struct {
	MonthItem
	At civil.Clock // civil.NoClock = the whole day
}

// HourWeek is a week of items at their hours, drawn by one widget: what has no
// hour stands above, the rest beside the clock. Arrows walk from item to item
// and from day to day, Enter opens, Alt with an arrow moves an item by a day or
// a quarter of an hour, Page Up and Page Down turn the week. Dragging moves an
// item to a day and an hour, with Alt it copies.
type HourWeek struct {
	widget.BaseWidget
	p      *text.Printer
	monday civil.Date
	today  civil.Date
	accent color.NRGBA
	days   [7][]HourItem // each by hour
	marks  map[civil.Date]string
	first  civil.Clock // what the clock begins and ends with, whole hours
	last   civil.Clock

	selected int // day, 0 to 6
	current  int // item of that day, −1 for the day itself
	focused  bool
	drag     *hourDrag
	drawn    *hourRenderer

	OnOpen func(HourItem)
	// OnNew is called by a press on an empty place; at is civil.NoClock above
	// the clock.
	OnNew func(on civil.Date, at civil.Clock)
	// OnMove is called after a drag; the caller moves or copies and sets the
	// items again.
	OnMove func(it HourItem, on civil.Date, at civil.Clock, copied bool)
	// OnTurn is called by Page Up (−1) and Page Down (+1).
	OnTurn func(weeks int)
}

type hourDrag struct {
	item   HourItem
	grip   fyne.Position // from the chip's corner to the pointer
	at     fyne.Position
	copied bool
}

var (
	_ fyne.Tappable     = (*HourWeek)(nil)
	_ fyne.Focusable    = (*HourWeek)(nil)
	_ fyne.Draggable    = (*HourWeek)(nil)
	_ fyne.Shortcutable = (*HourWeek)(nil)
)

const (
	hourHead   = 30
	hourRule   = 46 // width of the clock
	hourSnap   = 15 // minutes
	allDayRows = 3
	dayStarts  = civil.Clock(8 * 60)
	dayEnds    = civil.Clock(20 * 60)
)

// NewHourWeek makes an empty week.
func NewHourWeek(p *text.Printer) *HourWeek {
	w := &HourWeek{p: p, current: -1, accent: theme.Primary(), first: dayStarts, last: dayEnds}
	w.ExtendBaseWidget(w)
	return w
}

// SetWeek shows the week of a Monday with its items and marks: the names of
// public holidays.
func (w *HourWeek) SetWeek(monday, today civil.Date, items []HourItem, marks map[civil.Date]string) {
	if monday != w.monday {
		w.selected, w.current = 0, -1
		if n := monday.DaysUntil(today); n >= 0 && n < 7 {
			w.selected = n
		}
	}
	w.monday, w.today, w.marks = monday, today, marks
	w.first, w.last = dayStarts, dayEnds
	w.days = [7][]HourItem{}
	for _, it := range items {
		n := monday.DaysUntil(it.Date)
		if n < 0 || n > 6 {
			continue
		}
		w.days[n] = append(w.days[n], it)
		if it.At != civil.NoClock {
			w.first = min(w.first, it.At/60*60)
			w.last = max(w.last, min(24*60, (it.At/60+1)*60))
		}
	}
	for n := range w.days {
		slices.SortStableFunc(w.days[n], func(a, b HourItem) int { return int(a.At) - int(b.At) })
	}
	w.current = min(w.current, len(w.days[w.selected])-1)
	w.Refresh()
}

// SetAccent sets the colour that frames the selected day.
func (w *HourWeek) SetAccent(c color.NRGBA) { w.accent = c; w.Refresh() }

// Select frames a day, and an item where it is of that day.
func (w *HourWeek) Select(d civil.Date, itemID string) {
	n := w.monday.DaysUntil(d)
	if n < 0 || n > 6 {
		return
	}
	w.selected = n
	w.current = slices.IndexFunc(w.days[n], func(it HourItem) bool { return it.ID != "" && it.ID == itemID })
	w.Refresh()
}

// Selected is the framed day.
func (w *HourWeek) Selected() civil.Date { return w.monday.AddDays(w.selected) }

func (w *HourWeek) open(day, item int) {
	w.selected, w.current = day, item
	w.Refresh()
	if w.OnOpen != nil && item >= 0 {
		w.OnOpen(w.days[day][item])
	}
}

// FocusGained implements fyne.Focusable.
func (w *HourWeek) FocusGained() { w.focused = true; w.Refresh() }

// FocusLost implements fyne.Focusable.
func (w *HourWeek) FocusLost() { w.focused = false; w.Refresh() }

// TypedRune implements fyne.Focusable.
func (w *HourWeek) TypedRune(r rune) { forwardRune(r) }

// TypedKey implements fyne.Focusable.
func (w *HourWeek) TypedKey(e *fyne.KeyEvent) {
	n := len(w.days[w.selected])
	switch e.Name {
	case fyne.KeyLeft, fyne.KeyRight:
		by := 1
		if e.Name == fyne.KeyLeft {
			by = -1
		}
		w.step(by)
	case fyne.KeyUp:
		w.current = max(-1, w.current-1)
	case fyne.KeyDown:
		w.current = min(n-1, w.current+1)
	case fyne.KeyReturn, fyne.KeyEnter:
		if n > 0 {
			w.open(w.selected, max(0, w.current))
		} else if w.OnNew != nil {
			w.OnNew(w.Selected(), civil.NoClock)
		}
		return
	case fyne.KeyPageUp, fyne.KeyPageDown:
		if w.OnTurn != nil {
			by := 1
			if e.Name == fyne.KeyPageUp {
				by = -1
			}
			w.OnTurn(by)
		}
		return
	default:
		forwardKey(e)
		return
	}
	w.Refresh()
}

// step goes to the next or last day, and over the week's edge to the next or
// last week.
func (w *HourWeek) step(by int) {
	to := w.selected + by
	if to < 0 || to > 6 {
		if w.OnTurn != nil {
			w.OnTurn(by)
		}
		to = (to + 7) % 7
	}
	w.selected, w.current = to, -1
}

// TypedShortcut implements fyne.Shortcutable: Alt with an arrow moves.
func (w *HourWeek) TypedShortcut(s fyne.Shortcut) {
	c, ok := s.(*desktop.CustomShortcut)
	items := w.days[w.selected]
	if !ok || c.Modifier != fyne.KeyModifierAlt || len(items) == 0 || w.OnMove == nil {
		return
	}
	it := items[max(0, w.current)]
	if it.Fixed {
		return
	}
	on, at := it.Date, it.At
	switch c.KeyName {
	case fyne.KeyLeft:
		on = on.AddDays(-1)
	case fyne.KeyRight:
		on = on.AddDays(1)
	case fyne.KeyUp, fyne.KeyDown:
		if at == civil.NoClock {
			return
		}
		by := civil.Clock(hourSnap)
		if c.KeyName == fyne.KeyUp {
			by = -by
		}
		at = min(max(at+by, 0), 24*60-hourSnap)
	default:
		return
	}
	w.OnMove(it, on, at, false)
}

// Tapped implements fyne.Tappable.
func (w *HourWeek) Tapped(e *fyne.PointEvent) {
	focus(w)
	day, item := w.itemAt(e.Position)
	switch {
	case day < 0:
	case item >= 0:
		w.open(day, item)
	case day == w.selected && w.OnNew != nil && e.Position.Y > hourHead:
		w.OnNew(w.Selected(), w.clockAt(e.Position.Y))
	default:
		w.selected, w.current = day, -1
		w.Refresh()
	}
}

// Dragged implements fyne.Draggable.
func (w *HourWeek) Dragged(e *fyne.DragEvent) {
	if w.drag == nil {
		from := e.Position.SubtractXY(e.Dragged.DX, e.Dragged.DY)
		day, item := w.itemAt(from)
		if item < 0 || w.OnMove == nil || w.days[day][item].ID == "" {
			return
		}
		w.drag = &hourDrag{item: w.days[day][item], grip: from.Subtract(w.places()[day][item])}
	}
	began, copied, hour := w.drag.at.IsZero(), altDown(), w.dragHour()
	same := !began && copied == w.drag.copied
	w.drag.at, w.drag.copied = e.Position, copied
	if same && w.drawn != nil && hour == w.dragHour() {
		w.drawn.follow() // the pointer's own pace: nothing else has changed
		return
	}
	w.Refresh()
}

// dragHour is the hour the dragged item would fall on.
func (w *HourWeek) dragHour() civil.Clock { return w.clockAt(w.drag.at.Y - w.drag.grip.Y) }

// DragEnd implements fyne.Draggable.
func (w *HourWeek) DragEnd() {
	d := w.drag
	w.drag = nil
	if d == nil {
		return
	}
	if day := w.dayAt(d.at.X); day >= 0 && (!d.item.Fixed || d.copied) {
		on, at := w.monday.AddDays(day), w.clockAt(d.at.Y-d.grip.Y)
		if on != d.item.Date || at != d.item.At {
			w.selected, w.current = day, -1
			w.OnMove(d.item, on, at, d.copied)
		}
	}
	w.Refresh()
}

func (w *HourWeek) column() float32 { return (w.Size().Width - hourRule) / 7 }

// band is how high the place for whole days is: as the fullest day needs.
func (w *HourWeek) band() float32 {
	most := 1
	for _, items := range w.days {
		n := 0
		for _, it := range items {
			if it.At == civil.NoClock {
				n++
			}
		}
		most = max(most, n)
	}
	return float32(min(most, allDayRows))*chipStep + 8
}

// hour is the height of an hour.
func (w *HourWeek) hour() float32 {
	return (w.Size().Height - hourHead - w.band()) / (float32(w.last-w.first) / 60)
}

func (w *HourWeek) dayAt(x float32) int {
	if x < hourRule || w.column() <= 0 || x >= w.Size().Width {
		return -1
	}
	return min(6, int((x-hourRule)/w.column()))
}

// clockAt is the quarter of an hour at a height, none above the clock.
func (w *HourWeek) clockAt(y float32) civil.Clock {
	top := hourHead + w.band()
	if y < top-chipH/2 || w.hour() <= 0 {
		return civil.NoClock
	}
	at := w.first + civil.Clock((y-top)/w.hour()*60+hourSnap/2)/hourSnap*hourSnap
	return min(max(at, w.first), 24*60-hourSnap)
}

// places are the corners of the chips, day by day. A chip that another would
// cover stands below it: a publication has an hour and no length.
func (w *HourWeek) places() [7][]fyne.Position {
	var list [7][]fyne.Position
	top := hourHead + w.band()
	for day, items := range w.days {
		x := hourRule + float32(day)*w.column() + 4
		above, free := 0, top
		for _, it := range items {
			if it.At == civil.NoClock {
				y := hourHead + 4 + float32(min(above, allDayRows-1))*chipStep
				above++
				list[day] = append(list[day], fyne.NewPos(x, y))
				continue
			}
			y := max(free, top+float32(it.At-w.first)/60*w.hour())
			free = y + chipStep
			list[day] = append(list[day], fyne.NewPos(x, y))
		}
	}
	return list
}

func (w *HourWeek) itemAt(p fyne.Position) (day, item int) {
	day = w.dayAt(p.X)
	if day < 0 {
		return -1, -1
	}
	for i, at := range w.places()[day] {
		if p.Y >= at.Y && p.Y < at.Y+chipH {
			return day, i
		}
	}
	return day, -1
}
