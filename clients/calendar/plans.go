package calendar

import (
	"context"
	"strings"

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
	return deliverables(promises, made, postponed), nil
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

// Waiting is how many of a client's items wait for a decision.
type Waiting struct {
	Internal, Client int // an internal review, one by the client
	Late             int // of the client's, past the day it was asked for
}

// Waiting counts each client's items that wait for a decision.
func (s *Service) Waiting(ctx context.Context, today civil.Date) (map[clients.ID]Waiting, error) {
	return s.keep.Waiting(ctx, today)
}

// Tallies counts a client's items by kind and state in a run of days.
func (s *Service) Tallies(ctx context.Context, client clients.ID, days civil.Range) ([]Tally, error) {
	return s.keep.Tallies(ctx, client, days)
}

// named trims a name and refuses none, one too long, and an archived client.
func (s *Service) named(ctx context.Context, client clients.ID, name *string) error {
	w, err := s.world(ctx, client)
	if err != nil {
		return err
	}
	if err := w.open(); err != nil {
		return err
	}
	if *name = strings.TrimSpace(*name); *name == "" {
		return fault.New("name_missing").At("name")
	}
	return checkWords(*name, "name", maxTitle)
}
