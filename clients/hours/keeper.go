package hours

import (
	"context"
	"time"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/money"
)

// House is what the room asks of the agency and its clients; clients.Service
// answers it.
type House interface {
	Agency(ctx context.Context) (clients.Agency, error)
	Today(ctx context.Context) (civil.Date, error)
	Client(ctx context.Context, id clients.ID) (clients.Client, error)
	Clients(ctx context.Context, which clients.Which) ([]clients.Client, error)
	Contracts(ctx context.Context, client clients.ID) ([]clients.Contract, error)
	AllContracts(ctx context.Context) (map[clients.ID][]clients.Contract, error)
	Staff(ctx context.Context, archivedToo bool) ([]clients.Staff, error)
	LevelHistories(ctx context.Context) (map[clients.ID][]clients.LevelFrom, error)
	Hats(ctx context.Context) ([]clients.Hat, error)
	Levels(ctx context.Context) ([]clients.Level, error)
}

// Filter chooses entries; zero fields choose all. The answer is in the order
// of (date, start, id).
type Filter struct {
	Client   clients.ID
	Person   clients.ID
	Days     civil.Range // both ends are needed to use an index
	Hat      string
	Kind     Kind
	Item     clients.ID
	Campaign clients.ID
	Import   clients.ID
	// Limit is the most that are given, 0 for all.
	Limit int
}

// MonthLock says when a client's month was locked, by whom and why.
type MonthLock struct {
	Client clients.ID
	Month  civil.Month
	At     time.Time
	By     string
	Reason string
}

// Consent is the client's word that overage of a month may be worked and billed.
type Consent struct {
	ID      clients.ID
	Client  clients.ID
	Month   civil.Month
	Minutes int64
	By      string // at the client
	On      civil.Date
	Reason  string
	Who     string // who recorded it
	At      time.Time
}

// Closing is a month whose ledger is written, with what each bank carried out.
type Closing struct {
	Client clients.ID
	Month  civil.Month
	At     time.Time
	By     string
	States map[string]State
}

// Carried is the latest remembered state of a client's banks.
type Carried struct {
	Month  civil.Month
	States map[string]State
}

// Booking is a movement of the ledger as it is kept.
type Booking struct {
	Client clients.ID
	Month  civil.Month
	Movement
	At time.Time
}

// Template is an entry a person makes again and again.
type Template struct {
	ID       clients.ID
	Person   clients.ID
	Client   clients.ID
	Hat      string
	Note     string
	Seconds  int64 // 0 = for the timer
	Kind     Kind  // empty = by the contract
	Reason   string
	Position int
}

// Absence is a run of days a person does not work; Replacement, where there is
// one, takes the work over.
type Absence struct {
	ID          clients.ID
	Person      clients.ID
	Days        civil.Range
	Kind        AbsenceKind
	Reason      string
	Replacement clients.ID
}

// ClientUse is what a month used of one client's time.
type ClientUse struct {
	Client        clients.ID
	Seconds       int64 // raw, of the contract
	AllSeconds    int64 // raw, of any kind
	Entries       int
	Running       int
	LockedAt      time.Time // zero while the month is open
	RatedMinor    int64     // Σ seconds × rate, to be divided by 3600; rated entries only
	UnratedCount  int
	ToSettleCount int
}

// PersonUse is what months used of one person's time.
type PersonUse struct {
	Person  clients.ID
	Client  clients.ID
	Seconds int64
}

// Imported is the record of a file brought in.
type Imported struct {
	ID         clients.ID
	Source     string
	File       string
	SHA256     string
	Client     clients.ID // empty when the file names clients itself
	At         time.Time
	Who        string
	Rows       int
	Accepted   int
	Duplicates int
	Rejected   int
	From, To   civil.Date
}

// Keeper is what the room needs kept. Reads see what the transaction of their
// context wrote. Unknown rows are faults entry_unknown, rate_unknown,
// template_unknown, absence_unknown.
type Keeper interface {
	clients.Transactor

	Entry(ctx context.Context, client, id clients.ID) (Entry, error)
	Entries(ctx context.Context, f Filter) ([]Entry, error)
	// SaveEntry refuses a second running timer of a person: fault timer_twice.
	SaveEntry(ctx context.Context, e Entry) error
	RemoveEntry(ctx context.Context, client, id clients.ID) error
	// Rows reads what the rules need of a client's days, in order, from one
	// covering index.
	Rows(ctx context.Context, client clients.ID, days civil.Range) ([]Row, error)
	// Lines sums finished contract entries of whole months in the database: one
	// row per billing line and month, dated on its first. Its seconds are
	// rounded already where the rule's scope is the entry or the day.
	Lines(ctx context.Context, client clients.ID, from, to civil.Month, rule clients.Rounding) ([]Row, error)
	// DayLines are Lines by the day: one row per day and billing line, in order,
	// of any run of days.
	DayLines(ctx context.Context, client clients.ID, days civil.Range, rule clients.Rounding) ([]Row, error)
	// LinesOf and DayLinesOf are Lines and DayLines of several clients in one
	// query.
	LinesOf(ctx context.Context, of []clients.ID, from, to civil.Month, rule clients.Rounding) (map[clients.ID][]Row, error)
	DayLinesOf(ctx context.Context, of []clients.ID, days civil.Range, rule clients.Rounding) (map[clients.ID][]Row, error)
	// CountToSettle counts timers' entries of a month that are yet to be settled.
	CountToSettle(ctx context.Context, client clients.ID, m civil.Month) (int, error)
	// Costs sums a client's month of finished work by what it cost.
	Costs(ctx context.Context, client clients.ID, m civil.Month) ([]CostRow, error)
	// Work lists one person's entries of all clients, running ones too.
	Work(ctx context.Context, person clients.ID, days civil.Range) ([]Work, error)
	Running(ctx context.Context, person clients.ID) (e Entry, ok bool, err error)
	AllRunning(ctx context.Context) ([]Entry, error)
	ClientUses(ctx context.Context, m civil.Month) ([]ClientUse, error)
	ClientUse(ctx context.Context, client clients.ID, m civil.Month) (ClientUse, error)
	PersonUses(ctx context.Context, from, to civil.Month) ([]PersonUse, error)

	// Beat and SetBeat keep when the machine was last alive under a timer,
	// outside the journal.
	Beat(ctx context.Context, person clients.ID) (entry clients.ID, at time.Time, err error)
	SetBeat(ctx context.Context, person, entry clients.ID, at time.Time) error

	Rates(ctx context.Context) ([]Rate, error)
	// SaveRate refuses a second rate of the same key and date: fault rate_exists.
	SaveRate(ctx context.Context, r Rate) error
	RemoveRate(ctx context.Context, id clients.ID) error

	MonthLock(ctx context.Context, client clients.ID, m civil.Month) (l MonthLock, ok bool, err error)
	MonthLocks(ctx context.Context, client clients.ID, from, to civil.Month) ([]MonthLock, error)
	SaveMonthLock(ctx context.Context, l MonthLock) error
	RemoveMonthLock(ctx context.Context, client clients.ID, m civil.Month) error

	// Closings lists a client's closed months in order.
	Closings(ctx context.Context, client clients.ID) ([]Closing, error)
	SaveClosing(ctx context.Context, c Closing) error
	Bookings(ctx context.Context, client clients.ID, from, to civil.Month) ([]Booking, error)
	SaveBooking(ctx context.Context, b Booking) error
	Consents(ctx context.Context, client clients.ID, m civil.Month) ([]Consent, error)
	SaveConsent(ctx context.Context, c Consent) error
	// Carry gives the latest month before m whose carried state is known
	// without playing it, and SaveCarry remembers one; the store forgets it
	// when anything it follows from changes.
	Carry(ctx context.Context, client clients.ID, before civil.Month) (m civil.Month, states map[string]State, ok bool, err error)
	SaveCarry(ctx context.Context, client clients.ID, m civil.Month, states map[string]State) error
	// The banks of several clients in a month follow from these, one query each:
	// the last two closings up to it and the last of all, the movements of a run of months, the
	// consents, the carries and how many entries are to be settled.
	LastClosings(ctx context.Context, of []clients.ID, upTo civil.Month) (map[clients.ID][]Closing, error)
	BookingsOf(ctx context.Context, of []clients.ID, from, to civil.Month) (map[clients.ID][]Booking, error)
	ConsentsOf(ctx context.Context, of []clients.ID, m civil.Month) (map[clients.ID][]Consent, error)
	Carries(ctx context.Context, of []clients.ID, before civil.Month) (map[clients.ID]Carried, error)
	CountsToSettle(ctx context.Context, of []clients.ID, m civil.Month) (map[clients.ID]int, error)

	Templates(ctx context.Context, person clients.ID) ([]Template, error)
	SaveTemplate(ctx context.Context, t Template) error
	RemoveTemplate(ctx context.Context, id clients.ID) error
	Absence(ctx context.Context, id clients.ID) (Absence, error)
	Absences(ctx context.Context, days civil.Range) ([]Absence, error)
	SaveAbsence(ctx context.Context, a Absence) error
	RemoveAbsence(ctx context.Context, id clients.ID) error

	// Fingerprints counts a client's entries by fingerprint.
	Fingerprints(ctx context.Context, client clients.ID) (map[int64]int, error)
	// AddImport writes an import's record and its entries as one change.
	AddImport(ctx context.Context, i Imported, entries []Entry) error
	Imports(ctx context.Context) ([]Imported, error)
	// ImportMonths lists the client months an import's entries lie in, and
	// whether one of them is approved or on a document.
	ImportMonths(ctx context.Context, id clients.ID) (months []ClientMonth, bound bool, err error)
	Mapping(ctx context.Context, fingerprint string) (mapping string, ok bool, err error)
	SaveMapping(ctx context.Context, fingerprint, mapping string) error
	// LastAct names the last act of the journal, to see whether anything changed.
	LastAct(ctx context.Context) (string, error)
}

// ClientMonth names one month of one client.
type ClientMonth struct {
	Client clients.ID
	Month  civil.Month
}

// Currency is the money a client's time is priced in on a day: the contract's
// in force, else the client's own.
func Currency(c clients.Client, terms *clients.Contract) money.Currency {
	if terms != nil && terms.Currency != "" {
		return terms.Currency
	}
	return c.Currency
}
