package calendar

import (
	"testing"

	"regie/assets/keydates"
	"regie/clients/civil"
)

func TestComing(t *testing.T) {
	days := civil.Range{From: civil.NewDate(2026, 11, 22), To: civil.NewDate(2027, 1, 20)}
	dates := []keydates.Date{
		{FR: "Black Friday", EN: "Black Friday", On: civil.NewDate(2026, 11, 27), Until: civil.NewDate(2026, 11, 27), Lead: 42},
		{FR: "Réveillon de Noël", EN: "Christmas Eve", On: civil.NewDate(2026, 12, 24), Until: civil.NewDate(2026, 12, 24), Lead: 35},
		{FR: "Journée des sols", EN: "Soil Day", On: civil.NewDate(2026, 12, 5), Until: civil.NewDate(2026, 12, 5), Lead: 14, Calendar: "food"},
	}
	own := []OwnDay{
		{Kind: OwnKeyDate, Name: "Anniversaire de la boutique", Days: civil.Range{From: civil.NewDate(2026, 12, 1), To: civil.NewDate(2026, 12, 2)}, Lead: 5},
		{Kind: Embargo, Name: "Deuil", Days: civil.Range{From: civil.NewDate(2026, 12, 3), To: civil.NewDate(2026, 12, 3)}},
		{Kind: OwnKeyDate, Name: "Trop loin", Days: civil.Range{From: civil.NewDate(2027, 3, 1), To: civil.NewDate(2027, 3, 1)}},
	}
	rows := []Row{
		{Title: "Nos idées pour le reveillon de noel", On: civil.NewDate(2026, 12, 20), State: Draft}, // by its name, accents apart
		{Title: "Bilan", On: civil.NewDate(2026, 12, 5), State: Draft},                                // by its day
		{Title: "Offre Black Friday", On: civil.NewDate(2026, 11, 27), State: Cancelled},
	}
	today := days.From
	got := coming(dates, own, rows, days)
	want := []struct {
		name    string
		planned int
		due     bool
	}{
		{"Black Friday", 0, true},
		{"Anniversaire de la boutique", 0, false}, // its five days begin on the 26th
		{"Journée des sols", 1, false},
		{"Réveillon de Noël", 1, false},
	}
	if len(got) != len(want) {
		t.Fatalf("%d dates, want %d: %v", len(got), len(want), got)
	}
	for i, w := range want {
		if c := got[i]; c.Name("fr") != w.name || c.Planned != w.planned || c.Due(today) != w.due {
			t.Errorf("%d: %q planned %d due %v, want %v", i, c.Name("fr"), c.Planned, c.Due(today), w)
		}
	}
}
