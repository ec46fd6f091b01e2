package capacity

import (
	"strings"
	"testing"
	"time"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/gui/widgets"
)

// plain makes no-break spaces ordinary ones, so that tests read easily.
func plain(s string) string {
	return strings.NewReplacer("\u202f", " ", "\u00a0", " ").Replace(s)
}

var november = civil.NewMonth(2026, time.November)

func team() facts {
	return facts{
		today:  civil.NewDate(2026, time.November, 22),
		staff:  []clients.Staff{{ID: "g", Name: "Grâce M.", Level: "junior"}, {ID: "n", Name: "Nadia B.", Level: "senior"}, {ID: "p", Name: "Paul D."}},
		levels: []clients.Level{{Key: "junior", NameFR: "Junior", NameEN: "Junior"}, {Key: "senior", NameFR: "Senior", NameEN: "Senior"}},
		load: hours.Capacity{
			Month: november, Unassigned: 300,
			People: []hours.PersonLoad{
				{Person: "g", Available: 6000, Sold: 3000, SoldCover: 90, Planned: 2000, Done: 1000, Inside: 200},
				{Person: "n", Available: 4800, AbsentDays: 5, Sold: 5400, Planned: 1000},
				{Person: "p", Available: 6000, Sold: 5500, Planned: 100},
			},
			Absences: []hours.Absence{
				{ID: "2", Person: "p", Kind: hours.AbsenceTraining, Days: civil.Range{From: november.Last(), To: november.Last().AddDays(3)}},
				{ID: "1", Person: "n", Kind: hours.AbsenceLeave, Reason: "Noël", Replacement: "g", Days: civil.Range{From: november.First().AddDays(8), To: november.First().AddDays(12)}},
			},
		},
	}
}

func TestWhoIsOversoldStandsFirstAndIsNamed(t *testing.T) {
	p := text.For(text.FR)
	list := rows(p, team())
	var got []string
	for _, r := range list {
		got = append(got, plain(r.name+" | "+r.detail+" | "+r.state))
	}
	want := []string{
		"Nadia B. | Senior · 5 jours d’absence | Survendu de 10 h 00",
		"Grâce M. | Junior · remplace 1 h 30 | 50 h 00 libres",
		"Paul D. |  | Presque plein",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if list[0].tone != widgets.ToneBad || !list[0].bars[0].over || list[0].bars[1].over {
		t.Errorf("what is over is not told: %+v", list[0])
	}
	if n := list[1].bars[2].value; n != 1200 {
		t.Errorf("done leaves the agency's own time out: %v", n)
	}
}

func TestNotesNameTheOversoldAndTheUnassigned(t *testing.T) {
	list := notes(text.For(text.FR), team())
	if len(list) != 2 || list[0].tone != widgets.ToneBad || !strings.HasPrefix(plain(list[0].text), "Nadia B. est survendu : 90 h 00 vendues pour 80 h 00") ||
		!strings.HasPrefix(plain(list[1].text), "5 h 00 vendues à des clients") {
		t.Errorf("%+v", list)
	}
}

func TestTheTeamAddsUp(t *testing.T) {
	s := stats(text.For(text.FR), team())
	if plain(s[0].figure) != "280 h 00" || plain(s[1].figure) != "236 h 40" || plain(s[3].caption) != "16 h 40 clients · 3 h 20 interne" {
		t.Errorf("%+v", s)
	}
}

// Ensure the band holds the days of the month only, and leads back to the
// absence that was pressed.
func TestTheBandOfAbsences(t *testing.T) {
	list := absenceRows(text.For(text.FR), team())
	if len(list) != 2 || list[0].ID != "1" || plain(list[0].reason) != "Congé · Noël · remplacé par Grâce M." {
		t.Fatalf("%+v", list)
	}
	bands := lanes(list, november)
	if len(bands) != 2 || bands[0].name != "Nadia B." || len(bands[0].away) != 5 || len(bands[1].away) != 1 {
		t.Fatalf("%+v", bands)
	}
	if i, ok := bands[1].away[30]; !ok || list[i].ID != "2" {
		t.Errorf("the last day leads to %d, %v", i, ok)
	}
}
