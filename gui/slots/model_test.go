package slots

import (
	"slices"
	"testing"
	"time"

	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
)

// Ensure a shut opening counts neither as taken nor as free, and that only
// what is still ahead is offered.
func TestTally(t *testing.T) {
	s := calendar.Slot{ID: "s", Weekday: time.Monday, At: 1080}
	on := func(day int) civil.Date { return civil.NewDate(2026, time.November, day) }
	rows, free := tally([]calendar.Slot{s, {ID: "other"}}, []calendar.Opening{
		{Slot: s, On: on(2)},
		{Slot: s, On: on(9), By: []clients.ID{"a"}},
		{Slot: s, On: on(16), Shut: true},
		{Slot: s, On: on(23)},
		{Slot: s, On: on(30)},
		{Slot: calendar.Slot{ID: "gone"}, On: on(30)},
	}, moment{on(23), 1079})
	if _, later := tally([]calendar.Slot{s}, []calendar.Opening{{Slot: s, On: on(23)}}, moment{on(23), 1080}); len(later) != 0 {
		t.Errorf("what has passed today is offered: %+v", later)
	}
	if len(rows) != 2 || rows[0].taken != 1 || rows[0].total != 4 || rows[1].total != 0 {
		t.Errorf("rows %+v", rows)
	}
	if len(free) != 2 || free[0].On != on(23) || free[1].On != on(30) {
		t.Errorf("free %+v", free)
	}
}

func TestNetworksOffered(t *testing.T) {
	known := []string{"facebook", "instagram", "x"}
	of := []clients.Channel{{Network: "x"}, {Network: "facebook"}, {Network: "instagram", ArchivedAt: "2026-01-01T00:00:00Z"}}
	if got := present(of, known); !slices.Equal(got, []string{"facebook", "x"}) {
		t.Errorf("present on %v", got)
	}
	if got := present(nil, known); !slices.Equal(got, known) {
		t.Errorf("without channels %v", got)
	}
}
