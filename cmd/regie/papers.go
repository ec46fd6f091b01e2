package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"

	"regie/clients/billing"
	"regie/clients/calendar"
	"regie/cmd/internal/wire"
	"regie/gui/invoicing"
	"regie/gui/plan"
	"regie/reports/invoice"
	"regie/reports/letter"
	"regie/reports/packs"
	"regie/reports/page"
)

// papers lays billing documents out as they are printed.
func papers(h *wire.House) invoicing.Pages {
	printer := invoice.Printer{Logo: h.Clients.Media}
	return func(ctx context.Context, d billing.Document) (*page.Document, error) {
		return printer.Pages(ctx, d, invoice.Options{})
	}
}

// saveFile writes a file whole or not at all.
func saveFile(path string, content []byte) error {
	return letter.Save(letter.File{Path: path, Write: func(w io.Writer) error {
		if _, err := w.Write(content); err != nil {
			return fmt.Errorf("writing %s: %w", path, err)
		}
		return nil
	}})
}

// packFiles writes a validation pack's booklet and workbook, both or none.
func packFiles(h *wire.House) plan.PackFiles {
	return func(ctx context.Context, p calendar.Pack, folder string) ([]string, error) {
		d, err := h.Packs.Gather(ctx, p)
		if err != nil {
			return nil, fmt.Errorf("gathering pack %d: %w", p.Number, err)
		}
		files := []string{filepath.Join(folder, packs.FileName(d, "pdf")), filepath.Join(folder, packs.FileName(d, "xlsx"))}
		return files, packs.Save(d, files[0], files[1])
	}
}
