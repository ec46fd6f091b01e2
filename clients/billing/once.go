package billing

import (
	"context"
	"slices"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
)

// once holds an invoice against what other documents became since its lines
// were drawn: fee and quote must not be billed elsewhere, a deposit must still
// stand for what is deducted, and a statement's time must be what it states.
func (s *Service) once(ctx context.Context, d Document, l *CheckList) error {
	if d.Kind != Invoice {
		return nil
	}
	for _, hold := range []func(context.Context, Document, *CheckList) error{s.onceFee, s.onceQuote, s.onceDeposit, s.asStated} {
		if err := hold(ctx, d, l); err != nil {
			return err
		}
	}
	return nil
}

// billedFee is days that the fee was billed for.
type billedFee struct {
	number string
	days   civil.Range
}

// feesBilled lists the days of a month whose fee other invoices bill and no
// avoir took back, under whatever terms.
func (s *Service) feesBilled(ctx context.Context, d Document) ([]billedFee, error) {
	others, err := s.keep.Documents(ctx, Filter{Client: d.Client, Kinds: []Kind{Invoice}, Month: d.Month, Issued: true})
	if err != nil {
		return nil, err
	}
	var list []billedFee
	for _, o := range others {
		fees := slices.DeleteFunc(slices.Clone(o.Lines), func(l Line) bool { return l.Nature != Fee || l.Terms == "" })
		if o.ID == d.ID || len(fees) == 0 {
			continue
		}
		credits, err := s.creditsOf(ctx, o)
		if err != nil {
			return nil, err
		}
		left := whatIsLeft(o, credits)
		for _, l := range fees {
			if left[l.No].quantity != 0 {
				list = append(list, billedFee{o.Number, l.Days})
			}
		}
	}
	return list, nil
}

// billedOn is the number of the invoice that bills the fee of some of the days,
// empty for none.
func billedOn(list []billedFee, days civil.Range) string {
	for _, f := range list {
		if f.days.Overlaps(days) {
			return f.number
		}
	}
	return ""
}

func (s *Service) onceFee(ctx context.Context, d Document, l *CheckList) error {
	if !slices.ContainsFunc(d.Lines, func(l Line) bool { return l.Nature == Fee && l.Terms != "" }) {
		return nil
	}
	billed, err := s.feesBilled(ctx, d)
	if err != nil {
		return err
	}
	for _, line := range d.Lines {
		if line.Nature != Fee || line.Terms == "" {
			continue
		}
		if number := billedOn(billed, line.Days); number != "" {
			l.refuse(fault.New("billed_already", "number", number, "client", d.Buyer.Name, "month", d.Month).At("lines"))
		}
	}
	return nil
}

func (s *Service) onceQuote(ctx context.Context, d Document, l *CheckList) error {
	if d.Refs.Quote == "" {
		return nil
	}
	by, err := s.keep.Claimed(ctx, d.Client, ClaimQuote, d.Refs.Quote)
	if err == nil && by != "" {
		l.refuse(fault.New("quote_billed", "number", d.Refs.Quote, "by", by).At("number"))
	}
	return err
}

func (s *Service) onceDeposit(ctx context.Context, d Document, l *CheckList) error {
	for _, line := range d.Lines {
		if line.Nature != TakeBack {
			continue
		}
		dep, err := s.keep.Document(ctx, line.Deposit)
		if err != nil {
			return err
		}
		rest, err := s.depositLeft(ctx, dep)
		if err != nil {
			return err
		}
		if i := slices.IndexFunc(rest, func(v VATLine) bool { return v.Category == line.Category && v.Rate == line.Rate }); i < 0 || rest[i].Base != line.Price {
			l.refuse(fault.New("deposit_changed", "no", line.No, "number", line.Deposit).At(lineField(line.No, "price")))
		}
	}
	return nil
}

// depositLeft is what avoirs left of a deposit, by VAT rate; rates of which
// nothing is left are not in it.
func (s *Service) depositLeft(ctx context.Context, dep Document) ([]VATLine, error) {
	credits, err := s.creditsOf(ctx, dep)
	if err != nil {
		return nil, err
	}
	rest := slices.Clone(dep.VAT)
	for i := range rest {
		for _, c := range credits {
			base, vat := c.taxOf(rest[i].Category, rest[i].Rate)
			rest[i].Base, rest[i].VAT = rest[i].Base-base, rest[i].VAT-vat
		}
	}
	return slices.DeleteFunc(rest, func(v VATLine) bool { return v.Base == 0 }), nil
}

// asStated refuses to bill under a statement time that is no more what was
// stated there: an avoir of an earlier invoice opened it, and it was changed.
func (s *Service) asStated(ctx context.Context, d Document, l *CheckList) error {
	if d.Refs.Statement == "" {
		return nil
	}
	st, err := s.keep.Document(ctx, d.Refs.Statement)
	if err != nil || st.Drawn == "" {
		return err
	}
	stated := map[clients.ID]bool{}
	for _, id := range st.Entries() {
		stated[id] = true
	}
	all, err := s.time.List(ctx, hours.Filter{Client: d.Client, Days: st.Month.Range()})
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(e hours.Entry) bool { return !stated[e.ID] })
	if fingerprint(all) != st.Drawn {
		l.refuse(fault.New("statement_changed", "number", st.Number, "month", st.Month).At("statement"))
	}
	return nil
}
