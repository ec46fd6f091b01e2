// Package readback reads documents back as other programs see them, for tests:
// text and fonts of a PDF by poppler, its structure by qpdf, workbooks by
// another reader and recomputed by LibreOffice.
package readback

import (
	"bytes"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"regie/reports/excel"
	"regie/reports/page"
)

// Tool is a program that reads the files back; `make test` installs it.
func Tool(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Fatalf("%s is needed: make test installs it", name)
	}
	return path
}

// Run calls a tool on a file and gives what it says.
func Run(t testing.TB, tool string, args ...string) string {
	t.Helper()
	out, err := exec.Command(Tool(t, tool), args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", tool, args, err, out)
	}
	return string(out)
}

// Saved writes a file into a folder of the test's own and returns its path.
func Saved(t testing.TB, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// Flat takes no-break spaces for plain ones and curled apostrophes for straight.
func Flat(s string) string {
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ", "’", "'").Replace(s)
}

// Text is what a PDF says, as it stands on its pages, flat; pages end with \f.
func Text(t testing.TB, path string) string {
	t.Helper()
	return Flat(Run(t, "pdftotext", "-layout", path, "-"))
}

// name … emb sub uni object ID
var fontLine = regexp.MustCompile(`(yes|no) (yes|no) (yes|no) +\d+ +\d+$`)

// Sound checks a PDF's structure and that its fonts are embedded, subset and
// mapped to Unicode.
func Sound(t testing.TB, path string) {
	t.Helper()
	if out, err := exec.Command(Tool(t, "qpdf"), "--check", path).CombinedOutput(); err != nil {
		t.Errorf("%s: %v\n%s", path, err, out)
	}
	for i, row := range strings.Split(strings.TrimSpace(Run(t, "pdffonts", path)), "\n") {
		if i > 1 && !strings.HasPrefix(fontLine.FindString(row), "yes yes yes") {
			t.Errorf("%s: font not embedded, subset and mapped: %s", path, row)
		}
	}
}

// Inside checks that no text of a document stands outside its page.
func Inside(t testing.TB, doc *page.Document) {
	t.Helper()
	for _, p := range doc.Pages {
		for _, o := range p.Ops {
			if x, ok := o.(page.OpText); ok && !x.Hidden && (x.X < -1 || x.X+x.Width > p.Width+1 || x.Y > p.Height) {
				t.Errorf("page %d: %q stands outside the page at %.0f–%.0f", p.Number, x.Text, x.X, x.X+x.Width)
			}
		}
	}
}

// Workbook writes a book and opens it again.
func Workbook(t testing.TB, book *excel.Book) *excelize.File {
	t.Helper()
	var b bytes.Buffer
	if err := excel.Write(&b, book); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// Rows are a sheet's raw values.
func Rows(t testing.TB, f *excelize.File, sheet string) [][]string {
	t.Helper()
	rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// Number is a raw value as a number.
func Number(t testing.TB, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatalf("%q is no number", s)
	}
	return v
}

// Near tells figures that differ by no more than floating arithmetic does.
func Near(a, b float64) bool { return math.Abs(a-b) < 1e-9*math.Max(1, math.Abs(b)) }

// Recomputes has LibreOffice compute every formula of a book from nothing and
// compares it with the value stored beside it.
func Recomputes(t testing.TB, book *excel.Book) {
	t.Helper()
	ours := Workbook(t, book)
	theirs := recomputed(t, book)
	for _, sheet := range ours.GetSheetList() {
		for r, row := range Rows(t, ours, sheet) {
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
				if got == "" || !Near(Number(t, got), Number(t, want)) {
					t.Errorf("%s!%s = %s: LibreOffice has %q, stored is %q", sheet, ref, formula, got, want)
				}
			}
		}
	}
}

// recomputed is the book without stored values, opened and saved again by
// LibreOffice.
func recomputed(t testing.TB, book *excel.Book) *excelize.File {
	t.Helper()
	bare := *book
	bare.NoValues = true
	var b bytes.Buffer
	if err := excel.Write(&b, &bare); err != nil {
		t.Fatal(err)
	}
	in := Saved(t, "in.xlsx", b.Bytes())
	dir := t.TempDir()
	cmd := exec.Command(Tool(t, "soffice"), "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless",
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
