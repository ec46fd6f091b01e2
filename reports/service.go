package reports

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"regie/clients"
	"regie/clients/budget"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
	"regie/reports/letter"
)

// Time is what a report asks of the hours room.
type Time interface {
	Summary(ctx context.Context, client clients.ID, m civil.Month) (hours.Summary, error)
	Bank(ctx context.Context, client clients.ID, m civil.Month) (hours.Bank, error)
	List(ctx context.Context, f hours.Filter) ([]hours.Entry, error)
}

// Plan is what a report asks of the calendar.
type Plan interface {
	Rows(ctx context.Context, f calendar.Filter) ([]calendar.Row, error)
	Item(ctx context.Context, id clients.ID) (calendar.Item, error)
	Deliverables(ctx context.Context, client clients.ID, m civil.Month) ([]calendar.Deliverable, error)
}

// Money is what a report asks of the budget.
type Money interface {
	Month(ctx context.Context, client clients.ID, m civil.Month, today civil.Date) (budget.Overview, error)
}

// Sources are the rooms a report is gathered from.
type Sources struct {
	House    letter.House
	Time     Time
	Calendar Plan
	Budget   Money
}

// Keeper keeps how reports are composed, and for ever what was issued.
type Keeper interface {
	clients.Transactor
	// LastSetting gives the setting with the greatest key from..to.
	LastSetting(ctx context.Context, client clients.ID, from, to string) (key, value string, ok bool, err error)
	SaveSetting(ctx context.Context, client clients.ID, key, value string) error

	// IssuedReports lists what was issued for a client in the order of issue; of
	// one month, or of all for the zero month.
	IssuedReports(ctx context.Context, client clients.ID, m civil.Month) ([]clients.Report, error)
	// LastReports lists the last version of a month of each client that has one,
	// without its content.
	LastReports(ctx context.Context, m civil.Month) ([]clients.Report, error)
	// ReportHead is the end of a client's chain; 0 and 64 zeros before its first.
	ReportHead(ctx context.Context, client clients.ID) (position int64, hash string, err error)
	SaveReport(ctx context.Context, r clients.Report) error
	// WriteFile keeps content by its hash outside any transaction, synced;
	// NameFile makes it known inside one.
	WriteFile(ctx context.Context, content []byte) (hash string, err error)
	NameFile(ctx context.Context, hash, name, mime string, content []byte) error
}

// Service gathers months, keeps their compositions and issues their reports.
// It is safe for concurrent use.
type Service struct {
	from Sources
	keep Keeper
	now  clients.Clock
}

// New makes the service.
func New(from Sources, keep Keeper, now clients.Clock) *Service {
	return &Service{from: from, keep: keep, now: now}
}

const (
	settingPrefix = "report/"
	maxWords      = 4000 // characters of one text
)

func settingKey(m civil.Month) string { return settingPrefix + m.String() }

// Composition is how a client's month is composed. A month nobody composed
// begins with the order of the last one before it, without its words.
func (s *Service) Composition(ctx context.Context, client clients.ID, m civil.Month) (Composition, error) {
	key, value, ok, err := s.keep.LastSetting(ctx, client, settingPrefix, settingKey(m))
	if err != nil {
		return Composition{}, err
	}
	if !ok {
		return Composition{}.Complete(), nil
	}
	c, err := decodeComposition(value)
	if err != nil {
		return c, err
	}
	if key != settingKey(m) {
		return c.next(), nil
	}
	return c, nil
}

// Compose keeps how a client's month is composed. Fault: report_too_long
// (argument "max").
func (s *Service) Compose(ctx context.Context, client clients.ID, m civil.Month, c Composition) error {
	c = c.trimmed()
	words := append([]string{c.Lead, c.Request}, c.Highlights...)
	for _, p := range c.Parts {
		words = append(words, p.Comment)
	}
	for _, w := range words {
		if utf8.RuneCountInString(w) > maxWords {
			return fault.New("report_too_long", "Max", maxWords).At("text")
		}
	}
	var b strings.Builder
	if err := json.NewEncoder(&b).Encode(c); err != nil {
		return fmt.Errorf("writing the report's composition: %w", err)
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "report.compose", Client: client, Subject: m.String()})
	return s.keep.Tx(ctx, func(ctx context.Context) error {
		return s.keep.SaveSetting(ctx, client, settingKey(m), strings.TrimSpace(b.String()))
	})
}
