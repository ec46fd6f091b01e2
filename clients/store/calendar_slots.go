package store

import (
	"context"
	"strings"
	"time"

	"regie/clients"
	"regie/clients/calendar"
)

// Slots lists the moments of the week that a client keeps for publications.
func (c Calendar) Slots(ctx context.Context, client clients.ID) ([]calendar.Slot, error) {
	return collect(ctx, c.s.q(ctx), "slots", func(sc scanner) (s calendar.Slot, err error) {
		var weekday int
		var networks string
		err = sc.Scan(&s.ID, &s.Client, &weekday, &s.At, &networks, &s.Kind, &s.Pillar)
		s.Weekday = time.Weekday(weekday)
		if networks != "" {
			s.Networks = strings.Split(networks, ",")
		}
		return s, err
	}, `SELECT id, client_id, weekday, at_minute, networks, kind, coalesce(pillar_id, '') FROM slot WHERE client_id = ? ORDER BY id`, client)
}

// SaveSlot writes a slot.
func (c Calendar) SaveSlot(ctx context.Context, s calendar.Slot) error {
	return c.s.save(ctx, "slot", row{
		"id": s.ID, "client_id": s.Client, "weekday": int(s.Weekday), "at_minute": int(s.At),
		"networks": strings.Join(s.Networks, ","), "kind": s.Kind, "pillar_id": optional(string(s.Pillar)),
	})
}

// RemoveSlot takes a slot away.
func (c Calendar) RemoveSlot(ctx context.Context, client, id clients.ID) error {
	return c.s.remove(ctx, "slot", row{"client_id": client, "id": id})
}
