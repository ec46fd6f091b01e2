package excel

import (
	"testing"

	"regie/clients/money"
)

// Ensure a column is as wide as its largest figure, totals included.
func TestColumnsHoldTheirFigures(t *testing.T) {
	for _, c := range []struct {
		cell  Cell
		least float64 // characters of what is shown
	}{
		{Money(12_345, "EUR"), 8},               // 123.45 €
		{Money(-99_999_999_999, "EUR"), 17},     // -999,999,999.99 €
		{Money(999_999_999_999, money.CDF), 16}, // 9,999,999,999 FC
		{Hours(9_999 * 60), 10},                 // 9,999.00 h
		{Int(123_456_789), 11},
		{Ratio(0.5), 0},
		{Text("mot"), 0},
	} {
		b := &Book{Title: "T", Lang: "fr", Sheets: []Sheet{{Name: "S", Title: "S", Widths: []float64{7, 7}, Tables: []Table{{
			Header: []string{"A", "B"}, Rows: [][]Cell{{Text("x"), c.cell}},
		}, {Header: []string{"A", "B"}, Rows: [][]Cell{{Text("x"), Int(1)}}, Total: []Cell{{}, c.cell}}}}}}
		f := written(t, b)
		got, err := f.GetColWidth("S", "B")
		if err != nil {
			t.Fatal(err)
		}
		if got < c.least+1 && got != 7 || c.least+1 > 7 && got == 7 {
			t.Errorf("%+v: %.1f wide for %.0f characters", c.cell, got, c.least)
		}
		if narrow, _ := f.GetColWidth("S", "A"); narrow != 7 {
			t.Errorf("the texts' column is %.1f wide", narrow)
		}
		if b.Sheets[0].Widths[1] != 7 {
			t.Error("the book was changed")
		}
	}
}
