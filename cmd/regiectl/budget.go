package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

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
	return m, atFlag(err, "month")
}

func dayOr(s string, otherwise civil.Date, flag string) (civil.Date, error) {
	if s == "" {
		return otherwise, nil
	}
	d, err := civil.ParseDate(s)
	return d, atFlag(err, flag)
}

// atFlag says which flag a refusal belongs to.
func atFlag(err error, flag string) error {
	if f, ok := fault.As(err); ok {
		return f.At(flag)
	}
	return err
}

func (e *env) amount(s, flag string, def money.Currency) (money.Amount, error) {
	a, err := money.Parse(s, def)
	return a, atFlag(err, flag)
}

type budgetShow struct {
	ofMonth
	Year string `placeholder:"2026" xor:"period"`
}

// Run shows a month, or with --year twelve.
func (c budgetShow) Run(e *env) error {
	client, m, err := c.read(e)
	if err != nil {
		return err
	}
	if c.Year != "" {
		return c.year(e, client)
	}
	o, err := e.House.Budget.Month(e.Context, client.ID, m, e.Today)
	if err != nil {
		return err
	}
	return e.Print(monthJSON(client, m, o), func(w io.Writer) { e.writeBudget(w, client, m, o) })
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
	rows := [][]string{e.budgetHead(e.T("budget.line"))}
	for _, v := range o.Envelopes {
		rows = append(rows, e.budgetRow(e.kindName(v.Kind), v.Sum))
		for _, l := range v.Lines {
			if len(v.Lines) > 1 || l.Name != "" {
				rows = append(rows, e.budgetRow("  "+e.lineName(l.Line), l.Sum))
			}
		}
	}
	e.Table(w, append(rows, e.budgetRow(e.T("budget.total"), o.Total)))
	said := map[budget.Subject]bool{}
	for _, a := range o.Alerts { // the highest of each subject comes first
		if !a.Acknowledged() && !said[a.Subject] {
			said[a.Subject] = true
			fmt.Fprintln(w, e.alertText(a, o.Currency))
		}
	}
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

type budgetSet struct {
	ofMonth
	Kind       string `required:"" aliases:"envelope" placeholder:"ads"`
	Planned    string `required:"" aliases:"amount" placeholder:"900EUR"`
	Line       string `placeholder:"NAME"`
	From       string `placeholder:"2026-10-17"`
	Until      string `placeholder:"2026-11-15"`
	Campaign   string `placeholder:"ID"`
	Rebillable bool
	Note       string
}

// Run plans a line, new or known by envelope, name and days.
func (c budgetSet) Run(e *env) error {
	client, m, err := c.read(e)
	if err != nil {
		return err
	}
	days := m.Range()
	if c.From != "" || c.Until != "" {
		if days.From, err = dayOr(c.From, days.From, "from"); err != nil {
			return err
		}
		if days.To, err = dayOr(c.Until, days.From.InMonth().Last(), "until"); err != nil {
			return err
		}
	}
	planned, err := e.amount(c.Planned, "planned", client.Currency)
	if err != nil {
		return err
	}
	kind, err := e.budgetKind(c.Kind)
	if err != nil {
		return err
	}
	l, done, err := e.House.Budget.SetLine(e.Context, client.ID, budget.PlanForm{
		Kind: kind, Name: c.Line, Days: days, Planned: planned,
		Campaign: clients.ID(c.Campaign), Rebillable: c.Rebillable, Note: c.Note,
	})
	if err != nil {
		return err
	}
	e.warnCrossed(done, l.Currency)
	sum, _, err := e.House.Budget.Line(e.Context, client.ID, l.ID)
	if err != nil {
		return err
	}
	return e.Print(newLineJSON(sum), func(w io.Writer) {
		e.Table(w, [][]string{e.budgetHead(e.T("budget.line")), e.budgetRow(e.lineName(l), sum.Sum)})
	})
}

// budgetKind reads an envelope by its key or its name in either language.
func (e *env) budgetKind(s string) (budget.Kind, error) {
	for _, k := range budget.Kinds() {
		for _, p := range printers() {
			if clients.Fold(s) == string(k) || clients.Fold(s) == clients.Fold(p.T("budget.kind_"+string(k))) {
				return k, nil
			}
		}
	}
	return "", fault.New("budget_kind_unknown", "value", s).At("kind")
}

// warnCrossed says on stderr which threshold an act made the budget cross: the
// highest, where it crossed several.
func (e *env) warnCrossed(done budget.Done, c money.Currency) {
	if a, ok := budget.Highest(done.Fired); ok && !e.JSON {
		fmt.Fprintln(e.Err, e.alertText(a, c))
	}
}

// ofMove are the flags of an order or an expense.
type ofMove struct {
	ofMonth
	Kind       string `aliases:"envelope" placeholder:"ads"`
	Line       string `placeholder:"NAME"`
	On         string `placeholder:"2026-10-09"`
	Amount     string `required:"" placeholder:"120.50EUR"`
	Label      string `placeholder:"TEXT"`
	Supplier   string `placeholder:"NAME"`
	Receipt    string `placeholder:"FILE"`
	Rebillable bool
	Rate       string `placeholder:"0.92"`
}

func (c ofMove) form(e *env) (clients.Client, budget.MoveForm, error) {
	var f budget.MoveForm
	client, err := e.Client(c.Client)
	if err != nil {
		return client, f, err
	}
	if f.On, err = dayOr(c.On, e.Today, "on"); err != nil {
		return client, f, err
	}
	f.Label, f.Supplier, f.Rebillable = c.Label, c.Supplier, c.Rebillable
	if c.Kind != "" {
		f.Place.Name = c.Line
		if f.Place.Kind, err = e.budgetKind(c.Kind); err != nil {
			return client, f, err
		}
		if f.Place.Month, err = monthOr(c.Month, f.On.InMonth()); err != nil {
			return client, f, err
		}
		if strings.TrimSpace(f.Label) == "" {
			f.Label = e.kindName(f.Place.Kind)
		}
	}
	if f.Amount, err = e.amount(c.Amount, "amount", client.Currency); err != nil {
		return client, f, err
	}
	if c.Rate != "" {
		if f.Rate, err = budget.ParseRate(c.Rate); err != nil {
			return client, f, err
		}
	}
	if c.Receipt != "" {
		content, err := os.ReadFile(c.Receipt)
		if err != nil {
			return client, f, fault.New("budget_receipt_unreadable", "file", c.Receipt).At("receipt").Because(err)
		}
		f.Receipt = &budget.File{Name: filepath.Base(c.Receipt), Content: content}
	}
	return client, f, nil
}

func (e *env) showMove(client clients.Client, m budget.Movement, done budget.Done) error {
	l, _, err := e.House.Budget.Line(e.Context, client.ID, m.Line)
	if err != nil {
		return err
	}
	e.warnCrossed(done, l.Currency)
	return e.Print(newMoveJSON(m, l.Line), func(w io.Writer) {
		e.Table(w, [][]string{e.moveHead(), e.moveRow(m, l.Line)})
	})
}

type budgetSpend struct {
	ofMove
	Of      string `placeholder:"ID"`
	Partial bool
}

// Run records an expense, or the spending of a commitment.
func (c budgetSpend) Run(e *env) error {
	client, f, err := c.form(e)
	if err != nil {
		return err
	}
	f.Of, f.Partial = clients.ID(c.Of), c.Partial
	if c.Of != "" && strings.TrimSpace(f.Label) == "" {
		order, err := e.House.Budget.Movement(e.Context, client.ID, f.Of)
		if err != nil {
			return err
		}
		f.Label = order.Label
	}
	m, done, err := e.House.Budget.Spend(e.Context, client.ID, f)
	if err != nil {
		return err
	}
	return e.showMove(client, m, done)
}

type budgetCommit struct{ ofMove }

// Run records an order that is not spent yet.
func (c budgetCommit) Run(e *env) error {
	client, f, err := c.form(e)
	if err != nil {
		return err
	}
	m, done, err := e.House.Budget.Commit(e.Context, client.ID, f)
	if err != nil {
		return err
	}
	return e.showMove(client, m, done)
}

type budgetRelease struct {
	Client string `required:"" placeholder:"KEY"`
	ID     string `arg:""`
	On     string `placeholder:"2026-10-09"`
}

// Run gives back what is still ordered on a commitment.
func (c budgetRelease) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	on, err := dayOr(c.On, e.Today, "on")
	if err != nil {
		return err
	}
	m, done, err := e.House.Budget.Release(e.Context, client.ID, clients.ID(c.ID), on)
	if err != nil {
		return err
	}
	return e.showMove(client, m, done)
}
