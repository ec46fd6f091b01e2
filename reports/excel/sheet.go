package excel

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// sheetWriter writes one sheet in the only order the library keeps whole: page
// layout, header and footer, links, validation, conditional formats, widths, charts;
// then the stream: panes, rows, native table, flush. A chart added
// after the flush is in the file and on no sheet.
type sheetWriter struct {
	file   *excelize.File
	book   *Book
	sheet  *Sheet
	name   string
	styles *styleBook
	at     []tablePlace

	stream *excelize.StreamWriter
	// Buffers of a row, used again for the next.
	cells []excelize.Cell
	row   []any
	last  []columnStyle
}

// columnStyle is the style a column had last: rows of a table rarely differ.
type columnStyle struct {
	key styleKey
	id  int
	set bool
}

func (p *sheetWriter) write() error {
	p.at = p.sheet.places()
	if err := p.printSetup(); err != nil {
		return err
	}
	if err := p.setColumns(); err != nil {
		return err
	}
	if err := p.rules(); err != nil {
		return err
	}
	var err error
	if p.stream, err = p.file.NewStreamWriter(p.name); err != nil {
		return fmt.Errorf("opening the stream: %w", err)
	}
	if err := p.head(); err != nil {
		return err
	}
	for i := range p.sheet.Tables {
		if err := p.table(i); err != nil {
			return err
		}
	}
	if err := p.stream.Flush(); err != nil {
		return fmt.Errorf("ending the stream: %w", err)
	}
	return nil
}

// head freezes the header and writes title and subtitle.
func (p *sheetWriter) head() error {
	if p.frozen() {
		row := p.at[0].header
		if err := p.stream.SetPanes(&excelize.Panes{
			Freeze: true, YSplit: row, TopLeftCell: cellName(0, row+1), ActivePane: "bottomLeft",
		}); err != nil {
			return fmt.Errorf("freezing the header: %w", err)
		}
	}
	if err := p.line(1, p.sheet.Title, titleStyle, 30); err != nil {
		return err
	}
	return p.line(2, p.sheet.Subtitle, subtitleStyle, rowPoints)
}

// frozen tells whether the first table's header stays in sight.
func (p *sheetWriter) frozen() bool { return len(p.at) > 0 && p.sheet.Tables[0].Filter }

// line writes one text in the first column; an empty one is no row.
func (p *sheetWriter) line(row int, text string, kind styleKind, height float64) error {
	if text == "" || row == 0 {
		return nil
	}
	style, err := p.styles.get(styleKey{row: kind})
	if err != nil {
		return err
	}
	cell := []any{excelize.Cell{StyleID: style, Value: cleanText(text)}}
	if err := p.stream.SetRow(cellName(0, row), cell, excelize.RowOpts{Height: height}); err != nil {
		return fmt.Errorf("writing row %d: %w", row, err)
	}
	return nil
}

func (p *sheetWriter) table(i int) error {
	t, at := &p.sheet.Tables[i], &p.at[i]
	p.last = p.last[:0]
	if err := p.line(at.title, t.Title, tableTitleStyle, 26); err != nil {
		return err
	}
	if err := p.header(t, at.header); err != nil {
		return err
	}
	if err := p.body(t, at); err != nil {
		return err
	}
	if t.Total != nil {
		p.last = p.last[:0]
		if err := p.cellsRow(at, at.total, t.Total, totalStyle); err != nil {
			return err
		}
	}
	if err := p.line(at.note, t.Note, noteStyle, rowPoints); err != nil {
		return err
	}
	if !t.Filter || t.count() == 0 {
		return nil
	}
	stripes := false
	if err := p.stream.AddTable(&excelize.Table{
		Range: cellRange(0, at.header, len(t.Header)-1, at.last), Name: t.Name, StyleName: "TableStyleLight1", ShowRowStripes: &stripes,
	}); err != nil {
		return fmt.Errorf("making the native table %s: %w", t.Name, err)
	}
	return nil
}

func (p *sheetWriter) header(t *Table, row int) error {
	header := make([]any, len(t.Header))
	lines := 1.0
	for c, text := range t.Header {
		side := Left
		if c < len(t.Align) {
			side = t.Align[c]
		}
		style, err := p.styles.get(styleKey{row: headerStyle, wrap: true, right: side == Right, centre: side == Centre})
		if err != nil {
			return err
		}
		header[c] = excelize.Cell{StyleID: style, Value: cleanText(text)}
		lines = math.Max(lines, p.lines(text, c, false)) // room for the filter's button is in the widths
	}
	if err := p.stream.SetRow(cellName(0, row), header, excelize.RowOpts{Height: 8 + 15*lines}); err != nil {
		return fmt.Errorf("writing a header: %w", err)
	}
	return nil
}

func (p *sheetWriter) body(t *Table, at *tablePlace) error {
	n := t.count()
	if n == 0 {
		return p.line(at.first, t.Empty, emptyStyle, rowPoints)
	}
	var buffer []Cell
	for i := range n {
		cells := buffer
		if t.Row != nil {
			buffer = t.Row(i, buffer[:0])
			cells = buffer
		} else {
			cells = t.Rows[i]
		}
		if err := p.cellsRow(at, at.first+i, cells, bodyStyle); err != nil {
			return err
		}
		if len(cells) > 0 && cells[0].wide {
			if err := p.stream.MergeCell(cellName(0, at.first+i), cellName(len(t.Header)-1, at.first+i)); err != nil {
				return fmt.Errorf("merging row %d: %w", at.first+i, err)
			}
		}
	}
	return nil
}

// cellsRow writes one row of typed cells.
func (p *sheetWriter) cellsRow(at *tablePlace, row int, cells []Cell, kind styleKind) error {
	for len(p.cells) < len(cells) {
		p.cells = append(p.cells, excelize.Cell{})
	}
	for len(p.last) < len(cells) {
		p.last = append(p.last, columnStyle{})
	}
	if cap(p.row) < len(cells) {
		p.row = make([]any, 0, len(cells))
	}
	p.row = p.row[:0]
	lines := 1.0
	for c := range cells {
		cell := &cells[c]
		style, err := p.style(c, cell.key(kind))
		if err != nil {
			return err
		}
		out := &p.cells[c]
		*out = excelize.Cell{StyleID: style, Value: cell.value}
		if cell.formula != "" {
			out.Formula = placed(cell.formula, at, row)
			if p.book.NoValues {
				out.Value = nil
			}
		}
		if s, ok := cell.value.(string); ok && cell.wrap {
			lines = math.Max(lines, p.lines(s, c, cell.wide))
		}
		p.row = append(p.row, out)
	}
	var opts []excelize.RowOpts
	if lines > 1 {
		opts = append(opts, excelize.RowOpts{Height: 4 + 15*lines})
	}
	if err := p.stream.SetRow(cellName(0, row), p.row, opts...); err != nil {
		return fmt.Errorf("writing row %d: %w", row, err)
	}
	return nil
}

func (p *sheetWriter) style(col int, key styleKey) (int, error) {
	if l := &p.last[col]; l.set && l.key == key {
		return l.id, nil
	}
	id, err := p.styles.get(key)
	if err != nil {
		return 0, err
	}
	p.last[col] = columnStyle{key: key, id: id, set: true}
	return id, nil
}

// lines is about how many lines a wrapped text takes in a column, at most 20.
func (p *sheetWriter) lines(s string, col int, wide bool) float64 {
	width := 9.0
	if col < len(p.sheet.Widths) {
		width = p.sheet.Widths[col]
	}
	if wide {
		width = 0
		for _, w := range p.sheet.Widths {
			width += w
		}
	}
	n := 0.0
	for line := range strings.SplitSeq(s, "\n") {
		n += math.Max(1, math.Ceil(float64(utf8.RuneCountInString(line))/math.Max(width*1.05, 1)))
	}
	return math.Min(math.Max(n, 1), 20)
}
