package billing

import (
	"cmp"
	"context"
	"slices"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
)

// newDraft is an empty draft for the client.
func (s *Service) newDraft(k *desk, kind Kind) Document {
	return Document{
		ID: s.newID(), Client: k.client.ID, Kind: kind, Lang: k.client.Lang, Currency: k.client.Currency,
		Nature: "S1", State: Draft, CreatedAt: s.now().UTC(),
		Rounding: hours.MonthTerms{}.Rounding(), Refs: Refs{Order: k.terms.Order}, Delivery: k.terms.Delivery,
	}
}

// NewDraft makes an empty draft to be filled with free lines: an invoice, a
// quote or a deposit. Faults client_unknown, client_internal.
func (s *Service) NewDraft(ctx context.Context, client clients.ID, kind Kind) (Document, error) {
	k, err := s.deskOf(ctx, client)
	if err != nil {
		return Document{}, err
	}
	d := s.newDraft(k, kind)
	return s.keepDraft(ctx, k, d)
}

// keepDraft dresses a draft and writes it.
func (s *Service) keepDraft(ctx context.Context, k *desk, d Document) (Document, error) {
	k.dress(&d, civil.Date{})
	ctx = clients.Doing(ctx, clients.Act{Kind: "document.draft", Client: d.Client, Subject: k.client.Name})
	err := s.keep.Tx(ctx, func(ctx context.Context) error { return s.keep.SaveDraft(ctx, d) })
	return d, err
}

// DraftMonth draws an invoice of all that a client's month has to bill: the
// fee, consented overage, hours outside the contract or, without a fee, all
// hours by level and rate, and the expenses that are billed on. A statement
// that stands for the month is invoiced as it is. notes say what was left out.
// Faults at "month": nothing_to_bill, billed_already, currency_mixed.
func (s *Service) DraftMonth(ctx context.Context, client clients.ID, m civil.Month) (d Document, notes []*fault.Error, err error) {
	return s.draftMonth(ctx, client, m, Invoice, "")
}

// DraftStatement draws a statement of a client's month: the time alone, broken
// down by hat, level, day or person (empty: the client's way). One that was
// issued before, and not invoiced, is replaced when this one is issued. Faults
// as DraftMonth.
func (s *Service) DraftStatement(ctx context.Context, client clients.ID, m civil.Month, groupBy string) (d Document, notes []*fault.Error, err error) {
	if groupBy != "" && !slices.Contains(GroupsBy(), groupBy) {
		return d, nil, fault.New("choice_unknown", "value", groupBy, "choices", GroupsBy()).At("by")
	}
	return s.draftMonth(ctx, client, m, Statement, groupBy)
}

func (s *Service) draftMonth(ctx context.Context, client clients.ID, m civil.Month, kind Kind, groupBy string) (Document, []*fault.Error, error) {
	w, err := s.draw(ctx, client, m, kind, drawing{groupBy: groupBy})
	if err != nil {
		return Document{}, nil, err
	}
	d, err := s.keepDraft(ctx, w.desk, w.doc)
	return d, w.notes, err
}

// drawing is how a month's document is drawn.
type drawing struct {
	groupBy string       // empty: the client's way
	without []clients.ID // entries that a statement leaves out
	// sketch takes in what stands on other documents too, for one that is only
	// looked at.
	sketch bool
}

// draw makes a month's document without keeping it.
func (s *Service) draw(ctx context.Context, client clients.ID, m civil.Month, kind Kind, how drawing) (*monthWork, error) {
	k, err := s.deskOf(ctx, client)
	if err != nil {
		return nil, err
	}
	w := &monthWork{desk: k, month: m, doc: s.newDraft(k, kind), sketch: how.sketch}
	w.doc.Month, w.doc.Period, w.doc.Without = m, m.Range(), how.without
	if err := s.readMonth(ctx, w, cmp.Or(how.groupBy, k.terms.GroupBy, GroupHat)); err != nil {
		return nil, err
	}
	if err := s.fillMonth(ctx, w); err != nil {
		return nil, err
	}
	if len(w.doc.Lines) == 0 && len(w.doc.Without) == 0 {
		if w.billed != "" {
			return nil, fault.New("billed_already", "number", w.billed, "client", k.client.Name, "month", m).At("month")
		}
		return nil, fault.New("nothing_to_bill", "client", k.client.Name, "month", m).At("month")
	}
	return w, nil
}

// monthWork is a month's document while it is drawn.
type monthWork struct {
	*desk
	month     civil.Month
	doc       Document
	contracts []clients.Contract
	terms     hours.MonthTerms
	entries   []hours.Entry // those to bill, in order
	rows      []hours.Row
	bill      hours.Bill
	over      []hours.OverageShare
	bank      *hours.Bank
	sketch    bool                 // takes billed entries too
	billed    string               // a number that others of the month's entries bear
	before    map[clients.ID]int64 // minutes beyond the bank that other invoices bill
	out       map[clients.ID]bool  // beyond the bank without consent: left free
	overOnly  map[clients.ID]bool  // beyond the bank, whole on a line of overage
	notes     []*fault.Error
}

func (w *monthWork) note(f *fault.Error) { w.notes = append(w.notes, f) }

// fee tells whether the month has one.
func (w *monthWork) fee() bool {
	return slices.ContainsFunc(w.contracts, func(c clients.Contract) bool {
		_, ok := w.feeDays(c)
		return ok
	})
}

// feeDays are the days of the month a version's fee is due for.
func (w *monthWork) feeDays(c clients.Contract) (civil.Range, bool) {
	i := slices.IndexFunc(w.contracts, func(o clients.Contract) bool { return o.ID == c.ID })
	span := clients.TermsSpan(w.contracts, i)
	if span.To.IsZero() {
		span.To = w.month.Last()
	}
	days, ok := w.month.Range().Intersect(span)
	return days, ok && c.Fee != nil
}
