package plan

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regie/gui/theme"
	"regie/gui/widgets"
)

// sumLine says as many of its parts as its room holds whole, at its right end,
// and nothing where not even the first fits.
type sumLine struct {
	parts []string
	text  *widgets.Text
	box   *fyne.Container
}

func newSumLine() *sumLine {
	s := &sumLine{text: widgets.Muted("")}
	s.box = container.New(s, s.text)
	return s
}

// set changes what is said.
func (s *sumLine) set(parts []string) {
	s.parts = parts
	s.Layout(nil, s.box.Size())
	s.box.Refresh()
}

// MinSize implements fyne.Layout.
func (s *sumLine) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, fyne.MeasureText("0", theme.TextBody, fyne.TextStyle{}).Height)
}

// Layout implements fyne.Layout.
func (s *sumLine) Layout(_ []fyne.CanvasObject, room fyne.Size) {
	words := ""
	var size fyne.Size
	for n := len(s.parts); n > 0; n-- {
		words = strings.Join(s.parts[:n], " · ")
		if size = fyne.MeasureText(words, theme.TextBody, fyne.TextStyle{}); size.Width+1 <= room.Width {
			break
		}
		words = ""
	}
	s.text.SetText(words)
	s.text.Resize(fyne.NewSize(size.Width+1, room.Height))
	s.text.Move(fyne.NewPos(room.Width-size.Width-1, 0))
}
