// Package composer is the reports tab of a client: the sections of the month's
// report in their order, the pages as they are printed, the issue of the report
// and its versions, and the PDF and the workbook.
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
	Current(ctx context.Context, client clients.ID, m civil.Month, lang text.Lang) (reports.Copy, error)
	Versions(ctx context.Context, client clients.ID, m civil.Month) ([]reports.Issued, error)
	Frozen(ctx context.Context, i reports.Issued) (reports.Month, error)
	Pages(ctx context.Context, i reports.Issued, m reports.Month) (*page.Document, error)
	Issue(ctx context.Context, client clients.ID, m civil.Month, f reports.Form) (reports.Issued, error)
	SaveCopy(ctx context.Context, c reports.Copy, doc *page.Document, pdfPath, bookPath string) error
}

// model is one composed report: the month's figures, its pages, its sections,
// and the versions that were issued of it.
type model struct {
	month    reports.Month
	doc      *page.Document
	sections []reports.SectionInfo
	missing  []point
	lacks    []point // what the next version would miss
	thumbs   []image.Image
	versions []version
	shown    *reports.Issued // the version on screen, nil for the draft
	differs  []string        // what the data say otherwise than the last version
}

// point is one thing that is missing: a sentence in the window's language, and
// the name of the place where it is mended.
type point struct{ text, place, name string }

// version is one that was issued, in words.
type version struct {
	number       int
	title, about string
}

// next is the version that an issue would make.
func (m model) next() int { return len(m.versions) + 1 }

// frozen tells an issued version from a draft.
func (m model) frozen() bool { return m.shown != nil }

// issuable tells that an issue has something to freeze: a draft on screen, or a
// version that the data have left behind.
func (m model) issuable() bool { return !m.month.Empty() && (!m.frozen() || len(m.differs) > 0) }

// Which version is asked for: a number from 1, or one of these.
const (
	newest = 0  // the last one issued, else the draft
	draft  = -1 // the month as its data are now
)

// thumbDPI is the resolution of the small pages beside the preview.
const thumbDPI = 26

// wish is what is to be shown.
type wish struct {
	client  clients.ID
	month   civil.Month
	lang    text.Lang // of a draft; none is the last version's, else the client's
	version int
}

// load reads the version that is asked for, or gathers the draft, and lays it
// out.
func load(ctx context.Context, src Source, p *text.Printer, w wish) (model, error) {
	now, err := src.Current(ctx, w.client, w.month, "")
	if err != nil {
		return model{}, fmt.Errorf("gathering the month: %w", err)
	}
	all, err := src.Versions(ctx, w.client, w.month)
	if err != nil {
		return model{}, fmt.Errorf("reading the versions: %w", err)
	}
	month, shown := now.Month, (*reports.Issued)(nil)
	switch n := len(all); {
	case n > 0 && w.version != draft:
		shown = &all[n-1]
		if w.version > 0 && w.version <= n {
			shown = &all[w.version-1]
		}
		month, err = src.Frozen(ctx, *shown)
	case !now.Draft() || w.lang != "" && w.lang != month.Lang:
		month, err = src.Gather(ctx, w.client, w.month, w.lang)
	}
	if err != nil {
		return model{}, fmt.Errorf("gathering the month: %w", err)
	}
	var md model
	if shown == nil {
		md, err = compose(p, month)
	} else {
		md, err = reopen(ctx, src, p, month, *shown)
	}
	md.shown = shown
	if now.Draft() {
		md.lacks = points(p, now.Month)
	}
	for _, v := range all {
		md.versions = append(md.versions, versionOf(p, v))
	}
	for _, d := range now.Differs {
		md.differs = append(md.differs, difference(p, d))
	}
	return md, err
}

func versionOf(p *text.Printer, i reports.Issued) version {
	v := version{number: i.Version, title: p.T("composer.issued_on", "version", i.Version, "on", i.Frozen.Edition.IssuedOn)}
	for _, s := range []string{i.IssuedBy, i.Reason} {
		if s != "" && v.about != "" {
			v.about += " · "
		}
		v.about += s
	}
	return v
}

// difference is what two versions say otherwise, in one line.
func difference(p *text.Printer, d reports.Difference) string {
	label := p.T("report.differs_" + d.Key)
	switch {
	case d.Key == "lang":
		return p.T("report.cli_differs", "What", label, "Before", p.T("report.lang_"+d.Before), "After", p.T("report.lang_"+d.After))
	case d.Before == "" && d.After == "":
		return label
	}
	return p.T("report.cli_differs", "What", label, "Before", d.Before, "After", d.After)
}

// compose lays a gathered month out; the figures are not read again.
func compose(p *text.Printer, month reports.Month) (model, error) {
	doc, err := reports.Render(month)
	if err != nil {
		return model{}, fmt.Errorf("laying the report out: %w", err)
	}
	return modelOf(p, month, doc), nil
}

// reopen takes the pages of a version as they were issued.
func reopen(ctx context.Context, src Source, p *text.Printer, month reports.Month, i reports.Issued) (model, error) {
	doc, err := src.Pages(ctx, i, month)
	if err != nil {
		return model{}, fmt.Errorf("reading the pages of the version: %w", err)
	}
	return modelOf(p, month, doc), nil
}

func modelOf(p *text.Printer, month reports.Month, doc *page.Document) model {
	md := model{month: month, doc: doc, sections: reports.Outline(month, doc, p.Lang())}
	md.missing = points(p, month)
	md.lacks = md.missing
	for i := range doc.Pages {
		md.thumbs = append(md.thumbs, raster.Page(&doc.Pages[i], doc.Pictures, thumbDPI))
	}
	return md
}

// points are what a month lacks.
func points(p *text.Printer, m reports.Month) []point {
	var list []point
	for _, f := range m.Missing {
		list = append(list, point{p.Error(f), f.Field, p.T("composer.place_" + f.Field)})
	}
	return list
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
