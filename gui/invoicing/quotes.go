package invoicing

import (
	"context"

	"fyne.io/fyne/v2"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/billing"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/gui/widgets"
	"regie/gui/work"
)

// accept records that a quote was taken, and makes it the contract when asked.
func (v *view) accept() {
	id := clients.ID(v.client.ID)
	work.Load(v.work, "contracts", func(ctx context.Context) ([]clients.Contract, error) {
		return v.deps.Contracts(ctx, id)
	}, v.host.Fail, v.typeAccept)
}

// typeAccept asks who took the quote. It is the contract at once only where
// there is none: another one would end, with all that was agreed in it.
func (v *view) typeAccept(list []clients.Contract) {
	p := v.host.Printer()
	begins := v.host.Today().InMonth().Add(1).First()
	_, has := clients.TermsOn(list, begins)
	follows := widgets.NewNote(widgets.ToneInfo, "")
	from := widgets.NewDateField(p, "from", p.T("invoicing.contract_from"), v.host.Today())
	from.SetDate(begins)
	var contract *widgets.Check
	tell := func() {
		on, err := from.Date()
		from.Hidden = !contract.On()
		tone, words := whatFollows(p, list, contract.On(), on)
		if follows.Hidden = err != nil; err == nil {
			follows.Set(tone, words, nil)
		}
	}
	contract = widgets.NewCheck("contract", p.T("invoicing.make_contract"), !has, func(bool) { tell() })
	from.OnChanged = func(civil.Date) { tell() }
	tell()
	v.follow("invoicing.accept", "invoicing.decided_by", "invoicing.accepted", []fyne.CanvasObject{contract, from, follows}, func() (answer, error) {
		var begins civil.Date
		if contract.On() {
			var err error
			if begins, err = from.Date(); err != nil {
				return nil, fault.Beside(err, "from")
			}
		}
		return func(ctx context.Context, number, by string, on civil.Date, note string) error {
			_, err := v.deps.Billing.Accept(ctx, number, by, on, begins, note)
			return err
		}, nil
	})
}

// whatFollows says what an accepted quote leads to: a contract from a day on,
// in the place of the one in force, or an order that is billed by itself.
func whatFollows(p *text.Printer, list []clients.Contract, contract bool, from civil.Date) (widgets.Tone, string) {
	if !contract {
		return widgets.ToneInfo, p.T("invoicing.quote_apart")
	}
	c, has := clients.TermsOn(list, from)
	if !has {
		return widgets.ToneInfo, p.T("invoicing.quote_contract")
	}
	words := p.Hours(c.QuotaMinutes)
	if c.Fee != nil {
		words += ", " + p.MoneyShort(*c.Fee)
	}
	return widgets.ToneWarn, p.T("invoicing.quote_replaces", "terms", words, "until", from.AddDays(-1))
}

// billQuote drafts the invoice of the accepted quote in the panel.
func (v *view) billQuote() {
	number := v.detail.doc.Number
	v.draft("invoicing.drafted", func(ctx context.Context, _ clients.ID) (t drafted, err error) {
		t.doc, err = v.deps.Billing.DraftQuoted(ctx, number)
		return t, err
	})
}

// quoteItems are what follows an issued quote.
func (v *view) quoteItems() []*fyne.MenuItem {
	p, d := v.host.Printer(), v.detail.doc
	switch d.State {
	case billing.Issued:
		return []*fyne.MenuItem{fyne.NewMenuItem(p.T("invoicing.refuse"), v.refuse)}
	case billing.Accepted:
		return []*fyne.MenuItem{
			fyne.NewMenuItem(p.T("invoicing.bill_quote"), v.billQuote),
			fyne.NewMenuItem(p.T("invoicing.new_deposit"), func() { v.newDeposit(d.Number) }),
		}
	}
	return nil
}
