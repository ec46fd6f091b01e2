package store

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"regie/clients/fault"
)

// Ensure what a killed copy or restore left is removed after a day, and nothing
// else.
func TestClearLeftovers(t *testing.T) {
	h := openHouse(t)
	folder := h.store.Folder()
	old := h.store.Now().Add(-25 * time.Hour)
	gone := []string{"backups/.copy-1.part", "backups/.copy-1.part-journal", ".probe-1", ".copy-2.part", ".archive-3.part", ".archive-4/regie.db", ".restore-5/regie.db"}
	kept := []string{"backups/regie-copy.db", "backups/.note", ".copy-2.db", "media/.copy-1.part"}
	young := []string{"backups/.copy-9.part", ".restore-9/regie.db"}
	for _, name := range append(append(append([]string{}, gone...), kept...), young...) {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range append(append([]string{}, gone...), kept...) {
		for _, path := range []string{name, filepath.Dir(name)} {
			if path == "." || path == "backups" || path == "media" {
				continue
			}
			if err := os.Chtimes(filepath.Join(folder, path), old, old); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, name := range young { // times of files are the machine's, not the test's
		for _, path := range []string{name, filepath.Dir(name)} {
			if path == "backups" {
				continue
			}
			if err := os.Chtimes(filepath.Join(folder, path), h.store.Now(), h.store.Now()); err != nil {
				t.Fatal(err)
			}
		}
	}
	found, err := h.store.Check(h.ctx, false)
	h.must(err)
	seen := 0
	for _, f := range found {
		if fault.Is(f.Fault, "check_unfinished") && !f.Mended {
			seen++
		}
	}
	if seen != len(gone) {
		t.Errorf("found %d of %d: %v", seen, len(gone), found)
	}
	h.must(h.store.ClearLeftovers())
	for _, name := range gone {
		if _, err := os.Stat(filepath.Join(folder, name)); err == nil {
			t.Errorf("%s is still there", name)
		}
	}
	for _, name := range append(kept, young...) {
		if _, err := os.Stat(filepath.Join(folder, name)); err != nil {
			t.Errorf("%s is gone: %v", name, err)
		}
	}
}
