package calendar

import (
	"strings"

	"regie/assets/limits"
	"regie/assets/text"
)

// ChangedWords names in words what changed of an item; see Changed.
func ChangedWords(p *text.Printer, book *limits.Book, names []string) string {
	words := make([]string, 0, len(names))
	for _, n := range names {
		what, network, _ := strings.Cut(n, ":")
		words = append(words, p.T("calendar.change."+what, "network", book.Name(network, string(p.Lang()))))
	}
	return p.List(words)
}
