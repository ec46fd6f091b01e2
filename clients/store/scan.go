package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"regie/clients"
	"regie/clients/civil"
)

// How rows are read, and how values stand in them.

// scanner is a row that can be read.
type scanner interface{ Scan(...any) error }

// scanOne reads a row of one column.
func scanOne[T any](sc scanner) (v T, err error) {
	err = sc.Scan(&v)
	return v, err
}

// each has scan read every row of a query; what names the rows in errors.
func each(ctx context.Context, q querier, what string, scan func(scanner) error, query string, args ...any) error {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return fmt.Errorf("reading %s: %w", what, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return fmt.Errorf("reading %s: %w", what, err)
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("reading %s: %w", what, err)
	}
	return nil
}

// collect reads every row of a query with scan.
func collect[T any](ctx context.Context, q querier, what string, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	var list []T
	err := each(ctx, q, what, func(sc scanner) error {
		v, err := scan(sc)
		list = append(list, v)
		return err
	}, query, args...)
	if err != nil {
		return nil, err
	}
	return list, nil
}

// one reads a single row; ok is false when there is none.
func one[T any](ctx context.Context, q querier, what string, scan func(scanner) (T, error), query string, args ...any) (v T, ok bool, err error) {
	v, err = scan(q.QueryRowContext(ctx, query, args...))
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return v, false, nil
	case err != nil:
		return v, false, fmt.Errorf("reading %s: %w", what, err)
	}
	return v, true, nil
}

// readByClient runs a query and keeps its rows by their client.
func readByClient[T any](ctx context.Context, q querier, scan func(sc scanner, client *clients.ID) (T, error), query string, args ...any) (map[clients.ID][]T, error) {
	all := map[clients.ID][]T{}
	err := each(ctx, q, "hours of several clients", func(sc scanner) error {
		var client clients.ID
		v, err := scan(sc, &client)
		all[client] = append(all[client], v)
		return err
	}, query, args...)
	if err != nil {
		return nil, err
	}
	return all, nil
}

// firstOf keeps the one row that each client has.
func firstOf[T any](all map[clients.ID][]T, err error) (map[clients.ID]T, error) {
	one := make(map[clients.ID]T, len(all))
	for id, list := range all {
		one[id] = list[0]
	}
	return one, err
}

// idList is a list of identifiers as an argument for json_each.
func idList(of []clients.ID) string {
	b, err := json.Marshal(of)
	if err != nil { // texts can always be written
		panic(err)
	}
	return string(b)
}

// instant writes t as UTC RFC 3339, whole seconds when it has no fraction.
func instant(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// parseInstant reads what instant wrote.
func parseInstant(s string) (time.Time, error) {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return time.Time{}, fmt.Errorf("reading an instant: %w", err)
	}
	return t.UTC(), nil
}

// stamp is the text of an instant, and where it goes.
type stamp struct {
	text string
	to   *time.Time
}

// instants reads instants that may be missing ("").
func instants(list ...stamp) (err error) {
	for _, r := range list {
		if r.text == "" {
			continue
		}
		if *r.to, err = parseInstant(r.text); err != nil {
			return err
		}
	}
	return nil
}

// optional is NULL for an empty string.
func optional[S ~string](v S) any {
	if v == "" {
		return nil
	}
	return string(v)
}

// optionalInstant is NULL for no instant.
func optionalInstant(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return instant(t)
}

// optionalClock is NULL for no time of day.
func optionalClock(c civil.Clock) any {
	if c == civil.NoClock {
		return nil
	}
	return int64(c)
}
