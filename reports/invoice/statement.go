package invoice

import (
	"slices"

	"regie/clients/billing"
	"regie/reports/page"
)

// fewLines are how many lines of a statement stand on one page with their sums.
const fewLines = 8

// bills tells that some of the time is to be billed: not all of it lies within
// the bank.
func (s *sheet) bills() bool {
	return slices.ContainsFunc(s.d.Lines, billing.Line.Priced)
}

// statementEnd is what a statement's time is worth where it is billed, then
// where both sides sign: never alone on a page.
func (s *sheet) statementEnd() []page.Block {
	end := append(s.note(), s.signature())
	if !s.bills() {
		return []page.Block{page.Keep{Blocks: end}}
	}
	lines := []page.Block{page.Heading{Level: 2, Text: s.t("invoice.to_bill")}, s.lines()}
	sums := append([]page.Block{s.sums()}, end...)
	if len(s.d.Lines) <= fewLines {
		return []page.Block{page.Keep{Blocks: append(lines, sums...)}}
	}
	return append(lines, page.Keep{Blocks: sums})
}

// signature is where both sides sign, with room for a stamp.
func (s *sheet) signature() page.Block {
	return page.Keep{Blocks: []page.Block{page.Drawing{Height: 100, Draw: func(c *page.Canvas) {
		gap := 22.0
		w := (c.Width() - gap) / 2
		for i, words := range []string{
			s.t("invoice.sign_seller", "name", s.d.Seller.PrintedName()), s.t("invoice.sign_"+string(s.d.Kind), "name", s.d.Buyer.PrintedName()),
		} {
			x := float64(i) * (w + gap)
			c.RoundRect(x, 12, w, 86, 6, page.Color{}, s.theme.Line, 0.9)
			h := c.Text(x+12, 20, w-24, page.Text(words), page.TextStyle{Size: 8.6, Bold: true, Lead: 1.3})
			c.Text(x+12, 21+h, w-24, page.Text(s.t("invoice.sign_how")), page.TextStyle{Size: 7.6, Color: s.theme.Mute, Lead: 1.3})
		}
	}}}}
}
