package widgets

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2/canvas"

	"regie/assets/icons"
	"regie/gui/theme"
)

// Drawing is an icon in a colour within another widget. It is drawn when it is
// painted, at the display's own pixels: the toolkit's image would read the
// icon's file again at each refresh and have the window painted twice.
type Drawing struct {
	*canvas.Raster
	name icons.Name
	ink  color.NRGBA
}

// NewDrawing makes a drawing of nothing.
func NewDrawing() *Drawing {
	d := &Drawing{}
	d.Raster = canvas.NewRaster(func(w, h int) image.Image {
		if img := theme.Drawn(d.name, d.ink, min(w, h)); img != nil {
			return img
		}
		return image.Transparent
	})
	d.Raster.Hidden = true
	return d
}

// Set changes icon and colour; icons.None shows nothing.
func (d *Drawing) Set(n icons.Name, ink color.NRGBA) {
	d.Raster.Hidden = n == icons.None
	if d.name == n && d.ink == ink {
		return
	}
	d.name, d.ink = n, ink
	d.Raster.Refresh()
}
