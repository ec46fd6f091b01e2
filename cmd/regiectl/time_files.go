package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"regie/clients"
	"regie/clients/fault"
	"regie/clients/hours"
	"regie/clients/sheet"
)

type timeImport struct {
	Files   []string `arg:"" name:"file" placeholder:"FILE"`
	Source  string   `placeholder:"toggl|clockify|harvest|kimai|solidtime|hours"`
	Client  string   `placeholder:"KEY"`
	Who     string   `placeholder:"NAME"`
	Hat     string   `placeholder:"writer"`
	Map     []string `sep:"none" placeholder:"client:NAME=KEY"`
	Dates   string   `placeholder:"dmy|mdy"`
	Create  bool
	DryRun  bool
	Rejects string `placeholder:"FILE"`
}

type rejectJSON struct {
	Line   int    `json:"line"`
	Reason string `json:"reason"`
}

type importFileJSON struct {
	Name       string       `json:"name"`
	Kind       string       `json:"kind"`
	SHA256     string       `json:"sha256"`
	Rows       int          `json:"rows"`
	Accepted   int          `json:"accepted"`
	Duplicates int          `json:"duplicates"`
	Rejected   []rejectJSON `json:"rejected"`
	From       *string      `json:"from"`
	To         *string      `json:"to"`
}

type importJSON struct {
	Files []importFileJSON `json:"files"`
}

// Run reads files of time; with --dry-run it only says what they would bring.
func (c timeImport) Run(e *env) error {
	options, err := c.options(e)
	if err != nil {
		return err
	}
	var files []*sheet.File
	for _, path := range c.Files {
		f, err := sheet.OpenPath(path, sheet.DefaultLimits)
		if err != nil {
			return fault.At(err, "file")
		}
		files = append(files, f)
	}
	plan, err := e.House.Hours.PlanImport(e.Context, files, options)
	if err != nil {
		return err
	}
	if !c.DryRun {
		if plan, err = e.House.Hours.CommitImport(e.Context, plan); err != nil {
			return err
		}
	}
	if c.Rejects != "" {
		if err := e.writeRejects(c.Rejects, plan); err != nil {
			return err
		}
	}
	return e.Print(e.importJSON(plan), func(w io.Writer) { e.writePlan(w, plan, c.DryRun) })
}

func (c timeImport) options(e *env) (hours.ImportOptions, error) {
	o := hours.ImportOptions{
		Source: c.Source, Create: c.Create, Clients: map[string]clients.ID{}, People: map[string]clients.ID{}, Hats: map[string]string{},
	}
	if c.Client != "" {
		client, err := e.Client(c.Client)
		if err != nil {
			return o, err
		}
		o.Client = client.ID
	}
	if c.Who != "" {
		p, err := e.House.Clients.StaffByName(e.Context, c.Who)
		if err != nil {
			return o, err
		}
		o.Person = p.ID
	}
	if c.Hat != "" {
		h, err := e.House.Clients.Hat(e.Context, c.Hat)
		if err != nil {
			return o, err
		}
		o.Hat = h.Key
	}
	switch order := sheet.DateOrder(strings.ToLower(c.Dates)); order {
	case sheet.OrderNone, sheet.OrderDMY, sheet.OrderMDY:
		o.DateOrder = order
	default:
		return o, fault.New("import_dates_unknown", "value", c.Dates).At("dates")
	}
	for _, m := range c.Map {
		if err := e.mapName(&o, m); err != nil {
			return o, err
		}
	}
	return o, nil
}

// mapName reads client:NAME=KEY, person:NAME=NAME and hat:NAME=KEY.
func (e *env) mapName(o *hours.ImportOptions, s string) error {
	kind, rest, ok := strings.Cut(s, ":")
	at := strings.LastIndex(rest, "=")
	if !ok || at <= 0 || at == len(rest)-1 {
		return fault.New("import_map_invalid", "value", s).At("map")
	}
	name, to := strings.TrimSpace(rest[:at]), strings.TrimSpace(rest[at+1:])
	switch kind {
	case "client":
		c, err := e.Client(to)
		if err != nil {
			return fault.At(err, "map")
		}
		o.Clients[name] = c.ID
	case "person":
		p, err := e.House.Clients.StaffByName(e.Context, to)
		if err != nil {
			return fault.At(err, "map")
		}
		o.People[name] = p.ID
	case "hat":
		h, err := e.House.Clients.Hat(e.Context, to)
		if err != nil {
			return fault.At(err, "map")
		}
		o.Hats[name] = h.Key
	default:
		return fault.New("import_map_invalid", "value", s).At("map")
	}
	return nil
}

func (e *env) importJSON(p *hours.ImportPlan) importJSON {
	v := importJSON{Files: []importFileJSON{}}
	for _, f := range p.Files {
		file := importFileJSON{
			Name: f.Name, Kind: f.Source, SHA256: f.SHA256, Rows: f.Rows, Accepted: len(f.Entries), Duplicates: f.Duplicates,
			Rejected: []rejectJSON{}, From: orNull(f.From.String()), To: orNull(f.To.String()),
		}
		for _, r := range f.Rejected {
			file.Rejected = append(file.Rejected, rejectJSON{r.Line, e.Printer.Error(r.Reason)})
		}
		v.Files = append(v.Files, file)
	}
	return v
}

func (e *env) writePlan(w io.Writer, p *hours.ImportPlan, dry bool) {
	const shown = 20
	key := "hours.imported"
	if dry {
		key = "hours.would_import"
	}
	for _, f := range p.Files {
		fmt.Fprintln(w, e.T(key, "name", f.Name, "source", e.sourceName(f.Source), "rows", f.Rows,
			"accepted", len(f.Entries), "duplicates", f.Duplicates, "rejected", len(f.Rejected)))
		if f.Total != nil && *f.Total != f.Sum {
			fmt.Fprintln(w, e.T("hours.import_total", "total", e.Printer.Stopwatch(*f.Total), "sum", e.Printer.Stopwatch(f.Sum)))
		}
		for _, r := range f.Rejected[:min(len(f.Rejected), shown)] {
			fmt.Fprintln(w, e.T("hours.import_line", "line", r.Line, "reason", e.Printer.Error(r.Reason)))
		}
	}
	for _, list := range []struct {
		key   string
		names []string
	}{
		{"hours.import_clients_unknown", p.UnknownClients},
		{"hours.import_people_unknown", p.UnknownPeople},
		{"hours.import_clients_new", p.NewClients},
		{"hours.import_people_new", p.NewPeople},
	} {
		if len(list.names) > 0 {
			fmt.Fprintln(w, e.T(list.key, "names", list.names))
		}
	}
}

// sourceName is the label of where a file comes from.
func (e *env) sourceName(source string) string {
	if source == hours.SourceRegie {
		return e.T("hours.source_regie")
	}
	return e.T("import.source." + source)
}

// writeRejects writes the rows that were refused, to be mended and imported by
// themselves; the rows of the first file with any.
func (e *env) writeRejects(path string, p *hours.ImportPlan) error {
	i := slices.IndexFunc(p.Files, func(f *hours.ImportFile) bool { return len(f.Rejected) > 0 })
	if i < 0 {
		return nil
	}
	var b bytes.Buffer
	labels := [2]string{e.T("import.line"), e.T("import.reason")}
	if err := sheet.WriteRejects(&b, labels, p.Files[i].Header, p.Files[i].Rejected, e.Printer.Error); err != nil {
		return err
	}
	return writeWhole(path, b.Bytes())
}

// writeWhole writes a file whole or not at all. Fault file_unwritable.
func writeWhole(path string, content []byte) (err error) {
	unwritable := func(err error) error { return fault.New("file_unwritable", "name", path).Because(err) }
	temp, err := os.CreateTemp(filepath.Dir(path), ".regie-*")
	if err != nil {
		return unwritable(err)
	}
	defer func() {
		if err != nil {
			err = unwritable(errors.Join(err, os.Remove(temp.Name())))
		}
	}()
	_, werr := temp.Write(content)
	if err := errors.Join(werr, temp.Chmod(0o644), temp.Sync(), temp.Close()); err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return os.Rename(temp.Name(), path)
}

type importedJSON struct {
	ID         string  `json:"id"`
	Name       string  `json:"name"`
	Kind       string  `json:"kind"`
	SHA256     string  `json:"sha256"`
	At         *string `json:"at"`
	Who        *string `json:"who"`
	Rows       int     `json:"rows"`
	Accepted   int     `json:"accepted"`
	Duplicates int     `json:"duplicates"`
	Rejected   int     `json:"rejected"`
	From       *string `json:"from"`
	To         *string `json:"to"`
}

type timeImports struct{}

// Run lists the files that were brought in, newest first.
func (timeImports) Run(e *env) error {
	all, err := e.House.Hours.Imports(e.Context)
	if err != nil {
		return err
	}
	rows := []importedJSON{}
	for _, i := range all {
		rows = append(rows, importedJSON{
			ID: string(i.ID), Name: i.File, Kind: i.Source, SHA256: i.SHA256, At: instantOrNull(i.At), Who: orNull(i.Who), Rows: i.Rows,
			Accepted: i.Accepted, Duplicates: i.Duplicates, Rejected: i.Rejected, From: orNull(i.From.String()), To: orNull(i.To.String()),
		})
	}
	return e.Print(rows, func(w io.Writer) {
		for _, i := range all {
			fmt.Fprintln(w, e.T("hours.imported", "name", i.File, "source", e.sourceName(i.Source), "rows", i.Rows,
				"accepted", i.Accepted, "duplicates", i.Duplicates, "rejected", i.Rejected))
		}
	})
}

type timeExport struct {
	timeList
	Out     string   `required:"" aliases:"csv,xlsx" placeholder:"FILE.csv|FILE.xlsx"`
	Columns []string `placeholder:"on,client,hat,seconds"`
}

// Run writes entries as CSV, or as a workbook where the file's name says so.
func (c timeExport) Run(e *env) error {
	f, err := c.filter(e)
	if err != nil {
		return err
	}
	write := e.House.Hours.ExportCSV
	if strings.EqualFold(filepath.Ext(c.Out), ".xlsx") {
		write = e.House.Hours.ExportWorkbook
	}
	var b bytes.Buffer
	n, err := write(e.Context, &b, hours.Export{Filter: f, Columns: c.Columns})
	if err != nil {
		return err
	}
	if err := writeWhole(c.Out, b.Bytes()); err != nil {
		return err
	}
	v := struct {
		File    string `json:"file"`
		Entries int    `json:"entries"`
	}{c.Out, n}
	return e.Print(v, func(w io.Writer) { fmt.Fprintln(w, e.Printer.N("hours.exported", n, "file", c.Out)) })
}
