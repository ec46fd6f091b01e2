package billing

import (
	"context"

	"regie/clients/fault"
	"regie/clients/money"
)

// expenses holds a draft's expense lines against the budget they came from: an
// expense that is gone, or no longer billed on, refuses the issue
// (expense_gone); an amount that differs is told (expense_changed), since a
// person may have written another price on purpose.
func (s *Service) expenses(ctx context.Context, d Document, l *CheckList) error {
	if d.Issued() || d.Kind == Credit {
		return nil
	}
	for _, line := range d.Lines {
		if line.Movement == "" {
			continue
		}
		m, err := s.purse.Movement(ctx, d.Client, line.Movement)
		if fault.Is(err, "budget_movement_unknown") || err == nil && !m.Rebillable {
			l.refuse(fault.New("expense_gone", "no", line.No, "what", line.Description).At(lineField(line.No, "description")))
			continue
		}
		if err != nil {
			return err
		}
		of, _, err := s.purse.Line(ctx, d.Client, m.Line)
		if err != nil {
			return err
		}
		now := money.DocumentRound(money.Of(m.LineMinor, of.Currency))
		if now != money.Of(line.Price, d.Currency) {
			l.notice(fault.New("expense_changed", "no", line.No, "what", line.Description, "was", money.Of(line.Price, d.Currency), "now", now).At(lineField(line.No, "price")))
		}
	}
	return nil
}
