package invoice

import (
	"slices"
	"strings"

	"rsc.io/qr"

	"regie/clients/billing"
	"regie/reports/page"
)

// payment is how to pay: day, account, link, and on invoices in euros the code
// that a banking app reads.
func (s *sheet) payment() []page.Block {
	d := s.d
	if d.Kind != billing.Invoice && d.Kind != billing.Deposit {
		return nil
	}
	facts := s.paymentFacts()
	if len(facts) == 0 && d.Payment.Terms == "" {
		return nil
	}
	left := []page.Block{page.Heading{Level: 3, Text: s.t("invoice.payment")}}
	if d.Payment.Terms != "" {
		left = append(left, page.Paragraph{Spans: page.Text(d.Payment.Terms), Tight: true})
	}
	if len(facts) > 0 {
		left = append(left, page.Facts{Pairs: facts, PerRow: 2})
	}
	if d.Payment.Link != "" {
		left = append(left, page.Paragraph{Spans: []page.Span{
			{Text: s.t("invoice.pay_online") + " "}, {Text: d.Payment.Link, Link: d.Payment.Link, Color: s.theme.Brand},
		}})
	}
	code, ok := s.transferCode()
	if !ok {
		return []page.Block{page.Keep{Blocks: left}}
	}
	return []page.Block{page.Keep{Blocks: []page.Block{page.Split{
		Ratio: 0.72, Gap: 24, Left: left, Right: []page.Block{qrBlock(code, s.t("invoice.scan"))},
	}}}}
}

func (s *sheet) paymentFacts() []page.Fact {
	var out []page.Fact
	add := func(key, value string) {
		if value != "" {
			out = append(out, page.Fact{Label: strings.ToUpper(s.t(key)), Lines: []page.Span{{Text: value, Bold: true, Size: 9}}})
		}
	}
	pay := s.d.Payment
	add("invoice.iban", fours(pay.IBAN))
	add("invoice.bic", pay.BIC)
	add("invoice.holder", pay.Holder)
	if pay.IBAN != "" {
		add("invoice.remittance", s.d.Number)
	}
	return out
}

// transferCode is the code of the transfer, of an issued document only: a draft
// must not be paid.
func (s *sheet) transferCode() (*qr.Code, bool) {
	if !s.d.Issued() {
		return nil, false
	}
	words, ok := Transfer(s.d)
	if !ok {
		return nil, false
	}
	code, err := qr.Encode(words, qr.M)
	return code, err == nil
}

// qrBlock draws a code as squares, with four modules of white around it, and a
// caption below.
func qrBlock(code *qr.Code, caption string) page.Block {
	const side, quiet = 92.0, 4
	return page.Drawing{Height: side + 24, Draw: func(c *page.Canvas) {
		x := c.Width() - side
		c.Rect(x, 0, side, side, page.White)
		step := side / float64(code.Size+2*quiet)
		c.Path(qrPath(code, x+quiet*step, quiet*step, step), page.Hex("#000000"), page.Color{}, 0)
		c.Text(x-30, side, side+30, page.Text(caption), page.TextStyle{Size: 7.2, Color: c.Theme().Mute, Align: page.Right, Lead: 1.25})
	}}
}

// qrPath is the dark modules, each run of a row one rectangle.
func qrPath(code *qr.Code, x, y, step float64) page.Path {
	var path page.Path
	for row := range code.Size {
		for col := 0; col < code.Size; col++ {
			if !code.Black(col, row) {
				continue
			}
			from := col
			for col < code.Size && code.Black(col, row) {
				col++
			}
			left, right := x+float64(from)*step, x+float64(col)*step
			top, bottom := y+float64(row)*step, y+float64(row+1)*step
			path.Move(left, top)
			path.Line(right, top)
			path.Line(right, bottom)
			path.Line(left, bottom)
			path.Close()
		}
	}
	return path
}

// mentions are the sentences that the law wants, but for those that stand
// beside the VAT already.
func (s *sheet) mentions() []page.Block {
	reasons := s.reasons()
	var texts []string
	for _, m := range s.d.Mentions {
		if m.Text != "" && !slices.Contains(reasons, m.Text) {
			texts = append(texts, m.Text)
		}
	}
	if len(texts) == 0 {
		return nil
	}
	return []page.Block{page.Spacer{Height: 8}, page.Note(strings.Join(texts, " "))}
}

// congo is what the invoicing device of the RDC gave for the invoice.
func (s *sheet) congo() []page.Block {
	d := s.d.Congo
	if d == nil || d.DEF == "" && d.QR == "" {
		return nil
	}
	left := []page.Block{page.Heading{Level: 3, Text: s.t("invoice.congo")}}
	if d.DEF != "" {
		left = append(left, page.Facts{PerRow: 1, Pairs: []page.Fact{{Label: s.t("invoice.def"), Lines: []page.Span{{Text: d.DEF, Bold: true}}}}})
	}
	if d.QR == "" {
		return left
	}
	left = append(left, page.Note(d.QR))
	code, err := qr.Encode(d.QR, qr.M)
	if err != nil { // longer than a code can hold: the text stands
		return left
	}
	return []page.Block{page.Keep{Blocks: []page.Block{page.Split{
		Ratio: 0.72, Gap: 24, Left: left, Right: []page.Block{qrBlock(code, s.t("invoice.congo_scan"))},
	}}}}
}
