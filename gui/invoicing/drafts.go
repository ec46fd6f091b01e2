package invoicing

import (
	"context"

	"fyne.io/fyne/v2"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/billing"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
	"regie/gui/choices"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// drafted is a new draft with what was left out of it.
type drafted struct {
	doc   billing.Document
	notes []*fault.Error
}

// draft makes a draft and opens it.
func (v *view) draft(act func(ctx context.Context, client clients.ID) (drafted, error)) {
	if v.client.ID == "" {
		return
	}
	id := clients.ID(v.client.ID)
	v.closeDialog()
	work.Load(v.work, "", func(ctx context.Context) (drafted, error) { return act(ctx, id) }, v.host.Fail, func(t drafted) {
		v.notes = nil
		for _, f := range t.notes {
			v.notes = append(v.notes, f)
		}
		v.shown = string(t.doc.ID)
		v.reload()
		v.host.Done(v.host.Printer().T("invoicing.drafted"))
	})
}

func (v *view) draftMonth() {
	m := v.month
	v.draft(func(ctx context.Context, client clients.ID) (t drafted, err error) {
		t.doc, t.notes, err = v.deps.Billing.DraftMonth(ctx, client, m)
		return t, err
	})
}

func (v *view) draftStatement() {
	m := v.month
	if d := v.detail.doc; d.Kind == billing.Invoice && !d.Issued() && !d.Month.IsZero() {
		m = d.Month // what the invoice's checklist asks for
	}
	v.draft(func(ctx context.Context, client clients.ID) (t drafted, err error) {
		t.doc, t.notes, err = v.deps.Billing.DraftStatement(ctx, client, m, "")
		return t, err
	})
}

func (v *view) newDraft(k billing.Kind) {
	v.draft(func(ctx context.Context, client clients.ID) (t drafted, err error) {
		t.doc, err = v.deps.Billing.NewDraft(ctx, client, k)
		return t, err
	})
}

// newDeposit opens the form of a deposit invoice, in the client's currency.
func (v *view) newDeposit() {
	id := clients.ID(v.client.ID)
	work.Load(v.work, "client", func(ctx context.Context) (clients.Client, error) { return v.deps.Client(ctx, id) },
		v.host.Fail, func(c clients.Client) {
			v.typeDeposit(c.Currency)
		})
}

// typeDeposit asks for the amount of a deposit invoice.
func (v *view) typeDeposit(currency money.Currency) {
	p := v.host.Printer()
	amount := widgets.NewMoneyField(p, "deposit", p.T("invoicing.deposit_net"), currency)
	quotes := []widgets.Option{{Label: p.T("invoicing.no_quote")}}
	for _, d := range v.docs {
		if d.Kind == billing.Quote && d.Issued() {
			quotes = append(quotes, widgets.Option{Key: d.Number, Label: d.Number, Detail: d.Subject})
		}
	}
	quote := widgets.NewSelect(p, "quote", p.T("billing.kind_quote"), quotes, nil)
	quote.Choose("")
	var made drafted
	id := clients.ID(v.client.ID)
	widgets.NewForm(v.host, p.T("invoicing.new_deposit"), func() (func(context.Context) error, error) {
		net, err := amount.Amount()
		if err != nil {
			return nil, fault.Beside(err, "deposit")
		}
		number := quote.Key()
		return func(ctx context.Context) (err error) {
			made.doc, err = v.deps.Billing.DraftDeposit(ctx, id, net, nil, number)
			return err
		}, nil
	}, func() {
		v.shown = string(made.doc.ID)
		v.said("invoicing.drafted")
	}, amount, quote).Accent(v.client.Color).Show()
}

// lineForm are the fields of a line.
type lineForm struct {
	what, detail, quantity, vat *widgets.TextField
	unit, nature                *widgets.Select
	price                       *widgets.MoneyField
	// On a quote: the level of hours and the kind of deliverables, of which
	// its acceptance makes the contract.
	level, kind *widgets.Select
}

// addLine opens the form of a line; a quote's asks for levels and kinds too.
func (v *view) addLine() {
	if v.detail.doc.Kind != billing.Quote || v.deps.Levels == nil {
		v.typeLine(nil)
		return
	}
	work.Load(v.work, "levels", v.deps.Levels, v.host.Fail, func(levels []clients.Level) {
		v.typeLine(levels)
	})
}

func (v *view) typeLine(levels []clients.Level) {
	d := v.detail.doc
	f := newLine(v.host.Printer(), d, levels)
	objects := []fyne.CanvasObject{f.what, f.detail, f.nature}
	if d.Kind == billing.Quote {
		objects = append(objects, widgets.Columns(theme.Space12, []float32{1, 1}, f.kind, f.level))
	}
	objects = append(objects, widgets.Columns(theme.Space12, []float32{1, 1}, f.quantity, f.unit),
		widgets.Columns(theme.Space12, []float32{1, 1}, f.price, f.vat))
	id := string(d.ID)
	widgets.NewForm(v.host, v.host.Printer().T("invoicing.add_line"), func() (func(context.Context) error, error) {
		line, err := f.read(d.Currency)
		if err != nil {
			return nil, err
		}
		return func(ctx context.Context) error {
			_, err := v.deps.Billing.AddLine(ctx, id, line)
			return err
		}, nil
	}, func() { v.said("invoicing.saved") }, objects...).Accent(v.client.Color).Show()
}

// newLine makes the fields; what a quote's line is decides its unit.
func newLine(p *text.Printer, d billing.Document, levels []clients.Level) lineForm {
	var natures []widgets.Option
	for _, n := range []billing.Nature{billing.Free, billing.Hours, billing.Deliverable, billing.Expense, billing.Fee} {
		natures = append(natures, widgets.Option{Key: string(n), Label: p.T("invoicing.nature_" + string(n))})
	}
	var f lineForm
	f = lineForm{
		what:     widgets.NewTextField("description", p.T("invoicing.description")),
		detail:   widgets.NewTextArea("detail", p.T("invoicing.line_detail"), 2),
		quantity: widgets.NewTextField("quantity", p.T("invoicing.quantity")),
		vat:      widgets.NewTextField("vat", p.T("invoicing.vat")).SetPlaceHolder(p.T("invoicing.vat_usual")),
		unit: widgets.NewSelect(p, "unit", p.T("invoicing.unit"), []widgets.Option{
			{Key: string(billing.Piece), Label: p.T("invoicing.unit_piece")}, {Key: string(billing.Hour), Label: p.T("invoicing.unit_hour")},
		}, nil),
		nature: widgets.NewSelect(p, "nature", p.T("invoicing.nature"), natures, func(key string) {
			if key == string(billing.Hours) {
				f.unit.Choose(string(billing.Hour))
			}
		}),
		price: widgets.NewMoneyField(p, "price", p.T("billing.unit_price"), d.Currency),
	}
	f.quantity.SetText("1")
	f.unit.Choose(string(billing.Piece))
	f.nature.Choose(string(billing.Free))
	none := widgets.Option{Label: p.T("common.none")}
	f.kind = widgets.NewSelect(p, "kind", p.T("invoicing.line_kind"), append([]widgets.Option{none}, choices.Deliverables(p)...), nil)
	f.kind.Choose("")
	f.level = widgets.NewSelect(p, "level", p.T("invoicing.line_level"), append([]widgets.Option{none}, choices.Levels(p, levels)...), nil)
	f.level.Choose("")
	return f
}

// read gives the line as typed; hours are a number of them or as
// everywhere ("1h30"), pieces with up to two decimals.
func (f lineForm) read(c money.Currency) (billing.LineForm, error) {
	l := billing.LineForm{
		Nature: billing.Nature(f.nature.Key()), Description: f.what.Text(), Detail: f.detail.Text(), Unit: billing.Unit(f.unit.Key()),
	}
	if l.Unit == billing.Hour {
		l.Level = f.level.Key()
	}
	if l.Nature == billing.Deliverable {
		l.Kind = f.kind.Key()
	}
	var err error
	if l.Price, err = f.price.Amount(); err != nil {
		return l, fault.Beside(err, "price")
	}
	if l.Price.Currency == "" {
		l.Price.Currency = c
	}
	if l.Unit == billing.Hour {
		if l.Quantity, err = civil.ParseHours(f.quantity.Text()); err != nil {
			return l, fault.Beside(err, "quantity")
		}
	} else if l.Quantity, err = money.ParseHundredths(f.quantity.Text()); err != nil {
		return l, fault.New("quantity_invalid", "value", f.quantity.Text()).At("quantity").Because(err)
	}
	if s := f.vat.Text(); s != "" {
		n, err := money.ParseHundredths(s)
		if err != nil || n < 0 || n > 10_000 {
			return l, fault.New("vat_rate_invalid", "value", s).At("vat")
		}
		rate := money.Rate(n)
		l.Rate = &rate
	}
	return l, nil
}

func (v *view) discount() {
	p, d := v.host.Printer(), v.detail.doc
	amount := widgets.NewMoneyField(p, "discount", p.T("invoicing.discount"), d.Currency)
	amount.SetAmount(money.Of(d.Discount, d.Currency))
	words := widgets.NewTextField("label", p.T("invoicing.discount_words"))
	words.SetText(d.DiscountLabel)
	id := string(d.ID)
	widgets.NewForm(v.host, p.T("invoicing.discount"), func() (func(context.Context) error, error) {
		a, err := amount.Amount()
		if err != nil {
			return nil, fault.Beside(err, "discount")
		}
		label := words.Text()
		return func(ctx context.Context) error {
			_, err := v.deps.Billing.SetDiscount(ctx, id, a, label)
			return err
		}, nil
	}, func() { v.said("invoicing.saved") }, amount, words).Accent(v.client.Color).Show()
}

// takeBack deducts a deposit that was paid.
func (v *view) takeBack() {
	p, id := v.host.Printer(), string(v.detail.doc.ID)
	var deposits []widgets.Option
	for _, d := range v.docs {
		if d.Kind == billing.Deposit && d.Issued() && d.State != billing.Credited {
			deposits = append(deposits, widgets.Option{Key: d.Number, Label: d.Number, Detail: p.Money(money.Of(d.Totals.Net, d.Currency))})
		}
	}
	deposit := widgets.NewSelect(p, "deposit", p.T("billing.kind_deposit"), deposits, nil)
	if len(deposits) > 0 {
		deposit.Choose(deposits[0].Key)
	}
	widgets.NewForm(v.host, p.T("invoicing.take_back"), func() (func(context.Context) error, error) {
		number := deposit.Key()
		return func(ctx context.Context) error {
			_, err := v.deps.Billing.TakeBack(ctx, id, number)
			return err
		}, nil
	}, func() { v.said("invoicing.saved") }, deposit).Accent(v.client.Color).Show()
}

// editDraft changes the words and days of a draft.
func (v *view) editDraft() {
	p, d := v.host.Printer(), v.detail.doc
	subject := widgets.NewTextField("subject", p.T("invoicing.subject"))
	subject.SetText(d.Subject)
	order := widgets.NewTextField("order", p.T("invoicing.order"))
	order.SetText(d.Refs.Order)
	note := widgets.NewTextArea("note", p.T("invoicing.note"), 3)
	note.SetText(d.Note)
	from := widgets.NewDateField(p, "period", p.T("invoicing.from"), v.host.Today())
	from.SetDate(d.Period.From)
	to := widgets.NewDateField(p, "period_to", p.T("invoicing.to"), v.host.Today())
	to.SetDate(d.Period.To)
	due := widgets.NewDateField(p, "due_on", p.T("invoicing.due_on"), v.host.Today())
	due.SetDate(d.DueOn)
	id := string(d.ID)
	widgets.NewForm(v.host, name(p, d), func() (func(context.Context) error, error) {
		var err error
		var days civil.Range
		var until civil.Date
		if days.From, err = from.Date(); err != nil {
			return nil, fault.Beside(err, "period")
		}
		if days.To, err = to.Date(); err != nil {
			return nil, fault.Beside(err, "period_to")
		}
		if until, err = due.Date(); err != nil {
			return nil, fault.Beside(err, "due_on")
		}
		words, ref, more := subject.Text(), order.Text(), note.Text()
		return func(ctx context.Context) error {
			_, err := v.deps.Billing.EditDraft(ctx, id, func(d *billing.Document) error {
				d.Subject, d.Refs.Order, d.Note, d.Period, d.DueOn = words, ref, more, days, until
				return nil
			})
			return err
		}, nil
	}, func() { v.said("invoicing.saved") }, subject, widgets.Columns(theme.Space12, []float32{1, 1}, from, to), due, order, note).
		Accent(v.client.Color).Show()
}

func (v *view) removeDraft() {
	id := string(v.detail.doc.ID)
	v.change(func(ctx context.Context) error { return v.deps.Billing.RemoveDraft(ctx, id) }, "invoicing.removed")
}

// change carries an act out and says so.
func (v *view) change(act func(context.Context) error, said string) {
	work.Act(v.work, "", act, v.host.Fail, func() {
		v.said(said)
	})
}

// said shows what was done, with the means to take it back.
func (v *view) said(key string) {
	v.closeDialog()
	v.reload()
	v.host.Done(v.host.Printer().T(key))
}

// saidFinal is for what cannot be taken back.
func (v *view) saidFinal(words string) {
	v.closeDialog()
	v.reload()
	v.host.Reload()
	v.host.Toast(words, nil)
}

// closeDialog closes the document's dialog of a narrow window.
func (v *view) closeDialog() {
	if v.shut != nil {
		v.shut()
		v.shut = nil
	}
}
