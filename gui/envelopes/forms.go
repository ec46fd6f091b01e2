package envelopes

import (
	"context"

	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/clients"
	"regie/clients/budget"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
	"regie/gui/widgets"
	"regie/gui/work"
)

// editLine plans a line, new when l is nil.
func (v *view) editLine(l *budget.LineSum) {
	p := v.host.Printer()
	id := clients.ID(v.client.ID)
	form := budget.PlanForm{Kind: budget.Ads, Days: v.month.Range()}
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

// moveFields are the fields of an order or an expense.
type moveFields struct {
	line     *widgets.Select
	on       *widgets.DateField
	label    *widgets.TextField
	supplier *widgets.TextField
	amount   *widgets.MoneyField
	rate     *widgets.TextField
	of       *widgets.Select
	rebill   *widgets.Check
	receipt  *receipt
}

// editMove records an order or an expense, or changes m.
func (v *view) editMove(kind budget.MovementKind, m *budget.Movement) {
	p := v.host.Printer()
	if len(v.md.lines) == 0 {
		v.editLine(nil)
		return
	}
	id, f := clients.ID(v.client.ID), v.moveFields(kind, m)
	title := p.T("envelopes.new_" + map[budget.MovementKind]string{budget.Commit: "order", budget.Spend: "spend"}[kind])
	if m != nil {
		title = m.Label
	}
	var objects []fyne.CanvasObject
	if m != nil && m.Invoice != "" {
		objects = append(objects, widgets.NewNote(widgets.ToneInfo, p.T("envelopes.billed", "number", m.Invoice)))
	}
	objects = append(objects, f.label, f.amount, f.line, f.on, f.supplier, f.rate)
	if kind == budget.Spend && m == nil && len(v.md.open) > 0 {
		objects = append(objects, f.of)
	}
	objects = append(objects, f.rebill)
	if kind == budget.Spend {
		v.receipt = f.receipt
		objects = append(objects, f.receipt.field)
	}
	form := widgets.NewForm(v.host, title, func() (func(context.Context) error, error) {
		mf, err := f.read()
		if err != nil {
			return nil, err
		}
		if m != nil {
			mf.Of = m.Of
		}
		return func(ctx context.Context) error { return v.saveMove(ctx, id, kind, m, mf) }, nil
	}, func() { v.said("envelopes.move_saved") }, objects...).Accent(v.client.Color).OnClose(func() { v.receipt = nil })
	if m != nil {
		form.Also(widgets.NewDanger(p.T("common.delete"), icons.Trash, func() {
			v.remove(form, func(ctx context.Context) error {
				_, err := v.deps.Budget.RemoveMovement(ctx, id, m.ID)
				return err
			}, "envelopes.move_removed")
		}))
	}
	form.Show()
}

func (v *view) saveMove(ctx context.Context, id clients.ID, kind budget.MovementKind, m *budget.Movement, f budget.MoveForm) error {
	var err error
	switch {
	case m != nil:
		_, _, err = v.deps.Budget.EditMovement(ctx, id, m.ID, f)
	case kind == budget.Commit:
		_, _, err = v.deps.Budget.Commit(ctx, id, f)
	default:
		_, _, err = v.deps.Budget.Spend(ctx, id, f)
	}
	return err
}

func (v *view) moveFields(kind budget.MovementKind, m *budget.Movement) moveFields {
	p := v.host.Printer()
	var lines, orders []widgets.Option
	for _, l := range v.md.lines {
		left := money.Amount{Minor: l.Sum.Left(), Currency: l.Currency}
		lines = append(lines, widgets.Option{Key: string(l.ID), Label: lineName(p, l.Line), Detail: p.T("envelopes.left", "amount", left)})
	}
	orders = append(orders, widgets.Option{Key: "", Label: p.T("common.none_f")})
	for _, o := range v.md.open {
		orders = append(orders, widgets.Option{Key: string(o.ID), Label: o.Label, Detail: p.Money(money.Amount{Minor: o.OpenMinor, Currency: v.md.over.Currency})})
	}
	f := moveFields{
		line:     widgets.NewSelect(p, "line", p.T("budget.line"), lines, nil),
		on:       widgets.NewDateField(p, "on", p.T("common.date"), v.host.Today()),
		label:    widgets.NewTextField("label", p.T("envelopes.label")),
		supplier: widgets.NewTextField("supplier", p.T("budget.supplier")),
		amount:   widgets.NewMoneyField(p, "amount", p.T("envelopes.amount"), v.md.over.Currency),
		rate:     widgets.NewTextField("rate", p.T("envelopes.rate", "currency", string(v.md.over.Currency))),
		of:       widgets.NewSelect(p, "of", p.T("envelopes.settles"), orders, nil),
		rebill:   widgets.NewCheck("rebillable", p.T("budget.rebillable"), false, nil),
	}
	f.receipt = v.newReceipt(m)
	f.line.Choose(lines[0].Key)
	f.on.SetDate(v.defaultDay())
	if m != nil {
		f.line.Choose(string(m.Line))
		f.on.SetDate(m.On)
		f.label.SetText(m.Label)
		f.supplier.SetText(m.Supplier)
		f.amount.SetAmount(m.Amount)
		f.rebill.SetOn(m.Rebillable)
		if m.Amount.Currency != v.md.over.Currency {
			f.rate.SetText(m.Rate.String())
		}
	}
	return f
}

// defaultDay is today inside the month shown, else the nearest of its days.
func (v *view) defaultDay() civil.Date {
	today := v.host.Today()
	switch {
	case today.Before(v.month.First()):
		return v.month.First()
	case today.After(v.month.Last()):
		return v.month.Last()
	default:
		return today
	}
}

func (f moveFields) read() (budget.MoveForm, error) {
	on, err := f.on.Date()
	if err != nil {
		return budget.MoveForm{}, fault.Beside(err, "on")
	}
	amount, err := f.amount.Amount()
	if err != nil {
		return budget.MoveForm{}, fault.Beside(err, "amount")
	}
	form := budget.MoveForm{
		Line: clients.ID(f.line.Key()), On: on, Label: f.label.Text(), Supplier: f.supplier.Text(),
		Amount: amount, Rebillable: f.rebill.On(), Of: clients.ID(f.of.Key()),
	}
	f.receipt.put(&form)
	if s := f.rate.Text(); s != "" {
		if form.Rate, err = budget.ParseRate(s); err != nil {
			return form, fault.Beside(err, "rate")
		}
	}
	return form, nil
}

func (v *view) remove(f *widgets.Form, act func(context.Context) error, said string) {
	work.Do(v.work, "", act, func(err error) {
		if err != nil {
			f.Refuse(err)
			return
		}
		f.Close()
		v.said(said)
	})
}

// copyLast takes last month's lines over.
func (v *view) copyLast() {
	id, to := clients.ID(v.client.ID), v.month
	work.Do(v.work, "", func(ctx context.Context) error {
		_, _, err := v.deps.Budget.CopyMonth(ctx, id, to.Add(-1), to)
		return err
	}, func(err error) {
		if err != nil {
			v.host.Fail(err)
			return
		}
		v.said("envelopes.copied")
	})
}

func (v *view) said(key string) {
	v.reload()
	v.host.Reload()
	v.host.Toast(v.host.Printer().T(key), v.deps.Undo)
}
