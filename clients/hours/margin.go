package hours

import (
	"context"
	"slices"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/money"
)

// CostRow is finished work of one month that cost alike.
type CostRow struct {
	Person     clients.ID
	Hat, Level string
	Cost       *int64 // minor units per hour, nil = unknown
	Seconds    int64
	Entries    int
}

// MarginPart is what one person, hat or level, or all, is worth and costs. It
// is the agency's own: no document shows it.
type MarginPart struct {
	Key           string
	RawMinutes    int64
	BilledMinutes int64
	Value         *int64 // minor units at the rates of sale, nil when a rate is unknown
	Cost          *int64 // of all the time, free or not; nil when a cost is unknown
	KnownCost     int64  // of the time whose cost is known
	Uncosted      int    // entries whose cost is unknown
}

// Margin is value less cost, nil while either is unknown.
func (p MarginPart) Margin() *int64 {
	if p.Value == nil || p.Cost == nil {
		return nil
	}
	margin := *p.Value - *p.Cost
	return &margin
}

// Effective is what an hour worked brings, in minor units: value over all the
// time, free or not. It is nil while the value is unknown or nothing was worked.
func (p MarginPart) Effective() *int64 { return perHour(p.Value, p.RawMinutes) }

func perHour(minor *int64, minutes int64) *int64 {
	if minor == nil || minutes == 0 {
		return nil
	}
	rate := money.RoundHalfUp(*minor*minutesPerHour, minutes)
	return &rate
}

const minutesPerHour = 60

// Margin is a client's month, value against cost; the parts of each breakdown
// add up to it.
type Margin struct {
	Client   clients.ID
	Month    civil.Month
	Currency money.Currency
	MarginPart
	// Fee is the contract's, in minor units, due whatever was used; nil without one.
	Fee                   *int64
	Hats, Levels, Persons []MarginPart
}

// FeeEffective is what an hour worked brings of the fee, in minor units.
func (m Margin) FeeEffective() *int64 { return perHour(m.Fee, m.RawMinutes) }

// Margin gives a client's month.
func (s *Service) Margin(ctx context.Context, client clients.ID, m civil.Month) (Margin, error) {
	c, err := s.clientDesk(ctx, client)
	if err != nil {
		return Margin{}, err
	}
	sum, err := s.Summary(ctx, client, m)
	if err != nil {
		return Margin{}, err
	}
	costs, err := s.keep.Costs(ctx, client, m)
	if err != nil {
		return Margin{}, err
	}
	margin := makeMargin(sum, costs)
	if fee := c.terms(m).Fee; fee != nil {
		margin.Fee = &fee.Minor
	}
	return margin, nil
}

// makeMargin sets the cost of a month's work against what it is worth. Work
// that costs alike is priced as one line, once, and shared by largest
// remainder below.
func makeMargin(sum Summary, costs []CostRow) Margin {
	m := Margin{Client: sum.Client, Month: sum.Month, Currency: sum.Currency}
	all := []Part{{RawMinutes: sum.RawMinutes, BilledMinutes: sum.BilledMinutes, Amount: sum.Amount}}
	m.MarginPart = costed(all, costs, func(CostRow) string { return "" })[0]
	m.Hats = costed(sum.Hats, costs, func(r CostRow) string { return r.Hat })
	m.Levels = costed(sum.Levels, costs, func(r CostRow) string { return r.Level })
	m.Persons = costed(sum.Persons, costs, func(r CostRow) string { return string(r.Person) })
	return m
}

// costed adds what parts cost to what they are worth.
func costed(parts []Part, costs []CostRow, by func(CostRow) string) []MarginPart {
	list := make([]MarginPart, len(parts))
	at := map[string]int{}
	for i, p := range parts {
		list[i] = MarginPart{Key: p.Key, RawMinutes: p.RawMinutes, BilledMinutes: p.BilledMinutes, Value: p.Amount}
		at[p.Key] = i
	}
	perCost := map[int64][]int64{} // seconds by part
	var order []int64
	for _, r := range costs {
		i := at[by(r)]
		if r.Cost == nil {
			list[i].Uncosted += r.Entries
			continue
		}
		if perCost[*r.Cost] == nil {
			perCost[*r.Cost] = make([]int64, len(parts))
			order = append(order, *r.Cost)
		}
		perCost[*r.Cost][i] += r.Seconds
	}
	slices.Sort(order)
	for _, cost := range order {
		var seconds int64
		for _, n := range perCost[cost] {
			seconds += n
		}
		for i, share := range money.Spread(money.LineAmount(seconds, cost), perCost[cost]) {
			list[i].KnownCost += share
		}
	}
	for i := range list {
		if list[i].Uncosted == 0 {
			known := list[i].KnownCost
			list[i].Cost = &known
		}
	}
	return list
}
