//go:build !windows && !darwin

package idle

import "os"

// openers are the ways of a desktop that speaks X11 or Wayland. Under Wayland
// an X server sees only what its own windows get, so it is not asked there.
func openers() []opener {
	if os.Getenv("WAYLAND_DISPLAY") != "" {
		return []opener{openGNOME}
	}
	return []opener{openX11, openGNOME}
}
