package main

import (
	"context"
	"fmt"
	"io"

	"regie/clients/billing"
	"regie/cmd/internal/wire"
	"regie/gui/invoicing"
	"regie/reports/invoice"
	"regie/reports/letter"
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
