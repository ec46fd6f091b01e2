package hours

import (
	"slices"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/money"
)

// InForce is the version of the terms in force on a day: the latest that began
// on or before it and has not ended; nil when none is.
func InForce(versions []clients.Contract, on civil.Date) *clients.Contract {
	var best *clients.Contract
	for i, c := range versions {
		if !c.From.After(on) && (best == nil || c.From.After(best.From)) {
			best = &versions[i]
		}
	}
	if best == nil || (!best.Until.IsZero() && best.Until.Before(on)) {
		return nil
	}
	return best
}

// retainer tells whether the terms sell hours or a fee ahead, so that ordinary
// work is of the contract; otherwise it is billed apart.
func retainer(c *clients.Contract) bool {
	return c != nil && (c.QuotaMinutes > 0 || c.Fee != nil)
}

// inMonth are the days of a month on which a version is in force, given when
// the next one begins (zero for never).
func inMonth(c clients.Contract, next civil.Date, m civil.Month) (civil.Range, bool) {
	r := civil.Range{From: c.From, To: c.Until}
	if !next.IsZero() && (r.To.IsZero() || !r.To.Before(next)) {
		r.To = next.AddDays(-1)
	}
	common, ok := m.Range().Intersect(r)
	return common, ok && !common.To.Before(common.From)
}

// MonthTerms are the terms of all banks of a client in one month.
type MonthTerms struct {
	Contract *clients.Contract // the last version in force in the month; nil = none
	Month    civil.Month
	From     civil.Date // first day in force
	// Minutes is the month's quota of all banks, prorated by calendar days.
	Minutes int64
	// Fee is the month's fee, prorated likewise; nil without one.
	Fee *money.Amount
	// Levels are the banks, the common one ("") first.
	Levels []LevelTerms
	Ends   bool
}

// LevelTerms are the terms of one bank.
type LevelTerms struct {
	Level string
	Terms
}

// Rounding is the contract's rule, none without a contract.
func (t MonthTerms) Rounding() clients.Rounding {
	if t.Contract == nil {
		return clients.Rounding{Mode: clients.RoundNone, Step: 1, Scope: clients.ScopeEntry}
	}
	return t.Contract.Rounding
}

// Of is the terms of one bank.
func (t MonthTerms) Of(level string) (Terms, bool) {
	for _, l := range t.Levels {
		if l.Level == level {
			return l.Terms, true
		}
	}
	return Terms{}, false
}

// TermsOf works out a month's terms from a client's versions, in any order.
// Quotas of a month that is only partly covered are prorated by calendar days,
// half up; a level's cap is in proportion to its quota.
func TermsOf(versions []clients.Contract, m civil.Month) MonthTerms {
	sorted := slices.Clone(versions)
	slices.SortFunc(sorted, func(a, b clients.Contract) int { return a.From.Compare(b.From) })
	t := MonthTerms{Month: m}
	var quotaDays int64 // Σ quota × days in force
	levelDays := map[string]int64{}
	feeDays := map[money.Currency]int64{}
	for i := range sorted {
		var next civil.Date
		if i+1 < len(sorted) {
			next = sorted[i+1].From
		}
		days, ok := inMonth(sorted[i], next, m)
		if !ok {
			continue
		}
		if t.Contract == nil {
			t.From = days.From
		}
		t.Contract = &sorted[i]
		quotaDays += sorted[i].QuotaMinutes * int64(days.Days())
		if fee := sorted[i].Fee; fee != nil {
			feeDays[fee.Currency] += fee.Minor * int64(days.Days())
		}
		for _, l := range sorted[i].Levels {
			levelDays[l.Level] += l.Minutes * int64(days.Days())
		}
		t.Ends = endsWith(sorted[i], next, days.To, m)
	}
	if t.Contract == nil {
		return t
	}
	t.Minutes = money.RoundHalfUp(quotaDays, int64(m.Days()))
	if last := t.Contract.Fee; last != nil {
		fee := money.Of(money.RoundHalfUp(feeDays[last.Currency], int64(m.Days())), last.Currency)
		t.Fee = &fee
	}
	t.split(quotaDays, levelDays)
	return t
}

// endsWith tells whether nothing follows a version that stops within the month.
func endsWith(c clients.Contract, next, last civil.Date, m civil.Month) bool {
	if c.Until.IsZero() || c.Until != last {
		return false
	}
	return next != last.AddDays(1) && !c.Until.After(m.Last())
}

// split shares the month's quota and cap among the banks.
func (t *MonthTerms) split(quotaDays int64, levelDays map[string]int64) {
	c := t.Contract
	levels := []string{""}
	weights := []int64{quotaDays}
	for _, l := range c.Levels {
		levels = append(levels, l.Level)
		weights = append(weights, levelDays[l.Level])
		weights[0] -= levelDays[l.Level]
	}
	granted := money.Spread(t.Minutes, weights)
	quotas := []int64{c.QuotaMinutes}
	for _, l := range c.Levels {
		quotas = append(quotas, l.Minutes)
		quotas[0] -= l.Minutes
	}
	var caps []int64
	if limit := capOf(c); limit != nil {
		caps = money.Spread(*limit, quotas)
	}
	for i, level := range levels {
		terms := Terms{
			Month: t.Month, From: t.From, Granted: granted[i], Carry: c.Carry, Valid: c.ValidMonths,
			Order: c.Order, Overage: c.Overage, Ends: t.Ends,
		}
		if c.QuotaMinutes == 0 {
			terms.Granted = 0
		}
		if caps != nil {
			terms.Cap = &caps[i]
		}
		t.Levels = append(t.Levels, LevelTerms{Level: level, Terms: terms})
	}
}

// capOf is the most that may be carried, in minutes; nil = no cap. Where both
// are said the lower counts.
func capOf(c *clients.Contract) *int64 {
	limit := c.CapMinutes
	if c.CapPercent != nil {
		share := money.MulDiv(c.QuotaMinutes, int64(*c.CapPercent), 100)
		if limit == nil || share < *limit {
			limit = &share
		}
	}
	return limit
}
