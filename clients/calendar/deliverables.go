package calendar

import (
	"cmp"
	"slices"

	"regie/clients"
	"regie/clients/civil"
)

// Deliverable compares, for one kind and month, what was sold and what was done.
type Deliverable struct {
	Kind     Kind
	Promised int
	Made     int // published with a day in the month
	Planned  int // in the month, neither published, cancelled nor a mere idea
	// Postponed items were first planned in this month and stand in a later one.
	PostponedByAgency int
	PostponedByClient int
}

// Missing is how many of the promised are neither made nor planned, never below 0.
func (d Deliverable) Missing() int { return max(0, d.Promised-d.Made-d.Planned) }

// Tally is how many items of a kind stand in a state.
type Tally struct {
	Kind  Kind
	State State
	Side  Side // for postponed items: by whom
	Count int
}

// deliverables puts promises, the month's items and the postponed ones side by
// side: every kind that was promised, made, planned or postponed, in the order
// of Kinds. Kinds that publish nothing count only when promised.
func deliverables(promises []clients.Promise, month, postponed []Tally) []Deliverable {
	by := map[Kind]*Deliverable{}
	at := func(k Kind) *Deliverable {
		if by[k] == nil {
			by[k] = &Deliverable{Kind: k}
		}
		return by[k]
	}
	promised := map[Kind]bool{}
	for _, p := range promises {
		at(Kind(p.Kind)).Promised += p.Quantity
		promised[Kind(p.Kind)] = true
	}
	counts := func(k Kind) bool { return k.Publishes() || promised[k] }
	for _, t := range month {
		switch {
		case !counts(t.Kind) || t.State == Cancelled || t.State == Idea:
		case t.State == Published:
			at(t.Kind).Made += t.Count
		default:
			at(t.Kind).Planned += t.Count
		}
	}
	for _, t := range postponed {
		switch {
		case !counts(t.Kind):
		case t.Side == ByClient:
			at(t.Kind).PostponedByClient += t.Count
		default:
			at(t.Kind).PostponedByAgency += t.Count
		}
	}
	var list []Deliverable
	for _, k := range Kinds() {
		if d := by[k]; d != nil {
			list = append(list, *d)
			delete(by, k)
		}
	}
	var own []Deliverable // kinds a contract names freely
	for _, d := range by {
		own = append(own, *d)
	}
	slices.SortFunc(own, func(a, b Deliverable) int { return cmp.Compare(a.Kind, b.Kind) })
	return append(list, own...)
}

// postpone is what a move to another day does to the record of postponement:
// leaving the month for a later one keeps the first planned day and by whom;
// coming back into that month, or before it, forgets it.
func postpone(it Item, to civil.Date, by Side) (from civil.Date, side Side) {
	from, side = it.PostponedFrom, it.PostponedBy
	if from.IsZero() && !it.On.IsZero() {
		from = it.On
		side = ""
	}
	if from.IsZero() || to.IsZero() || !to.InMonth().After(from.InMonth()) {
		return civil.Date{}, ""
	}
	if by != "" {
		side = by
	}
	if side == "" {
		side = ByAgency
	}
	return from, side
}
