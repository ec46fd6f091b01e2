package billing

import (
	"context"
	"maps"
	"sync"
)

// Turn is a document's place among several that are issued one after another.
// Each is printed under the number that follows once those before it are
// written, and is written after them: so they print side by side and their
// numbers keep the turns' order. Where one before it is refused, it is printed
// again.
type Turn struct {
	before   *Turn
	once     sync.Once
	numbered chan struct{} // this one and all before it have foreseen their number
	done     chan struct{} // this one and all before it are written, or will not be
	foreseen map[seriesOf]Last
}

// seriesOf is a series in a year, as the store counts it.
type seriesOf struct {
	series Series
	year   int
}

// NewTurn makes the turn after another, the first after nil. Its End must be
// called, whatever became of its document.
func NewTurn(before *Turn) *Turn {
	return &Turn{before: before, numbered: make(chan struct{}), done: make(chan struct{})}
}

// End lets the turns after it go on.
func (t *Turn) End() {
	go func() {
		if t.before != nil {
			<-t.before.numbered
		}
		t.foresee(seriesOf{}, Last{})
		if t.before != nil {
			<-t.before.done
		}
		close(t.done)
	}()
}

// foresee tells the turns after it which number this one takes, none for no
// series, once.
func (t *Turn) foresee(of seriesOf, last Last) {
	if t == nil {
		return
	}
	t.once.Do(func() {
		t.foreseen = map[seriesOf]Last{}
		if t.before != nil {
			maps.Copy(t.foreseen, t.before.foreseen)
		}
		if of != (seriesOf{}) {
			t.foreseen[of] = last
		}
		close(t.numbered)
	})
}

// last is the number before this one's: what is foreseen while those before it
// are being written, else what is written.
func (t *Turn) last(ctx context.Context, of seriesOf, written func() (Last, error)) (Last, error) {
	if t == nil || t.before == nil {
		return written()
	}
	select {
	case <-t.before.numbered:
	case <-ctx.Done():
		return Last{}, ctx.Err()
	}
	select {
	case <-t.before.done:
		return written()
	default:
	}
	now, err := written()
	if foreseen, ok := t.before.foreseen[of]; ok && foreseen.Sequence > now.Sequence {
		now = foreseen
	}
	return now, err
}

// wait returns when all before it are written.
func (t *Turn) wait(ctx context.Context) error {
	if t == nil || t.before == nil {
		return nil
	}
	select {
	case <-t.before.done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
