package work

import (
	"testing"

	"regie/clients"
)

// Ensure a view looks again for its tables alone, and no more once it is closed.
func TestFollow(t *testing.T) {
	var bus clients.Bus
	r := Sync()
	mine, any := 0, 0
	own := r.Scope()
	own.Follow(&bus, func() { mine++ }, "item", "pillar")
	own.Follow(nil, func() { t.Error("followed nothing") })
	r.Follow(&bus, func() { any++ })
	bus.Publish(clients.Event{Tables: []string{"item"}})
	bus.Publish(clients.Event{Tables: []string{"client"}})
	if mine != 1 || any != 2 {
		t.Errorf("looked again %d and %d times", mine, any)
	}
	own.Close()
	own.Follow(&bus, func() { mine++ })
	bus.Publish(clients.Event{Tables: []string{"item"}})
	if mine != 1 || any != 3 {
		t.Errorf("after Close %d and %d times", mine, any)
	}
}
