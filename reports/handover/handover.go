// Package handover is the booklet with which a colleague takes a client over
// tomorrow: its charter, people, accounts and access notes, contract and hours
// bank, what waits for approval, the fortnight ahead, what runs and recurs, and
// what asks for attention. It is for the agency, not for the client.
package handover

import (
	"context"
	"fmt"
	"io"
	"slices"

	"regie/assets/limits"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/budget"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/reports/letter"
	"regie/reports/pdf"
)

// House is what a booklet asks of the agency and its clients.
type House interface {
	letter.House
	Channels(ctx context.Context, client clients.ID) ([]clients.Channel, error)
}

// Plan is what it asks of the calendar.
type Plan interface {
	Rows(ctx context.Context, f calendar.Filter) ([]calendar.Row, error)
	Items(ctx context.Context, f calendar.Filter) ([]calendar.Item, error)
	Approvals(ctx context.Context, client clients.ID, today civil.Date) ([]calendar.Approval, error)
	Campaigns(ctx context.Context, client clients.ID) ([]calendar.Campaign, error)
	Contests(ctx context.Context, client clients.ID) ([]calendar.Contest, error)
	Experiments(ctx context.Context, client clients.ID) ([]calendar.Experiment, error)
	Limits() *limits.Book
}

// Time is what it asks of the hours room.
type Time interface {
	Bank(ctx context.Context, client clients.ID, m civil.Month) (hours.Bank, error)
	Summary(ctx context.Context, client clients.ID, m civil.Month) (hours.Summary, error)
}

// Money is what it asks of the budget.
type Money interface {
	Month(ctx context.Context, client clients.ID, m civil.Month, today civil.Date) (budget.Overview, error)
	Campaign(ctx context.Context, client, campaign clients.ID, days civil.Range, today civil.Date) (budget.Period, error)
}

// Sources are the rooms a booklet is gathered from.
type Sources struct {
	House  House
	Plan   Plan
	Time   Time
	Budget Money
}

// Days ahead that are shown: all items, and those of contests and series.
const (
	fortnight = 14
	ahead     = 60
	lookBack  = 30 // days in which what was missed is looked for
)

// Booklet is all that is handed over, by value.
type Booklet struct {
	letter.Letter
	Channels  []clients.Channel
	Bank      hours.Bank
	Work      hours.Summary // of the month
	Budget    budget.Overview
	Approvals []calendar.Approval
	Next      []calendar.Row // the fortnight, today included
	Missed    []calendar.Row
	Contests  []calendar.Contest // whose result is not published
	Steps     []calendar.Row     // of contests, ahead
	Campaigns []calendar.Campaign
	Spent     map[clients.ID]budget.Period // of each campaign
	// Experiments are those under way and those that wait for their result.
	Experiments []calendar.Experiment
	Recurring   []Recurring
	Limits      *limits.Book
}

// Recurring is a series with its next days.
type Recurring struct {
	Title string
	At    civil.Clock
	Days  []civil.Date // three at most
}

// Service gathers booklets. It is safe for concurrent use.
type Service struct {
	from Sources
	now  clients.Clock
}

// New makes the service.
func New(from Sources, now clients.Clock) *Service { return &Service{from: from, now: now} }

// Gather reads what is handed over of a client, in a language; none is the
// agency's. Faults: client_unknown, report_internal.
func (s *Service) Gather(ctx context.Context, client clients.ID, lang text.Lang) (Booklet, error) {
	b := Booklet{Limits: s.from.Plan.Limits()}
	if lang == "" {
		a, err := s.from.House.Agency(ctx)
		if err != nil {
			return b, fmt.Errorf("reading the agency: %w", err)
		}
		if lang, err = text.Parse(a.Lang); err != nil {
			lang = text.FR
		}
	}
	var err error
	if b.Letter, err = letter.Read(ctx, s.from.House, client, lang, s.now()); err != nil {
		return b, err
	}
	month := b.Today.InMonth()
	for _, read := range []func() error{
		func() (err error) { b.Channels, err = s.from.House.Channels(ctx, client); return err },
		func() (err error) { b.Bank, err = s.from.Time.Bank(ctx, client, month); return err },
		func() (err error) { b.Work, err = s.from.Time.Summary(ctx, client, month); return err },
		func() (err error) { b.Budget, err = s.from.Budget.Month(ctx, client, month, b.Today); return err },
		func() (err error) { b.Approvals, err = s.from.Plan.Approvals(ctx, client, b.Today); return err },
		func() (err error) { b.Campaigns, err = s.from.Plan.Campaigns(ctx, client); return err },
		func() (err error) { b.Contests, err = s.from.Plan.Contests(ctx, client); return err },
		func() (err error) { b.Experiments, err = s.from.Plan.Experiments(ctx, client); return err },
		func() error { return s.plan(ctx, &b) },
	} {
		if err := read(); err != nil {
			return b, fmt.Errorf("reading what is handed over: %w", err)
		}
	}
	b.Channels = slices.DeleteFunc(slices.Clone(b.Channels), func(c clients.Channel) bool { return c.ArchivedAt != "" })
	b.Campaigns = slices.DeleteFunc(slices.Clone(b.Campaigns), func(c calendar.Campaign) bool {
		return c.ArchivedAt != "" || (!c.Until.IsZero() && c.Until.Before(b.Today))
	})
	b.Contests = slices.DeleteFunc(slices.Clone(b.Contests), func(c calendar.Contest) bool { return c.Stage(b.Today) == calendar.StagePublished })
	b.Spent = map[clients.ID]budget.Period{}
	for _, c := range b.Campaigns {
		if b.Spent[c.ID], err = s.from.Budget.Campaign(ctx, client, c.ID, c.Days(), b.Today); err != nil {
			return b, fmt.Errorf("reading what is handed over: %w", err)
		}
	}
	b.Experiments = slices.DeleteFunc(slices.Clone(b.Experiments), func(e calendar.Experiment) bool {
		ph := e.Phase(b.Today)
		return ph != calendar.PhaseRunning && ph != calendar.PhaseDue
	})
	return b, nil
}

// plan reads what stands in the calendar around today.
func (s *Service) plan(ctx context.Context, b *Booklet) error {
	rows, err := s.from.Plan.Rows(ctx, calendar.Filter{Client: b.Client.ID, Days: civil.Range{From: b.Today.AddDays(-lookBack), To: b.Today.AddDays(ahead)}})
	if err != nil {
		return err
	}
	for _, r := range rows {
		if r.State == calendar.Cancelled {
			continue
		}
		if r.Missed(s.now()) {
			b.Missed = append(b.Missed, r)
		}
		if r.On.Before(b.Today) {
			continue
		}
		if r.On.Before(b.Today.AddDays(fortnight)) {
			b.Next = append(b.Next, r)
		}
		if r.Kind == calendar.ContestStep {
			b.Steps = append(b.Steps, r)
		}
	}
	items, err := s.from.Plan.Items(ctx, calendar.Filter{Client: b.Client.ID, Days: civil.Range{From: b.Today, To: b.Today.AddDays(ahead)}})
	if err != nil {
		return err
	}
	b.Recurring = recurring(items)
	return nil
}

// recurring groups the items of series, in the order of their next day.
func recurring(items []calendar.Item) []Recurring {
	var list []Recurring
	at := map[clients.ID]int{}
	for _, it := range items {
		if it.Series == "" || it.State == calendar.Cancelled {
			continue
		}
		i, known := at[it.Series]
		if !known {
			i = len(list)
			at[it.Series] = i
			list = append(list, Recurring{Title: it.Name(), At: it.At})
		}
		if len(list[i].Days) < 3 {
			list[i].Days = append(list[i].Days, it.On)
		}
	}
	return list
}

// Save writes the booklet, whole or not at all. Refusal: report_not_written.
func Save(b Booklet, path string) error {
	return letter.Save(letter.File{Path: path, Flag: "pdf", Write: func(w io.Writer) error { return WritePDF(w, b) }})
}

// WritePDF lays the booklet out and writes it. The same booklet gives the same
// bytes.
func WritePDF(w io.Writer, b Booklet) error {
	doc, err := Render(b)
	if err != nil {
		return err
	}
	if err := pdf.Write(w, doc, pdf.Meta{Created: b.AsOf}); err != nil {
		return fmt.Errorf("writing the hand-over of %s: %w", b.Client.Key, err)
	}
	return nil
}
