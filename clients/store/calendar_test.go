package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
)

// office is a calendar room on a real folder: Paul (senior), Grâce (junior,
// tutor Paul) and Ivan (intern without tutor); the clients k (circuit client,
// committee of Aline and Bruno), i (internal) and n (none, nobody known).
type office struct {
	t        testing.TB
	s        *Store
	house    *clients.Service
	cal      *calendar.Service
	history  *clients.History
	now      time.Time
	paul     context.Context
	grace    context.Context
	nobody   context.Context
	absences []hours.Absence
}

func openOffice(t testing.TB) *office {
	t.Helper()
	o := &office{t: t, now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC), nobody: context.Background()}
	n := 0
	var err error
	o.s, err = Open(o.nobody, Options{
		Folder: t.TempDir(), Fast: true, Now: func() time.Time { return o.now },
		NewID: func() clients.ID { n++; return clients.ID(fmt.Sprintf("id-%06d", n)) },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := o.s.Close(); err != nil {
			t.Error(err)
		}
	})
	house := clients.New(o.s.House(), o.s.Now, o.s.NewID)
	if err := house.Seed(o.nobody, "fr"); err != nil {
		t.Fatal(err)
	}
	o.write(
		"staff", row{"id": "paul", "name": "Paul D.", "name_folded": "paul d."},
		"staff", row{"id": "grace", "name": "Grâce M.", "name_folded": "grace m.", "tutor_id": "paul"},
		"staff", row{"id": "ivan", "name": "Ivan", "name_folded": "ivan"},
		"staff_level", row{"staff_id": "paul", "from_on": "", "level": "senior"},
		"staff_level", row{"staff_id": "grace", "from_on": "", "level": "junior"},
		"staff_level", row{"staff_id": "ivan", "from_on": "", "level": "intern"},
		"client", row{"id": "k", "key": "kivu", "name": "Kivu Maison", "name_folded": "kivu maison", "circuit": "client", "zone": "Africa/Lubumbashi", "country": "CD"},
		"client", row{"id": "i", "key": "interne", "name": "I", "name_folded": "i", "circuit": "internal"},
		"client", row{"id": "n", "key": "libre", "name": "N", "name_folded": "n", "circuit": "none"},
		"contact", row{"client_id": "k", "id": "aline", "name": "Aline K.", "committee": true},
		"contact", row{"client_id": "k", "id": "bruno", "name": "Bruno T.", "committee": true},
		"contact", row{"client_id": "k", "id": "carla", "name": "Carla", "committee": false},
	)
	o.cal = calendar.New(o.s.Calendar(), calendar.Deps{
		House: house, Now: o.s.Now, NewID: o.s.NewID,
		StandIn: func(_ context.Context, person clients.ID, day civil.Date) (clients.ID, bool, error) {
			who, away := hours.StandInOn(o.absences, person, day)
			return who, away, nil
		},
	})
	o.house = house
	house.AfterEdit(o.cal.SignAgain)
	o.history = clients.NewHistory(o.s.Journal())
	o.history.Guard("item", o.cal.GuardUndo)
	o.paul = clients.As(o.nobody, clients.Person{ID: "paul", Name: "Paul D."})
	o.grace = clients.As(o.nobody, clients.Person{ID: "grace", Name: "Grâce M."})
	return o
}

// write saves rows: table, row, table, row …
func (o *office) write(pairs ...any) {
	o.t.Helper()
	err := o.s.Tx(clients.Doing(o.nobody, clients.Act{Kind: "test"}), func(ctx context.Context) error {
		for i := 0; i < len(pairs); i += 2 {
			if err := o.s.save(ctx, pairs[i].(string), pairs[i+1].(row)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) add(ctx context.Context, client clients.ID, text string) calendar.Item {
	o.t.Helper()
	it, err := o.cal.Blank(ctx, client)
	if err != nil {
		o.t.Fatal(err)
	}
	it.Title, it.On, it.At = "Partenariat ONG", civil.NewDate(2026, 11, 24), 630
	it.SetText("linkedin", text)
	it.Follow("facebook", "linkedin")
	it, err = o.cal.Add(ctx, it)
	if err != nil {
		o.t.Fatal(err)
	}
	return it
}

// to takes an item through states; each step must be allowed.
func (o *office) to(ctx context.Context, id clients.ID, states ...calendar.State) calendar.Item {
	o.t.Helper()
	var it calendar.Item
	var err error
	for _, s := range states {
		if it, err = o.cal.SetState(ctx, id, s, ""); err != nil {
			o.t.Fatalf("→ %s: %v", s, err)
		}
	}
	return it
}

func (o *office) decide(id clients.ID, who string, v calendar.Verdict) calendar.Item {
	o.t.Helper()
	it, err := o.cal.Decide(o.paul, calendar.Answer{Item: id, Who: who, Verdict: v, Way: "mail"})
	if err != nil {
		o.t.Fatal(err)
	}
	return it
}

func (o *office) show(id clients.ID) calendar.Detail {
	o.t.Helper()
	d, err := o.cal.Show(o.paul, id)
	if err != nil {
		o.t.Fatal(err)
	}
	return d
}

// approved is an item of k that both members approved.
func (o *office) approved(text string) calendar.Item {
	o.t.Helper()
	it := o.add(o.paul, "k", text)
	o.to(o.paul, it.ID, calendar.InternalReview, calendar.ClientReview)
	if got := o.decide(it.ID, "aline k.", calendar.Approve); got.State != calendar.ClientReview {
		o.t.Fatalf("one approval of two: %s", got.State)
	}
	if it = o.decide(it.ID, "BRUNO T.", calendar.Approve); it.State != calendar.Approved {
		o.t.Fatalf("two approvals of two: %s", it.State)
	}
	return it
}

func wantFault(t testing.TB, err error, code, field string) {
	t.Helper()
	f, ok := fault.As(err)
	if !ok || f.Code != code || f.Field != field {
		t.Errorf("got %v, want %s at %q", err, code, field)
	}
}

func TestItemIsKeptWhole(t *testing.T) {
	o := openOffice(t)
	o.write("channel", row{"client_id": "k", "id": "page", "network": "linkedin"},
		"campaign", row{"client_id": "k", "id": "avent", "name": "Avent"}, "pillar", row{"client_id": "k", "id": "p", "name": "Recettes"},
		"media", row{"sha256": strings.Repeat("a", 64), "mime": "image/png", "bytes": 1, "added_at": ""})
	it, err := o.cal.Blank(o.paul, "k")
	if err != nil {
		t.Fatal(err)
	}
	it.Kind, it.Title, it.On, it.At = calendar.Reel, "Été", civil.NewDate(2026, 12, 1), civil.NoClock
	it.Campaign, it.Pillar, it.Funnel, it.EffortSeconds = "avent", "p", calendar.Loyalty, 5400
	it.Link, it.Note = "https://example.org/é?a=1", "مرحبا 🙌"
	it.Texts = []calendar.Text{
		{Network: "x", Text: "court"}, {Network: "linkedin", Channel: "page", Title: "T", Text: "long\r\ntexte", FirstComment: "lien", Signature: "#a"},
	}
	it.Media = []calendar.Media{{SHA256: strings.Repeat("a", 64), Alt: "alt"}, {Network: "x", SHA256: strings.Repeat("a", 64)}}
	it.ReviewDue = civil.NewDate(2026, 11, 28)
	kept, err := o.cal.Add(o.paul, it)
	if err != nil {
		t.Fatal(err)
	}
	got, err := o.cal.Item(o.paul, kept.ID)
	if err != nil {
		t.Fatal(err)
	}
	if fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", kept) || got.Hash != got.ContentHash() || got.Texts[0].Network != "linkedin" {
		t.Errorf("got  %+v\nkept %+v", got, kept)
	}
	got.DropNetwork("x")
	if got, err = o.cal.Edit(o.paul, got); err != nil || len(got.Texts) != 1 || len(got.Media) != 1 {
		t.Errorf("%v: %+v", err, got)
	}
	if again, err := o.cal.Item(o.paul, kept.ID); err != nil || again.Hash != again.ContentHash() || len(again.Media) != 1 || again.Revision != 2 {
		t.Errorf("%v: %+v", err, again)
	}
	if err := o.cal.Remove(o.paul, kept.ID); err != nil {
		t.Error(err)
	}
	if _, err := o.cal.Item(o.paul, kept.ID); !fault.Is(err, "item_unknown") {
		t.Error(err)
	}
	if _, err := o.history.Undo(o.paul); err != nil {
		t.Error(err)
	}
	if again, err := o.cal.Item(o.paul, kept.ID); err != nil || again.Hash != again.ContentHash() {
		t.Errorf("after undo: %v %+v", err, again)
	}
}

func TestAChangeVoidsAndGoingBackRestoresNothing(t *testing.T) {
	o := openOffice(t)
	it := o.approved("Cette année, 1 € par panier.")
	if d := o.show(it.ID); len(d.Decisions) != 3 || !d.Decisions[2].Valid(d.Item) || !d.Committee.Approved {
		t.Fatalf("%+v", d.Decisions)
	}
	o.to(o.paul, it.ID, calendar.Scheduled)
	change := func(text string) calendar.Item {
		t.Helper()
		got, err := o.cal.Change(o.paul, it.ID, func(it *calendar.Item) error { it.SetText("linkedin", text); return nil })
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	got := change("Cette année, 2 € par panier.")
	if got.State != calendar.InternalReview || got.Hash == it.Hash {
		t.Errorf("after the change: %s", got.State)
	}
	got = change("Cette année, 1 € par panier.")
	if got.Hash != it.Hash {
		t.Error("the same content has another hash")
	}
	d := o.show(it.ID)
	for _, dec := range d.Decisions {
		if dec.Valid(d.Item) {
			t.Errorf("%s's decision holds again", dec.Who)
		}
	}
	if d.Item.State != calendar.InternalReview || d.Committee.Approvals != 0 {
		t.Errorf("%s with %d approvals", d.Item.State, d.Committee.Approvals)
	}
	i := slices.IndexFunc(d.Traces, func(tr calendar.Trace) bool { return tr.Kind == calendar.Voided })
	if i < 0 || d.Traces[i].Voided != 3 || !slices.Equal(d.Traces[i].Changes, []string{"text:facebook", "text:linkedin"}) {
		t.Errorf("the voiding is not told: %+v", d.Traces)
	}
	if shown, err := o.s.Calendar().Shown(o.paul, "k", it.ID, it.Hash); err != nil || !strings.Contains(string(shown), "1 € par panier") {
		t.Errorf("what was shown: %s %v", shown, err)
	}
	if _, err := o.history.Undo(o.paul); err == nil {
		if d := o.show(it.ID); slices.ContainsFunc(d.Decisions, func(dec calendar.Decision) bool { return dec.Valid(d.Item) }) {
			t.Error("an undo made a decision hold again")
		}
	}
}

func TestUndoingAVoidingChangeIsRefused(t *testing.T) {
	o := openOffice(t)
	it := o.approved("Un texte approuvé par les deux")
	if _, err := o.cal.Move(o.paul, it.ID, civil.NewDate(2026, 11, 26), nil, ""); err != nil {
		t.Fatal(err)
	}
	_, err := o.history.Undo(o.paul)
	wantFault(t, err, "undo_decided", "")
	if got, _ := o.cal.Item(o.paul, it.ID); got.State != calendar.InternalReview || got.On.Day != 26 {
		t.Errorf("%s on %s", got.State, got.On)
	}
	// What touches no content can be taken back.
	if _, err := o.cal.Change(o.paul, it.ID, func(it *calendar.Item) error { it.Note = "à voir"; return nil }); err != nil {
		t.Fatal(err)
	}
	if _, err := o.history.Undo(o.paul); err != nil {
		t.Error(err)
	}
}

// Whatever part of an approved content changes, every decision falls, and the
// item must pass again.
func TestAnyChangeVoids(t *testing.T) {
	o := openOffice(t)
	o.write("media", row{"sha256": strings.Repeat("b", 64), "mime": "image/png", "bytes": 1, "added_at": ""})
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[a-zé🙌 \n]{1,40}`).Draw(t, "text")
		it := o.approved(text)
		runes := []rune(text)
		i := rapid.IntRange(0, len(runes)).Draw(t, "at")
		change := rapid.SampledFrom([]func(*calendar.Item){
			func(it *calendar.Item) { it.SetText("linkedin", string(slices.Insert(runes, i, 'ß'))) },
			func(it *calendar.Item) { it.On = it.On.AddDays(1) },
			func(it *calendar.Item) { it.At++ },
			func(it *calendar.Item) { it.Link = "https://example.org" },
			func(it *calendar.Item) { it.Media = []calendar.Media{{SHA256: strings.Repeat("b", 64)}} },
			func(it *calendar.Item) { it.DropNetwork("facebook") },
			func(it *calendar.Item) { it.Texts[1].FirstComment = " " },
			func(it *calendar.Item) { it.Texts[0].Title = "T" },
		}).Draw(t, "change")
		got, err := o.cal.Change(o.paul, it.ID, func(it *calendar.Item) error { change(it); return nil })
		if err != nil {
			t.Fatal(err)
		}
		decisions, err := o.s.Calendar().Decisions(o.paul, "k", it.ID)
		if err != nil || got.State != calendar.InternalReview {
			t.Fatalf("%v: %s", err, got.State)
		}
		for _, d := range decisions {
			if d.Valid(got) {
				t.Fatalf("%s's decision still holds", d.Who)
			}
		}
	})
}

func TestDecisionsAreForGood(t *testing.T) {
	o := openOffice(t)
	it := o.approved("Un texte approuvé")
	for _, text := range []string{
		`UPDATE decision SET decision = 'refuse'`, `DELETE FROM decision`, `UPDATE shown SET content = ''`, `DELETE FROM shown`,
		`UPDATE item_event SET reason = 'x'`, `DELETE FROM item_event`, `DELETE FROM item`,
	} {
		if _, err := o.s.write.ExecContext(o.paul, text); err == nil {
			t.Errorf("%s was done", text)
		}
	}
	wantFault(t, o.cal.Remove(o.paul, it.ID), "item_has_decisions", "")
}

func TestBadInput(t *testing.T) {
	o := openOffice(t)
	for name, c := range map[string]struct {
		change      func(*calendar.Item)
		code, field string
	}{
		"long":         {func(it *calendar.Item) { it.SetText("x", strings.Repeat("é", 100_000)) }, "text_too_long", "text"},
		"not UTF-8":    {func(it *calendar.Item) { it.SetText("x", "a\xffb") }, "text_invalid", "text"},
		"control":      {func(it *calendar.Item) { it.SetText("x", "a\x00b") }, "text_invalid", "text"},
		"title":        {func(it *calendar.Item) { it.Title = strings.Repeat("a", 301) }, "text_too_long", "title"},
		"network":      {func(it *calendar.Item) { it.SetText("myspace", "a") }, "network_unknown", "network"},
		"twice":        {func(it *calendar.Item) { it.Texts = []calendar.Text{{Network: "x"}, {Network: "x"}} }, "network_twice", "network"},
		"circle":       {func(it *calendar.Item) { it.Follow("x", "threads"); it.Follow("threads", "x") }, "same_as_unknown", "network"},
		"kind":         {func(it *calendar.Item) { it.Kind = "tweet" }, "kind_unknown", "kind"},
		"no such day":  {func(it *calendar.Item) { it.On = civil.Date{Year: 2026, Month: 2, Day: 30} }, "date_invalid", "on"},
		"no such year": {func(it *calendar.Item) { it.On = civil.NewDate(9999, 1, 1) }, "date_invalid", "on"},
		"time alone":   {func(it *calendar.Item) { it.On = civil.Date{} }, "date_missing", "on"},
		"no such time": {func(it *calendar.Item) { it.Zone, it.On, it.At = "Europe/Paris", civil.NewDate(2026, 3, 29), 150 }, "time_missing", "at"},
		"clock":        {func(it *calendar.Item) { it.At = 1440 }, "clock_invalid", "at"},
		"zone":         {func(it *calendar.Item) { it.Zone = "Europe/Kivu" }, "zone_unknown", "zone"},
		"link":         {func(it *calendar.Item) { it.Link = "file:///etc/passwd" }, "link_invalid", "link"},
		"campaign":     {func(it *calendar.Item) { it.Campaign = "none" }, "campaign_unknown", "campaign"},
		"pillar":       {func(it *calendar.Item) { it.Pillar = "none" }, "pillar_unknown", "pillar"},
		"channel":      {func(it *calendar.Item) { it.Texts[0].Channel = "none" }, "channel_not_on_network", "channel"},
		"author":       {func(it *calendar.Item) { it.Author = "none" }, "staff_unknown", "author"},
		"media":        {func(it *calendar.Item) { it.Media = []calendar.Media{{SHA256: strings.Repeat("f", 64)}} }, "media_missing", "media"},
		"effort":       {func(it *calendar.Item) { it.EffortSeconds = -1 }, "effort_invalid", "effort"},
		"state":        {func(it *calendar.Item) { it.State = calendar.Approved }, "item_begins", "state"},
	} {
		t.Run(name, func(t *testing.T) {
			it, err := o.cal.Blank(o.paul, "k")
			if err != nil {
				t.Fatal(err)
			}
			it.On, it.At = civil.NewDate(2026, 11, 24), 600
			it.SetText("facebook", "مرحبا 🙌")
			c.change(&it)
			_, err = o.cal.Add(o.paul, it)
			wantFault(t, err, c.code, c.field)
		})
	}
	if rows, err := o.cal.Rows(o.paul, calendar.Filter{}); err != nil || len(rows) != 0 {
		t.Errorf("%v: something was written: %+v", err, rows)
	}
	it := o.add(o.paul, "k", "مرحبا 🙌 é")
	o.write("client", row{"id": "k", "archived_at": "2026-11-01T00:00:00Z", "key": "kivu", "name": "Kivu Maison", "name_folded": "kivu maison"})
	_, err := o.cal.Move(o.paul, it.ID, civil.NewDate(2026, 11, 30), nil, "")
	wantFault(t, err, "client_archived", "client")
	it.ID = ""
	_, err = o.cal.Add(o.paul, it)
	wantFault(t, err, "client_archived", "client")
	_, err = o.cal.Item(o.paul, "nothing")
	wantFault(t, err, "item_unknown", "item")
}
