// Package ledger is the agency's own view of its billing: what all clients owe
// by lateness, what a month brought in and cost, how far the turnover is from
// the limits of the VAT franchise, how documents are numbered and booked, and
// the sales journal for the accountant.
package ledger

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/billing"
	"regie/clients/civil"
	"regie/clients/money"
	"regie/gui/choices"
	"regie/gui/screen"
	"regie/gui/widgets"
)

// Billing is what the panel needs of the billing service.
type Billing interface {
	Settings
	Documents(ctx context.Context, f billing.Filter) ([]billing.Document, error)
	Franchise(ctx context.Context, on civil.Date) (billing.FranchiseState, error)
	Journal(ctx context.Context, days civil.Range) ([]billing.Posting, error)
	NextNumber(ctx context.Context, set billing.Settings, s billing.Series, on civil.Date) (string, error)
	Profit(ctx context.Context, client clients.ID, m civil.Month, by string) ([]billing.Profit, error)
}

// Settings are the agency's own ways of billing.
type Settings interface {
	Settings(ctx context.Context) (billing.Settings, error)
	SetSettings(ctx context.Context, change func(*billing.Settings) error) (billing.Settings, error)
}

// House is what the panel needs of the agency's service.
type House interface {
	Agency(ctx context.Context) (clients.Agency, error)
	Levels(ctx context.Context) ([]clients.Level, error)
	Hats(ctx context.Context) ([]clients.Hat, error)
}

// facts are what the services gave.
type facts struct {
	agency    clients.Agency
	settings  billing.Settings
	next      map[billing.Series]string // the number that each series gives next
	franchise billing.FranchiseState
	docs      []billing.Document // invoices and deposits that are not settled
	profit    []billing.Profit
	names     map[string]string // of levels or hats, by key
}

func (d Deps) read(ctx context.Context, p *text.Printer, today civil.Date, m civil.Month, by string) (f facts, err error) {
	if f.agency, err = d.House.Agency(ctx); err != nil {
		return f, fmt.Errorf("reading the agency: %w", err)
	}
	if f.settings, err = d.Billing.Settings(ctx); err != nil {
		return f, fmt.Errorf("reading the billing settings: %w", err)
	}
	f.next = map[billing.Series]string{}
	for _, s := range series {
		if f.next[s], err = d.Billing.NextNumber(ctx, f.settings, s, today); err != nil {
			return f, err
		}
	}
	if f.agency.Franchise {
		if f.franchise, err = d.Billing.Franchise(ctx, today); err != nil {
			return f, fmt.Errorf("summing the year's turnover: %w", err)
		}
	}
	if f.docs, err = d.Billing.Documents(ctx, billing.Filter{Open: true}); err != nil {
		return f, fmt.Errorf("reading what is owed: %w", err)
	}
	if f.profit, err = d.Billing.Profit(ctx, "", m, by); err != nil {
		return f, fmt.Errorf("working out the profit: %w", err)
	}
	f.names, err = d.names(ctx, p, by)
	return f, err
}

// names are what levels or hats are called; clients bring theirs.
func (d Deps) names(ctx context.Context, p *text.Printer, by string) (map[string]string, error) {
	names := map[string]string{}
	switch by {
	case billing.ByLevel:
		list, err := d.House.Levels(ctx)
		if err != nil {
			return nil, fmt.Errorf("reading the levels: %w", err)
		}
		for _, l := range list {
			names[l.Key] = choices.Name(p, l.NameFR, l.NameEN)
		}
	case billing.ByHat:
		list, err := d.House.Hats(ctx)
		if err != nil {
			return nil, fmt.Errorf("reading the hats: %w", err)
		}
		for _, h := range list {
			names[h.Key] = choices.Name(p, h.NameFR, h.NameEN)
		}
	}
	return names, nil
}

// owedRow is what a client owes in one currency.
type owedRow struct {
	client string // key
	name   string
	due    map[billing.Age]string
	late   bool // something is due beyond its day
	total  string
}

// owed makes a row a client and currency; find gives the client of an
// identifier.
func owed(p *text.Printer, docs []billing.Document, on civil.Date, find func(string) (screen.Client, bool)) []owedRow {
	printed := map[string]string{}
	for _, d := range docs {
		printed[string(d.Client)] = d.Buyer.PrintedName()
	}
	var rows []owedRow
	for _, a := range billing.AgeingOf(docs, on) {
		r := owedRow{name: printed[a.Client], due: map[billing.Age]string{}, total: p.Money(money.Of(a.Total, a.Currency))}
		if c, ok := find(a.Client); ok {
			r.client, r.name = c.Key, c.Name
		}
		for age, minor := range a.Due {
			if minor != 0 {
				r.due[age] = p.Money(money.Of(minor, a.Currency))
				r.late = r.late || age != billing.NotDue
			}
		}
		rows = append(rows, r)
	}
	return rows
}

// open lists the documents on which something is due, the latest first.
func open(docs []billing.Document) []billing.Document {
	var list []billing.Document
	for _, d := range docs {
		if d.DueMinor() != 0 && d.State != billing.Credited {
			list = append(list, d)
		}
	}
	slices.SortStableFunc(list, func(a, b billing.Document) int {
		return cmp.Or(a.DueOn.Compare(b.DueOn), cmp.Compare(a.Number, b.Number))
	})
	return list
}

// lateness is how a due date stands on a day.
func lateness(p *text.Printer, due, on civil.Date) (widgets.Tone, string) {
	switch days := due.DaysUntil(on); {
	case due.IsZero() || days <= 0:
		return widgets.ToneNeutral, p.T("billing.age_not_due")
	case days <= 30:
		return widgets.ToneWarn, p.N("ledger.days_late", days)
	default:
		return widgets.ToneBad, p.N("ledger.days_late", days)
	}
}

// profitRow is one client, level or hat, or the sum of a currency.
type profitRow struct {
	label, hours, revenue, cost, margin, rate string
	loss, sum                                 bool
	waiting                                   bool // worked and not invoiced yet
}

// profits makes the rows, and after those of a currency their sum.
func profits(p *text.Printer, list []billing.Profit, names map[string]string) []profitRow {
	var rows []profitRow
	var sum billing.Profit
	for i, r := range list {
		if n := names[r.Key]; n != "" {
			r.Label = n
		}
		if r.Label == "" {
			r.Label = p.T("ledger.no_hours")
		}
		rows = append(rows, newProfit(p, r, false))
		sum.Currency = r.Currency
		sum.Add(r)
		if i == len(list)-1 || list[i+1].Currency != r.Currency {
			sum.Label = p.T("ledger.sum")
			rows = append(rows, newProfit(p, sum, true))
			sum = billing.Profit{}
		}
	}
	return rows
}

// newProfit writes a row; where the cost of some entries is not known, cost
// and margin are said to be partial.
func newProfit(p *text.Printer, r billing.Profit, sum bool) profitRow {
	write := func(minor int64) string { return p.Money(money.Of(minor, r.Currency)) }
	row := profitRow{
		label: r.Label, hours: p.Hours(r.Seconds / 60), revenue: write(r.Revenue), cost: write(r.Cost),
		margin: write(r.Margin()), rate: p.T("common.unknown"), loss: r.Margin() < 0, sum: sum,
	}
	if !r.Invoiced() {
		unknown := p.T("common.unknown")
		row.hours, row.revenue, row.cost = p.Hours(r.Waiting/60), p.T("billing.profit_waiting"), write(r.WaitingCost)
		row.margin, row.rate, row.loss, row.waiting = unknown, unknown, false, true
		return row
	}
	if r.Uncosted > 0 {
		row.cost, row.margin = p.T("ledger.partial", "amount", row.cost), p.T("ledger.partial", "amount", row.margin)
	}
	if e := r.Effective(); e != nil {
		row.rate = write(*e)
	}
	return row
}

// waiting says how much of a month is not invoiced yet, nothing where all is.
func waiting(p *text.Printer, list []billing.Profit) string {
	sums := map[money.Currency]*billing.Profit{}
	var order []money.Currency
	for _, r := range list {
		if sums[r.Currency] == nil {
			sums[r.Currency], order = &billing.Profit{}, append(order, r.Currency)
		}
		sums[r.Currency].Add(r)
	}
	var parts []string
	for _, c := range order {
		if s := sums[c]; s.Waiting > 0 {
			parts = append(parts, p.T("ledger.waiting_part", "hours", p.Hours(s.Waiting/60), "cost", money.Of(s.WaitingCost, c)))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return p.T("ledger.waiting", "parts", strings.Join(parts, ", "))
}

// The forms of the sales journal.
const (
	formCSV = "csv"
	formFEC = "fec"
)

// journal writes postings in a form; the name of the file says the days.
func journal(w io.Writer, form string, list []billing.Posting, p *text.Printer, home money.Currency) error {
	if form == formFEC {
		return billing.WriteFEC(w, list, home)
	}
	return billing.WriteJournal(w, list, p)
}

func journalName(p *text.Printer, form string, days civil.Range) string {
	ending := ".csv"
	if form == formFEC {
		ending = ".txt"
	}
	return strings.Join([]string{p.T("ledger.journal_file"), days.From.String(), days.To.String()}, "_") + ending
}
