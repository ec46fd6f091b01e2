package plan

import (
	"testing"

	"regie/assets/limits"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/gui/widgets"
)

func TestFilterLets(t *testing.T) {
	r := calendar.Row{State: calendar.Approved, Networks: []string{"instagram", "facebook"}}
	for name, c := range map[string]struct {
		f    filter
		want bool
	}{
		"nothing chosen":     {filter{}, true},
		"its state":          {filter{states: []string{"approved"}}, true},
		"another state":      {filter{states: []string{"draft"}}, false},
		"one of its network": {filter{networks: []string{"facebook"}}, true},
		"another network":    {filter{networks: []string{"x"}}, false},
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
	items, marks := chips(p, v, filter{marks: true, networks: []string{"x"}}, limits.Shipped())
	if len(items) != 1 || items[0].ID != "a" || marks[day] != "Armistice" {
		t.Errorf("%+v, %v", items, marks)
	}
	if _, marks := chips(p, v, filter{}, limits.Shipped()); len(marks) != 0 {
		t.Error("holidays are shown although they are off")
	}
	if got := summary(p, v); got != "2 publications · 1 publiée · 1 en validation" {
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
