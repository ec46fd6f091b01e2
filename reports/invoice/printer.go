package invoice

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"regie/clients/billing"
	"regie/reports/einvoice"
	"regie/reports/excel"
	"regie/reports/facturx"
	"regie/reports/page"
	"regie/reports/pdf"
)

// Printer makes the files of documents for billing.
type Printer struct {
	// Logo reads a kept picture by its SHA-256. Nil, or an error, prints the
	// seller's name in its place: a picture that is lost must not hold up an
	// invoice.
	Logo func(ctx context.Context, hash string) ([]byte, error)
}

var _ billing.Printer = Printer{}

// Print makes every file that a document of its kind has: the PDF, of invoices,
// deposits and credit notes a Factur-X whose XML is also given apart, and of a
// statement the workbook. Before it returns them it opens them again: the PDF
// as PDF/A-3b with its attachment, the totals in its text, in the XML and in
// the workbook against the document's own integers.
func (r Printer) Print(ctx context.Context, d billing.Document) (billing.Printed, error) {
	var out billing.Printed
	beside := make(chan error, 1)
	go func() { beside <- printBeside(d, &out) }()
	made, err := r.PDF(ctx, d, Options{})
	if err := errors.Join(err, <-beside); err != nil {
		return billing.Printed{}, err
	}
	if out.XML != nil {
		if made, err = attach(made, out.XML, d); err != nil {
			return billing.Printed{}, err
		}
	}
	if err := comparePDF(made, d); err != nil {
		return billing.Printed{}, fmt.Errorf("reading %s again: %w", d.Number, err)
	}
	out.PDF = made
	return out, nil
}

// printBeside makes what goes with the PDF: the XML of an issued document of
// debt, the workbook of a statement.
func printBeside(d billing.Document, out *billing.Printed) (err error) {
	if d.Kind.Fiscal() && d.Issued() {
		out.XML, err = einvoice.XML(d)
	} else if d.Kind == billing.Statement {
		out.Workbook, err = workbook(d)
	}
	return err
}

// Draw makes the pages of a document that is kept nowhere: a month's statement
// as it stands.
func (r Printer) Draw(ctx context.Context, d billing.Document) ([]byte, error) {
	return r.PDF(ctx, d, Options{})
}

// PDF is the printed document alone, without an electronic invoice: a preview
// of a draft.
func (r Printer) PDF(ctx context.Context, d billing.Document, opt Options) ([]byte, error) {
	doc, err := r.Pages(ctx, d, opt)
	if err != nil {
		return nil, err
	}
	out, err := pdf.Bytes(doc, pdf.Meta{Created: instant(d)})
	if err != nil {
		return nil, fmt.Errorf("printing %s: %w", doc.Title, err)
	}
	return out, nil
}

// Pages lays the document out as it is printed, with the seller's logo.
func (r Printer) Pages(ctx context.Context, d billing.Document, opt Options) (*page.Document, error) {
	if opt.Logo == nil {
		opt.Logo = r.picture(ctx, d.Seller.Logo)
	}
	return Layout(d, opt)
}

// picture is a kept picture, nil where there is none that can be shown.
func (r Printer) picture(ctx context.Context, hash string) *page.Picture {
	if hash == "" || r.Logo == nil {
		return nil
	}
	b, err := r.Logo(ctx, hash)
	if err != nil {
		return nil
	}
	pic, err := page.CachedPicture(b)
	if err != nil {
		return nil
	}
	return pic
}

// attach makes the PDF a Factur-X and proves it.
func attach(made, xml []byte, d billing.Document) ([]byte, error) {
	s := newSheet(d, Options{})
	out, err := facturx.Attach(made, xml, facturx.Info{
		Title: page.Plain(s.title()), Author: page.Plain(d.Seller.PrintedName()), Subject: page.Plain(s.subject()), Created: instant(d),
	})
	if err != nil {
		return nil, err
	}
	if err := facturx.Check(out); err != nil {
		return nil, fmt.Errorf("checking %s: %w", d.Number, err)
	}
	inside, err := facturx.Extract(out)
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(inside, xml) {
		return nil, fmt.Errorf("checking %s: the attached invoice is another", d.Number)
	}
	return out, nil // einvoice.XML compared these bytes with the document
}

// instant is when a document was made, to the second: its issue, else its
// draft, else noon of its day, so that the same document gives the same bytes.
func instant(d billing.Document) time.Time {
	switch {
	case !d.IssuedAt.IsZero():
		return d.IssuedAt.UTC().Truncate(time.Second)
	case !d.CreatedAt.IsZero():
		return d.CreatedAt.UTC().Truncate(time.Second)
	case !d.IssuedOn.IsZero():
		return time.Date(d.IssuedOn.Year, d.IssuedOn.Month, d.IssuedOn.Day, 12, 0, 0, 0, time.UTC)
	}
	return time.Unix(0, 0).UTC()
}

// workbook writes a statement's workbook and reads it again.
func workbook(d billing.Document) ([]byte, error) {
	var b bytes.Buffer
	if err := excel.Write(&b, Workbook(d)); err != nil {
		return nil, fmt.Errorf("writing the workbook of %s: %w", d.Number, err)
	}
	if err := compareWorkbook(b.Bytes(), d); err != nil {
		return nil, fmt.Errorf("reading the workbook of %s again: %w", d.Number, err)
	}
	return b.Bytes(), nil
}
