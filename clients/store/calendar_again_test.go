package store

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"regie/clients"
	"regie/clients/calendar"
)

// stages are ways of an item of k, each with where a change of its content
// leaves it; final ones are done with.
var stages = []struct {
	name    string
	through func(o *office, id clients.ID)
	want    calendar.State
	final   bool
}{
	{"draft", func(*office, clients.ID) {}, calendar.Draft, false},
	{"internal review", func(o *office, id clients.ID) { o.to(o.paul, id, calendar.InternalReview) }, calendar.InternalReview, false},
	{"changes requested", func(o *office, id clients.ID) { o.to(o.paul, id, calendar.InternalReview, calendar.ChangesRequested) }, calendar.ChangesRequested, false},
	{"client review", func(o *office, id clients.ID) { o.to(o.paul, id, calendar.InternalReview, calendar.ClientReview) }, calendar.InternalReview, false},
	{"refused", func(o *office, id clients.ID) {
		o.to(o.paul, id, calendar.InternalReview, calendar.ClientReview)
		o.decide(id, "aline k.", calendar.Refuse)
	}, calendar.Refused, false},
	{"approved", (*office).approve, calendar.InternalReview, false},
	{"scheduled", func(o *office, id clients.ID) { o.approve(id); o.to(o.paul, id, calendar.Scheduled) }, calendar.InternalReview, false},
	{"on hold", func(o *office, id clients.ID) { o.approve(id); o.to(o.paul, id, calendar.OnHold) }, calendar.OnHold, false},
	{"published", func(o *office, id clients.ID) {
		o.approve(id)
		if _, err := o.cal.Publish(o.paul, id, calendar.Proof{URL: "https://example.org/1"}); err != nil {
			o.t.Fatal(err)
		}
	}, calendar.Published, true},
	{"cancelled", func(o *office, id clients.ID) { o.to(o.paul, id, calendar.Cancelled) }, calendar.Cancelled, true},
}

// approve takes a draft of k to the approval of both its members.
func (o *office) approve(id clients.ID) {
	o.t.Helper()
	o.to(o.paul, id, calendar.InternalReview, calendar.ClientReview)
	o.decide(id, "aline k.", calendar.Approve)
	o.decide(id, "bruno t.", calendar.Approve)
}

// eventsOf is one event for each stage, every other one with a place.
func eventsOf(sequence int, at, title string) string {
	var b strings.Builder
	b.WriteString(icsHead)
	for i := range stages {
		place := "TRANSP:OPAQUE"
		if i%2 == 1 {
			place = "LOCATION:Salle 2"
		}
		b.WriteString(vevent(place, fmt.Sprintf("UID:%d@x", i), fmt.Sprintf("SEQUENCE:%d", sequence), "DTSTAMP:20261101T000000Z",
			fmt.Sprintf("DTSTART:202612%02dT%s00", i+1, at), "CATEGORIES:event", fmt.Sprintf("SUMMARY:%s %d", title, i)))
	}
	return b.String() + "END:VCALENDAR\r\n"
}

// Ensure an event that changed meets its item in every state: what is done with
// stays, what was decided is decided anew as after any edit, and what the
// agency wrote beside the event is not lost.
func TestICSChangeMeetsEveryState(t *testing.T) {
	o := openOffice(t)
	first := o.planICS(eventsOf(0, "0900", "Atelier"))
	if _, err := o.cal.ImportICS(o.paul, first); err != nil {
		t.Fatal(err)
	}
	o.now = o.now.AddDate(0, 0, 20)
	before := make([]calendar.Detail, len(stages))
	for i, s := range stages {
		id := first.Items[i].ID
		if _, err := o.cal.Change(o.paul, id, func(it *calendar.Item) error {
			it.Note = strings.TrimSpace(it.Note + "\nApporter les badges")
			it.Link, it.EffortSeconds, it.Author = "https://example.org/atelier", 5400, "grace"
			it.SetText("linkedin", "Rendez-vous à l’atelier")
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		s.through(o, id)
		before[i] = o.show(id)
	}
	p := o.planICS(eventsOf(1, "1530", "Atelier déplacé"))
	if len(p.Items) != 0 || len(p.Updated) != len(stages)-2 || p.Duplicates != 2 || len(p.Rejected) != 0 {
		t.Fatalf("%d new, %d changed, %d left, %v", len(p.Items), len(p.Updated), p.Duplicates, p.Rejected)
	}
	if _, err := o.cal.ImportICS(o.paul, p); err != nil {
		t.Fatal(err)
	}
	for i, s := range stages {
		was, got := before[i], o.show(first.Items[i].ID)
		if s.final {
			if !reflect.DeepEqual(was.Item, got.Item) || !reflect.DeepEqual(was.Decisions, got.Decisions) {
				t.Errorf("%s: done with, and changed: %+v", s.name, got.Item)
			}
			continue
		}
		it := got.Item
		if it.State != s.want || it.At != 15*60+30 || it.Title != fmt.Sprintf("Atelier déplacé %d", i) {
			t.Errorf("%s: %s, %v %q", s.name, it.State, it.At, it.Title)
		}
		if it.State == calendar.OnHold && it.HeldFrom != calendar.InternalReview {
			t.Errorf("%s: goes back to %s", s.name, it.HeldFrom)
		}
		if it.Note != was.Item.Note || it.Link != was.Item.Link || it.EffortSeconds != 5400 || it.Author != "grace" || it.Kind != calendar.Event ||
			it.Import != was.Item.Import || it.Resolved()[0].Text != "Rendez-vous à l’atelier" {
			t.Errorf("%s: lost %+v of %+v", s.name, it, was.Item)
		}
		if len(got.Decisions) != len(was.Decisions) {
			t.Errorf("%s: %d decisions of %d", s.name, len(got.Decisions), len(was.Decisions))
		}
		for _, d := range got.Decisions {
			if d.Valid(it) {
				t.Errorf("%s: %s's decision holds on what changed", s.name, d.Who)
			}
		}
	}
	if p = o.planICS(eventsOf(1, "1530", "Atelier déplacé")); len(p.Items)+len(p.Updated) != 0 || p.Duplicates != len(stages) {
		t.Errorf("again: %d new, %d changed, %d known", len(p.Items), len(p.Updated), p.Duplicates)
	}
}

// Ensure a date that is taken out of a series by another program is called off
// here, that what is past or done with stays, and that nothing happens twice.
func TestICSSeriesLosesDates(t *testing.T) {
	o := openOffice(t)
	file := func(sequence int, rule string) string {
		return icsHead + vevent("UID:serie@x", fmt.Sprintf("SEQUENCE:%d", sequence), "DTSTAMP:20261101T000000Z", "DTSTART:20261117T100000", "SUMMARY:Point", rule) + "END:VCALENDAR\r\n"
	}
	states := func() string {
		t.Helper()
		items, err := o.cal.Items(o.paul, calendar.Filter{Client: "k"})
		if err != nil {
			t.Fatal(err)
		}
		var list []string
		for _, it := range items {
			list = append(list, fmt.Sprintf("%02d-%02d %s", it.On.Month, it.On.Day, it.State))
		}
		return strings.Join(list, "|")
	}
	const whole = "RRULE:FREQ=WEEKLY;COUNT=5" // 17 and 24 November, 1, 8 and 15 December
	p := o.planICS(file(0, whole))
	if _, err := o.cal.ImportICS(o.paul, p); err != nil {
		t.Fatal(err)
	}
	o.approve(p.Items[4].ID)
	const without = whole + "\r\nEXDATE:20261117T100000,20261201T100000,20261215T100000"
	if p = o.planICS(file(0, without)); len(p.Updated) != 0 {
		t.Errorf("no later word, and yet %d changed", len(p.Updated))
	}
	p = o.planICS(file(1, without))
	if len(p.Items) != 0 || len(p.Rejected) != 0 {
		t.Errorf("%d new, %v", len(p.Items), p.Rejected)
	}
	if _, err := o.cal.ImportICS(o.paul, p); err != nil {
		t.Fatal(err)
	}
	const want = "11-17 draft|11-24 draft|12-01 cancelled|12-08 draft|12-15 cancelled"
	if got := states(); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if p = o.planICS(file(1, without)); len(p.Items)+len(p.Updated) != 0 {
		t.Errorf("again: %d new, %d changed", len(p.Items), len(p.Updated))
	}
	if _, err := o.history.Undo(o.paul); err != nil || strings.Contains(states(), "cancelled") {
		t.Errorf("%v: %s", err, states())
	}
}

// Ensure a spreadsheet that comes again leaves the items it brought as they
// are, in whatever state; a row that changed is another item.
func TestSpreadsheetAgainMeetsEveryState(t *testing.T) {
	o := openOffice(t)
	sheetOf := func(words string) string {
		var b strings.Builder
		b.WriteString("Date,Réseau,Texte,Statut\n")
		for i := range stages {
			fmt.Fprintf(&b, "2026-12-%02d,LinkedIn,%s %d,\n", i+1, words, i)
		}
		return b.String() + "2026-12-25,LinkedIn," + words + " idée,Idée\n"
	}
	first := o.bringIn(sheetOf("Bonjour"))
	items := first.Files[0].Items
	if len(items) != len(stages)+1 || items[len(stages)].State != calendar.Idea {
		t.Fatalf("%d items, the last %+v", len(items), items[len(items)-1])
	}
	o.now = o.now.AddDate(0, 0, 20)
	for i, s := range stages {
		s.through(o, items[i].ID)
	}
	before := map[clients.ID]calendar.Detail{}
	for _, it := range items {
		before[it.ID] = o.show(it.ID)
	}
	if again := o.bringIn(sheetOf("Bonjour")); again.Accepted() != 0 || again.Files[0].Duplicates != len(items) {
		t.Errorf("the same again: %d accepted, %d known", again.Accepted(), again.Files[0].Duplicates)
	}
	changed := o.bringIn(sheetOf("Bonsoir"))
	if changed.Accepted() != len(items) || o.count() != 2*len(items) {
		t.Errorf("changed rows: %d accepted, %d kept", changed.Accepted(), o.count())
	}
	for _, it := range items {
		if got := o.show(it.ID); !reflect.DeepEqual(got, before[it.ID]) {
			t.Errorf("%s of %s changed:\n%+v\n%+v", it.ID, it.On, before[it.ID], got)
		}
	}
}
