package limits

import (
	"strings"
	"testing"

	"regie/clients/civil"
	"regie/clients/fault"
)

func TestShippedLimits(t *testing.T) {
	for _, c := range []struct {
		network                     string
		title, text, fold, hashtags int
		count                       Count
	}{
		{"x", 0, 280, 0, 0, Weighted},
		{"linkedin", 0, 3000, 210, 0, UTF16},
		{"facebook", 0, 63206, 0, 0, Runes},
		{"instagram", 0, 2200, 125, 30, Runes},
		{"tiktok", 0, 2200, 0, 0, UTF16},
		{"youtube", 100, 5000, 0, 60, Runes},
		{"threads", 0, 500, 0, 1, EmojiBytes},
		{"bluesky", 0, 300, 0, 0, Graphemes},
		{"pinterest", 100, 500, 0, 0, Runes},
		{"mastodon", 0, 500, 0, 0, Mastodon},
		{"google", 0, 1500, 0, 0, Runes},
		{"blog", 0, 0, 0, 0, Runes},
	} {
		l, ok := Shipped().On(c.network, civil.NewDate(2026, 11, 1))
		if !ok || l.Title != c.title || l.Text != c.text || l.Fold != c.fold || l.Hashtags != c.hashtags || l.Count != c.count {
			t.Errorf("%s: %+v", c.network, l)
		}
	}
}

func TestNetworkByAnyName(t *testing.T) {
	for name, want := range map[string]string{
		"Twitter": "x", "GMB": "google", " Média externe ": "media", "You Tube": "youtube", "Lettre d’information": "newsletter",
	} {
		if got, ok := Shipped().Network(name); !ok || got != want {
			t.Errorf("%q: %q %v", name, got, ok)
		}
	}
	if _, ok := Shipped().Network("myspace"); ok {
		t.Error("myspace is known")
	}
}

func TestOwnLinesAreLaidOverByDate(t *testing.T) {
	own, err := read(strings.NewReader(`{"limits":[
		{"network":"x","name":"X","code":"X","from":"2026-06-01","text":400,"count":"weighted"},
		{"network":"bluesky","name":"Bluesky","code":"BS","from":"2023-02-01","text":310,"count":"graphemes"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	b := Shipped().With(own)
	for _, c := range []struct {
		network string
		on      civil.Date
		want    int
	}{
		{"x", civil.NewDate(2026, 5, 31), 280},
		{"x", civil.NewDate(2026, 6, 1), 400},
		{"x", civil.NewDate(2010, 1, 1), 280},
		{"bluesky", civil.NewDate(2026, 1, 1), 310},
		{"linkedin", civil.NewDate(2026, 1, 1), 3000},
	} {
		if l, _ := b.On(c.network, c.on); l.Text != c.want {
			t.Errorf("%s on %s: %d", c.network, c.on, l.Text)
		}
	}
	if got := len(b.Networks()); got != len(Shipped().Networks()) {
		t.Errorf("%d networks", got)
	}
	if l, _ := Shipped().On("x", civil.NewDate(2027, 1, 1)); l.Text != 280 {
		t.Error("the shipped book was changed")
	}
}

func TestBrokenLimitsAreRefused(t *testing.T) {
	for _, s := range []string{
		"", "{", `{"limits":[{"network":"x","name":"X","count":"guess"}]}`,
		`{"limits":[{"network":"x","name":"X","count":"runes","text":-1}]}`, `{"limits":[{"colour":1}]}`,
	} {
		if _, err := read(strings.NewReader(s)); !fault.Is(err, "limits_invalid") {
			t.Errorf("%q: %v", s, err)
		}
	}
}
