package store

import (
	"context"
	"encoding/json"
	"fmt"

	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
)

const seriesColumns = `SELECT id, client_id, rule, start_on, coalesce(start_at, -1), zone, exceptions, made_until FROM series `

func scanSeries(sc scanner) (r calendar.Series, err error) {
	var except string
	err = sc.Scan(&r.ID, &r.Client, &r.Rule.Text, &r.Rule.Start, &r.Rule.At, &r.Rule.Zone, &except, &r.Until)
	if err != nil {
		return r, err
	}
	if err := json.Unmarshal([]byte(except), &r.Rule.Except); err != nil {
		return r, fmt.Errorf("reading a series' exceptions: %w", err)
	}
	return r, nil
}

// Series gives one of a client's series; fault series_unknown.
func (c Calendar) Series(ctx context.Context, client, id clients.ID) (calendar.Series, error) {
	list, err := collect(ctx, c.s.q(ctx), "a series", scanSeries, seriesColumns+`WHERE client_id = ? AND id = ?`, client, id)
	if err == nil && len(list) == 0 {
		err = fault.New("series_unknown", "value", string(id)).At("series")
	}
	if err != nil {
		return calendar.Series{}, err
	}
	return list[0], nil
}

// AllSeries lists a client's series.
func (c Calendar) AllSeries(ctx context.Context, client clients.ID) ([]calendar.Series, error) {
	return collect(ctx, c.s.q(ctx), "series", scanSeries, seriesColumns+`WHERE client_id = ? ORDER BY id`, client)
}

// SaveSeries writes a series.
func (c Calendar) SaveSeries(ctx context.Context, r calendar.Series) error {
	except, err := json.Marshal(append([]civil.Date{}, r.Rule.Except...))
	if err != nil {
		return fmt.Errorf("keeping a series: %w", err)
	}
	return c.s.save(ctx, "series", row{
		"id": r.ID, "client_id": r.Client, "rule": r.Rule.Text, "start_on": r.Rule.Start.String(),
		"start_at": optionalClock(r.Rule.At), "zone": r.Rule.Zone, "exceptions": string(except), "made_until": r.Until.String(),
	})
}
