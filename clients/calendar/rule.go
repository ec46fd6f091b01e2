package calendar

import (
	"slices"
	"strings"
	"time"

	"github.com/teambition/rrule-go"

	"regie/clients/civil"
	"regie/clients/fault"
)

// Bounds of an expansion.
const (
	MaxOccurrences = 400
	// Horizon is how many days ahead a rule without end is followed.
	Horizon = 400
)

// Rule is a recurrence rule (RFC 5545, RRULE) from a first day on. It is
// reckoned on days and times as a wall calendar and a wall clock show them, so
// that a change of the clocks moves nothing; months without the day are skipped.
type Rule struct {
	Text  string // without "RRULE:"
	Start civil.Date
	At    civil.Clock // civil.NoClock: all day
	Zone  string      // of an UNTIL that is given in UTC
	// Except are days left out (EXDATE), Extra days added (RDATE).
	Except, Extra []civil.Date
}

// Occurrences are a rule's days in order, the first one included.
type Occurrences struct {
	Days []civil.Date
	// Cut: the rule goes on beyond the bound.
	Cut bool
	// Through is the day up to which all of them are given.
	Through civil.Date
}

// Expand gives a rule's days up to a day, that one included, and at most
// MaxOccurrences. Faults at "rule": rule_invalid (also for a day that no year
// has), rule_too_fine (more often than daily).
func (r Rule) Expand(until civil.Date) (Occurrences, error) {
	return r.ExpandAfter(civil.Date{}, until)
}

// ExpandAfter gives the rule's days after a day, up to another, bounded alike.
func (r Rule) ExpandAfter(after, until civil.Date) (Occurrences, error) {
	options, err := r.options()
	if err != nil {
		return Occurrences{}, err
	}
	end := wallClock(until, 23*60+59)
	endless := options.Until.IsZero() || options.Until.After(end)
	if endless {
		options.Until = end
	}
	set, err := rrule.NewRRule(*options)
	if err != nil {
		return Occurrences{}, r.invalid(err)
	}
	o := Occurrences{Through: until}
	next := set.Iterator()
	for given := 0; ; given++ {
		t, ok := next()
		if !ok {
			// A COUNT ends by itself; without one only the bound ended it.
			o.Cut = endless && (options.Count == 0 || given < options.Count)
			break
		}
		d := civil.DateOf(t, time.UTC)
		if !after.IsZero() && !d.After(after) {
			continue
		}
		if len(o.Days) == MaxOccurrences {
			o.Cut, o.Through = true, o.Days[MaxOccurrences-1]
			break
		}
		o.Days = append(o.Days, d)
	}
	for _, d := range r.Extra {
		if !d.After(until) && !d.Before(r.Start) && d.After(after) {
			o.Days = append(o.Days, d)
		}
	}
	slices.SortFunc(o.Days, civil.Date.Compare)
	o.Days = slices.Compact(o.Days)
	if len(r.Except) > 0 {
		except := make(map[civil.Date]bool, len(r.Except))
		for _, d := range r.Except {
			except[d] = true
		}
		o.Days = slices.DeleteFunc(o.Days, func(d civil.Date) bool { return except[d] })
	}
	return o, nil
}

// options reads the rule's text.
func (r Rule) options() (*rrule.ROption, error) {
	text := strings.ToUpper(strings.TrimSpace(r.Text))
	text = strings.TrimPrefix(text, "RRULE:")
	if text == "" || len(text) > 500 || strings.ContainsAny(text, "\r\n") || strings.Contains(text, "DTSTART") {
		return nil, r.invalid(nil)
	}
	options, err := rrule.StrToROption(text)
	if err != nil {
		return nil, r.invalid(err)
	}
	if options.Freq > rrule.DAILY || len(options.Byhour)+len(options.Byminute)+len(options.Bysecond) > 0 {
		return nil, fault.New("rule_too_fine", "value", short(r.Text, 80)).At("rule")
	}
	if options.Interval < 0 || options.Interval > 1_000 || options.Count < 0 || !possible(options) {
		return nil, r.invalid(nil)
	}
	options.Dtstart = wallClock(r.Start, max(r.At, 0))
	if !options.Until.IsZero() {
		if options.Until, err = r.until(text); err != nil {
			return nil, err
		}
	}
	return options, nil
}

func (r Rule) invalid(err error) error {
	return fault.New("rule_invalid", "value", short(r.Text, 80)).At("rule").Because(err)
}

// possible refuses days that no month asked for has, such as the 31st of
// February: the search for one would go through all years.
func possible(o *rrule.ROption) bool {
	longest := map[int]int{2: 29, 4: 30, 6: 30, 9: 30, 11: 30}
	if len(o.Bymonthday) == 0 {
		return true
	}
	months := o.Bymonth
	if len(months) == 0 {
		months = []int{1}
	}
	for _, m := range months {
		for _, d := range o.Bymonthday {
			days := longest[m]
			if days == 0 {
				days = 31
			}
			if d <= days && d >= -days {
				return true
			}
		}
	}
	return false
}

// until reads the rule's last moment as a wall clock in the zone shows it: a
// day alone is meant whole.
func (r Rule) until(text string) (time.Time, error) {
	for part := range strings.SplitSeq(text, ";") {
		value, ok := strings.CutPrefix(part, "UNTIL=")
		if !ok {
			continue
		}
		switch len(value) {
		case len("20060102"):
			t, err := time.Parse("20060102", value)
			if err != nil {
				return t, r.invalid(err)
			}
			return t.Add(24*time.Hour - time.Second), nil
		case len("20060102T150405"):
			t, err := time.Parse("20060102T150405", value)
			if err != nil {
				return t, r.invalid(err)
			}
			return t, nil
		}
		t, err := time.Parse("20060102T150405Z", value)
		if err != nil {
			return t, r.invalid(err)
		}
		zone, err := civil.Zone(r.Zone)
		if err != nil {
			return t, fault.New("zone_unknown", "value", r.Zone).At("zone")
		}
		t = t.In(zone)
		return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC), nil
	}
	return time.Time{}, r.invalid(nil)
}

// wallClock is a reading as if it were in UTC.
func wallClock(d civil.Date, c civil.Clock) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, int(c), 0, 0, time.UTC)
}

// clockOn is the time of day at which an occurrence stands: a time that the
// clocks leap over on that day stands as long after the leap.
func clockOn(d civil.Date, c civil.Clock, zone string) civil.Clock {
	loc, err := civil.Zone(zone)
	if c == civil.NoClock || err != nil {
		return c
	}
	t, kind := civil.Instant(d, c, loc)
	if kind != civil.Missing {
		return c
	}
	return civil.Clock(t.Hour()*60 + t.Minute())
}
