// Package excel writes workbooks: typed cells, live formulas with their values
// stored beside them, native tables and charts, print set-up. Book is the one
// builder that every workbook of Régie goes through, because the library drops
// without a word what is set on a streamed sheet at the wrong moment.
package excel

import (
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"regie/reports/page"
)

// Book is a workbook to be written.
type Book struct {
	Title, Author, Subject string
	Lang                   string     // "fr" or "en": where the currency stands
	Brand                  page.Color // titles, header rows, tabs
	Footer                 string     // left of each printed page
	Sheets                 []Sheet
	// NoValues leaves out the values of formulas, so that another program must
	// compute them: the proof that those stored are right.
	NoValues bool
}

// Sheet is one sheet: a title, then tables one under the other.
type Sheet struct {
	Name      string
	Title     string
	Subtitle  string
	Landscape bool
	Widths    []float64 // characters, per column
	Tables    []Table
	// Hidden are columns that are there and not shown.
	Hidden []int
	// Locked keeps every cell as it is but those that are Open. It guards
	// against slips, not against intent: there is no password.
	Locked bool
}

// Table is a header, rows and an optional row of totals, then a chart. A
// streamed table has Count and Row in place of Rows.
type Table struct {
	Title string
	// Note is a line of small print under the table.
	Note   string
	Header []string
	Align  []Align
	Rows   [][]Cell
	Count  int
	// Row appends the cells of row i (from 0) to cells, which is empty.
	Row   func(i int, cells []Cell) []Cell
	Total []Cell
	// Empty is what stands in place of the rows when there are none.
	Empty string
	// Filter makes the table a native one with filter buttons, its name Name
	// (letters and figures, unique in the book). One table a sheet can be.
	// The sheet's first table has its header frozen and repeated in print.
	Filter bool
	Name   string
	// Lists are drop-down choices by column index.
	Lists map[int][]string
	// Alert are columns whose negative figures are shown in red, with sign.
	Alert []int
	// Gauges are columns of shares drawn as bars in their cells.
	Gauges []int
	Chart  *Chart
}

// Align is the side a column's header stands on.
type Align int

// Alignments.
const (
	Left Align = iota
	Right
	Centre
)

// Chart is a native chart under its table.
type Chart struct {
	Title  string
	Kind   ChartKind
	Series []Series
	Width  uint // pixels
	Height uint
	Format string // number format of the labels, en-US
}

// ChartKind is the form of a chart.
type ChartKind int

// Forms.
const (
	Bars    ChartKind = iota // horizontal, the first row on top
	Columns                  // upright
)

// Series is a column of the chart's own table, against its first column.
type Series struct {
	Name   string
	Column int // of the values, from 0
	Color  page.Color
}

// Write makes the workbook and writes it to w. The same book gives the same
// bytes.
func Write(w io.Writer, b *Book) error {
	f := excelize.NewFile()
	defer f.Close() //nolint:errcheck // it only removes temporary files
	if err := f.SetDocProps(&excelize.DocProperties{
		Title: cleanText(b.Title), Creator: cleanText(b.Author), Subject: cleanText(b.Subject), Language: b.Lang,
	}); err != nil {
		return fmt.Errorf("describing the workbook: %w", err)
	}
	styles := &styleBook{file: f, brand: b.Brand.Or(page.Hex("#24527A")), lang: b.Lang, known: map[styleKey]int{}}
	names := sheetNames(b.Sheets)
	for i, name := range names {
		if i == 0 {
			if err := f.SetSheetName("Sheet1", name); err != nil {
				return fmt.Errorf("naming the first sheet: %w", err)
			}
		} else if _, err := f.NewSheet(name); err != nil {
			return fmt.Errorf("adding sheet %s: %w", name, err)
		}
	}
	f.SetActiveSheet(0) // now: once a sheet is streamed the library would read it all again
	for i := range b.Sheets {
		p := sheetWriter{file: f, book: b, sheet: &b.Sheets[i], name: names[i], styles: styles}
		if err := p.write(); err != nil {
			return fmt.Errorf("writing sheet %s: %w", names[i], err)
		}
	}
	f.SetZipWriter(newOrderedZip)
	if _, err := f.WriteTo(w); err != nil {
		return fmt.Errorf("writing the workbook: %w", err)
	}
	return nil
}

// sheetNames makes names Excel takes: 31 characters, none of []:*?/\, unique.
func sheetNames(sheets []Sheet) []string {
	names := make([]string, len(sheets))
	taken := map[string]bool{}
	for i, s := range sheets {
		base := []rune(SheetName(s.Name))
		name := string(base)
		for n := 2; taken[strings.ToLower(name)]; n++ {
			tail := fmt.Sprintf(" %d", n)
			name = string(base[:min(len(base), 31-len(tail))]) + tail
		}
		taken[strings.ToLower(name)] = true
		names[i] = name
	}
	return names
}

// SheetName is s as Excel takes it for a sheet.
func SheetName(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(`[]:*?/\'`, r), r < 0x20:
			return '-'
		case r > 0xFFFF: // counted as two
			return -1
		}
		return r
	}, cleanText(s))
	if r := []rune(s); len(r) > 31 {
		s = string(r[:31])
	}
	if s = strings.TrimSpace(s); s == "" {
		return "-"
	}
	return s
}
