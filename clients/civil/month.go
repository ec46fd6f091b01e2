package civil

import (
	"cmp"
	"database/sql/driver"
	"fmt"
	"strings"
	"time"

	"regie/clients/fault"
)

// Month is a month of one year. The zero Month means none.
type Month struct {
	Year  int
	Month time.Month
}

// NewMonth builds a month; one that overflows is carried on (month 13 is
// January of the next year).
func NewMonth(year int, month time.Month) Month {
	return NewDate(year, month, 1).InMonth()
}

// ParseMonth reads "2026-10" and nothing else. Refusals: month_empty,
// month_invalid (argument "value"), also for years out of FirstYear..LastYear.
func ParseMonth(s string) (Month, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return Month{}, fault.New("month_empty")
	}
	m, ok := readMonth(s)
	if !ok || m.Year < FirstYear || m.Year > LastYear {
		return Month{}, fault.New("month_invalid", "value", s)
	}
	return m, nil
}

func readMonth(s string) (Month, bool) {
	d, ok := readISO(s + "-01")
	return d.InMonth(), ok
}

// IsZero tells whether there is no month.
func (m Month) IsZero() bool { return m == Month{} }

// String is "2026-10", or "" for no month.
func (m Month) String() string {
	if m.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d", m.Year, m.Month)
}

// First is the first day.
func (m Month) First() Date { return Date{Year: m.Year, Month: m.Month, Day: 1} }

// Last is the last day.
func (m Month) Last() Date { return NewDate(m.Year, m.Month+1, 0) }

// Days is how many days the month has.
func (m Month) Days() int { return m.Last().Day }

// Add is the month n months later, earlier when n is negative.
func (m Month) Add(n int) Month { return NewMonth(m.Year, m.Month+time.Month(n)) }

// MonthsUntil counts the months from m to o, negative when o is earlier.
func (m Month) MonthsUntil(o Month) int {
	return (o.Year-m.Year)*12 + int(o.Month-m.Month)
}

// Compare is −1, 0 or 1 as m is before, equal to or after o; no month comes first.
func (m Month) Compare(o Month) int {
	return cmp.Or(cmp.Compare(m.Year, o.Year), cmp.Compare(m.Month, o.Month))
}

// Before tells whether m is an earlier month than o.
func (m Month) Before(o Month) bool { return m.Compare(o) < 0 }

// After tells whether m is a later month than o.
func (m Month) After(o Month) bool { return m.Compare(o) > 0 }

// Contains tells whether the day is in the month.
func (m Month) Contains(d Date) bool { return d.InMonth() == m }

// Quarter is the days of the calendar quarter the month lies in.
func (m Month) Quarter() Range {
	first := Month{m.Year, (m.Month-1)/3*3 + 1}
	return Range{From: first.First(), To: first.Add(2).Last()}
}

// Range is the month from its first to its last day.
func (m Month) Range() Range { return Range{From: m.First(), To: m.Last()} }

// Scan reads the column of a database: text or NULL; "" and NULL are no month.
func (m *Month) Scan(src any) error {
	s, err := columnText(src)
	if err != nil {
		return fmt.Errorf("reading a month: %w", err)
	}
	return m.UnmarshalText([]byte(s))
}

// Value writes the text "2026-10", NULL for no month.
func (m Month) Value() (driver.Value, error) {
	if m.IsZero() {
		return nil, nil
	}
	return m.String(), nil
}

// MarshalText writes String.
func (m Month) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads String back.
func (m *Month) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*m = Month{}
		return nil
	}
	v, ok := readMonth(string(b))
	if !ok {
		return fault.New("month_invalid", "value", string(b))
	}
	*m = v
	return nil
}
