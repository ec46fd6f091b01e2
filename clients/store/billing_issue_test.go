package store

import (
	"context"
	"os"
	"slices"
	"testing"

	"regie/clients"
	"regie/clients/billing"
	"regie/clients/civil"
)

// Ensure two drafts of the same entries are billed once.
func TestTwoDraftsOfTheSameEntries(t *testing.T) {
	d := openDesk(t)
	d.work(3, 60)
	one, two := d.draft(), d.draft()
	d.issue(one)
	_, err := d.bills.Issue(d.ctx, string(two.ID), civil.Date{})
	wantFault(t, err, "billed_already", "month")
	d.sound()
}

// Ensure one flipped byte of an issued document or of a frozen file is found.
func TestAFlippedByteIsFound(t *testing.T) {
	d := openDesk(t)
	d.work(3, 60)
	doc := d.issue(d.draft())
	for _, q := range []string{`DROP TRIGGER document_no_update`, `UPDATE document SET content = replace(content, '"Kivu Maison"', '"Kivu Naison"')`} {
		_, err := d.store.write.ExecContext(d.ctx, q)
		d.must(err)
	}
	found, err := d.store.Check(d.ctx, false)
	d.must(err)
	if len(found) != 1 || found[0].Fault.Code != "chain_changed" {
		t.Errorf("a changed document: %v", found)
	}
	_, err = d.store.write.ExecContext(d.ctx, `UPDATE document SET content = replace(content, '"Kivu Naison"', '"Kivu Maison"')`)
	d.must(err)
	d.sound()
	st, _, err := d.bills.DraftStatement(d.ctx, d.kivu.ID, d.feb.Add(1), "")
	if d.feb = d.feb.Add(1); err == nil {
		t.Fatalf("a statement of nothing: %+v", st)
	}
	d.work(3, 60)
	st, _, err = d.bills.DraftStatement(d.ctx, d.kivu.ID, d.feb, "")
	d.must(err)
	st = d.issue(st)
	for what, hash := range map[string]string{"PDF": doc.Files.PDF, "XML": doc.Files.XML, "workbook": st.Files.Workbook} {
		path := d.store.Media().path(hash)
		whole, err := os.ReadFile(path)
		d.must(err)
		flipped := slices.Clone(whole)
		flipped[len(flipped)/2] ^= 1
		d.must(writeWhole(path, flipped))
		if found, err = d.store.Check(d.ctx, false); err != nil || len(found) != 1 || found[0].Fault.Code != "media_changed" {
			t.Errorf("a flipped byte of a %s: %v, %v", what, found, err)
		}
		d.must(writeWhole(path, whole))
	}
	d.sound()
}

// Ensure nothing of an issued document changes in SQL, in any of its tables.
func TestIssuedDocumentsHoldInSQL(t *testing.T) {
	d := openDesk(t)
	fee := eur(1000)
	d.terms(func(c *clients.Contract) { c.Fee = &fee })
	d.work(3, 60)
	doc := d.issue(d.draft())
	_, err := d.bills.Pay(d.ctx, doc.Number, eur(1), civil.Date{}, "", "")
	d.must(err)
	d.feb = d.feb.Add(1)
	d.work(3, 60)
	st, _, err := d.bills.DraftStatement(d.ctx, d.kivu.ID, d.feb, "")
	d.must(err)
	_, err = d.bills.Sign(d.ctx, d.issue(st).Number, "Ana", civil.Date{}, "")
	d.must(err)
	for _, q := range []string{
		`UPDATE document SET content = '{}' WHERE number <> ''`, `UPDATE document SET hash = 'x' WHERE number <> ''`,
		`UPDATE document SET number = '', hash = '', position = 0, issued_on = '' WHERE number <> ''`, `DELETE FROM document WHERE number <> ''`,
		`INSERT INTO document_entry (client_id, document_id, line, entry_id) SELECT client_id, document_id, 7, entry_id FROM document_entry LIMIT 1`,
		`UPDATE document_entry SET entry_id = 'x'`, `DELETE FROM document_entry`,
		`UPDATE document_claim SET ref = 'x'`, `DELETE FROM document_claim`, `UPDATE document_payment SET amount_minor = 9`, `UPDATE document_event SET by_name = 'x'`,
		`DELETE FROM media WHERE sha256 IN (SELECT pdf_sha256 FROM document)`,
		`UPDATE time_entry SET seconds = 1 WHERE document <> ''`, `UPDATE time_entry SET rate_minor = 1 WHERE document <> ''`,
		`UPDATE time_entry SET document = '' WHERE document <> ''`, `DELETE FROM time_entry WHERE document <> ''`,
	} {
		if _, err := d.store.write.ExecContext(d.ctx, q); err == nil {
			t.Errorf("%s was allowed", q)
		}
	}
	d.sound()
	// What slips past the triggers is found.
	for _, q := range []string{`DROP TRIGGER document_entry_late`, `INSERT INTO document_entry (client_id, document_id, line, entry_id)
		SELECT client_id, document_id, 7, entry_id FROM document_entry LIMIT 1`} {
		_, err := d.store.write.ExecContext(d.ctx, q)
		d.must(err)
	}
	if found, err := d.store.Check(d.ctx, false); err != nil || len(found) != 1 || found[0].Fault.Code != "document_differs" {
		t.Errorf("an entry slipped in: %v, %v", found, err)
	}
}

// Ensure the numbers of a series begin again with a year, and an earlier year
// is refused after it.
func TestNumbersByYear(t *testing.T) {
	d := openDesk(t)
	d.work(3, 60)
	d.issue(d.draft())
	d.clock.at = d.clock.at.AddDate(1, 0, 0)
	d.work(4, 60)
	if doc := d.issue(d.draft()); doc.Number != "F2027-0001" {
		t.Errorf("number: %s", doc.Number)
	}
	set, err := d.bills.Settings(d.ctx)
	if err != nil {
		t.Fatal(err)
	}
	for series, want := range map[billing.Series]string{billing.SeriesInvoice: "F2027-0002", billing.SeriesCredit: "A2027-0001"} {
		if got, err := d.bills.NextNumber(d.ctx, set, series, civil.NewDate(2027, 11, 22)); err != nil || got != want {
			t.Errorf("next of %s: %s, %v", series, got, err)
		}
	}
	d.work(5, 60)
	_, err = d.bills.Issue(d.ctx, string(d.draft().ID), civil.NewDate(2026, 12, 31))
	wantFault(t, err, "issue_before", "on")
	d.sound()
}

// shortKeeper moves one entry less than it was asked to, as if another window
// had billed it in between.
type shortKeeper struct{ billing.Keeper }

func (k shortKeeper) MoveEntries(ctx context.Context, client clients.ID, ids []clients.ID, from, to string) (int, error) {
	n, err := k.Keeper.MoveEntries(ctx, client, ids, from, to)
	return n - 1, err
}

// Ensure an invoice that does not get all its entries is not issued at all, and
// that a credit note takes back no more of a line than is left.
func TestAllEntriesOrNone(t *testing.T) {
	d := openDesk(t)
	e := d.work(3, 60)
	doc := d.draft()
	_, err := d.billing(shortKeeper{d.store.Billing()}, paper{}).Issue(d.ctx, string(doc.ID), civil.Date{})
	wantFault(t, err, "entries_billed", "entries")
	now, err := d.Entry(d.ctx, d.kivu.ID, e.ID)
	d.must(err)
	kept, err := d.bills.Document(d.ctx, string(doc.ID))
	d.must(err)
	if now.Document != "" || kept.Issued() {
		t.Errorf("half issued: entry on %q, document %q", now.Document, kept.Number)
	}
	doc = d.issue(doc)
	if doc.Number != "F2026-0001" {
		t.Errorf("the next number is %s", doc.Number)
	}
	_, err = d.bills.Credit(d.ctx, doc.Number, billing.CreditForm{Quantities: map[int]int64{1: 40}})
	d.must(err)
	_, err = d.bills.Credit(d.ctx, doc.Number, billing.CreditForm{Quantities: map[int]int64{1: 21}})
	wantFault(t, err, "credit_above", "lines")
	d.sound()
}

// Ensure the fee of half a month is half of it, half a cent up, and that a fee
// drawn on two drafts is billed by one.
func TestFeeIsBilledOnce(t *testing.T) {
	d := openDesk(t)
	fee := eur(100_001)
	d.terms(func(c *clients.Contract) { c.From, c.Fee = civil.NewDate(2026, 2, 15), &fee })
	one, two := d.draft(), d.draft()
	if one.Totals.Net != 50_001 {
		t.Errorf("14 of 28 days: %d", one.Totals.Net)
	}
	d.issue(one)
	_, err := d.bills.Issue(d.ctx, string(two.ID), civil.Date{})
	wantFault(t, err, "billed_already", "lines")
	d.sound()
}
