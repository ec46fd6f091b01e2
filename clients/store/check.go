package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"regie/clients/fault"
)

// Finding is one thing Check found wrong, as a fault with a sentence.
type Finding struct {
	Fault  *fault.Error
	Mended bool
}

// orphanAge is how old a file without row must be to count as an orphan: a
// file is written before the transaction that names it.
const orphanAge = 24 * time.Hour

// Check examines the database, every kept file, the chains of issued documents
// and reports, and the newest backup. With mend, files that no row of the
// database or of a kept backup names are removed, and so are unfinished copies. It returns what is wrong,
// nothing when all is well.
func (s *Store) Check(ctx context.Context, mend bool) ([]Finding, error) {
	problems, err := integrity(ctx, s.read)
	if err != nil {
		return nil, err
	}
	var found []Finding
	for _, p := range problems {
		found = append(found, Finding{Fault: fault.New("check_database", "detail", p)})
	}
	known, err := mediaHashes(ctx, s.read)
	if err != nil {
		return nil, err
	}
	for _, hash := range known {
		_, err := s.Media().Content(ctx, hash)
		if f, ok := fault.As(err); ok {
			found = append(found, Finding{Fault: f})
		} else if err != nil {
			return nil, err
		}
	}
	documents, err := s.checkDocuments(ctx)
	if err != nil {
		return nil, err
	}
	found = append(found, documents...)
	issued, err := s.checkReports(ctx)
	if err != nil {
		return nil, err
	}
	found = append(found, issued...)
	orphans, err := s.checkOrphans(ctx, known, mend)
	if err != nil {
		return nil, err
	}
	found = append(found, orphans...)
	left, err := s.checkLeftovers(mend)
	if err != nil {
		return nil, err
	}
	found = append(found, left...)
	copies, err := Backups(s.folder)
	if err != nil || len(copies) == 0 {
		return found, err
	}
	err = verifyFile(ctx, copies[0].Path)
	if f, ok := fault.As(err); ok {
		return append(found, Finding{Fault: f}), nil
	}
	return found, err
}

// mediaHashes lists the kept files a database names.
func mediaHashes(ctx context.Context, db *sql.DB) ([]string, error) {
	return collect(ctx, db, "the kept files", scanOne[string], `SELECT sha256 FROM media ORDER BY sha256`)
}

func (s *Store) checkOrphans(ctx context.Context, known []string, mend bool) ([]Finding, error) {
	orphans, err := s.orphanFiles(known)
	if err != nil || len(orphans) == 0 {
		return nil, err
	}
	kept, err := s.hashesOfBackups(ctx)
	if err != nil {
		return nil, err
	}
	var found []Finding
	for _, path := range orphans {
		if kept[filepath.Base(path)] {
			continue
		}
		f := Finding{Fault: fault.New("check_orphan", "file", filepath.Base(path))}
		if mend {
			if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return nil, fmt.Errorf("removing an orphan: %w", err)
			}
			f.Mended = true
		}
		found = append(found, f)
	}
	return found, nil
}

// orphanFiles lists the files in media/ that known does not name and that are
// too old to be just being written.
func (s *Store) orphanFiles(known []string) ([]string, error) {
	var orphans []string
	err := filepath.WalkDir(filepath.Join(s.folder, "media"), func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if _, named := slices.BinarySearch(known, d.Name()); named {
			return nil
		}
		info, err := d.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err == nil && s.now().Sub(info.ModTime()) > orphanAge {
			orphans = append(orphans, path)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("walking the kept files: %w", err)
	}
	return orphans, nil
}

// hashesOfBackups are the files that a kept backup names: restoring it must
// find them. A backup that cannot be read keeps nothing.
func (s *Store) hashesOfBackups(ctx context.Context) (map[string]bool, error) {
	copies, err := Backups(s.folder)
	if err != nil {
		return nil, err
	}
	named := map[string]bool{}
	for _, b := range copies {
		db, err := openPool(b.Path, true, false)
		if err != nil {
			return nil, err
		}
		hashes, err := mediaHashes(ctx, db)
		if cerr := db.Close(); cerr != nil {
			return nil, fmt.Errorf("closing a backup: %w", cerr)
		}
		if err != nil {
			continue
		}
		for _, h := range hashes {
			named[h] = true
		}
	}
	return named, nil
}
