// Package hue is the arithmetic of colours that window, documents and rooms
// share: reading and writing them, and the contrast rules of WCAG 2.1.
package hue

import (
	"fmt"
	"image/color"
	"math"
	"strconv"
	"strings"

	"regie/clients/fault"
)

// Contrast ratios asked for by WCAG 2.1: text (1.4.3), marks and edges (1.4.11).
const (
	ContrastText = 4.5
	ContrastMark = 3.0
)

// White and Black are the two opaque ends of the scale.
var (
	White = color.NRGBA{R: 0xFF, G: 0xFF, B: 0xFF, A: 0xFF}
	Black = color.NRGBA{A: 0xFF}
)

// Parse reads #RGB or #RRGGBB, the sign left out or not, in any case; fault
// color_invalid (argument text).
func Parse(s string) (color.NRGBA, error) {
	h := strings.TrimPrefix(strings.TrimSpace(s), "#")
	if len(h) == 3 {
		h = string([]byte{h[0], h[0], h[1], h[1], h[2], h[2]})
	}
	n, err := strconv.ParseUint(h, 16, 32)
	if err != nil || len(h) != 6 {
		return color.NRGBA{}, fault.New("color_invalid", "text", s)
	}
	return color.NRGBA{R: uint8(n >> 16), G: uint8(n >> 8), B: uint8(n), A: 0xFF}, nil
}

// Hex writes a colour as it is kept: #RRGGBB, alpha left out.
func Hex(c color.NRGBA) string { return fmt.Sprintf("#%02X%02X%02X", c.R, c.G, c.B) }

// luminance is the relative luminance, 0 to 1 (WCAG 2.1, definition); alpha is
// not looked at.
func luminance(c color.NRGBA) float64 {
	lin := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*lin(c.R) + 0.7152*lin(c.G) + 0.0722*lin(c.B)
}

// Contrast is the ratio of two opaque colours, 1 to 21 (WCAG 2.1).
func Contrast(a, b color.NRGBA) float64 {
	la, lb := luminance(a), luminance(b)
	return (math.Max(la, lb) + 0.05) / (math.Min(la, lb) + 0.05)
}

// onColor is black or white, whichever reads better on the ground.
func onColor(ground color.NRGBA) color.NRGBA {
	if Contrast(White, ground) >= Contrast(Black, ground) {
		return White
	}
	return Black
}

// Mix blends b into a, opaque: share 0 gives a, 1 gives b.
func Mix(a, b color.NRGBA, share float64) color.NRGBA {
	share = min(max(share, 0), 1)
	m := func(x, y uint8) uint8 { return uint8(math.Round(float64(x) + (float64(y)-float64(x))*share)) }
	return color.NRGBA{R: m(a.R, b.R), G: m(a.G, b.G), B: m(a.B, b.B), A: 0xFF}
}

// Readable moves c towards black on a light ground, towards white on a dark
// one, by as little (in steps of 1 %) as reaches the ratio, or as far as it
// goes. A colour that reaches it already is returned as it is, opaque.
func Readable(c, ground color.NRGBA, ratio float64) color.NRGBA {
	end := onColor(ground)
	for step := range 100 {
		if m := Mix(c, end, float64(step)/100); Contrast(m, ground) >= ratio {
			return m
		}
	}
	return end
}
