package widgets

import (
	"fyne.io/fyne/v2"

	"regie/gui/theme"
)

// Field is one line of a form. Its name is the one that a fault's Field bears,
// so that a refusal finds the place it belongs to.
type Field interface {
	fyne.CanvasObject
	// Name is the name given at making.
	Name() string
	// SetError shows why the value was refused, "" takes it away.
	SetError(string)
	// Focus puts the keyboard into the field.
	Focus()
}

// frame is the part all fields share: label above, hint or error below.
type frame struct {
	composite
	name  string
	label *Text
	note  *Paragraph
	hint  string
	err   string
	focus func()
}

func (f *frame) build(self fyne.Widget, name, label string, input fyne.CanvasObject) {
	f.name = name
	f.label = Muted(label).Px(12).Ellipsis()
	f.note = NewParagraph("").Px(theme.TextCaption).Token(theme.TokenMute)
	f.note.Hide()
	if label == "" {
		f.label.Hide()
	}
	f.body = VBox(theme.Space4, f.label, input, f.note)
	f.ExtendBaseWidget(self)
}

// Name implements Field.
func (f *frame) Name() string { return f.name }

// Focus implements Field.
func (f *frame) Focus() {
	if f.focus != nil {
		f.focus()
	}
}

// SetLabel changes the words above the field.
func (f *frame) SetLabel(s string) {
	f.label.SetText(s)
	f.label.Hidden = s == ""
	f.Refresh()
}

// SetHint shows words below the field while there is no error.
func (f *frame) SetHint(s string) { f.hint = s; f.showNote() }

// SetError implements Field.
func (f *frame) SetError(s string) { f.err = s; f.showNote() }

// Refusal is what SetError was last given.
func (f *frame) Refusal() string { return f.err }

func (f *frame) showNote() {
	s, tok := f.hint, theme.TokenMute
	if f.err != "" {
		s, tok = f.err, theme.TokenBad
	}
	f.note.Token(tok)
	f.note.SetText(s)
	f.note.Hidden = s == ""
	f.Refresh()
}

// TextField is a labelled text entry.
type TextField struct {
	frame
	entry *entry
	// OnChanged is called at each change by hand or by SetText.
	OnChanged func(string)
	// OnSubmitted is called when Enter is pressed in a field of one line.
	OnSubmitted func(string)
}

// NewTextField makes a text field of one line.
func NewTextField(name, label string) *TextField {
	f := &TextField{entry: newEntry()}
	f.init(f, name, label)
	return f
}

// NewTextArea makes a text field of several lines. It holds at most 20 000
// characters: longer wrapped text makes typing slow.
func NewTextArea(name, label string, rows int) *TextField {
	f := &TextField{entry: newEntry()}
	f.entry.MultiLine = true
	f.entry.Wrapping = fyne.TextWrapWord
	f.entry.SetMinRowsVisible(rows)
	f.init(f, name, label)
	return f
}

const areaLimit = 20_000

func (f *TextField) init(self fyne.Widget, name, label string) {
	f.build(self, name, label, f.entry)
	f.focus = func() { focus(f.entry) }
	f.entry.OnChanged = func(s string) {
		if f.entry.MultiLine && len(s) > areaLimit {
			if r := []rune(s); len(r) > areaLimit {
				f.entry.SetText(string(r[:areaLimit]))
				return
			}
		}
		if f.OnChanged != nil {
			f.OnChanged(s)
		}
	}
	f.entry.OnSubmitted = func(s string) {
		if f.OnSubmitted != nil {
			f.OnSubmitted(s)
		}
	}
}

// Text is what stands in the field.
func (f *TextField) Text() string { return f.entry.Text }

// SetText fills the field.
func (f *TextField) SetText(s string) { f.entry.SetText(s) }

// SetPlaceHolder shows an example while the field is empty.
func (f *TextField) SetPlaceHolder(s string) *TextField { f.entry.SetPlaceHolder(s); return f }

// Enable lets the field be typed in.
func (f *TextField) Enable() { f.entry.Enable() }

// Disable forbids typing.
func (f *TextField) Disable() { f.entry.Disable() }

// CursorOffset is the cursor's place in runes, for completion.
func (f *TextField) CursorOffset() int { return f.entry.CursorTextOffset() }

// OnKey asks f before the field uses a key; true means that it was used.
func (f *TextField) OnKey(use func(fyne.KeyName) bool) { f.entry.onKey = use }
