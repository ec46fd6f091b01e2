// Package contest is the record of a prize contest that has been drawn: the
// prizes, who took part, who won, and how anyone can draw again. It is for the
// client, who runs the contest; it names the winners and is not to be published.
package contest

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/fault"
	"regie/reports/letter"
	"regie/reports/pdf"
)

// Plan is what a record asks of the calendar.
type Plan interface {
	Contest(ctx context.Context, client clients.ID, named string) (calendar.Contest, error)
	Entrants(ctx context.Context, client, id clients.ID) ([]calendar.Entrant, error)
	Checklist(ctx context.Context, c calendar.Contest) ([]calendar.CheckPoint, error)
}

// Record is all that the record says, by value.
type Record struct {
	letter.Letter
	Contest  calendar.Contest
	Checked  []calendar.CheckPoint // the points that were looked at
	Entrants int                   // those excluded included
	Excluded []Exclusion           // the most frequent reason first
}

// Exclusion is how many participants were left out of the draw for a reason.
type Exclusion struct {
	Reason string
	Count  int
}

// Service gathers records. It is safe for concurrent use.
type Service struct {
	house letter.House
	plan  Plan
	now   clients.Clock
}

// New makes the service.
func New(house letter.House, plan Plan, now clients.Clock) *Service {
	return &Service{house: house, plan: plan, now: now}
}

// Gather reads the record of a contest, named by ID or name, in a language; none
// is the client's. Faults: client_unknown, report_internal, contest_unknown,
// contest_not_drawn, draw_damaged where what was kept does not draw the same.
func (s *Service) Gather(ctx context.Context, client clients.ID, named string, lang text.Lang) (Record, error) {
	var r Record
	var err error
	if r.Letter, err = letter.Read(ctx, s.house, client, lang, s.now()); err != nil {
		return r, err
	}
	if r.Contest, err = s.plan.Contest(ctx, client, named); err != nil {
		return r, err
	}
	switch d := r.Contest.Draw; {
	case d == nil:
		return r, fault.New("contest_not_drawn").At("contest")
	case !d.Recheck():
		return r, fault.New("draw_damaged", "name", r.Contest.Name).At("contest")
	}
	entrants, err := s.plan.Entrants(ctx, client, r.Contest.ID)
	if err != nil {
		return r, fmt.Errorf("reading the participants: %w", err)
	}
	r.Entrants, r.Excluded = len(entrants), exclusions(entrants)
	points, err := s.plan.Checklist(ctx, r.Contest)
	if err != nil {
		return r, fmt.Errorf("reading the checklist: %w", err)
	}
	r.Checked = slices.DeleteFunc(points, func(p calendar.CheckPoint) bool { return !p.Done })
	return r, nil
}

// exclusions counts the participants left out of the draw, by reason.
func exclusions(entrants []calendar.Entrant) []Exclusion {
	var list []Exclusion
	for _, e := range entrants {
		if e.Excluded == "" {
			continue
		}
		i := slices.IndexFunc(list, func(x Exclusion) bool { return x.Reason == e.Excluded })
		if i < 0 {
			i, list = len(list), append(list, Exclusion{Reason: e.Excluded})
		}
		list[i].Count++
	}
	slices.SortStableFunc(list, func(a, b Exclusion) int { return cmp.Compare(b.Count, a.Count) })
	return list
}

// FileName is "Kivu-Maison_tirage_Calendrier-des-paniers.pdf".
func FileName(r Record) string {
	part := r.Printer().T("contest.record_file") + "_" + letter.FileStem(clients.Client{Name: r.Contest.Name, Key: "1"})
	return r.FileName(part, "pdf")
}

// Save writes the record, whole or not at all. Refusal: report_not_written.
func Save(r Record, path string) error {
	return letter.Save(letter.File{Path: path, Flag: "pdf", Write: func(w io.Writer) error { return WritePDF(w, r) }})
}

// WritePDF lays the record out and writes it. The same record gives the same
// bytes.
func WritePDF(w io.Writer, r Record) error {
	doc, err := Render(r)
	if err != nil {
		return err
	}
	if err := pdf.Write(w, doc, pdf.Meta{Created: r.AsOf}); err != nil {
		return fmt.Errorf("writing the record of contest %s: %w", r.Contest.ID, err)
	}
	return nil
}
