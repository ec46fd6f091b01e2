package theme

import (
	"image/color"

	"regie/clients/hue"
)

// Alpha returns c with another alpha.
func Alpha(c color.NRGBA, a uint8) color.NRGBA {
	c.A = a
	return c
}

// Accent is a client's colour as an edge, an underline or a frame on a
// surface of the variant: at least 3:1.
func Accent(c color.NRGBA, dark bool) color.NRGBA {
	return hue.Readable(c, Of(TokenSurface, dark), hue.ContrastMark)
}

// AccentText is a client's colour as text on a surface of the variant: at
// least 4.5:1.
func AccentText(c color.NRGBA, dark bool) color.NRGBA {
	return hue.Readable(c, Of(TokenSurface, dark), hue.ContrastText)
}

// AccentSoft is a pale ground in a client's colour, for a chosen row.
func AccentSoft(c color.NRGBA, dark bool) color.NRGBA {
	share := 0.10
	if dark {
		share = 0.22
	}
	return hue.Mix(Of(TokenSurface, dark), c, share)
}

// Fill returns a client's colour as a filled ground and the text that stands
// on it at 4.5:1 or more. White text is kept by darkening the ground slightly
// where that is enough; a light colour takes dark text.
func Fill(c color.NRGBA) (ground, text color.NRGBA) {
	c.A = 0xFF
	const most = 0.25 // a darker shift would no longer look like the client's colour
	for i := 0; i <= 10; i++ {
		g := hue.Mix(c, hue.Black, most*float64(i)/10)
		if hue.Contrast(hue.White, g) >= hue.ContrastText {
			return g, hue.White
		}
	}
	return c, Of(TokenInk, false)
}
