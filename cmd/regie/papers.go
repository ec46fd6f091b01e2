package main

import (
	"context"
	"fmt"
	"path/filepath"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/billing"
	"regie/clients/calendar"
	"regie/cmd/internal/wire"
	"regie/gui/invoicing"
	"regie/gui/plan"
	"regie/reports/contest"
	"regie/reports/handover"
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
	return letter.Save(letter.Ready(path, "", content))
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

// planPapers are the documents made from a client's calendar: what lets a
// colleague take over.
func planPapers(h *wire.House) []plan.Paper {
	return []plan.Paper{
		{Name: "handover", Ext: "pdf", Write: func(ctx context.Context, client clients.ID, path string) error {
			agency, err := h.Clients.Agency(ctx)
			if err != nil {
				return fmt.Errorf("reading the agency: %w", err)
			}
			b, err := h.Handover.Gather(ctx, client, text.Lang(agency.Lang))
			if err != nil {
				return fmt.Errorf("gathering the hand-over: %w", err)
			}
			return handover.Save(b, path)
		}},
	}
}

// contestRecord writes the record of a draw in the client's language.
func contestRecord(h *wire.House) func(ctx context.Context, client, id clients.ID, path string) error {
	return func(ctx context.Context, client, id clients.ID, path string) error {
		r, err := h.Contests.Gather(ctx, client, string(id), "")
		if err != nil {
			return fmt.Errorf("gathering the record of a draw: %w", err)
		}
		return contest.Save(r, path)
	}
}
