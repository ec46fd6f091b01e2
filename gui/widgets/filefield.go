package widgets

import "regie/gui/theme"

// FileField is a labelled file: what is chosen, and the buttons that choose it,
// show it or take it away.
type FileField struct {
	frame
	chosen *Text
}

// NewFileField makes a field with its buttons; the first one has the keyboard.
func NewFileField(name, label string, buttons ...*Button) *FileField {
	f := &FileField{chosen: NewText("").Ellipsis()}
	row := HBox(theme.Space4)
	for _, b := range buttons {
		row.Add(b)
	}
	f.build(f, name, label, VBox(theme.Space4, f.chosen, row))
	if len(buttons) > 0 {
		f.focus = func() { focus(buttons[0]) }
	}
	return f
}

// SetChosen says what is chosen; muted words are for nothing.
func (f *FileField) SetChosen(words string, muted bool) {
	tok := theme.TokenInk
	if muted {
		tok = theme.TokenMute
	}
	f.chosen.Token(tok)
	f.chosen.SetText(words)
	f.Refresh()
}

// Chosen are the words shown.
func (f *FileField) Chosen() string { return f.chosen.text }
