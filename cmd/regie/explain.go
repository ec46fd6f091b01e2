package main

import (
	"fmt"
	"os"
	"runtime"

	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/assets/text"
	"regie/gui"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
)

// explain says why the program does not start: one sentence on stderr and,
// where there is a display, in a small window, with the toolkit begun or nil.
func explain(t *gui.Toolkit, l text.Lang, err error) {
	p := text.For(language(l))
	sentence := p.Error(err)
	fmt.Fprintln(os.Stderr, "regie: "+sentence)
	if hasDisplay(os.Getenv) {
		run := func() { t.App.Run() }
		if t == nil {
			begun := gui.Begin(screen.Look{}, fyne.Size{})
			t, run = &begun, begun.Window.ShowAndRun
		}
		fillWindow(t, p, sentence)
		run()
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

// fillWindow says a sentence in the window, made small.
func fillWindow(t *gui.Toolkit, p *text.Printer, sentence string) {
	w := t.Window
	w.SetPadded(false)
	end := widgets.NewPrimary(p.T("common.close"), icons.None, func() { gui.EndLoop(t.App) })
	words := widgets.VBox(theme.Space16, widgets.PanelTitle(p.T("start.refused")), widgets.NewParagraph(sentence),
		widgets.HBox(0, widgets.Spacer(), end))
	w.SetContent(widgets.Ground(theme.TokenPaper, widgets.Pad(theme.Space24, theme.Space24, words)))
	w.Resize(fyne.NewSize(520, 200))
	w.CenterOnScreen()
}
