package closing

import (
	"cmp"
	"context"
	"errors"
	"slices"

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
	next    *paper
}

// paper is the draft that a close is to issue: the statement that the terms want
// signed first, else the invoice. own tells that the close drew it.
type paper struct {
	step Step
	id   clients.ID
	own  bool
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
// something else since, for the reason the month was opened with. What is
// refused is left out with its reason; err is for what went wrong beyond the
// rules. A month in which nothing was sold or done stays open.
func (s *Service) Close(ctx context.Context, client clients.ID, m civil.Month) (Result, error) {
	r, err := s.begin(ctx, client, m)
	if err != nil {
		return r, err
	}
	if err := s.issueNext(ctx, &r, nil); err != nil || r.Month.Empty() {
		return r, err
	}
	now, err := s.Show(ctx, client, m)
	if err == nil {
		r.stands(now)
	}
	return r, err
}

// stands puts into the result where the month stands now. What somebody else did
// meanwhile was not left out.
func (r *Result) stands(now Month) {
	before := r.Month
	r.Month = now
	r.Left = slices.DeleteFunc(r.Left, func(l Left) bool {
		return fault.Is(l.Why, "report_unchanged") || l.Step == StepInvoice && before.Invoice == nil && now.Invoice != nil
	})
	for i, l := range r.Left {
		if l.Step == StepStatement && now.Statement != nil && now.Statement.State == billing.Issued {
			r.Left[i].Why = unsigned(now.Statement.Number)
		}
	}
}

// begin does what no other client's month waits for: it locks the month, issues
// its report and draws what is to be issued next.
func (s *Service) begin(ctx context.Context, client clients.ID, m civil.Month) (Result, error) {
	var r Result
	var err error
	if r.Month, err = s.Show(ctx, client, m); err != nil || r.Month.Empty() {
		return r, err
	}
	if err := r.leave(StepTimes, s.stepTimes(ctx, &r)); err != nil || len(r.Left) > 0 {
		return r, err // what follows stands on it
	}
	if err := r.leave(StepReport, s.stepReport(ctx, &r)); err != nil {
		return r, err
	}
	step, err := s.draw(ctx, &r)
	err = r.leave(step, err)
	return r, err
}

// leave notes a refused step and lets through what went wrong beyond the rules.
func (r *Result) leave(step Step, err error) error {
	var f *fault.Error
	if !errors.As(err, &f) {
		return err
	}
	r.Left = append(r.Left, Left{r.Month.Client, step, err})
	return nil
}

func (s *Service) stepTimes(ctx context.Context, r *Result) error {
	if r.Month.Closed && r.Month.Locked {
		return nil
	}
	_, err := s.from.Time.Close(ctx, r.Month.Client.ID, r.Month.Month)
	return err
}

// stepReport issues the report, once while nothing changes. What is missing in
// it does not hold it up, and a month in which nothing happened has none.
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
	if fault.Is(err, "report_nothing") {
		return nil
	}
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

// draw finds or makes the draft that is next: the statement while the terms want
// one that is signed, else the invoice. A statement that awaits its signature
// holds up the invoice. It tells which step it was about.
func (s *Service) draw(ctx context.Context, r *Result) (Step, error) {
	m := r.Month
	if m.SignFirst && m.Invoice == nil && m.Entries > 0 {
		if m.Statement != nil && m.Statement.State == billing.Issued {
			return StepStatement, unsigned(m.Statement.Number)
		}
		if m.Statement == nil {
			d, _, err := s.from.Bills.DraftStatement(ctx, m.Client.ID, m.Month, "")
			if err == nil {
				r.next = &paper{StepStatement, d.ID, true}
			}
			if n := d.Refs.Replaces; err == nil && n != "" { // issued meanwhile, of the same month
				return StepStatement, cmp.Or(s.drop(ctx, r), unsigned(n))
			}
			if !fault.Is(err, "nothing_to_bill") {
				return StepStatement, err
			}
		}
	}
	drafts, err := s.from.Bills.Documents(ctx, billing.Filter{Client: m.Client.ID, Kinds: []billing.Kind{billing.Invoice}, Month: m.Month, Drafts: true})
	if err != nil {
		return StepInvoice, err
	}
	if n := len(drafts); n > 0 {
		r.next = &paper{StepInvoice, drafts[n-1].ID, false}
		return StepInvoice, nil
	}
	d, _, err := s.from.Bills.DraftMonth(ctx, m.Client.ID, m.Month)
	if fault.Is(err, "nothing_to_bill") || (fault.Is(err, "billed_already") && m.Invoice != nil) {
		return StepInvoice, nil
	}
	if err == nil {
		r.next = &paper{StepInvoice, d.ID, true}
	}
	return StepInvoice, err
}

// issueNext issues the draft that is next, which takes a number of the agency's
// series in its turn, nil for none. A draft older than the month's signed statement is drawn again from it
// first: that is what the client signed. A statement then awaits its signature.
func (s *Service) issueNext(ctx context.Context, r *Result, turn *billing.Turn) error {
	if r.next == nil {
		return nil
	}
	id, step := string(r.next.id), r.next.step
	d, err := s.from.Bills.IssueInTurn(ctx, turn, id, civil.Date{})
	if step == StepInvoice && fault.Is(err, "draft_before_statement") {
		if _, _, err = s.from.Bills.Redraw(ctx, id); err == nil {
			d, err = s.from.Bills.IssueInTurn(ctx, turn, id, civil.Date{})
		}
	}
	switch {
	case err != nil:
		err = errors.Join(err, s.drop(ctx, r))
	case step == StepStatement:
		err = unsigned(d.Number)
	}
	return r.leave(step, err)
}

// drop removes a draft that the close made, so that a refused one is not left
// lying about.
func (s *Service) drop(ctx context.Context, r *Result) error {
	next := r.next
	if r.next = nil; next == nil || !next.own {
		return nil
	}
	return s.from.Bills.RemoveDraft(ctx, string(next.id))
}

// unsigned is what holds up the invoice of a month whose statement was issued.
func unsigned(number string) error {
	return fault.New("statement_unsigned", "number", number).At("statement")
}
