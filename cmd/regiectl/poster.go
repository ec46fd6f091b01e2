package main

import (
	"io"

	"regie/reports/planning"
)

type calendarPoster struct {
	ofMonth
	PDF string `required:"" name:"pdf" placeholder:"FILE"`
}

// Run writes a client's month as a poster, in --lang where it is given, else
// the client's language.
func (c calendarPoster) Run(e *env, cli *root) error {
	client, m, err := c.read(e)
	if err != nil {
		return err
	}
	p, err := e.House.Planning.Gather(e.Context, client.ID, m, langOf(e, cli))
	if err != nil {
		return err
	}
	if err := planning.Save(p, c.PDF); err != nil {
		return err
	}
	written := map[string]any{
		"client": client.Key, "month": m.String(), "items": p.View.Total, "published": p.View.Published, "in_review": p.View.InReview, "pdf": c.PDF,
	}
	return e.Print(written, func(w io.Writer) { writePaths(w, c.PDF) })
}
