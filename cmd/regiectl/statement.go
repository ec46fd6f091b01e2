package main

import (
	"regie/clients"
	"regie/clients/billing"
	"regie/clients/civil"
	"regie/clients/fault"
)

// statementCmd is what scripts do with statements.
type statementCmd struct {
	Draft  statementDraft `cmd:""`
	Redraw documentRedraw `cmd:""`
	Check  documentCheck  `cmd:""`
	Issue  documentIssue  `cmd:""`
	Sign   statementSign  `cmd:""`
	List   statementList  `cmd:""`
	Show   documentShow   `cmd:""`
	PDF    documentPDF    `cmd:"" name:"pdf"`
	XLSX   documentXLSX   `cmd:"" name:"xlsx"`
	Rm     documentRm     `cmd:""`
}

type statementDraft struct {
	Client string `required:"" placeholder:"KEY"`
	Month  string `required:"" placeholder:"2026-10"`
	By     string `placeholder:"hat|level|day|person"`
	// Without are entries that the client does not agree to.
	Without []string `placeholder:"ID" sep:"none"`
}

// Run drafts the statement of a month; issued, it replaces the one before.
func (c statementDraft) Run(e *env) error {
	client, m, err := ofMonth{c.Client, c.Month}.read(e)
	if err != nil {
		return err
	}
	var d billing.Document
	var notes []*fault.Error
	err = e.together(clients.Act{Kind: "document.draft", Client: client.ID, Subject: client.Name}, func() (err error) {
		if d, notes, err = e.House.Billing.DraftStatement(e.Context, client.ID, m, c.By); err != nil || len(c.Without) == 0 {
			return err
		}
		ids := make([]clients.ID, len(c.Without))
		for i, id := range c.Without {
			ids[i] = clients.ID(id)
		}
		d, notes, err = e.House.Billing.LeaveOut(e.Context, string(d.ID), ids)
		return err
	})
	if err != nil {
		return err
	}
	return e.showDraft(d, notes)
}

// decision are the flags of what a client decided on a document.
type decision struct {
	Number string `arg:""`
	By     string `placeholder:"NAME"`
	On     string `placeholder:"2026-11-03"`
	Note   string `placeholder:"TEXT"`
}

type statementSign struct{ decision }

// Run records who at the client signed the statement, and when.
func (c statementSign) Run(e *env) error {
	on, err := dayOr(c.On, civil.Date{}, "on")
	if err != nil {
		return err
	}
	d, err := e.House.Billing.Sign(e.Context, c.Number, c.By, on, c.Note)
	if err != nil {
		return err
	}
	return e.showDocument(d, nil)
}

type statementList struct{ ofList }

// Run lists statements.
func (c statementList) Run(e *env) error { return c.list(e, billing.Statement) }

func (o ofList) list(e *env, kind billing.Kind) error {
	f, err := o.filter(e, kind)
	if err != nil {
		return err
	}
	docs, err := e.House.Billing.Documents(e.Context, f)
	if err != nil {
		return err
	}
	return e.listDocuments(docs)
}
