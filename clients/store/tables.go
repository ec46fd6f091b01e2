package store

import (
	"maps"
	"slices"
)

// Tables are the names of all tables, as an event names those it touches.
func (s *Store) Tables() []string { return slices.Sorted(maps.Keys(s.tables)) }
