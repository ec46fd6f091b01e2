package invoice

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

func filled(all ...string) []string {
	var out []string
	for _, s := range all {
		if strings.TrimSpace(s) != "" {
			out = append(out, s)
		}
	}
	return out
}

func firstFilled(all ...string) string {
	for _, s := range all {
		if s != "" {
			return s
		}
	}
	return ""
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// spaced parts a number in groups, as people read it; one of another length
// stays as it is.
func spaced(s string, groups ...int) string {
	s = strings.Join(strings.Fields(s), "")
	total := 0
	for _, g := range groups {
		total += g
	}
	if len(s) != total {
		return s
	}
	var parts []string
	for _, g := range groups {
		parts = append(parts, s[:g])
		s = s[g:]
	}
	return strings.Join(parts, "\u00A0")
}

// fours parts an IBAN in groups of four.
func fours(s string) string {
	s = strings.ToUpper(strings.Join(strings.Fields(s), ""))
	var parts []string
	for len(s) > 4 {
		parts = append(parts, s[:4])
		s = s[4:]
	}
	return strings.Join(append(parts, s), "\u00A0")
}
