package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
)

// campaignGroup is what scripts do with campaigns.
type campaignGroup struct {
	List campaignList `cmd:""`
	Show campaignShow `cmd:""`
	Add  campaignAdd  `cmd:""`
	Set  campaignSet  `cmd:""`
}

type campaignFlags struct {
	Goal   *string `placeholder:"TEXT"`
	From   *string `placeholder:"2026-12-01"`
	Until  *string `placeholder:"2026-12-24"`
	Budget *string `placeholder:"800EUR"`
	Result *string `placeholder:"TEXT"`
	Note   *string `placeholder:"TEXT"`
}

func (f campaignFlags) apply(k *calendar.Campaign, currency string) (err error) {
	give(&k.Goal, f.Goal)
	give(&k.Result, f.Result)
	give(&k.Note, f.Note)
	if f.From != nil {
		if k.From, err = dayOr(*f.From, civil.Date{}, "from"); err != nil {
			return err
		}
	}
	if f.Until != nil {
		if k.Until, err = dayOr(*f.Until, civil.Date{}, "until"); err != nil {
			return err
		}
	}
	if f.Budget == nil {
		return nil
	}
	k.BudgetMinor, k.Currency = nil, ""
	if *f.Budget != "" {
		a, err := money.Parse(*f.Budget, money.Currency(currency))
		if err != nil {
			return atFlag(err, "budget")
		}
		k.BudgetMinor, k.Currency = &a.Minor, string(a.Currency)
	}
	return nil
}

type campaignJSON struct {
	ID          string  `json:"id"`
	Name        string  `json:"name"`
	Goal        *string `json:"goal"`
	From        *string `json:"from"`
	Until       *string `json:"until"`
	BudgetMinor *int64  `json:"budget_minor"`
	Currency    *string `json:"currency"`
	Result      *string `json:"result"`
	Note        *string `json:"note"`
	Items       int     `json:"items"`
	Published   int     `json:"published"`
}

func (e *env) campaignOf(k calendar.Campaign) (campaignJSON, error) {
	out := campaignJSON{
		ID: string(k.ID), Name: k.Name, Goal: orNull(k.Goal), From: orNull(k.From.String()), Until: orNull(k.Until.String()),
		BudgetMinor: k.BudgetMinor, Currency: orNull(k.Currency), Result: orNull(k.Result), Note: orNull(k.Note),
	}
	rows, err := e.House.Calendar.Rows(e.Context, calendar.Filter{Client: k.Client, Campaign: k.ID})
	for _, r := range rows {
		if r.State != calendar.Cancelled {
			out.Items++
		}
		if r.State == calendar.Published {
			out.Published++
		}
	}
	return out, err
}

func (e *env) showCampaign(k calendar.Campaign) error {
	out, err := e.campaignOf(k)
	if err != nil {
		return err
	}
	return e.Print(out, func(w io.Writer) { e.writeCampaign(w, k, out) })
}

func (e *env) writeCampaign(w io.Writer, k calendar.Campaign, j campaignJSON) {
	line := e.T("campaign.line", "name", k.Name, "days", e.Printer.Range(civil.Range{From: k.From, To: k.Until}), "items", j.Items, "published", j.Published, "id", k.ID)
	if k.BudgetMinor != nil {
		line += " · " + e.Printer.Money(money.Amount{Minor: *k.BudgetMinor, Currency: money.Currency(k.Currency)})
	}
	fmt.Fprintln(w, line)
	for _, s := range []string{k.Goal, k.Result} {
		if s != "" {
			fmt.Fprintln(w, "  "+s)
		}
	}
}

type campaignList struct {
	Client string `required:"" placeholder:"KEY"`
}

// Run lists a client's campaigns, newest first.
func (c campaignList) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	all, err := e.House.Calendar.Campaigns(e.Context, client.ID)
	if err != nil {
		return err
	}
	out := make([]campaignJSON, 0, len(all))
	for _, k := range all {
		j, err := e.campaignOf(k)
		if err != nil {
			return err
		}
		out = append(out, j)
	}
	return e.Print(out, func(w io.Writer) {
		for i, k := range all {
			e.writeCampaign(w, k, out[i])
		}
	})
}

// campaignArg names a campaign by its ID or its name.
type campaignArg struct {
	Campaign string `arg:"" name:"campaign" placeholder:"CAMPAIGN"`
	Client   string `required:"" placeholder:"KEY"`
}

func (a campaignArg) find(e *env) (calendar.Campaign, clients.Client, error) {
	client, err := e.Client(a.Client)
	if err != nil {
		return calendar.Campaign{}, client, err
	}
	all, err := e.House.Calendar.Campaigns(e.Context, client.ID)
	if err != nil {
		return calendar.Campaign{}, client, err
	}
	i := slices.IndexFunc(all, func(k calendar.Campaign) bool {
		return string(k.ID) == a.Campaign || clients.Fold(k.Name) == clients.Fold(strings.TrimSpace(a.Campaign))
	})
	if i < 0 {
		return calendar.Campaign{}, client, fault.New("campaign_unknown", "value", a.Campaign).At("campaign")
	}
	return all[i], client, nil
}

type campaignShow struct{ campaignArg }

// Run shows a campaign.
func (c campaignShow) Run(e *env) error {
	k, _, err := c.find(e)
	if err != nil {
		return err
	}
	return e.showCampaign(k)
}

type campaignAdd struct {
	Client string `required:"" placeholder:"KEY"`
	Name   string `required:"" placeholder:"NAME"`
	campaignFlags
}

// Run plans a campaign.
func (c campaignAdd) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	k := calendar.Campaign{Client: client.ID, Name: strings.TrimSpace(c.Name)}
	if err := c.apply(&k, string(client.Currency)); err != nil {
		return err
	}
	if k, err = e.House.Calendar.SaveCampaign(e.Context, k); err != nil {
		return err
	}
	return e.showCampaign(k)
}

type campaignSet struct {
	campaignArg
	Name *string `placeholder:"NAME"`
	campaignFlags
}

// Run changes a campaign, or says what came of it.
func (c campaignSet) Run(e *env) error {
	k, client, err := c.find(e)
	if err != nil {
		return err
	}
	give(&k.Name, c.Name)
	if err := c.apply(&k, string(client.Currency)); err != nil {
		return err
	}
	if k, err = e.House.Calendar.SaveCampaign(e.Context, k); err != nil {
		return err
	}
	return e.showCampaign(k)
}
