package main

import (
	"fmt"
	"io"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
	"regie/clients/money"
)

// rateCmd is the dated table of rates.
type rateCmd struct {
	Set  rateSet  `cmd:""`
	List rateList `cmd:""`
	Why  rateWhy  `cmd:""`
	Rm   rateRm   `cmd:""`
}

// ofRate are the keys of a rate.
type ofRate struct {
	Client string `placeholder:"KEY"`
	Level  string `placeholder:"senior"`
	Hat    string `placeholder:"writer"`
	Who    string `placeholder:"NAME"`
	Cost   bool
}

func (o ofRate) read(e *env) (r hours.Rate, c clients.Client, err error) {
	r.Side = hours.Sale
	if o.Cost {
		r.Side = hours.Cost
	}
	if o.Client != "" {
		if c, err = e.Client(o.Client); err != nil {
			return r, c, err
		}
		r.Client = c.ID
	}
	if r.Level, err = e.levelKey(o.Level); err != nil {
		return r, c, err
	}
	if o.Hat != "" {
		h, err := e.House.Clients.Hat(e.Context, o.Hat)
		if err != nil {
			return r, c, err
		}
		r.Hat = h.Key
	}
	if o.Who != "" {
		p, err := e.House.Clients.StaffByName(e.Context, o.Who)
		if err != nil {
			return r, c, err
		}
		r.Person = p.ID
	}
	return r, c, nil
}

type rateJSON struct {
	ID       string  `json:"id"`
	Side     string  `json:"side"`
	From     string  `json:"from"`
	Client   *string `json:"client"`
	Level    *string `json:"level"`
	Hat      *string `json:"hat"`
	Person   *string `json:"person"`
	Amount   int64   `json:"amount_minor"`
	Currency string  `json:"currency"`
	Source   string  `json:"source"`
}

func (e *env) rateRow(r hours.Rate) (rateJSON, error) {
	v := rateJSON{
		ID: string(r.ID), Side: string(r.Side), From: r.From.String(), Level: orNull(r.Level), Hat: orNull(r.Hat),
		Amount: r.Amount.Minor, Currency: string(r.Amount.Currency),
	}
	if r.Client != "" {
		c, err := e.House.Clients.Client(e.Context, r.Client)
		if err != nil {
			return v, err
		}
		v.Client = &c.Key
	}
	if r.Person != "" {
		p, err := e.House.Clients.StaffByID(e.Context, r.Person)
		if err != nil {
			return v, err
		}
		v.Person = &p.Name
	}
	var err error
	v.Source, err = e.House.Hours.SourceOf(e.Context, r)
	return v, err
}

func (e *env) writeRates(w io.Writer, rates []rateJSON) {
	rows := [][]string{{e.T("hours.rate"), e.T("hours.rate_from"), e.T("hours.person"), e.T("hours.client"), e.T("hours.hat"), e.T("hours.level"), "", "id"}}
	text := func(s *string) string {
		if s == nil {
			return "·"
		}
		return *s
	}
	for _, r := range rates {
		rows = append(rows, []string{
			e.Printer.Money(money.Of(r.Amount, money.Currency(r.Currency))), r.From, text(r.Person), text(r.Client),
			text(r.Hat), text(r.Level), e.T("hours.side_" + r.Side), r.ID,
		})
	}
	e.Table(w, rows)
}

type rateSet struct {
	Amount string `required:"" placeholder:"75EUR"`
	From   string `required:"" placeholder:"2026-01-01"`
	ofRate
}

// Run adds a rate from a day on; open entries take it, locked ones keep theirs.
func (c rateSet) Run(e *env) error {
	r, client, err := c.read(e)
	if err != nil {
		return err
	}
	currency := client.Currency
	if currency == "" {
		a, err := e.House.Clients.Agency(e.Context)
		if err != nil {
			return err
		}
		currency = a.Currency
	}
	if r.Amount, err = e.amount(c.Amount, "amount", currency); err != nil {
		return err
	}
	if r.From, err = monthOrDay(c.From, civil.Date{}); err != nil {
		return err
	}
	r, n, err := e.House.Hours.SetRate(e.Context, r)
	if err != nil {
		return err
	}
	v, err := e.rateRow(r)
	if err != nil {
		return err
	}
	return e.Print(v, func(w io.Writer) {
		e.writeRates(w, []rateJSON{v})
		if n > 0 {
			fmt.Fprintln(w, e.Printer.N("hours.repriced", n))
		}
	})
}

// monthOrDay reads --from: a day, or a month as its first; otherwise where
// nothing was said.
func monthOrDay(s string, otherwise civil.Date) (civil.Date, error) {
	if m, err := civil.ParseMonth(s); err == nil {
		return m.First(), nil
	}
	return dayOr(s, otherwise, "from")
}

type rateList struct{ ofRate }

// Run lists the rates, those that name what the flags name.
func (c rateList) Run(e *env) error {
	want, _, err := c.read(e)
	if err != nil {
		return err
	}
	all, err := e.House.Hours.Rates(e.Context)
	if err != nil {
		return err
	}
	rows := []rateJSON{}
	for _, r := range all {
		if (c.Cost && r.Side != hours.Cost) || (want.Client != "" && want.Client != r.Client) || (want.Level != "" && want.Level != r.Level) ||
			(want.Hat != "" && want.Hat != r.Hat) || (want.Person != "" && want.Person != r.Person) {
			continue
		}
		v, err := e.rateRow(r)
		if err != nil {
			return err
		}
		rows = append(rows, v)
	}
	return e.Print(rows, func(w io.Writer) { e.writeRates(w, rows) })
}

type rateRm struct {
	ID string `arg:"" name:"id"`
}

// Run takes a rate off the table; entries keep what they were priced at.
func (c rateRm) Run(e *env) error {
	all, err := e.House.Hours.Rates(e.Context)
	if err != nil {
		return err
	}
	for _, r := range all {
		if string(r.ID) != c.ID {
			continue
		}
		v, err := e.rateRow(r)
		if err != nil {
			return err
		}
		if err := e.House.Hours.RemoveRate(e.Context, r.ID); err != nil {
			return err
		}
		return e.Print(v, func(w io.Writer) { e.writeRates(w, []rateJSON{v}) })
	}
	return fault.New("rate_unknown", "value", c.ID).At("id")
}
