package page

import (
	"image/color"
	"math"

	"regie/clients/hue"
)

// Color is an sRGB colour with straight (not premultiplied) alpha. The zero
// value is "no colour": nothing is drawn with it.
type Color struct{ R, G, B, A uint8 }

// White and Black are the two opaque ends of the scale.
var (
	White = Color{255, 255, 255, 255}
	Black = Color{0, 0, 0, 255}
)

// RGB returns an opaque colour.
func RGB(r, g, b uint8) Color { return Color{r, g, b, 255} }

// ParseColor reads #RGB or #RRGGBB, with or without the sign, in any case;
// fault color_invalid.
func ParseColor(s string) (Color, error) {
	c, err := hue.Parse(s)
	return Color(c), err
}

// Hex is ParseColor for a value known to be right; anything else gives ink.
func Hex(s string) Color {
	c, err := ParseColor(s)
	if err != nil {
		return ink
	}
	return c
}

// String writes #RRGGBB, or "" for no colour.
func (c Color) String() string {
	if c.A == 0 {
		return ""
	}
	return hue.Hex(color.NRGBA(c))
}

// None tells whether nothing is drawn with the colour.
func (c Color) None() bool { return c.A == 0 }

// Or returns the colour, or d when there is none.
func (c Color) Or(d Color) Color {
	if c.None() {
		return d
	}
	return c
}

// Alpha returns the colour with the given opacity from 0 to 1.
func (c Color) Alpha(a float64) Color {
	c.A = uint8(math.Round(255 * clamp(a, 0, 1)))
	return c
}

// RGBA implements image/color.Color.
func (c Color) RGBA() (r, g, b, a uint32) {
	a = uint32(c.A) * 0x101
	pre := func(v uint8) uint32 { return uint32(v) * 0x101 * a / 0xffff }
	return pre(c.R), pre(c.G), pre(c.B), a
}

// Contrast is the contrast ratio of WCAG 2.1 between two opaque colours, from
// 1 to 21. Text wants 4.5, large text and drawings 3.
func Contrast(a, b Color) float64 { return hue.Contrast(color.NRGBA(a), color.NRGBA(b)) }

// OnColor is the text colour for a ground: white where it reads at 4.5:1, else
// whichever of white and ink contrasts more.
func OnColor(ground Color) Color {
	if w := Contrast(White, ground); w >= 4.5 || w >= Contrast(ink, ground) {
		return White
	}
	return ink
}

// Mix returns a + (b − a) × t in sRGB, opaque, t from 0 to 1.
func Mix(a, b Color, t float64) Color {
	return Color(hue.Mix(color.NRGBA(a), color.NRGBA(b), t))
}

// Tint lays the colour on white with the given strength, from 0 (white) to 1.
func Tint(c Color, strength float64) Color { return Mix(White, c, strength) }

// Readable returns a colour close to c, in the same hue, whose contrast on the
// ground reaches the ratio: darker on a light ground, lighter on a dark one. c
// itself is returned when it already does; black or white when nothing of its
// hue does.
func Readable(c, ground Color, ratio float64) Color {
	return Color(hue.Readable(color.NRGBA(c), color.NRGBA(ground), ratio))
}

func clamp(v, lo, hi float64) float64 { return math.Min(math.Max(v, lo), hi) }
