package bankstatement

import (
	"fmt"
	"io"

	"regie/reports/excel"
	"regie/reports/letter"
	"regie/reports/page"
	"regie/reports/pdf"
)

// FileName proposes a file's name; ext is without dot:
// "Kivu-Maison_releve-heures_2026-10.pdf".
func FileName(s Statement, ext string) string {
	period := s.From.String()
	if s.From != s.Until {
		period += "_" + s.Until.String()
	}
	return s.FileName(s.Printer().T("bankstatement.file", "Period", period), ext)
}

// WritePDF writes a rendered statement. The same statement gives the same bytes.
func WritePDF(w io.Writer, s Statement, doc *page.Document) error {
	if err := pdf.Write(w, doc, pdf.Meta{Created: s.AsOf}); err != nil {
		return fmt.Errorf("writing the bank statement of %s: %w", s.Client.Key, err)
	}
	return nil
}

// WriteWorkbook writes the statement's workbook.
func WriteWorkbook(w io.Writer, s Statement) error {
	if err := excel.Write(w, Workbook(s)); err != nil {
		return fmt.Errorf("writing the bank workbook of %s: %w", s.Client.Key, err)
	}
	return nil
}

// Save writes the PDF and the workbook to the files that are named, both or
// none. Refusals: report_not_written (argument "path"), report_same_file.
func Save(s Statement, pdfPath, bookPath string) error {
	return letter.Save(
		letter.File{Path: pdfPath, Flag: "pdf", Write: func(w io.Writer) error {
			doc, err := Render(s)
			if err != nil {
				return err
			}
			return WritePDF(w, s, doc)
		}},
		letter.File{Path: bookPath, Flag: "xlsx", Write: func(w io.Writer) error { return WriteWorkbook(w, s) }},
	)
}
