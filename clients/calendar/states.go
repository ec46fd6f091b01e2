package calendar

import (
	"slices"

	"regie/clients"
	"regie/clients/fault"
)

// State is where an item stands on its way to the public.
type State string

// The states.
const (
	Idea             State = "idea"
	Draft            State = "draft"
	InternalReview   State = "internal_review"
	ChangesRequested State = "changes_requested"
	ClientReview     State = "client_review"
	Refused          State = "refused"
	Approved         State = "approved"
	Scheduled        State = "scheduled"
	Published        State = "published"
	OnHold           State = "on_hold"
	Cancelled        State = "cancelled"
)

// States lists them in the order of the way; names: catalogue "calendar.state.<state>".
func States() []State {
	return []State{Idea, Draft, InternalReview, ChangesRequested, ClientReview, Refused, Approved, Scheduled, Published, OnHold, Cancelled}
}

// Known reports whether s is one of the states.
func (s State) Known() bool { return slices.Contains(States(), s) }

// Final reports whether an item in this state is done with: published or cancelled.
func (s State) Final() bool { return s == Published || s == Cancelled }

// Way is what decides which transitions an item may take.
type Way struct {
	Circuit clients.Circuit
	// Supervised: the content is a junior's or an intern's, and the named
	// tutor has not approved it as it stands.
	Supervised bool
	Tutor      string // who has to approve it, by name; empty where nobody is named
	HeldFrom   State  // for an item on hold
}

// Next lists the states an item may go to from s; nothing else is allowed
// (PRODUCT 3.11, Validation).
func (w Way) Next(s State) []State {
	var next []State
	switch s {
	case Idea:
		next = []State{Draft}
	case Draft:
		next = []State{InternalReview}
		if w.Circuit == clients.CircuitNone && !w.Supervised {
			next = []State{Approved}
		}
	case InternalReview:
		next = []State{ChangesRequested}
		switch {
		case w.Supervised:
		case w.Circuit == clients.CircuitClient:
			next = append(next, ClientReview)
		default:
			next = append(next, Approved)
		}
	case ClientReview:
		next = []State{ChangesRequested, Refused, Approved}
	case ChangesRequested, Refused:
		next = []State{Draft}
	case Approved:
		next = []State{Scheduled, Published}
	case Scheduled:
		next = []State{Approved, Published}
	case OnHold:
		next = []State{w.HeldFrom}
	case Cancelled:
		return []State{Draft}
	case Published:
		return nil
	}
	if s != OnHold {
		next = append(next, OnHold)
	}
	return append(next, Cancelled)
}

// Allow refuses a transition that the table does not list: transition_same,
// state_unknown, transition_tutor (a supervised item that skips its tutor), or
// transition_refused with "from", "to" and the allowed states as "next".
func (w Way) Allow(from, to State) error {
	switch {
	case !to.Known():
		return fault.New("state_unknown", "value", string(to)).At("state")
	case from == to:
		return fault.New("transition_same", "state", to.key()).At("state")
	case slices.Contains(w.Next(from), to):
		return nil
	}
	if w.Supervised {
		free := w
		free.Supervised = false
		if slices.Contains(free.Next(from), to) {
			return fault.New("transition_tutor", "from", from.key(), "to", to.key(), "tutor", w.Tutor).At("state")
		}
	}
	next := []fault.Key{}
	for _, s := range w.Next(from) {
		next = append(next, s.key())
	}
	return fault.New("transition_refused", "from", from.key(), "to", to.key(), "next", next).At("state")
}

// Voided is where an item goes when its content changed under way: back to the
// internal review, or to draft where the circuit has none. Other states stay.
func (w Way) Voided(s State) State {
	if s != ClientReview && s != Approved && s != Scheduled {
		return s
	}
	if w.Circuit == clients.CircuitNone && !w.Supervised {
		return Draft
	}
	return InternalReview
}

// key names the state for a sentence.
func (s State) key() fault.Key { return fault.Key("calendar.state." + string(s)) }
