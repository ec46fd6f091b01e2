package sheet

import (
	"math"
	"strings"

	"regie/clients/civil"
	"regie/clients/fault"
)

// daySeconds is the longest duration that one row may have.
const daySeconds = 24 * 3600

// durationUnit is what a bare number in a column of durations counts.
type durationUnit int64

// The units, in seconds; perDay is the fraction of a day of a spreadsheet.
const (
	perSecond durationUnit = 1
	perMinute durationUnit = 60
	perHour   durationUnit = 3600
	perDay    durationUnit = 86_400
)

// unitOf reads the unit off a header: "Durée (min)", "Minutes", "Duration (s)".
// Bare numbers are hours otherwise, whatever their size: that is how spreadsheets
// of hours and the decimal exports write them.
func unitOf(header string) durationUnit {
	name := normal(header)
	unit := normal(inParentheses(header))
	switch {
	case unit == "min" || unit == "mn" || unit == "m" || unit == "minutes" || strings.Contains(name, "minute"):
		return perMinute
	case unit == "s" || unit == "sec" || strings.Contains(name, "second"):
		return perSecond
	case unit == "j" || unit == "d":
		return perDay
	}
	return perHour
}

// parseDuration reads one cell; decimal decides ambiguous figures. Reasons:
// row_duration_unreadable, row_duration_negative, row_duration_absurd (over 24 h,
// unless it is a sum).
func parseDuration(s string, unit durationUnit, decimal byte, sum bool) (int64, *fault.Error) {
	text := strings.TrimFunc(s, isSpace)
	refuse := func(code string) (int64, *fault.Error) { return 0, fault.New(code, "value", text) }
	seconds, ok := colonDuration(text)
	if !ok {
		seconds, ok = bareDuration(text, unit, decimal)
	}
	if !ok {
		spoken := strings.Replace(text, "m:", "m", 1) // TikTok's "04m:38s"
		read, err := civil.ParseDuration(spoken)
		switch {
		case fault.Is(err, "duration_negative"):
			return refuse("row_duration_negative")
		case fault.Is(err, "duration_too_long"):
			return refuse("row_duration_absurd")
		case err != nil:
			return refuse("row_duration_unreadable")
		}
		seconds = read
	}
	switch {
	case seconds < 0:
		return refuse("row_duration_negative")
	case seconds > daySeconds && !sum:
		return refuse("row_duration_absurd")
	}
	return seconds, nil
}

// colonDuration reads "1:30", "01:30:00", "-0:15"; hours may pass 24.
func colonDuration(s string) (int64, bool) {
	if strings.IndexByte(s, ':') < 0 {
		return 0, false
	}
	s, minus := cutAny(s, "-", "−", "–")
	var total int64
	parts := 0
	for {
		n, w := leadingDigits(s)
		if w == 0 || w > 7 || (parts > 0 && (w != 2 || n > 59)) || parts == 3 {
			return 0, false
		}
		total = total*60 + int64(n)
		parts++
		if s = s[w:]; s == "" {
			break
		}
		if parts == 3 {
			if s = skipFraction(s); s == "" {
				break
			}
		}
		if s[0] != ':' {
			return 0, false
		}
		s = s[1:]
	}
	switch {
	case parts < 2:
		return 0, false
	case parts == 2:
		total *= 60
	}
	if minus {
		total = -total
	}
	return total, true
}

// bareDuration reads a figure without unit; half a second is rounded up.
func bareDuration(s string, unit durationUnit, decimal byte) (int64, bool) {
	n, ok := parseNumber(s, decimal)
	if !ok || n.Percent || n.Below || n.Units > math.MaxInt64/int64(perDay) || n.Units < math.MinInt64/int64(perDay) {
		return 0, false
	}
	n.Units *= int64(unit)
	return n.Minor(0), true
}

// fractionVotes finds columns of durations that a spreadsheet gave as bare
// fractions of a day (0.0625 for 1 h 30).
type fractionVotes struct {
	cells   int
	against bool
	telling int // whole minutes as part of a day, but not as part of an hour
}

func (v *fractionVotes) add(s string) {
	if v.against {
		return
	}
	n, ok := parseNumber(s, '.')
	if !ok {
		v.against = true
		return
	}
	value := n.Float()
	v.cells++
	if value < 0 || value >= 1 || n.Percent || !wholeMinutes(value*1440) {
		v.against = true
		return
	}
	if !wholeMinutes(value * 60) {
		v.telling++
	}
}

func (v fractionVotes) isDays() bool { return !v.against && v.telling >= 2 }

// wholeMinutes allows for the rounding of a written fraction: a quarter of a second.
func wholeMinutes(minutes float64) bool {
	return math.Abs(minutes-math.Round(minutes)) < 0.004
}
