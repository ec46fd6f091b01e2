package page

import (
	"strings"
	"unicode"

	"github.com/go-text/typesetting/segmenter"
)

// opportunities marks, for each glyph, whether a line may end after it. The
// rules are those of UAX #14, then the customs of French: nothing before a
// double sign or a closing guillemet, nothing after an opening one, no unit or
// currency parted from its figure, whatever kind of space was typed.
func opportunities(gl []glyph) []bool {
	text := make([]rune, len(gl))
	for i, g := range gl {
		text[i] = g.brk
	}
	may := make([]bool, len(gl))
	var seg segmenter.Segmenter
	seg.Init(text)
	for it := seg.LineIterator(); it.Next(); {
		l := it.Line()
		if end := l.Offset + len(l.Text); end > 0 {
			may[end-1] = true
		}
	}
	for i := range may {
		if may[i] && i+1 < len(text) && glued(text, i) {
			may[i] = false
		}
	}
	return may
}

// glued tells that a line must not end after text[i] although UAX #14 lets it.
func glued(text []rune, i int) bool {
	prev := i
	for prev >= 0 && text[prev] == ' ' {
		prev--
	}
	if prev < 0 {
		return false
	}
	next := text[i+1]
	spaced := prev != i
	switch {
	case strings.ContainsRune("«“‹([¿¡", text[prev]):
		return true
	case isMark(next):
		return true
	case !spaced:
		return false
	case strings.ContainsRune(":;!?»›%‰)]", next):
		return true
	case strings.ContainsRune("€$£¥", next):
		return unicode.IsDigit(text[prev])
	}
	return false
}

// breakable are the signs after which a word too long for its box is best
// broken: those of addresses and file names.
const breakable = "/.?&=-_,;:@#+%~)]}"

// emergency returns where to end a line that has no opportunity: after the
// last breakable sign of the second half, else where it is full.
func emergency(gl []glyph, start, full int) int {
	for k := full; k > start+(full-start)/2; k-- {
		if strings.ContainsRune(breakable, gl[k-1].r) && gl[k-1].kind == kindText {
			return k
		}
	}
	for full > start+1 && (isMark(gl[full].r) || gl[full-1].kind == kindSoft) {
		full--
	}
	return max(full, start+1)
}
