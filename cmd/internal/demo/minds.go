package demo

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"regie/clients/calendar"
	"regie/clients/civil"
)

// mind is an idea without a day.
type mind struct {
	score    calendar.Score
	triage   calendar.Triage
	kind     calendar.Kind
	networks []string
	pillar   int // from 0
	effort   int64
	by       string // a place in the team: cm, second, lead, video
	title    string
	source   string
}

// trial is an experiment whose window lies around the last day.
type trial struct {
	from, until int // days after the last day
	calendar.Experiment
}

// mind reads "marks triage kind networks pillar effort by | title | source".
func (b *book) mind(s string) error {
	parts := strings.Split(s, " | ")
	words := strings.Fields(parts[0])
	if len(words) != 7 || len(parts) < 2 || len(words[0]) != 4 {
		return fmt.Errorf("the idea %q", s)
	}
	m := mind{kind: calendar.Kind(words[2]), by: words[6], title: b.typeset(strings.TrimSuffix(parts[1], " |"))}
	var marks [4]int
	for i, r := range words[0] {
		marks[i] = int(r - '0')
	}
	m.score = calendar.ScoreOf(marks)
	var err error
	if m.triage, err = calendar.ParseTriage(words[1]); err != nil {
		return err
	}
	for _, code := range strings.Split(words[3], ",") {
		if networkCodes[code] == "" {
			return fmt.Errorf("unknown network %s", code)
		}
		m.networks = append(m.networks, networkCodes[code])
	}
	if m.pillar, err = strconv.Atoi(words[4]); err != nil || m.pillar < 1 || m.pillar > len(b.pillars) {
		return fmt.Errorf("no pillar %s", words[4])
	}
	m.pillar--
	if m.effort, err = civil.ParseDuration(words[5]); err != nil {
		return err
	}
	if len(parts) > 2 {
		m.source = parts[2]
	}
	b.minds = append(b.minds, m)
	return nil
}

// trial reads "from until [outcome] | hypothesis | change | measure | before",
// and for one that is concluded "| after | result | conclusion".
func (b *book) trial(s string) error {
	parts := strings.Split(s, " | ")
	words := strings.Fields(parts[0])
	if len(words) < 2 || len(parts) < 5 || (len(words) == 3) != (len(parts) == 8) {
		return fmt.Errorf("the experiment %q", s)
	}
	t := trial{Experiment: calendar.Experiment{
		Hypothesis: b.typeset(parts[1]), Change: b.typeset(parts[2]), Measure: b.typeset(parts[3]), Before: b.typeset(parts[4]),
	}}
	var err error
	if t.from, err = strconv.Atoi(words[0]); err != nil {
		return err
	}
	if t.until, err = strconv.Atoi(words[1]); err != nil {
		return err
	}
	if len(words) == 3 {
		t.Outcome = calendar.Outcome(words[2])
		t.After, t.Result, t.Conclusion = b.typeset(parts[5]), b.typeset(parts[6]), b.typeset(parts[7])
	}
	b.trials = append(b.trials, t)
	return nil
}

// minds keeps the ideas and experiments of all clients in the last weeks.
func (s *story) minds() {
	for _, a := range s.cast {
		for i, m := range a.book.minds {
			s.at(s.now.Add(-time.Duration(3*i+2)*24*time.Hour), a.teammate(m.by), func(ctx context.Context) error { return s.keepMind(ctx, a, m) })
		}
		for _, t := range a.book.trials {
			back := min(t.from, 0) - 4
			s.at(s.now.Add(time.Duration(back)*24*time.Hour), a.team.lead, func(ctx context.Context) error { return s.keepTrial(ctx, a, t) })
		}
	}
}

// teammate is who holds a place in the client's team.
func (a *actor) teammate(place string) string {
	switch place {
	case "second":
		return a.team.second
	case "lead":
		return a.team.lead
	case "video":
		return a.team.video
	default:
		return a.team.cm
	}
}

func (s *story) keepMind(ctx context.Context, a *actor, m mind) error {
	it, err := s.house.Calendar.Blank(ctx, a.c.ID)
	if err != nil {
		return err
	}
	it.State, it.Kind, it.Title, it.Source, it.EffortSeconds = calendar.Idea, m.kind, m.title, m.source, m.effort
	it.Score, it.Triage = m.score, m.triage
	if m.pillar < len(a.pillars) {
		it.Pillar = a.pillars[m.pillar].ID
	}
	for _, n := range m.networks {
		if _, ok := a.channels[n]; ok && !slices.ContainsFunc(it.Texts, func(t calendar.Text) bool { return t.Network == n }) {
			it.SetText(n, "")
		}
	}
	_, err = s.house.Calendar.Add(ctx, it)
	return err
}

// keepTrial notes an experiment, and its end where it has one.
func (s *story) keepTrial(ctx context.Context, a *actor, t trial) error {
	x := t.Experiment
	x.Client = a.c.ID
	x.Window = civil.Range{From: s.Today.AddDays(t.from), To: s.Today.AddDays(t.until)}
	_, err := s.house.Calendar.SaveExperiment(ctx, x)
	return err
}
