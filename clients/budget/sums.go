package budget

import (
	"sort"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/money"
)

// Sum is where a budget stands, in minor units of one currency.
type Sum struct {
	Currency  money.Currency
	Planned   int64
	Carried   int64 // brought from other lines, less Given
	Given     int64 // taken to other lines, below zero for an overrun
	Committed int64 // ordered and not yet spent
	Actual    int64 // spent
}

// Available is what may be used: planned and carried.
func (s Sum) Available() int64 { return s.Planned + s.Carried }

// Used is what was spent or ordered.
func (s Sum) Used() int64 { return s.Committed + s.Actual }

// Left is what remains, below zero when overrun: it is never clamped.
func (s Sum) Left() int64 { return s.Available() - s.Used() }

// LeftAfter is what would remain if minor more were accepted.
func (s Sum) LeftAfter(minor int64) int64 { return s.Left() - minor }

// Base is what shares and thresholds count against: what was available before
// anything was taken to other lines, so that carrying the rest of a month over
// does not make the month look used up.
func (s Sum) Base() int64 { return s.Available() + s.Given }

// UsedShare is used ÷ base in hundredths of a percent; false when the base is
// nothing, since there is no share of nothing.
func (s Sum) UsedShare() (int64, bool) {
	if s.Base() <= 0 {
		return 0, false
	}
	return money.MulDiv(s.Used(), 10_000, s.Base()), true
}

// Plus adds two sums of one currency.
func (s Sum) Plus(o Sum) Sum {
	if s.Currency == "" {
		s.Currency = o.Currency
	}
	s.Planned += o.Planned
	s.Carried += o.Carried
	s.Given += o.Given
	s.Committed += o.Committed
	s.Actual += o.Actual
	return s
}

// Pace is the pace over a month.
func (s Sum) Pace(m civil.Month, today civil.Date) *int64 { return s.PaceOver(m.Range(), today) }

// PaceOver is used share ÷ elapsed share of some days, in hundredths: 100 is
// just in time. It is nil when nothing is available or the days have not begun.
func (s Sum) PaceOver(days civil.Range, today civil.Date) *int64 {
	used, ok := s.UsedShare()
	gone := elapsedDays(days, today)
	if !ok || gone == 0 {
		return nil
	}
	pace := money.MulDiv(used, int64(days.Days()), int64(gone)*100)
	return &pace
}

// elapsedDays counts the days that have begun, today included.
func elapsedDays(days civil.Range, today civil.Date) int {
	if days.From.IsZero() || today.Before(days.From) {
		return 0
	}
	if today.After(days.To) {
		return days.Days()
	}
	return days.From.DaysUntil(today) + 1
}

// LineSum is a line and where it stands in the days looked at.
type LineSum struct {
	Line
	Sum Sum
}

// Envelope is the lines of one kind with their sum.
type Envelope struct {
	Kind  Kind
	Sum   Sum
	Lines []LineSum
}

// Overview is a client's budget over some days. The total is the sum of the
// envelopes, an envelope the sum of its lines.
type Overview struct {
	Client    clients.ID
	Range     civil.Range
	Currency  money.Currency
	Total     Sum
	Envelopes []Envelope // those with lines only, in the order of Kinds
	Pace      *int64     // of the total, hundredths; nil where there is none
	Alerts    []Alert    // standing, of a month only
}

// Envelope is the envelope of a kind, with a zero sum where it has no line.
func (o Overview) Envelope(k Kind) Envelope {
	for _, e := range o.Envelopes {
		if e.Kind == k {
			return e
		}
	}
	return Envelope{Kind: k, Sum: Sum{Currency: o.Currency}}
}

// Books is what stands about some lines: enough to compute their sums.
type Books struct {
	Lines     []Line
	Movements []Movement
	Carries   []Carry
}

// PlannedIn is the part of a line's plan that falls on the days of within: all
// of it for a line that lies inside, else shared by days over the line's months
// with the largest remainder, so that the months add up to the plan.
func (l Line) PlannedIn(within civil.Range) int64 {
	if within.From.Compare(l.From) <= 0 && within.To.Compare(l.To) >= 0 {
		return l.PlannedMinor
	}
	months := l.months()
	weights := make([]int64, len(months))
	for i, m := range months {
		weights[i] = int64(overlapDays(m.Range(), l.Range()))
	}
	var sum int64
	for i, share := range money.Spread(l.PlannedMinor, weights) {
		if within.Contains(later(months[i].First(), l.From)) {
			sum += share
		}
	}
	return sum
}

func overlapDays(a, b civil.Range) int {
	common, ok := a.Intersect(b)
	if !ok {
		return 0
	}
	return common.Days()
}

func later(a, b civil.Date) civil.Date {
	if a.Before(b) {
		return b
	}
	return a
}

// day is where a movement counts: a monthly line's movements belong to its
// month whatever the invoice's day, those of a range to their own day, brought
// into the range.
func (l Line) day(m Movement) civil.Date {
	switch {
	case m.On.Before(l.From) || !l.Month().IsZero():
		return l.From
	case m.On.After(l.To):
		return l.To
	default:
		return m.On
	}
}

// sums is where each of the lines stands in the days of within.
func (b Books) sums(within civil.Range) map[clients.ID]Sum {
	lines := make(map[clients.ID]Line, len(b.Lines))
	sums := make(map[clients.ID]Sum, len(b.Lines))
	for _, l := range b.Lines {
		lines[l.ID] = l
		sums[l.ID] = Sum{Currency: l.Currency, Planned: l.PlannedIn(within)}
	}
	settled := map[clients.ID]int64{}
	for _, m := range b.Movements {
		if m.Of != "" {
			settled[m.Of] += m.SettlesMinor
		}
	}
	for _, m := range b.Movements {
		l, ok := lines[m.Line]
		if !ok || !within.Contains(l.day(m)) {
			continue
		}
		s := sums[l.ID]
		switch m.Kind {
		case Commit:
			s.Committed += m.LineMinor - settled[m.ID]
		case Spend:
			s.Actual += m.LineMinor
		}
		sums[l.ID] = s
	}
	b.addCarries(sums)
	return sums
}

func (b Books) addCarries(sums map[clients.ID]Sum) {
	for _, c := range b.Carries {
		if s, ok := sums[c.From]; ok {
			s.Carried -= c.Minor
			s.Given += c.Minor
			sums[c.From] = s
		}
		if s, ok := sums[c.To]; ok {
			s.Carried += c.Minor
			sums[c.To] = s
		}
	}
}

// Overview sums the books over the days of within. Lines that have no day in
// it are left out.
func (b Books) Overview(client clients.ID, within civil.Range, def money.Currency) Overview {
	o := Overview{Client: client, Range: within, Currency: def}
	sums := b.sums(within)
	byKind := map[Kind]*Envelope{}
	lines := append([]Line(nil), b.Lines...)
	sort.SliceStable(lines, func(i, j int) bool { return lines[i].Position < lines[j].Position })
	first := true
	for _, l := range lines {
		if overlapDays(l.Range(), within) == 0 {
			continue
		}
		if first {
			o.Currency, first = l.Currency, false
		}
		e := byKind[l.Kind]
		if e == nil {
			e = &Envelope{Kind: l.Kind}
			byKind[l.Kind] = e
		}
		e.Lines = append(e.Lines, LineSum{Line: l, Sum: sums[l.ID]})
		e.Sum = e.Sum.Plus(sums[l.ID])
	}
	o.Total.Currency = o.Currency
	for _, k := range Kinds() {
		if e := byKind[k]; e != nil {
			o.Envelopes = append(o.Envelopes, *e)
			o.Total = o.Total.Plus(e.Sum)
		}
	}
	return o
}
