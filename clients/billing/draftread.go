package billing

import (
	"context"
	"slices"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
)

// readMonth reads the terms and the time of the month.
func (s *Service) readMonth(ctx context.Context, w *monthWork, groupBy string) error {
	var err error
	if w.contracts, err = s.house.Contracts(ctx, w.client.ID); err != nil {
		return err
	}
	w.terms = hours.TermsOf(w.contracts, w.month)
	w.doc.Currency = hours.Currency(w.client, w.terms.Contract)
	w.doc.Rounding = w.terms.Rounding()
	if c := w.terms.Contract; c != nil {
		w.doc.Refs.Contract = c.Name
	}
	from, err := s.standing(ctx, w.client.ID, w.month)
	if err != nil {
		return err
	}
	all, err := s.time.List(ctx, hours.Filter{Client: w.client.ID, Days: w.month.Range()})
	if err != nil {
		return err
	}
	switch {
	case from == nil:
	case w.doc.Kind == Invoice:
		w.doc.Refs.Statement = from.Number
	case from.billedIn(all):
		from = nil // an invoice stands on it: this one is beside it
	default:
		w.doc.Refs.Replaces = from.Number
	}
	if err := w.choose(all, from); err != nil {
		return err
	}
	w.bill = hours.MakeBill(w.rows, w.doc.Rounding, w.doc.Currency)
	if err := s.readBank(ctx, w); err != nil {
		return err
	}
	w.doc.Time = w.account(groupBy)
	return nil
}

// standing is the statement of a month that is neither replaced nor invoiced.
func (s *Service) standing(ctx context.Context, client clients.ID, m civil.Month) (*Document, error) {
	all, err := s.keep.Documents(ctx, Filter{Client: client, Kinds: []Kind{Statement}, Month: m, Issued: true})
	if err != nil {
		return nil, err
	}
	for i := len(all) - 1; i >= 0; i-- {
		if st := all[i].State; st == Issued || st == Signed {
			return &all[i], nil
		}
	}
	return nil, nil
}

// billedIn tells whether some of a statement's entries stand on an invoice.
func (d Document) billedIn(all []hours.Entry) bool {
	ids := map[clients.ID]bool{}
	for _, id := range d.Entries() {
		ids[id] = true
	}
	return slices.ContainsFunc(all, func(e hours.Entry) bool {
		return ids[e.ID] && e.Document != "" && e.Document != d.Number
	})
}

// choose takes the entries to bill: those that bear no number, or that of the
// statement. An invoice from a statement bills what stands on it and no more.
func (w *monthWork) choose(all []hours.Entry, from *Document) error {
	stated := map[clients.ID]bool{}
	if from != nil {
		for _, id := range from.Entries() {
			stated[id] = true
		}
	}
	running := 0
	for _, e := range all {
		mine := e.Document == "" || w.sketch
		if from != nil {
			// After a credit note the entries of a statement bear no number.
			mine = e.Document == from.Number || (mine && (w.doc.Kind == Statement || stated[e.ID]))
		}
		switch {
		case e.Running:
			running++
			continue
		case e.Seconds == 0 || slices.Contains(w.doc.Without, e.ID):
			continue
		case !mine && e.Document != "":
			w.billed = e.Document
			continue
		case !mine:
			continue
		case e.Rate != nil && e.Kind != hours.Free && e.Currency != w.doc.Currency:
			return fault.New("currency_mixed", "a", string(w.doc.Currency), "b", string(e.Currency)).At("month")
		}
		w.entries = append(w.entries, e)
		w.rows = append(w.rows, hours.Row{
			ID: e.ID, Person: e.Person, On: e.On, Kind: e.Kind, Level: e.Level, Hat: e.Hat,
			Seconds: e.Seconds, Rate: e.Rate, RateSource: e.RateSource, Settle: e.Settle,
		})
	}
	if running > 0 {
		w.note(fault.New("left_running", "count", running).At("time"))
	}
	return nil
}

// readBank reads the month's bank and its overage where hours are sold ahead.
func (s *Service) readBank(ctx context.Context, w *monthWork) error {
	c := w.terms.Contract
	if c == nil || w.terms.Minutes == 0 {
		return nil
	}
	b, err := s.time.Bank(ctx, w.client.ID, w.month)
	if err != nil {
		return err
	}
	w.bank = &b
	if b.Total.Overage == 0 {
		return nil
	}
	if w.over, err = s.time.Overages(ctx, w.client.ID, w.month); err != nil {
		return err
	}
	if w.doc.Kind == Invoice && !w.sketch {
		w.before, err = s.billedBeyond(ctx, w.doc)
	}
	return err
}

// billedBeyond is how many minutes of which entries the other invoices of a
// document's month bill beyond the bank, less the lines taken back whole.
func (s *Service) billedBeyond(ctx context.Context, d Document) (map[clients.ID]int64, error) {
	minutes := map[clients.ID]int64{}
	others, err := s.keep.Documents(ctx, Filter{Client: d.Client, Kinds: []Kind{Invoice}, Month: d.Month, Issued: true})
	if err != nil {
		return nil, err
	}
	for _, o := range others {
		parts, err := s.beyondOf(ctx, o)
		if err != nil {
			return nil, err
		}
		for id, n := range parts {
			minutes[id] += n
		}
	}
	return minutes, nil
}

// beyondOf is what an invoice bills of which entries beyond the bank, less the
// lines that are taken back whole.
func (s *Service) beyondOf(ctx context.Context, d Document) (map[clients.ID]int64, error) {
	if !slices.ContainsFunc(d.Lines, func(l Line) bool { return len(l.Beyond) > 0 }) {
		return nil, nil
	}
	var credits []Document
	if d.CreditedMinor > 0 {
		var err error
		if credits, err = s.creditsOf(ctx, d); err != nil {
			return nil, err
		}
	}
	minutes, left := map[clients.ID]int64{}, whatIsLeft(d, credits)
	for _, l := range d.Lines {
		for _, b := range l.Beyond {
			if left[l.No].quantity != 0 {
				minutes[b.Entry] += b.Minutes
			}
		}
	}
	return minutes, nil
}
