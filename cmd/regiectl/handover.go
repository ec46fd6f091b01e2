package main

import (
	"io"

	"regie/reports/handover"
)

type clientHandover struct {
	clientArg
	PDF string `required:"" name:"pdf" placeholder:"FILE"`
}

// Run writes the booklet with which a colleague takes a client over, in --lang
// where it is given, else the agency's language.
func (c clientHandover) Run(e *env, cli *root) error {
	client, err := c.find(e)
	if err != nil {
		return err
	}
	b, err := e.House.Handover.Gather(e.Context, client.ID, langOf(e, cli))
	if err != nil {
		return err
	}
	if err := handover.Save(b, c.PDF); err != nil {
		return err
	}
	written := map[string]any{
		"client": client.Key, "on": b.Today.String(), "approvals": len(b.Approvals), "next": len(b.Next), "missed": len(b.Missed), "pdf": c.PDF,
	}
	return e.Print(written, func(w io.Writer) { writePaths(w, c.PDF) })
}
