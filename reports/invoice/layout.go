// Package invoice prints the documents of billing: quotes, statements,
// invoices, deposits and credit notes, in the agency's colours, in French or
// English, as PDF with the electronic invoice inside where one is due, and the
// statement as a workbook too. Every figure is taken from the document; what
// was printed is read back and compared before it is handed out.
package invoice

import (
	"fmt"
	"strings"

	"regie/assets/text"
	"regie/clients/billing"
	"regie/clients/money"
	"regie/reports/page"
)

// Options say how a document is printed.
type Options struct {
	// Logo of the seller; nil prints its name.
	Logo *page.Picture
}

// sheet is a document being laid out.
type sheet struct {
	d     billing.Document
	p     *text.Printer
	theme page.Theme
	opt   Options
}

// Layout lays a document out; a draft is marked as such on every page. It does
// no input or output, and the same document gives the same pages.
func Layout(d billing.Document, opt Options) (*page.Document, error) {
	s := newSheet(d, opt)
	setup := page.Setup{
		Title: s.title(), Author: d.Seller.PrintedName(), Subject: s.subject(), Lang: string(s.p.Lang()), Theme: s.theme,
		Margins: page.Margins{Top: 98, Right: 48, Bottom: 84, Left: 48},
		Header:  s.head, Footer: s.foot,
	}
	doc, err := page.Layout(setup, s.blocks())
	if err != nil {
		return nil, fmt.Errorf("laying out %s: %w", setup.Title, err)
	}
	return doc, nil
}

func newSheet(d billing.Document, opt Options) *sheet {
	color, err := page.ParseColor(d.Seller.Color)
	if err != nil {
		color = page.Color{}
	}
	theme := page.NewTheme(color, page.Color{})
	theme.Body, theme.Caption = 9.4, 8
	d.Time = ordered(d.Time)
	return &sheet{d: d, p: text.For(text.Lang(d.Lang)), theme: theme, opt: opt}
}

// t is a text of the printed documents.
func (s *sheet) t(key string, kv ...any) string { return s.p.T(key, kv...) }

// money is an amount of the document, in its currency.
func (s *sheet) money(minor int64) string { return s.p.Money(money.Of(minor, s.d.Currency)) }

// kind is what the document is called: "Facture".
func (s *sheet) kind() string { return s.t("invoice.kind_" + string(s.d.Kind)) }

// title is kind and number: "Facture F2026-0042".
func (s *sheet) title() string {
	if !s.d.Issued() {
		return s.kind()
	}
	return s.kind() + " " + s.d.Number
}

func (s *sheet) subject() string {
	parts := []string{}
	for _, part := range []string{s.d.Buyer.PrintedName(), s.d.Subject} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, " · ")
}

// blocks is the document from top to bottom.
func (s *sheet) blocks() []page.Block {
	out := []page.Block{s.parties(), s.facts()}
	if s.d.Kind != billing.Statement { // its figures bring their own space
		out = append(out, page.Spacer{Height: 8})
	}
	if s.d.Subject != "" {
		out = append(out, page.Heading{Level: 2, Text: s.d.Subject})
	}
	out = append(out, s.origin()...)
	if s.d.Kind == billing.Statement {
		out = append(out, s.timeBlocks()...)
		out = append(out, s.statedLines()...)
		out = append(out, s.note()...)
		return append(out, s.signature())
	}
	out = append(out, s.lines(), s.sums())
	out = append(out, s.payment()...)
	out = append(out, s.note()...)
	if s.d.Kind == billing.Quote {
		out = append(out, s.signature())
	}
	out = append(out, s.mentions()...)
	out = append(out, s.congo()...)
	return append(out, s.annex()...)
}

// note is the free words to the client.
func (s *sheet) note() []page.Block {
	if s.d.Note == "" {
		return nil
	}
	return []page.Block{page.Callout{Spans: page.Text(s.d.Note)}}
}
