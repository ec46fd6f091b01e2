package billing

import (
	"context"
	"time"

	"regie/clients"
	"regie/clients/budget"
	"regie/clients/civil"
	"regie/clients/hours"
)

// House is what the room asks of the agency and its clients; clients.Service
// answers it.
type House interface {
	Agency(ctx context.Context) (clients.Agency, error)
	Today(ctx context.Context) (civil.Date, error)
	Client(ctx context.Context, id clients.ID) (clients.Client, error)
	Clients(ctx context.Context, which clients.Which) ([]clients.Client, error)
	Contracts(ctx context.Context, client clients.ID) ([]clients.Contract, error)
	SetContract(ctx context.Context, c clients.Contract) (clients.Contract, error)
	Staff(ctx context.Context, archivedToo bool) ([]clients.Staff, error)
	Hats(ctx context.Context) ([]clients.Hat, error)
	Levels(ctx context.Context) ([]clients.Level, error)
	Media(ctx context.Context, hash string) ([]byte, error)
}

// Time is what the room asks of the hours; hours.Service answers it.
type Time interface {
	List(ctx context.Context, f hours.Filter) ([]hours.Entry, error)
	Bank(ctx context.Context, client clients.ID, m civil.Month) (hours.Bank, error)
	Overages(ctx context.Context, client clients.ID, m civil.Month) ([]hours.OverageShare, error)
}

// Purse is what the room asks of the budgets; budget.Service answers it.
type Purse interface {
	Movements(ctx context.Context, client clients.ID, days civil.Range) ([]budget.Movement, error)
	// Movement gives one; fault budget_movement_unknown.
	Movement(ctx context.Context, client, id clients.ID) (budget.Movement, error)
	Line(ctx context.Context, client, id clients.ID) (budget.LineSum, []budget.Movement, error)
	SetLine(ctx context.Context, client clients.ID, f budget.PlanForm) (budget.Line, budget.Done, error)
}

// Filter chooses documents; zero fields choose all.
type Filter struct {
	Client clients.ID
	Kinds  []Kind
	Month  civil.Month // the month billed
	Days   civil.Range // issued on these days; drafts are then left out
	Drafts bool        // drafts alone
	Issued bool        // issued ones alone
	// Of chooses documents that take this number back, over or on.
	Of string
	// Open chooses invoices and deposits that are not paid or credited to the cent.
	Open bool
	// Prefix chooses numbers that begin so.
	Prefix string
	// Gross chooses totals between two amounts, minor units of any currency, both
	// included; zero chooses all.
	Gross [2]int64
	// Newest gives so many at most, the last issued first; 0 gives all.
	Newest int
}

// Last is where a series stands: zero before its first document.
type Last struct {
	Sequence int
	On       civil.Date
}

// Head is the end of the chain: position 0 and 64 zeros before the first document.
type Head struct {
	Position int64
	Hash     string
}

// Claim says that something can be billed once: a fee of a month, an expense,
// a deposit taken back, a statement or quote invoiced. An entry's claim is the
// number it bears itself.
type Claim struct {
	Kind string
	Ref  string
	Line int
}

// Kinds of claim.
const (
	ClaimFee       = "fee"
	ClaimMovement  = "movement"
	ClaimDeposit   = "deposit"
	ClaimStatement = "statement"
	ClaimQuote     = "quote"
)

// Receipt is one payment received on an invoice or a deposit.
type Receipt struct {
	ID       clients.ID
	Client   clients.ID
	Document clients.ID
	On       civil.Date
	Minor    int64 // of the document's currency
	Method   string
	Note     string
	Who      string
	At       time.Time
}

// EventKind is what happened to an issued document.
type EventKind string

// Events of an issued document.
const (
	EventAccepted EventKind = "accepted" // a quote
	EventRefused  EventKind = "refused"  // a quote
	EventSigned   EventKind = "signed"   // a statement
	EventReminder EventKind = "reminder" // an invoice
)

// Event is something recorded about an issued document.
type Event struct {
	ID       clients.ID
	Client   clients.ID
	Document clients.ID
	Kind     EventKind
	On       civil.Date
	By       string // at the client
	Note     string
	Who      string // who recorded it
	At       time.Time
}

// Link is one document of the chain as it is kept.
type Link struct {
	Position       int64
	Client         clients.ID
	ID             clients.ID
	Number         string
	Series         Series
	Year, Sequence int
	Canonical      []byte
	Files          Files
	Previous, Hash string
}

// Keeper is what the room needs kept. Reads see what the transaction of their
// context wrote. An unknown document is fault document_unknown.
type Keeper interface {
	clients.Transactor

	// Document finds a document by its identifier or its number.
	Document(ctx context.Context, ref string) (Document, error)
	// Documents lists documents: drafts first, then in the order of issue.
	Documents(ctx context.Context, f Filter) ([]Document, error)
	// Overdue counts each client's unsettled invoices and deposits that were due
	// before a day; Invoiced names the clients that an invoice of a month was
	// issued to. Neither reads a document.
	Overdue(ctx context.Context, day civil.Date) (map[clients.ID]int, error)
	Invoiced(ctx context.Context, m civil.Month) (map[clients.ID]bool, error)
	SaveDraft(ctx context.Context, d Document) error
	RemoveDraft(ctx context.Context, client, id clients.ID) error

	Last(ctx context.Context, s Series, year int) (Last, error)
	Head(ctx context.Context) (Head, error)
	// Issue writes the draft as issued, with its entries line by line. of is the
	// number it takes back, over or on, empty for none.
	Issue(ctx context.Context, d Document, year, sequence int, of string) error
	// MoveEntries makes entries that bear the number from bear to instead, and
	// returns how many did.
	MoveEntries(ctx context.Context, client clients.ID, ids []clients.ID, from, to string) (int, error)
	// Claim refuses what is claimed by another document: fault billed_already.
	Claim(ctx context.Context, d Document, c Claim) error
	// Claimed gives the number of the document that claims, empty for none.
	Claimed(ctx context.Context, client clients.ID, kind, ref string) (string, error)
	Unclaim(ctx context.Context, client clients.ID, kind, ref string) error

	// WriteFile keeps content by its hash outside any transaction; NameFile
	// makes it known within one.
	WriteFile(ctx context.Context, content []byte) (hash string, err error)
	NameFile(ctx context.Context, hash, name, mime string, content []byte) error

	Payments(ctx context.Context, client, document clients.ID) ([]Receipt, error)
	SavePayment(ctx context.Context, p Receipt) error
	Events(ctx context.Context, client, document clients.ID) ([]Event, error)
	SaveEvent(ctx context.Context, e Event) error

	// Settings and Terms give the kept JSON, empty for none.
	Settings(ctx context.Context) ([]byte, error)
	SaveSettings(ctx context.Context, raw []byte) error
	Terms(ctx context.Context, client clients.ID) ([]byte, error)
	SaveTerms(ctx context.Context, client clients.ID, raw []byte) error
}
