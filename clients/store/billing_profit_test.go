package store

import (
	"regexp"
	"testing"

	"regie/clients"
	"regie/clients/billing"
	"regie/clients/civil"
	"regie/clients/hours"
)

// cost gives every hour from January a cost that stands nowhere else.
func (d *desk) cost(minor int64) {
	d.t.Helper()
	_, _, err := d.SetRate(d.ctx, hours.Rate{Side: hours.Cost, From: civil.NewDate(2026, 1, 1), Amount: eur(minor)})
	d.must(err)
}

func (d *desk) profit(by string) []billing.Profit {
	d.t.Helper()
	list, err := d.bills.Profit(d.ctx, "", d.feb, by)
	d.must(err)
	return list
}

// Ensure what is not invoiced yet is waiting and no loss, that an invoice makes
// it revenue and cost, that an avoir takes both back, and that a document of no
// month counts in the one it was issued in.
func TestProfitOfAMonth(t *testing.T) {
	d := openDesk(t)
	d.cost(617)
	d.work(3, 90)
	d.work(4, 30)
	if p := d.profit(billing.ByClient)[0]; p.Invoiced() || p.Margin() != 0 || p.Effective() != nil || p.Waiting != 7200 || p.WaitingCost != 1234 {
		t.Errorf("before the invoice: %+v", p)
	}
	inv := d.issue(d.draft())
	if p := d.profit(billing.ByClient)[0]; !p.Invoiced() || p.Revenue != 2000 || p.Cost != 1234 || p.Margin() != 766 || *p.Effective() != 1000 || p.Waiting != 0 {
		t.Errorf("invoiced: %+v", p)
	}
	_, err := d.bills.Credit(d.ctx, inv.Number, billing.CreditForm{})
	d.must(err)
	if p := d.profit(billing.ByClient)[0]; p.Invoiced() || p.Revenue != 0 || p.WaitingCost != 1234 {
		t.Errorf("taken back: %+v", p)
	}
	d.issue(d.draft())
	free, err := d.bills.NewDraft(d.ctx, d.kivu.ID, billing.Invoice)
	d.must(err)
	free, err = d.bills.AddLine(d.ctx, string(free.ID), billing.LineForm{Description: "Atelier", Quantity: billing.One, Price: eur(500)})
	d.must(err)
	free = d.issue(free)
	list, err := d.bills.Profit(d.ctx, d.kivu.ID, free.IssuedOn.InMonth(), billing.ByClient)
	d.must(err)
	var revenue int64
	for _, p := range list {
		revenue += p.Revenue
	}
	if want := int64(500); free.IssuedOn.InMonth() == d.feb && revenue != want+2000 || free.IssuedOn.InMonth() != d.feb && revenue != want {
		t.Errorf("with an invoice of no month: %d", revenue)
	}
}

// Ensure every breakdown adds up to the same cent, fees and discounts spread.
func TestProfitAddsUp(t *testing.T) {
	d := openDesk(t)
	d.cost(1001)
	fee := eur(99_999)
	d.terms(func(c *clients.Contract) { c.Fee, c.QuotaMinutes = &fee, 6000 })
	for i, hat := range []string{"writer", "moderator", "analyst", "writer", "care"} {
		_, _, err := d.Add(d.ctx, hours.Form{Client: d.kivu.ID, Person: d.zoe.ID, Hat: hat, On: civil.NewDate(2026, 2, 3+i), Seconds: int64(1234 + 777*i)})
		d.must(err)
	}
	doc, err := d.bills.SetDiscount(d.ctx, string(d.draft().ID), eur(1234), "")
	d.must(err)
	d.issue(doc)
	var want billing.Profit
	for _, p := range d.profit(billing.ByClient) {
		want.Add(p)
	}
	if want.Revenue != 99_999-1234 {
		t.Errorf("revenue: %d", want.Revenue)
	}
	for _, by := range []string{billing.ByLevel, billing.ByHat} {
		var sum billing.Profit
		list := d.profit(by)
		for _, p := range list {
			sum.Add(p)
		}
		if sum != want {
			t.Errorf("%s: %+v, not %+v", by, sum, want)
		}
	}
	if n := len(d.profit(billing.ByHat)); n != 4 {
		t.Errorf("%d hats", n)
	}
}

// internal are words for what a client must never read.
var internal = regexp.MustCompile(`(?i)cost|margin|profit|31337|313[.,]37`)

// Ensure no document holds what work costs: the printers see the document alone.
func TestNoDocumentTellsTheCost(t *testing.T) {
	d := openDesk(t)
	d.cost(31337)
	d.work(3, 60)
	st, _, err := d.bills.DraftStatement(d.ctx, d.kivu.ID, d.feb, billing.GroupPerson)
	d.must(err)
	inv := d.issue(st)
	for _, doc := range []billing.Document{inv, d.issue(d.draft())} {
		if found := internal.FindString(string(doc.Canonical)); found != "" {
			t.Errorf("%s holds %q: %s", doc.Number, found, doc.Canonical)
		}
	}
}
