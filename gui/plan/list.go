package plan

import (
	"fyne.io/fyne/v2"

	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/gui/itemlook"
	"regie/gui/widgets"
)

// newTable is the month as a list.
func (v *view) newTable() *widgets.Table[calendar.Row] {
	p := v.host.Printer()
	t := widgets.NewTable([]widgets.Column[calendar.Row]{
		{Title: p.T("common.date"), Width: 76, Text: func(r calendar.Row) string { return p.DateShort(r.On) }, Less: func(a, b calendar.Row) bool { return a.On.Before(b.On) }},
		{Title: p.T("plan.at"), Width: 60, Muted: true, Text: func(r calendar.Row) string {
			if r.At == civil.NoClock {
				return ""
			}
			return p.Clock(r.At)
		}},
		{Title: p.T("plan.kind"), Width: 100, Muted: true, Text: func(r calendar.Row) string { return p.T("calendar.kind." + string(r.Kind)) }},
		{Title: p.T("plan.networks"), Width: 84, Text: func(r calendar.Row) string { return codes(v, r.Networks) }},
		{Title: p.T("plan.title"), Flex: 1, Bold: true, Wrap: true, Text: func(r calendar.Row) string { return r.Title }, Less: func(a, b calendar.Row) bool { return a.Title < b.Title }},
		{Title: p.T("plan.author"), Width: 84, Muted: true, Text: func(r calendar.Row) string { return v.md.staffName(r.Author) }},
		{
			Title: p.T("common.state"), Width: 150,
			Make: func() fyne.CanvasObject { return widgets.NewPill(widgets.ToneNeutral, "") },
			Update: func(r calendar.Row, o fyne.CanvasObject) {
				sign, tone := itemlook.State(r.State)
				o.(*widgets.Pill).SetSigned(tone, sign, p.T("calendar.state."+string(r.State)))
			},
			Less: func(a, b calendar.Row) bool { return a.State < b.State },
		},
	})
	t.OnOpen = func(r calendar.Row) { v.open(r.ID) }
	return t
}

func codes(v *view, networks []string) string {
	s := ""
	for i, n := range networks {
		if i > 0 {
			s += " "
		}
		s += v.deps.Calendar.Limits().Code(n)
	}
	return s
}
