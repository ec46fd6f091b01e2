// Package store keeps Régie's rooms in one SQLite file. It is the only package
// that knows SQL: it opens and migrates the database, writes the journal in the
// same transaction as each change, and implements what every room asks to have
// kept, one file per room.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/google/uuid"
	_ "github.com/mattn/go-sqlite3" // registers the sqlite3 driver

	"regie/clients"
	"regie/clients/fault"
)

// DatabaseName is the database's file in a data folder.
const DatabaseName = "regie.db"

// Options say where the data is and what replaces the machine's clock and
// identifiers (the demonstration agency, tests). Zero values mean the real ones.
type Options struct {
	Folder string
	Now    clients.Clock
	NewID  clients.IDSource
	Bus    *clients.Bus
	// Fast gives up durability on power loss for the time of a bulk fill of a
	// fresh folder; never for an agency's own data.
	Fast bool
	// Daily takes the day's backup before the first write of this opening; a
	// failure is told to Warn and does not stop the write.
	Daily bool
	Warn  func(error)
}

// Store is an open data folder. It is safe for concurrent use.
type Store struct {
	folder  string
	write   *sql.DB
	read    *sql.DB
	now     clients.Clock
	newID   clients.IDSource
	bus     *clients.Bus
	tables  map[string]table
	fast    bool // see Options.Fast
	fresh   bool // made by this opening: there is nothing to back up
	commits atomic.Int64
	copied  atomic.Pointer[state] // the state of the newest copy made here
	before  func()                // called once before the first write; see Options.Daily
	keeping sync.Mutex            // held by who keeps digests; see steadily
	later   sync.WaitGroup        // the keeping under way
}

// Open opens the folder's database, creating both if need be, after a verified
// copy where a migration is due. Refusals are faults: folder_unwritable,
// folder_full, folder_network, database_newer, database_foreign,
// database_damaged, database_busy.
func Open(ctx context.Context, o Options) (*Store, error) {
	s := &Store{folder: o.Folder, now: o.Now, newID: o.NewID, bus: o.Bus, fast: o.Fast}
	if s.now == nil {
		s.now = time.Now
	}
	if s.newID == nil {
		s.newID = newUUID
	}
	if s.bus == nil {
		s.bus = &clients.Bus{}
	}
	if err := PrepareFolder(o.Folder); err != nil {
		return nil, err
	}
	path := filepath.Join(o.Folder, DatabaseName)
	if err := untilFree(ctx, func() error { return inspect(ctx, path, o.Folder) }); err != nil {
		return nil, openFault(err, o.Folder)
	}
	if err := protect(path); err != nil {
		return nil, openFault(err, o.Folder)
	}
	var err error
	if s.write, err = openPool(path, false, o.Fast); err != nil {
		return nil, err
	}
	s.write.SetMaxOpenConns(1)
	if err := s.start(ctx, path, o.Fast); err != nil {
		return nil, errors.Join(openFault(err, o.Folder), s.Close())
	}
	if o.Daily && !s.fresh {
		s.before = sync.OnceFunc(func() { s.dailyBeforeWrite(o.Warn) })
	}
	return s, nil
}

// protect makes the database's file the owner's alone before SQLite opens it:
// the files of its log take the same rights.
func protect(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("making the database: %w", err)
	}
	if err := errors.Join(f.Close(), os.Chmod(path, 0o600)); err != nil {
		return fmt.Errorf("protecting the database: %w", err)
	}
	return nil
}

func (s *Store) start(ctx context.Context, path string, fast bool) error {
	if err := untilFree(ctx, func() error { return s.write.PingContext(ctx) }); err != nil {
		return fmt.Errorf("connecting: %w", err)
	}
	if err := checkPragmas(ctx, s.write, writePragmas(fast)); err != nil {
		return err
	}
	if err := s.migrate(ctx); err != nil {
		return err
	}
	var err error
	if s.read, err = openPool(path, true, false); err != nil {
		return err
	}
	s.read.SetMaxOpenConns(4)
	if err := checkPragmas(ctx, s.read, readPragmas); err != nil {
		return err
	}
	s.tables, err = readTables(ctx, s.write)
	return err
}

// untilFree tries again while another program is just opening the same
// database: turning on the write-ahead log does not wait by itself.
func untilFree(ctx context.Context, fn func() error) error {
	for wait := 5 * time.Millisecond; ; wait *= 2 {
		err := fn()
		if !isBusy(err) || wait > 2*time.Second {
			return err
		}
		select {
		case <-ctx.Done():
			return errors.Join(ctx.Err(), err)
		case <-time.After(wait):
		}
	}
}

// Close ends both pools; the write-ahead log is folded into the main file.
func (s *Store) Close() error {
	s.later.Wait()
	var errs []error
	if s.read != nil {
		errs = append(errs, s.read.Close())
	}
	if s.write != nil {
		errs = append(errs, s.write.Close())
	}
	return errors.Join(errs...)
}

// Folder is the data folder's path.
func (s *Store) Folder() string { return s.folder }

// Bus publishes an event after each committed act.
func (s *Store) Bus() *clients.Bus { return s.bus }

// NewID gives the next identifier.
func (s *Store) NewID() clients.ID { return s.newID() }

// Now is the store's clock.
func (s *Store) Now() time.Time { return s.now() }

// DataVersion changes whenever another process wrote to the database.
func (s *Store) DataVersion(ctx context.Context) (int64, error) {
	return dataVersion(ctx, s.write)
}

func dataVersion(ctx context.Context, q querier) (n int64, err error) {
	if err = q.QueryRowContext(ctx, "PRAGMA data_version").Scan(&n); err != nil {
		return 0, fmt.Errorf("reading the data version: %w", err)
	}
	return n, nil
}

// state tells whether anything was committed between two looks, here (commits)
// or by another program (data_version of the writer's connection).
type state struct{ commits, version int64 }

func (s *Store) state(ctx context.Context) (state, error) {
	var q querier = s.write
	if t, ok := ctx.Value(txKey{}).(*transaction); ok {
		q = t.tx
	}
	v, err := dataVersion(ctx, q)
	return state{s.commits.Load(), v}, err
}

func newUUID() clients.ID {
	id, err := uuid.NewV7()
	if err != nil { // the system's random source failed: nothing sane can go on
		panic(fmt.Sprintf("making an identifier: %v", err))
	}
	return clients.ID(id.String())
}

// PrepareFolder makes the data folder (0700) and what is missing in it, and
// sees that it can be written to. Faults: folder_unwritable, folder_full,
// folder_network.
func PrepareFolder(folder string) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return openFault(err, folder)
	}
	if kind := networkFileSystem(folder); kind != "" {
		return fault.New("folder_network", "folder", folder, "kind", kind)
	}
	for _, sub := range []string{"media", "backups", "logs"} {
		if err := os.MkdirAll(filepath.Join(folder, sub), 0o700); err != nil {
			return openFault(err, folder)
		}
	}
	probe, err := os.CreateTemp(folder, ".probe-*")
	if err != nil {
		return openFault(err, folder)
	}
	_, werr := probe.Write(make([]byte, 4096))
	err = errors.Join(werr, probe.Sync(), probe.Close(), os.Remove(probe.Name()))
	if err != nil {
		return openFault(err, folder)
	}
	return nil
}

// Explain gives an error of the machine or of SQLite the sentence of what a
// user can mend (folder_full, folder_unwritable, database_damaged,
// database_busy …), wherever it comes from; any other is returned as it is.
func Explain(err error, folder string) error {
	if err == nil || !isMachine(err) {
		return err
	}
	return openFault(err, folder)
}

func isMachine(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EROFS) || isFull(err) || isReadOnly(err) || isNotDatabase(err) || isBusy(err)
}

// openFault turns what the system says of a folder into what a user can mend.
func openFault(err error, folder string) error {
	var known *fault.Error
	switch {
	case errors.As(err, &known):
		return err
	case errors.Is(err, syscall.ENOSPC), isFull(err):
		return fault.New("folder_full", "folder", folder).Because(err)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS), isReadOnly(err):
		return fault.New("folder_unwritable", "folder", folder).Because(err)
	case errors.Is(err, syscall.ENOTDIR), errors.Is(err, fs.ErrExist):
		return fault.New("folder_not_folder", "folder", folder).Because(err)
	case isNotDatabase(err):
		return fault.New("database_damaged", "folder", folder).Because(err)
	case isBusy(err):
		return fault.New("database_busy").Because(err)
	default:
		return fmt.Errorf("opening the data folder %s: %w", folder, err)
	}
}

// openPool opens one pool with its pragmas in the DSN. The path is escaped
// (openDSN) because a bare "?" or "#" in it would silently name another file.
func openPool(path string, readOnly, fast bool) (*sql.DB, error) {
	q := url.Values{}
	q.Set("_foreign_keys", "on")
	q.Set("_busy_timeout", "5000")
	q.Set("_stmt_cache_size", "64")
	q.Set("_mutex", "no") // the pool never lends a connection twice
	if readOnly {
		q.Set("mode", "ro")
		q.Set("_query_only", "1")
	} else {
		q.Set("_journal_mode", "WAL")
		q.Set("_synchronous", "FULL")
		q.Set("_txlock", "immediate")
		if fast {
			q.Set("_synchronous", "OFF")
		}
	}
	return openDSN(path, q)
}

// openCopySource opens a database to copy it whole. It is opened for reading
// only, but without query_only, which refuses VACUUM INTO.
func openCopySource(path string) (*sql.DB, error) {
	return openDSN(path, url.Values{"mode": {"ro"}, "_busy_timeout": {"5000"}})
}

func openDSN(path string, q url.Values) (*sql.DB, error) {
	path = filepath.ToSlash(path)
	if filepath.VolumeName(path) != "" {
		path = "/" + path // file:/C:/…
	}
	dsn := url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: q.Encode()}
	db, err := sql.Open("sqlite3", dsn.String())
	if err != nil {
		return nil, fmt.Errorf("opening the database: %w", err)
	}
	return db, nil
}

// pragma is a setting and the value it must show.
type pragma struct{ name, want string }

var readPragmas = []pragma{{"foreign_keys", "1"}, {"query_only", "1"}, {"busy_timeout", "5000"}}

func writePragmas(fast bool) []pragma {
	synchronous := "2" // FULL
	if fast {
		synchronous = "0"
	}
	return []pragma{{"journal_mode", "wal"}, {"foreign_keys", "1"}, {"synchronous", synchronous}, {"busy_timeout", "5000"}}
}

// checkPragmas sees that what the DSN asked for is in force: a misspelt
// parameter or a file system without shared memory would go unnoticed.
func checkPragmas(ctx context.Context, db *sql.DB, list []pragma) error {
	for _, p := range list {
		var got string
		if err := db.QueryRowContext(ctx, "PRAGMA "+p.name).Scan(&got); err != nil {
			return fmt.Errorf("reading pragma %s: %w", p.name, err)
		}
		if got != p.want {
			return fmt.Errorf("pragma %s is %q, not %q", p.name, got, p.want)
		}
	}
	return nil
}
