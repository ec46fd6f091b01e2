package idle

import (
	"context"
	"errors"
	"testing"
	"time"
)

// fake is a system that can break.
type fake struct {
	told   time.Duration
	broken bool
	closed int
}

func (f *fake) source() Source { return SourceX11 }
func (f *fake) close() error   { f.closed++; return nil }
func (f *fake) idle(context.Context) (time.Duration, error) {
	if f.broken {
		return 0, errors.New("gone")
	}
	return f.told, nil
}

func TestTheMeterTakesTheFirstThatTellsAndConnectsAgain(t *testing.T) {
	first := &fake{told: time.Minute}
	opened := 0
	m := &Meter{openers: []opener{
		func(context.Context) (adapter, error) { return nil, errors.New("not here") },
		func(context.Context) (adapter, error) { return &fake{broken: true}, nil },
		func(context.Context) (adapter, error) { opened++; return first, nil },
	}}
	for range 2 {
		if d, s, err := m.Read(context.Background()); d != time.Minute || s != SourceX11 || err != nil {
			t.Fatalf("read %s by %q: %v", d, s, err)
		}
	}
	if opened != 1 {
		t.Errorf("opened %d times", opened)
	}
	first.broken = true
	if _, _, err := m.Read(context.Background()); !errors.Is(err, ErrUntold) {
		t.Fatalf("a broken one read: %v", err)
	}
	if first.closed != 2 { // once when it broke, once when it was tried anew
		t.Errorf("closed %d times", first.closed)
	}
	first.broken = false
	if _, _, err := m.Read(context.Background()); !errors.Is(err, ErrUntold) || opened != 2 {
		t.Errorf("asked again at once: %v, opened %d", err, opened)
	}
	m.tried = m.tried.Add(-tryAgain)
	if d, _, err := m.Read(context.Background()); d != time.Minute || err != nil {
		t.Errorf("back again: %s, %v", d, err)
	}
	if err := m.Close(); err != nil || first.closed != 3 {
		t.Errorf("closing: %v, %d", err, first.closed)
	}
}
