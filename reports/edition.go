package reports

import (
	"time"

	"regie/clients/civil"
)

// Edition says which version of a month's report a value is. The zero edition,
// but for Next, is a draft.
type Edition struct {
	Version  int        `json:"version"` // from 1; 0 for a draft
	IssuedAt time.Time  `json:"issued_at"`
	IssuedOn civil.Date `json:"issued_on"` // the agency's day
	By       string     `json:"issued_by"`
	// Correction is why this version follows another; nil for the first.
	Correction *Correction `json:"correction"`
	// Next is the version that a draft would become.
	Next int `json:"-"`
	// Hash is the SHA-256 of the frozen month, which cannot name itself.
	Hash string `json:"-"`
}

// Issued tells a version from a draft.
func (e Edition) Issued() bool { return e.Version > 0 }

// Correction is the notice that a second or later version carries.
type Correction struct {
	Reason   string       `json:"reason"`
	Replaces int          `json:"replaces"` // version
	Of       civil.Date   `json:"of"`       // its day of issue
	Changes  []Difference `json:"changes"`
}

// Difference is one thing that two versions say differently: a figure, as it
// was and as it is, or a part of the report, with both empty. The name of one is
// the catalogue's "report.differs_<key>".
type Difference struct {
	Key    string `json:"key"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// Places where what is missing is mended: the field of Month.Missing.
const (
	PlaceTime     = "time"
	PlaceCalendar = "calendar"
	PlaceBudget   = "budget"
	PlaceContract = "contract"
	PlaceClient   = "client"
	PlaceReport   = "report"
	PlaceRates    = "rates"
)
