package timesheet

import (
	"strings"
	"testing"
	"time"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
)

// plain makes no-break spaces ordinary ones, so that tests read easily.
func plain(s string) string {
	return strings.NewReplacer("\u202f", " ", "\u00a0", " ").Replace(s)
}

func sampleRows() []listRow {
	b, rate := sampleBook(), int64(4500)
	on := civil.NewDate(2026, 11, 12)
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	p := text.For(text.FR)
	return []listRow{
		b.row(p, hours.Entry{ID: "a", Person: "g", Hat: "writer", On: on, Seconds: 5400, Kind: hours.Contract, Rate: &rate, Currency: "EUR", Note: "Réponses concours"}, nil, now),
		b.row(p, hours.Entry{ID: "b", Person: "g", Hat: "moderator", On: on.AddDays(1), Seconds: 1800, Kind: hours.Free, Reason: "geste"}, []string{hours.LockMonth}, now),
		b.row(p, hours.Entry{ID: "c", Person: "h", Hat: "writer", On: on.AddDays(2), Seconds: 600, Kind: hours.Extra, Currency: "EUR"}, []string{hours.LockApproval, "document:F2026-0012"}, now),
	}
}

// Ensure every part of the filter restricts, words without accents and in any
// order.
func TestListFilter(t *testing.T) {
	md := listModel{rows: sampleRows()}
	for _, c := range []struct {
		f    listFilter
		want string
	}{
		{listFilter{}, "abc"},
		{listFilter{words: "concours reponses"}, "a"},
		{listFilter{words: "grace"}, "ab"},
		{listFilter{hats: []string{"writer"}}, "ac"},
		{listFilter{people: []string{"g"}, kinds: []string{"free"}}, "b"},
		{listFilter{words: "geste"}, "b"},
		{listFilter{words: "nulle part"}, ""},
	} {
		got := ""
		for _, r := range md.filtered(c.f) {
			got += string(r.entry.ID)
		}
		if got != c.want {
			t.Errorf("%+v: %q, want %q", c.f, got, c.want)
		}
	}
}

// Ensure the sum counts value at rates, free time as nothing, and says how
// many have no rate.
func TestListSum(t *testing.T) {
	if s := plain(sumText(text.For(text.FR), "timesheet.count", sampleRows())); s != "3 saisies · 2 h 10 · 67,50 € · 1 sans taux" {
		t.Errorf("%q", s)
	}
}

// Ensure locked entries of a selection are named with what binds them.
func TestHeldAreNamed(t *testing.T) {
	p, rows := text.For(text.FR), sampleRows()
	if err := refuseHeld(p, rows[:1]); err != nil {
		t.Errorf("nothing is locked: %v", err)
	}
	err := refuseHeld(p, rows)
	if !fault.Is(err, "selection_locked") {
		t.Fatal(err)
	}
	s := plain(p.Error(err))
	for _, want := range []string{"13 nov. Modération 0 h 30 (mois clos)", "14 nov. Rédaction 0 h 10 (approuvé, F2026-0012)"} {
		if !strings.Contains(s, want) {
			t.Errorf("%q does not name %q", s, want)
		}
	}
}

// Ensure a shift keeps the clock's reading and the length over a change of
// the clocks, and a duration moves its day.
func TestShift(t *testing.T) {
	paris, err := civil.Zone("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	from := time.Date(2026, 10, 24, 9, 0, 0, 0, paris)
	f := hours.Form{On: civil.NewDate(2026, 10, 24), Zone: "Europe/Paris", Times: &hours.Times{From: from.UTC(), Until: from.Add(90 * time.Minute).UTC()}}
	shift(&f, 1) // the clocks go back in the night
	if got := f.Times.From.In(paris).Format("2006-01-02 15:04"); got != "2026-10-25 09:00" || f.Times.Until.Sub(f.Times.From) != 90*time.Minute {
		t.Errorf("begins %s, lasts %s", got, f.Times.Until.Sub(f.Times.From))
	}
	d := hours.Form{On: civil.NewDate(2026, 11, 1)}
	shift(&d, -1)
	if d.On != civil.NewDate(2026, 10, 31) {
		t.Errorf("on %s", d.On)
	}
}

// Ensure a bulk edit changes only what was asked for, and refuses what cannot
// be meant.
func TestReadChange(t *testing.T) {
	c, err := readChange("", "", "", "", " −7 ", "", false)
	if err != nil || c.days != -7 || c.hat != nil || c.note != nil {
		t.Errorf("%+v, %v", c, err)
	}
	c, err = readChange("writer", "g", "free", "geste", "", "", true)
	if err != nil {
		t.Fatal(err)
	}
	f := hours.Form{Hat: "moderator", Person: "h", Kind: hours.Contract, Note: "x", Seconds: 60, Client: "k"}
	c.apply(&f)
	if f.Hat != "writer" || f.Person != clients.ID("g") || f.Kind != hours.Free || f.Reason != "geste" || f.Note != "" || f.Seconds != 60 {
		t.Errorf("%+v", f)
	}
	for field, args := range map[string][6]string{
		"reason": {"", "", "free", "  ", "", ""},
		"days":   {"", "", "", "", "demain", ""},
		"hat":    {},
	} {
		_, err := readChange(args[0], args[1], args[2], args[3], args[4], args[5], false)
		if f, ok := fault.As(err); !ok || f.Field != field {
			t.Errorf("%v: %v, want a fault at %s", args, err, field)
		}
	}
}

// Ensure favourites change places with their neighbour and stop at the ends.
func TestReordered(t *testing.T) {
	list := []hours.Template{{ID: "a"}, {ID: "b", Position: 1}, {ID: "c", Position: 2}}
	got := reordered(list, "b", 1)
	if len(got) != 2 || got[0].ID != "b" || got[0].Position != 2 || got[1].ID != "c" || got[1].Position != 1 {
		t.Errorf("%+v", got)
	}
	if reordered(list, "a", -1) != nil || reordered(list, "c", 1) != nil || reordered(list, "x", 1) != nil {
		t.Error("moved beyond the end")
	}
}
