package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/reports"
	"regie/reports/page"
)

// reportCmd is what scripts do with monthly reports; without a word more it
// makes one.
type reportCmd struct {
	Make reportMake `cmd:"" default:"withargs"`
	List reportList `cmd:""`
}

// reportMake makes the monthly report of a client: without a file, it says what
// the report says.
type reportMake struct {
	Client  string `required:"" placeholder:"KEY"`
	Month   string `required:"" placeholder:"2026-10"`
	PDF     string `name:"pdf" placeholder:"FILE"`
	XLSX    string `name:"xlsx" placeholder:"FILE"`
	Issue   bool
	Reason  string `placeholder:"TEXT"`
	Edition int    `placeholder:"1"`
}

// Run gathers the month, issues it where that was asked, lays it out and
// writes the files. An issued month whose data are still the same is the issued
// one, its files those that were kept; else it is the draft of the next
// version. The report's language is --lang where it is given, else that of the
// last version, else the client's.
func (c reportMake) Run(e *env, cli *root) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	month, err := civil.ParseMonth(c.Month)
	if err != nil {
		return fault.At(err, "month")
	}
	shown, err := c.copy(e, client.ID, month, langOf(e, cli))
	if err != nil {
		return err
	}
	doc, err := c.pages(e, shown)
	if err != nil {
		return err
	}
	if err := e.House.Reports.SaveCopy(e.Context, shown, doc, c.PDF, c.XLSX); err != nil {
		return err
	}
	r := reportOf(e, shown.Month, doc)
	r.versionView = e.versionOf(client, month, shown)
	r.PDF, r.XLSX = orNull(c.PDF), orNull(c.XLSX)
	return e.Print(r, func(w io.Writer) { r.show(w, e, shown) })
}

// pages are those kept of an issued version, and a draft's laid out.
func (c reportMake) pages(e *env, shown reports.Copy) (*page.Document, error) {
	if shown.Draft() {
		return reports.Render(shown.Month)
	}
	return e.House.Reports.Pages(e.Context, *shown.Issued, shown.Month)
}

// copy is the report that was asked for: issued now, a version of before, or
// the month as it stands.
func (c reportMake) copy(e *env, client clients.ID, m civil.Month, lang text.Lang) (reports.Copy, error) {
	svc := e.House.Reports
	var issued reports.Issued
	var err error
	switch {
	case c.Issue && c.Edition != 0:
		return reports.Copy{}, fault.New("report_issue_edition").At("edition")
	case c.Issue:
		// Files that cannot be written are found out before the issue, which stays.
		if err := writable(c.PDF, c.XLSX); err != nil {
			return reports.Copy{}, err
		}
		issued, err = svc.Issue(e.Context, client, m, reports.Form{Lang: lang, Reason: c.Reason})
	case c.Edition != 0:
		issued, err = svc.Version(e.Context, client, m, c.Edition)
	default:
		return svc.Current(e.Context, client, m, lang)
	}
	if err != nil {
		return reports.Copy{}, err
	}
	month, err := svc.Frozen(e.Context, issued)
	return reports.Copy{Month: month, Issued: &issued}, err
}

// report is a monthly report as scripts read it.
type report struct {
	versionView
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

func reportOf(e *env, m reports.Month, doc *page.Document) report {
	r := report{
		Lang: string(m.Lang), Provisional: m.Provisional, Pages: len(doc.Pages),
		RawMinutes: m.Hours.Raw, BilledMinutes: m.Hours.Billed, LinkedMinutes: m.Hours.Linked, AmountMinor: m.Hours.Value,
		Currency: string(m.Hours.Currency), Entries: m.Hours.Entries, Published: m.Calendar.Published,
		BudgetCurrency: string(m.Budget.Currency), Highlights: list(reports.Propose(m).Highlights),
	}
	if m.Hours.Bank != nil {
		r.BalanceMinutes = &m.Hours.Bank.Balance
	}
	if len(m.Budget.Lines) > 0 {
		r.BudgetLeft = &m.Budget.Left
	}
	for _, d := range m.Deliverables {
		r.Promised += d.Promised
		r.Made += min(d.Made, d.Promised) // as the report's pages have it
	}
	for _, s := range reports.Outline(m, doc, m.Lang) {
		x := reportSection{Section: string(s.Section), Title: s.Title, Off: s.Off, Pages: s.Pages}
		if s.First > 0 {
			x.Page = &s.First
		}
		r.Sections = append(r.Sections, x)
	}
	return r
}

// show says the report in words.
func (r report) show(w io.Writer, e *env, shown reports.Copy) {
	m := shown.Month
	if shown.Issued != nil {
		fmt.Fprintln(w, e.versionLine(*shown.Issued))
	}
	for _, d := range shown.Differs {
		fmt.Fprintln(w, "≠", e.difference(d))
	}
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
