package widgets

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"regie/assets/text"
	"regie/clients/civil"
	"regie/gui/theme"
)

// window shows an object in a window of a size, in the light theme.
func window(t *testing.T, o fyne.CanvasObject, w, h float32) fyne.Window {
	t.Helper()
	a := test.NewTempApp(t)
	theme.Apply(a, theme.ModeLight, 100)
	win := test.NewTempWindow(t, o)
	t.Cleanup(CloseAll)
	win.SetPadded(false)
	win.Resize(fyne.NewSize(w, h))
	return win
}

func fr() *text.Printer { return text.For(text.FR) }

func key(n fyne.KeyName) *fyne.KeyEvent { return &fyne.KeyEvent{Name: n} }

func day(y int, m time.Month, d int) civil.Date { return civil.NewDate(y, m, d) }
