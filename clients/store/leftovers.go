package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"regie/clients/fault"
)

// unfinished are the names under which copies are made, in the data folder and
// in its backups, until they are whole. SQLite adds "-journal" to a copy's.
var unfinished = []string{".copy-*.part*", ".archive-*", ".restore-*", ".probe-*"}

// leftoverAge is when nobody can be at work on one any more.
const leftoverAge = 24 * time.Hour

// ClearLeftovers removes what was left of copies and restores whose program was
// killed, a day after.
func (s *Store) ClearLeftovers() error {
	left, err := s.leftovers()
	errs := []error{err}
	for _, path := range left {
		errs = append(errs, os.RemoveAll(path))
	}
	return errors.Join(errs...)
}

// checkLeftovers finds the same, and with mend removes it.
func (s *Store) checkLeftovers(mend bool) ([]Finding, error) {
	left, err := s.leftovers()
	if err != nil {
		return nil, err
	}
	found := make([]Finding, 0, len(left))
	for _, path := range left {
		if mend {
			if err := os.RemoveAll(path); err != nil {
				return nil, fmt.Errorf("removing an unfinished copy: %w", err)
			}
		}
		found = append(found, Finding{Fault: fault.New("check_unfinished", "file", filepath.Base(path)), Mended: mend})
	}
	return found, nil
}

// leftovers are the paths of what no program works on any more. What could be
// read is given beside an error.
func (s *Store) leftovers() ([]string, error) {
	var left []string
	var errs []error
	for _, folder := range []string{s.folder, filepath.Join(s.folder, "backups")} {
		entries, err := os.ReadDir(folder)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, fmt.Errorf("looking for leftovers: %w", err))
		}
		for _, e := range entries {
			if s.isLeftover(e) {
				left = append(left, filepath.Join(folder, e.Name()))
			}
		}
	}
	return left, errors.Join(errs...)
}

func (s *Store) isLeftover(e fs.DirEntry) bool {
	for _, pattern := range unfinished {
		if ok, err := filepath.Match(pattern, e.Name()); ok && err == nil {
			info, err := e.Info()
			return err == nil && s.now().Sub(info.ModTime()) > leftoverAge
		}
	}
	return false
}
