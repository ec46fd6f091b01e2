package store

import (
	"math/rand/v2"
	"testing"

	"regie/clients"
	"regie/clients/billing"
	"regie/clients/civil"
	"regie/clients/hours"
)

// Ensure whatever lines credit notes take back and new invoices bill again,
// every hour stands once on what is billed, amounts add up in the columns of the
// table as on the documents, and nothing is taken back beyond what is left.
func TestCreditedAndBilledAgain(t *testing.T) {
	dice := rand.New(rand.NewPCG(3, 5))
	d := openDesk(t)
	want := map[clients.ID]bool{}
	for i, hat := range []string{"writer", "moderator", "analyst", "care", "writer", "funnel"} {
		e, _, err := d.Add(d.ctx, hours.Form{Client: d.kivu.ID, Person: d.zoe.ID, Hat: hat, On: civil.NewDate(2026, 2, 3+i), Seconds: int64(601 + 137*i)})
		d.must(err)
		want[e.ID] = true
	}
	last := d.issue(d.draft())
	net := last.Totals.Net
	for range 8 {
		f := billing.CreditForm{Reason: "essai"}
		for _, l := range last.Lines {
			if dice.IntN(2) == 0 {
				f.Lines = append(f.Lines, l.No)
			}
		}
		credit, err := d.bills.Credit(d.ctx, last.Number, f)
		d.must(err)
		if len(f.Lines) > 0 {
			_, err = d.bills.Credit(d.ctx, last.Number, billing.CreditForm{Lines: f.Lines})
			wantFault(t, err, "credit_above", "lines")
		}
		if left := last.Totals.Gross - credit.Totals.Gross; left < 0 || credit.Totals.Net != credit.Totals.Lines {
			t.Fatalf("%s takes back %+v of %+v", credit.Number, credit.Totals, last.Totals)
		}
		last = d.issue(d.draft())
		if last.Totals.Net != credit.Totals.Net || len(last.Entries()) != len(credit.Entries()) {
			t.Errorf("%s bills %d, %s took %d back", last.Number, last.Totals.Net, credit.Number, credit.Totals.Net)
		}
	}
	docs, err := d.bills.Documents(d.ctx, billing.Filter{Client: d.kivu.ID, Issued: true})
	d.must(err)
	times := map[clients.ID]int{}
	var billed, columns int64
	for _, doc := range docs {
		sign := int64(1)
		if doc.Kind == billing.Credit {
			sign = -1
		}
		billed += sign * doc.Totals.Net
		for _, id := range doc.Entries() {
			times[id] += int(sign)
		}
	}
	for id := range want {
		if times[id] != 1 {
			t.Errorf("an entry is billed %d times", times[id])
		}
	}
	err = d.store.read.QueryRowContext(d.ctx, `SELECT sum(CASE kind WHEN 'credit' THEN -net_minor ELSE net_minor END) FROM document WHERE number <> ''`).Scan(&columns)
	d.must(err)
	if billed != net || columns != net {
		t.Errorf("billed %d, in the columns %d, not %d", billed, columns, net)
	}
	d.sound()
}
