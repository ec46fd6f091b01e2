package clients

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"regie/clients/fault"
)

// Longest texts, in characters.
const (
	MaxName = 120
	MaxText = 10_000
	MaxKey  = 32
)

// plainLetters are letters that Unicode does not take apart and that people
// leave out when they type in a hurry.
var plainLetters = strings.NewReplacer(
	"œ", "oe", "æ", "ae", "ß", "ss", "ø", "o", "ł", "l", "đ", "d", "ð", "d", "þ", "th",
	"ı", "i", "ŋ", "n", "ɛ", "e", "ɔ", "o", "’", "'", "ʼ", "'")

// Fold is a name as it is compared and searched: small letters, no accents,
// single spaces. It never fails; invalid bytes become U+FFFD.
func Fold(s string) string {
	if isPlain(s) {
		return strings.Join(strings.Fields(strings.ToLower(s)), " ")
	}
	s = strings.ToLower(norm.NFKD.String(strings.ToValidUTF8(s, "\uFFFD")))
	s = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(plainLetters.Replace(s)), " ")
}

func isPlain(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// cleanName takes a name as typed to the form it is kept in: NFC, single
// spaces, 1 to 120 characters. Refusals: name_empty, name_too_long (arguments
// count, max), name_invalid for control characters, marks that turn the
// writing direction, and invalid UTF-8.
func cleanName(s string) (string, error) {
	if !utf8.ValidString(s) || strings.ContainsFunc(s, forbiddenInName) {
		return "", fault.New("name_invalid").At("name")
	}
	s = strings.Join(strings.Fields(norm.NFC.String(s)), " ")
	switch n := utf8.RuneCountInString(s); {
	case n == 0:
		return "", fault.New("name_empty").At("name")
	case n > MaxName:
		return "", fault.New("name_too_long", "count", n, "max", MaxName).At("name")
	}
	return s, nil
}

// cleanLine is cleanName for a line that may be empty.
func cleanLine(field, s string) (string, error) {
	if strings.TrimSpace(s) == "" && utf8.ValidString(s) {
		return "", nil
	}
	s, err := cleanName(s)
	if f, ok := fault.As(err); ok {
		return "", f.At(field)
	}
	return s, nil
}

// CleanText takes free text of several lines to the form it is kept in: NFC,
// lines parted by "\n", no spaces at the ends, at most 10 000 characters.
// Refusals, at the field: text_invalid, text_too_long (arguments count, max).
func CleanText(field, s string) (string, error) {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	if !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool { return r != '\n' && r != '\t' && unicode.IsControl(r) }) {
		return "", fault.New("text_invalid").At(field)
	}
	s = strings.TrimSpace(norm.NFC.String(s))
	if n := utf8.RuneCountInString(s); n > MaxText {
		return "", fault.New("text_too_long", "count", n, "max", MaxText).At(field)
	}
	return s, nil
}

// forbiddenInName are controls, and the marks that make a name read otherwise
// than it is written (U+202A–202E, U+2066–2069).
func forbiddenInName(r rune) bool {
	return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' ||
		(r >= '\u202A' && r <= '\u202E') || (r >= '\u2066' && r <= '\u2069')
}

// ProposeKey makes a key from a name: its folded letters and figures joined by
// "-", at most 32; fallback where the name has none (another script).
func ProposeKey(name, fallback string) string {
	var b strings.Builder
	for _, r := range Fold(name) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case r == '\'':
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	key := b.String()
	key = strings.TrimRight(key[:min(len(key), MaxKey)], "-")
	if key == "" {
		return fallback
	}
	return key
}

// validKey tells whether s is 1 to 32 of a–z, 0–9 and "-", beginning and
// ending with a letter or a figure.
func validKey(s string) bool {
	if s == "" || len(s) > MaxKey || s[0] == '-' || s[len(s)-1] == '-' {
		return false
	}
	for i := range len(s) {
		if c := s[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' {
			return false
		}
	}
	return true
}
