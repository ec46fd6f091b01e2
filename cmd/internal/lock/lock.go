// Package lock keeps programs that share a data folder out of each other's
// way: every program holds the folder in use while it has it open, what
// replaces the database needs it alone, and the window is one per folder.
package lock

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"regie/clients/fault"
)

// useName is the file whose lock says that a program has the folder open.
const useName = "regie.use"

// patience is how long a program waits for a restore to end.
const patience = 5 * time.Second

// Use is a folder held in use. Close lets it go.
type Use struct{ lock *flock.Flock }

// Share holds the folder together with other programs; fault folder_busy when
// one of them has it alone.
func Share(ctx context.Context, folder string) (*Use, error) {
	l := flock.New(filepath.Join(folder, useName), flock.SetPermissions(0o600))
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	ok, err := l.TryRLockContext(ctx, 50*time.Millisecond)
	return held(l, ok, err, fault.New("folder_busy", "folder", folder))
}

// Alone holds the folder for this program only, at once; fault folder_open
// when another has it open.
func Alone(folder string) (*Use, error) {
	l := flock.New(filepath.Join(folder, useName), flock.SetPermissions(0o600))
	ok, err := l.TryLock()
	return held(l, ok, err, fault.New("folder_open", "folder", folder))
}

func held(l *flock.Flock, ok bool, err error, refusal *fault.Error) (*Use, error) {
	switch {
	case ok:
		return &Use{l}, nil
	case errors.Is(err, fs.ErrPermission):
		return nil, fault.New("folder_unwritable", "folder", refusal.Args["folder"]).Because(err)
	case err != nil && !errors.Is(err, context.DeadlineExceeded):
		return nil, fmt.Errorf("locking the data folder: %w", err)
	}
	return nil, errors.Join(refusal, l.Close())
}

// Close lets the folder go.
func (u *Use) Close() error {
	if err := u.lock.Unlock(); err != nil {
		return fmt.Errorf("unlocking the data folder: %w", err)
	}
	return nil
}
