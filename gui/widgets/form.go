package widgets

import (
	"context"
	"image/color"

	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/assets/text"
	"regie/clients/fault"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/work"
)

// Form is a side panel, a dialog where the window is narrow, in which
// something is typed and saved. What was typed stays when it is refused, and
// the refusal stands beside the field it belongs to.
type Form struct {
	host    screen.Host
	work    *work.Runner
	pop     *popup
	title   string
	fields  []Field
	body    []fyne.CanvasObject
	extra   []*Button
	save    *Button
	fail    *Banner
	accent  func() color.NRGBA
	onSave  func() (func(context.Context) error, error)
	onDone  func()
	onClose func()
	onFault func(*fault.Error)
	width   float32
	sticky  fyne.CanvasObject
	first   string // name of the field that has the keyboard at first
}

// NewForm makes a form of fields and, between them, any other objects. prepare
// reads the fields on the UI goroutine and returns the act to run in the
// background; its error, as the act's, is shown at the field that the fault
// names. done is called after success.
func NewForm(h screen.Host, title string, prepare func() (func(context.Context) error, error), done func(), objects ...fyne.CanvasObject) *Form {
	f := &Form{host: h, work: h.Runner().Scope(), title: title, onSave: prepare, onDone: done, body: objects}
	for _, o := range objects {
		f.collect(o)
	}
	p := h.Printer()
	f.save = NewPrimary(p.T("common.save"), icons.None, f.Save).WithHint(saveKey())
	f.fail = NewBanner()
	f.fail.OnClose = func() { f.fail.Hide() }
	f.fail.Hide()
	return f
}

// collect finds the fields in an object and its containers.
func (f *Form) collect(o fyne.CanvasObject) {
	if fd, ok := o.(Field); ok {
		f.fields = append(f.fields, fd)
	}
	if c, ok := o.(*fyne.Container); ok {
		for _, child := range c.Objects {
			f.collect(child)
		}
	}
}

// Accent edges the form in a client's colour.
func (f *Form) Accent(c color.NRGBA) *Form {
	f.accent = func() color.NRGBA { return theme.Accent(c, theme.Dark()) }
	return f
}

// SaveLabel changes the verb of the main button.
func (f *Form) SaveLabel(s string) *Form { f.save.SetText(s); return f }

// Wide gives the form a width of its own, in pixels.
func (f *Form) Wide(width float32) *Form { f.width = width; return f }

// Sticky keeps an object in sight below the title while the fields scroll.
func (f *Form) Sticky(o fyne.CanvasObject) *Form { f.sticky = o; return f }

// StartAt opens the form with the keyboard in a field, in sight; a name that no
// field has is its first one.
func (f *Form) StartAt(name string) *Form { f.first = name; return f }

// OnFault is called with a refusal that names a field, before it is shown
// there, so that the field can be brought into sight.
func (f *Form) OnFault(fn func(*fault.Error)) *Form { f.onFault = fn; return f }

// Also puts another button at the left of the bottom line, as "Supprimer".
func (f *Form) Also(b *Button) *Form { f.extra = append(f.extra, b); return f }

const formWidth = 420

// Show opens the form with the keyboard in its first field.
func (f *Form) Show() {
	p := f.host.Printer()
	closer := NewIconButton(icons.Close, p.T("common.close"), f.Close)
	head := fyne.CanvasObject(HBox(theme.Space8, Grow(PanelTitle(f.title).Ellipsis()), closer))
	if f.sticky != nil {
		head = VBox(theme.Space8, head, f.sticky)
	}
	inner := append([]fyne.CanvasObject{f.fail}, f.body...)
	buttons := []fyne.CanvasObject{}
	for _, b := range f.extra {
		buttons = append(buttons, b)
	}
	buttons = append(buttons, Spacer(), NewButton(p.T("common.cancel"), icons.None, f.Close), f.save)
	scroll := VScroll(Inset(theme.Space4, theme.Space24, theme.Space16, theme.Space24, VBox(theme.Space16, inner...)))
	content := &formFrame{
		head:   Inset(theme.Space16, theme.Space16, theme.Space8, theme.Space24, head),
		body:   scroll,
		bottom: Pad(theme.Space24, theme.Space12, HBox(theme.Space8, buttons...)),
	}
	content.ExtendBaseWidget(content)
	place := right
	if f.host.Narrow() {
		place = centre
	}
	f.pop = &popup{content: content, place: place, width: fyne.Max(formWidth, f.width), stays: true, save: f.Save, edge: f.accent, onHide: f.closed, scroll: scroll}
	f.pop.show(f.host.Window().Canvas())
	if len(f.fields) == 0 {
		return
	}
	first := f.fields[0]
	for _, field := range f.fields {
		if f.first != "" && field.Name() == f.first {
			first = field
			if y, ok := heightOf(scroll.Content, field); ok {
				reveal(scroll, y, field.Size().Height)
			}
		}
	}
	first.Focus()
}

// heightOf is how far below the top of an object another of its containers
// stands; before the first painting only they know.
func heightOf(in, o fyne.CanvasObject) (y float32, found bool) {
	if in == o {
		return 0, true
	}
	if c, ok := in.(*fyne.Container); ok {
		for _, child := range c.Objects {
			if y, found := heightOf(child, o); found {
				return child.Position().Y + y, true
			}
		}
	}
	return 0, false
}

// OnClose is called when the form has gone, saved or not.
func (f *Form) OnClose(then func()) *Form { f.onClose = then; return f }

func (f *Form) closed() {
	f.work.Close()
	if f.onClose != nil {
		f.onClose()
	}
}

// Close closes the form without saving.
func (f *Form) Close() {
	if f.pop != nil {
		f.pop.hide()
	}
}

// Save does what the main button does.
func (f *Form) Save() {
	if f.save.Disabled() {
		return
	}
	ClearRefusals(f.fields, f.fail)
	act, err := f.onSave()
	if err != nil {
		f.Refuse(err)
		return
	}
	f.save.SetBusy(true)
	work.Do(f.work, "save", act, func(err error) {
		f.save.SetBusy(false)
		if err != nil {
			f.Refuse(err)
			return
		}
		f.Close()
		if f.onDone != nil {
			f.onDone()
		}
	})
}

// Refuse shows an error at its field, or at the top of the form.
func (f *Form) Refuse(err error) {
	if e, ok := fault.As(err); ok && e.Field != "" && f.onFault != nil {
		f.onFault(e)
	}
	ShowRefusal(f.host.Printer(), err, f.fields, f.fail)
}

// saveKey names the key that saves.
func saveKey() string { return KeyName("Enter") }

// formFrame stands head and buttons around the scrolled fields.
type formFrame struct {
	composite
	head, body, bottom fyne.CanvasObject
	plain              bool // no rule above the bottom
}

// CreateRenderer implements fyne.Widget.
func (f *formFrame) CreateRenderer() fyne.WidgetRenderer {
	line := newBlock(theme.TokenLine, theme.Hairline)
	line.Hidden = f.plain
	return &formRenderer{f: f, line: line, objects: objects{[]fyne.CanvasObject{f.head, f.body, line, f.bottom}}}
}

type formRenderer struct {
	objects
	f    *formFrame
	line *block
}

func (r *formRenderer) inner() float32 {
	return scrollHeight(r.f.body)
}

func (r *formRenderer) MinSize() fyne.Size {
	h := r.f.head.MinSize().Height + r.f.bottom.MinSize().Height + r.inner() + 1
	return fyne.NewSize(fyne.Max(r.f.head.MinSize().Width, r.f.bottom.MinSize().Width), h)
}

func (r *formRenderer) Layout(size fyne.Size) {
	head, bottom := r.f.head.MinSize().Height, r.f.bottom.MinSize().Height
	r.f.head.Resize(fyne.NewSize(size.Width, head))
	r.f.body.Move(fyne.NewPos(0, head))
	r.f.body.Resize(fyne.NewSize(size.Width, size.Height-head-bottom-1))
	r.line.Move(fyne.NewPos(0, size.Height-bottom-1))
	r.line.Resize(fyne.NewSize(size.Width, 1))
	r.f.bottom.Move(fyne.NewPos(0, size.Height-bottom))
	r.f.bottom.Resize(fyne.NewSize(size.Width, bottom))
}

func (r *formRenderer) Refresh() {
	r.Layout(r.f.Size())
	for _, o := range r.list {
		o.Refresh()
	}
}

// Confirm asks before something leaves in a client's name: the client's
// colour edges the dialog, its tile and name stand in it. The safe button has
// the keyboard. Screens call Host.Confirm.
func Confirm(w fyne.Window, p *text.Printer, c screen.Confirm) {
	var pop *popup
	cancel := NewButton(p.T("common.cancel"), icons.None, func() { pop.hide() })
	act := NewPrimary(c.Action, icons.None, nil)
	if c.Final {
		act = NewDanger(c.Action, icons.None, nil)
	}
	act.OnPress(func() {
		pop.hide()
		c.Do()
	})
	lines := []fyne.CanvasObject{PanelTitle(c.Title).Ellipsis()}
	if c.Client.Name != "" {
		tile := NewAvatar(c.Client.Initials, c.Client.Color, 36)
		tile.SetLogo(c.Client.Logo)
		name := Strong(c.Client.Name).Px(theme.TextPanel).Ellipsis()
		name.Paint(func() color.NRGBA { return theme.AccentText(c.Client.Color, theme.Dark()) })
		lines = append(lines, HBox(theme.Space12, tile, Grow(name)))
	}
	if c.Text != "" {
		lines = append(lines, NewParagraph(c.Text))
	}
	if c.Final {
		lines = append(lines, HBox(theme.Space8, NewIcon(icons.Warning, 16, theme.TokenBad), Grow(Strong(p.T("widgets.final")).Tone(ToneBad).Ellipsis())))
	}
	lines = append(lines, HBox(theme.Space8, Spacer(), cancel, act))
	content := Inset(theme.Space24, theme.Space24, theme.Space16, theme.Space24, VBox(theme.Space16, lines...))
	pop = &popup{content: content, place: centre, width: 460, stays: true}
	if c.Client.Name != "" {
		pop.edge = func() color.NRGBA { return theme.Accent(c.Client.Color, theme.Dark()) }
	}
	pop.show(w.Canvas())
	pop.focus(cancel)
}
