package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/mattn/go-sqlite3"

	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/fault"
)

// Calendar keeps items with their texts and media, decisions, what befell
// them, campaigns and pillars.
type Calendar struct{ s *Store }

// Calendar is the store's side of the calendar room.
func (s *Store) Calendar() Calendar { return Calendar{s} }

var _ calendar.Keeper = Calendar{}

// Tx runs fn in one transaction.
func (c Calendar) Tx(ctx context.Context, fn func(ctx context.Context) error) error {
	return c.s.Tx(ctx, fn)
}

// ClientOf is whose an item is; fault item_unknown.
func (c Calendar) ClientOf(ctx context.Context, item clients.ID) (clients.ID, error) {
	var client clients.ID
	err := c.s.q(ctx).QueryRowContext(ctx, `SELECT client_id FROM item WHERE id = ?`, item).Scan(&client)
	if errors.Is(err, sql.ErrNoRows) {
		return "", fault.New("item_unknown", "value", string(item)).At("item")
	}
	if err != nil {
		return "", fmt.Errorf("finding an item: %w", err)
	}
	return client, nil
}

const itemColumns = `i.id, i.client_id, i.kind, i.title, i.on_date, coalesce(i.at_minute, -1), i.zone, i.state, i.held_from,
	i.hold_reason, i.hold_id, coalesce(i.author_id, ''), coalesce(i.writer_id, ''), coalesce(i.campaign_id, ''),
	coalesce(i.pillar_id, ''), coalesce(i.series_id, ''), i.series_on, i.funnel, i.effort_seconds, i.link, i.note,
	i.source, i.score_fit, i.score_timely, i.score_effort, i.score_risk, i.triage,
	coalesce(i.asked_at, ''), i.review_due, i.postponed_from, i.postponed_by, i.published_url, coalesce(i.published_at, ''),
	coalesce(i.capture_sha256, ''), i.correction, i.hash, i.revision, i.version, i.created_at, i.changed_at,
	coalesce(i.import_id, '')`

func scanItem(sc scanner) (calendar.Item, error) {
	var it calendar.Item
	var asked, published, created, changed string
	err := sc.Scan(&it.ID, &it.Client, &it.Kind, &it.Title, &it.On, &it.At, &it.Zone, &it.State, &it.HeldFrom,
		&it.HoldReason, &it.HoldID, &it.Author, &it.Writer, &it.Campaign,
		&it.Pillar, &it.Series, &it.SeriesOn, &it.Funnel, &it.EffortSeconds, &it.Link, &it.Note,
		&it.Source, &it.Score.Fit, &it.Score.Timely, &it.Score.Effort, &it.Score.Risk, &it.Triage,
		&asked, &it.ReviewDue, &it.PostponedFrom, &it.PostponedBy, &it.PublishedURL, &published,
		&it.Capture, &it.Correction, &it.Hash, &it.Revision, &it.Version, &created, &changed, &it.Import)
	if err != nil {
		return it, err
	}
	return it, instants(stamp{asked, &it.AskedAt}, stamp{published, &it.PublishedAt}, stamp{created, &it.CreatedAt}, stamp{changed, &it.ChangedAt})
}

// Item gives one item whole; fault item_unknown.
func (c Calendar) Item(ctx context.Context, client, id clients.ID) (calendar.Item, error) {
	items, err := c.items(ctx, ` WHERE i.client_id = ? AND i.id = ?`, []any{client, id}, "")
	if err != nil {
		return calendar.Item{}, err
	}
	if len(items) == 0 {
		return calendar.Item{}, fault.New("item_unknown", "value", string(id)).At("item")
	}
	return items[0], nil
}

// items reads whole items in three queries.
func (c Calendar) items(ctx context.Context, where string, args []any, tail string) ([]calendar.Item, error) {
	list, err := collect(ctx, c.s.q(ctx), "items", scanItem, `SELECT `+itemColumns+` FROM item i`+where+tail, args...)
	if err != nil || len(list) == 0 {
		return list, err
	}
	at := make(map[clients.ID]*calendar.Item, len(list))
	for i := range list {
		at[list[i].ID] = &list[i]
	}
	type owned[T any] struct {
		item clients.ID
		part T
	}
	texts, err := collect(ctx, c.s.q(ctx), "texts", func(sc scanner) (o owned[calendar.Text], err error) {
		t := &o.part
		err = sc.Scan(&o.item, &t.Network, &t.Channel, &t.Title, &t.Text, &t.SameAs, &t.FirstComment, &t.Signature)
		return o, err
	}, `SELECT t.item_id, t.network, coalesce(t.channel_id, ''), t.title, t.text, t.same_as, t.first_comment, t.signature
		FROM item i JOIN item_text t ON t.client_id = i.client_id AND t.item_id = i.id`+where, args...)
	if err != nil {
		return nil, err
	}
	for _, o := range texts {
		if it := at[o.item]; it != nil {
			it.Texts = append(it.Texts, o.part)
		}
	}
	media, err := collect(ctx, c.s.q(ctx), "media", func(sc scanner) (o owned[calendar.Media], err error) {
		err = sc.Scan(&o.item, &o.part.Network, &o.part.SHA256, &o.part.Alt)
		return o, err
	}, `SELECT m.item_id, m.network, m.sha256, m.alt
		FROM item i JOIN item_media m ON m.client_id = i.client_id AND m.item_id = i.id`+where+
		` ORDER BY m.client_id, m.item_id, m.network, m.position`, args...)
	if err != nil {
		return nil, err
	}
	for _, o := range media {
		if it := at[o.item]; it != nil {
			it.Media = append(it.Media, o.part)
		}
	}
	return list, nil
}

func itemRow(it calendar.Item) row {
	return row{
		"id": it.ID, "client_id": it.Client, "kind": it.Kind, "title": it.Title, "on_date": optional(it.On.String()),
		"at_minute": optionalClock(it.At), "zone": it.Zone, "state": it.State, "held_from": it.HeldFrom,
		"hold_reason": it.HoldReason, "hold_id": it.HoldID, "author_id": optional(it.Author), "writer_id": optional(it.Writer),
		"campaign_id": optional(it.Campaign), "pillar_id": optional(it.Pillar), "series_id": optional(it.Series),
		"series_on": optional(it.SeriesOn.String()), "funnel": it.Funnel, "effort_seconds": it.EffortSeconds,
		"link": it.Link, "note": it.Note, "source": it.Source, "score_fit": it.Score.Fit, "score_timely": it.Score.Timely,
		"score_effort": it.Score.Effort, "score_risk": it.Score.Risk, "triage": it.Triage, "asked_at": optionalInstant(it.AskedAt), "review_due": optional(it.ReviewDue.String()),
		"postponed_from": optional(it.PostponedFrom.String()), "postponed_by": it.PostponedBy,
		"published_url": it.PublishedURL, "published_at": optionalInstant(it.PublishedAt),
		"capture_sha256": optional(it.Capture), "correction": it.Correction, "hash": it.Hash, "revision": it.Revision,
		"version": it.Version, "created_at": instant(it.CreatedAt), "changed_at": instant(it.ChangedAt),
		"import_id": optional(it.Import),
	}
}

func textRow(it calendar.Item, t calendar.Text) row {
	return row{
		"client_id": it.Client, "item_id": it.ID, "network": t.Network, "channel_id": optional(t.Channel), "title": t.Title,
		"text": t.Text, "same_as": t.SameAs, "first_comment": t.FirstComment, "signature": t.Signature,
		"fingerprint": calendar.Fingerprint(t.Text),
	}
}

// SaveItem writes an item with exactly its texts and media.
func (c Calendar) SaveItem(ctx context.Context, it calendar.Item) error {
	if err := c.s.save(ctx, "item", itemRow(it)); err != nil {
		return mediaFault(err)
	}
	texts := map[string]bool{}
	for _, t := range it.Texts {
		texts[t.Network] = true
		if err := c.s.save(ctx, "item_text", textRow(it, t)); err != nil {
			return err
		}
	}
	media := map[place]bool{}
	position := map[string]int{}
	for _, m := range it.Media {
		at := place{m.Network, position[m.Network]}
		position[m.Network]++
		media[at] = true
		err := c.s.save(ctx, "item_media", row{
			"client_id": it.Client, "item_id": it.ID, "network": m.Network, "position": at.position, "sha256": m.SHA256, "alt": m.Alt,
		})
		if err != nil {
			return mediaFault(err)
		}
	}
	return c.dropOthers(ctx, it, texts, media)
}

// place is where a picture stands in an item.
type place struct {
	network  string
	position int
}

// dropOthers removes the texts and media that the item no longer has.
func (c Calendar) dropOthers(ctx context.Context, it calendar.Item, texts map[string]bool, media map[place]bool) error {
	networks, err := collect(ctx, c.s.q(ctx), "texts", scanOne[string],
		`SELECT network FROM item_text WHERE client_id = ? AND item_id = ?`, it.Client, it.ID)
	if err != nil {
		return err
	}
	for _, n := range networks {
		if texts[n] {
			continue
		}
		if err := c.s.remove(ctx, "item_text", row{"client_id": it.Client, "item_id": it.ID, "network": n}); err != nil {
			return err
		}
	}
	places, err := collect(ctx, c.s.q(ctx), "media", func(sc scanner) (p place, err error) {
		err = sc.Scan(&p.network, &p.position)
		return p, err
	},
		`SELECT network, position FROM item_media WHERE client_id = ? AND item_id = ?`, it.Client, it.ID)
	if err != nil {
		return err
	}
	for _, p := range places {
		if media[p] {
			continue
		}
		key := row{"client_id": it.Client, "item_id": it.ID, "network": p.network, "position": p.position}
		if err := c.s.remove(ctx, "item_media", key); err != nil {
			return err
		}
	}
	return nil
}

// mediaFault says that a picture is not among the kept files.
func mediaFault(err error) error {
	var e sqlite3.Error
	if errors.As(err, &e) && e.ExtendedCode == sqlite3.ErrConstraintForeignKey {
		return fault.New("media_missing", "hash", "").At("media").Because(err)
	}
	return err
}

// RemoveItem takes an item away with its texts, media and comments.
func (c Calendar) RemoveItem(ctx context.Context, client, id clients.ID) error {
	comments, err := c.Comments(ctx, client, id)
	if err != nil {
		return err
	}
	for _, m := range comments {
		if err := c.s.remove(ctx, "item_comment", row{"client_id": client, "id": m.ID}); err != nil {
			return err
		}
	}
	if err := c.dropSources(ctx, client, id); err != nil {
		return err
	}
	bare := calendar.Item{Client: client, ID: id}
	if err := c.dropOthers(ctx, bare, nil, nil); err != nil {
		return err
	}
	return c.s.remove(ctx, "item", row{"client_id": client, "id": id})
}
