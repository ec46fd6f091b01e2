package clients

import "sync"

// Event says that an act was committed. Screens that show its client or its
// kind of thing look again.
type Event struct {
	Act     ID
	Kind    string   // the act's kind
	Client  ID       // empty for the agency's own matters
	Tables  []string // the kinds of row touched, by their table's name
	Subject string
}

// Touches reports whether the event changed a row of one of the tables.
func (e Event) Touches(tables ...string) bool {
	for _, t := range e.Tables {
		for _, want := range tables {
			if t == want {
				return true
			}
		}
	}
	return false
}

// Bus hands committed events to whoever subscribed. It is safe for concurrent
// use; subscribers are called on the committing goroutine and must not block.
type Bus struct {
	mu   sync.Mutex
	next int
	subs map[int]func(Event)
}

// Subscribe registers fn and returns the function that ends the subscription.
func (b *Bus) Subscribe(fn func(Event)) (cancel func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.subs == nil {
		b.subs = map[int]func(Event){}
	}
	b.next++
	n := b.next
	b.subs[n] = fn
	return func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		delete(b.subs, n)
	}
}

// Publish calls every subscriber with e.
func (b *Bus) Publish(e Event) {
	b.mu.Lock()
	fns := make([]func(Event), 0, len(b.subs))
	for _, fn := range b.subs {
		fns = append(fns, fn)
	}
	b.mu.Unlock()
	for _, fn := range fns {
		fn(e)
	}
}
