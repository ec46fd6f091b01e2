// Package civil holds the calendar as people write it, days, months, clocks
// and durations, apart from instants. A day has no zone until one is named.
package civil

import (
	"cmp"
	"database/sql/driver"
	"fmt"
	"strings"
	"time"
	_ "time/tzdata" // zones must work on machines that have no zone files

	"regie/clients/fault"
)

// The years a typed or imported date may lie in; anything else is a slip of
// the keyboard, such as 20260.
const (
	FirstYear = 1990
	LastYear  = 2100
)

// Date is a day of the Gregorian calendar. The zero Date means none.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// NewDate builds a day; one that overflows is carried on (31 June is 1 July).
func NewDate(year int, month time.Month, day int) Date {
	return fromUTC(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// DateOf is the day that an instant falls on in a zone.
func DateOf(t time.Time, loc *time.Location) Date {
	return fromUTC(t.In(loc))
}

func fromUTC(t time.Time) Date {
	y, m, d := t.Date()
	return Date{Year: y, Month: m, Day: d}
}

// ParseDate reads "2026-10-31" and nothing else. It refuses what is no day
// or lies out of FirstYear..LastYear (date_invalid, argument "value") and the
// empty text (date_empty).
func ParseDate(s string) (Date, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return Date{}, fault.New("date_empty")
	}
	d, ok := readISO(s)
	if !ok {
		return Date{}, fault.New("date_invalid", "value", s)
	}
	return d.inReach(s)
}

// inReach refuses years that nobody means.
func (d Date) inReach(typed string) (Date, error) {
	if d.Year < FirstYear || d.Year > LastYear {
		return Date{}, fault.New("date_invalid", "value", typed)
	}
	return d, nil
}

// readISO reads YYYY-MM-DD, any year of four figures.
func readISO(s string) (Date, bool) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return Date{}, false
	}
	y, ok1 := number(s[:4])
	m, ok2 := number(s[5:7])
	day, ok3 := number(s[8:])
	if !ok1 || !ok2 || !ok3 {
		return Date{}, false
	}
	return onCalendar(y, m, day)
}

// onCalendar tells whether the calendar has this day.
func onCalendar(year, month, day int) (Date, bool) {
	d := Date{Year: year, Month: time.Month(month), Day: day}
	return d, month >= 1 && month <= 12 && day >= 1 && NewDate(year, d.Month, day) == d
}

// number reads a text of ASCII figures only.
func number(s string) (int, bool) {
	if s == "" || len(s) > 9 {
		return 0, false
	}
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

// IsZero tells whether there is no date.
func (d Date) IsZero() bool { return d == Date{} }

// String is "2026-10-31", or "" for no date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

func (d Date) utc() time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}

// AddDays is the day n days later, earlier when n is negative.
func (d Date) AddDays(n int) Date { return NewDate(d.Year, d.Month, d.Day+n) }

// AddMonths is the same day n months later, or the last day of that month
// where it is shorter (31 January + 1 is 28 or 29 February).
func (d Date) AddMonths(n int) Date {
	m := d.InMonth().Add(n)
	return NewDate(m.Year, m.Month, min(d.Day, m.Days()))
}

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// Compare is −1, 0 or 1 as d is before, on or after o; no date comes first.
func (d Date) Compare(o Date) int {
	return cmp.Or(cmp.Compare(d.Year, o.Year), cmp.Compare(d.Month, o.Month), cmp.Compare(d.Day, o.Day))
}

// Before tells whether d is an earlier day than o.
func (d Date) Before(o Date) bool { return d.Compare(o) < 0 }

// After tells whether d is a later day than o.
func (d Date) After(o Date) bool { return d.Compare(o) > 0 }

// DaysUntil counts the nights from d to o, negative when o is earlier.
func (d Date) DaysUntil(o Date) int {
	return int((o.utc().Unix() - d.utc().Unix()) / (24 * 60 * 60))
}

// InMonth is the month the day is in.
func (d Date) InMonth() Month { return Month{Year: d.Year, Month: d.Month} }

// ISOWeek is the ISO 8601 year and number of the week the day is in.
func (d Date) ISOWeek() (year, week int) { return d.utc().ISOWeek() }

// WeekStart is the Monday of the day's week.
func (d Date) WeekStart() Date {
	return d.AddDays(-(int(d.Weekday()) + 6) % 7)
}

// Start is the first instant of the day in a zone, midnight where it exists.
func (d Date) Start(loc *time.Location) time.Time {
	t, _ := Instant(d, 0, loc)
	return t
}

// Scan reads the column of a database: text or NULL; "" and NULL are no date.
// Unlike ParseDate it takes any year, since what is stored must be readable.
func (d *Date) Scan(src any) error {
	s, err := columnText(src)
	if err != nil {
		return fmt.Errorf("reading a date: %w", err)
	}
	return d.UnmarshalText([]byte(s))
}

// Value writes the ISO text, NULL for no date.
func (d Date) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.String(), nil
}

// MarshalText writes String.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads String back.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	v, ok := readISO(string(b))
	if !ok {
		return fault.New("date_invalid", "value", string(b))
	}
	*d = v
	return nil
}

// columnText takes the text of a column; NULL is "".
func columnText(src any) (string, error) {
	switch v := src.(type) {
	case nil:
		return "", nil
	case string:
		return v, nil
	case []byte:
		return string(v), nil
	}
	return "", fmt.Errorf("a column of type %T", src)
}
