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
	left := s.howToPay(facts)
	if s.set.close {
		left = append([]page.Block{s.howToPayInWords(facts)}, s.mentions()...)
	}
	code, ok := s.transferCode()
	if !ok {
		return []page.Block{page.Keep{Blocks: left}}
	}
	return []page.Block{page.Keep{Blocks: []page.Block{page.Split{
		Ratio: 0.72, Gap: 24, Left: left, Right: []page.Block{s.qrBlock(code, s.t("invoice.scan"))},
	}}}}
}

// howToPay is the terms and the account in a grid, then the link.
func (s *sheet) howToPay(facts []page.Fact) []page.Block {
	pay := s.d.Payment
	out := []page.Block{page.Heading{Level: 3, Text: s.t("invoice.payment")}}
	if pay.Terms != "" {
		out = append(out, page.Paragraph{Spans: page.Text(pay.Terms), Tight: true})
	}
	if len(facts) > 0 {
		out = append(out, page.Facts{Pairs: facts, PerRow: 2})
	}
	if pay.Link != "" {
		out = append(out, page.Paragraph{Spans: s.payOnline()})
	}
	return out
}

// howToPayInWords is the same as one paragraph.
func (s *sheet) howToPayInWords(facts []page.Fact) page.Block {
	words := []page.Span{{Text: s.t("invoice.payment") + "  ", Bold: true}, {Text: s.d.Payment.Terms + "\n"}}
	for i, f := range facts {
		if i > 0 {
			words = append(words, page.Span{Text: "  ·  "})
		}
		value := f.Lines[0]
		value.Text, value.Size = strings.ReplaceAll(value.Text, " ", "\u00a0"), 0
		words = append(words, page.Span{Text: strings.ReplaceAll(f.Label, " ", "\u00a0") + "\u00a0", Size: s.theme.Caption * 0.94, Color: s.theme.Mute}, value)
	}
	if s.d.Payment.Link != "" {
		words = append(append(words, page.Span{Text: "\n"}), s.payOnline()...)
	}
	return page.Paragraph{Spans: words}
}

func (s *sheet) payOnline() []page.Span {
	link := s.d.Payment.Link
	return []page.Span{{Text: s.t("invoice.pay_online") + " "}, {Text: link, Link: link, Color: s.theme.Brand}}
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
// caption below, or beside it where the document is set close.
func (s *sheet) qrBlock(code *qr.Code, caption string) page.Block {
	const side, quiet = 84.0, 4
	height := side + 21
	if s.set.close {
		height = side
	}
	return page.Drawing{Height: height, Draw: func(c *page.Canvas) {
		x := c.Width() - side
		c.Rect(x, 0, side, side, page.White)
		step := side / float64(code.Size+2*quiet)
		c.Path(qrPath(code, x+quiet*step, quiet*step, step), page.Hex("#000000"), page.Color{}, 0)
		st := page.TextStyle{Size: 7.2, Color: c.Theme().Mute, Align: page.Right, Lead: 1.25}
		if s.set.close {
			c.Text(0, 12, x, page.Text(caption), st)
			return
		}
		c.Text(x-30, side, side+30, page.Text(caption), st)
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
	return []page.Block{page.Spacer{Height: 6}, page.Paragraph{
		Spans: page.Text(strings.Join(texts, " ")), Style: page.TextStyle{Size: s.theme.Caption, Color: s.theme.Mute, Lead: 1.32},
	}}
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
		Ratio: 0.72, Gap: 24, Left: left, Right: []page.Block{s.qrBlock(code, s.t("invoice.congo_scan"))},
	}}}}
}
