package widgets

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

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
	tone  Tone // of the hint
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
func (f *frame) SetHint(s string) { f.SetTonedHint(s, ToneNeutral) }

// SetTonedHint shows words below the field in a tone.
func (f *frame) SetTonedHint(s string, tone Tone) {
	if f.hint == s && f.tone == tone {
		return
	}
	f.hint, f.tone = s, tone
	f.showNote()
}

// SetError implements Field.
func (f *frame) SetError(s string) { f.err = s; f.showNote() }

// Refusal is what SetError was last given.
func (f *frame) Refusal() string { return f.err }

func (f *frame) showNote() {
	s, tok := f.hint, theme.TokenMute
	if f.tone != ToneNeutral {
		tok = f.tone.Token()
	}
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
	most  int    // characters of an area
	last  string // what stood there before a change
	long  func(characters int)
	pass  *wheel // over a line, and an area that shows all it holds
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
	f := &TextField{entry: newEntry(), most: areaLimit}
	f.entry.MultiLine = true
	f.entry.Wrapping = fyne.TextWrapWord
	f.entry.SetMinRowsVisible(rows)
	f.init(f, name, label)
	return f
}

const areaLimit = 20_000

func (f *TextField) init(self fyne.Widget, name, label string) {
	f.pass = newWheel()
	f.build(self, name, label, container.NewStack(f.entry, f.pass))
	f.focus = func() { focus(f.entry) }
	f.entry.OnChanged = func(s string) {
		if f.entry.MultiLine && len(s) > f.most {
			if n := utf8.RuneCountInString(s); n > f.most {
				f.shorten(s, n)
				return
			}
		}
		f.last = s
		f.passWheel(s)
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

// passWheel leaves the mouse wheel to the page while all of an area is in
// sight; what is long enough to scroll keeps it.
func (f *TextField) passWheel(s string) {
	if !f.entry.MultiLine {
		return
	}
	const rowWidth, margin = 300, 20 // at least, of an area not laid out yet
	fits := len(s) < 4000
	if fits {
		room, rows := fyne.Max(rowWidth, f.entry.Size().Width)-margin, 0
		for line := range strings.Lines(s) {
			rows += 1 + int(textSize(line, theme.TextBody, false).Width/room)
		}
		row := textSize("x", theme.TextBody, false).Height
		fits = float32(rows)*row < f.entry.MinSize().Height-margin/2
	}
	f.pass.Hidden = !fits
}

// SetMost bounds an area: a change that makes it longer is not taken, and
// refused is told how long it would have been.
func (f *TextField) SetMost(characters int, refused func(characters int)) {
	f.most, f.long = characters, refused
}

// shorten keeps what stood there, or where nobody is told the beginning.
func (f *TextField) shorten(s string, characters int) {
	if f.long == nil {
		f.entry.SetText(string([]rune(s)[:f.most]))
		return
	}
	f.entry.SetText(f.last)
	f.long(characters)
}

// Text is what stands in the field.
func (f *TextField) Text() string { return f.entry.Text }

// Digits is a figure as it was typed, without the blanks that group it.
func (f *TextField) Digits() string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, f.entry.Text)
}

// SetText fills the field.
func (f *TextField) SetText(s string) { f.entry.SetText(s) }

// SetPlaceHolder shows an example while the field is empty.
func (f *TextField) SetPlaceHolder(s string) *TextField { f.entry.SetPlaceHolder(s); return f }

// OnKey asks f before the field uses a key; true means that it was used.
func (f *TextField) OnKey(use func(fyne.KeyName) bool) { f.entry.onKey = use }
