package invoice

import (
	"strconv"

	"regie/clients/billing"
	"regie/clients/money"
	"regie/reports/page"
)

// lines is the table of what is sold; where it goes on over a page, what the
// lines before add up to is carried over.
func (s *sheet) lines() page.Block {
	t := page.Table{Pad: s.set.pad, WithNext: true, Columns: []page.Column{
		{Title: s.t("invoice.col_no"), Width: 22, Color: s.theme.Mute},
		{Title: s.t("invoice.col_description"), Flex: 1},
		{Title: s.t("invoice.col_quantity"), Align: page.Right},
		{Title: s.t("invoice.col_price"), Align: page.Right},
		{Title: s.t("invoice.col_vat"), Align: page.Right},
		{Title: s.t("invoice.col_net"), Align: page.Right},
	}}
	var sum int64
	for _, l := range s.d.Lines {
		row := s.line(l)
		row.Carried = []page.Cell{
			{Text: s.t("invoice.brought_forward"), Span: len(t.Columns) - 1, Color: s.theme.Mute}, {Text: s.money(sum), Bold: true},
		}
		t.Rows = append(t.Rows, row)
		if l.Priced() {
			sum += l.Net
		}
	}
	return t
}

// line is one line. Hours within the bank, and those given, are information:
// a quantity, and a word where the price would stand.
func (s *sheet) line(l billing.Line) page.Row {
	what := []page.Span{{Text: l.Description}}
	if l.Detail != "" {
		apart := "\n"
		if s.set.close {
			apart = "  "
		}
		what = append(what, page.Span{Text: apart + l.Detail, Size: s.theme.Caption, Color: s.theme.Mute})
	}
	row := page.Row{Cells: []page.Cell{
		{Text: strconv.Itoa(l.No)}, {Spans: what}, {Text: s.quantity(l)},
	}}
	if l.Info {
		row.Cells = append(row.Cells, page.Cell{}, page.Cell{}, page.Cell{
			Spans: []page.Span{{Text: s.infoWord(l), Italic: true, Color: s.theme.Mute}},
		})
		return row
	}
	price := s.money(l.Price)
	if l.Unit == billing.Hour {
		price = s.t("invoice.per_hour", "price", price)
	}
	row.Cells = append(row.Cells, page.Cell{Text: price}, page.Cell{Text: s.rate(l.Category, l.Rate)}, page.Cell{Text: s.money(l.Net), Bold: true})
	return row
}

func (s *sheet) infoWord(l billing.Line) string {
	switch l.Nature {
	case billing.Included:
		return s.t("invoice.included")
	case billing.Gift:
		return s.t("invoice.given")
	}
	return s.t("invoice.for_information")
}

// quantity is hours as they are written everywhere, or so many pieces.
func (s *sheet) quantity(l billing.Line) string {
	if l.Unit == billing.Hour {
		return s.p.Hours(l.Quantity)
	}
	n, digits := l.Quantity, 2
	for digits > 0 && n%10 == 0 {
		n, digits = n/10, digits-1
	}
	return s.p.Decimal(n, digits)
}

// rate is the VAT of a line: its rate, or the word for why there is none.
func (s *sheet) rate(c billing.Category, r money.Rate) string {
	switch c {
	case billing.Exempt:
		if !s.d.Seller.Franchise { // only what is paid for the client's account
			return s.t("invoice.vat_debours")
		}
		return s.t("invoice.vat_exempt")
	case billing.Reverse:
		return s.t("invoice.vat_reverse")
	case billing.OutOfScope:
		return s.t("invoice.vat_out")
	}
	return s.p.Rate(r)
}
