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
	// open validations, time without a rate, no contract.
	Missing []*fault.Error
}

// Hours are the month's time and the bank's month. All figures are minutes.
type Hours struct {
	Raw, Billed int64
	Entries     int
	Running     int            // timers still running, in none of the figures
	Currency    money.Currency // of the values
	Value       *int64         // at the rates in force; nil when a rate is missing
	// Linked are the billed minutes tied to an item of the calendar.
	Linked   int64
	ByHat    []Share
	ByLevel  []Share
	ByPerson []Share
	ByDay    []DayShare
	Previous *int64      // billed in the month before; nil when nothing is known of it
	Trend    []MonthWork // up to six months, this one last
	Bank     *Bank       // nil without a contract with hours
	Log      []LogLine
}

// Share is a part of the month's time.
type Share struct {
	Key, Label  string
	Color       string // #RRGGBB, empty for none
	Raw, Billed int64
	Value       *int64 // minor units
	Made        int    // published items that some of the time is tied to
}

// DayShare is one day's billed time.
type DayShare struct {
	On     civil.Date
	Billed int64
}

// MonthWork is one month's billed time.
type MonthWork struct {
	Month  civil.Month
	Billed int64
}

// Bank is the hours bank's month, as its statement prints it. Counts are
// positive but CarriedIn, Adjusted, CarriedOut and Balance, which are signed.
type Bank struct {
	Granted, CarriedIn, Adjusted, Available int64
	Used, Overage, Expired, CapLoss         int64
	CarriedOut, Balance                     int64
	Forecast                                *int64 // used at the month's end
	Movements                               []Movement
}

// Movement is one line of the bank's statement; Minutes is signed, Balance is
// what stands after it.
type Movement struct {
	On      civil.Date
	Label   string
	KindKey string // of the hours room: grant, consume, overage …
	Level   string // key of the level's own bank, empty for the common one
	Minutes int64
	Balance int64
}

// LogLine is one entry of time. Raw and Billed are minutes, shared among the
// entries so that they add up to the month's; Billed is 0 for what is free.
type LogLine struct {
	On                   civil.Date
	Person               string
	LevelKey, Level      string
	HatKey, Hat          string
	KindKey, Kind        string // contract, extra or free
	Note, Item           string
	Seconds, Raw, Billed int64
}

// Calendar is the month as carried out.
type Calendar struct {
	Items     []Item // all of the month but ideas, by day
	Published int
	Planned   int // what was to be published in the month, carried out or not
	// OnTime were published on the day they stand on, of the Timed ones, whose
	// instant of publication is known.
	OnTime, Timed int
	Cancelled     int
	Previous      *int // published in the month before
	ByNetwork     []NetworkCount
	// Awaiting are items that the client has not decided on.
	Awaiting []Item
}

// Item is one publication or appointment.
type Item struct {
	ID       clients.ID
	On       civil.Date
	At       civil.Clock // −1 for all day
	KindKey  string
	Kind     string
	Networks []string // labels
	Title    string
	StateKey string
	State    string
	Author   string
	URL      string // of the publication, empty for none
	// Public tells a publication from a meeting, key date or deadline.
	Public bool
	// Late: its day has passed and it is neither published nor cancelled.
	Late bool
	// Minutes are the billed minutes tied to it in the month.
	Minutes int64
}

// NetworkCount is how many publications a network got.
type NetworkCount struct {
	Network, Label  string
	Count, Previous int
}

// Deliverable is one kind of what was promised, against what was made.
type Deliverable struct {
	Kind, Label    string
	Promised, Made int
	// Postponed to a later month, by whom.
	PostponedByClient, PostponedByUs int
}

// Budget are the month's envelopes, in minor units of its currency. Planned
// holds what was carried over from other lines.
type Budget struct {
	Currency                         money.Currency
	Lines                            []BudgetLine
	Planned, Committed, Actual, Left int64
}

// BudgetLine is one line of an envelope. Left is planned less committed less
// actual, below zero when overspent.
type BudgetLine struct {
	Kind, Label                      string
	Ads                              bool // ad spend, apart from fees
	Planned, Committed, Actual, Left int64
}

// Next is the following month's plan.
type Next struct {
	Month civil.Month
	Items []Item
	// Quota is what the contract grants, Carried what this month leaves; nil
	// without a contract with hours.
	Quota, Carried *int64
	Promises       []Deliverable // Promised, and in Made what the plan holds
}

// Empty tells a month in which nothing is known to have happened.
func (m *Month) Empty() bool {
	return m.Hours.Entries == 0 && len(m.Calendar.Items) == 0 && len(m.Budget.Lines) == 0
}
