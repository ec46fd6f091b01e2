package budget

import (
	"context"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
)

// settle is how much of its commitment an expense takes over.
func (s *Service) settle(ctx context.Context, m Movement, f MoveForm) (clients.ID, int64, error) {
	if m.Kind != Spend || f.Of == "" {
		return "", 0, nil
	}
	open, err := s.openOf(ctx, m.Client, f.Of, m.Line, m.ID)
	if err != nil {
		return "", 0, err
	}
	if f.Partial {
		open = min(open, m.LineMinor)
	}
	return f.Of, open, nil
}

// openOf is what is still ordered on a commitment of a line.
func (s *Service) openOf(ctx context.Context, client, commitment, line, without clients.ID) (int64, error) {
	c, err := s.keep.Movement(ctx, client, commitment)
	if err != nil {
		return 0, err
	}
	if c.Kind != Commit || c.Line != line {
		return 0, fault.New("budget_commitment_other").At("of")
	}
	books, err := s.keep.LineBooks(ctx, client, line)
	if err != nil {
		return 0, err
	}
	open := books.open(c, without)
	if open <= 0 {
		return 0, fault.New("budget_commitment_closed", "label", c.Label).At("of")
	}
	return open, nil
}

func (s *Service) mayShrink(ctx context.Context, m Movement, l Line, f MoveForm) error {
	books, err := s.keep.LineBooks(ctx, m.Client, m.Line)
	if err != nil {
		return err
	}
	settled := m.LineMinor - books.open(m, "")
	if settled == 0 {
		return nil
	}
	if l.ID != m.Line {
		return fault.New("budget_commitment_spent", "label", m.Label).At("line")
	}
	minor, _, err := f.inLine(l)
	if err != nil {
		return err
	}
	if minor < settled {
		return fault.New("budget_commitment_spent", "label", m.Label).At("amount")
	}
	return nil
}

// Release gives back what is still ordered on a commitment that will not be
// spent. Faults: budget_commitment_closed, budget_commitment_other.
func (s *Service) Release(ctx context.Context, client, commitment clients.ID, on civil.Date) (Movement, Done, error) {
	var m Movement
	var done Done
	if _, err := s.writable(ctx, client); err != nil {
		return m, done, err
	}
	if on.IsZero() {
		return m, done, fault.New("budget_on_missing").At("on")
	}
	c, err := s.keep.Movement(ctx, client, commitment)
	if err != nil {
		return m, done, err
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "budget.release", Client: client, Subject: c.Label})
	err = s.keep.Tx(ctx, func(ctx context.Context) error {
		open, err := s.openOf(ctx, client, commitment, c.Line, "")
		if err != nil {
			return err
		}
		m = Movement{
			ID: s.newID(), Client: client, Line: c.Line, Kind: Release, On: on, Label: c.Label, Supplier: c.Supplier,
			Amount: money.Of(0, c.Amount.Currency), Rate: c.Rate, Of: c.ID, SettlesMinor: open,
		}
		if err := s.keep.SaveMovement(ctx, m); err != nil {
			return err
		}
		done.Fired, err = s.refreshLine(ctx, client, c.Line)
		return err
	})
	return m, done, err
}
