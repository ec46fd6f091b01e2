package hours

import (
	"context"
	"slices"

	"regie/clients"
	"regie/clients/civil"
)

// Relevel follows a change of a person's levels: open entries that had the
// level of their day take the one that day has now, and its rate. Locked ones
// keep theirs, as do those whose level was chosen by hand. It is the root's
// watcher of levels (clients.Service.AfterLevel).
func (s *Service) Relevel(ctx context.Context, person clients.ID, before, after []clients.LevelFrom) error {
	d, err := s.desk(ctx)
	if err != nil {
		return err
	}
	entries, err := s.keep.Entries(ctx, Filter{
		Person: person, Days: civil.Range{From: firstStep(before, after), To: civil.NewDate(civil.LastYear, 12, 31)},
	})
	if err != nil {
		return err
	}
	locks, err := s.Locks(ctx, entries)
	if err != nil {
		return err
	}
	var touched []ClientMonth
	for _, e := range entries {
		was, is := clients.LevelAt(before, e.On), clients.LevelAt(after, e.On)
		if was == is || e.Level != was || len(locks[e.ID]) > 0 {
			continue
		}
		if _, err := s.of(ctx, d, e.Client); err != nil {
			return err
		}
		if e.Level = is; !e.Running {
			d.price(&e)
			touched = append(touched, ClientMonth{e.Client, e.Month()})
		}
		if err := s.keep.SaveEntry(ctx, e); err != nil {
			return err
		}
	}
	return s.changed(ctx, d, touched...)
}

// firstStep is the first day that two histories may differ on.
func firstStep(before, after []clients.LevelFrom) civil.Date {
	first := civil.NewDate(civil.LastYear, 12, 31)
	for _, pair := range [][2][]clients.LevelFrom{{before, after}, {after, before}} {
		for _, h := range pair[0] {
			if h.From.Before(first) && !slices.Contains(pair[1], h) {
				first = h.From
			}
		}
	}
	return first
}
