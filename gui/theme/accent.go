package theme

import (
	"image/color"
	"math"
	"strconv"
	"strings"

	"regie/clients/fault"
)

// Contrast needed by WCAG 2.1: 4.5:1 for text (1.4.3), 3:1 for marks and
// edges (1.4.11).
const (
	ContrastText = 4.5
	ContrastMark = 3.0
)

// Luminance is the relative luminance of an opaque colour, 0 to 1 (WCAG 2.1).
func Luminance(c color.NRGBA) float64 {
	lin := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*lin(c.R) + 0.7152*lin(c.G) + 0.0722*lin(c.B)
}

// Contrast is the contrast ratio of two opaque colours, 1 to 21 (WCAG 2.1).
func Contrast(a, b color.NRGBA) float64 {
	la, lb := Luminance(a), Luminance(b)
	if la < lb {
		la, lb = lb, la
	}
	return (la + 0.05) / (lb + 0.05)
}

// Mix blends b into a: 0 gives a, 1 gives b. Alpha becomes opaque.
func Mix(a, b color.NRGBA, share float64) color.NRGBA {
	m := func(x, y uint8) uint8 {
		return uint8(math.Round(float64(x) + (float64(y)-float64(x))*share))
	}
	return color.NRGBA{R: m(a.R, b.R), G: m(a.G, b.G), B: m(a.B, b.B), A: 0xFF}
}

// Alpha returns c with another alpha.
func Alpha(c color.NRGBA, a uint8) color.NRGBA {
	c.A = a
	return c
}

var (
	white = color.NRGBA{R: 0xFF, G: 0xFF, B: 0xFF, A: 0xFF}
	black = color.NRGBA{A: 0xFF}
)

// Readable moves fg towards black on a light ground, towards white on a dark
// one, by as little as reaches the ratio. A colour that reaches it already is
// returned unchanged.
func Readable(fg, ground color.NRGBA, ratio float64) color.NRGBA {
	fg.A = 0xFF
	towards := black
	if Contrast(white, ground) > Contrast(black, ground) {
		towards = white
	}
	const steps = 50
	for i := 0; i <= steps; i++ {
		c := Mix(fg, towards, float64(i)/steps)
		if Contrast(c, ground) >= ratio {
			return c
		}
	}
	return towards
}

// Accent is a client's colour as an edge, an underline or a frame on a
// surface of the variant: at least 3:1.
func Accent(c color.NRGBA, dark bool) color.NRGBA {
	return Readable(c, Of(TokenSurface, dark), ContrastMark)
}

// AccentText is a client's colour as text on a surface of the variant: at
// least 4.5:1.
func AccentText(c color.NRGBA, dark bool) color.NRGBA {
	return Readable(c, Of(TokenSurface, dark), ContrastText)
}

// AccentSoft is a pale ground in a client's colour, for a chosen row.
func AccentSoft(c color.NRGBA, dark bool) color.NRGBA {
	share := 0.10
	if dark {
		share = 0.22
	}
	return Mix(Of(TokenSurface, dark), c, share)
}

// Fill returns a client's colour as a filled ground and the text that stands
// on it at 4.5:1 or more. White text is kept by darkening the ground slightly
// where that is enough; a light colour takes dark text.
func Fill(c color.NRGBA) (ground, text color.NRGBA) {
	c.A = 0xFF
	const most = 0.25 // a darker shift would no longer look like the client's colour
	for i := 0; i <= 10; i++ {
		g := Mix(c, black, most*float64(i)/10)
		if Contrast(white, g) >= ContrastText {
			return g, white
		}
	}
	return c, Of(TokenInk, false)
}

// ParseHex reads "#C2410C", "C2410C" or "#fa0". The error is a fault
// "color_invalid".
func ParseHex(s string) (color.NRGBA, error) {
	h := strings.TrimPrefix(strings.TrimSpace(s), "#")
	if len(h) == 3 {
		h = string([]byte{h[0], h[0], h[1], h[1], h[2], h[2]})
	}
	v, err := strconv.ParseUint(h, 16, 32)
	if err != nil || len(h) != 6 {
		return color.NRGBA{}, fault.New("color_invalid", "text", s)
	}
	return hex(uint32(v)), nil
}

// Hex writes a colour as "#C2410C".
func Hex(c color.NRGBA) string {
	const digits = "0123456789ABCDEF"
	b := []byte{'#', 0, 0, 0, 0, 0, 0}
	for i, v := range []uint8{c.R, c.G, c.B} {
		b[1+2*i], b[2+2*i] = digits[v>>4], digits[v&15]
	}
	return string(b)
}
