package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/mattn/go-sqlite3"

	"regie/clients"
)

// importTable holds one row an import; before its first a copy is kept.
const importTable = "import"

// table is what the store must know of a table to write and restore its rows.
type table struct {
	columns []string
	key     []string
}

// row is the columns of one row, by name. Values are string, int64, int, bool,
// nil, or a named string or integer type.
type row map[string]any

// readTables learns columns and primary keys from the schema itself, so that
// they are written down in one place only, the migrations.
func readTables(ctx context.Context, db *sql.DB) (map[string]table, error) {
	rows, err := db.QueryContext(ctx, `SELECT m.name, p.name, p.pk FROM sqlite_master m
		JOIN pragma_table_info(m.name) p WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' ORDER BY m.name, p.cid`)
	if err != nil {
		return nil, fmt.Errorf("reading the schema: %w", err)
	}
	defer rows.Close()
	tables := map[string]table{}
	keys := map[string]map[int]string{}
	for rows.Next() {
		var name, column string
		var pk int
		if err := rows.Scan(&name, &column, &pk); err != nil {
			return nil, fmt.Errorf("reading the schema: %w", err)
		}
		t := tables[name]
		t.columns = append(t.columns, column)
		tables[name] = t
		if pk > 0 {
			if keys[name] == nil {
				keys[name] = map[int]string{}
			}
			keys[name][pk] = column
		}
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("reading the schema: %w", err)
	}
	for name, parts := range keys {
		t := tables[name]
		for i := 1; i <= len(parts); i++ {
			t.key = append(t.key, parts[i])
		}
		tables[name] = t
	}
	return tables, nil
}

// save writes the row (inserting it, or changing the columns given) and
// journals it before and after. A write that changes nothing leaves no trace.
func (s *Store) save(ctx context.Context, name string, r row) error {
	t, err := txOf(ctx)
	if err != nil {
		return err
	}
	key, err := s.keyOf(name, r)
	if err != nil {
		return err
	}
	before, err := s.rowJSON(ctx, name, key)
	if err != nil {
		return err
	}
	if name == importTable && before == nil {
		if err := s.beforeImport(ctx); err != nil {
			return err
		}
	}
	query, args := s.insert(name, r)
	if before != nil {
		if query, args = s.update(name, key, r); query == "" {
			return nil
		}
	}
	if _, err := t.tx.ExecContext(ctx, query, args...); err != nil {
		return fmt.Errorf("writing %s: %w", name, err)
	}
	after, err := s.rowJSON(ctx, name, key)
	if err != nil {
		return err
	}
	if bytes.Equal(before, after) {
		return nil
	}
	return s.recordRow(ctx, t, name, key, before, after)
}

// remove deletes the row named by its key columns and journals it.
func (s *Store) remove(ctx context.Context, name string, key row) error {
	t, err := txOf(ctx)
	if err != nil {
		return err
	}
	before, err := s.rowJSON(ctx, name, key)
	if err != nil || before == nil {
		return err
	}
	where, args := s.where(name, key)
	if _, err := t.tx.ExecContext(ctx, "DELETE FROM "+name+where, args...); err != nil {
		return fmt.Errorf("removing from %s: %w", name, err)
	}
	return s.recordRow(ctx, t, name, key, before, nil)
}

// recordBulk journals what one statement did to all rows that share key
// (an import's), as one change: count is how many there are afterwards.
func (s *Store) recordBulk(ctx context.Context, name string, key row, count int) error {
	t, err := txOf(ctx)
	if err != nil {
		return err
	}
	k, err := json.Marshal(plain(key))
	if err != nil {
		return fmt.Errorf("journalling %s: %w", name, err)
	}
	c := clients.Change{Table: name, Key: k, Bulk: true}
	if count > 0 {
		c.After = json.RawMessage(fmt.Sprintf(`{"count":%d}`, count))
	}
	return s.record(ctx, t, c)
}

func (s *Store) recordRow(ctx context.Context, t *transaction, name string, key row, before, after json.RawMessage) error {
	k, err := json.Marshal(plain(key))
	if err != nil {
		return fmt.Errorf("journalling %s: %w", name, err)
	}
	return s.record(ctx, t, clients.Change{Table: name, Key: k, Before: before, After: after})
}

func (s *Store) keyOf(name string, r row) (row, error) {
	t, ok := s.tables[name]
	if !ok {
		return nil, fmt.Errorf("no table %q", name)
	}
	key := row{}
	for _, k := range t.key {
		v, ok := r[k]
		if !ok {
			return nil, fmt.Errorf("a row of %s without its key %s", name, k)
		}
		key[k] = v
	}
	return key, nil
}

// insert and update keep the order of the schema's columns, so that equal rows
// give equal statements and the statement cache serves.
func (s *Store) insert(name string, r row) (string, []any) {
	var cols []string
	var args []any
	for _, c := range s.tables[name].columns {
		if v, ok := r[c]; ok {
			cols = append(cols, c)
			args = append(args, plainValue(v))
		}
	}
	return "INSERT INTO " + name + " (" + strings.Join(cols, ", ") + ") VALUES (?" + strings.Repeat(", ?", len(cols)-1) + ")", args
}

// update is empty when the row is all key.
func (s *Store) update(name string, key, r row) (string, []any) {
	var sets []string
	var args []any
	for _, c := range s.tables[name].columns {
		v, ok := r[c]
		if _, inKey := key[c]; ok && !inKey {
			sets = append(sets, c+" = ?")
			args = append(args, plainValue(v))
		}
	}
	if len(sets) == 0 {
		return "", nil
	}
	where, of := s.where(name, key)
	return "UPDATE " + name + " SET " + strings.Join(sets, ", ") + where, append(args, of...)
}

func (s *Store) where(name string, key row) (string, []any) {
	var parts []string
	var args []any
	for _, c := range s.tables[name].columns {
		if v, ok := key[c]; ok {
			parts = append(parts, c+" = ?")
			args = append(args, plainValue(v))
		}
	}
	return " WHERE " + strings.Join(parts, " AND "), args
}

// rowJSON is the row as a JSON object with the schema's column order; nil when
// there is none.
func (s *Store) rowJSON(ctx context.Context, name string, key row) (json.RawMessage, error) {
	var parts []string
	for _, c := range s.tables[name].columns {
		parts = append(parts, "'"+c+"', "+c)
	}
	where, args := s.where(name, key)
	var out string
	err := s.q(ctx).QueryRowContext(ctx, "SELECT json_object("+strings.Join(parts, ", ")+") FROM "+name+where, args...).Scan(&out)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	return json.RawMessage(out), nil
}

func plain(r row) map[string]any {
	m := make(map[string]any, len(r))
	for k, v := range r {
		m[k] = plainValue(v)
	}
	return m
}

// plainValue reduces named types to what the driver and JSON write alike.
func plainValue(v any) any {
	switch v := v.(type) {
	case nil, string, int64:
		return v
	case bool:
		if v {
			return int64(1)
		}
		return int64(0)
	}
	rv := reflect.ValueOf(v)
	switch rv.Kind() {
	case reflect.String:
		return rv.String()
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return rv.Int()
	case reflect.Pointer:
		if rv.IsNil() {
			return nil
		}
		return plainValue(rv.Elem().Interface())
	default:
		return v
	}
}

// isForeign reports whether a write named a row that is not there.
func isForeign(err error) bool {
	var e sqlite3.Error
	return errors.As(err, &e) && e.ExtendedCode == sqlite3.ErrConstraintForeignKey
}
