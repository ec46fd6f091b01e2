package main

import (
	"bytes"
	"fmt"
	"io"
	"path/filepath"

	"regie/clients"
	"regie/clients/calendar"
)

// icsFileJSON is one iCalendar file, in the shape of time import and more.
type icsFileJSON struct {
	importFileJSON
	Updated   int         `json:"updated"`
	Cancelled int         `json:"cancelled"`
	Bounded   []boundJSON `json:"bounded"`
}

// boundJSON is a repeating event that goes on beyond what is taken in.
type boundJSON struct {
	Title string `json:"title"`
	Count int    `json:"count"`
	Until string `json:"until"`
}

// importICS takes iCalendar files in, each as an act of its own.
func (c calendarImport) importICS(e *env, client clients.ID) error {
	o := calendar.ICSOptions{Client: client}
	if c.Kind != "" {
		kind, err := e.kind(c.Kind)
		if err != nil {
			return err
		}
		o.Kind = kind
	}
	out := map[string][]icsFileJSON{"files": {}}
	for _, name := range c.File {
		content, err := readFile(name, calendar.MaxICSBytes)
		if err != nil {
			return err
		}
		plan, err := e.House.Calendar.PlanICS(e.Context, filepath.Base(name), bytes.NewReader(content), o)
		if err != nil {
			return err
		}
		if !c.DryRun && len(plan.Items)+len(plan.Updated) > 0 {
			if _, err := e.House.Store.Backup(e.Context, "before-import"); err != nil {
				return err
			}
			if _, err := e.House.Calendar.ImportICS(e.Context, plan); err != nil {
				return err
			}
		}
		out["files"] = append(out["files"], e.icsFile(plan))
	}
	return e.Print(out, func(w io.Writer) {
		for _, f := range out["files"] {
			key := "calendar.import_done"
			if c.DryRun {
				key = "calendar.import_dry"
			}
			fmt.Fprintln(w, e.T(key, "name", f.Name, "rows", f.Rows, "accepted", f.Accepted, "duplicates", f.Duplicates, "rejected", len(f.Rejected)))
			for _, r := range f.Rejected {
				fmt.Fprintln(w, "  "+e.T("ics.reject", "event", r.Line, "reason", r.Reason))
			}
			for _, b := range f.Bounded {
				fmt.Fprintln(w, "  "+e.T("ics.bounded", "title", b.Title, "count", b.Count, "until", b.Until))
			}
		}
	})
}

func (e *env) icsFile(p *calendar.ICSPlan) icsFileJSON {
	out := icsFileJSON{
		importFileJSON: importFileJSON{
			Name: p.Name, Kind: "ics", SHA256: p.SHA256, Rows: p.Events, Accepted: len(p.Items) + len(p.Updated),
			Duplicates: p.Duplicates, Rejected: []rejectJSON{}, From: orNull(p.From.String()), To: orNull(p.To.String()),
		},
		Updated: len(p.Updated), Cancelled: p.Cancelled, Bounded: []boundJSON{},
	}
	for _, r := range p.Rejected {
		out.Rejected = append(out.Rejected, rejectJSON{r.Event, e.Printer.Error(r.Reason)})
	}
	for _, b := range p.Bounded {
		out.Bounded = append(out.Bounded, boundJSON{b.Title, b.Count, b.Until.String()})
	}
	return out
}
