package store

import (
	"testing"

	"regie/clients"
	"regie/clients/billing"
	"regie/clients/civil"
	"regie/clients/hours"
)

// quantities sums the minutes of a document's hours by nature.
func quantities(doc billing.Document) map[billing.Nature]int64 {
	sum := map[billing.Nature]int64{}
	for _, l := range doc.Lines {
		if l.Unit == billing.Hour {
			sum[l.Nature] += l.Quantity
		}
	}
	return sum
}

// Ensure hours sold ahead without a fee are billed en régie: within them by the
// hour, beyond them what the client agreed to, what is given as a gift, and
// nothing twice. 90 + 90 + 30 min at 10 €/h, 120 min sold ahead.
func TestHoursWithoutAFee(t *testing.T) {
	for _, c := range []struct {
		name             string
		overage          clients.Overage
		consent          int64
		within, over     int64
		gift, left, net  int64
		entries, removed int
	}{
		{"nothing agreed", clients.OverageBill, 0, 120, 0, 0, 90, 2000, 2, 1},
		{"part agreed", clients.OverageBill, 60, 120, 60, 0, 30, 3250, 2, 1},
		{"all agreed", clients.OverageBill, 90, 120, 90, 0, 0, 3875, 3, 0},
		{"given", clients.OverageFree, 0, 120, 0, 90, 0, 2000, 3, 0},
		{"borrowed", clients.OverageBorrow, 0, 210, 0, 0, 0, 3500, 3, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := openDesk(t)
			d.terms(func(k *clients.Contract) { k.QuotaMinutes, k.Overage, k.OverageCoefficient = 120, c.overage, 12_500 })
			for i, minutes := range []int{90, 90, 30} {
				d.work(3+i, minutes)
			}
			if c.consent > 0 {
				_, err := d.GiveConsent(d.ctx, hours.Consent{Client: d.kivu.ID, Month: d.feb, Minutes: c.consent, By: "Ana", On: civil.NewDate(2026, 2, 4)})
				d.must(err)
			}
			doc, notes, err := d.bills.DraftMonth(d.ctx, d.kivu.ID, d.feb)
			d.must(err)
			q := quantities(doc)
			if q[billing.Hours] != c.within || q[billing.Overage] != c.over || q[billing.Gift] != c.gift || doc.Totals.Net != c.net {
				t.Errorf("%v, net %d", q, doc.Totals.Net)
			}
			if (len(notes) > 0) != (c.left > 0) || len(doc.Entries()) != c.entries {
				t.Errorf("notes %v, %d entries", notes, len(doc.Entries()))
			}
			d.issue(doc)
			d.sound()
			if c.removed == 0 {
				_, _, err = d.bills.DraftMonth(d.ctx, d.kivu.ID, d.feb)
				wantFault(t, err, "billed_already", "month")
			}
		})
	}
}

// Ensure what the client agrees to after the invoice is billed then, and what
// was billed is not billed again, with a fee or without.
func TestOverageAgreedLater(t *testing.T) {
	for _, fee := range []bool{true, false} {
		d := openDesk(t)
		amount := eur(50_000)
		d.terms(func(k *clients.Contract) {
			if k.QuotaMinutes = 120; fee {
				k.Fee = &amount
			}
		})
		d.work(3, 120)
		d.work(4, 60)
		first := d.issue(d.draft())
		_, err := d.GiveConsent(d.ctx, hours.Consent{Client: d.kivu.ID, Month: d.feb, Minutes: 60, By: "Ana", On: civil.NewDate(2026, 2, 20)})
		d.must(err)
		second := d.issue(d.draft())
		if len(first.Entries()) != 1 || len(second.Entries()) != 1 || lines(second) != "overage" || second.Totals.Net != 1000 {
			t.Errorf("fee %v: %s then %s, %+v", fee, lines(first), lines(second), second.Totals)
		}
		d.sound()
	}
}
