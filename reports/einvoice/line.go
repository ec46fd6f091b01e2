package einvoice

import (
	"strconv"

	"github.com/shopspring/decimal"
	cii "github.com/speedata/einvoice"

	"regie/clients/billing"
	"regie/clients/money"
)

// measure is a way to write a quantity: so many units, the price for base of
// them.
type measure struct {
	unit           string
	quantity, base decimal.Decimal
}

var (
	sixty   = decimal.NewFromInt(60)
	hourSec = decimal.NewFromInt(3600)
)

// line maps a priced line (BG-25).
func line(l billing.Line, currency money.Currency) cii.InvoiceLine {
	a := amountsOf(currency)
	price := a.of(l.Price)
	net := a.of(l.Net)
	m := fitting(measures(l), price, net, currency)
	out := cii.InvoiceLine{
		LineID: strconv.Itoa(l.No), ItemName: firstOf(oneLine(l.Description), string(l.Nature)), Description: clean(l.Detail),
		NetPrice: price, BilledQuantity: m.quantity, BilledQuantityUnit: m.unit,
		TaxTypeCode: "VAT", TaxCategoryCode: string(l.Category), TaxRateApplicablePercent: percent(l.Rate),
		Total: net,
	}
	if !m.base.Equal(one) {
		out.BasisQuantity, out.BasisQuantityUnit = m.base, m.unit
	}
	if !l.Month.IsZero() {
		out.BillingSpecifiedPeriodStart, out.BillingSpecifiedPeriodEnd = date(l.Month.First()), date(l.Month.Last())
	}
	return out
}

// measures are the ways to write a line's quantity, the plainest first. Hours
// have four decimals at most, so that odd minutes are written as minutes at
// the price of sixty of them, and what is not rounded as seconds.
func measures(l billing.Line) []measure {
	if l.Unit != billing.Hour {
		return []measure{{unit: string(billing.Piece), quantity: decimal.New(l.Quantity, -2), base: one}}
	}
	minutes := decimal.NewFromInt(l.Quantity)
	out := []measure{
		{unit: string(billing.Hour), quantity: minutes.DivRound(sixty, 4), base: one},
		{unit: "MIN", quantity: minutes, base: sixty},
	}
	if l.BilledSeconds != 0 {
		out = append(out, measure{unit: "SEC", quantity: decimal.NewFromInt(l.BilledSeconds), base: hourSec})
	}
	return out
}

// fitting is the first measure whose quantity × price is the line's net, so
// that whoever computes it again finds the same; the plainest when none is (a
// credit note's share of a line).
func fitting(all []measure, price, net decimal.Decimal, currency money.Currency) measure {
	for _, m := range all {
		if m.quantity.Mul(price).Div(m.base).Round(int32(currency.ShownDigits())).Equal(net) {
			return m
		}
	}
	return all[0]
}
