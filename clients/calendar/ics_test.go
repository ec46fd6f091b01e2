package calendar

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"

	"regie/clients"
	"regie/clients/civil"
)

func plannedItems() []Item {
	changed := time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)
	timed := Item{
		ID: "a", Kind: Post, Title: "Été; à 1 h, \\ ou pas", On: civil.NewDate(2026, 3, 29), At: 90, Zone: "Europe/Paris", State: Approved,
		ChangedAt: changed, CreatedAt: changed, Version: 3, Link: "https://example.org/a?b=1;c=2",
	}
	timed.SetText("x", strings.Repeat("Un texte long 🙌 avec des accents éàü ", 10)+"\r\nfin")
	timed.Follow("linkedin", "x")
	allDay := Item{ID: "b", Kind: Reel, On: civil.NewDate(2026, 12, 31), At: civil.NoClock, Zone: "Africa/Kinshasa", State: Scheduled, ChangedAt: changed, CreatedAt: changed}
	allDay.SetText("instagram", "@aline bonjour")
	allDay.SetText("youtube", "Autre texte")
	gone := Item{ID: "c", Kind: Post, Title: "Annulé", On: civil.NewDate(2026, 4, 1), At: 600, Zone: "Africa/Lubumbashi", State: Cancelled, ChangedAt: changed, CreatedAt: changed}
	return []Item{timed, allDay, gone, {ID: "d", Kind: Post, At: civil.NoClock, Zone: "UTC", State: Idea}}
}

func TestICSOnTheWire(t *testing.T) {
	var b bytes.Buffer
	if err := WriteICS(&b, "Kivu Maison", plannedItems()); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	if strings.Count(text, "\n") != strings.Count(text, "\r\n") {
		t.Error("a line does not end in CRLF")
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) || strings.ContainsRune(line, '\r') {
			t.Errorf("%d octets: %q", len(line), line)
		}
	}
	flat := strings.ReplaceAll(text, "\r\n ", "")
	for _, want := range []string{
		"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "\r\nUID:a@regie\r\n", "\r\nSEQUENCE:3\r\n", "\r\nDTSTAMP:20260301T080000Z\r\n",
		// At 01:30 the clocks of Paris still read winter time.
		"\r\nDTSTART:20260329T003000Z\r\nDTEND:20260329T010000Z\r\n",
		"\r\nDTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n",
		"\r\nDTSTART:20260401T080000Z\r\n", "\r\nSTATUS:CANCELLED\r\n", "\r\nSTATUS:CONFIRMED\r\n",
		`SUMMARY:Été\; à 1 h\, \\ ou pas`, `\nfin\n\n[x] `,
	} {
		if !strings.Contains(flat, want) {
			t.Errorf("no %q in\n%s", want, flat)
		}
	}
	if n := strings.Count(text, "BEGIN:VEVENT"); n != 3 {
		t.Errorf("%d events", n)
	}
	cal, err := ics.ParseCalendar(&b)
	if err != nil {
		t.Fatal(err)
	}
	e := cal.Events()[0]
	start, err := e.GetStartAt()
	if err != nil || !start.Equal(time.Date(2026, 3, 29, 0, 30, 0, 0, time.UTC)) || e.GetProperty(ics.ComponentPropertySummary).Value != plannedItems()[0].Title {
		t.Errorf("%v %v", start, err)
	}
}

func TestMetricool(t *testing.T) {
	var b bytes.Buffer
	report, err := WriteMetricool(&b, "Kivu", plannedItems(), nil)
	if err != nil || report.Items != 2 || len(report.Left) != 2 || len(report.Noted) != 2 {
		t.Fatalf("%v, %+v", err, report)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	head := rows[0]
	if len(rows) != 4 || head[0] != "Text" || head[4] != "Facebook" || head[14] != "Picture Url 1" || head[24] != "Alt text picture 1" || head[34] != "Document title" {
		t.Fatalf("%d rows under %q", len(rows), head)
	}
	cell := func(row int, column string) string { return rows[row][slices.Index(head, column)] }
	for _, c := range []struct {
		row          int
		column, want string
	}{
		{1, "Date", "2026-03-29"},
		{1, "Time", "01:30:00"},
		{1, "Draft", "FALSE"},
		{1, "Twitter/X", "TRUE"},
		{1, "LinkedIn", "TRUE"},
		{1, "Instagram", "FALSE"},
		{1, "Brand name", "Kivu"},
		{2, "Text", "'@aline bonjour"},
		{2, "Draft", "TRUE"},
		{2, "Instagram Post Type", "REEL"},
		{2, "Time", "12:00:00"},
		{3, "Youtube", "TRUE"},
		{3, "Instagram", "FALSE"},
		{3, "Text", "Autre texte"},
	} {
		if got := cell(c.row, c.column); got != c.want {
			t.Errorf("row %d, %s: %q, want %q", c.row, c.column, got, c.want)
		}
	}
	b.Reset()
	if _, err := WriteMetricool(&b, "Kivu", plannedItems(), []string{"Brand name", "Text", "Newcomer", "Bluesky"}); err != nil {
		t.Fatal(err)
	}
	if first, _, _ := strings.Cut(b.String(), "\r\n"); first != "Brand name,Text,Newcomer,Bluesky" {
		t.Error(first)
	}
}

// Ensure each item that the planner does not get as it is says why.
func TestPlannerReasons(t *testing.T) {
	good := func(change func(*Item)) Item {
		it := Item{ID: "i", Kind: Post, Title: "T", On: civil.NewDate(2026, 3, 29), At: 600, Zone: "UTC", State: Approved}
		it.SetText("instagram", "Bonjour")
		change(&it)
		return it
	}
	for want, it := range map[string]Item{
		"":                     good(func(*Item) {}),
		"planner_kind":         good(func(it *Item) { it.Kind = Newsletter }),
		"planner_not_approved": good(func(it *Item) { it.State = ClientReview }),
		"planner_published":    good(func(it *Item) { it.State = Published }),
		"planner_no_day":       good(func(it *Item) { it.On = civil.Date{} }),
		"planner_network":      good(func(it *Item) { it.DropNetwork("instagram"); it.SetText("blog", "Bonjour") }),
	} {
		reason := it.unplannable()
		if got := ""; reason != nil && reason.Code != want || reason == nil && want != got {
			t.Errorf("%q: %v", want, reason)
		}
	}
	for want, it := range map[string]Item{
		"planner_no_time":       good(func(it *Item) { it.At = civil.NoClock }),
		"planner_formula":       good(func(it *Item) { it.SetText("instagram", "=1+1") }),
		"planner_some_networks": good(func(it *Item) { it.SetText("newsletter", "Bonjour") }),
	} {
		if got := it.plannedOtherwise(); len(got) != 1 || got[0].Reason.Code != want {
			t.Errorf("%q: %v", want, got)
		}
	}
}

// Ensure marks stand in the file as whole days, the end exclusive, and that a
// key date which is the holiday itself is not said twice.
func TestMarksOnTheWire(t *testing.T) {
	days := civil.Range{From: civil.NewDate(2026, 12, 1), To: civil.NewDate(2026, 12, 31)}
	own := []OwnDay{
		{ID: "o1", Kind: OwnKeyDate, Name: "Inventaire", Days: civil.Range{From: civil.NewDate(2026, 12, 30), To: civil.NewDate(2027, 1, 2)}},
		{ID: "o2", Kind: Embargo, Name: "Clôture", Days: civil.Range{From: civil.NewDate(2027, 1, 5), To: civil.NewDate(2027, 1, 6)}},
	}
	kivu := clients.Client{ID: "k", Lang: "fr"}
	kivu.Country = "FR"
	list := marks(kivu, own, days)
	names := map[string]int{}
	for _, m := range list {
		names[clients.Fold(m.Name)]++
		if m.Name == "Clôture" {
			t.Error("an embargo beyond the run is listed")
		}
	}
	for name, n := range names {
		if n > 1 {
			t.Errorf("%s stands %d times", name, n)
		}
	}
	var b bytes.Buffer
	if err := WriteICS(&b, "Kivu", nil, list...); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"UID:k-o1@dates.regie\r\n", "DTSTART;VALUE=DATE:20261230\r\nDTEND;VALUE=DATE:20270103\r\n",
		"UID:k-holiday-2026-12-25@dates.regie\r\n", "TRANSP:TRANSPARENT\r\n",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
}
