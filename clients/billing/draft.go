package billing

import (
	"cmp"
	"context"
	"slices"

	"regie/clients"
	"regie/clients/budget"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
	"regie/clients/money"
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
	w, err := s.draw(ctx, client, m, kind, groupBy, false)
	if err != nil {
		return Document{}, nil, err
	}
	d, err := s.keepDraft(ctx, w.desk, w.doc)
	return d, w.notes, err
}

// draw makes a month's document without keeping it; billed takes in what stands
// on other documents too, for a sketch that is only looked at.
func (s *Service) draw(ctx context.Context, client clients.ID, m civil.Month, kind Kind, groupBy string, billed bool) (*monthWork, error) {
	k, err := s.deskOf(ctx, client)
	if err != nil {
		return nil, err
	}
	w := &monthWork{desk: k, month: m, doc: s.newDraft(k, kind), sketch: billed}
	w.doc.Month, w.doc.Period = m, m.Range()
	if err := s.readMonth(ctx, w, cmp.Or(groupBy, k.terms.GroupBy, GroupHat)); err != nil {
		return nil, err
	}
	if err := s.fillMonth(ctx, w); err != nil {
		return nil, err
	}
	if len(w.doc.Lines) == 0 {
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
	if from != nil && w.doc.Kind == Invoice {
		w.doc.Refs.Statement = from.Number
	} else if from != nil {
		w.doc.Refs.Replaces = from.Number
	}
	all, err := s.time.List(ctx, hours.Filter{Client: w.client.ID, Days: w.month.Range()})
	if err != nil {
		return err
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
		case e.Seconds == 0:
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

// fillMonth puts the lines on the document.
func (s *Service) fillMonth(ctx context.Context, w *monthWork) error {
	if w.doc.Kind == Invoice {
		if err := s.feeLines(ctx, w); err != nil {
			return err
		}
	}
	w.contractLines()
	w.rateLines(hours.Extra, nil)
	if w.doc.Kind == Invoice {
		if err := s.expenseLines(ctx, w); err != nil {
			return err
		}
	}
	if !slices.ContainsFunc(w.doc.Lines, Line.Priced) && w.doc.Kind == Invoice {
		w.doc.Lines = nil
	}
	on := map[clients.ID]bool{}
	for _, id := range w.doc.Entries() {
		on[id] = true
	}
	if len(on) > 0 {
		w.doc.Drawn = fingerprint(slices.DeleteFunc(slices.Clone(w.entries), func(e hours.Entry) bool { return !on[e.ID] }))
	}
	return nil
}

// feeLines adds the fee of each version in force, prorated by calendar days
// (half up) where the terms begin or end inside the month.
func (s *Service) feeLines(ctx context.Context, w *monthWork) error {
	category, rate := w.rate(w.today)
	for _, c := range w.contracts {
		days, ok := w.feeDays(c)
		if !ok {
			continue
		}
		number, err := s.keep.Claimed(ctx, w.client.ID, ClaimFee, feeRef(w.month, c.ID))
		if err != nil {
			return err
		}
		if number != "" {
			w.billed = number
			continue
		}
		l := Line{
			Nature: Fee, Quantity: One, Unit: Piece, Price: c.Fee.Minor, Category: category, Rate: rate, Month: w.month, Terms: c.ID,
			Description: w.words.T("billing.line_fee", "month", w.month),
		}
		if c.Name != "" {
			l.Description = w.words.T("billing.line_fee_named", "name", c.Name, "month", w.month)
		}
		if days.Days() != w.month.Days() {
			l.Price = money.MulDiv(c.Fee.Minor, int64(days.Days()), int64(w.month.Days()))
			l.Detail = w.words.T("billing.line_prorated", "range", days, "days", w.words.N("common.n_days", days.Days()), "of", w.month.Days())
		}
		l.Price = money.DocumentRound(money.Of(l.Price, w.doc.Currency)).Minor
		w.doc.Lines = append(w.doc.Lines, l)
	}
	return nil
}

func feeRef(m civil.Month, terms clients.ID) string { return m.String() + ":" + string(terms) }

// rateLines adds priced hours of a kind, a line for each level, hat and rate,
// less the minutes of entries that are billed beyond the bank.
func (w *monthWork) rateLines(kind hours.Kind, beyond map[clients.ID]int64) {
	category, rate := w.rate(w.today)
	for _, l := range w.bill.Lines {
		if l.Kind != kind {
			continue
		}
		line := w.hourLine(l.Level, l.Hat, Hours, "billing.line_hours")
		if l.Kind == hours.Extra && w.fee() {
			line = w.hourLine(l.Level, l.Hat, Extra, "billing.line_extra")
		}
		line.Quantity, line.BilledSeconds = l.Minutes, l.BilledSeconds
		line.Category, line.Rate, line.RateSource = category, rate, l.RateSource
		if l.Rate != nil {
			line.Price = *l.Rate
		}
		minutes, _ := l.Shares(w.rows)
		for n, i := range l.Rows {
			id := w.rows[i].ID
			if over := min(beyond[id], minutes[n]); over > 0 {
				line.Quantity, line.BilledSeconds = line.Quantity-over, 0 // the rest is whole minutes
			}
			if !w.out[id] && !w.overOnly[id] {
				line.Entries = append(line.Entries, id)
				line.RawMinutes += w.rows[i].Seconds
			}
		}
		if len(line.Entries) == 0 { // all of it is left out, or stands beyond the bank
			continue
		}
		line.RawMinutes = money.RoundHalfUp(line.RawMinutes, 60) // summed in seconds
		line.Info = line.Quantity == 0                           // rounded away: shown, and taken with the rest
		w.doc.Lines = append(w.doc.Lines, line)
	}
}

func (w *monthWork) hourLine(level, hat string, nature Nature, key string) Line {
	return Line{
		Nature: nature, Unit: Hour, Level: level, Hat: hat, Month: w.month,
		Description: w.words.T(key, "hat", label(w.hats, hat), "level", label(w.levels, level)),
	}
}

// expenseLines adds what was spent for the client and is billed on. A spend
// below zero, or in another currency, is left for a person to bill.
func (s *Service) expenseLines(ctx context.Context, w *monthWork) error {
	moves, err := s.purse.Movements(ctx, w.client.ID, w.month.Range())
	if err != nil {
		return err
	}
	slices.Reverse(moves) // oldest first
	category, rate := w.rate(w.today)
	for _, m := range moves {
		if m.Kind != budget.Spend || !m.Rebillable || m.LineMinor == 0 {
			continue
		}
		number, err := s.keep.Claimed(ctx, w.client.ID, ClaimMovement, string(m.ID))
		if err != nil {
			return err
		}
		if number != "" {
			continue
		}
		of, _, err := s.purse.Line(ctx, w.client.ID, m.Line)
		if err != nil {
			return err
		}
		if m.LineMinor < 0 || of.Currency != w.doc.Currency {
			w.note(fault.New("left_expense", "label", m.Label, "amount", money.Of(m.LineMinor, of.Currency)).At("budget"))
			continue
		}
		w.doc.Lines = append(w.doc.Lines, Line{
			Nature: Expense, Unit: Piece, Quantity: One, Price: money.DocumentRound(money.Of(m.LineMinor, w.doc.Currency)).Minor, Category: category, Rate: rate, Movement: m.ID,
			Description: w.words.T("billing.line_expense", "kind", fault.Key("budget.kind_"+string(of.Kind)), "label", m.Label),
			Detail:      w.expenseDetail(m),
		})
	}
	return nil
}

func (w *monthWork) expenseDetail(m budget.Movement) string {
	if m.Supplier == "" {
		return w.words.T("billing.line_expense_on", "date", m.On)
	}
	return w.words.T("billing.line_expense_from", "date", m.On, "supplier", m.Supplier)
}
