package calendar

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
)

// Days are the campaign's; either end may be open.
func (c Campaign) Days() civil.Range { return civil.Range{From: c.From, To: c.Until} }

// Given is the budget the campaign was given; false where none is said.
func (c Campaign) Given() (money.Amount, bool) {
	if c.BudgetMinor == nil {
		return money.Amount{}, false
	}
	return money.Of(*c.BudgetMinor, money.Currency(c.Currency)), true
}

// Success is what part of the target was reached, in hundredths of a percent;
// false while either is unsaid.
func (c Campaign) Success() (int64, bool) {
	if c.Target == nil || c.Reached == nil || *c.Target <= 0 {
		return 0, false
	}
	return money.MulDiv(*c.Reached, 10_000, *c.Target), true
}

// CampaignLinks count what hangs on a campaign.
type CampaignLinks struct{ Items, Contests, Lines, Entries int }

// None tells whether nothing does.
func (l CampaignLinks) None() bool { return l == CampaignLinks{} }

// Campaigns lists a client's campaigns, newest first.
func (s *Service) Campaigns(ctx context.Context, client clients.ID) ([]Campaign, error) {
	return s.keep.Campaigns(ctx, client)
}

// Campaign finds a client's campaign by ID or name, of several of one name the
// newest; fault campaign_unknown.
func (s *Service) Campaign(ctx context.Context, client clients.ID, named string) (Campaign, error) {
	list, err := s.keep.Campaigns(ctx, client)
	if err != nil {
		return Campaign{}, err
	}
	name := clients.Fold(strings.TrimSpace(named))
	for _, same := range []func(Campaign) bool{
		func(c Campaign) bool { return string(c.ID) == named },
		func(c Campaign) bool { return clients.Fold(c.Name) == name },
	} {
		if i := slices.IndexFunc(list, same); i >= 0 {
			return list[i], nil
		}
	}
	return Campaign{}, fault.New("campaign_unknown", "value", short(named, 60)).At("campaign")
}

// SaveCampaign keeps a campaign; a new one has no ID. What hangs on it follows a
// new name. Faults: name_missing, text_too_long, dates_reversed,
// campaign_target.
func (s *Service) SaveCampaign(ctx context.Context, c Campaign) (Campaign, error) {
	if err := s.named(ctx, c.Client, &c.Name); err != nil {
		return c, err
	}
	if !c.Until.IsZero() && c.Until.Before(c.From) {
		return c, fault.New("dates_reversed").At("until")
	}
	if c.Target != nil && *c.Target <= 0 {
		return c, fault.New("campaign_target").At("target")
	}
	if c.Reached != nil && *c.Reached < 0 {
		return c, fault.New("campaign_target").At("reached")
	}
	if err := checkWords(c.Measure, "measure", maxTitle); err != nil {
		return c, err
	}
	if c.ID == "" {
		c.ID = s.newID()
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "campaign.save", Client: c.Client, Subject: c.Name})
	return c, s.keep.Tx(ctx, func(ctx context.Context) error { return s.keep.SaveCampaign(ctx, c) })
}

// ArchiveCampaign puts a campaign away, or takes it out again: it keeps all that
// hangs on it, and is offered no more.
func (s *Service) ArchiveCampaign(ctx context.Context, client, id clients.ID, away bool) (Campaign, error) {
	c, err := s.Campaign(ctx, client, string(id))
	if err != nil {
		return c, err
	}
	c.ArchivedAt = ""
	if away {
		c.ArchivedAt = s.now().UTC().Format(time.RFC3339)
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "campaign.archive", Client: client, Subject: c.Name})
	return c, s.keep.Tx(ctx, func(ctx context.Context) error { return s.keep.SaveCampaign(ctx, c) })
}

// CampaignLinks counts what hangs on a campaign.
func (s *Service) CampaignLinks(ctx context.Context, client, id clients.ID) (CampaignLinks, error) {
	return s.keep.CampaignLinks(ctx, client, id)
}

// RemoveCampaign takes away a campaign on which nothing hangs; else it is
// archived, so that no item, contest, budget line or time loses it: fault
// campaign_in_use with the counts.
func (s *Service) RemoveCampaign(ctx context.Context, client, id clients.ID) error {
	c, err := s.Campaign(ctx, client, string(id))
	if err != nil {
		return err
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "campaign.remove", Client: client, Subject: c.Name})
	return s.keep.Tx(ctx, func(ctx context.Context) error {
		if err := s.campaignFree(ctx, client, c.ID, c.Name); err != nil {
			return err
		}
		return s.keep.RemoveCampaign(ctx, client, c.ID)
	})
}

func (s *Service) campaignFree(ctx context.Context, client, id clients.ID, name string) error {
	l, err := s.keep.CampaignLinks(ctx, client, id)
	if err != nil || l.None() {
		return err
	}
	return fault.New("campaign_in_use", "name", name, "items", l.Items, "contests", l.Contests, "lines", l.Lines, "entries", l.Entries)
}

// GuardCampaign refuses to take back, by undo, the making of a campaign on which
// something hangs by now: fault campaign_in_use.
func (s *Service) GuardCampaign(ctx context.Context, c clients.Change) error {
	if c.Before != nil {
		return nil
	}
	var made struct {
		Client clients.ID `json:"client_id"`
		ID     clients.ID `json:"id"`
		Name   string     `json:"name"`
	}
	if err := json.Unmarshal(c.After, &made); err != nil {
		return fmt.Errorf("reading a journalled campaign: %w", err)
	}
	return s.campaignFree(ctx, made.Client, made.ID, made.Name)
}
