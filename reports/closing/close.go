package closing

import (
	"context"
	"errors"

	"regie/clients"
	"regie/clients/billing"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
	"regie/reports"
)

// Step is one stage of a close.
type Step string

// Steps, in their order.
const (
	StepTimes     Step = "times"
	StepReport    Step = "report"
	StepStatement Step = "statement"
	StepInvoice   Step = "invoice"
)

// Left is what a close left out, and why.
type Left struct {
	Client clients.Client
	Step   Step
	Why    error
}

// Result is what became of a client's month. Missing is what the report that
// was issued says is missing; it left nothing out.
type Result struct {
	Month   Month
	Left    []Left
	Missing []*fault.Error
}

// CloseTimes locks a client's month and writes its ledger. It is final; closing
// twice changes nothing. The first of Month.Faults refuses it.
func (s *Service) CloseTimes(ctx context.Context, client clients.ID, m civil.Month) (Month, error) {
	if _, err := s.from.Time.Close(ctx, client, m); err != nil {
		return Month{}, err
	}
	return s.Show(ctx, client, m)
}

// Close takes a client's month as far as it goes: times, report, statement,
// invoice. A report that was issued before is issued again where the month says
// something else since, for the reason the month was opened with. What is refused is left out with its reason; err is for what went wrong
// beyond the rules. A month in which nothing was sold or done stays open.
func (s *Service) Close(ctx context.Context, client clients.ID, m civil.Month) (Result, error) {
	var r Result
	var err error
	if r.Month, err = s.Show(ctx, client, m); err != nil || r.Month.Empty() {
		return r, err
	}
	for _, step := range []struct {
		name Step
		do   func(context.Context, *Result) error
	}{{StepTimes, s.stepTimes}, {StepReport, s.stepReport}, {StepStatement, s.stepStatement}, {StepInvoice, s.stepInvoice}} {
		err := step.do(ctx, &r)
		if err != nil && !isFault(err) {
			return r, err
		}
		now, showErr := s.Show(ctx, client, m)
		if showErr != nil {
			return r, showErr
		}
		r.Month = now
		if err != nil {
			r.Left = append(r.Left, Left{r.Month.Client, step.name, err})
		}
		if err != nil && step.name != StepReport {
			break // what follows stands on it
		}
	}
	return r, nil
}

// CloseAll closes the month of each client named (none: all active ones) in
// order. progress is told after each. A cancelled context stops between two
// clients; what was closed stays closed.
func (s *Service) CloseAll(ctx context.Context, m civil.Month, which []clients.ID, progress func(done, total int, name string)) ([]Result, error) {
	all, err := s.chosen(ctx, which)
	if err != nil {
		return nil, err
	}
	var results []Result
	for i, c := range all {
		if err := ctx.Err(); err != nil {
			return results, err
		}
		r, err := s.Close(ctx, c.ID, m)
		if err != nil {
			return results, err
		}
		results = append(results, r)
		if progress != nil {
			progress(i+1, len(all), c.Name)
		}
	}
	return results, nil
}

func (s *Service) chosen(ctx context.Context, which []clients.ID) ([]clients.Client, error) {
	if len(which) == 0 {
		return s.from.House.Clients(ctx, clients.ActiveClients)
	}
	var list []clients.Client
	for _, id := range which {
		c, err := s.from.House.Client(ctx, id)
		if err != nil {
			return nil, err
		}
		list = append(list, c)
	}
	return list, nil
}

func isFault(err error) bool {
	var f *fault.Error
	return errors.As(err, &f)
}

func (s *Service) stepTimes(ctx context.Context, r *Result) error {
	if r.Month.Closed && r.Month.Locked {
		return nil
	}
	_, err := s.from.Time.Close(ctx, r.Month.Client.ID, r.Month.Month)
	return err
}

// stepReport issues the report, once while nothing changes. What is missing in
// it does not hold it up.
func (s *Service) stepReport(ctx context.Context, r *Result) error {
	m, form := r.Month, reports.Form{}
	if m.Report != nil {
		old, err := s.Outdated(ctx, m)
		if err != nil || !old {
			return err
		}
		if form.Reason, err = s.reopened(ctx, m); err != nil {
			return err
		}
		if form.Reason == "" {
			return fault.New("report_outdated", "version", m.Report.Version).At("report")
		}
	}
	i, err := s.from.Reports.Issue(ctx, m.Client.ID, m.Month, form)
	if err == nil {
		r.Missing = i.Frozen.Missing
	}
	return err
}

// actsAtOnce is how many acts of the journal are read at once.
const actsAtOnce = 100

// reopened is why a month was opened again since its last report; empty when it
// was not.
func (s *Service) reopened(ctx context.Context, m Month) (string, error) {
	before := clients.ID("")
	for {
		acts, err := s.from.Journal.Acts(ctx, m.Client.ID, before, actsAtOnce)
		if err != nil {
			return "", err
		}
		for _, a := range acts {
			if reports.IsIssue(a, m.Month) {
				return "", nil
			}
			if reason, ok := hours.UnlockReason(a, m.Month); ok {
				return reason, nil
			}
			before = a.ID
		}
		if len(acts) < actsAtOnce {
			return "", nil
		}
	}
}

// stepStatement issues the statement that the terms want; it then awaits its
// signature, which holds up the invoice.
func (s *Service) stepStatement(ctx context.Context, r *Result) error {
	m := r.Month
	if !m.SignFirst || m.Invoice != nil || m.Entries == 0 {
		return nil
	}
	if m.Statement == nil {
		d, _, err := s.from.Bills.DraftStatement(ctx, m.Client.ID, m.Month, "")
		if fault.Is(err, "nothing_to_bill") {
			return nil
		}
		if err != nil {
			return err
		}
		if d, err = s.issue(ctx, d); err != nil {
			return err
		}
		m.Statement = &d
	}
	if m.Statement.State == billing.Issued {
		return fault.New("statement_unsigned", "number", m.Statement.Number).At("statement")
	}
	return nil
}

// stepInvoice issues the draft there is for the month, else one drawn now.
func (s *Service) stepInvoice(ctx context.Context, r *Result) error {
	m := r.Month
	drafts, err := s.from.Bills.Documents(ctx, billing.Filter{Client: m.Client.ID, Kinds: []billing.Kind{billing.Invoice}, Month: m.Month, Drafts: true})
	if err != nil {
		return err
	}
	if n := len(drafts); n > 0 {
		return s.issueDraft(ctx, string(drafts[n-1].ID))
	}
	d, _, err := s.from.Bills.DraftMonth(ctx, m.Client.ID, m.Month)
	if fault.Is(err, "nothing_to_bill") || (fault.Is(err, "billed_already") && m.Invoice != nil) {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = s.issue(ctx, d)
	return err
}

// issueDraft issues a draft that a person made. One older than the month's
// signed statement is drawn again from it first: that is what the client signed.
func (s *Service) issueDraft(ctx context.Context, id string) error {
	_, err := s.from.Bills.Issue(ctx, id, civil.Date{})
	if !fault.Is(err, "draft_before_statement") {
		return err
	}
	if _, _, err := s.from.Bills.Redraw(ctx, id); err != nil {
		return err
	}
	_, err = s.from.Bills.Issue(ctx, id, civil.Date{})
	return err
}

// issue issues a draft that the close made; one that is refused is not left
// lying about.
func (s *Service) issue(ctx context.Context, d billing.Document) (billing.Document, error) {
	issued, err := s.from.Bills.Issue(ctx, string(d.ID), civil.Date{})
	if err == nil {
		return issued, nil
	}
	return d, errors.Join(err, s.from.Bills.RemoveDraft(ctx, string(d.ID)))
}
