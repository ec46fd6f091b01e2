package billing

import (
	"context"
	"strings"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/budget"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
)

// Pay records a payment on an invoice or a deposit. Refusals at the field:
// not_payable at "number", payment_invalid and payment_above at "amount",
// currency_mixed at "amount", payment_before at "on".
func (s *Service) Pay(ctx context.Context, number string, amount money.Amount, on civil.Date, method, note string) (Document, error) {
	return s.follow(ctx, number, "document.pay", func(ctx context.Context, d Document) error {
		today, err := s.house.Today(ctx)
		if err != nil {
			return err
		}
		on = cmpDate(on, today)
		due := money.Of(d.DueMinor(), d.Currency)
		switch {
		case d.Kind != Invoice && d.Kind != Deposit:
			return fault.New("not_payable", "number", d.Number).At("number")
		case amount.Currency != d.Currency:
			return fault.New("currency_mixed", "a", string(d.Currency), "b", string(amount.Currency)).At("amount")
		case amount.Minor <= 0:
			return fault.New("payment_invalid").At("amount")
		case amount.Minor > due.Minor:
			return fault.New("payment_above", "due", due, "number", d.Number).At("amount")
		case on.Before(d.IssuedOn):
			return fault.New("payment_before", "issued", d.IssuedOn).At("on")
		}
		return s.keep.SavePayment(ctx, Receipt{
			ID: s.newID(), Client: d.Client, Document: d.ID, On: on, Minor: amount.Minor, Method: strings.TrimSpace(method),
			Note: strings.TrimSpace(note), Who: clients.ActOf(ctx).Name, At: s.now().UTC(),
		})
	})
}

// follow records something about an issued document and gives it back as it
// stands afterwards.
func (s *Service) follow(ctx context.Context, number, act string, record func(context.Context, Document) error) (Document, error) {
	d, err := s.keep.Document(ctx, number)
	if err != nil {
		return d, fault.Beside(err, "number")
	}
	if !d.Issued() {
		return d, fault.New("document_draft").At("number")
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: act, Client: d.Client, Subject: d.Number})
	err = s.keep.Tx(ctx, func(ctx context.Context) error {
		if d, err = s.keep.Document(ctx, number); err != nil {
			return err
		}
		if err = record(ctx, d); err != nil {
			return err
		}
		d, err = s.keep.Document(ctx, number)
		return err
	})
	return d, err
}

func (s *Service) event(ctx context.Context, d Document, kind EventKind, by string, on civil.Date, note string) error {
	by = strings.TrimSpace(by)
	if by == "" && kind != EventReminder {
		return fault.New("by_missing").At("by")
	}
	today, err := s.house.Today(ctx)
	if err != nil {
		return err
	}
	on = cmpDate(on, today)
	if on.Before(d.IssuedOn) {
		return fault.New("payment_before", "issued", d.IssuedOn).At("on")
	}
	return s.keep.SaveEvent(ctx, Event{
		ID: s.newID(), Client: d.Client, Document: d.ID, Kind: kind, On: on, By: by, Note: strings.TrimSpace(note),
		Who: clients.ActOf(ctx).Name, At: s.now().UTC(),
	})
}

// Sign records the client's signature on a statement: who and when. Faults
// not_signable (not a statement, or replaced or invoiced), by_missing.
func (s *Service) Sign(ctx context.Context, number, by string, on civil.Date, note string) (Document, error) {
	return s.follow(ctx, number, "statement.sign", func(ctx context.Context, d Document) error {
		if d.Kind != Statement || (d.State != Issued && d.State != Signed) {
			return fault.New("not_signable", "number", d.Number).At("number")
		}
		return s.event(ctx, d, EventSigned, by, on, note)
	})
}

// Refuse records that the client turned a quote down; faults not_open, by_missing.
func (s *Service) Refuse(ctx context.Context, number, by string, on civil.Date, note string) (Document, error) {
	return s.follow(ctx, number, "quote.refuse", func(ctx context.Context, d Document) error {
		if d.Kind != Quote || d.State != Issued {
			return fault.New("quote_not_open", "number", d.Number).At("number")
		}
		return s.event(ctx, d, EventRefused, by, on, note)
	})
}

// Accept records that the client took a quote and makes it the contract from a
// day on: its net is the monthly fee, its hours the quota with a bank for each
// level, its pieces the deliverables promised, its expenses the first month's
// budget. A zero from records the acceptance alone. Faults quote_not_open,
// quote_expired at "on", by_missing, and those of the contract and the budget.
func (s *Service) Accept(ctx context.Context, number, by string, on, from civil.Date, note string) (Document, error) {
	return s.follow(ctx, number, "quote.accept", func(ctx context.Context, d Document) error {
		if d.Kind != Quote || d.State != Issued {
			return fault.New("quote_not_open", "number", d.Number).At("number")
		}
		today, err := s.house.Today(ctx)
		if err != nil {
			return err
		}
		if day := cmpDate(on, today); !d.ValidUntil.IsZero() && day.After(d.ValidUntil) {
			return fault.New("quote_expired", "number", d.Number, "until", d.ValidUntil).At("on")
		}
		if err := s.event(ctx, d, EventAccepted, by, on, note); err != nil || from.IsZero() {
			return err
		}
		return s.contract(ctx, d, from)
	})
}

// contract makes the terms and the budget that an accepted quote describes.
func (s *Service) contract(ctx context.Context, d Document, from civil.Date) error {
	c, err := s.house.Client(ctx, d.Client)
	if err != nil {
		return err
	}
	t := clients.NewTerms(c, from)
	t.Name = d.Subject
	if t.Name == "" {
		t.Name = text.For(text.Lang(d.Lang)).T("billing.contract_of", "number", d.Number)
	}
	t.Currency = d.Currency
	fee := d.Totals.Net
	levels := map[string]int64{}
	for _, l := range d.Lines {
		switch {
		case l.Unit == Hour:
			t.QuotaMinutes += l.Quantity
			if l.Level != "" {
				levels[l.Level] += l.Quantity
			}
		case l.Nature == Deliverable && l.Kind != "":
			t.Deliverables = append(t.Deliverables, clients.Promise{Kind: l.Kind, Quantity: int(l.Quantity / One)})
		case l.Nature == Expense || l.Nature == Disbursement:
			fee -= l.Net
			if err := s.plan(ctx, d, l, from); err != nil {
				return err
			}
		}
	}
	for _, l := range d.Lines {
		if n, ok := levels[l.Level]; ok {
			t.Levels = append(t.Levels, clients.LevelQuota{Level: l.Level, Minutes: n})
			delete(levels, l.Level)
		}
	}
	if fee > 0 {
		t.Fee = &money.Amount{Minor: fee, Currency: d.Currency}
	}
	_, err = s.house.SetContract(ctx, t)
	return err
}

// plan puts an expense of a quote into the budget of the first month.
func (s *Service) plan(ctx context.Context, d Document, l Line, from civil.Date) error {
	kind := budget.Kind(l.Kind)
	if l.Kind == "" {
		kind = budget.Extra
	}
	_, _, err := s.purse.SetLine(ctx, d.Client, budget.PlanForm{
		Kind: kind, Name: l.Description, Days: from.InMonth().Range(), Planned: money.Of(l.Net, d.Currency), Rebillable: true,
	})
	return err
}

// Message is a letter to be copied into a mail.
type Message struct{ Subject, Body string }

// Reminder is the text of the first, second or third reminder for an invoice,
// in the client's language, with what is due and what lateness costs on a day.
// Faults nothing_due, step_invalid.
func (s *Service) Reminder(ctx context.Context, number string, step int, on civil.Date) (Message, error) {
	d, err := s.keep.Document(ctx, number)
	if err != nil {
		return Message{}, err
	}
	if step < 1 || step > 3 {
		return Message{}, fault.New("step_invalid", "value", step).At("step")
	}
	late, err := s.Late(ctx, d, on)
	if err != nil {
		return Message{}, err
	}
	if d.DueMinor() <= 0 || late.Days == 0 {
		return Message{}, fault.New("nothing_due", "number", d.Number).At("number")
	}
	p := text.For(text.Lang(d.Lang))
	amount := func(minor int64) money.Amount { return money.Of(minor, d.Currency) }
	fixed := "" // said only where the law gives it
	if late.Indemnity > 0 {
		fixed = p.Money(amount(late.Indemnity))
	}
	kv := []any{
		"number", d.Number, "issued", d.IssuedOn, "due", d.DueOn, "days", p.N("common.n_days", late.Days), "client", d.Buyer.PrintedName(),
		"agency", d.Seller.PrintedName(), "gross", amount(d.Totals.Gross), "left", amount(d.DueMinor()),
		"interest", amount(late.Interest), "indemnity", fixed,
		"total", amount(d.DueMinor() + late.Interest + late.Indemnity), "iban", d.Payment.IBAN,
	}
	key := "billing.reminder_" + itoa(step)
	return Message{Subject: p.T(key+"_subject", kv...), Body: p.T(key+"_body", kv...)}, nil
}

// Remind records that a reminder was sent.
func (s *Service) Remind(ctx context.Context, number string, step int, on civil.Date) (Document, error) {
	if _, err := s.Reminder(ctx, number, step, on); err != nil {
		return Document{}, err
	}
	return s.follow(ctx, number, "document.remind", func(ctx context.Context, d Document) error {
		return s.event(ctx, d, EventReminder, "", on, itoa(step))
	})
}

// Late is what an invoice's lateness costs on a day (zero: today).
func (s *Service) Late(ctx context.Context, d Document, on civil.Date) (Late, error) {
	today, err := s.house.Today(ctx)
	if err != nil {
		return Late{}, err
	}
	paid, err := s.keep.Payments(ctx, d.Client, d.ID)
	if err != nil {
		return Late{}, err
	}
	credits, err := s.creditsOf(ctx, d)
	if err != nil {
		return Late{}, err
	}
	var parts []Part
	for _, p := range paid {
		parts = append(parts, Part{p.On, p.Minor})
	}
	for _, c := range credits {
		parts = append(parts, Part{c.IssuedOn, c.Totals.Gross})
	}
	return LateOn(d, parts, cmpDate(on, today)), nil
}
