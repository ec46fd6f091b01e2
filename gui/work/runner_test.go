package work

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// loop stands for the UI goroutine: it runs what is delivered, in order.
type loop struct {
	ch   chan func()
	done chan struct{}
}

func newLoop(t *testing.T) (*loop, *Runner) {
	t.Helper()
	l := &loop{ch: make(chan func(), 1024), done: make(chan struct{})}
	go func() {
		defer close(l.done)
		for f := range l.ch {
			f()
		}
	}()
	r := New(context.Background(), Options{Deliver: func(f func()) { l.ch <- f }})
	t.Cleanup(func() {
		if !r.Wait(5 * time.Second) {
			t.Error("work did not end")
		}
		close(l.ch)
		<-l.done
	})
	return l, r
}

func wait(t *testing.T, what string, ch <-chan struct{}) {
	t.Helper()
	select {
	case <-ch:
	case <-time.After(5 * time.Second):
		t.Fatalf("%s did not happen", what)
	}
}

// Ensure a later question of the same key cancels the first and drops its answer.
func TestRunLatestWins(t *testing.T) {
	_, r := newLoop(t)
	cancelled, answered := make(chan struct{}), make(chan struct{})
	var got []string
	Run(r, "client", func(ctx context.Context) (string, error) {
		<-ctx.Done()
		close(cancelled)
		return "old", nil
	}, func(s string, _ error) { got = append(got, s) })
	Run(r, "client", func(context.Context) (string, error) {
		<-cancelled
		return "new", nil
	}, func(s string, _ error) { got = append(got, s); close(answered) })
	wait(t, "the answer", answered)
	if len(got) != 1 || got[0] != "new" {
		t.Errorf("delivered %v", got)
	}
}

// Ensure keys do not disturb one another and the empty key delivers all.
func TestRunKeys(t *testing.T) {
	_, r := newLoop(t)
	var n atomic.Int32
	var all sync.WaitGroup
	all.Add(12)
	for i := range 12 {
		key := ""
		if i >= 10 {
			key = string(rune('a' + i))
		}
		Do(r, key, func(context.Context) error { return nil }, func(error) { n.Add(1); all.Done() })
	}
	all.Wait()
	if n.Load() != 12 {
		t.Errorf("%d answers", n.Load())
	}
}

// Ensure a panic becomes an error and is told to the log.
func TestRunPanic(t *testing.T) {
	var told any
	r := New(context.Background(), Options{
		Deliver:  func(f func()) { f() },
		Panicked: func(v any, stack []byte) { told = v },
	})
	got := make(chan error, 1)
	Do(r, "k", func(context.Context) error { panic("boom") }, func(err error) { got <- err })
	if err := <-got; !errors.Is(err, ErrPanic) {
		t.Errorf("error is %v", err)
	}
	r.Wait(time.Second)
	if told != "boom" {
		t.Errorf("log was told %v", told)
	}
}

// Ensure a closed scope drops its answers and leaves its parent at work.
func TestScopeClose(t *testing.T) {
	_, r := newLoop(t)
	s := r.Scope()
	started, parent := make(chan struct{}), make(chan struct{})
	Do(s, "k", func(ctx context.Context) error { close(started); <-ctx.Done(); return nil },
		func(error) { t.Error("an answer of a closed scope was delivered") })
	wait(t, "the start", started)
	s.Close()
	Do(s, "k", func(context.Context) error { t.Error("a closed scope ran"); return nil }, func(error) {})
	Do(r, "k", func(context.Context) error { return nil }, func(error) { close(parent) })
	wait(t, "the parent's answer", parent)
}

// Ensure Cancel drops the answer and Busy tells the truth.
func TestCancel(t *testing.T) {
	_, r := newLoop(t)
	started := make(chan struct{})
	Do(r, "k", func(ctx context.Context) error { close(started); <-ctx.Done(); return ctx.Err() },
		func(error) { t.Error("a cancelled answer was delivered") })
	wait(t, "the start", started)
	if !r.Busy("k") {
		t.Error("not busy while running")
	}
	r.Cancel("k")
	if r.Busy("k") {
		t.Error("busy after Cancel")
	}
}

// Ensure Wait gives up on work that ignores its context.
func TestWaitTimeout(t *testing.T) {
	r := New(context.Background(), Options{Deliver: func(f func()) { f() }})
	release := make(chan struct{})
	Do(r, "", func(context.Context) error { <-release; return nil }, func(error) {})
	if r.Wait(20 * time.Millisecond) {
		t.Error("Wait claims the work ended")
	}
	close(release)
	if !r.Wait(5 * time.Second) {
		t.Error("work did not end")
	}
}

// Ensure a job reports its progress, the last report before its answer, and
// that Cancel reaches it.
func TestStart(t *testing.T) {
	_, r := newLoop(t)
	done := make(chan struct{})
	var last Progress
	var answer int
	Start(r, func(_ context.Context, report func(Progress)) (int, error) {
		for i := 1; i <= 50; i++ {
			report(Progress{Fraction: float64(i) / 50})
		}
		return 50, nil
	}, func(p Progress) { last = p }, func(n int, _ error) { answer = n; close(done) })
	wait(t, "the answer", done)
	if answer != 50 || last.Fraction != 1 {
		t.Errorf("answer %d, last report %v", answer, last.Fraction)
	}
	stopped := make(chan struct{})
	started := make(chan struct{})
	j := Start(r, func(ctx context.Context, _ func(Progress)) (int, error) {
		close(started)
		<-ctx.Done()
		return 0, ctx.Err()
	}, nil, func(_ int, err error) {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("error is %v", err)
		}
		close(stopped)
	})
	wait(t, "the start", started)
	j.Cancel()
	wait(t, "the end", stopped)
}

// Ensure After fires once for the last of many calls.
func TestAfterDebounces(t *testing.T) {
	_, r := newLoop(t)
	fired := make(chan struct{})
	for range 20 {
		r.After("search", time.Hour, func() { t.Error("an overtaken call fired") })
	}
	r.After("search", time.Millisecond, func() { close(fired) })
	wait(t, "the call", fired)
}

// Ensure Every ticks until it is stopped.
func TestEvery(t *testing.T) {
	_, r := newLoop(t)
	var n atomic.Int32
	third := make(chan struct{})
	stop := r.Every(time.Millisecond, func() {
		if n.Add(1) == 3 {
			close(third)
		}
	})
	wait(t, "the third tick", third)
	stop()
	stop()
}

// Ensure the synchronous Runner answers before Run returns.
func TestSync(t *testing.T) {
	r := Sync()
	got := 0
	Run(r, "k", func(context.Context) (int, error) { return 7, nil }, func(v int, _ error) { got = v })
	if got != 7 {
		t.Errorf("answer %d", got)
	}
	r.After("k", time.Hour, func() { got = 8 })
	if got != 8 {
		t.Error("After waited")
	}
	if !r.Wait(0) && !r.Wait(time.Second) {
		t.Error("work is left")
	}
}

// Ensure Listen follows its channel to the end.
func TestListen(t *testing.T) {
	_, r := newLoop(t)
	ch := make(chan struct{})
	heard := make(chan struct{}, 2)
	r.Listen(ch, func() { heard <- struct{}{} })
	ch <- struct{}{}
	wait(t, "the call", heard)
	close(ch)
	wait(t, "the call at the end", heard)
}

// Ensure an answer and an act end in one of two ways.
func TestLoadAndAct(t *testing.T) {
	r := Sync()
	wrong := errors.New("wrong")
	for _, err := range []error{nil, wrong} {
		var got []any
		fail := func(err error) { got = append(got, err) }
		Load(r, "load", func(context.Context) (int, error) { return 7, err }, fail, func(n int) { got = append(got, n) })
		Act(r, "", func(context.Context) error { return err }, fail, func() { got = append(got, "done") })
		want := []any{7, "done"}
		if err != nil {
			want = []any{wrong, wrong}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%v: %v", err, got)
		}
	}
}

// Ensure Settled waits for all that is under way, for what an answer begins
// too, and no longer than its limit.
func TestSettled(t *testing.T) {
	_, r := newLoop(t)
	var order []string
	settled := make(chan struct{})
	first := make(chan struct{})
	Run(r, "first", func(context.Context) (int, error) { <-first; return 0, nil }, func(int, error) {
		order = append(order, "first")
		Run(r.Scope(), "second", func(context.Context) (int, error) { return 0, nil }, func(int, error) { order = append(order, "second") })
	})
	r.Settled(time.Hour, func() { order = append(order, "settled"); close(settled) })
	close(first)
	wait(t, "settling", settled)
	if got := strings.Join(order, " "); got != "first second settled" {
		t.Errorf("in the order %q", got)
	}

	never, late := make(chan struct{}), make(chan struct{})
	Run(r, "never", func(ctx context.Context) (int, error) { <-never; return 0, nil }, func(int, error) {})
	calls := 0
	r.Settled(time.Millisecond, func() { calls++; close(late) })
	wait(t, "the limit", late)
	close(never)
	ended := make(chan struct{})
	Run(r, "end", func(context.Context) (int, error) { return 0, nil }, func(int, error) { close(ended) })
	wait(t, "the end", ended)
	if calls != 1 {
		t.Errorf("called %d times", calls)
	}
}
