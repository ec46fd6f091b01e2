package main

import (
	"fmt"
	"io"

	"regie/clients/billing"
	"regie/clients/civil"
	"regie/reports/letter"
)

type documentShow struct {
	ID string `arg:""`
}

// Run shows a document: a draft as it would be issued today.
func (c documentShow) Run(e *env) error {
	d, err := e.House.Billing.Preview(e.Context, c.ID, civil.Date{})
	if err != nil {
		return err
	}
	return e.showDocument(d, nil)
}

type documentRm struct {
	ID string `arg:""`
}

// Run throws a draft away.
func (c documentRm) Run(e *env) error {
	d, err := e.House.Billing.Document(e.Context, c.ID)
	if err != nil {
		return err
	}
	if err := e.House.Billing.RemoveDraft(e.Context, c.ID); err != nil {
		return err
	}
	return e.showDocument(d, nil)
}

type documentRedraw struct {
	ID string `arg:""`
}

// Run draws a month's draft again from what the month has now.
func (c documentRedraw) Run(e *env) error {
	d, notes, err := e.House.Billing.Redraw(e.Context, c.ID)
	if err != nil {
		return err
	}
	return e.showDraft(d, notes)
}

// documentFile writes one of a document's files: to --out, else as it is on
// the standard output.
type documentFile struct {
	ID  string `arg:""`
	Out string `short:"o" placeholder:"FILE"`
}

type fileJSON struct {
	Number *string `json:"number"`
	File   string  `json:"file"`
	Bytes  int     `json:"bytes"`
}

func (c documentFile) write(e *env, kind billing.FileKind) error {
	d, content, err := e.House.Billing.File(e.Context, c.ID, kind)
	if err != nil {
		return err
	}
	if c.Out == "" {
		if _, err := e.Out.Write(content); err != nil {
			return fmt.Errorf("writing the %s: %w", kind, err)
		}
		return nil
	}
	if err := writeOut(c.Out, content); err != nil {
		return err
	}
	return e.Print(fileJSON{orNull(d.Number), c.Out, len(content)}, func(w io.Writer) { fmt.Fprintln(w, c.Out) })
}

// writeOut writes a file whole or not at all; fault report_not_written at "out".
func writeOut(path string, content []byte) error {
	return letter.Save(letter.Ready(path, "out", content))
}

type documentPDF struct{ documentFile }

// Run gives the PDF.
func (c documentPDF) Run(e *env) error { return c.write(e, billing.FilePDF) }

type documentXML struct{ documentFile }

// Run gives the electronic invoice.
func (c documentXML) Run(e *env) error { return c.write(e, billing.FileXML) }

type documentXLSX struct{ documentFile }

// Run gives the workbook.
func (c documentXLSX) Run(e *env) error { return c.write(e, billing.FileWorkbook) }
