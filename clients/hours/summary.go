package hours

import (
	"context"
	"slices"
	"strings"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
)

// Summary is a client's month: what was worked, what it comes to under the
// contract's rounding, and the same broken down. All parts add up to the bill.
type Summary struct {
	Client clients.ID
	Month  civil.Month
	Bill
	Rows     []Row // the month's entries, in order
	Rounding clients.Rounding
	Days     []Part
	Hats     []Part
	Levels   []Part
	Persons  []Part
}

// Summary gives a client's month.
func (s *Service) Summary(ctx context.Context, client clients.ID, m civil.Month) (Summary, error) {
	c, err := s.clientDesk(ctx, client)
	if err != nil {
		return Summary{}, err
	}
	rows, err := s.keep.Rows(ctx, client, m.Range())
	if err != nil {
		return Summary{}, err
	}
	terms := c.terms(m)
	return summarize(client, m, rows, terms.Rounding(), Currency(c.Client, terms.Contract)), nil
}

func summarize(client clients.ID, m civil.Month, rows []Row, rule clients.Rounding, currency money.Currency) Summary {
	b := MakeBill(rows, rule, currency)
	return Summary{
		Client: client, Month: m, Bill: b, Rows: rows, Rounding: rule,
		Days: b.Parts(rows, ByDay), Hats: b.Parts(rows, ByHat), Levels: b.Parts(rows, ByLevel), Persons: b.Parts(rows, ByPerson),
	}
}

// Overview sums a month for every client, in one query, for the control room.
func (s *Service) Overview(ctx context.Context, m civil.Month) ([]ClientUse, error) {
	return s.keep.ClientUses(ctx, m)
}

// Use gives what a month used of one client's time.
func (s *Service) Use(ctx context.Context, client clients.ID, m civil.Month) (ClientUse, error) {
	return s.keep.ClientUse(ctx, client, m)
}

// Rates lists the rate table.
func (s *Service) Rates(ctx context.Context) ([]Rate, error) { return s.keep.Rates(ctx) }

// Why says which rate serves and which others fitted; ok is false when none does.
func (s *Service) Why(ctx context.Context, side Side, a Asked) (f Found, ok bool, err error) {
	rates, err := s.keep.Rates(ctx)
	if err != nil {
		return f, false, err
	}
	if a.Currency == "" && a.Client != "" {
		c, err := s.clientDesk(ctx, a.Client)
		if err != nil {
			return f, false, err
		}
		a.Currency = Currency(c.Client, InForce(c.contracts, a.On))
	}
	f, ok = Find(rates, side, a)
	return f, ok, nil
}

// SetRate adds a rate. Entries from its first day on that are open and that it
// serves best take it; locked ones keep theirs. Faults rate_exists,
// rate_negative, rate_currency, date_empty, currency_unknown, hat_unknown,
// level_unknown, staff_unknown. It returns how many entries took it.
func (s *Service) SetRate(ctx context.Context, r Rate) (Rate, int, error) {
	var n int
	ctx = clients.Doing(ctx, clients.Act{Kind: "rate.set", Client: r.Client, Subject: r.Amount.String()})
	err := s.keep.Tx(ctx, func(ctx context.Context) error {
		d, err := s.desk(ctx)
		if err != nil {
			return err
		}
		if err := s.checkRate(ctx, d, r); err != nil {
			return err
		}
		r.ID = s.newID()
		if err := s.keep.SaveRate(ctx, r); err != nil {
			return err
		}
		d.rates = append(d.rates, r)
		n, err = s.reprice(ctx, d, r)
		return err
	})
	return r, n, err
}

func (s *Service) checkRate(ctx context.Context, d *desk, r Rate) error {
	switch {
	case r.From.IsZero():
		return fault.New("date_empty").At("from")
	case r.Amount.Minor < 0:
		return fault.New("rate_negative", "amount", r.Amount).At("amount")
	case !r.Amount.Currency.Known():
		return fault.New("currency_unknown", "value", string(r.Amount.Currency)).At("amount")
	}
	if _, ok := d.hats[r.Hat]; r.Hat != "" && !ok {
		return fault.New("hat_unknown", "value", r.Hat).At("hat")
	}
	if r.Level != "" && !d.levels[r.Level] {
		return fault.New("level_unknown", "value", r.Level).At("level")
	}
	if _, ok := d.staff[r.Person]; r.Person != "" && !ok {
		return fault.New("staff_unknown", "value", string(r.Person)).At("who")
	}
	if r.Client == "" {
		return nil
	}
	c, err := s.of(ctx, d, r.Client)
	if err != nil {
		return err
	}
	terms := InForce(c.contracts, r.From)
	if terms == nil && len(c.contracts) > 0 {
		terms = &c.contracts[len(c.contracts)-1]
	}
	if want := Currency(c.Client, terms); want != r.Amount.Currency {
		return fault.New("rate_currency", "client", c.Name, "currency", string(want), "given", string(r.Amount.Currency)).At("amount")
	}
	return nil
}

// reprice looks the rates of open entries up again from a rate's first day on.
func (s *Service) reprice(ctx context.Context, d *desk, r Rate) (int, error) {
	entries, err := s.keep.Entries(ctx, Filter{
		Client: r.Client, Person: r.Person, Hat: r.Hat,
		Days: civil.Range{From: r.From, To: civil.NewDate(civil.LastYear, 12, 31)},
	})
	if err != nil {
		return 0, err
	}
	locks, err := s.Locks(ctx, entries)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, e := range entries {
		if e.Running || len(locks[e.ID]) > 0 || (r.Level != "" && r.Level != e.Level) {
			continue
		}
		if _, err := s.of(ctx, d, e.Client); err != nil {
			return n, err
		}
		was := e
		d.price(&e)
		if same(was.Rate, e.Rate) && same(was.Cost, e.Cost) && was.RateSource == e.RateSource && was.CostSource == e.CostSource {
			continue
		}
		if err := s.keep.SaveEntry(ctx, e); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

func same(a, b *int64) bool {
	return (a == nil) == (b == nil) && (a == nil || *a == *b)
}

// RemoveRate takes a rate off the table; entries keep what they were priced at.
func (s *Service) RemoveRate(ctx context.Context, id clients.ID) error {
	ctx = clients.Doing(ctx, clients.Act{Kind: "rate.remove"})
	return s.keep.Tx(ctx, func(ctx context.Context) error {
		rates, err := s.keep.Rates(ctx)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(rates, func(r Rate) bool { return r.ID == id }) {
			return fault.New("rate_unknown", "value", strings.TrimSpace(string(id))).At("id")
		}
		return s.keep.RemoveRate(ctx, id)
	})
}

// SourceOf writes where a rate comes from, with names, as entries keep it.
func (s *Service) SourceOf(ctx context.Context, r Rate) (string, error) {
	d, err := s.desk(ctx)
	if err != nil {
		return "", err
	}
	if r.Client != "" {
		if _, err := s.of(ctx, d, r.Client); err != nil {
			return "", err
		}
	}
	return d.Source(r), nil
}
