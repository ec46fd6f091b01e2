package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"regie/clients"
	"regie/clients/billing"
	"regie/clients/civil"
	"regie/clients/fault"
)

// Billing keeps documents: it is billing.Keeper.
type Billing struct{ s *Store }

// Billing is the store's side of the room of billing.
func (s *Store) Billing() Billing { return Billing{s} }

// Tx runs fn in one transaction.
func (b Billing) Tx(ctx context.Context, fn func(ctx context.Context) error) error {
	return b.s.Tx(ctx, fn)
}

// What was paid on a document d, and what credit notes took back of it.
const (
	documentPaid     = `coalesce((SELECT sum(p.amount_minor) FROM document_payment p WHERE p.client_id = d.client_id AND p.document_id = d.id), 0)`
	documentCredited = `CASE WHEN d.number = '' THEN 0 ELSE coalesce((SELECT sum(c.gross_minor) FROM document c WHERE c.of_number = d.number AND c.kind = 'credit'), 0) END`
)

// documentColumns go with scanDocument; what was paid, taken back and recorded
// is summed beside the document itself.
const documentColumns = `d.content, d.number, d.position, d.issued_at, d.issued_by, d.created_at,
	coalesce(d.pdf_sha256, ''), coalesce(d.xml_sha256, ''), coalesce(d.workbook_sha256, ''), d.prev_hash, d.hash,
	` + documentPaid + `, ` + documentCredited + `,
	d.number <> '' AND EXISTS (SELECT 1 FROM document n WHERE n.of_number = d.number AND n.kind = 'statement'),
	EXISTS (SELECT 1 FROM document_claim k WHERE k.client_id = d.client_id AND k.kind = 'statement' AND k.ref = d.number),
	coalesce((SELECT e.kind FROM document_event e WHERE e.client_id = d.client_id AND e.document_id = d.id
		AND e.kind <> 'reminder' ORDER BY e.id DESC LIMIT 1), '')`

func scanDocument(sc scanner) (billing.Document, error) {
	var d billing.Document
	var content, number, issuedAt, createdAt string
	var after billing.After
	if err := sc.Scan(&content, &number, &d.Position, &issuedAt, &d.IssuedBy, &createdAt,
		&d.Files.PDF, &d.Files.XML, &d.Files.Workbook, &d.Previous, &d.Hash,
		&d.PaidMinor, &d.CreditedMinor, &after.Replaced, &after.Invoiced, &after.Event); err != nil {
		return d, err
	}
	if err := json.Unmarshal([]byte(content), &d); err != nil {
		return d, fmt.Errorf("reading a document: %w", err)
	}
	d.Canonical = []byte(content)
	d.Number = number
	d.State = d.StateAfter(after)
	var err, issued error
	d.CreatedAt, err = parseInstant(createdAt)
	if issuedAt != "" {
		d.IssuedAt, issued = parseInstant(issuedAt)
	}
	return d, errors.Join(err, issued)
}

// Document finds a document by its identifier or number.
func (b Billing) Document(ctx context.Context, ref string) (billing.Document, error) {
	for _, where := range []string{`d.id = ?`, `d.number = ? AND d.number <> ''`} {
		d, ok, err := one(ctx, b.s.q(ctx), "a document", scanDocument, `SELECT `+documentColumns+` FROM document d WHERE `+where, ref)
		if err != nil || ok {
			return d, err
		}
	}
	return billing.Document{}, fault.New("document_unknown", "value", ref).At("id")
}

// Documents lists documents: see billing.Keeper.
func (b Billing) Documents(ctx context.Context, f billing.Filter) ([]billing.Document, error) {
	query, args := documentsQuery(f)
	return collect(ctx, b.s.q(ctx), "documents", scanDocument, query, args...)
}

// documentsQuery is the query of a filter. Each way of asking is served by an
// index, and no document is read that is not given.
func documentsQuery(f billing.Filter) (string, []any) {
	query, args := `SELECT `+documentColumns+` FROM document d`+documentIndex(f)+` WHERE 1 = 1`, []any{}
	and := func(condition string, values ...any) {
		query += " AND " + condition
		args = append(args, values...)
	}
	if f.Client != "" {
		and("d.client_id = ?", f.Client)
	}
	if f.Open {
		f.Kinds, f.Issued = []billing.Kind{billing.Invoice, billing.Deposit}, true
		and(owedCondition)
	}
	if len(f.Kinds) > 0 {
		kinds := make([]any, len(f.Kinds))
		for i, k := range f.Kinds {
			kinds[i] = k
		}
		and("d.kind IN (?"+strings.Repeat(", ?", len(kinds)-1)+")", kinds...)
	}
	if !f.Month.IsZero() {
		and("d.month = ?", f.Month.String())
	}
	if !f.Days.From.IsZero() {
		and("d.issued_on >= ?", f.Days.From.String())
	}
	if !f.Days.To.IsZero() {
		and("d.issued_on BETWEEN '0' AND ?", f.Days.To.String())
	}
	if f.Prefix != "" {
		and("d.number >= ? AND d.number < ?", f.Prefix, f.Prefix+"\U0010FFFF")
	}
	if f.Gross != [2]int64{} {
		and("d.gross_minor BETWEEN ? AND ?", f.Gross[0], f.Gross[1])
	}
	if f.Of != "" {
		and("d.of_number = ?", f.Of)
	}
	switch {
	case f.Drafts:
		and("d.number = ''")
	case f.Issued || f.Days != (civil.Range{}) || f.Prefix != "" || f.Newest > 0:
		and("d.number <> ''")
	}
	if f.Newest > 0 {
		return query + ` ORDER BY d.position DESC LIMIT ?`, append(args, f.Newest)
	}
	return query + ` ORDER BY d.position, d.created_at, d.id`, args
}

// owedCondition holds for invoices and deposits that are not settled to the cent.
const owedCondition = `d.gross_minor <> ` + documentPaid + ` + ` + documentCredited

const (
	overdueQuery = `SELECT d.client_id, count(*) FROM document d INDEXED BY document_owed
		WHERE d.number <> '' AND d.kind IN ('invoice', 'deposit') AND d.due_on < ? AND ` + owedCondition + ` GROUP BY d.client_id`
	invoicedQuery = `SELECT c.id, 1 FROM client c WHERE EXISTS (SELECT 1 FROM document d INDEXED BY document_by_client
		WHERE d.client_id = c.id AND d.month = ? AND d.kind = 'invoice' AND d.number <> '')`
)

// Overdue counts each client's unsettled invoices and deposits that were due
// before a day. It reads no document.
func (b Billing) Overdue(ctx context.Context, day civil.Date) (map[clients.ID]int, error) {
	return b.countByClient(ctx, overdueQuery, day.String())
}

// Invoiced names the clients that an invoice of a month was issued to.
func (b Billing) Invoiced(ctx context.Context, m civil.Month) (map[clients.ID]bool, error) {
	counts, err := b.countByClient(ctx, invoicedQuery, m.String())
	all := make(map[clients.ID]bool, len(counts))
	for id := range counts {
		all[id] = true
	}
	return all, err
}

func (b Billing) countByClient(ctx context.Context, query string, arg string) (map[clients.ID]int, error) {
	return firstOf(readByClient(ctx, b.s.q(ctx), func(sc scanner, client *clients.ID) (n int, err error) {
		err = sc.Scan(client, &n)
		return n, err
	}, query, arg))
}

// documentIndex names the index a filter is served by; without figures of how
// the table is filled SQLite would take the key alone.
func documentIndex(f billing.Filter) string {
	switch {
	case f.Of != "":
		return " INDEXED BY document_of"
	case f.Client != "" && !f.Month.IsZero():
		return " INDEXED BY document_by_client"
	case f.Drafts:
		return ""
	case f.Prefix != "":
		return " INDEXED BY document_by_number"
	case f.Gross != [2]int64{}:
		return " INDEXED BY document_by_gross"
	case f.Newest > 0 && f.Client != "":
		return " INDEXED BY document_newest"
	case f.Newest > 0:
		return " INDEXED BY document_by_position"
	case f.Client == "" && f.Open:
		return " INDEXED BY document_owed"
	case f.Client == "" && f.Days != civil.Range{}:
		return " INDEXED BY document_by_issue"
	}
	return ""
}

// SaveDraft writes a draft.
func (b Billing) SaveDraft(ctx context.Context, d billing.Document) error {
	content, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("writing a draft: %w", err)
	}
	return b.s.save(ctx, "document", row{
		"id": d.ID, "client_id": d.Client, "kind": d.Kind, "month": d.Month.String(), "currency": d.Currency,
		"net_minor": d.Totals.Net, "vat_minor": d.Totals.VAT, "gross_minor": d.Totals.Gross,
		"content": string(content), "created_at": instant(d.CreatedAt),
	})
}

// RemoveDraft throws a draft away.
func (b Billing) RemoveDraft(ctx context.Context, client, id clients.ID) error {
	return b.s.remove(ctx, "document", row{"client_id": client, "id": id})
}

// Last is where a series stands in a year; year −1 asks for its last day in any.
func (b Billing) Last(ctx context.Context, series billing.Series, year int) (billing.Last, error) {
	query, args := `SELECT sequence, issued_on FROM document WHERE number <> '' AND series = ? AND year = ? ORDER BY sequence DESC LIMIT 1`, []any{series, year}
	if year < 0 {
		query, args = `SELECT sequence, issued_on FROM document WHERE number <> '' AND series = ? ORDER BY issued_on DESC LIMIT 1`, []any{series}
	}
	l, _, err := one(ctx, b.s.q(ctx), "the end of a series", func(sc scanner) (l billing.Last, err error) {
		err = sc.Scan(&l.Sequence, &l.On)
		return l, err
	}, query, args...)
	return l, err
}

// Head is the end of the chain.
func (b Billing) Head(ctx context.Context) (billing.Head, error) {
	h, ok, err := one(ctx, b.s.q(ctx), "the end of the chain", func(sc scanner) (h billing.Head, err error) {
		err = sc.Scan(&h.Position, &h.Hash)
		return h, err
	}, `SELECT position, hash FROM document WHERE number <> '' ORDER BY position DESC LIMIT 1`)
	if !ok {
		h = billing.Head{Hash: billing.Genesis}
	}
	return h, err
}

// Issue writes a draft as issued, with its entries.
func (b Billing) Issue(ctx context.Context, d billing.Document, year, sequence int, of string) error {
	err := b.s.save(ctx, "document", row{
		"id": d.ID, "client_id": d.Client, "month": d.Month.String(), "currency": d.Currency,
		"net_minor": d.Totals.Net, "vat_minor": d.Totals.VAT, "gross_minor": d.Totals.Gross, "content": string(d.Canonical),
		"number": d.Number, "series": d.Kind.Series(), "year": year, "sequence": sequence, "position": d.Position,
		"issued_on": d.IssuedOn.String(), "due_on": d.DueOn.String(), "issued_at": instant(d.IssuedAt), "issued_by": d.IssuedBy, "of_number": of,
		"pdf_sha256": optional(d.Files.PDF), "xml_sha256": optional(d.Files.XML), "workbook_sha256": optional(d.Files.Workbook),
		"prev_hash": d.Previous, "hash": d.Hash,
	})
	if err != nil {
		return err
	}
	return b.saveEntries(ctx, d)
}

// saveEntries writes which entries stand on which line, as one change.
func (b Billing) saveEntries(ctx context.Context, d billing.Document) error {
	t, err := txOf(ctx)
	if err != nil {
		return err
	}
	insert, err := t.tx.PrepareContext(ctx, `INSERT INTO document_entry (client_id, document_id, line, entry_id) VALUES (?, ?, ?, ?)`)
	if err != nil {
		return fmt.Errorf("writing a document's entries: %w", err)
	}
	defer func() { _ = insert.Close() }() // the inserts told their own errors
	n := 0
	for _, l := range d.Lines {
		for _, id := range l.Entries {
			if _, err := insert.ExecContext(ctx, d.Client, d.ID, l.No, id); err != nil {
				return fmt.Errorf("writing a document's entries: %w", err)
			}
			n++
		}
	}
	if n == 0 {
		return nil
	}
	return b.s.recordBulk(ctx, "document_entry", row{"client_id": d.Client, "document_id": d.ID}, n)
}

// MoveEntries makes entries that bear one number bear another.
func (b Billing) MoveEntries(ctx context.Context, client clients.ID, ids []clients.ID, from, to string) (int, error) {
	t, err := txOf(ctx)
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	raw, err := json.Marshal(ids)
	if err != nil {
		return 0, fmt.Errorf("naming entries: %w", err)
	}
	res, err := t.tx.ExecContext(ctx, `UPDATE time_entry SET document = ? WHERE client_id = ? AND document = ?
		AND id IN (SELECT value FROM json_each(?))`, to, client, from, string(raw))
	if err != nil {
		return 0, fmt.Errorf("locking the entries of %s: %w", to, err)
	}
	n, err := res.RowsAffected()
	if err != nil || n == 0 {
		return 0, err
	}
	return int(n), b.s.recordBulk(ctx, "time_entry", row{"client_id": client, "document": to}, int(n))
}

// Claim writes what a document bills once.
func (b Billing) Claim(ctx context.Context, d billing.Document, c billing.Claim) error {
	by, err := b.Claimed(ctx, d.Client, c.Kind, c.Ref)
	if err != nil {
		return err
	}
	if by != "" {
		return fault.New("billed_already", "number", by, "client", d.Buyer.Name, "month", d.Month).At("lines")
	}
	return b.s.save(ctx, "document_claim", row{"client_id": d.Client, "kind": c.Kind, "ref": c.Ref, "document_id": d.ID, "line": c.Line})
}

// Claimed gives the number of the document that claims.
func (b Billing) Claimed(ctx context.Context, client clients.ID, kind, ref string) (string, error) {
	number, _, err := one(ctx, b.s.q(ctx), "a claim", scanOne[string], `SELECT d.number FROM document_claim c JOIN document d ON d.client_id = c.client_id AND d.id = c.document_id
		WHERE c.client_id = ? AND c.kind = ? AND c.ref = ?`, client, kind, ref)
	return number, err
}

// Unclaim frees what was billed once.
func (b Billing) Unclaim(ctx context.Context, client clients.ID, kind, ref string) error {
	return b.s.remove(ctx, "document_claim", row{"client_id": client, "kind": kind, "ref": ref})
}

// WriteFile keeps content by its hash, synced, before any row names it.
func (b Billing) WriteFile(ctx context.Context, content []byte) (string, error) {
	return b.s.Media().Write(ctx, content)
}

// NameFile makes a written file known.
func (b Billing) NameFile(ctx context.Context, hash, name, mime string, content []byte) error {
	return b.s.Media().Name(ctx, hash, name, mime, content)
}

const agencyBilling = "billing"

// Settings gives the agency's ways of billing.
func (b Billing) Settings(ctx context.Context) ([]byte, error) {
	raw, _, err := one(ctx, b.s.q(ctx), "the billing settings", scanText, `SELECT value FROM setting WHERE key = ?`, agencyBilling)
	return []byte(raw), err
}

// SaveSettings keeps them.
func (b Billing) SaveSettings(ctx context.Context, raw []byte) error {
	return b.s.save(ctx, "setting", row{"key": agencyBilling, "value": string(raw)})
}

// Terms gives how a client wants to be billed.
func (b Billing) Terms(ctx context.Context, client clients.ID) ([]byte, error) {
	raw, _, err := one(ctx, b.s.q(ctx), "a client's billing terms", scanText,
		`SELECT value FROM client_setting WHERE client_id = ? AND key = ?`, client, agencyBilling)
	return []byte(raw), err
}

// SaveTerms keeps them.
func (b Billing) SaveTerms(ctx context.Context, client clients.ID, raw []byte) error {
	return b.s.Settings().SaveSetting(ctx, client, agencyBilling, string(raw))
}

func scanText(sc scanner) (s string, err error) {
	err = sc.Scan(&s)
	return s, err
}

// Payments lists what was paid on a document.
func (b Billing) Payments(ctx context.Context, client, document clients.ID) ([]billing.Receipt, error) {
	return collect(ctx, b.s.q(ctx), "payments", func(sc scanner) (p billing.Receipt, err error) {
		var at string
		if err = sc.Scan(&p.ID, &p.Client, &p.Document, &p.On, &p.Minor, &p.Method, &p.Note, &p.Who, &at); err != nil {
			return p, err
		}
		p.At, err = parseInstant(at)
		return p, err
	}, `SELECT id, client_id, document_id, on_date, amount_minor, method, note, who_name, at FROM document_payment
		WHERE client_id = ? AND document_id = ? ORDER BY on_date, id`, client, document)
}

// SavePayment writes a payment.
func (b Billing) SavePayment(ctx context.Context, p billing.Receipt) error {
	return b.s.save(ctx, "document_payment", row{
		"id": p.ID, "client_id": p.Client, "document_id": p.Document, "on_date": p.On.String(), "amount_minor": p.Minor,
		"method": p.Method, "note": p.Note, "who_name": p.Who, "at": instant(p.At),
	})
}

// Events lists what was recorded about a document.
func (b Billing) Events(ctx context.Context, client, document clients.ID) ([]billing.Event, error) {
	return collect(ctx, b.s.q(ctx), "a document's events", func(sc scanner) (e billing.Event, err error) {
		var at string
		if err = sc.Scan(&e.ID, &e.Client, &e.Document, &e.Kind, &e.On, &e.By, &e.Note, &e.Who, &at); err != nil {
			return e, err
		}
		e.At, err = parseInstant(at)
		return e, err
	}, `SELECT id, client_id, document_id, kind, on_date, by_name, note, who_name, at FROM document_event
		WHERE client_id = ? AND document_id = ? ORDER BY id`, client, document)
}

// SaveEvent writes an event.
func (b Billing) SaveEvent(ctx context.Context, e billing.Event) error {
	return b.s.save(ctx, "document_event", row{
		"id": e.ID, "client_id": e.Client, "document_id": e.Document, "kind": e.Kind, "on_date": e.On.String(),
		"by_name": e.By, "note": e.Note, "who_name": e.Who, "at": instant(e.At),
	})
}

// Chain reads every issued document in its order.
func (b Billing) Chain(ctx context.Context) ([]billing.Link, error) {
	return collect(ctx, b.s.q(ctx), "the chain of documents", func(sc scanner) (l billing.Link, err error) {
		var content string
		err = sc.Scan(&l.Position, &l.Client, &l.ID, &l.Number, &l.Series, &l.Year, &l.Sequence, &content,
			&l.Files.PDF, &l.Files.XML, &l.Files.Workbook, &l.Previous, &l.Hash)
		l.Canonical = []byte(content)
		return l, err
	}, `SELECT position, client_id, id, number, series, year, sequence, content, coalesce(pdf_sha256, ''), coalesce(xml_sha256, ''),
		coalesce(workbook_sha256, ''), prev_hash, hash FROM document WHERE number <> '' ORDER BY position`)
}
