package sheet

import (
	"bytes"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"regie/clients/fault"
)

// decoded says how bytes became text.
type decoded struct {
	encoding string
	repaired bool
}

// decode turns the bytes of a delimited text into valid UTF-8: by its byte order
// mark, else by its NULs (UTF-16), else as UTF-8, else as Windows-1252, which is
// what Excel writes in Western Europe.
func decode(name string, data []byte) (string, decoded, error) {
	how := decoded{encoding: "utf-8"}
	var text string
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		text = string(data[3:])
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		how.encoding, text = "utf-16le", wideText(data[2:], 0)
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		how.encoding, text = "utf-16be", wideText(data[2:], 1)
	default:
		switch nulSide(data) {
		case 1:
			how.encoding, text = "utf-16le", wideText(data, 0)
		case 0:
			how.encoding, text = "utf-16be", wideText(data, 1)
		default:
			text = string(data)
		}
	}
	text = strings.TrimSuffix(text, "\x1a") // the end mark of DOS
	if !utf8.ValidString(text) {
		if cutRune(text) {
			return "", how, fault.New("file_cut", "name", name)
		}
		how.encoding, text = "windows-1252", westernText(text)
	}
	if binary(text) {
		return "", how, fault.New("file_not_a_table", "name", name)
	}
	if strings.Contains(text, "Ã") || strings.Contains(text, "â€") || strings.HasPrefix(text, "ï»¿") {
		text, how.repaired = repair(text)
		text = strings.TrimPrefix(text, "\ufeff")
	}
	if !strings.Contains(text, "\n") && strings.Contains(text, "\r") {
		text = strings.ReplaceAll(text, "\r", "\n") // Excel for old Macs
	}
	return text, how, nil
}

// wideText decodes UTF-16 whose low byte stands at offset low of each pair; an
// odd last byte is dropped.
func wideText(data []byte, low int) string {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = uint16(data[2*i+low]) | uint16(data[2*i+1-low])<<8
	}
	return string(utf16.Decode(units))
}

// nulSide recognises UTF-16 without a mark: in Western text nearly every second
// byte is NUL. It gives the parity of the NULs' places, or −1.
func nulSide(data []byte) int {
	head := data[:min(len(data), 2048)&^1]
	var nuls [2]int
	for i, b := range head {
		if b == 0 {
			nuls[i&1]++
		}
	}
	for side := range nuls {
		if half := len(head) / 2; half > 4 && nuls[side]*10 >= half*9 && nuls[1-side]*10 < half {
			return side
		}
	}
	return -1
}

// cutRune tells whether text is UTF-8 with accents that merely ends inside a rune.
func cutRune(text string) bool {
	for cut := 1; cut < utf8.UTFMax && cut < len(text); cut++ {
		head, tail := text[:len(text)-cut], text[len(text)-cut:]
		if tail[0] >= 0xC2 && !utf8.FullRuneInString(tail) && utf8.ValidString(head) {
			// One accented letter at the end of a Western text looks the same,
			// unless the text shows elsewhere that it is UTF-8.
			return len(head) != utf8.RuneCountInString(head)
		}
	}
	return false
}

func westernText(s string) string {
	var b strings.Builder
	b.Grow(len(s) + len(s)/16)
	for i := range len(s) {
		b.WriteRune(westernRune(s[i]))
	}
	return b.String()
}

func westernRune(c byte) rune {
	if r := charmap.Windows1252.DecodeByte(c); r != utf8.RuneError {
		return r
	}
	return rune(c)
}

// binary tells whether a text is none: a NUL anywhere, or more than one control
// character in a hundred.
func binary(text string) bool {
	controls := 0
	for i := range len(text) {
		switch c := text[i]; {
		case c == 0:
			return true
		case c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\v':
			controls++
		}
	}
	return controls*100 > len(text)
}

// repair puts right the lines of a text that was UTF-8, was read as Windows-1252
// and saved again ("dÃ©pensÃ©"). A line is changed only if all of it can have
// come that way; a line with one honest accent cannot.
func repair(text string) (string, bool) {
	var b strings.Builder
	b.Grow(len(text))
	done := false
	for line := range strings.Lines(text) {
		if fixed, ok := repairLine(line); ok {
			line, done = fixed, true
		}
		b.WriteString(line)
	}
	if !done {
		return text, false
	}
	return b.String(), true
}

func repairLine(line string) (string, bool) {
	narrow := make([]byte, 0, len(line))
	wide := false
	for _, r := range line {
		c, ok := charmap.Windows1252.EncodeRune(r)
		if !ok {
			if r < 0x80 || r > 0x9f {
				return "", false
			}
			c = byte(r)
		}
		wide = wide || c >= 0x80
		narrow = append(narrow, c)
	}
	if !wide || !utf8.Valid(narrow) {
		return "", false
	}
	return string(narrow), true
}
