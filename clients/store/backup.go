package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
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
	At     time.Time // UTC, second precision
	Reason string
	Bytes  int64
}

const (
	backupPrefix = "regie-"
	backupStamp  = "20060102T150405Z"
)

// Backup keeps a verified copy of the whole database in backups/ and returns
// its path. The copy is taken from one snapshot, checked, synced, then named.
func (s *Store) Backup(ctx context.Context, reason string) (string, error) {
	name := backupPrefix + s.now().UTC().Format(backupStamp) + "-" + safeReason(reason) + ".db"
	target := filepath.Join(s.folder, "backups", name)
	if err := s.BackupTo(ctx, target); err != nil {
		return "", err
	}
	return target, nil
}

// BackupTo writes the verified copy to a path of the user's choice, replacing
// a file there only once the copy is whole.
func (s *Store) BackupTo(ctx context.Context, target string) error {
	temp := target + ".part"
	if err := os.Remove(temp); err != nil && !errors.Is(err, os.ErrNotExist) {
		return openFault(err, filepath.Dir(target))
	}
	defer os.Remove(temp) // after the rename there is nothing left to remove
	if _, err := s.write.ExecContext(ctx, "VACUUM INTO ?", temp); err != nil {
		return openFault(fmt.Errorf("copying the database: %w", err), filepath.Dir(target))
	}
	if err := VerifyFile(ctx, temp); err != nil {
		return fmt.Errorf("the copy does not verify: %w", err)
	}
	return settle(temp, target)
}

// settle syncs a finished temporary file and gives it its name.
func settle(temp, target string) error {
	f, err := os.Open(temp)
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

// Backups lists the kept copies, newest first.
func (s *Store) Backups() ([]BackupFile, error) {
	entries, err := os.ReadDir(filepath.Join(s.folder, "backups"))
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
		if err != nil {
			return nil, fmt.Errorf("listing the backups: %w", err)
		}
		list = append(list, BackupFile{Path: filepath.Join(s.folder, "backups", e.Name()), At: at, Reason: reason, Bytes: info.Size()})
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Path > list[j].Path })
	return list, nil
}

// DailyBackup keeps one copy a day and thins what is old: every copy of the
// last 14 days, then one a month for two years. Copies made before a migration,
// an import or a restore are kept 90 days.
func (s *Store) DailyBackup(ctx context.Context) error {
	list, err := s.Backups()
	if err != nil {
		return err
	}
	today := s.now().UTC().Format("20060102")
	for _, b := range list {
		if b.Reason == "daily" && b.At.Format("20060102") == today {
			return nil
		}
	}
	if _, err := s.Backup(ctx, "daily"); err != nil {
		return err
	}
	for _, b := range staleBackups(list, s.now()) {
		if err := os.Remove(b.Path); err != nil {
			return fmt.Errorf("thinning old backups: %w", err)
		}
	}
	return nil
}

// dailyBeforeWrite is DailyBackup before a program's first write. A backup that
// fails is told and does not stop the work: what a full disk refuses, the
// write itself will refuse too.
func (s *Store) dailyBeforeWrite(warn func(error)) {
	if err := s.DailyBackup(context.Background()); err != nil && warn != nil {
		warn(err)
	}
}

// staleBackups is what DailyBackup's rule lets go of; list is newest first.
func staleBackups(list []BackupFile, now time.Time) []BackupFile {
	var stale []BackupFile
	kept := map[string]bool{}
	for _, b := range list {
		age := now.Sub(b.At)
		month := b.At.Format("200601")
		switch {
		case age < 14*24*time.Hour:
		case b.Reason != "daily" && age < 90*24*time.Hour:
		case b.Reason == "daily" && !kept[month] && age < 2*366*24*time.Hour:
			kept[month] = true
		default:
			stale = append(stale, b)
		}
	}
	return stale
}

// VerifyFile opens a database read-only and checks it whole: it is Régie's, its
// pages and foreign keys hold. Fault backup_invalid says what does not.
func VerifyFile(ctx context.Context, path string) error {
	if _, err := os.Stat(path); err != nil {
		return fault.New("backup_missing", "file", path).Because(err)
	}
	db, err := openPool(path, true, false)
	if err != nil {
		return err
	}
	defer db.Close()
	version, app, err := versions(ctx, db)
	if err != nil || app != applicationID {
		return fault.New("backup_invalid", "file", filepath.Base(path)).Because(err)
	}
	list, err := migrations()
	if err != nil {
		return err
	}
	if version > len(list) {
		return fault.New("database_newer", "folder", path, "have", version, "known", len(list))
	}
	problems, err := integrity(ctx, db)
	if err != nil {
		return fault.New("backup_invalid", "file", filepath.Base(path)).Because(err)
	}
	if len(problems) > 0 {
		return fault.New("backup_invalid", "file", filepath.Base(path)).Because(errors.New(strings.Join(problems, "; ")))
	}
	return nil
}

// integrity runs SQLite's own checks; an empty list means all is well.
func integrity(ctx context.Context, db *sql.DB) ([]string, error) {
	var problems []string
	for _, pragma := range []string{"PRAGMA integrity_check(20)", "PRAGMA foreign_key_check"} {
		rows, err := db.QueryContext(ctx, pragma)
		if err != nil {
			return nil, fmt.Errorf("checking the database: %w", err)
		}
		cols, err := rows.Columns()
		if err != nil {
			rows.Close()
			return nil, fmt.Errorf("checking the database: %w", err)
		}
		for rows.Next() {
			values := make([]sql.NullString, len(cols))
			into := make([]any, len(cols))
			for i := range values {
				into[i] = &values[i]
			}
			if err := rows.Scan(into...); err != nil {
				rows.Close()
				return nil, fmt.Errorf("checking the database: %w", err)
			}
			var words []string
			for _, v := range values {
				words = append(words, v.String)
			}
			if line := strings.Join(words, " "); line != "ok" {
				problems = append(problems, line)
			}
		}
		err = errors.Join(rows.Err(), rows.Close())
		if err != nil {
			return nil, fmt.Errorf("checking the database: %w", err)
		}
	}
	return problems, nil
}

// RestoreFolder replaces a folder's database by a verified copy, after keeping
// a copy of what is there now. The folder must not be open anywhere (the caller
// holds its lock). Nothing changes unless the whole copy is in place.
func RestoreFolder(ctx context.Context, folder, backup string, now func() time.Time) error {
	if err := VerifyFile(ctx, backup); err != nil {
		return err
	}
	target := filepath.Join(folder, DatabaseName)
	if err := PrepareFolder(folder); err != nil {
		return err
	}
	if err := keepBeforeRestore(ctx, folder, target, now); err != nil {
		return err
	}
	src, err := openPool(backup, true, false)
	if err != nil {
		return err
	}
	defer src.Close()
	temp := target + ".part"
	if err := os.Remove(temp); err != nil && !errors.Is(err, os.ErrNotExist) {
		return openFault(err, folder)
	}
	defer os.Remove(temp)
	if _, err := src.ExecContext(ctx, "VACUUM INTO ?", temp); err != nil {
		return openFault(fmt.Errorf("copying the backup: %w", err), folder)
	}
	for _, tail := range []string{"-wal", "-shm"} {
		if err := os.Remove(target + tail); err != nil && !errors.Is(err, os.ErrNotExist) {
			return openFault(err, folder)
		}
	}
	return settle(temp, target)
}

// keepBeforeRestore copies the present database aside: verified where it can
// be read, byte by byte where it is damaged.
func keepBeforeRestore(ctx context.Context, folder, target string, now func() time.Time) error {
	if _, err := os.Stat(target); errors.Is(err, os.ErrNotExist) {
		return nil
	}
	kept := filepath.Join(folder, "backups", backupPrefix+now().UTC().Format(backupStamp)+"-before-restore.db")
	db, err := openPool(target, false, false)
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, "VACUUM INTO ?", kept+".part")
	if cerr := db.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		return settle(kept+".part", kept)
	}
	raw, rerr := os.ReadFile(target)
	if rerr != nil {
		return openFault(rerr, folder)
	}
	if err := os.WriteFile(kept+".part", raw, 0o600); err != nil {
		return openFault(err, folder)
	}
	return settle(kept+".part", kept)
}

func safeReason(s string) string {
	out := []rune(strings.ToLower(s))
	for i, r := range out {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') {
			out[i] = '-'
		}
	}
	return string(out)
}
