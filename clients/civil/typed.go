package civil

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"regie/clients/fault"
)

// farDays is how far a day without a year may lie from today before the year
// next to it is meant: in January "31/12" is the one just past.
const farDays = 300

// typedWords are the days with a name of their own, after fold.
var typedWords = map[string]int{
	"aujourd'hui": 0, "aujourdhui": 0, "auj": 0, "today": 0,
	"demain": 1, "tomorrow": 1, "hier": -1, "yesterday": -1,
}

// monthWords are the months in both languages, after fold; three letters or
// more of one are enough where they fit no other.
var monthWords = [12][]string{
	{"janvier", "january"},
	{"fevrier", "february"},
	{"mars", "march"},
	{"avril", "april"},
	{"mai", "may"},
	{"juin", "june"},
	{"juillet", "july"},
	{"aout", "august"},
	{"septembre", "september"},
	{"octobre", "october"},
	{"novembre", "november"},
	{"decembre", "december"},
}

// dayWords are the days of the week in both languages, Sunday first.
var dayWords = [7][]string{
	{"dimanche", "sunday"},
	{"lundi", "monday"},
	{"mardi", "tuesday"},
	{"mercredi", "wednesday"},
	{"jeudi", "thursday"},
	{"vendredi", "friday"},
	{"samedi", "saturday"},
}

// ParseTyped reads a date as people type it, in either language: 31/10/2026,
// 31/10, 31.10.26, 2026-10-31, "31 oct 2026", "1er novembre", "Sunday 22
// November 2026", "demain", "yesterday", +3, -2 (days from today). dayFirst
// says which of the two leading numbers is the day when slashes or dashes part
// them; with dots it always is. Without a year it is today's, or the one next
// to it when that is nearer by far. Refusals: date_empty, date_invalid
// (argument "value").
func ParseTyped(s string, dayFirst bool, today Date) (Date, error) {
	typed := strings.TrimSpace(s)
	text := fold(s)
	if text == "" {
		return Date{}, fault.New("date_empty")
	}
	if n, ok := typedWords[text]; ok {
		return today.AddDays(n), nil
	}
	read := []func() (Date, bool){
		func() (Date, bool) { return readISO(text) },
		func() (Date, bool) { return readOffset(text, today) },
		func() (Date, bool) { return readNumbers(text, dayFirst, today) },
		func() (Date, bool) { return readWords(text, today) },
	}
	for _, f := range read {
		if d, ok := f(); ok {
			return d.inReach(typed)
		}
	}
	return Date{}, fault.New("date_invalid", "value", typed)
}

// accents are those that French dates have.
var accents = strings.NewReplacer("é", "e", "û", "u", "ô", "o", "’", "'", "−", "-")

func fold(s string) string { return accents.Replace(simplify(s)) }

// readOffset reads "+3" and "-2", up to ten years away.
func readOffset(s string, today Date) (Date, bool) {
	if s[0] != '+' && s[0] != '-' {
		return Date{}, false
	}
	n, ok := number(strings.TrimSpace(s[1:]))
	if !ok || n > 3660 {
		return Date{}, false
	}
	if s[0] == '-' {
		n = -n
	}
	return today.AddDays(n), true
}

// readNumbers reads two or three numbers parted by one kind of mark.
func readNumbers(s string, dayFirst bool, today Date) (Date, bool) {
	at := strings.IndexAny(s, "/.-")
	if at < 0 {
		return Date{}, false
	}
	mark := s[at : at+1]
	if mark == "." {
		dayFirst = true
		s = strings.TrimSuffix(s, ".") // 31.10. is how some write it
	}
	parts := strings.Split(s, mark)
	if len(parts) < 2 || len(parts) > 3 {
		return Date{}, false
	}
	var n [3]int
	for i, part := range parts {
		part = strings.TrimSpace(part)
		v, ok := number(part)
		if !ok || (i < 2 && len(part) > 2) {
			return Date{}, false
		}
		n[i] = v
	}
	day, month := n[0], n[1]
	if !dayFirst {
		day, month = month, day
	}
	if len(parts) == 2 {
		return nearest(month, day, today)
	}
	year, ok := readYear(strings.TrimSpace(parts[2]))
	if !ok {
		return Date{}, false
	}
	return onCalendar(year, month, day)
}

// readYear reads a year of four figures, or of two in this century.
func readYear(s string) (int, bool) {
	n, ok := number(s)
	switch {
	case !ok:
		return 0, false
	case len(s) == 2:
		return 2000 + n, true
	case len(s) == 4:
		return n, true
	}
	return 0, false
}

// nearest completes a day without a year.
func nearest(month, day int, today Date) (Date, bool) {
	for _, year := range []int{today.Year, today.Year + 1, today.Year - 1} {
		d, ok := onCalendar(year, month, day)
		away := today.DaysUntil(d)
		if ok && away <= farDays && away >= -farDays {
			return d, true
		}
	}
	return Date{}, false
}

// readWords reads a date with the month in letters, the weekday before it
// or not, the day before or after the month.
func readWords(s string, today Date) (Date, bool) {
	words := strings.Fields(strings.ReplaceAll(s, ",", " "))
	words = slices.DeleteFunc(words, func(w string) bool { return w == "le" || w == "the" || w == "of" })
	weekday := -1
	// "mar" is Tuesday in "mar 31 mars" and March in "mar 31".
	if len(words) > 2 && slices.ContainsFunc(words[1:], isMonthWord) {
		if weekday = findWord(words[0], dayWords[:]); weekday >= 0 {
			words = words[1:]
		}
	}
	if len(words) < 2 || len(words) > 3 {
		return Date{}, false
	}
	dayAt := 0
	month := findWord(words[1], monthWords[:])
	if month < 0 {
		dayAt, month = 1, findWord(words[0], monthWords[:])
	}
	day, ok := number(cutOrdinal(words[dayAt]))
	if month < 0 || !ok || day > 31 {
		return Date{}, false
	}
	var d Date
	if len(words) == 2 {
		d, ok = nearest(month+1, day, today)
	} else {
		var year int
		if year, ok = readYear(words[2]); ok {
			d, ok = onCalendar(year, month+1, day)
		}
	}
	if ok && weekday >= 0 && d.Weekday() != time.Weekday(weekday) {
		return Date{}, false
	}
	return d, ok
}

func isMonthWord(s string) bool { return findWord(s, monthWords[:]) >= 0 }

// cutOrdinal takes the ending off 1er, 1st, 2nd, 3rd, 4th.
func cutOrdinal(s string) string {
	for _, end := range []string{"er", "st", "nd", "rd", "th"} {
		if rest, ok := strings.CutSuffix(s, end); ok {
			if _, err := strconv.Atoi(rest); err == nil {
				return rest
			}
		}
	}
	return s
}

// findWord is the index of the one list with a word that begins like s, −1 for
// none or several. Three letters at least; a whole word goes before a beginning.
func findWord(s string, lists [][]string) int {
	s = strings.TrimSuffix(s, ".")
	if len(s) < 3 {
		return -1
	}
	found := -1
	for i, list := range lists {
		for _, word := range list {
			if word == s {
				return i
			}
			if strings.HasPrefix(word, s) {
				if found >= 0 && found != i {
					return -1
				}
				found = i
			}
		}
	}
	return found
}
