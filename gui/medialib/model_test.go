package medialib

import (
	"slices"
	"testing"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/gui/widgets"
)

var today = civil.NewDate(2026, 11, 22)

func TestStatesOfAMedium(t *testing.T) {
	for name, c := range map[string]struct {
		e    entry
		want []string
	}{
		"fine":                {entry{Asset: calendar.Asset{Uses: 2}}, nil},
		"never used":          {entry{}, []string{stateUnused}},
		"ends today":          {entry{Asset: calendar.Asset{Uses: 1, Expires: today}}, []string{stateExpiring}},
		"ended yesterday":     {entry{Asset: calendar.Asset{Uses: 1, Expires: today.AddDays(-1)}}, []string{stateExpired}},
		"ends in thirty days": {entry{Asset: calendar.Asset{Uses: 1, Expires: today.AddDays(30)}}, []string{stateExpiring}},
		"ends later":          {entry{Asset: calendar.Asset{Uses: 1, Expires: today.AddDays(31)}}, nil},
		"lost, ended, unused": {entry{Asset: calendar.Asset{Expires: today.AddDays(-9)}, fault: "media_missing"}, []string{stateGone, stateExpired, stateUnused}},
		"changed":             {entry{Asset: calendar.Asset{Uses: 1}, fault: "media_changed"}, []string{stateChanged}},
	} {
		if got := c.e.states(today); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestFilterAndTiles(t *testing.T) {
	list := []entry{
		{Asset: calendar.Asset{SHA256: "a", Title: "Été au lac", Holder: "Studio Bleu", Uses: 1, File: clients.MediaFile{MIME: "image/png"}}},
		{Asset: calendar.Asset{SHA256: "b", Title: "Film", Tags: []string{"Goma"}, Expires: today.AddDays(3), File: clients.MediaFile{MIME: "video/mp4"}}},
	}
	for name, c := range map[string]struct {
		f    filter
		want string
	}{
		"all":             {filter{}, "ab"},
		"folded words":    {filter{words: "ETE bleu"}, "a"},
		"a tag":           {filter{words: "goma"}, "b"},
		"a kind":          {filter{kinds: []string{"video"}}, "b"},
		"a state":         {filter{states: []string{stateUnused, stateGone}}, "b"},
		"nothing matches": {filter{words: "lac", kinds: []string{"video"}}, ""},
	} {
		got := ""
		for _, tile := range tiles(text.For(text.FR), list, c.f, today, nil) {
			got += tile.ID
		}
		if got != c.want {
			t.Errorf("%s: %q", name, got)
		}
	}
	shown := tiles(text.For(text.FR), list, filter{}, today, map[string]bool{"b": true})
	if shown[0].Badge != "" || shown[1].Badge != "Expire bientôt" || shown[1].Tone != widgets.ToneWarn || !shown[1].Picked {
		t.Errorf("%+v", shown)
	}
}

func TestWeight(t *testing.T) {
	p := text.For(text.EN)
	for bytes, want := range map[int64]string{0: "0\u00a0B", 999: "999\u00a0B", 1000: "1\u00a0kB", 999_499: "999\u00a0kB", 2_450_000: "2.5\u00a0MB"} {
		if got := weight(p, bytes); got != want {
			t.Errorf("%d: %q, want %q", bytes, got, want)
		}
	}
}

func TestSplitTags(t *testing.T) {
	if got := splitTags("été, lac;équipe"); !slices.Equal(got, []string{"été", " lac", "équipe"}) {
		t.Errorf("%q", got)
	}
}
