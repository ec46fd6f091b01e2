package clients

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"regie/clients/civil"
	"regie/clients/fault"
)

// LevelFrom is the level that a person has from a day on; a zero From is the
// level the person began with.
type LevelFrom struct {
	From  civil.Date
	Level string
}

// LevelAt is the level that a history, sorted by day, gives on a day: the
// latest that began then or before, else the first of all.
func LevelAt(history []LevelFrom, day civil.Date) string {
	level := ""
	for i, h := range history {
		if i == 0 || !h.From.After(day) {
			level = h.Level
		}
	}
	return level
}

// withLevel is the history with one more level from a day on, in the place of
// the one of the same day. A step that changes nothing falls away, so that
// giving the level there was takes a step back.
func withLevel(history []LevelFrom, step LevelFrom) []LevelFrom {
	steps := slices.DeleteFunc(slices.Clone(history), func(h LevelFrom) bool { return h.From == step.From })
	steps = append(steps, step)
	slices.SortFunc(steps, func(a, b LevelFrom) int { return cmp.Compare(a.From.String(), b.From.String()) })
	return slices.CompactFunc(steps, func(a, b LevelFrom) bool { return a.Level == b.Level })
}

// LevelWatcher is told, within the transaction, that a person's levels are
// others than they were: both histories, sorted by day.
type LevelWatcher func(ctx context.Context, person ID, before, after []LevelFrom) error

// AfterLevel registers fn before the service is used; its refusal refuses the
// change.
func (s *Service) AfterLevel(fn LevelWatcher) { s.levels = append(s.levels, fn) }

// FollowLevels tells the rooms of levels that an undo gives a person back: work
// written since the step follows like any other. It is the journal's follower
// of table "staff_level" (History.Follow).
func (s *Service) FollowLevels(ctx context.Context, c Change) (func(context.Context) error, error) {
	var key struct {
		Person ID `json:"staff_id"`
	}
	if err := json.Unmarshal(c.Key, &key); err != nil {
		return nil, fmt.Errorf("reading a journalled level: %w", err)
	}
	before, err := s.keep.StaffLevels(ctx)
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context) error {
		after, err := s.keep.StaffLevels(ctx)
		if err != nil || len(after[key.Person]) == 0 { // the person goes too
			return err
		}
		for _, tell := range s.levels {
			if err := tell(ctx, key.Person, before[key.Person], after[key.Person]); err != nil {
				return err
			}
		}
		return nil
	}, nil
}

// LevelHistories gives everybody's levels, each sorted by day, the first level
// (zero From) leading.
func (s *Service) LevelHistories(ctx context.Context) (map[ID][]LevelFrom, error) {
	return s.keep.StaffLevels(ctx)
}

// LevelHistory gives one person's levels, sorted by day; fault staff_unknown.
func (s *Service) LevelHistory(ctx context.Context, person ID) ([]LevelFrom, error) {
	all, err := s.keep.StaffLevels(ctx)
	if err != nil {
		return nil, err
	}
	if len(all[person]) == 0 {
		return nil, fault.New("staff_unknown", "value", string(person)).At("who")
	}
	return all[person], nil
}

// LevelOn is the level a person had, or will have, on a day; fault staff_unknown.
func (s *Service) LevelOn(ctx context.Context, person ID, day civil.Date) (string, error) {
	history, err := s.LevelHistory(ctx, person)
	return LevelAt(history, day), err
}

// SetLevel gives a person a level (key or label) from a day on, until the next
// step of the history; the same day again replaces it, and the level there was
// already takes the step back. Open entries from that day on follow. Faults
// level_unknown, staff_unknown, date_empty, date_invalid, tutor_has_pupils,
// and what the rooms refuse.
func (s *Service) SetLevel(ctx context.Context, person ID, level string, from civil.Date) (Staff, error) {
	if from.IsZero() {
		return Staff{}, fault.New("date_empty").At("from")
	}
	return s.EditStaffFrom(ctx, person, from, func(p *Staff) { p.Level = level })
}

// people lists everybody with the level of today.
func (s *Service) people(ctx context.Context) ([]Staff, error) {
	all, err := s.keep.Staff(ctx)
	if err != nil || len(all) == 0 {
		return all, err
	}
	levels, err := s.keep.StaffLevels(ctx)
	if err != nil {
		return nil, err
	}
	today, err := s.Today(ctx)
	if err != nil {
		return nil, err
	}
	for i, p := range all {
		all[i].Level = LevelAt(levels[p.ID], today)
	}
	return all, nil
}

// stepLevel writes the level a person has from a day on and tells the rooms.
func (s *Service) stepLevel(ctx context.Context, person ID, step LevelFrom) error {
	all, err := s.keep.StaffLevels(ctx)
	if err != nil {
		return err
	}
	before := all[person]
	after := withLevel(before, step)
	if slices.Equal(before, after) {
		return nil
	}
	for _, h := range before {
		if !slices.ContainsFunc(after, func(k LevelFrom) bool { return k.From == h.From }) {
			if err := s.keep.RemoveStaffLevel(ctx, person, h.From); err != nil {
				return err
			}
		}
	}
	for _, h := range after {
		if !slices.Contains(before, h) {
			if err := s.keep.SaveStaffLevel(ctx, person, h); err != nil {
				return err
			}
		}
	}
	for _, tell := range s.levels {
		if err := tell(ctx, person, before, after); err != nil {
			return err
		}
	}
	return nil
}
