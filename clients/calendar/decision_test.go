package calendar

import (
	"testing"

	"regie/clients"
	"regie/clients/civil"
)

func TestQuorum(t *testing.T) {
	it := Item{Hash: "h", Revision: 3}
	abc := []Member{{ID: "a"}, {ID: "b"}, {ID: "c"}}
	yes := func(who clients.ID) Decision {
		return Decision{Stage: StageClient, Contact: who, Verdict: Approve, Hash: "h", Revision: 3}
	}
	say := func(d Decision, v Verdict) Decision { d.Verdict = v; return d }
	for name, c := range map[string]struct {
		committee Committee
		decisions []Decision
		approvals int
		approved  bool
		waiting   int
	}{
		"nobody answered":         {Committee{Members: abc}, nil, 0, false, 3},
		"all by default":          {Committee{Members: abc}, []Decision{yes("a"), yes("b")}, 2, false, 1},
		"every member":            {Committee{Members: abc}, []Decision{yes("a"), yes("b"), yes("c")}, 3, true, 0},
		"quorum of two":           {Committee{Members: abc, Quorum: 2}, []Decision{yes("a"), yes("b")}, 2, true, 1},
		"one member counts once":  {Committee{Members: abc, Quorum: 2}, []Decision{yes("a"), yes("a")}, 1, false, 2},
		"a refusal withholds":     {Committee{Members: abc, Quorum: 2}, []Decision{yes("a"), yes("b"), say(yes("c"), Refuse)}, 2, false, 0},
		"a change withholds":      {Committee{Members: abc, Quorum: 1}, []Decision{yes("a"), say(yes("b"), Changes)}, 1, false, 1},
		"a mind changed":          {Committee{Members: abc, Quorum: 2}, []Decision{say(yes("a"), Refuse), yes("b"), yes("a")}, 2, true, 1},
		"an approval taken back":  {Committee{Members: abc, Quorum: 2}, []Decision{yes("a"), yes("b"), say(yes("a"), Changes)}, 1, false, 1},
		"an older content":        {Committee{Members: abc, Quorum: 1}, []Decision{{Stage: StageClient, Contact: "a", Verdict: Approve, Hash: "old", Revision: 2}}, 0, false, 3},
		"there and back":          {Committee{Members: abc, Quorum: 1}, []Decision{{Stage: StageClient, Contact: "a", Verdict: Approve, Hash: "h", Revision: 1}}, 0, false, 3},
		"not of the committee":    {Committee{Members: abc, Quorum: 1}, []Decision{yes("z")}, 0, false, 3},
		"the agency's own":        {Committee{Members: abc, Quorum: 1}, []Decision{{Stage: StageInternal, Staff: "s", Verdict: Approve, Hash: "h", Revision: 3}}, 0, false, 3},
		"a quorum above the size": {Committee{Members: abc[:2], Quorum: 5}, []Decision{yes("a"), yes("b")}, 2, true, 0},
		"no committee, a contact": {Committee{}, []Decision{yes("z")}, 1, true, 0},
		"no committee, silence":   {Committee{}, nil, 0, false, 0},
	} {
		n := c.committee.Count(it, c.decisions)
		if n.Approvals != c.approvals || n.Approved != c.approved || len(n.Waiting) != c.waiting {
			t.Errorf("%s: %+v", name, n)
		}
	}
}

func TestSupervision(t *testing.T) {
	staff := []clients.Staff{
		{ID: "paul", Level: clients.LevelSenior},
		{ID: "grace", Level: clients.LevelJunior, Tutor: "paul"},
		{ID: "ivan", Level: clients.LevelIntern, Tutor: "grace"},
	}
	for _, c := range []struct {
		author, writer, tutor clients.ID
		needed                bool
	}{
		{"paul", "paul", "", false},
		{"grace", "grace", "paul", true},
		{"ivan", "ivan", "grace", true},
		{"paul", "ivan", "grace", true}, // a senior's text that an intern changed
		{"grace", "paul", "paul", true}, // a junior's publication stays one
		{"", "", "", false},
	} {
		tutor, ok := Supervision(Item{Author: c.author, Writer: c.writer}, staff)
		if tutor != c.tutor || ok != c.needed {
			t.Errorf("%s by %s: %s %v", c.author, c.writer, tutor, ok)
		}
	}
	it := Item{Hash: "h", Revision: 1}
	ok := Decision{Stage: StageInternal, Staff: "paul", Verdict: Approve, Hash: "h", Revision: 1}
	if !tutorApproved(it, "paul", []Decision{ok}) || tutorApproved(it, "", []Decision{ok}) || tutorApproved(it, "grace", []Decision{ok}) {
		t.Error("the tutor's approval is misread")
	}
	later := ok
	later.Verdict = Changes
	if tutorApproved(it, "paul", []Decision{ok, later}) {
		t.Error("an approval taken back counts")
	}
}

func TestPostponement(t *testing.T) {
	oct10, oct20, nov5, dec1 := civil.NewDate(2026, 10, 10), civil.NewDate(2026, 10, 20), civil.NewDate(2026, 11, 5), civil.NewDate(2026, 12, 1)
	for name, c := range map[string]struct {
		it   Item
		to   civil.Date
		by   Side
		from civil.Date
		side Side
	}{
		"inside the month": {Item{On: oct10}, oct20, ByClient, civil.Date{}, ""},
		"to the next":      {Item{On: oct10}, nov5, ByClient, oct10, ByClient},
		"by nobody named":  {Item{On: oct10}, nov5, "", oct10, ByAgency},
		"further":          {Item{On: nov5, PostponedFrom: oct10, PostponedBy: ByClient}, dec1, "", oct10, ByClient},
		"and back":         {Item{On: nov5, PostponedFrom: oct10, PostponedBy: ByClient}, oct20, "", civil.Date{}, ""},
		"earlier":          {Item{On: nov5}, oct10, "", civil.Date{}, ""},
		"first day":        {Item{}, nov5, "", civil.Date{}, ""},
		"no day any more":  {Item{On: oct10}, civil.Date{}, "", civil.Date{}, ""},
	} {
		from, side := postpone(c.it, c.to, c.by)
		if from != c.from || side != c.side {
			t.Errorf("%s: %s by %q", name, from, side)
		}
	}
}

func TestDeliverables(t *testing.T) {
	got := deliverables(
		[]clients.Promise{{Kind: "post", Quantity: 12}, {Kind: "meeting", Quantity: 1}},
		[]Tally{
			{Kind: Post, State: Published, Count: 7},
			{Kind: Post, State: Draft, Count: 2},
			{Kind: Post, State: Cancelled, Count: 3},
			{Kind: Post, State: Idea, Count: 9},
			{Kind: Video, State: Published, Count: 1},
			{Kind: Meeting, State: Published, Count: 1},
			{Kind: Deadline, State: Draft, Count: 4},
		},
		[]Tally{{Kind: Post, Side: ByClient, Count: 2}, {Kind: Post, Side: ByAgency, Count: 1}})
	want := []Deliverable{
		{Kind: Post, Promised: 12, Made: 7, Planned: 2, PostponedByAgency: 1, PostponedByClient: 2},
		{Kind: Video, Made: 1},
		{Kind: Meeting, Promised: 1, Made: 1},
	}
	if len(got) != len(want) {
		t.Fatalf("%+v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%+v, want %+v", got[i], want[i])
		}
	}
	if got[0].Missing() != 3 {
		t.Errorf("missing %d", got[0].Missing())
	}
}
