package main

import (
	"fmt"
	"io"
	"strings"

	"regie/clients/calendar"
	"regie/clients/fault"
	"regie/clients/sheet"
)

type contestEntrants struct{ contestArg }

// Run lists a contest's participants.
func (c contestEntrants) Run(e *env) error {
	k, err := c.find(e)
	if err != nil {
		return err
	}
	all, err := e.House.Calendar.Entrants(e.Context, k.Client, k.ID)
	if err != nil {
		return err
	}
	return e.Print(entrantsOf(all), func(w io.Writer) {
		for _, en := range all {
			fmt.Fprintln(w, strings.TrimSpace(en.Ticket[:12]+"  "+en.ID+"  "+en.Name+"  "+en.Excluded))
		}
	})
}

type contestImport struct {
	contestArg
	File   string `required:"" placeholder:"FILE"`
	Column string `placeholder:"COLUMN"`
	DryRun bool
}

// Run takes in participants from a spreadsheet.
func (c contestImport) Run(e *env) error {
	k, err := c.find(e)
	if err != nil {
		return err
	}
	f, err := sheet.OpenPath(c.File, sheet.DefaultLimits)
	if err != nil {
		return fault.At(err, "file")
	}
	in, err := e.House.Calendar.ImportEntrants(e.Context, k.Client, k.ID, f, c.Column, c.DryRun)
	if err != nil {
		return err
	}
	rejected := []rejectJSON{}
	for _, r := range in.Rejected {
		rejected = append(rejected, rejectJSON{r.Line, e.Printer.Error(r.Reason)})
	}
	return e.Print(map[string]any{"name": in.Name, "rows": in.Rows, "accepted": in.New, "duplicates": in.Duplicates, "rejected": rejected}, func(w io.Writer) {
		fmt.Fprintln(w, e.T("contest.imported", "name", in.Name, "rows", in.Rows, "accepted", in.New, "duplicates", in.Duplicates, "rejected", len(rejected)))
		for _, r := range rejected {
			fmt.Fprintln(w, "  "+e.T("calendar.import_reject", "line", r.Line, "reason", r.Reason))
		}
	})
}

type contestExclude struct {
	contestArg
	Who    string `required:"" placeholder:"NAME"`
	Reason string `placeholder:"TEXT"`
}

// Run keeps a participant out of the draw; with no reason lets them in again.
func (c contestExclude) Run(e *env) error {
	k, err := c.find(e)
	if err != nil {
		return err
	}
	en, err := e.House.Calendar.Exclude(e.Context, k.Client, k.ID, c.Who, c.Reason)
	if err != nil {
		return err
	}
	return e.Print(entrantsOf([]calendar.Entrant{en})[0], func(w io.Writer) { fmt.Fprintln(w, strings.TrimSpace(en.ID+"  "+en.Excluded)) })
}
