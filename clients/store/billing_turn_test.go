package store

import (
	"context"
	"errors"
	"sync"
	"testing"

	"regie/clients/billing"
	"regie/clients/civil"
	"regie/clients/fault"
)

// together prints no document before all that are expected are at the printer,
// and refuses those of one total.
type together struct {
	paper
	all    sync.WaitGroup
	first  sync.Map // the drafts that came
	refuse int64
}

var errJam = errors.New("paper jam")

func (p *together) Print(ctx context.Context, d billing.Document) (billing.Printed, error) {
	if _, again := p.first.LoadOrStore(d.ID, true); !again {
		p.all.Done()
	}
	p.all.Wait()
	if d.Totals.Net == p.refuse {
		return billing.Printed{}, errJam
	}
	return p.paper.Print(ctx, d)
}

// inTurn issues deposits of 1, 2, 3… on their days at once, each in its turn.
func (d *desk) inTurn(p *together, days ...civil.Date) ([]billing.Document, []error) {
	d.t.Helper()
	bills := d.billing(d.store.Billing(), p)
	docs, errs := make([]billing.Document, len(days)), make([]error, len(days))
	p.all.Add(len(days))
	var turn *billing.Turn
	var work sync.WaitGroup
	for i, on := range days {
		draft, err := bills.DraftDeposit(d.ctx, d.kivu.ID, eur(int64(i+1)), nil, "")
		d.must(err)
		turn = billing.NewTurn(turn)
		mine := turn
		work.Go(func() {
			defer mine.End()
			docs[i], errs[i] = bills.IssueInTurn(d.ctx, mine, string(draft.ID), on)
		})
	}
	work.Wait()
	return docs, errs
}

// Ensure documents that are printed side by side are numbered in their turns,
// whatever becomes of one of them.
func TestTurns(t *testing.T) {
	tenth := civil.NewDate(2026, 3, 10)
	for name, c := range map[string]struct {
		days   []civil.Date
		refuse int64
		want   []string
		why    string // of the second
	}{
		"all written":      {[]civil.Date{tenth, tenth, tenth.AddDays(1)}, 0, []string{"F2026-0001", "F2026-0002", "F2026-0003"}, ""},
		"one not printed":  {[]civil.Date{tenth, tenth, tenth}, 2, []string{"F2026-0001", "", "F2026-0002"}, "jam"},
		"one before":       {[]civil.Date{tenth, tenth.AddDays(-1), tenth}, 0, []string{"F2026-0001", "", "F2026-0002"}, "issue_before"},
		"the first is not": {[]civil.Date{tenth, tenth.AddDays(-1), tenth}, 1, []string{"", "F2026-0001", "F2026-0002"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			d := openDesk(t)
			d.clock.at = d.clock.at.AddDate(0, 1, 0)
			docs, errs := d.inTurn(&together{refuse: c.refuse}, c.days...)
			for i, want := range c.want {
				if want != "" && (errs[i] != nil || docs[i].Number != want) {
					t.Errorf("turn %d: %q, %v, want %s", i+1, docs[i].Number, errs[i], want)
				}
				if want == "" && errs[i] == nil {
					t.Errorf("turn %d was not refused: %s", i+1, docs[i].Number)
				}
			}
			switch {
			case c.why == "jam" && !errors.Is(errs[1], errJam):
				t.Errorf("the printer's error: %v", errs[1])
			case c.why == "issue_before" && !fault.Is(errs[1], c.why):
				t.Errorf("a day before the turn before: %v", errs[1])
			}
			d.sound()
		})
	}
}
