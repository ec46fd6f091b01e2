package widgets

import (
	"image/color"

	"regie/assets/text"
	"regie/clients/hue"
	"regie/gui/theme"
)

// newColorTile is the swatch of a colour field: two letters on the colour, as
// a client's tile will show them.
func newColorTile() *Avatar { return NewAvatar("", theme.Color(theme.TokenTrack), 32) }

func showColor(a *Avatar, s string) {
	c, err := hue.Parse(s)
	if err != nil {
		a.Set("", theme.Color(theme.TokenTrack))
		return
	}
	a.Set("Aa", c)
}

func readColor(s string) (string, error) {
	c, err := hue.Parse(s)
	if err != nil {
		return "", err
	}
	return hue.Hex(c), nil
}

// contrastNote says how white text stands on a colour, and whether the window
// will shift the colour to keep its edges visible.
func contrastNote(p *text.Printer, s string) string {
	c, err := hue.Parse(s)
	if err != nil {
		return ""
	}
	white := color.NRGBA{R: 0xFF, G: 0xFF, B: 0xFF, A: 0xFF}
	ratio := hue.Contrast(c, white)
	key := "widgets.contrast_good"
	if ratio < hue.ContrastText {
		key = "widgets.contrast_low"
	}
	return p.T(key, "Ratio", p.Decimal(int64(ratio*10), 1))
}
