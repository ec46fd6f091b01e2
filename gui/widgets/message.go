package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"regie/assets/icons"
	"regie/gui/theme"
)

// Banner is a message on the soft ground of its tone, with an optional button.
type Banner struct {
	widget.BaseWidget
	tone   Tone
	icon   *Icon
	text   *Paragraph
	button *Button
	closer *Button
	// OnClose is called by the closing cross; nil leaves the cross out.
	OnClose func()
}

// NewBanner makes an empty banner; Set fills it.
func NewBanner() *Banner {
	b := &Banner{tone: ToneInfo, icon: NewIcon(icons.Info, 16, theme.TokenInfo), text: NewParagraph("")}
	b.text.Paint(func() color.NRGBA { return b.tone.Ink() })
	b.closer = NewIconButton(icons.Close, "", func() {
		if b.OnClose != nil {
			b.OnClose()
		}
	})
	b.ExtendBaseWidget(b)
	return b
}

// NewNote makes a banner that only says something.
func NewNote(tone Tone, s string) *Banner {
	b := NewBanner()
	b.Set(tone, s, nil)
	return b
}

// Set changes message and button; nil leaves the button out.
func (b *Banner) Set(tone Tone, s string, button *Button) {
	b.tone, b.button = tone, button
	name := icons.Info
	switch tone {
	case ToneBad:
		name = icons.Error
	case ToneWarn:
		name = icons.Warning
	case ToneOK:
		name = icons.Check
	}
	b.icon.Set(name)
	b.icon.SetToken(tone.tokens().strong)
	b.text.SetText(s)
	b.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (b *Banner) CreateRenderer() fyne.WidgetRenderer {
	r := &bannerRenderer{b: b, rect: canvas.NewRectangle(b.tone.Soft())}
	r.rect.CornerRadius = theme.RadiusControl
	r.collect()
	return r
}

type bannerRenderer struct {
	objects
	b    *Banner
	rect *canvas.Rectangle
}

func (r *bannerRenderer) collect() {
	r.rect.FillColor = r.b.tone.Soft()
	r.list = []fyne.CanvasObject{r.rect, r.b.icon, r.b.text}
	if r.b.button != nil {
		r.list = append(r.list, r.b.button)
	}
	if r.b.OnClose != nil {
		r.list = append(r.list, r.b.closer)
	}
}

func (r *bannerRenderer) MinSize() fyne.Size {
	s := r.b.text.MinSize().AddWidthHeight(3*theme.Space12+16, 2*10)
	if r.b.button != nil {
		m := r.b.button.MinSize()
		s = fyne.NewSize(s.Width+m.Width+theme.Space8, fyne.Max(s.Height, m.Height+theme.Space8))
	}
	if r.b.OnClose != nil {
		s.Width += 28 + theme.Space8
	}
	return s
}

func (r *bannerRenderer) Layout(size fyne.Size) {
	r.rect.Resize(size)
	x := size.Width - theme.Space8
	if r.b.OnClose != nil {
		x -= 28
		r.b.closer.Move(fyne.NewPos(x, (size.Height-28)/2))
		r.b.closer.Resize(fyne.NewSquareSize(28))
	}
	if r.b.button != nil {
		m := r.b.button.MinSize()
		x -= m.Width
		r.b.button.Move(fyne.NewPos(x, (size.Height-m.Height)/2))
		r.b.button.Resize(m)
		x -= theme.Space8
	}
	r.b.icon.Resize(fyne.NewSquareSize(16))
	left := 2*theme.Space12 + 14
	r.b.text.Resize(fyne.NewSize(x-left, r.b.text.MinSize().Height))
	h := r.b.text.MinSize().Height
	r.b.text.Move(fyne.NewPos(left, (size.Height-h)/2))
	r.b.text.Resize(fyne.NewSize(x-left, h))
	r.b.icon.Move(fyne.NewPos(theme.Space12, (size.Height-h)/2+1)) // beside the first line
}

func (r *bannerRenderer) Refresh() {
	r.collect()
	r.Layout(r.b.Size())
	for _, o := range r.list {
		o.Refresh()
	}
}

// Toast is a short dark message that floats above the timer bar, with Undo.
type Toast struct {
	widget.BaseWidget
	text *Text
	undo *Button
}

// NewToast makes a hidden toast; undo is its button's word.
func NewToast(undo string) *Toast {
	t := &Toast{text: NewText("").Token(theme.TokenRailInk).Ellipsis()}
	t.undo = NewGhost(undo, icons.Undo, nil).WithInk(theme.TokenRailWarn)
	t.ExtendBaseWidget(t)
	t.Hide()
	return t
}

// Say shows a text; undo nil leaves the button out.
func (t *Toast) Say(s string, undo func()) {
	t.text.SetText(s)
	t.undo.Hidden = undo == nil
	t.undo.OnPress(undo)
	t.Show()
	t.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (t *Toast) CreateRenderer() fyne.WidgetRenderer {
	rect := canvas.NewRectangle(theme.Color(theme.TokenRail))
	rect.CornerRadius, rect.StrokeWidth = theme.RadiusControl, theme.Hairline
	rect.Shadow = canvas.Shadow{Color: theme.Color(theme.TokenShade), BlurRadius: 14, Offset: fyne.NewPos(0, 4)}
	r := &toastRenderer{t: t, rect: rect, objects: objects{[]fyne.CanvasObject{rect, t.text, t.undo}}}
	r.Refresh()
	return r
}

type toastRenderer struct {
	objects
	t    *Toast
	rect *canvas.Rectangle
}

func (r *toastRenderer) MinSize() fyne.Size {
	w := fyne.Min(natural(r.t.text).Width, 520) + 2*theme.Space16
	if !r.t.undo.Hidden {
		w += r.t.undo.MinSize().Width + theme.Space8
	}
	return fyne.NewSize(w, 42)
}

func (r *toastRenderer) Layout(size fyne.Size) {
	r.rect.Resize(size)
	room := size.Width - 2*theme.Space16
	if !r.t.undo.Hidden {
		m := r.t.undo.MinSize()
		room -= m.Width + theme.Space8
		r.t.undo.Move(fyne.NewPos(size.Width-m.Width-theme.Space8, (size.Height-m.Height)/2))
		r.t.undo.Resize(m)
	}
	r.t.text.Move(fyne.NewPos(theme.Space16, 0))
	r.t.text.Resize(fyne.NewSize(room, size.Height))
}

func (r *toastRenderer) Refresh() {
	r.rect.FillColor, r.rect.StrokeColor = theme.Color(theme.TokenRail), theme.Color(theme.TokenRailActive)
	r.Layout(r.t.Size())
	for _, o := range r.list {
		o.Refresh()
	}
}

// EmptyState says what belongs in an empty place and offers the ways in.
type EmptyState struct{ composite }

// NewEmptyState makes the contents of an empty place: what it is, what belongs
// there, as a rule two buttons (type it, import it).
func NewEmptyState(icon icons.Name, title, s string, actions ...*Button) *EmptyState {
	e := &EmptyState{}
	buttons := make([]fyne.CanvasObject, 0, len(actions)+2)
	buttons = append(buttons, Spacer())
	for _, b := range actions {
		buttons = append(buttons, b)
	}
	buttons = append(buttons, Spacer())
	words := NewParagraph(s).Token(theme.TokenMute)
	column := VBox(theme.Space12,
		MinHeight(40, NewIcon(icon, 32, theme.TokenFaint)),
		PanelTitle(title).Center(),
		words,
		HBox(theme.Space8, buttons...),
	)
	e.body = VBox(0, Spacer(), HBox(0, Spacer(), MinWidth(380, column), Spacer()), Spacer())
	e.ExtendBaseWidget(e)
	return e
}
