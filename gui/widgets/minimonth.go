package widgets

import (
	"image/color"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"regie/assets/text"
	"regie/clients/civil"
	"regie/clients/hue"
	"regie/gui/theme"
)

// miniMonth is one month to choose a day from. Arrows move by day and week,
// Page Up and Page Down by month, Enter chooses.
type miniMonth struct {
	widget.BaseWidget
	p       *text.Printer
	day     civil.Date
	today   civil.Date
	focused bool
	choose  func(civil.Date)
}

var (
	_ fyne.Focusable    = (*miniMonth)(nil)
	_ fyne.Tappable     = (*miniMonth)(nil)
	_ desktop.Hoverable = (*miniMonth)(nil)
)

func newMiniMonth(p *text.Printer, day, today civil.Date, choose func(civil.Date)) *miniMonth {
	m := &miniMonth{p: p, day: day, today: today, choose: choose}
	m.ExtendBaseWidget(m)
	return m
}

const (
	miniCell = 32
	miniHead = 32
)

func (m *miniMonth) first() civil.Date { return m.day.InMonth().First().WeekStart() }

// FocusGained implements fyne.Focusable.
func (m *miniMonth) FocusGained() { m.focused = true; m.Refresh() }

// FocusLost implements fyne.Focusable.
func (m *miniMonth) FocusLost() { m.focused = false; m.Refresh() }

// TypedRune implements fyne.Focusable.
func (m *miniMonth) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (m *miniMonth) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyLeft:
		m.set(m.day.AddDays(-1))
	case fyne.KeyRight:
		m.set(m.day.AddDays(1))
	case fyne.KeyUp:
		m.set(m.day.AddDays(-7))
	case fyne.KeyDown:
		m.set(m.day.AddDays(7))
	case fyne.KeyPageUp:
		m.set(m.day.AddMonths(-1))
	case fyne.KeyPageDown:
		m.set(m.day.AddMonths(1))
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		m.choose(m.day)
	default:
		forwardKey(e)
	}
}

func (m *miniMonth) set(d civil.Date) { m.day = d; m.Refresh() }

// Tapped implements fyne.Tappable: the head turns the month, a day is chosen.
func (m *miniMonth) Tapped(e *fyne.PointEvent) {
	col, row := int(e.Position.X/miniCell), int((e.Position.Y-miniHead)/miniCell)-1
	switch {
	case e.Position.Y < miniHead && col == 0:
		m.set(m.day.AddMonths(-1))
	case e.Position.Y < miniHead && col == 6:
		m.set(m.day.AddMonths(1))
	case e.Position.Y >= miniHead+miniCell && col >= 0 && col < 7 && row >= 0 && row < 6:
		m.choose(m.first().AddDays(7*row + col))
	}
}

// MouseIn implements desktop.Hoverable.
func (m *miniMonth) MouseIn(*desktop.MouseEvent) {}

// MouseMoved implements desktop.Hoverable.
func (m *miniMonth) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (m *miniMonth) MouseOut() {}

// CreateRenderer implements fyne.Widget.
func (m *miniMonth) CreateRenderer() fyne.WidgetRenderer {
	r := &miniRenderer{m: m, mark: canvas.NewRectangle(color.Transparent)}
	r.mark.CornerRadius, r.mark.StrokeWidth = theme.RadiusControl, 2
	r.list = append(r.list, r.mark)
	for range 1 + 2 + 7 + 42 {
		c := canvas.NewText("", color.Transparent)
		c.Alignment, c.TextSize = fyne.TextAlignCenter, theme.TextBody
		r.texts = append(r.texts, c)
		r.list = append(r.list, c)
	}
	r.fill()
	return r
}

type miniRenderer struct {
	objects
	m     *miniMonth
	mark  *canvas.Rectangle
	texts []*canvas.Text
}

func (r *miniRenderer) MinSize() fyne.Size { return fyne.NewSize(7*miniCell, miniHead+7*miniCell) }

func (r *miniRenderer) Layout(fyne.Size) {
	h := textSize("0", theme.TextBody, false).Height
	at := func(i int, x, y, w float32) {
		r.texts[i].Move(fyne.NewPos(x, y+(miniCell-h)/2))
		r.texts[i].Resize(fyne.NewSize(w, h))
	}
	at(0, miniCell, 0, 5*miniCell)
	at(1, 0, 0, miniCell)
	at(2, 6*miniCell, 0, miniCell)
	for i := range 7 {
		at(3+i, float32(i)*miniCell, miniHead, miniCell)
	}
	for i := range 42 {
		x, y := float32(i%7)*miniCell, float32(miniHead+miniCell+i/7*miniCell)
		at(10+i, x, y, miniCell)
		if r.m.first().AddDays(i) == r.m.day {
			r.mark.Move(fyne.NewPos(x+1, y+1))
			r.mark.Resize(fyne.NewSquareSize(miniCell - 2))
		}
	}
}

func (r *miniRenderer) fill() {
	m := r.m
	set := func(i int, s string, c color.Color, bold bool) {
		r.texts[i].Color, r.texts[i].TextStyle.Bold = c, bold
		setWords(r.texts[i], s)
	}
	set(0, m.p.Month(m.day.InMonth()), theme.Ink(), true)
	set(1, "‹", theme.Mute(), true)
	set(2, "›", theme.Mute(), true)
	for i := range 7 {
		set(3+i, m.p.WeekdayShort(time.Weekday((i+1)%7)), theme.Mute(), false)
		r.texts[3+i].TextSize = theme.TextCaption
	}
	for i := range 42 {
		d := m.first().AddDays(i)
		c := theme.Ink()
		switch {
		case d == m.today:
			c = hue.Readable(theme.Color(theme.TokenTally), theme.Surface(), hue.ContrastText)
		case d.InMonth() != m.day.InMonth():
			c = theme.Color(theme.TokenFaint)
		}
		set(10+i, strconv.Itoa(d.Day), c, d == m.today)
	}
	r.mark.StrokeColor = theme.Line()
	if m.focused {
		r.mark.StrokeColor = theme.Primary()
	}
}

func (r *miniRenderer) Refresh() {
	r.fill()
	r.Layout(r.m.Size())
	for _, o := range r.list {
		o.Refresh()
	}
}
