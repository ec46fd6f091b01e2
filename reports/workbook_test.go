package reports

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"regie/assets/text"
	"regie/reports/readback"
)

func workbook(t testing.TB, m Month) *excelize.File {
	t.Helper()
	return readback.Workbook(t, Workbook(m))
}

// found gives the raw values of the row whose first cell says what, on a sheet,
// counted from the n-th such row (from 0).
func found(t testing.TB, f *excelize.File, sheet, what string, n int) []string {
	t.Helper()
	rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if len(r) > 0 && r[0] == what {
			if n == 0 {
				return r
			}
			n--
		}
	}
	t.Fatalf("%s has no row %q", sheet, what)
	return nil
}

func TestWorkbookHoldsTheFigures(t *testing.T) {
	m := kivuMonth(text.FR)
	f := workbook(t, m)
	hours := func(minutes int64) float64 { return float64(minutes) / 60 }
	for _, c := range []struct {
		sheet, row  string
		nth, column int
		want        float64
	}{
		{"Heures", "Total", 0, 2, hours(m.Hours.Billed)},
		{"Heures", "Total", 1, 2, hours(m.Hours.Billed)},
		{"Heures", "Total", 2, 2, hours(m.Hours.Billed)},
		{"Heures", "Total", 1, 4, float64(*m.Hours.Value) / 100},
		{"Heures", "Rédaction", 0, 2, hours(672)},
		{"Données", "Total", 0, 8, hours(m.Hours.Billed)},
		{"Synthèse", "Temps consacré", 0, 1, hours(m.Hours.Billed)},
		{"Synthèse", "Temps rattaché", 0, 1, hours(m.Hours.Linked)},
		{"Synthèse", "Budget restant", 0, 1, float64(m.Budget.Left) / 100},
		{"Budget", "Total", 0, 4, float64(m.Budget.Left) / 100},
		{"Budget", "Production vidéo", 0, 4, -50},
	} {
		got := readback.Number(t, found(t, f, c.sheet, c.row, c.nth)[c.column])
		if !readback.Near(got, c.want) {
			t.Errorf("%s, %s: %v, want %v", c.sheet, c.row, got, c.want)
		}
	}
}

func TestWorkbookTotalsAreLive(t *testing.T) {
	for name, m := range months() {
		f := workbook(t, m)
		sheets := f.GetSheetList()
		if len(sheets) != 8 {
			t.Errorf("%s: sheets %q", name, sheets)
		}
		formulas := 0
		for _, sheet := range sheets {
			rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
			if err != nil {
				t.Fatal(err)
			}
			for r, row := range rows {
				for c := range row {
					ref, err := excelize.CoordinatesToCellName(c+1, r+1)
					if err != nil {
						t.Fatal(err)
					}
					formula, err := f.GetCellFormula(sheet, ref)
					if err != nil {
						t.Fatal(err)
					}
					if formula == "" {
						continue
					}
					formulas++
					if strings.Contains(formula, "{") {
						t.Errorf("%s: %s!%s: %s", name, sheet, ref, formula)
					}
					if row[c] == "" {
						t.Errorf("%s: %s!%s = %s has no stored value", name, sheet, ref, formula)
					}
				}
			}
		}
		if formulas < 10 {
			t.Errorf("%s: %d formulas", name, formulas)
		}
	}
}
