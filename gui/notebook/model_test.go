package notebook

import (
	"testing"

	"regie/assets/text"
	"regie/clients/calendar"
	"regie/clients/civil"
)

func TestOrderAndWords(t *testing.T) {
	day := func(m, d int) civil.Date { return civil.NewDate(2026, 10+1, 1).AddDays((m-11)*30 + d - 1) }
	today := day(11, 22)
	all := []calendar.Experiment{
		{ID: "done", Outcome: calendar.Refuted, Result: "Rien"},
		{ID: "planned", Window: civil.Range{From: day(11, 25), To: day(11, 29)}},
		{ID: "running", Window: civil.Range{From: day(11, 20), To: day(11, 24)}, Before: "2,1 %"},
		{ID: "due", Window: civil.Range{From: day(11, 1), To: day(11, 20)}, Before: "2,1 %", After: "3 %"},
	}
	order(all, today)
	got := ""
	for _, e := range all {
		got += string(e.ID) + " "
	}
	if got != "due running planned done " {
		t.Errorf("order %s", got)
	}
	md := model{all: all}
	if n := md.count(calendar.PhaseDue, today); n != 1 || len(md.in(nil, today)) != 4 {
		t.Errorf("%d due", n)
	}
	p := text.For(text.EN)
	for i, want := range []string{"over for 2 days", "3 days left", "begins in 3 days", "No dates"} {
		if got := when(p, all[i], today); len(got) < len(want) || got[len(got)-len(want):] != want {
			t.Errorf("%s: %q", all[i].ID, got)
		}
	}
	if stage(p, all[3], today) != "Refuted" || stage(p, all[0], today) != "To conclude" {
		t.Error(stage(p, all[3], today), stage(p, all[0], today))
	}
	if figures(p, all[0]) != "2,1 % → 3 %" {
		t.Errorf("%q", figures(p, all[0]))
	}
}
