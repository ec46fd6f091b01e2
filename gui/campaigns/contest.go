package campaigns

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regie/assets/icons"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/gui/screen"
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
	ph := phaseOf(f.Contest, v.host.Today())
	head := []fyne.CanvasObject{
		widgets.NewGhost(p.T("campaigns.back"), icons.Left, v.back),
		widgets.Grow(widgets.PanelTitle(f.Name).Ellipsis()),
		widgets.NewPill(ph.tone(), p.T("campaigns.phase_"+string(ph))),
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
		if f.Draw != nil {
			rows = append(rows, widgets.Pad(0, theme.Space4, line))
			continue
		}
		rows = append(rows, widgets.NewPressRow(widgets.Pad(theme.Space8, theme.Space8, line), func() { v.editPrize(i) }))
	}
	if len(f.Prizes) == 0 {
		rows = append(rows, widgets.NewParagraph(p.T("campaigns.no_prize")).Token(theme.TokenMute))
	}
	if f.Draw == nil {
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
		if v.file.Draw == nil {
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
	if f.Draw == nil {
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

// drawCard leads from the seed to the winners.
func (v *view) drawCard() fyne.CanvasObject {
	p, f := v.host.Printer(), v.file
	var rows []fyne.CanvasObject
	if f.Seed == "" {
		rows = append(rows, widgets.NewParagraph(p.T("campaigns.seed_text")).Token(theme.TokenMute),
			widgets.HBox(0, widgets.NewButton(p.T("campaigns.publish_seed"), icons.None, v.publishSeed)))
	} else {
		rows = append(rows, widgets.StrongCaption(p.T("campaigns.seed_at", "at", v.at(f.SeedAt))), widgets.NewParagraph(f.Seed))
		if f.SeedURL != "" {
			rows = append(rows, widgets.NewParagraph(f.SeedURL).Token(theme.TokenPrimary).MaxLines(2))
		}
	}
	switch {
	case f.Draw != nil:
		rows = append(rows, v.outcome()...)
	case f.Seed != "":
		rows = append(rows, widgets.HBox(0, widgets.NewPrimary(p.T("campaigns.draw"), icons.None, v.confirmDraw)))
	}
	return widgets.NewCard(p.T("campaigns.drawing"), "", widgets.VBox(theme.Space8, rows...))
}

// outcome is who won, who stands by, and how anyone can check it.
func (v *view) outcome() []fyne.CanvasObject {
	p, f := v.host.Printer(), v.file
	rows := []fyne.CanvasObject{widgets.Rule(), widgets.StrongCaption(p.T("campaigns.drawn_at", "at", v.at(f.Draw.At), "who", f.Draw.Who))}
	for _, part := range []struct {
		title string
		list  []calendar.Entrant
	}{{"campaigns.winners", f.Draw.Winners}, {"campaigns.substitutes", f.Draw.Substitutes}} {
		if len(part.list) == 0 {
			continue
		}
		rows = append(rows, widgets.Strong(p.T(part.title)))
		for i, e := range part.list {
			rows = append(rows, widgets.NewParagraph(p.T("campaigns.place", "place", i+1, "who", person(e))).MaxLines(2))
		}
	}
	rows = append(rows, widgets.Rule(), widgets.NewParagraph(p.T("campaigns.verify_text")).Token(theme.TokenMute),
		widgets.HBox(theme.Space8, widgets.NewButton(p.T("campaigns.copy_verify"), icons.Copy, v.copyVerify),
			widgets.NewButton(p.T("campaigns.copy_tickets"), icons.Copy, func() { v.copied(f.Draw.List, "campaigns.tickets_copied") })))
	if f.Result != "" {
		return append(rows, widgets.StrongCaption(p.T("campaigns.result_at", "at", v.at(f.ResultAt))), widgets.NewParagraph(f.Result).Token(theme.TokenPrimary).MaxLines(2))
	}
	return append(rows, widgets.HBox(0, widgets.NewPrimary(p.T("campaigns.publish_result"), icons.None, v.publishResult)))
}

// at is a recorded instant, in Coordinated Universal Time as the published
// text says it.
func (v *view) at(t time.Time) string {
	t = t.UTC()
	return v.host.Printer().DateLong(civil.DateOf(t, time.UTC)) + " · " + t.Format("15:04") + " UTC"
}

func (v *view) copyVerify() {
	if !v.file.Draw.Recheck() {
		v.host.Fail(fault.New("draw_damaged", "name", v.file.Name))
		return
	}
	words, script := calendar.VerifyText(v.host.Printer(), v.file.Contest)
	v.copied(words+"\n\n"+script, "campaigns.verify_copied")
}

func (v *view) copied(s, said string) {
	fyne.CurrentApp().Clipboard().SetContent(s)
	v.host.Toast(v.host.Printer().T(said), nil)
}

// confirmDraw asks in the client's name: a draw is made once.
func (v *view) confirmDraw() {
	p, f := v.host.Printer(), v.file
	v.host.Confirm(screen.Confirm{
		Client: v.client, Title: p.T("campaigns.draw_title", "name", f.Name),
		Text:   p.N("campaigns.draw_text", len(f.entrants)-f.excluded(), "winners", f.Winners(), "substitutes", f.Substitutes),
		Action: p.T("campaigns.draw"), Final: true,
		Do: v.doDraw,
	})
}
