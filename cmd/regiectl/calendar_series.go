package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"regie/clients/calendar"
	"regie/clients/civil"
)

type calendarRepeat struct {
	itemArg
	Rule  string `placeholder:"FREQ=WEEKLY;COUNT=10"`
	Every string `placeholder:"day|week|month|year"`
	Count int    `placeholder:"N"`
	Until string `placeholder:"2026-12-31"`
}

type repeatedJSON struct {
	Series string   `json:"series"`
	Rule   string   `json:"rule"`
	Items  []string `json:"items"`
	Days   []string `json:"days"`
	Cut    bool     `json:"cut"`
	Left   int      `json:"left"`
	Until  string   `json:"made_until"`
}

func repeatedOf(r calendar.Repeated) repeatedJSON {
	out := repeatedJSON{Series: string(r.Series.ID), Rule: r.Series.Rule.Text, Items: []string{}, Days: []string{}, Cut: r.Cut, Left: r.Left, Until: r.Series.Until.String()}
	for _, it := range r.Items {
		out.Items = append(out.Items, string(it.ID))
		out.Days = append(out.Days, it.On.String())
	}
	return out
}

func (e *env) showRepeated(r calendar.Repeated) error {
	return e.Print(repeatedOf(r), func(w io.Writer) {
		fmt.Fprintln(w, e.Printer.N("series.made", len(r.Items), "rule", r.Series.Rule.Text))
		for _, it := range r.Items {
			fmt.Fprintln(w, "  "+e.Printer.DateNum(it.On)+"  "+string(it.ID))
		}
		if r.Cut {
			fmt.Fprintln(w, e.T("series.cut", "until", e.Printer.DateLong(r.Series.Until)))
		}
		if r.Left > 0 {
			fmt.Fprintln(w, e.Printer.N("series.left", r.Left))
		}
	})
}

// Run makes a series that begins with an item.
func (c calendarRepeat) Run(e *env) error {
	rule, err := c.text()
	if err != nil {
		return err
	}
	r, err := e.House.Calendar.Repeat(e.Context, c.id(), rule)
	if err != nil {
		return err
	}
	return e.showRepeated(r)
}

// text is the rule as given, or the one that the simple flags say.
func (c calendarRepeat) text() (string, error) {
	if c.Rule != "" || c.Every == "" {
		return c.Rule, nil
	}
	frequency, ok := map[string]string{"day": "DAILY", "week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY"}[strings.ToLower(c.Every)]
	if !ok {
		frequency = c.Every // refused where rules are read
	}
	rule := "FREQ=" + frequency
	if c.Count != 0 {
		rule += ";COUNT=" + strconv.Itoa(c.Count)
	}
	until, err := dayOr(c.Until, civil.Date{}, "until")
	if err == nil && !until.IsZero() {
		rule += ";UNTIL=" + strings.ReplaceAll(until.String(), "-", "")
	}
	return rule, err
}

type calendarStop struct{ itemArg }

// Run ends a series with an item.
func (c calendarStop) Run(e *env) error {
	r, err := e.House.Calendar.StopSeries(e.Context, c.id())
	if err != nil {
		return err
	}
	return e.Print(repeatedOf(r), func(w io.Writer) {
		fmt.Fprintln(w, e.T("series.stopped", "until", e.Printer.DateLong(r.Series.Until)))
		if r.Left > 0 {
			fmt.Fprintln(w, e.Printer.N("series.left", r.Left))
		}
	})
}

type calendarSeries struct {
	Client string `required:"" placeholder:"KEY"`
}

type seriesJSON struct {
	ID     string   `json:"id"`
	Rule   string   `json:"rule"`
	Start  string   `json:"start"`
	At     *string  `json:"at"`
	Zone   string   `json:"zone"`
	Except []string `json:"except"`
	Until  string   `json:"made_until"`
}

// Run lists a client's series.
func (c calendarSeries) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	all, err := e.House.Calendar.SeriesOf(e.Context, client.ID)
	if err != nil {
		return err
	}
	out := make([]seriesJSON, 0, len(all))
	for _, s := range all {
		j := seriesJSON{string(s.ID), s.Rule.Text, s.Rule.Start.String(), orNull(s.Rule.At.String()), s.Rule.Zone, []string{}, s.Until.String()}
		for _, d := range s.Rule.Except {
			j.Except = append(j.Except, d.String())
		}
		out = append(out, j)
	}
	return e.Print(out, func(w io.Writer) {
		for _, s := range all {
			fmt.Fprintln(w, e.T("series.line", "rule", s.Rule.Text, "from", e.Printer.DateNum(s.Rule.Start), "until", e.Printer.DateNum(s.Until), "id", s.ID))
		}
	})
}

type calendarExtend struct {
	Client string `required:"" placeholder:"KEY"`
	Until  string `required:"" placeholder:"2027-03-31"`
}

// Run makes the occurrences of a client's series that are not made yet.
func (c calendarExtend) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	until, err := dayOr(c.Until, civil.Date{}, "until")
	if err != nil {
		return err
	}
	n, err := e.House.Calendar.ExtendSeries(e.Context, client.ID, until)
	if err != nil {
		return err
	}
	return e.Print(map[string]any{"client": client.Key, "made": n}, func(w io.Writer) { fmt.Fprintln(w, e.Printer.N("series.extended", n)) })
}
