package einvoice

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
	cii "github.com/speedata/einvoice"

	"regie/clients/billing"
	"regie/clients/civil"
	"regie/clients/money"
)

// Check reads an electronic invoice again and compares every figure and number
// that it carries with the document: number, kind, dates, currency, parties,
// account, lines, discount, VAT, totals. It returns, joined, what differs.
func Check(xml []byte, d billing.Document) error {
	r, err := readXML(xml)
	if err != nil {
		return err
	}
	c := &comparison{a: amountsOf(d.Currency)}
	c.head(r, d)
	c.totals(r, d)
	c.lines(r, d)
	c.tax(r, d)
	if len(c.found) > 0 {
		return fmt.Errorf("the electronic invoice does not say what the document says: %w", errors.Join(c.found...))
	}
	return nil
}

type comparison struct {
	a     amounts
	found []error
}

func (c *comparison) text(what, got, want string) {
	if got = oneLine(got); got != oneLine(want) {
		c.found = append(c.found, fmt.Errorf("%s is %q, not %q", what, got, want))
	}
}

func (c *comparison) number(what, got string, want decimal.Decimal) {
	if n, err := decimal.NewFromString(strings.TrimSpace(got)); err != nil || !n.Equal(want) {
		c.found = append(c.found, fmt.Errorf("%s is %q, not %s", what, got, want))
	}
}

func (c *comparison) minor(what, got string, want int64) { c.number(what, got, c.a.of(want)) }

// rate compares a VAT rate; out of scope bears none.
func (c *comparison) rate(what, got string, category billing.Category, want money.Rate) {
	if category == billing.OutOfScope {
		c.text(what, got, "")
		return
	}
	c.number(what, got, percent(want))
}

// day is a date as CII writes it (format 102).
func day(d civil.Date) string { return strings.ReplaceAll(d.String(), "-", "") }

func (c *comparison) head(r *read, d billing.Document) {
	s := &r.Settlement
	c.text("profile", r.Guideline, cii.SpecEN16931)
	c.text("number", r.Number, d.Number)
	c.text("kind", r.Kind, strconv.Itoa(d.Kind.TypeCode()))
	c.text("day of issue", r.IssuedOn, day(d.IssuedOn))
	c.text("due day", s.DueOn, day(d.DueOn))
	c.text("currency", s.Currency, string(d.Currency))
	c.text("seller", r.Agreement.Seller, d.Seller.PrintedName())
	c.text("buyer", r.Agreement.Buyer, d.Buyer.PrintedName())
	if d.Kind != billing.Credit {
		c.text("account", s.IBAN, compact(d.Payment.IBAN))
	}
	var got, want []string
	for _, ref := range s.Preceding {
		got = append(got, ref.Number+" "+ref.On)
	}
	for _, e := range d.Preceding() {
		want = append(want, e.Number+" "+day(e.On))
	}
	c.text("preceding documents", strings.Join(got, ", "), strings.Join(want, ", "))
}

func (c *comparison) totals(r *read, d billing.Document) {
	t := &r.Settlement.Totals
	c.minor("sum of lines", t.Lines, d.Totals.Lines)
	if t.Discount == "" { // left out when there is none
		t.Discount = "0"
	}
	c.minor("discount", t.Discount, d.Totals.Discount)
	c.minor("net", t.Net, d.Totals.Net)
	vat := ""
	for _, v := range t.VAT {
		if v.Currency == string(d.Currency) {
			vat = v.Amount
		}
	}
	c.minor("VAT", vat, d.Totals.VAT)
	c.minor("gross", t.Gross, d.Totals.Gross)
	c.minor("amount due", t.Due, d.Totals.Gross)
}

func (c *comparison) lines(r *read, d billing.Document) {
	at := 0
	for _, l := range d.Lines {
		if !l.Priced() {
			continue
		}
		if at == len(r.Lines) {
			c.found = append(c.found, fmt.Errorf("line %d is missing", l.No))
			return
		}
		got := &r.Lines[at]
		at++
		what := "line " + strconv.Itoa(l.No)
		c.text(what, got.No, strconv.Itoa(l.No))
		c.text(what+": name", got.Name, firstOf(oneLine(l.Description), string(l.Nature)))
		c.quantity(what, got, l)
		c.minor(what+": net", got.Net, l.Net)
		c.minor(what+": price", got.Price, l.Price)
		c.text(what+": category", got.Category, string(l.Category))
		c.rate(what+": rate", got.Rate, l.Category, l.Rate)
	}
	if at < len(r.Lines) {
		c.found = append(c.found, fmt.Errorf("%d lines too many", len(r.Lines)-at))
	}
}

// quantity compares pieces, or hours in the unit they are written in: hours to
// four decimals, minutes, or the seconds of what is not rounded.
func (c *comparison) quantity(what string, got *readLine, l billing.Line) {
	want := decimal.NewFromInt(l.Quantity)
	switch unit := got.Quantity.Unit; {
	case l.Unit == billing.Piece && unit == "C62":
		want = decimal.New(l.Quantity, -2)
	case l.Unit == billing.Hour && unit == "HUR":
		want = want.DivRound(sixty, 4)
	case l.Unit == billing.Hour && unit == "SEC":
		want = decimal.NewFromInt(l.BilledSeconds)
	case l.Unit == billing.Hour && unit == "MIN":
	default:
		c.text(what+": unit", unit, string(l.Unit))
	}
	c.number(what+": quantity", got.Quantity.Number, want)
}

func (c *comparison) tax(r *read, d billing.Document) {
	taxes, shares := r.Settlement.Taxes, r.Settlement.Allowance
	if len(taxes) != len(d.VAT) || len(shares) != len(d.Shares) {
		c.found = append(c.found, fmt.Errorf("%d VAT rates and %d shares of the discount, not %d and %d",
			len(taxes), len(shares), len(d.VAT), len(d.Shares)))
		return
	}
	for i, v := range d.VAT {
		what := fmt.Sprintf("VAT %s %s", v.Category, percent(v.Rate))
		c.text(what, taxes[i].Category, string(v.Category))
		c.rate(what+": rate", taxes[i].Rate, v.Category, v.Rate)
		c.minor(what+": base", taxes[i].Base, v.Base)
		c.minor(what+": amount", taxes[i].VAT, v.VAT)
	}
	for i, s := range d.Shares {
		what := fmt.Sprintf("discount on %s %s", s.Category, percent(s.Rate))
		c.text(what, shares[i].Category, string(s.Category))
		c.rate(what+": rate", shares[i].Rate, s.Category, s.Rate)
		c.minor(what, shares[i].Amount, s.Minor)
	}
}
