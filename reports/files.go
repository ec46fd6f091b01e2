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
func SavePDF(path string, m Month, doc *page.Document) error {
	var b bytes.Buffer
	if err := WritePDF(&b, m, doc); err != nil {
		return err
	}
	return save(path, b.Bytes())
}

// SaveWorkbook writes the workbook to a file, whole or not at all. Refusal:
// report_not_written (argument "path").
func SaveWorkbook(path string, m Month) error {
	var b bytes.Buffer
	if err := WriteWorkbook(&b, m); err != nil {
		return err
	}
	return save(path, b.Bytes())
}

// save writes beside the target, syncs and renames.
func save(path string, content []byte) error {
	refused := func(err error) error { return fault.New("report_not_written", "Path", path).At("path").Because(err) }
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return refused(fmt.Errorf("%s is not a file", path))
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return refused(err)
	}
	defer os.Remove(f.Name()) //nolint:errcheck // gone once renamed
	_, err = f.Write(content)
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return refused(err)
	}
	return nil
}
