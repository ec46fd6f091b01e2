package main

import (
	"bytes"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/fault"
	"regie/clients/sheet"
	"regie/reports/excel"
	"regie/reports/page"
	"regie/reports/planning"
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
	DryRun  bool
}

// planFileJSON is one table of a file, in the shape of time import.
type planFileJSON struct {
	importFileJSON
	Sheet string `json:"sheet"`
}

// Run brings an editorial calendar in from spreadsheets.
func (c calendarImport) Run(e *env) error {
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
			return atFlag(err, "file")
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

type calendarExport struct {
	periodFlags
	Format   string `default:"csv" placeholder:"ics|csv|xlsx|pdf|metricool"`
	Out      string `placeholder:"FILE"`
	Template string `placeholder:"FILE"`
	Force    bool
}

// Run writes a calendar in another program's form, to --out or to the
// standard output.
func (c calendarExport) Run(e *env, cli *root) error {
	f, err := c.filter(e)
	if err != nil {
		return err
	}
	items, err := e.House.Calendar.Items(e.Context, f)
	if err != nil {
		return err
	}
	if len(items) == 0 {
		return fault.New("export_empty")
	}
	var b bytes.Buffer
	if c.Format == "pdf" {
		err = c.poster(e, &b, f, langOf(e, cli))
	} else {
		err = c.write(e, &b, f.Client, items)
	}
	if err != nil {
		return err
	}
	if c.Out == "" {
		_, err := b.WriteTo(e.Out)
		return err
	}
	if err := c.keep(b.Bytes()); err != nil {
		return err
	}
	return e.Print(map[string]any{"file": c.Out, "items": len(items)}, func(w io.Writer) {
		fmt.Fprintln(w, e.T("calendar.exported", "file", c.Out, "items", e.Printer.N("calendar.items", len(items))))
	})
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

func (c calendarExport) write(e *env, w io.Writer, client clients.ID, items []calendar.Item) error {
	name := "Régie"
	if client != "" {
		owner, err := e.House.Clients.Client(e.Context, client)
		if err != nil {
			return err
		}
		name = owner.Name
	}
	switch c.Format {
	case "ics":
		return calendar.WriteICS(w, name, items)
	case "metricool":
		return c.metricool(e, w, name, items)
	case "csv":
		return e.writePlanCSV(w, items)
	case "xlsx":
		return e.writePlanBook(w, name, items)
	}
	return fault.New("format_unknown", "value", c.Format, "known", "ics, csv, xlsx, pdf, metricool").At("format")
}

// poster writes one client's month as calendar poster does.
func (c calendarExport) poster(e *env, w io.Writer, f calendar.Filter, l text.Lang) error {
	switch {
	case f.Client == "":
		return fault.New("client_missing").At("client")
	case f.Days != f.Days.From.InMonth().Range():
		return fault.New("export_one_month").At("month")
	}
	p, err := e.House.Planning.Gather(e.Context, f.Client, f.Days.From.InMonth(), l)
	if err != nil {
		return err
	}
	doc, err := planning.Render(p)
	if err != nil {
		return err
	}
	return planning.WritePDF(w, p, doc)
}

func (c calendarExport) metricool(e *env, w io.Writer, name string, items []calendar.Item) error {
	var columns []string
	if c.Template != "" {
		f, err := sheet.OpenPath(c.Template, sheet.DefaultLimits)
		if err != nil {
			return atFlag(err, "template")
		}
		for row := range f.Tables()[0].Raw() {
			columns = row.Clone().Cells
			break
		}
	}
	left, err := calendar.WriteMetricool(w, name, items, columns)
	if err != nil {
		return err
	}
	if len(left) == len(items) {
		return fault.New("export_none_approved")
	}
	if len(left) > 0 {
		fmt.Fprintln(e.Err, e.Printer.N("calendar.left_out", len(left)))
	}
	return nil
}

// planHeader are the columns of a plan, the same that an import knows.
func (e *env) planHeader() []string {
	keys := []string{"on", "at", "client", "networks", "kind", "title", "text", "state", "author", "link", "published", "note"}
	header := make([]string, len(keys))
	for i, k := range keys {
		header[i] = e.T("calendar.col_" + k)
	}
	return header
}

func (e *env) planRow(d directory, it calendar.Item) []string {
	var networks []string
	text := ""
	for i, r := range it.Resolved() {
		networks = append(networks, e.networkName(r.Network))
		switch {
		case i == 0:
			text = r.Text
		case r.Text != text:
			text += "\n\n[" + e.networkName(r.Network) + "] " + r.Text
		}
	}
	return []string{
		it.On.String(), it.At.String(), d.clients[it.Client], strings.Join(networks, ", "), e.T("calendar.kind." + string(it.Kind)), it.Title,
		text, e.T("calendar.state." + string(it.State)), d.staff[it.Author], it.Link, it.PublishedURL, it.Note,
	}
}

func (e *env) writePlanCSV(w io.Writer, items []calendar.Item) error {
	d, err := e.directory()
	if err != nil {
		return err
	}
	var rows iter.Seq[[]sheet.Cell] = func(yield func([]sheet.Cell) bool) {
		for _, it := range items {
			if !yield(sheet.TextCells(e.planRow(d, it)...)) {
				return
			}
		}
	}
	return sheet.WriteCSV(w, sheet.WriteOptions{BOM: true, Comma: ';'}, e.planHeader(), rows)
}

func (e *env) writePlanBook(w io.Writer, name string, items []calendar.Item) error {
	d, err := e.directory()
	if err != nil {
		return err
	}
	t := excel.Table{Header: e.planHeader(), Filter: true, Name: "Plan"}
	for _, it := range items {
		var cells []excel.Cell
		for i, s := range e.planRow(d, it) {
			switch {
			case i == 0:
				cells = append(cells, excel.Date(it.On))
			case i == 1:
				cells = append(cells, excel.Clock(it.At))
			case i == 6 || i == 11:
				cells = append(cells, excel.Wrapped(s))
			case s != "" && (i == 9 || i == 10):
				cells = append(cells, excel.Text(s).Link(s))
			default:
				cells = append(cells, excel.Text(s))
			}
		}
		t.Rows = append(t.Rows, cells)
	}
	return excel.Write(w, &excel.Book{
		Title: name, Lang: string(e.Printer.Lang()), Brand: page.RGB(0x24, 0x52, 0x7A), Footer: name,
		Sheets: []excel.Sheet{{
			Name: e.T("calendar.plan"), Title: name, Landscape: true, Tables: []excel.Table{t},
			Widths: []float64{12, 8, 12, 24, 14, 30, 60, 20, 16, 30, 30, 30},
		}},
	})
}
