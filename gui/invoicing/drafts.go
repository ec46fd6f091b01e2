package invoicing

import (
	"context"

	"regie/clients"
	"regie/clients/billing"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
	"regie/gui/widgets"
	"regie/gui/work"
)

// drafted is a new draft with what was left out of it.
type drafted struct {
	doc   billing.Document
	notes []*fault.Error
}

// draft makes a draft, or makes one anew, opens it and says so.
func (v *view) draft(said string, act func(ctx context.Context, client clients.ID) (drafted, error)) {
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
		v.host.Done(v.host.Printer().T(said))
	})
}

func (v *view) draftMonth() { v.billMonth(v.month) }

// billMonth drafts the invoice of a month; one that lies there as a draft is
// drawn again, so that no month is drafted twice.
func (v *view) billMonth(m civil.Month) {
	if d, ok := v.draftOf(billing.Invoice, m); ok {
		v.redrawOf(d)
		return
	}
	v.draft("invoicing.drafted", func(ctx context.Context, client clients.ID) (t drafted, err error) {
		t.doc, t.notes, err = v.deps.Billing.DraftMonth(ctx, client, m)
		return t, err
	})
}

func (v *view) draftStatement() {
	m := v.month
	if d := v.detail.doc; d.Kind == billing.Invoice && !d.Issued() && !d.Month.IsZero() {
		m = d.Month // what the invoice's checklist asks for
	} else if d.Kind == billing.Statement {
		m = d.Month // another version of it
	}
	if d, ok := v.draftOf(billing.Statement, m); ok {
		v.redrawOf(d)
		return
	}
	v.draft("invoicing.drafted", func(ctx context.Context, client clients.ID) (t drafted, err error) {
		t.doc, t.notes, err = v.deps.Billing.DraftStatement(ctx, client, m, "")
		return t, err
	})
}

// draftOf is the last draft of a kind that a month was drawn on.
func (v *view) draftOf(k billing.Kind, m civil.Month) (billing.Document, bool) {
	for _, d := range v.docs {
		if d.Kind == k && d.Month == m && !d.Issued() {
			return d, true
		}
	}
	return billing.Document{}, false
}

func (v *view) newDraft(k billing.Kind) {
	v.draft("invoicing.drafted", func(ctx context.Context, client clients.ID) (t drafted, err error) {
		t.doc, err = v.deps.Billing.NewDraft(ctx, client, k)
		return t, err
	})
}

// newDeposit opens the form of a deposit invoice, in the client's currency, for
// the quote of a number or none.
func (v *view) newDeposit(quote string) {
	id := clients.ID(v.client.ID)
	work.Load(v.work, "client", func(ctx context.Context) (clients.Client, error) { return v.deps.Client(ctx, id) },
		v.host.Fail, func(c clients.Client) {
			v.typeDeposit(c.Currency, quote)
		})
}

// typeDeposit asks for the amount of a deposit invoice.
func (v *view) typeDeposit(currency money.Currency, of string) {
	p := v.host.Printer()
	amount := widgets.NewMoneyField(p, "deposit", p.T("invoicing.deposit_net"), currency)
	quotes := []widgets.Option{{Label: p.T("invoicing.no_quote")}}
	for _, d := range v.docs {
		if d.Kind == billing.Quote && d.Issued() {
			quotes = append(quotes, widgets.Option{Key: d.Number, Label: d.Number, Detail: d.Subject})
		}
	}
	quote := widgets.NewSelect(p, "quote", p.T("billing.kind_quote"), quotes, nil)
	quote.Choose(of)
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

// deposits are the deposit invoices that may be deducted.
func (v *view) deposits() []widgets.Option {
	var list []widgets.Option
	for _, d := range v.docs {
		if d.Kind == billing.Deposit && d.Issued() && d.State != billing.Credited {
			list = append(list, widgets.Option{Key: d.Number, Label: d.Number, Detail: v.host.Printer().Money(moneyOf(d.Totals.Net, d))})
		}
	}
	return list
}

// takeBack deducts a deposit that was paid.
func (v *view) takeBack() {
	p, id := v.host.Printer(), string(v.detail.doc.ID)
	deposits := v.deposits()
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
