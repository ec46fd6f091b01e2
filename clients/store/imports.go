package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"regie/clients"
)

// ImportAct is one file that was brought in, with the act that takes it back.
type ImportAct struct {
	Act      clients.ID
	Room     string // hours, calendar …
	File     string
	Client   clients.ID // empty when the file names its clients
	At       time.Time  // UTC
	Who      string
	Rows     int
	Accepted int
	Undone   bool
}

// Imports lists the newest imports of all rooms, also those taken back since.
// It reads the journal, which keeps what an undone import was.
func (s *Store) Imports(ctx context.Context, limit int) ([]ImportAct, error) {
	return collect(ctx, s.q(ctx), "the imports", scanImport,
		`SELECT a.id, a.at, a.who_name, c.after_json,
			EXISTS (SELECT 1 FROM import i WHERE i.id = json_extract(c.after_json, '$.id'))
		FROM change c JOIN act a ON a.id = c.act_id
		WHERE c.table_name = 'import' AND c.before_json IS NULL AND a.undo_of IS NULL
		ORDER BY a.id DESC LIMIT ?`, limit)
}

func scanImport(sc scanner) (ImportAct, error) {
	var i ImportAct
	var id, at, after string
	var kept bool
	if err := sc.Scan(&id, &at, &i.Who, &after, &kept); err != nil {
		return i, err
	}
	var row struct {
		Room     string  `json:"room"`
		File     string  `json:"file_name"`
		Client   *string `json:"client_id"`
		Rows     int     `json:"rows"`
		Accepted int     `json:"accepted"`
	}
	if err := json.Unmarshal([]byte(after), &row); err != nil {
		return i, fmt.Errorf("reading the journal of an import: %w", err)
	}
	i.Act, i.Room, i.File, i.Rows, i.Accepted, i.Undone = clients.ID(id), row.Room, row.File, row.Rows, row.Accepted, !kept
	if row.Client != nil {
		i.Client = clients.ID(*row.Client)
	}
	var err error
	i.At, err = parseInstant(at)
	return i, err
}
