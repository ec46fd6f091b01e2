package store

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"regie/clients"
	"regie/clients/billing"
	"regie/clients/budget"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/clients/money"
)

// paper prints a document as its JSON, so that files differ as documents do.
type paper struct{ fail error }

func (p paper) Print(_ context.Context, d billing.Document) (billing.Printed, error) {
	if p.fail != nil {
		return billing.Printed{}, p.fail
	}
	raw, err := json.Marshal(d)
	out := billing.Printed{PDF: append([]byte("%PDF "), raw...)}
	if d.Kind.Fiscal() {
		out.XML = append([]byte("<xml>"), raw...)
	}
	if d.Kind == billing.Statement {
		out.Workbook = append([]byte("PK"), raw...)
	}
	return out, err
}

func (p paper) Draw(ctx context.Context, d billing.Document) ([]byte, error) {
	printed, err := p.Print(ctx, d)
	return printed.PDF, err
}

// desk is a real folder with everything that billing stands on.
type desk struct {
	*hoursHouse
	bills  *billing.Service
	budget *budget.Service
	feb    civil.Month
}

func openDesk(t testing.TB) *desk {
	t.Helper()
	d := &desk{hoursHouse: openHours(t), feb: civil.NewMonth(2026, 2)}
	d.budget = budget.New(d.store.Budget(), d.house, d.clock.now, d.store.NewID)
	d.bills = d.billing(d.store.Billing(), paper{})
	_, err := d.house.EditAgency(d.ctx, func(a *clients.Agency) {
		a.Name, a.LegalForm, a.Address, a.Postcode, a.City, a.Country = "Atelier", "SARL", "1 rue Haute", "69001", "Lyon", "FR"
		a.SIREN, a.VATID, a.IBAN, a.Currency = "732829320", "FR44732829320", "FR7630006000011234567890189", money.EUR
	})
	d.must(err)
	d.kivu, err = d.house.EditClient(d.ctx, d.kivu.ID, func(c *clients.Client) {
		c.Address, c.Postcode, c.City, c.Country, c.SIREN = "2 rue Basse", "75001", "Paris", "FR", "552100554"
	})
	d.must(err)
	_, _, err = d.SetRate(d.ctx, hours.Rate{Side: hours.Sale, From: civil.NewDate(2026, 1, 1), Amount: eur(1000)})
	d.must(err)
	return d
}

func (d *desk) billing(keep billing.Keeper, p billing.Printer) *billing.Service {
	return billing.New(billing.Deps{Keep: keep, House: d.house, Time: d.Service, Purse: d.budget, Print: p, Now: d.clock.now, NewID: d.store.NewID})
}

// work adds an entry of minutes on a day of the month, February unless moved.
func (d *desk) work(day, minutes int) hours.Entry {
	d.t.Helper()
	e, _, err := d.Add(d.ctx, hours.Form{Client: d.kivu.ID, Person: d.zoe.ID, Hat: "writer", On: civil.NewDate(d.feb.Year, d.feb.Month, day), Seconds: int64(minutes) * 60})
	d.must(err)
	return e
}

func (d *desk) draft() billing.Document {
	d.t.Helper()
	doc, _, err := d.bills.DraftMonth(d.ctx, d.kivu.ID, d.feb)
	d.must(err)
	return doc
}

func (d *desk) issue(doc billing.Document) billing.Document {
	d.t.Helper()
	doc, err := d.bills.Issue(d.ctx, string(doc.ID), civil.Date{})
	d.must(err)
	return doc
}

// sound wants the database, files and chain to be as they were issued.
func (d *desk) sound() {
	d.t.Helper()
	found, err := d.store.Check(d.ctx, false)
	d.must(err)
	for _, f := range found {
		d.t.Errorf("check: %v", f.Fault)
	}
}

func (d *desk) terms(change func(*clients.Contract)) {
	d.t.Helper()
	c := clients.NewTerms(d.kivu, civil.NewDate(2026, 1, 1))
	change(&c)
	_, err := d.house.SetContract(d.ctx, c)
	d.must(err)
}

func lines(doc billing.Document) string {
	var parts []string
	for _, l := range doc.Lines {
		parts = append(parts, string(l.Nature))
	}
	return strings.Join(parts, " ")
}
