package billing

import (
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/money"
)

// Nature is where a line comes from.
type Nature string

// Natures of line.
const (
	Fee          Nature = "fee"          // the contract's, for a month
	Included     Nature = "included"     // hours within the bank: information, no price
	Hours        Nature = "hours"        // billed hours of one level, hat and rate
	Overage      Nature = "overage"      // hours beyond the bank that the client consented to
	Gift         Nature = "gift"         // hours beyond the bank, given: information
	Extra        Nature = "extra"        // hours outside the contract
	Free         Nature = "free"         // a line typed freely
	Expense      Nature = "expense"      // bought for the client, billed with VAT
	Disbursement Nature = "disbursement" // paid in the client's name and on its account, outside VAT
	Deliverable  Nature = "deliverable"  // so many pieces of a kind
	Advance      Nature = "advance"      // the object of a deposit
	TakeBack     Nature = "take_back"    // a deposit taken back: quantity −1
)

// Unit is what a line counts, by its UN/ECE Recommendation 20 code.
type Unit string

// Units. A quantity of Hour is in whole minutes, one of Piece in hundredths.
const (
	Hour  Unit = "HUR"
	Piece Unit = "C62"
)

// One is the quantity of one piece.
const One int64 = 100

// Line is one line as printed.
type Line struct {
	No          int    `json:"no"` // from 1
	Nature      Nature `json:"nature"`
	Description string `json:"description"`
	Detail      string `json:"detail"` // smaller, under it
	// Quantity is minutes of Hour, hundredths of Piece; negative only where a
	// deposit is taken back.
	Quantity int64 `json:"quantity"`
	Unit     Unit  `json:"unit"`
	// Price is minor units per hour or piece, never negative.
	Price int64 `json:"unit_price_minor"`
	// Net is quantity × price, rounded half up once, whole units where the
	// currency shows no decimals.
	Net      int64      `json:"net_minor"`
	Category Category   `json:"category"`
	Rate     money.Rate `json:"vat_rate"`
	// Info lines are shown and not summed: they have no price and no VAT.
	Info bool `json:"info"`

	Level      string `json:"level"`
	Hat        string `json:"hat"`
	RateSource string `json:"rate_source"`
	// RawMinutes is what was worked, beside what is billed.
	RawMinutes int64 `json:"raw_minutes"`
	// BilledSeconds is what the net of hours is worked out from; it differs from
	// the whole minutes only where the contract does not round.
	BilledSeconds int64        `json:"billed_seconds"`
	Month         civil.Month  `json:"month"`   // of a fee or an overage
	Entries       []clients.ID `json:"entries"` // time entries that stand on it
	Beyond        []Beyond     `json:"beyond"`  // what of which entries a line of overage bills
	Terms         clients.ID   `json:"terms"`   // the version a fee is due by
	Days          civil.Range  `json:"days"`    // that a fee is due for
	Movement      clients.ID   `json:"movement"`
	// Deposit is the number of the deposit that is taken back.
	Deposit string `json:"deposit"`
	// DepositOn is the day it was issued.
	DepositOn civil.Date `json:"deposit_on"`
	// Of is the line of the invoice that a credit note's line takes back.
	Of int `json:"of"`
	// Kind is the calendar's kind of deliverable.
	Kind string `json:"kind"`
}

// Beyond is the part of an entry that is billed beyond the bank. The entry
// itself may stand on another document, where the client agreed afterwards.
type Beyond struct {
	Entry   clients.ID `json:"entry"`
	Minutes int64      `json:"minutes"`
	// After is how many of its minutes other invoices of the month billed so.
	After int64 `json:"after"`
}

// Typed tells that a person wrote the line, which nothing else can draw again.
func (l Line) Typed() bool { return l.RateSource == "typed" && len(l.Entries) == 0 }

// Priced tells whether the line counts in the totals.
func (l Line) Priced() bool { return !l.Info }

// TimeAccount is the time behind a month's document: how the bank stands and
// what was worked, broken down as the client asked. Minutes throughout.
type TimeAccount struct {
	RawMinutes    int64       `json:"raw_minutes"`
	BilledMinutes int64       `json:"billed_minutes"`
	GroupBy       string      `json:"group_by"` // hat, level, day or person
	Groups        []TimeGroup `json:"groups"`
	Rows          []TimeRow   `json:"rows"`
	Bank          *Bank       `json:"bank"` // nil without hours sold ahead
}

// TimeGroup is what one hat, level, day or person has of the time.
type TimeGroup struct {
	Key           string `json:"key"`
	Label         string `json:"label"`
	RawMinutes    int64  `json:"raw_minutes"`
	BilledMinutes int64  `json:"billed_minutes"`
}

// TimeRow is one entry as the client reads it; its minutes add up to the total.
type TimeRow struct {
	Entry         clients.ID `json:"entry"`
	On            civil.Date `json:"on"`
	Person        string     `json:"person"`
	Hat           string     `json:"hat"` // label
	Level         string     `json:"level"`
	Kind          string     `json:"kind"`
	Note          string     `json:"note"`
	RawSeconds    int64      `json:"raw_seconds"`
	BilledMinutes int64      `json:"billed_minutes"`
}

// Bank is the month of the hours bank: CarriedIn + Granted + Adjusted is what
// was available; CarriedOut is what the next month begins with.
type Bank struct {
	Granted    int64 `json:"granted_minutes"`
	CarriedIn  int64 `json:"carried_in_minutes"`
	Adjusted   int64 `json:"adjusted_minutes"`
	Used       int64 `json:"used_minutes"`
	Overage    int64 `json:"overage_minutes"`
	Expired    int64 `json:"expired_minutes"`
	CapLoss    int64 `json:"cap_loss_minutes"`
	CarriedOut int64 `json:"carried_out_minutes"`
	Consented  int64 `json:"consented_minutes"`
}
