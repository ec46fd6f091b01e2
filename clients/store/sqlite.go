package store

import (
	"errors"

	"github.com/mattn/go-sqlite3"
)

func code(err error) sqlite3.ErrNo {
	var e sqlite3.Error
	if errors.As(err, &e) {
		return e.Code
	}
	return 0
}

func isFull(err error) bool { return code(err) == sqlite3.ErrFull }
func isReadOnly(err error) bool {
	c := code(err)
	return c == sqlite3.ErrReadonly || c == sqlite3.ErrCantOpen
}

func isNotDatabase(err error) bool {
	c := code(err)
	return c == sqlite3.ErrNotADB || c == sqlite3.ErrCorrupt
}

func isBusy(err error) bool { c := code(err); return c == sqlite3.ErrBusy || c == sqlite3.ErrLocked }

// isUnique reports whether a write broke a UNIQUE or PRIMARY KEY constraint.
func isUnique(err error) bool {
	var e sqlite3.Error
	return errors.As(err, &e) &&
		(e.ExtendedCode == sqlite3.ErrConstraintUnique || e.ExtendedCode == sqlite3.ErrConstraintPrimaryKey)
}
