// Package budget is the room of a client's money: envelopes and lines planned
// for a month or a range of days, what was ordered and spent on them, what is
// left, and the thresholds that warn on the way. Amounts are minor units.
package budget

import (
	"time"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/money"
)

// Kind is an envelope: what the money of a line is for. Ad spend stands apart
// from fees, since it goes to the networks and not to the agency.
type Kind string

// Envelopes, in the order they are shown.
const (
	Fees        Kind = "fees"
	Ads         Kind = "ads"
	Production  Kind = "production"
	Prizes      Kind = "prizes"
	Influencers Kind = "influencers"
	Tools       Kind = "tools"
	Extra       Kind = "extra"
)

// Kinds lists the envelopes in the order they are shown. The name of one is
// the catalogue's "budget.kind_<key>".
func Kinds() []Kind {
	return []Kind{Fees, Ads, Production, Prizes, Influencers, Tools, Extra}
}

// position is where an envelope stands among Kinds, −1 for one that is none.
func (k Kind) position() int {
	for i, known := range Kinds() {
		if k == known {
			return i
		}
	}
	return -1
}

// Line ("poste") is a sum planned in one envelope, for a month or for a range
// of its own. A line without a name is the envelope's ordinary one.
type Line struct {
	ID           clients.ID
	Client       clients.ID
	Kind         Kind
	Name         string
	From, To     civil.Date // both inclusive; a whole month for a monthly line
	Campaign     clients.ID // empty for none
	PlannedMinor int64      // never negative
	Currency     money.Currency
	Rebillable   bool // what is spent on it is billed on to the client
	Note         string
	Position     int
}

// Range is the line's days.
func (l Line) Range() civil.Range { return civil.Range{From: l.From, To: l.To} }

// Month is the month of a monthly line, the zero Month for a line with a range
// of its own.
func (l Line) Month() civil.Month {
	m := l.From.InMonth()
	if l.From == m.First() && l.To == m.Last() {
		return m
	}
	return civil.Month{}
}

// months lists the months a line's days lie in.
func (l Line) months() []civil.Month {
	var list []civil.Month
	for m := l.From.InMonth(); !m.After(l.To.InMonth()); m = m.Add(1) {
		list = append(list, m)
	}
	return list
}

// MovementKind says what a movement does to its line.
type MovementKind string

// Movements. A commitment is ordered and not yet spent; spending it moves it to
// actual; releasing it gives the rest back.
const (
	Commit  MovementKind = "commit"
	Spend   MovementKind = "spend"
	Release MovementKind = "release"
)

// Movement is one order or expense on a line.
type Movement struct {
	ID         clients.ID
	Client     clients.ID
	Line       clients.ID
	Kind       MovementKind
	On         civil.Date
	Label      string
	Supplier   string
	Receipt    string // SHA-256 of the kept file, empty for none
	Rebillable bool
	// Amount is what stands on the receipt, in its own currency; a spend below
	// zero is a supplier's credit. It is 0 for a release.
	Amount money.Amount
	// Rate is what one unit of the amount's currency was worth in the line's on
	// that day, 1 for one currency; frozen with the movement.
	Rate Rate
	// LineMinor is the amount in the line's currency.
	LineMinor int64
	// Of is the commitment that this spend or release settles, in whole or in
	// part, and SettlesMinor how much of it, in the line's currency.
	Of           clients.ID
	SettlesMinor int64
	// Invoice is the number of the issued document that bills the expense on,
	// empty for none. It is read, never written: billing gives and takes it.
	Invoice string
}

// printed is what an invoice shows of an expense, or stands on: all but a
// receipt that was still to come.
func (m Movement) printed() Movement {
	m.Receipt = ""
	return m
}

// Carry moves what was left of one monthly line to another, by choice. Minor is
// negative where an overrun is carried.
type Carry struct {
	ID       clients.ID
	Client   clients.ID
	From, To clients.ID // lines
	Minor    int64
}

// Subject is what a threshold watches: "total" for all money of a client's
// month, "kind:ads" for one envelope, "hours" for its hours bank.
type Subject string

// Subjects that are no envelope.
const (
	OnTotal Subject = "total"
	OnHours Subject = "hours"
)

// OnKind is the subject of one envelope.
func OnKind(k Kind) Subject { return Subject("kind:" + string(k)) }

// Kind is the envelope a subject watches, empty when it watches none.
func (s Subject) Kind() Kind {
	if len(s) > 5 && s[:5] == "kind:" {
		return Kind(s[5:])
	}
	return ""
}

// Alert records that a threshold was crossed in a month.
type Alert struct {
	Client  clients.ID
	Subject Subject
	Month   civil.Month
	Percent int
	// FiredAt is when it was recorded; zero when it was crossed by an undo and
	// not recorded yet.
	FiredAt time.Time
	// UsedMinor and PlannedMinor are what they were then (minutes for hours).
	UsedMinor, PlannedMinor int64
	AckedAt                 time.Time // zero until acknowledged
	AckedBy                 string
}

// Acknowledged tells whether somebody has taken note.
func (a Alert) Acknowledged() bool { return !a.AckedAt.IsZero() }
