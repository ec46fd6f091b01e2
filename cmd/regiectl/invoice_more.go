package main

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"strconv"

	"regie/clients"
	"regie/clients/billing"
	"regie/clients/fault"
	"regie/clients/money"
)

type invoiceJournal struct {
	Month  string `placeholder:"2026-10"`
	From   string `placeholder:"2026-01-01"`
	To     string `placeholder:"2026-12-31"`
	Format string `default:"csv" placeholder:"csv|fec"`
	Out    string `short:"o" placeholder:"FILE"`
}

type postingJSON struct {
	On       string  `json:"on"`
	Number   string  `json:"number"`
	Account  string  `json:"account"`
	Client   *string `json:"client_account"`
	Words    string  `json:"label"`
	Debit    int64   `json:"debit_minor"`
	Credit   int64   `json:"credit_minor"`
	Currency string  `json:"currency"`
}

// Run writes the sales journal as CSV or in the columns of a FEC.
func (c invoiceJournal) Run(e *env) error {
	m, err := monthOr(c.Month, e.Today.InMonth())
	if err != nil {
		return err
	}
	days := m.Range()
	if days.From, err = dayOr(c.From, days.From, "from"); err != nil {
		return err
	}
	if days.To, err = dayOr(c.To, days.To, "to"); err != nil {
		return err
	}
	list, err := e.House.Billing.Journal(e.Context, days)
	if err != nil {
		return err
	}
	agency, err := e.House.Clients.Agency(e.Context)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	switch c.Format {
	case "csv":
		err = billing.WriteJournal(&b, list, e.Printer)
	case "fec":
		err = billing.WriteFEC(&b, list, agency.Currency)
	default:
		err = fault.New("choice_unknown", "value", c.Format, "choices", []string{"csv", "fec"}).At("format")
	}
	if err != nil {
		return err
	}
	if c.Out != "" {
		if err := writeOut(c.Out, b.Bytes()); err != nil {
			return err
		}
	}
	rows := []postingJSON{}
	for _, p := range list {
		rows = append(rows, postingJSON{p.On.String(), p.Number, p.Account, orNull(p.Aux), p.Words, p.Debit, p.Credit, string(p.Currency)})
	}
	return e.Print(rows, func(w io.Writer) {
		if c.Out == "" {
			_, _ = w.Write(b.Bytes()) // a strings.Builder takes everything
		}
	})
}

type invoiceLate struct {
	Number string `arg:""`
	On     string `placeholder:"2026-12-15"`
}

type lateJSON struct {
	Number    string `json:"number"`
	On        string `json:"on"`
	Days      int    `json:"days"`
	Due       int64  `json:"due_minor"`
	Interest  int64  `json:"interest_minor"`
	Indemnity int64  `json:"indemnity_minor"`
	Currency  string `json:"currency"`
}

// Run works out what an invoice's lateness costs on a day.
func (c invoiceLate) Run(e *env) error {
	on, err := dayOr(c.On, e.Today, "on")
	if err != nil {
		return err
	}
	d, err := e.House.Billing.Document(e.Context, c.Number)
	if err != nil {
		return err
	}
	l, err := e.House.Billing.Late(e.Context, d, on)
	if err != nil {
		return err
	}
	v := lateJSON{d.Number, on.String(), l.Days, d.DueMinor(), l.Interest, l.Indemnity, string(d.Currency)}
	return e.Print(v, func(w io.Writer) {
		if l == (billing.Late{}) {
			fmt.Fprintln(w, e.T("billing.late_none"))
			return
		}
		key := "billing.late_line"
		if l.Days == 0 { // nothing is due any more
			key = "billing.late_paid"
		}
		fmt.Fprintln(w, e.T(key, "days", e.Printer.N("common.n_days", l.Days), "interest", money.Of(l.Interest, d.Currency), "indemnity", money.Of(l.Indemnity, d.Currency)))
	})
}

type profitJSON struct {
	Key       string `json:"key"`
	Currency  string `json:"currency"`
	Minutes   int64  `json:"minutes"`
	Revenue   int64  `json:"revenue_minor"`
	Cost      int64  `json:"cost_minor"`
	Margin    *int64 `json:"margin_minor"` // null while nothing is invoiced
	Effective *int64 `json:"effective_rate_minor"`
	Uncosted  int    `json:"uncosted"`
	Invoiced  bool   `json:"invoiced"`
	// Waiting was worked and is not invoiced yet; it is in no other figure.
	Waiting     int64 `json:"waiting_minutes"`
	WaitingCost int64 `json:"waiting_cost_minor"`
}

type invoiceProfit struct {
	Month  string `placeholder:"2026-10"`
	Client string `placeholder:"KEY"`
	By     string `default:"client" placeholder:"client|level|hat"`
}

// Run shows revenue, cost and margin; for the agency's eyes.
func (c invoiceProfit) Run(e *env) error {
	m, err := monthOr(c.Month, e.Today.InMonth())
	if err != nil {
		return err
	}
	var id clients.ID
	if c.Client != "" {
		client, err := e.Client(c.Client)
		if err != nil {
			return err
		}
		id = client.ID
	}
	list, err := e.House.Billing.Profit(e.Context, id, m, c.By)
	if err != nil {
		return err
	}
	names, err := e.placeNames(c.By)
	if err != nil {
		return err
	}
	rows := []profitJSON{}
	table := [][]string{{"", e.T("billing.profit_hours"), e.T("billing.profit_revenue"), e.T("billing.profit_cost"), e.T("billing.profit_margin"), e.T("billing.profit_rate")}}
	for _, p := range list {
		row := newProfitJSON(p)
		p.Label = cmp.Or(names[p.Key], p.Label, e.T("ledger.no_hours"))
		rows = append(rows, row)
		amount := func(minor int64) string { return e.Printer.Money(money.Of(minor, p.Currency)) }
		if !p.Invoiced() {
			table = append(table, []string{p.Label, e.Printer.Hours(row.Waiting), e.T("billing.profit_waiting"), amount(p.WaitingCost), "–", "–"})
			continue
		}
		rate := "–"
		if row.Effective != nil {
			rate = amount(*row.Effective)
		}
		table = append(table, []string{p.Label, e.Printer.Hours(row.Minutes), amount(p.Revenue), amount(p.Cost), amount(p.Margin()), rate})
	}
	return e.Print(rows, func(w io.Writer) { e.Table(w, table) })
}

// placeNames are what levels or hats are called, by key; clients bring theirs.
func (e *env) placeNames(by string) (map[string]string, error) {
	names := map[string]string{}
	switch by {
	case billing.ByLevel:
		list, err := e.House.Clients.Levels(e.Context)
		if err != nil {
			return nil, err
		}
		for _, l := range list {
			names[l.Key] = e.label(l.NameFR, l.NameEN)
		}
	case billing.ByHat:
		list, err := e.House.Clients.Hats(e.Context)
		if err != nil {
			return nil, err
		}
		for _, h := range list {
			names[h.Key] = e.label(h.NameFR, h.NameEN)
		}
	}
	return names, nil
}

func newProfitJSON(p billing.Profit) profitJSON {
	v := profitJSON{
		Key: p.Key, Currency: string(p.Currency), Minutes: money.RoundHalfUp(p.Seconds, 60), Revenue: p.Revenue, Cost: p.Cost,
		Effective: p.Effective(), Uncosted: p.Uncosted, Invoiced: p.Invoiced(),
		Waiting: money.RoundHalfUp(p.Waiting, 60), WaitingCost: p.WaitingCost,
	}
	if v.Invoiced {
		margin := p.Margin()
		v.Margin = &margin
	}
	return v
}

type franchiseJSON struct {
	Year     int    `json:"year"`
	Turnover int64  `json:"turnover_minor"`
	Base     int64  `json:"base_minor"`
	Raised   int64  `json:"raised_minor"`
	Source   string `json:"source"`
	Others   int    `json:"other_currencies"`
}

type invoiceFranchise struct {
	On string `placeholder:"2026-12-31"`
}

// Run shows how far the year's turnover is from the limits of the franchise.
func (c invoiceFranchise) Run(e *env) error {
	on, err := dayOr(c.On, e.Today, "on")
	if err != nil {
		return err
	}
	f, err := e.House.Billing.Franchise(e.Context, on)
	if err != nil {
		return err
	}
	return e.Print(franchiseJSON(f), func(w io.Writer) {
		fmt.Fprintln(w, e.T("billing.franchise_line", "year", strconv.Itoa(f.Year), "turnover", money.Of(f.Turnover, money.EUR),
			"base", money.Of(f.Base, money.EUR), "raised", money.Of(f.Raised, money.EUR), "share", e.Printer.Percent(f.Share(), 0), "source", f.Source))
		if f.Turnover > f.Raised {
			fmt.Fprintln(w, e.T("ledger.lost_now"))
		} else if f.Turnover > f.Base {
			fmt.Fprintln(w, e.T("ledger.lost_next"))
		}
	})
}
