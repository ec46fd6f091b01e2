package main

import (
	"fmt"
	"io"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/clients/money"
)

// marginFigures are what work is worth against what it cost; null is unknown.
type marginFigures struct {
	RawMinutes    int64  `json:"raw_minutes"`
	BilledMinutes int64  `json:"billed_minutes"`
	Value         *int64 `json:"value_minor"`
	Cost          *int64 `json:"cost_minor"`
	KnownCost     int64  `json:"known_cost_minor"`
	Uncosted      int    `json:"uncosted_entries"`
	Margin        *int64 `json:"margin_minor"`
	Effective     *int64 `json:"effective_rate_minor"`
}

type marginOfHat struct {
	Hat string `json:"hat"`
	marginFigures
}

type marginOfLevel struct {
	Level string `json:"level"`
	marginFigures
}

type marginOfPerson struct {
	Person string `json:"person"`
	marginFigures
}

type marginView struct {
	Client   string `json:"client"`
	Month    string `json:"month"`
	Currency string `json:"currency"`
	marginFigures
	Fee          *int64           `json:"fee_minor"`
	FeeEffective *int64           `json:"fee_effective_rate_minor"`
	ByHat        []marginOfHat    `json:"by_hat"`
	ByLevel      []marginOfLevel  `json:"by_level"`
	ByPerson     []marginOfPerson `json:"by_person"`
}

func marginOf(p hours.MarginPart) marginFigures {
	return marginFigures{p.RawMinutes, p.BilledMinutes, p.Value, p.Cost, p.KnownCost, p.Uncosted, p.Margin(), p.Effective()}
}

func (e *env) marginView(c clients.Client, m civil.Month) (marginView, error) {
	margin, err := e.House.Hours.Margin(e.Context, c.ID, m)
	if err != nil {
		return marginView{}, err
	}
	v := marginView{
		Client: c.Key, Month: m.String(), Currency: string(margin.Currency), marginFigures: marginOf(margin.MarginPart),
		Fee: margin.Fee, FeeEffective: margin.FeeEffective(),
		ByHat: []marginOfHat{}, ByLevel: []marginOfLevel{}, ByPerson: []marginOfPerson{},
	}
	for _, p := range margin.Hats {
		v.ByHat = append(v.ByHat, marginOfHat{p.Key, marginOf(p)})
	}
	for _, p := range margin.Levels {
		v.ByLevel = append(v.ByLevel, marginOfLevel{p.Key, marginOf(p)})
	}
	for _, p := range margin.Persons {
		who, err := e.House.Clients.StaffByID(e.Context, clients.ID(p.Key))
		if err != nil {
			return v, err
		}
		v.ByPerson = append(v.ByPerson, marginOfPerson{who.Name, marginOf(p)})
	}
	return v, nil
}

type timeMargin struct {
	Client string `placeholder:"KEY"`
	Month  string `placeholder:"2026-10"`
}

// Run shows a month's value, cost and margin: of one client an object, of all
// an array. It is the agency's own; no document shows it.
func (c timeMargin) Run(e *env) error {
	m, err := monthOr(c.Month, e.Today.InMonth())
	if err != nil {
		return err
	}
	if c.Client != "" {
		client, err := e.Client(c.Client)
		if err != nil {
			return err
		}
		v, err := e.marginView(client, m)
		if err != nil {
			return err
		}
		return e.Print(v, func(w io.Writer) { e.writeMargin(w, client, v) })
	}
	all, err := e.House.Clients.Clients(e.Context, clients.ActiveClients)
	if err != nil {
		return err
	}
	views := []marginView{}
	for _, client := range all {
		v, err := e.marginView(client, m)
		if err != nil {
			return err
		}
		views = append(views, v)
	}
	return e.Print(views, func(w io.Writer) {
		rows := [][]string{e.marginHeads(e.T("hours.client"))}
		for i, v := range views {
			rows = append(rows, e.marginRow(all[i].Name, v.marginFigures, money.Currency(v.Currency)))
		}
		e.Table(w, rows)
	})
}

func (e *env) marginHeads(first string) []string {
	return []string{
		first, e.T("hours.raw"), e.T("hours.billed"), e.T("hours.margin_value"), e.T("hours.margin_cost"),
		e.T("hours.margin_margin"), e.T("hours.margin_effective"),
	}
}

func (e *env) marginRow(name string, f marginFigures, currency money.Currency) []string {
	row := []string{name, e.Printer.Hours(f.RawMinutes), e.Printer.Hours(f.BilledMinutes)}
	for _, minor := range []*int64{f.Value, f.Cost, f.Margin, f.Effective} {
		cell := e.T("common.unknown")
		if minor != nil {
			cell = e.Printer.Money(money.Of(*minor, currency))
		}
		row = append(row, cell)
	}
	return row
}

func (e *env) writeMargin(w io.Writer, c clients.Client, v marginView) {
	currency := money.Currency(v.Currency)
	rows := [][]string{e.marginHeads(""), e.marginRow(c.Name, v.marginFigures, currency)}
	for _, p := range v.ByHat {
		rows = append(rows, e.marginRow("  "+e.hatName(p.Hat), p.marginFigures, currency))
	}
	for _, p := range v.ByLevel {
		rows = append(rows, e.marginRow("  "+e.levelName(p.Level), p.marginFigures, currency))
	}
	for _, p := range v.ByPerson {
		rows = append(rows, e.marginRow("  "+p.Person, p.marginFigures, currency))
	}
	e.Table(w, rows)
	if v.Fee != nil && v.FeeEffective != nil {
		fmt.Fprintln(w, e.T("hours.margin_fee", "fee", money.Of(*v.Fee, currency), "effective", money.Of(*v.FeeEffective, currency)))
	}
	if v.Uncosted > 0 {
		fmt.Fprintln(w, e.Printer.N("hours.margin_uncosted", v.Uncosted))
	}
}
