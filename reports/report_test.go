package reports

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"regie/assets/text"
	"regie/clients/fault"
	"regie/clients/money"
	"regie/reports/page"
	"regie/reports/readback"
)

func saved(t testing.TB, m Month) string {
	t.Helper()
	return readback.Saved(t, "r.pdf", render(t, m))
}

func TestReportSaysTheFigures(t *testing.T) {
	for _, l := range text.Langs() {
		m := kivuMonth(l)
		p := text.For(l)
		said := readback.Text(t, saved(t, m))
		want := []string{
			p.Hours(m.Hours.Billed), p.Money(money.Amount{Minor: *m.Hours.Value, Currency: "EUR"}), p.Hours(m.Hours.Bank.Balance),
			p.Hours(m.Hours.Linked), p.Hours(m.Hours.Billed - m.Hours.Linked), m.Client.Name, m.Agency.Name,
			p.Money(money.Amount{Minor: m.Budget.Left, Currency: "EUR"}), p.Money(money.Amount{Minor: -5000, Currency: "EUR"}),
			p.T("report.period", "Month", m.Month),
		}
		for _, s := range append(m.Hours.ByHat, append(m.Hours.ByLevel, m.Hours.ByPerson...)...) {
			if s.Value != nil || s.Color != "" {
				want = append(want, p.Hours(s.Billed))
			}
		}
		for _, w := range want {
			if !strings.Contains(said, readback.Flat(w)) {
				t.Errorf("%s: %q is not in the report", l, readback.Flat(w))
			}
		}
		if strings.Contains(said, "⟦") {
			t.Errorf("%s: a sentence is missing from the catalogue", l)
		}
		if pages := strings.Count(said, "\f"); pages < 6 || pages > 12 {
			t.Errorf("%s: %d pages", l, pages)
		}
	}
}

func TestEveryMonthIsASoundFile(t *testing.T) {
	for name, m := range months() {
		path := saved(t, m)
		readback.Sound(t, path)
		if !bytes.Equal(render(t, m), render(t, m)) {
			t.Errorf("%s: two renderings differ", name)
		}
	}
}

func TestEmptyMonthSaysWhatIsMissing(t *testing.T) {
	for _, l := range text.Langs() {
		m := emptyMonth(l)
		p := text.For(l)
		said := strings.Join(strings.Fields(readback.Text(t, saved(t, m))), " ")
		for _, f := range m.Missing {
			if want := strings.Join(strings.Fields(readback.Flat(p.Error(f))), " "); !strings.Contains(said, want) {
				t.Errorf("%s: %q is not said", l, want)
			}
		}
		if strings.Contains(said, "0 h 00") || strings.Contains(said, "0h 00m") {
			t.Errorf("%s: what is unknown is printed as zero:\n%s", l, said)
		}
		if pages := strings.Count(readback.Text(t, saved(t, m)), "\f"); pages != 4 {
			t.Errorf("%s: %d pages", l, pages)
		}
	}
}

func TestSectionsAreOrderedDroppedAndCommented(t *testing.T) {
	m := kivuMonth(text.EN)
	m.Composition = m.Composition.Move(SectionBudget, 1).Set(Part{Section: SectionCalendar, Off: true}).
		Set(Part{Section: SectionHours, Comment: "A word of ours."})
	doc, err := Render(m)
	if err != nil {
		t.Fatal(err)
	}
	infos := Outline(m, doc, m.Lang)
	if infos[0].Section != SectionCover || infos[1].Section != SectionBudget || infos[1].First != 2 {
		t.Errorf("order: %+v", infos[:3])
	}
	last := 0
	for _, i := range infos {
		switch {
		case i.Off != (i.Section == SectionCalendar) || i.Off != (i.First == 0):
			t.Errorf("%s is off: %v, first page %d", i.Section, i.Off, i.First)
		case !i.Off && (i.Pages < 1 || i.First < last):
			t.Errorf("%s has %d pages from %d", i.Section, i.Pages, i.First)
		case !i.Off:
			last = i.First
		}
	}
	said := readback.Text(t, saved(t, m))
	if !strings.Contains(said, "A word of ours.") || strings.Contains(said, "Calendar as carried out") {
		t.Error("the composition is not followed")
	}
}

func TestFileNames(t *testing.T) {
	for _, c := range []struct{ name, lang, want string }{
		{"Kivu Maison", "fr", "Kivu-Maison_rapport_2026-10.pdf"},
		{"Kivu Maison", "en", "Kivu-Maison_report_2026-10.pdf"},
		{"../..", "fr", "kivu_rapport_2026-10.pdf"},
		{"=a/b:c", "fr", "a-b-c_rapport_2026-10.pdf"},
	} {
		m := kivuMonth(text.Lang(c.lang))
		m.Client.Name = c.name
		if got := FileName(m, "pdf"); got != c.want {
			t.Errorf("%q gives %q, want %q", c.name, got, c.want)
		}
	}
}

func TestFilesAreWrittenWholeOrNotAtAll(t *testing.T) {
	m := kivuMonth(text.FR)
	doc, err := Render(m)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, bad := range []string{filepath.Join(dir, "none", "r.pdf"), dir} {
		if err := Save(m, doc, bad, ""); err == nil {
			t.Errorf("%s was written", bad)
		}
		if err := Save(m, nil, "", bad); err == nil {
			t.Errorf("%s was written", bad)
		}
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
	if err := Save(m, doc, filepath.Join(dir, "r.pdf"), ""); err != nil {
		t.Error(err)
	}
}

// texts gives all text operations of a document.
func texts(doc *page.Document) string {
	var b strings.Builder
	for _, p := range doc.Pages {
		for _, o := range p.Ops {
			if x, ok := o.(page.OpText); ok {
				b.WriteString(x.Text + "\n")
			}
		}
	}
	return b.String()
}

func TestWildNamesStayInTheDocument(t *testing.T) {
	doc, err := Render(wildMonth(text.FR))
	if err != nil {
		t.Fatal(err)
	}
	readback.Inside(t, doc)
	if !strings.Contains(texts(doc), "Haut-Katanga") {
		t.Error("the client's name is not there")
	}
}

func BenchmarkReport(b *testing.B) {
	m := kivuMonth(text.FR)
	for range b.N {
		render(b, m)
	}
}

// BenchmarkLongReport has an annex of a thousand entries.
func BenchmarkLongReport(b *testing.B) {
	m := kivuMonth(text.FR)
	for len(m.Hours.Log) < 1000 {
		m.Hours.Log = append(m.Hours.Log, m.Hours.Log...)
	}
	m.Hours.Log = m.Hours.Log[:1000]
	for range b.N {
		render(b, m)
	}
}

// Ensure a folder given for a file is refused as what cannot be written, and
// one name for both files as such.
func TestSaveRefusals(t *testing.T) {
	m := kivuMonth(text.FR)
	doc, err := Render(m)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := Save(m, doc, dir, ""); !fault.Is(err, "report_not_written") {
		t.Errorf("a folder as PDF: %v", err)
	}
	if err := Save(m, doc, ".", ""); !fault.Is(err, "report_not_written") {
		t.Errorf("the present folder as PDF: %v", err)
	}
	same := filepath.Join(dir, "r")
	if err := Save(m, doc, same, filepath.Join(dir, ".", "r")); !fault.Is(err, "report_same_file") {
		t.Errorf("one name for both: %v", err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("a refusal left %d files: %v", len(left), err)
	}
}
