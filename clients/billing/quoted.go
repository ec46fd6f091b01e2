package billing

import (
	"context"

	"regie/clients/fault"
)

// DraftQuoted drafts an invoice of an accepted quote's lines at their prices,
// which cites the quote. Each deposit that cites it too is left to be deducted.
// Faults at "number": quote_not_accepted, quote_billed when an invoice that no
// avoir took back whole cites it already.
func (s *Service) DraftQuoted(ctx context.Context, number string) (Document, error) {
	q, err := s.keep.Document(ctx, number)
	if err != nil {
		return q, err
	}
	if q.Kind != Quote || q.State != Accepted {
		return q, fault.New("quote_not_accepted", "number", q.Number).At("number")
	}
	by, err := s.keep.Claimed(ctx, q.Client, ClaimQuote, q.Number)
	if err != nil {
		return q, err
	}
	if by != "" {
		return q, fault.New("quote_billed", "number", q.Number, "by", by).At("number")
	}
	k, err := s.deskOf(ctx, q.Client)
	if err != nil {
		return q, err
	}
	d := s.newDraft(k, Invoice)
	d.Currency, d.Lang, d.Subject = q.Currency, q.Lang, q.Subject
	d.Discount, d.DiscountLabel = q.Discount, q.DiscountLabel
	d.Refs.Quote = q.Number
	if q.Refs.Order != "" {
		d.Refs.Order = q.Refs.Order
	}
	for _, l := range q.Lines {
		l.RateSource = "typed"
		d.Lines = append(d.Lines, l)
	}
	return s.keepDraft(ctx, k, d)
}
