package store

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"regie/clients"
)

// Ensure a copy holds what is only in the write-ahead log, is checked, and is
// made beside an open transaction without what that has not committed.
func TestABackupIsWholeAndCommitted(t *testing.T) {
	h := openHouse(t)
	h.client("Kivu")
	other, err := Open(h.ctx, Options{Folder: h.folder})
	h.must(err)
	defer func() { _ = other.Close() }()
	tx, err := other.write.BeginTx(h.ctx, nil)
	h.must(err)
	_, err = tx.ExecContext(h.ctx, `INSERT INTO setting (key, value) VALUES ('half', 'done')`)
	h.must(err)
	b, err := h.store.Backup(h.ctx, "manual")
	h.must(err)
	h.must(tx.Rollback())
	if filepath.Base(b.Path) != "regie-20260315T110000Z-manual.db" || b.Bytes == 0 || !b.At.Equal(houseNow) {
		t.Errorf("%+v", b)
	}
	copied, err := openPool(b.Path, true, false)
	h.must(err)
	defer copied.Close()
	var n, half int
	h.must(copied.QueryRowContext(h.ctx, `SELECT (SELECT count(*) FROM client), (SELECT count(*) FROM setting)`).Scan(&n, &half))
	if n != 2 || half != 0 {
		t.Errorf("%d clients, %d settings", n, half)
	}
	again, err := h.store.Backup(h.ctx, "manual") // the same second
	if err != nil || again.Path == b.Path {
		t.Errorf("%+v, %v", again, err)
	}
	parts, err := filepath.Glob(filepath.Join(h.folder, "backups", ".*"))
	if err != nil || len(parts) != 0 {
		t.Errorf("left over: %v, %v", parts, err)
	}
}

func TestABackupElsewhere(t *testing.T) {
	h := openHouse(t)
	target := filepath.Join(t.TempDir(), "ma copie #1.db")
	h.must(os.WriteFile(target, []byte("an older file"), 0o644))
	_, err := h.store.BackupTo(h.ctx, target)
	h.must(err)
	h.must(verifyFile(h.ctx, target))
	_, err = h.store.BackupTo(h.ctx, filepath.Join(h.folder, DatabaseName))
	h.refused(err, "backup_onto_itself", "to")
	if _, err = h.store.BackupTo(h.ctx, filepath.Join(t.TempDir(), "no", "such", "folder", "x.db")); err == nil {
		t.Error("a folder that is not there passed")
	}
}

func TestOneDailyBackupADay(t *testing.T) {
	h := openHouse(t)
	for range 3 {
		h.must(h.store.DailyBackup(h.ctx))
	}
	h.now = h.now.Add(13 * time.Hour)
	h.must(h.store.DailyBackup(h.ctx))
	if all, err := Backups(h.folder); err != nil || len(all) != 2 || all[0].At.Before(all[1].At) {
		t.Errorf("%+v, %v", all, err)
	}
}

// Ensure the day's copy is made before the first write of an opening, and not
// for reading.
func TestTheDailyBackupComesBeforeTheFirstWrite(t *testing.T) {
	h := openHouse(t)
	h.client("Kivu")
	h.must(h.store.Close())
	var warned []error
	s, err := Open(h.ctx, Options{Folder: h.folder, Now: func() time.Time { return h.now }, Daily: true, Warn: func(err error) { warned = append(warned, err) }})
	h.must(err)
	defer func() { _ = s.Close() }()
	svc := clients.New(s.House(), s.Now, s.NewID)
	_, err = svc.Clients(h.ctx, clients.AllClients)
	h.must(err)
	if all, err := Backups(h.folder); err != nil || len(all) != 0 {
		t.Errorf("reading made %+v, %v", all, err)
	}
	for _, name := range []string{"Lumen", "Nyota"} {
		_, err = svc.AddClient(h.ctx, clients.Client{Name: name})
		h.must(err)
	}
	all, err := Backups(h.folder)
	if err != nil || len(all) != 1 || all[0].Reason != "daily" || len(warned) != 0 {
		t.Fatalf("%+v, %v, %v", all, err, warned)
	}
	copied, err := openPool(all[0].Path, true, false)
	h.must(err)
	defer copied.Close()
	var n int
	h.must(copied.QueryRowContext(h.ctx, `SELECT count(*) FROM client`).Scan(&n))
	if n != 2 { // Kivu and the agency's own
		t.Errorf("the copy has %d clients", n)
	}
}

// Ensure an import is preceded by a copy without any of its rows, by one only
// where the room made it itself, by another once something was written.
func TestAnImportIsPrecededByABackup(t *testing.T) {
	h := openHouse(t)
	bring := func(id string) {
		t.Helper()
		h.must(h.store.Tx(clients.Doing(h.ctx, clients.Act{Kind: "test.import"}), func(ctx context.Context) error {
			return h.store.save(ctx, "import", row{"id": id, "room": "test", "source": "s", "file_name": "f", "sha256": "x", "at": instant(houseNow), "rows": 1, "accepted": 1, "duplicates": 0, "rejected": 0})
		}))
	}
	count := func(want int) {
		t.Helper()
		if all, err := Backups(h.folder); err != nil || len(all) != want {
			t.Errorf("%d copies, want %d (%v)", len(all), want, err)
		}
	}
	defer func() {
		_, err := h.store.Backup(h.ctx, reasonBeforeImport)
		h.must(err)
		bring("j")
		count(2)
		bring("k")
		count(3)
		_, err = h.store.Backup(h.ctx, reasonBeforeImport)
		h.must(err)
		h.must(writeClients(h.folder, "another program", 1))
		bring("l")
		count(5)
	}()
	bring("i")
	all, err := Backups(h.folder)
	if err != nil || len(all) != 1 || all[0].Reason != reasonBeforeImport {
		t.Fatalf("%+v, %v", all, err)
	}
	copied, err := openPool(all[0].Path, true, false)
	h.must(err)
	defer copied.Close()
	var n int
	h.must(copied.QueryRowContext(h.ctx, `SELECT count(*) FROM import`).Scan(&n))
	if n != 0 {
		t.Error("the copy was made after the import")
	}
}

// Ensure what is let go follows the rule, and nothing made by hand is.
func TestOldBackupsAreThinned(t *testing.T) {
	now := houseNow
	var list []BackupFile
	for day := range 800 {
		list = append(list, BackupFile{At: now.AddDate(0, 0, -day), Reason: reasonDaily})
	}
	for hour := range 100 {
		list = append(list, BackupFile{At: now.Add(-time.Duration(hour) * time.Hour), Reason: reasonBeforeImport})
	}
	list = append(list, BackupFile{At: now.AddDate(-5, 0, 0), Reason: "manual"}, BackupFile{At: now.AddDate(0, 0, -91), Reason: "before-migration-2"})
	gone := map[string]int{}
	for _, b := range staleBackups(list, now) {
		gone[b.Reason]++
	}
	kept := 800 - gone[reasonDaily]
	if kept < 14+22 || kept > 14+26 || gone[reasonBeforeImport] != 90 || gone["manual"] != 0 || gone["before-migration-2"] != 1 {
		t.Errorf("kept %d daily, gone %v", kept, gone)
	}
}

// Ensure a restore brings back what was, keeps what is, and survives a
// damaged database.
func TestRestore(t *testing.T) {
	h := openHouse(t)
	h.client("Kivu")
	b, err := h.store.Backup(h.ctx, "manual")
	h.must(err)
	h.client("Lumen")
	h.must(h.store.Close())
	kept, err := RestoreFolder(h.ctx, h.folder, b.Path, h.clock)
	h.must(err)
	h.must(verifyFile(h.ctx, kept))
	h.open()
	if all, err := h.svc.Clients(h.ctx, clients.ActiveClients); err != nil || len(all) != 1 || all[0].Name != "Kivu" {
		t.Errorf("after the restore: %+v, %v", all, err)
	}
	h.must(h.store.Close())
	_, err = RestoreFolder(h.ctx, h.folder, kept, h.clock)
	h.must(err)
	h.open()
	if all, err := h.svc.Clients(h.ctx, clients.ActiveClients); err != nil || len(all) != 2 {
		t.Errorf("after restoring what was kept: %+v, %v", all, err)
	}
	h.must(h.store.Close())

	damaged := bytes.Repeat([]byte("damaged "), 1000)
	write(t, h.folder, damaged)
	kept, err = RestoreFolder(h.ctx, h.folder, b.Path, h.clock)
	h.must(err)
	if content, err := os.ReadFile(kept); err != nil || !bytes.Equal(content, damaged) {
		t.Errorf("the damaged database was not kept: %v", err)
	}
	h.open()
	h.client("Nyota")
}

// Ensure the log that a killed program left beside the database is kept with
// the copy and not replayed into what is restored.
func TestARestoreLeavesNoOldLog(t *testing.T) {
	h := openHouse(t)
	b, err := h.store.Backup(h.ctx, "manual")
	h.must(err)
	h.client("Kivu")
	killed := t.TempDir()
	h.must(PrepareFolder(killed))
	for _, tail := range []string{"", "-wal"} { // as they stand while the program runs
		content, err := os.ReadFile(filepath.Join(h.folder, DatabaseName+tail))
		h.must(err)
		h.must(os.WriteFile(filepath.Join(killed, DatabaseName+tail), content, 0o600))
	}
	kept, err := RestoreFolder(h.ctx, killed, b.Path, h.clock)
	h.must(err)
	for _, c := range []struct {
		path    string
		clients int
	}{{kept, 2}, {filepath.Join(killed, DatabaseName), 1}} {
		db, err := openPool(c.path, true, false)
		h.must(err)
		var n int
		h.must(db.QueryRowContext(h.ctx, `SELECT count(*) FROM client`).Scan(&n))
		h.must(db.Close())
		if n != c.clients {
			t.Errorf("%s has %d clients, want %d", c.path, n, c.clients)
		}
	}
}

func (h *house) clock() time.Time { return h.now }

// Ensure what is no backup replaces nothing.
func TestWhatIsNoBackupIsRefused(t *testing.T) {
	h := openHouse(t)
	b, err := h.store.Backup(h.ctx, "manual")
	h.must(err)
	h.must(h.store.Close())
	before, err := os.ReadFile(filepath.Join(h.folder, DatabaseName))
	h.must(err)
	whole, err := os.ReadFile(b.Path)
	h.must(err)
	elsewhere := t.TempDir()
	for name, c := range map[string]struct {
		content []byte
		code    string
	}{
		"text":      {[]byte("no backup"), "backup_invalid"},
		"empty":     {nil, "backup_invalid"},
		"cut off":   {whole[:len(whole)/2], "backup_invalid"},
		"corrupted": {corrupt(whole), "backup_invalid"},
		"missing":   {nil, "backup_missing"},
	} {
		path := filepath.Join(elsewhere, name)
		if c.code != "backup_missing" {
			h.must(os.WriteFile(path, c.content, 0o600))
		}
		_, err := RestoreFolder(h.ctx, h.folder, path, h.clock)
		h.refused(err, c.code, "file")
	}
	_, err = RestoreFolder(h.ctx, h.folder, elsewhere, h.clock)
	h.refused(err, "backup_missing", "file")
	if after, err := os.ReadFile(filepath.Join(h.folder, DatabaseName)); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the database changed: %v", err)
	}
}

// corrupt overwrites the middle of a database, page heads included.
func corrupt(whole []byte) []byte {
	c := bytes.Clone(whole)
	copy(c[len(c)/3:], bytes.Repeat([]byte{0xA5}, len(c)/3))
	return c
}

func TestCheckFindsAndMends(t *testing.T) {
	h := openHouse(t)
	h.now = time.Now()
	kivu := h.client("Kivu")
	svg := []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><rect width="2" height="1" fill="#c2410c"/></svg>`)
	h.must(h.svc.SetLogo(h.ctx, kivu.ID, "logo.svg", svg))
	kivu, err := h.svc.Client(h.ctx, kivu.ID)
	h.must(err)
	find := func(mend bool, want ...string) {
		t.Helper()
		found, err := h.store.Check(h.ctx, mend)
		h.must(err)
		var got []string
		for _, f := range found {
			code := f.Fault.Code
			if f.Mended {
				code += " mended"
			}
			got = append(got, code)
		}
		if strings.Join(got, ", ") != strings.Join(want, ", ") {
			t.Errorf("found %v, want %v", got, want)
		}
	}
	find(false)
	old := h.now.Add(-25 * time.Hour)
	stray := func(name string, at time.Time) string {
		path := filepath.Join(h.folder, "media", "aa", name)
		h.must(os.MkdirAll(filepath.Dir(path), 0o700))
		h.must(os.WriteFile(path, []byte("x"), 0o600))
		h.must(os.Chtimes(path, at, at))
		return path
	}
	stray("just-being-written", h.now)
	find(true)
	path := stray("orphan", old)
	find(false, "check_orphan")
	find(true, "check_orphan mended")
	if _, err := os.Stat(path); err == nil {
		t.Error("the orphan is still there")
	}
	part := filepath.Join(h.folder, "backups", ".copy-1.part-journal")
	h.must(os.WriteFile(part, nil, 0o600))
	h.must(os.Chtimes(part, old, old))
	find(true, "check_unfinished mended")
	if _, err := os.Stat(part); err == nil {
		t.Error("the unfinished copy is still there")
	}
	// A file that only a backup names must outlive its row.
	_, err = h.store.Backup(h.ctx, "manual")
	h.must(err)
	h.must(h.svc.RemoveLogo(h.ctx, kivu.ID))
	_, err = h.store.write.ExecContext(h.ctx, `DELETE FROM media`)
	h.must(err)
	kept := filepath.Join(h.folder, "media", kivu.Brand.Logo[:2], kivu.Brand.Logo)
	h.must(os.Chtimes(kept, old, old))
	find(true)
	h.must(h.svc.SetLogo(h.ctx, kivu.ID, "logo.svg", svg))
	h.must(os.WriteFile(kept, []byte("something else"), 0o600))
	find(true, "media_changed")
	h.must(os.Remove(kept))
	find(true, "media_missing")
	h.must(h.svc.SetLogo(h.ctx, kivu.ID, "logo.svg", svg)) // given again, it is whole again
	find(true)
}

// Ensure copies of the same second, asked for at once, stand beside each other.
func TestCopiesOfOneSecond(t *testing.T) {
	h := openHouse(t)
	h.client("Kivu")
	const many = 8
	paths := make([]string, many)
	var wait sync.WaitGroup
	for i := range many {
		wait.Go(func() {
			b, err := h.store.Backup(h.ctx, "manual")
			if err != nil {
				t.Error(err)
			}
			paths[i] = b.Path
		})
	}
	wait.Wait()
	slices.Sort(paths)
	list, err := Backups(h.folder)
	h.must(err)
	if len(slices.Compact(paths)) != many || len(list) != many {
		t.Errorf("%d copies of %d asked for: %q", len(list), many, paths)
	}
	for _, b := range list {
		if b.Bytes == 0 {
			t.Errorf("empty: %s", b.Path)
		}
	}
}
