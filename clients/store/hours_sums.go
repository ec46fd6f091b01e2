package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/hours"
)

// Rows reads a client's days from the covering index. Texts that come again
// and again are kept once.
func (h Hours) Rows(ctx context.Context, client clients.ID, days civil.Range) ([]hours.Row, error) {
	var all []hours.Row
	words := words{}
	var id, on, kind, level, hat, person, source sql.RawBytes
	var lastOn string
	var date civil.Date
	err := each(ctx, h.s.q(ctx), "a month of hours", func(sc scanner) error {
		var r hours.Row
		var rate sql.NullInt64
		if err := sc.Scan(&id, &on, &r.Running, &kind, &level, &hat, &person, &r.Seconds, &rate, &source, &r.Settle); err != nil {
			return err
		}
		if string(on) != lastOn {
			lastOn = string(on)
			if err := date.UnmarshalText(on); err != nil {
				return err
			}
		}
		r.ID, r.On, r.Kind = clients.ID(id), date, hours.Kind(words.of(kind))
		r.Level, r.Hat, r.Person, r.RateSource = words.of(level), words.of(hat), clients.ID(words.of(person)), words.of(source)
		if rate.Valid {
			r.Rate = &rate.Int64
		}
		all = append(all, r)
		return nil
	}, rowsQuery, client, days.From.String(), days.To.String())
	return all, err
}

const rowsQuery = `SELECT id, on_date, running, kind, level, hat, staff_id, seconds, rate_minor, rate_source, settle
	FROM time_entry WHERE client_id = ? AND on_date >= ? AND on_date <= ? ORDER BY on_date, start_at, id`

// words keeps one copy of each text read.
type words map[string]string

func (w words) of(b []byte) string {
	if s, ok := w[string(b)]; ok {
		return s
	}
	s := string(b)
	w[s] = s
	return s
}

// rounded is the SQL of the rounding of hours over a sum of seconds.
func rounded(of string, r clients.Rounding) string {
	step := r.Step * 60
	if step <= 0 {
		return of
	}
	switch r.Mode {
	case clients.RoundUp:
		return fmt.Sprintf("((%s + %d) / %d * %d)", of, step-1, step, step)
	case clients.RoundDown:
		return fmt.Sprintf("(%s / %d * %d)", of, step, step)
	case clients.RoundNearest:
		return fmt.Sprintf("((%s + %d) / %d * %d)", of, step/2, step, step)
	default:
		return of
	}
}

// Lines sums finished contract entries of whole months by billing line; the
// covering index of months answers it.
func (h Hours) Lines(ctx context.Context, client clients.ID, from, to civil.Month, rule clients.Rounding) ([]hours.Row, error) {
	all, err := h.LinesOf(ctx, []clients.ID{client}, from, to, rule)
	return all[client], err
}

// LinesOf are Lines of several clients.
func (h Hours) LinesOf(ctx context.Context, of []clients.ID, from, to civil.Month, rule clients.Rounding) (map[clients.ID][]hours.Row, error) {
	if from.MonthsUntil(to) < digestSpan {
		return h.fromDigests(ctx, of, from, to, rule, rowsOfMonth)
	}
	return readByClient(ctx, h.s.q(ctx), func(sc scanner, client *clients.ID) (hours.Row, error) {
		r := hours.Row{Kind: hours.Contract}
		var m civil.Month
		err := sc.Scan(client, &m, &r.Level, &r.Hat, &r.Rate, &r.Seconds)
		r.On = m.First()
		return r, err
	}, linesQuery(`substr(on_date, 1, 7)`, rule), idList(of), from.First().String(), to.Last().String())
}

// DayLines sums finished contract entries by day and billing line, as Lines.
func (h Hours) DayLines(ctx context.Context, client clients.ID, days civil.Range, rule clients.Rounding) ([]hours.Row, error) {
	all, err := h.DayLinesOf(ctx, []clients.ID{client}, days, rule)
	return all[client], err
}

// DayLinesOf are DayLines of several clients.
func (h Hours) DayLinesOf(ctx context.Context, of []clients.ID, days civil.Range, rule clients.Rounding) (map[clients.ID][]hours.Row, error) {
	if from, to := days.From.InMonth(), days.To.InMonth(); from.MonthsUntil(to) < digestSpan {
		return h.fromDigests(ctx, of, from, to, rule, func(m civil.Month, lines []digestLine) []hours.Row {
			return rowsOfDays(m, lines, days)
		})
	}
	return readByClient(ctx, h.s.q(ctx), scanDayLine, linesQuery(`on_date`, rule), idList(of), days.From.String(), days.To.String())
}

func scanDayLine(sc scanner, client *clients.ID) (hours.Row, error) {
	r := hours.Row{Kind: hours.Contract}
	err := sc.Scan(client, &r.On, &r.Level, &r.Hat, &r.Rate, &r.Seconds)
	return r, err
}

// fromDigests makes rows of the lines of a run of months, in order.
func (h Hours) fromDigests(ctx context.Context, of []clients.ID, from, to civil.Month, rule clients.Rounding,
	rows func(civil.Month, []digestLine) []hours.Row,
) (map[clients.ID][]hours.Row, error) {
	lines, err := h.monthLines(ctx, of, from, to, rule)
	if err != nil {
		return nil, err
	}
	all := make(map[clients.ID][]hours.Row, len(of))
	for _, id := range of {
		for m := from; !m.After(to); m = m.Add(1) {
			all[id] = append(all[id], rows(m, lines[clientMonth{id, m}])...)
		}
	}
	return all, nil
}

// linesQuery sums the entries of a list of clients by client, period, level, hat
// and rate, rounded as the rule has it where it rounds entries or days.
func linesQuery(period string, rule clients.Rounding) string {
	const where = ` FROM time_entry WHERE client_id IN (SELECT value FROM json_each(?)) AND on_date >= ? AND on_date <= ?
		AND running = 0 AND kind = 'contract'`
	const group = ` GROUP BY client_id, p, level, hat, rate_minor ORDER BY client_id, p`
	query := `SELECT client_id, ` + period + ` AS p, level, hat, rate_minor, `
	switch rule.Scope {
	case clients.ScopeDay:
		return query + `sum(` + rounded("day", rule) + `) FROM (SELECT client_id, on_date, level, hat, rate_minor, sum(seconds) AS day` + where +
			` GROUP BY client_id, on_date, staff_id, level, hat, rate_minor)` + group
	case clients.ScopeLine, clients.ScopeDocument:
		return query + `sum(seconds)` + where + group
	}
	return query + `sum(` + rounded("seconds", rule) + `)` + where + group
}

// CountToSettle counts a client's entries of a month that await a decision.
func (h Hours) CountToSettle(ctx context.Context, client clients.ID, m civil.Month) (int, error) {
	all, err := h.CountsToSettle(ctx, []clients.ID{client}, m)
	return all[client], err
}

// costsQuery sums a client's month by person, hat, level and cost rate.
const costsQuery = `SELECT staff_id, hat, level, cost_minor, sum(seconds), count(*) FROM time_entry
	WHERE client_id = ? AND on_date >= ? AND on_date <= ? AND running = 0
	GROUP BY staff_id, hat, level, cost_minor ORDER BY staff_id, hat, level, cost_minor`

// Costs sums a client's month by what its work cost.
func (h Hours) Costs(ctx context.Context, client clients.ID, m civil.Month) ([]hours.CostRow, error) {
	return collect(ctx, h.s.q(ctx), "hours", func(sc scanner) (hours.CostRow, error) {
		var r hours.CostRow
		err := sc.Scan(&r.Person, &r.Hat, &r.Level, &r.Cost, &r.Seconds, &r.Entries)
		return r, err
	}, costsQuery, client, m.First().String(), m.Last().String())
}

const (
	clientIDsQuery = `SELECT id FROM client ORDER BY id`
	locksQuery     = `SELECT c.value, l.locked_at FROM json_each(?) c JOIN month_lock l ON l.client_id = c.value AND l.month = ?`
)

// ClientUses sums a month for every client.
func (h Hours) ClientUses(ctx context.Context, m civil.Month) ([]hours.ClientUse, error) {
	of, err := h.allClients(ctx)
	if err != nil {
		return nil, err
	}
	return h.clientUses(ctx, of, m)
}

func (h Hours) allClients(ctx context.Context) ([]clients.ID, error) {
	return collect(ctx, h.s.q(ctx), "clients", scanOne[clients.ID], clientIDsQuery)
}

// ClientUse sums a month for one client; zero for one that is not there.
func (h Hours) ClientUse(ctx context.Context, client clients.ID, m civil.Month) (hours.ClientUse, error) {
	list, err := h.clientUses(ctx, []clients.ID{client}, m)
	if err != nil {
		return hours.ClientUse{}, err
	}
	return list[0], nil
}

func (h Hours) clientUses(ctx context.Context, of []clients.ID, m civil.Month) ([]hours.ClientUse, error) {
	uses, err := h.monthUses(ctx, of, m)
	if err != nil {
		return nil, err
	}
	locks, err := firstOf(readByClient(ctx, h.s.q(ctx), func(sc scanner, client *clients.ID) (at time.Time, err error) {
		var text string
		if err = sc.Scan(client, &text); err == nil {
			at, err = parseInstant(text)
		}
		return at, err
	}, locksQuery, idList(of), m.String()))
	if err != nil {
		return nil, err
	}
	list := make([]hours.ClientUse, len(of))
	for i, id := range of {
		u := uses[clientMonth{id, m}]
		list[i] = hours.ClientUse{
			Client: id, Seconds: u.Seconds, AllSeconds: u.AllSeconds, Entries: u.Entries, Running: u.Running, LockedAt: locks[id],
			RatedMinor: u.RatedMinor, UnratedCount: u.UnratedCount, ToSettleCount: u.ToSettleCount,
		}
	}
	return list, nil
}

// PersonUses sums whole months by person and client, of everybody on the staff.
func (h Hours) PersonUses(ctx context.Context, from, to civil.Month) ([]hours.PersonUse, error) {
	of, err := h.allClients(ctx)
	if err != nil {
		return nil, err
	}
	months, err := h.monthPeople(ctx, of, from, to)
	if err != nil {
		return nil, err
	}
	sums := map[hours.PersonUse]int64{} // by what is left without seconds
	for k, people := range months {
		for person, seconds := range people {
			sums[hours.PersonUse{Person: person, Client: k.client}] += seconds
		}
	}
	list := make([]hours.PersonUse, 0, len(sums))
	for u, seconds := range sums {
		u.Seconds = seconds
		list = append(list, u)
	}
	slices.SortFunc(list, func(a, b hours.PersonUse) int {
		return cmp.Or(cmp.Compare(a.Person, b.Person), cmp.Compare(a.Client, b.Client))
	})
	return list, nil
}
