package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/hours"
)

// Filler writes many rows of the demonstration agency at once. They come under
// one act that cannot be undone, without a journal of each row: nobody did
// them. Rows are the same that the rooms' own writes make.
type Filler struct {
	s       *Store
	t       *transaction
	batches map[string]*batch
	order   []string
}

// batch collects the values of one table until a statement is full.
type batch struct {
	columns []string
	values  []any
	rows    int
	full    *sql.Stmt
}

// fillTogether is how many rows one statement takes.
const fillTogether = 50

// wordsTriggers keep the search index and what months come to row by row; a fill
// sets the index up once at its end instead.
var wordsTriggers = []string{"item_words_new", "text_words_new", "bank_carry_entry_added", "time_digest_added"}

// Fill runs fn in one transaction, inside the act named by clients.Doing.
// Foreign keys are looked at when it ends, so that rows may come in any order.
func (s *Store) Fill(ctx context.Context, fn func(ctx context.Context, f *Filler) error) error {
	return s.Tx(ctx, func(ctx context.Context) error {
		t, err := txOf(ctx)
		if err != nil {
			return err
		}
		t.act.Final = true
		if !t.begun {
			if err := s.beginAct(ctx, t); err != nil {
				return err
			}
		}
		f := &Filler{s: s, t: t, batches: map[string]*batch{}}
		defer f.close()
		restore, err := f.begin(ctx)
		if err != nil {
			return err
		}
		if err := fn(ctx, f); err != nil {
			return err
		}
		if err := f.flush(ctx); err != nil {
			return err
		}
		return f.end(ctx, restore)
	})
}

// begin puts the row-by-row triggers aside and gives back what makes them again.
func (f *Filler) begin(ctx context.Context) ([]string, error) {
	// Rows of a fill land all over the indexes: with the usual cache each would
	// cost a page read and a page written.
	for _, pragma := range []string{"defer_foreign_keys = ON", "cache_size = -600000"} {
		if _, err := f.t.tx.ExecContext(ctx, "PRAGMA "+pragma); err != nil {
			return nil, fmt.Errorf("beginning a fill: %w", err)
		}
	}
	var restore []string
	for _, name := range wordsTriggers {
		var body string
		err := f.t.tx.QueryRowContext(ctx, `SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = ?`, name).Scan(&body)
		if err != nil {
			return nil, fmt.Errorf("beginning a fill: %w", err)
		}
		if _, err := f.t.tx.ExecContext(ctx, "DROP TRIGGER "+name); err != nil {
			return nil, fmt.Errorf("beginning a fill: %w", err)
		}
		restore = append(restore, body)
	}
	return restore, nil
}

// end makes the triggers again and indexes the words of the items that came.
func (f *Filler) end(ctx context.Context, restore []string) error {
	for _, query := range append(restore,
		`DELETE FROM bank_carry`,
		`DELETE FROM time_digest`,
		`INSERT INTO item_doc (item_key) SELECT i.client_id || '/' || i.id FROM item i
			WHERE NOT EXISTS (SELECT 1 FROM item_doc d WHERE d.item_key = i.client_id || '/' || i.id)`,
		`INSERT INTO item_fts (rowid, body) SELECT doc, body FROM item_words
			WHERE doc IS NOT NULL AND doc NOT IN (SELECT rowid FROM item_fts)`,
		`PRAGMA cache_size = -2000`,
	) {
		if _, err := f.t.tx.ExecContext(ctx, query); err != nil {
			return fmt.Errorf("ending a fill: %w", err)
		}
	}
	return nil
}

func (f *Filler) close() {
	for _, b := range f.batches {
		if b.full != nil {
			_ = b.full.Close() // the transaction ends it anyway
		}
	}
}

// add puts one row with its table's batch, and writes the batch when it is full.
func (f *Filler) add(ctx context.Context, name string, r row) error {
	b := f.batches[name]
	if b == nil {
		t, ok := f.s.tables[name]
		if !ok {
			return fmt.Errorf("no table %q", name)
		}
		b = &batch{}
		for _, c := range t.columns {
			if _, ok := r[c]; ok {
				b.columns = append(b.columns, c)
			}
		}
		f.batches[name] = b
		f.order = append(f.order, name)
		f.t.touched[name] = true
	}
	if len(r) != len(b.columns) {
		return fmt.Errorf("a row of %s with other columns than the first", name)
	}
	for _, c := range b.columns {
		b.values = append(b.values, plainValue(r[c]))
	}
	b.rows++
	if b.rows < fillTogether {
		return nil
	}
	if b.full == nil {
		var err error
		if b.full, err = f.t.tx.PrepareContext(ctx, b.insert(name)); err != nil {
			return fmt.Errorf("filling %s: %w", name, err)
		}
	}
	if _, err := b.full.ExecContext(ctx, b.values...); err != nil {
		return fmt.Errorf("filling %s: %w", name, err)
	}
	b.values, b.rows = b.values[:0], 0
	return nil
}

func (b *batch) insert(name string) string {
	one := "(?" + strings.Repeat(", ?", len(b.columns)-1) + ")"
	return "INSERT INTO " + name + " (" + strings.Join(b.columns, ", ") + ") VALUES " + one + strings.Repeat(", "+one, b.rows-1)
}

// flush writes what is left in the batches.
func (f *Filler) flush(ctx context.Context) error {
	for _, name := range f.order {
		b := f.batches[name]
		if b.rows == 0 {
			continue
		}
		if _, err := f.t.tx.ExecContext(ctx, b.insert(name), b.values...); err != nil {
			return fmt.Errorf("filling %s: %w", name, err)
		}
		b.values, b.rows = b.values[:0], 0
	}
	return nil
}

// Entry adds a time entry.
func (f *Filler) Entry(ctx context.Context, e hours.Entry) error {
	return f.add(ctx, "time_entry", entryRow(e))
}

// Item adds an item with its texts and media.
func (f *Filler) Item(ctx context.Context, it calendar.Item) error {
	if err := f.add(ctx, "item", itemRow(it)); err != nil {
		return err
	}
	for _, t := range it.Texts {
		if err := f.add(ctx, "item_text", textRow(it, t)); err != nil {
			return err
		}
	}
	for i, m := range it.Media {
		err := f.add(ctx, "item_media", row{
			"client_id": it.Client, "item_id": it.ID, "network": m.Network, "position": i, "sha256": m.SHA256, "alt": m.Alt,
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Shown adds the content that an item's decisions were given on.
func (f *Filler) Shown(ctx context.Context, it calendar.Item) error {
	return f.add(ctx, "shown", row{"client_id": it.Client, "item_id": it.ID, "hash": it.Hash, "content": string(it.Canonical())})
}

// Decision adds a decision; its content comes by Shown.
func (f *Filler) Decision(ctx context.Context, d calendar.Decision) error {
	return f.add(ctx, "decision", decisionRow(d))
}

// Trace adds what befell an item.
func (f *Filler) Trace(ctx context.Context, t calendar.Trace) error {
	changes, err := json.Marshal(append([]string{}, t.Changes...))
	if err != nil {
		return fmt.Errorf("writing the history: %w", err)
	}
	return f.add(ctx, "item_event", row{
		"id": t.ID, "client_id": t.Client, "item_id": t.Item, "at": instant(t.At), "who_id": t.WhoID, "who_name": t.Who,
		"kind": t.Kind, "from_state": t.From, "to_state": t.To, "from_on": optional(t.FromOn), "to_on": optional(t.ToOn),
		"revision": t.Revision, "voided": t.Voided, "changes": string(changes), "reason": t.Reason,
	})
}

func decisionRow(d calendar.Decision) row {
	return row{
		"id": d.ID, "client_id": d.Client, "item_id": d.Item, "stage": d.Stage, "contact_id": optional(d.Contact),
		"staff_id": optional(d.Staff), "who_name": d.Who, "decision": d.Verdict, "at": instant(d.At), "way": d.Way,
		"pack_id": optional(d.Pack), "hash": d.Hash, "revision": d.Revision, "comment": d.Comment,
		"recorded_by": optional(d.RecordedBy),
	}
}

// ActName is the kind of the act that a fill is written under.
const ActName = "demo.fill"

// Filling returns a context for Fill, acting as nobody at the given client.
func Filling(ctx context.Context, subject string) context.Context {
	return clients.Doing(ctx, clients.Act{Kind: ActName, Subject: subject, Final: true})
}
