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

// beyond sums the minutes of overage that invoices bill, and counts the
// documents that each entry stands on.
func (d *desk) beyond() (minutes int64, stands map[clients.ID]int) {
	d.t.Helper()
	docs, err := d.bills.Documents(d.ctx, billing.Filter{Client: d.kivu.ID, Kinds: []billing.Kind{billing.Invoice, billing.Credit}, Issued: true})
	d.must(err)
	stands = map[clients.ID]int{}
	for _, doc := range docs {
		sign := int64(1)
		if doc.Kind == billing.Credit {
			sign = -1
		}
		minutes += sign * quantities(doc)[billing.Overage]
		for _, id := range doc.Entries() {
			stands[id] += int(sign)
		}
	}
	return minutes, stands
}

func (d *desk) consent(m civil.Month, minutes int64) {
	d.t.Helper()
	_, err := d.GiveConsent(d.ctx, hours.Consent{Client: d.kivu.ID, Month: m, Minutes: minutes, By: "Ana", On: m.First()})
	d.must(err)
}

// Ensure an entry that the client agreed to in part is billed for the rest when
// the client agrees to it, and once, also after both invoices are taken back:
// 120 min sold, one entry of 200, 30 agreed and then the other 50. 10 €/h × 1.25.
func TestEntryAgreedInTwoParts(t *testing.T) {
	for name, signFirst := range map[string]bool{"invoice alone": false, "from a statement": true} {
		t.Run(name, func(t *testing.T) {
			d := openDesk(t)
			fee := eur(50_000)
			d.terms(func(k *clients.Contract) {
				k.QuotaMinutes, k.Fee, k.OverageCoefficient, k.StatementFirst = 120, &fee, 12_500, signFirst
			})
			e := d.work(3, 200)
			d.consent(d.feb, 30)
			if signFirst {
				account, _, err := d.bills.DraftStatement(d.ctx, d.kivu.ID, d.feb, "")
				d.must(err)
				account = d.issue(account)
				_, err = d.bills.Sign(d.ctx, account.Number, "Ana", civil.Date{}, "")
				d.must(err)
			}
			first := d.issue(d.draft())
			_, _, err := d.bills.DraftMonth(d.ctx, d.kivu.ID, d.feb)
			wantFault(t, err, "billed_already", "month")
			d.consent(d.feb, 50)
			one, two := d.draft(), d.draft()
			rest := d.issue(one)
			if lines(rest) != "overage" || rest.Totals.Net != 1042 || len(rest.Entries()) != 0 {
				t.Errorf("%s, %+v, %d entries", lines(rest), rest.Totals, len(rest.Entries()))
			}
			_, err = d.bills.Issue(d.ctx, string(two.ID), civil.Date{})
			wantFault(t, err, "draft_stale", "month")

			_, err = d.bills.Credit(d.ctx, first.Number, billing.CreditForm{})
			wantFault(t, err, "overage_billed", "number")
			for _, number := range []string{rest.Number, first.Number} {
				_, err = d.bills.Credit(d.ctx, number, billing.CreditForm{})
				d.must(err)
			}
			all := d.issue(d.draft())
			if minutes, stands := d.beyond(); minutes != 80 || stands[e.ID] != 1 || all.Totals.Net != 50_000+1667 {
				t.Errorf("both taken back: %d min beyond, entry on %d, %+v", minutes, stands[e.ID], all.Totals)
			}
			d.sound()
		})
	}
}

// Ensure what is owed at the end of a contract is billed as overage of its last
// month, with its consent: 120 min a month, 400 worked in January and 20 in
// February, the last one. 180 min beyond, 160 of them January's last.
func TestDeficitAtTheEnd(t *testing.T) {
	for _, c := range []struct {
		name         string
		carry        clients.Carry
		overage      clients.Overage
		fee          bool
		consent, net int64
	}{
		{"billed with consent", clients.CarryBoth, clients.OverageBill, true, 180, 50_000 + 3000},
		{"billed in part", clients.CarryBoth, clients.OverageBill, true, 90, 50_000 + 1500},
		{"not agreed", clients.CarryDeficit, clients.OverageBill, true, 0, 50_000},
		{"borrowed", clients.CarryNone, clients.OverageBorrow, true, 180, 50_000 + 3000},
		{"paid by the hour in its month", clients.CarryBoth, clients.OverageBill, false, 180, 333},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := openDesk(t)
			fee := eur(50_000)
			d.terms(func(k *clients.Contract) {
				if k.QuotaMinutes, k.Carry, k.Overage, k.Until = 120, c.carry, c.overage, d.feb.Last(); c.fee {
					k.Fee = &fee
				}
			})
			feb := d.feb
			d.feb = feb.Add(-1)
			d.work(5, 100)
			d.work(6, 300)
			january := d.issue(d.draft())
			d.feb = feb
			d.work(3, 20)
			b, err := d.Bank(d.ctx, d.kivu.ID, feb)
			d.must(err)
			if b.Total.Overage != 180 || quantities(january)[billing.Overage] != 0 {
				t.Fatalf("overage %d", b.Total.Overage)
			}
			if c.consent > 0 {
				d.consent(feb, c.consent)
			}
			doc, notes, err := d.bills.DraftMonth(d.ctx, d.kivu.ID, feb)
			d.must(err)
			doc = d.issue(doc)
			if doc.Totals.Net != c.net || (len(notes) > 0) != (c.consent < 180) {
				t.Errorf("net %d, %s, notes %v", doc.Totals.Net, lines(doc), notes)
			}
			d.sound()
			if c.fee && c.consent > 0 {
				_, err = d.bills.Credit(d.ctx, january.Number, billing.CreditForm{})
				wantFault(t, err, "overage_billed", "number")
			}
			if c.consent == 180 {
				_, _, err = d.bills.DraftMonth(d.ctx, d.kivu.ID, feb)
				wantFault(t, err, "billed_already", "month")
			}
		})
	}
}
