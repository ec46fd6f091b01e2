package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/hours"
)

// What a client's month comes to follows from its entries alone. It is kept once
// it was worked out, as JSON in time_digest, and the triggers of that table drop
// it when one of the entries changes: what is asked of all clients at once then
// costs what the clients are, not what they worked.

// Names of what is kept of a month; digestOfLines adds the rounding.
const (
	digestOfUse    = "use"
	digestOfPeople = "people"
)

func digestOfLines(r clients.Rounding) string {
	return fmt.Sprintf("lines %s/%d/%s", r.Mode, r.Step, r.Scope)
}

// digestSpan is how many months are read by their digests at once; longer runs
// are played once and remembered as what they carry.
const digestSpan = 3

const (
	digestsQuery = `SELECT client_id, month, content FROM time_digest
		WHERE client_id IN (SELECT value FROM json_each(?)) AND month >= ? AND month <= ? AND what = ?`
	digestInsert = `INSERT OR REPLACE INTO time_digest (client_id, month, what, content) VALUES (?, ?, ?, ?)`
)

// clientMonth names one month of one client.
type clientMonth struct {
	client clients.ID
	month  civil.Month
}

// digest is one to be kept.
type digest struct {
	clientMonth
	what, content string
}

// digests gives what each month of each client comes to: what is kept, and what
// work finds out of the clients of whom nothing is, which is then kept too. Work
// may leave out clients of whom the zero value holds.
func digests[T any](ctx context.Context, s *Store, what string, of []clients.ID, from, to civil.Month,
	work func(q querier, of []clients.ID, m civil.Month) (map[clients.ID]T, error),
) (map[clientMonth]T, error) {
	all := make(map[clientMonth]T, len(of))
	err := each(ctx, s.q(ctx), "what months come to", func(sc scanner) error {
		var k clientMonth
		var content sql.RawBytes
		if err := sc.Scan(&k.client, &k.month, &content); err != nil {
			return err
		}
		var v T
		err := json.Unmarshal(content, &v)
		all[k] = v
		return err
	}, digestsQuery, idList(of), from.String(), to.String(), what)
	if err != nil {
		return nil, err
	}
	missing := map[civil.Month][]clients.ID{}
	for m := from; !m.After(to); m = m.Add(1) {
		for _, id := range of {
			if _, ok := all[clientMonth{id, m}]; !ok {
				missing[m] = append(missing[m], id)
			}
		}
	}
	if len(missing) == 0 {
		return all, nil
	}
	var found []digest
	err = s.steadily(ctx, func(q querier) error {
		for m, of := range missing {
			made, err := work(q, of, m)
			if err != nil {
				return err
			}
			for _, id := range of {
				k := clientMonth{id, m}
				all[k] = made[id]
				content, err := json.Marshal(made[id])
				if err != nil {
					return fmt.Errorf("writing what a month comes to: %w", err)
				}
				found = append(found, digest{k, what, string(content)})
			}
		}
		return nil
	}, func(ctx context.Context, tx *sql.Tx) error {
		for _, d := range found {
			if _, err := tx.ExecContext(ctx, digestInsert, d.client, d.month.String(), d.what, d.content); err != nil {
				return fmt.Errorf("keeping what a month comes to: %w", err)
			}
		}
		return nil
	})
	return all, err
}

// steadily reads, and has keep write down in the background what was found, if
// nothing was committed since the reading began and nobody else does so. In a
// transaction it reads alone.
func (s *Store) steadily(ctx context.Context, read func(q querier) error, keep func(context.Context, *sql.Tx) error) error {
	if _, ok := ctx.Value(txKey{}).(*transaction); ok || !s.keeping.TryLock() {
		return read(s.q(ctx))
	}
	conn, err := s.read.Conn(ctx)
	if err != nil {
		s.keeping.Unlock()
		return fmt.Errorf("reading: %w", err)
	}
	done := func() {
		_ = conn.Close() // back to the pool
		s.keeping.Unlock()
	}
	before, err := dataVersion(ctx, conn)
	if err == nil {
		err = read(conn)
	}
	if err != nil {
		done()
		return err
	}
	s.later.Go(func() {
		defer done()
		ctx := context.WithoutCancel(ctx)
		tx, err := s.write.BeginTx(ctx, nil)
		if err != nil {
			return // it is worked out again
		}
		// This connection sees every commit but its own, and it makes none.
		if now, err := dataVersion(ctx, conn); err != nil || now != before || keep(ctx, tx) != nil {
			_ = tx.Rollback()
			return
		}
		_ = tx.Commit() // what is not kept is worked out again
	})
	return nil
}

// monthUse is a client's month in sums, as hours.ClientUse.
type monthUse struct {
	Seconds, AllSeconds         int64
	Entries, Running            int
	RatedMinor                  int64
	UnratedCount, ToSettleCount int
}

const monthUsesQuery = `SELECT e.client_id, coalesce(sum(e.seconds) FILTER (WHERE e.kind = 'contract'), 0), sum(e.seconds),
	count(*) FILTER (WHERE e.running = 0), count(*) FILTER (WHERE e.running = 1),
	coalesce(sum(e.seconds * e.rate_minor) FILTER (WHERE e.kind <> 'free'), 0),
	count(*) FILTER (WHERE e.rate_minor IS NULL AND e.kind <> 'free' AND e.running = 0),
	count(*) FILTER (WHERE e.settle = 1)
	FROM time_entry e WHERE e.client_id IN (SELECT value FROM json_each(?)) AND e.on_date >= ? AND e.on_date <= ? GROUP BY e.client_id`

// monthUses gives a month's sums of several clients.
func (h Hours) monthUses(ctx context.Context, of []clients.ID, m civil.Month) (map[clientMonth]monthUse, error) {
	return digests(ctx, h.s, digestOfUse, of, m, m, func(q querier, of []clients.ID, m civil.Month) (map[clients.ID]monthUse, error) {
		return firstOf(readByClient(ctx, q, func(sc scanner, client *clients.ID) (u monthUse, err error) {
			err = sc.Scan(client, &u.Seconds, &u.AllSeconds, &u.Entries, &u.Running, &u.RatedMinor, &u.UnratedCount, &u.ToSettleCount)
			return u, err
		}, monthUsesQuery, idList(of), m.First().String(), m.Last().String()))
	})
}

const monthPeopleQuery = `SELECT client_id, staff_id, sum(seconds) FROM time_entry
	WHERE client_id IN (SELECT value FROM json_each(?)) AND on_date >= ? AND on_date <= ? GROUP BY client_id, staff_id`

// monthPeople gives the seconds of each person in several clients' months.
func (h Hours) monthPeople(ctx context.Context, of []clients.ID, from, to civil.Month) (map[clientMonth]map[clients.ID]int64, error) {
	return digests(ctx, h.s, digestOfPeople, of, from, to, func(q querier, of []clients.ID, m civil.Month) (map[clients.ID]map[clients.ID]int64, error) {
		all := make(map[clients.ID]map[clients.ID]int64, len(of))
		err := each(ctx, q, "months by person", func(sc scanner) error {
			var client, person clients.ID
			var seconds int64
			err := sc.Scan(&client, &person, &seconds)
			if all[client] == nil {
				all[client] = map[clients.ID]int64{}
			}
			all[client][person] = seconds
			return err
		}, monthPeopleQuery, idList(of), m.First().String(), m.Last().String())
		return all, err
	})
}

// digestLine is one billing line of a month: its seconds on each of its days.
type digestLine struct {
	Level   string  `json:"l"`
	Hat     string  `json:"h"`
	Rate    *int64  `json:"r,omitempty"`
	Days    []int   `json:"d"` // of the month, in order
	Seconds []int64 `json:"s"` // as many
}

// monthLines gives the billing lines of several clients' months, each in the
// order of level, hat and rate.
func (h Hours) monthLines(ctx context.Context, of []clients.ID, from, to civil.Month, rule clients.Rounding) (map[clientMonth][]digestLine, error) {
	return digests(ctx, h.s, digestOfLines(rule), of, from, to, func(q querier, of []clients.ID, m civil.Month) (map[clients.ID][]digestLine, error) {
		all, err := readByClient(ctx, q, scanDayLine, linesQuery(`on_date`, rule), idList(of), m.First().String(), m.Last().String())
		if err != nil {
			return nil, err
		}
		made := make(map[clients.ID][]digestLine, len(all))
		for id, rows := range all {
			made[id] = linesOfDays(rows)
		}
		return made, nil
	})
}

// linesOfDays turns rows by day into lines.
func linesOfDays(rows []hours.Row) []digestLine {
	slices.SortStableFunc(rows, byLine)
	var lines []digestLine
	for i, r := range rows {
		if i == 0 || byLine(rows[i-1], r) != 0 {
			lines = append(lines, digestLine{Level: r.Level, Hat: r.Hat, Rate: r.Rate})
		}
		l := &lines[len(lines)-1]
		l.Days, l.Seconds = append(l.Days, r.On.Day), append(l.Seconds, r.Seconds)
	}
	return lines
}

// rowsOfDays turns a month's lines back into rows by day.
func rowsOfDays(m civil.Month, lines []digestLine, days civil.Range) []hours.Row {
	n := 0
	for _, l := range lines {
		n += len(l.Days)
	}
	rows, next := make([]hours.Row, 0, n), make([]int, len(lines))
	for on := m.First(); on.InMonth() == m; on = on.AddDays(1) {
		for i, l := range lines {
			if next[i] == len(l.Days) || l.Days[next[i]] != on.Day {
				continue
			}
			if days.Contains(on) {
				rows = append(rows, hours.Row{Kind: hours.Contract, On: on, Level: l.Level, Hat: l.Hat, Rate: l.Rate, Seconds: l.Seconds[next[i]]})
			}
			next[i]++
		}
	}
	return rows
}

// rowsOfMonth turns a month's lines into one row each.
func rowsOfMonth(m civil.Month, lines []digestLine) []hours.Row {
	rows := make([]hours.Row, 0, len(lines))
	for _, l := range lines {
		r := hours.Row{Kind: hours.Contract, On: m.First(), Level: l.Level, Hat: l.Hat, Rate: l.Rate}
		for _, n := range l.Seconds {
			r.Seconds += n
		}
		rows = append(rows, r)
	}
	return rows
}

// byLine is the order of lines: level, hat, rate, none first.
func byLine(a, b hours.Row) int {
	rate := func(r hours.Row) int64 {
		if r.Rate == nil {
			return -1 // a rate is never negative
		}
		return *r.Rate
	}
	return cmp.Or(cmp.Compare(a.Level, b.Level), cmp.Compare(a.Hat, b.Hat), cmp.Compare(rate(a), rate(b)))
}
