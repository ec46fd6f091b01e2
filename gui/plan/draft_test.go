package plan

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"regie/clients"
	"regie/clients/calendar"
)

func TestDraftFollowsUntilWritten(t *testing.T) {
	d := newDraft(calendar.Item{}, clients.Brand{})
	d.choose([]string{"facebook", "instagram", "linkedin"})
	d.write("facebook", "Bonjour")
	d.comment("facebook", "Le lien")
	if text, comment := d.words("linkedin"); text != "Bonjour" || comment != "Le lien" {
		t.Errorf("linkedin says %q, %q", text, comment)
	}
	d.write("instagram", "Bonjour")
	if d.leader("instagram") != "facebook" {
		t.Error("the same words ended a same as")
	}
	d.comment("instagram", "Lien en bio")
	if text, comment := d.words("instagram"); text != "Bonjour" || comment != "Lien en bio" || d.leader("instagram") != "instagram" {
		t.Errorf("instagram says %q, %q", text, comment)
	}
	if got := d.leaders("linkedin"); !slices.Equal(got, []string{"facebook", "instagram"}) {
		t.Errorf("linkedin may follow %v", got)
	}
	d.follow("instagram", "facebook")
	if text, comment := d.words("instagram"); text != "Bonjour" || comment != "Le lien" {
		t.Errorf("followed again: %q, %q", text, comment)
	}
	d.follow("facebook", "instagram") // it follows facebook itself: nothing happens
	if d.leader("facebook") != "facebook" {
		t.Error("facebook follows who follows it")
	}
}

func TestDraftNetworkComesBackWithItsWords(t *testing.T) {
	d := newDraft(calendar.Item{}, clients.Brand{})
	d.choose([]string{"facebook", "x"})
	d.write("facebook", "Long")
	d.write("x", "Court")
	d.title("x", "Titre")
	d.choose([]string{"facebook"})
	d.choose([]string{"facebook", "x"})
	if got, _ := d.text("x"); got.Text != "Court" || got.Title != "Titre" {
		t.Errorf("%+v", got)
	}
	d.choose([]string{"x"})
	if text, _ := d.words("x"); text != "Court" {
		t.Errorf("x says %q", text)
	}
}

// Ensure that whatever is done, every network says something definite, none
// follows itself, and nothing typed for one is lost by typing for another.
func TestDraftAlwaysResolves(t *testing.T) {
	all := []string{"facebook", "instagram", "x", "linkedin"}
	rapid.Check(t, func(t *rapid.T) {
		d := newDraft(calendar.Item{}, clients.Brand{})
		d.choose(all[:2])
		for range rapid.IntRange(1, 20).Draw(t, "steps") {
			n := rapid.SampledFrom(d.networks()).Draw(t, "network")
			switch rapid.IntRange(0, 4).Draw(t, "act") {
			case 0:
				words := rapid.StringN(0, 8, -1).Draw(t, "words")
				d.write(n, words)
				if got, _ := d.words(n); got != words {
					t.Fatalf("%s says %q, not %q", n, got, words)
				}
			case 1:
				if list := d.leaders(n); len(list) > 0 {
					d.follow(n, rapid.SampledFrom(list).Draw(t, "other"))
				}
			case 2:
				d.choose(rapid.SliceOfNDistinct(rapid.SampledFrom(all), 1, 4, rapid.ID).Draw(t, "networks"))
			case 3:
				before, _ := d.words(n)
				d.comment(n, "c")
				if after, _ := d.words(n); after != before {
					t.Fatalf("a comment changed the text from %q to %q", before, after)
				}
			case 4:
				d.addTags(n, calendar.HashtagSet{Tags: []string{"kivu"}})
			}
			for _, n := range d.networks() {
				if lead := d.leader(n); d.leader(lead) != lead {
					t.Fatalf("%s follows in a circle", n)
				}
			}
		}
	})
}

func TestDraftMovesMedia(t *testing.T) {
	d := newDraft(calendar.Item{Media: []calendar.Media{{SHA256: "a"}, {SHA256: "b"}}}, clients.Brand{})
	d.moveMedium(0, -1)
	d.moveMedium(1, 1)
	d.moveMedium(0, 1)
	if d.it.Media[0].SHA256 != "b" || d.it.Media[1].SHA256 != "a" {
		t.Errorf("%v", d.it.Media)
	}
}

func TestRemarksAreGrouped(t *testing.T) {
	list := []calendar.Remark{
		{Code: calendar.TextMissing, Network: "facebook"},
		{Code: calendar.WordToAvoid, Network: "facebook", Word: "promo"},
		{Code: calendar.TextMissing, Network: "x"},
		{Code: calendar.WordToAvoid, Network: "x", Word: "gratuit"},
		{Code: calendar.EmbargoDay, Word: "deuil"},
	}
	got := group(list)
	if len(got) != 4 || !slices.Equal(got[0].networks, []string{"facebook", "x"}) || len(got[3].networks) != 0 {
		t.Errorf("%+v", got)
	}
	empty := calendar.Item{Texts: []calendar.Text{{Network: "x", Text: " "}}}
	if got := besideText(list, empty); len(got) != 3 {
		t.Errorf("of an empty item: %+v", got)
	}
	empty.Texts[0].Text = "Bonjour"
	if got := besideText(list, empty); len(got) != len(list) {
		t.Errorf("of a written item: %+v", got)
	}
}
