package clients

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxFileName is the longest SafeFileName in bytes: with a period, a word and
// an ending added, a path stays under the 255 of every file system and under
// the 260 of old Windows programs.
const maxFileName = 80

// reservedNames are devices on Windows, with or without an ending.
// https://learn.microsoft.com/windows/win32/fileio/naming-a-file
var reservedNames = map[string]bool{"con": true, "prn": true, "aux": true, "nul": true, "conin$": true, "conout$": true}

func init() {
	for _, n := range []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "¹", "²", "³"} {
		reservedNames["com"+n] = true
		reservedNames["lpt"+n] = true
	}
}

// SafeFileName makes of any name one that can stand in a file's name on
// Windows, macOS and Linux: no separators, no reserved signs or names, no
// leading or trailing dots or spaces, at most 80 bytes. It is never empty,
// and a safe name stays as it is.
func SafeFileName(name string) string {
	s := norm.NFC.String(strings.ToValidUTF8(name, ""))
	s = strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(`<>:"/\|?*`, r):
			return '-'
		case forbiddenInName(r), unicode.IsSpace(r):
			return ' '
		case unicode.Is(unicode.Co, r), r == utf8.RuneError:
			return -1
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	s = cutBytes(trimEnds(s), maxFileName)
	if s = trimEnds(s); s == "" {
		return "_"
	}
	stem, _, _ := strings.Cut(strings.ToLower(s), ".")
	if reservedNames[strings.TrimSpace(stem)] {
		s = "_" + s
	}
	return s
}

// trimEnds takes off what Windows drops silently, what Unix hides, and a
// leading "-", "=", "+", "@" or "~" that a shell or a workbook would obey.
func trimEnds(s string) string {
	return strings.TrimRight(strings.TrimLeft(s, ". -=+@~"), ". ")
}

// cutBytes cuts at a rune, before marks that belong to the letter left out.
func cutBytes(s string, most int) string {
	if len(s) <= most {
		return s
	}
	for most > 0 {
		r, _ := utf8.DecodeRuneInString(s[most:])
		if utf8.RuneStart(s[most]) && !unicode.Is(unicode.M, r) && r != '\u200D' {
			break
		}
		most--
	}
	return s[:most]
}
