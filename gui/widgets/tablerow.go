package widgets

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"regie/gui/theme"
)

// tableRow lays its cells out as the head does and draws a hairline below.
type tableRow struct {
	widget.BaseWidget
	cells  []fyne.CanvasObject
	widths func(float32) []float32
	height float32
}

func (t *Table[T]) newRow() fyne.CanvasObject {
	r := &tableRow{widths: t.widths, height: t.rowH}
	for _, c := range t.columns {
		if c.Make != nil {
			r.cells = append(r.cells, c.Make())
			continue
		}
		if c.Wrap {
			words := NewParagraph("").MaxLines(2)
			if c.Muted {
				words.token = theme.TokenMute
			}
			r.cells = append(r.cells, words)
			continue
		}
		cell := NewText("").Ellipsis()
		if c.Right {
			cell.Right()
		}
		cell.bold = c.Bold
		if c.Muted {
			cell.token = theme.TokenMute
		}
		r.cells = append(r.cells, cell)
	}
	r.ExtendBaseWidget(r)
	return r
}

func (t *Table[T]) showRow(i int, o fyne.CanvasObject) {
	r, ok := o.(*tableRow)
	if !ok || i >= len(t.rows) {
		return
	}
	wrapped := false // other words may take another height
	for j, c := range t.columns {
		if c.Update != nil {
			c.Update(t.rows[i], r.cells[j])
			continue
		}
		switch cell := r.cells[j].(type) {
		case *Paragraph:
			if s := c.Text(t.rows[i]); s != cell.text {
				cell.SetText(s)
				wrapped = true
			}
		case *Text:
			if c.Tone != nil {
				cell.Tone(c.Tone(t.rows[i]))
			}
			cell.SetText(c.Text(t.rows[i]))
		}
	}
	if wrapped {
		r.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (r *tableRow) CreateRenderer() fyne.WidgetRenderer {
	line := canvas.NewRectangle(theme.Line())
	return &tableRowRenderer{r: r, line: line, objects: objects{append(slices.Clone(r.cells), line)}}
}

type tableRowRenderer struct {
	objects
	r    *tableRow
	line *canvas.Rectangle
}

func (r *tableRowRenderer) MinSize() fyne.Size { return fyne.NewSize(80, r.r.height) }

func (r *tableRowRenderer) Layout(size fyne.Size) {
	x := theme.Space8
	for i, w := range r.r.widths(size.Width) {
		o := r.r.cells[i]
		if _, wraps := o.(*Paragraph); wraps {
			o.Resize(fyne.NewSize(w, size.Height)) // its height follows its width
		}
		h := fyne.Min(size.Height, o.MinSize().Height)
		o.Move(fyne.NewPos(x, (size.Height-h)/2))
		o.Resize(fyne.NewSize(w, h))
		x += w + cellGap
	}
	r.line.Move(fyne.NewPos(0, size.Height-1))
	r.line.Resize(fyne.NewSize(size.Width, 1))
}

func (r *tableRowRenderer) Refresh() {
	r.line.FillColor = theme.Line()
	r.Layout(r.r.Size())
	for _, o := range r.list {
		o.Refresh()
	}
}
