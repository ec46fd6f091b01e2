package calendar

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"regie/clients/civil"
	"regie/clients/fault"
)

func day(t testing.TB, s string) civil.Date {
	t.Helper()
	d, err := civil.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestRuleExpands(t *testing.T) {
	for _, c := range []struct {
		name, rule, start, until, want string
		at                             civil.Clock
		zone                           string
		cut                            bool
	}{
		{name: "the 31st skips short months", rule: "FREQ=MONTHLY;BYMONTHDAY=31", start: "2026-01-31", until: "2026-08-01", want: "01-31 03-31 05-31 07-31", cut: true},
		{name: "monthly from the 31st", rule: "FREQ=MONTHLY", start: "2026-01-31", until: "2026-06-01", want: "01-31 03-31 05-31", cut: true},
		{name: "the last day of each month", rule: "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", start: "2026-01-31", until: "2027-01-01", want: "01-31 02-28 03-31"},
		{name: "29 February", rule: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=2", start: "2024-02-29", until: "2032-12-31", want: "02-29 02-29"},
		{name: "second Tuesday", rule: "FREQ=MONTHLY;BYDAY=2TU;COUNT=3", start: "2026-11-10", until: "2027-12-31", want: "11-10 12-08 01-12"},
		{name: "Tuesdays and Fridays until a day", rule: "FREQ=WEEKLY;BYDAY=TU,FR;UNTIL=20261113", start: "2026-11-03", until: "2027-01-01", want: "11-03 11-06 11-10 11-13"},
		{name: "every other week across a year", rule: "FREQ=WEEKLY;INTERVAL=2;COUNT=3", start: "2026-12-21", until: "2027-12-31", want: "12-21 01-04 01-18"},
		{name: "UNTIL in UTC, the same evening in Paris", rule: "FREQ=DAILY;UNTIL=20261226T223000Z", start: "2026-12-24", at: 23*60 + 30, zone: "Europe/Paris", until: "2027-01-01", want: "12-24 12-25 12-26"},
		{name: "UNTIL in UTC, a minute too early", rule: "FREQ=DAILY;UNTIL=20261226T222900Z", start: "2026-12-24", at: 23*60 + 30, zone: "Europe/Paris", until: "2027-01-01", want: "12-24 12-25"},
		{name: "across the change of the clocks", rule: "FREQ=WEEKLY;COUNT=3", start: "2026-10-18", at: 150, zone: "Europe/Paris", until: "2027-01-01", want: "10-18 10-25 11-01"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.at == 0 {
				c.at = civil.NoClock
			}
			o, err := Rule{Text: c.rule, Start: day(t, c.start), At: c.at, Zone: c.zone}.Expand(day(t, c.until))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, d := range o.Days {
				got = append(got, d.String()[5:])
			}
			if strings.Join(got, " ") != c.want || o.Cut != c.cut {
				t.Errorf("%v cut %v, want %s cut %v", got, o.Cut, c.want, c.cut)
			}
		})
	}
}

func TestRuleExceptions(t *testing.T) {
	r := Rule{Text: "FREQ=DAILY;COUNT=4", Start: day(t, "2026-11-01"), At: civil.NoClock, Except: []civil.Date{day(t, "2026-11-02")}, Extra: []civil.Date{day(t, "2026-11-09"), day(t, "2026-11-03")}}
	o, err := r.Expand(day(t, "2026-12-31"))
	if err != nil || len(o.Days) != 4 || o.Days[1].Day != 3 || o.Days[3].Day != 9 {
		t.Errorf("%v %v", err, o)
	}
}

// Ensure an endless rule stops, and one that can never be is refused, at once.
func TestRuleIsBounded(t *testing.T) {
	began := time.Now()
	o, err := Rule{Text: "FREQ=DAILY", Start: day(t, "2026-01-01"), At: civil.NoClock}.Expand(day(t, "2090-01-01"))
	if err != nil || len(o.Days) != MaxOccurrences || !o.Cut {
		t.Errorf("%v %d", err, len(o.Days))
	}
	for rule, code := range map[string]string{
		"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30": "rule_invalid", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31": "rule_invalid",
		"FREQ=HOURLY": "rule_too_fine", "FREQ=SECONDLY;COUNT=1000000000": "rule_too_fine", "FREQ=DAILY;BYHOUR=9,17": "rule_too_fine",
		"": "rule_invalid", "tous les lundis": "rule_invalid", "FREQ=DAILY;INTERVAL=99999999": "rule_invalid", "FREQ=DAILY;COUNT=-1": "rule_invalid",
		"FREQ=DAILY;UNTIL=demain": "rule_invalid", "DTSTART:20260101\nRRULE:FREQ=DAILY": "rule_invalid", "FREQ=DAILY;BYMONTHDAY=32": "rule_invalid",
		strings.Repeat("FREQ=DAILY;", 100): "rule_invalid",
	} {
		_, err := Rule{Text: rule, Start: day(t, "2026-01-01"), At: civil.NoClock}.Expand(day(t, "2030-01-01"))
		if !fault.Is(err, code) {
			t.Errorf("%q: %v, want %s", rule, err, code)
		}
	}
	for _, rule := range []string{"FREQ=DAILY;BYSETPOS=300", "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;BYMONTH=6", "FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1", "FREQ=DAILY;BYYEARDAY=366;BYMONTH=1"} {
		_, _ = Rule{Text: rule, Start: day(t, "2026-01-01"), At: civil.NoClock}.Expand(day(t, "2030-01-01"))
	}
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("took %v", took)
	}
}

// Ensure whatever a rule says, its days come in order, once each, within the
// bounds, and none before its start.
func TestRuleNeverLeavesItsBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := []string{"FREQ=" + rapid.SampledFrom([]string{"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}).Draw(t, "freq")}
		for _, p := range []string{"INTERVAL=2", "COUNT=5", "BYDAY=MO,TH", "BYMONTHDAY=31,15,-1", "BYMONTH=1,2,6", "BYSETPOS=-1", "WKST=SU"} {
			if rapid.Bool().Draw(t, p) {
				parts = append(parts, p)
			}
		}
		start := civil.NewDate(2026, 1, 1).AddDays(rapid.IntRange(0, 800).Draw(t, "start"))
		until := start.AddDays(rapid.IntRange(0, 900).Draw(t, "days"))
		o, err := Rule{Text: strings.Join(parts, ";"), Start: start, At: civil.NoClock}.Expand(until)
		if err != nil {
			if _, ok := fault.As(err); !ok {
				t.Fatalf("%v", err)
			}
			return
		}
		for i, d := range o.Days {
			if d.Before(start) || d.After(until) || i > 0 && !d.After(o.Days[i-1]) {
				t.Fatalf("%v of %v", d, o.Days)
			}
		}
		if len(o.Days) > MaxOccurrences {
			t.Fatal(len(o.Days))
		}
	})
}

func TestClockOnAMissingHour(t *testing.T) {
	if got := clockOn(civil.NewDate(2026, 3, 29), 150, "Europe/Paris"); got != 210 {
		t.Errorf("02:30 on the night of the change is %v", got)
	}
	if got := clockOn(civil.NewDate(2026, 3, 30), 150, "Europe/Paris"); got != 150 {
		t.Errorf("the day after: %v", got)
	}
}
