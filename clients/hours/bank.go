package hours

import (
	"cmp"
	"slices"
	"strings"

	"regie/clients"
	"regie/clients/civil"
)

// MovementKind is what a movement of the bank's ledger is.
type MovementKind string

// Movements, in the order in which they stand on one day.
const (
	Grant    MovementKind = "grant"    // + the month's quota
	Adjust   MovementKind = "adjust"   // ± by hand, with a reason
	Transfer MovementKind = "transfer" // ± to or from another bank
	Consume  MovementKind = "consume"  // − billed minutes of the day
	Overage  MovementKind = "overage"  // + takes back what consume took too much
	Expire   MovementKind = "expire"   // − a lot at the end of its last month
	CapLoss  MovementKind = "cap_loss" // − above the cap, newest lost first
)

var movementOrder = map[MovementKind]int{Grant: 0, Adjust: 1, Transfer: 2, Consume: 3, Overage: 4, Expire: 5, CapLoss: 6}

// Movement is one line of the ledger, in minutes, signed.
type Movement struct {
	ID      clients.ID // empty for one derived from entries
	On      civil.Date
	Level   string // the level's own bank, "" for the common one
	Kind    MovementKind
	Minutes int64
	// Balance is what the bank holds after it.
	Balance int64
	Reason  string
	// Source says what made it: "" a person, "closed:2026-01" a change in a
	// month already closed, "lot:2026-01" the lot that expires.
	Source string
	Who    string
}

// Lot is what is left of one month's minutes.
type Lot struct {
	Month   civil.Month `json:"month"`
	Minutes int64       `json:"minutes"`
	Expires civil.Date  `json:"expires_on"` // last day it may be used; zero = never
}

// State is what one bank carries from month to month: lots, oldest first, or a
// deficit.
type State struct {
	Lots    []Lot `json:"lots,omitempty"`
	Deficit int64 `json:"deficit,omitempty"`
}

// Carried is the state in minutes, negative for a deficit.
func (s State) Carried() int64 {
	sum := -s.Deficit
	for _, l := range s.Lots {
		sum += l.Minutes
	}
	return sum
}

// Terms are what a contract says of one bank in one month.
type Terms struct {
	Month   civil.Month
	From    civil.Date // first day in force within the month
	Granted int64      // minutes, prorated
	Carry   clients.Carry
	Cap     *int64 // minutes, nil = none
	Valid   *int   // months, nil = no expiry
	Order   clients.SpendOrder
	Overage clients.Overage
	Ends    bool // the contract ends within the month
}

// DayUse is how many minutes a day took.
type DayUse struct {
	On      civil.Date
	Minutes int64
}

// Turn is one bank's month: what it starts with, what is used and moved.
type Turn struct {
	Terms
	In    State
	Uses  []DayUse   // by day, ascending
	Moves []Movement // adjust and transfer
}

// Statement is what a month did to a bank, in minutes. Always:
// Granted + CarriedIn + Adjusted = Used − Overage + Expired + CapLoss + Out.
type Statement struct {
	Granted, CarriedIn, Used, Overage int64
	Expired, CapLoss, Adjusted, Out   int64 // Out is carried out
	State                             State
	Movements                         []Movement
}

// Available is what could be used: granted + carried in + adjusted.
func (s Statement) Available() int64 { return s.Granted + s.CarriedIn + s.Adjusted }

// Balance is what is left before the moves of the month's end.
func (s Statement) Balance() int64 { return s.Available() - s.Used + s.Overage }

// lots is the working state of one month.
type lots struct {
	older   []Lot
	current Lot
}

// take uses minutes in the bank's order and returns what was missing.
func (l *lots) take(minutes int64, order clients.SpendOrder) (short int64) {
	queue := make([]*Lot, 0, len(l.older)+1)
	if order == clients.CurrentFirst {
		queue = append(queue, &l.current)
	}
	for i := range l.older {
		queue = append(queue, &l.older[i])
	}
	if order != clients.CurrentFirst {
		queue = append(queue, &l.current)
	}
	for _, lot := range queue {
		n := min(minutes, lot.Minutes)
		lot.Minutes -= n
		minutes -= n
	}
	return minutes
}

// all lists what is left, oldest first.
func (l *lots) all() []Lot {
	list := append(slices.Clone(l.older), l.current)
	return slices.DeleteFunc(list, func(lot Lot) bool { return lot.Minutes == 0 })
}

// Run plays the month: consume, then expire, then cap.
func (t Turn) Run() Statement {
	s := Statement{Granted: t.Granted, CarriedIn: t.In.Carried()}
	var plus, minus int64
	for _, m := range t.Moves {
		s.Adjusted += m.Minutes
		plus += max(0, m.Minutes)
		minus += max(0, -m.Minutes)
	}
	for _, u := range t.Uses {
		s.Used += u.Minutes
	}
	l := &lots{older: slices.Clone(t.In.Lots), current: Lot{Month: t.Month}}
	if t.Valid != nil {
		l.current.Expires = t.Month.Add(*t.Valid).Last()
	}
	deficit := max(0, t.In.Deficit-t.Granted-plus)
	l.current.Minutes = max(0, t.Granted+plus-t.In.Deficit)
	// An adjust downwards is taken as a consume is.
	short := l.take(minus+s.Used, t.Order)
	switch {
	case t.Ends: // the contract's end: whatever is owed becomes overage
		s.Overage, deficit = short+deficit, 0
	case t.carriesDeficit():
		deficit += short
	default:
		s.Overage = short
	}
	ends := t.monthEnd(l, &s)
	s.State = State{Lots: l.all(), Deficit: deficit}
	s.Out = s.State.Carried()
	s.Movements = t.movements(s, min(short, s.Used), ends)
	return s
}

// carriesDeficit tells whether minutes beyond what is available lower the next
// grant in place of being overage.
func (t Terms) carriesDeficit() bool {
	return t.Carry == clients.CarryDeficit || t.Carry == clients.CarryBoth || t.Overage == clients.OverageBorrow
}

// monthEnd expires and caps what is left, and returns those movements.
func (t Turn) monthEnd(l *lots, s *Statement) []Movement {
	var moves []Movement
	lose := func(lot *Lot, kind MovementKind, minutes int64) {
		if minutes <= 0 {
			return
		}
		lot.Minutes -= minutes
		moves = append(moves, Movement{On: t.Month.Last(), Kind: kind, Minutes: -minutes, Source: "lot:" + lot.Month.String()})
	}
	expire := func(lot *Lot) { s.Expired += lot.Minutes; lose(lot, Expire, lot.Minutes) }
	for i := range l.older {
		if lot := &l.older[i]; t.Ends || (!lot.Expires.IsZero() && !lot.Expires.After(t.Month.Last())) {
			expire(lot)
		}
	}
	keepsSurplus := t.Carry == clients.CarrySurplus || t.Carry == clients.CarryBoth
	if cur := &l.current; t.Ends || !keepsSurplus || (!cur.Expires.IsZero() && !cur.Expires.After(t.Month.Last())) {
		expire(cur)
	}
	if t.Cap == nil {
		return moves
	}
	over := l.current.Minutes - *t.Cap
	for _, lot := range l.older {
		over += lot.Minutes
	}
	for _, lot := range l.newestFirst() {
		n := min(max(0, over), lot.Minutes)
		s.CapLoss += n
		over -= n
		lose(lot, CapLoss, n)
	}
	return moves
}

func (l *lots) newestFirst() []*Lot {
	list := []*Lot{&l.current}
	for i := len(l.older) - 1; i >= 0; i-- {
		list = append(list, &l.older[i])
	}
	return list
}

// movements writes the month as a ledger. Overage of use is taken back on the
// days whose minutes came last; what an adjust or a deficit at a contract's end
// adds to it, on the last day. unused is the use that found nothing to take.
func (t Turn) movements(s Statement, unused int64, ends []Movement) []Movement {
	list := slices.Clone(t.Moves)
	if t.Granted != 0 {
		list = append(list, Movement{On: t.From, Kind: Grant, Minutes: t.Granted})
	}
	onDays := min(s.Overage, unused)
	within := s.Used - onDays
	var before int64
	for _, u := range t.Uses {
		if u.Minutes == 0 {
			continue
		}
		list = append(list, Movement{On: u.On, Kind: Consume, Minutes: -u.Minutes})
		if over := before + u.Minutes - max(before, within); over > 0 {
			list = append(list, Movement{On: u.On, Kind: Overage, Minutes: over})
		}
		before += u.Minutes
	}
	if s.Overage > onDays {
		list = append(list, Movement{On: t.Month.Last(), Kind: Overage, Minutes: s.Overage - onDays})
	}
	return balanced(append(list, ends...), s.CarriedIn)
}

// balanced sorts movements as a bank statement does and fills their balances in.
func balanced(list []Movement, opening int64) []Movement {
	slices.SortStableFunc(list, func(a, b Movement) int {
		return cmp.Or(a.On.Compare(b.On), cmp.Compare(movementOrder[a.Kind], movementOrder[b.Kind]))
	})
	for i := range list {
		opening += list[i].Minutes
		list[i].Balance = opening
	}
	return list
}

// MostMinutes bounds what a person may move of a bank at once.
const MostMinutes = 6_000_000

// CutSource parts what made a movement from the month it speaks of: "closed"
// for a change in a closed month, "lot" for the lot that left. ok is false for
// what a person made.
func CutSource(source string) (about, month string, ok bool) {
	return strings.Cut(source, ":")
}
