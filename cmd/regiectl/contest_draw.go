package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
)

type contestAnnounce struct {
	contestArg
	Source  string `required:"" placeholder:"TEXT"`
	Example string `placeholder:"05 14 22 31 49 + 07"`
	Due     string `placeholder:"2026-12-05T20:30"`
	Sealed  string `placeholder:"SHA256"`
	URL     string `placeholder:"URL"`
}

// Run announces where the seed will come from: a public event to come, or with
// --sealed a secret that somebody holds.
func (c contestAnnounce) Run(e *env) error {
	k, err := c.find(e)
	if err != nil {
		return err
	}
	a := calendar.Announcement{Way: calendar.PublicSeed, Source: c.Source, Example: c.Example, URL: c.URL}
	if c.Sealed != "" {
		a.Way, a.Commitment = calendar.SealedSeed, c.Sealed
	} else {
		owner, err := e.Client(c.Client)
		if err != nil {
			return err
		}
		if a.Due, err = readDue(c.Due, owner.Zone); err != nil {
			return err
		}
	}
	if k, err = e.House.Calendar.Announce(e.Context, k.Client, k.ID, a); err != nil {
		return err
	}
	return e.showContest(k)
}

// readDue reads a day and a time where the client is.
func readDue(s, zone string) (time.Time, error) {
	day, clock, ok := strings.Cut(strings.Replace(s, " ", "T", 1), "T")
	if !ok {
		return time.Time{}, fault.New("due_invalid", "value", s).At("due")
	}
	d, err := civil.ParseDate(day)
	if err != nil {
		return time.Time{}, fault.At(err, "due")
	}
	c, err := civil.ParseClock(clock)
	if err != nil {
		return time.Time{}, fault.At(err, "due")
	}
	loc, err := civil.Zone(zone)
	if err != nil {
		return time.Time{}, err
	}
	at, _ := civil.Instant(d, c, loc)
	return at.UTC(), nil
}

type contestClose struct {
	contestArg
	URL string `placeholder:"URL"`
}

// Run closes the list of participants and shows its hash, to be published.
func (c contestClose) Run(e *env) error {
	return c.act(e, func(ctx context.Context, client, id clients.ID) (calendar.Contest, error) {
		return e.House.Calendar.CloseList(ctx, client, id, c.URL)
	})
}

type contestSeed struct {
	contestArg
	Seed string `required:"" placeholder:"TEXT"`
	URL  string `placeholder:"URL"`
}

// Run records the announced seed, once the list is closed.
func (c contestSeed) Run(e *env) error {
	return c.act(e, func(ctx context.Context, client, id clients.ID) (calendar.Contest, error) {
		return e.House.Calendar.RecordSeed(ctx, client, id, c.Seed, c.URL)
	})
}

type contestDraw struct{ contestArg }

// Run draws winners and substitutes, once and for all.
func (c contestDraw) Run(e *env) error {
	return c.act(e, e.House.Calendar.DrawContest)
}

type contestVerify struct {
	contestArg
	Tickets string `placeholder:"FILE"`
	Force   bool
}

// Run says how anyone can draw again, and writes the list of tickets.
func (c contestVerify) Run(e *env) error {
	k, err := c.find(e)
	if err != nil {
		return err
	}
	d := k.Draw
	if d == nil {
		return fault.New("contest_not_drawn").At("contest")
	}
	if !d.Recheck() {
		return fault.New("draw_damaged", "name", k.Name).At("contest")
	}
	if c.Tickets != "" {
		if err := (calendarExport{Out: c.Tickets, Force: c.Force}).keep([]byte(d.List)); err != nil {
			return err
		}
	}
	words, script := calendar.VerifyText(e.Printer, k)
	return e.Print(map[string]any{
		"contest": string(k.ID), "method": d.Method, "hash": d.Hash, "seed": d.Seed, "text": words, "script": script, "tickets": strings.Fields(d.List),
	}, func(w io.Writer) { fmt.Fprintf(w, "%s\n\n%s", words, script) })
}

type contestResult struct {
	contestArg
	URL string `required:"" placeholder:"URL"`
}

// Run records where the result was made public.
func (c contestResult) Run(e *env) error {
	return c.act(e, func(ctx context.Context, client, id clients.ID) (calendar.Contest, error) {
		return e.House.Calendar.PublishResult(ctx, client, id, c.URL)
	})
}
