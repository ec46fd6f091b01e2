package sheet

import (
	"strings"
	"time"

	"regie/clients/civil"
)

// DateOrder says which of day and month stands first in dates of figures.
type DateOrder string

// The orders. OrderNone: no date needs one. OrderAmbiguous: the column does not
// say, or contradicts itself, and a person has to.
const (
	OrderNone      DateOrder = ""
	OrderDMY       DateOrder = "dmy"
	OrderMDY       DateOrder = "mdy"
	OrderAmbiguous DateOrder = "ambiguous"
)

// NoTime stands in Stamp.Seconds for a date without a time.
const NoTime = -1

// Stamp is a date, with a time and an offset where the cell has them.
type Stamp struct {
	Date      civil.Date
	Seconds   int  // since midnight, NoTime if none
	HasOffset bool // "Z", "+0200"
	Offset    int  // seconds east of UTC
	NoYear    bool // "August 31": Date.Year is 0
}

// ParseStamp reads a date in any of the usual ways, in French or English: ISO,
// figures in the order given, month names, yyyymmdd, serial numbers of a
// spreadsheet, each with a time or without. Dates of figures whose order is
// unknown are refused unless both readings are the same day.
func ParseStamp(s string, order DateOrder) (Stamp, bool) {
	if d, ok := isoDate(s); ok {
		return Stamp{Date: d, Seconds: NoTime}, true
	}
	s = strings.TrimFunc(s, isSpace)
	if len(s) < 4 || len(s) > 48 {
		return Stamp{}, false
	}
	if c := s[0]; c >= '0' && c <= '9' {
		if p, ok := splitDate(s); ok {
			return p.stamp(order)
		}
		if st, ok := compactDate(s); ok {
			return st, true
		}
	}
	return writtenDate(s)
}

// isoDate reads "2026-10-31" and nothing else, quickly.
func isoDate(s string) (civil.Date, bool) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return civil.Date{}, false
	}
	y, ok1 := digits(s[:4])
	m, ok2 := digits(s[5:7])
	d, ok3 := digits(s[8:])
	if !ok1 || !ok2 || !ok3 {
		return civil.Date{}, false
	}
	return newDate(y, m, d)
}

// newDate refuses days that are none and years that nobody means.
func newDate(y, m, d int) (civil.Date, bool) {
	if y < civil.FirstYear || y > civil.LastYear || m < 1 || m > 12 || d < 1 || d > 31 {
		return civil.Date{}, false
	}
	if d > 28 && d > civil.NewMonth(y, time.Month(m)).Days() {
		return civil.Date{}, false
	}
	return civil.Date{Year: y, Month: time.Month(m), Day: d}, true
}

func digits(s string) (int, bool) {
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, s != "" && len(s) < 10
}

// leadingDigits takes at most 9 figures off the front.
func leadingDigits(s string) (value, width int) {
	for width < len(s) && width < 9 && s[width] >= '0' && s[width] <= '9' {
		value = value*10 + int(s[width]-'0')
		width++
	}
	return value, width
}

// figuresDate is a date of three numbers, not yet judged.
type figuresDate struct {
	a, b, c   int
	yearFirst bool
	sep       byte
	rest      string // what follows: a time, or nothing
}

// splitDate takes "31/10/2026 9:30" apart.
func splitDate(s string) (figuresDate, bool) {
	var p figuresDate
	var w1, w2, w3 int
	p.a, w1 = leadingDigits(s)
	if w1 == 0 || w1 == 3 || w1 > 4 || w1 >= len(s) {
		return p, false
	}
	p.sep = s[w1]
	if p.sep != '/' && p.sep != '-' && p.sep != '.' {
		return p, false
	}
	s = s[w1+1:]
	if p.b, w2 = leadingDigits(s); w2 == 0 || w2 > 2 || w2 >= len(s) || s[w2] != p.sep {
		return p, false
	}
	s = s[w2+1:]
	if p.c, w3 = leadingDigits(s); w3 == 0 {
		return p, false
	}
	p.rest = s[w3:]
	p.yearFirst = w1 == 4
	if p.yearFirst {
		return p, w3 <= 2
	}
	if w3 == 2 {
		p.c += 2000
	}
	return p, (w3 == 2 || w3 == 4) && w1 <= 2
}

func (p figuresDate) stamp(order DateOrder) (Stamp, bool) {
	y, m, d := p.a, p.b, p.c
	if !p.yearFirst {
		switch {
		case p.sep == '.' || order == OrderDMY: // dots part days first, everywhere
			y, m, d = p.c, p.b, p.a
		case order == OrderMDY:
			y, m, d = p.c, p.a, p.b
		case p.a == p.b:
			y, m, d = p.c, p.a, p.b
		default:
			return Stamp{}, false
		}
	}
	date, ok := newDate(y, m, d)
	if !ok {
		return Stamp{}, false
	}
	return withTime(date, p.rest)
}

// compactDate reads "20260817", with a time or without, and the serial days of a
// spreadsheet ("46251", "46251.5"), which count from 30 December 1899.
func compactDate(s string) (Stamp, bool) {
	n, w := leadingDigits(s)
	switch {
	case w == 8:
		if date, ok := newDate(n/10_000, n/100%100, n%100); ok {
			return withTime(date, s[w:])
		}
	case w == 5:
		f, ok := parseNumber(s, '.')
		if !ok || n < firstSerial || n > lastSerial {
			return Stamp{}, false
		}
		seconds := f.Float()*86_400 + 0.5
		st := Stamp{Date: civil.NewDate(1899, time.December, 30).AddDays(int(seconds) / 86_400), Seconds: NoTime}
		if rest := int(seconds) % 86_400; rest > 0 && f.Scale > 0 {
			st.Seconds = rest
		}
		return st, true
	}
	return Stamp{}, false
}

// The serial days taken for dates: 1 January 1990 to 31 December 2099.
const (
	firstSerial = 32_874
	lastSerial  = 73_050
)

// withTime reads what follows a date.
func withTime(date civil.Date, rest string) (Stamp, bool) {
	st := Stamp{Date: date, Seconds: NoTime}
	rest = strings.TrimFunc(rest, isSpace)
	for _, word := range []string{"T", "t", ",", "à", "at ", "·"} {
		if cut, ok := strings.CutPrefix(rest, word); ok {
			rest = strings.TrimLeftFunc(cut, isSpace)
			break
		}
	}
	if rest == "" {
		return st, true
	}
	var ok bool
	st.Seconds, st.Offset, st.HasOffset, ok = parseTime(rest)
	return st, ok
}

// parseClock reads a time of day in seconds since midnight: "9:30", "09:30:15",
// "9h30", "18 h", "2:30 PM", and the fraction of a day of a spreadsheet.
func parseClock(s string) (seconds int, ok bool) {
	s = strings.TrimFunc(s, isSpace)
	if s == "" || len(s) > 32 {
		return 0, false
	}
	if seconds, _, _, ok = parseTime(s); ok {
		return seconds, true
	}
	if strings.HasPrefix(s, "0.") || strings.HasPrefix(s, "0,") {
		if n, ok := parseNumber(s, s[1]); ok {
			if total := int(n.Float()*86_400 + 0.5); total < 86_400 {
				return total, true
			}
		}
	}
	if st, ok := ParseStamp(s, OrderNone); ok && st.Seconds >= 0 {
		return st.Seconds, true // a time that brings its date along
	}
	return 0, false
}

// parseTime reads hours, minutes, seconds, AM or PM and an offset.
func parseTime(s string) (seconds, offset int, hasOffset, ok bool) {
	h, w := leadingDigits(s)
	if w == 0 || w > 2 {
		return 0, 0, false, false
	}
	s = s[w:]
	t := strings.TrimLeftFunc(s, isSpace)
	var m, sec int
	pointed := false
	switch {
	case strings.HasPrefix(t, ":"):
		if m, w = leadingDigits(t[1:]); w != 2 {
			return 0, 0, false, false
		}
		pointed, s = true, t[1+w:]
		if strings.HasPrefix(s, ":") {
			if sec, w = leadingDigits(s[1:]); w != 2 {
				return 0, 0, false, false
			}
			s = skipFraction(s[1+w:])
		}
	case strings.HasPrefix(t, "h"), strings.HasPrefix(t, "H"):
		pointed = true
		t = strings.TrimLeftFunc(t[1:], isSpace)
		if m, w = leadingDigits(t); w != 0 && w != 2 {
			return 0, 0, false, false
		}
		s = t[w:]
		if rest, ok := strings.CutPrefix(s, "min"); ok {
			s = rest
		}
	}
	s, half := cutHalf(strings.TrimLeftFunc(s, isSpace))
	switch {
	case half != 0 && (h < 1 || h > 12):
		return 0, 0, false, false
	case half != 0:
		h = h%12 + (half-1)*12
	case !pointed:
		return 0, 0, false, false
	}
	if h > 23 || m > 59 || sec > 59 {
		return 0, 0, false, false
	}
	offset, hasOffset, ok = parseOffset(strings.TrimLeftFunc(s, isSpace))
	return h*3600 + m*60 + sec, offset, hasOffset, ok
}

func skipFraction(s string) string {
	if s == "" || (s[0] != '.' && s[0] != ',') {
		return s
	}
	_, w := leadingDigits(s[1:])
	return s[1+w:]
}

// cutHalf takes "AM", "p.m." off the front: 1 for before noon, 2 for after.
func cutHalf(s string) (rest string, half int) {
	for _, word := range []string{"am", "a.m.", "pm", "p.m."} {
		if len(s) >= len(word) && strings.EqualFold(s[:len(word)], word) {
			if word[0] == 'a' {
				return s[len(word):], 1
			}
			return s[len(word):], 2
		}
	}
	return s, 0
}

func parseOffset(s string) (offset int, has, ok bool) {
	if s == "" {
		return 0, false, true
	}
	if s == "Z" || s == "z" || s == "UTC" || s == "GMT" {
		return 0, true, true
	}
	sign := 1
	if rest, ok := strings.CutPrefix(s, "UTC"); ok {
		s = rest
	} else if rest, ok := strings.CutPrefix(s, "GMT"); ok {
		s = rest
	}
	switch s[0] {
	case '+':
	case '-':
		sign = -1
	default:
		return 0, false, false
	}
	s = strings.Replace(s[1:], ":", "", 1)
	n, ok := digits(s)
	switch {
	case !ok:
		return 0, false, false
	case len(s) <= 2:
		n *= 100
	case len(s) != 4:
		return 0, false, false
	}
	if n/100 > 14 || n%100 > 59 {
		return 0, false, false
	}
	return sign * (n/100*3600 + n%100*60), true, true
}
