package hours

import (
	"context"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
)

// overageLimit is how many minutes of overage an entry's month may have where
// the contract refuses overage: what was consented, or what there is already.
// It is nil where nothing is refused.
func (s *Service) overageLimit(ctx context.Context, c *clientDesk, e Entry) (*int64, error) {
	if e.Kind != Contract || !refusesOverage(InForce(c.contracts, e.On)) {
		return nil, nil
	}
	banks, _, err := s.banks(ctx, c, e.Month(), nil)
	if err != nil {
		return nil, err
	}
	consents, err := s.keep.Consents(ctx, c.ID, e.Month())
	if err != nil {
		return nil, err
	}
	var limit int64
	for _, k := range consents {
		limit += k.Minutes
	}
	limit = max(limit, banks.Total.Overage)
	return &limit, nil
}

func refusesOverage(c *clients.Contract) bool {
	return c != nil && c.Overage == clients.OverageRefuse && c.QuotaMinutes > 0 &&
		!(Terms{Carry: c.Carry, Overage: c.Overage}).carriesDeficit()
}

// refuseOverage refuses an entry just written that took its month beyond the
// limit: fault overage_refused, whose argument over is by how much.
func (s *Service) refuseOverage(ctx context.Context, c *clientDesk, e Entry, limit *int64) error {
	if limit == nil {
		return nil
	}
	over, err := s.beyond(ctx, c, e.Month(), *limit)
	if err != nil || over <= 0 {
		return err
	}
	return fault.New("overage_refused", "client", c.Name, "month", e.Month(), "over", civil.Minutes(over)).At("for")
}

func (s *Service) beyond(ctx context.Context, c *clientDesk, m civil.Month, limit int64) (int64, error) {
	banks, _, err := s.banks(ctx, c, m, nil)
	return banks.Total.Overage - limit, err
}

// OverageShare is the part of one entry that is overage.
type OverageShare struct {
	Entry   clients.ID
	On      civil.Date
	Level   string
	Hat     string
	Minutes int64
	Rate    *int64 // the entry's, per hour; the contract's coefficient is not in it
}

// Overages says which entries a month's overage is made of: the last minutes
// in the order of (date, start, id). They add up to the bank's overage, less
// what an adjust or a deficit at the contract's end made of it.
func (s *Service) Overages(ctx context.Context, client clients.ID, m civil.Month) ([]OverageShare, error) {
	c, err := s.clientDesk(ctx, client)
	if err != nil {
		return nil, err
	}
	rows, err := s.keep.Rows(ctx, client, m.Range())
	if err != nil {
		return nil, err
	}
	banks, _, err := s.banks(ctx, c, m, &rows)
	if err != nil {
		return nil, err
	}
	return overageShares(rows, banks), nil
}

func overageShares(rows []Row, banks Banks) []OverageShare {
	left := map[string]int64{}
	for _, l := range banks.Levels {
		left[l.Level] = l.Used - l.Overage
	}
	minutes := make([]int64, len(rows))
	for _, l := range MakeBill(rows, banks.Terms.Rounding(), "").Lines {
		if l.Kind != Contract {
			continue
		}
		shares, _ := l.Shares(rows)
		for n, i := range l.Rows {
			minutes[i] = shares[n]
		}
	}
	var over []OverageShare
	take := func(level string, n int64) int64 {
		used := max(0, min(n, left[level]))
		left[level] -= used
		return n - used
	}
	for i, r := range rows {
		rest := minutes[i]
		if r.Level != "" {
			rest = take(r.Level, rest)
		}
		if rest = take("", rest); rest > 0 {
			over = append(over, OverageShare{Entry: r.ID, On: r.On, Level: r.Level, Hat: r.Hat, Minutes: rest, Rate: r.Rate})
		}
	}
	return over
}
