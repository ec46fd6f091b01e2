package billing

import "context"

// claim makes sure that fee, expenses, deposits, statement and quote are billed
// once.
func (s *Service) claim(ctx context.Context, d Document) error {
	if d.Kind != Invoice {
		return nil
	}
	for _, c := range d.claims() {
		if err := s.keep.Claim(ctx, d, c); err != nil {
			return err
		}
	}
	for _, c := range d.sources() {
		if err := s.keep.Claim(ctx, d, c); err != nil {
			return err
		}
	}
	return nil
}

// sources are the documents that an invoice bills, each once. A deposit cites
// its quote and does not bill it.
func (d Document) sources() []Claim {
	var list []Claim
	if d.Kind != Invoice {
		return nil
	}
	for _, c := range []Claim{{Kind: ClaimStatement, Ref: d.Refs.Statement}, {Kind: ClaimQuote, Ref: d.Refs.Quote}} {
		if c.Ref != "" {
			list = append(list, c)
		}
	}
	return list
}

func (d Document) claims() []Claim {
	var list []Claim
	for _, l := range d.Lines {
		if c, ok := l.claim(); ok {
			list = append(list, c)
		}
	}
	return list
}

func (l Line) claim() (Claim, bool) {
	switch {
	case l.Nature == Fee && l.Terms != "":
		return Claim{ClaimFee, feeRef(l.Month, l.Terms), l.No}, true
	case l.Movement != "":
		return Claim{ClaimMovement, string(l.Movement), l.No}, true
	case l.Nature == TakeBack:
		return Claim{ClaimDeposit, l.Deposit + ":" + takeBackRef(l), l.No}, true
	}
	return Claim{}, false
}

// takeBackRef tells the lines of one deposit apart, by category and rate.
func takeBackRef(l Line) string { return string(l.Category) + ":" + itoa(int(l.Rate)) }
