package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"regie/clients"
	"regie/clients/calendar"
)

// Contests lists a client's contests, newest first, with their draws.
func (c Calendar) Contests(ctx context.Context, client clients.ID) ([]calendar.Contest, error) {
	list, err := collect(ctx, c.s.q(ctx), "contests", scanContest, `SELECT id, client_id, name, coalesce(campaign_id, ''), from_on, until_on,
		rules_url, prizes, substitutes, checked, note, seed, coalesce(seed_at, ''), seed_url, result_url, coalesce(result_at, ''),
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
	var prizes, checked, seedAt, resultAt string
	err = sc.Scan(&k.ID, &k.Client, &k.Name, &k.Campaign, &k.From, &k.Until, &k.Rules, &prizes, &k.Substitutes, &checked, &k.Note,
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
	if k.SeedAt, err = optionalParsed(seedAt); err != nil {
		return k, err
	}
	k.ResultAt, err = optionalParsed(resultAt)
	return k, err
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
	return c.s.save(ctx, "contest", row{
		"id": k.ID, "client_id": k.Client, "name": k.Name, "campaign_id": optional(k.Campaign), "from_on": optional(k.From.String()),
		"until_on": optional(k.Until.String()), "rules_url": k.Rules, "prizes": string(prizes), "substitutes": k.Substitutes,
		"checked": string(checked), "note": k.Note, "seed": k.Seed, "seed_at": instantOrNull(k.SeedAt), "seed_url": k.SeedURL,
		"result_url": k.Result, "result_at": instantOrNull(k.ResultAt),
	})
}

// Entrants lists a contest's participants by ticket.
func (c Calendar) Entrants(ctx context.Context, client, contest clients.ID) ([]calendar.Entrant, error) {
	return collect(ctx, c.s.q(ctx), "participants", func(sc scanner) (e calendar.Entrant, err error) {
		return e, sc.Scan(&e.Ticket, &e.ID, &e.Name, &e.Excluded)
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
