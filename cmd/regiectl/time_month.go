package main

import (
	"fmt"
	"io"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
	"regie/clients/money"
)

// figuresJSON are the three figures of every breakdown.
type figuresJSON struct {
	RawMinutes    int64  `json:"raw_minutes"`
	BilledMinutes int64  `json:"billed_minutes"`
	AmountMinor   *int64 `json:"amount_minor"`
}

type onJSON struct {
	On string `json:"on"`
	figuresJSON
}

type hatJSON struct {
	Hat string `json:"hat"`
	figuresJSON
}

type levelJSON struct {
	Level string `json:"level"`
	figuresJSON
}

type personJSON struct {
	Person string `json:"person"`
	figuresJSON
}

type lineOfTimeJSON struct {
	Kind        string  `json:"kind"`
	Description string  `json:"description"`
	Level       string  `json:"level"`
	Hat         string  `json:"hat"`
	Quantity    int64   `json:"quantity_minutes"`
	UnitPrice   *int64  `json:"unit_price_minor"`
	Net         *int64  `json:"net_minor"`
	RateSource  *string `json:"rate_source"`
}

type summaryJSON struct {
	Client string `json:"client"`
	Month  string `json:"month"`
	figuresJSON
	Currency string           `json:"currency"`
	Entries  int              `json:"entries"`
	Running  int              `json:"running"`
	ByDay    []onJSON         `json:"by_day"`
	ByHat    []hatJSON        `json:"by_hat"`
	ByLevel  []levelJSON      `json:"by_level"`
	ByPerson []personJSON     `json:"by_person"`
	Lines    []lineOfTimeJSON `json:"lines"`
}

func figures(p hours.Part) figuresJSON {
	return figuresJSON{p.RawMinutes, p.BilledMinutes, p.Amount}
}

func (e *env) summaryJSON(c clients.Client, s hours.Summary) (summaryJSON, error) {
	people, err := e.House.Clients.Staff(e.Context, true)
	if err != nil {
		return summaryJSON{}, err
	}
	name := map[string]string{}
	for _, p := range people {
		name[string(p.ID)] = p.Name
	}
	v := summaryJSON{
		Client: c.Key, Month: s.Month.String(), figuresJSON: figuresJSON{s.RawMinutes, s.BilledMinutes, s.Amount},
		Currency: string(s.Currency), Entries: s.Entries, Running: s.Running,
		ByDay: []onJSON{}, ByHat: []hatJSON{}, ByLevel: []levelJSON{}, ByPerson: []personJSON{}, Lines: []lineOfTimeJSON{},
	}
	for _, p := range s.Days {
		v.ByDay = append(v.ByDay, onJSON{p.Key, figures(p)})
	}
	for _, p := range s.Hats {
		v.ByHat = append(v.ByHat, hatJSON{p.Key, figures(p)})
	}
	for _, p := range s.Levels {
		v.ByLevel = append(v.ByLevel, levelJSON{p.Key, figures(p)})
	}
	for _, p := range s.Persons {
		v.ByPerson = append(v.ByPerson, personJSON{name[p.Key], figures(p)})
	}
	for _, l := range s.Lines {
		v.Lines = append(v.Lines, lineOfTimeJSON{
			Kind: string(l.Kind), Description: e.hatName(l.Hat) + " · " + e.levelName(l.Level), Level: l.Level, Hat: l.Hat,
			Quantity: l.Minutes, UnitPrice: l.Rate, Net: l.Amount, RateSource: orNull(l.RateSource),
		})
	}
	return v, nil
}

type timeSummary struct{ ofMonth }

// Run shows what a month of a client was worked and comes to.
func (c timeSummary) Run(e *env) error {
	client, m, err := c.read(e)
	if err != nil {
		return err
	}
	s, err := e.House.Hours.Summary(e.Context, client.ID, m)
	if err != nil {
		return err
	}
	v, err := e.summaryJSON(client, s)
	if err != nil {
		return err
	}
	return e.Print(v, func(w io.Writer) { e.writeSummary(w, client, s, v) })
}

func (e *env) writeSummary(w io.Writer, c clients.Client, s hours.Summary, v summaryJSON) {
	fmt.Fprintf(w, "%s · %s\n", c.Name, e.Printer.Month(s.Month))
	amount := func(minor *int64) string {
		if minor == nil {
			return e.T("common.unknown")
		}
		return e.Printer.Money(money.Of(*minor, s.Currency))
	}
	row := func(name string, f figuresJSON) []string {
		return []string{name, e.Printer.Hours(f.RawMinutes), e.Printer.Hours(f.BilledMinutes), amount(f.AmountMinor)}
	}
	part := func(key string) []string { return []string{e.T(key), "", "", " "} } // a whole row keeps the columns
	rows := [][]string{{"", e.T("hours.raw"), e.T("hours.billed"), e.T("hours.value")}, part("hours.hat")}
	for _, h := range v.ByHat {
		rows = append(rows, row("  "+e.hatName(h.Hat), h.figuresJSON))
	}
	rows = append(rows, part("hours.level"))
	for _, l := range v.ByLevel {
		rows = append(rows, row("  "+e.levelName(l.Level), l.figuresJSON))
	}
	rows = append(rows, part("hours.person"))
	for _, p := range v.ByPerson {
		rows = append(rows, row("  "+p.Person, p.figuresJSON))
	}
	e.Table(w, append(rows, row(e.T("hours.total"), v.figuresJSON)))
	if s.Unrated > 0 {
		fmt.Fprintln(w, e.Printer.N("hours.unrated", s.Unrated))
	}
}

type timeWeek struct {
	Client string `required:"" placeholder:"KEY"`
	On     string `placeholder:"2026-10-31"`
	Who    string `placeholder:"NAME"`
	Hat    string `placeholder:"writer"`
	Set    string `placeholder:"1:30"`
	Copy   string `placeholder:"2026-10-24"`
}

type cellJSON struct {
	On      string `json:"on"`
	Seconds int64  `json:"seconds"`
	Locked  bool   `json:"locked"`
}

type weekRowJSON struct {
	Hat    string     `json:"hat"`
	Person string     `json:"person"`
	Cells  []cellJSON `json:"cells"`
	Total  int64      `json:"total_seconds"`
}

type weekJSON struct {
	Client string        `json:"client"`
	Monday string        `json:"monday"`
	Rows   []weekRowJSON `json:"rows"`
	Total  int64         `json:"total_seconds"`
}

// Run shows a time sheet; --set types into a cell, --copy takes another week over.
func (c timeWeek) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	on, err := dayOr(c.On, e.Today, "on")
	if err != nil {
		return err
	}
	if c.Copy != "" {
		from, err := dayOr(c.Copy, on, "copy")
		if err != nil {
			return err
		}
		if _, err := e.House.Hours.CopyWeek(e.Context, hours.WeekCopy{Client: client.ID, From: from, To: on}); err != nil {
			return err
		}
	}
	if c.Set != "" {
		if err := c.set(e, client, on); err != nil {
			return err
		}
	}
	w, err := e.House.Hours.Week(e.Context, client.ID, on)
	if err != nil {
		return err
	}
	return e.showWeek(client, w)
}

func (c timeWeek) set(e *env, client clients.Client, on civil.Date) error {
	p, err := e.who(c.Who)
	if err != nil {
		return err
	}
	if c.Hat == "" {
		return fault.New("hat_missing").At("hat")
	}
	h, err := e.House.Clients.Hat(e.Context, c.Hat)
	if err != nil {
		return err
	}
	_, err = e.House.Hours.SetCell(e.Context, hours.CellEdit{Client: client.ID, Person: p.ID, Hat: h.Key, On: on, Text: c.Set})
	return atFlagOnly(err, "for", "set")
}

// atFlagOnly renames the field of a refusal where the flag is called otherwise.
func atFlagOnly(err error, field, flag string) error {
	if f, ok := fault.As(err); ok && f.Field == field {
		return f.At(flag)
	}
	return err
}

func (e *env) showWeek(client clients.Client, w hours.Week) error {
	people, err := e.House.Clients.Staff(e.Context, true)
	if err != nil {
		return err
	}
	name := map[clients.ID]string{}
	for _, p := range people {
		name[p.ID] = p.Name
	}
	v := weekJSON{Client: client.Key, Monday: w.Monday.String(), Rows: []weekRowJSON{}, Total: w.Total}
	for _, r := range w.Rows {
		row := weekRowJSON{Hat: r.Hat, Person: name[r.Person], Total: r.Total}
		for day, cell := range r.Cells {
			row.Cells = append(row.Cells, cellJSON{w.Monday.AddDays(day).String(), cell.Seconds, cell.Locked})
		}
		v.Rows = append(v.Rows, row)
	}
	return e.Print(v, func(out io.Writer) {
		head := []string{e.T("hours.hat"), e.T("hours.person")}
		for day := range w.Days {
			head = append(head, e.Printer.DateShort(w.Monday.AddDays(day)))
		}
		rows := [][]string{append(head, e.T("hours.total"))}
		for _, r := range v.Rows {
			row := []string{e.hatName(r.Hat), r.Person}
			for _, cell := range r.Cells {
				row = append(row, hm(cell.Seconds))
			}
			rows = append(rows, append(row, hm(r.Total)))
		}
		total := []string{e.T("hours.total"), ""}
		for _, n := range w.Days {
			total = append(total, hm(n))
		}
		e.Table(out, append(rows, append(total, hm(w.Total))))
	})
}

func hm(seconds int64) string {
	if seconds == 0 {
		return "·"
	}
	return civil.FormatHM((seconds + 30) / 60)
}

type timeDay struct {
	ofPerson
	On string `placeholder:"2026-10-31"`
}

type gapJSON struct {
	Start   *string `json:"start"`
	End     *string `json:"end"`
	Seconds int64   `json:"seconds"`
}

type dayJSON struct {
	Person  string      `json:"person"`
	On      string      `json:"on"`
	Seconds int64       `json:"seconds"`
	Entries []entryJSON `json:"entries"`
	Gaps    []gapJSON   `json:"gaps"`
}

// Run shows a person's day and what of it is untracked.
func (c timeDay) Run(e *env) error {
	p, err := e.who(c.Who)
	if err != nil {
		return err
	}
	on, err := dayOr(c.On, e.Today, "on")
	if err != nil {
		return err
	}
	d, err := e.House.Hours.Day(e.Context, p.ID, on)
	if err != nil {
		return err
	}
	v := dayJSON{Person: p.Name, On: on.String(), Seconds: d.Seconds, Gaps: []gapJSON{}}
	if v.Entries, err = e.entryRows(d.Entries); err != nil {
		return err
	}
	for _, g := range d.Gaps {
		v.Gaps = append(v.Gaps, gapJSON{instantOrNull(g.Start), instantOrNull(g.End), g.Seconds()})
	}
	return e.Print(v, func(w io.Writer) {
		e.writeEntries(w, v.Entries)
		fmt.Fprintln(w, e.T("hours.day_total", "date", on, "minutes", civil.Minutes((d.Seconds+30)/60)))
		for _, g := range d.Gaps {
			fmt.Fprintln(w, e.T("hours.untracked", "minutes", civil.Minutes(g.Seconds()/60)))
		}
	})
}

type lockJSON struct {
	Client   string  `json:"client"`
	Month    string  `json:"month"`
	Locked   bool    `json:"locked"`
	LockedAt *string `json:"locked_at"`
	LockedBy *string `json:"locked_by"`
	Reason   *string `json:"reason"`
}

func (e *env) showLock(client clients.Client, m civil.Month) error {
	l, err := e.House.Hours.Locked(e.Context, client.ID, m)
	if err != nil {
		return err
	}
	v := lockJSON{Client: client.Key, Month: m.String()}
	key := "hours.month_open"
	if l != nil {
		v.Locked, v.LockedAt, v.LockedBy, v.Reason = true, instantOrNull(l.At), orNull(l.By), orNull(l.Reason)
		key = "hours.month_locked"
	}
	return e.Print(v, func(w io.Writer) { fmt.Fprintln(w, e.T(key, "client", client.Name, "month", m)) })
}

type timeLock struct {
	Client string `required:"" placeholder:"KEY"`
	Month  string `required:"" placeholder:"2026-10"`
	Reason string
}

// Run locks a month's times.
func (c timeLock) Run(e *env) error {
	client, m, err := ofMonth{c.Client, c.Month}.read(e)
	if err != nil {
		return err
	}
	if _, err := e.House.Hours.Lock(e.Context, client.ID, m, c.Reason); err != nil {
		return err
	}
	return e.showLock(client, m)
}

type timeUnlock struct {
	Client string `required:"" placeholder:"KEY"`
	Month  string `required:"" placeholder:"2026-10"`
	Reason string
}

// Run lifts a month's lock; the reason is kept in the journal.
func (c timeUnlock) Run(e *env) error {
	client, m, err := ofMonth{c.Client, c.Month}.read(e)
	if err != nil {
		return err
	}
	if err := e.House.Hours.Unlock(e.Context, client.ID, m, c.Reason); err != nil {
		return err
	}
	return e.showLock(client, m)
}
