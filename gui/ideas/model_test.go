package ideas

import (
	"testing"

	"regie/assets/limits"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/gui/widgets"
)

func TestColumns(t *testing.T) {
	md := model{
		ideas: []calendar.Row{
			{ID: "a", Kind: calendar.Reel, Title: "Visite", Networks: []string{"instagram"}, Pillar: "p", EffortSeconds: 7200, Author: "z", Score: calendar.ScoreOf([4]int{5, 4, 2, 1})},
			{ID: "b", Kind: calendar.Post, Title: "Sondage", Triage: calendar.Later},
			{ID: "c", Kind: calendar.Post, Title: "Portrait"},
		},
		pillars: []calendar.Pillar{{ID: "p", Name: "Coulisses", Color: "#C2410C"}, {ID: "q", ArchivedAt: "2026-01-01T00:00:00Z"}},
		staff:   []clients.Staff{{ID: "z", Name: "Zoé"}},
	}
	cols := md.columns(text.For(text.EN), nil, limits.Shipped())
	if len(cols) != 4 || len(cols[0].Cards) != 2 || len(cols[1].Cards) != 0 || len(cols[2].Cards) != 1 {
		t.Fatalf("%+v", cols)
	}
	card := cols[0].Cards[0]
	if card.Code != "88" || card.Tone != widgets.ToneOK || card.Detail != "IG · Reel · 2h\u00a000m · Zoé" || card.Edge.A == 0 {
		t.Errorf("%+v", card)
	}
	if other := cols[0].Cards[1]; other.Code != "—" || other.Edge.A != 0 {
		t.Errorf("not scored: %+v", other)
	}
	if only := md.columns(text.For(text.EN), []string{"p"}, limits.Shipped()); len(only[0].Cards) != 1 || len(only[2].Cards) != 0 {
		t.Errorf("only a pillar: %+v", only)
	}
	if len(md.pillarOptions()) != 1 {
		t.Error("a retired pillar is offered")
	}
}

// Ensure marks are asked in their order, a scored idea anew from the first.
func TestGive(t *testing.T) {
	s, asked := calendar.Score{Fit: 3}, -1
	for _, mark := range []int{4, 2, 1} {
		s, asked = give(s, asked, mark)
	}
	if s != calendar.ScoreOf([4]int{3, 4, 2, 1}) || asked != -1 {
		t.Fatalf("%+v, next %d", s, asked)
	}
	if s, asked = give(s, asked, 5); s.Fit != 5 || asked != 1 {
		t.Errorf("anew: %+v, next %d", s, asked)
	}
}

// Ensure ideas read before a mark was kept do not take the mark away.
func TestMarksStandOverWhatIsRead(t *testing.T) {
	read := model{ideas: []calendar.Row{{ID: "a", Score: calendar.Score{Fit: 4}}, {ID: "b", Score: calendar.Score{Risk: 2}}}}
	read.mark(map[clients.ID]calendar.Score{"a": {Fit: 4, Timely: 3}})
	if read.ideas[0].Score.Timely != 3 || read.ideas[1].Score.Risk != 2 {
		t.Errorf("%+v", read.ideas)
	}
}

// Ensure that choosing networks keeps what was written for those that stay.
func TestNetworksOfAnIdeaKeepTheirTexts(t *testing.T) {
	var it calendar.Item
	it.SetText("linkedin", "Écrit")
	it.Follow("facebook", "linkedin")
	it.SetText("x", "Court")
	setNetworks(&it, []string{"facebook", "x", "instagram"})
	got := map[string]string{}
	for _, r := range it.Resolved() {
		got[r.Network] = r.Text
	}
	if len(got) != 3 || got["facebook"] != "Écrit" || got["x"] != "Court" || got["instagram"] != "" {
		t.Errorf("%v", got)
	}
}
