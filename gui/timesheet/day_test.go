package timesheet

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/clients/money"
)

func at(h, m int) time.Time { return time.Date(2026, 11, 18, h-1, m, 0, 0, time.UTC) } // Paris clocks

func sampleDay(t *testing.T) dayModel {
	t.Helper()
	paris, err := civil.Zone("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	on := civil.NewDate(2026, 11, 18)
	entry := func(id string, client, hat string, from, to time.Time) hours.Entry {
		return hours.Entry{ID: clients.ID(id), Client: clients.ID(client), Person: "g", Hat: hat, On: on, Start: from, End: to, Zone: "Europe/Paris", Seconds: int64(to.Sub(from) / time.Second)}
	}
	md := dayModel{book: sampleBook(), loc: paris, now: at(18, 0)}
	md.day = hours.Day{Person: "g", On: on, Entries: []hours.Entry{
		entry("a", "k", "writer", at(9, 0), at(10, 0)),
		entry("b", "l", "moderator", at(11, 40), at(13, 0)),
		entry("c", "k", "writer", at(12, 0), at(12, 30)),
		{ID: "d", Client: "l", Person: "g", Hat: "writer", On: on, Seconds: 1800},
	}, Gaps: []hours.Gap{{Start: at(10, 0), End: at(11, 40)}}}
	for _, e := range md.day.Entries {
		md.day.Seconds += e.Seconds
	}
	return md
}

// Ensure the day stands in its order with gaps between, overlaps said, and
// durations without times last.
func TestDayRows(t *testing.T) {
	md, p := sampleDay(t), text.For(text.FR)
	var got []string
	for _, r := range md.rows() {
		s := md.times(p, r)
		if r.gap {
			s += " gap " + plain(p.Hours(minutes(r.length(md.now))))
		}
		if r.overlaps {
			s += " overlaps"
		}
		got = append(got, s)
	}
	want := "09:00–10:00|10:00–11:40 gap 1 h 40|11:40–13:00 overlaps|12:00–12:30 overlaps|sans horaire"
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("%s", s)
	}
	if md.untracked() != 100*60 || md.expected() != 7*3600 || md.limit() != 24*3600 || md.nowMinute() != 18*60 {
		t.Errorf("untracked %d, expected %d, limit %d, now %d", md.untracked(), md.expected(), md.limit(), md.nowMinute())
	}
	if s := md.shares(); len(s) != 2 || s[0].client != "l" || s[0].seconds != 110*60 {
		t.Errorf("%+v", s)
	}
}

// Ensure a gap becomes an entry of its whole length, for the client and hat of
// the work before it.
func TestGapBecomesEntry(t *testing.T) {
	md := sampleDay(t)
	f := md.fill(md.rows()[1], "other")
	if f.Client != "k" || f.Hat != "writer" || f.Person != "g" || f.On != md.day.On {
		t.Errorf("%+v", f)
	}
	if s, e, o := clocks(f); s != 10*60 || e != 11*60+40 || o {
		t.Errorf("from %v to %v", s, e)
	}
	md.day.Entries = nil
	if f := md.fill(dayRow{gap: true, from: at(10, 0), to: at(11, 0)}, "other"); f.Client != "other" || f.Hat != "" {
		t.Errorf("without neighbours: %+v", f)
	}
}

// Ensure what an entry would overlap and what it leaves of the day is known
// before it is saved, its own former self left out.
func TestLookBeside(t *testing.T) {
	md := sampleDay(t)
	var l look
	form := hours.Form{Person: "g", On: md.day.On, Times: &hours.Times{Start: 12*60 + 15, End: 14 * 60}}
	if err := l.beside(&md.book, md.day, nil, form, md.now); err != nil {
		t.Fatal(err)
	}
	if len(l.overlaps) != 2 || l.overlaps[1] != "12:00–12:30 · Kivu Maison" || l.seconds != 105*60 {
		t.Errorf("%+v", l)
	}
	if want := int64(24*3600) - md.day.Seconds - 105*60; l.left != want {
		t.Errorf("left %d, want %d", l.left, want)
	}
	l = look{seconds: 25 * 3600}
	if err := l.beside(&md.book, md.day, &md.day.Entries[3], hours.Form{Person: "g", On: md.day.On}, md.now); err != nil || l.left >= 0 || len(l.overlaps) != 0 {
		t.Errorf("a day overfull: %+v, %v", l, err)
	}
}

// Ensure value, cost and margin follow the rate, and free time brings in
// nothing.
func TestMargin(t *testing.T) {
	rate, cost := int64(4500), int64(2400)
	l := look{seconds: 5400, rate: &rate, cost: &cost, kind: hours.Contract}
	if m, share, ok := l.margin(); !ok || *l.value() != 6750 || m != 3150 || share != 4666 && share != 4667 {
		t.Errorf("margin %d, %d", m, share)
	}
	l.kind = hours.Free
	if m, _, ok := l.margin(); !ok || m != -3600 {
		t.Errorf("free: %d", m)
	}
	l.rate, l.kind = nil, hours.Contract
	if _, _, ok := l.margin(); ok || l.value() != nil {
		t.Error("an unknown rate has a margin")
	}
}

// Ensure the sheet says which rate won, which were passed over, and the cap.
func TestWhy(t *testing.T) {
	b, p := sampleBook(), text.For(text.FR)
	rate := func(minor int64, level string) hours.Rate {
		return hours.Rate{Level: level, From: civil.NewDate(2026, 1, 1), Amount: money.Amount{Minor: minor, Currency: "EUR"}}
	}
	low := rate(2500, "")
	l := look{known: true, sale: hours.Found{Rate: rate(4500, "junior"), Cap: &low, Passed: []hours.Rate{rate(6000, "")}}}
	s := plain(strings.Join(l.why(p, &b), "\n"))
	for _, want := range []string{"Retenu : 45,00 € / h (Junior, dès le 1er janv. 2026)", "Plafonné", "Écarté : 60,00 € / h (tous"} {
		if !strings.Contains(s, want) {
			t.Errorf("%q is not in %s", want, s)
		}
	}
}

// Ensure start, end and length always agree after one of them changed.
func TestSettle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		clock := rapid.IntRange(0, 24*60-1)
		before := reading{start: civil.Clock(clock.Draw(t, "start")), end: civil.Clock(clock.Draw(t, "end"))}
		before.seconds = span(before.start, before.end, false)
		now := before
		switch rapid.IntRange(0, 2).Draw(t, "which") {
		case 0:
			now.start = civil.Clock(clock.Draw(t, "new start"))
		case 1:
			now.end = civil.Clock(clock.Draw(t, "new end"))
		default:
			now.seconds = int64(rapid.IntRange(1, 24*60-1).Draw(t, "minutes")) * 60
		}
		got := settle(before, now)
		if s := span(got.start, got.end, got.overnight); s > 0 && now != before && got.seconds != s {
			t.Fatalf("%+v → %+v: %d s between the clocks", before, got, s)
		}
	})
}

// Ensure a link is an item or a campaign, and an item left alone keeps the
// campaign it came with.
func TestLinked(t *testing.T) {
	f := hours.Form{Item: "i", Campaign: "c"}
	if got := linked(f, linkKey(f)); got != f {
		t.Errorf("untouched: %+v", got)
	}
	for key, want := range map[string]hours.Form{
		"campaign:x": {Campaign: "x"}, "j": {Item: "j"}, "": {},
	} {
		got := linked(f, key)
		if got != want || linkKey(got) != key {
			t.Errorf("%q: %+v", key, got)
		}
	}
}
