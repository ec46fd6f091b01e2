package widgets

import (
	"strings"
	"testing"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"regie/clients/hue"
	"regie/gui/theme"
)

// Ensure a cut line is no wider than its room and is whole where it fits.
func TestFit(t *testing.T) {
	test.NewTempApp(t)
	rapid.Check(t, func(t *rapid.T) {
		s := oneLine(rapid.String().Draw(t, "text"))
		w := float32(rapid.IntRange(1, 300).Draw(t, "width"))
		got := fit(s, 13, false, w)
		full := textSize(s, 13, false).Width
		if full <= w && got != s {
			t.Fatalf("%q was cut to %q", s, got)
		}
		if full > w+0.5 && got != "" && textSize(got, 13, false).Width > w+0.5 {
			t.Fatalf("%q is wider than %v", got, w)
		}
		if !utf8.ValidString(got) {
			t.Fatalf("%q is invalid", got)
		}
	})
}

// Ensure wrapping loses nothing but spaces and keeps no-break spaces together.
func TestWrap(t *testing.T) {
	test.NewTempApp(t)
	s := "Cette année, 1\u00a0€ par panier finance la cantine de trois écoles\u202f: merci à nos 42 producteurs 🙌"
	for _, w := range []float32{60, 120, 400} {
		lines := wrap(s, 13, false, w)
		if got := strings.Join(lines, " "); strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(s, " ", "") {
			t.Errorf("width %v: %q", w, lines)
		}
		for _, l := range lines {
			if strings.HasPrefix(l, "€") || strings.HasPrefix(l, ":") {
				t.Errorf("width %v: a line begins with %q", w, l)
			}
		}
	}
	if n := len(wrap("mot", 13, false, 3)); n != 3 {
		t.Errorf("a word wider than the line gives %d lines", n)
	}
}

// Ensure a paragraph asks for the height its width needs.
func TestParagraphHeight(t *testing.T) {
	test.NewTempApp(t)
	p := NewParagraph("un deux trois quatre cinq six sept huit neuf dix")
	p.Resize(fyne.NewSize(400, 100))
	wide := p.MinSize().Height
	p.Resize(fyne.NewSize(80, 100))
	if p.MinSize().Height <= wide {
		t.Error("a narrow paragraph is not higher")
	}
	p.MaxLines(2).lines = nil
	if n := len(p.wrapped()); n != 2 || !strings.HasSuffix(p.wrapped()[1], ellipsis) {
		t.Errorf("%d lines, %q", n, p.wrapped())
	}
}

// Ensure text follows the theme at Refresh.
func TestTextFollowsTheme(t *testing.T) {
	w := NewText("Kivu")
	window(t, w, 100, 30)
	drawn := test.WidgetRenderer(w).(*textRenderer).c
	for _, m := range []theme.Mode{theme.ModeDark, theme.ModeLight} {
		theme.Apply(fyne.CurrentApp(), m, 100)
		w.Refresh()
		if drawn.Color != theme.Of(theme.TokenInk, m == theme.ModeDark) {
			t.Errorf("%s: %v", m, drawn.Color)
		}
	}
}

// Ensure the one gauge rule holds at its bounds.
func TestGaugeTone(t *testing.T) {
	for _, c := range []struct {
		value, maximum, forecast float64
		want                     Tone
	}{
		{0, 0, 0, ToneOK},
		{1, 0, 1, ToneBad},
		{74.9, 100, 74.9, ToneOK},
		{75, 100, 75, ToneWarn},
		{89.9, 100, 100, ToneWarn},
		{90, 100, 90, ToneBad},
		{10, 100, 100.1, ToneBad},
	} {
		if got := GaugeTone(c.value, c.maximum, c.forecast); got != c.want {
			t.Errorf("GaugeTone(%v, %v, %v) = %q", c.value, c.maximum, c.forecast, got)
		}
	}
}

// Ensure each tone's text is legible on its ground in both variants.
func TestToneContrast(t *testing.T) {
	a := test.NewTempApp(t)
	for _, m := range []theme.Mode{theme.ModeLight, theme.ModeDark} {
		theme.Apply(a, m, 100)
		for tone := range tones {
			least := hue.ContrastText
			if tone == ToneTally {
				least = hue.ContrastMark // white on the red lamp, bold
			}
			if got := hue.Contrast(tone.Ink(), tone.Soft()); got < least {
				t.Errorf("%s, %q: %.2f:1", m, tone, got)
			}
		}
	}
}
