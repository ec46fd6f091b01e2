package holidays

import (
	"testing"
	"time"

	"regie/clients/civil"
)

// Ensure fixed and moving feasts fall where they do.
func TestIs(t *testing.T) {
	for _, c := range []struct {
		country, day string
		want         bool
	}{
		{"FR", "2026-07-14", true},
		{"fr", "2026-04-06", true}, // Easter Monday
		{"FR", "2026-11-11", true},
		{"FR", "2026-11-12", false},
		{"BE", "2026-07-21", true},
		{"LU", "2026-06-23", true},
		{"CH", "2026-08-01", true},
		{"CA", "2026-07-01", true},
		{"CD", "2026-06-30", true},
		{"CD", "2022-04-06", false}, // not yet a holiday then
		{"CD", "2026-04-06", true},
		{"CD", "2026-07-14", false},
		{"SN", "2026-05-14", true}, // Ascension
		{"CI", "2026-08-07", true},
		{"ZZ", "2026-12-25", false},
	} {
		d, err := civil.ParseDate(c.day)
		if err != nil {
			t.Fatal(err)
		}
		if got := Is(c.country, d); got != c.want {
			t.Errorf("%s %s: %v, want %v", c.country, c.day, got, c.want)
		}
	}
}

func TestEaster(t *testing.T) {
	for year, want := range map[int]civil.Date{
		2024: civil.NewDate(2024, time.March, 31),
		2025: civil.NewDate(2025, time.April, 20),
		2026: civil.NewDate(2026, time.April, 5),
		2038: civil.NewDate(2038, time.April, 25),
	} {
		if got := Easter(year); got != want {
			t.Errorf("%d: %v, want %v", year, got, want)
		}
	}
}

func TestCountries(t *testing.T) {
	for _, c := range []string{"FR", "BE", "CH", "CA", "LU", "CD", "CG", "CI", "SN", "CM"} {
		if _, own := ownTable[c]; !own && libraries[c] == nil {
			t.Errorf("%s is missing", c)
		}
	}
}
