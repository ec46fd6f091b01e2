package gui

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/systray"

	"regie/assets/text"
	"regie/gui/work"
)

// trayDelay lets the first frame, and its data, come before the tray.
const trayDelay = 1500 * time.Millisecond

// tray is the timer in the desktop's tray: its icon says whether a timer runs,
// its menu starts, stops and continues it. The window is never hidden for it,
// so that it is not lost where there is no tray.
//
// The toolkit's own tray asks to be made before the main loop and opens a
// hidden window for it; the library below it can come later and alone.
type tray struct {
	s     *Shell
	up    bool // the desktop answered
	items struct{ what, toggle, again, show, float, quit *systray.MenuItem }
	said  trayWords
	end   func()
}

// trayWords are what the tray says.
type trayWords struct {
	What   string // the running work, or that none runs
	Toggle string
	Again  string // empty where there is nothing to go on with
	Show   string
	Float  string
	Quit   string
	On     bool // on air
}

func trayWordsOf(p *text.Printer, st TimerState) trayWords {
	w := trayWords{
		What: p.T("shell.timer_idle"), Toggle: p.T("shell.timer_start"), Show: p.T("shell.tray_show"),
		Float: p.T("shell.timer_window"), Quit: p.T("shell.quit"), On: st.Running,
	}
	switch {
	case st.Running:
		w.What = p.T("shell.tray_runs", "Client", st.Name, "Since", st.Start.In(time.Local).Format("15:04"))
		w.Toggle = p.T("shell.timer_stop")
	case st.Last.Name != "":
		w.Again = p.T("shell.tray_again", "Client", st.Last.Name)
	}
	return w
}

// start puts the tray up where there can be one.
func (t *tray) start() {
	if _, ok := t.s.app.(desktop.App); !ok || t.end != nil || !trayBus() {
		return
	}
	// The library calls back on a goroutine of its own.
	begin, end := systray.RunWithExternalLoop(func() { t.s.runner.Later(t.fill) }, nil)
	t.end = end
	if runtime.GOOS == "darwin" || runtime.GOOS == "windows" {
		begin() // belongs to the main thread
		return
	}
	work.Do(t.s.runner, "shell.tray", func(context.Context) error { begin(); return nil }, func(err error) {
		if err != nil {
			t.s.Fail(err)
		}
	})
}

// fill makes the menu once.
func (t *tray) fill() {
	t.up = true
	t.said = trayWords{}
	systray.SetTitle("Régie")
	add := func(do func()) *systray.MenuItem {
		it := systray.AddMenuItem("", "")
		if do == nil {
			it.Disable()
			return it
		}
		t.s.runner.Listen(it.ClickedCh, do)
		return it
	}
	t.items.what = add(nil)
	t.items.toggle = add(t.toggle)
	t.items.again = add(t.s.continueTimer)
	systray.AddSeparator()
	t.items.show = add(t.raise)
	t.items.float = add(t.s.float.toggle)
	systray.AddSeparator()
	t.items.quit = add(t.s.Quit)
	systray.SetOnTapped(func() { t.s.runner.Later(t.raise) })
	t.show()
}

// show brings the tray up to date.
func (t *tray) show() {
	if !t.up {
		return
	}
	w := trayWordsOf(t.s.printer, t.s.timer.state)
	if w == t.said {
		return
	}
	if w.On != t.said.On || t.said.What == "" {
		if icon, err := trayIcon(w.On, runtime.GOOS); err == nil {
			systray.SetIcon(icon)
		} else {
			fyne.LogError("the tray's icon", err)
		}
	}
	t.said = w
	systray.SetTooltip("Régie · " + w.What)
	t.items.what.SetTitle(w.What)
	t.items.toggle.SetTitle(w.Toggle)
	t.items.again.SetTitle(w.Again)
	if w.Again == "" {
		t.items.again.Hide()
	} else {
		t.items.again.Show()
	}
	t.items.show.SetTitle(w.Show)
	t.items.float.SetTitle(w.Float)
	t.items.quit.SetTitle(w.Quit)
}

// toggle stops the timer; to start one that has to be asked for, the window
// comes to the front, as it does for a question.
func (t *tray) toggle() {
	if !t.s.timer.state.Running {
		t.raise()
	}
	t.s.toggleTimer()
}

func (t *tray) raise() {
	t.s.win.Show()
	t.s.win.RequestFocus()
}

// stop takes the tray down; to be called when the main loop has ended.
func (t *tray) stop() {
	if t.end != nil {
		t.end()
		t.end = nil
	}
}

// trayBus tells whether a tray can be reached: on Linux and the like over the
// session bus, which is not started for it.
func trayBus() bool {
	switch runtime.GOOS {
	case "windows", "darwin":
		return true
	}
	if os.Getenv("DBUS_SESSION_BUS_ADDRESS") != "" {
		return true
	}
	_, err := os.Stat(filepath.Join(os.Getenv("XDG_RUNTIME_DIR"), "bus"))
	return os.Getenv("XDG_RUNTIME_DIR") != "" && err == nil
}
