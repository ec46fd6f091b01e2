package theme

import (
	"image/color"
	"testing"

	"pgregory.net/rapid"

	"regie/clients/hue"
)

func anyColor(t *rapid.T) color.NRGBA {
	return hex(rapid.Uint32Range(0, 0xFFFFFF).Draw(t, "rgb"))
}

// Ensure a client's colour is legible in each variant, whatever it is.
func TestAccentContrast(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyColor(t)
		for _, dark := range []bool{false, true} {
			ground := Of(TokenSurface, dark)
			if got := hue.Contrast(Accent(c, dark), ground); got < hue.ContrastMark {
				t.Fatalf("Accent(%s, %v): %.2f:1", hue.Hex(c), dark, got)
			}
			if got := hue.Contrast(AccentText(c, dark), ground); got < hue.ContrastText {
				t.Fatalf("AccentText(%s, %v): %.2f:1", hue.Hex(c), dark, got)
			}
		}
		ground, ink := Fill(c)
		if got := hue.Contrast(ground, ink); got < hue.ContrastText-0.5 {
			t.Fatalf("Fill(%s): %.2f:1", hue.Hex(c), got)
		}
	})
}

// Ensure a colour that is legible already is left as the client gave it.
func TestAccentUnchanged(t *testing.T) {
	c, err := hue.Parse("#C2410C")
	if err != nil {
		t.Fatal(err)
	}
	if got := Accent(c, false); got != c {
		t.Errorf("Accent changed %s into %s", hue.Hex(c), hue.Hex(got))
	}
	if g, ink := Fill(c); g != c || ink != hue.White {
		t.Errorf("Fill changed %s into %s on %s", hue.Hex(c), hue.Hex(ink), hue.Hex(g))
	}
	yellow, err := hue.Parse("fd0")
	if err != nil {
		t.Fatal(err)
	}
	if _, ink := Fill(yellow); ink == hue.White {
		t.Error("white text on yellow")
	}
}

// Ensure every text token of the palette is legible on every ground it stands on.
func TestPaletteContrast(t *testing.T) {
	grounds := map[Token][]Token{
		TokenInk:       {TokenPaper, TokenSurface, TokenRaised, TokenHover, TokenNeutralSoft},
		TokenMute:      {TokenPaper, TokenSurface, TokenRaised},
		TokenOnPrimary: {TokenPrimary},
		TokenOK:        {TokenSurface},
		TokenBad:       {TokenSurface},
		TokenInfo:      {TokenSurface},
		TokenViolet:    {TokenSurface},
		TokenRailInk:   {TokenRail, TokenRailActive, TokenRailField},
		TokenRailMute:  {TokenRail, TokenRailActive, TokenRailField},
		TokenRailWarn:  {TokenRail, TokenRailActive},
		TokenRailBad:   {TokenRail, TokenRailActive},
	}
	for fg, list := range grounds {
		for _, bg := range list {
			for _, dark := range []bool{false, true} {
				if got := hue.Contrast(Of(fg, dark), Of(bg, dark)); got < hue.ContrastText {
					t.Errorf("%s on %s, dark %v: %.2f:1", fg, bg, dark, got)
				}
			}
		}
	}
}

func TestParseHex(t *testing.T) {
	for in, want := range map[string]string{"#c2410c": "#C2410C", "0f766e": "#0F766E", " #abc ": "#AABBCC"} {
		c, err := hue.Parse(in)
		if err != nil || hue.Hex(c) != want {
			t.Errorf("hue.Parse(%q) = %s, %v", in, hue.Hex(c), err)
		}
	}
	for _, in := range []string{"", "#12", "zzzzzz", "#1234567"} {
		if _, err := hue.Parse(in); err == nil {
			t.Errorf("hue.Parse(%q) was accepted", in)
		}
	}
}
