package campaigns

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/assets/text"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
	"regie/gui/theme"
	"regie/gui/widgets"
)

// count is a card's caption, nothing for none.
func count(p *text.Printer, n int) string {
	if n == 0 {
		return ""
	}
	return p.Int(int64(n))
}

func (v *view) newCampaigns() *widgets.Table[campaignRow] {
	p := v.host.Printer()
	t := widgets.NewTable([]widgets.Column[campaignRow]{
		{Title: p.T("common.campaign"), Flex: 1.1, Bold: true, Wrap: true, Text: func(r campaignRow) string { return r.Name }},
		{Title: p.T("campaigns.goal"), Flex: 1.3, Muted: true, Wrap: true, Text: func(r campaignRow) string { return r.Goal }},
		{Title: p.T("campaigns.days"), Width: 138, Wrap: true, Text: func(r campaignRow) string { return days(p, r.From, r.Until) }, Less: func(a, b campaignRow) bool { return a.From.Before(b.From) }},
		{Title: p.T("campaigns.budget"), Width: 84, Right: true, Text: func(r campaignRow) string { return worth(p, r.BudgetMinor, r.Currency) }},
		{Title: p.T("campaigns.made"), Width: 92, Right: true, Text: func(r campaignRow) string {
			if r.items == 0 {
				return p.T("common.unknown")
			}
			return p.T("campaigns.made_of", "made", r.made, "items", r.items)
		}},
		{Title: p.T("campaigns.result"), Flex: 1.3, Wrap: true, Text: func(r campaignRow) string {
			if share, ok := r.Success(); ok {
				return strings.TrimSpace(p.T("campaigns.reached_short", "share", p.Percent(share, 0), "result", r.Result))
			}
			if r.Result == "" {
				return p.T("common.unknown")
			}
			return r.Result
		}},
	}).Whole().RowHeight(twoLines)
	t.OnOpen = func(r campaignRow) { v.openCampaign(r.ID) }
	return t
}

func (v *view) newContests() *widgets.Table[calendar.Contest] {
	p := v.host.Printer()
	t := widgets.NewTable([]widgets.Column[calendar.Contest]{
		{Title: p.T("campaigns.contest"), Flex: 1, Bold: true, Wrap: true, Text: func(c calendar.Contest) string { return c.Name }},
		{Title: p.T("campaigns.days"), Width: 138, Wrap: true, Text: func(c calendar.Contest) string { return days(p, c.From, c.Until) }},
		{Title: p.T("campaigns.entrants"), Width: 88, Right: true, Text: func(c calendar.Contest) string { return p.Int(int64(c.Entries)) }},
		{
			Title: p.T("common.state"), Width: 150,
			Make: func() fyne.CanvasObject { return widgets.NewPill(widgets.ToneNeutral, "") },
			Update: func(c calendar.Contest, o fyne.CanvasObject) {
				st := c.Stage(v.host.Today())
				o.(*widgets.Pill).Set(stageTone(st), p.T("contest.stage_"+string(st)))
			},
		},
	}).Whole().RowHeight(twoLines)
	t.OnOpen = func(c calendar.Contest) { v.open(c.ID) }
	return t
}

func (v *view) dayFields(first, last civil.Date) (from, until *widgets.DateField) {
	p := v.host.Printer()
	from = widgets.NewDateField(p, "from", p.T("common.start"), v.host.Today())
	until = widgets.NewDateField(p, "until", p.T("common.end"), v.host.Today())
	if !first.IsZero() {
		from.SetDate(first)
	}
	if !last.IsZero() {
		until.SetDate(last)
	}
	return from, until
}

func readDays(from, until *widgets.DateField) (first, last civil.Date, err error) {
	for _, f := range []struct {
		field *widgets.DateField
		into  *civil.Date
		name  string
	}{{from, &first, "from"}, {until, &last, "until"}} {
		if f.field.Empty() {
			continue
		}
		if *f.into, err = f.field.Date(); err != nil {
			return first, last, fault.Beside(err, f.name)
		}
	}
	return first, last, nil
}

// readMoney reads an amount that may be left out, in the client's currency
// where none is typed.
func readMoney(f *widgets.MoneyField, def money.Currency) (minor *int64, currency string, err error) {
	if f.Empty() {
		return nil, "", nil
	}
	a, err := f.Amount()
	if err != nil {
		return nil, "", err
	}
	if a.Currency == "" {
		a.Currency = def
	}
	return &a.Minor, string(a.Currency), nil
}

func (v *view) hashtagsCard() fyne.CanvasObject {
	p := v.host.Printer()
	rows := []fyne.CanvasObject{}
	for _, h := range v.md.sets {
		row := widgets.VBox(theme.Space4, widgets.Strong(h.Name).Ellipsis(), widgets.NewParagraph(hashtags(h.Tags)).Token(theme.TokenMute).MaxLines(3))
		rows = append(rows, widgets.NewPressRow(widgets.Pad(theme.Space8, theme.Space4, row), func() { v.editTags(h) }))
	}
	if len(rows) == 0 {
		rows = append(rows, widgets.NewParagraph(p.T("campaigns.no_set")).Token(theme.TokenMute))
	}
	rows = append(rows, widgets.HBox(0, widgets.NewGhost(p.T("campaigns.new_set"), icons.Plus, func() { v.editTags(calendar.HashtagSet{}) })))
	return widgets.NewCard(p.T("campaigns.sets"), count(p, len(v.md.sets)), widgets.VBox(theme.Space4, rows...))
}

func (v *view) editTags(h calendar.HashtagSet) {
	p := v.host.Printer()
	title := p.T("campaigns.new_set")
	if h.ID != "" {
		title = h.Name
	}
	name := widgets.NewTextField("name", p.T("common.name"))
	name.SetText(h.Name)
	tags := widgets.NewTextArea("tags", p.T("campaigns.tags"), 5)
	tags.SetHint(p.T("campaigns.tags_hint"))
	tags.SetText(hashtags(h.Tags))
	f := widgets.NewForm(v.host, title, func() (func(context.Context) error, error) {
		kept := calendar.HashtagSet{ID: h.ID, Client: v.id(), Name: name.Text(), Tags: splitTags(tags.Text())}
		return func(ctx context.Context) error {
			_, err := v.deps.Calendar.SaveHashtagSet(ctx, kept)
			return err
		}, nil
	}, func() { v.said("campaigns.set_saved") }, name, tags).Accent(v.client.Color)
	if h.ID != "" {
		id := v.id()
		f.Also(widgets.NewDanger(p.T("common.delete"), icons.Trash, func() {
			v.remove(f, func(ctx context.Context) error {
				_, err := v.deps.Calendar.RemoveHashtagSet(ctx, id, string(h.ID))
				return err
			}, "campaigns.set_removed")
		}))
	}
	f.Show()
}
