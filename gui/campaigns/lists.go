package campaigns

import (
	"context"
	"image/color"
	"math"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/assets/text"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hue"
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

// pillarsCard compares what was wished with what stands in the month.
func (v *view) pillarsCard() fyne.CanvasObject {
	p := v.host.Printer()
	most := 1
	for _, m := range v.md.mix {
		most = max(most, m.PlannedShare, m.Pillar.Share)
	}
	rows := []fyne.CanvasObject{}
	for _, m := range v.md.mix {
		rows = append(rows, v.pillarRow(m, most))
	}
	if len(rows) == 0 {
		rows = append(rows, widgets.NewParagraph(p.T("campaigns.no_pillar")).Token(theme.TokenMute))
	}
	rows = append(rows, widgets.HBox(0, widgets.NewGhost(p.T("campaigns.new_pillar"), icons.Plus, func() { v.editPillar(calendar.Pillar{Position: len(v.md.pillars)}) })))
	return widgets.NewCard(p.T("campaigns.pillars"), p.Month(v.month), widgets.VBox(theme.Space4, rows...))
}

// pillarRow is a pillar with two bars: what stands in the month in its colour,
// what was wished in grey below.
func (v *view) pillarRow(m calendar.PillarMix, most int) fyne.CanvasObject {
	p := v.host.Printer()
	paint := func() color.NRGBA {
		c, err := hue.Parse(m.Pillar.Color)
		if err != nil {
			return theme.Mute()
		}
		return theme.Accent(c, theme.Dark())
	}
	name, words := m.Pillar.Name, p.T("campaigns.share", "real", p.Percent(int64(m.PlannedShare), 0), "wished", p.Percent(int64(m.Pillar.Share), 0))
	if m.Pillar.ID == "" {
		name, words = p.T("campaigns.no_pillar_items"), p.Percent(int64(m.PlannedShare), 0)
	}
	bars := []fyne.CanvasObject{
		widgets.HBox(theme.Space8, widgets.NewSwatch(10, paint), widgets.Grow(widgets.NewText(name).Ellipsis()), widgets.Caption(words)),
		realBar(m.PlannedShare, most, paint),
	}
	if m.Pillar.ID == "" {
		return widgets.Pad(theme.Space8, theme.Space4, widgets.VBox(theme.Space4, bars...))
	}
	wished := widgets.NewGauge().Paint(func() color.NRGBA { return theme.Color(theme.TokenFaint) })
	wished.Set(float64(m.Pillar.Share), float64(most), widgets.ToneNeutral)
	row := widgets.VBox(theme.Space4, append(bars, wished)...)
	return widgets.NewPressRow(widgets.Pad(theme.Space8, theme.Space4, row), func() { v.editPillar(m.Pillar) })
}

func realBar(value, most int, paint func() color.NRGBA) fyne.CanvasObject {
	g := widgets.NewGauge().Paint(paint)
	g.Set(float64(value), float64(most), widgets.ToneNeutral)
	return g
}

func (v *view) editPillar(pl calendar.Pillar) {
	p := v.host.Printer()
	title := p.T("campaigns.new_pillar")
	if pl.ID != "" {
		title = pl.Name
	}
	name := widgets.NewTextField("name", p.T("common.name"))
	name.SetText(pl.Name)
	share := widgets.NewTextField("share", p.T("campaigns.wished"))
	share.SetHint(p.T("campaigns.wished_hint"))
	if pl.ID != "" {
		share.SetText(p.Percent(int64(pl.Share), shareDigits(pl.Share)))
	}
	paint := widgets.NewColorField(p, "color", p.T("campaigns.color"))
	if pl.Color != "" {
		paint.SetHex(pl.Color)
	}
	widgets.NewForm(v.host, title, func() (func(context.Context) error, error) {
		var err error
		pl.Client, pl.Name, pl.Color = v.id(), strings.TrimSpace(name.Text()), ""
		if pl.Share, err = readShare(share.Text()); err != nil {
			return nil, err
		}
		if !paint.Empty() {
			if pl.Color, err = paint.Hex(); err != nil {
				return nil, fault.Beside(err, "color")
			}
		}
		kept := pl
		return func(ctx context.Context) error {
			_, err := v.deps.Calendar.SavePillar(ctx, kept)
			return err
		}, nil
	}, func() { v.said("campaigns.pillar_saved") }, name, share, paint).Accent(v.client.Color).Show()
}

// shareDigits is how many decimals a share needs.
func shareDigits(share int) int {
	switch {
	case share%100 == 0:
		return 0
	case share%10 == 0:
		return 1
	default:
		return 2
	}
}

// readShare reads a percentage as hundredths of a percent; fault share_invalid.
func readShare(s string) (int, error) {
	s = strings.Trim(strings.ReplaceAll(s, ",", "."), " %\u00a0\u202f")
	if s == "" {
		return 0, nil
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || f < 0 || f > 100 || math.IsNaN(f) {
		return 0, fault.New("share_invalid").At("share")
	}
	return int(math.Round(f * 100)), nil
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
