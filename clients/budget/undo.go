package budget

import (
	"context"
	"encoding/json"
	"fmt"

	"regie/clients"
	"regie/clients/fault"
)

// GuardUndo refuses to take back, by undo or redo, a change of an expense
// (table "budget_movement") that an issued document bills: fault budget_billed.
func (s *Service) GuardUndo(ctx context.Context, c clients.Change) error {
	var key struct {
		Client clients.ID `json:"client_id"`
		ID     clients.ID `json:"id"`
	}
	if err := json.Unmarshal(c.Key, &key); err != nil {
		return fmt.Errorf("reading a change's key: %w", err)
	}
	m, err := s.keep.Movement(ctx, key.Client, key.ID)
	if fault.Is(err, "budget_movement_unknown") {
		return nil // the change took it away
	}
	if err == nil && m.Invoice != "" {
		err = billed(m)
	}
	return err
}
