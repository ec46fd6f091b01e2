package approvals

import (
	"context"
	"image/color"
	"strings"
	"testing"
	"time"

	"regie/assets/limits"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/gui/screen"
	"regie/gui/stage"
)

var (
	today = civil.NewDate(2026, time.November, 18)
	now   = time.Date(2026, time.November, 18, 12, 0, 0, 0, time.UTC)
	kivu  = screen.Client{Key: "kivu", ID: "1", Name: "Kivu Maison", Initials: "KM", Color: color.NRGBA{R: 194, G: 65, B: 12, A: 255}}
	lumen = screen.Client{Key: "lumen", ID: "2", Name: "Atelier Lumen", Initials: "AL", Color: color.NRGBA{R: 15, G: 118, B: 110, A: 255}}
)

// plain makes no-break spaces ordinary ones, so that tests read easily.
func plain(s string) string {
	return strings.NewReplacer("\u202f", " ", "\u00a0", " ").Replace(s)
}

func of(id string) (screen.Client, bool) {
	for _, c := range []screen.Client{kivu, lumen} {
		if id == c.ID || id == c.Key {
			return c, true
		}
	}
	return screen.Client{}, false
}

func row(id, client string, s calendar.State, on civil.Date) calendar.Row {
	return calendar.Row{ID: clients.ID(id), Client: clients.ID(client), Kind: calendar.Post, Title: "Titre " + id, On: on, At: civil.NoClock, State: s, Networks: []string{"instagram"}, Hash: "h-" + id}
}

func waitingList() facts {
	asked := row("b", "1", calendar.ClientReview, today.AddDays(6))
	asked.AskedAt, asked.ReviewDue = now.AddDate(0, 0, -5), today.AddDays(-1)
	held := row("c", "2", calendar.ClientReview, today.AddDays(2))
	held.AskedAt = now
	return facts{
		staff: []clients.Staff{{ID: "p", Name: "Paul D."}, {ID: "g", Name: "Grâce M."}},
		list: []calendar.Approval{
			{Row: row("a", "1", calendar.InternalReview, today.AddDays(3)), Reviewer: "g"},
			{Row: row("x", "1", calendar.InternalReview, civil.Date{})},
			{Row: row("y", "2", calendar.InternalReview, today.AddDays(-1))},
			{Row: row("z", "archived", calendar.InternalReview, today)},
			{Row: held, Committee: calendar.Count{Approvals: 1, Needed: 2, Withheld: &calendar.Decision{Who: "Mme Kabila"}}},
			{Row: asked, Committee: calendar.Count{Approvals: 1, Needed: 2, Waiting: []calendar.Member{{Name: "M. Ilunga"}}}, Late: true},
		},
	}
}

func ids(list []waiting) string {
	s := ""
	for _, w := range list {
		s += string(w.row.ID)
	}
	return s
}

func TestWhatWaits(t *testing.T) {
	m := build(text.For(text.FR), waitingList(), limits.Shipped(), of, nil, today, time.UTC)
	if ids(m.internal) != "yax" || ids(m.client) != "bc" || m.late != 2 {
		t.Fatalf("internal %q, client %q, %d late", ids(m.internal), ids(m.client), m.late)
	}
	if got := plain(m.caption(text.For(text.FR))); got != "5 en attente · 2 en retard" {
		t.Errorf("caption %q", got)
	}
	b, c := m.client[0], m.client[1]
	if plain(b.since) != "depuis 5 jours · réponse attendue le 17 nov." || plain(b.count) != "1 / 2" || !b.late {
		t.Errorf("late review %+v", b)
	}
	if !c.refused || plain(c.since) != "Mme Kabila ne valide pas" || plain(c.context) != "Atelier Lumen · IG · sortie le 20 nov." {
		t.Errorf("withheld review %+v", c)
	}
	if b.member != "M. Ilunga" || c.member != "Mme Kabila" {
		t.Errorf("whose answer comes next: %q, and %q who may think again", b.member, c.member)
	}
	if a := m.internal[1]; a.tutor != "Grâce M." || a.count != "" || a.late {
		t.Errorf("internal review %+v", a)
	}
	m = build(text.For(text.FR), waitingList(), limits.Shipped(), of, []string{"lumen"}, today, time.UTC)
	if ids(m.internal) != "y" || ids(m.client) != "c" {
		t.Errorf("one client's: %q, %q", ids(m.internal), ids(m.client))
	}
}

type fixed struct {
	f       facts
	answers []calendar.Answer
}

func (x *fixed) Approvals(context.Context, clients.ID, civil.Date) ([]calendar.Approval, error) {
	return x.f.list, nil
}

func (x *fixed) Decide(_ context.Context, a calendar.Answer) (calendar.Item, error) {
	x.answers = append(x.answers, a)
	return calendar.Item{}, nil
}
func (x *fixed) Limits() *limits.Book                                 { return limits.Shipped() }
func (x *fixed) Staff(context.Context, bool) ([]clients.Staff, error) { return x.f.staff, nil }
func (x *fixed) Committee(context.Context, clients.ID) ([]clients.Contact, error) {
	return nil, nil
}

func (x *fixed) Contacts(context.Context, clients.ID) ([]clients.Contact, error) {
	return []clients.Contact{{Name: "Mme Kabila", Job: "Directrice"}}, nil
}

func on(t *testing.T, x *fixed) *view {
	t.Helper()
	var v *view
	d := Deps{Calendar: x, House: x}
	sh := stage.Window(t, func() time.Time { return now }, []screen.Client{kivu, lumen}, screen.Def{Page: screen.PageApprovals, New: func(h screen.Host) screen.Screen {
		v = newView(d, h)
		return v
	}})
	sh.Go(screen.Route{Page: screen.PageApprovals})
	return v
}

func TestTheScreenIsDrawn(t *testing.T) {
	v := on(t, &fixed{f: waitingList()})
	if len(v.client.Objects) != 3 || len(v.internal.Objects) != 5 || v.none.Visible() {
		t.Errorf("%d and %d lines", len(v.client.Objects), len(v.internal.Objects))
	}
	v.decide(v.md.client[0])
	v.decide(v.md.internal[0])
	if v = on(t, &fixed{}); !v.none.Visible() || v.page.Visible() {
		t.Error("nothing waits and nothing says so")
	}
}

// Ensure of many that wait only the first are drawn until more are asked for.
func TestManyWaitInPieces(t *testing.T) {
	f := waitingList()
	for len(f.list) < 1000 {
		f.list = append(f.list, f.list...)
	}
	v := on(t, &fixed{f: f})
	drawn := len(v.internal.Objects)
	if n := len(v.md.internal); n < 200 || drawn != 2*linesAtOnce { // with the rules between them, and the button
		t.Fatalf("%d drawn of %d", drawn, n)
	}
	v.more(1)
	if n := len(v.internal.Objects); n != 4*linesAtOnce {
		t.Errorf("%d drawn after more were asked for", n)
	}
}

func TestWhoMayAnswer(t *testing.T) {
	x := &fixed{}
	people, err := contactOptions(context.Background(), x, "1")
	if err != nil || len(people) != 1 || people[0].Label != "Mme Kabila" || people[0].Detail != "Directrice" {
		t.Errorf("%v, %v", people, err)
	}
}
