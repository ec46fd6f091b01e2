package hue

import (
	"image/color"
	"math"
	"testing"

	"pgregory.net/rapid"

	"regie/clients/fault"
)

func TestParse(t *testing.T) {
	for in, want := range map[string]string{"#c2410c": "#C2410C", "fa0": "#FFAA00", " #000000 ": "#000000"} {
		c, err := Parse(in)
		if err != nil || Hex(c) != want {
			t.Errorf("Parse(%q) = %s, %v", in, Hex(c), err)
		}
	}
	for _, in := range []string{"", "#12345", "#1234567", "red", "#GG0000", "+12345"} {
		if _, err := Parse(in); !fault.Is(err, "color_invalid") {
			t.Errorf("Parse(%q) is not refused: %v", in, err)
		}
	}
}

// Ensure the ratios are those of WCAG: its own ends, and two known greys.
func TestContrast(t *testing.T) {
	grey := color.NRGBA{R: 0x77, G: 0x77, B: 0x77, A: 0xFF}
	for _, c := range []struct {
		a, b color.NRGBA
		want float64
	}{{White, Black, 21}, {White, White, 1}, {grey, White, 4.478}, {Black, grey, 4.689}} {
		if got := Contrast(c.a, c.b); math.Abs(got-c.want) > 0.001 {
			t.Errorf("Contrast(%s, %s) = %.3f, want %.3f", Hex(c.a), Hex(c.b), got, c.want)
		}
	}
}

// Ensure every colour can be made readable on every ground, and that one that
// is readable is left alone.
func TestReadableReachesItsRatio(t *testing.T) {
	draw := func(t *rapid.T, name string) color.NRGBA {
		n := rapid.Uint32Range(0, 0xFFFFFF).Draw(t, name)
		return color.NRGBA{R: uint8(n >> 16), G: uint8(n >> 8), B: uint8(n), A: 0xFF}
	}
	rapid.Check(t, func(t *rapid.T) {
		c, ground := draw(t, "c"), draw(t, "ground")
		got := Readable(c, ground, ContrastText)
		if Contrast(got, ground) < ContrastText {
			t.Fatalf("%s on %s: %s has %.2f", Hex(c), Hex(ground), Hex(got), Contrast(got, ground))
		}
		if Contrast(c, ground) >= ContrastText && got != c {
			t.Fatalf("%s on %s was readable and became %s", Hex(c), Hex(ground), Hex(got))
		}
	})
}
