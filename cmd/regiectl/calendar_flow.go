package main

import (
	"fmt"
	"io"
	"path/filepath"
	"time"

	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
)

type calendarMove struct {
	itemArg
	To string  `required:"" placeholder:"2026-10-17"`
	At *string `placeholder:"10:30"`
	By string  `placeholder:"agency|client"`
}

// Run puts an item on another day.
func (c calendarMove) Run(e *env) error {
	to, err := dayOr(c.To, civil.Date{}, "to")
	if err != nil {
		return err
	}
	var at *civil.Clock
	if c.At != nil {
		clock := civil.NoClock
		if *c.At != "" {
			if clock, err = civil.ParseClock(*c.At); err != nil {
				return fault.At(err, "at")
			}
		}
		at = &clock
	}
	it, err := e.House.Calendar.Move(e.Context, c.id(), to, at, calendar.Side(c.By))
	return e.after(it, atFlagOnly(err, "on", "to"))
}

type calendarCopy struct {
	itemArg
	To string `required:"" placeholder:"2026-10-17"`
}

// Run makes a draft with the same content on another day.
func (c calendarCopy) Run(e *env) error {
	to, err := dayOr(c.To, civil.Date{}, "to")
	if err != nil {
		return err
	}
	it, err := e.House.Calendar.Copy(e.Context, c.id(), to)
	return e.after(it, err)
}

type calendarStatus struct {
	itemArg
	To     string `required:"" placeholder:"STATE"`
	Reason string `placeholder:"TEXT"`
}

// Run takes an item to another state.
func (c calendarStatus) Run(e *env) error {
	to, err := e.state(c.To)
	if err != nil {
		return fault.At(err, "to")
	}
	it, err := e.House.Calendar.SetState(e.Context, c.id(), to, c.Reason)
	return e.after(it, atFlagOnly(err, "state", "to"))
}

type calendarDecide struct {
	itemArg
	Who      string `required:"" placeholder:"NAME"`
	Decision string `required:"" placeholder:"approve|changes|refuse"`
	At       string `placeholder:"2026-10-17T10:00:00Z"`
	Way      string `placeholder:"mail"`
	Comment  string `placeholder:"TEXT"`
	Hash     string `placeholder:"SHA256"`
}

// Run records what somebody decided.
func (c calendarDecide) Run(e *env) error {
	at, err := instantFlag(c.At, "at")
	if err != nil {
		return err
	}
	it, err := e.House.Calendar.Decide(e.Context, calendar.Answer{
		Item: c.id(), Who: c.Who, Verdict: calendar.Verdict(c.Decision), At: at, Way: c.Way, Comment: c.Comment, Hash: c.Hash,
	})
	return e.after(it, err)
}

// instantFlag reads an instant, zero for none.
func instantFlag(s, flag string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return t, fault.New("instant_invalid", "value", s).At(flag).Because(err)
	}
	return t, nil
}

type calendarPublish struct {
	itemArg
	URL     string `placeholder:"URL"`
	At      string `placeholder:"2026-10-17T10:00:00Z"`
	Capture string `placeholder:"FILE"`
}

// Run records that an item went out.
func (c calendarPublish) Run(e *env) error {
	at, err := instantFlag(c.At, "at")
	if err != nil {
		return err
	}
	p := calendar.Proof{URL: c.URL, At: at}
	if c.Capture != "" {
		p.Name = filepath.Base(c.Capture)
		if p.Picture, err = readFile(c.Capture, calendar.MaxMediaBytes); err != nil {
			return fault.At(err, "capture")
		}
	}
	it, err := e.House.Calendar.Publish(e.Context, c.id(), p)
	return e.after(it, err)
}

type calendarCorrect struct {
	itemArg
	Text string `required:"" placeholder:"TEXT"`
}

// Run records a correction of a published item.
func (c calendarCorrect) Run(e *env) error {
	it, err := e.House.Calendar.Correct(e.Context, c.id(), c.Text)
	return e.after(it, err)
}

type calendarComment struct {
	itemArg
	Text      string `required:"" placeholder:"TEXT"`
	ForClient bool
}

// Run adds a comment to an item.
func (c calendarComment) Run(e *env) error {
	if _, err := e.House.Calendar.Say(e.Context, c.id(), c.Text, c.ForClient); err != nil {
		return err
	}
	return e.showItem(c.id())
}

type calendarHold struct {
	Client string `required:"" placeholder:"KEY"`
	Reason string `placeholder:"TEXT"`
}

// Run puts everything of a client on hold.
func (c calendarHold) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	n, err := e.House.Calendar.HoldAll(e.Context, client.ID, c.Reason)
	if err != nil {
		return err
	}
	return e.Print(map[string]any{"client": client.Key, "held": n}, func(w io.Writer) { fmt.Fprintln(w, e.Printer.N("calendar.held", n)) })
}

type calendarRelease struct {
	Client string `required:"" placeholder:"KEY"`
}

// Run puts back what calendar hold held.
func (c calendarRelease) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	n, err := e.House.Calendar.ReleaseAll(e.Context, client.ID)
	if err != nil {
		return err
	}
	return e.Print(map[string]any{"client": client.Key, "released": n}, func(w io.Writer) { fmt.Fprintln(w, e.Printer.N("calendar.released", n)) })
}

type calendarRm struct{ itemArg }

// Run removes an item that nobody decided on, and shows it as it was.
func (c calendarRm) Run(e *env) error {
	d, err := e.House.Calendar.Show(e.Context, c.id())
	if err != nil {
		return err
	}
	w, err := e.directory()
	if err != nil {
		return err
	}
	if err := e.House.Calendar.Remove(e.Context, c.id()); err != nil {
		return err
	}
	return e.Print(w.item(d.Item, nil, e), func(out io.Writer) { fmt.Fprintln(out, e.T("calendar.removed", "title", d.Item.Name())) })
}

type calendarApprovals struct {
	Client string `placeholder:"KEY"`
}

type approvalJSON struct {
	Item    string   `json:"item"`
	Client  string   `json:"client"`
	Title   string   `json:"title"`
	On      *string  `json:"on"`
	State   string   `json:"state"`
	Have    int      `json:"have"`
	Need    int      `json:"need"`
	Waiting []string `json:"waiting"`
	Tutor   *string  `json:"tutor"`
	Due     *string  `json:"review_due"`
	Late    bool     `json:"late"`
}

// Run lists what waits for a decision.
func (c calendarApprovals) Run(e *env) error {
	f, err := periodFlags{Client: c.Client}.filter(e)
	if err != nil {
		return err
	}
	list, err := e.House.Calendar.Approvals(e.Context, f.Client, e.Today)
	if err != nil {
		return err
	}
	dir, err := e.directory()
	if err != nil {
		return err
	}
	out := make([]approvalJSON, 0, len(list))
	rows := [][]string{{e.T("calendar.col_on"), e.T("calendar.col_client"), e.T("calendar.col_state"), e.T("calendar.col_count"), e.T("calendar.col_title"), e.T("calendar.col_id")}}
	for _, a := range list {
		j := approvalJSON{
			Item: string(a.Row.ID), Client: dir.clients[a.Row.Client], Title: a.Row.Title, On: orNull(a.Row.On.String()), State: string(a.Row.State),
			Have: a.Committee.Approvals, Need: a.Committee.Needed, Waiting: []string{}, Tutor: orNull(dir.staff[a.Reviewer]),
			Due: orNull(a.Row.ReviewDue.String()), Late: a.Late,
		}
		for _, m := range a.Committee.Waiting {
			j.Waiting = append(j.Waiting, m.Name)
		}
		count := ""
		if a.Row.State == calendar.ClientReview {
			count = e.T("calendar.count", "have", j.Have, "need", j.Need)
		}
		out = append(out, j)
		rows = append(rows, []string{e.Printer.DateNum(a.Row.On), j.Client, e.T("calendar.state." + j.State), count, j.Title, j.Item})
	}
	return e.Print(out, func(w io.Writer) { e.Table(w, rows) })
}

type calendarPromised struct{ ofMonth }

type promisedJSON struct {
	Kind              string `json:"kind"`
	Promised          int    `json:"promised"`
	Made              int    `json:"made"`
	Planned           int    `json:"planned"`
	PostponedByAgency int    `json:"postponed_by_agency"`
	PostponedByClient int    `json:"postponed_by_client"`
	Missing           int    `json:"missing"`
}

// Run compares what a month promises with what was made.
func (c calendarPromised) Run(e *env) error {
	client, month, err := c.read(e)
	if err != nil {
		return err
	}
	list, err := e.House.Calendar.Deliverables(e.Context, client.ID, month)
	if err != nil {
		return err
	}
	out := make([]promisedJSON, 0, len(list))
	rows := [][]string{{e.T("calendar.col_kind"), e.T("calendar.col_promised"), e.T("calendar.col_made"), e.T("calendar.col_planned"), e.T("calendar.col_postponed"), e.T("calendar.col_missing")}}
	for _, d := range list {
		out = append(out, promisedJSON{string(d.Kind), d.Promised, d.Made, d.Planned, d.PostponedByAgency, d.PostponedByClient, d.Missing()})
		kind := string(d.Kind)
		if e.Printer.Has("calendar.kind." + kind) {
			kind = e.T("calendar.kind." + kind)
		}
		rows = append(rows, []string{kind, fmt.Sprint(d.Promised), fmt.Sprint(d.Made), fmt.Sprint(d.Planned), fmt.Sprint(d.PostponedByAgency + d.PostponedByClient), fmt.Sprint(d.Missing())})
	}
	return e.Print(out, func(w io.Writer) { e.Table(w, rows) })
}
