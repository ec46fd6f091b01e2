package gui

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"regie/gui/screen"
	"regie/gui/work"
)

// Ensure a window opened on a client shows it again once the client is known,
// and the control room when there is none of that key.
func TestOpenedOnAClient(t *testing.T) {
	for key, want := range map[string]string{"kivu": screen.PageClient, "nobody": screen.PageControl} {
		w := newWorld()
		w.deps.Start = screen.Route{Page: screen.PageClient, Client: key, Tab: screen.TabTime}
		s := NewShell(test.NewTempApp(t), work.Sync(), w.deps)
		before := len(w.screens[screen.PageClient+screen.TabTime].shown)
		s.Reload()
		if s.route.Page != want {
			t.Errorf("opened on %s, the window shows %s", key, s.route.Page)
		}
		after := len(w.screens[screen.PageClient+screen.TabTime].shown)
		if key == "kivu" && after != before+1 {
			t.Errorf("the tab was shown %d times before the client was known and %d after", before, after)
		}
		s.Reload()
		if again := len(w.screens[screen.PageClient+screen.TabTime].shown); again != after {
			t.Error("a later load shows the tab again")
		}
	}
}
