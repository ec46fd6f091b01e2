package main

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"regie/clients/calendar"
	"regie/clients/fault"
	"regie/clients/sheet"
)

type calendarImport struct {
	File    []string `arg:"" name:"file" placeholder:"FILE"`
	Client  string   `required:"" placeholder:"KEY"`
	Map     []string `placeholder:"FIELD=COLUMN" sep:"none"`
	Set     []string `placeholder:"FIELD=TEXT" sep:"none"`
	Network string   `placeholder:"NETWORK"`
	Sheet   string   `placeholder:"NAME"`
	Dates   string   `placeholder:"dmy|mdy"`
	Kind    string   `placeholder:"KIND"`
	Format  string   `placeholder:"ics|xlsx|decisions"`
	DryRun  bool
}

// planFileJSON is one table of a file, in the shape of time import.
type planFileJSON struct {
	importFileJSON
	Sheet string `json:"sheet"`
}

// Run brings an editorial calendar in from spreadsheets.
func (c calendarImport) Run(e *env) error {
	switch c.Format {
	case "", "csv", "xlsx", "ics": // told by the file itself
	case "decisions":
		if len(c.File) != 1 {
			return fault.New("one_file_only").At("file")
		}
		return calendarDecisions{Source: c.File[0], Client: c.Client, DryRun: c.DryRun}.Run(e)
	default:
		return fault.New("import_format_unknown", "value", c.Format).At("format")
	}
	o, err := c.options(e)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(c.File, func(name string) bool { return strings.EqualFold(filepath.Ext(name), ".ics") }) {
		return c.importICS(e, o.Client)
	}
	var files []*sheet.File
	for _, name := range c.File {
		f, err := sheet.OpenPath(name, sheet.DefaultLimits)
		if err != nil {
			return fault.At(err, "file")
		}
		files = append(files, f)
	}
	plan, err := e.House.Calendar.PlanImport(e.Context, files, o)
	if err != nil {
		return err
	}
	if !c.DryRun && plan.Accepted() > 0 {
		if _, err := e.House.Store.Backup(e.Context, "before-import"); err != nil {
			return err
		}
		if _, err := e.House.Calendar.Import(e.Context, plan); err != nil {
			return err
		}
	}
	return c.report(e, plan)
}

func (c calendarImport) options(e *env) (calendar.ImportOptions, error) {
	o := calendar.ImportOptions{Network: c.Network, Sheet: c.Sheet, DateOrder: sheet.DateOrder(c.Dates)}
	client, err := e.Client(c.Client)
	if err != nil {
		return o, err
	}
	o.Client = client.ID
	if o.DateOrder != "" && o.DateOrder != sheet.OrderDMY && o.DateOrder != sheet.OrderMDY {
		return o, fault.New("format_unknown", "value", c.Dates, "known", "dmy, mdy").At("dates")
	}
	if o.Columns, err = fieldPairs(c.Map, "map"); err != nil {
		return o, err
	}
	o.Constants, err = fieldPairs(c.Set, "set")
	return o, err
}

// fieldPairs reads FIELD=TEXT.
func fieldPairs(list []string, flag string) (map[sheet.Field]string, error) {
	pairs := map[sheet.Field]string{}
	for _, s := range list {
		field, value, ok := strings.Cut(s, "=")
		if !ok || field == "" || value == "" {
			return nil, fault.New("map_invalid", "value", s).At(flag)
		}
		pairs[sheet.Field(strings.TrimSpace(field))] = strings.TrimSpace(value)
	}
	return pairs, nil
}

func (c calendarImport) report(e *env, plan *calendar.ImportPlan) error {
	out := map[string][]planFileJSON{"files": {}}
	for _, f := range plan.Files {
		j := planFileJSON{Sheet: f.Sheet, importFileJSON: importFileJSON{
			Name: f.Name, Kind: string(f.Kind), SHA256: f.SHA256, Rows: f.Rows, Accepted: len(f.Items),
			Duplicates: f.Duplicates, Rejected: []rejectJSON{}, From: orNull(f.From.String()), To: orNull(f.To.String()),
		}}
		for _, r := range f.Rejected {
			j.Rejected = append(j.Rejected, rejectJSON{r.Line, e.Printer.Error(r.Reason)})
		}
		out["files"] = append(out["files"], j)
	}
	return e.Print(out, func(w io.Writer) {
		for _, f := range out["files"] {
			key := "calendar.import_done"
			if c.DryRun {
				key = "calendar.import_dry"
			}
			fmt.Fprintln(w, e.T(key, "name", f.Name, "rows", f.Rows, "accepted", f.Accepted, "duplicates", f.Duplicates, "rejected", len(f.Rejected)))
			for _, r := range f.Rejected {
				fmt.Fprintln(w, "  "+e.T("calendar.import_reject", "line", r.Line, "reason", r.Reason))
			}
		}
	})
}
