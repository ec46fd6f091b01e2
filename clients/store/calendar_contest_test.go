package store

import (
	"fmt"
	"strings"
	"testing"

	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/sheet"
)

func (o *office) contest(ids ...string) calendar.Contest {
	o.t.Helper()
	c, err := o.cal.SaveContest(o.paul, calendar.Contest{Client: "k", Name: "Grand jeu", Prizes: []calendar.Prize{{Name: "Panier", Quantity: 2}}, Substitutes: 1})
	if err != nil {
		o.t.Fatal(err)
	}
	f, err := sheet.Open("participants.csv", strings.NewReader("Pseudo;Nom\n"+strings.Join(ids, ";x\n")+";x\n"), sheet.DefaultLimits)
	if err != nil {
		o.t.Fatal(err)
	}
	if _, err := o.cal.ImportEntrants(o.paul, "k", c.ID, f, "", false); err != nil {
		o.t.Fatal(err)
	}
	return c
}

// Ensure a draw is the same in another folder, kept for good, and says so when
// somebody tampers with it.
func TestDrawIsKeptForGood(t *testing.T) {
	var first string
	for range 2 {
		o := openOffice(t)
		c := o.contest("alice", "bruno", "carla", "denis", "elsa")
		if _, err := o.cal.PublishSeed(o.paul, "k", c.ID, "Loto 2026-12-05: 3 14 15 9 26", ""); err != nil {
			t.Fatal(err)
		}
		drawn, err := o.cal.DrawContest(o.paul, "k", c.ID)
		if err != nil || len(drawn.Draw.Winners) != 2 || len(drawn.Draw.Substitutes) != 1 {
			t.Fatalf("%v %+v", err, drawn.Draw)
		}
		got := fmt.Sprint(drawn.Draw.Hash, drawn.Draw.Winners, drawn.Draw.Substitutes)
		if first != "" && got != first {
			t.Errorf("%s\n%s", got, first)
		}
		first = got
		if drawn.Draw.Winners[0].ID != "elsa" || drawn.Draw.Winners[1].ID != "bruno" || drawn.Draw.Substitutes[0].ID != "carla" {
			t.Errorf("%+v", drawn.Draw)
		}
		kept, err := o.cal.Contest(o.paul, "k", "grand jeu")
		if err != nil || !kept.Draw.Recheck() || fmt.Sprint(kept.Draw.Hash, kept.Draw.Winners, kept.Draw.Substitutes) != got {
			t.Errorf("%v %+v", err, kept.Draw)
		}
		for _, text := range []string{
			`UPDATE contest_draw SET seed = 'autre'`, `DELETE FROM contest_draw`,
			`UPDATE contest_entrant SET identifier = 'autre'`, `DELETE FROM contest_entrant`,
		} {
			if _, err := o.s.write.ExecContext(o.paul, text); err == nil {
				t.Errorf("%s was taken", text)
			}
		}
		forged := *kept.Draw
		forged.Winners = append([]calendar.Entrant{}, kept.Draw.Winners...)
		forged.Winners[0] = kept.Draw.Substitutes[0]
		if forged.Recheck() {
			t.Error("a forged draw passes")
		}
		if _, err := o.cal.SaveContest(o.paul, kept); !fault.Is(err, "contest_drawn") {
			t.Error(err)
		}
		if _, err := o.history.Undo(o.paul); err == nil {
			t.Error("a draw was undone")
		}
	}
}

func TestDrawRefusals(t *testing.T) {
	o := openOffice(t)
	c := o.contest("alice", "bruno")
	_, err := o.cal.DrawContest(o.paul, "k", c.ID)
	wantFault(t, err, "seed_missing", "seed")
	if _, err := o.cal.PublishSeed(o.paul, "k", c.ID, "une graine publique", ""); err != nil {
		t.Fatal(err)
	}
	c.Until = civil.NewDate(2026, 11, 22) // today: participation still runs
	if c, err = o.cal.SaveContest(o.paul, c); err != nil || c.Seed == "" {
		t.Fatalf("%v %+v", err, c)
	}
	_, err = o.cal.DrawContest(o.paul, "k", c.ID)
	wantFault(t, err, "contest_running", "until")
	o.now = o.now.AddDate(0, 0, 1)
	if _, err := o.cal.Exclude(o.paul, "k", c.ID, "ALICE", "de l’agence"); err != nil {
		t.Fatal(err)
	}
	_, err = o.cal.DrawContest(o.paul, "k", c.ID)
	wantFault(t, err, "entrants_few", "entrants")
	if _, err := o.cal.Exclude(o.paul, "k", c.ID, "alice", ""); err != nil {
		t.Fatal(err)
	}
	if _, err = o.cal.DrawContest(o.paul, "k", c.ID); err != nil {
		t.Error(err)
	}
	_, err = o.cal.Exclude(o.paul, "k", c.ID, "alice", "trop tard")
	wantFault(t, err, "contest_drawn", "")
}

// Ensure an import of participants is undone whole.
func TestEntrantsUndone(t *testing.T) {
	o := openOffice(t)
	c := o.contest("alice", "bruno", "Alice")
	if list, err := o.cal.Entrants(o.paul, "k", c.ID); err != nil || len(list) != 2 {
		t.Fatalf("%v %+v", err, list)
	}
	if _, err := o.history.Undo(o.paul); err != nil {
		t.Fatal(err)
	}
	if list, err := o.cal.Entrants(o.paul, "k", c.ID); err != nil || len(list) != 0 {
		t.Errorf("%v %+v", err, list)
	}
}
