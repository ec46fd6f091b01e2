package store

import (
	"math/rand/v2"
	"strings"
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

// Ensure what may still be credited is told line by line, and that a sketch is
// the avoir that is then issued, and keeps nothing.
func TestWhatIsLeftToCredit(t *testing.T) {
	d := openDesk(t)
	d.terms(func(*clients.Contract) {})
	d.work(3, 60)
	doc := d.draft()
	doc, err := d.bills.AddLine(d.ctx, string(doc.ID), billing.LineForm{Description: "Tracts", Quantity: 3 * billing.One, Price: eur(3333)})
	d.must(err)
	inv := d.issue(doc)
	form := billing.CreditForm{Lines: []int{1}, Quantities: map[int]int64{2: 2 * billing.One}}
	sketch, err := d.bills.CreditSketch(d.ctx, inv.Number, form)
	d.must(err)
	left, err := d.bills.Creditable(d.ctx, inv.Number)
	d.must(err)
	if len(left) != 2 || left[0].Quantity != 60 || left[1].Net != 9999 {
		t.Errorf("at first: %+v", left)
	}
	made, err := d.bills.Credit(d.ctx, inv.Number, form)
	d.must(err)
	if made.Totals != sketch.Totals || made.Totals.Net != 1000+6666 {
		t.Errorf("sketched %+v, issued %+v", sketch.Totals, made.Totals)
	}
	left, err = d.bills.Creditable(d.ctx, inv.Number)
	d.must(err)
	if len(left) != 1 || left[0].No != 2 || left[0].Quantity != billing.One || left[0].Net != 3333 {
		t.Errorf("left: %+v", left)
	}
	_, err = d.bills.CreditSketch(d.ctx, inv.Number, form)
	wantFault(t, err, "credit_above", "lines")
	d.sound()
}

// Ensure the client signs once for the time of a statement: what an avoir frees
// of it, in parts or whole, is billed again from the same statement, each entry
// once.
func TestWhatIsCreditedInPartNeedsNoNewSignature(t *testing.T) {
	d := openDesk(t)
	signed, invoice := d.signedAndBilled()
	credited := func(number string, lines ...int) {
		t.Helper()
		_, err := d.bills.Credit(d.ctx, number, billing.CreditForm{Lines: lines})
		d.must(err)
	}
	again := func(entries int) billing.Document {
		t.Helper()
		doc := d.issue(d.draft())
		if doc.Refs.Statement != signed.Number || len(doc.Entries()) != entries {
			t.Fatalf("%s bills %d entries of %q", doc.Number, len(doc.Entries()), doc.Refs.Statement)
		}
		if st, err := d.bills.Document(d.ctx, signed.Number); err != nil || st.State != billing.Invoiced {
			t.Errorf("the statement is %s, %v", st.State, err)
		}
		return doc
	}
	credited(invoice.Number, 1)
	if st, err := d.bills.Document(d.ctx, signed.Number); err != nil || st.State != billing.Signed {
		t.Errorf("with time free, the statement is %s, %v", st.State, err)
	}
	second := again(1)
	credited(invoice.Number, 2) // while the second holds the statement
	third := again(1)
	credited(second.Number)
	credited(third.Number)
	again(2)
	d.sound()
}

// Ensure time that changed since it was signed wants a new statement, beside the
// one of which an invoice stands.
func TestWhatChangedIsSignedAgain(t *testing.T) {
	d := openDesk(t)
	signed, invoice := d.signedAndBilled()
	_, err := d.bills.Credit(d.ctx, invoice.Number, billing.CreditForm{Lines: []int{1}})
	d.must(err)
	freed := invoice.Lines[0].Entries[0]
	err = d.EditAll(d.ctx, d.kivu.ID, []clients.ID{freed}, func(f *hours.Form) { f.Seconds += 600 })
	d.must(err)
	doc := d.draft()
	_, err = d.bills.Issue(d.ctx, string(doc.ID), civil.Date{})
	wantFault(t, err, "statement_changed", "statement")
	d.must(d.bills.RemoveDraft(d.ctx, string(doc.ID)))
	st, _, err := d.bills.DraftStatement(d.ctx, d.kivu.ID, d.feb, "")
	d.must(err)
	st = d.issue(st)
	if st.Refs.Replaces != "" || len(st.Entries()) != 1 {
		t.Errorf("the new statement replaces %q with %d entries", st.Refs.Replaces, len(st.Entries()))
	}
	_, err = d.bills.Sign(d.ctx, st.Number, "Ana", civil.Date{}, "")
	d.must(err)
	if last := d.issue(d.draft()); last.Refs.Statement != st.Number || last.Entries()[0] != freed {
		t.Errorf("%s bills %v of %s, the first was %s", last.Number, last.Entries(), last.Refs.Statement, signed.Number)
	}
	d.sound()
}

// signedAndBilled is a statement of two entries of different work, signed, and
// its invoice of two lines.
func (d *desk) signedAndBilled() (statement, invoice billing.Document) {
	d.t.Helper()
	d.terms(func(c *clients.Contract) { c.StatementFirst = true })
	for i, hat := range []string{"writer", "moderator"} {
		_, _, err := d.Add(d.ctx, hours.Form{Client: d.kivu.ID, Person: d.zoe.ID, Hat: hat, On: civil.NewDate(2026, 2, 3+i), Seconds: 3600})
		d.must(err)
	}
	statement, _, err := d.bills.DraftStatement(d.ctx, d.kivu.ID, d.feb, "")
	d.must(err)
	statement = d.issue(statement)
	_, err = d.bills.Sign(d.ctx, statement.Number, "Ana", civil.Date{}, "")
	d.must(err)
	return statement, d.issue(d.draft())
}

// Ensure an avoir prints the rate frozen on its invoice, and its own total at it.
func TestAnAvoirKeepsTheRateOfTheDay(t *testing.T) {
	d := openDesk(t)
	d.work(3, 60)
	doc := d.draft()
	_, err := d.bills.EditDraft(d.ctx, string(doc.ID), func(doc *billing.Document) error {
		doc.Exchange = &billing.Exchange{To: "CDF", Num: 3100, Den: 1, On: civil.NewDate(2026, 2, 27)}
		return nil
	})
	d.must(err)
	invoice := d.issue(doc)
	credit, err := d.bills.Credit(d.ctx, invoice.Number, billing.CreditForm{Quantities: map[int]int64{1: 30}})
	d.must(err)
	said := ""
	for _, m := range credit.Mentions {
		if m.Code == "exchange" {
			said += m.Text
		}
	}
	if !strings.Contains(said, "18\u202f600") { // 5,00 € and 20 % at 3 100
		t.Errorf("the avoir says %q", said)
	}
	d.sound()
}
