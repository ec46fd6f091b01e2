package calendar

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"regie/clients"
	"regie/clients/civil"
)

// awkward are strings that programs like to change on the way.
var awkward = []string{
	"", "é", "e\u0301", "🙌🏽", "👩‍👩‍👧", "\u2028\u2029", "<b>&amp;</b>", "a\\b\"c/d", "\r\n\t", "\ufeffbom", "مرحبا", "\u202eretourné",
	"\x7f", "\U0010FFFF", "\u00a0\u202f", "İıßﬁ", "#Kivu @aline https://example.org/?a=1&b=2",
}

func words(label string) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(awkward), rapid.StringN(0, 12, -1)), 0, 4).Draw(t, label), "")
	})
}

// anyItem is an item with awkward words, some networks following others.
func anyItem(t *rapid.T) Item {
	it := Item{
		ID: clients.ID(rapid.StringMatching(`[0-9a-f]{8}`).Draw(t, "id")), Kind: rapid.SampledFrom(Kinds()).Draw(t, "kind"), At: civil.NoClock,
		Zone: rapid.SampledFrom([]string{"Europe/Paris", "Africa/Kinshasa", "UTC"}).Draw(t, "zone"), Link: words("link").Draw(t, "link"),
	}
	if rapid.Bool().Draw(t, "dated") {
		it.On = civil.NewDate(2026, 1, 1).AddDays(rapid.IntRange(0, 400).Draw(t, "day"))
		it.At = civil.Clock(rapid.IntRange(-1, 1439).Draw(t, "at"))
	}
	for _, network := range []string{"facebook", "instagram", "linkedin", "x"}[:rapid.IntRange(0, 4).Draw(t, "networks")] {
		it.Texts = append(it.Texts, Text{
			Network: network, Channel: clients.ID(rapid.SampledFrom([]string{"", "page"}).Draw(t, "channel")), Title: words("title").Draw(t, "title"),
			Text: words("text").Draw(t, "text"), FirstComment: words("comment").Draw(t, "comment"),
			Signature: rapid.SampledFrom([]string{"", "#Kivu #Goma"}).Draw(t, "signature"),
		})
	}
	if len(it.Texts) > 1 && rapid.Bool().Draw(t, "follows") {
		it.Texts[1].Text, it.Texts[1].SameAs = "", it.Texts[0].Network
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "media") {
		m := Media{SHA256: strings.Repeat(string("0123456789abcdef"[i]), 64), Alt: words("alt").Draw(t, "alt")}
		if len(it.Texts) > 0 && rapid.Bool().Draw(t, "own") {
			m.Network = it.Texts[0].Network
		}
		it.Media = append(it.Media, m)
	}
	return it
}

// plainContent is what goes out, resolved here by other means than the room's, to be
// written and hashed by another program.
func plainContent(it Item) map[string]any {
	orNull := func(s string) any {
		if s == "" {
			return nil
		}
		return s
	}
	networks := []any{}
	for _, t := range it.Texts {
		body, comment, title := t.Text, t.FirstComment, t.Title
		for _, o := range it.Texts {
			if t.SameAs != "" && o.Network == t.SameAs {
				body = o.Text
				if comment == "" {
					comment = o.FirstComment
				}
				if title == "" {
					title = o.Title
				}
			}
		}
		if t.Signature != "" && body != "" {
			body += "\n\n"
		}
		media := []any{}
		for _, own := range []string{t.Network, ""} {
			for _, m := range it.Media {
				if m.Network == own {
					media = append(media, map[string]any{"sha256": m.SHA256, "alt": m.Alt})
				}
			}
			if len(media) > 0 {
				break
			}
		}
		networks = append(networks, map[string]any{
			"network": t.Network, "channel": string(t.Channel), "title": title, "text": body + t.Signature, "first_comment": comment, "media": media,
		})
	}
	return map[string]any{
		"v": 1, "item": string(it.ID), "kind": string(it.Kind), "on": orNull(it.On.String()), "at": orNull(it.At.String()),
		"zone": it.Zone, "link": it.Link, "networks": networks,
	}
}

// Ensure that another program, told what goes out, writes the same bytes and
// the same hash.
func TestTheHashIsAnotherProgramsToo(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip("python3 is not installed")
	}
	var in bytes.Buffer
	var want []string
	items := rapid.Custom(anyItem)
	for seed := range 300 {
		it := items.Example(seed)
		line, err := json.Marshal(plainContent(it))
		if err != nil {
			t.Fatal(err)
		}
		in.Write(append(line, '\n'))
		want = append(want, it.ContentHash())
	}
	hash := exec.Command(python, "-c", `
import sys, json, hashlib
for line in sys.stdin.buffer.read().split(b"\n")[:-1]:
    c = json.loads(line)
    c["networks"].sort(key=lambda n: n["network"])
    print(hashlib.sha256(json.dumps(c, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest())
`)
	hash.Stdin = &in
	out, err := hash.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for i, got := range strings.Fields(string(out)) {
		if got != want[i] {
			t.Errorf("item %d: %s, want %s for %s", i, want[i], got, items.Example(i).Canonical())
		}
	}
}

// Ensure that two items have one hash exactly when nothing is named as changed.
func TestNamedChangesAreTheHashes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := anyItem(t)
		b := a.clone()
		switch rapid.IntRange(0, 9).Draw(t, "change") {
		case 0:
			b = anyItem(t)
			b.ID = a.ID
		case 1:
			b.Title, b.Note, b.EffortSeconds, b.State = "t", "n", 60, Approved
		case 2:
			if len(b.Media) > 1 {
				b.Media[0], b.Media[1] = b.Media[1], b.Media[0]
			}
		case 3:
			for i := range b.Texts {
				b.Texts[i].Signature = "#autre"
			}
		case 4:
			if len(b.Texts) > 0 {
				b.Texts[0].Text += "."
			}
		case 5:
			for i := range b.Media {
				b.Media[i].Alt += " "
			}
		case 6:
			b.At = civil.NoClock
		case 7:
			for i := range b.Texts {
				b.Texts[i].FirstComment = "c"
			}
		}
		if names := changed(a, b); (len(names) == 0) != (a.ContentHash() == b.ContentHash()) {
			t.Fatalf("named %v\n%s\n%s", names, a.Canonical(), b.Canonical())
		}
	})
}
