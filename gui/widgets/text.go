package widgets

import (
	"image/color"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"regie/gui/theme"
)

// Text is one line of text in a token's colour. With Ellipsis it may be given
// less room than it needs and then ends in "…".
type Text struct {
	widget.BaseWidget
	text   string
	size   float32
	bold   bool
	token  theme.Token
	paint  func() color.NRGBA
	align  fyne.TextAlign
	shrink bool
	least  float32 // size it may be set down to before it is cut, 0 for its own
	drawn  bool    // a renderer was made: until then there is nothing to refresh
}

// NewText makes a line of body text.
func NewText(s string) *Text { return newText(s, theme.TextBody, false, theme.TokenInk) }

// Strong makes a line of bold body text.
func Strong(s string) *Text { return newText(s, theme.TextBody, true, theme.TokenInk) }

// Muted makes a line of secondary text.
func Muted(s string) *Text { return newText(s, theme.TextBody, false, theme.TokenMute) }

// Caption makes a small line of secondary text.
func Caption(s string) *Text { return newText(s, theme.TextCaption, false, theme.TokenMute) }

// StrongCaption makes a small bold line of secondary text, as column heads are.
func StrongCaption(s string) *Text { return newText(s, theme.TextCaption, true, theme.TokenMute) }

// PanelTitle makes the title of a panel.
func PanelTitle(s string) *Text { return newText(s, theme.TextPanel, true, theme.TokenInk) }

// PageTitle makes the title of a page.
func PageTitle(s string) *Text { return newText(s, theme.TextTitle, true, theme.TokenInk) }

// Figure makes the big figure of a card.
func Figure(s string) *Text { return newText(s, theme.TextFigure, true, theme.TokenInk) }

func newText(s string, size float32, bold bool, tok theme.Token) *Text {
	t := &Text{text: oneLine(s), size: size, bold: bold, token: tok}
	t.ExtendBaseWidget(t)
	return t
}

// Token draws the text in another token.
func (t *Text) Token(tok theme.Token) *Text {
	t.token, t.paint = tok, nil
	t.Refresh()
	return t
}

// Tone draws the text in a tone; neutral is ink.
func (t *Text) Tone(tone Tone) *Text { return t.Token(tone.tokens().strong) }

// Paint draws the text in a colour asked at each refresh, for client colours.
func (t *Text) Paint(f func() color.NRGBA) *Text {
	t.paint = f
	t.Refresh()
	return t
}

// Bold makes the text bold.
func (t *Text) Bold() *Text { t.SetBold(true); return t }

// SetBold makes the text bold or not, for rows that are used again.
func (t *Text) SetBold(on bool) { t.bold = on; t.Refresh() }

// Px sets the text's height in pixels.
func (t *Text) Px(size float32) *Text { t.size = size; t.Refresh(); return t }

// Right aligns the text to the right.
func (t *Text) Right() *Text { t.align = fyne.TextAlignTrailing; return t }

// Center centres the text.
func (t *Text) Center() *Text { t.align = fyne.TextAlignCenter; return t }

// Ellipsis lets the text shrink to its room.
func (t *Text) Ellipsis() *Text { t.shrink = true; return t }

// Smaller lets the text be set smaller, down to a size, before it is cut.
func (t *Text) Smaller(least float32) *Text { t.shrink, t.least = true, least; return t }

// String is the whole text, cut or not.
func (t *Text) String() string { return t.text }

// SetText changes the text.
func (t *Text) SetText(s string) {
	if s = oneLine(s); s == t.text {
		return
	}
	t.text = s
	t.Refresh()
}

// Refresh draws the text anew. While it was never drawn there is nothing to do:
// to measure it at each word of its making would be most of a screen's cost.
func (t *Text) Refresh() {
	if t.drawn {
		t.BaseWidget.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	t.drawn = true
	c := canvas.NewText("", color.Transparent)
	r := &textRenderer{t: t, c: c, objects: objects{[]fyne.CanvasObject{c}}}
	r.style()
	return r
}

type textRenderer struct {
	objects
	t *Text
	c *canvas.Text
}

func (r *textRenderer) MinSize() fyne.Size {
	s := textSize(r.t.text, r.t.size, r.t.bold)
	if r.t.shrink {
		s.Width = fyne.Min(s.Width, 2*r.t.size)
	}
	return s
}

func (r *textRenderer) Layout(size fyne.Size) {
	s, px := r.t.text, r.t.size
	for r.t.least > 0 && size.Width > 0 && px > r.t.least && textSize(s, px, r.t.bold).Width > size.Width {
		px--
	}
	if r.t.shrink {
		s = fit(s, px, r.t.bold, size.Width)
	}
	if r.c.Text != s || r.c.TextSize != px {
		r.c.TextSize = px
		setWords(r.c, s)
		r.c.Refresh()
	}
	h := textSize("x", px, r.t.bold).Height
	r.c.Move(fyne.NewPos(0, (size.Height-h)/2))
	r.c.Resize(fyne.NewSize(size.Width, h))
}

func (r *textRenderer) style() {
	r.c.TextSize, r.c.TextStyle, r.c.Alignment = r.t.size, fyne.TextStyle{Bold: r.t.bold}, r.t.align
	setWords(r.c, r.c.Text)
	if r.t.paint != nil {
		r.c.Color = r.t.paint()
	} else {
		r.c.Color = theme.Color(r.t.token)
	}
}

func (r *textRenderer) Refresh() {
	r.style()
	r.Layout(r.t.Size())
	r.c.Refresh()
}

// Paragraph is text that wraps to its width. Lines break at spaces only;
// no-break spaces hold, a word wider than the line is broken.
type Paragraph struct {
	widget.BaseWidget
	text  string
	size  float32
	bold  bool
	token theme.Token
	paint func() color.NRGBA
	max   int
	lines []string
	width float32
}

// NewParagraph makes wrapped body text.
func NewParagraph(s string) *Paragraph {
	p := &Paragraph{text: s, size: theme.TextBody, token: theme.TokenInk, width: 240}
	p.ExtendBaseWidget(p)
	return p
}

// Token draws the paragraph in another token.
func (p *Paragraph) Token(tok theme.Token) *Paragraph { p.token = tok; p.paint = nil; return p }

// Paint draws the paragraph in a colour asked at each refresh.
func (p *Paragraph) Paint(f func() color.NRGBA) *Paragraph { p.paint = f; return p }

// Px sets the height of the text in pixels.
func (p *Paragraph) Px(size float32) *Paragraph { p.size = size; return p }

// Bold makes the paragraph bold.
func (p *Paragraph) Bold() *Paragraph { p.bold = true; return p }

// MaxLines cuts the paragraph after n lines, with an ellipsis.
func (p *Paragraph) MaxLines(n int) *Paragraph { p.max = n; return p }

// SetText changes the text.
func (p *Paragraph) SetText(s string) {
	if p.text == s {
		return
	}
	p.text, p.lines = s, nil
	p.Refresh()
}

// Resize implements fyne.CanvasObject: another width wraps anew and may ask
// for another height.
func (p *Paragraph) Resize(s fyne.Size) {
	if s.Width > 0 && s.Width != p.width {
		before := len(p.wrapped())
		p.width, p.lines = s.Width, nil
		if len(p.wrapped()) != before {
			p.BaseWidget.Resize(s)
			p.Refresh()
			return
		}
	}
	p.BaseWidget.Resize(s)
}

func (p *Paragraph) wrapped() []string {
	if p.lines == nil {
		p.lines = wrap(p.text, p.size, p.bold, p.width)
		if p.max > 0 && len(p.lines) > p.max {
			last := p.lines[p.max-1] + ellipsis
			if textSize(last, p.size, p.bold).Width > p.width {
				last = fit(last, p.size, p.bold, p.width)
			}
			p.lines = append(p.lines[:p.max-1:p.max-1], last)
		}
	}
	return p.lines
}

// wrap breaks text at spaces (U+0020) and line ends into lines no wider than
// width.
func wrap(s string, size float32, bold bool, width float32) []string {
	var out []string
	for _, para := range strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n") {
		line := ""
		for _, word := range strings.Split(oneLine(para), " ") {
			next := word
			if line != "" {
				next = line + " " + word
			}
			if textSize(next, size, bold).Width <= width {
				line = next
				continue
			}
			if line != "" {
				out = append(out, line)
			}
			line = word
			for utf8.RuneCountInString(line) > 1 && textSize(line, size, bold).Width > width {
				head, tail := breakWord(line, size, bold, width)
				out, line = append(out, head), tail
			}
		}
		out = append(out, line)
	}
	return out
}

// breakWord takes as many runes as fit, one at least.
func breakWord(s string, size float32, bold bool, width float32) (head, tail string) {
	r := []rune(s)
	n := 1
	for n < len(r)-1 && textSize(string(r[:n+1]), size, bold).Width <= width {
		n++
	}
	return string(r[:n]), string(r[n:])
}

// CreateRenderer implements fyne.Widget.
func (p *Paragraph) CreateRenderer() fyne.WidgetRenderer {
	r := &paragraphRenderer{p: p}
	r.Refresh()
	return r
}

type paragraphRenderer struct {
	objects
	p    *Paragraph
	pool []*canvas.Text
}

func (r *paragraphRenderer) lineHeight() float32 {
	return textSize("x", r.p.size, r.p.bold).Height
}

func (r *paragraphRenderer) MinSize() fyne.Size {
	return fyne.NewSize(4*r.p.size, float32(len(r.p.wrapped()))*r.lineHeight())
}

func (r *paragraphRenderer) Layout(size fyne.Size) {
	if len(r.list) != len(r.p.wrapped()) {
		r.fill()
	}
	h := r.lineHeight()
	for i, s := range r.p.wrapped() {
		c := r.pool[i]
		if c.Text != s {
			setWords(c, s)
			c.Refresh()
		}
		c.Move(fyne.NewPos(0, float32(i)*h))
		c.Resize(fyne.NewSize(size.Width, h))
	}
}

func (r *paragraphRenderer) fill() {
	lines := r.p.wrapped()
	for len(r.pool) < len(lines) {
		r.pool = append(r.pool, canvas.NewText("", color.Transparent))
	}
	col := theme.Color(r.p.token)
	if r.p.paint != nil {
		col = r.p.paint()
	}
	r.list = r.list[:0]
	for i, s := range lines {
		c := r.pool[i]
		c.TextSize, c.TextStyle, c.Color = r.p.size, fyne.TextStyle{Bold: r.p.bold}, col
		setWords(c, s)
		r.list = append(r.list, c)
	}
}

func (r *paragraphRenderer) Refresh() {
	r.fill()
	r.Layout(r.p.Size())
	for _, o := range r.list {
		o.Refresh()
	}
}
