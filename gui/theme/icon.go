package theme

import (
	"image"
	"image/color"
	"sync"

	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/clients/hue"
	"regie/clients/picture"
)

var (
	iconMu    sync.Mutex
	iconCache = map[string]fyne.Resource{}
)

// Icon is an icon drawn in a colour, nil for icons.None or an unknown name.
// The same name and colour give the same resource, so the toolkit draws it
// once for each size.
func Icon(n icons.Name, c color.NRGBA) fyne.Resource {
	if n == icons.None {
		return nil
	}
	hexa := hue.Hex(c)
	key := string(n) + hexa + ".svg"
	iconMu.Lock()
	defer iconMu.Unlock()
	if r, ok := iconCache[key]; ok {
		return r
	}
	b, err := icons.SVG(n, hexa)
	if err != nil {
		return nil
	}
	r := fyne.NewStaticResource(key, b)
	iconCache[key] = r
	return r
}

// drawnKey says what a drawing is of.
type drawnKey struct {
	name icons.Name
	ink  color.NRGBA
	side int
}

var drawnCache sync.Map // drawnKey to image.Image

// Drawn is an icon in a colour, its side in pixels of the display, nil where
// there is none. The same question gives the same picture.
func Drawn(n icons.Name, c color.NRGBA, side int) image.Image {
	if n == icons.None || side < 1 {
		return nil
	}
	key := drawnKey{n, c, side}
	if img, ok := drawnCache.Load(key); ok {
		return img.(image.Image)
	}
	b, err := icons.SVG(n, hue.Hex(c))
	if err != nil {
		return nil
	}
	img, err := picture.SVG(b, side)
	if err != nil {
		return nil
	}
	drawnCache.Store(key, img)
	return img
}

// AppIcon is the application's own icon, as windows bear it.
func AppIcon() fyne.Resource { return fyne.NewStaticResource("regie.png", icons.Window()) }
