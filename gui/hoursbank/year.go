package hoursbank

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"regie/assets/text"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/gui/theme"
	"regie/gui/widgets"
)

// yearRow is one month of the year, or the year's sums.
type yearRow struct {
	month   civil.Month // zero for the sums
	name    string
	known   bool // the month has a contract, or moved
	closed  bool
	ahead   bool
	s       hours.Statement
	cells   [8]string
	overdue bool // more was used than was available
}

// yearRows are the twelve months and their sums. What is carried in and out of
// the year is that of its ends, not a sum.
func yearRows(p *text.Printer, f facts) []yearRow {
	var rows []yearRow
	var sum hours.Statement
	first := true
	for _, b := range f.year {
		s := b.Total
		r := yearRow{
			month: b.Month, name: p.MonthName(b.Month.Month), s: s, closed: b.Closed, ahead: b.Month.First().After(f.today),
			known: b.Contract != nil || len(s.Movements) > 0, overdue: s.Overage > 0,
		}
		r.cells = cells(p, s, r.known)
		rows = append(rows, r)
		if !r.known || r.ahead {
			continue
		}
		if first {
			sum.CarriedIn, first = s.CarriedIn, false
		}
		sum.Granted += s.Granted
		sum.Used += s.Used
		sum.Overage += s.Overage
		sum.Expired += s.Expired
		sum.CapLoss += s.CapLoss
		sum.Adjusted += s.Adjusted
		sum.Out = s.Out
	}
	if len(rows) > 0 {
		rows = append(rows, yearRow{name: p.T("common.total"), s: sum, known: !first, cells: cells(p, sum, !first)})
	}
	return rows
}

// cells are granted, carried in, used, overage, expired, cap loss, adjusted,
// carried out, zeros left blank but for what always stands.
func cells(p *text.Printer, s hours.Statement, known bool) [8]string {
	if !known {
		return [8]string{p.T("common.unknown")}
	}
	some := func(n int64, write func(int64) string) string {
		if n == 0 {
			return "·"
		}
		return write(n)
	}
	return [8]string{
		p.Hours(s.Granted), some(s.CarriedIn, p.HoursSigned), p.Hours(s.Used), some(s.Overage, p.Hours),
		some(s.Expired, p.Hours), some(s.CapLoss, p.Hours), some(s.Adjusted, p.HoursSigned), p.Hours(s.Out),
	}
}

// yearPage is the year: a chart of used against available, and the table.
type yearPage struct {
	v     *view
	chart *yearChart
	table *widgets.Table[yearRow]
	card  *widgets.Card
	root  fyne.CanvasObject
}

const yearRowHeight = 29

func newYearPage(v *view) *yearPage {
	p := v.host.Printer()
	y := &yearPage{v: v, chart: newYearChart()}
	columns := []widgets.Column[yearRow]{{
		Title: p.T("common.month"), Flex: 1,
		Make: func() fyne.CanvasObject { return widgets.NewText("").Ellipsis() },
		Update: func(r yearRow, o fyne.CanvasObject) {
			t := o.(*widgets.Text)
			name := r.name
			if r.closed {
				name += " · " + p.T("hoursbank.frozen")
			}
			t.SetText(name)
			t.SetBold(r.month.IsZero())
		},
	}}
	for i, key := range []string{"granted", "carried_in", "used", "overage", "expired", "cap_loss", "adjusted", "carried_out"} {
		columns = append(columns, yearColumn(p.T("hoursbank.col_"+key), i))
	}
	y.table = widgets.NewTable(columns).Whole().RowHeight(yearRowHeight)
	y.table.OnOpen = func(r yearRow) {
		if !r.month.IsZero() {
			v.month = r.month
			v.setMode(modeMonth)
		}
	}
	y.card = widgets.NewCard("", p.T("hoursbank.year_caption"), widgets.VBox(theme.Space16, y.chart, y.table))
	if v.deps.Statements != nil {
		y.card.SetCorner(v.corner())
	}
	y.root = widgets.VBox(0, y.card)
	return y
}

// overageColumn is where the table writes overage.
const overageColumn = 3

func yearColumn(title string, i int) widgets.Column[yearRow] {
	return widgets.Column[yearRow]{
		Title: title, Width: 84, Right: true,
		Make: func() fyne.CanvasObject { return widgets.NewText("").Ellipsis().Right() },
		Update: func(r yearRow, o fyne.CanvasObject) {
			t := o.(*widgets.Text)
			switch {
			case r.ahead:
				t.Token(theme.TokenMute)
			case i == overageColumn && r.overdue:
				t.Tone(widgets.ToneWarn)
			default:
				t.Token(theme.TokenInk)
			}
			t.SetText(r.cells[i])
			t.SetBold(r.month.IsZero())
		},
	}
}

func (y *yearPage) show(f facts) {
	p := y.v.host.Printer()
	rows := yearRows(p, f)
	y.card.SetTitle(p.T("hoursbank.year", "year", itoa(f.bank.Month.Year)))
	y.table.SetRows(rows)
	y.chart.set(p, rows)
	y.card.Refresh()
}

// yearChart draws a bar of used time for each month against a mark of what was
// available, from zero, with the greatest value named.
type yearChart struct {
	widget.BaseWidget
	accent color.NRGBA
	bars   []yearBar
	scale  string // the greatest value in words
	legend [2]string
}

type yearBar struct {
	name            string
	used, available float64
	ahead           bool
}

func newYearChart() *yearChart {
	c := &yearChart{accent: theme.Primary()}
	c.ExtendBaseWidget(c)
	return c
}

func (c *yearChart) set(p *text.Printer, rows []yearRow) {
	c.bars = nil
	var top int64
	for _, r := range rows {
		if r.month.IsZero() {
			continue
		}
		b := yearBar{name: p.MonthShort(r.month.Month), ahead: r.ahead}
		if r.known {
			b.used, b.available = float64(r.s.Used), float64(r.s.Available())
			top = max(top, r.s.Used, r.s.Available())
		}
		c.bars = append(c.bars, b)
	}
	c.scale = p.Hours(top)
	c.legend = [2]string{p.T("hoursbank.legend_used"), p.T("hoursbank.legend_available")}
	c.Refresh()
}

func (c *yearChart) top() float64 {
	var top float64
	for _, b := range c.bars {
		top = max(top, b.used, b.available)
	}
	return top
}

// CreateRenderer implements fyne.Widget.
func (c *yearChart) CreateRenderer() fyne.WidgetRenderer {
	r := &yearRenderer{c: c}
	r.draw(c.Size())
	return r
}

type yearRenderer struct {
	c    *yearChart
	list []fyne.CanvasObject
}

const (
	yearChartHeight = 150
	yearChartHead   = 22 // legend
	yearChartFoot   = 20 // months
)

func (r *yearRenderer) MinSize() fyne.Size           { return fyne.NewSize(300, yearChartHeight) }
func (r *yearRenderer) Layout(size fyne.Size)        { r.draw(size) }
func (r *yearRenderer) Objects() []fyne.CanvasObject { return r.list }
func (r *yearRenderer) Destroy()                     {}
func (r *yearRenderer) Refresh()                     { r.draw(r.c.Size()); canvas.Refresh(r.c) }

func (r *yearRenderer) draw(size fyne.Size) {
	r.list = nil
	n := float32(len(r.c.bars))
	top := r.c.top()
	if n == 0 || top <= 0 || size.Width <= 0 {
		return
	}
	base := size.Height - yearChartFoot
	room := base - yearChartHead
	r.rect(0, base, size.Width, 1, theme.Line())
	r.drawLegend(size.Width)
	step := size.Width / n
	width := fyne.Min(step*0.5, 44)
	for i, b := range r.c.bars {
		x := float32(i)*step + (step-width)/2
		if h := room * float32(b.used/top); h > 0 {
			bar := r.rect(x, base-h, width, h, r.c.accent)
			bar.TopLeftCornerRadius, bar.TopRightCornerRadius = 3, 3
		}
		if b.available > 0 {
			ink := theme.Ink()
			if b.ahead {
				ink = theme.Mute()
			}
			r.rect(x-5, base-room*float32(b.available/top)-1, width+10, 2, ink)
		}
		r.words(b.name, float32(i)*step, base+3, step, fyne.TextAlignCenter)
	}
}

// drawLegend names the bar, the mark and the greatest value.
func (r *yearRenderer) drawLegend(width float32) {
	x := float32(0)
	r.rect(x, 4, 10, 8, r.c.accent)
	x = r.words(r.c.legend[0], x+16, 0, 0, fyne.TextAlignLeading) + theme.Space16
	r.rect(x, 7, 14, 2, theme.Ink())
	r.words(r.c.legend[1], x+20, 0, 0, fyne.TextAlignLeading)
	r.words(r.c.scale, width-120, 0, 120, fyne.TextAlignTrailing)
}

func (r *yearRenderer) rect(x, y, w, h float32, c color.NRGBA) *canvas.Rectangle {
	b := canvas.NewRectangle(c)
	b.Move(fyne.NewPos(x, y))
	b.Resize(fyne.NewSize(w, h))
	r.list = append(r.list, b)
	return b
}

// words writes a caption and returns where it ends.
func (r *yearRenderer) words(s string, x, y, w float32, align fyne.TextAlign) float32 {
	t := canvas.NewText(s, theme.Mute())
	t.TextSize, t.Alignment = theme.TextCaption, align
	size := t.MinSize()
	if w == 0 {
		w = size.Width
	}
	t.Move(fyne.NewPos(x, y))
	t.Resize(fyne.NewSize(w, size.Height))
	r.list = append(r.list, t)
	return x + w
}
