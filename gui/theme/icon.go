package theme

import (
	"image/color"
	"sync"

	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/clients/hue"
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

// AppIcon is the application's own icon.
func AppIcon() fyne.Resource { return fyne.NewStaticResource("regie.png", icons.App()) }
