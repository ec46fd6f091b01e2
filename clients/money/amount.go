// Package money counts money in whole minor units of an ISO 4217 currency.
// It never uses floats; every quotient is rounded once, half up, and halves of
// negative numbers go away from zero, so that a credit mirrors its invoice.
package money

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"regie/clients/fault"
)

// Amount is a sum in minor units (cents for EUR, whole francs for XOF).
// The zero Amount has no currency and takes that of whatever it is added to.
type Amount struct {
	Minor    int64
	Currency Currency
}

// Of builds an amount from minor units.
func Of(minor int64, c Currency) Amount { return Amount{Minor: minor, Currency: c} }

// IsZero tells whether nothing is owed, in whatever currency.
func (a Amount) IsZero() bool { return a.Minor == 0 }

// Neg is the opposite amount.
func (a Amount) Neg() Amount {
	if a.Minor == math.MinInt64 {
		a.Minor++
	}
	a.Minor = -a.Minor
	return a
}

// Add sums two amounts of one currency. It refuses two currencies
// (currency_mixed) and sums that no longer fit (money_overflow).
func (a Amount) Add(b Amount) (Amount, error) {
	switch {
	case a.Currency == "":
		a.Currency = b.Currency
	case b.Currency != "" && b.Currency != a.Currency:
		return Amount{}, fault.New("currency_mixed", "a", string(a.Currency), "b", string(b.Currency))
	}
	sum := a.Minor + b.Minor
	if (sum > a.Minor) != (b.Minor > 0) && b.Minor != 0 {
		return Amount{}, fault.New("money_overflow", "value", a.String()+" + "+b.String())
	}
	a.Minor = sum
	return a, nil
}

// Sub takes b from a, with the refusals of Add.
func (a Amount) Sub(b Amount) (Amount, error) {
	if b.Minor == math.MinInt64 {
		return Amount{}, fault.New("money_overflow", "value", a.String()+" - "+b.String())
	}
	return a.Add(b.Neg())
}

// String writes the amount as scripts do and Parse reads: "1800.50EUR",
// all the decimals of the currency, no grouping.
func (a Amount) String() string {
	digits := a.Currency.Digits()
	sign := ""
	n := uint64(a.Minor)
	if a.Minor < 0 {
		sign, n = "-", -n
	}
	s := strconv.FormatUint(n, 10)
	if digits > 0 {
		if len(s) <= digits {
			s = strings.Repeat("0", digits-len(s)+1) + s
		}
		s = s[:len(s)-digits] + "." + s[len(s)-digits:]
	}
	return sign + s + string(a.Currency)
}

// DocumentRound rounds an amount to what documents show of its currency:
// whole francs for CDF, which is kept with two decimals; others are unchanged.
func DocumentRound(a Amount) Amount {
	drop := a.Currency.Digits() - a.Currency.ShownDigits()
	if drop <= 0 {
		return a
	}
	unit := pow10(drop)
	if r := RoundHalfUp(a.Minor, unit); r <= math.MaxInt64/unit && r >= math.MinInt64/unit {
		a.Minor = r * unit
	}
	return a
}

func pow10(n int) int64 {
	p := int64(1)
	for range n {
		p *= 10
	}
	return p
}

// ParseHundredths reads a number of at most two decimals, with a comma or a
// point, as hundredths: "1,5" gives 150. The error says what was not read.
func ParseHundredths(s string) (int64, error) {
	whole, decimals, _ := strings.Cut(strings.ReplaceAll(strings.TrimSpace(s), ",", "."), ".")
	if len(decimals) > 2 || strings.ContainsAny(decimals, "+-") {
		return 0, fmt.Errorf("%q has more than two decimals", s)
	}
	n, err := strconv.ParseInt(whole+(decimals + "00")[:2], 10, 64)
	if err != nil {
		return 0, fmt.Errorf("%q is not a number: %w", s, err)
	}
	return n, nil
}
