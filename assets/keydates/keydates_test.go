package keydates

import (
	"slices"
	"testing"

	"regie/clients/civil"
)

func on(t *testing.T, country, key string, year int) string {
	t.Helper()
	for _, d := range Between(country, civil.Range{From: civil.NewDate(year, 1, 1), To: civil.NewDate(year, 12, 31)}) {
		if d.Key == key {
			return d.On.String()
		}
	}
	return ""
}

func TestMovableDates(t *testing.T) {
	for _, c := range []struct {
		country, key string
		year         int
		want         string
	}{
		{"FR", "black_friday", 2026, "2026-11-27"},
		{"FR", "black_friday", 2024, "2024-11-29"},
		{"FR", "cyber_monday", 2026, "2026-11-30"},
		{"FR", "cyber_monday", 2024, "2024-12-02"},
		{"FR", "easter", 2026, "2026-04-05"},
		{"CD", "easter", 2027, "2027-03-28"},
		{"FR", "mothers_fr", 2026, "2026-05-31"},
		{"FR", "mothers_fr", 2023, "2023-06-04"}, // 28 May 2023 was Pentecost
		{"CD", "mothers_may", 2026, "2026-05-10"},
		{"FR", "fathers", 2026, "2026-06-21"},
		{"FR", "advent", 2026, "2026-11-29"},
		{"FR", "advent", 2023, "2023-12-03"},
		{"FR", "advent", 2022, "2022-11-27"},
		{"FR", "sales_winter", 2026, "2026-01-07"}, // the second Wednesday is the 14th
		{"FR", "sales_winter", 2025, "2025-01-08"},
		{"FR", "sales_summer", 2026, "2026-06-24"},
		{"FR", "sales_summer", 2021, "2021-06-23"}, // the last Wednesday was the 30th
		{"FR", "clock_back", 2026, "2026-10-25"},
		{"FR", "mardi_gras", 2026, "2026-02-17"},
		{"CD", "cd_african_woman", 2026, "2026-07-31"},
		{"FR", "cd_african_woman", 2026, ""},
		{"FR", "lunar_new_year", 2040, ""},
	} {
		if got := on(t, c.country, c.key, c.year); got != c.want {
			t.Errorf("%s %s %d: %q, want %q", c.country, c.key, c.year, got, c.want)
		}
	}
}

func TestRangeIsInOrderAndKept(t *testing.T) {
	days := civil.Range{From: civil.NewDate(2026, 12, 20), To: civil.NewDate(2027, 1, 31)}
	list := Between("FR", days)
	if len(list) < 4 {
		t.Fatalf("only %d", len(list))
	}
	for i, d := range list {
		if !days.Contains(d.On) || i > 0 && d.On.Before(list[i-1].On) {
			t.Errorf("%s on %s", d.Key, d.On)
		}
	}
}

// Ensure a sector's calendar is shown to those who chose it alone, and marks
// the days of the country's that are its own.
func TestSectorsAreChosen(t *testing.T) {
	may := civil.Range{From: civil.NewDate(2026, 5, 1), To: civil.NewDate(2026, 5, 31)}
	calendars := func(country string, days civil.Range, chosen ...string) map[string]string {
		found := map[string]string{}
		for _, d := range Between(country, days, chosen...) {
			found[d.Key] = d.Calendar
		}
		return found
	}
	if _, ok := calendars("FR", may)["tea"]; ok {
		t.Error("a day of a sector is shown to a client without one")
	}
	got := calendars("FR", may, "food", "culture")
	if got["tea"] != "food" || got["museums"] != "culture" || got["mothers_fr"] != "" {
		t.Errorf("calendars %v", got)
	}
	if _, ok := got["banks"]; ok {
		t.Error("a day of another sector is shown")
	}
	if _, ok := calendars("BE", may, "culture")["african_heritage"]; ok {
		t.Error("a day of another country is shown")
	}
	november := civil.Range{From: civil.NewDate(2026, 11, 1), To: civil.NewDate(2026, 11, 30)}
	if got := calendars("FR", november, "retail"); got["black_friday"] != "retail" {
		t.Errorf("Black Friday stands in the calendar %q", got["black_friday"])
	}
}

// Ensure every sector has a calendar worth the name and no entry lacks its source.
func TestSectorsAreWhole(t *testing.T) {
	known, count, seen := Sectors(), map[string]int{}, map[string]bool{}
	if !slices.IsSorted(known) {
		t.Error("sectors are not sorted")
	}
	for _, e := range data().KeyDates {
		seen[e.Key] = true
		for _, s := range e.Sectors {
			count[s]++
		}
	}
	for _, e := range sectors().KeyDates {
		if seen[e.Key] {
			t.Errorf("%s stands twice", e.Key)
		}
		seen[e.Key] = true
		if e.FR == "" || e.EN == "" || len(e.Countries) == 0 || e.Lead <= 0 || e.Source == "" || len(e.Sectors) == 0 {
			t.Errorf("%s is incomplete", e.Key)
		}
		if _, ok := e.in(2026); !ok {
			t.Errorf("%s has no date in 2026", e.Key)
		}
		for _, s := range e.Sectors {
			count[s]++
		}
	}
	for s := range count {
		if !slices.Contains(known, s) {
			t.Errorf("%s is no sector", s)
		}
	}
	for _, s := range known {
		if count[s] < 8 {
			t.Errorf("%s has only %d days", s, count[s])
		}
	}
}

func TestPeriods(t *testing.T) {
	for _, d := range Between("FR", civil.Range{From: civil.NewDate(2026, 1, 1), To: civil.NewDate(2026, 1, 31)}) {
		want := d.On
		if d.Key == "sales_winter" {
			want = civil.NewDate(2026, 2, 3) // four weeks from 7 January
		}
		if d.Until != want {
			t.Errorf("%s until %s, want %s", d.Key, d.Until, want)
		}
	}
}

func TestDataIsWhole(t *testing.T) {
	seen := map[string]bool{}
	for _, e := range data().KeyDates {
		if seen[e.Key] {
			t.Errorf("%s stands twice", e.Key)
		}
		seen[e.Key] = true
		if e.FR == "" || e.EN == "" || len(e.Countries) == 0 || e.Lead <= 0 {
			t.Errorf("%s is incomplete", e.Key)
		}
		if _, ok := e.in(2026); !ok {
			t.Errorf("%s has no date in 2026", e.Key)
		}
	}
}

func TestHolidayNames(t *testing.T) {
	for _, c := range []struct {
		country, lang string
		on            civil.Date
		want          string
	}{
		{"FR", "fr", civil.NewDate(2026, 11, 11), "Armistice de 1918"},
		{"CD", "fr", civil.NewDate(2026, 11, 11), ""},
		{"FR", "en", civil.NewDate(2026, 5, 14), "Ascension Day"},
		{"CD", "fr", civil.NewDate(2026, 8, 1), "Fête des parents"},
		{"CG", "fr", civil.NewDate(2026, 8, 15), "Fête nationale"},
		{"FR", "fr", civil.NewDate(2026, 8, 15), "Assomption"},
	} {
		if got := HolidayName(c.country, c.lang, c.on); got != c.want {
			t.Errorf("%s %s: %q", c.country, c.on, got)
		}
	}
}
