package budget

import (
	"context"
	"fmt"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
)

// Keeper is what the room needs kept.
type Keeper interface {
	clients.Transactor
	// Line gives one line; fault budget_line_unknown.
	Line(ctx context.Context, client, id clients.ID) (Line, error)
	SaveLine(ctx context.Context, l Line) error
	RemoveLine(ctx context.Context, client, id clients.ID) error
	// Books gives the lines with a day in the range, in order of position, with
	// all their movements and the carries from and to them.
	Books(ctx context.Context, client clients.ID, days civil.Range) (Books, error)
	// CampaignBooks gives the same for the lines of a campaign.
	CampaignBooks(ctx context.Context, client, campaign clients.ID) (Books, error)
	// LineBooks gives one line with its movements and carries.
	LineBooks(ctx context.Context, client, line clients.ID) (Books, error)
	// Movement gives one movement; fault budget_movement_unknown.
	Movement(ctx context.Context, client, id clients.ID) (Movement, error)
	SaveMovement(ctx context.Context, m Movement) error
	RemoveMovement(ctx context.Context, client, id clients.ID) error
	// Movements lists what happened on the days, newest first.
	Movements(ctx context.Context, client clients.ID, days civil.Range) ([]Movement, error)
	SaveCarry(ctx context.Context, c Carry) error
	// MonthSums sums the monthly lines of every client, and gives the lines
	// with a range of their own that touch the month, to be summed by the rules.
	MonthSums(ctx context.Context, m civil.Month) (map[clients.ID]Sum, map[clients.ID]Books, error)
	// Thresholds gives a client's percentages, nil while it has none of its own.
	Thresholds(ctx context.Context, client clients.ID) ([]int, error)
	SaveThresholds(ctx context.Context, client clients.ID, percents []int) error
	// Alerts lists what is recorded of a client's month; of all clients when
	// client is empty.
	Alerts(ctx context.Context, client clients.ID, m civil.Month) ([]Alert, error)
	// RecordAlert and ForgetAlert keep the record of crossings; being derived
	// from the movements it is not journalled.
	RecordAlert(ctx context.Context, a Alert) error
	ForgetAlert(ctx context.Context, a Alert) error
	// SaveAck keeps who acknowledged an alert and when.
	SaveAck(ctx context.Context, a Alert) error
	// KeepReceipt keeps a file by its content and gives its SHA-256.
	KeepReceipt(ctx context.Context, name, mime string, content []byte) (string, error)
}

// Clients gives the client a budget belongs to.
type Clients interface {
	Client(ctx context.Context, id clients.ID) (clients.Client, error)
}

// Service is what can be done with budgets.
type Service struct {
	keep    Keeper
	clients Clients
	now     clients.Clock
	newID   clients.IDSource
}

// New makes the room's service.
func New(keep Keeper, of Clients, now clients.Clock, newID clients.IDSource) *Service {
	return &Service{keep: keep, clients: of, now: now, newID: newID}
}

// writable gives the client, refusing to write for an archived one.
func (s *Service) writable(ctx context.Context, id clients.ID) (clients.Client, error) {
	c, err := s.clients.Client(ctx, id)
	if err != nil {
		return c, fmt.Errorf("finding the budget's client: %w", err)
	}
	if c.ArchivedAt != "" {
		return c, fault.New("budget_client_archived", "name", c.Name).At("client")
	}
	return c, nil
}

// Month is a client's budget of one month, with its pace as of today and the
// alerts that stand.
func (s *Service) Month(ctx context.Context, client clients.ID, m civil.Month, today civil.Date) (Overview, error) {
	c, err := s.clients.Client(ctx, client)
	if err != nil {
		return Overview{}, fmt.Errorf("finding the budget's client: %w", err)
	}
	books, err := s.keep.Books(ctx, client, m.Range())
	if err != nil {
		return Overview{}, err
	}
	o := books.Overview(client, m.Range(), c.Currency)
	o.Pace = o.Total.Pace(m, today)
	o.Alerts, err = s.standing(ctx, o, m)
	return o, err
}

// Year is a client's budget of a calendar year: twelve months and, per
// currency, their sum.
type Year struct {
	Client clients.ID
	Year   int
	Months []Overview // January to December
	Totals []Sum      // one per currency, in order of appearance
}

// Year gives the twelve months of a year.
func (s *Service) Year(ctx context.Context, client clients.ID, year int) (Year, error) {
	y := Year{Client: client, Year: year}
	c, err := s.clients.Client(ctx, client)
	if err != nil {
		return y, fmt.Errorf("finding the budget's client: %w", err)
	}
	first := civil.NewMonth(year, 1)
	books, err := s.keep.Books(ctx, client, civil.Range{From: first.First(), To: first.Add(11).Last()})
	if err != nil {
		return y, err
	}
	for i := range 12 {
		o := books.Overview(client, first.Add(i).Range(), c.Currency)
		y.Months = append(y.Months, o)
		if len(o.Envelopes) > 0 {
			y.Totals = addTo(y.Totals, o.Total)
		}
	}
	return y, nil
}

func addTo(totals []Sum, s Sum) []Sum {
	for i, t := range totals {
		if t.Currency == s.Currency {
			totals[i] = t.Plus(s)
			return totals
		}
	}
	return append(totals, s)
}

// Totals is where the month stands for every client that has a budget: what
// the control room shows.
func (s *Service) Totals(ctx context.Context, m civil.Month) (map[clients.ID]Sum, error) {
	sums, ranges, err := s.keep.MonthSums(ctx, m)
	if err != nil {
		return nil, err
	}
	for client, books := range ranges {
		o := books.Overview(client, m.Range(), sums[client].Currency)
		sums[client] = sums[client].Plus(o.Total)
	}
	return sums, nil
}

// Movements lists a client's orders and expenses on the days, newest first.
func (s *Service) Movements(ctx context.Context, client clients.ID, days civil.Range) ([]Movement, error) {
	return s.keep.Movements(ctx, client, days)
}

// Movement gives one order or expense; fault budget_movement_unknown.
func (s *Service) Movement(ctx context.Context, client, id clients.ID) (Movement, error) {
	return s.keep.Movement(ctx, client, id)
}

// Line gives a line with its movements, oldest first, and where it stands over
// all its days; fault budget_line_unknown.
func (s *Service) Line(ctx context.Context, client, id clients.ID) (LineSum, []Movement, error) {
	l, err := s.keep.Line(ctx, client, id)
	if err != nil {
		return LineSum{}, nil, err
	}
	books, err := s.keep.LineBooks(ctx, client, id)
	if err != nil {
		return LineSum{}, nil, err
	}
	return LineSum{Line: l, Sum: books.sums(l.Range())[id]}, books.Movements, nil
}

// Open lists the commitments of a client's month that are not settled, with
// what is still ordered on each.
func (s *Service) Open(ctx context.Context, client clients.ID, m civil.Month) ([]Pending, error) {
	books, err := s.keep.Books(ctx, client, m.Range())
	if err != nil {
		return nil, err
	}
	return books.Pending(), nil
}
