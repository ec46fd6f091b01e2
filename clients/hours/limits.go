package hours

import (
	"slices"
	"time"

	"regie/clients"
	"regie/clients/civil"
)

// Work is what the limits need of one person's entry, of whatever client.
type Work struct {
	Client     clients.ID
	ID         clients.ID
	On         civil.Date
	Start, End time.Time // zero for a duration on a day; End zero while running
	Seconds    int64
	Running    bool
}

// DayRoom is how many seconds of the person's day are left when work is what
// was done on it: the day's real length in its zone, 23 or 25 hours where
// clocks change, less all clients' time. It is negative when the day is overfull.
func DayRoom(on civil.Date, loc *time.Location, work []Work, now time.Time) int64 {
	room := civil.DayLength(on, loc)
	for _, w := range work {
		if w.On != on {
			continue
		}
		if w.Running {
			room -= max(0, int64(now.Sub(w.Start)/time.Second))
			continue
		}
		room -= w.Seconds
	}
	return room
}

// Overlapping lists the work whose time has a moment in common with [start,
// end). Intervals are half-open, so touching is no overlap; running work counts
// up to now; durations without times never overlap.
func Overlapping(start, end time.Time, work []Work, now time.Time) []Work {
	var found []Work
	for _, w := range work {
		if w.Start.IsZero() {
			continue
		}
		until := w.End
		if w.Running {
			until = now
		}
		if w.Start.Before(end) && start.Before(until) {
			found = append(found, w)
		}
	}
	return found
}

// Gap is untracked time between two entries of a day.
type Gap struct{ Start, End time.Time }

// Seconds is the gap's length.
func (g Gap) Seconds() int64 { return int64(g.End.Sub(g.Start) / time.Second) }

// shortestGap is what is worth showing: shorter ones are breath between tasks.
const shortestGap = 5 * time.Minute

// gaps lists the untracked stretches between the first start and the last end
// of a day's timed work, and from the last end until `until` when it is later
// (now, today; the zero time for a day gone by).
func gaps(work []Work, until time.Time) []Gap {
	timed := slices.DeleteFunc(slices.Clone(work), func(w Work) bool { return w.Start.IsZero() })
	slices.SortFunc(timed, func(a, b Work) int { return a.Start.Compare(b.Start) })
	var gaps []Gap
	var reached time.Time
	for _, w := range timed {
		if !reached.IsZero() && w.Start.Sub(reached) >= shortestGap {
			gaps = append(gaps, Gap{reached, w.Start})
		}
		end := w.End
		if w.Running {
			end = until
		}
		if end.After(reached) {
			reached = end
		}
	}
	if !reached.IsZero() && until.Sub(reached) >= shortestGap {
		gaps = append(gaps, Gap{reached, until})
	}
	return gaps
}
