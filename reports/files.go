package reports

import (
	"fmt"
	"io"
	"strconv"

	"regie/assets/text"
	"regie/reports/excel"
	"regie/reports/letter"
	"regie/reports/page"
	"regie/reports/pdf"
)

// FileName proposes the name of a month's file, safe on every system:
// "Kivu-Maison_rapport_2026-10.pdf", "…_v2.pdf" from the second version on. Ext
// is without dot.
func FileName(m Month, ext string) string {
	name := text.For(m.Lang).T("report.file", "Client", letter.FileStem(m.Client), "Month", m.Month.String())
	if v := max(m.Edition.Version, m.Edition.Next); v > 1 {
		name += "_v" + strconv.Itoa(v)
	}
	return name + "." + ext
}

// WritePDF writes a rendered month. The same month gives the same bytes.
func WritePDF(w io.Writer, m Month, doc *page.Document) error {
	if err := pdf.Write(w, doc, pdf.Meta{Created: m.AsOf}); err != nil {
		return fmt.Errorf("writing the report of %s for %s: %w", m.Client.Key, m.Month, err)
	}
	return nil
}

// WriteWorkbook writes the month's workbook.
func WriteWorkbook(w io.Writer, m Month) error {
	if err := excel.Write(w, Workbook(m)); err != nil {
		return fmt.Errorf("writing the workbook of %s for %s: %w", m.Client.Key, m.Month, err)
	}
	return nil
}

// Save writes the PDF and the workbook to the files that are named, both or
// none. Refusals: report_not_written (argument "path"), report_same_file.
func Save(m Month, doc *page.Document, pdfPath, bookPath string) error {
	return letter.Save(
		letter.File{Path: pdfPath, Flag: "pdf", Write: func(w io.Writer) error { return WritePDF(w, m, doc) }},
		letter.File{Path: bookPath, Flag: "xlsx", Write: func(w io.Writer) error { return WriteWorkbook(w, m) }},
	)
}

// saveBytes writes kept files as they are, both or none.
func saveBytes(pdf, book []byte, pdfPath, bookPath string) error {
	return letter.Save(letter.Ready(pdfPath, "pdf", pdf), letter.Ready(bookPath, "xlsx", book))
}
