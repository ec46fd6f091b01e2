package contests

import "testing"

// Ensure each country's points have a text in both languages, a source, and a
// key of their own.
func TestChecklist(t *testing.T) {
	for _, country := range []string{"FR", "CD", "BE"} {
		seen := map[string]bool{}
		for _, p := range For(country) {
			if p.FR == "" || p.EN == "" || p.Source == "" || seen[p.Key] {
				t.Errorf("%s: %+v", country, p)
			}
			seen[p.Key] = true
		}
		if !seen["rules"] || !seen["draw"] || seen["authorisation"] != (country == "CD") {
			t.Errorf("%s: %v", country, seen)
		}
	}
}
