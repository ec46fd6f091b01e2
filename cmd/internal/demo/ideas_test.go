package demo

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"regie/assets/limits"
	"regie/clients/calendar"
	"regie/clients/civil"
)

// wrongFrench are the contractions that a filled gap must not miss.
var wrongFrench = regexp.MustCompile(`(?i)(^|[\s(’])(de les?|à les?|de [aeiouéè]\w*|que il|si il)\s`)

// elisions that are right before a proper name or a figure.
var rightAnyway = regexp.MustCompile(`(?i)de (onze|un|une|eux)\s`)

func TestIdeasAreWhole(t *testing.T) {
	known := limits.Shipped().Networks()
	for _, p := range shipped() {
		b, err := readBook(p.ideas)
		if err != nil {
			t.Fatal(err)
		}
		if n := len(b.ideas); n < 55 || len(b.asks) < 3 || len(b.offers) < 2 || len(b.tags) < 5 {
			t.Errorf("%s has %d ideas", p.ideas, n)
		}
		seen := map[string]bool{}
		r := throw(1, "test "+p.ideas)
		for _, d := range b.ideas {
			if seen[d.title] {
				t.Errorf("%s: %s stands twice", p.ideas, d.title)
			}
			seen[d.title] = true
			if d.kind.Publishes() == (len(d.networks) == 0) {
				t.Errorf("%s: %s publishes on %v", p.ideas, d.title, d.networks)
			}
			for _, n := range d.networks {
				if !strings.Contains(" "+strings.Join(known, " ")+" ", " "+n+" ") {
					t.Errorf("%s: network %s", p.ideas, n)
				}
			}
			for range 12 {
				s := b.tell(d, r)
				checkTold(t, p, b, s)
			}
		}
		for m := time.January; m <= time.December; m++ {
			n := 0
			for _, d := range b.ideas {
				if d.kind == calendar.Post && d.fits(civil.NewMonth(2026, m)) {
					n++
				}
			}
			if n < 20 {
				t.Errorf("%s has %d posts for %s", p.ideas, n, m)
			}
		}
	}
}

func checkTold(t *testing.T, p profile, b *book, s told) {
	t.Helper()
	whole := s.title + "\n" + s.body
	if strings.ContainsAny(whole, "{}|") || strings.Contains(whole, "  ") || s.title == "" || s.body == "" {
		t.Errorf("%s: %q", p.ideas, whole)
	}
	if b.lang == "fr" {
		for _, m := range wrongFrench.FindAllString(whole, -1) {
			if !rightAnyway.MatchString(m + " ") {
				t.Errorf("%s: %q in %q", p.ideas, m, whole)
			}
		}
	}
	for _, word := range p.client.Brand.WordsAvoid {
		if strings.Contains(strings.ToLower(whole), word) {
			t.Errorf("%s: its charter avoids %q: %q", p.ideas, word, whole)
		}
	}
	if os.Getenv("SHOW_IDEAS") != "" {
		t.Log(p.ideas, "|", strings.ReplaceAll(whole, "\n", " ▸ "))
	}
}
