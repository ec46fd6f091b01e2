package keydates

import (
	"testing"

	"regie/assets/text"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/gui/widgets"
)

func TestUnplannedAndWords(t *testing.T) {
	p, today := text.For(text.FR), civil.NewDate(2026, 11, 22)
	soon := calendar.Coming{FR: "Black Friday", Days: civil.Range{From: civil.NewDate(2026, 11, 27)}, Begin: civil.NewDate(2026, 10, 16)}
	later := calendar.Coming{FR: "Salon", Days: civil.Range{From: civil.NewDate(2027, 1, 10)}, Begin: civil.NewDate(2026, 12, 20), Own: true}
	planned := calendar.Coming{FR: "Noël", Planned: 2, Calendar: "food"}
	md := model{coming: []calendar.Coming{soon, planned, later}}
	if got := md.unplanned(); len(got) != 2 || got[0].FR != "Black Friday" || got[1].FR != "Salon" {
		t.Errorf("unplanned %v", got)
	}
	if words, tone := urgency(p, soon, today); words != "À préparer" || tone != widgets.ToneWarn {
		t.Errorf("%q %q", words, tone)
	}
	if words, tone := urgency(p, later, today); words != "dès le 20 déc." || tone != widgets.ToneNeutral {
		t.Errorf("%q %q", words, tone)
	}
	for i, want := range []string{"Pays", "Alimentation", "Jour du client"} {
		if got := origin(p, md.coming[i]); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestNumber(t *testing.T) {
	for s, want := range map[string]int{"": 0, " 14 ": 14} {
		if n, err := lead(s); err != nil || n != want {
			t.Errorf("%q: %d, %v", s, n, err)
		}
	}
	for _, s := range []string{"-1", "dix", "1,5"} {
		if _, err := lead(s); err == nil {
			t.Errorf("%q is read", s)
		}
	}
}
