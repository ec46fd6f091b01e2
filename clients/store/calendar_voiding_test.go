package store

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
)

// lastVoid is the last voiding that an item tells of.
func (o *office) lastVoid(id clients.ID) calendar.Trace {
	o.t.Helper()
	traces := o.show(id).Traces
	for _, tr := range slices.Backward(traces) {
		if tr.Kind == calendar.Voided {
			return tr
		}
	}
	o.t.Fatalf("nothing tells of a voiding: %+v", traces)
	return calendar.Trace{}
}

// Ensure that a client's new signature goes under what is still to go out and
// voids what was decided on it, that what went out keeps the old one, and that
// nobody becomes a text's writer by it.
func TestAChangedSignatureVoids(t *testing.T) {
	o := openOffice(t)
	tags := func(list ...string) {
		t.Helper()
		if _, err := o.house.EditClient(o.paul, "k", func(c *clients.Client) { c.Brand.Hashtags = list }); err != nil {
			t.Fatal(err)
		}
	}
	tags("KivuMaison")
	sign := func(it calendar.Item) calendar.Item {
		t.Helper()
		c, err := o.house.Client(o.paul, "k")
		if err != nil {
			t.Fatal(err)
		}
		it, err = o.cal.Change(o.grace, it.ID, func(it *calendar.Item) error { it.Sign("linkedin", c.Brand, true); return nil })
		if err != nil {
			t.Fatal(err)
		}
		return it
	}
	approve := func(it calendar.Item) calendar.Item {
		o.to(o.paul, it.ID, calendar.InternalReview, calendar.ClientReview)
		o.decide(it.ID, "Aline K.", calendar.Approve)
		return o.decide(it.ID, "Bruno T.", calendar.Approve)
	}
	pending, out, held, bare := approve(sign(o.add(o.grace, "k", "À venir"))), approve(sign(o.add(o.paul, "k", "Sorti"))),
		approve(sign(o.add(o.paul, "k", "En pause"))), o.approved("Sans signature")
	o.to(o.paul, pending.ID, calendar.Scheduled)
	if _, err := o.cal.Publish(o.paul, out.ID, calendar.Proof{}); err != nil {
		t.Fatal(err)
	}
	o.to(o.paul, held.ID, calendar.OnHold)
	tags("KivuMaison") // the same again
	if got := o.show(pending.ID).Item; got.State != calendar.Scheduled {
		t.Fatalf("the same signature voided: %s", got.State)
	}

	tags("KivuMaison", "Goma2026")
	got := o.show(pending.ID)
	if got.Item.State != calendar.InternalReview || !strings.HasSuffix(got.Item.Resolved()[1].Text, "\n\n#KivuMaison #Goma2026") || got.Item.Hash == pending.Hash {
		t.Errorf("%s: %q", got.Item.State, got.Item.Resolved()[1].Text)
	}
	if slices.ContainsFunc(got.Decisions, func(d calendar.Decision) bool { return d.Valid(got.Item) }) || got.Item.Writer != "grace" {
		t.Errorf("a decision holds, or %s became the writer", got.Item.Writer)
	}
	if tr := o.lastVoid(pending.ID); tr.Voided != 3 || !slices.Equal(tr.Changes, []string{"signature:linkedin"}) {
		t.Errorf("told %+v", tr)
	}
	if got := o.show(out.ID).Item; got.Hash != out.Hash || got.State != calendar.Published {
		t.Errorf("what went out changed: %+v", got)
	}
	if got := o.show(held.ID).Item; got.State != calendar.OnHold || got.HeldFrom != calendar.InternalReview {
		t.Errorf("on hold from %s", got.HeldFrom)
	}
	if got := o.show(bare.ID).Item; got.State != calendar.Approved || got.Version != bare.Version {
		t.Errorf("without signature: %s", got.State)
	}
	tags("KivuMaison") // and back
	if got := o.show(pending.ID); got.Item.Hash != pending.Hash || got.Committee.Approvals != 0 {
		t.Errorf("going back restored %d approvals", got.Committee.Approvals)
	}
	if _, err := o.history.Undo(o.paul); err != nil { // nobody decided since
		t.Error(err)
	}
	_, err := o.history.Undo(o.paul)
	wantFault(t, err, "undo_decided", "")
}

// Ensure that changing a set of hashtags leaves the texts it was put in alone.
func TestAChangedHashtagSetVoidsNothing(t *testing.T) {
	o := openOffice(t)
	set, err := o.cal.SaveHashtagSet(o.paul, calendar.HashtagSet{Client: "k", Name: "Noël", Tags: []string{"noel", "goma"}})
	if err != nil {
		t.Fatal(err)
	}
	it := o.add(o.paul, "k", "Le marché")
	if _, err = o.cal.Change(o.paul, it.ID, func(it *calendar.Item) error { it.AddTags("linkedin", set); return nil }); err != nil {
		t.Fatal(err)
	}
	it = o.to(o.paul, it.ID, calendar.InternalReview, calendar.ClientReview)
	o.decide(it.ID, "Aline K.", calendar.Approve)
	set.Tags = []string{"autre"}
	if _, err := o.cal.SaveHashtagSet(o.paul, set); err != nil {
		t.Fatal(err)
	}
	if d := o.show(it.ID); d.Item.Hash != it.Hash || d.Committee.Approvals != 1 {
		t.Errorf("%d approvals on %q", d.Committee.Approvals, d.Item.Resolved()[0].Text)
	}
}

// Ensure that editing the text others follow changes what they are, and says
// so for each.
func TestFollowersAreVoidedByTheirSource(t *testing.T) {
	o := openOffice(t)
	it := o.approved("La source")
	got, err := o.cal.Change(o.paul, it.ID, func(it *calendar.Item) error { it.SetText("linkedin", "La source\u0301"); return nil })
	if err != nil || got.State != calendar.InternalReview {
		t.Fatalf("%v %s", err, got.State)
	}
	if tr := o.lastVoid(it.ID); !slices.Equal(tr.Changes, []string{"text:facebook", "text:linkedin"}) {
		t.Errorf("told %v", tr.Changes)
	}
	// Of a network that follows, the first comment of its own is kept.
	if got, err = o.cal.Change(o.paul, it.ID, func(it *calendar.Item) error { it.Texts[0].FirstComment = "Lien"; return nil }); err != nil || got.Resolved()[0].FirstComment != "Lien" {
		t.Errorf("%v: %+v", err, got.Resolved())
	}
	// What is put on a channel of its own is another content too.
	o.write("channel", row{"client_id": "k", "id": "page", "network": "facebook"})
	if got, err = o.cal.Change(o.paul, it.ID, func(it *calendar.Item) error { it.Texts[0].Channel = "page"; return nil }); err != nil || got.Revision != 4 {
		t.Errorf("%v: revision %d", err, got.Revision)
	}
}

// said is one answer of the model: who said what, when, and whether it still
// holds.
type said struct {
	who     string
	verdict calendar.Verdict
	at      time.Time
	holds   bool
}

// Ensure that a committee's answers, given in any order and recorded in any
// other, with members coming and going and the text changing in between, count
// as PRODUCT 3.11 says.
func TestCommitteeAgainstAModel(t *testing.T) {
	o := openOffice(t)
	names := map[string]string{"aline": "Aline K.", "bruno": "Bruno T.", "carla": "Carla"}
	rapid.Check(t, func(t *rapid.T) {
		quorum := rapid.IntRange(0, 4).Draw(t, "quorum")
		members := map[string]bool{"aline": true, "bruno": true, "carla": rapid.Bool().Draw(t, "carla")}
		seat := func(who string) {
			o.write("contact", row{"client_id": "k", "id": who, "name": names[who], "committee": members[who]})
		}
		o.write("client", row{"id": "k", "key": "kivu", "name": "Kivu Maison", "name_folded": "kivu maison", "circuit": "client", "zone": "Africa/Lubumbashi", "country": "CD", "quorum": quorum})
		for who := range names {
			seat(who)
		}
		it := o.waiting(rapid.StringMatching(`[a-z]{4,9}`).Draw(t, "text"))
		var model []said
		for range rapid.IntRange(1, 8).Draw(t, "steps") {
			who := rapid.SampledFrom([]string{"aline", "bruno", "carla"}).Draw(t, "who")
			switch rapid.IntRange(0, 9).Draw(t, "step") {
			case 0: // the seats change; somebody stays
				if members[who] = !members[who]; !members["aline"] && !members["bruno"] && !members["carla"] {
					members["aline"] = true
					seat("aline")
				}
				seat(who)
			case 1: // the text changes, there and back
				for _, text := range []string{"autre", it.Texts[1].Text} {
					if _, err := o.cal.Change(o.paul, it.ID, func(it *calendar.Item) error { it.SetText("linkedin", text); return nil }); err != nil {
						t.Fatal(err)
					}
				}
				for i := range model {
					model[i].holds = false
				}
				o.to(o.paul, it.ID, calendar.ClientReview)
			default:
				a := said{who, rapid.SampledFrom(calendar.Verdicts()).Draw(t, "verdict"), o.now.Add(-time.Duration(rapid.IntRange(0, 5).Draw(t, "hours")) * time.Hour), true}
				_, err := o.cal.Decide(o.paul, calendar.Answer{Item: it.ID, Who: names[who], Verdict: a.verdict, At: a.at, Way: "phone"})
				if members[who] != (err == nil) {
					t.Fatalf("%s, member %v: %v", who, members[who], err)
				}
				if err == nil {
					model = append(model, a)
				}
			}
			d := o.show(it.ID)
			want := tally(model, members, quorum)
			if d.Committee.Approvals != want.Approvals || d.Committee.Needed != want.Needed || d.Committee.Approved != want.Approved || (d.Committee.Withheld == nil) != (want.Withheld == nil) {
				t.Fatalf("%+v\n%+v counted %+v, want %+v", model, members, d.Committee, want)
			}
			if d.Item.State == calendar.Approved {
				return
			}
			if d.Item.State != calendar.ClientReview { // sent back: asked again
				if d.Item.State != calendar.Draft {
					o.to(o.paul, it.ID, calendar.Draft)
				}
				o.to(o.paul, it.ID, calendar.InternalReview, calendar.ClientReview)
			}
		}
	})
}

// tally counts a model's answers.
func tally(model []said, members map[string]bool, quorum int) calendar.Count {
	var n calendar.Count
	seats := 0
	for who, sits := range members {
		if !sits {
			continue
		}
		seats++
		var last *said
		for i := range model {
			if a := &model[i]; a.who == who && a.holds && (last == nil || !a.at.Before(last.at)) {
				last = a
			}
		}
		switch {
		case last == nil:
		case last.verdict == calendar.Approve:
			n.Approvals++
		default:
			n.Withheld = &calendar.Decision{}
		}
	}
	if n.Needed = quorum; quorum == 0 || quorum > seats {
		n.Needed = max(1, seats)
	}
	n.Approved = n.Withheld == nil && n.Approvals >= n.Needed
	return n
}

// Ensure that a deadline that passes decides nothing: the item waits on, late.
func TestSilenceDecidesNothing(t *testing.T) {
	o := openOffice(t)
	it := o.waiting("Une question sans réponse")
	if _, err := o.cal.Ask(o.paul, it.ID, civil.NewDate(2026, 11, 23)); err != nil {
		t.Fatal(err)
	}
	o.decide(it.ID, "Aline K.", calendar.Approve)
	for day, late := range map[int]bool{23: false, 24: true} {
		o.now = time.Date(2026, 11, day, 9, 0, 0, 0, time.UTC)
		list, err := o.cal.Approvals(o.paul, "k", civil.NewDate(2026, 11, day))
		if err != nil || len(list) != 1 || list[0].Late != late || list[0].Row.State != calendar.ClientReview || list[0].Committee.Approved {
			t.Errorf("on the %dth: %v %+v", day, err, list)
		}
	}
	_, err := o.cal.SetState(o.paul, it.ID, calendar.Approved, "")
	wantFault(t, err, "approvals_missing", "state")
}
