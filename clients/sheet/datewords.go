package sheet

import (
	"strings"
	"time"
	"unicode"

	"regie/clients/civil"
)

// months are the names of months, normalised (no accents, no dot), in French and
// English; abbreviations as programs really write them.
var months = map[string]time.Month{
	"janvier": 1, "janv": 1, "jan": 1, "january": 1,
	"fevrier": 2, "fevr": 2, "fev": 2, "feb": 2, "february": 2,
	"mars": 3, "mar": 3, "march": 3,
	"avril": 4, "avr": 4, "apr": 4, "april": 4,
	"mai": 5, "may": 5,
	"juin": 6, "jun": 6, "june": 6,
	"juillet": 7, "juil": 7, "jul": 7, "july": 7,
	"aout": 8, "aou": 8, "aug": 8, "august": 8,
	"septembre": 9, "sept": 9, "sep": 9, "september": 9,
	"octobre": 10, "oct": 10, "october": 10,
	"novembre": 11, "nov": 11, "november": 11,
	"decembre": 12, "dec": 12, "december": 12,
}

// weekdays may stand before a date and are left out.
var weekdays = map[string]bool{
	"lundi": true, "mardi": true, "mercredi": true, "jeudi": true, "vendredi": true, "samedi": true, "dimanche": true,
	"lun": true, "mer": true, "jeu": true, "ven": true, "sam": true, "dim": true,
	"monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true, "saturday": true, "sunday": true,
	"mon": true, "tue": true, "tues": true, "wed": true, "thu": true, "thur": true, "thurs": true, "fri": true, "sat": true, "sun": true,
}

// word takes the letters off the front of s, normalised, with the dot, comma and
// spaces after them.
func word(s string) (name, rest string) {
	end := len(s)
	for i, r := range s {
		if !unicode.IsLetter(r) {
			end = i
			break
		}
	}
	if end == 0 || end > 16 {
		return "", s
	}
	return normal(s[:end]), strings.TrimLeftFunc(s[end:], func(r rune) bool { return isSpace(r) || r == '.' || r == ',' || r == '-' })
}

// writtenDate reads dates with a month's name: "22 nov. 2026", "Nov 22, 2026",
// "Tue, Aug 25, 2026", "1er mars 2026 à 18h30", "22-Nov-26", "August 31".
func writtenDate(s string) (Stamp, bool) {
	name, rest := word(s)
	if weekdays[name] || (name == "mar" && startsWithDigit(rest) && hasMonthAfterDay(rest)) {
		s = rest
		if startsWithDigit(s) {
			// "mar. 25/08/2026": the order of figures is not known here.
			if p, ok := splitDate(s); ok {
				return p.stamp(OrderDMY)
			}
		}
		name, rest = word(s)
	}
	if name == "le" {
		s = rest
		name, rest = word(s)
	}
	if m, ok := months[name]; ok {
		d, w := leadingDigits(rest)
		if w == 0 || w > 2 {
			return Stamp{}, false
		}
		return yearAndTime(int(m), d, skipOrdinal(rest[w:]))
	}
	d, w := leadingDigits(s)
	if w == 0 || w > 2 {
		return Stamp{}, false
	}
	name, rest = word(strings.TrimLeft(skipOrdinal(s[w:]), "- "))
	m, ok := months[name]
	if !ok {
		return Stamp{}, false
	}
	return yearAndTime(int(m), d, rest)
}

func startsWithDigit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// hasMonthAfterDay tells "mar. 3 mars 2026" (mardi) from "Mar 3, 2026".
func hasMonthAfterDay(s string) bool {
	_, w := leadingDigits(s)
	if _, ok := splitDate(s); ok {
		return true
	}
	name, _ := word(strings.TrimLeftFunc(s[w:], isSpace))
	return months[name] != 0
}

// skipOrdinal leaves out "er", "st", "nd", "rd", "th" and spaces.
func skipOrdinal(s string) string {
	for _, end := range []string{"er", "st", "nd", "rd", "th"} {
		if rest, ok := strings.CutPrefix(s, end); ok {
			s = rest
			break
		}
	}
	return strings.TrimLeftFunc(s, func(r rune) bool { return isSpace(r) || r == ',' })
}

// yearAndTime ends a date whose day and month are known. Four figures, or two
// that end the text, are the year; without a year the day must exist in a leap year.
func yearAndTime(m, d int, rest string) (Stamp, bool) {
	y, w := leadingDigits(rest)
	switch {
	case w == 2 && strings.TrimFunc(rest[w:], isSpace) == "":
		y += 2000
	case w == 4:
	default:
		const leap = 2000
		if _, ok := newDate(leap, m, d); !ok {
			return Stamp{}, false
		}
		st, ok := withTime(civil.Date{Month: time.Month(m), Day: d}, rest)
		st.NoYear = true
		return st, ok
	}
	date, ok := newDate(y, m, d)
	if !ok {
		return Stamp{}, false
	}
	return withTime(date, rest[w:])
}

// dateVotes is what the cells of a column say about the order of its dates.
type dateVotes struct {
	filled int // cells with a value
	shaped int // cells that are dates of figures
	dmy    int // day first for certain: a first number above 12
	mdy    int // month first for certain
	open   int // both readings are possible and differ
}

func (v *dateVotes) add(s string) {
	v.filled++
	if s[0] < '0' || s[0] > '9' {
		return
	}
	p, ok := splitDate(s)
	if !ok || p.yearFirst || p.sep == '.' {
		return
	}
	if p.a < 1 || p.b < 1 || p.a > 31 || p.b > 31 || (p.a > 12 && p.b > 12) {
		return
	}
	v.shaped++
	switch {
	case p.a > 12:
		v.dmy++
	case p.b > 12:
		v.mdy++
	case p.a != p.b:
		v.open++
	}
}

func (v *dateVotes) join(o dateVotes) {
	v.filled, v.shaped = v.filled+o.filled, v.shaped+o.shaped
	v.dmy, v.mdy, v.open = v.dmy+o.dmy, v.mdy+o.mdy, v.open+o.open
}

func (v dateVotes) order() DateOrder {
	switch {
	case v.dmy > 0 && v.mdy > 0:
		return OrderAmbiguous
	case v.dmy > 0:
		return OrderDMY
	case v.mdy > 0:
		return OrderMDY
	case v.open > 0:
		return OrderAmbiguous
	}
	return OrderNone
}
