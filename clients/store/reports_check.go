package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"regie/clients"
	"regie/clients/billing"
	"regie/clients/civil"
	"regie/clients/fault"
)

// checkReports verifies each client's chain of issued reports, that their
// columns say what their content says, and that none the journal names is
// gone. Their files are among the kept files.
func (s *Store) checkReports(ctx context.Context) ([]Finding, error) {
	var found []Finding
	say := func(code, key string, month civil.Month, version int) {
		found = append(found, Finding{Fault: fault.New(code, "client", key, "month", month, "version", version)})
	}
	last := clients.Report{}
	// The content is read row by row and forgotten: there may be many.
	if _, err := collect(ctx, s.read, "the issued reports", func(sc scanner) (none struct{}, err error) {
		var r clients.Report
		var key, content string
		if err := sc.Scan(&r.Client, &key, &r.Month, &r.Version, &r.Position, &content, &r.SHA256, &r.PDF, &r.Workbook, &r.Pages, &r.Previous, &r.Hash); err != nil {
			return none, err
		}
		if r.Client != last.Client {
			last = clients.Report{Hash: billing.Genesis}
		}
		sum := sha256.Sum256([]byte(content))
		switch {
		case r.Position != last.Position+1 || r.Previous != last.Hash:
			say("report_chain_broken", key, r.Month, r.Version)
		case hex.EncodeToString(sum[:]) != r.SHA256,
			billing.ChainHash(r.Previous, []byte(content), billing.Files{PDF: r.PDF, Workbook: r.Workbook, Pages: r.Pages}) != r.Hash:
			say("report_changed", key, r.Month, r.Version)
		}
		last = r
		return none, nil
	}, `SELECT r.client_id, c.key, r.month, r.version, r.position, r.content, r.content_sha256, r.pdf_sha256, r.workbook_sha256, coalesce(r.pages_sha256, ''), r.prev_hash, r.hash
		FROM report r JOIN client c ON c.id = r.client_id ORDER BY r.client_id, r.position`); err != nil {
		return nil, err
	}
	for _, q := range []struct{ code, query string }{{"report_differs", reportsDiffer}, {"report_gone", reportsGone}} {
		if _, err := collect(ctx, s.read, "the issued reports", func(sc scanner) (none struct{}, err error) {
			var key string
			var month civil.Month
			var version int
			if err := sc.Scan(&key, &month, &version); err != nil {
				return none, err
			}
			say(q.code, key, month, version)
			return none, nil
		}, q.query); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// reportsDiffer are reports whose columns are not what their content says.
const reportsDiffer = `SELECT c.key, r.month, r.version FROM report r JOIN client c ON c.id = r.client_id
	WHERE json_valid(r.content) AND (r.client_id IS NOT json_extract(r.content, '$.client.id')
	OR r.month IS NOT json_extract(r.content, '$.month') OR r.version IS NOT json_extract(r.content, '$.edition.version')
	OR r.lang IS NOT json_extract(r.content, '$.lang')) ORDER BY r.client_id, r.position`

// reportsGone are reports that the journal saw issued and that are not there.
const reportsGone = `SELECT coalesce(c.key, a.subject), json_extract(h.key_json, '$.month'), json_extract(h.key_json, '$.version')
	FROM change h JOIN act a ON a.id = h.act_id LEFT JOIN client c ON c.id = a.client_id WHERE h.table_name = 'report' AND NOT EXISTS (
	SELECT 1 FROM report r WHERE r.client_id = json_extract(h.key_json, '$.client_id')
	AND r.month = json_extract(h.key_json, '$.month') AND r.version = json_extract(h.key_json, '$.version')) ORDER BY h.act_id`
