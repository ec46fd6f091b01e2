package main

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"regie/clients/calendar"
	"regie/clients/fault"
	"regie/clients/sheet"
	"regie/reports/planning"
)

type calendarExport struct {
	periodFlags
	Format   string `default:"csv" placeholder:"ics|csv|xlsx|pdf|list|metricool|pack"`
	KeyDates bool
	Out      string `placeholder:"FILE"`
	Template string `placeholder:"FILE"`
	Force    bool
}

// plannerNoteJSON is an item that a planner's file does not hold as it is.
type plannerNoteJSON struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	Reason string `json:"reason"`
}

// Run writes a calendar in another program's form, to --out or to the
// standard output.
func (c calendarExport) Run(e *env, cli *root) error {
	if c.Format == "pack" {
		return c.pack(e)
	}
	r, err := c.request(e, cli)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	made, err := e.House.Planning.Export(e.Context, &b, r)
	if err != nil {
		return err
	}
	left, noted := c.notes(e, made.Planner.Left), c.notes(e, made.Planner.Noted)
	if c.Out == "" {
		c.say(e.Err, e, left, noted)
		_, err := b.WriteTo(e.Out)
		return err
	}
	if err := c.keep(b.Bytes()); err != nil {
		return err
	}
	out := map[string]any{"file": c.Out, "items": made.Items, "key_dates": made.Marks, "left_out": left, "notes": noted}
	return e.Print(out, func(w io.Writer) {
		fmt.Fprintln(w, e.T("calendar.exported", "file", c.Out, "items", e.Printer.N("calendar.items", made.Items)))
		c.say(w, e, left, noted)
	})
}

// pack makes a validation pack of the period: its booklet and its workbook,
// both named after --out.
func (c calendarExport) pack(e *env) error {
	f, err := c.filter(e)
	if err != nil {
		return err
	}
	p := calendarPack{Client: c.Client, From: f.Days.From.String(), To: f.Days.To.String()}
	if c.Out != "" {
		stem := strings.TrimSuffix(c.Out, filepath.Ext(c.Out))
		p.PDF, p.XLSX = stem+".pdf", stem+".xlsx"
	}
	for _, file := range []string{p.PDF, p.XLSX} {
		if _, err := os.Stat(file); file != "" && err == nil && !c.Force {
			return fault.New("file_exists", "file", file).At("out")
		}
	}
	return p.Run(e)
}

// request reads the flags. A document is in the client's language, what other
// programs read in the one spoken here.
func (c calendarExport) request(e *env, cli *root) (planning.Request, error) {
	f, err := c.filter(e)
	if err != nil {
		return planning.Request{}, err
	}
	r := planning.Request{Client: f.Client, Days: f.Days, Format: planning.Format(c.Format), Marks: c.KeyDates, Lang: langOf(e, cli)}
	switch c.Format {
	case "pdf":
		r.Format, r.Marks = planning.Wall, true
	case string(planning.List):
	default:
		r.Lang = cmp.Or(r.Lang, e.Printer.Lang())
	}
	if c.Template == "" {
		return r, nil
	}
	template, err := sheet.OpenPath(c.Template, sheet.DefaultLimits)
	if err != nil {
		return r, fault.At(err, "template")
	}
	for row := range template.Tables()[0].Raw() {
		r.Columns = row.Clone().Cells
		break
	}
	return r, nil
}

// notes put reasons in words.
func (c calendarExport) notes(e *env, list []calendar.PlannerNote) []plannerNoteJSON {
	out := make([]plannerNoteJSON, len(list))
	for i, n := range list {
		out[i] = plannerNoteJSON{ID: string(n.Item), Title: n.Title, Reason: planning.Reason(e.Printer, e.House.Calendar.Limits(), n)}
	}
	return out
}

// say lists what a planner's file does not hold as it is.
func (c calendarExport) say(w io.Writer, e *env, left, noted []plannerNoteJSON) {
	for _, part := range []struct {
		key  string
		list []plannerNoteJSON
	}{{"planfile.left_list", left}, {"planfile.noted", noted}} {
		if len(part.list) == 0 {
			continue
		}
		fmt.Fprintln(w, e.Printer.N(part.key, len(part.list)))
		for _, n := range part.list {
			fmt.Fprintln(w, "  "+e.T("planfile.left_line", "title", n.Title, "reason", n.Reason))
		}
	}
}

// keep writes the file whole or not at all.
func (c calendarExport) keep(content []byte) error {
	if _, err := os.Stat(c.Out); err == nil && !c.Force {
		return fault.New("file_exists", "file", c.Out).At("out")
	}
	temp := c.Out + ".part"
	err := os.WriteFile(temp, content, 0o600)
	if err == nil {
		err = os.Rename(temp, c.Out)
	}
	if err != nil {
		_ = os.Remove(temp)
		return fault.New("file_not_written", "file", c.Out).At("out").Because(err)
	}
	return nil
}
