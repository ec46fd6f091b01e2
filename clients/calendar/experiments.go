package calendar

import (
	"context"
	"slices"
	"strings"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
)

// Experiment is a note of what was tried and what came of it.
type Experiment struct {
	ID, Client clients.ID
	Hypothesis string
	Change     string      // what is done otherwise
	Measure    string      // what is looked at to tell
	Window     civil.Range // either end may be open
	Campaign   clients.ID
	// Before and After are the measure's figures as people write them ("2,1 %").
	Before, After string
	Outcome       Outcome // empty until it is concluded
	Result        string  // what was seen
	Conclusion    string  // what is done with it from now on
}

// Outcome says what became of a hypothesis.
type Outcome string

// Outcomes; names: catalogue "calendar.outcome.<key>".
const (
	Confirmed Outcome = "confirmed"
	Refuted   Outcome = "refuted"
	Unclear   Outcome = "unclear"
)

// Outcomes lists them in the order they are offered.
func Outcomes() []Outcome { return []Outcome{Confirmed, Refuted, Unclear} }

// Phase is where an experiment stands as of a day.
type Phase string

// Phases; names: catalogue "calendar.phase.<key>".
const (
	PhaseRunning   Phase = "running"
	PhaseDue       Phase = "due" // over, waits for its result
	PhasePlanned   Phase = "planned"
	PhaseConcluded Phase = "concluded"
)

// Phases lists them in the order in which they ask for attention.
func Phases() []Phase { return []Phase{PhaseDue, PhaseRunning, PhasePlanned, PhaseConcluded} }

// Phase follows from the outcome and the window; one without a first day is
// planned, one without a last day runs until it is concluded.
func (e Experiment) Phase(today civil.Date) Phase {
	switch {
	case e.Outcome != "":
		return PhaseConcluded
	case e.Window.From.IsZero() || today.Before(e.Window.From):
		return PhasePlanned
	case !e.Window.To.IsZero() && today.After(e.Window.To):
		return PhaseDue
	default:
		return PhaseRunning
	}
}

// Experiments lists a client's experiments, newest first.
func (s *Service) Experiments(ctx context.Context, client clients.ID) ([]Experiment, error) {
	return s.keep.Experiments(ctx, client)
}

// Experiment gives one of them; fault experiment_unknown.
func (s *Service) Experiment(ctx context.Context, client, id clients.ID) (Experiment, error) {
	list, err := s.keep.Experiments(ctx, client)
	if err != nil {
		return Experiment{}, err
	}
	i := slices.IndexFunc(list, func(e Experiment) bool { return e.ID == id })
	if i < 0 {
		return Experiment{}, fault.New("experiment_unknown", "value", short(string(id), 60)).At("experiment")
	}
	return list[i], nil
}

// SaveExperiment keeps an experiment; a new one has no ID. Faults:
// hypothesis_missing, outcome_unknown, result_missing (an outcome without
// words), dates_missing (a last day alone), dates_reversed, campaign_unknown,
// text_too_long.
func (s *Service) SaveExperiment(ctx context.Context, e Experiment) (Experiment, error) {
	w, err := s.world(ctx, e.Client)
	if err != nil {
		return e, err
	}
	if err := w.open(); err != nil {
		return e, err
	}
	if err := e.check(); err != nil {
		return e, err
	}
	if err := s.checkPlace(ctx, &Item{Client: e.Client, Campaign: e.Campaign}); err != nil {
		return e, err
	}
	if e.ID == "" {
		e.ID = s.newID()
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "experiment.save", Client: e.Client, Subject: short(e.Hypothesis, 60)})
	return e, s.keep.Tx(ctx, func(ctx context.Context) error { return s.keep.SaveExperiment(ctx, e) })
}

// RemoveExperiment takes an experiment away; fault experiment_unknown.
func (s *Service) RemoveExperiment(ctx context.Context, client, id clients.ID) (Experiment, error) {
	e, err := s.Experiment(ctx, client, id)
	if err != nil {
		return e, err
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "experiment.remove", Client: client, Subject: short(e.Hypothesis, 60)})
	return e, s.keep.Tx(ctx, func(ctx context.Context) error { return s.keep.RemoveExperiment(ctx, client, id) })
}

// check trims the words and refuses what does not hold together.
func (e *Experiment) check() error {
	for _, part := range []struct {
		field string
		words *string
		most  int
	}{
		{"hypothesis", &e.Hypothesis, maxNote},
		{"change", &e.Change, maxNote},
		{"measure", &e.Measure, maxTitle},
		{"before", &e.Before, maxTitle},
		{"after", &e.After, maxTitle},
		{"result", &e.Result, maxNote},
		{"conclusion", &e.Conclusion, maxNote},
	} {
		*part.words = strings.TrimSpace(*part.words)
		if err := checkWords(*part.words, part.field, part.most); err != nil {
			return err
		}
	}
	switch {
	case e.Hypothesis == "":
		return fault.New("hypothesis_missing").At("hypothesis")
	case e.Window.From.IsZero() && !e.Window.To.IsZero():
		return fault.New("dates_missing").At("from")
	case !e.Window.To.IsZero() && e.Window.To.Before(e.Window.From):
		return fault.New("dates_reversed").At("until")
	case e.Outcome != "" && !slices.Contains(Outcomes(), e.Outcome):
		return fault.New("outcome_unknown", "value", short(string(e.Outcome), 60)).At("outcome")
	case e.Outcome != "" && e.Result == "":
		return fault.New("result_missing").At("result")
	}
	return nil
}
