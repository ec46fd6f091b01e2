package widgets

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold takes case and accents off a text, so that "hotel" finds "Hôtel" and
// "coeur" finds "Cœur".
func Fold(s string) string {
	s = ligatures.Replace(strings.ToLower(norm.NFD.String(s)))
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, s)
}

var ligatures = strings.NewReplacer("œ", "oe", "æ", "ae", "’", "'", "\u00a0", " ", "\u202f", " ")

// matches tells whether every word of a folded query is in the folded text.
func matches(text, query string) bool {
	for _, w := range strings.Fields(query) {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}
