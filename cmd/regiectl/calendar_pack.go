package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/sheet"
	"regie/reports/packs"
)

type calendarPack struct {
	Client   string   `required:"" placeholder:"KEY"`
	From     string   `placeholder:"2026-12-01"`
	To       string   `placeholder:"2026-12-31"`
	Deadline string   `placeholder:"2026-11-28"`
	Item     []string `placeholder:"ITEM"`
	Number   int      `placeholder:"N"`
	PDF      string   `name:"pdf" placeholder:"FILE"`
	XLSX     string   `name:"xlsx" placeholder:"FILE"`
}

type packJSON struct {
	ID       string          `json:"id"`
	Client   string          `json:"client"`
	Number   int             `json:"number"`
	From     *string         `json:"from"`
	Until    *string         `json:"until"`
	Deadline *string         `json:"deadline"`
	Lang     string          `json:"lang"`
	MadeAt   string          `json:"made_at"`
	MadeBy   *string         `json:"made_by"`
	Members  []string        `json:"members"`
	Count    int             `json:"count"`
	Items    []packEntryJSON `json:"items"`
}

type packEntryJSON struct {
	Position int               `json:"position"`
	Item     string            `json:"item"`
	Title    string            `json:"title"`
	On       *string           `json:"on"`
	At       *string           `json:"at"`
	Texts    map[string]string `json:"texts"`
	Hash     string            `json:"hash"`
}

func packOf(p calendar.Pack, client string) packJSON {
	out := packJSON{
		ID: string(p.ID), Client: client, Number: p.Number, From: orNull(p.Days.From.String()), Until: orNull(p.Days.To.String()),
		Deadline: orNull(p.Due.String()), Lang: p.Lang, MadeAt: p.MadeAt.UTC().Format(time.RFC3339), MadeBy: orNull(p.Who),
		Members: []string{}, Count: p.Count, Items: []packEntryJSON{},
	}
	for _, m := range p.Members {
		out.Members = append(out.Members, m.Name)
	}
	for _, en := range p.Entries {
		j := packEntryJSON{
			Position: en.Position, Item: string(en.Item), Title: en.Title, On: orNull(en.Shown.On.String()),
			At: orNull(en.Shown.At.String()), Texts: map[string]string{}, Hash: en.Hash,
		}
		for _, r := range en.Shown.Networks {
			j.Texts[r.Network] = r.Text
		}
		out.Items = append(out.Items, j)
	}
	return out
}

// Run freezes what waits for the committee in a numbered pack, or shows one
// made before, and writes its booklet and its workbook.
func (c calendarPack) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	p, err := c.pack(e, client)
	if err != nil {
		return err
	}
	if c.PDF != "" || c.XLSX != "" {
		d, err := e.House.Packs.Gather(e.Context, p)
		if err != nil {
			return err
		}
		if err := packs.Save(d, c.PDF, c.XLSX); err != nil {
			return err
		}
	}
	return e.Print(packOf(p, client.Key), func(w io.Writer) {
		e.writePack(w, p)
		writePaths(w, c.PDF, c.XLSX)
	})
}

func (c calendarPack) pack(e *env, client clients.Client) (calendar.Pack, error) {
	if c.Number != 0 {
		return e.House.Calendar.Pack(e.Context, client.ID, c.Number)
	}
	r := calendar.PackRequest{Client: client.ID}
	var err error
	if r.Days.From, err = dayOr(c.From, civil.Date{}, "from"); err != nil {
		return calendar.Pack{}, err
	}
	if r.Days.To, err = dayOr(c.To, civil.Date{}, "to"); err != nil {
		return calendar.Pack{}, err
	}
	if r.Due, err = dayOr(c.Deadline, civil.Date{}, "deadline"); err != nil {
		return calendar.Pack{}, err
	}
	for _, id := range c.Item {
		r.Items = append(r.Items, clients.ID(strings.TrimSpace(id)))
	}
	return e.House.Calendar.MakePack(e.Context, r)
}

func (e *env) writePack(w io.Writer, p calendar.Pack) {
	fmt.Fprintln(w, e.T("pack.made", "number", p.Number, "items", e.Printer.N("calendar.items", p.Count),
		"from", e.Printer.DateNum(p.Days.From), "to", e.Printer.DateNum(p.Days.To)))
	if !p.Due.IsZero() {
		fmt.Fprintln(w, e.T("pack.due", "on", e.Printer.DateLong(p.Due)))
	}
	for _, en := range p.Entries {
		fmt.Fprintln(w, e.T("pack.entry", "position", en.Position, "on", e.Printer.DateNum(en.Shown.On),
			"at", e.Printer.Clock(en.Shown.At), "title", en.Title, "hash", en.Hash[:12]))
	}
}

type calendarPacks struct {
	Client string `required:"" placeholder:"KEY"`
}

// Run lists a client's packs, newest first.
func (c calendarPacks) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	packs, err := e.House.Calendar.Packs(e.Context, client.ID)
	if err != nil {
		return err
	}
	out := make([]packJSON, 0, len(packs))
	rows := [][]string{{e.T("pack.col_number"), e.T("pack.col_period"), e.T("pack.col_due"), e.T("pack.col_made"), e.T("pack.col_count")}}
	for _, p := range packs {
		out = append(out, packOf(p, client.Key))
		rows = append(rows, []string{
			fmt.Sprint(p.Number), e.Printer.Range(p.Days), e.Printer.DateNum(p.Due), e.Printer.DateNum(civil.DateOf(p.MadeAt, time.UTC)), fmt.Sprint(p.Count),
		})
	}
	return e.Print(out, func(w io.Writer) { e.Table(w, rows) })
}

type calendarDecisions struct {
	Source string `arg:"" name:"source" placeholder:"FILE|ITEM"`
	Client string `placeholder:"KEY"`
	Pack   int    `placeholder:"N"`
	Who    string `placeholder:"NAME"`
	At     string `placeholder:"2026-10-17T10:00:00Z"`
	DryRun bool
}

// Run takes in the decisions of a pack's filled workbook; with an item in place
// of a file it lists what was decided on that item, oldest first.
func (c calendarDecisions) Run(e *env) error {
	_, err := os.Stat(c.Source)
	if err != nil && filepath.Ext(c.Source) == "" {
		return e.listDecisions(clients.ID(strings.TrimSpace(c.Source)))
	}
	o := calendar.DecisionOptions{Number: c.Pack, Who: c.Who, DryRun: c.DryRun}
	if o.At, err = instantFlag(c.At, "at"); err != nil {
		return err
	}
	if c.Client != "" {
		client, err := e.Client(c.Client)
		if err != nil {
			return err
		}
		o.Client = client.ID
	}
	if c.Pack != 0 && c.Client == "" {
		return fault.New("client_missing").At("client")
	}
	f, err := sheet.OpenPath(c.Source, calendar.PackLimits)
	if err != nil {
		return fault.At(err, "source")
	}
	r, err := e.House.Calendar.ReadDecisions(e.Context, f, o)
	if err != nil {
		return err
	}
	return e.showDecided(r, c.DryRun)
}

func (e *env) listDecisions(item clients.ID) error {
	d, err := e.House.Calendar.Show(e.Context, item)
	if err != nil {
		return err
	}
	return e.Print(decisionsJSON(d.Item, d.Decisions), func(w io.Writer) {
		for _, dec := range d.Decisions {
			fmt.Fprintln(w, e.decisionLine(d.Item, dec))
		}
		fmt.Fprintln(w, e.T("calendar.count_line", "have", d.Committee.Approvals, "need", d.Committee.Needed))
	})
}

type decidedJSON struct {
	File     string         `json:"file"`
	Client   string         `json:"client"`
	Pack     int            `json:"pack"`
	DryRun   bool           `json:"dry_run"`
	Rows     int            `json:"rows"`
	Blank    int            `json:"blank"`
	Accepted []acceptedJSON `json:"accepted"`
	Rejected []refusedJSON  `json:"rejected"`
}

type acceptedJSON struct {
	Line     int     `json:"line"`
	Item     string  `json:"item"`
	Who      string  `json:"who"`
	Decision string  `json:"decision"`
	Comment  *string `json:"comment"`
	State    string  `json:"state"`
}

type refusedJSON struct {
	Line    int      `json:"line"`
	Item    *string  `json:"item"`
	Code    string   `json:"code"`
	Reason  string   `json:"reason"`
	Changes []string `json:"changes"`
}

func (e *env) showDecided(r calendar.DecisionReport, dry bool) error {
	dir, err := e.directory()
	if err != nil {
		return err
	}
	out := decidedJSON{
		File: r.File, Client: dir.clients[r.Pack.Client], Pack: r.Pack.Number, DryRun: dry, Rows: r.Rows, Blank: r.Blank,
		Accepted: []acceptedJSON{}, Rejected: []refusedJSON{},
	}
	for _, a := range r.Accepted {
		out.Accepted = append(out.Accepted, acceptedJSON{a.Line, string(a.Item), a.Who, string(a.Verdict), orNull(a.Comment), string(a.State)})
	}
	for _, j := range r.Rejected {
		out.Rejected = append(out.Rejected, refusedJSON{j.Line, orNull(j.Item), j.Reason.Code, e.Printer.Error(j.Reason), list(j.Changes)})
	}
	return e.Print(out, func(w io.Writer) {
		key := "pack.read"
		if dry {
			key = "pack.read_dry"
		}
		fmt.Fprintln(w, e.T(key, "name", r.File, "number", r.Pack.Number, "accepted", len(r.Accepted), "rejected", len(r.Rejected), "blank", r.Blank))
		for _, a := range r.Accepted {
			fmt.Fprintln(w, "  "+e.T("pack.accepted", "line", a.Line, "who", a.Who, "decision", e.T("calendar.decision."+string(a.Verdict)), "title", a.Title))
		}
		for i, j := range r.Rejected {
			line := "  " + e.T("pack.rejected", "line", j.Line, "reason", out.Rejected[i].Reason)
			if len(j.Changes) > 0 {
				line += " " + e.T("pack.changed", "changes", e.changedWords(j.Changes))
			}
			fmt.Fprintln(w, line)
		}
	})
}
