package main

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"regie/clients"
	"regie/clients/billing"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/reports/closing"
)

// monthCmd is what scripts do with one client's month as a whole.
type monthCmd struct {
	Show   monthShow   `cmd:""`
	Close  monthClose  `cmd:""`
	Reopen monthReopen `cmd:""`
}

type monthDocument struct {
	Number string `json:"number"`
	State  string `json:"state"`
	Gross  int64  `json:"gross_minor"`
}

// monthReport is the last version of the month's report; outdated tells that
// the data say something else since, null where nobody looked.
type monthReport struct {
	Version  int    `json:"version"`
	IssuedAt string `json:"issued_at"`
	Outdated *bool  `json:"outdated"`
}

type monthJSONView struct {
	Client    string         `json:"client"`
	Month     string         `json:"month"`
	Entries   int            `json:"entries"`
	Running   int            `json:"running"`
	Locked    bool           `json:"locked"`
	Closed    bool           `json:"closed"`
	Waiting   int            `json:"waiting"`
	Ready     bool           `json:"ready"`
	Report    *monthReport   `json:"report"`
	Statement *monthDocument `json:"statement"`
	Invoice   *monthDocument `json:"invoice"`
	Faults    []checkItem    `json:"faults"`
	Missing   []checkItem    `json:"missing"`
	LeftOut   []leftJSON     `json:"left_out"`
}

type leftJSON struct {
	Client  string `json:"client"`
	Step    string `json:"step"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

func (e *env) leftJSON(left []closing.Left) []leftJSON {
	list := []leftJSON{}
	for _, l := range left {
		code := "internal"
		if f, ok := fault.As(l.Why); ok {
			code = f.Code
		}
		list = append(list, leftJSON{l.Client.Key, string(l.Step), code, e.Printer.Error(l.Why)})
	}
	return list
}

func (e *env) monthView(m closing.Month, left []closing.Left) monthJSONView {
	v := monthJSONView{
		Client: m.Client.Key, Month: m.Month.String(), Entries: m.Entries, Running: m.Running, Locked: m.Locked, Closed: m.Closed,
		Waiting: m.Waiting, Ready: m.Ready(), Faults: e.checkItems(m.Faults), Missing: []checkItem{}, LeftOut: e.leftJSON(left),
	}
	if m.Report != nil {
		v.Report = &monthReport{Version: m.Report.Version, IssuedAt: m.Report.IssuedAt.UTC().Format(time.RFC3339)}
	}
	of := func(d *billing.Document) *monthDocument {
		if d == nil {
			return nil
		}
		return &monthDocument{d.Number, string(d.State), d.Totals.Gross}
	}
	v.Statement, v.Invoice = of(m.Statement), of(m.Invoice)
	return v
}

// checkItems are refusals with their sentences and places.
func (e *env) checkItems(list []*fault.Error) []checkItem {
	out := []checkItem{}
	for _, f := range list {
		out = append(out, checkItem{f.Code, e.Printer.Error(f), f.Field})
	}
	return out
}

// showMonth shows one client's month, with whether its report is outdated.
func (e *env) showMonth(m closing.Month) error {
	old, err := e.House.Closing.Outdated(e.Context, m)
	if err != nil {
		return err
	}
	v := e.monthView(m, nil)
	if v.Report != nil {
		v.Report.Outdated = &old
	}
	return e.Print(v, func(w io.Writer) {
		e.writeMonth(w, m)
		if old {
			fmt.Fprintln(w, "  "+e.Printer.Error(fault.New("report_outdated", "version", m.Report.Version)))
		}
	})
}

func (e *env) writeMonth(w io.Writer, m closing.Month) {
	state := "billing.month_open"
	switch {
	case m.Closed && m.Locked:
		state = "billing.month_closed"
	case m.Closed:
		state = "billing.month_reopened"
	case m.Locked:
		state = "billing.month_locked"
	}
	parts := []string{e.T(state)}
	if m.Report != nil {
		parts = append(parts, e.T("report.issued_version", "Version", m.Report.Version))
	}
	for _, d := range []*billing.Document{m.Statement, m.Invoice} {
		if d != nil {
			parts = append(parts, e.documentTitle(*d)+" ("+d.StateName(e.Printer)+")")
		}
	}
	fmt.Fprintf(w, "%s · %s · %s\n", m.Client.Name, e.Printer.Month(m.Month), strings.Join(parts, " · "))
	for _, f := range m.Faults {
		fmt.Fprintln(w, "  "+e.Printer.Error(f))
	}
	if m.Waiting > 0 {
		fmt.Fprintln(w, "  "+e.Printer.N("billing.month_waiting", m.Waiting))
	}
}

type monthShow struct {
	Client string `placeholder:"KEY"`
	Month  string `required:"" placeholder:"2026-10"`
}

// Run shows where a client's month stands, without --client all of them.
func (c monthShow) Run(e *env) error {
	m, err := monthOr(c.Month, civil.Month{})
	if err != nil {
		return err
	}
	if c.Client != "" {
		client, err := e.Client(c.Client)
		if err != nil {
			return err
		}
		row, err := e.House.Closing.Show(e.Context, client.ID, m)
		if err != nil {
			return err
		}
		return e.showMonth(row)
	}
	board, err := e.House.Closing.Board(e.Context, m)
	if err != nil {
		return err
	}
	rows := []monthJSONView{}
	for _, row := range board {
		rows = append(rows, e.monthView(row, nil))
	}
	return e.Print(rows, func(w io.Writer) {
		for _, row := range board {
			e.writeMonth(w, row)
		}
	})
}

type monthClose struct {
	Client string `required:"" placeholder:"KEY"`
	Month  string `required:"" placeholder:"2026-10"`
	Reason string `placeholder:"TEXT"`
	Bill   bool
}

// Run locks the month and writes its ledger; with --bill it goes on to the
// report, the statement and the invoice, as far as they go.
func (c monthClose) Run(e *env) error {
	client, m, err := ofMonth{c.Client, c.Month}.read(e)
	if err != nil {
		return err
	}
	if !c.Bill {
		row, err := e.House.Closing.CloseTimes(e.Context, client.ID, m)
		if err != nil {
			return err
		}
		return e.showMonth(row)
	}
	r, err := e.House.Closing.Close(e.Context, client.ID, m)
	if err != nil {
		return err
	}
	v := e.monthView(r.Month, r.Left)
	v.Missing = e.checkItems(r.Missing)
	err = e.Print(v, func(w io.Writer) {
		e.writeMonth(w, r.Month)
		for _, f := range v.Missing {
			fmt.Fprintln(w, "  !", f.Message)
		}
	})
	if err == nil && len(r.Left) > 0 {
		err = r.Left[0].Why
	}
	return err
}

type monthReopen struct {
	Client string `required:"" placeholder:"KEY"`
	Month  string `required:"" placeholder:"2026-10"`
	Reason string `placeholder:"TEXT"`
}

// Run lifts the lock of a month, for a reason that the journal keeps.
func (c monthReopen) Run(e *env) error {
	client, m, err := ofMonth{c.Client, c.Month}.read(e)
	if err != nil {
		return err
	}
	row, err := e.House.Closing.Reopen(e.Context, client.ID, m, c.Reason)
	if err != nil {
		return err
	}
	return e.showMonth(row)
}

// monthEndCmd does a month for every client.
type monthEndCmd struct {
	Month string `required:"" placeholder:"2026-10"`
	Out   string `required:"" placeholder:"DIR"`
	Jobs  string `placeholder:"2"`
	Close bool
}

type monthEndClient struct {
	Client    string         `json:"client"`
	Ready     bool           `json:"ready"`
	Closed    bool           `json:"closed"`
	Report    *monthReport   `json:"report"`
	Statement *monthDocument `json:"statement"`
	Invoice   *monthDocument `json:"invoice"`
	Faults    []checkItem    `json:"faults"`
	Missing   []checkItem    `json:"missing"`
	Files     []string       `json:"files"`
}

type monthEndJSON struct {
	Month   string           `json:"month"`
	Clients []monthEndClient `json:"clients"`
	LeftOut []leftJSON       `json:"left_out"`
}

// Run writes every client's report, workbook and statement; with --close it
// first locks, issues and numbers what is ready. What was left out is listed
// with its reason, and then the exit is 1.
func (c monthEndCmd) Run(e *env) error {
	m, err := monthOr(c.Month, civil.Month{})
	if err != nil {
		return err
	}
	jobs := 0
	if c.Jobs != "" {
		if jobs, err = strconv.Atoi(c.Jobs); err != nil || jobs < 1 || jobs > 64 {
			return fault.New("jobs_invalid", "value", c.Jobs).At("jobs")
		}
	}
	var left []closing.Left
	missing := map[clients.ID][]*fault.Error{}
	if c.Close {
		results, err := e.House.Closing.CloseAll(e.Context, m, nil, jobs, e.progress)
		if err != nil {
			return err
		}
		for _, r := range results {
			left = append(left, r.Left...)
			missing[r.Month.Client.ID] = r.Missing
		}
	}
	files, err := e.House.Closing.WriteAll(e.Context, m, c.Out, jobs, e.progress)
	if err != nil {
		return err
	}
	left = append(left, closing.Lefts(files)...)
	board, err := e.House.Closing.Board(e.Context, m)
	if err != nil {
		return err
	}
	if err := e.printMonthEnd(m, board, files, left, missing); err != nil {
		return err
	}
	if len(left) > 0 {
		return fault.New("left_out", "count", len(left))
	}
	return nil
}

// progress says on stderr how far a long act is, where a person reads.
func (e *env) progress(done, total int, name string) {
	if !e.JSON && name != "" {
		fmt.Fprintf(e.Err, "%d/%d %s\n", done, total, name)
	}
}

func (e *env) printMonthEnd(m civil.Month, board []closing.Month, files []closing.Files, left []closing.Left, missing map[clients.ID][]*fault.Error) error {
	paths := map[clients.ID][]string{}
	for _, f := range files {
		paths[f.Client.ID] = f.Paths
	}
	v := monthEndJSON{Month: m.String(), Clients: []monthEndClient{}, LeftOut: e.leftJSON(left)}
	for _, row := range board {
		one := e.monthView(row, nil)
		v.Clients = append(v.Clients, monthEndClient{
			Client: one.Client, Ready: one.Ready, Closed: one.Closed, Report: one.Report, Statement: one.Statement, Invoice: one.Invoice,
			Faults: one.Faults, Missing: e.checkItems(missing[row.Client.ID]), Files: list(paths[row.Client.ID]),
		})
	}
	return e.Print(v, func(w io.Writer) {
		for _, row := range board {
			e.writeMonth(w, row)
			for _, f := range missing[row.Client.ID] {
				fmt.Fprintln(w, "  !", e.Printer.Error(f))
			}
			for _, p := range paths[row.Client.ID] {
				fmt.Fprintln(w, "  "+p)
			}
		}
		if len(v.LeftOut) > 0 {
			fmt.Fprintln(w, e.T("billing.left_out"))
		}
		for _, l := range left {
			fmt.Fprintf(w, "  %s · %s · %s\n", l.Client.Name, e.T("billing.step_"+string(l.Step)), e.Printer.Error(onlyFault(l.Why)))
		}
	})
}

// onlyFault is the refusal itself, without what was joined to it.
func onlyFault(err error) error {
	var f *fault.Error
	if errors.As(err, &f) {
		return f
	}
	return err
}
