package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/fault"
)

// optionalParsed reads an instant that may be missing ("").
func optionalParsed(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	return parseInstant(s)
}

const decisionColumns = `d.id, d.client_id, d.item_id, d.stage, coalesce(d.contact_id, ''), coalesce(d.staff_id, ''), d.who_name, d.decision,
	d.at, d.way, coalesce(d.pack_id, ''), d.hash, d.revision, d.comment, coalesce(d.recorded_by, ''), coalesce(d.for_id, '')`

func scanDecision(sc scanner) (d calendar.Decision, err error) {
	var at string
	if err = sc.Scan(&d.ID, &d.Client, &d.Item, &d.Stage, &d.Contact, &d.Staff, &d.Who, &d.Verdict, &at, &d.Way, &d.Pack,
		&d.Hash, &d.Revision, &d.Comment, &d.RecordedBy, &d.For); err != nil {
		return d, err
	}
	d.At, err = parseInstant(at)
	return d, err
}

// Decisions lists an item's decisions, oldest first.
func (c Calendar) Decisions(ctx context.Context, client, item clients.ID) ([]calendar.Decision, error) {
	return collect(ctx, c.s.q(ctx), "decisions", scanDecision,
		`SELECT `+decisionColumns+` FROM decision d WHERE d.client_id = ? AND d.item_id = ? ORDER BY d.id`, client, item)
}

// AllDecisions lists the decisions on the items of a filter, by item.
func (c Calendar) AllDecisions(ctx context.Context, f calendar.Filter) (map[clients.ID][]calendar.Decision, error) {
	query, args := allDecisionsQuery(f)
	list, err := collect(ctx, c.s.q(ctx), "decisions", scanDecision, query, args...)
	by := map[clients.ID][]calendar.Decision{}
	for _, d := range list {
		by[d.Item] = append(by[d.Item], d)
	}
	return by, err
}

func allDecisionsQuery(f calendar.Filter) (string, []any) {
	where, args := itemFilter(f)
	return `SELECT ` + decisionColumns + ` FROM item i CROSS JOIN decision d ON d.client_id = i.client_id AND d.item_id = i.id` + where + ` ORDER BY d.id`, args
}

// AddDecision keeps a decision and the content it was given on.
func (c Calendar) AddDecision(ctx context.Context, d calendar.Decision, content []byte) error {
	t, err := txOf(ctx)
	if err != nil {
		return err
	}
	if err := keepShown(ctx, t, d.Client, d.Item, d.Hash, content); err != nil {
		return err
	}
	return c.s.save(ctx, "decision", row{
		"id": d.ID, "client_id": d.Client, "item_id": d.Item, "stage": d.Stage, "contact_id": optional(d.Contact),
		"staff_id": optional(d.Staff), "who_name": d.Who, "decision": d.Verdict, "at": instant(d.At), "way": d.Way,
		"pack_id": optional(d.Pack), "hash": d.Hash, "revision": d.Revision, "comment": d.Comment,
		"recorded_by": optional(d.RecordedBy), "for_id": optional(d.For),
	})
}

// keepShown keeps a content word for word. It is a proof of its own, not part
// of what an act changes.
func keepShown(ctx context.Context, t *transaction, client, item clients.ID, hash string, content []byte) error {
	_, err := t.tx.ExecContext(ctx, `INSERT INTO shown (client_id, item_id, hash, content) VALUES (?, ?, ?, ?)
		ON CONFLICT DO NOTHING`, client, item, hash, string(content))
	if err != nil {
		return fmt.Errorf("keeping what was shown: %w", err)
	}
	return nil
}

// WasShown tells whether somebody was shown the item.
func (c Calendar) WasShown(ctx context.Context, client, item clients.ID) (bool, error) {
	var shown bool
	err := c.s.q(ctx).QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM shown WHERE client_id = ? AND item_id = ?)`,
		client, item).Scan(&shown)
	if err != nil {
		return false, fmt.Errorf("asking whether an item was shown: %w", err)
	}
	return shown, nil
}

// Shown is the content that a hash stands for; fault content_unknown.
func (c Calendar) Shown(ctx context.Context, client, item clients.ID, hash string) ([]byte, error) {
	var content string
	err := c.s.q(ctx).QueryRowContext(ctx, `SELECT content FROM shown WHERE client_id = ? AND item_id = ? AND hash = ?`,
		client, item, hash).Scan(&content)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fault.New("content_unknown", "hash", hash)
	}
	if err != nil {
		return nil, fmt.Errorf("reading what was shown: %w", err)
	}
	return []byte(content), nil
}

// AddTrace appends to the history. It is not journalled as a change: undoing
// an act does not undo that it happened.
func (c Calendar) AddTrace(ctx context.Context, t calendar.Trace) error {
	tx, err := txOf(ctx)
	if err != nil {
		return err
	}
	changes, err := json.Marshal(append([]string{}, t.Changes...))
	if err != nil {
		return fmt.Errorf("writing the history: %w", err)
	}
	_, err = tx.tx.ExecContext(ctx, `INSERT INTO item_event (id, client_id, item_id, at, who_id, who_name, kind, from_state, to_state,
		from_on, to_on, revision, voided, changes, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		t.ID, t.Client, t.Item, instant(t.At), t.WhoID, t.Who, t.Kind, t.From, t.To,
		optional(t.FromOn), optional(t.ToOn), t.Revision, t.Voided, string(changes), t.Reason)
	if err != nil {
		return fmt.Errorf("writing the history: %w", err)
	}
	return nil
}

// Traces lists what befell an item, oldest first.
func (c Calendar) Traces(ctx context.Context, client, item clients.ID) ([]calendar.Trace, error) {
	return collect(ctx, c.s.q(ctx), "the history", func(sc scanner) (t calendar.Trace, err error) {
		var at, changes string
		err = sc.Scan(&t.ID, &t.Client, &t.Item, &at, &t.WhoID, &t.Who, &t.Kind, &t.From, &t.To, &t.FromOn, &t.ToOn,
			&t.Revision, &t.Voided, &changes, &t.Reason)
		if err != nil {
			return t, err
		}
		if err := json.Unmarshal([]byte(changes), &t.Changes); err != nil {
			return t, fmt.Errorf("reading what changed: %w", err)
		}
		t.At, err = parseInstant(at)
		return t, err
	}, `SELECT id, client_id, item_id, at, who_id, who_name, kind, from_state, to_state, coalesce(from_on, ''), coalesce(to_on, ''),
		revision, voided, changes, reason FROM item_event WHERE client_id = ? AND item_id = ? ORDER BY id`, client, item)
}

// SaveComment writes a comment.
func (c Calendar) SaveComment(ctx context.Context, m calendar.Comment) error {
	visible := "internal"
	if m.ForClient {
		visible = "client"
	}
	return c.s.save(ctx, "item_comment", row{
		"id": m.ID, "client_id": m.Client, "item_id": m.Item, "at": instant(m.At), "staff_id": optional(m.Staff),
		"contact_id": optional(m.Contact), "who_name": m.Who, "visible": visible, "body": m.Body,
		"resolved_at": optionalInstant(m.ResolvedAt),
	})
}

// Comments lists an item's comments, oldest first.
func (c Calendar) Comments(ctx context.Context, client, item clients.ID) ([]calendar.Comment, error) {
	return collect(ctx, c.s.q(ctx), "comments", func(sc scanner) (m calendar.Comment, err error) {
		var at, resolved string
		err = sc.Scan(&m.ID, &m.Client, &m.Item, &at, &m.Staff, &m.Contact, &m.Who, &m.ForClient, &m.Body, &resolved)
		if err != nil {
			return m, err
		}
		if m.At, err = parseInstant(at); err != nil {
			return m, err
		}
		m.ResolvedAt, err = optionalParsed(resolved)
		return m, err
	}, `SELECT id, client_id, item_id, at, coalesce(staff_id, ''), coalesce(contact_id, ''), who_name, visible = 'client', body,
		coalesce(resolved_at, '') FROM item_comment WHERE client_id = ? AND item_id = ? ORDER BY id`, client, item)
}

// Pillars lists a client's pillars in their order, archived ones too.
func (c Calendar) Pillars(ctx context.Context, client clients.ID) ([]calendar.Pillar, error) {
	return collect(ctx, c.s.q(ctx), "pillars", func(sc scanner) (p calendar.Pillar, err error) {
		err = sc.Scan(&p.ID, &p.Client, &p.Name, &p.Color, &p.Share, &p.Position, &p.ArchivedAt)
		return p, err
	}, `SELECT id, client_id, name, color, share, position, coalesce(archived_at, '')
		FROM pillar WHERE client_id = ? ORDER BY position, id`, client)
}

// SavePillar writes a pillar.
func (c Calendar) SavePillar(ctx context.Context, p calendar.Pillar) error {
	return c.s.save(ctx, "pillar", row{
		"id": p.ID, "client_id": p.Client, "name": p.Name, "color": p.Color, "share": p.Share, "position": p.Position,
		"archived_at": optional(p.ArchivedAt),
	})
}
