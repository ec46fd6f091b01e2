package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"sort"

	"regie/clients"
	"regie/clients/fault"
)

// querier is what both a pool and a transaction can do.
type querier interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

type txKey struct{}

// transaction is one immediate transaction and the act it is journalled under.
type transaction struct {
	tx      *sql.Tx
	act     clients.Act
	begun   bool // the act's row is written with its first change
	seq     int
	touched map[string]bool
}

// Tx runs fn in one immediate transaction; inside one it joins it. Events are
// published after the commit. See clients.Transactor.
func (s *Store) Tx(ctx context.Context, fn func(ctx context.Context) error) (err error) {
	if _, ok := ctx.Value(txKey{}).(*transaction); ok {
		return fn(ctx)
	}
	if s.before != nil {
		s.before()
	}
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return s.writeFault(fmt.Errorf("beginning a transaction: %w", err))
	}
	t := &transaction{tx: tx, act: clients.ActOf(ctx), touched: map[string]bool{}}
	done := false
	defer func() {
		if !done { // fn failed or panicked
			_ = tx.Rollback()
		}
	}()
	if err := fn(context.WithValue(ctx, txKey{}, t)); err != nil {
		return s.writeFault(err)
	}
	done = true
	if err := tx.Commit(); err != nil {
		return s.writeFault(fmt.Errorf("committing: %w", err))
	}
	s.commits.Add(1)
	if t.begun {
		s.bus.Publish(t.event())
	}
	return nil
}

// writeFault names the refusals of the machine that a user can act on.
func (s *Store) writeFault(err error) error {
	var known *fault.Error
	switch {
	case errors.As(err, &known):
		return err
	case isFull(err):
		return fault.New("folder_full", "folder", s.folder).Because(err)
	case isReadOnly(err):
		return fault.New("folder_unwritable", "folder", s.folder).Because(err)
	case isBusy(err):
		return fault.New("database_busy").Because(err)
	default:
		return err
	}
}

func (t *transaction) event() clients.Event {
	e := clients.Event{Act: t.act.ID, Kind: t.act.Kind, Client: t.act.Client, Subject: t.act.Subject}
	for name := range t.touched {
		e.Tables = append(e.Tables, name)
	}
	sort.Strings(e.Tables)
	return e
}

// q is the transaction of ctx, or the read pool outside one.
func (s *Store) q(ctx context.Context) querier {
	if t, ok := ctx.Value(txKey{}).(*transaction); ok {
		return t.tx
	}
	return s.read
}

// txOf is the transaction of ctx; every write needs one.
func txOf(ctx context.Context) (*transaction, error) {
	t, ok := ctx.Value(txKey{}).(*transaction)
	if !ok {
		return nil, errors.New("a write outside a transaction")
	}
	return t, nil
}

// record writes one change of the journal, and the act's own row before its first.
func (s *Store) record(ctx context.Context, t *transaction, c clients.Change) error {
	if !t.begun {
		if err := s.beginAct(ctx, t); err != nil {
			return err
		}
	}
	t.seq++
	t.touched[c.Table] = true
	_, err := t.tx.ExecContext(ctx,
		`INSERT INTO change (act_id, seq, table_name, key_json, before_json, after_json, bulk) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		t.act.ID, t.seq, c.Table, string(c.Key), nullJSON(c.Before), nullJSON(c.After), c.Bulk)
	if err != nil {
		return fmt.Errorf("writing the journal: %w", err)
	}
	return nil
}

func (s *Store) beginAct(ctx context.Context, t *transaction) error {
	a := &t.act
	if a.ID == "" {
		a.ID = s.newID()
	}
	if a.At.IsZero() {
		a.At = s.now()
	}
	if a.Kind == "" {
		return errors.New("a write under no act: name it with clients.Doing")
	}
	_, err := t.tx.ExecContext(ctx,
		`INSERT INTO act (id, at, who_id, who_name, kind, client_id, subject, final, undo_of) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		a.ID, instant(a.At), a.Who, a.Name, a.Kind, a.Client, a.Subject, a.Final, optional(a.UndoOf))
	if err != nil {
		return fmt.Errorf("opening the act %s in the journal: %w", a.Kind, err)
	}
	t.begun = true
	return nil
}

func nullJSON(j json.RawMessage) any {
	if j == nil {
		return nil
	}
	return string(j)
}
