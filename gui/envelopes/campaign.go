package envelopes

import (
	"regie/assets/text"
	"regie/clients"
	"regie/clients/budget"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/gui/widgets"
)

// campaignChoice ties a line to a campaign and, when it is new, to its days.
type campaignChoice struct {
	which *widgets.Select
	whole *widgets.Check
	list  []calendar.Campaign
	fresh bool
}

// newChoice offers the client's campaigns, of the archived ones that of the
// line alone.
func newChoice(p *text.Printer, list []calendar.Campaign, f budget.PlanForm, fresh bool) *campaignChoice {
	c := &campaignChoice{list: list, fresh: fresh, whole: widgets.NewCheck("from", p.T("envelopes.campaign_days"), false, nil)}
	options := []widgets.Option{{Label: p.T("common.none_f")}}
	for _, k := range c.list {
		if k.ArchivedAt == "" || k.ID == f.Campaign {
			options = append(options, widgets.Option{Key: string(k.ID), Label: k.Name, Detail: p.DateShort(k.From) + " – " + p.DateShort(k.Until)})
		}
	}
	c.which = widgets.NewSelect(p, "campaign", p.T("envelopes.campaign"), options, func(key string) {
		c.whole.Enable()
		if key == "" {
			c.whole.SetOn(false)
			c.whole.Disable()
		}
	})
	c.which.Choose(string(f.Campaign))
	if f.Campaign == "" {
		c.whole.Disable()
	}
	c.which.Hidden, c.whole.Hidden = len(options) == 1, len(options) == 1 || !fresh
	return c
}

// put adds the choice to the line: a new one may span the campaign's days
// instead of the month.
func (c *campaignChoice) put(f *budget.PlanForm, m civil.Month) {
	f.Campaign = clients.ID(c.which.Key())
	if !c.fresh {
		return
	}
	f.Days = m.Range()
	for _, k := range c.list {
		if k.ID == f.Campaign && c.whole.On() {
			f.Days = civil.Range{From: k.From, To: k.Until}
		}
	}
}
