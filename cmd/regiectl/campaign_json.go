package main

import (
	"fmt"
	"io"
	"strings"

	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/clients/money"
)

// campaignJSON is a campaign with the items that serve it, its money and its
// time. Money is one sum a currency; the value of the time is the agency's own.
type campaignJSON struct {
	ID          string           `json:"id"`
	Name        string           `json:"name"`
	Goal        *string          `json:"goal"`
	From        *string          `json:"from"`
	Until       *string          `json:"until"`
	BudgetMinor *int64           `json:"budget_minor"`
	Currency    *string          `json:"currency"`
	LeftMinor   *int64           `json:"left_minor"` // of the budget, null where none is said or other money was used
	Measure     *string          `json:"measure"`
	Target      *int64           `json:"target"`
	Reached     *int64           `json:"reached"`
	Success     *float64         `json:"reached_percent"`
	Result      *string          `json:"result"`
	Note        *string          `json:"note"`
	Archived    bool             `json:"archived"`
	Items       int              `json:"items"`
	Published   int              `json:"published"`
	Money       []campaignMoney  `json:"money"`
	Hours       campaignTimeJSON `json:"hours"`
}

// campaignMoney is what the campaign's lines come to in one currency.
type campaignMoney struct {
	sumJSON
	Pace *float64 `json:"pace"`
}

type campaignTimeJSON struct {
	Minutes     int64        `json:"minutes"`
	FreeMinutes int64        `json:"free_minutes"`
	Entries     int          `json:"entries"`
	Unrated     int          `json:"unrated"`
	Values      []amountJSON `json:"value_at_rates"`
}

type amountJSON struct {
	Minor    int64  `json:"minor"`
	Currency string `json:"currency"`
}

func newCampaignTimeJSON(t hours.CampaignTime) campaignTimeJSON {
	j := campaignTimeJSON{Minutes: t.RawMinutes, FreeMinutes: t.FreeMinutes, Entries: t.Entries, Unrated: t.Unrated, Values: []amountJSON{}}
	for _, v := range t.Values {
		j.Values = append(j.Values, amountJSON{v.Minor, string(v.Currency)})
	}
	return j
}

// campaignOf reads all there is of a campaign.
func (e *env) campaignOf(k calendar.Campaign) (campaignJSON, error) {
	out := campaignJSON{
		ID: string(k.ID), Name: k.Name, Goal: orNull(k.Goal), From: orNull(k.From.String()), Until: orNull(k.Until.String()),
		BudgetMinor: k.BudgetMinor, Currency: orNull(k.Currency), Measure: orNull(k.Measure), Target: k.Target, Reached: k.Reached,
		Result: orNull(k.Result), Note: orNull(k.Note), Archived: k.ArchivedAt != "", Money: []campaignMoney{},
	}
	if share, ok := k.Success(); ok {
		percent := float64(share) / 100
		out.Success = &percent
	}
	rows, err := e.House.Calendar.Rows(e.Context, calendar.Filter{Client: k.Client, Campaign: k.ID})
	if err != nil {
		return out, err
	}
	for _, r := range rows {
		if r.State != calendar.Cancelled {
			out.Items++
		}
		if r.State == calendar.Published {
			out.Published++
		}
	}
	spent, err := e.House.Budget.Campaign(e.Context, k.Client, k.ID, k.Days(), e.Today)
	if err != nil {
		return out, err
	}
	for _, o := range spent.Parts {
		out.Money = append(out.Money, campaignMoney{newSumJSON(o.Total), paceOf(o)})
	}
	if given, ok := k.Given(); ok {
		if left, ok := spent.LeftOf(given); ok {
			out.LeftMinor = &left
		}
	}
	time, err := e.House.Hours.CampaignTime(e.Context, k.Client, k.ID)
	out.Hours = newCampaignTimeJSON(time)
	return out, err
}

// writeCampaign writes a campaign's line, and below it what it came to.
func (e *env) writeCampaign(w io.Writer, k calendar.Campaign, j campaignJSON) {
	line := e.T("campaign.line", "name", k.Name, "days", e.Printer.Range(civil.Range{From: k.From, To: k.Until}), "items", j.Items, "published", j.Published, "id", k.ID)
	if given, ok := k.Given(); ok {
		line += " · " + e.Printer.Money(given)
		if j.LeftMinor != nil {
			line += " · " + e.T("campaign.left", "amount", money.Of(*j.LeftMinor, given.Currency))
		}
	}
	fmt.Fprintln(w, line)
	var below []string
	for _, m := range j.Money {
		below = append(below, e.T("campaign.used", "amount", money.Of(m.CommittedMinor+m.ActualMinor, money.Currency(m.Currency)), "planned", money.Of(m.PlannedMinor+m.CarriedMinor, money.Currency(m.Currency))))
	}
	if j.Hours.Entries > 0 {
		s := e.T("campaign.hours", "hours", civil.Minutes(j.Hours.Minutes))
		for _, v := range j.Hours.Values {
			s += " · " + e.T("campaign.value", "amount", money.Of(v.Minor, money.Currency(v.Currency)))
		}
		below = append(below, s)
	}
	if k.Target != nil && k.Reached != nil {
		below = append(below, e.T("campaign.reached", "reached", e.Printer.Int(*k.Reached), "target", e.Printer.Int(*k.Target), "measure", k.Measure))
	}
	for _, s := range append([]string{k.Goal, k.Result}, below...) {
		if s = strings.TrimSpace(s); s != "" {
			fmt.Fprintln(w, "  "+s)
		}
	}
}
