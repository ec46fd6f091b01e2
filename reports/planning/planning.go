// Package planning is a client's plan as it leaves the house: a month as a
// poster to be hung on a wall (a grid of days with what goes out, where and how
// far it is, and the same as a list), and any run of days as a list to read, a
// workbook, or what another calendar or a planner reads.
package planning

import (
	"context"
	"fmt"
	"io"

	"regie/assets/limits"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/reports/letter"
	"regie/reports/page"
	"regie/reports/pdf"
)

// Plan is what posters and exports ask of the calendar.
type Plan interface {
	Items(ctx context.Context, f calendar.Filter) ([]calendar.Item, error)
	Marks(ctx context.Context, client clients.ID, days civil.Range, lang string) ([]calendar.Mark, error)
	Month(ctx context.Context, client clients.ID, month civil.Month) (calendar.MonthView, error)
	Limits() *limits.Book
}

// House is what they ask of the agency.
type House interface {
	letter.House
	Clients(ctx context.Context, which clients.Which) ([]clients.Client, error)
}

// Poster is a client's month, by value.
type Poster struct {
	letter.Letter
	View   calendar.MonthView
	Limits *limits.Book
}

// Service gathers posters and exports plans. It is safe for concurrent use.
type Service struct {
	house House
	plan  Plan
	now   clients.Clock
}

// New makes the service.
func New(house House, plan Plan, now clients.Clock) *Service {
	return &Service{house: house, plan: plan, now: now}
}

// Gather reads a client's month in a language; none is the client's. Faults:
// client_unknown, report_internal.
func (s *Service) Gather(ctx context.Context, client clients.ID, m civil.Month, lang text.Lang) (Poster, error) {
	p := Poster{Limits: s.plan.Limits()}
	var err error
	if p.Letter, err = letter.Read(ctx, s.house, client, lang, s.now()); err != nil {
		return p, err
	}
	if p.View, err = s.plan.Month(ctx, client, m); err != nil {
		return p, fmt.Errorf("reading the plan of %s: %w", m, err)
	}
	return p, nil
}

// WritePDF writes a rendered poster. The same one gives the same bytes.
func WritePDF(w io.Writer, p Poster, doc *page.Document) error {
	if err := pdf.Write(w, doc, pdf.Meta{Created: p.AsOf}); err != nil {
		return fmt.Errorf("writing the plan of %s: %w", p.Client.Key, err)
	}
	return nil
}

// Save renders the poster and writes it, whole or not at all. Refusal:
// report_not_written.
func Save(p Poster, path string) error {
	return letter.Save(letter.File{Path: path, Flag: "pdf", Write: func(w io.Writer) error {
		doc, err := Render(p)
		if err != nil {
			return err
		}
		return WritePDF(w, p, doc)
	}})
}
