// Package envelopes is the budget tab of a client: what was planned, ordered
// and spent in each envelope of the month, what is left, and the movements
// that made it so.
package envelopes

import (
	"context"
	"fmt"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/budget"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/money"
)

// Source is what the screen needs of the budget's service.
type Source interface {
	Month(ctx context.Context, client clients.ID, m civil.Month, today civil.Date) (budget.Overview, error)
	Year(ctx context.Context, client clients.ID, year int) (budget.Year, error)
	Movements(ctx context.Context, client clients.ID, days civil.Range) ([]budget.Movement, error)
	Open(ctx context.Context, client clients.ID, m civil.Month) ([]budget.Pending, error)
	SetLine(ctx context.Context, client clients.ID, f budget.PlanForm) (budget.Line, budget.Done, error)
	RemoveLine(ctx context.Context, client, id clients.ID) error
	Commit(ctx context.Context, client clients.ID, f budget.MoveForm) (budget.Movement, budget.Done, error)
	Spend(ctx context.Context, client clients.ID, f budget.MoveForm) (budget.Movement, budget.Done, error)
	EditMovement(ctx context.Context, client, id clients.ID, f budget.MoveForm) (budget.Movement, budget.Done, error)
	RemoveMovement(ctx context.Context, client, id clients.ID) (budget.Done, error)
	CopyMonth(ctx context.Context, client clients.ID, from, to civil.Month) ([]budget.Line, budget.Done, error)
	Acknowledge(ctx context.Context, client clients.ID, m civil.Month, on budget.Subject, percent int) error
}

// row is a line of the month's table: an envelope's sum, one of its lines, or
// the total.
type row struct {
	label                            string
	line                             *budget.LineSum // nil for an envelope and the total
	head                             bool            // an envelope or the total
	planned, committed, actual, left string
	sum                              budget.Sum
}

// move is a movement as the list shows it.
type move struct {
	budget.Movement
	day, what, line, amount string
}

// model is the month as shown.
type model struct {
	over  budget.Overview
	open  []budget.Pending
	rows  []row
	moves []move
	lines []budget.LineSum
	year  []yearRow
	// campaigns of the client, archived ones too.
	campaigns []calendar.Campaign
}

// yearRow is one month of the year.
type yearRow struct {
	month civil.Month
	sum   budget.Sum
}

func (d Deps) load(ctx context.Context, p *text.Printer, client clients.ID, m civil.Month, today civil.Date, year bool) (model, error) {
	var md model
	var err error
	src := d.Budget
	if md.over, err = src.Month(ctx, client, m, today); err != nil {
		return md, fmt.Errorf("reading the budget: %w", err)
	}
	if md.open, err = src.Open(ctx, client, m); err != nil {
		return md, fmt.Errorf("reading what is ordered: %w", err)
	}
	list, err := src.Movements(ctx, client, m.Range())
	if err != nil {
		return md, fmt.Errorf("reading the movements: %w", err)
	}
	if d.Campaigns != nil {
		if md.campaigns, err = d.Campaigns(ctx, client); err != nil {
			return md, fmt.Errorf("reading the campaigns: %w", err)
		}
	}
	md.fill(p, list)
	if year {
		y, err := src.Year(ctx, client, m.Year)
		if err != nil {
			return md, fmt.Errorf("reading the year's budget: %w", err)
		}
		for i, o := range y.Months {
			md.year = append(md.year, yearRow{month: civil.NewMonth(m.Year, 1).Add(i), sum: o.Total})
		}
	}
	return md, nil
}

// fill makes the rows of the table and of the list of movements.
func (md *model) fill(p *text.Printer, list []budget.Movement) {
	names := map[clients.ID]string{}
	for _, e := range md.over.Envelopes {
		md.rows = append(md.rows, newRow(p, p.T("budget.kind_"+string(e.Kind)), e.Sum, true, nil))
		for _, l := range e.Lines {
			name := lineName(p, l.Line)
			names[l.ID] = name
			md.lines = append(md.lines, l)
			label := name
			if c := md.campaign(l.Campaign); c != "" {
				label += " · " + c
			}
			if label != name || l.Name != "" || len(e.Lines) > 1 {
				md.rows = append(md.rows, newRow(p, label, l.Sum, false, &l))
			} else {
				md.rows[len(md.rows)-1].line = &l
			}
		}
	}
	if len(md.rows) > 0 {
		md.rows = append(md.rows, newRow(p, p.T("budget.total"), md.over.Total, true, nil))
	}
	for _, m := range list {
		md.moves = append(md.moves, move{
			Movement: m, day: p.DateShort(m.On), what: m.Label, line: names[m.Line],
			amount: p.Money(money.Amount{Minor: m.LineMinor, Currency: md.over.Currency}),
		})
	}
}

func newRow(p *text.Printer, label string, s budget.Sum, head bool, l *budget.LineSum) row {
	write := func(minor int64) string { return p.Money(money.Amount{Minor: minor, Currency: s.Currency}) }
	return row{
		label: label, line: l, head: head, sum: s,
		planned: write(s.Available()), committed: write(s.Committed), actual: write(s.Actual), left: write(s.Left()),
	}
}

// campaign is the name of a campaign, empty for none.
func (md *model) campaign(id clients.ID) string {
	for _, c := range md.campaigns {
		if c.ID == id && id != "" {
			return c.Name
		}
	}
	return ""
}

// lineName is a line's own name, or its envelope's.
func lineName(p *text.Printer, l budget.Line) string {
	if l.Name != "" {
		return l.Name
	}
	return p.T("budget.kind_" + string(l.Kind))
}
