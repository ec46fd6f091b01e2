package clients

import (
	"regie/clients/civil"
	"regie/clients/money"
)

// Contract is one dated version of the terms sold to a client. The version in
// force on a day is the latest that began on or before it.
type Contract struct {
	ID     ID
	Client ID
	Name   string
	From   civil.Date
	Until  civil.Date // zero = open; only the last version may end
	// QuotaMinutes are the minutes sold per month, all levels together.
	QuotaMinutes int64
	Share        string // "1/5" when sold as a share of full time, else empty
	Fee          *money.Amount
	Currency     money.Currency
	Carry        Carry
	CapMinutes   *int64 // most that may be carried; nil = no cap in minutes
	CapPercent   *int   // the same in percent of the quota
	ValidMonths  *int   // months after its own that a lot lives; nil = no expiry
	Order        SpendOrder
	Overage      Overage
	// OverageCoefficient is in ten-thousandths: 10 000 = the level's own rate.
	OverageCoefficient int64
	Rounding           Rounding
	SupervisionFree    bool // supervision hours are free (default) or of the contract
	StatementFirst     bool // the client signs a statement before it is billed
	Note               string
	Levels             []LevelQuota
	Deliverables       []Promise
}

// LevelQuota is a part of the quota sold at one level.
type LevelQuota struct {
	Level   string
	Minutes int64
}

// Promise is how many of one kind of deliverable a month is promised.
type Promise struct {
	Kind     string // item kind key
	Quantity int
}

// Carry says what of a month goes over to the next.
type Carry string

// Carries.
const (
	CarryNone    Carry = "none"
	CarrySurplus Carry = "surplus"
	CarryDeficit Carry = "deficit"
	CarryBoth    Carry = "both"
)

// SpendOrder says which lot is used first.
type SpendOrder string

// Orders.
const (
	OldestFirst  SpendOrder = "oldest"
	CurrentFirst SpendOrder = "current"
)

// Overage says what becomes of minutes beyond what is available.
type Overage string

// Overages.
const (
	OverageRefuse Overage = "refuse"
	OverageFree   Overage = "free"
	OverageBill   Overage = "bill"
	OverageBorrow Overage = "borrow"
)

// Rounding is a contract's rule for billed minutes; it never touches what was
// recorded.
type Rounding struct {
	Mode  RoundMode
	Step  int // minutes: 1, 5, 6, 10, 12, 15, 30, 60
	Scope RoundScope
}

// RoundMode is the direction of rounding; half goes up.
type RoundMode string

// Modes.
const (
	RoundNone    RoundMode = "none"
	RoundUp      RoundMode = "up"
	RoundDown    RoundMode = "down"
	RoundNearest RoundMode = "nearest"
)

// RoundScope says what is summed in seconds before it is rounded.
type RoundScope string

// Scopes.
const (
	ScopeEntry    RoundScope = "entry"
	ScopeDay      RoundScope = "day" // person, civil date, hat, rate
	ScopeLine     RoundScope = "line"
	ScopeDocument RoundScope = "document"
)
