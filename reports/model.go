// Package reports says what a month says of a client: it gathers the figures
// of the rooms into one value (Month) and lays that value out as the branded
// report. The workbook is made from the same value, so that both show one
// number.
package reports

import (
	"time"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
)

// Month is everything a monthly report shows, by value: time in minutes,
// amounts in minor units, labels already in Lang. Whatever is unknown is absent
// (nil), never zero.
type Month struct {
	Client clients.Client
	Agency clients.Agency
	Month  civil.Month
	Lang   text.Lang
	AsOf   time.Time // when the figures were read
	Today  civil.Date
	// Provisional is true until the month has ended.
	Provisional bool
	Decider     clients.Contact // the zero contact when nobody is named
	Committee   []clients.Contact
	Authors     []string // who worked in the month, most time first
	ClientLogo  []byte   // picture as kept, nil for none

	Hours        Hours
	Calendar     Calendar
	Deliverables []Deliverable
	Budget       Budget
	Next         Next
	Composition  Composition
	// Missing lists what a reader should know is not there, each a sentence:
	// open validations, time without a rate, no contract. The field of each is
	// where it is mended: see Place.
	Missing []*fault.Error
	Edition Edition
	// Said is the synthesis as it was issued; nil while the figures give it anew.
	Said *Draft
}

// Hours are the month's time and the bank's month. All figures are minutes.
type Hours struct {
	Raw      int64          `json:"raw"`
	Billed   int64          `json:"billed"`
	Entries  int            `json:"entries"`
	Running  int            `json:"running"`  // timers still running, in none of the figures
	Currency money.Currency `json:"currency"` // of the values
	Value    *int64         `json:"value"`    // at the rates in force; nil when a rate is missing
	// Linked are the billed minutes tied to an item of the calendar.
	Linked   int64       `json:"linked"`
	ByHat    []Share     `json:"by_hat"`
	ByLevel  []Share     `json:"by_level"`
	ByPerson []Share     `json:"by_person"`
	ByDay    []DayShare  `json:"by_day"`
	Previous *int64      `json:"previous"` // billed in the month before; nil when nothing is known of it
	Trend    []MonthWork `json:"trend"`    // up to six months, this one last
	Bank     *Bank       `json:"bank"`     // nil without a contract with hours
	Log      []LogLine   `json:"log"`
}

// Share is a part of the month's time.
type Share struct {
	Key    string `json:"key"`
	Label  string `json:"label"`
	Color  string `json:"color"` // #RRGGBB, empty for none
	Raw    int64  `json:"raw"`
	Billed int64  `json:"billed"`
	Value  *int64 `json:"value"` // minor units
	Made   int    `json:"made"`  // published items that some of the time is tied to
}

// DayShare is one day's billed time.
type DayShare struct {
	On     civil.Date `json:"on"`
	Billed int64      `json:"billed"`
}

// MonthWork is one month's billed time.
type MonthWork struct {
	Month  civil.Month `json:"month"`
	Billed int64       `json:"billed"`
}

// Bank is the hours bank's month, as its statement prints it. Counts are
// positive but CarriedIn, Adjusted, CarriedOut and Balance, which are signed.
type Bank struct {
	Granted    int64      `json:"granted"`
	CarriedIn  int64      `json:"carried_in"`
	Adjusted   int64      `json:"adjusted"`
	Available  int64      `json:"available"`
	Used       int64      `json:"used"`
	Overage    int64      `json:"overage"`
	Expired    int64      `json:"expired"`
	CapLoss    int64      `json:"cap_loss"`
	CarriedOut int64      `json:"carried_out"`
	Balance    int64      `json:"balance"`
	Forecast   *int64     `json:"forecast"` // used at the month's end
	Movements  []Movement `json:"movements"`
}

// Movement is one line of the bank's statement; Minutes is signed, Balance is
// what stands after it.
type Movement struct {
	On      civil.Date `json:"on"`
	Label   string     `json:"label"`
	KindKey string     `json:"kind_key"` // of the hours room: grant, consume, overage …
	Level   string     `json:"level"`    // key of the level's own bank, empty for the common one
	Reason  string     `json:"reason"`   // that somebody gave; the label holds it
	Minutes int64      `json:"minutes"`
	Balance int64      `json:"balance"`
}

// LogLine is one entry of time. Raw and Billed are minutes, shared among the
// entries so that they add up to the month's; Billed is 0 for what is free.
type LogLine struct {
	On       civil.Date `json:"on"`
	PersonID clients.ID `json:"person_id"`
	Person   string     `json:"person"`
	LevelKey string     `json:"level_key"`
	Level    string     `json:"level"`
	HatKey   string     `json:"hat_key"`
	Hat      string     `json:"hat"`
	KindKey  string     `json:"kind_key"` // contract, extra or free
	Kind     string     `json:"kind"`
	Note     string     `json:"note"`
	Item     string     `json:"item"`
	Seconds  int64      `json:"seconds"`
	Raw      int64      `json:"raw"`
	Billed   int64      `json:"billed"`
}

// Calendar is the month as carried out.
type Calendar struct {
	Items     []Item `json:"items"` // all of the month but ideas, by day
	Published int    `json:"published"`
	Planned   int    `json:"planned"` // what was to be published in the month, carried out or not
	// OnTime were published on the day they stand on, of the Timed ones, whose
	// instant of publication is known.
	OnTime    int            `json:"on_time"`
	Timed     int            `json:"timed"`
	Cancelled int            `json:"cancelled"`
	Previous  *int           `json:"previous"` // published in the month before
	ByNetwork []NetworkCount `json:"by_network"`
	// Awaiting are items that the client has not decided on.
	Awaiting []Item `json:"awaiting"`
}

// Item is one publication or appointment.
type Item struct {
	ID       clients.ID  `json:"id"`
	On       civil.Date  `json:"on"`
	At       civil.Clock `json:"at"` // −1 for all day
	KindKey  string      `json:"kind_key"`
	Kind     string      `json:"kind"`
	Networks []string    `json:"networks"` // labels
	Title    string      `json:"title"`
	StateKey string      `json:"state_key"`
	State    string      `json:"state"`
	AuthorID clients.ID  `json:"author_id"`
	Author   string      `json:"author"`
	URL      string      `json:"url"` // of the publication, empty for none
	// Public tells a publication from a meeting, key date or deadline.
	Public bool `json:"public"`
	// Late: its day has passed and it is neither published nor cancelled.
	Late bool `json:"late"`
	// Minutes are the billed minutes tied to it in the month.
	Minutes int64 `json:"minutes"`
}

// NetworkCount is how many publications a network got.
type NetworkCount struct {
	Network  string `json:"network"`
	Label    string `json:"label"`
	Count    int    `json:"count"`
	Previous int    `json:"previous"`
}

// Deliverable is one kind of what was promised, against what was made.
type Deliverable struct {
	Kind     string `json:"kind"`
	Label    string `json:"label"`
	Promised int    `json:"promised"`
	Made     int    `json:"made"`
	// Postponed to a later month, by whom.
	PostponedByClient int `json:"postponed_by_client"`
	PostponedByUs     int `json:"postponed_by_us"`
}

// Budget are the month's envelopes, in minor units of its currency. Planned
// holds what was carried over from other lines.
type Budget struct {
	Currency  money.Currency `json:"currency"`
	Lines     []BudgetLine   `json:"lines"`
	Planned   int64          `json:"planned"`
	Committed int64          `json:"committed"`
	Actual    int64          `json:"actual"`
	Left      int64          `json:"left"`
}

// BudgetLine is one line of an envelope. Left is planned less committed less
// actual, below zero when overspent.
type BudgetLine struct {
	Kind      string `json:"kind"`
	Name      string `json:"name"`  // that somebody gave it, empty for none
	Label     string `json:"label"` // the name, else that of the kind
	Ads       bool   `json:"ads"`   // ad spend, apart from fees
	Planned   int64  `json:"planned"`
	Committed int64  `json:"committed"`
	Actual    int64  `json:"actual"`
	Left      int64  `json:"left"`
}

// Next is the following month's plan.
type Next struct {
	Month civil.Month `json:"month"`
	Items []Item      `json:"items"`
	// Quota is what the contract grants, Carried what this month leaves; nil
	// without a contract with hours.
	Quota    *int64        `json:"quota"`
	Carried  *int64        `json:"carried"`
	Promises []Deliverable `json:"promises"` // Promised, and in Made what the plan holds
}

// Empty tells a month in which nothing is known to have happened.
func (m *Month) Empty() bool {
	return m.Hours.Entries == 0 && len(m.Calendar.Items) == 0 && len(m.Budget.Lines) == 0
}
