package store

import (
	"context"
	"encoding/json"
	"fmt"

	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/fault"
)

// LastPack is the highest number of a client's packs, 0 for none.
func (c Calendar) LastPack(ctx context.Context, client clients.ID) (int, error) {
	var n int
	err := c.s.q(ctx).QueryRowContext(ctx, `SELECT coalesce(max(number), 0) FROM pack WHERE client_id = ?`, client).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("finding the last pack: %w", err)
	}
	return n, nil
}

// packMember is a member of the committee as a pack keeps it.
type packMember struct {
	ID   clients.ID `json:"id"`
	Name string     `json:"name"`
}

// AddPack keeps a new pack with its entries and what they show.
func (c Calendar) AddPack(ctx context.Context, p calendar.Pack) error {
	t, err := txOf(ctx)
	if err != nil {
		return err
	}
	members := make([]packMember, 0, len(p.Members))
	for _, m := range p.Members {
		members = append(members, packMember(m))
	}
	list, err := json.Marshal(members)
	if err != nil {
		return fmt.Errorf("keeping a pack: %w", err)
	}
	err = c.s.save(ctx, "pack", row{
		"id": p.ID, "client_id": p.Client, "number": p.Number, "from_on": p.Days.From.String(), "until_on": p.Days.To.String(),
		"due_on": optional(p.Due.String()), "lang": p.Lang, "members": string(list), "made_at": instant(p.MadeAt), "who_name": p.Who,
	})
	if err != nil {
		return err
	}
	for _, e := range p.Entries {
		it, err := c.Item(ctx, p.Client, e.Item)
		if err != nil {
			return err
		}
		if it.Hash != e.Hash || it.ContentHash() != e.Hash {
			return fault.New("content_damaged", "item", e.Title)
		}
		if err := keepShown(ctx, t, p.Client, e.Item, e.Hash, it.Canonical()); err != nil {
			return err
		}
		err = c.s.save(ctx, "pack_item", row{
			"client_id": p.Client, "pack_id": p.ID, "item_id": e.Item, "position": e.Position, "title": e.Title, "hash": e.Hash,
		})
		if err != nil {
			return err
		}
	}
	return nil
}

const packColumns = `p.id, p.client_id, p.number, p.from_on, p.until_on, p.due_on, p.lang, p.members, p.made_at, p.who_name,
	(SELECT count(*) FROM pack_item e WHERE e.client_id = p.client_id AND e.pack_id = p.id)`

func scanPack(sc scanner) (p calendar.Pack, err error) {
	var members, made string
	if err := sc.Scan(&p.ID, &p.Client, &p.Number, &p.Days.From, &p.Days.To, &p.Due, &p.Lang, &members, &made, &p.Who, &p.Count); err != nil {
		return p, err
	}
	var list []packMember
	if err := json.Unmarshal([]byte(members), &list); err != nil {
		return p, fmt.Errorf("reading a pack's committee: %w", err)
	}
	for _, m := range list {
		p.Members = append(p.Members, calendar.Member(m))
	}
	p.MadeAt, err = parseInstant(made)
	return p, err
}

// Packs lists a client's packs, newest first, without their entries.
func (c Calendar) Packs(ctx context.Context, client clients.ID) ([]calendar.Pack, error) {
	return collect(ctx, c.s.q(ctx), "packs", scanPack,
		`SELECT `+packColumns+` FROM pack p WHERE p.client_id = ? ORDER BY p.number DESC`, client)
}

// Pack gives a pack whole; fault pack_unknown.
func (c Calendar) Pack(ctx context.Context, id clients.ID) (calendar.Pack, error) {
	list, err := collect(ctx, c.s.q(ctx), "a pack", scanPack, `SELECT `+packColumns+` FROM pack p WHERE p.id = ?`, id)
	if err != nil {
		return calendar.Pack{}, err
	}
	if len(list) == 0 {
		return calendar.Pack{}, fault.New("pack_unknown", "value", string(id)).At("pack")
	}
	p := list[0]
	p.Entries, err = collect(ctx, c.s.q(ctx), "a pack's entries", func(sc scanner) (e calendar.PackEntry, err error) {
		var content string
		if err := sc.Scan(&e.Item, &e.Position, &e.Title, &e.Hash, &content); err != nil {
			return e, err
		}
		e.Shown, err = calendar.ReadShown([]byte(content))
		return e, err
	}, `SELECT e.item_id, e.position, e.title, e.hash, s.content FROM pack_item e
		JOIN shown s ON s.client_id = e.client_id AND s.item_id = e.item_id AND s.hash = e.hash
		WHERE e.client_id = ? AND e.pack_id = ? ORDER BY e.position`, p.Client, p.ID)
	return p, err
}
