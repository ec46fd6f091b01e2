// Package work is the one place of the window where work leaves the UI
// goroutine. A Runner runs functions in the background, delivers their answers
// on the UI goroutine, drops answers that a later question overtook, turns
// panics into errors and ends everything within a time limit at shutdown.
//
// Nothing else in gui starts a goroutine or calls fyne.Do.
package work

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
)

// ErrPanic is wrapped by the error that stands for a panic of a background
// function.
var ErrPanic = errors.New("panic in background work")

// Options configure a Runner. The zero value serves.
type Options struct {
	// Deliver queues a function for the UI goroutine; fyne.Do by default.
	Deliver func(func())
	// Panicked is told of each panic with its stack, on the goroutine that
	// panicked, for the log.
	Panicked func(value any, stack []byte)
}

// Runner runs background work. Its methods may be called from any goroutine;
// answers arrive on the UI goroutine, in no promised order between keys.
type Runner struct {
	core   *core
	ctx    context.Context
	cancel context.CancelFunc
	sync   bool

	mu   sync.Mutex
	gen  map[string]uint64
	stop map[string]context.CancelFunc
	ends []func() // what Close ends besides
	done bool
}

// core is shared by a Runner and its scopes.
type core struct {
	opt     Options
	wg      sync.WaitGroup
	open    atomic.Int64 // Runs whose answer has not been delivered
	settled []func()     // on the UI goroutine
}

// New makes a Runner whose work is cancelled with ctx.
func New(ctx context.Context, opt Options) *Runner {
	if opt.Deliver == nil {
		opt.Deliver = fyne.Do
	}
	return newRunner(ctx, &core{opt: opt}, false)
}

// Sync makes a Runner that does everything at once on the calling goroutine,
// for tests and for pictures made without a window. Every does not fire.
func Sync() *Runner {
	return newRunner(context.Background(), &core{opt: Options{Deliver: func(f func()) { f() }}}, true)
}

func newRunner(ctx context.Context, c *core, inline bool) *Runner {
	ctx, cancel := context.WithCancel(ctx)
	return &Runner{
		core: c, ctx: ctx, cancel: cancel, sync: inline,
		gen: map[string]uint64{}, stop: map[string]context.CancelFunc{},
	}
}

// Scope makes a Runner for one screen: closing it cancels that screen's work
// and drops its answers, and leaves the rest alone.
func (r *Runner) Scope() *Runner { return newRunner(r.ctx, r.core, r.sync) }

// Run calls fn in the background and then done on the UI goroutine. With a
// key, a later Run of the same key cancels this one and its answer is dropped
// ("latest wins"); with an empty key every answer is delivered. After Close
// nothing is run or delivered. A panic in fn arrives as an error wrapping
// ErrPanic.
func Run[T any](r *Runner, key string, fn func(context.Context) (T, error), done func(T, error)) {
	ctx, gen, ok := r.begin(key)
	if !ok {
		return
	}
	r.core.open.Add(1)
	r.spawn(func() {
		v, err := guard(r.core, ctx, fn)
		r.core.opt.Deliver(func() {
			if r.current(key, gen) {
				done(v, err)
			}
			r.end(key, gen)
			r.core.close()
		})
	})
}

// close counts one Run less, on the UI goroutine.
func (c *core) close() {
	if c.open.Add(-1) > 0 {
		return
	}
	waiting := c.settled
	c.settled = nil
	for _, fn := range waiting {
		fn()
	}
}

// Settled calls fn once, on the UI goroutine, where it is called too: when no
// Run of the Runner or its scopes is under way any more, those included that an
// answer began, and after the limit at the latest.
func (r *Runner) Settled(limit time.Duration, fn func()) {
	if r.sync || r.core.open.Load() == 0 {
		fn()
		return
	}
	called := false
	once := func() {
		if !called {
			called = true
			fn()
		}
	}
	r.core.settled = append(r.core.settled, once)
	r.After("", limit, once)
}

// Do is Run for a function without an answer.
func Do(r *Runner, key string, fn func(context.Context) error, done func(error)) {
	Run(r, key, func(ctx context.Context) (struct{}, error) { return struct{}{}, fn(ctx) },
		func(_ struct{}, err error) { done(err) })
}

// Load is Run with its answer parted: show is given what fn found, fail why it
// found nothing.
func Load[T any](r *Runner, key string, fn func(context.Context) (T, error), fail func(error), show func(T)) {
	Run(r, key, fn, func(v T, err error) {
		if err != nil {
			fail(err)
			return
		}
		show(v)
	})
}

// Act is Do with its answer parted: then follows the act, fail is told why it
// was not done.
func Act(r *Runner, key string, fn func(context.Context) error, fail func(error), then func()) {
	Do(r, key, fn, func(err error) {
		if err != nil {
			fail(err)
			return
		}
		then()
	})
}

// Cancel cancels the work of a key and drops its answer.
func (r *Runner) Cancel(key string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.gen[key]++
	if stop := r.stop[key]; stop != nil {
		stop()
		delete(r.stop, key)
	}
}

// Busy tells whether the key's work is under way.
func (r *Runner) Busy(key string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.stop[key] != nil
}

// Close cancels everything of this Runner and drops the answers still to come.
// It does not wait.
func (r *Runner) Close() {
	r.mu.Lock()
	r.done = true
	ends := r.ends
	r.ends = nil
	r.mu.Unlock()
	for _, end := range ends {
		end()
	}
	r.cancel()
}

// Wait closes the Runner and waits until all background work, that of its
// scopes included, has ended, at most for the limit. It reports whether all
// had ended. It must not be called on the UI goroutine while work may still
// be waiting for that goroutine; answers are queued, never waited for, so the
// end of the main loop is a safe place.
func (r *Runner) Wait(limit time.Duration) bool {
	r.Close()
	ended := make(chan struct{})
	go func() {
		r.core.wg.Wait()
		close(ended)
	}()
	t := time.NewTimer(limit)
	defer t.Stop()
	select {
	case <-ended:
		return true
	case <-t.C:
		return false
	}
}

func (r *Runner) begin(key string) (context.Context, uint64, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.done || r.ctx.Err() != nil {
		return nil, 0, false
	}
	if key == "" {
		return r.ctx, 0, true
	}
	if stop := r.stop[key]; stop != nil {
		stop()
	}
	ctx, cancel := context.WithCancel(r.ctx)
	r.gen[key]++
	r.stop[key] = cancel
	return ctx, r.gen[key], true
}

func (r *Runner) current(key string, gen uint64) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return !r.done && r.ctx.Err() == nil && (key == "" || r.gen[key] == gen)
}

func (r *Runner) end(key string, gen uint64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if key == "" || r.gen[key] != gen {
		return
	}
	if stop := r.stop[key]; stop != nil {
		stop()
		delete(r.stop, key)
	}
}

func (r *Runner) spawn(fn func()) {
	if r.sync {
		fn()
		return
	}
	r.core.wg.Add(1)
	go func() {
		defer r.core.wg.Done()
		fn()
	}()
}

func guard[T any](c *core, ctx context.Context, fn func(context.Context) (T, error)) (v T, err error) {
	defer func() {
		if p := recover(); p != nil {
			if c.opt.Panicked != nil {
				c.opt.Panicked(p, debug.Stack())
			}
			err = fmt.Errorf("%w: %v", ErrPanic, p)
		}
	}()
	return fn(ctx)
}
