package main

import (
	"fmt"
	"io"
	"slices"

	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
)

// experimentGroup is what scripts do with the notebook of experiments.
type experimentGroup struct {
	List     experimentList     `cmd:""`
	Add      experimentAdd      `cmd:""`
	Set      experimentSet      `cmd:""`
	Conclude experimentConclude `cmd:""`
	Rm       experimentRm       `cmd:""`
}

type experimentFlags struct {
	Change     *string `placeholder:"TEXT"`
	Measure    *string `placeholder:"TEXT"`
	From       *string `placeholder:"2026-12-01"`
	Until      *string `placeholder:"2026-12-15"`
	Campaign   *string `placeholder:"NAME"`
	Before     *string `placeholder:"TEXT"`
	After      *string `placeholder:"TEXT"`
	Result     *string `placeholder:"TEXT"`
	Conclusion *string `placeholder:"TEXT"`
}

func (f experimentFlags) apply(e *env, x *calendar.Experiment) (err error) {
	give(&x.Change, f.Change)
	give(&x.Measure, f.Measure)
	give(&x.Before, f.Before)
	give(&x.After, f.After)
	give(&x.Result, f.Result)
	give(&x.Conclusion, f.Conclusion)
	if f.From != nil {
		if x.Window.From, err = dayOr(*f.From, civil.Date{}, "from"); err != nil {
			return err
		}
	}
	if f.Until != nil {
		if x.Window.To, err = dayOr(*f.Until, civil.Date{}, "until"); err != nil {
			return err
		}
	}
	if f.Campaign != nil {
		list, err := e.House.Calendar.Campaigns(e.Context, x.Client)
		if err != nil {
			return err
		}
		x.Campaign = named(list, *f.Campaign, func(c calendar.Campaign) (clients.ID, string) { return c.ID, c.Name })
	}
	return nil
}

type experimentJSON struct {
	ID         string  `json:"id"`
	State      string  `json:"state"`
	Hypothesis string  `json:"hypothesis"`
	Change     *string `json:"change"`
	Measure    *string `json:"measure"`
	From       *string `json:"from"`
	Until      *string `json:"until"`
	Campaign   *string `json:"campaign"`
	Before     *string `json:"before"`
	After      *string `json:"after"`
	Outcome    *string `json:"outcome"`
	Result     *string `json:"result"`
	Conclusion *string `json:"conclusion"`
}

func (e *env) experiment(x calendar.Experiment) experimentJSON {
	return experimentJSON{
		string(x.ID), string(x.Phase(e.Today)), x.Hypothesis, orNull(x.Change), orNull(x.Measure),
		orNull(x.Window.From.String()), orNull(x.Window.To.String()), orNull(x.Campaign),
		orNull(x.Before), orNull(x.After), orNull(x.Outcome), orNull(x.Result), orNull(x.Conclusion),
	}
}

func (e *env) showExperiments(v any, all ...calendar.Experiment) error {
	return e.Print(v, func(w io.Writer) {
		for _, x := range all {
			fmt.Fprintf(w, "%s  %s  %s\n", x.ID, e.T("calendar.phase."+string(x.Phase(e.Today))), x.Hypothesis)
			if x.Outcome != "" {
				fmt.Fprintln(w, "  "+e.T("calendar.outcome."+string(x.Outcome)))
			}
			for _, s := range []string{x.Change, x.Measure, x.Result, x.Conclusion} {
				if s != "" {
					fmt.Fprintln(w, "  "+s)
				}
			}
		}
	})
}

type experimentList struct {
	Client string `required:"" placeholder:"KEY"`
	State  string `placeholder:"planned|running|due|concluded"`
}

// Run lists a client's experiments, newest first.
func (c experimentList) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	if c.State != "" && !slices.Contains(calendar.Phases(), calendar.Phase(c.State)) {
		return fault.New("phase_unknown", "value", c.State).At("state")
	}
	all, err := e.House.Calendar.Experiments(e.Context, client.ID)
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(x calendar.Experiment) bool { return c.State != "" && string(x.Phase(e.Today)) != c.State })
	out := make([]experimentJSON, 0, len(all))
	for _, x := range all {
		out = append(out, e.experiment(x))
	}
	return e.showExperiments(out, all...)
}

type experimentAdd struct {
	Client     string `required:"" placeholder:"KEY"`
	Hypothesis string `required:"" placeholder:"TEXT"`
	experimentFlags
}

// Run notes an experiment.
func (c experimentAdd) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	return e.saveExperiment(calendar.Experiment{Client: client.ID, Hypothesis: c.Hypothesis}, c.experimentFlags)
}

// ofExperiment names one experiment of a client.
type ofExperiment struct {
	Experiment string `arg:"" name:"experiment" placeholder:"ID"`
	Client     string `required:"" placeholder:"KEY"`
}

func (c ofExperiment) get(e *env) (calendar.Experiment, error) {
	client, err := e.Client(c.Client)
	if err != nil {
		return calendar.Experiment{}, err
	}
	return e.House.Calendar.Experiment(e.Context, client.ID, clients.ID(c.Experiment))
}

func (e *env) saveExperiment(x calendar.Experiment, f experimentFlags) error {
	err := f.apply(e, &x)
	if err != nil {
		return err
	}
	if x, err = e.House.Calendar.SaveExperiment(e.Context, x); err != nil {
		return err
	}
	return e.showExperiments(e.experiment(x), x)
}

type experimentSet struct {
	ofExperiment
	experimentFlags
}

// Run changes what is said of an experiment.
func (c experimentSet) Run(e *env) error {
	x, err := c.get(e)
	if err != nil {
		return err
	}
	return e.saveExperiment(x, c.experimentFlags)
}

type experimentConclude struct {
	ofExperiment
	Outcome string `required:"" placeholder:"confirmed|refuted|unclear"`
	experimentFlags
}

// Run says what became of the hypothesis.
func (c experimentConclude) Run(e *env) error {
	x, err := c.get(e)
	if err != nil {
		return err
	}
	x.Outcome = calendar.Outcome(c.Outcome)
	return e.saveExperiment(x, c.experimentFlags)
}

type experimentRm struct{ ofExperiment }

// Run takes an experiment away.
func (c experimentRm) Run(e *env) error {
	x, err := c.get(e)
	if err != nil {
		return err
	}
	if x, err = e.House.Calendar.RemoveExperiment(e.Context, x.Client, x.ID); err != nil {
		return err
	}
	return e.showExperiments(e.experiment(x), x)
}
