package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/fault"
)

// WriteFile keeps content by its hash, synced, before any row names it.
func (c Calendar) WriteFile(ctx context.Context, content []byte) (string, error) {
	return c.s.Media().Write(ctx, content)
}

// KeepMedia keeps a file by its content, within a transaction.
func (c Calendar) KeepMedia(ctx context.Context, f clients.MediaFile, content []byte) (clients.MediaFile, error) {
	return c.s.Media().Keep(ctx, f, content)
}

// MediaFile gives what is known of a kept file; fault media_missing.
func (c Calendar) MediaFile(ctx context.Context, hash string) (clients.MediaFile, error) {
	return c.s.Media().File(ctx, hash)
}

// MediaContent reads a kept file; faults media_missing, media_changed.
func (c Calendar) MediaContent(ctx context.Context, hash string) ([]byte, error) {
	return c.s.Media().Content(ctx, hash)
}

// MediaThere looks at a kept file's presence and size alone; faults
// media_missing, media_changed.
func (c Calendar) MediaThere(ctx context.Context, hash string) error {
	f, err := c.MediaFile(ctx, hash)
	if err != nil {
		return err
	}
	info, err := os.Stat(c.s.Media().path(hash))
	switch {
	case errors.Is(err, os.ErrNotExist):
		return fault.New("media_missing", "hash", hash).Because(err)
	case err != nil:
		return fmt.Errorf("looking at a kept file: %w", err)
	case info.Size() != f.Bytes:
		return fault.New("media_changed", "hash", hash)
	}
	return nil
}

const assetColumns = `SELECT l.client_id, l.sha256, l.title, l.holder, l.licence, l.alt, l.expires_on, l.tags, l.seconds, l.added_at,
	m.mime, m.bytes, m.width, m.height, m.name,
	(SELECT count(DISTINCT u.item_id) FROM item_media u JOIN item i ON i.client_id = u.client_id AND i.id = u.item_id
		WHERE u.sha256 = l.sha256 AND u.client_id = l.client_id AND i.state <> 'cancelled')
	FROM library l JOIN media m ON m.sha256 = l.sha256 `

func scanAsset(sc scanner) (a calendar.Asset, err error) {
	var added, tags string
	f := &a.File
	err = sc.Scan(&a.Client, &a.SHA256, &a.Title, &a.Holder, &a.Licence, &a.Alt, &a.Expires, &tags, &a.Seconds, &added,
		&f.MIME, &f.Bytes, &f.Width, &f.Height, &f.Name, &a.Uses)
	if err != nil {
		return a, err
	}
	f.SHA256 = a.SHA256
	if err := json.Unmarshal([]byte(tags), &a.Tags); err != nil {
		return a, fmt.Errorf("reading a medium's tags: %w", err)
	}
	a.AddedAt, err = parseInstant(added)
	return a, err
}

// Library lists a client's media, newest first.
func (c Calendar) Library(ctx context.Context, client clients.ID) ([]calendar.Asset, error) {
	return collect(ctx, c.s.q(ctx), "the library", scanAsset,
		assetColumns+`WHERE l.client_id = ? ORDER BY l.added_at DESC, l.sha256`, client)
}

// Asset is one medium of a client's library.
func (c Calendar) Asset(ctx context.Context, client clients.ID, hash string) (calendar.Asset, bool, error) {
	list, err := collect(ctx, c.s.q(ctx), "a medium", scanAsset, assetColumns+`WHERE l.client_id = ? AND l.sha256 = ?`, client, hash)
	if err != nil || len(list) == 0 {
		return calendar.Asset{Client: client, SHA256: hash}, false, err
	}
	return list[0], true, nil
}

// SaveAsset writes a medium's particulars.
func (c Calendar) SaveAsset(ctx context.Context, a calendar.Asset) error {
	if a.Tags == nil {
		a.Tags = []string{}
	}
	tags, err := json.Marshal(a.Tags)
	if err != nil {
		return fmt.Errorf("keeping a medium's tags: %w", err)
	}
	return c.s.save(ctx, "library", row{
		"client_id": a.Client, "sha256": a.SHA256, "title": a.Title, "holder": a.Holder, "licence": a.Licence, "alt": a.Alt,
		"expires_on": optional(a.Expires.String()), "tags": string(tags), "seconds": a.Seconds, "added_at": instant(a.AddedAt),
	})
}

// RemoveAsset takes a medium out of a client's library.
func (c Calendar) RemoveAsset(ctx context.Context, client clients.ID, hash string) error {
	return c.s.remove(ctx, "library", row{"client_id": client, "sha256": hash})
}

// HashtagSets lists a client's sets by name.
func (c Calendar) HashtagSets(ctx context.Context, client clients.ID) ([]calendar.HashtagSet, error) {
	return collect(ctx, c.s.q(ctx), "hashtags", func(sc scanner) (h calendar.HashtagSet, err error) {
		var tags string
		if err := sc.Scan(&h.ID, &h.Client, &h.Name, &tags); err != nil {
			return h, err
		}
		if err := json.Unmarshal([]byte(tags), &h.Tags); err != nil {
			return h, fmt.Errorf("reading hashtags: %w", err)
		}
		return h, nil
	}, `SELECT id, client_id, name, tags FROM hashtag_set WHERE client_id = ? ORDER BY name, id`, client)
}

// SaveHashtagSet writes a set.
func (c Calendar) SaveHashtagSet(ctx context.Context, h calendar.HashtagSet) error {
	tags, err := json.Marshal(h.Tags)
	if err != nil {
		return fmt.Errorf("keeping hashtags: %w", err)
	}
	return c.s.save(ctx, "hashtag_set", row{"id": h.ID, "client_id": h.Client, "name": h.Name, "tags": string(tags)})
}

// RemoveHashtagSet takes a set away.
func (c Calendar) RemoveHashtagSet(ctx context.Context, client, id clients.ID) error {
	return c.s.remove(ctx, "hashtag_set", row{"client_id": client, "id": id})
}

const agencyLimits = "calendar.limits"

// AgencyLimits gives the agency's own lines of limits as JSON, nil for none.
func (c Calendar) AgencyLimits(ctx context.Context) ([]byte, error) {
	raw, _, err := one(ctx, c.s.q(ctx), "the agency's limits", scanText, `SELECT value FROM setting WHERE key = ?`, agencyLimits)
	return []byte(raw), err
}

// SaveAgencyLimits keeps them.
func (c Calendar) SaveAgencyLimits(ctx context.Context, raw []byte) error {
	return c.s.save(ctx, "setting", row{"key": agencyLimits, "value": string(raw)})
}
