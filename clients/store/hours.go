package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
)

// Hours keeps entries, timers, rates, locks and the bank's ledger.
type Hours struct{ s *Store }

// Hours is the store's side of the hours room.
func (s *Store) Hours() Hours { return Hours{s} }

// Tx runs fn in one transaction.
func (h Hours) Tx(ctx context.Context, fn func(ctx context.Context) error) error {
	return h.s.Tx(ctx, fn)
}

const entryColumns = `e.id, e.client_id, e.staff_id, e.on_date, coalesce(e.start_at, ''), coalesce(e.end_at, ''), e.zone,
	e.seconds, e.running, e.hat, e.level, e.kind, e.reason, e.note, e.currency, e.rate_minor, e.rate_source,
	e.cost_minor, e.cost_source, coalesce(e.item_id, ''), coalesce(e.campaign_id, ''), coalesce(e.import_id, ''), e.settle,
	coalesce(e.approved_at, ''), e.approved_by, e.document, e.fingerprint, e.created_at`

func scanEntry(sc scanner) (hours.Entry, error) {
	var e hours.Entry
	var start, end, approved, created string
	err := sc.Scan(&e.ID, &e.Client, &e.Person, &e.On, &start, &end, &e.Zone,
		&e.Seconds, &e.Running, &e.Hat, &e.Level, &e.Kind, &e.Reason, &e.Note, &e.Currency, &e.Rate, &e.RateSource,
		&e.Cost, &e.CostSource, &e.Item, &e.Campaign, &e.Import, &e.Settle, &approved, &e.ApprovedBy, &e.Document, &e.Fingerprint, &created)
	if err != nil {
		return e, err
	}
	return e, instants(stamp{start, &e.Start}, stamp{end, &e.End}, stamp{approved, &e.ApprovedAt}, stamp{created, &e.CreatedAt})
}

// Entry gives one entry; fault entry_unknown.
func (h Hours) Entry(ctx context.Context, client, id clients.ID) (hours.Entry, error) {
	query, args := `SELECT `+entryColumns+` FROM time_entry e WHERE e.client_id = ? AND e.id = ?`, []any{client, id}
	e, err := scanEntry(h.s.q(ctx).QueryRowContext(ctx, query, args...))
	if errors.Is(err, sql.ErrNoRows) {
		return e, fault.New("entry_unknown", "value", string(id)).At("id")
	}
	if err != nil {
		return e, fmt.Errorf("reading an entry: %w", err)
	}
	return e, nil
}

// Entries lists the entries a filter chooses.
func (h Hours) Entries(ctx context.Context, f hours.Filter) ([]hours.Entry, error) {
	var where []string
	var args []any
	and := func(clause string, values ...any) {
		where = append(where, clause)
		args = append(args, values...)
	}
	if f.Client != "" {
		and(`e.client_id = ?`, f.Client)
	}
	if f.Person != "" {
		and(`e.staff_id = ?`, f.Person)
	}
	if !f.Days.From.IsZero() {
		and(`e.on_date >= ?`, f.Days.From.String())
	}
	if !f.Days.To.IsZero() {
		and(`e.on_date <= ?`, f.Days.To.String())
	}
	if f.Hat != "" {
		and(`e.hat = ?`, f.Hat)
	}
	if f.Kind != "" {
		and(`e.kind = ?`, f.Kind)
	}
	if f.Item != "" {
		and(`e.item_id = ?`, f.Item)
	}
	if f.Campaign != "" {
		and(`e.campaign_id = ?`, f.Campaign)
	}
	if f.Import != "" {
		and(`e.import_id = ?`, f.Import)
	}
	query := `SELECT ` + entryColumns + ` FROM time_entry e`
	if len(where) > 0 {
		query += ` WHERE ` + strings.Join(where, ` AND `)
	}
	query += ` ORDER BY e.on_date, e.start_at, e.id`
	if f.Limit > 0 {
		query += ` LIMIT ?`
		args = append(args, f.Limit)
	}
	return collect(ctx, h.s.q(ctx), "hours", scanEntry, query, args...)
}

func entryRow(e hours.Entry) row {
	return row{
		"id": e.ID, "client_id": e.Client, "staff_id": e.Person, "on_date": e.On.String(),
		"start_at": optionalInstant(e.Start), "end_at": optionalInstant(e.End), "zone": e.Zone,
		"seconds": e.Seconds, "running": e.Running, "hat": e.Hat, "level": e.Level, "kind": e.Kind,
		"reason": e.Reason, "note": e.Note, "currency": e.Currency, "rate_minor": e.Rate, "rate_source": e.RateSource,
		"cost_minor": e.Cost, "cost_source": e.CostSource, "item_id": optional(e.Item), "campaign_id": optional(e.Campaign), "import_id": optional(e.Import),
		"settle": e.Settle, "approved_at": optionalInstant(e.ApprovedAt), "approved_by": e.ApprovedBy,
		"document": e.Document, "fingerprint": e.Fingerprint, "created_at": instant(e.CreatedAt),
	}
}

// SaveEntry writes an entry; faults timer_twice, item_unknown, campaign_unknown.
func (h Hours) SaveEntry(ctx context.Context, e hours.Entry) error {
	err := h.s.save(ctx, "time_entry", entryRow(e))
	switch {
	case isUnique(err):
		return fault.New("timer_twice").Because(err)
	case isForeign(err) && e.Item == "":
		return fault.New("campaign_unknown", "value", string(e.Campaign)).At("campaign").Because(err)
	case isForeign(err):
		return fault.New("item_unknown", "value", string(e.Item)).At("item").Because(err)
	}
	return err
}

// RemoveEntry deletes an entry.
func (h Hours) RemoveEntry(ctx context.Context, client, id clients.ID) error {
	return h.s.remove(ctx, "time_entry", row{"client_id": client, "id": id})
}

// Work lists one person's entries.
func (h Hours) Work(ctx context.Context, person clients.ID, days civil.Range) ([]hours.Work, error) {
	return collect(ctx, h.s.q(ctx), "hours", func(sc scanner) (hours.Work, error) {
		var w hours.Work
		var start, end string
		err := sc.Scan(&w.Client, &w.ID, &w.On, &start, &end, &w.Seconds, &w.Running)
		if err == nil && start != "" {
			w.Start, err = parseInstant(start)
		}
		if err == nil && end != "" {
			w.End, err = parseInstant(end)
		}
		return w, err
	}, `SELECT client_id, id, on_date, coalesce(start_at, ''), coalesce(end_at, ''), seconds, running FROM time_entry
		WHERE staff_id = ? AND on_date >= ? AND on_date <= ? ORDER BY on_date, start_at`,
		person, days.From.String(), days.To.String())
}

// Running gives a person's running entry.
func (h Hours) Running(ctx context.Context, person clients.ID) (hours.Entry, bool, error) {
	e, err := scanEntry(h.s.q(ctx).QueryRowContext(ctx,
		`SELECT `+entryColumns+` FROM time_entry e WHERE e.running = 1 AND e.staff_id = ?`, person))
	if errors.Is(err, sql.ErrNoRows) {
		return e, false, nil
	}
	if err != nil {
		return e, false, fmt.Errorf("reading the running timer: %w", err)
	}
	return e, true, nil
}

// AllRunning lists every running entry.
func (h Hours) AllRunning(ctx context.Context) ([]hours.Entry, error) {
	return collect(ctx, h.s.q(ctx), "hours", scanEntry, `SELECT `+entryColumns+` FROM time_entry e WHERE e.running = 1 ORDER BY e.start_at`)
}

// Beat gives the last sign of life under a person's timer.
func (h Hours) Beat(ctx context.Context, person clients.ID) (entry clients.ID, at time.Time, err error) {
	var text string
	err = h.s.q(ctx).QueryRowContext(ctx, `SELECT entry_id, alive_at FROM timer_beat WHERE staff_id = ?`, person).Scan(&entry, &text)
	if errors.Is(err, sql.ErrNoRows) {
		return "", time.Time{}, nil
	}
	if err == nil {
		at, err = parseInstant(text)
	}
	if err != nil {
		return "", time.Time{}, fmt.Errorf("reading a timer's heartbeat: %w", err)
	}
	return entry, at, nil
}

// SetBeat keeps a sign of life; it is nobody's act and is not journalled.
func (h Hours) SetBeat(ctx context.Context, person, entry clients.ID, at time.Time) error {
	return h.s.Tx(ctx, func(ctx context.Context) error {
		_, err := h.s.q(ctx).ExecContext(ctx, `INSERT INTO timer_beat (staff_id, entry_id, alive_at) VALUES (?, ?, ?)
			ON CONFLICT (staff_id) DO UPDATE SET entry_id = excluded.entry_id, alive_at = excluded.alive_at`,
			person, entry, instant(at))
		if err != nil {
			return fmt.Errorf("keeping a timer's heartbeat: %w", err)
		}
		return nil
	})
}
