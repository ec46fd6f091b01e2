package store

import (
	"fmt"
	"slices"
	"strings"

	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/hours"
)

// ruleTable is PRODUCT 3.11's table; @ restricts to circuits. The last two
// lines of it, on hold and cancelled, are in goes.
const ruleTable = `
idea: draft
draft: internal_review@internal,client approved@none
internal_review: changes_requested client_review@client approved@internal,none
client_review: changes_requested refused approved
changes_requested: draft
refused: draft
approved: scheduled published
scheduled: approved published
cancelled: draft
`

// situation is one place in the product.
type situation struct {
	circuit  clients.Circuit
	state    calendar.State
	heldFrom calendar.State
	people   people
}

func (s situation) String() string {
	held := ""
	if s.heldFrom != "" {
		held = " from " + string(s.heldFrom)
	}
	return fmt.Sprintf("%s%s, circuit %s, %s", s.state, held, s.circuit, s.people.name)
}

// people is who wrote an item, who acts, and what makes the tutor's rule of it.
type people struct {
	name          string
	author, actor clients.ID
	away          hours.Absence // of the tutor
	tutor         clients.ID    // of the author, where the author needs one
	passes        bool          // whether the actor may let the item out of the internal review
	junior        bool          // whether the actor is supervised
}

var allPeople = []people{
	{name: "a senior's own", author: "paul", actor: "paul", passes: true},
	{name: "a senior's, a junior acts", author: "paul", actor: "grace", passes: true, junior: true},
	{name: "a junior's own", author: "grace", actor: "grace", tutor: "paul", junior: true},
	{name: "a junior's, the tutor acts", author: "grace", actor: "paul", tutor: "paul", passes: true},
	{name: "a junior's, another senior acts", author: "grace", actor: "lea", tutor: "paul"},
	{name: "a junior's, the stand-in acts", author: "grace", actor: "lea", tutor: "paul", passes: true, away: hours.Absence{Person: "paul", Replacement: "lea"}},
	{name: "a junior's, tutor away, nobody stands in", author: "grace", actor: "lea", tutor: "paul", away: hours.Absence{Person: "paul"}},
	{name: "an intern's without tutor", author: "ivan", actor: "paul"},
}

// supervised: the item has to pass its tutor, who has not approved it as it stands.
func (s situation) supervised() bool { return s.people.author == "grace" || s.people.author == "ivan" }

// passed tells whether the tutor approved what stands: where an item is beyond
// the internal review it did pass it.
func (s situation) passed() bool {
	at := s.state
	if at == calendar.OnHold {
		at = s.heldFrom
	}
	return slices.Contains([]calendar.State{calendar.ClientReview, calendar.Refused, calendar.Approved, calendar.Scheduled, calendar.Published}, at)
}

// asked tells whether the committee was asked about what stands.
func (s situation) asked() bool {
	at := s.state
	if at == calendar.OnHold {
		at = s.heldFrom
	}
	if at == calendar.ClientReview || at == calendar.Refused {
		return true
	}
	return s.circuit == clients.CircuitClient && slices.Contains([]calendar.State{calendar.ChangesRequested, calendar.Approved, calendar.Scheduled, calendar.Published}, at)
}

// outcome is what an act comes to.
type outcome struct {
	code      string // of the refusal; "" for none
	state     calendar.State
	heldFrom  calendar.State
	changed   bool // the content, so the revision
	decisions int  // recorded
	gone      bool
}

func (s situation) stays() outcome { return outcome{state: s.state, heldFrom: s.heldFrom} }

// goes is the transition table: "" where it lists the step, else the code.
func (s situation) goes(to calendar.State) string {
	var next []calendar.State
	for line := range strings.Lines(ruleTable) {
		from, list, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok || calendar.State(from) != s.state {
			continue
		}
		for _, w := range strings.Fields(list) {
			name, only, limited := strings.Cut(w, "@")
			if !limited || slices.Contains(strings.Split(only, ","), string(s.circuit)) {
				next = append(next, calendar.State(name))
			}
		}
	}
	if s.state == calendar.OnHold {
		next = append(next, s.heldFrom)
	}
	if s.state != calendar.Published && s.state != calendar.Cancelled {
		next = append(next, calendar.OnHold, calendar.Cancelled)
	}
	// Whatever the circuit, what is supervised passes the internal review.
	skips := s.supervised() && s.state == calendar.Draft && s.circuit == clients.CircuitNone
	switch {
	case to == s.state:
		return "transition_same"
	case skips && to == calendar.InternalReview:
		return ""
	case skips && to == calendar.Approved:
		return "transition_tutor"
	case !slices.Contains(next, to):
		return "transition_refused"
	}
	return ""
}

func (s situation) setState(to calendar.State) outcome {
	// Leaving the internal review is an approval: whose, is asked first.
	if s.state == calendar.InternalReview && (to == calendar.ClientReview || to == calendar.Approved) {
		return s.leaveReview(to)
	}
	if code := s.goes(to); code != "" {
		return outcome{code: code}
	}
	if s.state == calendar.ClientReview && to == calendar.Approved {
		return outcome{code: "approvals_missing"}
	}
	out := outcome{state: to}
	if to == calendar.OnHold {
		out.heldFrom = s.state
	}
	return out
}

func (s situation) leaveReview(to calendar.State) outcome {
	code := s.goes(to)
	switch {
	case s.people.author == "ivan":
		return outcome{code: "tutor_missing"}
	case s.supervised() && !s.people.passes:
		return outcome{code: "transition_tutor"}
	case code != "":
		return outcome{code: code}
	}
	return outcome{state: to, decisions: 1}
}

// content is what a change of the content comes to.
func (s situation) content() outcome {
	// What a junior changes is a junior's, whoever began it.
	back := func(at calendar.State) calendar.State {
		if at != calendar.ClientReview && at != calendar.Approved && at != calendar.Scheduled {
			return at
		}
		if s.circuit == clients.CircuitNone && !s.supervised() && !s.people.junior {
			return calendar.Draft
		}
		return calendar.InternalReview
	}
	if s.state == calendar.Published {
		return outcome{code: "item_published"}
	}
	out := outcome{state: back(s.state), changed: true}
	if s.state == calendar.OnHold {
		out.heldFrom = back(s.heldFrom)
	}
	return out
}

// decide is what an answer of the agency or of the client comes to.
func (s situation) decide(who clients.ID, v calendar.Verdict) outcome {
	inside := slices.Contains([]clients.ID{"paul", "grace", "lea", "ivan"}, who)
	switch s.state {
	case calendar.InternalReview:
		switch {
		case !inside:
			return outcome{code: "decider_unknown"}
		case v == calendar.Refuse:
			return outcome{code: "decision_no_refusal"}
		case v == calendar.Changes:
			return outcome{state: calendar.ChangesRequested, decisions: 1}
		}
		to := calendar.Approved
		if s.circuit == clients.CircuitClient {
			to = calendar.ClientReview
		}
		may := who == s.people.tutor || s.people.away.Replacement == who
		switch {
		case s.people.author == "ivan":
			return outcome{code: "tutor_missing"}
		case s.supervised() && !may:
			return outcome{code: "transition_tutor"}
		}
		return outcome{state: to, decisions: 1}
	case calendar.ClientReview, calendar.ChangesRequested, calendar.Refused:
		if !s.asked() {
			return outcome{code: "decision_not_in_review"}
		}
	default:
		return outcome{code: "decision_not_in_review"}
	}
	switch {
	case inside:
		return outcome{code: "decider_not_client"}
	case who == "carla":
		return outcome{code: "decider_not_committee"}
	case who == "zenon":
		return outcome{code: "decider_unknown"}
	}
	out := s.stays()
	out.decisions = 1
	if s.state == calendar.ClientReview {
		switch v {
		case calendar.Changes:
			out.state = calendar.ChangesRequested
		case calendar.Refuse:
			out.state = calendar.Refused
		}
	}
	return out
}
