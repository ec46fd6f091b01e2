package civil

import (
	"fmt"
	"strings"

	"regie/clients/fault"
)

// Clock is a time of day in minutes since midnight, 0 to 1439; NoClock is none.
type Clock int

// NoClock stands for a day without a time.
const NoClock Clock = -1

// ParseClock reads a typed time of day: "14:05", "9h30", "9 h 30", "18h",
// "0930", "930", "2:30 pm". Refusals: clock_empty, clock_invalid (argument "value").
func ParseClock(s string) (Clock, error) {
	text := simplify(s)
	if text == "" {
		return NoClock, fault.New("clock_empty")
	}
	invalid := fault.New("clock_invalid", "value", strings.TrimSpace(s))
	text, pm := strings.CutSuffix(text, "pm")
	text, am := strings.CutSuffix(text, "am")
	text = strings.TrimSpace(text)
	hours, minutes, found := strings.Cut(strings.Replace(text, "h", ":", 1), ":")
	if n := len(text); !found && (n == 3 || n == 4) {
		hours, minutes, found = text[:n-2], text[n-2:], true
	}
	h, ok := number(strings.TrimSpace(hours))
	if !ok || len(hours) > 3 || (!found && !pm && !am) {
		return NoClock, invalid
	}
	m := 0
	if minutes = strings.TrimSpace(minutes); minutes != "" || strings.HasSuffix(text, ":") {
		if m, ok = number(minutes); !ok || len(minutes) != 2 {
			return NoClock, invalid
		}
	}
	if pm || am {
		if h < 1 || h > 12 {
			return NoClock, invalid
		}
		h %= 12
		if pm {
			h += 12
		}
	}
	if h > 23 || m > 59 {
		return NoClock, invalid
	}
	return Clock(h*60 + m), nil
}

// String is "HH:MM", or "" for no time.
func (c Clock) String() string {
	if c < 0 {
		return ""
	}
	return fmt.Sprintf("%02d:%02d", int(c)/60, int(c)%60)
}

// Scan reads the column of a database: text "HH:MM", minutes as an integer,
// or NULL; "" and NULL are no time.
func (c *Clock) Scan(src any) error {
	if n, ok := src.(int64); ok {
		if n < int64(NoClock) || n >= 24*60 {
			return fault.New("clock_invalid", "value", fmt.Sprint(n))
		}
		*c = Clock(n)
		return nil
	}
	s, err := columnText(src)
	if err != nil {
		return fmt.Errorf("reading a time of day: %w", err)
	}
	return c.UnmarshalText([]byte(s))
}

// MarshalText writes String.
func (c Clock) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads String back.
func (c *Clock) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*c = NoClock
		return nil
	}
	v, err := ParseClock(string(b))
	if err != nil {
		return err
	}
	*c = v
	return nil
}
