package work

import (
	"time"

	"regie/clients"
)

// followDelay gathers a burst of changes into one look.
const followDelay = 120 * time.Millisecond

// Follow calls again on the UI goroutine, once for a burst of changes, when a
// committed act touches one of the tables, any of them when none is named. It
// ends with the Runner; without a bus there is nothing to follow.
func (r *Runner) Follow(bus *clients.Bus, again func(), tables ...string) {
	if bus == nil {
		return
	}
	stop := bus.Subscribe(func(e clients.Event) {
		if len(tables) == 0 || e.Touches(tables...) {
			r.After("work.follow", followDelay, again)
		}
	})
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.done {
		stop()
		return
	}
	r.ends = append(r.ends, stop)
}
