package store

import (
	"context"
	"slices"
	"strings"

	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
)

// rowColumns takes the first words of a text where an item has no title.
const rowColumns = `i.id, i.client_id, i.kind,
	CASE WHEN i.title <> '' THEN i.title ELSE coalesce((SELECT substr(t.text, 1, 80) FROM item_text t
		WHERE t.client_id = i.client_id AND t.item_id = i.id AND t.text <> '' LIMIT 1), '') END,
	i.on_date, coalesce(i.at_minute, -1), i.zone, i.state, coalesce(i.author_id, ''), coalesce(i.campaign_id, ''),
	coalesce(i.pillar_id, ''), i.effort_seconds,
	i.source, i.score_fit, i.score_timely, i.score_effort, i.score_risk, i.triage,
	coalesce((SELECT group_concat(t.network) FROM item_text t WHERE t.client_id = i.client_id AND t.item_id = i.id), ''),
	i.held_from, coalesce(i.series_id, ''), i.review_due, coalesce(i.asked_at, ''), i.postponed_from, i.postponed_by, i.published_url, coalesce(i.published_at, ''),
	i.hash, i.revision, i.version`

func scanRow(sc scanner) (calendar.Row, error) {
	var r calendar.Row
	var networks, asked, published string
	err := sc.Scan(&r.ID, &r.Client, &r.Kind, &r.Title, &r.On, &r.At, &r.Zone, &r.State, &r.Author, &r.Campaign,
		&r.Pillar, &r.EffortSeconds, &r.Source, &r.Score.Fit, &r.Score.Timely, &r.Score.Effort, &r.Score.Risk, &r.Triage, &networks, &r.HeldFrom, &r.Series, &r.ReviewDue, &asked, &r.PostponedFrom, &r.PostponedBy, &r.PublishedURL,
		&published, &r.Hash, &r.Revision, &r.Version)
	if err != nil {
		return r, err
	}
	if r.AskedAt, err = optionalParsed(asked); err != nil {
		return r, err
	}
	if r.PublishedAt, err = optionalParsed(published); err != nil {
		return r, err
	}
	r.Title, _, _ = strings.Cut(strings.TrimSpace(r.Title), "\n")
	if networks != "" {
		r.Networks = strings.Split(networks, ",")
	}
	return r, nil
}

// byDay is the order of lists: by day and time, all-day items first in their
// day, undated ones last.
const byDay = ` ORDER BY i.on_date IS NULL, i.on_date, i.at_minute, i.id`

// finalStates stands word for word in the partial index item_open, so that
// SQLite sees that it serves.
const finalStates = `i.state NOT IN ('published', 'cancelled')`

// itemFilter gives the WHERE of a filter.
func itemFilter(f calendar.Filter) (where string, args []any) {
	var parts []string
	add := func(part string, values ...any) {
		parts = append(parts, part)
		args = append(args, values...)
	}
	if f.Client != "" {
		add(`i.client_id = ?`, f.Client)
	}
	if f.Undated {
		add(`i.on_date IS NULL`)
	}
	if !f.Days.From.IsZero() {
		add(`i.on_date >= ?`, f.Days.From.String())
	}
	if !f.Days.To.IsZero() {
		add(`i.on_date <= ?`, f.Days.To.String())
	}
	if len(f.States) > 0 {
		add(`i.state IN (`+marks(len(f.States))+`)`, anys(f.States)...)
		if !slices.ContainsFunc(f.States, calendar.State.Final) {
			add(finalStates)
		}
	}
	if len(f.Kinds) > 0 {
		add(`i.kind IN (`+marks(len(f.Kinds))+`)`, anys(f.Kinds)...)
	}
	if len(f.Networks) > 0 {
		add(`EXISTS (SELECT 1 FROM item_text n WHERE n.client_id = i.client_id AND n.item_id = i.id
			AND n.network IN (`+marks(len(f.Networks))+`))`, anys(f.Networks)...)
	}
	if f.Campaign != "" {
		add(`i.campaign_id = ?`, f.Campaign)
	}
	if f.Author != "" {
		add(`i.author_id = ?`, f.Author)
	}
	if f.Import != "" {
		add(`i.import_id = ?`, f.Import)
	}
	if f.Series != "" {
		add(`i.series_id = ?`, f.Series)
	}
	if f.Media != "" {
		add(`EXISTS (SELECT 1 FROM item_media m WHERE m.client_id = i.client_id AND m.item_id = i.id AND m.sha256 = ?)`, f.Media)
	}
	if f.HoldID {
		add(`i.hold_id <> ''`)
	}
	if len(parts) > 0 {
		where = ` WHERE ` + strings.Join(parts, ` AND `)
	}
	return where, args
}

func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?, ", n), ", ") }

func anys[S ~string](list []S) []any {
	out := make([]any, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}

// Rows lists items without texts.
func (c Calendar) Rows(ctx context.Context, f calendar.Filter) ([]calendar.Row, error) {
	where, args := itemFilter(f)
	text := `SELECT ` + rowColumns + ` FROM item i` + where + byDay
	if f.Limit > 0 {
		text += ` LIMIT ?`
		args = append(args, f.Limit)
	}
	return collect(ctx, c.s.q(ctx), "items", scanRow, text, args...)
}

// Items lists items whole. With a limit, only the first are read.
func (c Calendar) Items(ctx context.Context, f calendar.Filter) ([]calendar.Item, error) {
	where, args := itemFilter(f)
	if f.Limit > 0 {
		where = ` WHERE (i.client_id, i.id) IN (SELECT i.client_id, i.id FROM item i` + where + byDay + ` LIMIT ?)`
		args = append(args, f.Limit)
	}
	return c.items(ctx, where, args, byDay)
}

// Search finds items by words, each the beginning of a word; best first.
func (c Calendar) Search(ctx context.Context, client clients.ID, words string, limit int) ([]calendar.Row, error) {
	match := ftsQuery(words)
	if match == "" {
		return nil, nil
	}
	text := `SELECT d.item_key FROM item_fts f JOIN item_doc d ON d.doc = f.rowid WHERE item_fts MATCH ?`
	args := []any{match}
	if client != "" { // '0' is the sign after '/'
		text += ` AND d.item_key >= ? AND d.item_key < ?`
		args = append(args, string(client)+"/", string(client)+"0")
	}
	keys, err := collect(ctx, c.s.q(ctx), "found items", scanOne[string],
		text+` ORDER BY f.rank LIMIT ?`, append(args, limit)...)
	if err != nil {
		return nil, err
	}
	list := make([]calendar.Row, 0, len(keys))
	for _, key := range keys {
		owner, id, _ := strings.Cut(key, "/")
		rows, err := collect(ctx, c.s.q(ctx), "found items", scanRow,
			`SELECT `+rowColumns+` FROM item i WHERE i.client_id = ? AND i.id = ?`, owner, id)
		if err != nil {
			return nil, err
		}
		list = append(list, rows...)
	}
	return list, nil
}

// ftsQuery turns what somebody typed into a query in which nothing is an operator.
func ftsQuery(words string) string {
	var parts []string
	for _, w := range strings.Fields(clients.Fold(words)) {
		w = strings.Trim(strings.ReplaceAll(w, `"`, " "), " ")
		if strings.ContainsFunc(w, func(r rune) bool { return r > ' ' }) {
			parts = append(parts, `"`+w+`"*`)
		}
	}
	if len(parts) > 12 {
		parts = parts[:12]
	}
	return strings.Join(parts, " ")
}

// Said lists other items that say the same, newest first, at most five;
// occurrences of the same series are left out.
func (c Calendar) Said(ctx context.Context, it calendar.Item, fingerprint string) ([]calendar.Row, error) {
	return collect(ctx, c.s.q(ctx), "items that say the same", scanRow, `SELECT `+rowColumns+` FROM item i
		WHERE i.client_id = ?1 AND i.id <> ?2 AND i.state <> 'cancelled' AND coalesce(i.series_id, '-') <> ?4 AND i.id IN
			(SELECT t.item_id FROM item_text t WHERE t.client_id = ?1 AND t.fingerprint = ?3 AND t.fingerprint <> '')
		ORDER BY i.on_date DESC, i.id DESC LIMIT 5`, it.Client, it.ID, fingerprint, it.Series)
}

// Tallies counts a client's items by kind and state in a run of days.
func (c Calendar) Tallies(ctx context.Context, client clients.ID, days civil.Range) ([]calendar.Tally, error) {
	return collect(ctx, c.s.q(ctx), "tallies", func(sc scanner) (t calendar.Tally, err error) {
		err = sc.Scan(&t.Kind, &t.State, &t.Count)
		return t, err
	}, `SELECT kind, state, count(*) FROM item WHERE client_id = ? AND on_date BETWEEN ? AND ? GROUP BY kind, state`,
		client, days.From.String(), days.To.String())
}

const allTalliesQuery = `SELECT client_id, kind, state, count(*) FROM item WHERE on_date BETWEEN ? AND ? GROUP BY client_id, kind, state`

// AllTallies counts every client's items by kind and state in a run of days.
func (c Calendar) AllTallies(ctx context.Context, days civil.Range) (map[clients.ID][]calendar.Tally, error) {
	all := map[clients.ID][]calendar.Tally{}
	_, err := collect(ctx, c.s.q(ctx), "tallies", func(sc scanner) (t calendar.Tally, err error) {
		var client clients.ID
		if err = sc.Scan(&client, &t.Kind, &t.State, &t.Count); err == nil {
			all[client] = append(all[client], t)
		}
		return t, err
	}, allTalliesQuery, days.From.String(), days.To.String())
	return all, err
}

// waitingQuery names the partial index that has all it needs.
const waitingQuery = `SELECT client_id, sum(state = 'internal_review'), sum(state = 'client_review'),
	sum(state = 'client_review' AND review_due <> '' AND review_due < ?) FROM item INDEXED BY item_waiting
	WHERE state IN ('internal_review', 'client_review') GROUP BY client_id`

// Waiting counts each client's items that wait for a decision.
func (c Calendar) Waiting(ctx context.Context, today civil.Date) (map[clients.ID]calendar.Waiting, error) {
	return firstOf(readByClient(ctx, c.s.q(ctx), func(sc scanner, client *clients.ID) (w calendar.Waiting, err error) {
		err = sc.Scan(client, &w.Internal, &w.Client, &w.Late)
		return w, err
	}, waitingQuery, today.String()))
}

// PostponedFrom counts items first planned in the month that now stand in a later one.
func (c Calendar) PostponedFrom(ctx context.Context, client clients.ID, month civil.Month) ([]calendar.Tally, error) {
	return collect(ctx, c.s.q(ctx), "postponed items", func(sc scanner) (t calendar.Tally, err error) {
		err = sc.Scan(&t.Kind, &t.State, &t.Side, &t.Count)
		return t, err
	}, `SELECT kind, state, postponed_by, count(*) FROM item
		WHERE client_id = ? AND postponed_from BETWEEN ? AND ? AND on_date > ? AND state <> 'cancelled'
		GROUP BY kind, state, postponed_by`,
		client, month.First().String(), month.Last().String(), month.Last().String())
}

// PillarTallies counts items by pillar in a run of days.
func (c Calendar) PillarTallies(ctx context.Context, client clients.ID, days civil.Range) ([]calendar.PillarTally, error) {
	return collect(ctx, c.s.q(ctx), "the mix", func(sc scanner) (t calendar.PillarTally, err error) {
		err = sc.Scan(&t.Pillar, &t.Planned, &t.Published)
		return t, err
	}, `SELECT coalesce(pillar_id, ''), count(*), sum(state = 'published') FROM item
		WHERE client_id = ? AND on_date BETWEEN ? AND ? AND state NOT IN ('idea', 'cancelled')
			AND kind NOT IN ('meeting', 'key_date', 'deadline') GROUP BY 1`,
		client, days.From.String(), days.To.String())
}
