package ideas

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/clients/calendar"
	"regie/gui/theme"
	"regie/gui/widgets"
)

// drawSide shows the chosen idea beside the board.
func (v *view) drawSide() {
	v.side.Objects = nil
	if r, ok := v.md.idea(v.idea); ok {
		width := float32(sideWidth)
		if v.host.Narrow() {
			width = narrowWidth
		}
		v.side.Objects = []fyne.CanvasObject{widgets.Inset(0, 0, 0, theme.Space12, widgets.MinWidth(width, widgets.MaxWidth(width, v.panel(r))))}
	}
	v.side.Refresh()
}

func (v *view) panel(r calendar.Row) fyne.CanvasObject {
	p := v.host.Printer()
	rows := []fyne.CanvasObject{widgets.NewParagraph(r.Title).Px(theme.TextPanel).Bold().MaxLines(4)}
	rows = append(rows, v.about(r)...)
	rows = append(rows, widgets.Rule(), v.scoreBox(r))
	pair := []fyne.CanvasObject{widgets.NewButton(p.T("common.edit"), icons.Edit, func() { v.edit(r.ID) })}
	if r.Triage != calendar.Kept {
		pair = append(pair, widgets.NewButton(p.T("ideas.keep"), icons.Check, func() { v.sort(r.ID, calendar.Kept.Key()) }))
	}
	acts := []fyne.CanvasObject{
		widgets.NewPrimary(p.T("ideas.plan"), icons.Calendar, func() { v.plan(r.ID) }).WithHint("P"),
		widgets.Columns(theme.Space8, []float32{1, 1}, pair...),
	}
	if r.Triage != calendar.Dropped {
		acts = append(acts, widgets.NewGhost(p.T("ideas.drop"), icons.Trash, func() { v.sort(r.ID, calendar.Dropped.Key()) }))
	}
	rows = append(rows, widgets.Rule(), widgets.VBox(theme.Space8, acts...))
	return widgets.NewPanel(widgets.VScroll(widgets.Inset(0, theme.Space8, 0, 0, widgets.VBox(theme.Space12, rows...))))
}

// about is what is known of an idea beside its title.
func (v *view) about(r calendar.Row) []fyne.CanvasObject {
	p := v.host.Printer()
	var rows []fyne.CanvasObject
	if pl, ok := v.md.pillar(r.Pillar); ok {
		c := paintOf(pl.Color)
		rows = append(rows, widgets.HBox(theme.Space8, widgets.NewSwatch(10, colorOr(c)), widgets.Grow(widgets.NewText(pl.Name).Ellipsis())))
	}
	rows = append(rows, widgets.NewParagraph(strings.Join(v.md.facts(p, r, v.deps.Calendar.Limits()), " · ")).Token(theme.TokenMute).MaxLines(2))
	if r.Source != "" {
		rows = append(rows, widgets.NewParagraph(p.T("ideas.source_is", "source", r.Source)).Px(theme.TextCaption).Token(theme.TokenPrimary).MaxLines(2))
	}
	return []fyne.CanvasObject{widgets.VBox(theme.Space4, rows...)}
}

// scoreBox is the worth, and the four marks with their five keys.
func (v *view) scoreBox(r calendar.Row) fyne.CanvasObject {
	p := v.host.Printer()
	total, tone := worth(p, r.Score)
	out := ""
	if _, ok := r.Score.Total(); ok {
		out = p.T("ideas.of_hundred")
	}
	rows := []fyne.CanvasObject{widgets.HBox(theme.Space8, widgets.Strong(p.T("ideas.score")), widgets.Spacer(), widgets.Figure(total).Tone(tone), widgets.Caption(out))}
	marks := r.Score.Marks()
	asked := v.asked
	if asked < 0 {
		asked = missing(marks)
	}
	for i, part := range calendar.ScoreParts() {
		label := widgets.NewText(p.T("calendar.score." + part)).Ellipsis()
		if i == asked {
			label = label.Bold().Token(theme.TokenPrimary)
		}
		rows = append(rows, widgets.HBox(theme.Space8, widgets.Grow(label), v.marks(i, marks[i])))
	}
	hint := p.T("ideas.score_hint")
	if asked >= 0 {
		hint = p.T("ideas.ask_" + calendar.ScoreParts()[asked])
	}
	return widgets.VBox(theme.Space8, append(rows, widgets.NewParagraph(hint).Px(theme.TextCaption).Token(theme.TokenMute))...)
}

// missing is the first place without a mark, −1 for none.
func missing(marks []int) int {
	for i, m := range marks {
		if m == 0 {
			return i
		}
	}
	return -1
}

// marks are the five keys of one mark; the one given is filled.
func (v *view) marks(place, given int) fyne.CanvasObject {
	keys := make([]fyne.CanvasObject, 0, 5)
	for n := 1; n <= 5; n++ {
		keys = append(keys, newKey(strconv.Itoa(n), n == given, func() { v.mark(place, n) }))
	}
	return widgets.HBox(theme.Space4, keys...)
}
