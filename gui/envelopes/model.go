// Package envelopes is the budget tab of a client: what was planned, ordered
// and spent in each envelope of the month, what is left, and the movements
// that made it so.
package envelopes

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/budget"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
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
	Release(ctx context.Context, client, commitment clients.ID, on civil.Date) (budget.Movement, budget.Done, error)
	RemoveMovement(ctx context.Context, client, id clients.ID) (budget.Done, error)
	Over(ctx context.Context, client clients.ID, days civil.Range, today civil.Date) (budget.Period, error)
	Campaign(ctx context.Context, client, campaign clients.ID, days civil.Range, today civil.Date) (budget.Period, error)
	CarryOver(ctx context.Context, client clients.ID, lines []clients.ID, from, to civil.Month) ([]budget.Carry, budget.Done, error)
	Thresholds(ctx context.Context, client clients.ID) ([]int, error)
	SetThresholds(ctx context.Context, client clients.ID, percents []int) error
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
	more                    string // what it is, on which line, on which invoice
}

// moveFacts says under a movement's label what it comes to in the line's
// currency, what it is and where it counts.
func moveFacts(p *text.Printer, m budget.Movement, line string, in money.Currency) string {
	var facts []string
	if in != "" && m.Amount.Currency != in && m.LineMinor != 0 {
		facts = append(facts, p.Money(money.Of(m.LineMinor, in)))
	}
	if m.Kind != budget.Spend {
		facts = append(facts, p.T("budget.movement_"+string(m.Kind)))
	}
	for _, s := range []string{line, m.Supplier, m.Invoice} {
		if s != "" {
			facts = append(facts, s)
		}
	}
	if m.Receipt != "" {
		facts = append(facts, p.T("envelopes.with_receipt"))
	}
	return strings.Join(facts, " · ")
}

// span is what the screen shows at once.
type span string

// Spans. A campaign is shown whole, all its months together.
const (
	byMonth    span = "month"
	byQuarter  span = "quarter"
	byYear     span = "year"
	byCampaign span = "campaign"
)

// look is what is looked at.
type look struct {
	client   clients.ID
	span     span
	month    civil.Month
	campaign clients.ID
	today    civil.Date
}

// model is the budget as shown.
type model struct {
	over  budget.Overview // of several currencies the first
	open  []budget.Pending
	rows  []row
	moves []move
	lines []budget.LineSum
	year  []yearRow
	// campaigns of the client, archived ones too, and the one shown.
	campaigns []calendar.Campaign
	campaign  calendar.Campaign
	period    budget.Period
	time      hours.CampaignTime
	percents  []int // thresholds
}

// yearRow is one month of the year, or what a currency's months come to.
type yearRow struct {
	month civil.Month // zero for a total
	sum   budget.Sum
}

// periodName is a quarter or a year as the header says it: "T4 2026", "2026".
func periodName(p *text.Printer, s span, m civil.Month) string {
	year := strconv.Itoa(m.Year)
	if s != byQuarter {
		return year
	}
	return p.T("envelopes.quarter", "n", (int(m.Month)+2)/3, "year", year)
}

func (d Deps) load(ctx context.Context, p *text.Printer, l look) (model, error) {
	var md model
	var err error
	if d.Campaigns != nil {
		if md.campaigns, err = d.Campaigns(ctx, l.client); err != nil {
			return md, fmt.Errorf("reading the campaigns: %w", err)
		}
	}
	if md.percents, err = d.Budget.Thresholds(ctx, l.client); err != nil {
		return md, fmt.Errorf("reading the thresholds: %w", err)
	}
	switch l.span {
	case byCampaign:
		err = d.loadCampaign(ctx, p, l, &md)
		return md, err
	case byQuarter:
		if md.period, err = d.Budget.Over(ctx, l.client, l.month.Quarter(), l.today); err != nil {
			return md, fmt.Errorf("reading the quarter’s budget: %w", err)
		}
		md.fillPeriod(p)
		return md, nil
	}
	if l.span == byYear {
		err = d.loadYear(ctx, p, l, &md)
		return md, err
	}
	err = d.loadMonth(ctx, p, l, &md)
	return md, err
}

// loadYear reads the months of a year, and the year as one period for the
// figures above and the movements beside.
func (d Deps) loadYear(ctx context.Context, p *text.Printer, l look, md *model) error {
	first := civil.NewMonth(l.month.Year, 1)
	days := civil.Range{From: first.First(), To: first.Add(11).Last()}
	var err error
	if md.period, err = d.Budget.Over(ctx, l.client, days, l.today); err != nil {
		return fmt.Errorf("reading the year’s budget: %w", err)
	}
	md.fillPeriod(p)
	y, err := d.Budget.Year(ctx, l.client, l.month.Year)
	if err != nil {
		return fmt.Errorf("reading the year’s months: %w", err)
	}
	for i, o := range y.Months {
		md.year = append(md.year, yearRow{month: first.Add(i), sum: o.Total})
	}
	for _, t := range y.Totals {
		md.year = append(md.year, yearRow{sum: t})
	}
	return nil
}

func (d Deps) loadMonth(ctx context.Context, p *text.Printer, l look, md *model) error {
	var err error
	if md.over, err = d.Budget.Month(ctx, l.client, l.month, l.today); err != nil {
		return fmt.Errorf("reading the budget: %w", err)
	}
	if md.open, err = d.Budget.Open(ctx, l.client, l.month); err != nil {
		return fmt.Errorf("reading what is ordered: %w", err)
	}
	list, err := d.Budget.Movements(ctx, l.client, l.month.Range())
	if err != nil {
		return fmt.Errorf("reading the movements: %w", err)
	}
	md.fill(p, md.over, false)
	md.fillMoves(p, list)
	return nil
}

func (d Deps) loadCampaign(ctx context.Context, p *text.Printer, l look, md *model) error {
	i := slices.IndexFunc(md.campaigns, func(c calendar.Campaign) bool { return c.ID == l.campaign })
	if i < 0 {
		return fault.New("campaign_unknown", "value", string(l.campaign))
	}
	md.campaign = md.campaigns[i]
	var err error
	if md.period, err = d.Budget.Campaign(ctx, l.client, l.campaign, md.campaign.Days(), l.today); err != nil {
		return fmt.Errorf("reading the campaign’s budget: %w", err)
	}
	if d.Time != nil {
		if md.time, err = d.Time(ctx, l.client, l.campaign); err != nil {
			return fmt.Errorf("reading the campaign’s time: %w", err)
		}
	}
	md.fillPeriod(p)
	return nil
}

// fillPeriod shows each currency's table under the other; the figures above
// are the first one's.
func (md *model) fillPeriod(p *text.Printer) {
	md.open = md.period.Open
	if len(md.period.Parts) > 0 {
		md.over = md.period.Parts[0]
	} else if given, ok := md.campaign.Given(); ok {
		md.over = md.period.Part(given.Currency)
	}
	for _, o := range md.period.Parts {
		md.fill(p, o, true)
	}
	md.fillMoves(p, md.period.Movements)
}

// fill adds an overview to the rows of the table. Over several months each
// line says its own.
func (md *model) fill(p *text.Printer, o budget.Overview, dated bool) {
	for _, e := range o.Envelopes {
		md.rows = append(md.rows, newRow(p, p.T("budget.kind_"+string(e.Kind)), e.Sum, true, nil))
		for _, l := range e.Lines {
			md.lines = append(md.lines, l)
			label := lineName(p, l.Line)
			if c := md.name(l.Campaign); c != "" && c != l.Name && md.campaign.ID == "" {
				label += " · " + c
			}
			switch {
			case dated && md.campaign.ID != "" && l.Name == md.campaign.Name: // named above
				label = lineDays(p, l.Line)
			case dated && o.Range.Days() <= 100 && l.Month() != (civil.Month{}): // within a quarter the year is plain
				label += " · " + p.MonthShort(l.Month().Month)
			case dated:
				label += " · " + lineDays(p, l.Line)
			}
			if dated || l.Campaign != "" || l.Name != "" || len(e.Lines) > 1 {
				md.rows = append(md.rows, newRow(p, label, l.Sum, false, &l))
			} else {
				md.rows[len(md.rows)-1].line = &l
			}
		}
	}
	if len(o.Envelopes) > 0 {
		md.rows = append(md.rows, newRow(p, p.T("budget.total"), o.Total, true, nil))
	}
}

// fillMoves lists movements with what stands on their receipts.
func (md *model) fillMoves(p *text.Printer, list []budget.Movement) {
	names, currencies := map[clients.ID]string{}, map[clients.ID]money.Currency{}
	for _, l := range md.lines {
		names[l.ID], currencies[l.ID] = lineName(p, l.Line), l.Currency
	}
	for _, m := range list {
		shown := m.Amount
		if m.Kind == budget.Release {
			shown.Minor = -m.SettlesMinor
		}
		md.moves = append(md.moves, move{Movement: m, day: p.DateShort(m.On), what: m.Label, line: names[m.Line], amount: p.Money(shown), more: moveFacts(p, m, names[m.Line], currencies[m.Line])})
	}
}

// lineDays says a line's month, or its days.
func lineDays(p *text.Printer, l budget.Line) string {
	if m := l.Month(); !m.IsZero() {
		return p.Month(m)
	}
	return p.Range(l.Range())
}

func newRow(p *text.Printer, label string, s budget.Sum, head bool, l *budget.LineSum) row {
	write := func(minor int64) string { return p.Money(money.Amount{Minor: minor, Currency: s.Currency}) }
	return row{
		label: label, line: l, head: head, sum: s,
		planned: write(s.Available()), committed: write(s.Committed), actual: write(s.Actual), left: write(s.Left()),
	}
}

// name is the name of a campaign, empty for none.
func (md *model) name(id clients.ID) string {
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
