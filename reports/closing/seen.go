package closing

import (
	"context"
	"errors"
	"slices"
	"sync"

	"regie/clients"
	"regie/clients/billing"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/hours"
)

// seen is what the rooms say of a month, by client: of one or of all.
type seen struct {
	uses    map[clients.ID]hours.ClientUse
	ends    map[clients.ID]hours.MonthEnd
	tallies map[clients.ID][]calendar.Tally
	terms   map[clients.ID][]clients.Contract
	bills   map[clients.ID][]billing.Document
}

// see asks the rooms about one client.
func (s *Service) see(ctx context.Context, client clients.ID, m civil.Month) (*seen, error) {
	use, err := s.from.Time.Use(ctx, client, m)
	if err != nil {
		return nil, err
	}
	tallies, err := s.from.Plan.Tallies(ctx, client, m.Range())
	if err != nil {
		return nil, err
	}
	terms, err := s.from.House.Contracts(ctx, client)
	if err != nil {
		return nil, err
	}
	v := &seen{
		uses: map[clients.ID]hours.ClientUse{client: use}, tallies: map[clients.ID][]calendar.Tally{client: tallies},
		terms: map[clients.ID][]clients.Contract{client: terms},
	}
	if v.ends, err = s.from.Time.MonthEnds(ctx, []clients.ID{client}, m); err != nil {
		return nil, err
	}
	v.bills, err = s.documents(ctx, client, m)
	return v, err
}

// seeAll asks them about all of a list, one question a room, side by side.
func (s *Service) seeAll(ctx context.Context, list []clients.Client, m civil.Month) (*seen, error) {
	v := &seen{uses: map[clients.ID]hours.ClientUse{}}
	ids := make([]clients.ID, len(list))
	for i, c := range list {
		ids[i] = c.ID
	}
	questions := []func() error{
		func() error {
			uses, err := s.from.Time.Overview(ctx, m)
			for _, u := range uses {
				v.uses[u.Client] = u
			}
			return err
		},
		func() (err error) { v.ends, err = s.from.Time.MonthEnds(ctx, ids, m); return err },
		func() (err error) { v.tallies, err = s.from.Plan.AllTallies(ctx, m.Range()); return err },
		func() (err error) { v.terms, err = s.from.House.AllContracts(ctx); return err },
		func() (err error) { v.bills, err = s.documents(ctx, "", m); return err },
	}
	errs := make([]error, len(questions))
	var wait sync.WaitGroup
	for i, ask := range questions {
		wait.Go(func() { errs[i] = ask() })
	}
	wait.Wait()
	return v, errors.Join(errs...)
}

// documents are the statements and invoices issued of a month, of one client or,
// for "", of all.
func (s *Service) documents(ctx context.Context, client clients.ID, m civil.Month) (map[clients.ID][]billing.Document, error) {
	docs, err := s.from.Bills.Documents(ctx, billing.Filter{
		Client: client, Kinds: []billing.Kind{billing.Statement, billing.Invoice}, Month: m, Issued: true,
	})
	of := map[clients.ID][]billing.Document{}
	for _, d := range docs {
		of[d.Client] = append(of[d.Client], d)
	}
	return of, err
}

// waiting are the states in which an item awaits somebody's word.
var waiting = []calendar.State{calendar.InternalReview, calendar.ClientReview, calendar.ChangesRequested}

// month is where a client's month stands, without its report.
func (v *seen) month(c clients.Client, m civil.Month) Month {
	use, end := v.uses[c.ID], v.ends[c.ID]
	row := Month{Client: c, Month: m, Entries: use.Entries, Running: use.Running, Locked: !use.LockedAt.IsZero()}
	// Without terms there is no ledger: the lock is all there is to a close.
	row.Closed = end.Bank.Closed || (row.Locked && end.Bank.Contract == nil)
	if !row.Closed {
		row.Faults = end.Faults
	}
	for _, t := range v.tallies[c.ID] {
		if slices.Contains(waiting, t.State) {
			row.Waiting += t.Count
		}
	}
	if terms, ok := clients.TermsOn(v.terms[c.ID], m.Last()); ok {
		row.Sold, row.SignFirst = true, terms.StatementFirst
	}
	for i, d := range v.bills[c.ID] {
		switch {
		case d.Kind == billing.Statement && d.State != billing.Replaced:
			row.Statement = &v.bills[c.ID][i]
		case d.Kind == billing.Invoice && d.State != billing.Credited:
			row.Invoice = &v.bills[c.ID][i]
		}
	}
	return row
}
