package main

import (
	"fmt"
	"io"
	"strings"

	"regie/clients"
	"regie/clients/billing"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
)

// invoiceCmd is what scripts do with invoices, deposits and credit notes.
type invoiceCmd struct {
	Draft     invoiceDraft     `cmd:""`
	Lines     documentLines    `cmd:""`
	Redraw    documentRedraw   `cmd:""`
	Check     documentCheck    `cmd:""`
	Issue     documentIssue    `cmd:""`
	Credit    invoiceCredit    `cmd:""`
	Pay       invoicePay       `cmd:""`
	List      invoiceList      `cmd:""`
	Show      documentShow     `cmd:""`
	PDF       documentPDF      `cmd:"" name:"pdf"`
	XML       documentXML      `cmd:"" name:"xml"`
	Rm        documentRm       `cmd:""`
	Late      invoiceLate      `cmd:""`
	Reminder  invoiceReminder  `cmd:""`
	Ageing    invoiceAgeing    `cmd:""`
	Journal   invoiceJournal   `cmd:""`
	Profit    invoiceProfit    `cmd:""`
	Franchise invoiceFranchise `cmd:""`
	Settings  invoiceSettings  `cmd:""`
	Terms     invoiceTerms     `cmd:""`
}

type invoiceDraft struct {
	Client  string `required:"" placeholder:"KEY"`
	Month   string `placeholder:"2026-10"`
	Deposit string `placeholder:"500EUR"`
	VAT     string `name:"vat" placeholder:"20"`
	Quote   string `placeholder:"D2026-0001"`
	// Delivery is where the service goes, for this document alone.
	Delivery *string `placeholder:"NAME;STREET;POSTCODE;CITY;COUNTRY"`
}

// Run drafts the month's invoice; with --deposit a deposit invoice, without
// either an empty invoice for free lines.
func (c invoiceDraft) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	delivery, err := readAddress(given(c.Delivery))
	if err != nil {
		return err
	}
	if delivery != nil {
		if err := billing.CheckDelivery(delivery); err != nil {
			return err
		}
	}
	var d billing.Document
	var notes []*fault.Error
	err = e.together(clients.Act{Kind: "document.draft", Client: client.ID, Subject: client.Name}, func() (err error) {
		if d, notes, err = c.draft(e, client); err != nil || c.Delivery == nil {
			return err
		}
		d, err = e.House.Billing.EditDraft(e.Context, string(d.ID), func(d *billing.Document) error {
			d.Delivery = delivery
			return nil
		})
		return err
	})
	if err != nil {
		return err
	}
	return e.showDraft(d, notes)
}

func (c invoiceDraft) draft(e *env, client clients.Client) (d billing.Document, notes []*fault.Error, err error) {
	switch {
	case c.Deposit != "":
		net, err := e.amount(c.Deposit, "deposit", client.Currency)
		if err != nil {
			return d, nil, err
		}
		rate, err := vatRate(c.VAT)
		if err != nil {
			return d, nil, err
		}
		d, err = e.House.Billing.DraftDeposit(e.Context, client.ID, net, rate, c.Quote)
		return d, nil, err
	case c.Month == "":
		d, err = e.House.Billing.NewDraft(e.Context, client.ID, billing.Invoice)
		return d, nil, err
	}
	m, err := civil.ParseMonth(c.Month)
	if err != nil {
		return d, nil, fault.At(err, "month")
	}
	return e.House.Billing.DraftMonth(e.Context, client.ID, m)
}

// vatRate reads a rate in percent: "20", "5,5"; nil for an empty one.
func vatRate(s string) (*money.Rate, error) {
	if s == "" {
		return nil, nil
	}
	n, err := money.ParseHundredths(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(s), "%")))
	if err != nil || n < 0 || n > 10_000 {
		return nil, fault.New("vat_rate_invalid", "value", s).At("vat")
	}
	r := money.Rate(n)
	return &r, nil
}

type checkItem struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Field   string `json:"field"`
}

type checkJSON struct {
	Ready   bool        `json:"ready"`
	Missing []checkItem `json:"missing"`
	Notices []checkItem `json:"notices"`
}

type documentCheck struct {
	ID string `arg:""`
	On string `placeholder:"2026-11-01"`
}

// Run lists what a draft lacks to be issued, each with the place to mend it.
func (c documentCheck) Run(e *env) error {
	on, err := dayOr(c.On, civil.Date{}, "on")
	if err != nil {
		return err
	}
	l, err := e.House.Billing.Check(e.Context, c.ID, on)
	if err != nil {
		return err
	}
	items := func(faults []*fault.Error) []checkItem {
		list := []checkItem{}
		for _, f := range faults {
			list = append(list, checkItem{f.Code, e.Printer.Error(f), f.Field})
		}
		return list
	}
	v := checkJSON{len(l.Missing) == 0, items(l.Missing), items(l.Notices)}
	return e.Print(v, func(w io.Writer) {
		if v.Ready {
			fmt.Fprintln(w, e.T("billing.ready"))
		}
		for _, i := range append(v.Missing, v.Notices...) {
			fmt.Fprintf(w, "%s (%s)\n", i.Message, i.Field)
		}
	})
}

type documentIssue struct {
	ID string `arg:""`
	On string `placeholder:"2026-11-01"`
}

// Run gives the draft its number and freezes it.
func (c documentIssue) Run(e *env) error {
	on, err := dayOr(c.On, civil.Date{}, "on")
	if err != nil {
		return err
	}
	d, err := e.House.Billing.Issue(e.Context, c.ID, on)
	if err != nil {
		return err
	}
	return e.showDocument(d, nil)
}
