package billing

import (
	"context"
	"slices"

	"regie/clients"
	"regie/clients/fault"
)

// reopen frees what a credit note takes back: entries that stand on no line
// that is left, and the claims of lines that are gone.
func (s *Service) reopen(ctx context.Context, d Document) error {
	of, err := s.keep.Document(ctx, d.Refs.Invoice)
	if err != nil {
		return err
	}
	credits, err := s.creditsOf(ctx, of)
	if err != nil {
		return err
	}
	left := whatIsLeft(of, credits)
	for _, r := range left {
		if r.quantity < 0 && r.net > 0 || r.quantity > 0 && r.net < 0 {
			return fault.New("credit_above", "no", 0, "number", of.Number).At("lines")
		}
	}
	stands := standing(of, left)
	keep := map[clients.ID]bool{}
	for _, l := range of.Lines {
		for _, id := range l.Entries {
			keep[id] = keep[id] || stands(l)
		}
	}
	free := slices.DeleteFunc(of.Entries(), func(id clients.ID) bool { return keep[id] })
	if err := s.unbilledBeyond(ctx, of, free); err != nil {
		return err
	}
	freed, err := s.keep.MoveEntries(ctx, of.Client, free, of.Number, "")
	if err != nil {
		return err
	}
	return s.unclaim(ctx, of, left, freed > 0)
}

// unbilledBeyond refuses to free entries of which another invoice bills minutes
// beyond the bank: it would stand on time that may change. That one is taken
// back first.
func (s *Service) unbilledBeyond(ctx context.Context, of Document, free []clients.ID) error {
	if len(free) == 0 {
		return nil
	}
	others, err := s.keep.Documents(ctx, Filter{Client: of.Client, Kinds: []Kind{Invoice}, Issued: true})
	if err != nil {
		return err
	}
	for _, o := range others {
		if o.ID == of.ID {
			continue
		}
		minutes, err := s.beyondOf(ctx, o)
		if err != nil {
			return err
		}
		for _, id := range free {
			if minutes[id] > 0 {
				return fault.New("overage_billed", "number", of.Number, "by", o.Number).At("number")
			}
		}
	}
	return nil
}

// standing tells whether a line of an invoice is still billed. Hours shown as
// information go with the fee they are part of, or with the last line.
func standing(of Document, left map[int]rest) func(Line) bool {
	hasFee := slices.ContainsFunc(of.Lines, func(l Line) bool { return l.Nature == Fee })
	shown := slices.ContainsFunc(of.Lines, func(l Line) bool {
		return l.Priced() && left[l.No].quantity != 0 && (!hasFee || l.Nature == Fee)
	})
	return func(l Line) bool {
		if l.Info {
			return shown
		}
		return left[l.No].quantity != 0
	}
}

// unclaim frees what an invoice billed once and no longer bills. Its statement may
// be billed again as soon as some of its time is free: the client signed for
// that time, and signs no second time for it.
func (s *Service) unclaim(ctx context.Context, of Document, left map[int]rest, freed bool) error {
	whole := true
	for _, l := range of.Lines {
		if !l.Priced() {
			continue
		}
		if left[l.No].quantity != 0 {
			whole = false
			continue
		}
		c, ok := l.claim()
		if !ok {
			continue
		}
		by, err := s.keep.Claimed(ctx, of.Client, c.Kind, c.Ref)
		if err != nil {
			return err
		}
		if by != of.Number { // freed by an earlier credit note and billed again
			continue
		}
		if err := s.keep.Unclaim(ctx, of.Client, c.Kind, c.Ref); err != nil {
			return err
		}
	}
	for _, c := range of.sources() {
		if !whole && (c.Kind != ClaimStatement || !freed) {
			continue
		}
		if by, err := s.keep.Claimed(ctx, of.Client, c.Kind, c.Ref); err != nil {
			return err
		} else if by == "" || c.Kind != ClaimStatement && by != of.Number {
			continue
		}
		if err := s.keep.Unclaim(ctx, of.Client, c.Kind, c.Ref); err != nil {
			return err
		}
	}
	return nil
}
