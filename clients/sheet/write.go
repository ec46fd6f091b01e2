package sheet

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
)

// Cell is one cell to be written: a text, which is made inert, or a figure.
type Cell struct {
	text   string
	number bool
}

// TextCell makes a cell of words; whatever it begins with, no spreadsheet program
// takes it for a formula.
func TextCell(s string) Cell { return Cell{text: s} }

// numberCell makes a cell of a figure or date that the program itself wrote; it is
// left as it is, a leading minus included.
func numberCell(s string) Cell { return Cell{text: s, number: true} }

// IntCell makes a cell of a whole number.
func IntCell(n int64) Cell { return numberCell(strconv.FormatInt(n, 10)) }

// TextCells makes a row of words.
func TextCells(texts ...string) []Cell {
	cells := make([]Cell, len(texts))
	for i, t := range texts {
		cells[i] = TextCell(t)
	}
	return cells
}

// WriteOptions choose the dialect; the zero value is a comma and no mark.
type WriteOptions struct {
	BOM   bool // Excel takes a file without it for Windows-1252
	Comma byte // 0 = ','
}

// Writer writes delimited text with CRLF line ends (RFC 4180).
type Writer struct {
	out   *bufio.Writer
	comma byte
}

// NewWriter begins a text; errors show in Row and Flush.
func NewWriter(w io.Writer, o WriteOptions) *Writer {
	c := &Writer{out: bufio.NewWriterSize(w, 1<<16), comma: o.Comma}
	if c.comma == 0 {
		c.comma = ','
	}
	if o.BOM {
		_, _ = c.out.WriteString("\ufeff") // bufio keeps the error
	}
	return c
}

// Row writes one row.
func (w *Writer) Row(cells ...Cell) error {
	for i, c := range cells {
		if i > 0 {
			_ = w.out.WriteByte(w.comma)
		}
		s := strings.ToValidUTF8(strings.ReplaceAll(c.text, "\x00", ""), "\ufffd")
		if !c.number {
			s = guard(s)
		}
		w.cell(s, len(cells) == 1)
	}
	if _, err := w.out.WriteString("\r\n"); err != nil {
		return fmt.Errorf("writing a row: %w", err)
	}
	return nil
}

// cell writes one cell, in quotes where it needs them. A row's only cell is quoted
// when empty, or the row would be a blank line.
func (w *Writer) cell(s string, only bool) {
	plain := !(only && s == "") && !strings.ContainsAny(s, "\"\r\n") && strings.IndexByte(s, w.comma) < 0 &&
		!strings.HasPrefix(s, " ")
	if plain {
		_, _ = w.out.WriteString(s)
		return
	}
	_ = w.out.WriteByte('"')
	_, _ = w.out.WriteString(strings.ReplaceAll(s, `"`, `""`))
	_ = w.out.WriteByte('"')
}

// Flush ends the text and reports the first error of any write.
func (w *Writer) Flush() error {
	if err := w.out.Flush(); err != nil {
		return fmt.Errorf("writing the rows: %w", err)
	}
	return nil
}

// guard makes a text inert: a spreadsheet program runs what begins with = + - @,
// a tab or a line end. The reader takes the apostrophe off again; a text that has
// one of its own there gets a second.
func guard(s string) string {
	if rest := strings.TrimLeft(s, "'"); rest != "" && isSign(rest[0]) {
		return "'" + s
	}
	return s
}

// WriteCSV writes a header and rows.
func WriteCSV(w io.Writer, o WriteOptions, header []string, rows iter.Seq[[]Cell]) error {
	c := NewWriter(w, o)
	if err := c.Row(TextCells(header...)...); err != nil {
		return err
	}
	for row := range rows {
		if err := c.Row(row...); err != nil {
			return err
		}
	}
	return c.Flush()
}
