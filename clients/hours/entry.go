// Package hours is the room of time: entries and the running timer, what an
// hour is worth, how minutes are rounded, and the hours bank that a client can
// sign like a bank statement. Time is kept as it was worked, in whole seconds;
// rounding makes billed minutes beside it and never over it.
package hours

import (
	"encoding/binary"
	"hash/fnv"
	"time"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/money"
)

// Kind says what becomes of an entry's time.
type Kind string

// Kinds of entry.
const (
	// Contract time consumes the hours bank.
	Contract Kind = "contract"
	// Extra time is billed apart at its rate.
	Extra Kind = "extra"
	// Free time consumes nothing and is billed nothing; it has a reason.
	Free Kind = "free"
)

// Known tells whether k is one of the kinds.
func (k Kind) Known() bool { return k == Contract || k == Extra || k == Free }

// Entry is work done by one person for one client, wearing one hat. Either it
// has a start and an end, or it is a duration on a day, or it runs.
type Entry struct {
	ID     clients.ID
	Client clients.ID
	Person clients.ID
	// On is the civil date of the start in Zone, where the work was done.
	On civil.Date
	// Start and End are UTC, both zero for a duration on a day; End is zero
	// while the entry runs.
	Start, End time.Time
	Zone       string // IANA
	Seconds    int64  // elapsed; 0 while running
	Running    bool
	Hat        string
	Level      string // the person's on that day
	Kind       Kind
	Reason     string // of free time
	Note       string
	// Currency is the client's contract's. Rate and Cost are minor units of it
	// per hour, copied when the entry ends; nil = unknown, never 0.
	Currency   money.Currency
	Rate       *int64
	RateSource string
	Cost       *int64
	CostSource string
	Item       clients.ID // linked calendar item, empty for none
	Campaign   clients.ID // linked campaign, empty for none
	Import     clients.ID // the import that brought it, empty for typed
	// Settle marks a timer's time beyond a bank that refuses overage: it is
	// kept, and holds up the close until it is made extra, free or consented.
	Settle      bool
	ApprovedAt  time.Time // zero until approved
	ApprovedBy  string
	Document    string // number of the issued document it stands on
	Fingerprint int64  // what it was when it came: duplicates of an import share it
	CreatedAt   time.Time
}

// Timed tells whether the entry knows when it was worked, not only how long.
func (e Entry) Timed() bool { return !e.Start.IsZero() }

// Month is the entry's local month.
func (e Entry) Month() civil.Month { return e.On.InMonth() }

// Elapsed is how long the entry lasts, up to now while it runs, in seconds.
func (e Entry) Elapsed(now time.Time) int64 {
	if e.Running {
		return max(0, int64(now.Sub(e.Start)/time.Second))
	}
	return e.Seconds
}

// lockedAlone lists the locks the entry bears itself: approval and document.
func (e Entry) lockedAlone() []string {
	var by []string
	if !e.ApprovedAt.IsZero() {
		by = append(by, LockApproval)
	}
	if e.Document != "" {
		by = append(by, LockDocument+":"+e.Document)
	}
	return by
}

// What locks an entry, as `time list` names it; a document's is followed by
// ":" and its number.
const (
	LockMonth    = "month"
	LockApproval = "approval"
	LockDocument = "document"
)

// Fingerprint tells equal rows of an import apart from new ones: the same
// client, person, day, start, length and note give the same number.
func Fingerprint(client, person clients.ID, on civil.Date, start time.Time, seconds int64, note string) int64 {
	h := fnv.New64a()
	var b [8]byte
	for _, s := range []string{string(client), string(person), on.String(), note} {
		_, _ = h.Write([]byte(s))
		_, _ = h.Write(b[:1])
	}
	for _, n := range []int64{unix(start), seconds} {
		binary.LittleEndian.PutUint64(b[:], uint64(n))
		_, _ = h.Write(b[:])
	}
	return int64(h.Sum64())
}

func unix(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}

// Row is what the rules need of an entry; a month's rows stand in the order of
// (date, start, id).
type Row struct {
	ID         clients.ID
	Person     clients.ID
	On         civil.Date
	Running    bool
	Kind       Kind
	Level      string
	Hat        string
	Seconds    int64
	Rate       *int64 // minor units per hour, nil = unknown
	RateSource string
	Settle     bool
}
