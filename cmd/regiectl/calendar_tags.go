package main

import (
	"fmt"
	"io"
	"strings"

	"regie/clients/calendar"
)

// calendarTags is what scripts do with a client's sets of hashtags.
type calendarTags struct {
	List tagsList `cmd:""`
	Set  tagsSet  `cmd:""`
	Rm   tagsRm   `cmd:""`
}

type tagsJSON struct {
	Name string   `json:"name"`
	Tags []string `json:"tags"`
}

func (e *env) showTags(h calendar.HashtagSet) error {
	return e.Print(tagsJSON{h.Name, h.Tags}, func(w io.Writer) { fmt.Fprintln(w, tagsLine(h)) })
}

func tagsLine(h calendar.HashtagSet) string { return h.Name + " : #" + strings.Join(h.Tags, " #") }

type tagsList struct {
	Client string `required:"" placeholder:"KEY"`
}

// Run lists a client's sets of hashtags.
func (c tagsList) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	sets, err := e.House.Calendar.HashtagSets(e.Context, client.ID)
	if err != nil {
		return err
	}
	out := make([]tagsJSON, 0, len(sets))
	for _, h := range sets {
		out = append(out, tagsJSON{h.Name, h.Tags})
	}
	return e.Print(out, func(w io.Writer) {
		for _, h := range sets {
			fmt.Fprintln(w, tagsLine(h))
		}
	})
}

type tagsSet struct {
	Client string   `required:"" placeholder:"KEY"`
	Name   string   `required:"" placeholder:"NAME"`
	Tags   []string `arg:"" name:"tags" placeholder:"TAG"`
}

// Run keeps a set of hashtags, in place of the one of its name.
func (c tagsSet) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	h, err := e.House.Calendar.SaveHashtagSet(e.Context, calendar.HashtagSet{Client: client.ID, Name: c.Name, Tags: c.Tags})
	if err != nil {
		return err
	}
	return e.showTags(h)
}

type tagsRm struct {
	Client string `required:"" placeholder:"KEY"`
	Name   string `required:"" placeholder:"NAME"`
}

// Run takes a set of hashtags away.
func (c tagsRm) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	h, err := e.House.Calendar.RemoveHashtagSet(e.Context, client.ID, c.Name)
	if err != nil {
		return err
	}
	return e.showTags(h)
}
