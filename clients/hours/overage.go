package hours

import (
	"context"
	"slices"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
)

// overageRoom is what a month that refuses overage may have of it.
type overageRoom struct {
	consented int64
	limit     int64 // what was consented, or the overage there is already
}

// overageRoom is nil where nothing is refused.
func (s *Service) overageRoom(ctx context.Context, c *clientDesk, e Entry) (*overageRoom, error) {
	if e.Kind != Contract || !refusesOverage(InForce(c.contracts, e.On)) {
		return nil, nil
	}
	banks, _, err := s.banks(ctx, c, e.Month(), nil)
	if err != nil {
		return nil, err
	}
	var room overageRoom
	if room.consented, err = s.consented(ctx, c.ID, e.Month()); err != nil {
		return nil, err
	}
	room.limit = max(room.consented, banks.Total.Overage)
	return &room, nil
}

func refusesOverage(c *clients.Contract) bool {
	return c != nil && c.Overage == clients.OverageRefuse && c.QuotaMinutes > 0 &&
		!(Terms{Carry: c.Carry, Overage: c.Overage}).carriesDeficit()
}

// refuseOverage refuses an entry just written that took its month beyond the
// room: fault overage_refused, whose argument over is by how much, and missing
// how many minutes the client is still to agree to.
func (s *Service) refuseOverage(ctx context.Context, c *clientDesk, e Entry, room *overageRoom) error {
	if room == nil {
		return nil
	}
	banks, _, err := s.banks(ctx, c, e.Month(), nil)
	if err != nil || banks.Total.Overage <= room.limit {
		return err
	}
	return fault.New("overage_refused", "client", c.Name, "month", e.Month(), "over", civil.Minutes(banks.Total.Overage-room.limit),
		"missing", civil.Minutes(banks.Total.Overage-room.consented), "how", "").At("for")
}

// settleCovered takes the mark "to settle" off a month's entries once its
// overage is within what the client agreed to, or there is none left.
func (s *Service) settleCovered(ctx context.Context, c *clientDesk, m civil.Month) error {
	if !refusesOverage(c.terms(m).Contract) {
		return nil
	}
	rows, err := s.keep.Rows(ctx, c.ID, m.Range())
	if err != nil {
		return err
	}
	marked := slices.DeleteFunc(slices.Clone(rows), func(r Row) bool { return !r.Settle })
	if len(marked) == 0 {
		return nil
	}
	banks, _, err := s.banks(ctx, c, m, &monthRows{list: rows})
	if err != nil {
		return err
	}
	consented, err := s.consented(ctx, c.ID, m)
	if err != nil || banks.Total.Overage > consented {
		return err
	}
	for _, r := range marked {
		e, err := s.keep.Entry(ctx, c.ID, r.ID)
		if err != nil {
			return err
		}
		e.Settle = false
		if err := s.keep.SaveEntry(ctx, e); err != nil {
			return err
		}
	}
	return nil
}

// consented is how many minutes of overage a month's consents allow.
func (s *Service) consented(ctx context.Context, client clients.ID, m civil.Month) (minutes int64, err error) {
	consents, err := s.keep.Consents(ctx, client, m)
	for _, k := range consents {
		minutes += k.Minutes
	}
	return minutes, err
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
// in the order of (date, start, id). Where a deficit at the contract's end, or
// an adjust, makes more overage than the month has time, they go on with the
// last minutes of the months before, which come first in the list.
func (s *Service) Overages(ctx context.Context, client clients.ID, m civil.Month) ([]OverageShare, error) {
	c, err := s.clientDesk(ctx, client)
	if err != nil {
		return nil, err
	}
	over, missing, err := s.overages(ctx, c, m)
	for err == nil && len(missing) > 0 {
		m = m.Add(-1)
		if c.terms(m).Contract == nil {
			break // worked under no terms: nothing was sold
		}
		var before []OverageShare
		if before, err = s.lastWithin(ctx, c, m, missing); err == nil {
			over = append(before, over...)
		}
	}
	return over, err
}

// overages are the shares of a month's own entries, and by bank the minutes of
// overage that these do not make up.
func (s *Service) overages(ctx context.Context, c *clientDesk, m civil.Month) (over []OverageShare, missing map[string]int64, err error) {
	rows, err := s.keep.Rows(ctx, c.ID, m.Range())
	if err != nil {
		return nil, nil, err
	}
	banks, _, err := s.banks(ctx, c, m, &monthRows{list: rows})
	if err != nil {
		return nil, nil, err
	}
	missing = map[string]int64{}
	for _, l := range banks.Levels {
		if n := l.Overage - l.Used; n > 0 {
			missing[l.Level] = n
		}
	}
	return overageShares(rows, banks), missing, nil
}

// lastWithin takes the missing minutes of each bank from a month's last minutes
// that were not overage then, and lowers missing by them.
func (s *Service) lastWithin(ctx context.Context, c *clientDesk, m civil.Month, missing map[string]int64) ([]OverageShare, error) {
	rows, err := s.keep.Rows(ctx, c.ID, m.Range())
	if err != nil {
		return nil, err
	}
	banks, _, err := s.banks(ctx, c, m, &monthRows{list: rows})
	if err != nil {
		return nil, err
	}
	within := contractMinutes(rows, banks.Terms.Rounding())
	for _, o := range overageShares(rows, banks) {
		i := slices.IndexFunc(rows, func(r Row) bool { return r.ID == o.Entry })
		within[i] -= o.Minutes
	}
	var shares []OverageShare
	for i := len(rows) - 1; i >= 0; i-- {
		r, taken := rows[i], int64(0)
		for _, bank := range []string{r.Level, ""} {
			n := min(missing[bank], within[i]-taken)
			if taken += n; missing[bank] == n {
				delete(missing, bank)
			} else {
				missing[bank] -= n
			}
		}
		if taken > 0 {
			shares = append(shares, OverageShare{Entry: r.ID, On: r.On, Level: r.Level, Hat: r.Hat, Minutes: taken, Rate: r.Rate})
		}
	}
	slices.Reverse(shares)
	return shares, nil
}

// contractMinutes are the billed minutes of each row that the bank takes.
func contractMinutes(rows []Row, rule clients.Rounding) []int64 {
	minutes := make([]int64, len(rows))
	for _, l := range MakeBill(rows, rule, "").Lines {
		if l.Kind != Contract {
			continue
		}
		shares, _ := l.Shares(rows)
		for n, i := range l.Rows {
			minutes[i] = shares[n]
		}
	}
	return minutes
}

func overageShares(rows []Row, banks Banks) []OverageShare {
	left := map[string]int64{}
	for _, l := range banks.Levels {
		left[l.Level] = l.Used - l.Overage
	}
	minutes := contractMinutes(rows, banks.Terms.Rounding())
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
