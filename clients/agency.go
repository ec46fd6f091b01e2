// Package clients is the domain's root: the agency, its people, and the
// clients it serves, each with its brand, contacts, channels and contract. The
// rooms below it (calendar, hours, budget …) hold what is done for a client.
package clients

import (
	"strings"

	"regie/clients/civil"
	"regie/clients/money"
)

// Agency is who serves the clients: the sender of every document.
type Agency struct {
	Name string
	Identity
	Email, Phone, Website string
	Zone                  string // IANA
	Currency              money.Currency
	Lang                  string // "fr" or "en"
	Logo                  string // SHA-256 of the PNG that documents use, empty for none
	LogoSource            string // SHA-256 of the file as it was given
	Color                 string // #RRGGBB
	FullTimeMinutes       int64  // full time per month; 9 100 = 35 h × 52 ÷ 12
	Overlap               Overlap
	// IdleMinutes is how long nobody may touch the computer before a running
	// timer asks; 0 = it never does for that.
	IdleMinutes int64
}

// Identity is what law asks of a party on a document.
type Identity struct {
	LegalName, LegalForm    string
	Address, Postcode, City string
	Country                 string // ISO 3166-1 alpha-2
	SIREN, SIRET, VATID     string
	IBAN                    string
	Franchise               bool // VAT franchise, art. 293 B du CGI
}

// Overlap says what happens when one person's entries overlap.
type Overlap string

// Overlap policies.
const (
	OverlapAllow  Overlap = "allow"
	OverlapWarn   Overlap = "warn"
	OverlapForbid Overlap = "forbid"
)

// Level is a degree of responsibility, the key of rates and quotas.
type Level struct {
	Key            string
	NameFR, NameEN string
	Position       int
	Shipped        bool
}

// Shipped level keys.
const (
	LevelSenior = "senior"
	LevelJunior = "junior"
	LevelAgency = "agency"
	LevelIntern = "intern"
)

// Supervised reports whether a person of this level may send nothing to a
// client before the tutor approved it.
func Supervised(level string) bool { return level == LevelJunior || level == LevelIntern }

// Hat is a kind of work.
type Hat struct {
	Key            string
	NameFR, NameEN string
	Color          string // #RRGGBB
	Position       int
	Shipped        bool
	Retired        bool // offered no more, kept on old entries
}

// Staff is a person of the agency.
type Staff struct {
	ID            ID
	Name          string
	Level         string // the one of today, of the dated ones (LevelFrom)
	Tutor         ID     // the person who approves a junior's or intern's work
	Email, Job    string
	Zone          string // IANA
	WeeklyMinutes int64
	ArchivedAt    string // RFC 3339, empty while active
}

// Client is a workspace: all that belongs to one client.
type Client struct {
	ID       ID
	Key      string // short name in scripts: kivu
	Name     string
	Internal bool // the agency's own time: never reported, never billed
	Position int
	Sector   string
	// Seasonality is a free note on the sector's strong and weak months.
	Seasonality string
	Lang        string
	Currency    money.Currency
	Zone        string
	Identity
	Circuit     Circuit
	Quorum      int // approvals needed; 0 = every member
	AccessNotes string
	Note        string
	Brand       Brand
	ArchivedAt  string // RFC 3339, empty while active
	// ArchiveReason is why the workspace was closed.
	ArchiveReason string
}

// Circuit is the way a publication takes before it is approved.
type Circuit string

// Circuits.
const (
	CircuitNone     Circuit = "none"
	CircuitInternal Circuit = "internal"
	CircuitClient   Circuit = "client" // internal, then the client's committee
)

// Brand is the client's charter: how its documents and texts look and sound.
type Brand struct {
	Logo        string // SHA-256 of the PNG that documents use, empty for none
	LogoSource  string // SHA-256 of the file as it was given
	Primary     string // #RRGGBB
	Secondary   string // #RRGGBB or empty
	AddressForm string // "tu" or "vous"
	Tone        string
	WordsUse    []string
	WordsAvoid  []string
	Mentions    []string // that must stand in every text
	Hashtags    []string // signature
}

// Signature is the line of the brand's own hashtags, empty for none.
func (b Brand) Signature() string {
	tags := make([]string, 0, len(b.Hashtags))
	for _, tag := range b.Hashtags {
		tags = append(tags, "#"+strings.TrimLeft(tag, "#"))
	}
	return strings.Join(tags, " ")
}

// Contact is a person at the client.
type Contact struct {
	ID         ID
	Client     ID
	Name, Job  string
	Email      string
	Phone      string
	Role       string // decider, technical, accounting …, free
	Committee  bool   // whose approval counts
	Note       string
	Position   int
	ArchivedAt string
}

// Channel is one presence on one network.
type Channel struct {
	ID           ID
	Client       ID
	Network      string // network key: facebook, instagram …
	Name, Handle string
	URL          string
	OpenedOn     civil.Date
	Position     int
	ArchivedAt   string
}

// MediaFile is a kept file, named by its content.
type MediaFile struct {
	SHA256        string
	MIME          string
	Bytes         int64
	Width, Height int // pixels, 0 when not a picture
	Name          string
}
