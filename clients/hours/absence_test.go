package hours

import (
	"testing"

	"pgregory.net/rapid"

	"regie/clients"
	"regie/clients/civil"
)

func away(person, by clients.ID, from, to int) Absence {
	march := civil.NewDate(2026, 3, 1)
	return Absence{Person: person, Replacement: by, Days: civil.Range{From: march.AddDays(from - 1), To: march.AddDays(to - 1)}}
}

// Ensure replacements are followed to somebody who is there.
func TestStandInOn(t *testing.T) {
	absences := []Absence{
		away("ana", "bo", 2, 10), away("bo", "zoe", 5, 6), away("bo", "", 8, 8),
		away("cy", "di", 2, 4), away("di", "cy", 4, 6),
	}
	for _, c := range []struct {
		person, want clients.ID
		day          int
		away         bool
	}{
		{"ana", "", 1, false},
		{"ana", "bo", 2, true},
		{"ana", "zoe", 5, true}, // Bo is away too
		{"ana", "", 8, true},    // nobody stands in for Bo
		{"ana", "", 11, false},
		{"cy", "di", 2, true},
		{"cy", "", 4, true}, // each the other's
		{"zoe", "", 5, false},
	} {
		who, gone := StandInOn(absences, c.person, civil.NewDate(2026, 3, c.day))
		if who != c.want || gone != c.away {
			t.Errorf("%s on %d: %q away=%v, want %q away=%v", c.person, c.day, who, gone, c.want, c.away)
		}
	}
}

// Ensure whoever stands in is there, and is somebody else.
func TestAStandInIsThere(t *testing.T) {
	people := []clients.ID{"a", "b", "c", "d", ""}
	rapid.Check(t, func(t *rapid.T) {
		var absences []Absence
		for range rapid.IntRange(0, 8).Draw(t, "absences") {
			from := rapid.IntRange(1, 28).Draw(t, "from")
			absences = append(absences, away(
				rapid.SampledFrom(people[:4]).Draw(t, "who"), rapid.SampledFrom(people).Draw(t, "by"),
				from, rapid.IntRange(from, 28).Draw(t, "to")))
		}
		who := rapid.SampledFrom(people[:4]).Draw(t, "person")
		day := civil.NewDate(2026, 3, rapid.IntRange(1, 28).Draw(t, "day"))
		standIn, gone := StandInOn(absences, who, day)
		if gone != (on(absences, who, day) != nil) {
			t.Fatalf("away=%v", gone)
		}
		if standIn != "" && (!gone || standIn == who || on(absences, standIn, day) != nil) {
			t.Fatalf("%s stands in for %s on %s: %+v", standIn, who, day, absences)
		}
	})
}

// Ensure what is sold of a person stays whole when others stand in.
func TestSellKeepsTheSum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var days []civil.Date
		for d := range rapid.IntRange(0, 23).Draw(t, "days") {
			days = append(days, civil.NewDate(2026, 3, d+1))
		}
		k := Capacity{People: make([]PersonLoad, 3)}
		at := map[clients.ID]int{"a": 0, "b": 1, "c": 2} // "d" is archived
		for range rapid.IntRange(0, 5).Draw(t, "absences") {
			from := rapid.IntRange(1, 23).Draw(t, "from")
			k.Absences = append(k.Absences, away(rapid.SampledFrom([]clients.ID{"a", "b", "c"}).Draw(t, "who"),
				rapid.SampledFrom([]clients.ID{"a", "b", "c", "d", ""}).Draw(t, "by"), from, rapid.IntRange(from, 23).Draw(t, "to")))
		}
		minutes := rapid.Int64Range(0, 5000).Draw(t, "minutes")
		k.sell(at, "a", minutes, days)
		var sold, cover int64
		for _, l := range k.People {
			sold, cover = sold+l.Sold, cover+l.SoldCover
		}
		if sold != minutes || cover != k.People[1].Sold+k.People[2].Sold {
			t.Fatalf("%d sold of %d, %d by cover: %+v", sold, minutes, cover, k.People)
		}
	})
}
