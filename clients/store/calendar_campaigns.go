package store

import (
	"context"

	"regie/clients"
	"regie/clients/calendar"
)

// Campaigns lists a client's campaigns, newest first.
func (c Calendar) Campaigns(ctx context.Context, client clients.ID) ([]calendar.Campaign, error) {
	return collect(ctx, c.s.q(ctx), "campaigns", func(sc scanner) (k calendar.Campaign, err error) {
		err = sc.Scan(&k.ID, &k.Client, &k.Name, &k.Goal, &k.From, &k.Until, &k.BudgetMinor, &k.Currency, &k.Measure, &k.Target, &k.Reached,
			&k.Result, &k.Note, &k.ArchivedAt)
		return k, err
	}, `SELECT id, client_id, name, goal, from_on, until_on, budget_minor, currency, measure, target, reached, result, note, coalesce(archived_at, '')
		FROM campaign WHERE client_id = ? ORDER BY from_on DESC, id DESC`, client)
}

// SaveCampaign writes a campaign.
func (c Calendar) SaveCampaign(ctx context.Context, k calendar.Campaign) error {
	return c.s.save(ctx, "campaign", row{
		"id": k.ID, "client_id": k.Client, "name": k.Name, "goal": k.Goal, "from_on": optional(k.From.String()),
		"until_on": optional(k.Until.String()), "budget_minor": k.BudgetMinor, "currency": k.Currency,
		"measure": k.Measure, "target": k.Target, "reached": k.Reached, "result": k.Result,
		"note": k.Note, "archived_at": optional(k.ArchivedAt),
	})
}

// RemoveCampaign deletes a campaign; the database refuses while anything names it.
func (c Calendar) RemoveCampaign(ctx context.Context, client, id clients.ID) error {
	return c.s.remove(ctx, "campaign", row{"client_id": client, "id": id})
}

// CampaignLinks counts what hangs on a campaign.
func (c Calendar) CampaignLinks(ctx context.Context, client, id clients.ID) (calendar.CampaignLinks, error) {
	l, _, err := one(ctx, c.s.q(ctx), "what hangs on a campaign", func(sc scanner) (l calendar.CampaignLinks, err error) {
		err = sc.Scan(&l.Items, &l.Contests, &l.Lines, &l.Entries)
		return l, err
	}, `SELECT (SELECT count(*) FROM item WHERE client_id = ?1 AND campaign_id = ?2),
		(SELECT count(*) FROM contest WHERE client_id = ?1 AND campaign_id = ?2),
		(SELECT count(*) FROM budget_line WHERE client_id = ?1 AND campaign_id = ?2),
		(SELECT count(*) FROM time_entry WHERE client_id = ?1 AND campaign_id = ?2)`, client, id)
	return l, err
}
