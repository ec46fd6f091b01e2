package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"regie/clients/fault"
)

// Finding is one thing Check found wrong, as a fault with a sentence.
type Finding struct {
	Fault  *fault.Error
	Mended bool
}

// Check examines the database and every kept file; with mend, files no row
// names are removed. It returns what is wrong, nothing when all is well.
func (s *Store) Check(ctx context.Context, mend bool) ([]Finding, error) {
	var found []Finding
	problems, err := integrity(ctx, s.read)
	if err != nil {
		return nil, err
	}
	for _, p := range problems {
		found = append(found, Finding{Fault: fault.New("check_database", "detail", p)})
	}
	known, err := s.mediaHashes(ctx)
	if err != nil {
		return nil, err
	}
	for hash := range known {
		if _, err := s.Media().Content(ctx, hash); err != nil {
			var f *fault.Error
			if !errors.As(err, &f) {
				return nil, err
			}
			found = append(found, Finding{Fault: f})
		}
	}
	orphans, err := s.orphanFiles(known)
	if err != nil {
		return nil, err
	}
	for _, path := range orphans {
		f := Finding{Fault: fault.New("check_orphan", "file", filepath.Base(path))}
		if mend {
			if err := os.Remove(path); err != nil {
				return nil, fmt.Errorf("removing an orphan: %w", err)
			}
			f.Mended = true
		}
		found = append(found, f)
	}
	return found, nil
}

func (s *Store) mediaHashes(ctx context.Context) (map[string]bool, error) {
	rows, err := s.q(ctx).QueryContext(ctx, `SELECT sha256 FROM media`)
	if err != nil {
		return nil, fmt.Errorf("listing the kept files: %w", err)
	}
	defer rows.Close()
	known := map[string]bool{}
	for rows.Next() {
		var hash string
		if err := rows.Scan(&hash); err != nil {
			return nil, fmt.Errorf("listing the kept files: %w", err)
		}
		known[hash] = true
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("listing the kept files: %w", err)
	}
	return known, nil
}

func (s *Store) orphanFiles(known map[string]bool) ([]string, error) {
	var orphans []string
	root := filepath.Join(s.folder, "media")
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if !d.IsDir() && !known[d.Name()] {
			orphans = append(orphans, path)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("walking the kept files: %w", err)
	}
	return orphans, nil
}
