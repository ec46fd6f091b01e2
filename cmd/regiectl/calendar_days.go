package main

import (
	"fmt"
	"io"

	"regie/clients/calendar"
	"regie/clients/civil"
)

// calendarDays is what scripts do with a client's own days and its rule of how
// many publications a day may have.
type calendarDays struct {
	List daysList `cmd:""`
	Add  daysAdd  `cmd:""`
	Rm   daysRm   `cmd:""`
	Max  daysMax  `cmd:""`
}

type ownDayJSON struct {
	ID    string `json:"id"`
	Kind  string `json:"kind"`
	Name  string `json:"name"`
	From  string `json:"from"`
	Until string `json:"until"`
	Lead  int    `json:"lead_days"`
}

func ownDayOf(d calendar.OwnDay) ownDayJSON {
	return ownDayJSON{string(d.ID), string(d.Kind), d.Name, d.Days.From.String(), d.Days.To.String(), d.Lead}
}

func (e *env) ownDayLine(d calendar.OwnDay) string {
	return e.T("calendar.own_day", "kind", e.T("calendar.own_day_"+string(d.Kind)), "name", d.Name, "days", e.Printer.Range(d.Days), "lead", d.Lead)
}

type daysList struct {
	Client string `required:"" placeholder:"KEY"`
}

// Run lists a client's own days.
func (c daysList) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	all, err := e.House.Calendar.OwnDays(e.Context, client.ID)
	if err != nil {
		return err
	}
	out := make([]ownDayJSON, 0, len(all))
	for _, d := range all {
		out = append(out, ownDayOf(d))
	}
	return e.Print(out, func(w io.Writer) {
		for _, d := range all {
			fmt.Fprintln(w, e.ownDayLine(d))
		}
	})
}

type daysAdd struct {
	Client string `required:"" placeholder:"KEY"`
	Kind   string `default:"key_date" placeholder:"key_date|embargo"`
	Name   string `required:"" placeholder:"TEXT"`
	From   string `required:"" placeholder:"2026-12-24"`
	Until  string `placeholder:"2026-12-26"`
	Lead   int    `placeholder:"DAYS"`
}

// Run keeps a key date or an embargo of a client.
func (c daysAdd) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	d := calendar.OwnDay{Client: client.ID, Kind: calendar.OwnDayKind(c.Kind), Name: c.Name, Lead: c.Lead}
	if d.Days.From, err = dayOr(c.From, civil.Date{}, "from"); err != nil {
		return err
	}
	if d.Days.To, err = dayOr(c.Until, civil.Date{}, "until"); err != nil {
		return err
	}
	if d, err = e.House.Calendar.SaveOwnDay(e.Context, d); err != nil {
		return err
	}
	return e.Print(ownDayOf(d), func(w io.Writer) { fmt.Fprintln(w, e.ownDayLine(d)) })
}

type daysRm struct {
	Client string `required:"" placeholder:"KEY"`
	Name   string `required:"" placeholder:"TEXT"`
}

// Run takes own days away.
func (c daysRm) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	d, err := e.House.Calendar.RemoveOwnDay(e.Context, client.ID, c.Name)
	if err != nil {
		return err
	}
	return e.Print(ownDayOf(d), func(w io.Writer) { fmt.Fprintln(w, e.ownDayLine(d)) })
}

type daysMax struct {
	Client string `required:"" placeholder:"KEY"`
	Max    int    `required:"" placeholder:"N"`
}

// Run says how many publications one day may have; 0 is no rule.
func (c daysMax) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	if err := e.House.Calendar.SetDayMax(e.Context, client.ID, c.Max); err != nil {
		return err
	}
	return e.Print(map[string]any{"client": client.Key, "max": c.Max}, func(w io.Writer) { fmt.Fprintln(w, e.T("calendar.day_max", "max", c.Max)) })
}
