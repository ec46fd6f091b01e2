package calendar

import (
	"context"
	"encoding/json"
	"fmt"

	"regie/clients"
	"regie/clients/fault"
)

// GuardUndo refuses to take back a change of an item (table "item") that would
// make a voided decision hold again, or take away what was decided on: going
// back restores nothing. Fault undo_decided.
func (s *Service) GuardUndo(ctx context.Context, c clients.Change) error {
	var key struct {
		Client clients.ID `json:"client_id"`
		ID     clients.ID `json:"id"`
		Import clients.ID `json:"import_id"`
	}
	if err := json.Unmarshal(c.Key, &key); err != nil {
		return fmt.Errorf("reading a change's key: %w", err)
	}
	if c.Bulk {
		n, err := s.keep.ShownOf(ctx, key.Import)
		if err != nil || n == 0 {
			return err
		}
		return fault.New("undo_decided")
	}
	before, err := revisionIn(c.Before)
	if err != nil {
		return err
	}
	after, err := revisionIn(c.After)
	if err != nil || before == after {
		return err
	}
	if before == 0 { // the act made the item: undoing it takes the item away
		shown, err := s.keep.WasShown(ctx, key.Client, key.ID)
		if err == nil && shown {
			err = fault.New("undo_decided")
		}
		return err
	}
	decisions, err := s.keep.Decisions(ctx, key.Client, key.ID)
	if err != nil {
		return err
	}
	for _, d := range decisions {
		if d.Revision >= min(before, after) {
			return fault.New("undo_decided")
		}
	}
	return nil
}

// revisionIn is a journalled row's revision, 0 for none.
func revisionIn(raw json.RawMessage) (int, error) {
	var row struct {
		Revision int `json:"revision"`
	}
	if raw == nil {
		return 0, nil
	}
	if err := json.Unmarshal(raw, &row); err != nil {
		return 0, fmt.Errorf("reading a journalled item: %w", err)
	}
	return row.Revision, nil
}
