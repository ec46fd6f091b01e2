package civil

import (
	"slices"
	"sync"
	"time"

	"regie/clients/fault"
)

// Kind tells how a wall clock reading stands to the instants of a zone.
type Kind int

// A reading names one instant, two (clocks were put back) or none (clocks
// were put forward over it).
const (
	Unique Kind = iota
	Ambiguous
	Missing
)

// Instant is when a zone's clocks read c on day d, without a clock its
// midnight. When they do twice it is the first time; when they never do it is
// as long after the change of the clocks as c is after the missing hour began.
func Instant(d Date, c Clock, loc *time.Location) (time.Time, Kind) {
	all := Instants(d, c, loc)
	switch len(all) {
	case 1:
		return all[0], Unique
	case 0:
		wall := d.wall(c)
		_, offset := around(wall, loc)[0].Zone()
		return wall.Add(-time.Duration(offset) * time.Second).In(loc), Missing
	default:
		return all[0], Ambiguous
	}
}

// Instants are all the instants at which a zone's clocks read c on day d, the
// earliest first: one, or two, or none.
func Instants(d Date, c Clock, loc *time.Location) []time.Time {
	wall := d.wall(c)
	var found []time.Time
	for _, near := range around(wall, loc) {
		_, offset := near.Zone()
		t := wall.Add(-time.Duration(offset) * time.Second).In(loc)
		_, then := t.Zone()
		if then == offset && !slices.ContainsFunc(found, t.Equal) {
			found = append(found, t)
		}
	}
	slices.SortFunc(found, time.Time.Compare)
	return found
}

// wall is the reading as if it were in UTC.
func (d Date) wall(c Clock) time.Time {
	return d.utc().Add(time.Duration(max(c, 0)) * time.Minute)
}

// around gives instants with each offset that a reading may have had: in the
// stretch of constant offset before it, in its own, and in the one after it.
func around(wall time.Time, loc *time.Location) []time.Time {
	here := time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), 0, 0, loc)
	start, end := here.ZoneBounds()
	near := []time.Time{here}
	if !start.IsZero() && here.Sub(start) < 48*time.Hour {
		near = slices.Insert(near, 0, start.Add(-time.Second))
	}
	if !end.IsZero() && end.Sub(here) < 48*time.Hour {
		near = append(near, end)
	}
	return near
}

// DayLength is how many seconds the day lasts in a zone: 86 400, or an hour
// less or more where clocks change.
func DayLength(d Date, loc *time.Location) int64 {
	return d.AddDays(1).Start(loc).Unix() - d.Start(loc).Unix()
}

// zones keeps what was loaded: the standard library reads the zone's file anew
// each time.
var zones sync.Map // by name, *time.Location

// Zone loads a zone by its IANA name; an unknown, empty or machine-dependent
// one is refused (zone_unknown, argument "value").
func Zone(name string) (*time.Location, error) {
	if name == "" || name == "Local" {
		return nil, fault.New("zone_unknown", "value", name)
	}
	if loc, ok := zones.Load(name); ok {
		return loc.(*time.Location), nil
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		return nil, fault.New("zone_unknown", "value", name).Because(err)
	}
	zones.Store(name, loc)
	return loc, nil
}
