package wire

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"regie/clients"
	"regie/clients/fault"
)

// Ensure an empty folder works at once, keeps its language, and closes.
func TestAnEmptyFolderOpens(t *testing.T) {
	ctx := context.Background()
	folder := filepath.Join(t.TempDir(), "Dropbox", "regie")
	for range 2 {
		h, err := Open(ctx, Options{Folder: folder, Lang: "en", Daily: true})
		if err != nil {
			t.Fatal(err)
		}
		a, err := h.Clients.Agency(ctx)
		if err != nil || a.Lang != "en" || a.Name != "My agency" {
			t.Errorf("%+v, %v", a, err)
		}
		if len(h.Warnings) != 1 || h.Warnings[0].Code != "folder_synced" {
			t.Errorf("warnings %v", h.Warnings)
		}
		if err := h.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// Ensure a restore waits for nobody: while the folder is open it is refused
// and changes nothing, and afterwards it is done.
func TestARestoreNeedsTheFolderAlone(t *testing.T) {
	ctx := context.Background()
	folder := t.TempDir()
	now := func() time.Time { return time.Date(2026, 3, 15, 11, 0, 0, 0, time.UTC) }
	h, err := Open(ctx, Options{Folder: folder, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	b, err := h.Store.Backup(ctx, "manual")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.Clients.AddClient(ctx, clients.Client{Name: "Kivu"}); err != nil {
		t.Fatal(err)
	}
	if _, err := Restore(ctx, folder, b.Path, now); !fault.Is(err, "folder_open") {
		t.Errorf("beside an open folder: %v", err)
	}
	if _, err := Open(ctx, Options{Folder: folder, Alone: true}); !fault.Is(err, "folder_open") {
		t.Errorf("alone beside an open folder: %v", err)
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	kept, err := Restore(ctx, folder, b.Path, now)
	if err != nil || kept == "" {
		t.Fatalf("%q, %v", kept, err)
	}
	h, err = Open(ctx, Options{Folder: folder, Now: now, Alone: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = h.Close() }()
	if all, err := h.Clients.Clients(ctx, clients.ActiveClients); err != nil || len(all) != 0 {
		t.Errorf("%+v, %v", all, err)
	}
}

func TestTheFolderIsNamedOrKnown(t *testing.T) {
	t.Setenv("REGIE_DATA", "/a/b")
	for named, want := range map[string]string{"/c": "/c", "": "/a/b"} {
		if got, err := Folder(named); err != nil || got != want {
			t.Errorf("%q: %q, %v", named, got, err)
		}
	}
	t.Setenv("REGIE_DATA", "")
	if got, err := Folder(""); err != nil || filepath.Base(got) != "regie" || !filepath.IsAbs(got) {
		t.Errorf("the system's: %q, %v", got, err)
	}
}
