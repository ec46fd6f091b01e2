package wire

import (
	"context"

	"regie/clients"
)

// followLimits takes the agency's own limits of networks into use, now and
// whenever they change, by whatever program.
func (h *House) followLimits(ctx context.Context, warn func(error)) error {
	if err := h.Calendar.LoadLimits(ctx); err != nil {
		return err
	}
	h.Bus.Subscribe(func(e clients.Event) {
		if !e.Touches("setting") {
			return
		}
		if err := h.Calendar.LoadLimits(context.Background()); err != nil && warn != nil {
			warn(err)
		}
	})
	return nil
}
