package gui

import (
	"strings"
	"testing"
	"time"

	"regie/assets/text"
)

// Ensure the question says what the machine knows, and no more.
func TestQuestionText(t *testing.T) {
	p := text.For(text.FR)
	start := time.Date(2026, 3, 2, 9, 5, 0, 0, time.UTC)
	q := TimerQuestion{Client: "Kivu Maison", Hat: "Rédaction", Start: start, AliveAt: start.Add(40 * time.Minute), Gap: 95 * 60}
	got := questionText(p, q, time.UTC)
	for _, want := range []string{"Kivu Maison · Rédaction", "09:05", "09:45", p.Hours(95)} {
		if !strings.Contains(got, want) {
			t.Errorf("%q does not say %q", got, want)
		}
	}
	q.Gap, q.Long = 0, true
	if got := questionText(p, q, time.UTC); strings.Contains(got, "09:45") {
		t.Errorf("%q speaks of a silence that was not", got)
	}
}
