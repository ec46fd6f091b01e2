package store

import (
	"context"
	"fmt"
	"maps"

	"regie/clients"
	"regie/clients/billing"
	"regie/clients/civil"
)

// Reports keeps how reports are composed and what was issued: it is
// reports.Keeper.
type Reports struct{ Settings }

// Reports is the store's side of the monthly reports.
func (s *Store) Reports() Reports { return Reports{s.Settings()} }

const reportColumns = `client_id, month, version, position, lang, reason, content, content_sha256,
	pdf_sha256, workbook_sha256, coalesce(pages_sha256, ''), issued_at, issued_by, prev_hash, hash`

func scanReport(sc scanner) (r clients.Report, err error) {
	var content, at string
	if err = sc.Scan(&r.Client, &r.Month, &r.Version, &r.Position, &r.Lang, &r.Reason, &content, &r.SHA256,
		&r.PDF, &r.Workbook, &r.Pages, &at, &r.IssuedBy, &r.Previous, &r.Hash); err != nil {
		return r, err
	}
	r.Content = []byte(content)
	r.IssuedAt, err = parseInstant(at)
	return r, err
}

// IssuedReports lists what was issued for a client, in the order of issue; of
// one month, or of all for the zero month.
func (k Reports) IssuedReports(ctx context.Context, client clients.ID, m civil.Month) ([]clients.Report, error) {
	if m.IsZero() {
		return collect(ctx, k.s.q(ctx), "the issued reports", scanReport,
			`SELECT `+reportColumns+` FROM report WHERE client_id = ? ORDER BY position`, client)
	}
	return collect(ctx, k.s.q(ctx), "the issued reports", scanReport,
		`SELECT `+reportColumns+` FROM report WHERE client_id = ? AND month = ? ORDER BY version`, client, m.String())
}

// LastReports lists the last version of a month of every client that has one,
// without its content.
func (k Reports) LastReports(ctx context.Context, m civil.Month) ([]clients.Report, error) {
	return collect(ctx, k.s.q(ctx), "the month's reports", scanReport,
		`SELECT client_id, month, version, position, lang, reason, '', content_sha256,
		pdf_sha256, workbook_sha256, coalesce(pages_sha256, ''), issued_at, issued_by, prev_hash, hash FROM report r WHERE month = ?
		AND NOT EXISTS (SELECT 1 FROM report n WHERE n.client_id = r.client_id AND n.month = r.month AND n.version > r.version)
		ORDER BY client_id`, m.String())
}

// ReportHead is the end of a client's chain: position 0 and 64 zeros before its
// first report.
func (k Reports) ReportHead(ctx context.Context, client clients.ID) (position int64, hash string, err error) {
	h, ok, err := one(ctx, k.s.q(ctx), "the last report issued", func(sc scanner) (h billing.Head, err error) {
		err = sc.Scan(&h.Position, &h.Hash)
		return h, err
	}, `SELECT position, hash FROM report WHERE client_id = ? ORDER BY position DESC LIMIT 1`, client)
	if !ok {
		h = billing.Head{Hash: billing.Genesis}
	}
	return h.Position, h.Hash, err
}

// SaveReport writes an issued report. The journal names it without repeating
// its content.
func (k Reports) SaveReport(ctx context.Context, r clients.Report) error {
	t, err := txOf(ctx)
	if err != nil {
		return err
	}
	key := row{"client_id": r.Client, "month": r.Month.String(), "version": r.Version}
	all := row{
		"position": r.Position, "lang": r.Lang, "reason": r.Reason, "content": string(r.Content), "content_sha256": r.SHA256,
		"pdf_sha256": r.PDF, "workbook_sha256": r.Workbook, "pages_sha256": optional(r.Pages), "issued_at": instant(r.IssuedAt), "issued_by": r.IssuedBy,
		"prev_hash": r.Previous, "hash": r.Hash,
	}
	maps.Copy(all, key)
	query, args := k.s.insert("report", all)
	if _, err := t.tx.ExecContext(ctx, query, args...); err != nil {
		return fmt.Errorf("writing a report: %w", err)
	}
	return k.s.recordBulk(ctx, "report", key, 1)
}

// WriteFile keeps content by its hash, synced, before any row names it.
func (k Reports) WriteFile(ctx context.Context, content []byte) (string, error) {
	return k.s.Media().Write(ctx, content)
}

// NameFile makes a written file known.
func (k Reports) NameFile(ctx context.Context, hash, name, mime string, content []byte) error {
	return k.s.Media().Name(ctx, hash, name, mime, content)
}
