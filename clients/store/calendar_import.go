package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"regie/clients"
	"regie/clients/calendar"
)

// calendarRoom names the calendar in the tables that rooms share.
const calendarRoom = "calendar"

// AddItems writes the new items of one file, journalled as one change that is
// undone whole.
func (c Calendar) AddItems(ctx context.Context, imp calendar.Import, items []calendar.Item) error {
	err := c.s.save(ctx, "import", row{
		"id": imp.ID, "room": calendarRoom, "source": imp.Source, "file_name": imp.FileName, "sha256": imp.SHA256,
		"client_id": imp.Client, "at": instant(imp.At), "who_name": imp.Who, "rows": imp.Rows, "accepted": imp.Accepted,
		"duplicates": imp.Duplicates, "rejected": imp.Rejected, "from_on": optional(imp.From.String()), "to_on": optional(imp.To.String()),
	})
	if err != nil || len(items) == 0 {
		return err
	}
	for _, table := range []struct {
		name string
		rows func(calendar.Item) []row
	}{
		{"item", func(it calendar.Item) []row { return []row{itemRow(it)} }},
		{"item_text", func(it calendar.Item) []row {
			rows := make([]row, 0, len(it.Texts))
			for _, t := range it.Texts {
				rows = append(rows, textRow(it, t))
			}
			return rows
		}},
	} {
		if err := c.insertAll(ctx, table.name, items, table.rows); err != nil {
			return err
		}
	}
	return c.s.recordBulk(ctx, "item", row{"import_id": imp.ID}, len(items))
}

func (c Calendar) insertAll(ctx context.Context, name string, items []calendar.Item, rowsOf func(calendar.Item) []row) (err error) {
	t, err := txOf(ctx)
	if err != nil {
		return err
	}
	columns := c.s.tables[name].columns
	insert, err := t.tx.PrepareContext(ctx, `INSERT INTO `+name+` (`+strings.Join(columns, ", ")+`) VALUES (`+marks(len(columns))+`)`)
	if err != nil {
		return fmt.Errorf("bringing in %s: %w", name, err)
	}
	defer func() { err = errors.Join(err, insert.Close()) }()
	args := make([]any, len(columns))
	for _, it := range items {
		for _, r := range rowsOf(it) {
			for i, column := range columns {
				args[i] = plainValue(r[column])
			}
			if _, err := insert.ExecContext(ctx, args...); err != nil {
				return fmt.Errorf("bringing in %s: %w", name, err)
			}
		}
	}
	return nil
}

// Sources lists the events of other calendars that a client's items came from.
func (c Calendar) Sources(ctx context.Context, client clients.ID) ([]calendar.ItemSource, error) {
	return collect(ctx, c.s.q(ctx), "the items' sources", scanSource,
		`SELECT client_id, uid, occurrence, item_id, sequence, stamp FROM item_source WHERE client_id = ?`, client)
}

func scanSource(sc scanner) (o calendar.ItemSource, err error) {
	err = sc.Scan(&o.Client, &o.UID, &o.Occurrence, &o.Item, &o.Sequence, &o.Stamp)
	return o, err
}

func sourceRow(o calendar.ItemSource) row {
	return row{
		"client_id": o.Client, "uid": o.UID, "occurrence": o.Occurrence, "item_id": o.Item, "sequence": o.Sequence, "stamp": o.Stamp,
	}
}

// AddSources writes those of new items. They are not journalled: when the
// import is undone they go with their items.
func (c Calendar) AddSources(ctx context.Context, list []calendar.ItemSource) error {
	t, err := txOf(ctx)
	if err != nil {
		return err
	}
	for _, o := range list {
		_, err := t.tx.ExecContext(ctx, `INSERT INTO item_source (client_id, uid, occurrence, item_id, sequence, stamp)
			VALUES (?, ?, ?, ?, ?, ?)`, o.Client, o.UID, o.Occurrence, o.Item, o.Sequence, o.Stamp)
		if err != nil {
			return fmt.Errorf("keeping an item's source: %w", err)
		}
	}
	return nil
}

// SaveSource keeps the later state of one.
func (c Calendar) SaveSource(ctx context.Context, o calendar.ItemSource) error {
	return c.s.save(ctx, "item_source", sourceRow(o))
}

// dropSources takes away where an item came from, so that an undo brings it back.
func (c Calendar) dropSources(ctx context.Context, client, item clients.ID) error {
	list, err := collect(ctx, c.s.q(ctx), "an item's sources", scanSource,
		`SELECT client_id, uid, occurrence, item_id, sequence, stamp FROM item_source WHERE client_id = ? AND item_id = ?`, client, item)
	if err != nil {
		return err
	}
	for _, o := range list {
		if err := c.s.remove(ctx, "item_source", row{"client_id": o.Client, "uid": o.UID, "occurrence": o.Occurrence}); err != nil {
			return err
		}
	}
	return nil
}

// Mapping is the mapping last used for such a header; nil when none.
func (c Calendar) Mapping(ctx context.Context, client clients.ID, fingerprint string) (json.RawMessage, error) {
	var mapping string
	err := c.s.q(ctx).QueryRowContext(ctx, `SELECT mapping FROM import_mapping WHERE room = ? AND client_id = ? AND fingerprint = ?`,
		calendarRoom, client, fingerprint).Scan(&mapping)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading a mapping: %w", err)
	}
	return json.RawMessage(mapping), nil
}

// SaveMapping remembers a mapping for such a header.
func (c Calendar) SaveMapping(ctx context.Context, client clients.ID, fingerprint string, mapping json.RawMessage) error {
	return c.s.save(ctx, "import_mapping", row{
		"room": calendarRoom, "client_id": client, "fingerprint": fingerprint, "mapping": string(mapping),
	})
}

// ShownOf counts the items of an import that somebody was shown.
func (c Calendar) ShownOf(ctx context.Context, imp clients.ID) (int, error) {
	var n int
	err := c.s.q(ctx).QueryRowContext(ctx, `SELECT count(*) FROM item i WHERE i.import_id = ? AND EXISTS
		(SELECT 1 FROM shown s WHERE s.client_id = i.client_id AND s.item_id = i.id)`, imp).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("counting what of an import was shown: %w", err)
	}
	return n, nil
}

// Imported lists the files brought into a client's calendar, newest first.
func (c Calendar) Imported(ctx context.Context, client clients.ID) ([]calendar.Import, error) {
	list, err := collect(ctx, c.s.q(ctx), "imports", func(sc scanner) (i calendar.Import, err error) {
		var at string
		err = sc.Scan(&i.ID, &i.Client, &i.Source, &i.FileName, &i.SHA256, &i.Rows, &i.Accepted, &i.Duplicates, &i.Rejected,
			&i.From, &i.To, &at, &i.Who)
		if err == nil {
			i.At, err = parseInstant(at)
		}
		return i, err
	}, `SELECT id, client_id, source, file_name, sha256, rows, accepted, duplicates, rejected, from_on, to_on, at, who_name
		FROM import WHERE room = ? AND client_id = ? ORDER BY id`, calendarRoom, client)
	slices.Reverse(list)
	return list, err
}
