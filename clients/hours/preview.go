package hours

import (
	"context"
	"slices"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/money"
)

// Preview says what a change would do to the bank of a client's month, before
// it is made: so that the client can be asked first. All are minutes.
type Preview struct {
	Client    clients.ID
	Month     civil.Month
	Policy    clients.Overage // of the contract in force, "" without one
	Available int64           // what the month has
	Used      int64           // with the change
	// Before and Overage are the month's overage without the change and with it.
	Before, Overage int64
	// Consented is what the client agreed to so far, and Missing what of the
	// overage goes beyond it where the contract asks for consent (bill, refuse).
	Consented, Missing int64
	// Price is what the overage that the change adds is sold at, with the
	// contract's coefficient, in minor units of Currency; nil while unknown.
	Price    *int64
	Currency money.Currency
}

// Added is how many minutes the change makes overage.
func (p Preview) Added() int64 { return max(0, p.Overage-p.Before) }

// Asks tells whether the client's word is missing for what the change adds.
func (p Preview) Asks() bool { return p.Added() > 0 && p.Missing > 0 }

// Refused tells whether the change would be refused as it is: the contract
// refuses overage that nobody agreed to.
func (p Preview) Refused() bool {
	return p.Policy == clients.OverageRefuse && p.Overage > max(p.Before, p.Consented)
}

// alteration is an entry before and after: no identifier before for a new one,
// none after for one that goes.
type alteration struct{ before, after Entry }

// Preview says what adding an entry would do. Faults as Add, save those of the
// person's other work.
func (s *Service) Preview(ctx context.Context, f Form) (Preview, error) {
	d, err := s.desk(ctx)
	if err != nil {
		return Preview{}, err
	}
	e, err := s.build(ctx, d, f, Entry{ID: "new"})
	if err != nil {
		return Preview{}, err
	}
	return s.previewOne(ctx, d, alteration{after: e})
}

// PreviewEdit says what changing an entry would do to the month it goes to.
func (s *Service) PreviewEdit(ctx context.Context, client, id clients.ID, f Form) (Preview, error) {
	d, err := s.desk(ctx)
	if err != nil {
		return Preview{}, err
	}
	old, err := s.keep.Entry(ctx, client, id)
	if err != nil {
		return Preview{}, err
	}
	a, err := s.altered(ctx, d, old, f)
	if err != nil {
		return Preview{}, err
	}
	return s.previewOne(ctx, d, a)
}

// PreviewEach says what EditEach would do with a change, one preview for each
// client's month in their order. Faults as EditEach, save those of locks.
func (s *Service) PreviewEach(ctx context.Context, refs []Ref, change func(*Form) error) ([]Preview, error) {
	d, err := s.desk(ctx)
	if err != nil {
		return nil, err
	}
	all := make([]alteration, len(refs))
	for i, ref := range refs {
		old, err := s.keep.Entry(ctx, ref.Client, ref.ID)
		if err != nil {
			return nil, err
		}
		f := FormOf(old)
		if err := change(&f); err != nil {
			return nil, err
		}
		if all[i], err = s.altered(ctx, d, old, f); err != nil {
			return nil, err
		}
	}
	return s.preview(ctx, d, all)
}

// altered is what an entry becomes when it is made what a form says.
func (s *Service) altered(ctx context.Context, d *desk, old Entry, f Form) (alteration, error) {
	var err error
	if f.Kind, err = s.kindAfter(ctx, d, old, f); err != nil {
		return alteration{}, err
	}
	e, err := s.build(ctx, d, f, old)
	return alteration{old, e}, err
}

// PreviewCells says what setting cells would do, one preview for each client's
// month in their order. Faults as SetCells.
func (s *Service) PreviewCells(ctx context.Context, edits []CellEdit) ([]Preview, error) {
	d, err := s.desk(ctx)
	if err != nil {
		return nil, err
	}
	var all []alteration
	for _, edit := range edits {
		p, err := s.planCell(ctx, d, edit)
		if err != nil {
			return nil, err
		}
		if p.delta == 0 {
			continue
		}
		a := alteration{before: p.old}
		if !p.gone {
			fresh := p.old
			if fresh.ID == "" {
				fresh.ID = "new"
			}
			if a.after, err = s.build(ctx, d, p.form, fresh); err != nil {
				return nil, err
			}
		}
		all = append(all, a)
	}
	return s.preview(ctx, d, all)
}

func (s *Service) previewOne(ctx context.Context, d *desk, a alteration) (Preview, error) {
	list, err := s.preview(ctx, d, []alteration{a})
	if err != nil {
		return Preview{}, err
	}
	at := slices.IndexFunc(list, func(p Preview) bool { return p.Client == a.after.Client && p.Month == a.after.Month() })
	return list[at], nil
}

// preview plays each month that the alterations touch twice, without and with
// them.
func (s *Service) preview(ctx context.Context, d *desk, all []alteration) ([]Preview, error) {
	months := map[ClientMonth]bool{}
	for _, a := range all {
		for _, e := range []Entry{a.before, a.after} {
			if e.ID != "" {
				months[ClientMonth{e.Client, e.Month()}] = true
			}
		}
	}
	var list []Preview
	for _, t := range inOrder(months) {
		c, err := s.of(ctx, d, t.Client)
		if err != nil {
			return nil, err
		}
		p, err := s.previewMonth(ctx, c, t.Month, all)
		if err != nil {
			return nil, err
		}
		list = append(list, p)
	}
	return list, nil
}

func (s *Service) previewMonth(ctx context.Context, c *clientDesk, m civil.Month, all []alteration) (Preview, error) {
	p := Preview{Client: c.ID, Month: m}
	terms := c.terms(m).Contract
	p.Currency = Currency(c.Client, terms)
	rows, err := s.keep.Rows(ctx, c.ID, m.Range())
	if err != nil {
		return p, err
	}
	without, _, err := s.banks(ctx, c, m, &monthRows{list: rows})
	if err != nil {
		return p, err
	}
	changed := alter(rows, c.ID, m, all)
	with, _, err := s.banks(ctx, c, m, &monthRows{list: changed})
	if err != nil {
		return p, err
	}
	p.Policy = overagePolicy(terms)
	p.Available, p.Used = with.Total.Available(), with.Total.Used
	p.Before, p.Overage = without.Total.Overage, with.Total.Overage
	if p.Consented, err = s.consented(ctx, c.ID, m); err != nil {
		return p, err
	}
	if asksConsent(terms) {
		p.Missing = max(0, p.Overage-p.Consented)
	}
	if p.Added() > 0 {
		p.Price = overagePrice(terms, overageShares(changed, with), overageShares(rows, without))
	}
	return p, nil
}

// alter is a month's rows with the alterations made.
func alter(rows []Row, client clients.ID, m civil.Month, all []alteration) []Row {
	rows = slices.Clone(rows)
	in := func(e Entry) bool { return e.ID != "" && e.Client == client && e.Month() == m }
	for _, a := range all {
		if in(a.before) {
			rows = slices.DeleteFunc(rows, func(r Row) bool { return r.ID == a.before.ID })
		}
		if in(a.after) {
			e := a.after
			rows = append(rows, Row{
				ID: e.ID, Person: e.Person, On: e.On, Kind: e.Kind, Level: e.Level, Hat: e.Hat,
				Seconds: e.Seconds, Rate: e.Rate, RateSource: e.RateSource,
			})
		}
	}
	slices.SortStableFunc(rows, func(a, b Row) int { return a.On.Compare(b.On) })
	return rows
}

// overagePrice is what the overage that came is sold at, nil when a rate is
// unknown.
func overagePrice(c *clients.Contract, with, without []OverageShare) *int64 {
	after, known := soldAt(c, with)
	before, knownBefore := soldAt(c, without)
	if !known || !knownBefore {
		return nil
	}
	price := after - before
	return &price
}

// soldAt prices overage as billing lines are: one for each level, hat and
// rate, the rate multiplied by the contract's coefficient.
func soldAt(c *clients.Contract, shares []OverageShare) (minor int64, known bool) {
	type line struct {
		level, hat string
		rate       int64
	}
	minutes := map[line]int64{}
	for _, o := range shares {
		if o.Rate == nil || c == nil {
			return 0, false
		}
		minutes[line{o.Level, o.Hat, *o.Rate}] += o.Minutes
	}
	for l, n := range minutes {
		rate := money.RoundHalfUp(l.rate*c.OverageCoefficient, wholeCoefficient)
		minor += money.LineAmount(n*secondsPerMinute, rate)
	}
	return minor, true
}

// wholeCoefficient is the coefficient of the level's own rate.
const wholeCoefficient = 10_000
