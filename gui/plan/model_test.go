package plan

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"regie/assets/limits"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/sheet"
	"regie/gui/widgets"
)

func TestFilterLets(t *testing.T) {
	r := calendar.Row{State: calendar.Approved, Networks: []string{"instagram", "facebook"}, Campaign: "advent", Author: "grace"}
	for name, c := range map[string]struct {
		f    filter
		want bool
	}{
		"nothing chosen":     {filter{}, true},
		"its state":          {filter{states: []string{"approved"}}, true},
		"another state":      {filter{states: []string{"draft"}}, false},
		"one of its network": {filter{networks: []string{"facebook"}}, true},
		"another network":    {filter{networks: []string{"x"}}, false},
		"its campaign":       {filter{campaigns: []string{"advent"}}, true},
		"another author":     {filter{authors: []string{"zoe"}}, false},
		"state but network":  {filter{states: []string{"approved"}, networks: []string{"x"}}, false},
	} {
		if got := c.f.lets(r); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// Ensure what went out cannot be dragged, and meetings wear no network.
func TestChip(t *testing.T) {
	book := limits.Shipped()
	on := civil.NewDate(2026, 11, 24)
	out := chip(calendar.Row{ID: "1", Kind: calendar.Post, State: calendar.Published, On: on, Title: "A", Networks: []string{"instagram"}}, book)
	if !out.Fixed || out.Code != book.Code("instagram") || out.Date != on {
		t.Errorf("a published post is %+v", out)
	}
	draft := chip(calendar.Row{Kind: calendar.Post, State: calendar.Draft, Networks: []string{"facebook"}}, book)
	if draft.Fixed || draft.Muted {
		t.Errorf("a draft is %+v", draft)
	}
	meeting := chip(calendar.Row{Kind: calendar.Meeting, State: calendar.Approved, Networks: []string{"facebook"}}, book)
	if meeting.Code != "" || meeting.Tone != widgets.TonePrimary {
		t.Errorf("a meeting is %+v", meeting)
	}
}

func TestChipsAndSummary(t *testing.T) {
	p := text.For(text.FR)
	day := civil.NewDate(2026, 11, 11)
	v := calendar.MonthView{
		Month: day.InMonth(), Total: 2, Published: 1, InReview: 1,
		Days: []calendar.Day{{Date: day, Holiday: "Armistice", Items: []calendar.Row{
			{ID: clients.ID("a"), Kind: calendar.Post, State: calendar.ClientReview, On: day, Networks: []string{"x"}},
			{ID: clients.ID("b"), Kind: calendar.Post, State: calendar.Published, On: day, Networks: []string{"facebook"}},
		}}},
	}
	items, marks := chips(p, v.Days, filter{networks: []string{"x"}}, limits.Shipped())
	if len(items) != 1 || items[0].ID != "a" || marks[day] != "Armistice" {
		t.Errorf("%+v, %v", items, marks)
	}
	if _, marks := chips(p, v.Days, filter{calendars: []string{marksNone}}, limits.Shipped()); len(marks) != 0 {
		t.Error("holidays are shown although they are off")
	}
	if got := strings.Join(summary(p, model{view: v}), " · "); got != "2 publications · 1 publiée · 1 en validation" {
		t.Errorf("%q", got)
	}
}

func TestCounterText(t *testing.T) {
	p := text.For(text.EN)
	if s, tone := counterText(p.Int, calendar.Gauge{Used: 281, Limit: 280}); s != "281 / 280" || tone != widgets.ToneBad {
		t.Errorf("%q, %q", s, tone)
	}
	if s, tone := counterText(p.Int, calendar.Gauge{Used: 280, Limit: 280}); s != "280 / 280" || tone != widgets.ToneNeutral {
		t.Errorf("%q, %q", s, tone)
	}
	if s, _ := counterText(p.Int, calendar.Gauge{Used: 12}); s != "12" {
		t.Errorf("%q", s)
	}
}

// Ensure the board has every publication once, under its state, ideas without
// a day included, and meetings never.
func TestColumns(t *testing.T) {
	p, day := text.For(text.FR), civil.NewDate(2026, 11, 24)
	row := func(id string, k calendar.Kind, s calendar.State) calendar.Row {
		return calendar.Row{ID: clients.ID(id), Kind: k, State: s, On: day, At: 10 * 60, Author: "g"}
	}
	md := model{
		staff: []clients.Staff{{ID: "g", Name: "Grâce M."}},
		rows: []calendar.Row{
			row("refused", calendar.Post, calendar.Refused), row("draft", calendar.Post, calendar.Draft),
			row("meeting", calendar.Meeting, calendar.Approved), row("out", calendar.Reel, calendar.Published),
		},
		ideas: []calendar.Row{{ID: "idea", Kind: calendar.Post, State: calendar.Idea}},
	}
	where := map[string]string{}
	for _, c := range md.columns(p, filter{}, func(calendar.Row) string { return "" }) {
		if c.Key == string(calendar.OnHold) {
			t.Error("nothing is on hold and its column stands")
		}
		for _, card := range c.Cards {
			where[card.ID] = c.Key
		}
	}
	want := map[string]string{"refused": "draft", "draft": "draft", "out": "published", "idea": "idea"}
	if len(where) != len(want) {
		t.Errorf("the board holds %v", where)
	}
	for id, column := range want {
		if where[id] != column {
			t.Errorf("%s stands in %q", id, where[id])
		}
	}
	if got := md.cardLine(p, md.rows[0]); got != "24 nov. 10\u00a0h\u00a000 · Grâce M." {
		t.Errorf("%q", got)
	}
	if got := md.cardLine(p, md.ideas[0]); got != "Sans date" {
		t.Errorf("%q", got)
	}
}

// Ensure a month's first week is one of its own, and the running month's holds
// today.
func TestWeekOf(t *testing.T) {
	for m, want := range map[civil.Month]civil.Date{
		civil.NewMonth(2026, 11): civil.NewDate(2026, 11, 16), // today is the 22nd
		civil.NewMonth(2026, 10): civil.NewDate(2026, 9, 28),  // Thursday the 1st
		civil.NewMonth(2026, 8):  civil.NewDate(2026, 8, 3),   // Saturday the 1st
	} {
		if got := firstWeek(m, civil.NewDate(2026, 11, 22)); got != want {
			t.Errorf("%s begins with the week of %s", m, got)
		}
	}
}

// Ensure the usual rhythms are rules whose first day is the item's own.
func TestRhythms(t *testing.T) {
	for _, c := range []struct {
		on   civil.Date
		want string
	}{
		{civil.NewDate(2026, 11, 24), "FREQ=MONTHLY;BYDAY=4TU"},
		{civil.NewDate(2026, 11, 1), "FREQ=MONTHLY;BYDAY=1SU"},
		{civil.NewDate(2026, 12, 31), "FREQ=MONTHLY;BYDAY=-1TH"},
	} {
		if got := rhythms(calendar.Item{On: c.on})[2].rule; got != c.want {
			t.Errorf("%s repeats by %s", c.on, got)
		}
		for _, r := range rhythms(calendar.Item{On: c.on}) {
			days, err := calendar.Rule{Text: r.rule, Start: c.on, At: civil.NoClock, Zone: "Europe/Paris"}.Expand(c.on.AddDays(800))
			if err != nil || len(days.Days) < 2 || days.Days[0] != c.on {
				t.Errorf("%s from %s gives %v, %v", r.rule, c.on, days.Days, err)
			}
		}
	}
}

// Ensure each row of a filled workbook is told, a refused one with its reason.
func TestDecisionLines(t *testing.T) {
	p := text.For(text.FR)
	list := decisionLines(p, limits.Shipped(), calendar.DecisionReport{
		Accepted: []calendar.PackAnswer{{Line: 9, Title: "Reel", Who: "Aline K.", Verdict: calendar.Changes, Comment: "plus court"}},
		Rejected: []calendar.PackReject{{Reject: sheet.Reject{Line: 10, Reason: fault.New("pack_row_added")}}},
	})
	if len(list) != 2 || list[0].tone != widgets.ToneWarn || list[1].tone != widgets.ToneBad {
		t.Fatalf("%+v", list)
	}
	if want := "Ligne 9\u00a0: Reel · Aline K. · Modifications demandées · plus court"; list[0].words != want {
		t.Errorf("%q", list[0].words)
	}
	if want := "Ligne 10\u00a0: " + p.Error(fault.New("pack_row_added")); list[1].words != want {
		t.Errorf("%q", list[1].words)
	}
}

// Ensure the line above the grid says whole parts or nothing.
func TestSummaryFitsItsRoom(t *testing.T) {
	test.NewTempApp(t)
	s := newSumLine()
	for _, c := range []struct {
		room float32
		want string
	}{{600, "32 publications · 20 publiées · 3 en validation"}, {240, "32 publications · 20 publiées"}, {120, "32 publications"}, {40, ""}} {
		s.box.Resize(fyne.NewSize(c.room, 20))
		s.set([]string{"32 publications", "20 publiées", "3 en validation"})
		if got := s.text.String(); got != c.want {
			t.Errorf("%v px: %q, want %q", c.room, got, c.want)
		}
	}
}
