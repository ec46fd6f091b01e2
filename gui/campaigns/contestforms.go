package campaigns

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/fault"
	"regie/clients/money"
	"regie/clients/sheet"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// editContest plans a contest or changes its particulars; its prizes and ticks
// are changed on its page.
func (v *view) editContest(c calendar.Contest) {
	p := v.host.Printer()
	title := p.T("campaigns.new_contest")
	if c.ID != "" {
		title = c.Name
	}
	name := widgets.NewTextField("name", p.T("common.name"))
	name.SetText(c.Name)
	from, until := v.dayFields(c.From, c.Until)
	rules := widgets.NewTextField("rules", p.T("campaigns.rules")).SetPlaceHolder("https://")
	rules.SetText(c.Rules)
	substitutes := widgets.NewTextField("substitutes", p.T("campaigns.substitutes"))
	substitutes.SetText(strconv.Itoa(c.Substitutes))
	of := widgets.NewSelect(p, "campaign", p.T("common.campaign"), v.campaignOptions(), nil)
	of.Choose(string(c.Campaign))
	note := widgets.NewTextArea("note", p.T("common.note"), 3)
	note.SetText(c.Note)
	var saved calendar.Contest
	widgets.NewForm(v.host, title, func() (func(context.Context) error, error) {
		kept := c
		kept.Client, kept.Name, kept.Rules, kept.Campaign, kept.Note = v.id(), name.Text(), rules.Text(), clients.ID(of.Key()), note.Text()
		var err error
		if kept.From, kept.Until, err = readDays(from, until); err != nil {
			return nil, err
		}
		if kept.Substitutes, err = readCount(substitutes.Text(), "substitutes", "substitutes_invalid"); err != nil {
			return nil, err
		}
		return func(ctx context.Context) (err error) {
			saved, err = v.deps.Calendar.SaveContest(ctx, kept)
			return err
		}, nil
	}, func() {
		v.contest = saved.ID
		v.said("campaigns.contest_saved")
	}, name, widgets.Columns(theme.Space12, []float32{1, 1}, from, until), rules, substitutes, of, note).Accent(v.client.Color).Show()
}

func (v *view) campaignOptions() []widgets.Option {
	list := []widgets.Option{{Label: v.host.Printer().T("common.none_f")}}
	for _, c := range v.md.campaigns {
		list = append(list, widgets.Option{Key: string(c.ID), Label: c.Name})
	}
	return list
}

// editPrize changes the prize of a place, or adds one with -1.
func (v *view) editPrize(place int) {
	p := v.host.Printer()
	title, pr := p.T("campaigns.new_prize"), calendar.Prize{Quantity: 1}
	if place >= 0 {
		pr = v.file.Prizes[place]
		title = pr.Name
	}
	name := widgets.NewTextField("prize", p.T("campaigns.prize"))
	name.SetText(pr.Name)
	quantity := widgets.NewTextField("quantity", p.T("campaigns.quantity"))
	quantity.SetText(strconv.Itoa(pr.Quantity))
	value := widgets.NewMoneyField(p, "value", p.T("campaigns.value"), v.md.currency)
	if pr.ValueMinor != nil {
		value.SetAmount(money.Amount{Minor: *pr.ValueMinor, Currency: money.Currency(pr.Currency)})
	}
	f := widgets.NewForm(v.host, title, func() (func(context.Context) error, error) {
		kept := calendar.Prize{Name: name.Text()}
		var err error
		if kept.Quantity, err = readCount(quantity.Text(), "quantity", "prize_invalid"); err != nil {
			return nil, err
		}
		if kept.ValueMinor, kept.Currency, err = readMoney(value, v.md.currency); err != nil {
			return nil, fault.Beside(err, "value")
		}
		return v.change(func(c *calendar.Contest) {
			if place >= 0 && place < len(c.Prizes) {
				c.Prizes[place] = kept
				return
			}
			c.Prizes = append(c.Prizes, kept)
		}), nil
	}, func() { v.said("campaigns.prize_saved") }, name, quantity, value).Accent(v.client.Color)
	if place >= 0 {
		f.Also(widgets.NewDanger(p.T("common.delete"), icons.Trash, func() {
			v.remove(f, v.change(func(c *calendar.Contest) {
				if place < len(c.Prizes) {
					c.Prizes = append(c.Prizes[:place], c.Prizes[place+1:]...)
				}
			}), "campaigns.prize_removed")
		}))
	}
	f.Show()
}

// exclude keeps a participant out for a reason, or lets them in again.
func (v *view) exclude(e calendar.Entrant) {
	p, client, id := v.host.Printer(), v.id(), v.contest
	reason := widgets.NewTextField("reason", p.T("campaigns.reason"))
	reason.SetText(e.Excluded)
	reason.SetHint(p.T("campaigns.reason_hint"))
	widgets.NewForm(v.host, person(e), func() (func(context.Context) error, error) {
		why := reason.Text()
		return func(ctx context.Context) error {
			_, err := v.deps.Calendar.Exclude(ctx, client, id, e.ID, why)
			return err
		}, nil
	}, func() { v.said("campaigns.exclusion_saved") }, reason).Accent(v.client.Color).Show()
}

// importEntrants asks for a list of participants and tells what it would bring
// before it is taken in.
func (v *view) importEntrants() {
	widgets.AskOpen(v.host, func(path string) { v.tryImport(path, "") }, ".csv", ".tsv", ".txt", ".xlsx", ".ods")
}

// trial is what an import would do, or the columns to choose from where none
// is known for an identifier.
type trial struct {
	in      calendar.EntrantImport
	columns []string
}

func (v *view) tryImport(path, column string) {
	client, id := v.id(), v.contest
	work.Run(v.work, "import", func(ctx context.Context) (trial, error) {
		return v.try(ctx, client, id, path, column)
	}, func(t trial, err error) {
		switch {
		case err != nil:
			v.host.Fail(err)
		case t.columns != nil:
			v.askColumn(path, t.columns)
		default:
			v.showImport(path, column, t.in)
		}
	})
}

func (v *view) try(ctx context.Context, client, id clients.ID, path, column string) (t trial, err error) {
	f, err := sheet.OpenPath(path, sheet.DefaultLimits)
	if err != nil {
		return t, err
	}
	t.in, err = v.deps.Calendar.ImportEntrants(ctx, client, id, f, column, true)
	if column == "" && fault.Is(err, "import_layout_unknown") {
		for _, name := range header(f) {
			if name != "" {
				t.columns = append(t.columns, name)
			}
		}
		if len(t.columns) > 0 {
			return t, nil
		}
	}
	return t, err
}

func header(f *sheet.File) []string {
	if tables := f.Tables(); len(tables) > 0 {
		return tables[0].Header
	}
	return nil
}

// askColumn asks which column says who takes part.
func (v *view) askColumn(path string, columns []string) {
	p := v.host.Printer()
	var options []widgets.Option
	for _, c := range columns {
		options = append(options, widgets.Option{Key: c, Label: c})
	}
	column := widgets.NewSelect(p, "column", p.T("campaigns.column"), options, nil)
	column.Choose(columns[0])
	widgets.NewForm(v.host, p.T("campaigns.import"), func() (func(context.Context) error, error) {
		return func(context.Context) error { return nil }, nil
	}, func() { v.tryImport(path, column.Key()) }, column).Accent(v.client.Color).SaveLabel(p.T("common.continue")).Show()
}

func (v *view) showImport(path, column string, in calendar.EntrantImport) {
	p := v.host.Printer()
	objects := []fyne.CanvasObject{widgets.Strong(in.Name).Ellipsis()}
	for _, line := range report(p, in) {
		objects = append(objects, widgets.NewNote(line.tone, line.words))
	}
	widgets.NewForm(v.host, p.T("campaigns.import"), func() (func(context.Context) error, error) {
		return v.takeIn(path, column), nil
	}, func() { v.said("campaigns.imported") }, objects...).Accent(v.client.Color).SaveLabel(p.T("common.import")).Show()
}

// takeIn imports the participants of a file.
func (v *view) takeIn(path, column string) func(context.Context) error {
	client, id := v.id(), v.contest
	return func(ctx context.Context) error {
		f, err := sheet.OpenPath(path, sheet.DefaultLimits)
		if err != nil {
			return err
		}
		_, err = v.deps.Calendar.ImportEntrants(ctx, client, id, f, column, false)
		return err
	}
}
