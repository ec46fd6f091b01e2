package widgets

import (
	"fyne.io/fyne/v2"

	"regie/gui/theme"
)

// pairLabel is the width of the labels of Pairs.
const pairLabel = 150

// Pairs draws labels and values as two columns; lines without a value are left
// out.
func Pairs(lines [][2]string) fyne.CanvasObject {
	objs := make([]fyne.CanvasObject, 0, len(lines))
	for _, l := range lines {
		if l[1] != "" {
			objs = append(objs, Columns(theme.Space12, []float32{-pairLabel, 1},
				VBox(0, NewParagraph(l[0]).Token(theme.TokenMute)), NewParagraph(l[1])))
		}
	}
	return VBox(theme.Space8, objs...)
}

// Lines parts objects by hairlines; where there are none it says what belongs
// there.
func Lines(none string, lines []fyne.CanvasObject) fyne.CanvasObject {
	if len(lines) == 0 {
		return NewParagraph(none).Token(theme.TokenMute)
	}
	var objs []fyne.CanvasObject
	for i, l := range lines {
		if i > 0 {
			objs = append(objs, Rule())
		}
		objs = append(objs, l)
	}
	return VBox(0, objs...)
}
