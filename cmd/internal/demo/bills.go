package demo

import (
	"context"
	"fmt"
	"time"

	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
	"regie/reports"
)

// billedMonths are how many months are billed: those before the last that
// ended, which is left for the reader to close.
const billedMonths = 2

// bills issues what the clients known by name are billed, and the reports of the
// last of these months, some days after the close, and records who paid and who is late.
func (s *story) bills() {
	r := throw(s.Seed, "bills")
	for i, a := range s.cast[:min(len(s.cast), shippedCount)] {
		for back := billedMonths + 1; back > 1; back-- {
			m := s.Today.InMonth().Add(-back)
			if m.Before(s.months[0]) {
				continue
			}
			at := a.moment(m.Add(1).First().AddDays(3), 10*60+20*i)
			if back == 2 {
				s.report(a, m, at.Add(-time.Hour))
			}
			s.bill(a, m, at, r.between(12, 27), back == 2 && i%3 == 1)
		}
	}
}

// report issues the report of a closed month.
func (s *story) report(a *actor, m civil.Month, at time.Time) {
	s.at(at, a.team.lead, func(ctx context.Context) error {
		_, err := s.house.Reports.Issue(ctx, a.c.ID, m, reports.Form{})
		if err != nil && !fault.Is(err, "report_nothing") {
			return fmt.Errorf("issuing the report of %s: %w", m, err)
		}
		return nil
	})
}

// bill issues the month's statement where the terms want one, has it signed
// the day after, and issues the invoice. It is paid some days later,
// but not by who is late.
func (s *story) bill(a *actor, m civil.Month, at time.Time, days int, late bool) {
	var number string
	signed := len(a.committee) > 0 && a.contracts[len(a.contracts)-1].StatementFirst
	s.at(at, a.team.lead, func(ctx context.Context) error {
		if !signed {
			return nil
		}
		d, _, err := s.house.Billing.DraftStatement(ctx, a.c.ID, m, "")
		if fault.Is(err, "nothing_to_bill") {
			return nil
		}
		if err != nil {
			return fmt.Errorf("drawing the statement of %s: %w", m, err)
		}
		d, err = s.house.Billing.Issue(ctx, string(d.ID), civil.Date{})
		number = d.Number
		return err
	})
	s.at(at.Add(24*time.Hour), a.team.lead, func(ctx context.Context) error {
		if number != "" {
			if _, err := s.house.Billing.Sign(ctx, number, a.committee[0].Name, civil.Date{}, ""); err != nil {
				return fmt.Errorf("signing %s: %w", number, err)
			}
		}
		d, _, err := s.house.Billing.DraftMonth(ctx, a.c.ID, m)
		if fault.Is(err, "nothing_to_bill") {
			return nil
		}
		if err != nil {
			return fmt.Errorf("drawing the invoice of %s: %w", m, err)
		}
		d, err = s.house.Billing.Issue(ctx, string(d.ID), civil.Date{})
		number = d.Number
		return err
	})
	s.at(at.Add(time.Duration(days)*24*time.Hour), a.team.lead, func(ctx context.Context) error {
		d, err := s.house.Billing.Document(ctx, number)
		if fault.Is(err, "document_unknown") {
			return nil
		}
		if err != nil {
			return fmt.Errorf("reading %s: %w", number, err)
		}
		if late {
			return nil
		}
		_, err = s.house.Billing.Pay(ctx, number, money.Of(d.Totals.Gross, d.Currency), civil.Date{}, transfer[a.book.lang], "")
		return err
	})
}

var transfer = map[string]string{"fr": "virement", "en": "transfer"}
