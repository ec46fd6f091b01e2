package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"regie/clients"
	"regie/clients/billing"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
)

type invoiceCredit struct {
	Number string `arg:""`
	Lines  string `placeholder:"1,2"`
	Part   string `placeholder:"3=1,5"`
	Reason string `placeholder:"TEXT"`
	On     string `placeholder:"2026-11-01"`
}

// Run issues the avoir of an invoice: all that is left of it, whole lines, or
// with --part a quantity of one line (hours or pieces).
func (c invoiceCredit) Run(e *env) error {
	f := billing.CreditForm{Reason: c.Reason}
	var err error
	if f.On, err = dayOr(c.On, civil.Date{}, "on"); err != nil {
		return err
	}
	for _, s := range strings.FieldsFunc(c.Lines, func(r rune) bool { return r == ',' || r == ' ' }) {
		no, err := lineNumber(s, "lines")
		if err != nil {
			return err
		}
		f.Lines = append(f.Lines, no)
	}
	if c.Part != "" {
		if f.Quantities, err = c.part(e); err != nil {
			return err
		}
	}
	d, err := e.House.Billing.Credit(e.Context, c.Number, f)
	if err != nil {
		return err
	}
	return e.showDocument(d, nil)
}

func (c invoiceCredit) part(e *env) (map[int]int64, error) {
	of, err := e.House.Billing.Document(e.Context, c.Number)
	if err != nil {
		return nil, err
	}
	line, quantity, _ := strings.Cut(c.Part, "=")
	no, err := lineNumber(line, "part")
	if err != nil {
		return nil, err
	}
	for _, l := range of.Lines {
		if l.No == no && l.Unit == billing.Hour {
			minutes, err := civil.ParseHours(quantity)
			return map[int]int64{no: minutes}, fault.At(err, "part")
		}
	}
	n, err := money.ParseHundredths(quantity)
	if err != nil {
		return nil, fault.New("quantity_invalid", "value", quantity).At("part")
	}
	return map[int]int64{no: n}, nil
}

type invoicePay struct {
	Number string `arg:""`
	Amount string `required:"" placeholder:"120EUR"`
	On     string `placeholder:"2026-11-30"`
	Method string `placeholder:"TEXT"`
	Note   string `placeholder:"TEXT"`
}

// Run records a payment.
func (c invoicePay) Run(e *env) error {
	d, err := e.House.Billing.Document(e.Context, c.Number)
	if err != nil {
		return err
	}
	a, err := e.amount(c.Amount, "amount", d.Currency)
	if err != nil {
		return err
	}
	on, err := dayOr(c.On, civil.Date{}, "on")
	if err != nil {
		return err
	}
	if d, err = e.House.Billing.Pay(e.Context, c.Number, a, on, c.Method, c.Note); err != nil {
		return err
	}
	return e.showDocument(d, nil)
}

// ofList are the flags of a list of documents.
type ofList struct {
	Client string `placeholder:"KEY"`
	Month  string `placeholder:"2026-10"`
	Drafts bool
}

func (o ofList) filter(e *env, kinds ...billing.Kind) (billing.Filter, error) {
	f := billing.Filter{Kinds: kinds, Drafts: o.Drafts}
	if o.Client != "" {
		c, err := e.Client(o.Client)
		if err != nil {
			return f, err
		}
		f.Client = c.ID
	}
	var err error
	if o.Month != "" {
		f.Month, err = civil.ParseMonth(o.Month)
	}
	return f, fault.At(err, "month")
}

type invoiceList struct {
	ofList
	Unpaid bool
}

// Run lists invoices, deposits and credit notes: drafts first, then by number.
func (c invoiceList) Run(e *env) error {
	f, err := c.filter(e, billing.Invoice, billing.Deposit, billing.Credit)
	if err != nil {
		return err
	}
	f.Open = c.Unpaid
	docs, err := e.House.Billing.Documents(e.Context, f)
	if err != nil {
		return err
	}
	shown := docs[:0:0]
	for _, d := range docs {
		if !c.Unpaid || d.DueMinor() > 0 {
			shown = append(shown, d)
		}
	}
	return e.listDocuments(shown)
}

type invoiceReminder struct {
	Number string `arg:""`
	Step   string `default:"1" placeholder:"1|2|3"`
	On     string `placeholder:"2026-12-15"`
	Sent   bool
}

type reminderJSON struct {
	Number  string `json:"number"`
	Step    int    `json:"step"`
	Subject string `json:"subject"`
	Body    string `json:"body"`
}

// Run gives the text of a reminder; with --sent it is recorded as sent.
func (c invoiceReminder) Run(e *env) error {
	step, err := strconv.Atoi(c.Step)
	if err != nil {
		return fault.New("step_invalid", "value", c.Step).At("step")
	}
	on, err := dayOr(c.On, e.Today, "on")
	if err != nil {
		return err
	}
	m, err := e.House.Billing.Reminder(e.Context, c.Number, step, on)
	if err != nil {
		return err
	}
	if c.Sent {
		if _, err := e.House.Billing.Remind(e.Context, c.Number, step, on); err != nil {
			return err
		}
	}
	return e.Print(reminderJSON{c.Number, step, m.Subject, m.Body}, func(w io.Writer) { fmt.Fprintf(w, "%s\n\n%s\n", m.Subject, m.Body) })
}

type ageingJSON struct {
	Client   string           `json:"client"`
	Currency string           `json:"currency"`
	Due      map[string]int64 `json:"due_minor"`
	Total    int64            `json:"total_minor"`
}

type invoiceAgeing struct {
	On string `placeholder:"2026-12-15"`
}

// Run sums what clients owe by how late it is.
func (c invoiceAgeing) Run(e *env) error {
	on, err := dayOr(c.On, e.Today, "on")
	if err != nil {
		return err
	}
	docs, err := e.House.Billing.Documents(e.Context, billing.Filter{Open: true})
	if err != nil {
		return err
	}
	rows := []ageingJSON{}
	head := []string{e.T("billing.client")}
	for _, a := range billing.Ages() {
		head = append(head, e.T("billing.age_"+string(a)))
	}
	table := [][]string{append(head, e.T("billing.left"))}
	for _, a := range billing.AgeingOf(docs, on) {
		client, err := e.House.Clients.Client(e.Context, clients.ID(a.Client))
		if err != nil {
			return err
		}
		v := ageingJSON{Client: client.Key, Currency: string(a.Currency), Due: map[string]int64{}, Total: a.Total}
		row := []string{client.Name}
		for _, age := range billing.Ages() {
			v.Due[string(age)] = a.Due[age]
			row = append(row, e.Printer.Money(money.Of(a.Due[age], a.Currency)))
		}
		rows = append(rows, v)
		table = append(table, append(row, e.Printer.Money(money.Of(a.Total, a.Currency))))
	}
	return e.Print(rows, func(w io.Writer) { e.Table(w, table) })
}
