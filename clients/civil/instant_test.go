package civil_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"regie/clients/civil"
)

var (
	paris    = zone("Europe/Paris")
	kinshasa = zone("Africa/Kinshasa")
)

func zone(name string) *time.Location {
	loc, err := civil.Zone(name)
	if err != nil {
		panic(err)
	}
	return loc
}

func clock(s string) civil.Clock {
	c, err := civil.ParseClock(s)
	if err != nil {
		panic(err)
	}
	return c
}

func TestInstant(t *testing.T) {
	for _, c := range []struct {
		zone, day, clock, utc string
		kind                  civil.Kind
	}{
		{"Europe/Paris", "2026-10-25", "02:30", "2026-10-25T00:30:00Z", civil.Ambiguous},
		{"Europe/Paris", "2026-10-25", "02:00", "2026-10-25T00:00:00Z", civil.Ambiguous},
		{"Europe/Paris", "2026-10-25", "01:59", "2026-10-24T23:59:00Z", civil.Unique},
		{"Europe/Paris", "2026-10-25", "03:00", "2026-10-25T02:00:00Z", civil.Unique},
		{"Europe/Paris", "2026-03-29", "02:30", "2026-03-29T01:30:00Z", civil.Missing},
		{"Europe/Paris", "2026-03-29", "02:00", "2026-03-29T01:00:00Z", civil.Missing},
		{"Europe/Paris", "2026-03-29", "03:00", "2026-03-29T01:00:00Z", civil.Unique},
		{"Europe/Paris", "2026-03-29", "01:59", "2026-03-29T00:59:00Z", civil.Unique},
		{"Europe/Paris", "2026-07-14", "12:00", "2026-07-14T10:00:00Z", civil.Unique},
		{"Africa/Kinshasa", "2026-10-25", "02:30", "2026-10-25T01:30:00Z", civil.Unique},
		{"Africa/Kinshasa", "2026-03-29", "02:30", "2026-03-29T01:30:00Z", civil.Unique},
		{"America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30:00Z", civil.Ambiguous},
		{"America/New_York", "2026-03-08", "02:30", "2026-03-08T07:30:00Z", civil.Missing},
		{"Africa/Cairo", "2026-04-24", "00:00", "2026-04-23T22:00:00Z", civil.Missing}, // midnight itself is skipped
		{"Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04T14:45:00Z", civil.Ambiguous},
		{"UTC", "2026-10-25", "02:30", "2026-10-25T02:30:00Z", civil.Unique},
	} {
		got, kind := civil.Instant(day(c.day), clock(c.clock), zone(c.zone))
		if got.UTC().Format(time.RFC3339) != c.utc || kind != c.kind {
			t.Errorf("%s %s %s: got %s, %v; want %s, %v", c.zone, c.day, c.clock, got.UTC().Format(time.RFC3339), kind, c.utc, c.kind)
		}
	}
	both := civil.Instants(day("2026-10-25"), clock("02:30"), paris)
	if len(both) != 2 || both[1].Sub(both[0]) != time.Hour {
		t.Errorf("02:30 happens at %v", both)
	}
}

func TestInstantReadsBack(t *testing.T) {
	zones := []string{"Europe/Paris", "Africa/Kinshasa", "Africa/Casablanca", "America/Havana", "Asia/Kolkata", "Pacific/Apia", "Africa/Cairo"}
	rapid.Check(t, func(t *rapid.T) {
		loc := zone(rapid.SampledFrom(zones).Draw(t, "zone"))
		// a real instant, so its reading exists
		at := time.Unix(rapid.Int64Range(1e9, 4e9).Draw(t, "unix")/60*60, 0).In(loc)
		d, c := civil.DateOf(at, loc), civil.Clock(at.Hour()*60+at.Minute())
		all := civil.Instants(d, c, loc)
		found := false
		for _, i := range all {
			found = found || i.Equal(at)
			if i.Hour() != at.Hour() || i.Minute() != at.Minute() || i.Day() != at.Day() {
				t.Fatalf("%v is given for %v", i, at)
			}
		}
		if !found || len(all) > 2 {
			t.Fatalf("%v is not among %v", at, all)
		}
	})
}

func TestDayLength(t *testing.T) {
	for _, c := range []struct {
		zone, day string
		hours     int64
	}{
		{"Europe/Paris", "2026-10-25", 25},
		{"Europe/Paris", "2026-03-29", 23},
		{"Europe/Paris", "2026-03-28", 24},
		{"Africa/Kinshasa", "2026-10-25", 24},
		{"Africa/Cairo", "2026-04-24", 23},
		{"Pacific/Apia", "2011-12-30", 0}, // the day Samoa never had
	} {
		if got := civil.DayLength(day(c.day), zone(c.zone)); got != c.hours*3600 {
			t.Errorf("%s %s lasts %d s, want %d h", c.zone, c.day, got, c.hours)
		}
	}
}

func TestStartIsTheFirstInstant(t *testing.T) {
	zones := []string{"Europe/Paris", "Africa/Kinshasa", "Africa/Cairo", "America/Havana", "America/Asuncion"}
	rapid.Check(t, func(t *rapid.T) {
		loc := zone(rapid.SampledFrom(zones).Draw(t, "zone"))
		d := anyDay(t)
		start := d.Start(loc)
		if civil.DateOf(start, loc) != d || civil.DateOf(start.Add(-time.Second), loc) == d {
			t.Fatalf("%v starts at %v", d, start)
		}
	})
}

func TestZone(t *testing.T) {
	for _, name := range []string{"", "Local", "Europe/Nowhere", "../etc/passwd"} {
		if _, err := civil.Zone(name); code(err) != "zone_unknown" {
			t.Errorf("%q: %v", name, err)
		}
	}
	if kinshasa.String() != "Africa/Kinshasa" {
		t.Errorf("got %v", kinshasa)
	}
}

func TestParseClock(t *testing.T) {
	for in, want := range map[string]string{
		"14:05": "14:05", "9:30": "09:30", "9h30": "09:30", "9 h 30": "09:30", "14\u00a0h\u00a005": "14:05", "18h": "18:00",
		"00:00": "00:00", "23:59": "23:59", "2:30 pm": "14:30", "2pm": "14:00", "12am": "00:00", "12 PM": "12:00",
		"0930": "09:30", "930": "09:30", "2359": "23:59", "230pm": "14:30",
	} {
		if c, err := civil.ParseClock(in); err != nil || c.String() != want {
			t.Errorf("%q: got %v, %v", in, c, err)
		}
	}
	for in, want := range map[string]string{
		"": "clock_empty", "24:00": "clock_invalid", "12:60": "clock_invalid", "14": "clock_invalid", "14:5": "clock_invalid",
		"14:": "clock_invalid", "-1:00": "clock_invalid", "h30": "clock_invalid", "13pm": "clock_invalid", "0am": "clock_invalid",
		"1:2:3": "clock_invalid", "2400": "clock_invalid", "960": "clock_invalid", "09300": "clock_invalid", "é9é": "clock_invalid", "abc": "clock_invalid", "0014:00": "clock_invalid",
	} {
		if c, err := civil.ParseClock(in); code(err) != want || c != civil.NoClock {
			t.Errorf("%q: got %v, %v", in, c, err)
		}
	}
	if civil.NoClock.String() != "" {
		t.Error("no time is written")
	}
}

func TestRange(t *testing.T) {
	r := civil.Range{From: day("2026-10-10"), To: day("2026-10-20")}
	open := civil.Range{From: day("2026-10-20")}
	if r.Days() != 11 || open.Days() != 0 || (civil.Range{From: r.To, To: r.From}).Days() != 0 {
		t.Error("days are miscounted")
	}
	if !r.Contains(r.From) || !r.Contains(r.To) || r.Contains(r.To.AddDays(1)) || r.Contains(r.From.AddDays(-1)) {
		t.Error("the ends do not belong to the range")
	}
	if !open.Contains(day("2099-01-01")) || open.Contains(day("2026-10-19")) || !(civil.Range{}).Contains(day("2026-01-01")) {
		t.Error("an open range is closed")
	}
	if got, ok := r.Intersect(open); !ok || got != (civil.Range{From: day("2026-10-20"), To: day("2026-10-20")}) {
		t.Errorf("common days: %v, %v", got, ok)
	}
	if _, ok := r.Intersect(civil.Range{From: day("2026-10-21")}); ok || r.Overlaps(civil.Range{To: day("2026-10-09")}) {
		t.Error("ranges apart overlap")
	}
}

func TestWorkingDays(t *testing.T) {
	november := civil.NewMonth(2026, 11).Range()
	holidays := map[civil.Date]bool{day("2026-11-01"): true, day("2026-11-11"): true} // a Sunday and a Wednesday
	if n := civil.WorkingDays(november, func(d civil.Date) bool { return holidays[d] }); n != 20 {
		t.Errorf("November 2026 has %d working days in France, want 20", n)
	}
	if n := civil.WorkingDays(november, nil); n != 21 {
		t.Errorf("without holidays it has %d, want 21", n)
	}
	if n := civil.WorkingDays(civil.Range{}, nil); n != 0 {
		t.Errorf("no range has %d", n)
	}
}
