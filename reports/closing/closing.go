// Package closing is the end of a month: what each client's month still lacks,
// and the close of one or all of them: lock the times and write the bank's
// ledger, issue the report, the statement where the terms want one, and the
// invoice. What cannot be done is left out, with its reason, and the rest goes
// on.
package closing

import (
	"context"

	"regie/clients"
	"regie/clients/billing"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
	"regie/reports"
)

// House is what is asked of the agency; clients.Service answers it.
type House interface {
	Client(ctx context.Context, id clients.ID) (clients.Client, error)
	Clients(ctx context.Context, which clients.Which) ([]clients.Client, error)
	Contracts(ctx context.Context, client clients.ID) ([]clients.Contract, error)
	AllContracts(ctx context.Context) (map[clients.ID][]clients.Contract, error)
}

// Time is what is asked of the hours; hours.Service answers it.
type Time interface {
	Overview(ctx context.Context, m civil.Month) ([]hours.ClientUse, error)
	Use(ctx context.Context, client clients.ID, m civil.Month) (hours.ClientUse, error)
	MonthEnds(ctx context.Context, of []clients.ID, m civil.Month) (map[clients.ID]hours.MonthEnd, error)
	Close(ctx context.Context, client clients.ID, m civil.Month) (hours.Bank, error)
	Unlock(ctx context.Context, client clients.ID, m civil.Month, reason string) error
}

// Plan is what is asked of the calendar; calendar.Service answers it.
type Plan interface {
	Tallies(ctx context.Context, client clients.ID, days civil.Range) ([]calendar.Tally, error)
	AllTallies(ctx context.Context, days civil.Range) (map[clients.ID][]calendar.Tally, error)
}

// Journal is what is asked of the journal; clients.History answers it.
type Journal interface {
	Acts(ctx context.Context, client, before clients.ID, limit int) ([]clients.Act, error)
}

// Sources are the rooms that a close goes through.
type Sources struct {
	House   House
	Time    Time
	Plan    Plan
	Bills   *billing.Service
	Reports *reports.Service
	Journal Journal
}

// Service shows and closes months. It keeps nothing between calls.
type Service struct{ from Sources }

// New makes the service.
func New(from Sources) *Service { return &Service{from} }

// Month is where one client's month stands.
type Month struct {
	Client clients.Client
	Month  civil.Month
	// Entries counts what was worked, Running the timers still going.
	Entries, Running int
	Locked, Closed   bool
	// Waiting counts the month's items that nobody has approved yet.
	Waiting int
	// Sold tells that terms are in force at the month's end.
	Sold bool
	// SignFirst tells that the terms want a signed statement before the invoice.
	SignFirst bool
	Statement *billing.Document // the one that stands, nil for none
	Invoice   *billing.Document // the last that is not taken back, nil for none
	Report    *clients.Report   // the last version issued, nil for none
	// Faults hold up the close, in the order they are met.
	Faults []*fault.Error
}

// Empty tells that nothing was sold or done: there is nothing to close.
func (m Month) Empty() bool {
	return m.Entries == 0 && m.Running == 0 && m.Waiting == 0 && !m.Sold && m.Statement == nil && m.Invoice == nil && m.Report == nil
}

// Ready tells that a close would leave nothing of the times out.
func (m Month) Ready() bool { return len(m.Faults) == 0 }

// Idle tells that nobody worked: a fee may be due, a report is not.
func (m Month) Idle() bool { return m.Entries == 0 && m.Running == 0 && m.Waiting == 0 }

// Done tells that the month is closed, not opened again, reported and billed.
func (m Month) Done() bool {
	return m.Closed && m.Locked && m.Invoice != nil && (m.Report != nil || m.Idle())
}

// Board shows the month of every active client, in their order.
func (s *Service) Board(ctx context.Context, m civil.Month) ([]Month, error) {
	all, err := s.from.House.Clients(ctx, clients.ActiveClients)
	if err != nil {
		return nil, err
	}
	return s.rows(ctx, all, m)
}

// rows are the months of a list of clients, in its order.
func (s *Service) rows(ctx context.Context, list []clients.Client, m civil.Month) ([]Month, error) {
	issued, err := s.from.Reports.Last(ctx, m)
	if err != nil {
		return nil, err
	}
	seen, err := s.seeAll(ctx, list, m)
	if err != nil {
		return nil, err
	}
	board := make([]Month, 0, len(list))
	for _, c := range list {
		row := seen.month(c, m)
		if r, ok := issued[c.ID]; ok {
			row.Report = &r
		}
		board = append(board, row)
	}
	return board, nil
}

// Show is where a client's month stands; fault client_unknown.
func (s *Service) Show(ctx context.Context, client clients.ID, m civil.Month) (Month, error) {
	row := Month{Month: m}
	c, err := s.from.House.Client(ctx, client)
	if err != nil {
		return row, err
	}
	seen, err := s.see(ctx, client, m)
	if err != nil {
		return row, err
	}
	row = seen.month(c, m)
	row.Report, err = s.from.Reports.Latest(ctx, client, m)
	return row, err
}

// Outdated tells that the data no longer say what the month's report says.
func (s *Service) Outdated(ctx context.Context, m Month) (bool, error) {
	if m.Report == nil {
		return false, nil
	}
	c, err := s.from.Reports.Current(ctx, m.Client.ID, m.Month, "")
	return len(c.Differs) > 0, err
}

// Reopen lifts the month's lock for a reason that the journal keeps. The
// ledger stays as it was closed, issued documents keep their own locks. Faults
// of the unlock, reason_missing among them.
func (s *Service) Reopen(ctx context.Context, client clients.ID, m civil.Month, reason string) (Month, error) {
	if err := s.from.Time.Unlock(ctx, client, m, reason); err != nil {
		return Month{}, err
	}
	return s.Show(ctx, client, m)
}
