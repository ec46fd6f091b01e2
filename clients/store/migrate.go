package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"sort"
	"strconv"
	"strings"

	"regie/clients/fault"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// applicationID marks a database as Régie's in its header ("RGIE").
const applicationID = 0x52474945

type migration struct {
	version int
	name    string
	sql     string
}

func migrations() ([]migration, error) {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		return nil, fmt.Errorf("listing migrations: %w", err)
	}
	sort.Strings(names)
	list := make([]migration, 0, len(names))
	for i, name := range names {
		body, err := migrationFiles.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("reading migration %s: %w", name, err)
		}
		base := path.Base(name)
		n, err := strconv.Atoi(base[:4])
		if err != nil || n != i+1 {
			return nil, fmt.Errorf("migration %s is out of order", base)
		}
		list = append(list, migration{version: n, name: base, sql: string(body)})
	}
	return list, nil
}

// inspect looks at an existing database without changing a byte of it, and
// refuses one of a newer program (database_newer) or of another
// (database_foreign).
func inspect(ctx context.Context, path, folder string) error {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("looking at the database: %w", err)
	}
	if info.Size() == 0 { // a first start that was cut short
		return nil
	}
	db, err := openPool(path, true, false)
	if err != nil {
		return err
	}
	defer db.Close()
	list, err := migrations()
	if err != nil {
		return err
	}
	// One snapshot: another program may be making the database at this moment.
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("looking into the database: %w", err)
	}
	defer func() { _ = tx.Rollback() }()
	have, app, err := versions(ctx, tx)
	if err != nil {
		return err
	}
	switch {
	case app != applicationID && (have > 0 || app != 0):
		return fault.New("database_foreign", "folder", folder)
	case have > len(list):
		return fault.New("database_newer", "folder", folder, "have", have, "known", len(list))
	case have == 0:
		return refuseForeign(ctx, tx, folder)
	}
	return nil
}

// migrate brings the schema to this program's version, one transaction per
// migration, after a verified copy of what was there.
func (s *Store) migrate(ctx context.Context) error {
	list, err := migrations()
	if err != nil {
		return err
	}
	have, _, err := versions(ctx, s.write)
	if err != nil {
		return err
	}
	if have > 0 && have < len(list) {
		if _, err := s.Backup(ctx, fmt.Sprintf("%s-%d", reasonMigration, list[have].version)); err != nil {
			return fmt.Errorf("keeping a copy before migrating: %w", err)
		}
	}
	s.fresh = have == 0
	for _, m := range list[min(have, len(list)):] {
		if err := applyMigration(ctx, s.write, m); err != nil {
			return err
		}
	}
	return nil
}

func versions(ctx context.Context, db querier) (user, app int, err error) {
	if err = db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&user); err != nil {
		return 0, 0, fmt.Errorf("reading the schema version: %w", err)
	}
	if err = db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&app); err != nil {
		return 0, 0, fmt.Errorf("reading the application id: %w", err)
	}
	return user, app, nil
}

func refuseForeign(ctx context.Context, db querier, folder string) error {
	var n int
	if err := db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_master").Scan(&n); err != nil {
		return fmt.Errorf("looking into the database: %w", err)
	}
	if n > 0 {
		return fault.New("database_foreign", "folder", folder)
	}
	return nil
}

func applyMigration(ctx context.Context, db *sql.DB, m migration) (err error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("beginning migration %s: %w", m.name, err)
	}
	defer func() {
		if err != nil {
			_ = tx.Rollback()
		}
	}()
	// Two programs may be opening the folder at once: the second finds the
	// work done when the lock is its own.
	var have int
	if err = tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&have); err != nil {
		return fmt.Errorf("reading the schema version: %w", err)
	}
	if have >= m.version {
		return tx.Rollback()
	}
	script := m.sql
	if m.version == 1 {
		script += fmt.Sprintf("\nPRAGMA application_id = %d;", applicationID)
	}
	script += fmt.Sprintf("\nPRAGMA user_version = %d;", m.version)
	if _, err = tx.ExecContext(ctx, script); err != nil {
		return fmt.Errorf("migration %s: %w", strings.TrimSuffix(m.name, ".sql"), err)
	}
	if err = tx.Commit(); err != nil {
		return fmt.Errorf("ending migration %s: %w", m.name, err)
	}
	return nil
}
