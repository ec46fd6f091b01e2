package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"regie/clients"
	"regie/clients/fault"
)

// Ensure both pools are in the state the DSN asks for, and that a pool that is
// not is noticed.
func TestPragmasAreInForce(t *testing.T) {
	h := openHouse(t)
	h.must(checkPragmas(h.ctx, h.store.write, []pragma{{"journal_mode", "wal"}, {"foreign_keys", "1"}, {"synchronous", "2"}, {"busy_timeout", "5000"}}))
	h.must(checkPragmas(h.ctx, h.store.read, []pragma{{"foreign_keys", "1"}, {"query_only", "1"}, {"busy_timeout", "5000"}}))
	if err := checkPragmas(h.ctx, h.store.read, []pragma{{"query_only", "0"}}); err == nil {
		t.Error("a pragma out of force is not noticed")
	}
	if _, err := h.store.read.ExecContext(h.ctx, "DELETE FROM media"); err == nil {
		t.Error("the readers can write")
	}
}

// Ensure the writer begins at once with the lock: a transaction that reads
// first and writes then would fail beside another.
func TestTransactionsAreImmediate(t *testing.T) {
	h := openHouse(t)
	other, err := Open(h.ctx, Options{Folder: h.folder})
	h.must(err)
	defer func() { _ = other.Close() }()
	tx, err := h.store.write.BeginTx(h.ctx, nil)
	h.must(err)
	defer func() { _ = tx.Rollback() }()
	_, err = other.write.ExecContext(h.ctx, "PRAGMA busy_timeout = 20")
	h.must(err)
	if _, err := other.write.BeginTx(h.ctx, nil); !isBusy(err) {
		t.Errorf("a second writer began: %v", err)
	}
}

// Ensure signs that mean something in a DSN are only signs in a path.
func TestPathsWithSignsAreThemselves(t *testing.T) {
	for _, name := range []string{"a b", "a?mode=memory", "a#b", "100%", "a%20b", "é œ ŋ", "file:x", "a&b=c"} {
		folder := filepath.Join(t.TempDir(), name)
		s, err := Open(context.Background(), Options{Folder: folder})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		info, err := os.Stat(filepath.Join(folder, DatabaseName))
		if err != nil || info.Size() == 0 {
			t.Errorf("%s: the database is elsewhere: %v", name, err)
		}
	}
}

// Ensure nobody else on the computer can read what an agency keeps.
func TestFoldersAndFilesAreTheOwners(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such modes")
	}
	h := openHouse(t)
	_, err := h.store.Backup(h.ctx, "manual")
	h.must(err)
	h.client("Kivu")
	h.must(filepath.WalkDir(h.folder, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		want := os.FileMode(0o600)
		if d.IsDir() {
			want = 0o700
		}
		if err == nil && info.Mode().Perm() != want {
			t.Errorf("%s has mode %o", path, info.Mode().Perm())
		}
		return err
	}))
}

// asNobody runs fn with the rights of a user who owns nothing.
func asNobody(t *testing.T, fn func()) {
	t.Helper()
	if os.Geteuid() != 0 {
		fn()
		return
	}
	if runtime.GOOS != "linux" {
		t.Skip("run as root")
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		runtime.LockOSThread() // never unlocked: the thread ends with its rights
		if err := setFileUser(65534); err != nil {
			t.Error(err)
			return
		}
		fn()
	}()
	<-done
}

func TestAReadOnlyFolderIsRefused(t *testing.T) {
	h := openHouse(t)
	h.must(h.store.Close())
	before := listing(t, h.folder)
	h.must(os.Chmod(filepath.Dir(h.folder), 0o755))
	h.must(os.Chmod(filepath.Dir(filepath.Dir(h.folder)), 0o755))
	h.must(os.Chmod(h.folder, 0o555))
	defer func() { _ = os.Chmod(h.folder, 0o700) }()
	asNobody(t, func() {
		_, err := Open(h.ctx, Options{Folder: h.folder})
		h.refused(err, "folder_unwritable", "")
		_, err = Open(h.ctx, Options{Folder: filepath.Join(h.folder, "new")})
		h.refused(err, "folder_unwritable", "")
	})
	if after := listing(t, h.folder); after != before {
		t.Errorf("the folder changed:\n%s\n%s", before, after)
	}
	file := filepath.Join(t.TempDir(), "file")
	h.must(os.WriteFile(file, nil, 0o600))
	_, err := Open(h.ctx, Options{Folder: file})
	h.refused(err, "folder_not_folder", "")
}

func listing(t *testing.T, folder string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(folder, func(path string, d os.DirEntry, err error) error {
		b.WriteString(path + "\n")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Ensure a full disk refuses an act whole: nothing of it stays.
func TestAFullDiskWritesNothing(t *testing.T) {
	h := openHouse(t)
	var pages int
	h.must(h.store.write.QueryRowContext(h.ctx, "PRAGMA page_count").Scan(&pages))
	if _, err := h.store.write.ExecContext(h.ctx, "PRAGMA max_page_count = 1"); err != nil { // as many as there are
		t.Fatal(err)
	}
	_, err := h.svc.AddClient(h.ctx, clients.Client{Name: "Kivu", Note: strings.Repeat("é", clients.MaxText)})
	h.refused(err, "folder_full", "")
	if all, err := h.svc.Clients(h.ctx, clients.ActiveClients); err != nil || len(all) != 0 {
		t.Errorf("clients %v, %v", all, err)
	}
	if acts, err := h.history.Acts(h.ctx, "", "", 10); err != nil || len(acts) != 1 {
		t.Errorf("acts %+v, %v", acts, err)
	}
}

// Ensure the same on a file system that really is full.
func TestAFullFileSystemIsRefused(t *testing.T) {
	small := t.TempDir()
	if err := mountSmall(small); err != nil {
		t.Skip("no small file system to be had:", err)
	}
	defer func() { _ = unmount(small) }()
	ctx := context.Background()
	folder := filepath.Join(small, "data")
	s, err := Open(ctx, Options{Folder: folder})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	filler, err := os.Create(filepath.Join(small, "filler"))
	if err != nil {
		t.Fatal(err)
	}
	for err == nil {
		_, err = filler.Write(make([]byte, 4096))
	}
	if !errors.Is(err, syscall.ENOSPC) {
		t.Fatal(err)
	}
	_ = filler.Close()
	if _, err := s.Backup(ctx, "manual"); !fault.Is(err, "folder_full") {
		t.Errorf("a backup: %v", err)
	}
	if left, err := os.ReadDir(filepath.Join(folder, "backups")); err != nil || len(left) != 0 {
		t.Errorf("a half backup is left: %v, %v", left, err)
	}
	svc := clients.New(s.House(), s.Now, s.NewID)
	if err := svc.Seed(ctx, "fr"); !fault.Is(err, "folder_full") {
		t.Errorf("a write: %v", err)
	}
	if _, err := Open(ctx, Options{Folder: filepath.Join(small, "other")}); !fault.Is(err, "folder_full") {
		t.Errorf("a new folder: %v", err)
	}
}

// Ensure a copy too large for its disk leaves nothing behind: one larger than
// SQLite's cache has its own journal.
func TestACopyThatDoesNotFitLeavesNothing(t *testing.T) {
	h := openHouse(t)
	backups := filepath.Join(h.folder, "backups")
	if err := mountSmall(backups); err != nil {
		t.Skip("no small file system to be had:", err)
	}
	defer func() { _ = unmount(backups) }()
	_, err := h.store.write.ExecContext(h.ctx, "CREATE TABLE much AS SELECT randomblob(6000000) AS bytes")
	h.must(err)
	_, err = h.store.Backup(h.ctx, "manual")
	h.refused(err, "folder_full", "")
	left, err := os.ReadDir(backups)
	if h.must(err); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

// Ensure what is not Régie's, or newer than this program, stays byte by byte
// what it was.
func TestForeignAndNewerDatabasesAreLeftAlone(t *testing.T) {
	ctx := context.Background()
	raw := func(folder, script string) {
		db, err := sql.Open("sqlite3", filepath.Join(folder, DatabaseName))
		if err == nil {
			_, err = db.ExecContext(ctx, script)
		}
		if err := errors.Join(err, db.Close()); err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]struct {
		make func(folder string)
		code string
	}{
		"newer": {func(f string) {
			s, err := Open(ctx, Options{Folder: f})
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			raw(f, "PRAGMA user_version = 9999")
		}, "database_newer"},
		"another program's":         {func(f string) { raw(f, "CREATE TABLE t (a); PRAGMA application_id = 42; PRAGMA user_version = 1") }, "database_foreign"},
		"tables of nobody":          {func(f string) { raw(f, "CREATE TABLE t (a)") }, "database_foreign"},
		"a version without program": {func(f string) { raw(f, "PRAGMA user_version = 3") }, "database_foreign"},
		"not a database":            {func(f string) { write(t, f, bytes.Repeat([]byte("no database "), 500)) }, "database_damaged"},
		"a database cut off":        {func(f string) { raw(f, "PRAGMA user_version = 3; CREATE TABLE t (a)"); cut(t, f) }, "database_damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			c.make(folder)
			path := filepath.Join(folder, DatabaseName)
			before, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := Open(ctx, Options{Folder: folder}); !fault.Is(err, c.code) {
				t.Errorf("got %v", err)
			}
			if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
				t.Errorf("the file changed (%v)", err)
			}
		})
	}
}

func write(t *testing.T, folder string, content []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(folder, DatabaseName), content, 0o600); err != nil {
		t.Fatal(err)
	}
}

func cut(t *testing.T, folder string) {
	t.Helper()
	if err := os.Truncate(filepath.Join(folder, DatabaseName), 300); err != nil {
		t.Fatal(err)
	}
}

// Ensure an empty file, a first start that was cut short, is no obstacle.
func TestAnEmptyDatabaseFileIsANewOne(t *testing.T) {
	folder := t.TempDir()
	write(t, folder, nil)
	s, err := Open(context.Background(), Options{Folder: folder})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// Ensure a migration that fails leaves nothing: no table, no version, no mark.
func TestABrokenMigrationLeavesNothing(t *testing.T) {
	ctx := context.Background()
	db, err := openPool(filepath.Join(t.TempDir(), "x.db"), false, false)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	broken := migration{version: 1, name: "0001_broken.sql", sql: "CREATE TABLE a (x); PRAGMA application_id = 7; PRAGMA user_version = 1; CREATE TABLE a (x);"}
	if err := applyMigration(ctx, db, broken); err == nil {
		t.Fatal("a broken migration passed")
	}
	var tables int
	version, app, err := versions(ctx, db)
	if err == nil {
		err = db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_master").Scan(&tables)
	}
	if err != nil || version != 0 || app != 0 || tables != 0 {
		t.Errorf("version %d, app %d, %d tables, %v", version, app, tables, err)
	}
	whole := migration{version: 1, name: "0001_whole.sql", sql: "CREATE TABLE a (x);"}
	for range 2 { // the second finds the work done
		if err := applyMigration(ctx, db, whole); err != nil {
			t.Fatal(err)
		}
	}
	if version, app, err := versions(ctx, db); err != nil || version != 1 || app != applicationID {
		t.Errorf("version %d, app %d, %v", version, app, err)
	}
}

// Ensure a copy is kept before an older database is brought up to date, and
// that the data is there afterwards.
func TestACopyIsKeptBeforeMigrating(t *testing.T) {
	ctx := context.Background()
	folder := t.TempDir()
	list, err := migrations()
	if err != nil {
		t.Fatal(err)
	}
	db, err := openPool(filepath.Join(folder, DatabaseName), false, false)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(PrepareFolder(folder), applyMigration(ctx, db, list[0])); err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(ctx, "INSERT INTO setting (key, value) VALUES ('kept', 'yes')"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	s, err := Open(ctx, Options{Folder: folder})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	copies, err := Backups(folder)
	if err != nil || len(copies) != 1 || copies[0].Reason != "before-migration-2" {
		t.Errorf("copies %+v, %v", copies, err)
	}
	var kept string
	if err := s.read.QueryRowContext(ctx, "SELECT value FROM setting WHERE key = 'kept'").Scan(&kept); err != nil || kept != "yes" {
		t.Errorf("%q, %v", kept, err)
	}
}

// Ensure every table is STRICT and every client's table is keyed by its client.
func TestTablesKeepTheHouseRules(t *testing.T) {
	h := openHouse(t)
	rows, err := h.store.read.QueryContext(h.ctx, `SELECT name, sql, strict FROM sqlite_master JOIN pragma_table_list USING (name)
		WHERE sqlite_master.type = 'table' AND pragma_table_list.type = 'table' AND name NOT LIKE 'sqlite_%'`)
	h.must(err)
	defer rows.Close()
	seen := 0
	for rows.Next() {
		var name, script string
		var strict bool
		h.must(rows.Scan(&name, &script, &strict))
		seen++
		if !strict && !strings.Contains(script, "fts") && !strings.Contains(name, "_fts") {
			t.Errorf("%s is not STRICT", name)
		}
		for _, c := range h.store.tables[name].columns {
			if strings.Contains(strings.ToUpper(script), strings.ToUpper(c)+" REAL") {
				t.Errorf("%s.%s is a float", name, c)
			}
		}
	}
	h.must(rows.Err())
	if seen < 10 {
		t.Errorf("only %d tables seen", seen)
	}
}

func TestSyncFoldersAreNamed(t *testing.T) {
	for path, want := range map[string]string{
		"/home/zoe/Dropbox/regie":                                       "Dropbox",
		"/home/zoe/OneDrive - Atelier/regie":                            "OneDrive",
		"/Users/zoe/Library/Mobile Documents/com~apple~CloudDocs/regie": "iCloud Drive",
		"/Users/zoe/Library/CloudStorage/GoogleDrive-zoe@x.example/a":   "Google Drive",
		"/home/zoe/Nextcloud/regie":                                     "Nextcloud",
		"/home/zoe/.local/share/regie":                                  "",
		"/home/zoe/dropboxes/regie":                                     "",
	} {
		if got := SyncFolder(path); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
	marked := t.TempDir()
	if err := os.Mkdir(filepath.Join(marked, ".stfolder"), 0o700); err != nil {
		t.Fatal(err)
	}
	if got := SyncFolder(filepath.Join(marked, "a", "b")); got != "Syncthing" {
		t.Errorf("marked folder: %q", got)
	}
}
