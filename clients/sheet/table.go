package sheet

import (
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/xuri/excelize/v2"

	"regie/clients/fault"
)

// source yields the rows of a table from the first, blank ones included or not,
// with the number of the line they begin on. cells are used again.
type source interface {
	each(yield func(line int, cells []string) bool)
	cut() bool     // the file ends inside a line
	strict() bool  // a row wider than the header has slipped
	decimal() byte // the likelier decimal separator
}

// Table is a header and the rows under it.
type Table struct {
	Name       string   // of the sheet, or of the file without its extension
	Header     []string // unique names; "" is a column without a name and without data
	HeaderLine int      // line in the file, or row of the sheet, from 1

	src   source
	until int // first line that is no longer of the table; 0 = none
}

// Row is one row of a table.
type Row struct {
	Line  int          // line in the file on which it begins, or row of the sheet, from 1
	Cells []string     // as in the file; used again by the next row, see Clone
	Total bool         // a totals row: to be compared, not imported
	Fault *fault.Error // row_too_wide or row_cut: to be rejected
}

// Cell gives the cell of column i, "" beyond the last.
func (r Row) Cell(i int) string {
	if i < 0 || i >= len(r.Cells) {
		return ""
	}
	return r.Cells[i]
}

// Clone gives a row that may be kept.
func (r Row) Clone() Row {
	r.Cells = slices.Clone(r.Cells)
	return r
}

// Reject makes the row's entry in the list of refused rows.
func (r Row) Reject(reason *fault.Error) Reject {
	return Reject{Line: r.Line, Reason: reason, Cells: slices.Clone(r.Cells)}
}

// headerRows is how many rows may stand above the data.
const headerRows = 15

// newTable places the header by the look of the rows alone.
func newTable(name string, src source) *Table {
	t := &Table{Name: name, src: src}
	return t.WithHeader(guessHeader(t.top(headerRows + 10)))
}

// top gives the first rows of the file that are not blank.
func (t *Table) top(n int) []Row {
	var rows []Row
	for r := range t.Raw() {
		if rows = append(rows, r.Clone()); len(rows) == n {
			break
		}
	}
	return rows
}

// guessHeader gives the line of the first row that is nearly as full as the
// fullest and holds words rather than figures.
func guessHeader(rows []Row) int {
	if len(rows) == 0 {
		return 0
	}
	widest := 0
	for _, r := range rows {
		widest = max(widest, filled(r.Cells))
	}
	for _, r := range rows[:min(len(rows), headerRows)] {
		words := 0
		for _, c := range r.Cells {
			if c = strings.TrimSpace(c); c != "" && !strings.HasPrefix(c, "#") && isWord(c) {
				words++
			}
		}
		if n := filled(r.Cells); n*10 >= widest*6 && words*10 >= n*8 {
			return r.Line
		}
	}
	return rows[0].Line
}

func filled(cells []string) int {
	n := 0
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			n++
		}
	}
	return n
}

// isWord tells a header's text from data: it has a letter and does not begin
// like a number or a date.
func isWord(s string) bool {
	first := rune(0)
	for _, r := range s {
		if first == 0 {
			first = r
		}
		if unicode.IsLetter(r) {
			return !unicode.IsDigit(first) || !strings.ContainsAny(s, ":/")
		}
	}
	return false
}

// WithHeader gives the same data under the header that stands on line.
func (t *Table) WithHeader(line int) *Table {
	u := &Table{Name: t.Name, HeaderLine: line, src: t.src, until: t.until}
	var above []string
	t.src.each(func(at int, cells []string) bool {
		switch {
		case at < line:
			if at == line-1 {
				above = slices.Clone(cells)
			}
		case at == line:
			u.Header = slices.Clone(cells)
		}
		return at < line
	})
	u.nameColumns(above)
	return u
}

// nameColumns gives every column with data a name of its own: that of the cell
// above where a header is merged over two rows, else its letter.
func (t *Table) nameColumns(above []string) {
	t.Header = underMerged(t.Header, above)
	if slices.Contains(t.Header, "") {
		for i, used := range t.usedColumns() {
			if used && t.Header[i] == "" {
				letter, _ := excelize.ColumnNumberToName(i + 1)
				t.Header[i] = "(" + letter + ")"
			}
		}
	}
	for len(t.Header) > 0 && t.Header[len(t.Header)-1] == "" {
		t.Header = t.Header[:len(t.Header)-1]
	}
	seen := map[string]bool{}
	for i, name := range t.Header {
		for n := 2; name != "" && seen[name]; n++ {
			name = t.Header[i] + " (" + strconv.Itoa(n) + ")"
		}
		t.Header[i] = name
		seen[name] = true
	}
}

// underMerged gives a header's names on one line each; where a header is merged
// over two rows its name stands in the row above. A row above with a single cell
// is a title and is left alone.
func underMerged(cells, above []string) []string {
	if filled(above) < 2 {
		above = nil
	}
	names := make([]string, max(len(cells), len(above)))
	for i := range names {
		if i < len(cells) {
			names[i] = strings.Join(strings.Fields(cells[i]), " ")
		}
		if names[i] == "" && i < len(above) {
			names[i] = strings.Join(strings.Fields(above[i]), " ")
		}
	}
	return names
}

// usedColumns tells which columns of the header have a value in some row.
func (t *Table) usedColumns() []bool {
	used := make([]bool, len(t.Header))
	for r := range t.under() {
		for i, c := range r.Cells[:min(len(r.Cells), len(used))] {
			used[i] = used[i] || strings.TrimSpace(c) != ""
		}
	}
	return used
}

// Until gives the same table ended before line: files with several blocks one
// under the other are read block by block.
func (t *Table) Until(line int) *Table {
	u := *t
	u.until = line
	return &u
}

// Preamble gives the rows above the header.
func (t *Table) Preamble() [][]string {
	var rows [][]string
	for r := range t.Raw() {
		if r.Line >= t.HeaderLine {
			break
		}
		rows = append(rows, slices.Clone(r.Cells))
	}
	return rows
}

// Raw yields every row that is not blank, the header and what stands above it
// included, without judging it.
func (t *Table) Raw() iter.Seq[Row] {
	return func(yield func(Row) bool) {
		t.src.each(func(line int, cells []string) bool {
			if t.until > 0 && line >= t.until {
				return false
			}
			return blankCells(cells) || yield(Row{Line: line, Cells: cells})
		})
	}
}

// under yields the rows below the header that are not blank.
func (t *Table) under() iter.Seq[Row] {
	return func(yield func(Row) bool) {
		for r := range t.Raw() {
			if r.Line > t.HeaderLine && !yield(r) {
				return
			}
		}
	}
}

// Rows yields the rows under the header that are not blank. It may be ranged over
// again; each time the file is read from memory anew.
func (t *Table) Rows() iter.Seq[Row] {
	return func(yield func(Row) bool) {
		cut := t.cutLine()
		for r := range t.under() {
			r.Total = isTotal(r.Cells)
			switch {
			case r.Line == cut:
				r.Fault = fault.New("row_cut")
			case t.src.strict() && len(r.Cells) > len(t.Header) && !blankCells(r.Cells[len(t.Header):]):
				r.Fault = fault.New("row_too_wide", "columns", len(t.Header), "cells", len(r.Cells))
			}
			if !yield(r) {
				return
			}
		}
	}
}

// cutLine gives the line of a last row that was cut off: the file does not end
// with a line end, and this row alone is shorter than the header. 0 = none.
func (t *Table) cutLine() int {
	if !t.src.cut() || t.until > 0 {
		return 0
	}
	last, short := Row{}, 0
	for r := range t.under() {
		if last.Line > 0 && len(last.Cells) < len(t.Header) {
			short++
		}
		last = r.Clone()
	}
	if short == 0 && len(last.Cells) < len(t.Header) {
		return last.Line
	}
	return 0
}

// Count gives the number of rows under the header, totals rows left out.
func (t *Table) Count() int {
	n := 0
	for r := range t.under() {
		if !isTotal(r.Cells) {
			n++
		}
	}
	return n
}

// Sample gives the first n rows under the header, kept, for a preview.
func (t *Table) Sample(n int) []Row {
	var rows []Row
	for r := range t.Rows() {
		if len(rows) == n {
			break
		}
		rows = append(rows, r.Clone())
	}
	return rows
}

// Column gives the index of the column with this name, or −1.
func (t *Table) Column(name string) int {
	if name == "" {
		return -1
	}
	return slices.Index(t.Header, name)
}

// String names the table for logs.
func (t *Table) String() string { return fmt.Sprintf("%s (%d columns)", t.Name, len(t.Header)) }
