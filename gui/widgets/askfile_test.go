package widgets

import (
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"regie/assets/text"
	"regie/gui/screen"
)

// asking is a host that has a window and nothing else.
type asking struct {
	screen.Host
	window fyne.Window
}

func (a asking) Window() fyne.Window    { return a.window }
func (a asking) Printer() *text.Printer { return fr() }

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

// Ensure the folder of the last chosen file and that of the last written one
// are remembered each for itself, and that one that is gone is forgotten.
func TestFileDialogsBeginWhereTheLastOneEnded(t *testing.T) {
	test.NewTempApp(t)
	from, to := t.TempDir(), t.TempDir()
	if lastFolder(prefSource) != nil {
		t.Error("a folder is remembered before any was chosen")
	}
	remember(prefSource, from)
	remember(prefFolder, to)
	if got := lastFolder(prefSource); got == nil || got.Path() != from {
		t.Errorf("files are asked for in %v, not in %s", got, from)
	}
	if got := lastFolder(prefFolder); got == nil || got.Path() != to {
		t.Errorf("files go to %v, not to %s", got, to)
	}
	remember(prefSource, filepath.Join(from, "gone"))
	if got := lastFolder(prefSource); got != nil {
		t.Errorf("a folder that is gone is proposed: %v", got)
	}
}
