package billing

import (
	"slices"

	"regie/assets/text"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
)

// Category is the EN 16931 VAT category (UNTDID 5305, BT-118).
type Category string

// Categories in use.
const (
	Standard   Category = "S"  // any rate above zero
	Zero       Category = "Z"  // a rate of zero
	Exempt     Category = "E"  // exempt, as under the French franchise
	Reverse    Category = "AE" // the buyer accounts for the tax
	OutOfScope Category = "O"  // the service is not taxed in the seller's country
)

// Taxed tells whether lines of the category bear a rate above zero.
func (c Category) Taxed() bool { return c == Standard }

// Regime is why a sale is taxed or not; it gives the category and the reason.
type Regime string

// Regimes.
const (
	Domestic      Regime = "domestic"       // taxed at the seller's rates
	Franchise     Regime = "franchise"      // French franchise, art. 293 B du CGI
	ReverseCharge Regime = "reverse_charge" // buyer in another country of the Union
	Abroad        Regime = "abroad"         // buyer outside the Union, or seller outside it and buyer abroad
)

// Category is the VAT category of a regime's lines.
func (r Regime) Category() Category {
	switch r {
	case Franchise:
		return Exempt
	case ReverseCharge:
		return Reverse
	case Abroad:
		return OutOfScope
	default:
		return Standard
	}
}

// RegimeOf is what follows from the two parties: the franchise of the seller,
// else the country of the buyer of a service between businesses (directive
// 2006/112/CE, art. 44; CGI, art. 259, 1°).
func RegimeOf(seller, buyer Party) Regime {
	switch {
	case seller.Franchise:
		return Franchise
	case buyer.Country == "" || seller.Country == buyer.Country || seller.Country == "FR" && buyer.Country == "MC":
		return Domestic
	case union[seller.Country] && union[buyer.Country]:
		return ReverseCharge
	default:
		return Abroad
	}
}

// union are the countries of the European Union.
var union = map[string]bool{
	"AT": true, "BE": true, "BG": true, "CY": true, "CZ": true, "DE": true, "DK": true, "EE": true, "ES": true,
	"FI": true, "FR": true, "GR": true, "HR": true, "HU": true, "IE": true, "IT": true, "LT": true, "LU": true,
	"LV": true, "MT": true, "NL": true, "PL": true, "PT": true, "RO": true, "SE": true, "SI": true, "SK": true,
}

// rateTable is the rates of a country from a day on, the ordinary one first.
type rateTable struct {
	from   civil.Date
	rates  []money.Rate
	source string
	// partial tells that the list is not known to be whole: its first rate is
	// proposed, and another one is taken and pointed out.
	partial bool
}

// ratesOf are the rates by country, newest table first. A country that is not
// listed has no known rates: whoever bills from there states the rate.
var ratesOf = map[string][]rateTable{
	"FR": {{from: civil.NewDate(2014, 1, 1), rates: []money.Rate{2000, 1000, 550, 210}, source: "CGI, art. 278, 278-0 bis, 279, 281 quater"}},
	"BE": {{from: civil.NewDate(1996, 1, 1), rates: []money.Rate{2100, 1200, 600}, source: "Arrêté royal n° 20 du 20 juillet 1970"}},
	"LU": {
		{from: civil.NewDate(2024, 1, 1), rates: []money.Rate{1700, 1400, 800, 300}, source: "Loi TVA du 12 février 1979, art. 39, 40"},
		{from: civil.NewDate(2023, 1, 1), rates: []money.Rate{1600, 1300, 700, 300}, source: "Loi du 26 octobre 2022"},
	},
	"CH": {
		{from: civil.NewDate(2024, 1, 1), rates: []money.Rate{810, 380, 260}, source: "LTVA, art. 25"},
		{from: civil.NewDate(2018, 1, 1), rates: []money.Rate{770, 370, 250}, source: "LTVA, art. 25 (jusqu’en 2023)"},
	},
	"CD": {{from: civil.NewDate(2012, 1, 1), rates: []money.Rate{1600}, source: "Ordonnance-loi n° 10/001 du 20 août 2010, art. 35"}},
	"CI": {{from: civil.NewDate(2005, 1, 1), rates: []money.Rate{1800, 900}, source: "CGI de Côte d’Ivoire, art. 359", partial: true}},
	"SN": {{from: civil.NewDate(2013, 1, 1), rates: []money.Rate{1800, 1000}, source: "CGI du Sénégal, art. 369", partial: true}},
	"CM": {{from: civil.NewDate(2005, 1, 1), rates: []money.Rate{1925}, source: "CGI du Cameroun, art. 142", partial: true}},
	"MA": {{from: civil.NewDate(2024, 1, 1), rates: []money.Rate{2000, 1000}, source: "CGI du Maroc, art. 98 et 99", partial: true}},
}

// tableOn is the rates of a country on a day; ok is false where none are known.
func tableOn(country string, on civil.Date) (t rateTable, ok bool) {
	for _, t := range ratesOf[country] {
		if !on.Before(t.from) {
			return t, true
		}
	}
	return rateTable{}, false
}

// Rates lists the VAT rates of a country on a day, the ordinary one first, with
// their legal source; none where they are not known.
func Rates(country string, on civil.Date) ([]money.Rate, string) {
	t, _ := tableOn(country, on)
	return t.rates, t.source
}

// CheckRate refuses a rate that is not of the seller's country on that day:
// fault vat_rate_unknown at "vat". Where the country's rates are not known, or
// not known to be all, any from 0 to 30 % is taken.
func CheckRate(country string, rate money.Rate, on civil.Date) error {
	t, ok := tableOn(country, on)
	if slices.Contains(t.rates, rate) || (!ok || t.partial) && rate >= 0 && rate <= 3000 {
		return nil
	}
	return fault.New("vat_rate_unknown", "rate", rate, "country", country).At("vat")
}

// doubtful tells that a taxed or zero rate rests on nothing that is known here:
// whoever issues is asked to make sure of it.
func doubtful(country string, category Category, rate money.Rate, on civil.Date) bool {
	t, ok := tableOn(country, on)
	switch category {
	case Standard:
		return !slices.Contains(t.rates, rate)
	case Zero:
		return !ok
	}
	return false
}

// reason says why a category bears no tax, as printed, and its VATEX code.
func (d *Document) reason(c Category) (sentence, code string) {
	p := text.For(text.Lang(d.Lang))
	switch c {
	case Exempt:
		if !d.Seller.Franchise { // only disbursements are exempt without it
			return p.T("billing.reason_disbursement"), "VATEX-EU-79-C"
		}
		return p.T("billing.reason_franchise"), "VATEX-FR-FRANCHISE"
	case Reverse:
		return p.T("billing.reason_reverse"), "VATEX-EU-AE"
	case OutOfScope:
		if union[d.Seller.Country] {
			return p.T("billing.reason_abroad"), "VATEX-EU-O"
		}
		return p.T("billing.reason_export"), ""
	default:
		return "", ""
	}
}
