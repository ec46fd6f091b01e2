package theme

import (
	"image/color"
	"testing"

	"pgregory.net/rapid"
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
			if got := Contrast(Accent(c, dark), ground); got < ContrastMark {
				t.Fatalf("Accent(%s, %v): %.2f:1", Hex(c), dark, got)
			}
			if got := Contrast(AccentText(c, dark), ground); got < ContrastText {
				t.Fatalf("AccentText(%s, %v): %.2f:1", Hex(c), dark, got)
			}
		}
		ground, ink := Fill(c)
		if got := Contrast(ground, ink); got < ContrastText-0.5 {
			t.Fatalf("Fill(%s): %.2f:1", Hex(c), got)
		}
	})
}

// Ensure a colour that is legible already is left as the client gave it.
func TestAccentUnchanged(t *testing.T) {
	c, err := ParseHex("#C2410C")
	if err != nil {
		t.Fatal(err)
	}
	if got := Accent(c, false); got != c {
		t.Errorf("Accent changed %s into %s", Hex(c), Hex(got))
	}
	if g, ink := Fill(c); g != c || ink != white {
		t.Errorf("Fill changed %s into %s on %s", Hex(c), Hex(ink), Hex(g))
	}
	yellow, err := ParseHex("fd0")
	if err != nil {
		t.Fatal(err)
	}
	if _, ink := Fill(yellow); ink == white {
		t.Error("white text on yellow")
	}
}

func TestContrastVectors(t *testing.T) {
	if got := Contrast(black, white); got != 21 {
		t.Errorf("black on white: %v", got)
	}
	if got := Contrast(white, white); got != 1 {
		t.Errorf("white on white: %v", got)
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
				if got := Contrast(Of(fg, dark), Of(bg, dark)); got < ContrastText {
					t.Errorf("%s on %s, dark %v: %.2f:1", fg, bg, dark, got)
				}
			}
		}
	}
}

func TestParseHex(t *testing.T) {
	for in, want := range map[string]string{"#c2410c": "#C2410C", "0f766e": "#0F766E", " #abc ": "#AABBCC"} {
		c, err := ParseHex(in)
		if err != nil || Hex(c) != want {
			t.Errorf("ParseHex(%q) = %s, %v", in, Hex(c), err)
		}
	}
	for _, in := range []string{"", "#12", "zzzzzz", "#1234567"} {
		if _, err := ParseHex(in); err == nil {
			t.Errorf("ParseHex(%q) was accepted", in)
		}
	}
}
