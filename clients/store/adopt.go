package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/mattn/go-sqlite3"

	"regie/clients"
	"regie/clients/fault"
)

// Adopt makes an open folder in which nobody has worked yet hold what another
// folder holds, while all its services go on: the demonstration agency is made
// aside and taken over whole or not at all. The other folder must be closed
// and loses its kept files. Faults: folder_used, backup_missing,
// backup_invalid, database_newer, folder_full.
func (s *Store) Adopt(ctx context.Context, folder string) error {
	var used bool
	err := s.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM staff) OR EXISTS (SELECT 1 FROM client WHERE kind = 'client')`).Scan(&used)
	if err != nil {
		return fmt.Errorf("looking whether the folder is used: %w", err)
	}
	if used {
		return fault.New("folder_used", "folder", s.folder)
	}
	source := filepath.Join(folder, DatabaseName)
	if err := verifyFile(ctx, source); err != nil {
		return err
	}
	// The files first: a file that no row names is mended away, a row without
	// its file is a loss.
	if err := moveFiles(filepath.Join(folder, "media"), filepath.Join(s.folder, "media")); err != nil {
		return openFault(err, s.folder)
	}
	if err := s.copyFrom(ctx, source); err != nil {
		return openFault(err, s.folder)
	}
	s.bus.Publish(clients.Event{Kind: "agency.adopt", Tables: s.Tables()})
	return nil
}

// moveFiles moves every file below a folder to the same place below another.
func moveFiles(from, to string) error {
	err := filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rel)
		if err := os.MkdirAll(filepath.Dir(target), 0o700); err != nil {
			return err
		}
		return os.Rename(path, target)
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("moving the kept files: %w", err)
	}
	return nil
}

// copyFrom overwrites the open database by SQLite's online backup, which is
// one transaction for every other connection.
func (s *Store) copyFrom(ctx context.Context, source string) (err error) {
	other, err := openPool(source, true, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, other.Close()) }()
	from, err := other.Conn(ctx)
	if err != nil {
		return fmt.Errorf("opening what is taken over: %w", err)
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	to, err := s.write.Conn(ctx)
	if err != nil {
		return fmt.Errorf("taking the database: %w", err)
	}
	defer func() { err = errors.Join(err, to.Close()) }()
	return raw(to, func(to *sqlite3.SQLiteConn) error {
		return raw(from, func(from *sqlite3.SQLiteConn) error {
			b, err := to.Backup("main", from, "main")
			if err != nil {
				return fmt.Errorf("taking the data over: %w", err)
			}
			_, err = b.Step(-1)
			if err = errors.Join(err, b.Finish()); err != nil {
				return fmt.Errorf("taking the data over: %w", err)
			}
			return nil
		})
	})
}

func raw(c *sql.Conn, f func(*sqlite3.SQLiteConn) error) error {
	return c.Raw(func(driver any) error {
		conn, ok := driver.(*sqlite3.SQLiteConn)
		if !ok {
			return fmt.Errorf("the database is not SQLite but %T", driver)
		}
		return f(conn)
	})
}
