package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"regie/clients"
	"regie/clients/calendar"
)

// Contests lists a client's contests, newest first, with their draws.
func (c Calendar) Contests(ctx context.Context, client clients.ID) ([]calendar.Contest, error) {
	list, err := collect(ctx, c.s.q(ctx), "contests", scanContest, `SELECT id, client_id, name, coalesce(campaign_id, ''), from_on, until_on,
		rules_url, prizes, substitutes, checked, note, seed_way, seed_source, seed_example, coalesce(seed_due, ''), seed_commitment,
		coalesce(announced_at, ''), announced_url, coalesce(list_at, ''), list_hash, list_count, list_url,
		seed, coalesce(seed_at, ''), seed_url, result_url, coalesce(result_at, ''),
		(SELECT count(*) FROM contest_entrant e WHERE e.client_id = contest.client_id AND e.contest_id = contest.id)
		FROM contest WHERE client_id = ? ORDER BY from_on DESC, id DESC`, client)
	if err != nil {
		return nil, err
	}
	for i := range list {
		if list[i].Draw, err = c.draw(ctx, client, list[i].ID); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func scanContest(sc scanner) (k calendar.Contest, err error) {
	var prizes, checked, due, announcedAt, listAt, seedAt, resultAt string
	var a calendar.Announcement
	var l calendar.ClosedList
	err = sc.Scan(&k.ID, &k.Client, &k.Name, &k.Campaign, &k.From, &k.Until, &k.Rules, &prizes, &k.Substitutes, &checked, &k.Note,
		&a.Way, &a.Source, &a.Example, &due, &a.Commitment, &announcedAt, &a.URL, &listAt, &l.Hash, &l.Count, &l.URL,
		&k.Seed, &seedAt, &k.SeedURL, &k.Result, &resultAt, &k.Entries)
	if err != nil {
		return k, err
	}
	if err := json.Unmarshal([]byte(prizes), &k.Prizes); err != nil {
		return k, fmt.Errorf("reading prizes: %w", err)
	}
	if err := json.Unmarshal([]byte(checked), &k.Checked); err != nil {
		return k, fmt.Errorf("reading a checklist: %w", err)
	}
	for _, t := range []struct {
		text string
		to   *time.Time
	}{{due, &a.Due}, {announcedAt, &a.At}, {listAt, &l.At}, {seedAt, &k.SeedAt}, {resultAt, &k.ResultAt}} {
		if *t.to, err = optionalParsed(t.text); err != nil {
			return k, err
		}
	}
	if announcedAt != "" {
		k.Announced = &a
	}
	if listAt != "" {
		k.List = &l
	}
	return k, nil
}

// draw gives a contest's draw; nil for none.
func (c Calendar) draw(ctx context.Context, client, contest clients.ID) (*calendar.Draw, error) {
	type kept struct {
		calendar.Draw
		winners, substitutes string
	}
	list, err := collect(ctx, c.s.q(ctx), "a draw", func(sc scanner) (d kept, err error) {
		var at, seedAt string
		err = sc.Scan(&at, &d.Who, &d.Method, &d.Seed, &seedAt, &d.List, &d.Hash, &d.winners, &d.substitutes)
		if err != nil {
			return d, err
		}
		if d.At, err = parseInstant(at); err != nil {
			return d, err
		}
		d.SeedAt, err = parseInstant(seedAt)
		return d, err
	}, `SELECT at, who_name, method, seed, seed_at, list, hash, winners, substitutes FROM contest_draw
		WHERE client_id = ? AND contest_id = ?`, client, contest)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	entrants, err := c.Entrants(ctx, client, contest)
	if err != nil {
		return nil, err
	}
	by := map[string]calendar.Entrant{}
	for _, e := range entrants {
		by[e.Ticket] = e
	}
	d := list[0].Draw
	for _, part := range []struct {
		text string
		to   *[]calendar.Entrant
	}{{list[0].winners, &d.Winners}, {list[0].substitutes, &d.Substitutes}} {
		for ticket := range strings.FieldsSeq(part.text) {
			*part.to = append(*part.to, by[ticket])
		}
	}
	return &d, nil
}

// SaveContest writes all of a contest but participants and draw.
func (c Calendar) SaveContest(ctx context.Context, k calendar.Contest) error {
	prizes, err := json.Marshal(append([]calendar.Prize{}, k.Prizes...))
	if err != nil {
		return fmt.Errorf("keeping prizes: %w", err)
	}
	checked, err := json.Marshal(append([]string{}, k.Checked...))
	if err != nil {
		return fmt.Errorf("keeping a checklist: %w", err)
	}
	var a calendar.Announcement
	if k.Announced != nil {
		a = *k.Announced
	}
	var l calendar.ClosedList
	if k.List != nil {
		l = *k.List
	}
	return c.s.save(ctx, "contest", row{
		"id": k.ID, "client_id": k.Client, "name": k.Name, "campaign_id": optional(k.Campaign), "from_on": optional(k.From.String()),
		"until_on": optional(k.Until.String()), "rules_url": k.Rules, "prizes": string(prizes), "substitutes": k.Substitutes,
		"checked": string(checked), "note": k.Note, "seed_way": a.Way, "seed_source": a.Source, "seed_example": a.Example,
		"seed_due": optionalInstant(a.Due), "seed_commitment": a.Commitment, "announced_at": optionalInstant(a.At), "announced_url": a.URL,
		"list_at": optionalInstant(l.At), "list_hash": l.Hash, "list_count": l.Count, "list_url": l.URL, "seed": k.Seed, "seed_at": optionalInstant(k.SeedAt), "seed_url": k.SeedURL,
		"result_url": k.Result, "result_at": optionalInstant(k.ResultAt),
	})
}

// Entrants lists a contest's participants by ticket.
func (c Calendar) Entrants(ctx context.Context, client, contest clients.ID) ([]calendar.Entrant, error) {
	return collect(ctx, c.s.q(ctx), "participants", func(sc scanner) (e calendar.Entrant, err error) {
		err = sc.Scan(&e.Ticket, &e.ID, &e.Name, &e.Excluded)
		return e, err
	}, `SELECT ticket, identifier, name, excluded FROM contest_entrant WHERE client_id = ? AND contest_id = ? ORDER BY ticket`, client, contest)
}

// AddEntrants writes new participants, journalled as one change.
func (c Calendar) AddEntrants(ctx context.Context, client, contest clients.ID, list []calendar.Entrant) error {
	t, err := txOf(ctx)
	if err != nil {
		return err
	}
	imp := c.s.newID()
	for _, e := range list {
		_, err := t.tx.ExecContext(ctx, `INSERT INTO contest_entrant (client_id, contest_id, ticket, identifier, name, excluded, import_id)
			VALUES (?, ?, ?, ?, ?, ?, ?)`, client, contest, e.Ticket, e.ID, e.Name, e.Excluded, imp)
		if err != nil {
			return fmt.Errorf("bringing in participants: %w", err)
		}
	}
	return c.s.recordBulk(ctx, "contest_entrant", row{"import_id": imp}, len(list))
}

// SaveEntrant writes what is known of a participant.
func (c Calendar) SaveEntrant(ctx context.Context, client, contest clients.ID, e calendar.Entrant) error {
	return c.s.save(ctx, "contest_entrant", row{
		"client_id": client, "contest_id": contest, "ticket": e.Ticket, "identifier": e.ID, "name": e.Name, "excluded": e.Excluded,
	})
}

// EntrantsFrom is the contest an import brought participants to.
func (c Calendar) EntrantsFrom(ctx context.Context, imp clients.ID) (client, contest clients.ID, err error) {
	_, _, err = one(ctx, c.s.q(ctx), "an import of participants", func(sc scanner) (struct{}, error) {
		return struct{}{}, sc.Scan(&client, &contest)
	}, `SELECT client_id, contest_id FROM contest_entrant WHERE import_id = ? LIMIT 1`, imp)
	return client, contest, err
}

// AddDraw keeps a contest's draw for good.
func (c Calendar) AddDraw(ctx context.Context, client, contest clients.ID, d calendar.Draw) error {
	tickets := func(list []calendar.Entrant) string {
		var names []string
		for _, e := range list {
			names = append(names, e.Ticket)
		}
		return strings.Join(names, " ")
	}
	return c.s.save(ctx, "contest_draw", row{
		"client_id": client, "contest_id": contest, "at": instant(d.At), "who_name": d.Who, "method": d.Method, "seed": d.Seed,
		"seed_at": instant(d.SeedAt), "list": d.List, "hash": d.Hash, "winners": tickets(d.Winners), "substitutes": tickets(d.Substitutes),
	})
}
