package pdf

import (
	"bytes"
	"io"
	"testing"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"regie/assets/fonts"
	"regie/reports/page"
	"regie/reports/page/sample"
)

var issued = time.Date(2026, 11, 4, 9, 30, 0, 0, time.UTC)

// BenchmarkReport lays out and writes the sample report: the budget is 150 ms
// for twelve pages.
func BenchmarkReport(b *testing.B) {
	blocks, setup := sample.Report(), sample.Setup()
	b.ReportAllocs()
	for b.Loop() {
		doc, err := page.Layout(setup, blocks)
		if err != nil {
			b.Fatal(err)
		}
		if err := Write(io.Discard, doc, Meta{Created: issued}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAnnex writes a table of 1 000 rows; beside BenchmarkAnnexBare it may
// take one and a half times as long.
func BenchmarkAnnex(b *testing.B) {
	blocks := sample.Annex(1000)
	for b.Loop() {
		if err := writeAnnex(blocks); err != nil {
			b.Fatal(err)
		}
	}
}

func writeAnnex(blocks []page.Block) error {
	doc, err := page.Layout(page.Setup{Title: "Annexe"}, blocks)
	if err != nil {
		return err
	}
	return Write(io.Discard, doc, Meta{Created: issued})
}

// BenchmarkAnnexBare writes the same cells with the library alone.
func BenchmarkAnnexBare(b *testing.B) {
	for b.Loop() {
		if err := bareAnnex(1000); err != nil {
			b.Fatal(err)
		}
	}
}

// bareAnnex is the plainest use of the library: a bordered cell for each text.
func bareAnnex(n int) error {
	pdf := fpdf.New("P", "pt", "A4", "")
	pdf.AddUTF8FontFromBytes("noto", "", fonts.Regular())
	pdf.AddUTF8FontFromBytes("noto", "B", fonts.Bold())
	pdf.SetMargins(48, 80, 48)
	pdf.SetAutoPageBreak(true, 72)
	widths := []float64{52, 34, 34, 62, 70, 112, 40, 46}
	heads := []string{"Date", "Début", "Fin", "Personne", "Casquette", "Note", "Durée", "Montant"}
	pdf.SetHeaderFunc(func() {
		pdf.SetFont("noto", "B", 8)
		for i, h := range heads {
			pdf.CellFormat(widths[i], 16, h, "B", 0, "L", false, 0, "")
		}
		pdf.Ln(-1)
		pdf.SetFont("noto", "", 8)
	})
	pdf.AddPage()
	for i := range n {
		for k, c := range sample.AnnexRow(i) {
			align := "L"
			if k >= 6 {
				align = "R"
			}
			pdf.CellFormat(widths[k], 16, c.Text, "B", 0, align, false, 0, "")
		}
		pdf.Ln(-1)
	}
	var buf bytes.Buffer
	return pdf.Output(&buf)
}
