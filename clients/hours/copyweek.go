package hours

import (
	"context"
	"slices"
	"time"

	"regie/clients"
	"regie/clients/civil"
)

// WeekCopy says which week of a client is filled with another's cells.
type WeekCopy struct {
	Client   clients.ID
	From, To civil.Date // any day of each
	// Kind is what the copied time is made, with the Reason of free time; empty
	// for the contract's kind.
	Kind   Kind
	Reason string
}

// CopyWeek fills a week with another's cells ("same as last week"), in empty
// cells of open months only, and returns how many it filled.
func (s *Service) CopyWeek(ctx context.Context, c WeekCopy) (int, error) {
	edits, err := s.copies(ctx, c)
	if err != nil {
		return 0, err
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "entry.copyweek", Client: c.Client, Subject: c.To.WeekStart().String()})
	_, err = s.SetCells(ctx, edits)
	return len(edits), err
}

// PreviewCopy says what filling a week would do, as PreviewCells does.
func (s *Service) PreviewCopy(ctx context.Context, c WeekCopy) ([]Preview, error) {
	edits, err := s.copies(ctx, c)
	if err != nil {
		return nil, err
	}
	return s.PreviewCells(ctx, edits)
}

// copies are the cells that a copied week fills.
func (s *Service) copies(ctx context.Context, c WeekCopy) ([]CellEdit, error) {
	source, err := s.Week(ctx, c.Client, c.From)
	if err != nil {
		return nil, err
	}
	target, err := s.Week(ctx, c.Client, c.To)
	if err != nil {
		return nil, err
	}
	locks, err := s.keep.MonthLocks(ctx, c.Client, target.Monday.InMonth(), target.Monday.AddDays(daysAWeek-1).InMonth())
	if err != nil {
		return nil, err
	}
	closed := func(day int) bool {
		m := target.Monday.AddDays(day).InMonth()
		return slices.ContainsFunc(locks, func(l MonthLock) bool { return l.Month == m })
	}
	var edits []CellEdit
	for _, r := range source.Rows {
		for day, cell := range r.Cells {
			if cell.Seconds > 0 && !closed(day) && target.free(r.Hat, r.Person, day) {
				edits = append(edits, CellEdit{
					Client: c.Client, Person: r.Person, Hat: r.Hat, On: target.Monday.AddDays(day),
					Text: (time.Duration(cell.Seconds) * time.Second).String(), Kind: c.Kind, Reason: c.Reason,
				})
			}
		}
	}
	return edits, nil
}

func (w Week) free(hat string, person clients.ID, day int) bool {
	for _, r := range w.Rows {
		if c := r.Cells[day]; r.Hat == hat && r.Person == person && (c.Seconds > 0 || c.Running || c.Locked) {
			return false
		}
	}
	return true
}
