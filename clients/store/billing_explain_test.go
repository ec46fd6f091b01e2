package store

import (
	"slices"
	"strings"
	"testing"

	"regie/clients/billing"
	"regie/clients/civil"
)

// Ensure what screens and each issue ask of the documents is served by an index.
func TestDocumentsAreFoundByIndex(t *testing.T) {
	s := openHours(t).store
	for _, q := range []string{
		`SELECT ` + documentColumns + ` FROM document d WHERE d.id = ?`,
		`SELECT ` + documentColumns + ` FROM document d WHERE d.number = ? AND d.number <> ''`,
		`SELECT ` + documentColumns + ` FROM document d WHERE d.client_id = ? AND d.month = ? ORDER BY d.position`,
		`SELECT ` + documentColumns + ` FROM document d WHERE d.client_id = ? AND d.of_number = ? ORDER BY d.position`,
		`SELECT position, hash FROM document WHERE number <> '' ORDER BY position DESC LIMIT 1`,
		`SELECT sequence, issued_on FROM document WHERE number <> '' AND series = ? AND year = ? ORDER BY sequence DESC LIMIT 1`,
		`SELECT sequence, issued_on FROM document WHERE number <> '' AND series = ? ORDER BY issued_on DESC LIMIT 1`,
		`UPDATE time_entry SET document = ? WHERE client_id = ? AND document = ? AND id IN (SELECT value FROM json_each(?))`,
	} {
		args := make([]any, strings.Count(q, "?"))
		for i := range args {
			args[i] = "x"
		}
		plan := explain(t, s, q, args...)
		loose := func(step string) bool {
			return strings.Contains(step, "TEMP B-TREE") && !strings.Contains(q, "of_number = ? ORDER") && !strings.Contains(q, "month = ?") ||
				strings.HasPrefix(step, "SCAN") && !strings.Contains(step, "USING") && !strings.Contains(step, "json_each")
		}
		if i := slices.IndexFunc(plan, loose); i >= 0 {
			t.Errorf("%s: %s", q, strings.Join(plan, "\n  "))
		}
	}
}

// Ensure each way of listing documents is served by an index made for it, and
// the newest ones are found without sorting.
func TestListingsAreServedByAnIndex(t *testing.T) {
	s := openHours(t).store
	all := []billing.Kind{billing.Invoice, billing.Deposit, billing.Credit}
	for name, c := range map[string]struct {
		f     billing.Filter
		index string
	}{
		"of a client":        {billing.Filter{Client: "k"}, "(client_id=?"},
		"of a month":         {billing.Filter{Client: "k", Kinds: all, Month: civil.NewMonth(2026, 2), Issued: true}, "document_by_client (client_id=? AND month=? AND kind=?)"},
		"of days":            {billing.Filter{Kinds: all, Days: civil.NewMonth(2026, 2).Range(), Issued: true}, "document_by_issue (issued_on>? AND issued_on<?)"},
		"what is owed":       {billing.Filter{Open: true}, "document_owed (kind=?)"},
		"the credit notes":   {billing.Filter{Client: "k", Kinds: []billing.Kind{billing.Credit}, Of: "F1", Issued: true}, "document_of (of_number=? AND kind=?)"},
		"by number":          {billing.Filter{Prefix: "F2026", Newest: 12}, "document_by_number (number>? AND number<?)"},
		"by amount":          {billing.Filter{Gross: [2]int64{100, 109}, Newest: 12}, "document_by_gross (gross_minor>? AND gross_minor<?)"},
		"a client's newest":  {billing.Filter{Client: "k", Newest: 12}, "document_newest (client_id=?)"},
		"the newest of kind": {billing.Filter{Kinds: all, Newest: 12}, "document_by_position"},
	} {
		query, args := documentsQuery(c.f)
		plan := strings.Join(explain(t, s, query, args...), "\n")
		if !strings.Contains(plan, c.index) {
			t.Errorf("%s:\n%s", name, plan)
		}
		sorted := strings.Contains(plan, "TEMP B-TREE FOR ORDER BY")
		if c.f.Newest > 0 && c.f.Prefix == "" && c.f.Gross == [2]int64{} && sorted {
			t.Errorf("%s is sorted:\n%s", name, plan)
		}
	}
}

// Ensure documents are found by number, amount, client and kind, and what is
// owed is what is not settled.
func TestFindingDocuments(t *testing.T) {
	d := openDesk(t)
	var docs []billing.Document
	for day := range 3 {
		d.work(3+day, 60*(day+1))
		docs = append(docs, d.issue(d.draft()))
	}
	for typed, want := range map[string]string{
		"f2026-0002": "F2026-0002", "F2026": "F2026-0003 F2026-0002 F2026-0001", "24": "F2026-0002", "36,00": "F2026-0003", "99": "", "x": "",
	} {
		found, err := d.bills.Find(d.ctx, typed, nil, nil, 12)
		d.must(err)
		if got := numbers(found); got != want {
			t.Errorf("%q: %s", typed, got)
		}
	}
	found, err := d.bills.Find(d.ctx, "", nil, []billing.Kind{billing.Invoice}, 2)
	d.must(err)
	if got := numbers(found); got != "F2026-0003 F2026-0002" {
		t.Errorf("newest: %s", got)
	}
	_, err = d.bills.Pay(d.ctx, docs[0].Number, eur(1200), civil.Date{}, "", "")
	d.must(err)
	_, err = d.bills.Pay(d.ctx, docs[1].Number, eur(1), civil.Date{}, "", "")
	d.must(err)
	_, err = d.bills.Credit(d.ctx, docs[2].Number, billing.CreditForm{})
	d.must(err)
	open, err := d.bills.Documents(d.ctx, billing.Filter{Open: true})
	d.must(err)
	if got := numbers(open); got != "F2026-0002" {
		t.Errorf("owed: %s", got)
	}
}

func numbers(docs []billing.Document) string {
	var list []string
	for _, d := range docs {
		list = append(list, d.Number)
	}
	return strings.Join(list, " ")
}
