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
// menu and from the tray. Where the desktop keeps no window above, it is a
// small window like any other; the agency screen says so.
type floatingTimer struct {
	s      *Shell
	win    fyne.Window
	watch  *widgets.Text
	what   *widgets.Text
	lamp   *widgets.Dot
	button *widgets.Button
	swap   *widgets.Button
}

// floatWidth and floatHeight are its size in pixels at 100 %.
const (
	floatWidth  = 340
	floatHeight = 52
)

// toggle opens or closes the window.
func (f *floatingTimer) toggle() {
	if f.win != nil {
		f.close()
		return
	}
	p := f.s.printer
	w := f.s.app.NewWindow(p.T("shell.timer_window"))
	if d, ok := w.(desktop.Window); ok {
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
	f.swap = widgets.NewIconButton(icons.Switch, p.T("shell.timer_switch"), f.inWindow(f.s.switchTimer))
	f.button = widgets.NewIconButton(icons.Stop, p.T("shell.act_timer"), f.press)
	line := widgets.HBox(theme.Space8, f.lamp, f.watch, widgets.Grow(f.what), f.swap, f.button)
	w.SetContent(widgets.Ground(theme.TokenSurface, widgets.Pad(theme.Space12, theme.Space8, line)))
	w.SetPadded(false)
	w.Resize(fyne.NewSize(floatWidth, floatHeight))
	w.SetOnClosed(func() { f.win = nil })
	f.win = w
	f.show(f.s.timer.state, f.s.timer.watch.String())
	w.Show()
}

// press stops the timer, or starts it as the bar would.
func (f *floatingTimer) press() {
	if f.s.timer.state.Running {
		f.s.toggleTimer()
		return
	}
	f.inWindow(f.s.toggleTimer)()
}

// inWindow does what may ask something in the large window.
func (f *floatingTimer) inWindow(do func()) func() {
	return func() {
		f.s.tray.raise()
		do()
	}
}

// show fills the window, while it is open.
func (f *floatingTimer) show(st TimerState, watch string) {
	if f.win == nil {
		return
	}
	f.lamp.Refresh()
	f.watch.SetText(watch)
	f.watch.Hidden = !st.Running
	f.swap.Hidden = !st.Running
	icon, what := icons.Stop, st.Name
	if !st.Running {
		icon, what = icons.Play, f.s.printer.T("shell.timer_idle")
	}
	f.what.SetText(what)
	f.button.SetIcon(icon)
	f.win.Content().Refresh()
}

func (f *floatingTimer) close() {
	if f.win != nil {
		w := f.win
		f.win = nil
		w.Close()
	}
}
