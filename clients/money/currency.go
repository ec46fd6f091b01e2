package money

import (
	"slices"
	"strings"

	"github.com/bojanz/currency"

	"regie/clients/fault"
)

// Currency is an ISO 4217 code in capitals, such as "EUR".
type Currency string

// The currencies of the markets Régie serves first.
const (
	EUR Currency = "EUR"
	USD Currency = "USD"
	GBP Currency = "GBP"
	CHF Currency = "CHF"
	CAD Currency = "CAD"
	MAD Currency = "MAD"
	XOF Currency = "XOF"
	XAF Currency = "XAF"
	CDF Currency = "CDF"
)

// usual are offered before the rest of the alphabet.
var usual = []Currency{EUR, USD, CDF, XOF, XAF, MAD, CHF, CAD, GBP}

// Known tells whether ISO 4217 has this code in use.
func (c Currency) Known() bool { return c != "" && currency.IsValid(string(c)) }

// Digits is how many decimals amounts are kept with, by ISO 4217; 2 for a
// code that is not known.
func (c Currency) Digits() int {
	switch c { // the common ones without a look into the table
	case EUR, USD, GBP, CHF, CAD, MAD, CDF, "":
		return 2
	case XOF, XAF:
		return 0
	}
	if d, ok := currency.GetDigits(string(c)); ok {
		return int(d)
	}
	return 2
}

// ShownDigits is how many decimals people and documents see: none for CDF,
// whose centimes are no longer in circulation, else Digits.
func (c Currency) ShownDigits() int {
	if c == CDF {
		return 0
	}
	return c.Digits()
}

// ParseCurrency reads a code in any case; an unknown one is refused
// (currency_unknown), with the code as argument "value".
func ParseCurrency(s string) (Currency, error) {
	c := Currency(strings.ToUpper(strings.TrimSpace(s)))
	if !c.Known() {
		return "", fault.New("currency_unknown", "value", s)
	}
	return c, nil
}

// Currencies lists every known code, the usual ones first, then by alphabet.
func Currencies() []Currency {
	all := slices.Clone(usual)
	for _, code := range currency.GetCurrencyCodes() {
		if !slices.Contains(usual, Currency(code)) {
			all = append(all, Currency(code))
		}
	}
	slices.Sort(all[len(usual):])
	return all
}
