package calendar

import (
	"context"
	"fmt"
	"slices"

	"regie/clients"
	"regie/clients/civil"
)

// standIns gives who stands in today, in the client's zone, for each tutor who
// is away.
func (s *Service) standIns(ctx context.Context, w world) (map[clients.ID]clients.ID, error) {
	if s.away == nil {
		return nil, nil
	}
	zone, err := civil.Zone(w.client.Zone)
	if err != nil {
		return nil, fmt.Errorf("reading the zone of %s: %w", w.client.Key, err)
	}
	today := civil.DateOf(s.now(), zone)
	all := map[clients.ID]clients.ID{}
	for _, p := range w.staff {
		if _, known := all[p.Tutor]; known || p.Tutor == "" || !clients.Supervised(p.Level) {
			continue
		}
		if all[p.Tutor], _, err = s.away(ctx, p.Tutor, today); err != nil {
			return nil, fmt.Errorf("asking who stands in for a tutor: %w", err)
		}
	}
	return all, nil
}

// standsIn is the tutor in whose stead a person passes an item today, empty for
// none: never one who is supervised, nor anybody's own work.
func (w world) standsIn(it Item, who clients.ID) clients.ID {
	tutor, supervised := Supervision(it, w.staff)
	if !supervised || tutor == "" || who == "" || w.standIns[tutor] != who || who == it.Writer || who == it.Author {
		return ""
	}
	if !slices.ContainsFunc(w.staff, func(p clients.Staff) bool { return p.ID == who }) || w.supervised(who) {
		return ""
	}
	return tutor
}

// supervised tells whether a person is a junior or an intern.
func (w world) supervised(who clients.ID) bool {
	return slices.ContainsFunc(w.staff, func(p clients.Staff) bool { return p.ID == who && clients.Supervised(p.Level) })
}

// reviewer is who has to pass an item today: its tutor, or who stands in.
// Empty where it needs none or has none.
func (w world) reviewer(it Item) clients.ID {
	tutor, _ := Supervision(it, w.staff)
	if who := w.standIns[tutor]; w.standsIn(it, who) != "" {
		return who
	}
	return tutor
}

// passes tells whether a person may pass a supervised item today: the tutor,
// who may do so while away, or who stands in.
func (w world) passes(it Item, who clients.ID) bool {
	tutor, _ := Supervision(it, w.staff)
	return who != "" && (who == tutor || w.standsIn(it, who) != "")
}
