package budget

import (
	"strconv"
	"strings"

	"regie/clients/fault"
	"regie/clients/money"
)

// Rate is a rate of exchange as an exact ratio: one whole unit of one currency
// is worth Num ÷ Den whole units of another.
type Rate struct{ Num, Den int64 }

// maxRate bounds both parts, so that no conversion leaves 64 bits unnoticed.
const maxRate = 1_000_000_000_000

// SameCurrency is the rate between a currency and itself.
var SameCurrency = Rate{1, 1}

// Valid tells whether the rate can be used.
func (r Rate) Valid() bool {
	return r.Num > 0 && r.Den > 0 && r.Num <= maxRate && r.Den <= maxRate
}

// ParseRate reads "0.92", "0,92", "2850" or "1/2850". Fault budget_rate_invalid
// (argument value).
func ParseRate(s string) (Rate, error) {
	invalid := fault.New("budget_rate_invalid", "value", s).At("rate")
	num, den, ratio := strings.Cut(strings.TrimSpace(s), "/")
	if !ratio {
		den = "1"
	}
	n, nScale, ok1 := parseDecimal(num)
	d, dScale, ok2 := parseDecimal(den)
	if !ok1 || !ok2 {
		return Rate{}, invalid
	}
	r := Rate{n * dScale, d * nScale}
	g := gcd(r.Num, r.Den)
	if g == 0 {
		return Rate{}, invalid
	}
	r.Num, r.Den = r.Num/g, r.Den/g
	if !r.Valid() {
		return Rate{}, invalid
	}
	return r, nil
}

// parseDecimal reads up to nine figures with one decimal mark, as a whole
// number and the power of ten it is to be divided by.
func parseDecimal(s string) (n, scale int64, ok bool) {
	whole, decimals, _ := strings.Cut(strings.Replace(strings.TrimSpace(s), ",", ".", 1), ".")
	digits := whole + decimals
	if digits == "" || len(digits) > 9 || strings.Trim(digits, "0123456789") != "" {
		return 0, 0, false
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	scale = 1
	for range decimals {
		scale *= 10
	}
	return n, scale, err == nil
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// String writes the ratio: "23/25", or "2850" when it is whole.
func (r Rate) String() string {
	if r.Den == 1 {
		return strconv.FormatInt(r.Num, 10)
	}
	return strconv.FormatInt(r.Num, 10) + "/" + strconv.FormatInt(r.Den, 10)
}

// Convert is the amount in another currency's minor units, rounded half up once.
func (r Rate) Convert(a money.Amount, to money.Currency) int64 {
	num, den := r.Num, r.Den
	for d := to.Digits(); d > a.Currency.Digits(); d-- {
		num *= 10
	}
	for d := a.Currency.Digits(); d > to.Digits(); d-- {
		den *= 10
	}
	return money.MulDiv(a.Minor, num, den)
}
