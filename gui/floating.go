package gui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"regie/assets/icons"
	"regie/gui/theme"
	"regie/gui/widgets"
)

// floatingTimer is the small timer window above all others, opened from the
// menu.
type floatingTimer struct {
	s     *Shell
	win   fyne.Window
	watch *widgets.Text
	what  *widgets.Text
	lamp  *widgets.Dot
}

// toggle opens or closes the window.
func (f *floatingTimer) toggle() {
	if f.win != nil {
		f.close()
		return
	}
	p := f.s.printer
	f.win = f.s.app.NewWindow(p.T("shell.timer_window"))
	if d, ok := f.win.(desktop.Window); ok {
		d.RequestAlwaysOnTop()
	}
	f.watch = widgets.Strong("").Px(theme.TextTitle)
	f.what = widgets.Muted("").Ellipsis()
	f.lamp = widgets.NewDot(10, func() color.NRGBA {
		if f.s.timer.state.Running {
			return theme.Color(theme.TokenTally)
		}
		return theme.Color(theme.TokenFaint)
	})
	button := widgets.NewIconButton(icons.Stop, p.T("shell.timer_stop"), f.s.toggleTimer)
	line := widgets.HBox(theme.Space12, f.lamp, f.watch, widgets.Grow(f.what), button)
	f.win.SetContent(widgets.Ground(theme.TokenSurface, widgets.Pad(theme.Space16, theme.Space8, line)))
	f.win.SetPadded(false)
	f.win.Resize(fyne.NewSize(320, 52))
	f.win.SetOnClosed(func() { f.win = nil })
	f.show(f.s.timer.state, "")
	f.win.Show()
	f.s.timer.tick()
}

func (f *floatingTimer) show(st TimerState, watch string) {
	if f.win == nil {
		return
	}
	f.lamp.Refresh()
	f.watch.SetText(watch)
	f.what.SetText(st.Name)
}

func (f *floatingTimer) close() {
	if f.win != nil {
		w := f.win
		f.win = nil
		w.Close()
	}
}
