package billing

import "regie/assets/text"

// After is what was recorded since a document was issued.
type After struct {
	Replaced bool      // a statement, by a later version
	Invoiced bool      // a statement, by an invoice that stands
	Event    EventKind // the last decision or signature, empty for none
}

// StateAfter is where the document stands, given what was paid and credited on
// it and what was recorded.
func (d Document) StateAfter(a After) State {
	switch {
	case !d.Issued():
		return Draft
	case d.Kind == Statement && a.Replaced:
		return Replaced
	case d.Kind == Statement && a.Invoiced:
		return Invoiced
	case d.Kind == Statement && a.Event == EventSigned:
		return Signed
	case d.Kind == Quote && a.Event == EventAccepted:
		return Accepted
	case d.Kind == Quote && a.Event == EventRefused:
		return Refused
	case d.Kind != Invoice && d.Kind != Deposit:
		return Issued
	case d.CreditedMinor > 0 && d.CreditedMinor >= d.Totals.Gross:
		return Credited
	case d.DueMinor() <= 0 && d.Totals.Gross > 0:
		return Paid
	case d.PaidMinor > 0:
		return Partly
	default:
		return Issued
	}
}

// StateName is where the document stands in words that agree with its kind:
// "émise" of an invoice, "émis" of a credit note.
func (d Document) StateName(p *text.Printer) string {
	key := "billing.state_" + string(d.State)
	if feminine := key + "_f"; (d.Kind == Invoice || d.Kind == Deposit) && p.Has(feminine) {
		key = feminine
	}
	return p.T(key)
}
