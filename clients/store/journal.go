package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"regie/clients"
	"regie/clients/fault"
)

// Journal gives the acts and changes back, and restores what an act changed.
type Journal struct{ s *Store }

// Journal is the store's side of the journal.
func (s *Store) Journal() Journal { return Journal{s} }

const actColumns = `id, at, who_id, who_name, kind, client_id, subject, final, coalesce(undo_of, '')`

// Acts lists acts newest first: of one client, or of all when client is empty;
// before is the ID to go on from, empty for the newest.
func (j Journal) Acts(ctx context.Context, client, before clients.ID, limit int) ([]clients.Act, error) {
	query := `SELECT ` + actColumns + ` FROM act WHERE 1 = 1`
	var args []any
	if client != "" {
		query += ` AND client_id = ?`
		args = append(args, client)
	}
	if before != "" {
		query += ` AND id < ?`
		args = append(args, before)
	}
	return collect(ctx, j.s.q(ctx), "the journal", scanAct, query+` ORDER BY id DESC LIMIT ?`, append(args, limit)...)
}

// Last is the newest act of who that can still be undone, or with redo the
// newest undo that nothing but undos followed. Fault nothing_to_undo or nothing_to_redo.
func (j Journal) Last(ctx context.Context, who clients.ID, redo bool) (clients.Act, error) {
	query := `SELECT ` + actColumns + ` FROM act a WHERE who_id = ? AND final = 0
		AND NOT EXISTS (SELECT 1 FROM act u WHERE u.undo_of = a.id)`
	missing := "nothing_to_undo"
	if redo {
		missing = "nothing_to_redo"
		query += ` AND undo_of IS NOT NULL AND kind = 'undo'
			AND NOT EXISTS (SELECT 1 FROM act l WHERE l.who_id = a.who_id AND l.id > a.id AND l.kind NOT IN ('undo', 'redo'))`
	} else {
		query += ` AND kind <> 'undo'`
	}
	a, err := scanAct(j.s.q(ctx).QueryRowContext(ctx, query+` ORDER BY id DESC LIMIT 1`, who))
	if errors.Is(err, sql.ErrNoRows) {
		return a, fault.New(missing)
	}
	return a, err
}

// Act gives one act; fault act_unknown.
func (j Journal) Act(ctx context.Context, id clients.ID) (clients.Act, error) {
	a, err := scanAct(j.s.q(ctx).QueryRowContext(ctx, `SELECT `+actColumns+` FROM act WHERE id = ?`, id))
	if errors.Is(err, sql.ErrNoRows) {
		return a, fault.New("act_unknown")
	}
	return a, err
}

// Changes lists what an act did, in the order it was done.
func (j Journal) Changes(ctx context.Context, act clients.ID) ([]clients.Change, error) {
	return collect(ctx, j.s.q(ctx), "the journal", scanChange,
		`SELECT act_id, seq, table_name, key_json, before_json, after_json, bulk FROM change WHERE act_id = ? ORDER BY seq`, act)
}

func scanChange(sc scanner) (clients.Change, error) {
	var c clients.Change
	var key string
	var before, after sql.NullString
	err := sc.Scan(&c.Act, &c.Seq, &c.Table, &key, &before, &after, &c.Bulk)
	c.Key = json.RawMessage(key)
	if before.Valid {
		c.Before = json.RawMessage(before.String)
	}
	if after.Valid {
		c.After = json.RawMessage(after.String)
	}
	return c, err
}

// Restore puts a row back to what it was before c. It refuses with fault
// undo_changed_since when the row is no longer as c left it, and with
// undo_import_redo when c would bring an undone import back.
func (j Journal) Restore(ctx context.Context, c clients.Change) error {
	t, err := txOf(ctx)
	if err != nil {
		return err
	}
	var key row
	if err := decodeRow(c.Key, &key); err != nil {
		return err
	}
	if c.Bulk {
		return j.restoreBulk(ctx, t, c, key)
	}
	now, err := j.s.rowJSON(ctx, c.Table, key)
	if err != nil {
		return err
	}
	same, err := sameRow(now, c.After)
	if err != nil {
		return err
	}
	if !same {
		return fault.New("undo_changed_since")
	}
	if c.Before == nil {
		return j.s.remove(ctx, c.Table, key)
	}
	var r row
	if err := decodeRow(c.Before, &r); err != nil {
		return err
	}
	return j.s.save(ctx, c.Table, r)
}

func (j Journal) restoreBulk(ctx context.Context, t *transaction, c clients.Change, key row) error {
	if c.After == nil {
		return fault.New("undo_import_redo")
	}
	where, args := j.s.where(c.Table, key)
	if _, err := t.tx.ExecContext(ctx, "DELETE FROM "+c.Table+where, args...); err != nil {
		return fmt.Errorf("taking back rows of %s: %w", c.Table, err)
	}
	return j.s.recordBulk(ctx, c.Table, key, 0)
}

// sameRow tells whether a row is as it was left, by the columns there were
// then: a later version of the program may have added some.
func sameRow(now, then json.RawMessage) (bool, error) {
	if now == nil || then == nil {
		return now == nil && then == nil, nil
	}
	var a, b row
	if err := errors.Join(decodeRow(now, &a), decodeRow(then, &b)); err != nil {
		return false, err
	}
	for column, v := range b {
		if w, ok := a[column]; !ok || v != w {
			return false, nil
		}
	}
	return true, nil
}

func decodeRow(raw json.RawMessage, r *row) error {
	d := json.NewDecoder(strings.NewReader(string(raw)))
	d.UseNumber()
	var m map[string]any
	if err := d.Decode(&m); err != nil {
		return fmt.Errorf("reading a journalled row: %w", err)
	}
	for k, v := range m {
		if n, ok := v.(json.Number); ok {
			i, err := n.Int64()
			if err != nil {
				return fmt.Errorf("reading a journalled number: %w", err)
			}
			m[k] = i
		}
	}
	*r = m
	return nil
}

func scanAct(sc scanner) (clients.Act, error) {
	var a clients.Act
	var at string
	if err := sc.Scan(&a.ID, &at, &a.Who, &a.Name, &a.Kind, &a.Client, &a.Subject, &a.Final, &a.UndoOf); err != nil {
		return a, fmt.Errorf("reading an act: %w", err)
	}
	var err error
	a.At, err = parseInstant(at)
	return a, err
}

// Tx runs fn in one transaction.
func (j Journal) Tx(ctx context.Context, fn func(ctx context.Context) error) error {
	return j.s.Tx(ctx, fn)
}

// Undone tells whether an act was taken back.
func (j Journal) Undone(ctx context.Context, id clients.ID) (bool, error) {
	var undone bool
	err := j.s.q(ctx).QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM act WHERE undo_of = ?)`, id).Scan(&undone)
	if err != nil {
		return false, fmt.Errorf("reading the journal: %w", err)
	}
	return undone, nil
}
