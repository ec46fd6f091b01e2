package envelopes

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/clients"
	"regie/clients/budget"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// moveFields are the fields of an order or an expense.
type moveFields struct {
	line     *widgets.Select
	on       *widgets.DateField
	label    *widgets.TextField
	supplier *widgets.TextField
	amount   *widgets.MoneyField
	rate     *widgets.TextField
	of       *widgets.Select
	partial  *widgets.Check
	after    *widgets.Banner // what will be left
	rebill   *widgets.Check
	receipt  *receipt
	tell     func() // says anew what will be left
}

// editMove records an order or an expense, or changes m.
func (v *view) editMove(kind budget.MovementKind, m *budget.Movement) {
	if len(v.md.lines) == 0 {
		v.host.Toast(v.host.Printer().T("envelopes.line_first"), nil)
		v.editLine(nil)
		return
	}
	v.showMove(kind, m, v.moveFields(kind, m))
}

// spendOrder opens the expense of an order, filled in from it.
func (v *view) spendOrder(id clients.ID) {
	f := v.moveFields(budget.Spend, nil)
	f.of.Choose(string(id))
	v.settling(f)
	v.showMove(budget.Spend, nil, f)
}

// showMove opens the form of an order or an expense with its fields.
func (v *view) showMove(kind budget.MovementKind, m *budget.Movement, f *moveFields) {
	p, id := v.host.Printer(), clients.ID(v.client.ID)
	title := p.T("envelopes.new_" + map[budget.MovementKind]string{budget.Commit: "order_title", budget.Spend: "spend_title"}[kind])
	if m != nil {
		title = m.Label
	}
	var form *widgets.Form
	objects := v.moveHead(m, func() { form.Close() })
	objects = append(objects, f.label, f.amount, f.rate, f.line, f.on, f.supplier)
	if kind == budget.Spend && m == nil && len(v.md.open) > 0 {
		objects = append(objects, f.of, f.partial)
	}
	objects = append(objects, f.rebill)
	v.listen(f, m == nil)
	if m == nil {
		objects = append(objects, f.after)
	}
	if kind == budget.Spend {
		v.receipt = f.receipt
		objects = append(objects, f.receipt.field)
	}
	form = widgets.NewForm(v.host, title, func() (func(context.Context) error, error) {
		mf, err := f.read()
		if err != nil {
			return nil, err
		}
		if m != nil { // settled in part where no more than what was paid is settled
			mf.Of, mf.Partial = m.Of, m.SettlesMinor == m.LineMinor
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

// moveHead says of a movement what binds it, and of an order under way what may
// become of it.
func (v *view) moveHead(m *budget.Movement, shut func()) []fyne.CanvasObject {
	p, id := v.host.Printer(), clients.ID(v.client.ID)
	switch {
	case m == nil:
		return nil
	case m.Invoice != "":
		return []fyne.CanvasObject{widgets.NewNote(widgets.ToneInfo, p.T("envelopes.billed", "number", m.Invoice))}
	}
	i := slices.IndexFunc(v.md.open, func(o budget.Pending) bool { return o.ID == m.ID })
	if i < 0 {
		return nil
	}
	open := money.Amount{Minor: v.md.open[i].OpenMinor, Currency: v.currencyOf(m.Line)}
	spend := widgets.NewButton(p.T("envelopes.order_spend"), icons.Check, func() { shut(); v.spendOrder(m.ID) })
	release := widgets.NewButton(p.T("envelopes.order_release"), icons.None, func() {
		shut()
		work.Act(v.work, "", func(ctx context.Context) error {
			_, _, err := v.deps.Budget.Release(ctx, id, m.ID, v.defaultDay())
			return err
		}, v.host.Fail, func() { v.said("envelopes.order_released") })
	})
	return []fyne.CanvasObject{
		widgets.NewNote(widgets.ToneInfo, p.T("envelopes.order_open", "amount", open)),
		widgets.HBox(theme.Space8, spend, release),
	}
}

// currencyOf is that of a line, else of what is shown.
func (v *view) currencyOf(line clients.ID) money.Currency {
	for _, l := range v.md.lines {
		if l.ID == line {
			return l.Currency
		}
	}
	return v.md.over.Currency
}

// askReopen offers to take a release back, which is all that can be done to it.
func (v *view) askReopen(m move) {
	p, id := v.host.Printer(), clients.ID(v.client.ID)
	v.host.Confirm(screen.Confirm{
		Client: v.client, Title: p.T("envelopes.release_title"), Action: p.T("common.delete"),
		Text: m.what + "\n" + p.T("envelopes.release_text", "amount", money.Amount{Minor: m.SettlesMinor, Currency: v.currencyOf(m.Line)}),
		Do: func() {
			work.Act(v.work, "", func(ctx context.Context) error {
				_, err := v.deps.Budget.RemoveMovement(ctx, id, m.ID)
				return err
			}, v.host.Fail, func() { v.said("envelopes.move_removed") })
		},
	})
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

func (v *view) moveFields(kind budget.MovementKind, m *budget.Movement) *moveFields {
	p := v.host.Printer()
	var lines, orders []widgets.Option
	for _, l := range v.md.lines {
		left := money.Amount{Minor: l.Sum.Left(), Currency: l.Currency}
		name := lineName(p, l.Line)
		if v.span != byMonth {
			name += " · " + lineDays(p, l.Line)
		}
		lines = append(lines, widgets.Option{Key: string(l.ID), Label: name, Detail: p.T("envelopes.left", "amount", left)})
	}
	orders = append(orders, widgets.Option{Key: "", Label: p.T("common.none_f")})
	for _, o := range v.md.open {
		orders = append(orders, widgets.Option{Key: string(o.ID), Label: o.Label, Detail: p.Money(money.Amount{Minor: o.OpenMinor, Currency: v.md.over.Currency})})
	}
	f := &moveFields{
		tell:     func() {},
		line:     widgets.NewSelect(p, "line", p.T("budget.line"), lines, nil),
		on:       widgets.NewDateField(p, "on", p.T("common.date"), v.host.Today()),
		label:    widgets.NewTextField("label", p.T("envelopes.label")),
		supplier: widgets.NewTextField("supplier", p.T("budget.supplier")),
		amount:   widgets.NewMoneyField(p, "amount", p.T("envelopes.amount"), v.md.over.Currency),
		rate:     widgets.NewTextField("rate", p.T("envelopes.rate", "currency", string(v.md.over.Currency))),
		of:       widgets.NewSelect(p, "of", p.T("envelopes.settles"), orders, nil),
		after:    widgets.NewNote(widgets.ToneInfo, ""),
		rebill:   widgets.NewCheck("rebillable", p.T("budget.rebillable"), v.md.lines[0].Rebillable, nil),
	}
	f.partial = widgets.NewCheck("partial", p.T("envelopes.partial"), false, func(bool) { f.tell() })
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

func (f *moveFields) read() (budget.MoveForm, error) {
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
		Amount: amount, Rebillable: f.rebill.On(), Of: clients.ID(f.of.Key()), Partial: f.partial.On(),
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
	work.Act(v.work, "", act, f.Refuse, func() {
		f.Close()
		v.said(said)
	})
}

// listen follows what is typed: the rate is asked where it is needed, a new
// expense is re-billed as its line is, and a settled order fills in its own.
func (v *view) listen(f *moveFields, fresh bool) {
	if fresh {
		v.tellAfter(f)
	}
	changed := func() {
		amount, err := f.amount.Amount()
		f.rate.Hidden = err != nil || amount.Currency == "" || amount.Currency == v.currencyOf(clients.ID(f.line.Key()))
		f.tell()
	}
	f.amount.OnChanged = func(money.Amount) { changed() }
	f.rate.OnChanged = func(string) { f.tell() }
	f.line.OnChanged = func(key string) {
		f.amount.SetCurrency(v.currencyOf(clients.ID(key)))
		for _, l := range v.md.lines {
			if string(l.ID) == key && fresh {
				f.rebill.SetOn(l.Rebillable)
			}
		}
		changed()
	}
	f.of.OnChanged = func(string) { v.settling(f); changed() }
	f.settles()
	changed()
}

// settling fills an expense in from the order it settles, where nothing is
// typed yet.
func (v *view) settling(f *moveFields) {
	for _, o := range v.md.open {
		if string(o.ID) != f.of.Key() {
			continue
		}
		f.line.Choose(string(o.Line))
		f.rebill.SetOn(o.Rebillable)
		for _, field := range []struct {
			to *widgets.TextField
			s  string
		}{{f.label, o.Label}, {f.supplier, o.Supplier}} {
			if field.to.Text() == "" {
				field.to.SetText(field.s)
			}
		}
		if a, err := f.amount.Amount(); err != nil || a.Minor == 0 {
			f.amount.SetAmount(money.Amount{Minor: o.OpenMinor, Currency: v.currencyOf(o.Line)})
		}
	}
	f.settles()
}

// settles asks whether an order is settled in part only where one is settled.
func (f *moveFields) settles() { f.partial.Hidden = f.of.Key() == "" }

// tellAfter says, while an order or an expense is typed, what will be left on
// its line, and of the budget of the campaign it serves.
func (v *view) tellAfter(f *moveFields) {
	f.tell = func() {
		amount, err := f.amount.Amount()
		i := slices.IndexFunc(v.md.lines, func(l budget.LineSum) bool { return string(l.ID) == f.line.Key() })
		f.after.Hidden = err != nil || i < 0 || amount.Minor == 0
		if f.after.Hidden {
			return
		}
		l := v.md.lines[i]
		minor := amount.Minor
		if amount.Currency != "" && amount.Currency != l.Currency {
			rate, err := budget.ParseRate(f.rate.Text())
			if f.after.Hidden = err != nil; err != nil {
				return
			}
			minor = rate.Convert(amount, l.Currency)
		}
		for _, o := range v.md.open {
			if string(o.ID) == f.of.Key() {
				minor = usedMore(minor, o.OpenMinor, f.partial.On())
			}
		}
		words, tone := v.afterWords(l, minor)
		f.after.Set(tone, words, nil)
	}
}

// usedMore is how much more of a budget an expense uses that settles an order,
// whole or only as far as it goes: what was ordered is in what is used already.
func usedMore(paid, ordered int64, partial bool) int64 {
	if partial {
		ordered = min(ordered, paid)
	}
	return paid - ordered
}

func (v *view) afterWords(l budget.LineSum, minor int64) (string, widgets.Tone) {
	p, left := v.host.Printer(), l.Sum.LeftAfter(minor)
	words := p.T("envelopes.after", "amount", money.Amount{Minor: left, Currency: l.Currency}, "line", lineName(p, l.Line))
	if given, ok := v.md.campaign.Given(); ok && v.span == byCampaign && given.Currency == l.Currency {
		if rest, ok := v.md.period.LeftOf(given); ok {
			words += " " + p.T("envelopes.after_campaign", "amount", money.Amount{Minor: rest - minor, Currency: given.Currency})
			left = min(left, rest-minor)
		}
	}
	if left < 0 {
		return words, widgets.ToneWarn
	}
	return words, widgets.ToneInfo
}
