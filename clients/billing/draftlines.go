package billing

import (
	"context"
	"slices"

	"regie/clients"
	"regie/clients/budget"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
	"regie/clients/money"
)

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
	if !w.fee() {
		return nil
	}
	billed, err := s.feesBilled(ctx, w.doc)
	if err != nil {
		return err
	}
	category, rate := w.rate(w.today)
	for _, c := range w.contracts {
		days, ok := w.feeDays(c)
		if !ok {
			continue
		}
		if number := billedOn(billed, days); number != "" {
			w.billed = number
			continue
		}
		l := Line{
			Nature: Fee, Quantity: One, Unit: Piece, Price: c.Fee.Minor, Category: category, Rate: rate, Month: w.month, Terms: c.ID, Days: days,
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
			w.billed = number
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
