package calendar

import (
	"slices"
	"strings"
	"testing"

	"regie/clients"
	"regie/clients/fault"
)

// listed is PRODUCT 3.11 written out by circuit; s marks what a supervised item
// may still do.
const listed = `
idea              draft:s on_hold:s cancelled:s
draft             internal_review@internal:s internal_review@client:s approved@none internal_review@none:only on_hold:s cancelled:s
internal_review   changes_requested:s client_review@client approved@internal approved@none on_hold:s cancelled:s
client_review     changes_requested:s refused:s approved:s on_hold:s cancelled:s
changes_requested draft:s on_hold:s cancelled:s
refused           draft:s on_hold:s cancelled:s
approved          scheduled:s published:s on_hold:s cancelled:s
scheduled         approved:s published:s on_hold:s cancelled:s
published
on_hold           scheduled:s cancelled:s
cancelled         draft:s
`

// allowed reads listed: an item on hold came from scheduled here.
func allowed(t *testing.T, circuit clients.Circuit, supervised bool, from, to State) bool {
	t.Helper()
	for line := range strings.Lines(listed) {
		words := strings.Fields(line)
		if len(words) == 0 || words[0] != string(from) {
			continue
		}
		for _, w := range words[1:] {
			w, mark, _ := strings.Cut(w, ":")
			name, only, found := strings.Cut(w, "@")
			if name != string(to) || found && only != string(circuit) {
				continue
			}
			if supervised && mark != "" || !supervised && mark != "only" {
				return true
			}
		}
		return false
	}
	t.Fatalf("no line for %s", from)
	return false
}

func TestTransitionsOverTheWholeProduct(t *testing.T) {
	for _, circuit := range []clients.Circuit{clients.CircuitNone, clients.CircuitInternal, clients.CircuitClient} {
		for _, supervised := range []bool{false, true} {
			way := Way{Circuit: circuit, Supervised: supervised, HeldFrom: Scheduled}
			for _, from := range States() {
				for _, to := range States() {
					err := way.Allow(from, to)
					want := allowed(t, circuit, supervised, from, to)
					if (err == nil) != want {
						t.Errorf("%s, supervised %v: %s → %s: %v, want allowed %v", circuit, supervised, from, to, err, want)
					}
					if err == nil {
						continue
					}
					f, ok := fault.As(err)
					if !ok || f.Field != "state" {
						t.Errorf("%s → %s: refused without a reason: %v", from, to, err)
					}
				}
			}
		}
	}
}

func TestUnknownStateAndNames(t *testing.T) {
	if err := (Way{}).Allow(Draft, "validated"); !fault.Is(err, "state_unknown") {
		t.Error(err)
	}
	way := Way{Circuit: clients.CircuitNone, Supervised: true}
	if err := way.Allow(Draft, Approved); !fault.Is(err, "transition_tutor") {
		t.Error(err)
	}
	if err := way.Allow(Draft, Draft); !fault.Is(err, "transition_same") {
		t.Error(err)
	}
}

func TestVoidedSendsBack(t *testing.T) {
	for _, c := range []struct {
		way  Way
		from State
		want State
	}{
		{Way{Circuit: clients.CircuitClient}, ClientReview, InternalReview},
		{Way{Circuit: clients.CircuitClient}, Approved, InternalReview},
		{Way{Circuit: clients.CircuitInternal}, Scheduled, InternalReview},
		{Way{Circuit: clients.CircuitNone}, Scheduled, Draft},
		{Way{Circuit: clients.CircuitNone, Supervised: true}, Approved, InternalReview},
		{Way{Circuit: clients.CircuitClient}, Draft, Draft},
		{Way{Circuit: clients.CircuitClient}, ChangesRequested, ChangesRequested},
		{Way{Circuit: clients.CircuitClient}, InternalReview, InternalReview},
		{Way{Circuit: clients.CircuitClient}, OnHold, OnHold},
	} {
		if got := c.way.Voided(c.from); got != c.want {
			t.Errorf("%v from %s: %s, want %s", c.way, c.from, got, c.want)
		}
	}
	if slices.Contains((Way{}).Next(Published), Cancelled) {
		t.Error("a published item can be cancelled")
	}
}
