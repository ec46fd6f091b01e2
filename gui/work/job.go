package work

import (
	"context"
	"sync"
	"time"
)

// Progress says what long work is doing.
type Progress struct {
	Text     string  // "12 of 50, Hôtel Roches", in the user's language
	Fraction float64 // 0 to 1; negative when the end is not known
}

// Job is long work that shows its progress and can be cancelled.
type Job struct{ cancel context.CancelFunc }

// Cancel asks the work to stop. Its answer still arrives, as a rule with
// context.Canceled, so that the screen can show where it stopped.
func (j *Job) Cancel() {
	if j != nil && j.cancel != nil {
		j.cancel()
	}
}

// progressEvery spares the UI goroutine: faster reports replace one another.
const progressEvery = 60 * time.Millisecond

// Start runs fn in the background, shows its reports through onProgress and
// its answer through done, both on the UI goroutine. Reports follow one
// another at most every 60 ms, the last before the answer. Unlike Run, no job
// overtakes another. Nil is returned when the Runner is closed.
func Start[T any](r *Runner, fn func(ctx context.Context, report func(Progress)) (T, error),
	onProgress func(Progress), done func(T, error),
) *Job {
	base, _, ok := r.begin("")
	if !ok {
		return nil
	}
	ctx, cancel := context.WithCancel(base)
	p := &pending{show: onProgress, deliver: r.core.opt.Deliver, alive: func() bool { return r.current("", 0) }}
	r.spawn(func() {
		defer cancel()
		v, err := guard(r.core, ctx, func(ctx context.Context) (T, error) { return fn(ctx, p.report) })
		r.core.opt.Deliver(func() {
			if r.current("", 0) {
				p.flush()
				done(v, err)
			}
		})
	})
	return &Job{cancel: cancel}
}

// pending keeps the newest report until the UI goroutine has shown it.
type pending struct {
	show    func(Progress)
	deliver func(func())
	alive   func() bool

	mu    sync.Mutex
	last  time.Time
	next  Progress
	fresh bool
}

func (p *pending) report(v Progress) {
	p.mu.Lock()
	p.next, p.fresh = v, true
	due := time.Since(p.last) >= progressEvery
	if due {
		p.last = time.Now()
	}
	p.mu.Unlock()
	if due {
		p.deliver(p.flush)
	}
}

func (p *pending) flush() {
	p.mu.Lock()
	v, fresh := p.next, p.fresh
	p.fresh = false
	p.mu.Unlock()
	if fresh && p.show != nil && p.alive() {
		p.show(v)
	}
}
