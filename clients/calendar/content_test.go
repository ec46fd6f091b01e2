package calendar

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"regie/clients/civil"
)

func sample() Item {
	return Item{
		ID: "0192", Client: "c", Kind: Post, On: civil.NewDate(2026, 11, 24), At: 630, Zone: "Africa/Lubumbashi",
		Link: "https://example.org/?a=1&b=<2>",
		Texts: []Text{
			{Network: "linkedin", Text: "Cette année, 1 € par panier.\nMerci 🙌"},
			{Network: "facebook", SameAs: "linkedin", Signature: "#Kivu"},
			{Network: "x", Text: "Tab\tet \"guillemets\" \\ \u2028\u0001", Title: "T", Channel: "ch", FirstComment: "Lien"},
		},
		Media: []Media{{SHA256: strings.Repeat("a", 64), Alt: "Un panier"}, {Network: "x", SHA256: strings.Repeat("b", 64)}},
	}
}

// The text is PRODUCT 3.11's shape, written by hand; the hash was computed by
// another program (Python's hashlib) over these bytes.
func TestCanonicalContentAndHash(t *testing.T) {
	a, b := strings.Repeat("a", 64), strings.Repeat("b", 64)
	want := `{"at":"10:30","item":"0192","kind":"post","link":"https://example.org/?a=1&b=<2>","networks":[` +
		`{"channel":"","first_comment":"","media":[{"alt":"Un panier","sha256":"` + a + `"}],"network":"facebook","text":"Cette année, 1 € par panier.\nMerci 🙌\n\n#Kivu","title":""},` +
		`{"channel":"","first_comment":"","media":[{"alt":"Un panier","sha256":"` + a + `"}],"network":"linkedin","text":"Cette année, 1 € par panier.\nMerci 🙌","title":""},` +
		`{"channel":"ch","first_comment":"Lien","media":[{"alt":"","sha256":"` + b + `"}],"network":"x","text":"Tab\tet \"guillemets\" \\ ` + "\u2028" + `\u0001","title":"T"}` +
		`],"on":"2026-11-24","v":1,"zone":"Africa/Lubumbashi"}`
	if got := string(sample().Canonical()); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := sample().ContentHash(); got != "0e3e90c7b69393eec9827b8a62bfe37a882878fada988ef33c43e01ff8be14ea" {
		t.Errorf("hash %s", got)
	}
	var any map[string]any
	if err := json.Unmarshal(sample().Canonical(), &any); err != nil {
		t.Error(err)
	}
	empty := Item{ID: "i", Kind: Meeting, At: civil.NoClock, Zone: "UTC"}
	if got := string(empty.Canonical()); got != `{"at":null,"item":"i","kind":"meeting","link":"","networks":[],"on":null,"v":1,"zone":"UTC"}` {
		t.Error(got)
	}
}

// Whatever one rune of one network is changed to, dropped or added, the hash
// changes and the change is named.
func TestOneRuneChangesTheHash(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before := sample()
		before.Texts[0].Text = rapid.String().Draw(t, "text")
		before.Texts[2].Text = rapid.String().Draw(t, "other")
		after := before.clone()
		i := rapid.SampledFrom([]int{0, 2}).Draw(t, "network")
		runes := []rune(after.Texts[i].Text)
		at := rapid.IntRange(0, len(runes)).Draw(t, "at")
		r := rapid.Rune().Draw(t, "rune")
		if at < len(runes) && rapid.Bool().Draw(t, "replace") {
			if runes[at] == r {
				t.Skip("the same rune")
			}
			runes[at] = r
		} else {
			runes = slices.Insert(runes, at, r)
		}
		after.Texts[i].Text = string(runes)
		if before.ContentHash() == after.ContentHash() {
			t.Fatalf("%q and %q have one hash", before.Texts[i].Text, after.Texts[i].Text)
		}
		if !slices.Contains(changed(before, after), "text:"+after.Texts[i].Network) {
			t.Fatalf("named %v", changed(before, after))
		}
	})
}

// changed is empty exactly when the hashes are the same.
func TestChangedAgreesWithTheHash(t *testing.T) {
	for name, change := range map[string]func(*Item){
		"on":                 func(it *Item) { it.On = it.On.AddDays(1) },
		"at":                 func(it *Item) { it.At++ },
		"zone":               func(it *Item) { it.Zone = "Africa/Kinshasa" },
		"kind":               func(it *Item) { it.Kind = Reel },
		"link":               func(it *Item) { it.Link += "x" },
		"title:x":            func(it *Item) { it.Texts[2].Title = "" },
		"channel:x":          func(it *Item) { it.Texts[2].Channel = "" },
		"first_comment:x":    func(it *Item) { it.Texts[2].FirstComment = "" },
		"signature:facebook": func(it *Item) { it.Texts[1].Signature = "" },
		"text:facebook":      func(it *Item) { it.SetText("facebook", "À part") },
		"media:x":            func(it *Item) { it.Media[1].Alt = "autre" },
		"media:linkedin":     func(it *Item) { it.Media[0].SHA256 = strings.Repeat("c", 64) },
		"network:x":          func(it *Item) { it.DropNetwork("x") },
		"network:tiktok":     func(it *Item) { it.SetText("tiktok", "") },
	} {
		before, after := sample(), sample()
		change(&after)
		if !slices.Contains(changed(before, after), name) || before.ContentHash() == after.ContentHash() {
			t.Errorf("%s: named %v", name, changed(before, after))
		}
	}
	for name, change := range map[string]func(*Item){
		"title": func(it *Item) { it.Title = "nouveau" }, "note": func(it *Item) { it.Note = "n" },
		"author": func(it *Item) { it.Author = "a" }, "order": func(it *Item) { it.Texts[0], it.Texts[2] = it.Texts[2], it.Texts[0] },
		"state": func(it *Item) { it.State = Approved },
	} {
		before, after := sample(), sample()
		change(&after)
		if got := changed(before, after); len(got) > 0 || before.ContentHash() != after.ContentHash() {
			t.Errorf("%s: named %v", name, got)
		}
	}
}

func TestSameAsIsFollowedUntilEdited(t *testing.T) {
	it := sample()
	it.Follow("x", "facebook") // facebook follows linkedin
	if got := byNetwork(it)["x"].Text; !strings.HasPrefix(got, "Cette année") {
		t.Errorf("x says %q", got)
	}
	it.DropNetwork("linkedin")
	if got := byNetwork(it)["facebook"].Text; !strings.HasPrefix(got, "Cette année") {
		t.Errorf("facebook lost its words: %q", got)
	}
	it.SetText("x", "à moi")
	if got := byNetwork(it)["x"].Text; got != "à moi" {
		t.Errorf("x says %q", got)
	}
	it.Texts = []Text{{Network: "a", SameAs: "b"}, {Network: "b", SameAs: "a"}}
	if _, ok := it.source("a"); ok {
		t.Error("a circle has a source")
	}
}

func FuzzCanonicalIsJSON(f *testing.F) {
	f.Add("a\"\\\x00\x1f\u2029é🙌")
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			t.Skip()
		}
		it := Item{Texts: []Text{{Network: "x", Text: s}}}
		var back struct {
			Networks []struct{ Text string }
		}
		if err := json.Unmarshal(it.Canonical(), &back); err != nil || back.Networks[0].Text != s {
			t.Fatalf("%q came back as %q: %v", s, back.Networks, err)
		}
	})
}
