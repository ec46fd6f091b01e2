package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
)

// ideaGroup is what scripts do with the ideas that have no day yet.
type ideaGroup struct {
	Add   ideaAdd   `cmd:""`
	List  ideaList  `cmd:""`
	Score ideaScore `cmd:""`
	Sort  ideaSort  `cmd:""`
	Plan  ideaPlan  `cmd:""`
	Drop  ideaDrop  `cmd:""`
}

// ideaJSON is an idea. A mark not given is null, and so is the score then.
type ideaJSON struct {
	ID            string          `json:"id"`
	Title         string          `json:"title"`
	Kind          string          `json:"kind"`
	Networks      []string        `json:"networks"`
	Pillar        *string         `json:"pillar"`
	Author        *string         `json:"author"`
	Source        *string         `json:"source"`
	EffortSeconds int64           `json:"effort_seconds"`
	Triage        string          `json:"triage"`
	State         string          `json:"state"`
	On            *string         `json:"on"`
	Marks         map[string]*int `json:"marks"`
	Score         *int            `json:"score"`
}

func (e *env) ideas(rows ...calendar.Row) ([]ideaJSON, error) {
	d, err := e.directory()
	if err != nil {
		return nil, err
	}
	out := make([]ideaJSON, 0, len(rows))
	for _, r := range rows {
		j := ideaJSON{
			ID: string(r.ID), Title: r.Title, Kind: string(r.Kind), Networks: append([]string{}, r.Networks...), Pillar: orNull(r.Pillar),
			Author: orNull(d.staff[r.Author]), Source: orNull(r.Source), EffortSeconds: r.EffortSeconds,
			Triage: r.Triage.Key(), State: string(r.State), On: orNull(r.On.String()), Marks: map[string]*int{},
		}
		for i, m := range r.Score.Marks() {
			j.Marks[calendar.ScoreParts()[i]] = nil
			if m > 0 {
				j.Marks[calendar.ScoreParts()[i]] = &m
			}
		}
		if total, ok := r.Score.Total(); ok {
			j.Score = &total
		}
		out = append(out, j)
	}
	return out, nil
}

func (e *env) writeIdeas(w io.Writer, rows ...calendar.Row) {
	for _, r := range rows {
		score := e.T("common.unknown")
		if total, ok := r.Score.Total(); ok {
			score = strconv.Itoa(total)
		}
		fmt.Fprintf(w, "%s  %3s  %s  %s\n", r.ID, score, e.T("calendar.triage."+r.Triage.Key()), r.Title)
	}
}

func (e *env) showIdea(it calendar.Item) error {
	row := it.Row()
	out, err := e.ideas(row)
	if err != nil {
		return err
	}
	return e.Print(out[0], func(w io.Writer) { e.writeIdeas(w, row) })
}

type ideaAdd struct {
	Title    string   `arg:"" name:"title" placeholder:"TEXT"`
	Client   string   `required:"" placeholder:"KEY"`
	Kind     *string  `placeholder:"post"`
	Network  []string `placeholder:"NETWORK"`
	Pillar   *string  `placeholder:"NAME"`
	Campaign *string  `placeholder:"NAME"`
	Author   *string  `placeholder:"NAME"`
	Effort   *string  `placeholder:"1h30"`
	Source   *string  `placeholder:"URL"`
	Note     *string  `placeholder:"TEXT"`
}

// Run keeps an idea without a day.
func (c ideaAdd) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	it, err := e.House.Calendar.Blank(e.Context, client.ID)
	if err != nil {
		return err
	}
	it.State = calendar.Idea
	f := itemFlags{
		Title: &c.Title, Kind: c.Kind, Network: c.Network, Pillar: c.Pillar, Campaign: c.Campaign, Author: c.Author,
		Effort: c.Effort, Source: c.Source, Note: c.Note,
	}
	if err := f.apply(e, &it); err != nil {
		return err
	}
	if strings.TrimSpace(it.Title) == "" {
		return fault.New("title_missing").At("title")
	}
	if it, err = e.House.Calendar.Add(e.Context, it); err != nil {
		return err
	}
	return e.showIdea(it)
}

type ideaList struct {
	Client string `required:"" placeholder:"KEY"`
	Triage string `placeholder:"new|kept|later|dropped"`
}

// Run lists a client's ideas, the best first.
func (c ideaList) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	rows, err := e.House.Calendar.Ideas(e.Context, client.ID)
	if err != nil {
		return err
	}
	if c.Triage != "" {
		want, err := calendar.ParseTriage(c.Triage)
		if err != nil {
			return err
		}
		rows = slices.DeleteFunc(rows, func(r calendar.Row) bool { return r.Triage != want })
	}
	out, err := e.ideas(rows...)
	if err != nil {
		return err
	}
	return e.Print(out, func(w io.Writer) { e.writeIdeas(w, rows...) })
}

type ofIdea struct {
	Idea string `arg:"" name:"idea" placeholder:"ID"`
}

type ideaScore struct {
	ofIdea
	Fit    *string `placeholder:"1-5"`
	Timely *string `placeholder:"1-5"`
	Effort *string `placeholder:"1-5"`
	Risk   *string `placeholder:"1-5"`
}

// Run gives an idea marks; those not said stay, an empty one is taken back.
func (c ideaScore) Run(e *env) error {
	it, err := e.House.Calendar.Item(e.Context, clients.ID(c.Idea))
	if err != nil {
		return err
	}
	for i, m := range []struct {
		flag *string
		mark *int
	}{{c.Fit, &it.Score.Fit}, {c.Timely, &it.Score.Timely}, {c.Effort, &it.Score.Effort}, {c.Risk, &it.Score.Risk}} {
		if m.flag == nil {
			continue
		}
		*m.mark = 0
		if *m.flag == "" {
			continue
		}
		if *m.mark, err = strconv.Atoi(*m.flag); err != nil || *m.mark == 0 {
			return fault.New("score_invalid", "value", *m.flag).At(calendar.ScoreParts()[i])
		}
	}
	if it, err = e.House.Calendar.ScoreIdea(e.Context, it.ID, it.Score); err != nil {
		return err
	}
	return e.showIdea(it)
}

type ideaSort struct {
	ofIdea
	To string `required:"" placeholder:"new|kept|later|dropped"`
}

// Run puts an idea with those to be made, for later, or aside.
func (c ideaSort) Run(e *env) error {
	to, err := calendar.ParseTriage(c.To)
	if err != nil {
		return fault.Beside(err, "to")
	}
	return e.sortIdea(c.Idea, to)
}

func (e *env) sortIdea(id string, to calendar.Triage) error {
	it, err := e.House.Calendar.SortIdea(e.Context, clients.ID(id), to)
	if err != nil {
		return err
	}
	return e.showIdea(it)
}

type ideaDrop struct{ ofIdea }

// Run puts an idea aside.
func (c ideaDrop) Run(e *env) error { return e.sortIdea(c.Idea, calendar.Dropped) }

type ideaPlan struct {
	ofIdea
	On string `required:"" placeholder:"2026-12-08"`
	At string `placeholder:"10:30"`
}

// Run gives an idea its day and makes it a draft.
func (c ideaPlan) Run(e *env) error {
	on, err := dayOr(c.On, civil.Date{}, "on")
	if err != nil {
		return err
	}
	at := civil.NoClock
	if c.At != "" {
		if at, err = civil.ParseClock(c.At); err != nil {
			return fault.At(err, "at")
		}
	}
	it, err := e.House.Calendar.PlanIdea(e.Context, clients.ID(c.Idea), on, at)
	if err != nil {
		return err
	}
	return e.showIdea(it)
}
