package excel

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// FirstTableRow is where tables begin: under title, subtitle and a blank row.
const FirstTableRow = 4

// rowPixels is the height of a row on screen; rowPoints the same in points.
const (
	rowPoints = 18
	rowPixels = 24
)

// tablePlace is where a table's parts stand, rows counted from 1; 0 for a part
// that is not there.
type tablePlace struct{ title, header, first, last, total, note, chart int }

func (t *Table) count() int {
	if t.Row != nil {
		return t.Count
	}
	return len(t.Rows)
}

// places computes where the tables stand.
func (s *Sheet) places() []tablePlace {
	next := FirstTableRow
	out := make([]tablePlace, len(s.Tables))
	for i := range s.Tables {
		t, at := &s.Tables[i], &out[i]
		if t.Title != "" {
			at.title = next
			next++
		}
		at.header = next
		at.first = next + 1
		at.last = next + max(t.count(), 1)
		next = at.last + 1
		if t.Total != nil {
			at.total = next
			next++
		}
		if t.Note != "" {
			at.note = next
			next++
		}
		if t.Chart != nil {
			next++
			at.chart = next
			next += int(t.Chart.Height)/rowPixels + 1
		}
		next++
	}
	return out
}

// Range is a column of a table's body as a formula of another sheet writes it:
// 'Données'!$H$5:$H$69. Table and column are counted from 0.
func (s *Sheet) Range(table, column int) string {
	at := s.places()[table]
	name := columnName(column)
	return fmt.Sprintf("%s!$%s$%d:$%s$%d", s.quoted(), name, at.first, name, at.last)
}

// TotalRef is one cell of a table's totals.
func (s *Sheet) TotalRef(table, column int) string {
	return fmt.Sprintf("%s!%s%d", s.quoted(), columnName(column), s.places()[table].total)
}

// quoted is the sheet's name in a formula; SheetName leaves no quote in it.
func (s *Sheet) quoted() string { return "'" + SheetName(s.Name) + "'" }

// placed fills the row numbers in a formula.
func placed(formula string, at *tablePlace, row int) string {
	if !strings.Contains(formula, "{") {
		return formula
	}
	return strings.NewReplacer(
		"{row}", strconv.Itoa(row), "{prev}", strconv.Itoa(row-1), "{first}", strconv.Itoa(at.first), "{last}", strconv.Itoa(at.last),
	).Replace(formula)
}

// columnName is the letters of a column counted from 0.
func columnName(col int) string {
	name, err := excelize.ColumnNumberToName(col + 1)
	if err != nil { // only a column beyond Excel's grid
		panic(err)
	}
	return name
}

// cellName is the A1 name of a column from 0 and a row from 1.
func cellName(col, row int) string { return columnName(col) + strconv.Itoa(row) }

func cellRange(c1, r1, c2, r2 int) string { return cellName(c1, r1) + ":" + cellName(c2, r2) }
