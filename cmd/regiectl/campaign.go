package main

import (
	"io"
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
	Rm   campaignRm   `cmd:""`
}

type campaignFlags struct {
	Goal   *string `placeholder:"TEXT"`
	From   *string `placeholder:"2026-12-01"`
	Until  *string `placeholder:"2026-12-24"`
	Budget *string `placeholder:"800EUR"`
	// What the goal is counted in, how many are wanted, how many there were.
	Measure *string `placeholder:"TEXT"`
	Target  *int64  `placeholder:"400"`
	Reached *int64  `placeholder:"412"`
	Result  *string `placeholder:"TEXT"`
	Note    *string `placeholder:"TEXT"`
}

func (f campaignFlags) apply(k *calendar.Campaign, currency string) (err error) {
	give(&k.Goal, f.Goal)
	give(&k.Result, f.Result)
	give(&k.Note, f.Note)
	give(&k.Measure, f.Measure)
	if f.Target != nil {
		k.Target = f.Target
	}
	if f.Reached != nil {
		k.Reached = f.Reached
	}
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
			return fault.At(err, "budget")
		}
		k.BudgetMinor, k.Currency = &a.Minor, string(a.Currency)
	}
	return nil
}

func (e *env) showCampaign(k calendar.Campaign) error {
	out, err := e.campaignOf(k)
	if err != nil {
		return err
	}
	return e.Print(out, func(w io.Writer) { e.writeCampaign(w, k, out) })
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
	k, err := e.House.Calendar.Campaign(e.Context, client.ID, a.Campaign)
	return k, client, err
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
	Name    *string `placeholder:"NAME"`
	Archive *bool   `negatable:""`
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
	if c.Archive != nil {
		if k, err = e.House.Calendar.ArchiveCampaign(e.Context, client.ID, k.ID, *c.Archive); err != nil {
			return err
		}
	}
	return e.showCampaign(k)
}

type campaignRm struct{ campaignArg }

// Run takes away a campaign on which nothing hangs.
func (c campaignRm) Run(e *env) error {
	k, client, err := c.find(e)
	if err != nil {
		return err
	}
	if err := e.House.Calendar.RemoveCampaign(e.Context, client.ID, k.ID); err != nil {
		return err
	}
	return e.Print(map[string]string{"removed": string(k.ID)}, func(io.Writer) {})
}
