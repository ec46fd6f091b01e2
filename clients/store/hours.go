package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/mattn/go-sqlite3"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
)

// Hours keeps entries, timers, rates, locks and the bank's ledger.
type Hours struct{ s *Store }

// Hours is the store's side of the hours room.
func (s *Store) Hours() Hours { return Hours{s} }

// Tx runs fn in one transaction.
func (h Hours) Tx(ctx context.Context, fn func(ctx context.Context) error) error {
	return h.s.Tx(ctx, fn)
}

const entryColumns = `e.id, e.client_id, e.staff_id, e.on_date, coalesce(e.start_at, ''), coalesce(e.end_at, ''), e.zone,
	e.seconds, e.running, e.hat, e.level, e.kind, e.reason, e.note, e.currency, e.rate_minor, e.rate_source,
	e.cost_minor, e.cost_source, coalesce(e.item_id, ''), coalesce(e.campaign_id, ''), coalesce(e.import_id, ''), e.settle,
	coalesce(e.approved_at, ''), e.approved_by, e.document, e.fingerprint, e.created_at`

func scanEntry(sc interface{ Scan(...any) error }) (hours.Entry, error) {
	var e hours.Entry
	var start, end, approved, created string
	err := sc.Scan(&e.ID, &e.Client, &e.Person, &e.On, &start, &end, &e.Zone,
		&e.Seconds, &e.Running, &e.Hat, &e.Level, &e.Kind, &e.Reason, &e.Note, &e.Currency, &e.Rate, &e.RateSource,
		&e.Cost, &e.CostSource, &e.Item, &e.Campaign, &e.Import, &e.Settle, &approved, &e.ApprovedBy, &e.Document, &e.Fingerprint, &created)
	if err != nil {
		return e, err
	}
	for _, t := range []struct {
		text string
		into *time.Time
	}{{start, &e.Start}, {end, &e.End}, {approved, &e.ApprovedAt}, {created, &e.CreatedAt}} {
		if t.text == "" {
			continue
		}
		if *t.into, err = parseInstant(t.text); err != nil {
			return e, err
		}
	}
	return e, nil
}

// optionalInstant is NULL for the zero time.
func optionalInstant(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return instant(t)
}

// readHours runs a query and scans each of its rows.
func readHours[T any](ctx context.Context, s *Store, scan func(interface{ Scan(...any) error }) (T, error), query string, args ...any) ([]T, error) {
	rows, err := s.q(ctx).QueryContext(ctx, query, args...)
	if err != nil {
		return nil, fmt.Errorf("reading hours: %w", err)
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, fmt.Errorf("reading hours: %w", err)
		}
		all = append(all, v)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("reading hours: %w", err)
	}
	return all, nil
}

// Entry gives one entry; fault entry_unknown.
func (h Hours) Entry(ctx context.Context, client, id clients.ID) (hours.Entry, error) {
	query, args := `SELECT `+entryColumns+` FROM time_entry e WHERE e.client_id = ? AND e.id = ?`, []any{client, id}
	e, err := scanEntry(h.s.q(ctx).QueryRowContext(ctx, query, args...))
	if errors.Is(err, sql.ErrNoRows) {
		return e, fault.New("entry_unknown", "value", string(id)).At("id")
	}
	if err != nil {
		return e, fmt.Errorf("reading an entry: %w", err)
	}
	return e, nil
}

// Entries lists the entries a filter chooses.
func (h Hours) Entries(ctx context.Context, f hours.Filter) ([]hours.Entry, error) {
	var where []string
	var args []any
	and := func(clause string, values ...any) {
		where = append(where, clause)
		args = append(args, values...)
	}
	if f.Client != "" {
		and(`e.client_id = ?`, f.Client)
	}
	if f.Person != "" {
		and(`e.staff_id = ?`, f.Person)
	}
	if !f.Days.From.IsZero() {
		and(`e.on_date >= ?`, f.Days.From.String())
	}
	if !f.Days.To.IsZero() {
		and(`e.on_date <= ?`, f.Days.To.String())
	}
	if f.Hat != "" {
		and(`e.hat = ?`, f.Hat)
	}
	if f.Kind != "" {
		and(`e.kind = ?`, f.Kind)
	}
	if f.Item != "" {
		and(`e.item_id = ?`, f.Item)
	}
	if f.Campaign != "" {
		and(`e.campaign_id = ?`, f.Campaign)
	}
	if f.Import != "" {
		and(`e.import_id = ?`, f.Import)
	}
	query := `SELECT ` + entryColumns + ` FROM time_entry e`
	if len(where) > 0 {
		query += ` WHERE ` + strings.Join(where, ` AND `)
	}
	query += ` ORDER BY e.on_date, e.start_at, e.id`
	if f.Limit > 0 {
		query += ` LIMIT ?`
		args = append(args, f.Limit)
	}
	return readHours(ctx, h.s, scanEntry, query, args...)
}

func entryRow(e hours.Entry) row {
	return row{
		"id": e.ID, "client_id": e.Client, "staff_id": e.Person, "on_date": e.On.String(),
		"start_at": optionalInstant(e.Start), "end_at": optionalInstant(e.End), "zone": e.Zone,
		"seconds": e.Seconds, "running": e.Running, "hat": e.Hat, "level": e.Level, "kind": e.Kind,
		"reason": e.Reason, "note": e.Note, "currency": e.Currency, "rate_minor": e.Rate, "rate_source": e.RateSource,
		"cost_minor": e.Cost, "cost_source": e.CostSource, "item_id": optional(e.Item), "campaign_id": optional(e.Campaign), "import_id": optional(e.Import),
		"settle": e.Settle, "approved_at": optionalInstant(e.ApprovedAt), "approved_by": e.ApprovedBy,
		"document": e.Document, "fingerprint": e.Fingerprint, "created_at": instant(e.CreatedAt),
	}
}

// SaveEntry writes an entry; faults timer_twice, item_unknown, campaign_unknown.
func (h Hours) SaveEntry(ctx context.Context, e hours.Entry) error {
	err := h.s.save(ctx, "time_entry", entryRow(e))
	switch {
	case isUnique(err):
		return fault.New("timer_twice").Because(err)
	case isForeign(err) && e.Item == "":
		return fault.New("campaign_unknown", "value", string(e.Campaign)).At("campaign").Because(err)
	case isForeign(err):
		return fault.New("item_unknown", "value", string(e.Item)).At("item").Because(err)
	}
	return err
}

// RemoveEntry deletes an entry.
func (h Hours) RemoveEntry(ctx context.Context, client, id clients.ID) error {
	return h.s.remove(ctx, "time_entry", row{"client_id": client, "id": id})
}

// Rows reads a client's days from the covering index. Texts that come again
// and again are kept once.
func (h Hours) Rows(ctx context.Context, client clients.ID, days civil.Range) ([]hours.Row, error) {
	rows, err := h.s.q(ctx).QueryContext(ctx, rowsQuery, client, days.From.String(), days.To.String())
	if err != nil {
		return nil, fmt.Errorf("reading a month of hours: %w", err)
	}
	defer rows.Close()
	var all []hours.Row
	words := words{}
	var id, on, kind, level, hat, person, source sql.RawBytes
	var lastOn string
	var date civil.Date
	for rows.Next() {
		var r hours.Row
		var rate sql.NullInt64
		if err := rows.Scan(&id, &on, &r.Running, &kind, &level, &hat, &person, &r.Seconds, &rate, &source, &r.Settle); err != nil {
			return nil, fmt.Errorf("reading a month of hours: %w", err)
		}
		if string(on) != lastOn {
			lastOn = string(on)
			if err := date.UnmarshalText(on); err != nil {
				return nil, fmt.Errorf("reading a month of hours: %w", err)
			}
		}
		r.ID, r.On, r.Kind = clients.ID(id), date, hours.Kind(words.of(kind))
		r.Level, r.Hat, r.Person, r.RateSource = words.of(level), words.of(hat), clients.ID(words.of(person)), words.of(source)
		if rate.Valid {
			r.Rate = &rate.Int64
		}
		all = append(all, r)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("reading a month of hours: %w", err)
	}
	return all, nil
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

// rounded is the SQL of hours.Round over a sum of seconds.
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
	return readByClient(ctx, h.s, func(sc scanner, client *clients.ID) (hours.Row, error) {
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
	return readByClient(ctx, h.s, func(sc scanner, client *clients.ID) (hours.Row, error) {
		r := hours.Row{Kind: hours.Contract}
		err := sc.Scan(client, &r.On, &r.Level, &r.Hat, &r.Rate, &r.Seconds)
		return r, err
	}, linesQuery(`on_date`, rule), idList(of), days.From.String(), days.To.String())
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
	return readHours(ctx, h.s, func(sc interface{ Scan(...any) error }) (hours.CostRow, error) {
		var r hours.CostRow
		err := sc.Scan(&r.Person, &r.Hat, &r.Level, &r.Cost, &r.Seconds, &r.Entries)
		return r, err
	}, costsQuery, client, m.First().String(), m.Last().String())
}

// Work lists one person's entries.
func (h Hours) Work(ctx context.Context, person clients.ID, days civil.Range) ([]hours.Work, error) {
	return readHours(ctx, h.s, func(sc interface{ Scan(...any) error }) (hours.Work, error) {
		var w hours.Work
		var start, end string
		err := sc.Scan(&w.Client, &w.ID, &w.On, &start, &end, &w.Seconds, &w.Running)
		if err == nil && start != "" {
			w.Start, err = parseInstant(start)
		}
		if err == nil && end != "" {
			w.End, err = parseInstant(end)
		}
		return w, err
	}, `SELECT client_id, id, on_date, coalesce(start_at, ''), coalesce(end_at, ''), seconds, running FROM time_entry
		WHERE staff_id = ? AND on_date >= ? AND on_date <= ? ORDER BY on_date, start_at`,
		person, days.From.String(), days.To.String())
}

// Running gives a person's running entry.
func (h Hours) Running(ctx context.Context, person clients.ID) (hours.Entry, bool, error) {
	e, err := scanEntry(h.s.q(ctx).QueryRowContext(ctx,
		`SELECT `+entryColumns+` FROM time_entry e WHERE e.running = 1 AND e.staff_id = ?`, person))
	if errors.Is(err, sql.ErrNoRows) {
		return e, false, nil
	}
	if err != nil {
		return e, false, fmt.Errorf("reading the running timer: %w", err)
	}
	return e, true, nil
}

// AllRunning lists every running entry.
func (h Hours) AllRunning(ctx context.Context) ([]hours.Entry, error) {
	return readHours(ctx, h.s, scanEntry, `SELECT `+entryColumns+` FROM time_entry e WHERE e.running = 1 ORDER BY e.start_at`)
}

// Beat gives the last sign of life under a person's timer.
func (h Hours) Beat(ctx context.Context, person clients.ID) (entry clients.ID, at time.Time, err error) {
	var text string
	err = h.s.q(ctx).QueryRowContext(ctx, `SELECT entry_id, alive_at FROM timer_beat WHERE staff_id = ?`, person).Scan(&entry, &text)
	if errors.Is(err, sql.ErrNoRows) {
		return "", time.Time{}, nil
	}
	if err == nil {
		at, err = parseInstant(text)
	}
	if err != nil {
		return "", time.Time{}, fmt.Errorf("reading a timer's heartbeat: %w", err)
	}
	return entry, at, nil
}

// SetBeat keeps a sign of life; it is nobody's act and is not journalled.
func (h Hours) SetBeat(ctx context.Context, person, entry clients.ID, at time.Time) error {
	return h.s.Tx(ctx, func(ctx context.Context) error {
		_, err := h.s.q(ctx).ExecContext(ctx, `INSERT INTO timer_beat (staff_id, entry_id, alive_at) VALUES (?, ?, ?)
			ON CONFLICT (staff_id) DO UPDATE SET entry_id = excluded.entry_id, alive_at = excluded.alive_at`,
			person, entry, instant(at))
		if err != nil {
			return fmt.Errorf("keeping a timer's heartbeat: %w", err)
		}
		return nil
	})
}

// ClientUses sums a month for every client, each read from the covering index.
func (h Hours) ClientUses(ctx context.Context, m civil.Month) ([]hours.ClientUse, error) {
	return h.clientUses(ctx, m, "")
}

// ClientUse sums a month for one client; zero for one that is not there.
func (h Hours) ClientUse(ctx context.Context, client clients.ID, m civil.Month) (hours.ClientUse, error) {
	list, err := h.clientUses(ctx, m, ` WHERE c.id = ?4`, client)
	if err != nil || len(list) == 0 {
		return hours.ClientUse{Client: client}, err
	}
	return list[0], nil
}

func (h Hours) clientUses(ctx context.Context, m civil.Month, where string, args ...any) ([]hours.ClientUse, error) {
	return readHours(ctx, h.s, func(sc interface{ Scan(...any) error }) (hours.ClientUse, error) {
		var u hours.ClientUse
		var locked string
		err := sc.Scan(&u.Client, &u.Seconds, &u.AllSeconds, &u.Entries, &u.Running, &u.RatedMinor, &u.UnratedCount, &u.ToSettleCount, &locked)
		if err == nil && locked != "" {
			u.LockedAt, err = parseInstant(locked)
		}
		return u, err
	}, `SELECT c.id, coalesce(sum(e.seconds) FILTER (WHERE e.kind = 'contract'), 0), coalesce(sum(e.seconds), 0),
		count(e.id) FILTER (WHERE e.running = 0), count(e.id) FILTER (WHERE e.running = 1),
		coalesce(sum(e.seconds * e.rate_minor) FILTER (WHERE e.kind <> 'free'), 0),
		count(e.id) FILTER (WHERE e.rate_minor IS NULL AND e.kind <> 'free' AND e.running = 0),
		count(e.id) FILTER (WHERE e.settle = 1),
		coalesce((SELECT locked_at FROM month_lock l WHERE l.client_id = c.id AND l.month = ?1), '')
		FROM client c LEFT JOIN time_entry e ON e.client_id = c.id AND e.on_date >= ?2 AND e.on_date <= ?3
		`+where+` GROUP BY c.id`, append([]any{m.String(), m.First().String(), m.Last().String()}, args...)...)
}

// PersonUses sums days by person and client.
func (h Hours) PersonUses(ctx context.Context, days civil.Range) ([]hours.PersonUse, error) {
	return readHours(ctx, h.s, func(sc interface{ Scan(...any) error }) (hours.PersonUse, error) {
		var u hours.PersonUse
		err := sc.Scan(&u.Person, &u.Client, &u.Seconds)
		return u, err
	}, `SELECT e.staff_id, e.client_id, sum(e.seconds) FROM staff p JOIN time_entry e
		ON e.staff_id = p.id AND e.on_date >= ? AND e.on_date <= ? GROUP BY e.staff_id, e.client_id`,
		days.From.String(), days.To.String())
}

func statesJSON(states map[string]hours.State) (string, error) {
	b, err := json.Marshal(states)
	if err != nil {
		return "", fmt.Errorf("writing what the bank carries: %w", err)
	}
	return string(b), nil
}

func readStates(text string) (map[string]hours.State, error) {
	states := map[string]hours.State{}
	if err := json.Unmarshal([]byte(text), &states); err != nil {
		return nil, fmt.Errorf("reading what the bank carries: %w", err)
	}
	return states, nil
}

// isForeign reports whether a write named a row that is not there.
func isForeign(err error) bool {
	var e sqlite3.Error
	return errors.As(err, &e) && e.ExtendedCode == sqlite3.ErrConstraintForeignKey
}
