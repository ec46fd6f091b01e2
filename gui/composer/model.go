// Package composer is the reports tab of a client: the sections of the month's
// report in their order, the pages as they will be printed, and the export of
// the PDF and the workbook.
package composer

import (
	"context"
	"fmt"
	"image"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/reports"
	"regie/reports/page"
	"regie/reports/page/raster"
)

// Source is what the screen needs of the reports' service.
type Source interface {
	Gather(ctx context.Context, client clients.ID, m civil.Month, lang text.Lang) (reports.Month, error)
	Compose(ctx context.Context, client clients.ID, m civil.Month, c reports.Composition) error
}

// model is one composed report: the month's figures, its pages, its sections.
type model struct {
	month    reports.Month
	doc      *page.Document
	sections []reports.SectionInfo
	missing  []string // sentences in the window's language
	thumbs   []image.Image
}

// thumbDPI is the resolution of the small pages beside the preview.
const thumbDPI = 26

// load gathers the month and composes it.
func load(ctx context.Context, src Source, p *text.Printer, client clients.ID, m civil.Month, lang text.Lang) (model, error) {
	month, err := src.Gather(ctx, client, m, lang)
	if err != nil {
		return model{}, fmt.Errorf("gathering the month: %w", err)
	}
	return compose(p, month)
}

// compose lays a gathered month out; the figures are not read again.
func compose(p *text.Printer, month reports.Month) (model, error) {
	doc, err := reports.Render(month)
	if err != nil {
		return model{}, fmt.Errorf("laying the report out: %w", err)
	}
	md := model{month: month, doc: doc, sections: reports.Outline(month, doc)}
	for _, f := range month.Missing {
		md.missing = append(md.missing, p.Error(f))
	}
	for i := range doc.Pages {
		md.thumbs = append(md.thumbs, raster.Page(&doc.Pages[i], doc.Pictures, thumbDPI))
	}
	return md, nil
}

// sectionOf is the section a page belongs to: the last one that begins on it
// or before.
func (m model) sectionOf(pageIndex int) reports.Section {
	at := reports.SectionCover
	for _, s := range m.sections {
		if !s.Off && s.First > 0 && s.First <= pageIndex+1 {
			at = s.Section
		}
	}
	return at
}

// pageOf is the first page of a section, from 0; ok is false while it is off.
func (m model) pageOf(s reports.Section) (int, bool) {
	for _, info := range m.sections {
		if info.Section == s && info.First > 0 {
			return info.First - 1, true
		}
	}
	return 0, false
}
