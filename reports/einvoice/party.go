package einvoice

import (
	"strings"

	cii "github.com/speedata/einvoice"

	"regie/clients/billing"
)

// party maps what seller and buyer have in common.
func party(p billing.Party) cii.Party {
	out := cii.Party{Name: oneLine(p.PrintedName()), PostalAddress: address(p.Address)}
	if siren := digits(p.SIREN, 9); siren != "" {
		out.SpecifiedLegalOrganization = &cii.SpecifiedLegalOrganization{ID: siren, Scheme: schemeSIREN}
		if trade := oneLine(p.Name); trade != out.Name {
			out.SpecifiedLegalOrganization.TradingBusinessName = trade
		}
		out.URIUniversalCommunication, out.URIUniversalCommunicationScheme = siren, addressSIREN
	} else if p.Email != "" {
		out.URIUniversalCommunication, out.URIUniversalCommunicationScheme = oneLine(p.Email), addressEmail
	}
	if siret := digits(p.SIRET, 14); siret != "" {
		out.GlobalID = []cii.GlobalID{{ID: siret, Scheme: schemeSIRET}}
	} else if out.SpecifiedLegalOrganization == nil && p.Registers != "" {
		out.ID = []string{oneLine(p.Registers)}
	}
	return out
}

func seller(d billing.Document) cii.Party {
	out := party(d.Seller)
	out.Description = strings.Join(filled(oneLine(d.Seller.LegalForm), oneLine(d.Seller.Registers)), " · ")
	switch vat := vatID(d.Seller); {
	case vat != "" && !unscoped(d):
		out.VATaxRegistration = vat
	case vat == "":
		out.FCTaxRegistration = localTaxID(d.Seller)
	}
	if out.VATaxRegistration == "" && out.SpecifiedLegalOrganization == nil && len(out.GlobalID)+len(out.ID) == 0 {
		if number := localTaxID(d.Seller); number != "" { // nothing else names the seller (BR-CO-26)
			out.ID = []string{number}
		}
	}
	if c := contact(d.Seller); c.EMail != "" || c.PhoneNumber != "" {
		out.DefinedTradeContact = []cii.DefinedTradeContact{c}
	}
	return out
}

func buyer(d billing.Document) cii.Party {
	out := party(d.Buyer)
	if !unscoped(d) {
		out.VATaxRegistration = vatID(d.Buyer)
	}
	return out
}

// unscoped tells that the sale is out of scope of VAT: VAT numbers may then not
// be given (BR-O-02); the parties are known by their other numbers.
func unscoped(d billing.Document) bool {
	for _, v := range d.VAT {
		if v.Category == billing.OutOfScope {
			return true
		}
	}
	return false
}

// vatID is the VAT number where it begins with a country, as BR-CO-09 asks.
func vatID(p billing.Party) string {
	s := compact(p.VATID)
	country := p.Country
	if country == "GR" {
		country = "EL"
	}
	if len(s) < 4 || country == "" || !strings.HasPrefix(s, country) {
		return ""
	}
	return s
}

// localTaxID is what the seller is known by to its tax office when it has no
// VAT number of the Union's form (BT-32): that number, else the SIREN.
func localTaxID(p billing.Party) string {
	if s := oneLine(p.VATID); s != "" {
		return s
	}
	return digits(p.SIREN, 9)
}

func contact(p billing.Party) cii.DefinedTradeContact {
	return cii.DefinedTradeContact{PersonName: oneLine(p.Name), EMail: oneLine(p.Email), PhoneNumber: oneLine(p.Phone)}
}

func address(a billing.Address) *cii.PostalAddress {
	out := &cii.PostalAddress{CountryID: a.Country, PostcodeCode: oneLine(a.Postcode), City: oneLine(a.City)}
	var lines []string
	for l := range strings.SplitSeq(clean(a.Street), "\n") {
		lines = append(lines, filled(oneLine(l))...)
	}
	for i, l := range lines {
		switch i {
		case 0:
			out.Line1 = l
		case 1:
			out.Line2 = l
		case 2:
			out.Line3 = l
		default:
			out.Line3 += ", " + l
		}
	}
	return out
}

// shipTo is where the service goes when that is not the buyer's address.
func shipTo(d billing.Document) *cii.Party {
	if d.Delivery == nil {
		return nil
	}
	return &cii.Party{Name: firstOf(oneLine(d.Delivery.Name), oneLine(d.Buyer.PrintedName())), PostalAddress: address(*d.Delivery)}
}

// digits is s without blanks when it is exactly n figures, else nothing.
func digits(s string, n int) string {
	s = strings.Join(strings.Fields(s), "")
	if len(s) != n || strings.Trim(s, "0123456789") != "" {
		return ""
	}
	return s
}

func filled(all ...string) []string {
	var out []string
	for _, s := range all {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}
