package store

import (
	"context"

	"regie/clients"
	"regie/clients/calendar"
)

// OwnDays lists a client's own days, earliest first.
func (c Calendar) OwnDays(ctx context.Context, client clients.ID) ([]calendar.OwnDay, error) {
	return collect(ctx, c.s.q(ctx), "own days", func(sc scanner) (d calendar.OwnDay, err error) {
		err = sc.Scan(&d.ID, &d.Client, &d.Kind, &d.Name, &d.Days.From, &d.Days.To, &d.Lead)
		return d, err
	}, `SELECT id, client_id, kind, name, from_on, until_on, lead_days FROM own_day WHERE client_id = ? ORDER BY from_on, id`, client)
}

// SaveOwnDay writes own days.
func (c Calendar) SaveOwnDay(ctx context.Context, d calendar.OwnDay) error {
	return c.s.save(ctx, "own_day", row{
		"id": d.ID, "client_id": d.Client, "kind": d.Kind, "name": d.Name, "from_on": d.Days.From.String(),
		"until_on": d.Days.To.String(), "lead_days": d.Lead,
	})
}

// RemoveOwnDay takes own days away.
func (c Calendar) RemoveOwnDay(ctx context.Context, client, id clients.ID) error {
	return c.s.remove(ctx, "own_day", row{"client_id": client, "id": id})
}

// Experiments lists a client's experiments, newest first.
func (c Calendar) Experiments(ctx context.Context, client clients.ID) ([]calendar.Experiment, error) {
	return collect(ctx, c.s.q(ctx), "experiments", func(sc scanner) (e calendar.Experiment, err error) {
		err = sc.Scan(&e.ID, &e.Client, &e.Hypothesis, &e.Change, &e.Measure, &e.Window.From, &e.Window.To,
			&e.Campaign, &e.Before, &e.After, &e.Outcome, &e.Result, &e.Conclusion)
		return e, err
	}, `SELECT id, client_id, hypothesis, change, measure, from_on, until_on, coalesce(campaign_id, ''), before, after, outcome, result, conclusion
		FROM experiment WHERE client_id = ? ORDER BY from_on DESC, id DESC`, client)
}

// SaveExperiment writes an experiment.
func (c Calendar) SaveExperiment(ctx context.Context, e calendar.Experiment) error {
	return c.s.save(ctx, "experiment", row{
		"id": e.ID, "client_id": e.Client, "hypothesis": e.Hypothesis, "change": e.Change, "measure": e.Measure,
		"from_on": optional(e.Window.From.String()), "until_on": optional(e.Window.To.String()),
		"campaign_id": optional(e.Campaign), "before": e.Before, "after": e.After, "outcome": e.Outcome, "result": e.Result, "conclusion": e.Conclusion,
	})
}

// RemoveExperiment takes an experiment away.
func (c Calendar) RemoveExperiment(ctx context.Context, client, id clients.ID) error {
	return c.s.remove(ctx, "experiment", row{"client_id": client, "id": id})
}

// Setting is what is remembered for a client by a key, "" for nothing.
func (c Calendar) Setting(ctx context.Context, client clients.ID, key string) (string, error) {
	_, value, _, err := c.s.Settings().LastSetting(ctx, client, key, key)
	return value, err
}

// SaveSetting remembers something for a client by a key.
func (c Calendar) SaveSetting(ctx context.Context, client clients.ID, key, value string) error {
	return c.s.Settings().SaveSetting(ctx, client, key, value)
}
