package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"regie/clients"
	"regie/clients/hours"
)

const hoursRoom = "hours"

// Fingerprints counts a client's entries by fingerprint.
func (h Hours) Fingerprints(ctx context.Context, client clients.ID) (map[int64]int, error) {
	all := map[int64]int{}
	err := each(ctx, h.s.q(ctx), "fingerprints", func(sc scanner) error {
		var print int64
		var n int
		err := sc.Scan(&print, &n)
		all[print] = n
		return err
	}, `SELECT fingerprint, count(*) FROM time_entry WHERE client_id = ? GROUP BY fingerprint`, client)
	return all, err
}

const insertEntry = `INSERT INTO time_entry (id, client_id, staff_id, on_date, start_at, end_at, zone, seconds, hat, level, kind,
	reason, note, currency, rate_minor, rate_source, cost_minor, cost_source, item_id, campaign_id, import_id, settle, fingerprint, created_at) VALUES `

const (
	insertValues = `(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
	// insertTogether is how many rows one statement takes: a call into SQLite
	// costs more than a row.
	insertTogether = 100
)

// AddImport writes an import's record and its entries as one change.
func (h Hours) AddImport(ctx context.Context, i hours.Imported, entries []hours.Entry) error {
	t, err := txOf(ctx)
	if err != nil {
		return err
	}
	err = h.s.save(ctx, "import", row{
		"id": i.ID, "room": hoursRoom, "source": i.Source, "file_name": i.File, "sha256": i.SHA256, "client_id": optional(i.Client),
		"at": instant(i.At), "who_name": i.Who, "rows": i.Rows, "accepted": i.Accepted, "duplicates": i.Duplicates,
		"rejected": i.Rejected, "from_on": optional(i.From.String()), "to_on": optional(i.To.String()),
	})
	if err != nil {
		return err
	}
	full, err := t.tx.PrepareContext(ctx, insertEntry+insertValues+strings.Repeat(", "+insertValues, insertTogether-1))
	if err != nil {
		return fmt.Errorf("preparing an import: %w", err)
	}
	defer func() { _ = full.Close() }() // its work is in the transaction
	for len(entries) >= insertTogether {
		if _, err := full.ExecContext(ctx, entryArgs(entries[:insertTogether])...); err != nil {
			return fmt.Errorf("importing entries: %w", err)
		}
		entries = entries[insertTogether:]
	}
	if len(entries) > 0 {
		query := insertEntry + insertValues + strings.Repeat(", "+insertValues, len(entries)-1)
		if _, err := t.tx.ExecContext(ctx, query, entryArgs(entries)...); err != nil {
			return fmt.Errorf("importing entries: %w", err)
		}
	}
	return h.s.recordBulk(ctx, "time_entry", row{"import_id": i.ID}, i.Accepted)
}

func entryArgs(entries []hours.Entry) []any {
	args := make([]any, 0, len(entries)*strings.Count(insertValues, "?"))
	for i := range entries {
		e := &entries[i]
		args = append(args, string(e.ID), string(e.Client), string(e.Person), e.On.String(), optionalInstant(e.Start), optionalInstant(e.End),
			e.Zone, e.Seconds, e.Hat, e.Level, string(e.Kind), e.Reason, e.Note, string(e.Currency), e.Rate, e.RateSource, e.Cost, e.CostSource,
			optional(e.Item), optional(e.Campaign), string(e.Import), e.Settle, e.Fingerprint, instant(e.CreatedAt))
	}
	return args
}

// Imports lists the room's imports, newest first.
func (h Hours) Imports(ctx context.Context) ([]hours.Imported, error) {
	return collect(ctx, h.s.q(ctx), "hours", func(sc scanner) (hours.Imported, error) {
		var i hours.Imported
		var at string
		err := sc.Scan(&i.ID, &i.Source, &i.File, &i.SHA256, &i.Client, &at, &i.Who, &i.Rows, &i.Accepted, &i.Duplicates, &i.Rejected, &i.From, &i.To)
		if err == nil {
			i.At, err = parseInstant(at)
		}
		return i, err
	}, `SELECT id, source, file_name, sha256, coalesce(client_id, ''), at, who_name, rows, accepted, duplicates, rejected, from_on, to_on
		FROM import WHERE room = ? ORDER BY id DESC`, hoursRoom)
}

// ImportMonths lists the client months an import's entries lie in.
func (h Hours) ImportMonths(ctx context.Context, id clients.ID) ([]hours.ClientMonth, bool, error) {
	var bound bool
	months, err := collect(ctx, h.s.q(ctx), "hours", func(sc scanner) (hours.ClientMonth, error) {
		var m hours.ClientMonth
		var locked bool
		err := sc.Scan(&m.Client, &m.Month, &locked)
		bound = bound || locked
		return m, err
	}, `SELECT client_id, substr(on_date, 1, 7) AS m, max(approved_at IS NOT NULL OR document <> '')
		FROM time_entry WHERE import_id = ? GROUP BY client_id, m`, id)
	return months, bound, err
}

// Mapping gives the mapping remembered for a header.
func (h Hours) Mapping(ctx context.Context, fingerprint string) (string, bool, error) {
	var text string
	err := h.s.q(ctx).QueryRowContext(ctx, `SELECT mapping FROM import_mapping WHERE room = ? AND client_id = '' AND fingerprint = ?`,
		hoursRoom, fingerprint).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return "", false, nil
	}
	if err != nil {
		return "", false, fmt.Errorf("reading a mapping: %w", err)
	}
	return text, true, nil
}

// SaveMapping remembers the mapping of a header.
func (h Hours) SaveMapping(ctx context.Context, fingerprint, mapping string) error {
	return h.s.save(ctx, "import_mapping", row{"room": hoursRoom, "client_id": "", "fingerprint": fingerprint, "mapping": mapping})
}

// LastAct names the last act of the journal.
func (h Hours) LastAct(ctx context.Context) (string, error) {
	var id string
	if err := h.s.q(ctx).QueryRowContext(ctx, `SELECT coalesce(max(id), '') FROM act`).Scan(&id); err != nil {
		return "", fmt.Errorf("reading the journal: %w", err)
	}
	return id, nil
}
