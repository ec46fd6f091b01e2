package billing

import (
	"context"
	"slices"
	"strings"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
)

// mostMinor is what a line may come to, so that a document of thousands of them
// is still summed exactly.
const mostMinor int64 = 100_000_000_000_000

// LineForm is a line as a person types it.
type LineForm struct {
	Nature      Nature // Free when empty
	Description string
	Detail      string
	Quantity    int64 // minutes of Hour, hundredths of Piece; 0 is refused
	Unit        Unit  // Piece when empty
	Price       money.Amount
	Rate        *money.Rate // nil: the client's ordinary one
	Level       string      // of hours on a quote
	Kind        string      // of deliverables
}

// EditDraft changes a draft, works it out again and keeps it. Faults
// document_unknown, document_issued.
func (s *Service) EditDraft(ctx context.Context, ref string, change func(*Document) error) (Document, error) {
	return s.editDraft(ctx, ref, func(_ *desk, d *Document) error { return change(d) })
}

// editDraft is EditDraft for a change that asks for the client's ordinary terms.
func (s *Service) editDraft(ctx context.Context, ref string, change func(*desk, *Document) error) (Document, error) {
	d, err := s.keep.Document(ctx, ref)
	if err != nil {
		return d, err
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "document.edit", Client: d.Client, Subject: d.Buyer.Name})
	err = s.keep.Tx(ctx, func(ctx context.Context) error {
		var err error
		if d, err = s.draft(ctx, ref); err != nil {
			return err
		}
		k, err := s.deskOf(ctx, d.Client)
		if err != nil {
			return err
		}
		if err := change(k, &d); err != nil {
			return err
		}
		k.dress(&d, civil.Date{})
		return s.keep.SaveDraft(ctx, d)
	})
	return d, err
}

// AddLine puts a line on a draft. Refusals at the field: line_quantity,
// line_empty, line_price_negative, line_too_large, currency_mixed, vat_rate_unknown.
func (s *Service) AddLine(ctx context.Context, ref string, f LineForm) (Document, error) {
	return s.editDraft(ctx, ref, func(k *desk, d *Document) error {
		l, err := k.line(*d, len(d.Lines)+1, f)
		if err == nil {
			d.Lines = append(d.Lines, l)
		}
		return err
	})
}

// line makes line no of what was typed.
func (k *desk) line(d Document, no int, f LineForm) (Line, error) {
	l := Line{
		No: no, Nature: f.Nature, Description: strings.TrimSpace(f.Description), Detail: strings.TrimSpace(f.Detail),
		Quantity: f.Quantity, Unit: f.Unit, Price: money.DocumentRound(f.Price).Minor, Level: f.Level, Kind: f.Kind, RateSource: "typed",
	}
	switch {
	case d.Kind == Deposit: // whatever stands on one is paid ahead
		l.Nature = Advance
	case l.Nature == "":
		l.Nature = Free
	}
	if l.Unit == "" {
		l.Unit = Piece
	}
	switch {
	case l.Description == "":
		return l, fault.New("line_empty", "no", l.No).At("description")
	case f.Quantity <= 0:
		return l, fault.New("line_quantity", "no", l.No).At("quantity")
	case f.Price.Minor < 0:
		return l, fault.New("line_price_negative", "no", l.No).At("price")
	case f.Price.Currency != d.Currency:
		return l, fault.New("currency_mixed", "a", string(d.Currency), "b", string(f.Price.Currency)).At("price")
	case LineNet(l, d.Currency) > mostMinor:
		return l, fault.New("line_too_large", "no", l.No, "max", money.Of(mostMinor, d.Currency)).At("price")
	}
	l.Category, l.Rate = k.rate(k.today)
	if f.Rate != nil && l.Category != Exempt && l.Category != Reverse && l.Category != OutOfScope {
		if *f.Rate != 0 {
			if err := CheckRate(k.agency.Country, *f.Rate, k.today); err != nil {
				return l, err
			}
		}
		l.Category, l.Rate = rated(*f.Rate)
	} else if f.Rate != nil && *f.Rate != 0 {
		return l, fault.New("vat_regime", "rate", *f.Rate).At("vat")
	}
	treat(&l, l.Category, l.Rate)
	return l, nil
}

// RemoveLine takes a line off a draft; fault line_unknown at "line", and
// line_of_time there for the hours of an invoice. Those of a statement are left
// out of it: see LeaveOut.
func (s *Service) RemoveLine(ctx context.Context, ref string, no int) (Document, error) {
	d, err := s.draft(ctx, ref)
	if err != nil {
		return d, err
	}
	if l, ok := d.line(no); ok && d.Kind == Statement && len(l.Entries) > 0 {
		d, _, err = s.LeaveOut(ctx, ref, l.Entries)
		return d, err
	}
	return s.EditDraft(ctx, ref, func(d *Document) error {
		i := slices.IndexFunc(d.Lines, func(l Line) bool { return l.No == no })
		if i < 0 {
			return fault.New("line_unknown", "no", no, "number", "").At("line")
		}
		if len(d.Lines[i].Entries) > 0 {
			return fault.New("line_of_time", "no", no).At("line")
		}
		d.Lines = slices.Delete(d.Lines, i, i+1)
		return nil
	})
}

// EditLine writes a line that a person typed anew, at its place. Faults
// line_unknown and line_drawn (the line follows from the month) at "line", else
// as AddLine.
func (s *Service) EditLine(ctx context.Context, ref string, no int, f LineForm) (Document, error) {
	return s.editDraft(ctx, ref, func(k *desk, d *Document) error {
		i := slices.IndexFunc(d.Lines, func(l Line) bool { return l.No == no })
		switch {
		case i < 0:
			return fault.New("line_unknown", "no", no, "number", "").At("line")
		case !d.Lines[i].Typed():
			return fault.New("line_drawn", "no", no).At("line")
		}
		l, err := k.line(*d, no, f)
		if err == nil {
			d.Lines[i] = l
		}
		return err
	})
}

// MarkDisbursement makes an expense a disbursement, paid in the client's name
// and outside VAT, or an expense again; fault line_unknown, line_not_expense.
func (s *Service) MarkDisbursement(ctx context.Context, ref string, no int, yes bool) (Document, error) {
	return s.EditDraft(ctx, ref, func(d *Document) error {
		i := slices.IndexFunc(d.Lines, func(l Line) bool { return l.No == no })
		if i < 0 {
			return fault.New("line_unknown", "no", no, "number", "").At("line")
		}
		l := &d.Lines[i]
		if l.Nature != Expense && l.Nature != Disbursement {
			return fault.New("line_not_expense", "no", no).At("line")
		}
		l.Nature = Expense
		if yes {
			l.Nature = Disbursement
		} else {
			l.Category, l.Rate = "", 0 // takes the ordinary rate again
		}
		return nil
	})
}

// SetDiscount takes an amount off the whole of a draft; zero takes none.
// Refusals at "discount": currency_mixed, discount_invalid, and
// discount_of_statement: what a client signs is time.
func (s *Service) SetDiscount(ctx context.Context, ref string, amount money.Amount, words string) (Document, error) {
	return s.EditDraft(ctx, ref, func(d *Document) error {
		if d.Kind == Statement && amount.Minor != 0 {
			return fault.New("discount_of_statement").At("discount")
		}
		if amount.Minor != 0 && amount.Currency != d.Currency {
			return fault.New("currency_mixed", "a", string(d.Currency), "b", string(amount.Currency)).At("discount")
		}
		if amount.Minor < 0 || amount.Minor > max(0, d.Totals.Lines) {
			return fault.New("discount_invalid", "max", money.Of(d.Totals.Lines, d.Currency)).At("discount")
		}
		d.Discount, d.DiscountLabel = money.DocumentRound(amount).Minor, strings.TrimSpace(words)
		return nil
	})
}

// DraftDeposit drafts a deposit invoice (386) of a net amount at one rate (nil:
// the ordinary one), with the number of the quote it is for, if any. Faults
// deposit_invalid at "deposit" for none or less, vat_rate_unknown.
func (s *Service) DraftDeposit(ctx context.Context, client clients.ID, net money.Amount, rate *money.Rate, quote string) (Document, error) {
	if net.Minor <= 0 {
		return Document{}, fault.New("deposit_invalid").At("deposit")
	}
	k, err := s.deskOf(ctx, client)
	if err != nil {
		return Document{}, err
	}
	d := s.newDraft(k, Deposit)
	d.Currency = net.Currency
	d.Refs.Quote = strings.TrimSpace(quote)
	words := k.words.T("billing.line_advance")
	if d.Refs.Quote != "" {
		words = k.words.T("billing.line_advance_quote", "number", d.Refs.Quote)
	}
	l, err := k.line(d, 1, LineForm{Nature: Advance, Description: words, Quantity: One, Price: net, Rate: rate})
	if err != nil {
		return d, err
	}
	d.Lines = []Line{l}
	return s.keepDraft(ctx, k, d)
}

// TakeBack deducts a deposit from a draft invoice: for each of its VAT rates a
// line of quantity −1 at the net that avoirs left of the deposit. Faults at "deposit": deposit_unknown,
// deposit_taken, currency_mixed.
func (s *Service) TakeBack(ctx context.Context, ref, number string) (Document, error) {
	dep, err := s.keep.Document(ctx, number)
	if fault.Is(err, "document_unknown") {
		err = fault.New("deposit_unknown", "number", number).At("deposit")
	}
	if err != nil {
		return dep, err
	}
	return s.editDraft(ctx, ref, func(k *desk, d *Document) error {
		switch {
		case dep.Kind != Deposit || !dep.Issued() || dep.Client != d.Client || d.Kind != Invoice || dep.State == Credited:
			return fault.New("deposit_unknown", "number", number).At("deposit")
		case dep.Currency != d.Currency:
			return fault.New("currency_mixed", "a", string(d.Currency), "b", string(dep.Currency)).At("deposit")
		case slices.ContainsFunc(d.Lines, func(l Line) bool { return l.Deposit == dep.Number }):
			return fault.New("deposit_taken", "number", dep.Number, "by", "").At("deposit")
		}
		if err := s.untaken(ctx, dep); err != nil {
			return err
		}
		left, err := s.depositLeft(ctx, dep)
		if err != nil {
			return err
		}
		for _, v := range left {
			d.Lines = append(d.Lines, Line{
				Nature: TakeBack, Unit: Piece, Quantity: -One, Price: v.Base, Category: v.Category, Rate: v.Rate, Deposit: dep.Number, DepositOn: dep.IssuedOn,
				Description: k.words.T("billing.line_take_back", "number", dep.Number, "date", dep.IssuedOn),
			})
		}
		return nil
	})
}
