package billing

import (
	"context"
	"slices"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
)

// Redraw draws a month's draft again from what the month has now: its time, its
// fee, its expenses and the statement that stands for it. What a person put on
// the draft stays: lines of one's own, deposits taken back, disbursements, the
// discount, words and days. notes say what was left out. Faults as DraftMonth,
// and draft_of_no_month for a draft that was not drawn from a month.
func (s *Service) Redraw(ctx context.Context, ref string) (d Document, notes []*fault.Error, err error) {
	if d, err = s.draft(ctx, ref); err != nil {
		return d, nil, err
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "document.redraw", Client: d.Client, Subject: d.Buyer.Name})
	err = s.keep.Tx(ctx, func(ctx context.Context) error {
		if d, err = s.draft(ctx, ref); err == nil {
			notes, err = s.redraw(ctx, &d)
		}
		return err
	})
	return d, notes, err
}

// redraw draws a draft again and keeps it.
func (s *Service) redraw(ctx context.Context, d *Document) ([]*fault.Error, error) {
	if d.Month.IsZero() || (d.Kind != Invoice && d.Kind != Statement) {
		return nil, fault.New("draft_of_no_month").At("month")
	}
	how := drawing{without: d.Without}
	if d.Time != nil {
		how.groupBy = d.Time.GroupBy
	}
	w, err := s.draw(ctx, d.Client, d.Month, d.Kind, how)
	if err != nil {
		return nil, err
	}
	if d.Currency != w.doc.Currency && len(own(d.Lines)) > 0 {
		return nil, fault.New("currency_mixed", "a", string(w.doc.Currency), "b", string(d.Currency)).At("month")
	}
	d.redrawn(w.doc)
	w.dress(d, civil.Date{})
	return w.notes, s.keep.SaveDraft(ctx, *d)
}

// LeaveOut takes entries off the draft of a statement, for a client who does not
// agree to them: once it is issued they bear no number and may be corrected, and
// the next version states them again. Faults document_unknown, document_issued,
// entry_not_stated at "without" for one that is not on it.
func (s *Service) LeaveOut(ctx context.Context, ref string, ids []clients.ID) (d Document, notes []*fault.Error, err error) {
	if d, err = s.draft(ctx, ref); err != nil {
		return d, nil, err
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "document.redraw", Client: d.Client, Subject: d.Buyer.Name})
	err = s.keep.Tx(ctx, func(ctx context.Context) error {
		if d, err = s.draft(ctx, ref); err != nil {
			return err
		}
		for _, id := range ids {
			if d.Kind != Statement || !slices.Contains(d.Entries(), id) {
				return fault.New("entry_not_stated", "value", string(id)).At("without")
			}
		}
		d.Without = append(d.Without, ids...)
		notes, err = s.redraw(ctx, &d)
		return err
	})
	return d, notes, err
}

// own are the lines that a person put on a draft.
func own(lines []Line) []Line {
	var list []Line
	for _, l := range lines {
		if l.Nature == TakeBack || l.Typed() {
			list = append(list, l)
		}
	}
	return list
}

// redrawn takes over what fresh was drawn from, before the lines of one's own.
func (d *Document) redrawn(fresh Document) {
	paidFor := map[clients.ID]bool{} // movements that are disbursements
	for _, l := range d.Lines {
		if l.Nature == Disbursement {
			paidFor[l.Movement] = true
		}
	}
	for i, l := range fresh.Lines {
		if l.Nature == Expense && paidFor[l.Movement] {
			fresh.Lines[i].Nature = Disbursement
		}
	}
	d.Lines = append(fresh.Lines, own(d.Lines)...)
	d.Drawn, d.Time, d.Currency, d.Rounding = fresh.Drawn, fresh.Time, fresh.Currency, fresh.Rounding
	d.Refs.Statement, d.Refs.Replaces, d.Refs.Contract = fresh.Refs.Statement, fresh.Refs.Replaces, fresh.Refs.Contract
}
