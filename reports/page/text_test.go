package page

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestClean(t *testing.T) {
	for _, tc := range []struct{ in, want string }{
		{"", ""},
		{"plain", "plain"},
		{"a\tb\r\nc\rd", "a b\nc\nd"},
		{"e\u0301te\u0301", "été"},
		{"bad \xff\xfe byte", "bad ?? byte"},
		{"nul \x00 bell \x07 esc \x1b[31m", "nul  bell  esc [31m"},
		{"\u202Eevil\u202C \u2066x\u2069", "evil x"},
		{"\ufeffbom\u2028next", "bom\nnext"},
		{"soft\u00ADhyphen", "soft\u00ADhyphen"},
		{"👩🏾‍🍳", "👩🏾‍🍳"},
	} {
		if got := Clean(tc.in); got != tc.want {
			t.Errorf("Clean(%q) = %q, want %q", tc.in, got, tc.want)
		}
	}
	if got := Plain("Mois\u00A0d’octobre 🎉\nsuite\u00AD"); got != "Mois\u00A0d’octobre suite" {
		t.Errorf("Plain = %q", got)
	}
}

// set breaks a text and gives its lines as plain strings.
func set(s string, st TextStyle, width float64) []string {
	th := NewTheme(Color{}, Color{})
	var out []string
	for _, l := range th.typeset(Text(s), st, width) {
		out = append(out, lineText(l))
	}
	return out
}

// lineText is what a line says, in the order of its operations.
func lineText(l textLine) string {
	var b strings.Builder
	for _, o := range l.ops {
		if x, ok := o.(OpText); ok {
			if x.Actual != "" {
				b.WriteString(x.Actual)
			} else {
				b.WriteString(x.Text)
			}
		}
	}
	return b.String()
}

func TestFrenchPunctuationIsNeverParted(t *testing.T) {
	glued := []string{
		"mot\u202F: mot", "mot : mot", "mot ; mot", "oui ! non", "oui ? non", "« mot » mot", "«\u00A0mot\u00A0» mot",
		"18 % de plus", "10 € net", "1\u202F234,50\u202F€ net", "25\u00A0h\u00A030 de travail", "n°\u00A012 ici", "(mot) mot",
	}
	for _, s := range glued {
		for width := 12.0; width < 120; width += 1.5 {
			for i, line := range set(s, TextStyle{}, width) {
				first, last := firstRune(line), lastRune(line)
				if i > 0 && strings.ContainsRune(":;!?»%€)", first) && width > 40 {
					t.Fatalf("%q at %.1f: a line begins with %q", s, width, line)
				}
				if last == '«' && width > 40 {
					t.Fatalf("%q at %.1f: a line ends with %q", s, width, line)
				}
			}
		}
	}
	// A no-break space holds whatever the width, as long as the word fits.
	for width := 62.0; width < 200; width++ {
		for _, line := range set("il faut 25\u202Fh\u202F30 en tout", TextStyle{}, width) {
			if strings.HasSuffix(line, "25") || strings.HasSuffix(line, "h") {
				t.Fatalf("at %.0f: %q", width, line)
			}
		}
	}
}

func firstRune(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }
func lastRune(s string) rune  { r, _ := utf8.DecodeLastRuneInString(s); return r }

func TestBreaking(t *testing.T) {
	for _, tc := range []struct {
		name, in string
		width    float64
		want     []string
	}{
		{"forced ends", "un\n\ndeux\n", 100, []string{"un", "", "deux", ""}},
		{"soft hyphen shown only where it breaks", "anti\u00ADconstitu\u00ADtionnelle\u00ADment", 60, []string{"anticonstitu-", "tionnelle-", "ment"}},
		{"long address after its signs", "https://example.org/boutique/collections/automne", 110, []string{"https://example.org/", "boutique/collections/", "automne"}},
		{"a word longer than the box", "aaaaaaaaaaaaaaaaaaaa", 30, []string{"aaaaa", "aaaaa", "aaaaa", "aaaaa"}},
		{"blanks hang", "mot    mot", 24, []string{"mot", "mot"}},
		{"zero-width space", "aaaa\u200Bbbbb", 30, []string{"aaaa", "bbbb"}},
	} {
		got := set(tc.in, TextStyle{}, tc.width)
		if strings.Join(got, "|") != strings.Join(tc.want, "|") {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
	}
}

func TestEveryCharacterIsDrawn(t *testing.T) {
	for in, want := range map[string]string{
		"→ ✓ ☐ ★ ≤ ≥ ▲ ▼ ● −":  "→ ✓ ☐ ★ ≤ ≥ ▲ ▼ ● −",
		"𝗣𝗿𝗼𝗺𝗼 Ｆｕｌｌ ①":         "Promo Full 1",
		"漢字":                   "??",
		"🥰👩🏾‍🍳🇨🇩1️⃣❤️":         "🥰👩🏾‍🍳🇨🇩1️⃣❤️",
		"cœur œuvre ŋ ɛ\u0301": "cœur œuvre ŋ ɛ\u0301",
		"12\u00A0000\u202F€":   "12 000 €",
		"\ue000 privé":         "? privé",
	} {
		if got := strings.Join(set(in, TextStyle{}, 1e6), "|"); got != want {
			t.Errorf("%q is drawn as %q, want %q", in, got, want)
		}
	}
}

func TestArabicRunsToTheLeft(t *testing.T) {
	th := NewTheme(Color{}, Color{})
	lines := th.typeset(Text("مرحبا 412 بكم"), TextStyle{}, 300)
	if len(lines) != 1 {
		t.Fatalf("%d lines", len(lines))
	}
	var xs []float64
	var texts []string
	drawn := 0
	for _, o := range lines[0].ops {
		switch x := o.(type) {
		case OpText:
			if strings.TrimSpace(x.Text) != "" {
				xs, texts = append(xs, x.X), append(texts, x.Text)
			}
		case OpDrawing:
			drawn++
		}
	}
	// From the left: the last word, the figure, the first word; letters
	// reversed, as they stand on the page.
	if strings.Join(texts, " ") != "مكب 412 ابحرم" || drawn != 2 {
		t.Errorf("%q, %d words drawn", texts, drawn)
	}
	if end := xs[len(xs)-1]; end < 250 {
		t.Errorf("a paragraph in Arabic begins at the right; its first word is at %.1f", end)
	}
}

func TestMarksStandOnTheirLetters(t *testing.T) {
	th := NewTheme(Color{}, Color{})
	l := th.typeset(Text("bɛ\u0301ngo"), TextStyle{Size: 100}, 1e6)[0]
	var mark, base *OpText
	for i := range l.ops {
		if o, ok := l.ops[i].(OpText); ok {
			if o.Text == "\u0301" {
				mark = &o
			} else if base == nil {
				base = &o
			}
		}
	}
	if mark == nil || base == nil {
		t.Fatalf("no mark of its own in %v", l.ops)
	}
	if mark.X < base.X || mark.X > base.X+base.Width+30 {
		t.Errorf("the mark is at %.1f, its letters from %.1f to %.1f", mark.X, base.X, base.X+base.Width)
	}
}

// checkLines holds whatever a text is: no line is wider than the box, nothing
// is lost, and only what the fonts can write reaches a painter.
func checkLines(t interface {
	Fatalf(string, ...any)
	Helper()
}, s string, width float64,
) {
	t.Helper()
	th := NewTheme(Color{}, Color{})
	spans := []Span{{Text: s}, {Text: s, Bold: true, Size: 7}}
	gl, styles := th.glyphs(spans, TextStyle{})
	if len(gl) == 0 {
		return
	}
	lb := &lineBreaker{gl: gl, styles: styles, width: width, may: opportunities(gl)}
	next := 0
	lb.each(func(from, to int, hyphen bool) {
		for ; next < from; next++ {
			if k := gl[next].kind; k != kindSpace && k != kindNewline {
				t.Fatalf("%q at %.1f: glyph %d (%q) is on no line", s, width, next, gl[next].r)
			}
		}
		if from != next || to < from {
			t.Fatalf("%q at %.1f: line %d:%d after %d", s, width, from, to, next)
		}
		next = to
		l := lb.line(from, to, hyphen, false, Left, 1.4)
		drawn := 0
		for i := from; i < to; i++ {
			if k := gl[i].kind; k != kindSpace && k != kindSoft && k != kindZero {
				drawn++
			}
		}
		if l.width > width+0.02 && drawn > 1 && !onlyMarks(gl[from:to]) {
			t.Fatalf("%q: a line of %d glyphs is %.2f wide in a box of %.2f", s, drawn, l.width, width)
		}
		checkOps(t, s, l.ops)
	})
	for ; next < len(gl); next++ {
		if k := gl[next].kind; k != kindSpace && k != kindNewline {
			t.Fatalf("%q at %.1f: the end is lost", s, width)
		}
	}
}

// onlyMarks tells a single letter with its marks, which is never parted.
func onlyMarks(gl []glyph) bool {
	n := 0
	for _, g := range gl {
		if !isMark(g.r) && g.kind != kindSpace && g.kind != kindSoft && g.kind != kindZero {
			n++
		}
	}
	return n <= 1
}

func checkOps(t interface {
	Fatalf(string, ...any)
	Helper()
}, s string, ops []Op,
) {
	t.Helper()
	for _, o := range ops {
		x, ok := o.(OpText)
		if !ok {
			continue
		}
		if !utf8.ValidString(x.Text) || x.Text == "" {
			t.Fatalf("%q: a run of text %q", s, x.Text)
		}
		for _, r := range x.Text {
			if !x.Font.Has(r) {
				t.Fatalf("%q: %s has no %q", s, x.Font.Name(), r)
			}
		}
	}
}

func TestLinesHoldForAnyText(t *testing.T) {
	alphabet := []rune("aàé œ’«»:;!?%€ -/.0189\n\u00A0\u202F\u00AD\u200B🥰❤️👩🏾‍🍳🇫🇷1️⃣مرحبا,()\u0301ɛ漢→✓")
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.RuneFrom(alphabet)).Draw(t, "text")
		checkLines(t, s, rapid.Float64Range(1, 400).Draw(t, "width"))
	})
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"", "Rapport « octobre » : 18 % !", "👩🏾‍🍳🇨🇩🏴󠁧󠁢󠁳󠁣󠁴󠁿1️⃣", "مرحبا (412) بكم", "\xff\xf0\x9f", "e\u0301\u0302\u0303", "a\u00ADb\u200Bc\u200D\ufe0f", strings.Repeat("x", 300)} {
		f.Add(s, 80.0)
	}
	f.Fuzz(func(t *testing.T, s string, width float64) {
		c := Clean(s)
		if !utf8.ValidString(c) || !norm.NFC.IsNormalString(c) || Clean(c) != c {
			t.Fatalf("Clean(%q) = %q", s, c)
		}
		for _, r := range Plain(s) {
			if r > 0xFFFF || r < 0x20 {
				t.Fatalf("Plain(%q) holds %U", s, r)
			}
		}
		if !(width >= 1 && width < 5000) || len(s) > 4000 {
			return
		}
		checkLines(t, s, width)
	})
}
