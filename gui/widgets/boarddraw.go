package widgets

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"regie/assets/icons"
	"regie/gui/theme"
)

// CreateRenderer implements fyne.Widget.
func (b *Board) CreateRenderer() fyne.WidgetRenderer {
	r := &boardRenderer{b: b, ghost: newBoardCard()}
	r.Refresh()
	return r
}

// boardRenderer keeps its objects; only the cards in sight have any.
type boardRenderer struct {
	objects
	b         *Board
	columns   []*boardColumn
	cards     []*boardCard
	usedCards int
	ghost     *boardCard
}

// boardColumn is a column's ground and the head that covers cards scrolled up.
type boardColumn struct {
	ground, head *canvas.Rectangle
	title, count *canvas.Text
}

type boardCard struct {
	rect, edge  *canvas.Rectangle
	sign        *canvas.Image
	code        *canvas.Text
	title, more *canvas.Text // the title's two lines
	detail      *canvas.Text
}

// edgeWidth is that of a card's stripe.
const edgeWidth = 3

func newBoardCard() *boardCard {
	c := &boardCard{
		rect: canvas.NewRectangle(color.Transparent), edge: canvas.NewRectangle(color.Transparent), sign: canvas.NewImageFromResource(nil),
		code: newLine(theme.TextCaption, true), title: newLine(theme.TextCaption, true), more: newLine(theme.TextCaption, true), detail: newLine(theme.TextCaption, false),
	}
	c.rect.CornerRadius, c.edge.CornerRadius = theme.RadiusControl, edgeWidth/2
	return c
}

func (c *boardCard) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{c.rect, c.edge, c.sign, c.code, c.title, c.more, c.detail}
}

func (c *boardCard) set(card BoardCard, at fyne.Position, w float32, frame color.NRGBA) {
	width := float32(theme.Hairline)
	if frame != theme.Line() {
		width = 2
	}
	paint(c.rect, theme.Surface(), frame, width)
	place(c.rect, at.X, at.Y, w, cardH)
	show(c.edge, card.Edge.A > 0)
	if card.Edge.A > 0 {
		paint(c.edge, theme.Accent(card.Edge, theme.Dark()), color.NRGBA{}, 0)
		place(c.edge, at.X+3, at.Y+8, edgeWidth, cardH-16)
	}
	ink := card.Tone.Ink()
	if card.Muted {
		ink = theme.Mute()
	}
	x, h := at.X+9, textSize("x", theme.TextCaption, true).Height
	show(c.sign, card.Sign != icons.None)
	if card.Sign != icons.None {
		if res := theme.Icon(card.Sign, ink); c.sign.Resource != res {
			c.sign.Resource = res
			c.sign.Refresh()
		}
		place(c.sign, x, at.Y+9+(h-10)/2, 10, 10)
		x += 15
	}
	show(c.code, card.Code != "")
	if card.Code != "" {
		cw := textSize(card.Code, theme.TextCaption, true).Width
		write(c.code, card.Code, ink)
		place(c.code, x, at.Y+9, cw, h)
		x += cw + 5
	}
	first, rest := twoLines(oneLine(card.Title), theme.TextCaption, true, at.X+w-8-x, w-18)
	write(c.title, first, theme.Ink())
	place(c.title, x, at.Y+9, at.X+w-8-x, h)
	write(c.more, rest, theme.Ink())
	place(c.more, at.X+9, at.Y+25, w-18, h)
	write(c.detail, fit(oneLine(card.Detail), theme.TextCaption, false, w-18), theme.Mute())
	place(c.detail, at.X+9, at.Y+44, w-18, h)
}

func (r *boardRenderer) MinSize() fyne.Size { return fyne.NewSize(480, 300) }

func (r *boardRenderer) Layout(size fyne.Size) {
	if size.Width <= 0 || size.Height <= 0 {
		return
	}
	b := r.b
	r.usedCards = 0
	r.list = r.list[:0]
	over := -1
	if b.drag != nil {
		over, _ = b.hit(b.drag.at)
	}
	for n := range b.columns {
		r.column(n, size, n == over && n != b.drag.from)
	}
	for n := range b.columns {
		k := r.columns[n]
		r.list = append(r.list, k.head, k.title, k.count)
	}
	if d := b.drag; d != nil {
		r.ghost.set(d.card, d.at.Subtract(d.grip), b.width()-12, theme.Accent(b.accent, theme.Dark()))
		r.list = append(r.list, r.ghost.objects()...)
	}
}

// column draws a column's ground, its cards in sight, and prepares its head,
// which stands above them. A card that would reach below the board is left out.
func (r *boardRenderer) column(n int, size fyne.Size, target bool) {
	b := r.b
	if n == len(r.columns) {
		k := &boardColumn{
			ground: canvas.NewRectangle(color.Transparent), head: canvas.NewRectangle(color.Transparent),
			title: newLine(theme.TextCaption, true), count: newLine(theme.TextCaption, false),
		}
		k.ground.CornerRadius, k.head.CornerRadius = theme.RadiusCard, theme.RadiusCard
		r.columns = append(r.columns, k)
	}
	k, col := r.columns[n], b.columns[n]
	x, w := float32(n)*(b.width()+boardGap), b.width()
	ground := theme.Color(theme.TokenRaised)
	if target {
		ground = theme.AccentSoft(b.accent, theme.Dark())
	}
	paint(k.ground, ground, theme.Line(), theme.Hairline)
	place(k.ground, x, 0, w, size.Height)
	paint(k.head, ground, color.NRGBA{}, 0)
	place(k.head, x+1, 1, w-2, boardHead-5)
	count := b.p.Int(int64(len(col.Cards)))
	cw := textSize(count, theme.TextCaption, false).Width
	h := textSize("x", theme.TextCaption, true).Height
	write(k.title, fit(col.Title, theme.TextCaption, true, w-cw-30), col.Tone.Ink())
	place(k.title, x+12, 10, w-cw-30, h)
	write(k.count, count, theme.Mute())
	place(k.count, x+w-12-cw, 10, cw, h)
	r.list = append(r.list, k.ground)
	for i, card := range col.Cards {
		at := b.corner(n, i)
		if at.Y+cardH <= boardHead || at.Y+cardH > size.Height-4 || at.Y < boardHead-cardH/2 {
			continue
		}
		frame := theme.Line()
		if n == b.column && i == b.card && b.focused {
			frame = theme.Accent(b.accent, theme.Dark())
		}
		c := r.nextCard()
		c.set(card, at, w-12, frame)
		r.list = append(r.list, c.objects()...)
	}
}

func (r *boardRenderer) nextCard() *boardCard {
	if r.usedCards == len(r.cards) {
		r.cards = append(r.cards, newBoardCard())
	}
	c := r.cards[r.usedCards]
	r.usedCards++
	return c
}

func (r *boardRenderer) Refresh() {
	r.Layout(r.b.Size())
	canvas.Refresh(r.b)
}

// twoLines breaks a line of words into two of their own widths; what does not
// fit the second ends in an ellipsis, and a word too long for the first is cut.
func twoLines(s string, size float32, bold bool, first, second float32) (string, string) {
	if textSize(s, size, bold).Width <= first {
		return s, ""
	}
	words := strings.Fields(s)
	head := ""
	for i, w := range words {
		next := strings.TrimPrefix(head+" "+w, " ")
		if textSize(next, size, bold).Width > first {
			if i == 0 {
				return fit(s, size, bold, first), ""
			}
			return head, fit(strings.Join(words[i:], " "), size, bold, second)
		}
		head = next
	}
	return head, ""
}
