package reports

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/fault"
	"regie/reports/excel"
	"regie/reports/page"
	"regie/reports/pdf"
)

// FileName proposes the name of a month's file, safe on every system:
// "Kivu-Maison_rapport_2026-10.pdf". Ext is without dot.
func FileName(m Month, ext string) string {
	name := text.For(m.Lang).T("report.file", "Client", safeName(m.Client.Name, m.Client.Key), "Month", m.Month.String())
	return name + "." + ext
}

// safeName is a client's name without spaces, as a part of a file's name.
func safeName(name, key string) string {
	safe := strings.Join(strings.Fields(clients.SafeFileName(name)), "-")
	if strings.Trim(safe, "_-") == "" {
		return key
	}
	return safe
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

// SavePDF writes the PDF to a file, whole or not at all. Refusal:
// report_not_written (argument "path").
func SavePDF(path string, m Month, doc *page.Document) error { return Save(m, doc, path, "") }

// SaveWorkbook writes the workbook to a file, whole or not at all. Refusal:
// report_not_written (argument "path").
func SaveWorkbook(path string, m Month) error { return Save(m, nil, "", path) }

// Save writes the PDF and the workbook to the files that are named, both or
// none. Refusals: report_not_written (argument "path"), report_same_file.
func Save(m Month, doc *page.Document, pdfPath, bookPath string) (err error) {
	if pdfPath != "" && bookPath != "" && filepath.Clean(pdfPath) == filepath.Clean(bookPath) {
		return fault.New("report_same_file", "Path", pdfPath).At("xlsx")
	}
	var drafts []draftFile
	defer func() {
		for _, d := range drafts {
			_ = os.Remove(d.temp) // gone once renamed
		}
	}()
	for _, f := range []struct {
		path, flag string
		write      func(io.Writer) error
	}{
		{pdfPath, "pdf", func(w io.Writer) error { return WritePDF(w, m, doc) }},
		{bookPath, "xlsx", func(w io.Writer) error { return WriteWorkbook(w, m) }},
	} {
		if f.path == "" {
			continue
		}
		var b bytes.Buffer
		if err := f.write(&b); err != nil {
			return err
		}
		d := draftFile{path: f.path, flag: f.flag}
		if err := d.fill(b.Bytes()); err != nil {
			return d.refused(err)
		}
		drafts = append(drafts, d)
	}
	for _, d := range drafts {
		if err := os.Rename(d.temp, d.path); err != nil {
			return d.refused(err)
		}
	}
	return nil
}

// draftFile is a file that stands beside its place until all are complete.
type draftFile struct{ path, flag, temp string }

func (d *draftFile) refused(err error) error {
	return fault.New("report_not_written", "Path", d.path).At(d.flag).Because(err)
}

func (d *draftFile) fill(content []byte) error {
	if info, err := os.Stat(d.path); err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("%s is not a file", d.path)
	}
	f, err := os.CreateTemp(filepath.Dir(d.path), ".regie-*")
	if err != nil {
		return err
	}
	d.temp = f.Name()
	_, err = f.Write(content)
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		_ = os.Remove(d.temp) // the reason is told, not this
	}
	return err
}
