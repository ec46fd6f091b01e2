package widgets

import "strings"

// matches tells whether every word of a folded query is in the folded text.
func matches(text, query string) bool {
	for _, w := range strings.Fields(query) {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}
