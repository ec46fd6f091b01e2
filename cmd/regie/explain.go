package main

import (
	"fmt"
	"os"
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"regie/assets/icons"
	"regie/assets/text"
	"regie/gui"
	"regie/gui/theme"
	"regie/gui/widgets"
)

// explain says why the program does not start: one sentence on stderr and,
// where there is a display, in a small window.
func explain(l text.Lang, err error) {
	p := text.For(language(l))
	sentence := p.Error(err)
	fmt.Fprintln(os.Stderr, "regie: "+sentence)
	if hasDisplay(os.Getenv) {
		sayInWindow(p, sentence)
	}
}

// hasDisplay tells whether a window can be opened at all: without a display
// the toolkit ends the program.
func hasDisplay(getenv func(string) string) bool {
	switch runtime.GOOS {
	case "windows", "darwin":
		return true
	}
	return getenv("DISPLAY") != "" || getenv("WAYLAND_DISPLAY") != ""
}

func sayInWindow(p *text.Printer, sentence string) {
	a := app.NewWithID(gui.AppID)
	a.SetIcon(theme.AppIcon())
	theme.Apply(a, theme.ModeSystem, 100)
	w := a.NewWindow("Régie")
	w.SetPadded(false)
	end := widgets.NewPrimary(p.T("common.close"), icons.None, a.Quit)
	words := widgets.VBox(theme.Space16, widgets.PanelTitle(p.T("start.refused")), widgets.NewParagraph(sentence),
		widgets.HBox(0, widgets.Spacer(), end))
	w.SetContent(widgets.Ground(theme.TokenPaper, widgets.Pad(theme.Space24, theme.Space24, words)))
	w.Resize(fyne.NewSize(520, 200))
	w.CenterOnScreen()
	w.ShowAndRun()
}
