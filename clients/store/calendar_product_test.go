package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"testing"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
)

// The product of every state, circuit and person with every act of the
// calendar, held against an oracle written from PRODUCT 3.1, 3.5 and 3.11.

// contactOf ends a contact's identifier in the product's clients.
func contactOf(client, who clients.ID) string {
	if who == "aline" || who == "carla" {
		return "-" + string(client)
	}
	return ""
}

// Two files that items show.
const (
	paperA = "%PDF-1.7\na"
	paperB = "%PDF-1.7\nb"
)

func hashOf(content string) string {
	sum := sha256.Sum256([]byte(content))
	return hex.EncodeToString(sum[:])
}

// product is an office with one client for each circuit, each with a committee
// of two, a campaign, a pillar and a series.
func product(t *testing.T) *office {
	o := openOffice(t)
	o.write("staff", row{"id": "lea", "name": "Léa", "name_folded": "lea"}, "staff_level", row{"staff_id": "lea", "from_on": "", "level": "senior"})
	for _, c := range []string{"none", "internal", "client"} {
		o.write("client", row{"id": c, "key": "p-" + c, "name": c, "name_folded": c, "circuit": c, "zone": "Africa/Lubumbashi", "country": "CD"},
			"contact", row{"client_id": c, "id": "aline-" + c, "name": "Aline K.", "committee": true},
			"contact", row{"client_id": c, "id": "bruno-" + c, "name": "Bruno T.", "committee": true},
			"contact", row{"client_id": c, "id": "carla-" + c, "name": "Carla"},
			"campaign", row{"client_id": c, "id": "campaign-" + c, "name": "Avent"}, "pillar", row{"client_id": c, "id": "pillar-" + c, "name": "Recettes"},
			"series", row{"client_id": c, "id": "series-" + c, "rule": "FREQ=WEEKLY", "start_on": "2026-12-01", "start_at": 630, "zone": "Africa/Lubumbashi", "made_until": "2026-12-31"})
		for _, content := range []string{paperA, paperB} {
			if _, err := o.cal.AddAsset(o.paul, calendar.Asset{Client: clients.ID(c)}, "d.pdf", []byte(content)); err != nil {
				t.Fatal(err)
			}
		}
	}
	return o
}

// place puts an item in a situation past all rules, as it would have come there.
func (o *office) place(ctx context.Context, s situation) (calendar.Item, error) {
	it := calendar.Item{
		ID: o.s.NewID(), Client: clients.ID(s.circuit), Kind: calendar.Post, Title: "Partenariat", On: civil.NewDate(2026, 12, 8), At: 630,
		Zone: "Africa/Lubumbashi", State: s.state, HeldFrom: s.heldFrom, Author: s.people.author, Writer: s.people.author,
		Series: clients.ID("series-" + s.circuit), SeriesOn: civil.NewDate(2026, 12, 8), Revision: 1, CreatedAt: o.now, ChangedAt: o.now,
		Media: []calendar.Media{{SHA256: hashOf(paperA), Alt: "alt"}},
	}
	it.SetText("linkedin", "Cette année, 1 € par panier.")
	it.Follow("facebook", "linkedin")
	if s.asked() {
		it.AskedAt = o.now
	}
	if s.state == calendar.Published {
		it.PublishedAt = o.now
	}
	it.Hash = it.ContentHash()
	keep := o.s.Calendar()
	if err := keep.SaveItem(ctx, it); err != nil {
		return it, err
	}
	if s.people.author != "grace" || !s.passed() {
		return it, nil
	}
	return it, keep.AddDecision(ctx, calendar.Decision{
		ID: o.s.NewID(), Client: it.Client, Item: it.ID, Stage: calendar.StageInternal, Staff: "paul", Who: "Paul D.",
		Verdict: calendar.Approve, At: o.now, Hash: it.Hash, Revision: 1,
	}, it.Canonical())
}

// situations is every state and where an item on hold may come from, for all
// people, in one circuit.
func situations(c clients.Circuit) []situation {
	var list []situation
	for i, p := range allPeople {
		for _, st := range calendar.States() {
			if st != calendar.OnHold {
				list = append(list, situation{circuit: c, state: st, people: p})
				continue
			}
			list = append(list, situation{circuit: c, state: st, heldFrom: calendar.ClientReview, people: p})
			if i > 0 {
				continue
			}
			for _, from := range calendar.States() {
				if !from.Final() && from != calendar.OnHold && from != calendar.ClientReview {
					list = append(list, situation{circuit: c, state: st, heldFrom: from, people: p})
				}
			}
		}
	}
	return list
}

var errTakenBack = errors.New("taken back")

// Ensure that every act in every situation does what the rules say, and that
// what it refuses it refuses with its reason in both languages.
func TestEveryActInEverySituation(t *testing.T) {
	for _, c := range []clients.Circuit{clients.CircuitNone, clients.CircuitInternal, clients.CircuitClient} {
		t.Run(string(c), func(t *testing.T) {
			t.Parallel()
			o := product(t)
			said := map[string]bool{}
			for i, s := range situations(c) {
				if err := o.doAll(s, said); !errors.Is(err, errTakenBack) {
					t.Fatalf("%d, %v: %v", i, s, err)
				}
			}
			for _, code := range []string{
				"transition_same", "transition_refused", "transition_tutor", "tutor_missing", "approvals_missing", "item_published",
				"item_has_decisions", "item_not_published", "decider_unknown", "decider_not_client", "decider_not_committee",
				"decision_no_refusal", "decision_not_in_review",
			} {
				if !said[code] {
					t.Errorf("%s was never the reason", code)
				}
			}
		})
	}
}

// doAll does every act in one situation, each on the item as it was placed.
func (o *office) doAll(s situation, said map[string]bool) error {
	o.absences = nil
	if s.people.away.Person != "" {
		today := civil.NewDate(2026, 11, 22)
		s.people.away.Days = civil.Range{From: today, To: today}
		o.absences = []hours.Absence{s.people.away}
	}
	ctx := clients.As(o.nobody, clients.Person{ID: s.people.actor, Name: string(s.people.actor)})
	return o.s.Tx(clients.Doing(ctx, clients.Act{Kind: "test"}), func(ctx context.Context) error {
		it, err := o.place(ctx, s)
		if err != nil {
			return err
		}
		tx, err := txOf(ctx)
		if err != nil {
			return err
		}
		for _, a := range acts() {
			if a.fine && s.people.name != allPeople[0].name {
				continue
			}
			if _, err := tx.tx.ExecContext(ctx, "SAVEPOINT act"); err != nil {
				return err
			}
			o.hold(ctx, s, it, a, said)
			if _, err := tx.tx.ExecContext(ctx, "ROLLBACK TO act"); err != nil {
				return err
			}
		}
		return errTakenBack
	})
}

// hold does one act and holds what came of it against the oracle.
func (o *office) hold(ctx context.Context, s situation, it calendar.Item, a act, said map[string]bool) {
	t := o.t
	t.Helper()
	fail := func(format string, args ...any) { t.Errorf("%v: %s: "+format, append([]any{s, a.name}, args...)...) }
	want := a.want(s)
	err := a.do(ctx, o, it)
	if want.code != "" || err != nil {
		f, ok := fault.As(err)
		switch {
		case !ok:
			fail("%v, want the refusal %s", err, want.code)
		case f.Code != want.code:
			fail("refused %s, want %q", f.Code, want.code)
		case !said[f.Code]:
			said[f.Code] = true
			wellSaid(t, f)
		}
		return
	}
	got, err := o.cal.Item(ctx, it.ID)
	if want.gone {
		if !fault.Is(err, "item_unknown") {
			fail("still there: %v", err)
		}
		return
	}
	if err != nil {
		fail("%v", err)
		return
	}
	if got.State != want.state || got.HeldFrom != want.heldFrom {
		fail("%s (from %q), want %s (from %q)", got.State, got.HeldFrom, want.state, want.heldFrom)
	}
	if changed := got.Revision != it.Revision; changed != want.changed || (got.Hash != it.Hash) != want.changed || got.Hash != got.ContentHash() {
		fail("content changed %v, want %v", changed, want.changed)
	}
	o.holdDecisions(ctx, s, it, got, want, fail)
}

// holdDecisions holds what was recorded, voided and told against the oracle.
func (o *office) holdDecisions(ctx context.Context, s situation, it, got calendar.Item, want outcome, fail func(string, ...any)) {
	before := 0
	if s.people.author == "grace" && s.passed() {
		before = 1
	}
	decisions, err := o.cal.Decisions(ctx, got)
	if err != nil || len(decisions) != before+want.decisions {
		fail("%d decisions, want %d (%v)", len(decisions), before+want.decisions, err)
	}
	for _, d := range decisions {
		if d.Valid(got) == want.changed {
			fail("%s's decision holds: %v", d.Who, d.Valid(got))
		}
	}
	if want.changed && !got.AskedAt.IsZero() {
		fail("the committee is said to have been asked about it")
	}
	traces, err := o.s.Calendar().Traces(ctx, it.Client, it.ID)
	if err != nil {
		fail("%v", err)
	}
	at := s.state
	if at == calendar.OnHold {
		at = s.heldFrom
	}
	told := slices.ContainsFunc(traces, func(tr calendar.Trace) bool {
		return tr.Kind == calendar.Voided && tr.Voided == before && len(tr.Changes) > 0
	})
	shown := before > 0 || slices.Contains([]calendar.State{calendar.ClientReview, calendar.Approved, calendar.Scheduled}, at)
	if told != (want.changed && shown) {
		fail("told that it voids: %v", told)
	}
	steps := slices.ContainsFunc(traces, func(tr calendar.Trace) bool {
		return tr.Kind == calendar.StateChanged && tr.From == s.state && tr.To == want.state
	})
	if steps != (want.state != s.state) {
		fail("told of a step: %v", steps)
	}
}

// wellSaid holds a refusal's sentences in both languages to naming the reason.
func wellSaid(t testing.TB, f *fault.Error) {
	t.Helper()
	sentences := map[string]bool{}
	for _, l := range text.Langs() {
		s := text.For(l).Error(f)
		sentences[s] = true
		if len(s) < 15 || strings.Contains(s, f.Code) || strings.Contains(s, "{{") || strings.Contains(s, "<no value>") || strings.Contains(s, "calendar.state") {
			t.Errorf("%s in %s: %q", f.Code, l, s)
		}
		t.Logf("%s: %s", f.Code, s)
	}
	if len(sentences) != 2 {
		t.Errorf("%s says the same in both languages", f.Code)
	}
}
