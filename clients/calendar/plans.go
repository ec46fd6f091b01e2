package calendar

import (
	"context"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
)

// Deliverables compares what a client's contract promises for a month with
// what was made, planned and postponed.
func (s *Service) Deliverables(ctx context.Context, client clients.ID, month civil.Month) ([]Deliverable, error) {
	promises, err := s.promises(ctx, client, month)
	if err != nil {
		return nil, err
	}
	made, err := s.keep.Tallies(ctx, client, month.Range())
	if err != nil {
		return nil, err
	}
	postponed, err := s.keep.PostponedFrom(ctx, client, month)
	if err != nil {
		return nil, err
	}
	return Deliverables(promises, made, postponed), nil
}

// promises are those of the terms in force at the month's end, or at its
// beginning where the contract ended inside it.
func (s *Service) promises(ctx context.Context, client clients.ID, month civil.Month) ([]clients.Promise, error) {
	for _, day := range []civil.Date{month.Last(), month.First()} {
		c, ok, err := s.house.ContractOn(ctx, client, day)
		if err != nil {
			return nil, err
		}
		if ok {
			return c.Deliverables, nil
		}
	}
	return nil, nil
}

// AllTallies counts every client's items by kind and state in a run of days.
func (s *Service) AllTallies(ctx context.Context, days civil.Range) (map[clients.ID][]Tally, error) {
	return s.keep.AllTallies(ctx, days)
}

// Tallies counts a client's items by kind and state in a run of days.
func (s *Service) Tallies(ctx context.Context, client clients.ID, days civil.Range) ([]Tally, error) {
	return s.keep.Tallies(ctx, client, days)
}

// PillarMix is a pillar's part, planned and real, in hundredths of a percent.
type PillarMix struct {
	Pillar             Pillar // zero for items without pillar
	Planned, Published int    // items
	Real               int    // part of the planned items
}

// Mix compares the pillars' wished shares with what stands in a run of days.
func (s *Service) Mix(ctx context.Context, client clients.ID, days civil.Range) ([]PillarMix, error) {
	pillars, err := s.keep.Pillars(ctx, client)
	if err != nil {
		return nil, err
	}
	tallies, err := s.keep.PillarTallies(ctx, client, days)
	if err != nil {
		return nil, err
	}
	total := 0
	for _, t := range tallies {
		total += t.Planned
	}
	var mix []PillarMix
	for _, p := range append(pillars, Pillar{}) {
		m := PillarMix{Pillar: p}
		for _, t := range tallies {
			if t.Pillar == p.ID {
				m.Planned, m.Published = t.Planned, t.Published
			}
		}
		if total > 0 {
			m.Real = (m.Planned*10_000*2 + total) / (2 * total)
		}
		if p.ID != "" && p.ArchivedAt == "" || m.Planned > 0 {
			mix = append(mix, m)
		}
	}
	return mix, nil
}

// Pillars lists a client's pillars in their order, archived ones too.
func (s *Service) Pillars(ctx context.Context, client clients.ID) ([]Pillar, error) {
	return s.keep.Pillars(ctx, client)
}

// SavePillar keeps a pillar; a new one has no ID. Faults: name_missing,
// text_too_long, share_invalid.
func (s *Service) SavePillar(ctx context.Context, p Pillar) (Pillar, error) {
	if err := s.named(ctx, p.Client, p.Name); err != nil {
		return p, err
	}
	if p.Share < 0 || p.Share > 10_000 {
		return p, fault.New("share_invalid").At("share")
	}
	if p.ID == "" {
		p.ID = s.newID()
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "pillar.save", Client: p.Client, Subject: p.Name})
	return p, s.keep.Tx(ctx, func(ctx context.Context) error { return s.keep.SavePillar(ctx, p) })
}

func (s *Service) named(ctx context.Context, client clients.ID, name string) error {
	w, err := s.world(ctx, client)
	if err != nil {
		return err
	}
	if err := w.open(); err != nil {
		return err
	}
	if name == "" {
		return fault.New("name_missing").At("name")
	}
	return checkWords(name, "name", maxTitle)
}
