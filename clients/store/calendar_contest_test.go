package store

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"regie/assets/text"
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

// ready brings a contest to where it can be drawn: announced, closed, and its
// seed known the day after.
func (o *office) ready(c calendar.Contest, seed string) {
	o.t.Helper()
	due := o.now.Add(time.Hour)
	if !c.Until.IsZero() {
		due = c.Until.AddDays(2).Start(time.UTC)
	}
	_, err := o.cal.Announce(o.paul, "k", c.ID, calendar.Announcement{Way: calendar.PublicSeed, Source: "Loto", Example: seed, Due: due})
	if err != nil {
		o.t.Fatal(err)
	}
	if _, err := o.cal.CloseList(o.paul, "k", c.ID, ""); err != nil {
		o.t.Fatal(err)
	}
	o.now = due
	if _, err := o.cal.RecordSeed(o.paul, "k", c.ID, seed, ""); err != nil {
		o.t.Fatal(err)
	}
}

// Ensure a draw is the same in another folder, kept for good, and says so when
// somebody tampers with it.
func TestDrawIsKeptForGood(t *testing.T) {
	var first string
	for range 2 {
		o := openOffice(t)
		c := o.contest("alice", "bruno", "carla", "denis", "elsa")
		o.ready(c, "Loto 2026-12-05: 3 14 15 9 26")
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

// Ensure nothing is drawn, closed or seeded out of its order, in the service and
// in SQL.
func TestDrawRefusals(t *testing.T) {
	o := openOffice(t)
	c := o.contest("alice", "bruno")
	public := calendar.Announcement{Way: calendar.PublicSeed, Source: "Loto", Example: "05 14 22 31 49", Due: o.now.Add(time.Hour)}
	draw := func() error { _, err := o.cal.DrawContest(o.paul, "k", c.ID); return err }
	seed := func(s string) error { _, err := o.cal.RecordSeed(o.paul, "k", c.ID, s, ""); return err }
	closing := func() error { _, err := o.cal.CloseList(o.paul, "k", c.ID, ""); return err }
	announce := func(change func(*calendar.Announcement)) error {
		a := public
		change(&a)
		_, err := o.cal.Announce(o.paul, "k", c.ID, a)
		return err
	}
	same := func(*calendar.Announcement) {}

	wantFault(t, draw(), "list_open", "seed")
	wantFault(t, closing(), "announcement_missing", "source")
	wantFault(t, announce(func(a *calendar.Announcement) { a.Due = o.now }), "source_past", "due")
	wantFault(t, announce(func(a *calendar.Announcement) { a.Source = " " }), "source_missing", "source")
	wantFault(t, announce(func(a *calendar.Announcement) { a.Example = "§" }), "seed_example_invalid", "example")
	wantFault(t, announce(func(a *calendar.Announcement) { a.Way = "dés" }), "way_unknown", "way")
	wantFault(t, announce(func(a *calendar.Announcement) { a.Way, a.Commitment = calendar.SealedSeed, "abc" }), "commitment_invalid", "commitment")
	wantFault(t, announce(func(a *calendar.Announcement) {
		a.Way, a.Commitment = calendar.SealedSeed, calendar.Commitment("un secret")
	}), "until_missing", "until")
	if err := announce(same); err != nil {
		t.Fatal(err)
	}
	c.Until = civil.NewDate(2026, 11, 22) // today: participation still runs
	c, err := o.cal.SaveContest(o.paul, c)
	if err != nil || c.Announced == nil {
		t.Fatalf("%v %+v", err, c)
	}
	wantFault(t, closing(), "contest_running", "until")
	wantFault(t, announce(same), "source_early", "due")
	o.now = o.now.AddDate(0, 0, 1) // the event has taken place by now
	wantFault(t, closing(), "source_past", "due")
	wantFault(t, announce(func(a *calendar.Announcement) {
		a.Way, a.Commitment = calendar.SealedSeed, calendar.Commitment("un secret")
	}), "seal_late", "commitment")
	public.Due = o.now.Add(time.Hour)
	if err := announce(same); err != nil {
		t.Fatal(err)
	}
	if _, err := o.cal.Exclude(o.paul, "k", c.ID, "ALICE", "de l’agence"); err != nil {
		t.Fatal(err)
	}
	wantFault(t, closing(), "entrants_few", "entrants")
	if _, err := o.cal.Exclude(o.paul, "k", c.ID, "alice", ""); err != nil {
		t.Fatal(err)
	}
	wantFault(t, seed("05 14 22 31 49"), "list_open", "seed")
	if err := closing(); err != nil {
		t.Fatal(err)
	}
	wantFault(t, closing(), "list_closed", "")
	wantFault(t, announce(same), "list_closed", "")
	_, err = o.cal.Exclude(o.paul, "k", c.ID, "alice", "trop tard")
	wantFault(t, err, "list_closed", "")
	more := c
	more.Substitutes = 9
	_, err = o.cal.SaveContest(o.paul, more)
	wantFault(t, err, "list_closed", "")
	c.Note = "le règlement est affiché en boutique" // this may still be said
	if _, err := o.cal.SaveContest(o.paul, c); err != nil {
		t.Error(err)
	}
	wantFault(t, seed("05 14 22 31 49"), "seed_early", "seed")
	for _, text := range []string{
		`UPDATE contest SET list_hash = 'x'`, `UPDATE contest SET seed_due = NULL`, `UPDATE contest SET substitutes = 9`,
		`UPDATE contest_entrant SET excluded = 'x'`, `DELETE FROM contest_entrant`,
		`INSERT INTO contest_entrant SELECT client_id, contest_id, replace(ticket, 'a', 'b'), identifier, name, excluded, import_id FROM contest_entrant LIMIT 1`,
	} {
		if _, err := o.s.write.ExecContext(o.paul, text); err == nil {
			t.Errorf("%s was taken", text)
		}
	}
	o.now = public.Due
	wantFault(t, seed("5 14 22 31 49"), "seed_shape", "seed")
	wantFault(t, draw(), "seed_missing", "seed")
	if err := seed("03 14 15 26 35"); err != nil {
		t.Fatal(err)
	}
	wantFault(t, seed("01 02 03 04 05"), "seed_published", "seed")
	if _, err := o.s.write.ExecContext(o.paul, `UPDATE contest SET seed = '01 02 03 04 05'`); err == nil {
		t.Error("another seed was taken")
	}
	if err := draw(); err != nil {
		t.Error(err)
	}
	_, err = o.cal.Exclude(o.paul, "k", c.ID, "alice", "trop tard")
	wantFault(t, err, "contest_drawn", "")
}

// Ensure a sealed seed is the one whose hash was published, and that anybody is
// told so.
func TestASealedSeedIsOpened(t *testing.T) {
	o := openOffice(t)
	c := o.contest("alice", "bruno", "carla")
	c.Until = civil.NewDate(2026, 11, 23)
	if _, err := o.cal.SaveContest(o.paul, c); err != nil {
		t.Fatal(err)
	}
	a := calendar.Announcement{Way: calendar.SealedSeed, Source: "Étude Tournesol", Commitment: strings.ToUpper(calendar.Commitment("neige sur le lac"))}
	if _, err := o.cal.Announce(o.paul, "k", c.ID, a); err != nil {
		t.Fatal(err)
	}
	o.now = o.now.AddDate(0, 0, 2)
	if _, err := o.cal.CloseList(o.paul, "k", c.ID, ""); err != nil {
		t.Fatal(err)
	}
	_, err := o.cal.RecordSeed(o.paul, "k", c.ID, "pluie sur le lac", "")
	wantFault(t, err, "seed_unsealed", "seed")
	if _, err := o.cal.RecordSeed(o.paul, "k", c.ID, "neige sur le lac", ""); err != nil {
		t.Fatal(err)
	}
	c, err = o.cal.DrawContest(o.paul, "k", c.ID)
	if err != nil {
		t.Fatal(err)
	}
	words, script := calendar.VerifyText(text.For(text.FR), c)
	if !strings.Contains(words, "Étude Tournesol") || !strings.Contains(words, c.Announced.Commitment) || !strings.HasPrefix(script, "printf '%s' 'neige sur le lac' | sha256sum") {
		t.Errorf("%s\n%s", words, script)
	}
}

// Ensure a list of accounts and nothing else is read.
func TestEntrantsOfOneColumn(t *testing.T) {
	o := openOffice(t)
	c := o.contest("alice", "bruno")
	f, err := sheet.Open("suite.csv", strings.NewReader("compte\n@carla\n@denis\n"), sheet.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	if in, err := o.cal.ImportEntrants(o.paul, "k", c.ID, f, "", false); err != nil || in.New != 2 {
		t.Errorf("%v %+v", err, in)
	}
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

// Ensure the list a draw was closed on cannot be taken back through the journal.
func TestAClosedListIsNotUndone(t *testing.T) {
	o := openOffice(t)
	o.history.Guard("contest_entrant", o.cal.GuardEntrants)
	c := o.contest("alice", "bruno", "carla")
	acts, err := o.history.Acts(o.paul, "k", "", 1)
	if err != nil {
		t.Fatal(err)
	}
	o.ready(c, "05 14 22 31 49")
	_, err = o.history.UndoAct(o.paul, acts[0].ID)
	wantFault(t, err, "list_closed", "")
}
