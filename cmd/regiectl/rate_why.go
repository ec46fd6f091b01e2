package main

import (
	"fmt"
	"io"

	"regie/clients/hours"
	"regie/clients/money"
)

type rateWhy struct {
	ofRate
	On string `placeholder:"2026-10-31"`
}

// whyJSON says which rate serves and why.
type whyJSON struct {
	AmountMinor *int64    `json:"amount_minor"`
	Currency    string    `json:"currency"`
	Source      *string   `json:"source"`
	Found       *rateJSON `json:"found"`
	Cap         *rateJSON `json:"cap"`
	// Passed are the rates that fitted too, the next best first; lost_on is what
	// the winner has over them: person, client, hat, level, or from (it is later).
	Passed []passedJSON `json:"passed"`
}

type passedJSON struct {
	rateJSON
	LostOn string `json:"lost_on"`
}

// Run says which rate an hour of such work has on a day.
func (c rateWhy) Run(e *env) error {
	r, client, err := c.read(e)
	if err != nil {
		return err
	}
	asked := hours.Asked{Client: r.Client, Level: r.Level, Hat: r.Hat, Person: r.Person}
	if asked.On, err = dayOr(c.On, e.Today, "on"); err != nil {
		return err
	}
	if client.ID == "" {
		a, err := e.House.Clients.Agency(e.Context)
		if err != nil {
			return err
		}
		asked.Currency = a.Currency
	}
	if asked.Level == "" && r.Person != "" {
		if asked.Level, err = e.House.Clients.LevelOn(e.Context, r.Person, asked.On); err != nil {
			return err
		}
	}
	f, ok, err := e.House.Hours.Why(e.Context, r.Side, asked)
	if err != nil {
		return err
	}
	v, err := e.whyRate(f, ok, asked.Currency)
	if err != nil {
		return err
	}
	return e.Print(v, func(w io.Writer) { e.writeWhy(w, v) })
}

// whyRate names a rate found and those it won over.
func (e *env) whyRate(f hours.Found, ok bool, currency money.Currency) (whyJSON, error) {
	v := whyJSON{Passed: []passedJSON{}, Currency: string(currency)}
	if !ok {
		return v, nil
	}
	found, err := e.rateRow(f.Rate)
	if err != nil {
		return v, err
	}
	v.Found, v.Currency, v.AmountMinor, v.Source = &found, found.Currency, &found.Amount, &found.Source
	if f.Cap != nil {
		capped, err := e.rateRow(*f.Cap)
		if err != nil {
			return v, err
		}
		v.Cap, v.AmountMinor, v.Source = &capped, &capped.Amount, &capped.Source
	}
	for _, r := range f.Passed {
		row, err := e.rateRow(r)
		if err != nil {
			return v, err
		}
		_, criterion := f.Rate.Against(r)
		v.Passed = append(v.Passed, passedJSON{row, string(criterion)})
	}
	return v, nil
}

func (e *env) writeWhy(w io.Writer, v whyJSON) {
	if v.Found == nil {
		fmt.Fprintln(w, e.T("hours.rate_none"))
		return
	}
	e.writeRates(w, []rateJSON{*v.Found})
	for _, r := range v.Passed {
		fmt.Fprintln(w, e.T("hours.rate_passed", "amount", money.Of(r.Amount, money.Currency(r.Currency)), "source", r.Source,
			"why", e.T("hours.rate_lost_"+r.LostOn)))
	}
	if v.Cap != nil {
		fmt.Fprintln(w, e.T("hours.rate_capped", "amount", money.Of(v.Cap.Amount, money.Currency(v.Cap.Currency))))
	}
}

type timeWhy struct {
	ofEntry
	Cost bool
}

// entryWhyJSON is what an entry was priced at, and what the table says of such
// work today.
type entryWhyJSON struct {
	ID         string   `json:"id"`
	Side       string   `json:"side"`
	RateMinor  *int64   `json:"rate_minor"`
	RateSource *string  `json:"rate_source"`
	LockedBy   []string `json:"locked_by"`
	Table      whyJSON  `json:"table"`
}

// Run says why an entry has its rate: what was frozen on it, what the table
// says, and each rate that was passed over.
func (c timeWhy) Run(e *env) error {
	entry, err := c.find(e)
	if err != nil {
		return err
	}
	side, minor, source := hours.Sale, entry.Rate, entry.RateSource
	if c.Cost {
		side, minor, source = hours.Cost, entry.Cost, entry.CostSource
	}
	f, ok, err := e.House.Hours.Why(e.Context, side, hours.Asked{
		On: entry.On, Person: entry.Person, Client: entry.Client, Hat: entry.Hat, Level: entry.Level, Currency: entry.Currency,
	})
	if err != nil {
		return err
	}
	v := entryWhyJSON{ID: string(entry.ID), Side: string(side), RateMinor: minor, RateSource: orNull(source)}
	if v.Table, err = e.whyRate(f, ok, entry.Currency); err != nil {
		return err
	}
	locks, err := e.House.Hours.Locks(e.Context, []hours.Entry{entry})
	if err != nil {
		return err
	}
	v.LockedBy = list(locks[entry.ID])
	return e.Print(v, func(w io.Writer) {
		if minor != nil {
			fmt.Fprintln(w, e.T("hours.rate_frozen", "amount", money.Of(*minor, entry.Currency), "source", source))
		}
		e.writeWhy(w, v.Table)
	})
}
