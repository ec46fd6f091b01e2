package sheet

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"regie/clients/fault"
)

// held is a sheet of a workbook, whole in memory.
type held struct {
	lines []int      // row numbers of the sheet
	rows  [][]string // cut after their last cell
	// formulas are the cells with a formula, by row number and column index;
	// nil when nobody asked.
	formulas map[[2]int]bool
}

// each implements source.
func (h *held) each(yield func(line int, cells []string) bool) {
	for i, cells := range h.rows {
		if !yield(h.lines[i], cells) {
			return
		}
	}
}

// cut implements source: a damaged workbook is refused when it is opened.
func (h *held) cut() bool { return false }

// strict implements source: people write notes right of a table.
func (h *held) strict() bool { return false }

// decimal implements source: typed numbers come with a dot.
func (h *held) decimal() byte { return '.' }

// readWorkbook reads the visible sheets that are not empty.
func readWorkbook(name string, data []byte, l Limits) (tables []*Table, err error) {
	// A reader of foreign XML may stumble in ways its authors did not foresee.
	defer func() {
		if p := recover(); p != nil {
			tables, err = nil, fault.New("file_damaged", "name", name).Because(fmt.Errorf("reading the workbook: %v", p))
		}
	}()
	book, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		UnzipSizeLimit: l.Unzip, UnzipXMLSizeLimit: l.XML,
	})
	if err != nil {
		if strings.Contains(err.Error(), "unzip size exceeds") {
			return nil, fault.New("file_unpacks_too_big", "name", name, "max", l.Unzip>>20).Because(err)
		}
		return nil, fault.New("file_damaged", "name", name).Because(err)
	}
	defer func() { _ = book.Close() }()
	if cutPart(book) {
		return nil, fault.New("file_damaged", "name", name)
	}
	epoch, err := tagFormats(book)
	if err != nil {
		return nil, fault.New("file_damaged", "name", name).Because(err)
	}
	budget := 4 * l.Unzip // one long shared string can stand in every cell
	for _, title := range book.GetSheetList() {
		if visible, err := book.GetSheetVisible(title); err == nil && !visible {
			continue
		}
		h, err := readSheet(book, name, title, epoch, l, &budget)
		if err != nil {
			return nil, err
		}
		if l.Formulas {
			if err := h.noteFormulas(book, title); err != nil {
				return nil, fault.New("file_damaged", "name", name).Because(err)
			}
		}
		if len(h.rows) > 0 {
			tables = append(tables, newTable(title, h))
		}
	}
	return tables, nil
}

// cutPart finds a sheet whose XML does not end: the row iterator would take the
// rest for missing.
func cutPart(book *excelize.File) bool {
	found := false
	book.Pkg.Range(func(key, value any) bool {
		part, _ := key.(string)
		data, _ := value.([]byte)
		if strings.HasPrefix(part, "xl/worksheets/sheet") && len(data) > 0 &&
			!bytes.HasSuffix(bytes.TrimSpace(data), []byte("worksheet>")) {
			found = true
		}
		return !found
	})
	return found
}

// readSheet streams one sheet. Typed cells become canonical text: dates
// "2026-11-22" or "2026-11-22 09:30:00", times "09:30:00", elapsed times
// "25:30:00", numbers with a dot, percentages "12.5%", booleans "TRUE".
func readSheet(book *excelize.File, name, title string, epoch epoch, l Limits, budget *int64) (*held, error) {
	rows, err := book.Rows(title)
	if err != nil {
		return nil, fault.New("file_damaged", "name", name).Because(err)
	}
	defer func() { _ = rows.Close() }()
	h, cells := &held{}, 0
	for line := 1; rows.Next(); line++ {
		row, err := rows.Columns()
		if err != nil {
			return nil, fault.New("file_damaged", "name", name).Because(err)
		}
		if len(row) > l.Columns {
			return nil, fault.New("file_too_many_columns", "name", name, "max", l.Columns)
		}
		for i, cell := range row {
			row[i] = untag(cell, epoch)
			*budget -= int64(len(row[i]))
		}
		for len(row) > 0 && strings.TrimSpace(row[len(row)-1]) == "" {
			row = row[:len(row)-1]
		}
		if len(row) == 0 {
			continue
		}
		if cells += len(row); len(h.rows) == l.Rows || cells > l.Cells {
			return nil, fault.New("file_too_many_rows", "name", name, "max", l.Rows)
		}
		if *budget < 0 {
			return nil, fault.New("file_unpacks_too_big", "name", name, "max", l.Unzip>>20)
		}
		h.lines, h.rows = append(h.lines, line), append(h.rows, row)
	}
	if err := rows.Error(); err != nil {
		return nil, fault.New("file_damaged", "name", name).Because(err)
	}
	return h, nil
}

// noteFormulas asks for the formula of every cell that was read.
func (h *held) noteFormulas(book *excelize.File, title string) error {
	h.formulas = map[[2]int]bool{}
	for i, row := range h.rows {
		for column := range row {
			cell, err := excelize.CoordinatesToCellName(column+1, h.lines[i])
			if err != nil {
				return fmt.Errorf("naming a cell: %w", err)
			}
			formula, err := book.GetCellFormula(title, cell)
			if err != nil {
				return fmt.Errorf("reading the formula of %s: %w", cell, err)
			}
			if formula != "" {
				h.formulas[[2]int{h.lines[i], column}] = true
			}
		}
	}
	return nil
}
