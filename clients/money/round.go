package money

import (
	"math"
	"math/bits"
)

const (
	secondsPerHour = 3600
	// A Rate counts hundredths of a percent, so one whole is 10 000.
	rateUnit    = 10_000
	daysPerYear = 365
)

// Rate is a percentage in hundredths of a percent: 2000 is 20 %.
type Rate int

// RoundHalfUp is num ÷ den to the nearest whole number, halves away from zero
// (5/2 = 3, −5/2 = −3). den must not be 0.
func RoundHalfUp(num, den int64) int64 { return MulDiv(num, 1, den) }

// MulDiv is a × b ÷ den to the nearest whole number, halves away from zero,
// exact whatever the product. den must not be 0. A result beyond 64 bits stays
// at the nearest value that fits.
func MulDiv(a, b, den int64) int64 {
	negative := (a < 0) != (b < 0) != (den < 0)
	hi, lo := bits.Mul64(abs(a), abs(b))
	return quotient(hi, lo, abs(den), negative)
}

// quotient divides hi:lo by d, half up, and gives the sign back.
func quotient(hi, lo, d uint64, negative bool) int64 {
	if d == 0 {
		panic("money: division by zero")
	}
	q := uint64(math.MaxUint64)
	if hi < d {
		var r uint64
		q, r = bits.Div64(hi, lo, d)
		if r >= d-r && q < math.MaxUint64 {
			q++
		}
	}
	if negative {
		if q > math.MaxInt64 {
			return math.MinInt64
		}
		return -int64(q)
	}
	return int64(min(q, math.MaxInt64))
}

func abs(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

// LineAmount prices time: seconds × hourly rate in minor units ÷ 3600,
// rounded once.
func LineAmount(seconds, rateMinor int64) int64 {
	return MulDiv(seconds, rateMinor, secondsPerHour)
}

// VAT is the tax on the sum of the bases of one rate, in minor units.
func VAT(baseMinor int64, r Rate) int64 {
	return MulDiv(baseMinor, int64(r), rateUnit)
}

// Interest is late interest on a gross amount for a number of days, on a year
// of 365 days, in minor units (French Code de commerce, L441-10).
func Interest(grossMinor int64, r Rate, days int) int64 {
	return MulDiv(grossMinor, int64(r)*int64(days), rateUnit*daysPerYear)
}
