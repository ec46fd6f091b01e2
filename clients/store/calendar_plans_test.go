package store

import (
	"strings"
	"testing"

	"regie/clients/calendar"
	"regie/clients/civil"
)

// Ensure what a screen or an import asks of packs, media, series, sources and
// participants is answered by an index.
func TestCalendarQueriesAreIndexed(t *testing.T) {
	o := openOffice(t)
	if plan := explain(t, o.s, allTalliesQuery, "a", "b"); !strings.Contains(plan[0], "COVERING INDEX item_by_week") {
		t.Errorf("the counts of all clients: %s", plan)
	}
	if plan := explain(t, o.s, waitingQuery, "a"); !strings.Contains(plan[0], "COVERING INDEX item_waiting") || len(plan) > 1 {
		t.Errorf("what waits at all clients: %s", plan)
	}
	where, args := itemFilter(calendar.Filter{Author: "x", Days: civil.NewMonth(2026, 2).Range()})
	if plan := explain(t, o.s, `SELECT i.id FROM item i`+where, args...); !strings.Contains(plan[0], "item_by_author (author_id=? AND on_date>? AND on_date<?)") {
		t.Errorf("a person's days: %s", plan)
	}
	for _, query := range []string{
		`SELECT ` + packColumns + ` FROM pack p WHERE p.client_id = 'k' ORDER BY p.number DESC`,
		`SELECT ` + packColumns + ` FROM pack p WHERE p.id = 'x'`,
		`SELECT EXISTS (SELECT 1 FROM shown WHERE client_id = 'k' AND item_id = 'x')`,
		assetColumns + `WHERE l.client_id = 'k' AND l.sha256 = 'x'`,
		assetColumns + `WHERE l.client_id = 'k' ORDER BY l.added_at DESC, l.sha256`,
		`SELECT ` + itemColumns + ` FROM item i WHERE i.client_id = 'k' AND i.series_id = 'x'`,
		`SELECT item_id FROM item_source WHERE client_id = 'k' AND item_id = 'x'`,
		`SELECT ticket FROM contest_entrant WHERE client_id = 'k' AND contest_id = 'x' ORDER BY ticket`,
		`SELECT count(*) FROM contest_entrant WHERE import_id = 'x'`,
		`SELECT id FROM own_day WHERE client_id = 'k'`,
		`SELECT id FROM slot WHERE client_id = 'k'`,
	} {
		for _, step := range explain(t, o.s, query) {
			if strings.HasPrefix(step, "SCAN") && !strings.Contains(step, "CONSTANT ROW") {
				t.Errorf("%s\n%s", query, step)
			}
		}
	}
}
