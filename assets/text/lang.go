package text

import (
	"strings"

	"regie/clients/fault"
)

// Lang is a language Régie speaks.
type Lang string

// The two languages. French is the one taken when nothing says otherwise.
const (
	FR Lang = "fr"
	EN Lang = "en"
)

// Langs are the languages in the order they are offered.
func Langs() []Lang { return []Lang{FR, EN} }

// Parse reads a language: "fr", "EN", "fr_FR.UTF-8", "en-GB", or its name in
// either language. Any other is refused (lang_unknown, argument "value").
func Parse(s string) (Lang, error) {
	t := strings.ToLower(strings.TrimSpace(s))
	switch t {
	case "français", "francais", "french":
		return FR, nil
	case "english", "anglais":
		return EN, nil
	}
	if i := strings.IndexAny(t, "_-.@"); i >= 0 {
		t = t[:i]
	}
	switch l := Lang(t); l {
	case FR, EN:
		return l, nil
	}
	return "", fault.New("lang_unknown", "value", s)
}

// FromEnv is the language of the surroundings: REGIE_LANG, else the locale by
// the order of POSIX (LC_ALL, LC_MESSAGES, LANG; the first that is set), else
// French.
func FromEnv(getenv func(string) string) Lang {
	if l, err := Parse(getenv("REGIE_LANG")); err == nil {
		return l
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := getenv(name); v != "" {
			if l, err := Parse(v); err == nil {
				return l
			}
			break
		}
	}
	return FR
}
