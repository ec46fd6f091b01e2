package envelopes

import (
	"fyne.io/fyne/v2"

	"regie/clients/budget"
	"regie/clients/money"
	"regie/gui/widgets"
)

// newTable is the month: envelopes in bold, their lines below, the total last.
func (v *view) newTable() *widgets.Table[row] {
	p := v.host.Printer()
	t := widgets.NewTable([]widgets.Column[row]{
		{
			Title: p.T("budget.line"), Flex: 1.4,
			Make: func() fyne.CanvasObject { return widgets.NewText("").Ellipsis() },
			Update: func(r row, o fyne.CanvasObject) {
				t := o.(*widgets.Text)
				label := r.label
				if !r.head {
					label = "    " + label
				}
				t.SetText(label)
				t.SetBold(r.head)
			},
		},
		{Title: p.T("budget.planned"), Width: 78, Right: true, Text: func(r row) string { return r.planned }},
		{Title: p.T("budget.committed"), Width: 78, Right: true, Text: func(r row) string { return r.committed }},
		{Title: p.T("budget.actual"), Width: 78, Right: true, Text: func(r row) string { return r.actual }},
		{Title: p.T("budget.left"), Width: 78, Right: true, Bold: true, Text: func(r row) string { return r.left }, Tone: func(r row) widgets.Tone {
			return leftTone(r.sum)
		}},
		{
			Title: "", Width: 64,
			Make: func() fyne.CanvasObject { return widgets.NewGauge() },
			Update: func(r row, o fyne.CanvasObject) {
				showGauge(o.(*widgets.Gauge), r.sum)
			},
		},
	})
	t.OnOpen = func(r row) {
		if r.line != nil {
			v.editLine(r.line)
		}
	}
	return t
}

func showGauge(g *widgets.Gauge, s budget.Sum) {
	used, planned := float64(s.Used()), float64(s.Available())
	g.Set(used, planned, widgets.GaugeTone(used, planned, used))
}

// yearRowHeight lets the twelve months and their total stand in a window of
// 1440 × 900.
const yearRowHeight = 30

func leftTone(s budget.Sum) widgets.Tone {
	if s.Left() < 0 {
		return widgets.ToneBad
	}
	return widgets.ToneNeutral
}

// moveRow is the height of a movement, two lines and their air.
const moveRow = 48

// newMoves is the list of the orders and expenses of what is shown, newest
// first, each with what it is below its label.
func (v *view) newMoves() *widgets.Table[move] {
	p := v.host.Printer()
	t := widgets.NewTable([]widgets.Column[move]{
		{Title: p.T("common.date"), Width: 58, Muted: true, Text: func(m move) string { return m.day }},
		{
			Title: p.T("envelopes.label"), Flex: 1,
			Make: func() fyne.CanvasObject {
				return widgets.VBox(0, widgets.NewText("").Ellipsis(), widgets.Caption("").Ellipsis())
			},
			Update: func(m move, o fyne.CanvasObject) {
				lines := o.(*fyne.Container).Objects
				lines[0].(*widgets.Text).SetText(m.what)
				lines[1].(*widgets.Text).SetText(m.more)
			},
		},
		{Title: p.T("envelopes.amount"), Width: 92, Right: true, Text: func(m move) string { return m.amount }},
	}).RowHeight(moveRow)
	t.OnOpen = func(m move) {
		if m.Kind == budget.Release {
			v.askReopen(m)
			return
		}
		v.editMove(m.Kind, &m.Movement)
	}
	return t
}

// newYear is the year, month by month.
func (v *view) newYear() *widgets.Table[yearRow] {
	p := v.host.Printer()
	amount := func(read func(budget.Sum) int64) func(yearRow) string {
		return func(r yearRow) string {
			if r.sum.Available() == 0 && r.sum.Used() == 0 {
				return p.T("common.unknown")
			}
			return p.Money(money.Amount{Minor: read(r.sum), Currency: r.sum.Currency})
		}
	}
	t := widgets.NewTable([]widgets.Column[yearRow]{
		{
			Title: p.T("common.month"), Flex: 1,
			Make: func() fyne.CanvasObject { return widgets.NewText("").Ellipsis() },
			Update: func(r yearRow, o fyne.CanvasObject) {
				t, words := o.(*widgets.Text), p.T("budget.total")
				if !r.month.IsZero() {
					words = p.MonthName(r.month.Month)
				}
				t.SetText(words)
				t.SetBold(r.month.IsZero() || r.month == v.host.Today().InMonth())
			},
		},
		{Title: p.T("budget.planned"), Width: 104, Right: true, Text: amount(budget.Sum.Available)},
		{Title: p.T("budget.committed"), Width: 104, Right: true, Text: amount(func(s budget.Sum) int64 { return s.Committed })},
		{Title: p.T("budget.actual"), Width: 104, Right: true, Text: amount(func(s budget.Sum) int64 { return s.Actual })},
		{Title: p.T("budget.left"), Width: 104, Right: true, Bold: true, Text: amount(budget.Sum.Left), Tone: func(r yearRow) widgets.Tone { return leftTone(r.sum) }},
		{
			Title: "", Width: 64,
			Make:   func() fyne.CanvasObject { return widgets.NewGauge() },
			Update: func(r yearRow, o fyne.CanvasObject) { showGauge(o.(*widgets.Gauge), r.sum) },
		},
	}).RowHeight(yearRowHeight)
	t.OnOpen = func(r yearRow) {
		if r.month.IsZero() {
			return
		}
		v.setSpan(byMonth, "")
		v.month = r.month
		v.host.HeaderChanged()
		v.reload()
	}
	return t
}
