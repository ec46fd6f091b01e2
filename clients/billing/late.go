package billing

import (
	"cmp"
	"slices"

	"regie/clients/civil"
	"regie/clients/money"
)

// Part is an amount that lessens what is due, from a day on.
type Part struct {
	On    civil.Date
	Minor int64
}

// Indemnity is the fixed sum for recovery costs, in euro cents (Code de
// commerce, art. D441-5; directive 2011/7/UE, art. 6).
const Indemnity int64 = 4000

// Interest is late interest up to a day: what is still due × rate × days ÷ 365,
// from the day after the due date to the day of payment included, for each
// span between payments, each rounded half up (Code de commerce, art. L441-10).
func Interest(gross int64, due civil.Date, parts []Part, rate money.Rate, until civil.Date) int64 {
	parts = slices.Clone(parts)
	slices.SortStableFunc(parts, func(a, b Part) int { return a.On.Compare(b.On) })
	var sum int64
	left, from := gross, due
	for _, p := range parts {
		if p.On.After(until) {
			break
		}
		if p.On.After(from) {
			sum += span(left, rate, from, p.On)
			from = p.On
		}
		left -= p.Minor
	}
	if until.After(from) {
		sum += span(left, rate, from, until)
	}
	return sum
}

func span(left int64, rate money.Rate, from, to civil.Date) int64 {
	return money.Interest(max(0, left), rate, from.DaysUntil(to))
}

// Late is what a late invoice costs its client on a day.
type Late struct {
	Days      int   // since the due date, while something is due
	Interest  int64 // minor units
	Indemnity int64 // minor units; 0 where the law gives none or nothing was late
}

// LateOn works out interest, at the rate the invoice states, and the fixed sum
// for an invoice with its payments and credit notes.
func LateOn(d Document, parts []Part, on civil.Date) Late {
	if d.DueOn.IsZero() || !on.After(d.DueOn) {
		return Late{}
	}
	left := d.Totals.Gross
	for _, p := range parts {
		if !p.On.After(on) {
			left -= p.Minor
		}
	}
	l := Late{Interest: money.DocumentRound(money.Of(Interest(d.Totals.Gross, d.DueOn, parts, d.Payment.Penalty, on), d.Currency)).Minor}
	if left > 0 {
		l.Days = d.DueOn.DaysUntil(on)
	}
	if d.Currency == money.EUR && union[d.Seller.Country] && (l.Days > 0 || l.Interest > 0) {
		l.Indemnity = Indemnity
	}
	return l
}

// Age is a span of lateness.
type Age string

// Ages.
const (
	NotDue    Age = "not_due"
	Days30    Age = "30"   // 1 to 30 days late
	Days60    Age = "60"   // 31 to 60
	Days90    Age = "90"   // 61 to 90
	DaysAbove Age = "more" // more
)

// Ages lists the spans from the youngest.
func Ages() []Age { return []Age{NotDue, Days30, Days60, Days90, DaysAbove} }

// AgeOf is the span a due date is in on a day.
func AgeOf(due, on civil.Date) Age {
	switch late := due.DaysUntil(on); {
	case due.IsZero() || late <= 0:
		return NotDue
	case late <= 30:
		return Days30
	case late <= 60:
		return Days60
	case late <= 90:
		return Days90
	default:
		return DaysAbove
	}
}

// Ageing is what a client still owes in minor units of one currency, by lateness.
type Ageing struct {
	Client   string // its ID
	Currency money.Currency
	Due      map[Age]int64
	Total    int64
}

// AgeingOf sums what is due of invoices and deposits on a day.
func AgeingOf(docs []Document, on civil.Date) []Ageing {
	var list []Ageing
	for _, d := range docs {
		due := d.DueMinor()
		if due == 0 || d.State == Credited {
			continue
		}
		i := slices.IndexFunc(list, func(a Ageing) bool { return a.Client == string(d.Client) && a.Currency == d.Currency })
		if i < 0 {
			i = len(list)
			list = append(list, Ageing{Client: string(d.Client), Currency: d.Currency, Due: map[Age]int64{}})
		}
		list[i].Due[AgeOf(d.DueOn, on)] += due
		list[i].Total += due
	}
	slices.SortStableFunc(list, func(a, b Ageing) int {
		return cmp.Or(cmp.Compare(a.Currency, b.Currency), cmp.Compare(b.Total, a.Total))
	})
	return list
}
