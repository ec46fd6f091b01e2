package campaigns

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regie/assets/icons"
	"regie/clients/calendar"
	"regie/gui/theme"
	"regie/gui/widgets"
)

// entrantsHeight shows some eight participants; the table scrolls itself, for
// there may be many thousands.
const entrantsHeight = 360

// contestPage is one contest: prizes and participants, and beside them what to
// look at and the draw.
func (v *view) contestPage() fyne.CanvasObject {
	p, f := v.host.Printer(), v.file
	head := []fyne.CanvasObject{
		widgets.NewGhost(p.T("campaigns.back"), icons.Left, v.back),
		widgets.Grow(widgets.PanelTitle(f.Name).Ellipsis()),
		v.stagePill(f.Contest),
	}
	if f.Draw == nil {
		head = append(head, widgets.NewButton(p.T("common.edit"), icons.Edit, func() { v.editContest(f.Contest) }))
	}
	left := widgets.VBox(theme.Space12, v.aboutCard(), v.entrantsCard())
	right := widgets.VBox(theme.Space12, v.drawCard(), v.checklistCard())
	return container.NewBorder(widgets.Inset(0, 0, theme.Space12, 0, widgets.HBox(theme.Space8, head...)), nil, nil, nil,
		scrolled(widgets.Columns(theme.Space12, []float32{1.25, 1}, left, right)))
}

// aboutCard is when it runs, where its rules stand, and what there is to win.
func (v *view) aboutCard() fyne.CanvasObject {
	p, f := v.host.Printer(), v.file
	rows := []fyne.CanvasObject{widgets.NewParagraph(days(p, f.From, f.Until)).Token(theme.TokenMute)}
	if f.Rules != "" {
		rows = append(rows, widgets.NewParagraph(f.Rules).Token(theme.TokenPrimary).MaxLines(2))
	}
	if f.Note != "" {
		rows = append(rows, widgets.NewParagraph(f.Note))
	}
	for i, pr := range f.Prizes {
		line := widgets.NewParagraph(prizeLine(p, pr))
		if f.List != nil {
			rows = append(rows, widgets.Pad(0, theme.Space4, line))
			continue
		}
		rows = append(rows, widgets.NewPressRow(widgets.Pad(theme.Space8, theme.Space8, line), func() { v.editPrize(i) }))
	}
	if len(f.Prizes) == 0 {
		rows = append(rows, widgets.NewParagraph(p.T("campaigns.no_prize")).Token(theme.TokenMute))
	}
	if f.List == nil {
		rows = append(rows, widgets.HBox(0, widgets.NewGhost(p.T("campaigns.new_prize"), icons.Plus, func() { v.editPrize(-1) })))
	}
	return widgets.NewCard(p.T("campaigns.rules_prizes"), p.N("campaigns.substitutes_planned", f.Substitutes), widgets.VBox(theme.Space4, rows...))
}

func (v *view) newEntrants() *widgets.Table[calendar.Entrant] {
	p := v.host.Printer()
	t := widgets.NewTable([]widgets.Column[calendar.Entrant]{
		{Title: p.T("campaigns.entrant_id"), Flex: 1.2, Text: func(e calendar.Entrant) string { return e.ID }, Less: func(a, b calendar.Entrant) bool { return a.ID < b.ID }},
		{Title: p.T("common.name"), Flex: 1, Muted: true, Text: func(e calendar.Entrant) string { return e.Name }, Less: func(a, b calendar.Entrant) bool { return a.Name < b.Name }},
		{
			Title: p.T("campaigns.excluded"), Flex: 1, Text: func(e calendar.Entrant) string { return e.Excluded },
			Tone: func(calendar.Entrant) widgets.Tone { return widgets.ToneWarn },
			Less: func(a, b calendar.Entrant) bool { return a.Excluded > b.Excluded },
		},
	})
	t.OnOpen = func(e calendar.Entrant) {
		if v.file.List == nil {
			v.exclude(e)
		}
	}
	return t
}

func (v *view) entrantsCard() fyne.CanvasObject {
	p, f := v.host.Printer(), v.file
	v.entrants.SetRows(f.entrants)
	caption := p.Int(int64(len(f.entrants)))
	if n := f.excluded(); n > 0 {
		caption += " · " + p.N("campaigns.excluded_count", n)
	}
	var content fyne.CanvasObject = widgets.MinHeight(entrantsHeight, v.entrants)
	if len(f.entrants) == 0 {
		content = widgets.NewParagraph(p.T("campaigns.no_entrant")).Token(theme.TokenMute)
	}
	card := widgets.NewCard(p.T("campaigns.entrants"), caption, content)
	if f.List == nil {
		card.SetCorner(widgets.NewButton(p.T("campaigns.import"), icons.Upload, v.importEntrants))
	}
	return card
}

// checklistCard is what to look at before the contest is announced. A tick is
// an act of its own.
func (v *view) checklistCard() fyne.CanvasObject {
	p, f := v.host.Printer(), v.file
	rows := make([]fyne.CanvasObject, 0, len(f.points)+1)
	for _, point := range f.points {
		tick := widgets.NewCheck(point.Key, "", point.Done, func(on bool) { v.tick(point.Key, on) })
		tick.SetAccent(v.client.Color)
		if f.Draw != nil {
			tick.Disable()
		}
		source := point.Source
		if point.Verify {
			source += " · " + p.T("campaigns.verify_source")
		}
		rows = append(rows, container.NewBorder(nil, nil, widgets.VBox(0, tick), nil,
			widgets.VBox(theme.Space4, widgets.NewParagraph(point.Text(string(p.Lang()))), widgets.NewParagraph(source).Px(theme.TextCaption).Token(theme.TokenMute))))
	}
	rows = append(rows, widgets.NewParagraph(p.T("campaigns.no_advice")).Px(theme.TextCaption).Token(theme.TokenMute))
	return widgets.NewCard(p.T("campaigns.checklist"), p.T("campaigns.ticked", "done", f.ticked(), "all", len(f.points)), widgets.VBox(theme.Space12, rows...))
}

func (v *view) tick(key string, on bool) {
	said := "campaigns.ticked_off"
	if on {
		said = "campaigns.ticked_on"
	}
	v.do(v.change(func(c *calendar.Contest) { setPoint(c, key, on) }), said)
}

// change saves the contest as it stands then, with one thing changed.
func (v *view) change(fn func(*calendar.Contest)) func(context.Context) error {
	client, id := v.id(), v.contest
	return func(ctx context.Context) error {
		c, err := v.deps.Calendar.Contest(ctx, client, string(id))
		if err != nil {
			return err
		}
		c.Prizes = slices.Clone(c.Prizes)
		fn(&c)
		_, err = v.deps.Calendar.SaveContest(ctx, c)
		return err
	}
}
