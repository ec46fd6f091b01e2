package gui

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"regie/gui/work"
)

// Ensure what stands in for the menu bar takes its room, and leaves for it at a
// press and by itself.
func TestMenuStand(t *testing.T) {
	w := newWorld()
	a := test.NewTempApp(t)
	s := newShell(a, a.NewWindow("Régie"), work.Sync(), w.deps)
	s.frame.stand.Show()
	s.win.SetContent(s.frame.root)
	s.win.Resize(s.prefs.size())
	if at, h := s.rail.root.Position().Y, s.frame.stand.height(); h < 20 || at != h || s.header.root.Position().Y != h {
		t.Errorf("the rail begins at %v below a bar of %v", at, h)
	}
	if s.win.MainMenu() != nil {
		t.Error("both are there")
	}
	test.Tap(s.frame.stand)
	s.frame.relayout()
	if s.win.MainMenu() == nil || s.frame.stand.Visible() || s.rail.root.Position().Y != 0 {
		t.Error("a press did not call the menu bar")
	}

	s = newShell(a, a.NewWindow("Régie"), work.Sync(), w.deps)
	s.open()
	if s.win.MainMenu() == nil || s.frame.stand.Visible() {
		t.Error("the menu bar did not come")
	}
}
