package packs

import (
	"fmt"
	"io"

	"regie/reports/excel"
	"regie/reports/letter"
	"regie/reports/page"
	"regie/reports/pdf"
)

// FileName proposes a file's name; ext is without dot:
// "Kivu-Maison_validation-3.pdf".
func FileName(d Document, ext string) string {
	w := &writer{d: &d, p: d.Printer()}
	return d.FileName(w.part(), ext)
}

// WritePDF writes a rendered document. The same one gives the same bytes.
func WritePDF(w io.Writer, d Document, doc *page.Document) error {
	if err := pdf.Write(w, doc, pdf.Meta{Created: d.AsOf}); err != nil {
		return fmt.Errorf("writing the pack of %s: %w", d.Client.Key, err)
	}
	return nil
}

// WriteWorkbook writes the workbook that is filled in and imported back.
func WriteWorkbook(w io.Writer, d Document) error {
	if err := excel.Write(w, Workbook(d)); err != nil {
		return fmt.Errorf("writing the workbook of the pack of %s: %w", d.Client.Key, err)
	}
	return nil
}

// Save writes the booklet and the workbook to the files that are named, both
// or none. Refusals: report_not_written (argument "path"), report_same_file.
func Save(d Document, pdfPath, bookPath string) error {
	return letter.Save(
		letter.File{Path: pdfPath, Flag: "pdf", Write: func(w io.Writer) error {
			doc, err := Render(d)
			if err != nil {
				return err
			}
			return WritePDF(w, d, doc)
		}},
		letter.File{Path: bookPath, Flag: "xlsx", Write: func(w io.Writer) error { return WriteWorkbook(w, d) }},
	)
}
