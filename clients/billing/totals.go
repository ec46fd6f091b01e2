package billing

import (
	"cmp"
	"slices"

	"regie/clients/money"
)

// LineNet is quantity × price, rounded half up once and then to what documents
// show of the currency. Hours that are not rounded are priced by the second.
func LineNet(l Line, currency money.Currency) int64 {
	var net int64
	switch {
	case l.Info:
		return 0
	case l.Of != 0: // a credit note mirrors its invoice: see creditLine
		return l.Net
	case l.Unit == Hour && l.BilledSeconds != 0:
		net = money.LineAmount(l.BilledSeconds, l.Price)
	case l.Unit == Hour:
		net = money.MulDiv(l.Quantity, l.Price, 60)
	default:
		net = money.MulDiv(l.Quantity, l.Price, One)
	}
	return money.DocumentRound(money.Of(net, currency)).Minor
}

// Compute numbers the lines and works out nets, discount shares, VAT and
// totals. VAT is taken per category and rate on the sum of its bases; the
// discount is spread over the bases by largest remainder.
func (d *Document) Compute() {
	type key struct {
		category Category
		rate     money.Rate
	}
	bases := map[key]int64{}
	var order []key
	d.Totals = Totals{Discount: d.Discount}
	for i := range d.Lines {
		l := &d.Lines[i]
		l.No = i + 1
		l.Net = LineNet(*l, d.Currency)
		if l.Info {
			continue
		}
		k := key{l.Category, l.Rate}
		if _, ok := bases[k]; !ok {
			order = append(order, k)
		}
		bases[k] += l.Net
		d.Totals.Lines += l.Net
	}
	slices.SortFunc(order, func(a, b key) int {
		return cmp.Or(cmp.Compare(b.rate, a.rate), cmp.Compare(a.category, b.category))
	})
	weights := make([]int64, len(order))
	for i, k := range order {
		weights[i] = bases[k]
	}
	d.Shares, d.VAT = nil, nil
	shares := spreadDiscount(d.Discount, weights, d.Currency)
	for i, k := range order {
		if shares != nil && shares[i] != 0 {
			d.Shares = append(d.Shares, Share{Category: k.category, Rate: k.rate, Minor: shares[i]})
			bases[k] -= shares[i]
		}
		v := VATLine{Category: k.category, Rate: k.rate, Base: bases[k]}
		v.VAT = money.DocumentRound(money.Of(money.VAT(v.Base, v.Rate), d.Currency)).Minor
		v.Reason, v.Code = d.reason(k.category)
		d.VAT = append(d.VAT, v)
		d.Totals.Net += v.Base
		d.Totals.VAT += v.VAT
	}
	d.Totals.Gross = d.Totals.Net + d.Totals.VAT
}

// spreadDiscount shares a discount over bases in proportion, in whole units of
// what the currency shows; nil where there is none.
func spreadDiscount(discount int64, bases []int64, currency money.Currency) []int64 {
	if discount == 0 || len(bases) == 0 {
		return nil
	}
	unit := int64(1)
	for range currency.Digits() - currency.ShownDigits() {
		unit *= 10
	}
	shares := money.Spread(discount/unit, bases)
	for i := range shares {
		shares[i] *= unit
	}
	return shares
}
