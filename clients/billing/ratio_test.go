package billing

import (
	"testing"

	"regie/assets/text"
)

// Ensure a rate below one is printed with its figures, not rounded away: who
// multiplies by what is printed finds the total.
func TestASmallRateKeepsItsFigures(t *testing.T) {
	for _, c := range []struct {
		num, den int64
		want     string
	}{
		{2850, 1, "2\u202f850"},
		{28505, 10, "2\u202f850,5"},
		{35, 100_000, "0,00035"},
		{1, 2850, "0,000350877"},
		{10931, 10_000, "1,0931"},
		{1, 3, "0,333333"},
	} {
		if got := ratio(text.For(text.FR), c.num, c.den); got != c.want {
			t.Errorf("%d/%d is printed %q, not %q", c.num, c.den, got, c.want)
		}
	}
}
