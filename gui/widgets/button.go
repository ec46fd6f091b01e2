package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"regie/assets/icons"
	"regie/clients/hue"
	"regie/gui/theme"
)

// kind is how much a button asks to be pressed.
type kind int

const (
	secondary kind = iota
	primary
	ghost
	danger
)

// Button is pressed by pointer, Enter or Space. One button of a screen is
// primary.
type Button struct {
	pressable
	text    string
	icon    icons.Name
	hint    string
	kind    kind
	busy    bool
	compact bool
	spread  bool // words left, mark right, as a choice field has
	trail   icons.Name
	onType  func(rune)
	ink     theme.Token
}

// NewButton makes a bordered button; icons.None leaves the icon out.
func NewButton(s string, icon icons.Name, pressed func()) *Button {
	return newButton(secondary, s, icon, pressed)
}

// NewPrimary makes the one main button of a screen.
func NewPrimary(s string, icon icons.Name, pressed func()) *Button {
	return newButton(primary, s, icon, pressed)
}

// NewGhost makes a button without border, in muted text.
func NewGhost(s string, icon icons.Name, pressed func()) *Button {
	return newButton(ghost, s, icon, pressed)
}

// NewDanger makes the button of an act that cannot be undone.
func NewDanger(s string, icon icons.Name, pressed func()) *Button {
	return newButton(danger, s, icon, pressed)
}

// NewIconButton makes a small button of one icon; what it does is said to
// assistive techniques by label.
func NewIconButton(icon icons.Name, label string, pressed func()) *Button {
	b := newButton(ghost, "", icon, pressed)
	b.hint, b.compact = label, true
	return b
}

// NewMenuButton makes a button that opens a menu below itself; the items are
// asked for each time.
func NewMenuButton(s string, items func() []*fyne.MenuItem) *Button {
	b := newButton(secondary, s, icons.None, nil)
	b.trail = icons.Down
	b.onPress = func() { showMenu(b, items()) }
	return b
}

// showMenu opens a menu under an object.
func showMenu(o fyne.CanvasObject, items []*fyne.MenuItem) {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c == nil || len(items) == 0 {
		return
	}
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o).AddXY(0, o.Size().Height+theme.Space4)
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), c, at)
}

func newButton(k kind, s string, icon icons.Name, pressed func()) *Button {
	b := &Button{text: s, icon: icon, kind: k}
	b.onPress = pressed
	b.ExtendBaseWidget(b)
	return b
}

// WithHint shows the key that does the same, muted, after the words.
func (b *Button) WithHint(key string) *Button { b.hint = key; b.Refresh(); return b }

// WithInk draws words and icon of a ghost button in another token, as on the
// rail.
func (b *Button) WithInk(tok theme.Token) *Button { b.ink = tok; b.Refresh(); return b }

// OnPress changes what the button does.
func (b *Button) OnPress(f func()) { b.onPress = f }

// TypedRune implements fyne.Focusable.
func (b *Button) TypedRune(r rune) {
	if b.onType != nil && r != ' ' && !b.Disabled() {
		b.onType(r)
		return
	}
	b.pressable.TypedRune(r)
}

// Press does what pressing does.
func (b *Button) Press() { b.press() }

// SetText changes the words.
func (b *Button) SetText(s string) {
	if b.text != s {
		b.text = s
		b.Refresh()
	}
}

// SetIcon changes the icon.
func (b *Button) SetIcon(n icons.Name) {
	if b.icon != n {
		b.icon = n
		b.Refresh()
	}
}

// SetBusy disables the button while its act is under way.
func (b *Button) SetBusy(busy bool) {
	b.busy = busy
	if busy {
		b.Disable()
	} else {
		b.Enable()
	}
}

// AccessibilityLabel implements fyne.Accessible.
func (b *Button) AccessibilityLabel() string {
	if b.text == "" {
		return b.hint
	}
	return b.text
}

// AccessibilityRole implements fyne.Accessible.
func (b *Button) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

const (
	buttonPad  = 14
	buttonIcon = 15
)

// CreateRenderer implements fyne.Widget.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	r := &buttonRenderer{
		b: b, rect: canvas.NewRectangle(color.Transparent), icon: NewDrawing(), trail: NewDrawing(),
		text: canvas.NewText("", color.Transparent), hint: canvas.NewText("", color.Transparent),
	}
	r.rect.CornerRadius = theme.RadiusControl
	r.text.TextSize, r.hint.TextSize = theme.TextBody, theme.TextBody
	r.list = []fyne.CanvasObject{r.rect, r.icon.Raster, r.text, r.hint, r.trail.Raster}
	r.style()
	return r
}

type buttonRenderer struct {
	objects
	b           *Button
	rect        *canvas.Rectangle
	icon, trail *Drawing
	text, hint  *canvas.Text
}

func (r *buttonRenderer) shownHint() string {
	if r.b.compact {
		return ""
	}
	return r.b.hint
}

func (r *buttonRenderer) pad() float32 {
	if r.b.kind == ghost {
		return theme.Space8
	}
	return buttonPad
}

func (r *buttonRenderer) content() float32 {
	var w float32
	if r.b.icon != icons.None {
		w += buttonIcon
	}
	if r.b.text != "" {
		if w > 0 {
			w += 7
		}
		w += textSize(r.b.text, theme.TextBody, r.text.TextStyle.Bold).Width
	}
	if h := r.shownHint(); h != "" {
		w += theme.Space8 + textSize(h, theme.TextBody, false).Width
	}
	if r.b.trail != icons.None {
		w += theme.Space4 + 12
	}
	return w
}

func (r *buttonRenderer) MinSize() fyne.Size {
	if r.b.compact {
		return fyne.NewSquareSize(28)
	}
	if r.b.spread {
		return fyne.NewSize(fyne.Min(r.content()+2*r.pad(), 120), theme.ControlHeight)
	}
	return fyne.NewSize(r.content()+2*r.pad(), theme.ControlHeight)
}

func (r *buttonRenderer) Layout(size fyne.Size) {
	r.rect.Resize(size)
	x := (size.Width - r.content()) / 2
	if r.b.spread {
		x = buttonPad - 3
	}
	if r.b.icon != icons.None {
		r.icon.Move(fyne.NewPos(x, (size.Height-buttonIcon)/2))
		r.icon.Resize(fyne.NewSquareSize(buttonIcon))
		x += buttonIcon + 7
	}
	h := textSize("x", theme.TextBody, false).Height
	y := (size.Height - h) / 2
	if r.b.text != "" {
		w := textSize(r.b.text, theme.TextBody, r.text.TextStyle.Bold).Width
		if r.b.spread {
			w = size.Width - x - buttonPad - 16
			setWords(r.text, fit(r.b.text, theme.TextBody, false, w))
		}
		r.text.Move(fyne.NewPos(x, y))
		r.text.Resize(fyne.NewSize(w, h))
		x += w
	}
	if s := r.shownHint(); s != "" {
		x += theme.Space8
		w := textSize(s, theme.TextBody, false).Width
		r.hint.Move(fyne.NewPos(x, y))
		r.hint.Resize(fyne.NewSize(w, h))
		x += w
	}
	if r.b.spread {
		x = size.Width - buttonPad - 12
	}
	r.trail.Move(fyne.NewPos(x+theme.Space4, (size.Height-12)/2+1))
	r.trail.Resize(fyne.NewSquareSize(12))
}

// colors gives ground, border and ink of the button as it stands now.
func (r *buttonRenderer) colors() (ground, border, ink color.NRGBA) {
	b := r.b
	clear := color.NRGBA{}
	switch b.kind {
	case primary, danger:
		ground, ink = theme.Primary(), theme.Color(theme.TokenOnPrimary)
		if b.kind == danger {
			ground = theme.Color(theme.TokenBad)
		}
		if b.hovered {
			ground = hue.Mix(ground, ink, 0.12)
		}
		border = ground
	case ghost:
		ground, border, ink = clear, clear, theme.Mute()
		if b.ink != "" {
			ink = theme.Color(b.ink)
		}
		if b.hovered {
			ground = theme.Alpha(ink, 0x18)
		}
	default:
		ground, border, ink = theme.Surface(), theme.Line(), theme.Ink()
		if b.hovered {
			ground = theme.Color(theme.TokenHover)
		}
	}
	if b.Disabled() {
		ink = theme.Color(theme.TokenFaint)
		if b.kind == primary || b.kind == danger {
			ground, border, ink = theme.Color(theme.TokenTrack), theme.Color(theme.TokenTrack), theme.Mute()
		}
	}
	if b.focused && !b.Disabled() {
		border = theme.Primary()
		if b.kind == primary {
			border = theme.Ink()
		}
	}
	return ground, border, ink
}

func (r *buttonRenderer) style() {
	ground, border, ink := r.colors()
	r.rect.FillColor, r.rect.StrokeColor, r.rect.StrokeWidth = ground, border, theme.Hairline
	if r.b.focused {
		r.rect.StrokeWidth = 2
	}
	setWords(r.text, r.b.text)
	setWords(r.hint, r.shownHint())
	r.text.Color, r.hint.Color = ink, theme.Mute()
	if r.b.kind == primary || r.b.kind == danger {
		r.hint.Color = theme.Alpha(ink, 0xB0)
	}
	r.icon.Set(r.b.icon, ink)
	r.trail.Set(r.b.trail, theme.Mute())
}

func (r *buttonRenderer) Refresh() {
	r.style()
	r.Layout(r.b.Size())
	for _, o := range r.list {
		o.Refresh()
	}
}
