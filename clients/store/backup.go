package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"time"

	"regie/clients/fault"
)

// BackupFile is one verified copy of the database.
type BackupFile struct {
	Path   string
	At     time.Time // UTC, whole seconds
	Reason string    // daily, manual, before-import …; empty for a file elsewhere
	Bytes  int64
}

const (
	backupPrefix = "regie-"
	backupStamp  = "20060102T150405Z"
)

// Reasons of the copies the program makes by itself.
const (
	reasonDaily         = "daily"
	reasonBeforeImport  = "before-import"
	reasonBeforeRestore = "before-restore"
	reasonMigration     = "before-migration"
)

// Backup keeps a verified copy of the whole database in backups/ and thins out
// what is old. It may run beside writers.
func (s *Store) Backup(ctx context.Context, reason string) (BackupFile, error) {
	b := BackupFile{At: s.now().UTC().Truncate(time.Second)}
	now, err := s.state(ctx)
	if err != nil {
		return b, err
	}
	b.Path, err = copyInto(ctx, s.folder, b.At, reason)
	if err != nil {
		return b, openFault(err, filepath.Join(s.folder, "backups"))
	}
	if b.Bytes, err = sizeOf(b.Path); err != nil {
		return b, err
	}
	b.Reason = reason
	s.copied.Store(&now)
	return b, s.thin()
}

// copyInto keeps a copy of a folder's database in its backups/ and tells its path.
func copyInto(ctx context.Context, folder string, at time.Time, reason string) (string, error) {
	temp, err := snapshot(ctx, filepath.Join(folder, DatabaseName), filepath.Join(folder, "backups"))
	if err != nil {
		return "", err
	}
	defer removeSnapshot(temp)
	name, err := takeName(folder, at, reason)
	if err != nil {
		return "", err
	}
	if err := settle(temp, name); err != nil {
		_ = os.Remove(name)
		return "", err
	}
	return name, nil
}

// takeName makes an empty file in backups/ under a name that no copy has yet, so
// that a copy of the same second, in another program, takes the next one.
func takeName(folder string, at time.Time, reason string) (string, error) {
	stem := filepath.Join(folder, "backups", backupPrefix+at.Format(backupStamp)+"-"+safeReason(reason))
	for n := 1; ; n++ {
		name := stem + ".db"
		if n > 1 {
			name = fmt.Sprintf("%s-%d.db", stem, n)
		}
		f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		switch {
		case err == nil:
			return name, f.Close()
		case !errors.Is(err, fs.ErrExist):
			return "", fmt.Errorf("naming the copy: %w", err)
		}
	}
}

// BackupTo writes the verified copy to a path of the user's choice, replacing
// a file there only once the copy is whole.
func (s *Store) BackupTo(ctx context.Context, target string) (BackupFile, error) {
	b := BackupFile{At: s.now().UTC().Truncate(time.Second)}
	path, err := filepath.Abs(target)
	if err != nil {
		return b, fmt.Errorf("naming the copy: %w", err)
	}
	b.Path = path
	if path == filepath.Join(s.folder, DatabaseName) {
		return b, fault.New("backup_onto_itself").At("to")
	}
	if err := copyDatabase(ctx, filepath.Join(s.folder, DatabaseName), path); err != nil {
		return b, openFault(err, filepath.Dir(path))
	}
	b.Bytes, err = sizeOf(path)
	return b, err
}

func sizeOf(path string) (int64, error) {
	info, err := os.Stat(path)
	if err != nil {
		return 0, fmt.Errorf("looking at the copy: %w", err)
	}
	return info.Size(), nil
}

// copyDatabase copies one snapshot of a database, with what is in its
// write-ahead log, by a connection of its own so that writers go on. The copy
// is checked, synced, and only then named.
func copyDatabase(ctx context.Context, source, target string) error {
	temp, err := snapshot(ctx, source, filepath.Dir(target))
	if err != nil {
		return err
	}
	defer removeSnapshot(temp)
	return settle(temp, target)
}

// snapshot makes the checked copy under a passing name in a folder.
func snapshot(ctx context.Context, source, folder string) (path string, err error) {
	temp, err := os.CreateTemp(folder, ".copy-*.part") // 0600 from the start
	if err != nil {
		return "", fmt.Errorf("making the copy: %w", err)
	}
	defer func() {
		if err != nil {
			removeSnapshot(temp.Name())
		}
	}()
	if err := temp.Close(); err != nil {
		return "", fmt.Errorf("making the copy: %w", err)
	}
	db, err := openCopySource(source)
	if err != nil {
		return "", err
	}
	_, err = db.ExecContext(ctx, "VACUUM INTO ?", temp.Name())
	if err = errors.Join(err, db.Close()); err != nil {
		return "", fmt.Errorf("copying the database: %w", err)
	}
	if err := verifyFile(ctx, temp.Name()); err != nil {
		return "", fmt.Errorf("the copy does not verify: %w", err)
	}
	return temp.Name(), nil
}

// removeSnapshot removes what a copy leaves behind; once it is named that is
// nothing.
func removeSnapshot(temp string) {
	_ = os.Remove(temp)
	_ = os.Remove(temp + "-journal") // SQLite leaves it where the disk is full
}

// settle syncs a finished temporary file and gives it its name.
func settle(temp, target string) error {
	f, err := os.OpenFile(temp, os.O_RDWR, 0) // Windows syncs only what can be written
	if err != nil {
		return fmt.Errorf("opening the finished file: %w", err)
	}
	if err := errors.Join(f.Sync(), f.Close(), os.Chmod(temp, 0o600)); err != nil {
		return fmt.Errorf("writing the file to disk: %w", err)
	}
	if err := os.Rename(temp, target); err != nil {
		return fmt.Errorf("naming the finished file: %w", err)
	}
	return syncFolder(filepath.Dir(target))
}

// syncFolder makes a rename last; systems that cannot sync a folder do it themselves.
func syncFolder(folder string) error {
	d, err := os.Open(folder)
	if err != nil {
		return fmt.Errorf("opening the folder: %w", err)
	}
	_ = d.Sync()
	return d.Close()
}

// Backups lists the copies kept in a data folder, newest first. It does not
// need the folder open.
func Backups(folder string) ([]BackupFile, error) {
	entries, err := os.ReadDir(filepath.Join(folder, "backups"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("listing the backups: %w", err)
	}
	var list []BackupFile
	for _, e := range entries {
		stem, ok := strings.CutSuffix(strings.TrimPrefix(e.Name(), backupPrefix), ".db")
		stamp, reason, _ := strings.Cut(stem, "-")
		at, err := time.Parse(backupStamp, stamp)
		if !ok || err != nil {
			continue
		}
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() == 0 { // thinned out, or being named, by another program
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("listing the backups: %w", err)
		}
		list = append(list, BackupFile{Path: filepath.Join(folder, "backups", e.Name()), At: at, Reason: reason, Bytes: info.Size()})
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Path > list[j].Path })
	return list, nil
}

// DailyBackup keeps one copy a day (UTC). It is cheap when there is one already.
func (s *Store) DailyBackup(ctx context.Context) error {
	list, err := Backups(s.folder)
	if err != nil {
		return err
	}
	today := s.now().UTC().Format(time.DateOnly)
	for _, b := range list {
		if b.Reason == reasonDaily && b.At.Format(time.DateOnly) == today {
			return nil
		}
	}
	_, err = s.Backup(ctx, reasonDaily)
	return err
}

// dailyBeforeWrite is DailyBackup before a program's first write. A backup that
// fails is told and does not stop the work: what a full disk refuses, the
// write itself will refuse too.
func (s *Store) dailyBeforeWrite(warn func(error)) {
	if err := s.DailyBackup(context.Background()); err != nil && warn != nil {
		warn(err)
	}
}

// beforeImport keeps a verified copy of what was there before the import that
// is being written: the copying connection does not see its transaction. A
// room that made one just before, outside the transaction, is taken at its word.
func (s *Store) beforeImport(ctx context.Context) error {
	if s.fast {
		return nil
	}
	now, err := s.state(ctx)
	if err != nil {
		return err
	}
	if copied := s.copied.Load(); copied != nil && *copied == now {
		return nil
	}
	if _, err := s.Backup(ctx, reasonBeforeImport); err != nil {
		return fmt.Errorf("keeping a copy before the import: %w", err)
	}
	return nil
}

// thin removes the copies that the rule of staleBackups lets go of.
func (s *Store) thin() error {
	list, err := Backups(s.folder)
	if err != nil {
		return err
	}
	for _, b := range staleBackups(list, s.now()) {
		if err := os.Remove(b.Path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("thinning old backups: %w", err)
		}
	}
	return nil
}

const (
	keepDaily  = 14 * 24 * time.Hour
	keepEvents = 90 * 24 * time.Hour
	keepMonths = 2 * 366 * 24 * time.Hour
	mostEvents = 10 // of one reason
)

// staleBackups is what may go; list is newest first. Of the daily copies stay
// those of 14 days, then the newest of each month for two years; of those made
// before an import, a migration or a restore the ten newest, up to 90 days. A
// copy made by hand stays until a hand removes it.
func staleBackups(list []BackupFile, now time.Time) []BackupFile {
	var stale []BackupFile
	months := map[string]bool{}
	events := map[string]int{}
	for _, b := range list {
		age := now.Sub(b.At)
		month := b.At.Format("200601")
		kind, _, _ := strings.Cut(b.Reason, "-")
		switch {
		case b.Reason == reasonDaily && age < keepDaily:
		case b.Reason == reasonDaily && age < keepMonths && !months[month]:
			months[month] = true
		case b.Reason != reasonDaily && kind != "before":
		case b.Reason != reasonDaily && age < keepEvents && events[b.Reason] < mostEvents:
			events[b.Reason]++
		default:
			stale = append(stale, b)
		}
	}
	return stale
}

// verifyFile opens a database read-only and checks it whole: it is Régie's, of
// a version this program knows, and its pages and references hold. Faults
// backup_missing, backup_invalid, database_newer.
func verifyFile(ctx context.Context, path string) error {
	info, err := os.Stat(path)
	if err != nil || info.IsDir() {
		return fault.New("backup_missing", "file", path).At("file").Because(err)
	}
	invalid := fault.New("backup_invalid", "file", filepath.Base(path)).At("file")
	db, err := openPool(path, true, false)
	if err != nil {
		return err
	}
	defer db.Close()
	version, app, err := versions(ctx, db)
	if err != nil || app != applicationID || version < 1 {
		return invalid.Because(err)
	}
	list, err := migrations()
	if err != nil {
		return err
	}
	if version > len(list) {
		return fault.New("database_newer", "folder", path, "have", version, "known", len(list)).At("file")
	}
	problems, err := integrity(ctx, db)
	if err != nil {
		return invalid.Because(err)
	}
	if len(problems) > 0 {
		return invalid.Because(errors.New(strings.Join(problems, "; ")))
	}
	return nil
}

// integrity runs SQLite's own checks; an empty list means all is well.
func integrity(ctx context.Context, db *sql.DB) ([]string, error) {
	var problems []string
	for _, pragma := range []string{"PRAGMA integrity_check(20)", "PRAGMA foreign_key_check"} {
		lines, err := collect(ctx, db, "the database's own check", scanWords, pragma)
		if err != nil {
			return nil, err
		}
		for _, line := range lines {
			if line != "ok" {
				problems = append(problems, line)
			}
		}
	}
	return problems, nil
}

// scanWords joins the columns of a row, however many.
func scanWords(sc scanner) (string, error) {
	rows, ok := sc.(*sql.Rows)
	if !ok {
		return "", errors.New("not a list of rows")
	}
	cols, err := rows.Columns()
	if err != nil {
		return "", err
	}
	values := make([]sql.NullString, len(cols))
	into := make([]any, len(cols))
	for i := range values {
		into[i] = &values[i]
	}
	err = rows.Scan(into...)
	words := make([]string, len(values))
	for i, v := range values {
		words[i] = v.String
	}
	return strings.Join(words, " "), err
}

func safeReason(s string) string {
	return strings.Map(func(r rune) rune {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') {
			return '-'
		}
		return r
	}, strings.ToLower(s))
}
