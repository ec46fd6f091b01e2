package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
	"regie/clients/sheet"
)

// contestGroup is what scripts do with prize contests.
type contestGroup struct {
	List     contestList     `cmd:""`
	Show     contestShow     `cmd:""`
	Add      contestAdd      `cmd:""`
	Set      contestSet      `cmd:""`
	Entrants contestEntrants `cmd:""`
	Import   contestImport   `cmd:""`
	Exclude  contestExclude  `cmd:""`
	Seed     contestSeed     `cmd:""`
	Draw     contestDraw     `cmd:""`
	Verify   contestVerify   `cmd:""`
	Result   contestResult   `cmd:""`
}

type contestFlags struct {
	From        *string  `placeholder:"2026-12-01"`
	Until       *string  `placeholder:"2026-12-15"`
	Rules       *string  `placeholder:"URL"`
	Prize       []string `placeholder:"2xNAME=50EUR" sep:"none"`
	Substitutes *int     `placeholder:"N"`
	Check       []string `placeholder:"POINT"`
	Note        *string  `placeholder:"TEXT"`
	Campaign    *string  `placeholder:"NAME"`
}

func (f contestFlags) apply(e *env, c *calendar.Contest) (err error) {
	if f.From != nil {
		if c.From, err = dayOr(*f.From, civil.Date{}, "from"); err != nil {
			return err
		}
	}
	if f.Until != nil {
		if c.Until, err = dayOr(*f.Until, civil.Date{}, "until"); err != nil {
			return err
		}
	}
	give(&c.Rules, f.Rules)
	give(&c.Note, f.Note)
	if f.Substitutes != nil {
		c.Substitutes = *f.Substitutes
	}
	if len(f.Prize) > 0 {
		c.Prizes = nil
	}
	for _, s := range f.Prize {
		p, err := readPrize(s)
		if err != nil {
			return err
		}
		c.Prizes = append(c.Prizes, p)
	}
	c.Checked = append(c.Checked, f.Check...)
	if f.Campaign != nil {
		list, err := e.House.Calendar.Campaigns(e.Context, c.Client)
		if err != nil {
			return err
		}
		c.Campaign = named(list, *f.Campaign, func(k calendar.Campaign) (clients.ID, string) { return k.ID, k.Name })
	}
	return nil
}

// readPrize reads "2xBon d’achat=50EUR", number and value as one likes.
func readPrize(s string) (calendar.Prize, error) {
	p := calendar.Prize{Quantity: 1}
	name, worth, valued := strings.Cut(s, "=")
	if many, rest, ok := strings.Cut(name, "x"); ok {
		if n, err := strconv.Atoi(strings.TrimSpace(many)); err == nil {
			p.Quantity, name = n, rest
		}
	}
	p.Name = strings.TrimSpace(name)
	if valued {
		a, err := money.Parse(worth, "EUR")
		if err != nil {
			return p, atFlag(err, "prize")
		}
		p.ValueMinor, p.Currency = &a.Minor, string(a.Currency)
	}
	return p, nil
}

// contestArg names a contest by its ID or its name.
type contestArg struct {
	Contest string `arg:"" name:"contest" placeholder:"CONTEST"`
	Client  string `required:"" placeholder:"KEY"`
}

func (a contestArg) find(e *env) (calendar.Contest, error) {
	client, err := e.Client(a.Client)
	if err != nil {
		return calendar.Contest{}, err
	}
	return e.House.Calendar.Contest(e.Context, client.ID, a.Contest)
}

type contestList struct {
	Client string `required:"" placeholder:"KEY"`
}

// Run lists a client's contests, newest first.
func (c contestList) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	all, err := e.House.Calendar.Contests(e.Context, client.ID)
	if err != nil {
		return err
	}
	out := make([]contestJSON, 0, len(all))
	for _, k := range all {
		j, err := e.contestOf(k)
		if err != nil {
			return err
		}
		out = append(out, j)
	}
	return e.Print(out, func(w io.Writer) {
		for _, k := range all {
			fmt.Fprintln(w, e.T("contest.line", "name", k.Name, "days", e.Printer.Range(civil.Range{From: k.From, To: k.Until}), "entrants", k.Entries, "id", k.ID))
		}
	})
}

type contestShow struct{ contestArg }

// Run shows a contest with its checklist and its draw.
func (c contestShow) Run(e *env) error {
	k, err := c.find(e)
	if err != nil {
		return err
	}
	return e.showContest(k)
}

type contestAdd struct {
	Client string `required:"" placeholder:"KEY"`
	Name   string `required:"" placeholder:"NAME"`
	contestFlags
}

// Run plans a contest.
func (c contestAdd) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	k := calendar.Contest{Client: client.ID, Name: c.Name}
	if err := c.apply(e, &k); err != nil {
		return err
	}
	if k, err = e.House.Calendar.SaveContest(e.Context, k); err != nil {
		return err
	}
	return e.showContest(k)
}

type contestSet struct {
	contestArg
	Name *string `placeholder:"NAME"`
	contestFlags
}

// Run changes a contest that is not drawn.
func (c contestSet) Run(e *env) error {
	k, err := c.find(e)
	if err != nil {
		return err
	}
	give(&k.Name, c.Name)
	if err := c.apply(e, &k); err != nil {
		return err
	}
	if k, err = e.House.Calendar.SaveContest(e.Context, k); err != nil {
		return err
	}
	return e.showContest(k)
}

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
		return atFlag(err, "file")
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

type contestSeed struct {
	contestArg
	Seed string `required:"" placeholder:"TEXT"`
	URL  string `placeholder:"URL"`
}

// Run records the seed that was made public before the draw.
func (c contestSeed) Run(e *env) error {
	k, err := c.find(e)
	if err != nil {
		return err
	}
	if k, err = e.House.Calendar.PublishSeed(e.Context, k.Client, k.ID, c.Seed, c.URL); err != nil {
		return err
	}
	return e.showContest(k)
}

type contestDraw struct{ contestArg }

// Run draws winners and substitutes, once and for all.
func (c contestDraw) Run(e *env) error {
	k, err := c.find(e)
	if err != nil {
		return err
	}
	if k, err = e.House.Calendar.DrawContest(e.Context, k.Client, k.ID); err != nil {
		return err
	}
	return e.showContest(k)
}

type contestVerify struct {
	contestArg
	Tickets string `placeholder:"FILE"`
	Force   bool
}

// Run says how anyone can draw again, and writes the list of tickets.
func (c contestVerify) Run(e *env) error {
	k, err := c.find(e)
	if err != nil {
		return err
	}
	d := k.Draw
	if d == nil {
		return fault.New("contest_not_drawn").At("contest")
	}
	if !d.Recheck() {
		return fault.New("draw_damaged", "name", k.Name).At("contest")
	}
	if c.Tickets != "" {
		if err := (calendarExport{Out: c.Tickets, Force: c.Force}).keep([]byte(d.List)); err != nil {
			return err
		}
	}
	words, script := calendar.VerifyText(e.Printer, k)
	return e.Print(map[string]any{
		"contest": string(k.ID), "method": d.Method, "hash": d.Hash, "seed": d.Seed, "text": words, "script": script, "tickets": strings.Fields(d.List),
	}, func(w io.Writer) { fmt.Fprintf(w, "%s\n\n%s", words, script) })
}

type contestResult struct {
	contestArg
	URL string `required:"" placeholder:"URL"`
}

// Run records where the result was made public.
func (c contestResult) Run(e *env) error {
	k, err := c.find(e)
	if err != nil {
		return err
	}
	if k, err = e.House.Calendar.PublishResult(e.Context, k.Client, k.ID, c.URL); err != nil {
		return err
	}
	return e.showContest(k)
}
