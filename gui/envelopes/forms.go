package envelopes

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/clients"
	"regie/clients/budget"
	"regie/clients/fault"
	"regie/clients/money"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// editLine plans a line, new when l is nil.
func (v *view) editLine(l *budget.LineSum) {
	p := v.host.Printer()
	id := clients.ID(v.client.ID)
	form := budget.PlanForm{Kind: budget.Ads, Days: v.month.Range(), Campaign: v.which}
	title := p.T("envelopes.new_line")
	if l != nil {
		form = budget.PlanForm{
			ID: l.ID, Kind: l.Kind, Name: l.Name, Days: l.Range(), Campaign: l.Campaign,
			Planned: money.Amount{Minor: l.PlannedMinor, Currency: l.Currency}, Rebillable: l.Rebillable, Note: l.Note,
		}
		title = lineName(p, l.Line)
	}
	kind := widgets.NewSelect(p, "kind", p.T("envelopes.envelope"), kindOptions(v), nil)
	kind.Choose(string(form.Kind))
	name := widgets.NewTextField("name", p.T("envelopes.name"))
	name.SetText(form.Name)
	planned := widgets.NewMoneyField(p, "planned", p.T("budget.planned"), v.md.over.Currency)
	planned.SetAmount(form.Planned)
	rebill := widgets.NewCheck("rebillable", p.T("budget.rebillable"), form.Rebillable, nil)
	campaign := newChoice(p, v.md.campaigns, form, l == nil)
	note := widgets.NewTextArea("note", p.T("common.note"), 3)
	note.SetText(form.Note)
	f := widgets.NewForm(v.host, title, func() (func(context.Context) error, error) {
		amount, err := planned.Amount()
		if err != nil {
			return nil, fault.Beside(err, "planned")
		}
		if amount.Currency == "" {
			amount.Currency = v.md.over.Currency
		}
		form.Kind, form.Name, form.Planned = budget.Kind(kind.Key()), name.Text(), amount
		form.Rebillable, form.Note = rebill.On(), note.Text()
		campaign.put(&form, v.month)
		return func(ctx context.Context) error {
			_, _, err := v.deps.Budget.SetLine(ctx, id, form)
			return err
		}, nil
	}, func() { v.said("envelopes.line_saved") }, kind, name, planned, campaign.which, campaign.whole, rebill, note).Accent(v.client.Color)
	if l != nil {
		f.Also(widgets.NewDanger(p.T("common.delete"), icons.Trash, func() {
			v.remove(f, func(ctx context.Context) error { return v.deps.Budget.RemoveLine(ctx, id, l.ID) }, "envelopes.line_removed")
		}))
	}
	f.Show()
}

func kindOptions(v *view) []widgets.Option {
	var list []widgets.Option
	for _, k := range budget.Kinds() {
		list = append(list, widgets.Option{Key: string(k), Label: v.host.Printer().T("budget.kind_" + string(k))})
	}
	return list
}

// carry takes what is left of chosen lines to the next month.
func (v *view) carry() {
	p, id, from := v.host.Printer(), clients.ID(v.client.ID), v.month
	var checks []*widgets.Check
	var lines []clients.ID
	objects := []fyne.CanvasObject{widgets.NewParagraph(p.T("envelopes.carry_text", "month", from.Add(1))).Token(theme.TokenMute)}
	for _, l := range v.md.lines {
		if l.Month() != from || l.Sum.Left() == 0 {
			continue
		}
		left := money.Amount{Minor: l.Sum.Left(), Currency: l.Currency}
		c := widgets.NewCheck("line", lineName(p, l.Line)+" · "+p.T("envelopes.left", "amount", left), l.Sum.Left() > 0, nil)
		checks, lines = append(checks, c), append(lines, l.ID)
		objects = append(objects, c)
	}
	if len(lines) == 0 {
		v.host.Toast(p.T("envelopes.carry_none"), nil)
		return
	}
	widgets.NewForm(v.host, p.T("envelopes.carry"), func() (func(context.Context) error, error) {
		var chosen []clients.ID
		for i, c := range checks {
			if c.On() {
				chosen = append(chosen, lines[i])
			}
		}
		return func(ctx context.Context) error {
			_, _, err := v.deps.Budget.CarryOver(ctx, id, chosen, from, from.Add(1))
			return err
		}, nil
	}, func() { v.said("envelopes.carried_over") }, objects...).Accent(v.client.Color).SaveLabel(p.T("envelopes.carry_do")).Show()
}

// editThresholds changes the percentages that warn for this client; none bring
// the usual ones back.
func (v *view) editThresholds() {
	p, id := v.host.Printer(), clients.ID(v.client.ID)
	list := widgets.NewTextField("thresholds", p.T("envelopes.percents"))
	var words []string
	for _, n := range v.md.percents {
		words = append(words, strconv.Itoa(n))
	}
	list.SetText(strings.Join(words, ", "))
	list.SetHint(p.T("envelopes.percents_hint"))
	widgets.NewForm(v.host, p.T("envelopes.thresholds"), func() (func(context.Context) error, error) {
		var percents []int
		for _, s := range strings.FieldsFunc(list.Text(), func(r rune) bool { return strings.ContainsRune(" ,;%\u00a0\u202f", r) }) {
			n, err := strconv.Atoi(s)
			if err != nil {
				n = 0 // refused by the rule, with what it takes
			}
			percents = append(percents, n)
		}
		return func(ctx context.Context) error { return v.deps.Budget.SetThresholds(ctx, id, percents) }, nil
	}, func() { v.said("envelopes.thresholds_saved") }, list).Accent(v.client.Color).Show()
}

// copyLast takes last month's lines over.
func (v *view) copyLast() {
	id, to := clients.ID(v.client.ID), v.month
	var made []budget.Line
	work.Act(v.work, "", func(ctx context.Context) (err error) {
		made, _, err = v.deps.Budget.CopyMonth(ctx, id, to.Add(-1), to)
		return err
	}, v.host.Fail, func() {
		if len(made) == 0 { // the undo of a toast would take back another act
			v.host.Toast(v.host.Printer().T("envelopes.copied_none"), nil)
			return
		}
		v.said("envelopes.copied")
	})
}

func (v *view) said(key string) {
	v.reload()
	v.host.Reload()
	v.host.Done(v.host.Printer().T(key))
}
