package calendar

import (
	"runtime"
	"strings"
	"testing"

	"regie/clients/civil"
	"regie/clients/fault"
)

// calendarOf wraps the lines of one event.
func calendarOf(lines ...string) string {
	return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:u\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:S\r\n" +
		strings.Join(lines, "\r\n") + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
}

func reasonOf(t *testing.T, file string) (icsEvent, string) {
	t.Helper()
	events, rejects, err := readICS(strings.NewReader(file), "Europe/Paris")
	switch {
	case err != nil:
		f, ok := fault.As(err)
		if !ok {
			t.Fatal(err)
		}
		return icsEvent{}, f.Code
	case len(rejects) == 1:
		return icsEvent{}, rejects[0].Reason.Code
	case len(events) != 1:
		t.Fatalf("%d events", len(events))
	}
	return events[0], ""
}

// Ensure what a foreign file may hold is refused with one reason each.
func TestHostileEvents(t *testing.T) {
	dates := func(n int) string { return strings.TrimSuffix(strings.Repeat("20260302,", n), ",") }
	for name, c := range map[string]struct{ file, want string }{
		"as many exceptions as may be":   {calendarOf("DTSTART;VALUE=DATE:20260301", "RRULE:FREQ=DAILY", "EXDATE;VALUE=DATE:"+dates(maxICSDates)), ""},
		"one exception too many":         {calendarOf("DTSTART;VALUE=DATE:20260301", "RRULE:FREQ=DAILY", "EXDATE;VALUE=DATE:"+dates(maxICSDates+1)), "ics_too_many_dates"},
		"too many lines of added dates":  {calendarOf("DTSTART;VALUE=DATE:20260301", strings.Repeat("RDATE;VALUE=DATE:20260302\r\n", maxICSDates)+"RDATE;VALUE=DATE:20260303"), "ics_too_many_dates"},
		"a zone that nobody knows":       {calendarOf("DTSTART;TZID=Middle-earth/Shire:20260301T090000"), "ics_zone_unknown"},
		"a zone told in the file itself": {strings.Replace(calendarOf("DTSTART;TZID=Own:20260301T090000"), "BEGIN:VEVENT", "BEGIN:VTIMEZONE\r\nTZID:Own\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT", 1), "ics_zone_unknown"},
		"a day that is none":             {calendarOf("DTSTART;VALUE=DATE:20260231"), "ics_date_invalid"},
	} {
		if _, got := reasonOf(t, c.file); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// Ensure a file that is wrong twice over is refused for the same reason each time.
func TestTheReasonIsTheSame(t *testing.T) {
	file := calendarOf("DTSTART:20260301T090000", "EXDATE:20260231T090000", "RDATE;TZID=Middle-earth/Shire:20260302T090000")
	for range 40 {
		if _, got := reasonOf(t, file); got != "ics_date_invalid" {
			t.Fatal(got)
		}
	}
}

// Ensure a time that the clocks leap over stands after the leap, and one that
// comes twice the first time.
func TestTimesOfTheChangeOfClocks(t *testing.T) {
	for start, want := range map[string]string{
		"20260329T023000": "03:30", // Paris leaps from 02:00 to 03:00
		"20261025T023000": "02:30",
	} {
		e, reason := reasonOf(t, calendarOf("DTSTART;TZID=Europe/Paris:"+start))
		if reason != "" {
			t.Fatal(reason)
		}
		var it Item
		e.put(&it)
		if it.At.String() != want {
			t.Errorf("%s stands at %s, want %s", start, it.At, want)
		}
	}
}

// Ensure a rule without end stops at the bound, whatever is left out of it.
func TestEndlessRuleIsBounded(t *testing.T) {
	on := civil.NewDate(2026, 3, 1)
	r := Rule{Text: "FREQ=DAILY", Start: on, At: civil.NoClock, Zone: "UTC"}
	for i := range maxICSDates {
		r.Except = append(r.Except, on.AddDays(2*i))
	}
	o, err := r.Expand(on.AddDays(100_000))
	if err != nil || !o.Cut || len(o.Days) != MaxOccurrences/2 {
		t.Errorf("%v, %d days, cut %v", err, len(o.Days), o.Cut)
	}
}

// endless gives a byte for ever and counts them.
type endless struct{ n int64 }

func (e *endless) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = 'X'
	}
	e.n += int64(len(b))
	return len(b), nil
}

// Ensure no more of a huge file is read than may be, and that a million
// exceptions cost memory in proportion to the file alone.
func TestHugeFiles(t *testing.T) {
	e := &endless{}
	_, _, err := readICS(e, "UTC")
	if !fault.Is(err, "ics_too_big") || e.n > MaxICSBytes+1<<20 {
		t.Errorf("%v after %d bytes", err, e.n)
	}
	file := calendarOf("DTSTART;VALUE=DATE:20260301", "RRULE:FREQ=DAILY", "EXDATE;VALUE=DATE:"+strings.Repeat("20260302,", 1_000_000)+"20260303")
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, reason := reasonOf(t, file)
	runtime.ReadMemStats(&after)
	if reason != "ics_too_many_dates" {
		t.Errorf("a million exceptions: %q", reason)
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > 24*uint64(len(file)) {
		t.Errorf("%d MB for a file of %d MB", used>>20, len(file)>>20)
	}
}
