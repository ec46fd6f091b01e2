package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"regie/gui/screen"
)

// asking is a host that has a window and nothing else.
type asking struct {
	screen.Host
	window fyne.Window
}

func (a asking) Window() fyne.Window { return a.window }

// Ensure each dialog that asks for a file or a folder opens.
func TestFileDialogsOpen(t *testing.T) {
	test.NewTempApp(t)
	for name, open := range map[string]func(screen.Host){
		"save":   func(h screen.Host) { AskSave(h, "plan.xlsx", func(string) {}) },
		"folder": func(h screen.Host) { AskFolder(h, func(string) {}) },
		"open":   func(h screen.Host) { AskOpen(h, func(string) {}, ".xlsx") },
	} {
		w := test.NewWindow(nil)
		open(asking{window: w})
		if w.Canvas().Overlays().Top() == nil {
			t.Errorf("%s: no dialog is shown", name)
		}
		w.Close()
	}
}
