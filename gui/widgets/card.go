package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"regie/gui/theme"
)

// Card is a rounded surface with a hairline border, a title, a caption at the
// right, and content.
type Card struct {
	widget.BaseWidget
	title   *Text
	caption *Text
	corner  fyne.CanvasObject
	content fyne.CanvasObject
	padding float32
}

// NewCard makes a card; an empty title leaves the title line out.
func NewCard(title, caption string, content fyne.CanvasObject) *Card {
	c := &Card{
		title: Strong(title).Ellipsis(), caption: Muted(caption).Ellipsis().Right(),
		content: content, padding: theme.Space16,
	}
	c.ExtendBaseWidget(c)
	return c
}

// NewPanel makes a card without a title line.
func NewPanel(content fyne.CanvasObject) *Card { return NewCard("", "", content) }

// NoPadding lets the content reach the border at the sides and below, as
// tables do.
func (c *Card) NoPadding() *Card { c.padding = 0; return c }

// SetTitle changes the title.
func (c *Card) SetTitle(s string) { c.title.SetText(s); c.Refresh() }

// SetCaption changes the words at the right of the title.
func (c *Card) SetCaption(s string) { c.caption.SetText(s); c.Refresh() }

// SetCorner puts an object, as a rule a ghost button, at the right end of the
// title line.
func (c *Card) SetCorner(o fyne.CanvasObject) { c.corner = o; c.Refresh() }

// SetContent replaces the content.
func (c *Card) SetContent(o fyne.CanvasObject) { c.content = o; c.Refresh() }

// CreateRenderer implements fyne.Widget.
func (c *Card) CreateRenderer() fyne.WidgetRenderer {
	r := &cardRenderer{c: c, rect: canvas.NewRectangle(theme.Surface())}
	r.rect.CornerRadius, r.rect.StrokeWidth = theme.RadiusCard, theme.Hairline
	r.collect()
	return r
}

type cardRenderer struct {
	objects
	c    *Card
	rect *canvas.Rectangle
}

func (r *cardRenderer) collect() {
	r.rect.FillColor, r.rect.StrokeColor = theme.Surface(), theme.Line()
	r.list = []fyne.CanvasObject{r.rect}
	if r.headed() {
		r.list = append(r.list, r.c.title, r.c.caption)
		if r.c.corner != nil {
			r.list = append(r.list, r.c.corner)
		}
	}
	if r.c.content != nil {
		r.list = append(r.list, r.c.content)
	}
}

func (r *cardRenderer) headed() bool {
	return r.c.title.text != "" || r.c.caption.text != "" || r.c.corner != nil
}

const cardHead = theme.Space16 + 18 + theme.Space12 // padding, title line, gap

func (r *cardRenderer) top() float32 {
	if r.headed() {
		return cardHead
	}
	return r.c.padding
}

func (r *cardRenderer) MinSize() fyne.Size {
	var s fyne.Size
	if r.c.content != nil && r.c.content.Visible() {
		s = r.c.content.MinSize()
	}
	s = s.AddWidthHeight(2*r.c.padding, r.top()+fyne.Max(r.c.padding, 1))
	if r.headed() {
		head := r.c.title.MinSize().Width + r.c.caption.MinSize().Width + 3*theme.Space16
		if r.c.corner != nil {
			head += r.c.corner.MinSize().Width
		}
		s.Width = fyne.Max(s.Width, head)
	}
	return s
}

func (r *cardRenderer) Layout(size fyne.Size) {
	r.rect.Resize(size)
	if r.headed() {
		r.layoutHead(size.Width)
	}
	if r.c.content != nil {
		pad := r.c.padding
		r.c.content.Move(fyne.NewPos(fyne.Max(pad, 1), r.top()))
		r.c.content.Resize(fyne.NewSize(size.Width-2*fyne.Max(pad, 1), size.Height-r.top()-fyne.Max(pad, 1)))
	}
}

func (r *cardRenderer) layoutHead(width float32) {
	const line = 18
	right := width - theme.Space16
	if o := r.c.corner; o != nil {
		s := o.MinSize()
		right -= s.Width
		o.Move(fyne.NewPos(right, theme.Space16+(line-s.Height)/2))
		o.Resize(s)
		right -= theme.Space8
	}
	room := right - theme.Space16
	title := fyne.Min(natural(r.c.title).Width, room)
	caption := fyne.Max(0, fyne.Min(natural(r.c.caption).Width, room-title-theme.Space12))
	r.c.title.Move(fyne.NewPos(theme.Space16, theme.Space16))
	r.c.title.Resize(fyne.NewSize(title, line))
	r.c.caption.Move(fyne.NewPos(right-caption, theme.Space16))
	r.c.caption.Resize(fyne.NewSize(caption, line))
}

func (r *cardRenderer) Refresh() {
	r.collect()
	r.rect.Refresh()
	r.Layout(r.c.Size())
	r.c.title.Refresh()
	r.c.caption.Refresh()
}

// StatCard shows one figure with what it means above and what to compare it
// with below.
type StatCard struct {
	composite
	label, figure *Text
	caption       *Paragraph
}

// NewStatCard makes a card of one figure.
func NewStatCard(label, figure, caption string) *StatCard {
	s := &StatCard{
		label: Muted(label).Ellipsis(), figure: Figure(figure).Smaller(theme.TextPanel),
		caption: NewParagraph(caption).Px(12).Token(theme.TokenMute).MaxLines(2),
	}
	s.body = NewPanel(VBox(0, s.label, s.figure, s.caption))
	s.ExtendBaseWidget(s)
	return s
}

// Set changes all of the card; the tone colours the figure.
func (s *StatCard) Set(label, figure, caption string, tone Tone) {
	s.label.SetText(label)
	s.figure.SetText(figure)
	s.figure.Tone(tone)
	s.caption.SetText(caption)
}
