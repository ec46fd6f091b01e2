package widgets

import (
	"image/color"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"regie/assets/icons"
	"regie/clients/civil"
	"regie/gui/theme"
)

// CreateRenderer implements fyne.Widget.
func (g *MonthGrid) CreateRenderer() fyne.WidgetRenderer {
	r := &monthRenderer{g: g}
	r.back, r.head, r.over = r.rect(theme.RadiusCard), r.rect(0), r.rect(0)
	r.head.TopLeftCornerRadius, r.head.TopRightCornerRadius = theme.RadiusCard, theme.RadiusCard
	for range 42 {
		r.outside = append(r.outside, r.rect(0))
	}
	for range 6 {
		r.columns = append(r.columns, r.rect(0))
		r.rows = append(r.rows, r.rect(0))
	}
	r.today, r.frame = r.rect(9), r.rect(0)
	for range 7 {
		r.names = append(r.names, r.text(theme.TextCaption, true))
	}
	for range 42 {
		r.numbers = append(r.numbers, r.text(theme.TextBody, false))
		r.marks = append(r.marks, r.text(10, false))
	}
	r.plus = canvas.NewImageFromResource(nil)
	r.list = append(r.list, r.plus)
	r.fixed = len(r.list)
	r.ghost = newChip()
	g.drawn = r
	r.Refresh()
	return r
}

// monthRenderer keeps its objects from one refresh to the next and redraws
// only those that changed: a text that is refreshed is rasterised anew.
type monthRenderer struct {
	objects
	g                        *MonthGrid
	back, head               *canvas.Rectangle
	over, today, frame       *canvas.Rectangle
	outside, columns, rows   []*canvas.Rectangle
	names, numbers, marks    []*canvas.Text
	plus                     *canvas.Image
	chips                    []*chip
	mores                    []*canvas.Text
	ghost                    *chip
	ghostAt                  fyne.Position // the pointer, when the ghost was placed
	fixed, usedChips, usedMo int
}

func (r *monthRenderer) rect(radius float32) *canvas.Rectangle {
	o := canvas.NewRectangle(color.Transparent)
	o.CornerRadius = radius
	r.list = append(r.list, o)
	return o
}

func (r *monthRenderer) text(size float32, bold bool) *canvas.Text {
	t := newLine(size, bold)
	r.list = append(r.list, t)
	return t
}

func newLine(size float32, bold bool) *canvas.Text {
	t := canvas.NewText("", color.Transparent)
	t.TextSize, t.TextStyle = size, fyne.TextStyle{Bold: bold}
	return t
}

// write changes a line of text and redraws it only when it changed.
func write(t *canvas.Text, s string, c color.NRGBA) {
	if t.Text == s && t.Color == color.Color(c) {
		return
	}
	setWords(t, s)
	t.Color = c
	t.Refresh()
}

// paint changes a rectangle and redraws it only when it changed.
func paint(r *canvas.Rectangle, fill, stroke color.NRGBA, width float32) {
	if r.FillColor == color.Color(fill) && r.StrokeColor == color.Color(stroke) && r.StrokeWidth == width {
		return
	}
	r.FillColor, r.StrokeColor, r.StrokeWidth = fill, stroke, width
	r.Refresh()
}

func place(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}

func show(o fyne.CanvasObject, on bool) {
	if o.Visible() == on {
		return
	}
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}

func (r *monthRenderer) MinSize() fyne.Size { return fyne.NewSize(7*64, monthHead+5*72) }

func (r *monthRenderer) Layout(size fyne.Size) {
	if size.Width <= 0 || size.Height <= 0 {
		return
	}
	g := r.g
	c := g.cell()
	place(r.back, 0, 0, size.Width, size.Height)
	place(r.head, 1, 1, size.Width-2, monthHead-1)
	h := textSize("x", theme.TextCaption, true).Height
	for i, t := range r.names {
		write(t, g.p.WeekdayShort(time.Weekday((i+1)%7)), theme.Mute())
		place(t, float32(i)*c.Width+10, (monthHead-h)/2, c.Width-12, h)
	}
	for i, l := range r.columns {
		place(l, float32(i+1)*c.Width, 0, 1, size.Height)
	}
	for i, l := range r.rows {
		show(l, i < g.weeks())
		place(l, 0, monthHead+float32(i)*c.Height, size.Width, 1)
	}
	r.usedChips, r.usedMo = 0, 0
	show(r.today, false)
	show(r.frame, false)
	show(r.over, false)
	show(r.plus, false)
	for i := range 42 {
		r.day(i, c)
	}
	r.finish()
}

func (r *monthRenderer) day(i int, c fyne.Size) {
	g := r.g
	d := g.first().AddDays(i)
	visible := i < 7*g.weeks()
	show(r.outside[i], visible && !g.month.Contains(d))
	show(r.numbers[i], visible)
	mark := g.marks[d]
	show(r.marks[i], visible && mark != "")
	if !visible {
		return
	}
	x, y := float32(i%7)*c.Width, monthHead+float32(i/7)*c.Height
	r.ground(i, x, y, c)
	h := textSize("0", theme.TextBody, false).Height
	number := strconv.Itoa(d.Day)
	w := textSize(number, theme.TextBody, false).Width
	ink := theme.Ink()
	switch {
	case d == g.today:
		ink = theme.Color(theme.TokenOnTally)
		show(r.today, true)
		place(r.today, x+dayPad-1, y+4, w+14, 18)
		paint(r.today, theme.Color(theme.TokenTally), color.NRGBA{}, 0)
		x += 6
	case !g.month.Contains(d):
		ink = theme.Color(theme.TokenFaint)
	}
	write(r.numbers[i], number, ink)
	place(r.numbers[i], x+dayPad, y+4, w, h)
	if d == g.today {
		x -= 6
	}
	if mark != "" {
		room := c.Width - w - 3*dayPad - 12
		if _, _, aside := g.fits(d); aside {
			room -= asideW
		}
		write(r.marks[i], fit(mark, 10, false, room), theme.Color(theme.TokenViolet))
		place(r.marks[i], x+dayPad+w+10, y+7, room, 13)
	}
	r.items(d, x, y, c)
}

// ground draws what lies under a day: outside the month, target of a drag,
// selection, the plus under the pointer.
func (r *monthRenderer) ground(i int, x, y float32, c fyne.Size) {
	g := r.g
	d := g.first().AddDays(i)
	w, h := c.Width-1, c.Height-1
	if i%7 == 6 {
		w-- // the card's own border
	}
	if i/7 == g.weeks()-1 {
		h--
	}
	r.corner(i)
	place(r.outside[i], x+1, y+1, w, h)
	if g.drag != nil && g.hit(g.drag.at).date == d {
		show(r.over, true)
		place(r.over, x+1, y+1, c.Width-1, c.Height-1)
	}
	if d == g.selected {
		show(r.frame, true)
		place(r.frame, x, y, c.Width+1, c.Height+1)
	}
	if d == g.hover && g.drag == nil && g.OnNew != nil {
		show(r.plus, true)
		place(r.plus, x+c.Width-20, y+7, 13, 13)
	}
}

// corner rounds the two days at the ends of the last week as the card is.
func (r *monthRenderer) corner(i int) {
	o, last := r.outside[i], 7*r.g.weeks()-1
	var left, right float32
	switch i {
	case last:
		right = theme.RadiusCard - 1
	case last - 6:
		left = theme.RadiusCard - 1
	}
	if o.BottomLeftCornerRadius != left || o.BottomRightCornerRadius != right {
		o.BottomLeftCornerRadius, o.BottomRightCornerRadius = left, right
		o.Refresh()
	}
}

func (r *monthRenderer) items(d civil.Date, x, y float32, c fyne.Size) {
	g := r.g
	n, folded, aside := g.fits(d)
	for i := range n {
		it := g.days[d][i]
		k := r.nextChip()
		at := fyne.NewPos(x+dayPad, y+chipTop+float32(i)*chipStep)
		k.set(it, at, c.Width-2*dayPad, d == g.selected && i == g.current && g.focused)
	}
	if folded == 0 {
		return
	}
	if r.usedMo == len(r.mores) {
		r.mores = append(r.mores, newLine(theme.TextCaption, true))
	}
	t := r.mores[r.usedMo]
	r.usedMo++
	words := g.p.T("widgets.more", "N", g.p.Int(int64(folded)))
	write(t, words, theme.Mute())
	if aside {
		w := textSize(words, theme.TextCaption, true).Width
		place(t, x+c.Width-plusW-w, y+6, w+2, 16)
		return
	}
	place(t, x+dayPad+4, y+chipTop+float32(n)*chipStep+2, c.Width-2*dayPad, 16)
}

func (r *monthRenderer) nextChip() *chip {
	if r.usedChips == len(r.chips) {
		r.chips = append(r.chips, newChip())
	}
	k := r.chips[r.usedChips]
	r.usedChips++
	return k
}

// finish puts together what is drawn now, chips above grounds, the dragged
// chip above all.
func (r *monthRenderer) finish() {
	r.list = r.list[:r.fixed]
	for _, k := range r.chips[:r.usedChips] {
		r.list = append(r.list, k.objects()...)
	}
	for _, t := range r.mores[:r.usedMo] {
		r.list = append(r.list, t)
	}
	if d := r.g.drag; d != nil {
		w := r.g.cell().Width - 2*dayPad
		r.ghostAt = d.at
		it := d.item
		if d.copied {
			it.Sign = icons.SignOK
			it.Code = "+"
		}
		r.ghost.set(it, d.at.SubtractXY(w/3, chipH/2), w, true)
		r.list = append(r.list, r.ghost.objects()...)
	}
}

// follow moves the dragged chip and its target's ground, and nothing else.
func (r *monthRenderer) follow() {
	d, c := r.g.drag, r.g.cell()
	r.ghost.shift(d.at.Subtract(r.ghostAt))
	r.ghostAt = d.at
	on := r.g.hit(d.at).date
	show(r.over, !on.IsZero())
	if !on.IsZero() {
		i := r.g.first().DaysUntil(on)
		place(r.over, float32(i%7)*c.Width+1, monthHead+float32(i/7)*c.Height+1, c.Width-1, c.Height-1)
	}
}

func (r *monthRenderer) Refresh() {
	clear := color.NRGBA{}
	g := r.g
	paint(r.back, theme.Surface(), theme.Line(), theme.Hairline)
	paint(r.head, theme.Color(theme.TokenRaised), clear, 0)
	accent := theme.Accent(g.accent, theme.Dark())
	paint(r.frame, theme.Alpha(accent, 0), accent, 2)
	paint(r.over, theme.AccentSoft(g.accent, theme.Dark()), clear, 0)
	for _, o := range r.outside {
		paint(o, theme.Color(theme.TokenRaised), clear, 0)
	}
	for i := range r.columns {
		paint(r.columns[i], theme.Line(), clear, 0)
		paint(r.rows[i], theme.Line(), clear, 0)
	}
	if res := theme.Icon(icons.Plus, theme.Mute()); r.plus.Resource != res {
		r.plus.Resource = res
		r.plus.Refresh()
	}
	r.Layout(g.Size())
	canvas.Refresh(g)
}

// shift moves a chip that is drawn.
func (k *chip) shift(by fyne.Position) {
	for _, o := range k.objects() {
		o.Move(o.Position().Add(by))
	}
}

// chip is one item: ground, sign, network code, title.
type chip struct {
	rect  *canvas.Rectangle
	sign  *canvas.Image
	code  *canvas.Text
	title *canvas.Text
}

func newChip() *chip {
	k := &chip{
		rect: canvas.NewRectangle(color.Transparent), sign: canvas.NewImageFromResource(nil),
		code: newLine(theme.TextCaption, true), title: newLine(theme.TextCaption, false),
	}
	k.rect.CornerRadius = theme.RadiusChip
	return k
}

func (k *chip) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{k.rect, k.sign, k.code, k.title}
}

func (k *chip) set(it MonthItem, at fyne.Position, w float32, framed bool) {
	ink, ground := it.Tone.Ink(), it.Tone.Soft()
	if it.Muted {
		ink, ground = theme.Mute(), theme.Color(theme.TokenRaised)
	}
	border, width := color.NRGBA{}, float32(0)
	if framed {
		border, width = ink, 1.5
	}
	paint(k.rect, ground, border, width)
	place(k.rect, at.X, at.Y, w, chipH)
	x := at.X + 6
	show(k.sign, it.Sign != icons.None)
	if it.Sign != icons.None {
		if res := theme.Icon(it.Sign, ink); k.sign.Resource != res {
			k.sign.Resource = res
			k.sign.Refresh()
		}
		place(k.sign, x, at.Y+(chipH-9)/2, 9, 9)
		x += 13
	}
	h := textSize("x", theme.TextCaption, false).Height
	y := at.Y + (chipH-h)/2
	show(k.code, it.Code != "")
	if it.Code != "" {
		cw := textSize(it.Code, theme.TextCaption, true).Width
		write(k.code, it.Code, ink)
		place(k.code, x, y, cw, h)
		x += cw + 4
	}
	room := at.X + w - 5 - x
	write(k.title, fit(oneLine(it.Title), theme.TextCaption, false, room), ink)
	place(k.title, x, y, room, h)
}
