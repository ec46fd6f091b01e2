package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"regie/clients"
)

// Settings keeps what is remembered for a client by a key. It is what the
// reports need kept.
type Settings struct{ s *Store }

// Settings gives the clients' settings.
func (s *Store) Settings() Settings { return Settings{s} }

// Tx runs fn in one transaction.
func (k Settings) Tx(ctx context.Context, fn func(ctx context.Context) error) error {
	return k.s.Tx(ctx, fn)
}

// LastSetting gives the setting with the greatest key from..to, both included.
func (k Settings) LastSetting(ctx context.Context, client clients.ID, from, to string) (key, value string, ok bool, err error) {
	err = k.s.q(ctx).QueryRowContext(ctx, `SELECT key, value FROM client_setting
		WHERE client_id = ? AND key >= ? AND key <= ? ORDER BY key DESC LIMIT 1`, client, from, to).Scan(&key, &value)
	if errors.Is(err, sql.ErrNoRows) {
		return "", "", false, nil
	}
	if err != nil {
		return "", "", false, fmt.Errorf("reading a client's setting: %w", err)
	}
	return key, value, true, nil
}

// SaveSetting keeps a client's setting.
func (k Settings) SaveSetting(ctx context.Context, client clients.ID, key, value string) error {
	return k.s.save(ctx, "client_setting", row{"client_id": client, "key": key, "value": value})
}
