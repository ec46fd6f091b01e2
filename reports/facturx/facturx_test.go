package facturx

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"regie/reports/page"
	"regie/reports/page/sample"
	"regie/reports/pdf"
	"regie/reports/readback"
)

var (
	issued = time.Date(2026, 11, 22, 10, 30, 15, 500, time.UTC)
	ours   = []byte("<?xml version=\"1.0\"?>\n<rsm:CrossIndustryInvoice xmlns:rsm=\"urn:x\">é 1 200,00 €</rsm:CrossIndustryInvoice>\n")
)

// report is the sample report, which has every kind of operation, links and
// pictures, as the writer gives it.
func report(t testing.TB) ([]byte, *page.Document) {
	t.Helper()
	doc, err := page.Layout(sample.Setup(), append(sample.Report(),
		page.Paragraph{Spans: []page.Span{{Text: "régie.example", Link: "https://example.org/a?b=1"}}}))
	if err != nil {
		t.Fatal(err)
	}
	b, err := pdf.Bytes(doc, pdf.Meta{Created: issued, Keywords: "facture"})
	if err != nil {
		t.Fatal(err)
	}
	return b, doc
}

func attached(t testing.TB) []byte {
	t.Helper()
	b, doc := report(t)
	out, err := Attach(b, ours, Info{
		Title: doc.Title + " <&> 🥰", Author: doc.Author, Subject: "Objet\u0001 de\nl’essai", Keywords: "facture", Created: issued,
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestAttachedFileHolds(t *testing.T) {
	out := attached(t)
	if err := Check(out); err != nil {
		t.Error(err)
	}
	got, err := Extract(out)
	if err != nil || !bytes.Equal(got, ours) {
		t.Errorf("extracted %q, %v", got, err)
	}
	if !bytes.Equal(out, attached(t)) {
		t.Error("the same input gave other bytes")
	}
}

func TestOtherProgramsReadIt(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.pdf")
	if err := os.WriteFile(path, attached(t), 0o600); err != nil {
		t.Fatal(err)
	}
	if s := readback.Run(t, "qpdf", "--check", path); strings.Contains(strings.ToLower(s), "warning") {
		t.Error(s)
	}
	if s := readback.Run(t, "pdfdetach", "-list", path); !strings.Contains(s, "1 embedded files") || !strings.Contains(s, XMLName) {
		t.Error(s)
	}
	xml := filepath.Join(dir, "out.xml")
	readback.Run(t, "pdfdetach", "-save", "1", "-o", xml, path)
	if got, err := os.ReadFile(xml); err != nil || !bytes.Equal(got, ours) {
		t.Errorf("pdfdetach gives %q, %v", got, err)
	}
	info := readback.Run(t, "pdfinfo", "-isodates", path)
	for _, want := range []string{"<&> 🥰", "2026-11-22T10:30:15Z", "Subject:         Objet de l’essai", "PDF version:     1.7"} {
		if !strings.Contains(info, want) {
			t.Errorf("pdfinfo does not say %q:\n%s", want, info)
		}
	}
	if s := readback.Run(t, "pdfinfo", "-meta", path); !strings.Contains(s, "<pdfaid:part>3</pdfaid:part>") {
		t.Error(s)
	}
	for i, l := range strings.Split(strings.TrimSpace(readback.Run(t, "pdffonts", path)), "\n") {
		if i > 1 && !strings.Contains(l, "yes yes yes") {
			t.Errorf("font %s", l)
		}
	}
}

// What the writer put on the pages is read back by our own reader.
func TestWords(t *testing.T) {
	b, doc := report(t)
	pages, err := Words(b)
	if err != nil || len(pages) != len(doc.Pages) {
		t.Fatalf("%d pages of %d: %v", len(pages), len(doc.Pages), err)
	}
	all := strings.Join(pages, "")
	for _, want := range []string{"184 300", "30 h 05 sur 32 h", "ng’ombe", "🥰", "2 400,00 €"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not among the words", want)
		}
	}
}

// Every fault that Check names is found when it is put in.
func TestCheckFinds(t *testing.T) {
	whole := attached(t)
	for _, c := range []struct{ old, new, says string }{
		{"%µ¶", "%abcd", "binary comment"},
		{"/ID [", "/IX [", "no identifiers"},
		{"GTS_PDFA1", "GTS_PDFX1", "output intent of kind"},
		{"/OutputIntents", "/OutputIntentz", "0 output intents"},
		{"<pdfaid:part>3", "<pdfaid:part>2", `say part "2"`},
		{"<fx:Version>1.0", "<fx:Version>2.0", `say Version "2.0"`},
		{"<xmp:CreateDate>2026", "<xmp:CreateDate>2025", "CreationDate"},
		{"Title <feff", "Title <fefe", "Title is"},
		{"/F 4/BS<</W 0>> ", "/Border [0 0 0] ", "does not print"},
		{"/F 4/BS<</W 0>> ", "/F 6/BS<</W 0>> ", "does not print"},
		{"/FontFile2 ", "/FontFileX ", "is not embedded"},
		{"/AFRelationship", "/AFRelationshiq", "no relation"},
		{"/AF [", "/AX [", "not associated"},
		{"/text#2Fxml", "/text#2Fxmm", "has no kind"},
		{"/CheckSum <", "/CheckSun <", "checksum"},
		{"/Names [<", "/Namez [<", "no attachment"},
		{"/S /URI", "/S /Foo", "leads to a"},
		{"/Metadata ", "/Metadatb ", "no metadata"},
	} {
		if !bytes.Contains(whole, []byte(c.old)) || len(c.old) != len(c.new) {
			t.Fatalf("the test's own %q → %q does not apply", c.old, c.new)
		}
		err := Check(bytes.ReplaceAll(whole, []byte(c.old), []byte(c.new)))
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%q → %q: %v", c.old, c.new, err)
		}
	}
	plain, _ := report(t)
	if Check(plain) == nil {
		t.Error("a PDF as the writer gives it passes")
	}
	if _, err := Extract(plain); err == nil {
		t.Error("an attachment is found in a PDF without one")
	}
}

func TestAttachRefuses(t *testing.T) {
	plain, _ := report(t)
	info := Info{Title: "A", Created: issued}
	for what, f := range map[string]func() ([]byte, error){
		"no date":       func() ([]byte, error) { return Attach(plain, ours, Info{Title: "A"}) },
		"no invoice":    func() ([]byte, error) { return Attach(plain, nil, info) },
		"no PDF":        func() ([]byte, error) { return Attach([]byte("<html>"), ours, info) },
		"half a PDF":    func() ([]byte, error) { return Attach(plain[:len(plain)/2], ours, info) },
		"attached once": func() ([]byte, error) { return Attach(attached(t), ours, info) },
	} {
		if b, err := f(); err == nil || b != nil {
			t.Errorf("%s: %d bytes, %v", what, len(b), err)
		}
	}
}

// Damaged files are refused, never a panic or a hang.
func FuzzRead(f *testing.F) {
	whole := attached(f)
	f.Add(whole[len(whole)-4000:], 0)
	f.Add([]byte("xref\n0 1\n0000000000 65535 f \ntrailer\n<</Root 1 0 R/Prev 0>>\nstartxref\n9\n%%EOF"), 9)
	f.Add([]byte("[[[[<<<</A(\\"), 3)
	f.Fuzz(func(t *testing.T, b []byte, at int) {
		if len(b) > 1<<16 {
			return
		}
		damaged := bytes.Clone(whole)
		if at < 0 {
			at = -(at + 1)
		}
		copy(damaged[at%len(damaged):], b)
		_, _ = Extract(damaged)
		_, _ = Words(damaged)
		if err := Check(damaged); err == nil && !bytes.Equal(damaged, whole) && len(b) > 64 {
			t.Skip("the damage is where nothing is read")
		}
		l := &lexer{b: b}
		if o, err := l.object(0); err == nil {
			again := &lexer{b: put(nil, o)}
			if _, err := again.object(0); err != nil && errors.Is(err, errBroken) {
				t.Errorf("%s cannot be read again", put(nil, o))
			}
		}
	})
}

func BenchmarkAttach(b *testing.B) {
	plain, doc := report(b)
	info := Info{Title: doc.Title, Author: doc.Author, Created: issued}
	long := bytes.Repeat(ours, 2000)
	b.Run("attach", func(b *testing.B) {
		for b.Loop() {
			if _, err := Attach(plain, long, info); err != nil {
				b.Fatal(err)
			}
		}
	})
	out, err := Attach(plain, long, info)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("check", func(b *testing.B) {
		for b.Loop() {
			if err := Check(out); err != nil {
				b.Fatal(err)
			}
		}
	})
}
