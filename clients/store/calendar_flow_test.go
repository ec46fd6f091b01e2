package store

import (
	"slices"
	"strings"
	"testing"
	"time"

	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/hours"
)

func TestCommittee(t *testing.T) {
	o := openOffice(t)
	it := o.add(o.paul, "k", "Peut-on citer les écoles ?")
	answer := func(who string, v calendar.Verdict) (calendar.Item, error) {
		return o.cal.Decide(o.paul, calendar.Answer{Item: it.ID, Who: who, Verdict: v})
	}
	_, err := answer("Aline K.", calendar.Approve)
	wantFault(t, err, "decision_not_in_review", "state")
	o.to(o.paul, it.ID, calendar.InternalReview)
	_, err = answer("Aline K.", calendar.Approve)
	wantFault(t, err, "decider_unknown", "who") // the agency's turn
	o.to(o.paul, it.ID, calendar.ClientReview)
	for who, code := range map[string]string{"Carla": "decider_not_committee", "Zoé": "decider_unknown", "Paul D.": "decider_not_client", "": "decider_unknown"} {
		_, err := answer(who, calendar.Approve)
		wantFault(t, err, code, "who")
	}
	_, err = answer("Aline K.", "yes")
	wantFault(t, err, "decision_unknown", "decision")
	_, err = o.cal.Decide(o.paul, calendar.Answer{Item: it.ID, Who: "Aline K.", Verdict: calendar.Approve, Hash: strings.Repeat("0", 64)})
	wantFault(t, err, "decision_stale", "hash")
	_, err = o.cal.SetState(o.paul, it.ID, calendar.Approved, "")
	wantFault(t, err, "approvals_missing", "state")
	if got, err := answer("Aline K.", calendar.Refuse); err != nil || got.State != calendar.Refused {
		t.Errorf("%v %s", err, got.State)
	}
	// The other member still answers; a refusal withholds approval whatever the quorum.
	if got, err := answer("Bruno T.", calendar.Approve); err != nil || got.State != calendar.Refused {
		t.Errorf("%v %s", err, got.State)
	}
	o.to(o.paul, it.ID, calendar.Draft, calendar.InternalReview, calendar.ClientReview)
	_, err = o.cal.SetState(o.paul, it.ID, calendar.Approved, "")
	wantFault(t, err, "approval_withheld", "state")
	if got, err := answer("Aline K.", calendar.Approve); err != nil || got.State != calendar.Approved {
		t.Errorf("%v %s", err, got.State)
	}
}

func TestClientWithoutAnybody(t *testing.T) {
	o := openOffice(t)
	o.write("client", row{"id": "k2", "key": "k2", "name": "K2", "name_folded": "k2", "circuit": "client"})
	it := o.add(o.paul, "k2", "Bonjour")
	o.to(o.paul, it.ID, calendar.InternalReview, calendar.ClientReview)
	if got := o.decide(it.ID, "Denise", calendar.Approve); got.State != calendar.Approved {
		t.Error(got.State)
	}
	it = o.add(o.paul, "k2", "Bonsoir")
	o.to(o.paul, it.ID, calendar.InternalReview, calendar.ClientReview)
	_, err := o.cal.Decide(o.paul, calendar.Answer{Item: it.ID, Who: "Denis", Verdict: calendar.Approve})
	wantFault(t, err, "decider_unknown", "who")
}

func TestTutor(t *testing.T) {
	o := openOffice(t)
	for _, client := range []clients.ID{"k", "i", "n"} {
		it := o.add(o.grace, client, "Texte de Grâce")
		if client == "n" {
			_, err := o.cal.SetState(o.grace, it.ID, calendar.Approved, "")
			wantFault(t, err, "transition_tutor", "state")
		}
		o.to(o.grace, it.ID, calendar.InternalReview)
		next := calendar.Approved
		if client == "k" {
			next = calendar.ClientReview
		}
		_, err := o.cal.SetState(o.grace, it.ID, next, "")
		wantFault(t, err, "transition_tutor", "state")
		if got := o.to(o.paul, it.ID, next); got.State != next {
			t.Error(got.State)
		}
		// What she changes afterwards passes him again.
		got, err := o.cal.Change(o.grace, it.ID, func(it *calendar.Item) error { it.SetText("linkedin", "Autre"); return nil })
		if err != nil || got.State != calendar.InternalReview {
			t.Errorf("%s: %v %s", client, err, got.State)
		}
	}
	ivan := clients.As(o.nobody, clients.Person{ID: "ivan", Name: "Ivan"})
	it := o.add(ivan, "i", "Texte d'Ivan")
	o.to(ivan, it.ID, calendar.InternalReview)
	_, err := o.cal.SetState(o.paul, it.ID, calendar.Approved, "")
	wantFault(t, err, "tutor_missing", "state")
	it = o.add(o.grace, "i", "Par décision")
	o.to(o.grace, it.ID, calendar.InternalReview)
	_, err = o.cal.Decide(o.grace, calendar.Answer{Item: it.ID, Who: "Grâce M.", Verdict: calendar.Approve})
	wantFault(t, err, "transition_tutor", "state")
	if got := o.decide(it.ID, "paul d.", calendar.Approve); got.State != calendar.Approved {
		t.Error(got.State)
	}
}

func TestPublication(t *testing.T) {
	o := openOffice(t)
	it := o.add(o.paul, "n", "Bonjour à tous")
	_, err := o.cal.Publish(o.paul, it.ID, calendar.Proof{})
	wantFault(t, err, "transition_refused", "state")
	o.to(o.paul, it.ID, calendar.Approved, calendar.Scheduled)
	for _, bad := range []string{"javascript:alert(1)", "ftp://x.org", "x", "https://a b"} {
		_, err := o.cal.Publish(o.paul, it.ID, calendar.Proof{URL: bad})
		wantFault(t, err, "link_invalid", "url")
	}
	_, err = o.cal.Publish(o.paul, it.ID, calendar.Proof{At: o.now.Add(time.Hour)})
	wantFault(t, err, "published_future", "at")
	got, err := o.cal.Publish(o.paul, it.ID, calendar.Proof{URL: "https://example.org/p/1", At: o.now.Add(-time.Hour)})
	if err != nil || got.State != calendar.Published || !got.PublishedAt.Equal(o.now.Add(-time.Hour)) {
		t.Errorf("%v %+v", err, got)
	}
	_, err = o.cal.Change(o.paul, it.ID, func(it *calendar.Item) error { it.SetText("linkedin", "autre"); return nil })
	wantFault(t, err, "item_published", "text")
	if got, err = o.cal.Correct(o.paul, it.ID, "Une coquille"); err != nil || got.Correction != "Une coquille" || got.Hash != it.Hash {
		t.Errorf("%v %+v", err, got)
	}
	if _, err := o.cal.SetState(o.paul, it.ID, calendar.Cancelled, ""); err == nil {
		t.Error("a published item was cancelled")
	}
}

func TestEverythingOnHoldAndBack(t *testing.T) {
	o := openOffice(t)
	approved := o.approved("Un texte approuvé")
	draft, held := o.add(o.paul, "k", "brouillon"), o.add(o.paul, "k", "déjà en pause")
	other := o.add(o.paul, "n", "un autre client")
	o.to(o.paul, held.ID, calendar.OnHold)
	if n, err := o.cal.HoldAll(o.paul, "k", "Deuil national"); err != nil || n != 2 {
		t.Fatalf("%d %v", n, err)
	}
	if got, _ := o.cal.Item(o.paul, approved.ID); got.State != calendar.OnHold || got.HeldFrom != calendar.Approved || got.HoldReason != "Deuil national" {
		t.Errorf("%+v", got)
	}
	// An approved text that changes on hold does not come back approved.
	if _, err := o.cal.Change(o.paul, approved.ID, func(it *calendar.Item) error { it.SetText("linkedin", "changé"); return nil }); err != nil {
		t.Fatal(err)
	}
	if n, err := o.cal.ReleaseAll(o.paul, "k"); err != nil || n != 2 {
		t.Fatalf("%d %v", n, err)
	}
	for id, want := range map[clients.ID]calendar.State{
		approved.ID: calendar.InternalReview, draft.ID: calendar.Draft, held.ID: calendar.OnHold, other.ID: calendar.Draft,
	} {
		if got, _ := o.cal.Item(o.paul, id); got.State != want || got.HoldID != "" {
			t.Errorf("%s is %s, want %s", got.Title, got.State, want)
		}
	}
}

// Ensure that who stands in for a tutor passes what the tutor would, on those
// days and no others, that it holds when the tutor is back, and that nobody
// passes their own work so.
func TestTutorsStandIn(t *testing.T) {
	o := openOffice(t)
	o.write("staff", row{"id": "lea", "name": "Léa", "name_folded": "lea"}, "staff_level", row{"staff_id": "lea", "from_on": "", "level": "senior"})
	lea := clients.As(o.nobody, clients.Person{ID: "lea", Name: "Léa"})
	it := o.add(o.grace, "k", "Texte de Grâce")
	o.to(o.grace, it.ID, calendar.InternalReview)
	_, err := o.cal.SetState(lea, it.ID, calendar.ClientReview, "")
	wantFault(t, err, "transition_tutor", "state")

	today := civil.NewDate(2026, 11, 22)
	away := func(standIn clients.ID) {
		o.absences = []hours.Absence{{Person: "paul", Days: civil.Range{From: today, To: today}, Replacement: standIn}}
	}
	for _, who := range []clients.ID{"grace", "ivan"} { // one's own work; a supervised person
		away(who)
		_, err = o.cal.SetState(clients.As(o.nobody, clients.Person{ID: who}), it.ID, calendar.ClientReview, "")
		wantFault(t, err, "transition_tutor", "state")
	}
	away("lea")
	if list, err := o.cal.Approvals(lea, "k", today); err != nil || len(list) != 1 || list[0].Reviewer != "lea" {
		t.Errorf("waiting: %+v, %v", list, err)
	}
	if d, err := o.cal.Show(lea, it.ID); err != nil || d.Tutor != "lea" || !slices.Contains(d.Next, calendar.ClientReview) {
		t.Errorf("shown: %s %v, %v", d.Tutor, d.Next, err)
	}
	o.to(lea, it.ID, calendar.ClientReview)
	o.now = o.now.AddDate(0, 0, 1)
	o.decide(it.ID, "Aline K.", calendar.Approve)
	if got := o.decide(it.ID, "Bruno T.", calendar.Approve); got.State != calendar.Approved {
		t.Errorf("the stand-in's approval was lost: %s", got.State)
	}
	decisions, err := o.cal.Decisions(o.paul, it)
	if err != nil || decisions[0].Staff != "lea" || decisions[0].For != "paul" {
		t.Errorf("recorded: %+v, %v", decisions, err)
	}
	other := o.add(o.grace, "i", "Autre texte")
	o.to(o.grace, other.ID, calendar.InternalReview)
	_, err = o.cal.SetState(lea, other.ID, calendar.Approved, "")
	wantFault(t, err, "transition_tutor", "state")
}
