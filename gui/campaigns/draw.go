package campaigns

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// drawCard leads to the winners in the order that makes a draw credible: where
// the seed will come from, the list closed, the seed known, the draw.
func (v *view) drawCard() fyne.CanvasObject {
	p, f := v.host.Printer(), v.file
	rows := []fyne.CanvasObject{v.step(1, "announce", f.Announced != nil)}
	if f.Announced != nil {
		rows = append(rows, v.announced()...)
	}
	if f.List == nil {
		press := widgets.NewButton(p.T("campaigns.announce"), icons.None, v.announce)
		if f.Announced != nil {
			press = widgets.NewGhost(p.T("campaigns.announce_again"), icons.None, v.announce)
		}
		rows = append(rows, widgets.HBox(0, press))
	}
	rows = append(rows, v.step(2, "close", f.List != nil))
	switch {
	case f.List != nil:
		rows = append(rows, v.quiet(p.T("campaigns.closed_at", "at", v.at(f.List.At))), v.quiet(p.N("campaigns.closed_list", f.List.Count, "hash", f.List.Hash)),
			widgets.HBox(0, widgets.NewGhost(p.T("campaigns.copy_hash"), icons.Copy, func() { v.copied(f.List.Hash, "campaigns.hash_copied") })))
	case f.Announced != nil:
		rows = append(rows, widgets.HBox(0, widgets.NewButton(p.T("campaigns.close_list"), icons.None, v.confirmClose)))
	}
	rows = append(rows, v.step(3, "seed", f.Seed != ""))
	switch {
	case f.Seed != "":
		rows = append(rows, widgets.NewParagraph(f.Seed).Bold(), v.quiet(p.T("campaigns.seed_at", "at", v.at(f.SeedAt))))
		if f.SeedURL != "" {
			rows = append(rows, widgets.NewParagraph(f.SeedURL).Token(theme.TokenPrimary).MaxLines(2))
		}
	case f.List != nil:
		rows = append(rows, widgets.HBox(0, widgets.NewButton(p.T("campaigns.record_seed"), icons.None, v.recordSeed)))
	}
	rows = append(rows, v.step(4, "draw", f.Draw != nil))
	switch {
	case f.Draw != nil:
		rows = append(rows, v.outcome()...)
	case f.Seed != "":
		rows = append(rows, widgets.HBox(0, widgets.NewPrimary(p.T("campaigns.draw"), icons.None, v.confirmDraw)))
	}
	return widgets.NewCard(p.T("campaigns.drawing"), "", widgets.VBox(theme.Space8, rows...))
}

// step is the heading of one of the four, with a sign once it is done, and what
// it is for until then.
func (v *view) step(no int, key string, done bool) fyne.CanvasObject {
	p := v.host.Printer()
	title := p.T("campaigns.step_"+key, "no", no)
	if done {
		return widgets.HBox(theme.Space8, widgets.NewPill(widgets.ToneOK, p.T("campaigns.step_done")).WithSign(icons.SignOK), widgets.Grow(widgets.Strong(title).Ellipsis()))
	}
	return widgets.VBox(theme.Space4, widgets.Strong(title), v.quiet(p.T("campaigns.step_"+key+"_text")))
}

// quiet is a quiet sentence under a step.
func (v *view) quiet(s string) fyne.CanvasObject {
	return widgets.NewParagraph(s).Px(theme.TextCaption).Token(theme.TokenMute)
}

// announced is what was said of the seed to come.
func (v *view) announced() []fyne.CanvasObject {
	p, a := v.host.Printer(), v.file.Announced
	rows := []fyne.CanvasObject{widgets.NewParagraph(a.Source)}
	if a.Way == calendar.PublicSeed {
		rows = append(rows, v.quiet(p.T("campaigns.announced_public", "example", a.Example, "due", v.at(a.Due))))
	} else {
		rows = append(rows, v.quiet(p.T("campaigns.announced_sealed", "commitment", a.Commitment)))
	}
	rows = append(rows, v.quiet(p.T("campaigns.announced_at", "at", v.at(a.At))))
	if a.URL != "" {
		rows = append(rows, widgets.NewParagraph(a.URL).Token(theme.TokenPrimary).MaxLines(2))
	}
	return rows
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
	if v.deps.Record != nil {
		rows = append(rows, widgets.HBox(0, widgets.NewButton(p.T("campaigns.record"), icons.Download, v.confirmRecord)))
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

// confirmRecord asks in the client's name for the record of the draw, then where
// to.
func (v *view) confirmRecord() {
	p, f := v.host.Printer(), v.file
	v.host.Confirm(screen.Confirm{
		Client: v.client, Title: p.T("campaigns.record"), Text: p.T("campaigns.record_text", "client", v.client.Name), Action: p.T("common.export"),
		Do: func() {
			name := clients.SafeFileName(v.client.Name+"_"+p.T("contest.record_file")+"_"+f.Name) + ".pdf"
			widgets.AskSave(v.host, name, v.writeRecord)
		},
	})
}

func (v *view) writeRecord(path string) {
	client, id := v.id(), v.contest
	work.Act(v.work, "record", func(ctx context.Context) error { return v.deps.Record(ctx, client, id, path) }, v.host.Fail, func() {
		v.host.Toast(v.host.Printer().T("campaigns.record_saved", "file", path), nil)
	})
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

// announce says where the seed will come from.
func (v *view) announce() {
	p, client, id := v.host.Printer(), v.id(), v.contest
	was := calendar.Announcement{Way: calendar.PublicSeed}
	if v.file.Announced != nil {
		was = *v.file.Announced
	}
	source := widgets.NewTextArea("source", p.T("campaigns.source"), 3)
	source.SetText(was.Source)
	source.SetHint(p.T("campaigns.source_hint"))
	example := widgets.NewTextField("example", p.T("campaigns.example")).SetPlaceHolder("05 14 22 31 49 + 07")
	example.SetText(was.Example)
	due := widgets.NewDateField(p, "due", p.T("campaigns.due"), v.host.Today())
	clock := widgets.NewClockField(p, "due", p.T("campaigns.due_at"))
	if zone, err := civil.Zone(v.md.zone); err == nil && !was.Due.IsZero() {
		at := was.Due.In(zone)
		due.SetDate(civil.DateOf(at, zone))
		clock.SetClock(civil.Clock(at.Hour()*60 + at.Minute()))
	}
	seal := widgets.NewTextField("commitment", p.T("campaigns.commitment"))
	seal.SetText(was.Commitment)
	url := widgets.NewTextField("url", p.T("campaigns.announce_url")).SetPlaceHolder("https://")
	url.SetText(was.URL)
	when := widgets.Columns(theme.Space12, []float32{1, 1}, due, clock)
	show := func(way string) {
		sealed := way == string(calendar.SealedSeed)
		example.Hidden, when.Hidden, seal.Hidden = sealed, sealed, !sealed
	}
	way := widgets.NewSelect(p, "way", p.T("campaigns.way"), []widgets.Option{
		{Key: string(calendar.PublicSeed), Label: p.T("campaigns.way_public")}, {Key: string(calendar.SealedSeed), Label: p.T("campaigns.way_sealed")},
	}, show)
	way.Choose(string(was.Way))
	show(string(was.Way))
	widgets.NewForm(v.host, p.T("campaigns.announce"), func() (func(context.Context) error, error) {
		a := calendar.Announcement{Way: calendar.SeedWay(way.Key()), Source: source.Text(), Example: example.Text(), Commitment: seal.Text(), URL: url.Text()}
		if a.Way == calendar.PublicSeed {
			var err error
			if a.Due, err = v.instant(due, clock); err != nil {
				return nil, fault.Beside(err, "due")
			}
		}
		return func(ctx context.Context) error {
			_, err := v.deps.Calendar.Announce(ctx, client, id, a)
			return err
		}, nil
	}, func() { v.saidFinal("campaigns.announced_done") }, way, source, example, when, seal, url).Accent(v.client.Color).Show()
}

// instant is a typed day and time where the client is.
func (v *view) instant(day *widgets.DateField, clock *widgets.ClockField) (time.Time, error) {
	d, err := day.Date()
	if err != nil {
		return time.Time{}, err
	}
	c, err := clock.Clock()
	if err != nil {
		return time.Time{}, err
	}
	if c < 0 {
		return time.Time{}, fault.New("due_invalid", "value", d.String())
	}
	zone, err := civil.Zone(v.md.zone)
	if err != nil {
		return time.Time{}, err
	}
	at, _ := civil.Instant(d, c, zone)
	return at, nil
}

// confirmClose asks in the client's name: a list is closed once.
func (v *view) confirmClose() {
	p, f := v.host.Printer(), v.file
	client, id := v.id(), v.contest
	v.host.Confirm(screen.Confirm{
		Client: v.client, Title: p.T("campaigns.close_title", "name", f.Name), Text: p.N("campaigns.close_text", len(f.entrants)-f.excluded()),
		Action: p.T("campaigns.close_list"), Final: true,
		Do: func() {
			v.doFinal(func(ctx context.Context) error {
				_, err := v.deps.Calendar.CloseList(ctx, client, id, "")
				return err
			}, "campaigns.list_closed")
		},
	})
}

// recordSeed records the seed once it is known; it is said once.
func (v *view) recordSeed() {
	p, client, id := v.host.Printer(), v.id(), v.contest
	seed := widgets.NewTextField("seed", p.T("campaigns.seed")).SetPlaceHolder(v.file.Announced.Example)
	url := widgets.NewTextField("url", p.T("campaigns.seed_url")).SetPlaceHolder("https://")
	widgets.NewForm(v.host, p.T("campaigns.record_seed"), func() (func(context.Context) error, error) {
		s, at := seed.Text(), url.Text()
		return func(ctx context.Context) error {
			_, err := v.deps.Calendar.RecordSeed(ctx, client, id, s, at)
			return err
		}, nil
	}, func() { v.saidFinal("campaigns.seed_done") }, widgets.NewNote(widgets.ToneWarn, p.T("campaigns.seed_final")), seed, url).
		Accent(v.client.Color).Show()
}

// publishResult records where the winners were announced.
func (v *view) publishResult() {
	p, client, id := v.host.Printer(), v.id(), v.contest
	url := widgets.NewTextField("url", p.T("campaigns.result_url")).SetPlaceHolder("https://")
	widgets.NewForm(v.host, p.T("campaigns.publish_result"), func() (func(context.Context) error, error) {
		at := url.Text()
		return func(ctx context.Context) error {
			_, err := v.deps.Calendar.PublishResult(ctx, client, id, at)
			return err
		}, nil
	}, func() { v.said("campaigns.result_saved") }, url).Accent(v.client.Color).Show()
}

// doDraw draws once and for all.
func (v *view) doDraw() {
	client, id := v.id(), v.contest
	v.doFinal(func(ctx context.Context) error {
		_, err := v.deps.Calendar.DrawContest(ctx, client, id)
		return err
	}, "campaigns.draw_done")
}

// doFinal does what cannot be taken back.
func (v *view) doFinal(act func(context.Context) error, said string) {
	work.Do(v.work, "", act, func(err error) {
		if err != nil {
			v.reload()
			v.host.Fail(err)
			return
		}
		v.saidFinal(said)
	})
}
