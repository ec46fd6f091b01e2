package main

import (
	"regie/clients"
	"regie/clients/budget"
	"regie/clients/civil"
)

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
	j := budgetMonthJSON{Client: c.Key, Month: m.String(), sumJSON: newSumJSON(o.Total), Pace: paceOf(o), Alerts: []alertJSON{}}
	j.Envelopes = envelopesOf(o)
	for _, a := range o.Alerts {
		aj := alertJSON{Subject: a.Subject, Percent: a.Percent, Used: a.UsedMinor, Planned: a.PlannedMinor}
		if a.Acknowledged() {
			aj.AcknowledgedBy = orNull(a.AckedBy)
		}
		j.Alerts = append(j.Alerts, aj)
	}
	return j
}

func paceOf(o budget.Overview) *float64 {
	if o.Pace == nil {
		return nil
	}
	pace := float64(*o.Pace) / 100
	return &pace
}

func envelopesOf(o budget.Overview) []envelopeJSON {
	list := make([]envelopeJSON, 0, len(o.Envelopes))
	for _, v := range o.Envelopes {
		ev := envelopeJSON{Kind: v.Kind, sumJSON: newSumJSON(v.Sum)}
		for _, l := range v.Lines {
			ev.Lines = append(ev.Lines, newLineJSON(l))
		}
		list = append(list, ev)
	}
	return list
}

// partJSON is a period in one currency.
type partJSON struct {
	sumJSON
	Pace      *float64       `json:"pace"`
	Envelopes []envelopeJSON `json:"envelopes"`
}

// periodJSON is a budget over days that are not one month: sums of different
// currencies stand beside each other.
type periodJSON struct {
	Client    string     `json:"client"`
	From      *string    `json:"from"`
	Until     *string    `json:"until"`
	Totals    []partJSON `json:"totals"`
	Movements []moveJSON `json:"movements"`
}

func newPeriodJSON(c clients.Client, p budget.Period) periodJSON {
	j := periodJSON{Client: c.Key, From: orNull(p.Days.From.String()), Until: orNull(p.Days.To.String()), Totals: []partJSON{}, Movements: []moveJSON{}}
	for _, o := range p.Parts {
		j.Totals = append(j.Totals, partJSON{sumJSON: newSumJSON(o.Total), Pace: paceOf(o), Envelopes: envelopesOf(o)})
	}
	for _, m := range p.Movements {
		if l, ok := p.Line(m.Line); ok {
			j.Movements = append(j.Movements, newMoveJSON(m, l.Line))
		}
	}
	return j
}

// campaignBudgetJSON is a campaign with all its money.
type campaignBudgetJSON struct {
	Campaign campaignJSON `json:"campaign"`
	periodJSON
}

func newCampaignBudgetJSON(c clients.Client, k campaignJSON, p budget.Period) campaignBudgetJSON {
	return campaignBudgetJSON{Campaign: k, periodJSON: newPeriodJSON(c, p)}
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
