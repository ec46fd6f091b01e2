package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/budget"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
)

type budgetSet struct {
	ofMonth
	Kind       string  `required:"" aliases:"envelope" placeholder:"ads"`
	Planned    string  `required:"" aliases:"amount" placeholder:"900EUR"`
	Line       string  `placeholder:"NAME"`
	From       string  `placeholder:"2026-10-17"`
	Until      string  `placeholder:"2026-11-15"`
	Campaign   *string `placeholder:"NAME"`
	Rebillable *bool   `negatable:""`
	Note       *string `placeholder:"TEXT"`
}

// Run plans a line, new or known by envelope, name and days. Of a known line,
// what is not said stays; of a new one for a campaign without a name, the
// campaign's serves, so that it is not taken for the envelope's ordinary line.
func (c budgetSet) Run(e *env) error {
	client, m, err := c.read(e)
	if err != nil {
		return err
	}
	f := budget.PlanForm{Name: strings.TrimSpace(c.Line), Days: m.Range()}
	if c.From != "" || c.Until != "" {
		if f.Days.From, err = dayOr(c.From, f.Days.From, "from"); err != nil {
			return err
		}
		if f.Days.To, err = dayOr(c.Until, f.Days.From.InMonth().Last(), "until"); err != nil {
			return err
		}
	}
	if f.Planned, err = e.amount(c.Planned, "planned", client.Currency); err != nil {
		return err
	}
	if f.Kind, err = e.budgetKind(c.Kind); err != nil {
		return err
	}
	if err := c.tie(e, client, &f); err != nil {
		return err
	}
	l, done, err := e.House.Budget.SetLine(e.Context, client.ID, f)
	if err != nil {
		return err
	}
	e.warnCrossed(done, l.Currency)
	sum, _, err := e.House.Budget.Line(e.Context, client.ID, l.ID)
	if err != nil {
		return err
	}
	return e.Print(newLineJSON(sum), func(w io.Writer) {
		e.Table(w, [][]string{e.budgetHead(e.T("budget.line")), e.budgetRow(e.lineName(l), sum.Sum)})
	})
}

// tie says whose the line is, and what stays of a known one.
func (c budgetSet) tie(e *env, client clients.Client, f *budget.PlanForm) error {
	if c.Campaign != nil && *c.Campaign != "" {
		k, err := e.House.Calendar.Campaign(e.Context, client.ID, *c.Campaign)
		if err != nil {
			return err
		}
		f.Campaign = k.ID
		if f.Name == "" {
			f.Name = k.Name
		}
	}
	p, err := e.House.Budget.Over(e.Context, client.ID, f.Days, e.Today)
	if err != nil {
		return err
	}
	for _, l := range p.Part(f.Planned.Currency).Envelope(f.Kind).Lines {
		if l.Range() != f.Days || clients.Fold(l.Name) != clients.Fold(f.Name) {
			continue
		}
		f.ID, f.Rebillable, f.Note = l.ID, l.Rebillable, l.Note
		if c.Campaign == nil {
			f.Campaign = l.Campaign
		}
	}
	give(&f.Rebillable, c.Rebillable)
	give(&f.Note, c.Note)
	return nil
}

// budgetKind reads an envelope by its key or its name in either language.
func (e *env) budgetKind(s string) (budget.Kind, error) {
	for _, k := range budget.Kinds() {
		for _, p := range printers() {
			if clients.Fold(s) == string(k) || clients.Fold(s) == clients.Fold(p.T("budget.kind_"+string(k))) {
				return k, nil
			}
		}
	}
	return "", fault.New("budget_kind_unknown", "value", s).At("kind")
}

// warnCrossed says on stderr which threshold an act made the budget cross: the
// highest, where it crossed several.
func (e *env) warnCrossed(done budget.Done, c money.Currency) {
	if a, ok := budget.Highest(done.Fired); ok && !e.JSON {
		fmt.Fprintln(e.Err, e.alertText(a, c))
	}
}

type budgetCopy struct {
	ofMonth
	From string `required:"" placeholder:"2026-09"`
}

// Run plans a month like another one.
func (c budgetCopy) Run(e *env) error {
	client, m, err := c.read(e)
	if err != nil {
		return err
	}
	from, err := civil.ParseMonth(c.From)
	if err != nil {
		return fault.At(err, "from")
	}
	if _, _, err := e.House.Budget.CopyMonth(e.Context, client.ID, from, m); err != nil {
		return err
	}
	return budgetShow{ofMonth: c.ofMonth}.Run(e)
}

type budgetCarry struct {
	ofMonth
	To   string `placeholder:"2026-11"`
	Kind string `aliases:"envelope" placeholder:"ads"`
}

// Run carries what is left of a month, of all envelopes or of one, to the next.
func (c budgetCarry) Run(e *env) error {
	client, m, err := c.read(e)
	if err != nil {
		return err
	}
	to, err := monthOr(c.To, m.Add(1))
	if err != nil {
		return fault.At(err, "to")
	}
	var kind budget.Kind
	if c.Kind != "" {
		if kind, err = e.budgetKind(c.Kind); err != nil {
			return err
		}
	}
	o, err := e.House.Budget.Month(e.Context, client.ID, m, e.Today)
	if err != nil {
		return err
	}
	var lines []clients.ID
	for _, v := range o.Envelopes {
		for _, l := range v.Lines {
			if l.Month() == m && (kind == "" || l.Kind == kind) {
				lines = append(lines, l.ID)
			}
		}
	}
	if _, _, err := e.House.Budget.CarryOver(e.Context, client.ID, lines, m, to); err != nil {
		return err
	}
	return budgetShow{ofMonth: ofMonth{Client: c.Client, Month: to.String()}}.Run(e)
}

type budgetThresholds struct {
	Client string `required:"" placeholder:"KEY"`
	Set    string `placeholder:"50,75,90,100,110"`
}

// Run shows the percentages that warn, or sets them; "default" brings the
// shipped ones back.
func (c budgetThresholds) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	if c.Set != "" {
		percents, err := readPercents(c.Set)
		if err != nil {
			return err
		}
		if err := e.House.Budget.SetThresholds(e.Context, client.ID, percents); err != nil {
			return err
		}
	}
	have, err := e.House.Budget.Thresholds(e.Context, client.ID)
	if err != nil {
		return err
	}
	return e.Print(have, func(w io.Writer) {
		for _, p := range have {
			fmt.Fprintln(w, e.Printer.Percent(int64(p)*100, 0))
		}
	})
}

func readPercents(s string) ([]int, error) {
	if s == "default" {
		return nil, nil
	}
	var list []int
	for _, part := range strings.Split(s, ",") {
		n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(part), "%"))
		if err != nil {
			n = 0 // refused by the rule, with what it takes
		}
		list = append(list, n)
	}
	return budget.CheckThresholds(list)
}

type budgetAck struct {
	ofMonth
	Percent string `required:"" placeholder:"90"`
	Kind    string `aliases:"envelope" placeholder:"ads"`
	Hours   bool
}

// Run takes note of an alert on the whole budget, an envelope, or the hours.
func (c budgetAck) Run(e *env) error {
	client, m, err := c.read(e)
	if err != nil {
		return err
	}
	percents, err := readPercents(c.Percent)
	if err != nil || len(percents) != 1 {
		return fault.New("budget_alert_unknown", "percent", c.Percent).At("percent")
	}
	on := budget.OnTotal
	switch {
	case c.Hours:
		on = budget.OnHours
	case c.Kind != "":
		kind, err := e.budgetKind(c.Kind)
		if err != nil {
			return err
		}
		on = budget.OnKind(kind)
	}
	if err := e.House.Budget.Acknowledge(e.Context, client.ID, m, on, percents[0]); err != nil {
		return err
	}
	return budgetShow{ofMonth: c.ofMonth}.Run(e)
}

// printers speak the languages a name may be typed in.
func printers() []*text.Printer {
	var all []*text.Printer
	for _, l := range text.Langs() {
		all = append(all, text.For(l))
	}
	return all
}
