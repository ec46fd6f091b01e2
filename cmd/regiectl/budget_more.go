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
)

type budgetList struct{ ofMonth }

// Run lists the orders and expenses dated in a month, newest first.
func (c budgetList) Run(e *env) error {
	client, m, err := c.read(e)
	if err != nil {
		return err
	}
	moves, err := e.House.Budget.Movements(e.Context, client.ID, m.Range())
	if err != nil {
		return err
	}
	out := []moveJSON{}
	rows := [][]string{e.moveHead()}
	lines := map[clients.ID]budget.Line{}
	for _, v := range moves {
		l, ok := lines[v.Line]
		if !ok {
			sum, _, err := e.House.Budget.Line(e.Context, client.ID, v.Line)
			if err != nil {
				return err
			}
			l, lines[v.Line] = sum.Line, sum.Line
		}
		out = append(out, newMoveJSON(v, l))
		rows = append(rows, e.moveRow(v, l))
	}
	return e.Print(out, func(w io.Writer) {
		if len(out) == 0 {
			fmt.Fprintln(w, e.T("budget.no_movement", "month", m))
			return
		}
		e.Table(w, rows)
	})
}

func (e *env) moveHead() []string {
	return []string{
		e.T("common.date"), e.T("common.kind"), e.T("budget.line"), e.T("common.label"),
		e.T("budget.supplier"), e.T("common.amount"), e.T("budget.invoice"), e.T("budget.id"),
	}
}

func (e *env) moveRow(m budget.Movement, l budget.Line) []string {
	return []string{
		m.On.String(), e.T("budget.movement_" + string(m.Kind)), e.lineName(l), m.Label,
		m.Supplier, e.Printer.Money(m.Amount), m.Invoice, string(m.ID),
	}
}

type budgetRm struct {
	Client string `required:"" placeholder:"KEY"`
	ID     string `arg:""`
}

// Run takes away an order, an expense or a line by its identifier.
func (c budgetRm) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	id := clients.ID(c.ID)
	_, err = e.House.Budget.RemoveMovement(e.Context, client.ID, id)
	if fault.Is(err, "budget_movement_unknown") {
		err = e.House.Budget.RemoveLine(e.Context, client.ID, id)
	}
	if err != nil {
		return err
	}
	return e.Print(map[string]string{"removed": c.ID}, func(io.Writer) {})
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
		return atFlag(err, "from")
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
		return atFlag(err, "to")
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

// sumJSON is where a budget stands, in minor units.
type sumJSON struct {
	Currency       string   `json:"currency"`
	PlannedMinor   int64    `json:"planned_minor"`
	CarriedMinor   int64    `json:"carried_minor"`
	CommittedMinor int64    `json:"committed_minor"`
	ActualMinor    int64    `json:"actual_minor"`
	LeftMinor      int64    `json:"left_minor"`
	UsedPercent    *float64 `json:"used_percent"`
}

func newSumJSON(s budget.Sum) sumJSON {
	j := sumJSON{
		Currency: string(s.Currency), PlannedMinor: s.Planned, CarriedMinor: s.Carried,
		CommittedMinor: s.Committed, ActualMinor: s.Actual, LeftMinor: s.Left(),
	}
	if share, ok := s.UsedShare(); ok {
		percent := float64(share) / 100
		j.UsedPercent = &percent
	}
	return j
}

type lineJSON struct {
	ID         string      `json:"id"`
	Kind       budget.Kind `json:"kind"`
	Name       string      `json:"name"`
	Month      *string     `json:"month"`
	From       string      `json:"from"`
	Until      string      `json:"until"`
	Campaign   *string     `json:"campaign"`
	Rebillable bool        `json:"rebillable"`
	Note       string      `json:"note"`
	sumJSON
}

func newLineJSON(l budget.LineSum) lineJSON {
	return lineJSON{
		ID: string(l.ID), Kind: l.Kind, Name: l.Name, Month: orNull(l.Month().String()), From: l.From.String(), Until: l.To.String(),
		Campaign: orNull(l.Campaign), Rebillable: l.Rebillable, Note: l.Note, sumJSON: newSumJSON(l.Sum),
	}
}

type envelopeJSON struct {
	Kind budget.Kind `json:"kind"`
	sumJSON
	Lines []lineJSON `json:"lines"`
}

type alertJSON struct {
	Subject        budget.Subject `json:"subject"`
	Percent        int            `json:"percent"`
	Used           int64          `json:"used"`
	Planned        int64          `json:"planned"`
	AcknowledgedBy *string        `json:"acknowledged_by"`
}

type budgetMonthJSON struct {
	Client string `json:"client"`
	Month  string `json:"month"`
	sumJSON
	Pace      *float64       `json:"pace"`
	Envelopes []envelopeJSON `json:"envelopes"`
	Alerts    []alertJSON    `json:"alerts"`
}

type budgetYearJSON struct {
	Client string            `json:"client"`
	Year   int               `json:"year"`
	Totals []sumJSON         `json:"totals"`
	Months []budgetMonthJSON `json:"months"`
}

func monthJSON(c clients.Client, m civil.Month, o budget.Overview) budgetMonthJSON {
	j := budgetMonthJSON{Client: c.Key, Month: m.String(), sumJSON: newSumJSON(o.Total), Envelopes: []envelopeJSON{}, Alerts: []alertJSON{}}
	if o.Pace != nil {
		pace := float64(*o.Pace) / 100
		j.Pace = &pace
	}
	for _, v := range o.Envelopes {
		ev := envelopeJSON{Kind: v.Kind, sumJSON: newSumJSON(v.Sum)}
		for _, l := range v.Lines {
			ev.Lines = append(ev.Lines, newLineJSON(l))
		}
		j.Envelopes = append(j.Envelopes, ev)
	}
	for _, a := range o.Alerts {
		aj := alertJSON{Subject: a.Subject, Percent: a.Percent, Used: a.UsedMinor, Planned: a.PlannedMinor}
		if a.Acknowledged() {
			aj.AcknowledgedBy = orNull(a.AckedBy)
		}
		j.Alerts = append(j.Alerts, aj)
	}
	return j
}

type moveJSON struct {
	ID           string              `json:"id"`
	Line         string              `json:"line"`
	LineName     string              `json:"line_name"`
	Envelope     budget.Kind         `json:"envelope"`
	Kind         budget.MovementKind `json:"kind"`
	On           string              `json:"on"`
	Label        string              `json:"label"`
	Supplier     *string             `json:"supplier"`
	AmountMinor  int64               `json:"amount_minor"`
	Currency     string              `json:"currency"`
	Rate         string              `json:"rate"`
	LineMinor    int64               `json:"line_minor"`
	LineCurrency string              `json:"line_currency"`
	Rebillable   bool                `json:"rebillable"`
	Receipt      *string             `json:"receipt"`
	Of           *string             `json:"of"`
	SettlesMinor int64               `json:"settles_minor"`
	Invoice      *string             `json:"invoice"`
}

func newMoveJSON(m budget.Movement, l budget.Line) moveJSON {
	return moveJSON{
		ID: string(m.ID), Line: string(m.Line), LineName: l.Name, Envelope: l.Kind, Kind: m.Kind, On: m.On.String(), Label: m.Label,
		Supplier: orNull(m.Supplier), AmountMinor: m.Amount.Minor, Currency: string(m.Amount.Currency), Rate: m.Rate.String(),
		LineMinor: m.LineMinor, LineCurrency: string(l.Currency), Rebillable: m.Rebillable, Receipt: orNull(m.Receipt),
		Of: orNull(m.Of), SettlesMinor: m.SettlesMinor, Invoice: orNull(m.Invoice),
	}
}
