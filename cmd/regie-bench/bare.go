package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// bareCmd opens the smallest honest Fyne window: a label and a button at the
// size of Régie's.
type bareCmd struct{}

func (bareCmd) Run() error {
	a := app.NewWithID("org.regie.bench.bare")
	w := a.NewWindow("bare")
	w.SetContent(container.NewCenter(container.NewVBox(widget.NewLabel("Régie"), widget.NewButton("Quitter", a.Quit))))
	w.Resize(fyne.NewSize(1440, 900))
	w.ShowAndRun()
	return nil
}
