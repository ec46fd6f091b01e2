package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"regie/clients"
	"regie/clients/budget"
	"regie/clients/fault"
)

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
	Rebillable *bool  `negatable:""`
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
	f.Label, f.Supplier, f.AsLine = c.Label, c.Supplier, c.Rebillable == nil
	give(&f.Rebillable, c.Rebillable)
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

type budgetList struct{ ofMonth }

// Run lists the orders and expenses dated in a month, newest first.
func (c budgetList) Run(e *env) error {
	client, m, err := c.read(e)
	if err != nil {
		return err
	}
	moves, err := e.House.Budget.Movements(e.Context, client.ID, m.Range())
	if err != nil {
		return err
	}
	out := []moveJSON{}
	rows := [][]string{e.moveHead()}
	lines := map[clients.ID]budget.Line{}
	for _, v := range moves {
		l, ok := lines[v.Line]
		if !ok {
			sum, _, err := e.House.Budget.Line(e.Context, client.ID, v.Line)
			if err != nil {
				return err
			}
			l, lines[v.Line] = sum.Line, sum.Line
		}
		out = append(out, newMoveJSON(v, l))
		rows = append(rows, e.moveRow(v, l))
	}
	return e.Print(out, func(w io.Writer) {
		if len(out) == 0 {
			fmt.Fprintln(w, e.T("budget.no_movement", "month", m))
			return
		}
		e.Table(w, rows)
	})
}

func (e *env) moveHead() []string {
	return []string{
		e.T("common.date"), e.T("common.kind"), e.T("budget.line"), e.T("common.label"),
		e.T("budget.supplier"), e.T("common.amount"), e.T("budget.invoice"), e.T("budget.id"),
	}
}

func (e *env) moveRow(m budget.Movement, l budget.Line) []string {
	return []string{
		m.On.String(), e.T("budget.movement_" + string(m.Kind)), e.lineName(l), m.Label,
		m.Supplier, e.Printer.Money(m.Amount), m.Invoice, string(m.ID),
	}
}

type budgetRm struct {
	Client string `required:"" placeholder:"KEY"`
	ID     string `arg:""`
}

// Run takes away an order, an expense or a line by its identifier.
func (c budgetRm) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	id := clients.ID(c.ID)
	_, err = e.House.Budget.RemoveMovement(e.Context, client.ID, id)
	if fault.Is(err, "budget_movement_unknown") {
		err = e.House.Budget.RemoveLine(e.Context, client.ID, id)
	}
	if err != nil {
		return err
	}
	return e.Print(map[string]string{"removed": c.ID}, func(io.Writer) {})
}
