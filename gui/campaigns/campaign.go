package campaigns

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regie/assets/icons"
	"regie/clients"
	"regie/clients/budget"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
	"regie/clients/money"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
)

// Money is what the view needs of the budget.
type Money interface {
	Campaign(ctx context.Context, client, campaign clients.ID, days civil.Range, today civil.Date) (budget.Period, error)
}

// Time is what it needs of the hours.
type Time interface {
	CampaignTime(ctx context.Context, client, campaign clients.ID) (hours.CampaignTime, error)
}

// campaignFile is all there is of one campaign.
type campaignFile struct {
	calendar.Campaign
	items    []calendar.Row
	contests []calendar.Contest
	money    budget.Period
	time     hours.CampaignTime
	links    calendar.CampaignLinks
}

func (d Deps) loadCampaign(ctx context.Context, client, id clients.ID, today civil.Date) (campaignFile, error) {
	var f campaignFile
	var err error
	if f.Campaign, err = d.Calendar.Campaign(ctx, client, string(id)); err != nil {
		return f, err
	}
	rows, err := d.Calendar.Rows(ctx, calendar.Filter{Client: client, Campaign: id})
	if err != nil {
		return f, fmt.Errorf("reading a campaign’s items: %w", err)
	}
	for _, r := range rows {
		if r.State != calendar.Cancelled {
			f.items = append(f.items, r)
		}
	}
	contests, err := d.Calendar.Contests(ctx, client)
	if err != nil {
		return f, fmt.Errorf("reading the contests: %w", err)
	}
	for _, c := range contests {
		if c.Campaign == id {
			f.contests = append(f.contests, c)
		}
	}
	if f.money, err = d.Money.Campaign(ctx, client, id, f.Days(), today); err != nil {
		return f, fmt.Errorf("reading a campaign’s money: %w", err)
	}
	if f.time, err = d.Time.CampaignTime(ctx, client, id); err != nil {
		return f, fmt.Errorf("reading a campaign’s time: %w", err)
	}
	f.links, err = d.Calendar.CampaignLinks(ctx, client, id)
	return f, err
}

// campaignPage is one campaign: what it wants and what came of it, its money
// and its time, and what serves it.
func (v *view) campaignPage() fyne.CanvasObject {
	p, k := v.host.Printer(), v.of
	head := []fyne.CanvasObject{
		widgets.NewGhost(p.T("campaigns.back"), icons.Left, v.back),
		widgets.Grow(widgets.PanelTitle(k.Name).Ellipsis()),
	}
	if k.ArchivedAt != "" {
		head = append(head, widgets.NewPill(widgets.ToneNeutral, p.T("campaigns.archived")))
	}
	head = append(head, widgets.NewButton(p.T("common.edit"), icons.Edit, func() { v.editCampaign(k.Campaign) }))
	left := widgets.VBox(theme.Space12, v.resultCard(), v.servingCard())
	right := widgets.VBox(theme.Space12, v.moneyCard(), v.timeCard())
	return container.NewBorder(widgets.Inset(0, 0, theme.Space12, 0, widgets.HBox(theme.Space8, head...)), nil, nil, nil,
		scrolled(widgets.Columns(theme.Space12, []float32{1.25, 1}, left, right)))
}

// resultCard sets what was wanted against what was reached.
func (v *view) resultCard() fyne.CanvasObject {
	p, k := v.host.Printer(), v.of
	quiet := func(s string) fyne.CanvasObject { return widgets.NewParagraph(s).Token(theme.TokenMute) }
	rows := []fyne.CanvasObject{widgets.StrongCaption(p.T("campaigns.goal"))}
	if k.Goal != "" {
		rows = append(rows, widgets.NewParagraph(k.Goal))
	} else {
		rows = append(rows, quiet(p.T("campaigns.no_goal")))
	}
	rows = append(rows, widgets.StrongCaption(p.T("campaigns.result")))
	if k.Target != nil {
		reached := int64(0)
		words := p.T("campaigns.target_only", "target", p.Int(*k.Target), "measure", k.Measure)
		if k.Reached != nil {
			reached = *k.Reached
			words = p.T("campaigns.reached_of", "reached", p.Int(reached), "target", p.Int(*k.Target), "measure", k.Measure)
		}
		tone, share := widgets.TonePrimary, ""
		if s, ok := k.Success(); ok {
			share = p.Percent(s, 0)
			if s >= 10_000 {
				tone = widgets.ToneOK
			}
		}
		g := widgets.NewLabelledGauge(words, share)
		g.Set(words, share, float64(reached), float64(*k.Target), tone)
		rows = append(rows, g)
	}
	switch {
	case k.Result != "":
		rows = append(rows, widgets.NewParagraph(k.Result))
	case k.Reached == nil:
		rows = append(rows, quiet(p.T("campaigns.no_result")))
	}
	if k.Note != "" {
		rows = append(rows, widgets.Rule(), quiet(k.Note))
	}
	return widgets.NewCard(p.T("campaigns.goal_result"), days(p, k.From, k.Until), widgets.VBox(theme.Space8, rows...))
}

// servingCard lists the contests and items of the campaign.
func (v *view) servingCard() fyne.CanvasObject {
	p, k := v.host.Printer(), v.of
	rows := []fyne.CanvasObject{}
	for _, c := range k.contests {
		line := widgets.HBox(theme.Space8, widgets.Grow(widgets.Strong(c.Name).Ellipsis()), v.stagePill(c))
		rows = append(rows, widgets.NewPressRow(widgets.Pad(theme.Space8, theme.Space4, line), func() { v.open(c.ID) }))
	}
	made := 0
	for i, r := range k.items {
		if r.State == calendar.Published {
			made++
		}
		if i == mostItems {
			rows = append(rows, widgets.Caption(p.N("campaigns.more_items", len(k.items)-i)))
		}
		if i >= mostItems {
			continue
		}
		title := r.Title
		if title == "" {
			title = p.T("calendar.kind." + string(r.Kind))
		}
		line := widgets.HBox(theme.Space8, widgets.MinWidth(64, widgets.Muted(p.DateShort(r.On))), widgets.Grow(widgets.NewText(title).Ellipsis()), widgets.Caption(p.T("calendar.state."+string(r.State))))
		rows = append(rows, widgets.NewPressRow(widgets.Pad(theme.Space8, theme.Space4, line), func() {
			v.host.Go(screen.Route{Page: screen.PageClient, Client: v.client.Key, Tab: screen.TabCalendar, Month: r.On.InMonth(), Arg: string(r.ID)})
		}))
	}
	if len(rows) == 0 {
		rows = append(rows, widgets.NewParagraph(p.T("campaigns.no_items")).Token(theme.TokenMute))
	}
	return widgets.NewCard(p.T("campaigns.serving"), p.T("campaigns.made_caption", "made", made, "items", len(k.items)), widgets.VBox(0, rows...))
}

// mostItems leaves the page to what matters; the calendar has them all.
const mostItems = 14

// moneyCard is what the campaign was given, what its lines plan and use in each
// currency, and what is left.
func (v *view) moneyCard() fyne.CanvasObject {
	p, k := v.host.Printer(), v.of
	rows := []fyne.CanvasObject{}
	add := func(label string, minor int64, c money.Currency, bold bool) {
		amount := widgets.NewText(p.Money(money.Amount{Minor: minor, Currency: c})).Right()
		if bold {
			amount = amount.Bold()
			if minor < 0 {
				amount = amount.Tone(widgets.ToneBad)
			}
		}
		rows = append(rows, widgets.HBox(theme.Space8, widgets.Grow(widgets.Muted(label)), amount))
	}
	given, ok := k.Given()
	if ok {
		add(p.T("campaigns.given"), given.Minor, given.Currency, false)
	}
	for _, o := range k.money.Parts {
		add(p.T("campaigns.planned"), o.Total.Available(), o.Currency, false)
		add(p.T("budget.committed"), o.Total.Committed, o.Currency, false)
		add(p.T("budget.actual"), o.Total.Actual, o.Currency, false)
		add(p.T("campaigns.left_planned"), o.Total.Left(), o.Currency, !ok)
	}
	if left, comparable := k.money.LeftOf(given); ok && comparable {
		add(p.T("campaigns.left_given"), left, given.Currency, true)
		used := float64(given.Minor - left)
		g := widgets.NewGauge()
		g.Set(used, float64(given.Minor), widgets.GaugeTone(used, float64(given.Minor), used))
		rows = append(rows, g)
	}
	if len(rows) == 0 {
		rows = append(rows, widgets.NewParagraph(p.T("campaigns.no_money")).Token(theme.TokenMute))
	}
	caption := ""
	if len(k.money.Parts) == 1 && k.money.Parts[0].Pace != nil {
		caption = p.T("campaigns.pace", "pace", p.Decimal(*k.money.Parts[0].Pace, 2))
	}
	open := widgets.NewGhost(p.T("campaigns.open_budget"), icons.None, func() {
		v.host.Go(screen.Route{Page: screen.PageClient, Client: v.client.Key, Tab: screen.TabBudget, Arg: string(k.ID)})
	})
	return widgets.NewCard(p.T("campaigns.budget"), caption, widgets.VBox(theme.Space8, append(rows, widgets.HBox(0, open))...))
}

// timeCard is the agency's own: what the campaign took and what that is worth.
func (v *view) timeCard() fyne.CanvasObject {
	p, t := v.host.Printer(), v.of.time
	if t.Entries == 0 {
		return widgets.NewCard(p.T("campaigns.time"), "", widgets.NewParagraph(p.T("campaigns.no_time")).Token(theme.TokenMute))
	}
	rows := []fyne.CanvasObject{widgets.HBox(theme.Space8, widgets.Grow(widgets.Muted(p.N("campaigns.entries", t.Entries))), widgets.NewText(p.Hours(t.RawMinutes)).Bold())}
	if t.FreeMinutes > 0 {
		rows = append(rows, widgets.HBox(theme.Space8, widgets.Grow(widgets.Muted(p.T("campaigns.free"))), widgets.NewText(p.Hours(t.FreeMinutes))))
	}
	for _, value := range t.Values {
		rows = append(rows, widgets.HBox(theme.Space8, widgets.Grow(widgets.Muted(p.T("campaigns.worth"))), widgets.NewText(p.Money(value))))
	}
	if t.Unrated > 0 {
		rows = append(rows, widgets.Caption(p.N("campaigns.unrated", t.Unrated)))
	}
	return widgets.NewCard(p.T("campaigns.time"), p.T("campaigns.internal"), widgets.VBox(theme.Space8, rows...))
}

// editCampaign plans a campaign, or changes one and says what came of it.
func (v *view) editCampaign(c calendar.Campaign) {
	p := v.host.Printer()
	title := p.T("campaigns.new")
	if c.ID != "" {
		title = c.Name
	}
	name := widgets.NewTextField("name", p.T("common.name"))
	name.SetText(c.Name)
	goal := widgets.NewTextArea("goal", p.T("campaigns.goal"), 2)
	goal.SetText(c.Goal)
	from, until := v.dayFields(c.From, c.Until)
	cost := widgets.NewMoneyField(p, "budget", p.T("campaigns.budget"), v.md.currency)
	if given, ok := c.Given(); ok {
		cost.SetAmount(given)
	}
	target := countField("target", p.T("campaigns.target"), c.Target)
	measure := widgets.NewTextField("measure", p.T("campaigns.measure")).SetPlaceHolder(p.T("campaigns.measure_example"))
	measure.SetText(c.Measure)
	reached := countField("reached", p.T("campaigns.reached"), c.Reached)
	result := widgets.NewTextArea("result", p.T("campaigns.result"), 3)
	result.SetText(c.Result)
	note := widgets.NewTextArea("note", p.T("common.note"), 2)
	note.SetText(c.Note)
	var saved calendar.Campaign
	f := widgets.NewForm(v.host, title, func() (func(context.Context) error, error) {
		kept := c
		kept.Client, kept.Name, kept.Goal, kept.Result, kept.Note = v.id(), strings.TrimSpace(name.Text()), goal.Text(), result.Text(), note.Text()
		kept.Measure = strings.TrimSpace(measure.Text())
		var err error
		if kept.From, kept.Until, err = readDays(from, until); err != nil {
			return nil, err
		}
		if kept.BudgetMinor, kept.Currency, err = readMoney(cost, v.md.currency); err != nil {
			return nil, fault.Beside(err, "budget")
		}
		if kept.Target, err = readNumber(target); err != nil {
			return nil, err
		}
		if kept.Reached, err = readNumber(reached); err != nil {
			return nil, err
		}
		return func(ctx context.Context) (err error) {
			saved, err = v.deps.Calendar.SaveCampaign(ctx, kept)
			return err
		}, nil
	}, func() {
		v.contest, v.campaign = "", saved.ID
		v.said("campaigns.saved")
	}, name, goal, widgets.Columns(theme.Space12, []float32{1, 1}, from, until), cost,
		widgets.Columns(theme.Space12, []float32{1, 1.4}, target, measure), reached, result, note).Accent(v.client.Color)
	if c.ID != "" {
		f.Also(v.putAway(f, c))
	}
	f.Show()
}

// putAway archives a campaign, or removes one on which nothing hangs.
func (v *view) putAway(f *widgets.Form, c calendar.Campaign) *widgets.Button {
	p, client := v.host.Printer(), v.id()
	if v.of.ID == c.ID && v.of.links.None() {
		return widgets.NewDanger(p.T("common.delete"), icons.Trash, func() {
			v.remove(f, func(ctx context.Context) error { return v.deps.Calendar.RemoveCampaign(ctx, client, c.ID) }, "campaigns.removed")
		})
	}
	label, said, away := "campaigns.archive", "campaigns.archived_done", true
	if c.ArchivedAt != "" {
		label, said, away = "campaigns.reopen", "campaigns.reopened", false
	}
	return widgets.NewButton(p.T(label), icons.None, func() {
		v.remove(f, func(ctx context.Context) error {
			_, err := v.deps.Calendar.ArchiveCampaign(ctx, client, c.ID, away)
			return err
		}, said)
	})
}

func countField(name, label string, n *int64) *widgets.TextField {
	f := widgets.NewTextField(name, label)
	if n != nil {
		f.SetText(strconv.FormatInt(*n, 10))
	}
	return f
}

// readNumber reads a whole number that may be left out; fault campaign_target.
func readNumber(f *widgets.TextField) (*int64, error) {
	s := f.Digits()
	if s == "" {
		return nil, nil
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 {
		return nil, fault.New("campaign_target").At(f.Name())
	}
	return &n, nil
}
