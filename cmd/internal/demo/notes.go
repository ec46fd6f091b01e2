package demo

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
)

//go:embed notes.txt
var noteFile string

// notes are what people write on their time, by hat and language; "~" before
// the language marks those of weekends.
type notes map[string][]string

// internalNotes is the section of the agency's own time.
const internalNotes = "internal"

func readNotes() (notes, error) {
	all := notes{}
	hat := ""
	for i, line := range strings.Split(strings.TrimSpace(noteFile), "\n") {
		if h, ok := strings.CutPrefix(line, "= "); ok {
			hat = h
			continue
		}
		lang, note, ok := strings.Cut(line, " ")
		if !ok || hat == "" {
			return nil, fmt.Errorf("notes, line %d: %q", i+1, line)
		}
		all[hat+" "+lang] = append(all[hat+" "+lang], note)
	}
	return all, nil
}

// of takes a note of a hat, one of the weekend's where there is one. With a
// title it may speak of it.
func (n notes) of(hat, lang, title string, weekend bool, r *dice) string {
	list := n[hat+" "+lang]
	if special := n[hat+" ~"+lang]; weekend && len(special) > 0 {
		list = special
	}
	if title == "" {
		list = slices.DeleteFunc(slices.Clone(list), func(s string) bool { return strings.Contains(s, "{item}") })
	}
	note := strings.ReplaceAll(pick(r, list), "{item}", title)
	if lang == "fr" {
		return frenchSpaces.Replace(note)
	}
	return note
}
