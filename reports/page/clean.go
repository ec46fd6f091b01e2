package page

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Characters that steer the layout and are never drawn.
const (
	softHyphen   = '\u00AD'
	zeroSpace    = '\u200B'
	zeroNonJoin  = '\u200C'
	zeroJoin     = '\u200D'
	noBreak      = '\u00A0'
	noBreakThin  = '\u202F'
	textVariant  = '\uFE0E'
	emojiVariant = '\uFE0F'
	keycap       = '\u20E3'
	wordJoiner   = '\u2060'
)

// Clean makes any string fit for the layout: valid UTF-8 (a bad byte becomes a
// question mark), NFC, line ends as "\n", tabs as spaces, no other control or
// invisible formatting character except soft hyphens, zero-width spaces and
// the joiners of emoji.
func Clean(s string) string {
	if isPlainASCII(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n <= 1 {
			b.WriteByte('?')
			i++
			continue
		}
		if r == '\r' && strings.HasPrefix(s[i+1:], "\n") {
			i++
			continue
		}
		i += n
		if r = cleanRune(r); r >= 0 {
			b.WriteRune(r)
		}
	}
	return norm.NFC.String(b.String())
}

func isPlainASCII(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < 0x20 && c != '\n') || c >= 0x7F {
			return false
		}
	}
	return true
}

// cleanRune maps one character, -1 for what is left out.
func cleanRune(r rune) rune {
	switch r {
	case '\n', '\r', '\v', '\f', 0x85, 0x2028, 0x2029:
		return '\n'
	case '\t':
		return ' '
	case softHyphen, zeroSpace, zeroNonJoin, zeroJoin, wordJoiner:
		return r
	case utf8.RuneError:
		return '?'
	}
	switch {
	case r < 0x20 || (r >= 0x7F && r < 0xA0):
		return -1
	case isTag(r):
		return r
	case unicode.Is(unicode.Cf, r):
		return -1
	}
	return r
}

// Plain is Clean on one line, without what lies beyond U+FFFF, soft hyphens
// and joiners: fit for bookmarks and for the information of a PDF.
func Plain(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == zeroSpace:
			return ' '
		case r > 0xFFFF, r == softHyphen, r == zeroJoin, r == zeroNonJoin, r == wordJoiner, r == emojiVariant, r == textVariant:
			return -1
		}
		return r
	}, Clean(s))
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' }), " ")
}

func isTag(r rune) bool      { return r >= 0xE0020 && r <= 0xE007F }
func isRegional(r rune) bool { return r >= 0x1F1E6 && r <= 0x1F1FF }
func isSkinTone(r rune) bool { return r >= 0x1F3FB && r <= 0x1F3FF }

// isMark tells a combining mark, which never begins a line of its own.
func isMark(r rune) bool { return r >= 0x300 && unicode.In(r, unicode.Mn, unicode.Me) }

func isArabic(r rune) bool {
	return r >= 0x600 && (r <= 0x6FF || (r >= 0x750 && r <= 0x77F) || (r >= 0x8A0 && r <= 0x8FF) ||
		(r >= 0xFB50 && r <= 0xFDFF) || (r >= 0xFE70 && r <= 0xFEFC))
}
