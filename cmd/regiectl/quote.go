package main

import (
	"regie/clients"
	"regie/clients/billing"
	"regie/clients/civil"
)

// quoteCmd is what scripts do with quotes.
type quoteCmd struct {
	Draft  quoteDraft    `cmd:""`
	Lines  documentLines `cmd:""`
	Check  documentCheck `cmd:""`
	Issue  documentIssue `cmd:""`
	Accept quoteAccept   `cmd:""`
	Refuse quoteRefuse   `cmd:""`
	Bill   quoteBill     `cmd:""`
	List   quoteList     `cmd:""`
	Show   documentShow  `cmd:""`
	PDF    documentPDF   `cmd:"" name:"pdf"`
	Rm     documentRm    `cmd:""`
}

type quoteDraft struct {
	Client  string `required:"" placeholder:"KEY"`
	Subject string `placeholder:"TEXT"`
	Until   string `placeholder:"2026-12-31"`
}

// Run drafts an empty quote; its lines are added with quote lines.
func (c quoteDraft) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	until, err := dayOr(c.Until, civil.Date{}, "until")
	if err != nil {
		return err
	}
	var d billing.Document
	err = e.together(clients.Act{Kind: "document.draft", Client: client.ID, Subject: client.Name}, func() (err error) {
		if d, err = e.House.Billing.NewDraft(e.Context, client.ID, billing.Quote); err != nil {
			return err
		}
		d, err = e.House.Billing.EditDraft(e.Context, string(d.ID), func(d *billing.Document) error {
			d.Subject, d.ValidUntil = c.Subject, until
			return nil
		})
		return err
	})
	if err != nil {
		return err
	}
	return e.showDraft(d, nil)
}

type quoteAccept struct {
	decision
	From string `placeholder:"2027-01-01"`
}

// Run records that the client took the quote; --from makes it the contract.
func (c quoteAccept) Run(e *env) error {
	on, err := dayOr(c.On, civil.Date{}, "on")
	if err != nil {
		return err
	}
	from, err := dayOr(c.From, civil.Date{}, "from")
	if err != nil {
		return err
	}
	d, err := e.House.Billing.Accept(e.Context, c.Number, c.By, on, from, c.Note)
	if err != nil {
		return err
	}
	return e.showDocument(d, nil)
}

type quoteBill struct {
	Number string `arg:""`
}

// Run drafts the invoice of an accepted quote.
func (c quoteBill) Run(e *env) error {
	d, err := e.House.Billing.DraftQuoted(e.Context, c.Number)
	if err != nil {
		return err
	}
	return e.showDraft(d, nil)
}

type quoteRefuse struct{ decision }

// Run records that the client turned the quote down.
func (c quoteRefuse) Run(e *env) error {
	on, err := dayOr(c.On, civil.Date{}, "on")
	if err != nil {
		return err
	}
	d, err := e.House.Billing.Refuse(e.Context, c.Number, c.By, on, c.Note)
	if err != nil {
		return err
	}
	return e.showDocument(d, nil)
}

type quoteList struct{ ofList }

// Run lists quotes.
func (c quoteList) Run(e *env) error { return c.list(e, billing.Quote) }
