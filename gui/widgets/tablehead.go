package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"regie/assets/icons"
	"regie/gui/theme"
)

const tableHeadHeight = 30

type headCell struct {
	title        string
	right, sorts bool
}

// tableHead is the line of column titles.
type tableHead struct {
	widget.BaseWidget
	cells  []headCell
	widths func(float32) []float32
	sort   func(int)
	col    int
	down   bool
}

var (
	_ fyne.Tappable      = (*tableHead)(nil)
	_ desktop.Cursorable = (*tableHead)(nil)
)

func newTableHead(cells []headCell, widths func(float32) []float32, sort func(int)) *tableHead {
	h := &tableHead{cells: cells, widths: widths, sort: sort, col: -1}
	h.ExtendBaseWidget(h)
	return h
}

func (h *tableHead) mark(col int, down bool) {
	h.col, h.down = col, down
	h.Refresh()
}

// Tapped implements fyne.Tappable.
func (h *tableHead) Tapped(e *fyne.PointEvent) {
	x := theme.Space8
	for i, w := range h.widths(h.Size().Width) {
		if e.Position.X >= x && e.Position.X < x+w+cellGap {
			h.sort(i)
			return
		}
		x += w + cellGap
	}
}

// Cursor implements desktop.Cursorable.
func (h *tableHead) Cursor() desktop.Cursor { return desktop.DefaultCursor }

// CreateRenderer implements fyne.Widget.
func (h *tableHead) CreateRenderer() fyne.WidgetRenderer {
	r := &headRenderer{h: h, line: canvas.NewRectangle(color.Transparent), arrow: canvas.NewImageFromResource(nil)}
	for range h.cells {
		t := canvas.NewText("", color.Transparent)
		t.TextSize, t.TextStyle = theme.TextCaption, fyne.TextStyle{Bold: true}
		r.texts = append(r.texts, t)
		r.list = append(r.list, t)
	}
	r.list = append(r.list, r.line, r.arrow)
	r.style()
	return r
}

type headRenderer struct {
	objects
	h     *tableHead
	texts []*canvas.Text
	line  *canvas.Rectangle
	arrow *canvas.Image
}

func (r *headRenderer) MinSize() fyne.Size { return fyne.NewSize(80, tableHeadHeight) }

func (r *headRenderer) Layout(size fyne.Size) {
	th := textSize("x", theme.TextCaption, true).Height
	x := theme.Space8
	for i, w := range r.h.widths(size.Width) {
		c, t := r.h.cells[i], r.texts[i]
		setWords(t, fit(c.title, theme.TextCaption, true, w))
		tw := textSize(t.Text, theme.TextCaption, true).Width
		at := x
		if c.right {
			at = x + w - tw
		}
		t.Move(fyne.NewPos(at, (size.Height-th)/2))
		t.Resize(fyne.NewSize(tw, th))
		if i == r.h.col {
			r.arrow.Move(fyne.NewPos(at+tw+3, (size.Height-8)/2))
			r.arrow.Resize(fyne.NewSquareSize(8))
		}
		x += w + cellGap
	}
	r.line.Move(fyne.NewPos(0, size.Height-1))
	r.line.Resize(fyne.NewSize(size.Width, 1))
}

func (r *headRenderer) style() {
	for _, t := range r.texts {
		t.Color = theme.Mute()
	}
	r.line.FillColor = theme.Line()
	name := icons.SignRise
	if r.h.down {
		name = icons.SignFall
	}
	r.arrow.Hidden = r.h.col < 0
	r.arrow.Resource = theme.Icon(name, theme.Mute())
}

func (r *headRenderer) Refresh() {
	r.style()
	r.Layout(r.h.Size())
	for _, o := range r.list {
		o.Refresh()
	}
}
