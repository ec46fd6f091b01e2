package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// unfinished are the names under which copies are made, in the data folder and
// in its backups, until they are whole.
var unfinished = []string{".copy-*.part", ".archive-*", ".restore-*"}

// leftoverAge is when nobody can be at work on one any more.
const leftoverAge = 24 * time.Hour

// ClearLeftovers removes what was left of copies and restores whose program was
// killed, a day after.
func (s *Store) ClearLeftovers() error {
	var errs []error
	for _, folder := range []string{s.folder, filepath.Join(s.folder, "backups")} {
		entries, err := os.ReadDir(folder)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, fmt.Errorf("looking for leftovers: %w", err))
		}
		for _, e := range entries {
			if s.isLeftover(e) {
				errs = append(errs, os.RemoveAll(filepath.Join(folder, e.Name())))
			}
		}
	}
	return errors.Join(errs...)
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
