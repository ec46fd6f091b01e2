package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"regie/clients/fault"
)

// RestoreFolder replaces a folder's database by a verified copy, with the kept
// files where the copy holds them (ArchiveTo), and returns
// where what was there is kept, "" when there was nothing. The folder must not
// be open anywhere: the caller holds it alone. Until the whole copy is in
// place nothing changes. Faults: backup_missing, backup_invalid,
// database_newer, folder_full, folder_unwritable.
func RestoreFolder(ctx context.Context, folder, backup string, now func() time.Time) (kept string, err error) {
	backup, err = filepath.Abs(backup)
	if err != nil {
		return "", fmt.Errorf("finding the backup: %w", err)
	}
	target := filepath.Join(folder, DatabaseName)
	if backup == target {
		return "", fault.New("backup_onto_itself").At("file")
	}
	whole := isArchive(backup)
	if !whole {
		if err := verifyFile(ctx, backup); err != nil {
			return "", err
		}
	}
	if err := PrepareFolder(folder); err != nil {
		return "", err
	}
	if whole {
		unpacked, done, err := unpack(ctx, backup, folder)
		if err != nil {
			return "", err
		}
		defer done()
		backup = unpacked
	}
	if kept, err = keepBeforeRestore(ctx, folder, target, now); err != nil {
		return "", openFault(err, folder)
	}
	// What was in the log beside the old database is in the kept copy, and must
	// not be replayed into the new one.
	for _, tail := range []string{"-wal", "-shm"} {
		if err := os.Remove(target + tail); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", openFault(err, folder)
		}
	}
	if err := copyDatabase(ctx, backup, target); err != nil {
		return "", openFault(err, folder)
	}
	return kept, nil
}

// keepBeforeRestore copies the present database aside: verified where it can
// be read, file by file where it is damaged.
func keepBeforeRestore(ctx context.Context, folder, target string, now func() time.Time) (string, error) {
	info, err := os.Stat(target)
	if errors.Is(err, fs.ErrNotExist) || (err == nil && info.Size() == 0) {
		return "", nil
	}
	at := now().UTC()
	kept, err := copyInto(ctx, folder, at, reasonBeforeRestore)
	if err == nil || isFull(err) || ctx.Err() != nil {
		return kept, err
	}
	if kept, err = takeName(folder, at, reasonBeforeRestore); err != nil {
		return "", err
	}
	for _, tail := range []string{"-wal", ""} {
		content, err := os.ReadFile(target + tail)
		if tail != "" && errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return "", fmt.Errorf("keeping the damaged database: %w", err)
		}
		if err := writeWhole(kept+tail, content); err != nil {
			return "", err
		}
	}
	return kept, nil
}
