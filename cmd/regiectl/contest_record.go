package main

import (
	"io"

	"regie/reports/contest"
)

type contestRecord struct {
	contestArg
	PDF string `required:"" name:"pdf" placeholder:"FILE"`
}

// Run writes the record of a draw, in --lang where it is given, else the
// client's language.
func (c contestRecord) Run(e *env, cli *root) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	r, err := e.House.Contests.Gather(e.Context, client.ID, c.Contest, langOf(e, cli))
	if err != nil {
		return err
	}
	if err := contest.Save(r, c.PDF); err != nil {
		return err
	}
	written := map[string]any{
		"contest": string(r.Contest.ID), "winners": len(r.Contest.Draw.Winners), "substitutes": len(r.Contest.Draw.Substitutes), "pdf": c.PDF,
	}
	return e.Print(written, func(w io.Writer) { writePaths(w, c.PDF) })
}
