package store

import (
	"context"
	"fmt"

	"regie/clients"
	"regie/clients/budget"
	"regie/clients/civil"
)

const alertColumns = `client_id, month, subject, percent, fired_at, used, planned, acked_at, acked_by`

// Alerts lists what is recorded of a month, of one client or of all.
func (b Budget) Alerts(ctx context.Context, client clients.ID, m civil.Month) ([]budget.Alert, error) {
	if client == "" {
		return collect(ctx, b.s.q(ctx), "the budget", scanAlert, `SELECT `+alertColumns+` FROM budget_alert WHERE month = ?
			ORDER BY client_id, subject, percent`, m.String())
	}
	return collect(ctx, b.s.q(ctx), "the budget", scanAlert, `SELECT `+alertColumns+` FROM budget_alert WHERE client_id = ? AND month = ?
		ORDER BY subject, percent`, client, m.String())
}

func scanAlert(sc scanner) (budget.Alert, error) {
	var a budget.Alert
	var fired, acked string
	err := sc.Scan(&a.Client, &a.Month, &a.Subject, &a.Percent, &fired, &a.UsedMinor, &a.PlannedMinor, &acked, &a.AckedBy)
	if err != nil {
		return a, err
	}
	if a.FiredAt, err = parseInstant(fired); err != nil {
		return a, err
	}
	if acked != "" {
		a.AckedAt, err = parseInstant(acked)
	}
	return a, err
}

// RecordAlert keeps a crossing. What is derived is not journalled.
func (b Budget) RecordAlert(ctx context.Context, a budget.Alert) error {
	t, err := txOf(ctx)
	if err != nil {
		return err
	}
	_, err = t.tx.ExecContext(ctx, `INSERT INTO budget_alert (client_id, month, subject, percent, fired_at, used, planned)
		VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		a.Client, a.Month.String(), a.Subject, a.Percent, instant(a.FiredAt), a.UsedMinor, a.PlannedMinor)
	if err != nil {
		return fmt.Errorf("recording an alert: %w", err)
	}
	return nil
}

// ForgetAlert re-arms a threshold.
func (b Budget) ForgetAlert(ctx context.Context, a budget.Alert) error {
	t, err := txOf(ctx)
	if err != nil {
		return err
	}
	_, err = t.tx.ExecContext(ctx, `DELETE FROM budget_alert WHERE client_id = ? AND month = ? AND subject = ? AND percent = ?`,
		a.Client, a.Month.String(), a.Subject, a.Percent)
	if err != nil {
		return fmt.Errorf("re-arming a threshold: %w", err)
	}
	return nil
}

// SaveAck writes who took note of an alert and when.
func (b Budget) SaveAck(ctx context.Context, a budget.Alert) error {
	return b.s.save(ctx, "budget_alert", row{
		"client_id": a.Client, "month": a.Month.String(), "subject": a.Subject, "percent": a.Percent,
		"fired_at": instant(a.FiredAt), "used": a.UsedMinor, "planned": a.PlannedMinor,
		"acked_at": instant(a.AckedAt), "acked_by": a.AckedBy,
	})
}
