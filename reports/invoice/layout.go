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

// longest is above how many lines a document is set as close as it can be
// without trying.
const longest = 40

// sheet is a document being laid out.
type sheet struct {
	d     billing.Document
	p     *text.Printer
	theme page.Theme
	opt   Options
	set   setting
}

// setting is how close a document is set: sizes of text and of captions, the
// space above and below the text of a line, in points.
type setting struct {
	body, caption, pad float64
	// close sets the detail of a line behind its description, how to pay in one
	// paragraph and the mentions under it, beside the code.
	close bool
}

// settings are tried from the airiest on; the first that takes the fewest pages
// is that of the document, so that a usual invoice is one page.
var settings = []setting{
	{body: 9.4, caption: 8, pad: 6},
	{body: 9.2, caption: 7.8, pad: 4},
	{body: 9.2, caption: 7.8, pad: 4, close: true},
	{body: 8.8, caption: 7.6, pad: 2.6, close: true},
}

// Layout lays a document out; a draft is marked as such on every page. It does
// no input or output, and the same document gives the same pages.
func Layout(d billing.Document, opt Options) (*page.Document, error) {
	s := newSheet(d, opt)
	switch {
	case d.Kind == billing.Statement: // as long as its entries, so close
		s.apply(settings[2])
	case len(d.Lines) > longest:
		s.apply(settings[len(settings)-1])
	default:
		fewest := 0
		for _, set := range settings {
			try := newSheet(d, opt)
			try.apply(set)
			doc, err := try.pages(try.front())
			if err != nil {
				return nil, err
			}
			if n := len(doc.Pages); fewest == 0 || n < fewest {
				fewest, s = n, try
			}
			if fewest == 1 {
				break
			}
		}
	}
	return s.pages(s.blocks())
}

// pages lays blocks out on the document's paper.
func (s *sheet) pages(blocks []page.Block) (*page.Document, error) {
	doc, err := page.Layout(page.Setup{
		Title: s.title(), Author: s.d.Seller.PrintedName(), Subject: s.subject(), Lang: string(s.p.Lang()), Theme: s.theme,
		Margins: page.Margins{Top: 96, Right: 48, Bottom: 72, Left: 48},
		Header:  s.head, Footer: s.foot,
	}, blocks)
	if err != nil {
		return nil, fmt.Errorf("laying out %s: %w", s.title(), err)
	}
	return doc, nil
}

// apply sets the document as close as a setting says.
func (s *sheet) apply(set setting) {
	s.set = set
	s.theme.Body, s.theme.Caption = set.body, set.caption
}

func newSheet(d billing.Document, opt Options) *sheet {
	color, err := page.ParseColor(d.Seller.Color)
	if err != nil {
		color = page.Color{}
	}
	theme := page.NewTheme(color, page.Color{})
	d.Time = ordered(d.Time)
	s := &sheet{d: d, p: text.For(text.Lang(d.Lang)), theme: theme, opt: opt}
	s.apply(settings[0])
	return s
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
func (s *sheet) blocks() []page.Block { return append(s.front(), s.annex()...) }

// front is the document without the annex.
func (s *sheet) front() []page.Block {
	out := append([]page.Block{s.parties()}, s.facts()...)
	if s.d.Kind != billing.Statement && !s.set.close { // its figures bring their own space
		out = append(out, page.Spacer{Height: 8})
	}
	if s.d.Subject != "" {
		out = append(out, page.Heading{Level: 2, Text: s.d.Subject})
	}
	out = append(out, s.origin()...)
	if s.d.Kind == billing.Statement {
		out = append(out, s.timeBlocks()...)
		return append(out, s.statementEnd()...)
	}
	pay := s.payment()
	end := append([]page.Block{s.sums()}, pay...)
	end = append(end, s.note()...)
	if s.d.Kind == billing.Quote {
		end = append(end, s.signature())
	}
	if len(pay) == 0 || !s.set.close { // where it is close, beside the code
		end = append(end, s.mentions()...)
	}
	out = append(out, s.lines(), page.Keep{Blocks: end})
	if s.listsTime() && s.d.Refs.Statement != "" {
		out = append(out, page.Note(s.t("invoice.see_statement", "number", s.d.Refs.Statement)))
	}
	return append(out, s.congo()...)
}

// note is the free words to the client.
func (s *sheet) note() []page.Block {
	if s.d.Note == "" {
		return nil
	}
	return []page.Block{page.Callout{Spans: page.Text(s.d.Note)}}
}
