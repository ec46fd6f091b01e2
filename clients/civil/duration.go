package civil

import (
	"fmt"
	"strings"
	"unicode"

	"regie/clients/fault"
)

// Minutes is a number of whole minutes; as an argument of a sentence it is
// printed as hours ("1 h 30").
type Minutes int64

const (
	minute = 60
	hour   = 60 * minute
	// MaxDuration is the longest entry, in seconds: one day.
	MaxDuration = 24 * hour
	// bareMinutes is where a number without unit turns from hours to minutes.
	bareMinutes = 15
	// alwaysHours is given in its place where it never does.
	alwaysHours = 0
	// maxHours bounds ParseHours: more hours than a contract can mean.
	maxHours = 100_000
)

// ParseDuration reads a typed duration in seconds, in either language: "1:30",
// "1h30", "1 h 30", "1h", "1,5", "1.5h", "90m", "90 min", "1:30:15"; a bare
// whole number is minutes from 15 on and hours below. Refusals, all with
// argument "value": duration_empty, duration_invalid, duration_minutes (minutes
// past 59 or not of two figures), duration_negative, duration_too_long (> 24 h).
func ParseDuration(s string) (seconds int64, err error) {
	return parseDuration(s, bareMinutes, MaxDuration)
}

// ParseHours reads a number of hours sold or planned, in minutes: the grammar
// of ParseDuration, but a bare number is always hours and there is no limit of
// a day (hours_too_long past 100 000 h). Seconds are rounded half up.
func ParseHours(s string) (minutes int64, err error) {
	seconds, err := parseDuration(s, alwaysHours, maxHours*hour)
	if fault.Is(err, "duration_too_long") {
		return 0, fault.New("hours_too_long", "value", strings.TrimSpace(s))
	}
	return (seconds + minute/2) / minute, err
}

// FormatHM writes minutes as grids do: "1:30", "−1:15" for negatives.
func FormatHM(minutes int64) string {
	sign := ""
	if minutes < 0 {
		sign, minutes = "−", -minutes
	}
	return fmt.Sprintf("%s%d:%02d", sign, minutes/60, minutes%60)
}

func parseDuration(s string, bare, limit int64) (int64, error) {
	typed := strings.TrimSpace(s)
	text := simplify(s)
	refuse := func(code string) (int64, error) { return 0, fault.New(code, "value", typed) }
	if text == "" {
		return 0, fault.New("duration_empty")
	}
	negative := false
	for _, sign := range []string{"-", "−", "–"} {
		if rest, ok := strings.CutPrefix(text, sign); ok {
			text, negative = strings.TrimSpace(rest), true
			break
		}
	}
	read := readUnits
	if strings.Contains(text, ":") {
		read = readColons
	}
	seconds, code := read(text, bare)
	switch {
	case text == "" || code == "duration_invalid":
		return refuse("duration_invalid")
	case negative:
		return refuse("duration_negative")
	case code != "":
		return refuse(code)
	case seconds > limit:
		return refuse("duration_too_long")
	}
	return seconds, nil
}

// simplify lowers the letters, makes every space plain and trims.
func simplify(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u202f' {
			return ' '
		}
		return unicode.ToLower(r)
	}, s))
}

// readColons reads h:mm and h:mm:ss.
func readColons(s string, _ int64) (seconds int64, code string) {
	parts := strings.Split(s, ":")
	if len(parts) > 3 {
		return 0, "duration_invalid"
	}
	for i, part := range parts {
		n, ok := number(part)
		if !ok {
			return 0, "duration_invalid"
		}
		if i > 0 && (len(part) != 2 || n > 59) {
			code = "duration_minutes"
		}
		seconds = seconds*60 + int64(n)
	}
	if len(parts) == 2 {
		seconds *= 60
	}
	return seconds, code
}

// units are the words for an hour, a minute and a second, in seconds.
var units = map[string]int64{
	"h": hour, "hr": hour, "hrs": hour, "heure": hour, "heures": hour, "hour": hour, "hours": hour,
	"m": minute, "mn": minute, "min": minute, "mins": minute, "minute": minute, "minutes": minute,
	"s": 1, "sec": 1, "seconde": 1, "secondes": 1, "second": 1, "seconds": 1,
}

// readUnits reads numbers with units, from the greatest down: "1h30", "1,5 h",
// "1 h 30 min", "7m30"; the last number may do without its unit.
func readUnits(s string, bare int64) (seconds int64, code string) {
	previous := int64(0)
	for s != "" {
		var figures, word string
		figures, s = cutWhile(s, isNumberByte)
		word, s = cutWhile(s, isLetterByte)
		unit, known := units[word]
		value, whole, ok := readDecimal(figures)
		if !ok || (word != "" && !known) || (!whole && previous > 0) {
			return 0, "duration_invalid"
		}
		switch {
		case known && previous > 0 && unit >= previous:
			return 0, "duration_invalid"
		case known:
		case s != "":
			return 0, "duration_invalid"
		case previous == 1:
			return 0, "duration_invalid"
		case previous > 0: // 1h30: the next smaller unit
			unit = previous / 60
		case whole && bare != alwaysHours && value >= bare*decimals:
			unit = minute
		default:
			unit = hour
		}
		if previous > 0 && value > 59*decimals {
			code = "duration_minutes"
		}
		seconds += (value*unit + decimals/2) / decimals
		previous = unit
	}
	return seconds, code
}

// decimals is the fixed point that a typed number is read with.
const decimals = 1_000_000

// readDecimal reads "1", "1,5", ".5" in millionths, half a second being far
// above what further figures could change.
func readDecimal(s string) (value int64, whole, ok bool) {
	before, after, broken := strings.Cut(strings.Replace(s, ",", ".", 1), ".")
	if broken && after == "" || len(after) > 6 {
		return 0, false, false
	}
	n, ok := number("0" + before)
	if !ok || (before == "" && !broken) {
		return 0, false, false
	}
	f, ok := number("0" + (after + "000000")[:6])
	return int64(n)*decimals + int64(f), !broken, ok
}

// cutWhile takes the bytes that fit off the front, and the spaces after them.
func cutWhile(s string, fits func(byte) bool) (head, rest string) {
	i := 0
	for i < len(s) && fits(s[i]) {
		i++
	}
	return s[:i], strings.TrimLeft(s[i:], " ")
}

func isNumberByte(b byte) bool { return b >= '0' && b <= '9' || b == ',' || b == '.' }

func isLetterByte(b byte) bool { return b >= 'a' && b <= 'z' }
