package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"regie/clients"
	"regie/clients/budget"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
)

// budgetCmd is what scripts do with a client's money.
type budgetCmd struct {
	Show       budgetShow       `cmd:""`
	Set        budgetSet        `cmd:""`
	Spend      budgetSpend      `cmd:""`
	Commit     budgetCommit     `cmd:""`
	Release    budgetRelease    `cmd:""`
	List       budgetList       `cmd:""`
	Rm         budgetRm         `cmd:""`
	Copy       budgetCopy       `cmd:""`
	Carry      budgetCarry      `cmd:""`
	Thresholds budgetThresholds `cmd:""`
	Ack        budgetAck        `cmd:""`
}

// ofMonth are the flags of a command on one client's month.
type ofMonth struct {
	Client string `required:"" placeholder:"KEY"`
	Month  string `placeholder:"2026-10"`
}

// read gives the client and the month, this one when none is said.
func (o ofMonth) read(e *env) (clients.Client, civil.Month, error) {
	c, err := e.Client(o.Client)
	if err != nil {
		return c, civil.Month{}, err
	}
	m, err := monthOr(o.Month, e.Today.InMonth())
	return c, m, err
}

func monthOr(s string, otherwise civil.Month) (civil.Month, error) {
	if s == "" {
		return otherwise, nil
	}
	m, err := civil.ParseMonth(s)
	return m, fault.At(err, "month")
}

func dayOr(s string, otherwise civil.Date, flag string) (civil.Date, error) {
	if s == "" {
		return otherwise, nil
	}
	d, err := civil.ParseDate(s)
	return d, fault.At(err, flag)
}

func (e *env) amount(s, flag string, def money.Currency) (money.Amount, error) {
	a, err := money.Parse(s, def)
	return a, fault.At(err, flag)
}

type budgetShow struct {
	ofMonth
	Year     string `placeholder:"2026" xor:"period"`
	Quarter  string `placeholder:"2026-4" xor:"period"`
	From     string `placeholder:"2026-01"`
	Until    string `placeholder:"2026-05"`
	Campaign string `placeholder:"NAME" xor:"period"`
}

// Run shows a month; with --year twelve; with --quarter, with --from and
// --until or with --campaign all of those days together.
func (c budgetShow) Run(e *env) error {
	client, m, err := c.read(e)
	if err != nil {
		return err
	}
	switch {
	case c.Year != "":
		return c.year(e, client)
	case c.Campaign != "":
		return c.campaign(e, client)
	case c.Quarter != "" || c.From != "" || c.Until != "":
		return c.days(e, client, m)
	}
	o, err := e.House.Budget.Month(e.Context, client.ID, m, e.Today)
	if err != nil {
		return err
	}
	return e.Print(monthJSON(client, m, o), func(w io.Writer) { e.writeBudget(w, client, m, o) })
}

func (c budgetShow) campaign(e *env, client clients.Client) error {
	k, err := e.House.Calendar.Campaign(e.Context, client.ID, c.Campaign)
	if err != nil {
		return err
	}
	out, err := e.campaignOf(k)
	if err != nil {
		return err
	}
	p, err := e.House.Budget.Campaign(e.Context, client.ID, k.ID, k.Days(), e.Today)
	if err != nil {
		return err
	}
	return e.Print(newCampaignBudgetJSON(client, out, p), func(w io.Writer) {
		e.writeCampaign(w, k, out)
		e.writePeriod(w, p)
	})
}

// days shows a quarter, or the months from one to another, which are whole: a
// monthly line has no part of a month.
func (c budgetShow) days(e *env, client clients.Client, m civil.Month) error {
	days := m.Range()
	if c.Quarter != "" {
		q, err := readQuarter(c.Quarter)
		if err != nil {
			return err
		}
		days = q
	}
	first, err := monthOr(c.From, days.From.InMonth())
	if err != nil {
		return fault.At(err, "from")
	}
	last, err := monthOr(c.Until, days.To.InMonth())
	if err != nil {
		return fault.At(err, "until")
	}
	if days = (civil.Range{From: first.First(), To: last.Last()}); days.Days() == 0 {
		return fault.New("dates_reversed").At("until")
	}
	p, err := e.House.Budget.Over(e.Context, client.ID, days, e.Today)
	if err != nil {
		return err
	}
	return e.Print(newPeriodJSON(client, p), func(w io.Writer) {
		fmt.Fprintf(w, "%s · %s\n", client.Name, e.Printer.Range(days))
		e.writePeriod(w, p)
	})
}

// readQuarter reads "2026-4", "2026-Q4" or "2026-T4".
func readQuarter(s string) (civil.Range, error) {
	year, n, ok := strings.Cut(strings.ToUpper(s), "-")
	y, err := strconv.Atoi(year)
	q, err2 := strconv.Atoi(strings.TrimLeft(n, "QT"))
	if !ok || err != nil || err2 != nil || q < 1 || q > 4 || y < civil.FirstYear || y > civil.LastYear {
		return civil.Range{}, fault.New("quarter_invalid", "value", s).At("quarter")
	}
	return civil.NewMonth(y, time.Month(3*q-2)).Quarter(), nil
}

// writePeriod writes each currency's table for itself.
func (e *env) writePeriod(w io.Writer, p budget.Period) {
	if len(p.Parts) == 0 {
		fmt.Fprintln(w, e.T("budget.none_period"))
		return
	}
	for _, o := range p.Parts {
		e.Table(w, e.envelopeRows(o, true))
		if o.Pace != nil {
			fmt.Fprintln(w, e.T("budget.pace", "pace", e.Printer.Decimal(*o.Pace, 2), "from", p.Days.From, "until", p.Days.To))
		}
	}
}

func (c budgetShow) year(e *env, client clients.Client) error {
	n, err := strconv.Atoi(c.Year)
	if err != nil || n < civil.FirstYear || n > civil.LastYear {
		return fault.New("month_invalid", "value", c.Year).At("year")
	}
	y, err := e.House.Budget.Year(e.Context, client.ID, n)
	if err != nil {
		return err
	}
	out := budgetYearJSON{Client: client.Key, Year: n, Totals: []sumJSON{}}
	for i, o := range y.Months {
		out.Months = append(out.Months, monthJSON(client, civil.NewMonth(n, 1).Add(i), o))
	}
	for _, t := range y.Totals {
		out.Totals = append(out.Totals, newSumJSON(t))
	}
	return e.Print(out, func(w io.Writer) {
		rows := [][]string{e.budgetHead("")}
		for i, o := range y.Months {
			if len(o.Envelopes) > 0 {
				rows = append(rows, e.budgetRow(e.Printer.Month(civil.NewMonth(n, 1).Add(i)), o.Total))
			}
		}
		for _, t := range y.Totals {
			rows = append(rows, e.budgetRow(e.T("budget.total"), t))
		}
		e.Table(w, rows)
	})
}

func (e *env) budgetHead(first string) []string {
	return []string{first, e.T("budget.planned"), e.T("budget.carried"), e.T("budget.committed"), e.T("budget.actual"), e.T("budget.left"), ""}
}

func (e *env) budgetRow(name string, s budget.Sum) []string {
	row := []string{name}
	for _, minor := range []int64{s.Planned, s.Carried, s.Committed, s.Actual, s.Left()} {
		row = append(row, e.Printer.Money(money.Of(minor, s.Currency)))
	}
	if share, ok := s.UsedShare(); ok {
		return append(row, e.Printer.Percent(share, 0))
	}
	return append(row, "")
}

func (e *env) writeBudget(w io.Writer, client clients.Client, m civil.Month, o budget.Overview) {
	fmt.Fprintf(w, "%s · %s\n", client.Name, e.Printer.Month(m))
	if len(o.Envelopes) == 0 {
		fmt.Fprintln(w, e.T("budget.none", "month", m))
		return
	}
	e.Table(w, e.envelopeRows(o, false))
	said := map[budget.Subject]bool{}
	for _, a := range o.Alerts { // the highest of each subject comes first
		if !a.Acknowledged() && !said[a.Subject] {
			said[a.Subject] = true
			fmt.Fprintln(w, e.alertText(a, o.Currency))
		}
	}
}

// envelopeRows is an overview as a table: envelopes, their lines, the total.
// Over several months each line says its days.
func (e *env) envelopeRows(o budget.Overview, dated bool) [][]string {
	rows := [][]string{e.budgetHead(e.T("budget.line"))}
	for _, v := range o.Envelopes {
		rows = append(rows, e.budgetRow(e.kindName(v.Kind), v.Sum))
		for _, l := range v.Lines {
			name := e.lineName(l.Line)
			if dated {
				name += " · " + e.lineDays(l.Line)
			}
			if dated || len(v.Lines) > 1 || l.Name != "" {
				rows = append(rows, e.budgetRow("  "+name, l.Sum))
			}
		}
	}
	return append(rows, e.budgetRow(e.T("budget.total"), o.Total))
}

func (e *env) lineDays(l budget.Line) string {
	if m := l.Month(); !m.IsZero() {
		return e.Printer.Month(m)
	}
	return e.Printer.Range(l.Range())
}

func (e *env) kindName(k budget.Kind) string { return e.T("budget.kind_" + string(k)) }

// lineName is a line's name, or its envelope's for the ordinary one.
func (e *env) lineName(l budget.Line) string {
	if l.Name != "" {
		return l.Name
	}
	return e.kindName(l.Kind)
}

func (e *env) alertText(a budget.Alert, c money.Currency) string {
	if a.Subject == budget.OnHours {
		return e.T("budget.alert_hours", "percent", a.Percent, "used", civil.Minutes(a.UsedMinor), "planned", civil.Minutes(a.PlannedMinor))
	}
	name := e.T("budget.total")
	if k := a.Subject.Kind(); k != "" {
		name = e.kindName(k)
	}
	used, planned := money.Of(a.UsedMinor, c), money.Of(a.PlannedMinor, c)
	if a.PlannedMinor <= 0 {
		return e.T("budget.alert_unplanned", "name", name, "used", used)
	}
	return e.T("budget.alert_money", "name", name, "percent", a.Percent, "used", used, "planned", planned)
}
