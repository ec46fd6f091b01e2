package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"regie/assets/icons"
	"regie/gui/theme"
)

// Pill is a short state: a word, with a sign, on the soft ground of its tone.
type Pill struct {
	widget.BaseWidget
	tone Tone
	text string
	sign icons.Name
}

// NewPill makes a pill. It bears the sign of its tone until WithSign says
// another.
func NewPill(tone Tone, s string) *Pill {
	p := &Pill{tone: tone, text: oneLine(s), sign: tone.Sign()}
	p.ExtendBaseWidget(p)
	return p
}

// WithSign sets the sign; icons.None takes it away.
func (p *Pill) WithSign(n icons.Name) *Pill { p.sign = n; p.Refresh(); return p }

// Set changes tone and text, and takes the tone's sign.
func (p *Pill) Set(tone Tone, s string) { p.SetSigned(tone, tone.Sign(), s) }

// SetSigned changes tone, sign and text.
func (p *Pill) SetSigned(tone Tone, sign icons.Name, s string) {
	if p.tone == tone && p.sign == sign && p.text == s {
		return
	}
	p.tone, p.sign, p.text = tone, sign, oneLine(s)
	p.Refresh()
}

const (
	pillHeight = 20
	pillPad    = 9
	pillSign   = 9
)

// CreateRenderer implements fyne.Widget.
func (p *Pill) CreateRenderer() fyne.WidgetRenderer {
	r := &pillRenderer{
		p: p, rect: canvas.NewRectangle(color.Transparent),
		text: canvas.NewText("", color.Transparent), sign: NewDrawing(),
	}
	r.rect.CornerRadius = pillHeight / 2
	r.text.TextSize, r.text.TextStyle = theme.TextCaption, fyne.TextStyle{Bold: true}
	r.list = []fyne.CanvasObject{r.rect, r.sign.Raster, r.text}
	r.style()
	return r
}

type pillRenderer struct {
	objects
	p    *Pill
	rect *canvas.Rectangle
	text *canvas.Text
	sign *Drawing
}

func (r *pillRenderer) signWidth() float32 {
	if r.p.sign == icons.None {
		return 0
	}
	return pillSign + theme.Space4
}

// MinSize lets a pill shrink to its sign and a few letters.
func (r *pillRenderer) MinSize() fyne.Size {
	return fyne.NewSize(2*pillPad+r.signWidth()+textSize(r.p.text, theme.TextCaption, true).Width, pillHeight)
}

func (r *pillRenderer) Layout(size fyne.Size) {
	w := fyne.Min(size.Width, r.MinSize().Width)
	y := (size.Height - pillHeight) / 2
	r.rect.Move(fyne.NewPos(0, y))
	r.rect.Resize(fyne.NewSize(w, pillHeight))
	r.sign.Move(fyne.NewPos(pillPad, y+(pillHeight-pillSign)/2))
	r.sign.Resize(fyne.NewSquareSize(pillSign))
	room := w - 2*pillPad - r.signWidth()
	setWords(r.text, fit(r.p.text, theme.TextCaption, true, room))
	h := textSize("x", theme.TextCaption, true).Height
	r.text.Move(fyne.NewPos(pillPad+r.signWidth(), y+(pillHeight-h)/2))
	r.text.Resize(fyne.NewSize(room, h))
}

func (r *pillRenderer) style() {
	r.rect.FillColor = r.p.tone.Soft()
	r.text.Color = r.p.tone.Ink()
	r.sign.Set(r.p.sign, r.p.tone.Ink())
	r.sign.Hidden = r.sign.Hidden || r.p.text == ""
	r.rect.Hidden = r.p.text == ""
	r.text.Hidden = r.p.text == ""
}

func (r *pillRenderer) Refresh() {
	r.style()
	r.Layout(r.p.Size())
	r.rect.Refresh()
	r.text.Refresh()
}
