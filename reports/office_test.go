//go:build office

package reports

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"

	"regie/reports/excel"
)

// TestOfficeComputesTheSame has LibreOffice compute every formula from nothing
// and compares it with the value stored beside it.
func TestOfficeComputesTheSame(t *testing.T) {
	office := tool(t, "soffice")
	for name, m := range months() {
		ours := workbook(t, m)
		theirs := recomputed(t, office, m)
		for _, sheet := range ours.GetSheetList() {
			rows, err := ours.GetRows(sheet, excelize.Options{RawCellValue: true})
			if err != nil {
				t.Fatal(err)
			}
			for r, row := range rows {
				for c, want := range row {
					ref, _ := excelize.CoordinatesToCellName(c+1, r+1)
					formula, _ := ours.GetCellFormula(sheet, ref)
					if formula == "" {
						continue
					}
					got, err := theirs.GetCellValue(sheet, ref, excelize.Options{RawCellValue: true})
					if err != nil {
						t.Fatal(err)
					}
					if got == want {
						continue
					}
					if got == "" || !near(number(t, got), number(t, want)) {
						t.Errorf("%s: %s!%s = %s: LibreOffice has %q, stored is %q", name, sheet, ref, formula, got, want)
					}
				}
			}
		}
	}
}

// recomputed is the workbook without stored values, opened and saved again by
// LibreOffice.
func recomputed(t *testing.T, office string, m Month) *excelize.File {
	t.Helper()
	dir := t.TempDir()
	book := Workbook(m)
	book.NoValues = true
	var b bytes.Buffer
	if err := excel.Write(&b, book); err != nil {
		t.Fatal(err)
	}
	in := filepath.Join(dir, "in.xlsx")
	if err := os.WriteFile(in, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(office, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless",
		"--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", filepath.Join(dir, "out"), in)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	f, err := excelize.OpenFile(filepath.Join(dir, "out", "in.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}
