// Command bare opens the smallest honest Fyne window: a label and a button at
// the size of Régie's. It is the yardstick of the start and of the idle memory,
// a program of its own so that it carries nothing of Régie.
package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

func main() {
	a := app.NewWithID("org.regie.bench.bare")
	w := a.NewWindow("bare")
	w.SetContent(container.NewCenter(container.NewVBox(widget.NewLabel("Régie"), widget.NewButton("Quitter", a.Quit))))
	w.Resize(fyne.NewSize(1440, 900))
	w.ShowAndRun()
}
