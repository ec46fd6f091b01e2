package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
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

// ruleTable is PRODUCT 3.11's table; @ restricts to circuits. The last two
// lines of it, on hold and cancelled, are in goes.
const ruleTable = `
idea: draft
draft: internal_review@internal,client approved@none
internal_review: changes_requested client_review@client approved@internal,none
client_review: changes_requested refused approved
changes_requested: draft
refused: draft
approved: scheduled published
scheduled: approved published
cancelled: draft
`

// situation is one place in the product.
type situation struct {
	circuit  clients.Circuit
	state    calendar.State
	heldFrom calendar.State
	people   people
}

func (s situation) String() string {
	held := ""
	if s.heldFrom != "" {
		held = " from " + string(s.heldFrom)
	}
	return fmt.Sprintf("%s%s, circuit %s, %s", s.state, held, s.circuit, s.people.name)
}

// people is who wrote an item, who acts, and what makes the tutor's rule of it.
type people struct {
	name          string
	author, actor clients.ID
	away          hours.Absence // of the tutor
	tutor         clients.ID    // of the author, where the author needs one
	passes        bool          // whether the actor may let the item out of the internal review
	junior        bool          // whether the actor is supervised
}

var allPeople = []people{
	{name: "a senior's own", author: "paul", actor: "paul", passes: true},
	{name: "a senior's, a junior acts", author: "paul", actor: "grace", passes: true, junior: true},
	{name: "a junior's own", author: "grace", actor: "grace", tutor: "paul", junior: true},
	{name: "a junior's, the tutor acts", author: "grace", actor: "paul", tutor: "paul", passes: true},
	{name: "a junior's, another senior acts", author: "grace", actor: "lea", tutor: "paul"},
	{name: "a junior's, the stand-in acts", author: "grace", actor: "lea", tutor: "paul", passes: true, away: hours.Absence{Person: "paul", Replacement: "lea"}},
	{name: "a junior's, tutor away, nobody stands in", author: "grace", actor: "lea", tutor: "paul", away: hours.Absence{Person: "paul"}},
	{name: "an intern's without tutor", author: "ivan", actor: "paul"},
}

// supervised: the item has to pass its tutor, who has not approved it as it stands.
func (s situation) supervised() bool { return s.people.author == "grace" || s.people.author == "ivan" }

// passed tells whether the tutor approved what stands: where an item is beyond
// the internal review it did pass it.
func (s situation) passed() bool {
	at := s.state
	if at == calendar.OnHold {
		at = s.heldFrom
	}
	return slices.Contains([]calendar.State{calendar.ClientReview, calendar.Refused, calendar.Approved, calendar.Scheduled, calendar.Published}, at)
}

// asked tells whether the committee was asked about what stands.
func (s situation) asked() bool {
	at := s.state
	if at == calendar.OnHold {
		at = s.heldFrom
	}
	if at == calendar.ClientReview || at == calendar.Refused {
		return true
	}
	return s.circuit == clients.CircuitClient && slices.Contains([]calendar.State{calendar.ChangesRequested, calendar.Approved, calendar.Scheduled, calendar.Published}, at)
}

// outcome is what an act comes to.
type outcome struct {
	code      string // of the refusal; "" for none
	state     calendar.State
	heldFrom  calendar.State
	changed   bool // the content, so the revision
	decisions int  // recorded
	gone      bool
}

func (s situation) stays() outcome { return outcome{state: s.state, heldFrom: s.heldFrom} }

// goes is the transition table: "" where it lists the step, else the code.
func (s situation) goes(to calendar.State) string {
	var next []calendar.State
	for line := range strings.Lines(ruleTable) {
		from, list, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok || calendar.State(from) != s.state {
			continue
		}
		for _, w := range strings.Fields(list) {
			name, only, limited := strings.Cut(w, "@")
			if !limited || slices.Contains(strings.Split(only, ","), string(s.circuit)) {
				next = append(next, calendar.State(name))
			}
		}
	}
	if s.state == calendar.OnHold {
		next = append(next, s.heldFrom)
	}
	if s.state != calendar.Published && s.state != calendar.Cancelled {
		next = append(next, calendar.OnHold, calendar.Cancelled)
	}
	// Whatever the circuit, what is supervised passes the internal review.
	skips := s.supervised() && s.state == calendar.Draft && s.circuit == clients.CircuitNone
	switch {
	case to == s.state:
		return "transition_same"
	case skips && to == calendar.InternalReview:
		return ""
	case skips && to == calendar.Approved:
		return "transition_tutor"
	case !slices.Contains(next, to):
		return "transition_refused"
	}
	return ""
}

func (s situation) setState(to calendar.State) outcome {
	// Leaving the internal review is an approval: whose, is asked first.
	if s.state == calendar.InternalReview && (to == calendar.ClientReview || to == calendar.Approved) {
		return s.leaveReview(to)
	}
	if code := s.goes(to); code != "" {
		return outcome{code: code}
	}
	if s.state == calendar.ClientReview && to == calendar.Approved {
		return outcome{code: "approvals_missing"}
	}
	out := outcome{state: to}
	if to == calendar.OnHold {
		out.heldFrom = s.state
	}
	return out
}

func (s situation) leaveReview(to calendar.State) outcome {
	code := s.goes(to)
	switch {
	case s.people.author == "ivan":
		return outcome{code: "tutor_missing"}
	case s.supervised() && !s.people.passes:
		return outcome{code: "transition_tutor"}
	case code != "":
		return outcome{code: code}
	}
	return outcome{state: to, decisions: 1}
}

// content is what a change of the content comes to.
func (s situation) content() outcome {
	// What a junior changes is a junior's, whoever began it.
	back := func(at calendar.State) calendar.State {
		if at != calendar.ClientReview && at != calendar.Approved && at != calendar.Scheduled {
			return at
		}
		if s.circuit == clients.CircuitNone && !s.supervised() && !s.people.junior {
			return calendar.Draft
		}
		return calendar.InternalReview
	}
	if s.state == calendar.Published {
		return outcome{code: "item_published"}
	}
	out := outcome{state: back(s.state), changed: true}
	if s.state == calendar.OnHold {
		out.heldFrom = back(s.heldFrom)
	}
	return out
}

// decide is what an answer of the agency or of the client comes to.
func (s situation) decide(who clients.ID, v calendar.Verdict) outcome {
	inside := slices.Contains([]clients.ID{"paul", "grace", "lea", "ivan"}, who)
	switch s.state {
	case calendar.InternalReview:
		switch {
		case !inside:
			return outcome{code: "decider_unknown"}
		case v == calendar.Refuse:
			return outcome{code: "decision_no_refusal"}
		case v == calendar.Changes:
			return outcome{state: calendar.ChangesRequested, decisions: 1}
		}
		to := calendar.Approved
		if s.circuit == clients.CircuitClient {
			to = calendar.ClientReview
		}
		may := who == s.people.tutor || s.people.away.Replacement == who
		switch {
		case s.people.author == "ivan":
			return outcome{code: "tutor_missing"}
		case s.supervised() && !may:
			return outcome{code: "transition_tutor"}
		}
		return outcome{state: to, decisions: 1}
	case calendar.ClientReview, calendar.ChangesRequested, calendar.Refused:
		if !s.asked() {
			return outcome{code: "decision_not_in_review"}
		}
	default:
		return outcome{code: "decision_not_in_review"}
	}
	switch {
	case inside:
		return outcome{code: "decider_not_client"}
	case who == "carla":
		return outcome{code: "decider_not_committee"}
	case who == "zenon":
		return outcome{code: "decider_unknown"}
	}
	out := s.stays()
	out.decisions = 1
	if s.state == calendar.ClientReview {
		switch v {
		case calendar.Changes:
			out.state = calendar.ChangesRequested
		case calendar.Refuse:
			out.state = calendar.Refused
		}
	}
	return out
}

// act is one thing that can be done, and what the oracle says of it.
type act struct {
	name string
	fine bool // of no concern to who wrote and who acts
	do   func(ctx context.Context, o *office, it calendar.Item) error
	want func(s situation) outcome
}

func edit(name string, content bool, change func(*calendar.Item)) act {
	return act{
		name: "edit " + name,
		fine: name != "a text" && name != "the title",
		do: func(ctx context.Context, o *office, it calendar.Item) error {
			_, err := o.cal.Change(ctx, it.ID, func(it *calendar.Item) error { change(it); return nil })
			return err
		},
		want: func(s situation) outcome {
			if content {
				return s.content()
			}
			return s.stays()
		},
	}
}

var noon = civil.Clock(720)

// acts is everything the calendar's service can be asked to do with one item.
func acts() []act {
	var list []act
	for _, to := range calendar.States() {
		list = append(list, act{name: "to " + string(to), do: func(ctx context.Context, o *office, it calendar.Item) error {
			_, err := o.cal.SetState(ctx, it.ID, to, "raison")
			return err
		}, want: func(s situation) outcome { return s.setState(to) }})
	}
	for _, who := range []clients.ID{"paul", "grace", "lea", "aline", "carla", "zenon"} {
		for _, v := range calendar.Verdicts() {
			outside := !slices.Contains([]clients.ID{"paul", "grace", "lea"}, who)
			list = append(list, act{name: fmt.Sprintf("%s decides %s", who, v), fine: outside, do: func(ctx context.Context, o *office, it calendar.Item) error {
				_, err := o.cal.Decide(ctx, calendar.Answer{Item: it.ID, Who: string(who) + contactOf(it.Client, who), Verdict: v, Way: "mail"})
				return err
			}, want: func(s situation) outcome { return s.decide(who, v) }})
		}
	}
	list = append(list, edits()...)
	list = append(list,
		act{"move", true, func(ctx context.Context, o *office, it calendar.Item) error {
			_, err := o.cal.Move(ctx, it.ID, it.On.AddDays(2), nil, calendar.ByClient)
			return err
		}, situation.content},
		act{"move to another time", true, func(ctx context.Context, o *office, it calendar.Item) error {
			_, err := o.cal.Move(ctx, it.ID, it.On, &noon, "")
			return err
		}, situation.content},
		act{"move nowhere", true, func(ctx context.Context, o *office, it calendar.Item) error {
			_, err := o.cal.Move(ctx, it.ID, it.On, nil, "")
			return err
		}, situation.stays},
		act{"copy", true, func(ctx context.Context, o *office, it calendar.Item) error {
			made, err := o.cal.Copy(ctx, it.ID, it.On.AddDays(1))
			want := calendar.Draft
			if it.State == calendar.Idea {
				want = calendar.Idea
			}
			if err == nil && (made.State != want || made.HeldFrom != "" || made.Writer != clients.Acting(ctx).ID || made.PublishedURL != "" || !made.AskedAt.IsZero()) {
				return fmt.Errorf("the copy is %+v", made)
			}
			return err
		}, situation.stays},
		act{"remove", false, func(ctx context.Context, o *office, it calendar.Item) error { return o.cal.Remove(ctx, it.ID) }, func(s situation) outcome {
			// Here a supervised item that passed was decided on, and so was shown.
			switch {
			case s.supervised() && s.people.author == "grace" && s.passed(), s.state == calendar.ClientReview:
				return outcome{code: "item_has_decisions"}
			case s.state == calendar.Published:
				return outcome{code: "item_published"}
			}
			return outcome{gone: true}
		}},
		act{"publish", false, func(ctx context.Context, o *office, it calendar.Item) error {
			_, err := o.cal.Publish(ctx, it.ID, calendar.Proof{URL: "https://example.org/p/1"})
			return err
		}, func(s situation) outcome {
			if s.state == calendar.Published {
				return s.stays() // the proof is completed
			}
			return s.setState(calendar.Published)
		}},
		act{"correct", true, func(ctx context.Context, o *office, it calendar.Item) error {
			_, err := o.cal.Correct(ctx, it.ID, "Une coquille")
			return err
		}, func(s situation) outcome {
			if s.state != calendar.Published {
				return outcome{code: "item_not_published"}
			}
			return s.stays()
		}},
		act{"ask", true, func(ctx context.Context, o *office, it calendar.Item) error {
			_, err := o.cal.Ask(ctx, it.ID, civil.NewDate(2026, 11, 23))
			return err
		}, situation.stays},
		act{"say", true, func(ctx context.Context, o *office, it calendar.Item) error {
			_, err := o.cal.Say(ctx, it.ID, "Une remarque", true)
			return err
		}, situation.stays},
		act{"hold all", true, func(ctx context.Context, o *office, it calendar.Item) error {
			_, err := o.cal.HoldAll(ctx, it.Client, "Deuil")
			return err
		}, func(s situation) outcome {
			if s.state.Final() || s.state == calendar.OnHold {
				return s.stays()
			}
			return outcome{state: calendar.OnHold, heldFrom: s.state}
		}},
		act{"hold and release all", true, func(ctx context.Context, o *office, it calendar.Item) error {
			if _, err := o.cal.HoldAll(ctx, it.Client, "Deuil"); err != nil {
				return err
			}
			_, err := o.cal.ReleaseAll(ctx, it.Client)
			return err
		}, situation.stays},
	)
	return append(list, seriesActs()...)
}

// edits change each field; what is part of the content voids, the rest does not.
func edits() []act {
	a, b := hashOf(paperA), hashOf(paperB)
	return []act{
		edit("a text", true, func(it *calendar.Item) { it.SetText("linkedin", "Autre") }),
		edit("a following text", true, func(it *calendar.Item) { it.SetText("facebook", "À part") }),
		edit("a headline", true, func(it *calendar.Item) { it.Texts[0].Title = "Titre" }),
		edit("a first comment", true, func(it *calendar.Item) { it.Texts[0].FirstComment = "Lien" }),
		edit("the signature", true, func(it *calendar.Item) { it.Sign("linkedin", clients.Brand{Hashtags: []string{"Kivu"}}, true) }),
		edit("a network more", true, func(it *calendar.Item) { it.SetText("x", "") }),
		edit("a network less", true, func(it *calendar.Item) { it.DropNetwork("facebook") }),
		edit("the link", true, func(it *calendar.Item) { it.Link = "https://example.org" }),
		edit("the kind", true, func(it *calendar.Item) { it.Kind = calendar.Reel }),
		edit("the zone", true, func(it *calendar.Item) { it.Zone = "Europe/Paris" }),
		edit("the day", true, func(it *calendar.Item) { it.On = it.On.AddDays(40) }),
		edit("the time", true, func(it *calendar.Item) { it.At = civil.NoClock }),
		edit("a picture", true, func(it *calendar.Item) { it.Media[0].SHA256 = b }),
		edit("an alt text", true, func(it *calendar.Item) { it.Media[0].Alt = "autre" }),
		edit("a picture more", true, func(it *calendar.Item) { it.Media = append(it.Media, calendar.Media{SHA256: b}) }),
		edit("a picture for one network", true, func(it *calendar.Item) {
			it.Media = append(it.Media, calendar.Media{Network: "facebook", SHA256: a, Alt: "lui"})
		}),
		edit("no picture", true, func(it *calendar.Item) { it.Media = nil }),
		edit("the title", false, func(it *calendar.Item) { it.Title = "Autre titre" }),
		edit("the note", false, func(it *calendar.Item) { it.Note = "interne" }),
		edit("the effort", false, func(it *calendar.Item) { it.EffortSeconds = 3600 }),
		edit("the funnel", false, func(it *calendar.Item) { it.Funnel = calendar.Loyalty }),
		edit("the pillar", false, func(it *calendar.Item) { it.Pillar = "pillar-" + it.Client }),
		edit("the campaign", false, func(it *calendar.Item) { it.Campaign = "campaign-" + it.Client }),
		edit("the deadline", false, func(it *calendar.Item) { it.ReviewDue = it.On }),
		edit("state and proof by the back door", false, func(it *calendar.Item) {
			it.State, it.Hash, it.Revision, it.PublishedURL, it.HeldFrom = calendar.Approved, a, 9, "https://example.org", calendar.Approved
		}),
	}
}

func seriesActs() []act {
	after := func(scope calendar.Scope) act {
		return act{"edit the series: " + string(scope), true, func(ctx context.Context, o *office, it calendar.Item) error {
			it.SetText("linkedin", "Pour toute la série")
			_, err := o.cal.EditSeries(ctx, it, scope)
			return err
		}, func(s situation) outcome {
			if scope != calendar.ThisOne && s.state.Final() {
				return s.stays() // left as it is
			}
			return s.content()
		}}
	}
	return []act{
		after(calendar.ThisOne), after(calendar.Following), after(calendar.AllOfThem),
		{"stop the series", true, func(ctx context.Context, o *office, it calendar.Item) error {
			_, err := o.cal.StopSeries(ctx, it.ID)
			return err
		}, situation.stays},
	}
}

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
