// Package billing is the room of quotes, statements, invoices, deposits and
// credit notes: how they are drawn from worked time and budgets, what must
// stand on them, how they are numbered and frozen, and what was paid on them.
//
// A draft has no number and may change. Issuing gives the number, locks the
// entries, freezes the files and links the document into one chain of hashes,
// all or nothing; nothing of an issued document changes afterwards. Amounts are
// minor units of the document's currency.
package billing

import (
	"slices"
	"time"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/money"
)

// Kind is what a document is.
type Kind string

// Kinds of document.
const (
	Quote     Kind = "quote"     // devis
	Statement Kind = "statement" // relevé
	Invoice   Kind = "invoice"   // facture
	Deposit   Kind = "deposit"   // facture d'acompte
	Credit    Kind = "credit"    // avoir
)

// Kinds lists the kinds of document.
func Kinds() []Kind { return []Kind{Quote, Statement, Invoice, Deposit, Credit} }

// Fiscal tells whether a document of this kind states a debt: an invoice, a
// deposit or a credit note. Only these are in the sales journal and the
// electronic invoice.
func (k Kind) Fiscal() bool { return k == Invoice || k == Deposit || k == Credit }

// TypeCode is the UNTDID 1001 code of EN 16931 (BT-3): 380 invoice, 386
// deposit, 381 credit note; 0 for a quote or a statement.
func (k Kind) TypeCode() int {
	switch k {
	case Invoice:
		return 380
	case Deposit:
		return 386
	case Credit:
		return 381
	default:
		return 0
	}
}

// Series is a run of numbers without gap.
type Series string

// Series: invoices and deposits share one.
const (
	SeriesInvoice   Series = "F"
	SeriesCredit    Series = "A"
	SeriesStatement Series = "R"
	SeriesQuote     Series = "D"
)

// Series is the run of numbers a kind takes its own from.
func (k Kind) Series() Series {
	switch k {
	case Quote:
		return SeriesQuote
	case Statement:
		return SeriesStatement
	case Credit:
		return SeriesCredit
	default:
		return SeriesInvoice
	}
}

// Document is a draft or an issued document, whole: who sells to whom, what,
// for how much, and every sentence that must be printed. Parties and texts are
// copied on it, so that it says the same for ever. Its JSON is what the chain
// of hashes covers; the fields without JSON name stand beside it.
type Document struct {
	ID     clients.ID `json:"id"`
	Client clients.ID `json:"client"`
	Kind   Kind       `json:"kind"`
	// Number is empty for a draft.
	Number string `json:"number"`
	// IssuedOn is the agency's civil date of issue, zero for a draft that says none.
	IssuedOn civil.Date `json:"issued_on"`
	// DueOn is the day payment is due, zero for quotes, statements and credit notes.
	DueOn civil.Date `json:"due_on"`
	// ValidUntil is the last day a quote may be accepted.
	ValidUntil civil.Date `json:"valid_until"`
	// Month is the month that is billed, zero for none.
	Month civil.Month `json:"month"`
	// Period is when the service was rendered, both days included.
	Period   civil.Range    `json:"period"`
	Lang     string         `json:"lang"` // "fr" or "en"
	Currency money.Currency `json:"currency"`
	// Exchange is the day's rate where the document also shows its totals in
	// another currency (CDF beside USD), nil for one currency.
	Exchange *Exchange `json:"exchange"`
	Seller   Party     `json:"seller"`
	Buyer    Party     `json:"buyer"`
	// Delivery is where the service goes when that is not the buyer's address.
	Delivery *Address `json:"delivery"`
	Subject  string   `json:"subject"` // title of the whole, one line
	Lines    []Line   `json:"lines"`
	// Discount is taken off the sum of the lines, minor units, never negative.
	Discount      int64     `json:"discount_minor"`
	DiscountLabel string    `json:"discount_label"`
	Shares        []Share   `json:"discount_shares"` // the discount over the VAT bases
	VAT           []VATLine `json:"vat"`
	Totals        Totals    `json:"totals"`
	Mentions      []Mention `json:"mentions"`
	Note          string    `json:"note"` // free words to the client
	Payment       Payment   `json:"payment"`
	Refs          Refs      `json:"refs"`
	Congo         *Congo    `json:"congo"`
	// Nature is what is sold: services always, "S1".
	Nature string `json:"nature"`
	// VATOnDebits tells that VAT is due when invoiced and not when paid.
	VATOnDebits bool `json:"vat_on_debits"`
	// Rounding is the rule for billed minutes that was in force.
	Rounding clients.Rounding `json:"rounding"`
	// Time is what was worked and what the bank says of it, on a statement, and
	// on the invoice of a month.
	Time *TimeAccount `json:"time"`
	// Without are entries of the month that a statement leaves out: its issue
	// frees them where the version it replaces had them.
	Without []clients.ID `json:"without,omitempty"`
	// Drawn is a fingerprint of the entries as they were when the lines were
	// drawn; an issue refuses lines that their entries no longer say.
	Drawn string `json:"drawn"`

	State State `json:"-"`
	// Files, Previous and Hash are empty for a draft; hex SHA-256.
	Files     Files     `json:"-"`
	Previous  string    `json:"-"`
	Hash      string    `json:"-"`
	Position  int64     `json:"-"` // place in the agency's chain, from 1
	IssuedAt  time.Time `json:"-"` // UTC
	IssuedBy  string    `json:"-"`
	CreatedAt time.Time `json:"-"` // UTC
	// PaidMinor is what was paid, CreditedMinor what credit notes took back, gross.
	PaidMinor     int64 `json:"-"`
	CreditedMinor int64 `json:"-"`
	// Canonical is the JSON that the hash covers, as it was kept at issue.
	Canonical []byte `json:"-"`
}

// Issued tells whether the document has its number.
func (d Document) Issued() bool { return d.Number != "" }

// DueMinor is what is still to be paid: gross less credits and payments. It
// is negative where too much was paid; 0 for all but invoices and deposits.
func (d Document) DueMinor() int64 {
	if d.Kind != Invoice && d.Kind != Deposit {
		return 0
	}
	return d.Totals.Gross - d.CreditedMinor - d.PaidMinor
}

// Entries lists the time entries that stand on the document, once each.
func (d Document) Entries() []clients.ID {
	var all []clients.ID
	seen := map[clients.ID]bool{}
	for _, l := range d.Lines {
		for _, id := range l.Entries {
			if !seen[id] {
				seen[id] = true
				all = append(all, id)
			}
		}
	}
	return all
}

// Earlier is a document that another one refers to (BG-3).
type Earlier struct {
	Number string     // BT-25
	On     civil.Date // BT-26
}

// Preceding lists the documents that this one corrects or settles: the invoice
// a credit note takes back, the deposits a final invoice deducts, once each
// (EN 16931, BG-3; CGI, annexe II, art. 242 nonies A).
func (d Document) Preceding() []Earlier {
	if d.Refs.Invoice != "" {
		return []Earlier{{d.Refs.Invoice, d.Refs.InvoiceOn}}
	}
	var list []Earlier
	for _, l := range d.Lines {
		if e := (Earlier{l.Deposit, l.DepositOn}); e.Number != "" && !slices.Contains(list, e) {
			list = append(list, e)
		}
	}
	return list
}

// State is where a document stands. It follows from what was recorded after
// the issue and is never written on the document.
type State string

// States.
const (
	Draft    State = "draft"
	Issued   State = "issued" // and nothing since: sent, waiting
	Accepted State = "accepted"
	Refused  State = "refused"
	Signed   State = "signed"
	Replaced State = "replaced" // a statement, by its next version
	Invoiced State = "invoiced" // a statement whose invoice is issued
	Partly   State = "partly_paid"
	Paid     State = "paid"
	Credited State = "credited" // taken back whole
)

// Address is where somebody is.
type Address struct {
	Name     string `json:"name"`
	Street   string `json:"street"` // may have several lines
	Postcode string `json:"postcode"`
	City     string `json:"city"`
	Country  string `json:"country"` // ISO 3166-1 alpha-2
}

// Party is the seller or the buyer as they were on the day of issue.
type Party struct {
	Address
	LegalName string `json:"legal_name"`
	LegalForm string `json:"legal_form"`
	SIREN     string `json:"siren"`
	SIRET     string `json:"siret"`
	VATID     string `json:"vat_id"`
	Franchise bool   `json:"franchise"`
	// Registers are other numbers law asks for, as they are printed:
	// "RCS Lyon", "RCCM …", "Id. Nat. …", "NIF …".
	Registers string `json:"registers"`
	Email     string `json:"email"`
	Phone     string `json:"phone"`
	Website   string `json:"website"`
	Logo      string `json:"logo"`  // SHA-256 of a kept PNG, empty for none
	Color     string `json:"color"` // #RRGGBB
	// Reference is how the buyer wants to be billed (BT-10), empty for none.
	Reference string `json:"reference"`
}

// PrintedName is the legal name, else the name.
func (p Party) PrintedName() string {
	if p.LegalName != "" {
		return p.LegalName
	}
	return p.Name
}

// Exchange is a rate of the day: one unit of the document's currency is
// Num ÷ Den units of To.
type Exchange struct {
	To     money.Currency `json:"to"`
	Num    int64          `json:"num"`
	Den    int64          `json:"den"`
	On     civil.Date     `json:"on"`
	Source string         `json:"source"`
}

// Share is the part of a document's discount that falls on one VAT base.
type Share struct {
	Category Category   `json:"category"`
	Rate     money.Rate `json:"rate"`
	Minor    int64      `json:"minor"`
}

// VATLine is the tax of one category and rate, on the sum of its bases.
type VATLine struct {
	Category Category   `json:"category"`
	Rate     money.Rate `json:"rate"` // hundredths of a percent
	Base     int64      `json:"base_minor"`
	VAT      int64      `json:"vat_minor"`
	// Reason says why no tax is charged, as printed; Code is its VATEX code or empty.
	Reason string `json:"reason"`
	Code   string `json:"code"`
}

// Totals are whole sums: Lines − Discount = Net, Net + VAT = Gross. For a
// credit note all are positive and subtracted wherever sums are made.
type Totals struct {
	Lines    int64 `json:"lines_minor"`
	Discount int64 `json:"discount_minor"`
	Net      int64 `json:"net_minor"`
	VAT      int64 `json:"vat_minor"`
	Gross    int64 `json:"gross_minor"`
}

// Mention is a sentence that must be printed. Code names it; Subject is its
// UNTDID 4451 code in the electronic invoice (PMD, PMT, AAB …) or empty.
type Mention struct {
	Code    string `json:"code"`
	Subject string `json:"subject"`
	Text    string `json:"text"`
}

// Payment is how the client may pay.
type Payment struct {
	IBAN   string `json:"iban"`
	BIC    string `json:"bic"`
	Holder string `json:"holder"`
	Link   string `json:"link"`
	Terms  string `json:"terms"` // the term of payment in words
	// Penalty is the late-payment rate a year that the document states.
	Penalty money.Rate `json:"penalty"`
}

// Refs are the documents this one goes with, by number.
type Refs struct {
	Order     string `json:"order"`     // the client's purchase order
	Contract  string `json:"contract"`  // name of the terms
	Quote     string `json:"quote"`     // D…
	Statement string `json:"statement"` // R… that the invoice is drawn from
	// Invoice is the one a credit note takes back, with its day.
	Invoice   string     `json:"invoice"`
	InvoiceOn civil.Date `json:"invoice_on"`
	// Replaces is the earlier version of a statement.
	Replaces string `json:"replaces"`
	// Reason is why a credit note was made.
	Reason string `json:"reason"`
}

// Congo is what the invoicing device of the RDC gives for an invoice.
type Congo struct {
	DEF string `json:"def"` // number given by the device (dispositif électronique fiscal)
	QR  string `json:"qr"`  // text of its code
}

// Files are the SHA-256 of what was kept at issue; empty for what is not made
// of a document of this kind.
type Files struct {
	PDF      string
	XML      string
	Workbook string
	Pages    string // of a monthly report alone: its pages as laid out
}
