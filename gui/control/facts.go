// Package control is the control room: all clients at a glance, with what the
// month has used, what stands in the calendar today, and what needs a hand.
package control

import (
	"context"
	"image/color"

	"regie/assets/icons"
	"regie/assets/text"
	"regie/clients/civil"
	"regie/clients/money"
	"regie/gui/widgets"
)

// Facts is all that the control room shows of one month, gathered by few
// queries over all clients.
type Facts struct {
	Clients []ClientFacts // active, in the order of the rail
	// Week counts the publications of the week of today by state key.
	Week map[string]int
	// Today are today's items of all clients, in the order of their time.
	Today []Entry
	Close Close
}

// ClientFacts is what is known of one client in the month.
type ClientFacts struct {
	Key, Name, Initials string
	Color               color.NRGBA

	HasBank   bool  // a contract with hours was in force in the month
	Used      int64 // billed minutes of the bank
	Available int64 // minutes granted, carried and adjusted
	Quota     int64 // minutes sold for the month
	Carried   int64 // minutes carried in, negative for a deficit
	Forecast  int64 // minutes expected at the month's end; Used where there is none
	Overage   int64 // minutes beyond the bank

	Worked   int64 // minutes logged, also without a contract
	Value    money.Amount
	Unpriced int // entries without a rate

	Budget  money.Amount // available: planned and carried; no currency without a budget
	Spent   money.Amount // committed and spent
	Alerts  int          // thresholds crossed and not yet acknowledged
	Highest int          // the highest of them in percent

	Late     int // publications whose day has passed, neither published nor cancelled
	AtClient int // publications waiting for the client's decision
	Overdue  int // of those, past their deadline
	Internal int // publications waiting for the agency's own review

	Unpaid int // invoices past their due day and not paid to the cent
}

// Entry is one line of today's list.
type Entry struct {
	ID, Client    string // the client by key
	Name          string // of the client
	Initials      string
	Color         color.NRGBA
	At            civil.Clock // −1 without a time
	Network, Kind string      // label of the network, of the kind where there is none
	Title         string
	State         string // the state's label
	Tone          widgets.Tone
	Sign          icons.Name
}

// Close is how far the close of the month before has come.
type Close struct {
	Total   int // clients with something in the month
	Locked  int // whose times are locked
	Settled int // whose publications are all published or cancelled
	// Reported are those whose report is issued, Invoiced those whose invoice of
	// the month is, out of Billable: those under a contract, or invoiced.
	Reported, Invoiced, Billable int
}

// Source gathers the facts, with its words in the printer's language.
type Source interface {
	Facts(ctx context.Context, p *text.Printer, month civil.Month, today civil.Date) (Facts, error)
}
