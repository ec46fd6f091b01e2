// Package notebook is the calendar tab's notebook of experiments: what is
// believed, what is changed to find out, over which days, and what it gave.
package notebook

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/gui/widgets"
)

// Calendar is what the view needs of the calendar's service.
type Calendar interface {
	Experiments(ctx context.Context, client clients.ID) ([]calendar.Experiment, error)
	SaveExperiment(ctx context.Context, e calendar.Experiment) (calendar.Experiment, error)
	RemoveExperiment(ctx context.Context, client, id clients.ID) (calendar.Experiment, error)
	Campaigns(ctx context.Context, client clients.ID) ([]calendar.Campaign, error)
}

// model is the client's experiments, those that ask for something first.
type model struct {
	all       []calendar.Experiment
	campaigns []calendar.Campaign
}

func load(ctx context.Context, cal Calendar, client clients.ID, today civil.Date) (md model, err error) {
	if md.all, err = cal.Experiments(ctx, client); err != nil {
		return md, fmt.Errorf("reading the experiments: %w", err)
	}
	if md.campaigns, err = cal.Campaigns(ctx, client); err != nil {
		return md, fmt.Errorf("reading the campaigns: %w", err)
	}
	order(md.all, today)
	return md, nil
}

// order puts those to conclude first, then the running ones, the planned ones
// and those concluded; within a phase the latest window first.
func order(list []calendar.Experiment, today civil.Date) {
	slices.SortStableFunc(list, func(a, b calendar.Experiment) int {
		return cmp.Or(
			slices.Index(calendar.Phases(), a.Phase(today))-slices.Index(calendar.Phases(), b.Phase(today)),
			b.Window.From.Compare(a.Window.From),
		)
	})
}

// in are the experiments in the phases chosen, all without a choice.
func (md model) in(phases []string, today civil.Date) []calendar.Experiment {
	var list []calendar.Experiment
	for _, e := range md.all {
		if len(phases) == 0 || slices.Contains(phases, string(e.Phase(today))) {
			list = append(list, e)
		}
	}
	return list
}

// count is how many stand in a phase.
func (md model) count(ph calendar.Phase, today civil.Date) int {
	return len(md.in([]string{string(ph)}, today))
}

func (md model) campaign(id clients.ID) string {
	i := slices.IndexFunc(md.campaigns, func(c calendar.Campaign) bool { return c.ID == id })
	if id == "" || i < 0 {
		return ""
	}
	return md.campaigns[i].Name
}

func tone(e calendar.Experiment, today civil.Date) widgets.Tone {
	switch e.Phase(today) {
	case calendar.PhaseDue:
		return widgets.ToneWarn
	case calendar.PhaseRunning:
		return widgets.ToneInfo
	case calendar.PhaseConcluded:
		return outcomeTone(e.Outcome)
	default:
		return widgets.ToneNeutral
	}
}

func outcomeTone(o calendar.Outcome) widgets.Tone {
	switch o {
	case calendar.Confirmed:
		return widgets.ToneOK
	case calendar.Refuted:
		return widgets.ToneBad
	default:
		return widgets.ToneNeutral
	}
}

// stage is the phase in words, the outcome once it is known.
func stage(p *text.Printer, e calendar.Experiment, today civil.Date) string {
	if e.Outcome != "" {
		return p.T("calendar.outcome." + string(e.Outcome))
	}
	return p.T("calendar.phase." + string(e.Phase(today)))
}

// when is the window in words, and how far it is.
func when(p *text.Printer, e calendar.Experiment, today civil.Date) string {
	w := e.Window
	if w.From.IsZero() {
		return p.T("notebook.no_window")
	}
	words := p.T("notebook.since", "date", w.From)
	if !w.To.IsZero() {
		words = p.Range(w)
	}
	switch e.Phase(today) {
	case calendar.PhaseDue:
		words += " · " + p.N("notebook.days_over", w.To.DaysUntil(today))
	case calendar.PhaseRunning:
		if !w.To.IsZero() {
			words += " · " + p.N("notebook.days_left", today.DaysUntil(w.To)+1)
		}
	case calendar.PhasePlanned:
		words += " · " + p.N("notebook.begins", today.DaysUntil(w.From))
	}
	return words
}

// figures are the measure before and after.
func figures(p *text.Printer, e calendar.Experiment) string {
	return p.T("notebook.figures", "before", e.Before, "after", e.After)
}

// dayIn reads a day that may be left out; a refusal belongs to the field.
func dayIn(f *widgets.DateField, name string) (civil.Date, error) {
	if f.Empty() {
		return civil.Date{}, nil
	}
	d, err := f.Date()
	return d, fault.Beside(err, name)
}
