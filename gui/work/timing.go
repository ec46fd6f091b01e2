package work

import (
	"sync"
	"time"
)

// Every calls fn on the UI goroutine at each interval until stop is called or
// the Runner is closed. A tick is skipped while the one before waits.
func (r *Runner) Every(interval time.Duration, fn func()) (stop func()) {
	quit := make(chan struct{})
	var once sync.Once
	stop = func() { once.Do(func() { close(quit) }) }
	if r.sync {
		return stop
	}
	r.spawn(func() {
		t := time.NewTicker(interval)
		defer t.Stop()
		idle := make(chan struct{}, 1)
		idle <- struct{}{}
		for {
			select {
			case <-quit:
				return
			case <-r.ctx.Done():
				return
			case <-t.C:
			}
			select {
			case <-idle:
				r.core.opt.Deliver(func() {
					defer func() { idle <- struct{}{} }()
					select {
					case <-quit:
					default:
						if r.current("", 0) {
							fn()
						}
					}
				})
			default:
			}
		}
	})
	return stop
}

// After calls fn on the UI goroutine once the key has been quiet for the
// delay: a later After of the same key replaces this one, Cancel drops it. It
// serves a search field that waits for the end of typing. A synchronous Runner
// calls fn at once.
func (r *Runner) After(key string, delay time.Duration, fn func()) {
	ctx, gen, ok := r.begin(key)
	if !ok {
		return
	}
	if r.sync {
		fn()
		r.end(key, gen)
		return
	}
	r.spawn(func() {
		t := time.NewTimer(delay)
		defer t.Stop()
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
		r.core.opt.Deliver(func() {
			if r.current(key, gen) {
				r.end(key, gen)
				fn()
			}
		})
	})
}

// Later queues fn for the UI goroutine, from any goroutine: for events that
// services publish after a commit. It is dropped once the Runner is closed.
func (r *Runner) Later(fn func()) {
	r.core.opt.Deliver(func() {
		if r.current("", 0) {
			fn()
		}
	})
}

// Listen calls fn on the UI goroutine each time the channel yields, once more
// when it is closed, until the Runner is closed. A synchronous Runner does not
// listen.
func (r *Runner) Listen(ch <-chan struct{}, fn func()) {
	if r.sync || ch == nil {
		return
	}
	r.spawn(func() {
		for {
			select {
			case <-r.ctx.Done():
				return
			case _, open := <-ch:
				r.Later(fn)
				if !open {
					return
				}
			}
		}
	})
}
