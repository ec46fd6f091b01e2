package store

import (
	"testing"

	"regie/clients"
	"regie/clients/billing"
	"regie/clients/civil"
)

// Ensure a draft under the franchise says which limit it takes the year over,
// and in the next year that the franchise is gone.
func TestADraftWatchesTheFranchise(t *testing.T) {
	d := openDesk(t)
	_, err := d.house.EditAgency(d.ctx, func(a *clients.Agency) { a.Franchise = true })
	d.must(err)
	for _, c := range []struct {
		on    civil.Date
		minor int64
		want  string
	}{
		{civil.NewDate(2026, 3, 1), 37_500_00, ""},
		{civil.NewDate(2026, 6, 1), 3_750_00, "franchise_lost_next"},
		{civil.NewDate(2026, 7, 1), 1, "franchise_lost"},
		{civil.NewDate(2027, 1, 2), 1, "franchise_over"},
	} {
		doc, err := d.bills.NewDraft(d.ctx, d.kivu.ID, billing.Invoice)
		d.must(err)
		_, err = d.bills.AddLine(d.ctx, string(doc.ID), billing.LineForm{Description: "Site", Quantity: billing.One, Price: eur(c.minor)})
		d.must(err)
		list, err := d.bills.Check(d.ctx, string(doc.ID), c.on)
		d.must(err)
		got := ""
		for _, f := range list.Notices {
			if f.Field == "agency.franchise" {
				got += f.Code
			}
		}
		if got != c.want || len(list.Missing) > 0 {
			t.Errorf("%s: %q, want %q; missing %v", c.on, got, c.want, list.Missing)
		}
		_, err = d.bills.Issue(d.ctx, string(doc.ID), c.on)
		d.must(err)
	}
}
