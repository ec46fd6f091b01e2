package widgets

import (
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// KeyName writes a key with the platform's main modifier: "Ctrl K", on macOS
// "⌘ K".
func KeyName(key string) string {
	if runtime.GOOS == "darwin" {
		return "⌘ " + key
	}
	return "Ctrl " + key
}

// scrollHeight is the height of what a scroller holds.
func scrollHeight(o fyne.CanvasObject) float32 {
	if s, ok := o.(*container.Scroll); ok && s.Content != nil {
		return s.Content.MinSize().Height
	}
	return o.MinSize().Height
}
