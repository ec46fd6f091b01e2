package myweek

import (
	"context"
	"image/color"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"regie/assets/limits"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/gui"
	"regie/gui/screen"
	"regie/gui/stage"
)

var (
	monday = civil.NewDate(2026, time.November, 16)
	today  = monday.AddDays(2)
	now    = time.Date(2026, time.November, 18, 12, 0, 0, 0, time.UTC)
	kivu   = screen.Client{Key: "kivu", ID: "1", Name: "Kivu Maison", Initials: "KM", Color: color.NRGBA{R: 194, G: 65, B: 12, A: 255}}
)

// plain makes no-break spaces ordinary ones, so that tests read easily.
func plain(s string) string {
	return strings.NewReplacer("\u202f", " ", "\u00a0", " ").Replace(s)
}

func week() facts {
	f := facts{staff: []clients.Staff{{ID: "g", Name: "Grâce M."}, {ID: "p", Name: "Paul D."}}}
	for i := range 7 {
		f.days = append(f.days, calendar.WeekDay{Date: monday.AddDays(i)})
	}
	f.days[0].Items = []calendar.Row{
		{ID: "a", Client: "1", Kind: calendar.Post, Title: "Carrousel", On: monday, At: 9 * 60, Zone: "UTC", State: calendar.Approved, Author: "g", Networks: []string{"instagram", "facebook", "linkedin", "x"}},
		{ID: "b", Client: "gone", Kind: calendar.Post, On: monday, At: civil.NoClock, State: calendar.Draft},
	}
	f.days[3].Items = []calendar.Row{{ID: "c", Client: "1", Kind: calendar.Meeting, On: monday.AddDays(3), At: civil.NoClock, State: calendar.Draft, Author: "g"}}
	f.entries = []hours.Entry{
		{On: monday, Seconds: 5400},
		{On: monday, Seconds: 1800},
		{On: today, Running: true, Start: now.Add(-45 * time.Minute)},
	}
	return f
}

func of(id string) (screen.Client, bool) { return kivu, id == kivu.ID }

func TestTheWeekOfAllClients(t *testing.T) {
	b := build(text.For(text.FR), week(), limits.Shipped(), of, today, now, true)
	if b.count != 2 || b.empty() || plain(b.sum) != "2 éléments · 2 h 45 faites" {
		t.Errorf("%d items, %q", b.count, b.sum)
	}
	first := b.days[0].items
	if len(first) != 1 {
		t.Fatalf("an archived client's item is shown: %+v", first)
	}
	if it := first[0]; it.what != "IG FB IN +1" && !strings.HasSuffix(it.what, " +1") || it.author != "Grâce M." || !it.missed || it.at == "" {
		t.Errorf("first item %+v", it)
	}
	if it := b.days[3].items[0]; it.missed || it.title == "" || it.title != it.what {
		t.Errorf("the meeting is %+v", it)
	}
	if !b.days[2].today || b.days[1].today || plain(b.days[0].doneText(text.For(text.FR))) != "2 h 00" || b.days[1].doneText(text.For(text.FR)) != "" {
		t.Errorf("days %+v", b.days)
	}
	if b = build(text.For(text.FR), week(), limits.Shipped(), of, today, now, false); b.days[0].items[0].author != "" {
		t.Error("one's own items name their author")
	}
}

type fixed struct {
	f      facts
	author []clients.ID
	person []clients.ID
	monday []civil.Date
	covers []hours.Cover
}

func (x *fixed) Week(_ context.Context, of civil.Date, author clients.ID) ([]calendar.WeekDay, error) {
	x.author, x.monday = append(x.author, author), append(x.monday, of)
	return x.f.days, nil
}

func (x *fixed) Covers(context.Context, clients.ID, civil.Range) ([]hours.Cover, error) {
	return x.covers, nil
}
func (x *fixed) Limits() *limits.Book { return limits.Shipped() }
func (x *fixed) List(_ context.Context, f hours.Filter) ([]hours.Entry, error) {
	x.person = append(x.person, f.Person)
	return x.f.entries, nil
}
func (x *fixed) Staff(context.Context, bool) ([]clients.Staff, error) { return x.f.staff, nil }

// Ensure the days on which one stands in for somebody show that one's items,
// by time and with the name, and the other days do not.
func TestWhatOneTakesOver(t *testing.T) {
	x := &absent{fixed: fixed{f: week(), covers: []hours.Cover{{For: "p", On: monday}}}}
	f, err := gather(t.Context(), Deps{Calendar: x, Hours: x, House: x}, monday, "g")
	if err != nil {
		t.Fatal(err)
	}
	b := build(text.For(text.FR), f, limits.Shipped(), of, today, now, false)
	if got := b.days[0].items; len(got) != 2 || got[0].author != "pour Paul D." || got[1].author != "" {
		t.Errorf("monday: %+v", got)
	}
	if got := b.days[1].items; len(got) != 0 {
		t.Errorf("a day when Paul is there: %+v", got)
	}
}

// absent plans an item of Paul's each day at eight.
type absent struct{ fixed }

func (x *absent) Week(ctx context.Context, of civil.Date, author clients.ID) ([]calendar.WeekDay, error) {
	if author != "p" {
		return x.fixed.Week(ctx, of, author)
	}
	var days []calendar.WeekDay
	for i := range 7 {
		d := monday.AddDays(i)
		days = append(days, calendar.WeekDay{Date: d, Items: []calendar.Row{{Client: "1", Kind: calendar.Post, On: d, At: 8 * 60, Zone: "UTC", State: calendar.Draft, Author: "p"}}})
	}
	return days, nil
}

func on(t *testing.T, x *fixed) (*gui.Shell, *view) {
	t.Helper()
	var v *view
	d := Deps{Calendar: x, Hours: x, House: x, Acting: func() clients.ID { return "g" }, Now: func() time.Time { return now }}
	sh := stage.Window(t, d.Now, []screen.Client{kivu}, screen.Def{Page: screen.PageWeek, New: func(h screen.Host) screen.Screen {
		v = newView(d, h)
		return v
	}})
	sh.Go(screen.Route{Page: screen.PageWeek})
	return sh, v
}

func TestWhoseWeek(t *testing.T) {
	x := &fixed{f: week()}
	_, v := on(t, x)
	if len(x.author) != 1 || x.author[0] != "g" || x.person[0] != "g" || x.monday[0] != monday {
		t.Fatalf("read %v, %v, %v", x.author, x.person, x.monday)
	}
	v.choose(everyones, "")
	v.choose(anothers, "p")
	v.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	if got := x.author[1:]; len(got) != 3 || got[0] != "" || got[1] != "p" || got[2] != "p" {
		t.Errorf("read %v", got)
	}
	if x.monday[3] != monday.AddDays(7) || v.whoName() != "Paul D." {
		t.Errorf("week %v of %q", x.monday[3], v.whoName())
	}
}

func TestTheScreenIsDrawn(t *testing.T) {
	_, v := on(t, &fixed{f: week()})
	v.chosen, v.listed = true, true
	v.draw()
	if len(v.body.Objects) != 13 {
		t.Errorf("the list has %d parts", len(v.body.Objects))
	}
	v.listed = false
	v.draw()
	if len(v.body.Objects) != 1 || v.none.Visible() {
		t.Errorf("the columns have %d parts", len(v.body.Objects))
	}
	_, v = on(t, &fixed{f: facts{days: make([]calendar.WeekDay, 7)}})
	if !v.none.Visible() || v.scroll.Visible() {
		t.Error("an empty week says nothing")
	}
}
