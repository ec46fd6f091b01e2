package ideas

import (
	"image/color"

	"fyne.io/fyne/v2"

	"regie/gui/theme"
	"regie/gui/widgets"
)

// newKey is one of the five keys of a mark.
func newKey(label string, given bool, pressed func()) fyne.CanvasObject {
	ground, ink := theme.TokenRaised, theme.TokenMute
	if given {
		ground, ink = theme.TokenPrimary, theme.TokenOnPrimary
	}
	face := widgets.Ground(ground, widgets.Pad(theme.Space8, theme.Space4, widgets.NewText(label).Token(ink).Center()))
	return widgets.NewPressRow(face, pressed)
}

// colorOr gives a swatch its colour, grey for none.
func colorOr(c color.NRGBA) func() color.NRGBA {
	return func() color.NRGBA {
		if c.A == 0 {
			return theme.Mute()
		}
		return theme.Accent(c, theme.Dark())
	}
}
