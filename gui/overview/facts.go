// Package overview is the first tab of a client: where the month stands in
// hours, money and publications, what comes next, who worked and who changed
// what.
package overview

import (
	"context"
	"fmt"

	"regie/assets/limits"
	"regie/clients"
	"regie/clients/budget"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/hours"
)

// Hours is what the screen needs of the hours' service.
type Hours interface {
	Summary(ctx context.Context, client clients.ID, m civil.Month) (hours.Summary, error)
	Bank(ctx context.Context, client clients.ID, m civil.Month) (hours.Bank, error)
}

// Calendar is what the screen needs of the calendar's service.
type Calendar interface {
	Rows(ctx context.Context, f calendar.Filter) ([]calendar.Row, error)
	Deliverables(ctx context.Context, client clients.ID, month civil.Month) ([]calendar.Deliverable, error)
	Limits() *limits.Book
}

// Budget is what the screen needs of the budget's service.
type Budget interface {
	Month(ctx context.Context, client clients.ID, m civil.Month, today civil.Date) (budget.Overview, error)
}

// History is what the screen needs of the journal.
type History interface {
	Acts(ctx context.Context, client, before clients.ID, limit int) ([]clients.Act, error)
}

// House is what the screen needs of the agency's service.
type House interface {
	Staff(ctx context.Context, archivedToo bool) ([]clients.Staff, error)
	Hats(ctx context.Context) ([]clients.Hat, error)
}

const (
	actsShown = 9
	// daysBack is how far back what was missed is looked for, daysAhead how
	// far ahead the next deadline.
	daysBack  = 31
	daysAhead = 60
)

// facts is all that the tab shows of one month, as the services gave it.
type facts struct {
	month  civil.Month
	today  civil.Date
	sum    hours.Summary
	bank   hours.Bank
	budget budget.Overview
	items  []calendar.Row // of the month
	around []calendar.Row // of the days about today
	made   []calendar.Deliverable
	acts   []clients.Act
	staff  []clients.Staff
	hats   []clients.Hat
}

func gather(ctx context.Context, d Deps, client clients.ID, m civil.Month, today civil.Date) (facts, error) {
	f := facts{month: m, today: today}
	around := civil.Range{From: today.AddDays(-daysBack), To: today.AddDays(daysAhead)}
	var err error
	for _, step := range []struct {
		what string
		read func() error
	}{
		{"summing the month", func() error { f.sum, err = d.Hours.Summary(ctx, client, m); return err }},
		{"reading the hours bank", func() error { f.bank, err = d.Hours.Bank(ctx, client, m); return err }},
		{"reading the budget", func() error { f.budget, err = d.Budget.Month(ctx, client, m, today); return err }},
		{"reading the calendar", func() error {
			f.items, err = d.Calendar.Rows(ctx, calendar.Filter{Client: client, Days: m.Range()})
			return err
		}},
		{"reading what comes", func() error {
			f.around, err = d.Calendar.Rows(ctx, calendar.Filter{Client: client, Days: around})
			return err
		}},
		{"counting deliverables", func() error { f.made, err = d.Calendar.Deliverables(ctx, client, m); return err }},
		{"reading the journal", func() error { f.acts, err = d.History.Acts(ctx, client, "", actsShown); return err }},
		{"reading the staff", func() error { f.staff, err = d.House.Staff(ctx, true); return err }},
		{"reading the hats", func() error { f.hats, err = d.House.Hats(ctx); return err }},
	} {
		if step.read() != nil {
			return f, fmt.Errorf("%s: %w", step.what, err)
		}
	}
	return f, nil
}

// bare tells a client of whom nothing is known in the month or ahead.
func (f facts) bare() bool {
	return f.sum.Entries+f.sum.Running == 0 && len(f.items) == 0 && len(f.around) == 0 &&
		len(f.budget.Envelopes) == 0 && f.bank.Contract == nil
}

// banked tells whether hours were sold, or are carried, in the bank's month.
func banked(b hours.Bank) bool {
	return b.Contract != nil && (b.Quota > 0 || b.Total.Available() != 0)
}
