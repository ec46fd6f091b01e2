package invoice

import (
	"slices"

	"regie/clients/billing"
	"regie/reports/page"
)

// sums is the VAT table at the left and the totals at the right, together.
func (s *sheet) sums() page.Block {
	left := []page.Block{s.vat()}
	for _, reason := range s.reasons() {
		left = append(left, page.Note(reason))
	}
	return page.Split{Ratio: 0.53, Gap: 30, Left: left, Right: []page.Block{s.totals(), s.grand()}}
}

// vat is the tax by category and rate, on the sum of their bases.
func (s *sheet) vat() page.Block {
	t := page.Table{Compact: true, Columns: []page.Column{
		{Title: s.t("invoice.vat_rate"), Flex: 1},
		{Title: s.t("invoice.vat_base"), Align: page.Right},
		{Title: s.t("invoice.vat_amount"), Align: page.Right},
	}}
	for _, v := range s.d.VAT {
		t.Rows = append(t.Rows, page.Cells(s.rate(v.Category, v.Rate), s.money(v.Base), s.money(v.VAT)))
	}
	return t
}

// reasons are why no tax is charged, each once.
func (s *sheet) reasons() []string {
	var out []string
	for _, v := range s.d.VAT {
		if v.Reason != "" && !slices.Contains(out, v.Reason) {
			out = append(out, v.Reason)
		}
	}
	return out
}

// totals are the sums above the last.
func (s *sheet) totals() page.Block {
	t := page.Table{Pad: s.set.pad, Columns: []page.Column{{Flex: 1}, {Align: page.Right}}}
	d := s.d
	if d.Totals.Discount != 0 {
		t.Rows = append(t.Rows, page.Cells(s.t("invoice.total_lines"), s.money(d.Totals.Lines)))
		t.Rows = append(t.Rows, page.Cells(firstFilled(d.DiscountLabel, s.t("invoice.discount")), s.money(-d.Totals.Discount)))
	}
	t.Rows = append(t.Rows, page.Cells(s.t("invoice.total_net"), s.money(d.Totals.Net)))
	t.Rows = append(t.Rows, page.Cells(s.t("invoice.total_vat"), s.money(d.Totals.VAT)))
	return t
}

// grand is the last sum on the brand's colour.
func (s *sheet) grand() page.Block {
	label := s.t("invoice.total_" + string(s.d.Kind))
	if s.untaxed() {
		label = s.t("invoice.untaxed_" + string(s.d.Kind))
	}
	height := 34.0
	if s.set.close {
		height = 28
	}
	return page.Drawing{Height: height, Draw: func(c *page.Canvas) {
		c.RoundRect(0, 0, c.Width(), height, 6, s.theme.Primary, page.Color{}, 0)
		on := page.OnColor(s.theme.Primary)
		amount := s.money(s.d.Totals.Gross)
		st := page.TextStyle{Size: 14.5, Bold: true, Color: on, Align: page.Right}
		words := page.TextStyle{Size: 9.6, Bold: true, Color: on}
		room := c.Width() - 34 - c.TextWidth(label, words)
		for st.Size > 8 && c.TextWidth(amount, st) > room {
			st.Size -= 0.5
		}
		c.Label(12, height/2+5, c.Width()-24, amount, st)
		c.Label(12, height/2+4.5, c.Width()-24, label, words)
	}}
}

// untaxed tells that no line bears VAT, so that no sum is "with VAT".
func (s *sheet) untaxed() bool {
	return !slices.ContainsFunc(s.d.VAT, func(v billing.VATLine) bool { return v.Category.Taxed() })
}
