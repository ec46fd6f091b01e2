package calendar

import (
	"slices"
	"time"

	"regie/clients"
)

// Verdict is what somebody decided.
type Verdict string

// The verdicts; names: catalogue "calendar.decision.<verdict>".
const (
	Approve Verdict = "approve"
	Changes Verdict = "changes"
	Refuse  Verdict = "refuse"
)

// Verdicts lists them.
func Verdicts() []Verdict { return []Verdict{Approve, Changes, Refuse} }

// VerdictsIn lists those that an item in a state can be answered with: in the
// internal review nothing is refused for good.
func VerdictsIn(s State) []Verdict {
	if s == InternalReview {
		return []Verdict{Approve, Changes}
	}
	return Verdicts()
}

// Stage is which review a decision belongs to.
type Stage string

// Stages.
const (
	StageInternal Stage = "internal"
	StageClient   Stage = "client"
)

// Decision is one person's answer to exactly one content. It is never changed;
// it stops holding when the content changes.
type Decision struct {
	ID, Client, Item clients.ID
	Stage            Stage
	Contact          clients.ID // who at the client, or
	Staff            clients.ID // who at the agency
	Who              string     // the name as it was then
	Verdict          Verdict
	At               time.Time // UTC
	Way              string    // mail, phone, meeting, message, pack, in person; free
	Pack             clients.ID
	Hash             string // of what was shown
	Revision         int
	Comment          string
	RecordedBy       clients.ID
	For              clients.ID // the tutor that Staff stood in for, empty for none
}

// Valid reports whether the decision still holds for the item: the content was
// not changed since, not even there and back.
func (d Decision) Valid(it Item) bool { return d.Revision == it.Revision && d.Hash == it.Hash }

// Committee is whose approval counts, and how many approvals it takes.
type Committee struct {
	Members []Member
	Quorum  int // approvals needed; 0 = every member
}

// Member is a person of the committee.
type Member struct {
	ID   clients.ID
	Name string
}

// Needed is how many approvals it takes: the quorum, at most every member, at
// least one.
func (c Committee) Needed() int {
	if c.Quorum <= 0 || c.Quorum > len(c.Members) {
		return max(1, len(c.Members))
	}
	return c.Quorum
}

// Count is what the committee has said on the content as it stands.
type Count struct {
	Approvals int
	Needed    int
	// Withheld is the last standing refusal or change request; nil for none.
	Withheld *Decision
	// Approved: enough approvals and nothing withheld. Silence counts nothing.
	Approved bool
	// Waiting are the members who have not answered.
	Waiting []Member
}

// Count counts each member's last decision that still holds. A client without
// committee is answered for by any one of its contacts. Decisions are given in
// the order they were recorded.
func (c Committee) Count(it Item, decisions []Decision) Count {
	standing := c.standing(it, decisions)
	n := Count{Needed: c.Needed()}
	for _, d := range standing {
		if d.Verdict == Approve {
			n.Approvals++
		} else {
			n.Withheld = &d
		}
	}
	for _, m := range c.Members {
		if !slices.ContainsFunc(standing, func(d Decision) bool { return d.Contact == m.ID }) {
			n.Waiting = append(n.Waiting, m)
		}
	}
	n.Approved = n.Withheld == nil && n.Approvals >= n.Needed
	return n
}

// standing is each member's last decision that still holds, in the order they
// were given: the last is the one given last, whenever it was recorded.
func (c Committee) standing(it Item, decisions []Decision) []Decision {
	var list []Decision
	byTime := slices.SortedStableFunc(slices.Values(decisions), func(a, b Decision) int { return a.At.Compare(b.At) })
	for _, d := range byTime {
		if d.Stage != StageClient || !d.Valid(it) || !c.has(d.Contact) {
			continue
		}
		list = slices.DeleteFunc(list, func(o Decision) bool { return o.Contact == d.Contact })
		list = append(list, d)
	}
	return list
}

func (c Committee) has(contact clients.ID) bool {
	return len(c.Members) == 0 ||
		slices.ContainsFunc(c.Members, func(m Member) bool { return m.ID == contact })
}

// Supervision is the tutor whom the item's content must pass: the writer's or
// the author's, when that one is a junior or an intern. ok is false for work
// that needs no tutor. A supervised person without a tutor gives an empty ID.
func Supervision(it Item, staff []clients.Staff) (tutor clients.ID, ok bool) {
	for _, id := range []clients.ID{it.Writer, it.Author} {
		i := slices.IndexFunc(staff, func(s clients.Staff) bool { return s.ID == id })
		if id != "" && i >= 0 && clients.Supervised(staff[i].Level) {
			return staff[i].Tutor, true
		}
	}
	return "", false
}

// tutorApproved reports whether the last internal decision that still holds, of
// the tutor or in the tutor's stead, is an approval.
func tutorApproved(it Item, tutor clients.ID, decisions []Decision) bool {
	approved := false
	for _, d := range decisions {
		if d.Stage == StageInternal && (d.Staff == tutor || d.For == tutor) && tutor != "" && d.Valid(it) {
			approved = d.Verdict == Approve
		}
	}
	return approved
}

// Trace is something that befell an item, kept for good.
type Trace struct {
	ID, Client, Item clients.ID
	At               time.Time
	WhoID            clients.ID
	Who              string
	Kind             TraceKind
	From, To         State
	FromOn, ToOn     string   // days of a move, ISO
	Revision         int      // after it
	Voided           int      // decisions that held until then
	Changes          []string // what changed, see Changed
	Reason           string
}

// TraceKind says what befell.
type TraceKind string

// Trace kinds.
const (
	StateChanged TraceKind = "state"
	Voided       TraceKind = "void"
	Moved        TraceKind = "move"
	WasPublished TraceKind = "publish"
	Corrected    TraceKind = "correct"
)

// Comment is a remark on an item.
type Comment struct {
	ID, Client, Item clients.ID
	At               time.Time
	Staff, Contact   clients.ID
	Who              string
	ForClient        bool // shown to the client; else internal
	Body             string
	ResolvedAt       time.Time
}
