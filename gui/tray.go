package gui

import (
	"os"
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"regie/gui/theme"
)

// setTray shows the timer in the desktop's tray, where there is one. The
// window is never hidden for it: without a tray host it would be lost.
func (s *Shell) setTray() {
	d, ok := s.app.(desktop.App)
	if !ok || !trayHost() {
		return
	}
	p := s.printer
	toggle := fyne.NewMenuItem(p.T("shell.timer_start"), s.toggleTimer)
	if st := s.timer.state; st.Running {
		toggle.Label = p.T("shell.tray_stop", "Client", st.Name)
	}
	show := fyne.NewMenuItem(p.T("shell.tray_show"), func() {
		s.win.Show()
		s.win.RequestFocus()
	})
	quit := fyne.NewMenuItem(p.T("shell.quit"), s.Quit)
	quit.IsQuit = true
	key := s.printer.T("shell.quit") + toggle.Label
	if key == s.trayKey {
		return
	}
	if s.trayKey == "" {
		d.SetSystemTrayIcon(theme.AppIcon())
	}
	s.trayKey = key
	d.SetSystemTrayMenu(fyne.NewMenu("Régie", show, toggle, fyne.NewMenuItemSeparator(), quit))
}

// trayHost tells whether a tray can be there: on Linux and the like it is
// reached over the session bus.
func trayHost() bool {
	switch runtime.GOOS {
	case "windows", "darwin":
		return true
	default:
		return os.Getenv("DBUS_SESSION_BUS_ADDRESS") != ""
	}
}
