package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"regie/clients/civil"
	"regie/reports"
	"regie/reports/page"
)

// reportCmd makes the monthly report of a client: without a file, it says what
// the report would say.
type reportCmd struct {
	Client string `required:"" placeholder:"KEY"`
	Month  string `required:"" placeholder:"2026-10"`
	PDF    string `name:"pdf" placeholder:"FILE"`
	XLSX   string `name:"xlsx" placeholder:"FILE"`
}

// Run gathers the month, lays it out and writes what was asked for. The
// report's language is --lang where it is given, else the client's.
func (c reportCmd) Run(e *env, cli *root) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	month, err := civil.ParseMonth(c.Month)
	if err != nil {
		return atFlag(err, "month")
	}
	m, err := e.House.Reports.Gather(e.Context, client.ID, month, langOf(e, cli))
	if err != nil {
		return err
	}
	doc, err := reports.Render(m)
	if err != nil {
		return err
	}
	if err := reports.Save(m, doc, c.PDF, c.XLSX); err != nil {
		return err
	}
	r := reportOf(e, m, doc)
	r.PDF, r.XLSX = orNull(c.PDF), orNull(c.XLSX)
	return e.Print(r, func(w io.Writer) { r.show(w, e, m) })
}

// report is a monthly report as scripts read it.
type report struct {
	Client         string          `json:"client"`
	Month          string          `json:"month"`
	Lang           string          `json:"lang"`
	Provisional    bool            `json:"provisional"`
	Pages          int             `json:"pages"`
	RawMinutes     int64           `json:"raw_minutes"`
	BilledMinutes  int64           `json:"billed_minutes"`
	LinkedMinutes  int64           `json:"linked_minutes"`
	AmountMinor    *int64          `json:"amount_minor"`
	Currency       string          `json:"currency"`
	Entries        int             `json:"entries"`
	BalanceMinutes *int64          `json:"balance_minutes"`
	Published      int             `json:"published"`
	Promised       int             `json:"promised"`
	Made           int             `json:"made"`
	BudgetLeft     *int64          `json:"budget_left_minor"`
	BudgetCurrency string          `json:"budget_currency"`
	Highlights     []string        `json:"highlights"`
	Sections       []reportSection `json:"sections"`
	Missing        []reportMissing `json:"missing"`
	PDF            *string         `json:"pdf"`
	XLSX           *string         `json:"xlsx"`
}

type reportSection struct {
	Section string `json:"section"`
	Title   string `json:"title"`
	Off     bool   `json:"off"`
	Page    *int   `json:"page"`
	Pages   int    `json:"pages"`
}

type reportMissing struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

func reportOf(e *env, m reports.Month, doc *page.Document) report {
	r := report{
		Client: m.Client.Key, Month: m.Month.String(), Lang: string(m.Lang), Provisional: m.Provisional, Pages: len(doc.Pages),
		RawMinutes: m.Hours.Raw, BilledMinutes: m.Hours.Billed, LinkedMinutes: m.Hours.Linked, AmountMinor: m.Hours.Value,
		Currency: string(m.Hours.Currency), Entries: m.Hours.Entries, Published: m.Calendar.Published,
		BudgetCurrency: string(m.Budget.Currency), Highlights: list(reports.Propose(m).Highlights), Missing: []reportMissing{},
	}
	if m.Hours.Bank != nil {
		r.BalanceMinutes = &m.Hours.Bank.Balance
	}
	if len(m.Budget.Lines) > 0 {
		r.BudgetLeft = &m.Budget.Left
	}
	for _, d := range m.Deliverables {
		r.Promised += d.Promised
		r.Made += d.Made
	}
	for _, s := range reports.Outline(m, doc) {
		x := reportSection{Section: string(s.Section), Title: s.Title, Off: s.Off, Pages: s.Pages}
		if s.First > 0 {
			x.Page = &s.First
		}
		r.Sections = append(r.Sections, x)
	}
	for _, f := range m.Missing {
		r.Missing = append(r.Missing, reportMissing{Code: f.Code, Message: e.Printer.Error(f)})
	}
	return r
}

// show says the report in words.
func (r report) show(w io.Writer, e *env, m reports.Month) {
	for _, f := range []*string{r.PDF, r.XLSX} {
		if f != nil {
			fmt.Fprintln(w, *f)
		}
	}
	if r.PDF != nil || r.XLSX != nil {
		return
	}
	fmt.Fprintln(w, e.T("report.title_full", "Client", m.Client.Name, "Month", m.Month))
	for _, h := range r.Highlights {
		fmt.Fprintln(w, "•", strings.ReplaceAll(h, "**", ""))
	}
	rows := [][]string{{e.T("report.cli_section"), e.T("report.cli_page"), e.T("report.cli_pages")}}
	for _, s := range r.Sections {
		first := e.T("common.unknown")
		if s.Page != nil {
			first = strconv.Itoa(*s.Page)
		}
		rows = append(rows, []string{s.Title, first, strconv.Itoa(s.Pages)})
	}
	e.Table(w, rows)
	for _, x := range r.Missing {
		fmt.Fprintln(w, "!", x.Message)
	}
}
