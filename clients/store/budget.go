package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"regie/clients"
	"regie/clients/budget"
	"regie/clients/civil"
	"regie/clients/fault"
)

// Budget keeps lines, movements, carries, thresholds and alerts.
type Budget struct{ s *Store }

// Budget is the store's side of the budget room.
func (s *Store) Budget() Budget { return Budget{s} }

// Tx runs fn in one transaction.
func (b Budget) Tx(ctx context.Context, fn func(ctx context.Context) error) error {
	return b.s.Tx(ctx, fn)
}

const lineColumns = `l.id, l.client_id, l.kind, l.name, l.from_on, l.to_on, coalesce(l.campaign_id, ''),
	l.planned_minor, l.currency, l.rebillable, l.note, l.position`

func scanLine(sc scanner) (budget.Line, error) {
	var l budget.Line
	err := sc.Scan(&l.ID, &l.Client, &l.Kind, &l.Name, &l.From, &l.To, &l.Campaign,
		&l.PlannedMinor, &l.Currency, &l.Rebillable, &l.Note, &l.Position)
	return l, err
}

// Line gives one line; fault budget_line_unknown.
func (b Budget) Line(ctx context.Context, client, id clients.ID) (budget.Line, error) {
	l, err := scanLine(b.s.q(ctx).QueryRowContext(ctx,
		`SELECT `+lineColumns+` FROM budget_line l WHERE l.client_id = ? AND l.id = ?`, client, id))
	if errors.Is(err, sql.ErrNoRows) {
		return l, fault.New("budget_line_unknown").At("line")
	}
	if err != nil {
		return l, fmt.Errorf("reading a budget line: %w", err)
	}
	return l, nil
}

// SaveLine writes a line; fault budget_line_exists for a second one of the same
// kind, name and days.
func (b Budget) SaveLine(ctx context.Context, l budget.Line) error {
	err := b.s.save(ctx, "budget_line", row{
		"id": l.ID, "client_id": l.Client, "kind": l.Kind, "name": l.Name, "name_folded": clients.Fold(l.Name),
		"month": l.Month().String(), "from_on": l.From.String(), "to_on": l.To.String(), "campaign_id": optional(l.Campaign),
		"planned_minor": l.PlannedMinor, "currency": l.Currency, "rebillable": l.Rebillable, "note": l.Note, "position": l.Position,
	})
	if isForeign(err) {
		return fault.New("campaign_unknown", "value", string(l.Campaign)).At("campaign").Because(err)
	}
	if isUnique(err) {
		return fault.New("budget_line_exists", "name", l.Name).At("name").Because(err)
	}
	return err
}

// RemoveLine deletes a line.
func (b Budget) RemoveLine(ctx context.Context, client, id clients.ID) error {
	return b.s.remove(ctx, "budget_line", row{"client_id": client, "id": id})
}

// linesOn finds the lines with a day in a range: monthly lines and ranges are
// bounded by the longest range there may be, so that the index serves.
const linesOn = ` FROM budget_line l WHERE l.client_id = ?1 AND l.from_on <= ?3 AND l.from_on >= ?4 AND l.to_on >= ?2`

// Books gives the lines with a day in the range, their movements and carries.
func (b Budget) Books(ctx context.Context, client clients.ID, days civil.Range) (budget.Books, error) {
	return b.books(ctx, linesOn, client, days.From.String(), days.To.String(), longestBefore(days))
}

// longestBefore is the earliest day on which a line that reaches days can begin.
func longestBefore(days civil.Range) string {
	return days.From.InMonth().Add(-budget.MaxMonths).First().String()
}

// CampaignBooks gives the same for the lines of a campaign.
func (b Budget) CampaignBooks(ctx context.Context, client, campaign clients.ID) (budget.Books, error) {
	return b.books(ctx, ` FROM budget_line l WHERE l.client_id = ?1 AND l.campaign_id = ?2`, client, campaign)
}

// LineBooks gives one line with its movements and carries.
func (b Budget) LineBooks(ctx context.Context, client, line clients.ID) (budget.Books, error) {
	return b.books(ctx, ` FROM budget_line l WHERE l.client_id = ?1 AND l.id = ?2`, client, line)
}

func (b Budget) books(ctx context.Context, lines string, args ...any) (budget.Books, error) {
	var books budget.Books
	var err error
	books.Lines, err = collect(ctx, b.s.q(ctx), "the budget", scanLine, `SELECT `+lineColumns+lines+` ORDER BY l.position, l.id`, args...)
	if err != nil || len(books.Lines) == 0 {
		return books, err
	}
	in := `(SELECT l.id` + lines + `)`
	books.Movements, err = collect(ctx, b.s.q(ctx), "the budget", scanMovement,
		`SELECT `+movementColumns+` FROM budget_movement m WHERE m.client_id = ?1 AND m.line_id IN `+in+` ORDER BY m.on_date, m.id`, args...)
	if err != nil {
		return books, err
	}
	books.Carries, err = collect(ctx, b.s.q(ctx), "the budget", scanCarry, `SELECT id, client_id, from_line, to_line, minor FROM budget_carry
		WHERE client_id = ?1 AND from_line IN `+in+`
		UNION SELECT id, client_id, from_line, to_line, minor FROM budget_carry
		WHERE client_id = ?1 AND to_line IN `+in+` ORDER BY 1`, args...)
	return books, err
}

const movementColumns = `m.id, m.client_id, m.line_id, m.kind, m.on_date, m.label, m.supplier, coalesce(m.receipt_sha256, ''),
	m.rebillable, m.amount_minor, m.currency, m.rate_num, m.rate_den, m.line_minor, coalesce(m.commitment_id, ''), m.settles_minor,
	coalesce((SELECT d.number FROM document_claim c JOIN document d ON d.client_id = c.client_id AND d.id = c.document_id
		WHERE c.client_id = m.client_id AND c.kind = 'movement' AND c.ref = m.id), '')`

func scanMovement(sc scanner) (budget.Movement, error) {
	var m budget.Movement
	err := sc.Scan(&m.ID, &m.Client, &m.Line, &m.Kind, &m.On, &m.Label, &m.Supplier, &m.Receipt, &m.Rebillable,
		&m.Amount.Minor, &m.Amount.Currency, &m.Rate.Num, &m.Rate.Den, &m.LineMinor, &m.Of, &m.SettlesMinor, &m.Invoice)
	return m, err
}

func scanCarry(sc scanner) (budget.Carry, error) {
	var c budget.Carry
	err := sc.Scan(&c.ID, &c.Client, &c.From, &c.To, &c.Minor)
	return c, err
}

// Movement gives one movement; fault budget_movement_unknown.
func (b Budget) Movement(ctx context.Context, client, id clients.ID) (budget.Movement, error) {
	m, err := scanMovement(b.s.q(ctx).QueryRowContext(ctx,
		`SELECT `+movementColumns+` FROM budget_movement m WHERE m.client_id = ? AND m.id = ?`, client, id))
	if errors.Is(err, sql.ErrNoRows) {
		return m, fault.New("budget_movement_unknown").At("id")
	}
	if err != nil {
		return m, fmt.Errorf("reading a movement: %w", err)
	}
	return m, nil
}

// SaveMovement writes a movement.
func (b Budget) SaveMovement(ctx context.Context, m budget.Movement) error {
	return b.s.save(ctx, "budget_movement", row{
		"id": m.ID, "client_id": m.Client, "line_id": m.Line, "kind": m.Kind, "on_date": m.On.String(),
		"label": m.Label, "supplier": m.Supplier, "receipt_sha256": optional(m.Receipt), "rebillable": m.Rebillable,
		"amount_minor": m.Amount.Minor, "currency": m.Amount.Currency, "rate_num": m.Rate.Num, "rate_den": m.Rate.Den,
		"line_minor": m.LineMinor, "commitment_id": optional(m.Of), "settles_minor": m.SettlesMinor,
	})
}

// RemoveMovement deletes a movement.
func (b Budget) RemoveMovement(ctx context.Context, client, id clients.ID) error {
	return b.s.remove(ctx, "budget_movement", row{"client_id": client, "id": id})
}

// Movements lists what happened on the days, newest first.
func (b Budget) Movements(ctx context.Context, client clients.ID, days civil.Range) ([]budget.Movement, error) {
	return collect(ctx, b.s.q(ctx), "the budget", scanMovement, `SELECT `+movementColumns+` FROM budget_movement m
		WHERE m.client_id = ? AND m.on_date BETWEEN ? AND ? ORDER BY m.on_date DESC, m.id DESC`,
		client, days.From.String(), days.To.String())
}

// SaveCarry writes a carry.
func (b Budget) SaveCarry(ctx context.Context, c budget.Carry) error {
	return b.s.save(ctx, "budget_carry", row{"id": c.ID, "client_id": c.Client, "from_line": c.From, "to_line": c.To, "minor": c.Minor})
}

// KeepReceipt keeps a receipt by its content and gives its SHA-256.
func (b Budget) KeepReceipt(ctx context.Context, name, mime string, content []byte) (string, error) {
	f, err := b.s.Media().Keep(ctx, clients.MediaFile{MIME: mime, Name: name}, content)
	return f.SHA256, err
}

// monthSums sums the monthly lines of every client. A settlement takes away
// from what is committed whatever kind of movement brings it.
const monthSums = `SELECT l.client_id, min(l.currency), sum(l.planned_minor),
	sum(coalesce((SELECT sum(c.minor) FROM budget_carry c WHERE c.client_id = l.client_id AND c.to_line = l.id), 0)
	  - coalesce((SELECT sum(c.minor) FROM budget_carry c WHERE c.client_id = l.client_id AND c.from_line = l.id), 0)),
	sum(coalesce((SELECT sum(c.minor) FROM budget_carry c WHERE c.client_id = l.client_id AND c.from_line = l.id), 0)),
	sum(coalesce((SELECT sum(m.line_minor) FROM budget_movement m WHERE m.client_id = l.client_id AND m.line_id = l.id AND m.kind = 'commit'), 0)
	  - coalesce((SELECT sum(m.settles_minor) FROM budget_movement m WHERE m.client_id = l.client_id AND m.line_id = l.id), 0)),
	sum(coalesce((SELECT sum(m.line_minor) FROM budget_movement m WHERE m.client_id = l.client_id AND m.line_id = l.id AND m.kind = 'spend'), 0))
	FROM budget_line l WHERE l.month = ? AND l.month <> '' GROUP BY l.client_id`

// rangesOf finds the clients that have a line with a range of its own in the month.
const rangesOf = `SELECT DISTINCT client_id FROM budget_line
	WHERE month = '' AND from_on <= ?2 AND from_on >= ?3 AND to_on >= ?1`

// MonthSums sums a month for every client: see budget.Keeper.
func (b Budget) MonthSums(ctx context.Context, m civil.Month) (map[clients.ID]budget.Sum, map[clients.ID]budget.Books, error) {
	type clientSum struct {
		client clients.ID
		sum    budget.Sum
	}
	sums, err := collect(ctx, b.s.q(ctx), "the budget", func(sc scanner) (c clientSum, err error) {
		err = sc.Scan(&c.client, &c.sum.Currency, &c.sum.Planned, &c.sum.Carried, &c.sum.Given, &c.sum.Committed, &c.sum.Actual)
		return c, err
	}, monthSums, m.String())
	if err != nil {
		return nil, nil, err
	}
	byClient := make(map[clients.ID]budget.Sum, len(sums))
	for _, c := range sums {
		byClient[c.client] = c.sum
	}
	days := m.Range()
	with, err := collect(ctx, b.s.q(ctx), "the budget", scanOne[clients.ID], rangesOf, days.From.String(), days.To.String(), longestBefore(days))
	if err != nil {
		return nil, nil, err
	}
	ranges := make(map[clients.ID]budget.Books, len(with))
	for _, id := range with {
		ranges[id], err = b.books(ctx, linesOn+` AND l.month = ''`, id, days.From.String(), days.To.String(), longestBefore(days))
		if err != nil {
			return nil, nil, err
		}
	}
	return byClient, ranges, nil
}

// Thresholds gives a client's own percentages, nil for none.
func (b Budget) Thresholds(ctx context.Context, client clients.ID) ([]int, error) {
	var raw string
	err := b.s.q(ctx).QueryRowContext(ctx, `SELECT percents FROM budget_threshold WHERE client_id = ?`, client).Scan(&raw)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the thresholds: %w", err)
	}
	var percents []int
	if err := json.Unmarshal([]byte(raw), &percents); err != nil {
		return nil, fmt.Errorf("reading the thresholds: %w", err)
	}
	return percents, nil
}

// SaveThresholds writes a client's own percentages; none removes them.
func (b Budget) SaveThresholds(ctx context.Context, client clients.ID, percents []int) error {
	if len(percents) == 0 {
		return b.s.remove(ctx, "budget_threshold", row{"client_id": client})
	}
	raw, err := json.Marshal(percents)
	if err != nil {
		return fmt.Errorf("writing the thresholds: %w", err)
	}
	return b.s.save(ctx, "budget_threshold", row{"client_id": client, "percents": string(raw)})
}
