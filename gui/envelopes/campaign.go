package envelopes

import (
	"strings"

	"fyne.io/fyne/v2"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/budget"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/money"
	"regie/gui/theme"
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
// instead of the month, and without a name bears the campaign's, so that it is
// not taken for the envelope's ordinary line.
func (c *campaignChoice) put(f *budget.PlanForm, m civil.Month) {
	f.Campaign = clients.ID(c.which.Key())
	if !c.fresh {
		return
	}
	f.Days = m.Range()
	for _, k := range c.list {
		if k.ID != f.Campaign {
			continue
		}
		if f.Name == "" {
			f.Name = k.Name
		}
		if c.whole.On() {
			f.Days = k.Days()
		}
	}
}

// campaignPanel says what the campaign wants, what it was given and has left,
// and what it took of the agency's time.
func (v *view) campaignPanel() fyne.CanvasObject {
	p, c, t := v.host.Printer(), v.md.campaign, v.md.time
	head := []fyne.CanvasObject{widgets.Strong(p.Range(c.Days()))}
	if c.Goal != "" {
		head = append(head, widgets.Grow(widgets.Muted(c.Goal).Ellipsis()))
	}
	var facts []string
	if given, ok := c.Given(); ok {
		facts = append(facts, p.T("envelopes.given", "amount", given))
		if left, ok := v.md.period.LeftOf(given); ok {
			facts = append(facts, p.T("envelopes.left", "amount", money.Amount{Minor: left, Currency: given.Currency}))
		}
	}
	if t.Entries > 0 {
		work := p.T("envelopes.campaign_hours", "hours", p.Hours(t.RawMinutes))
		for _, value := range t.Values {
			work += ", " + p.T("envelopes.campaign_value", "amount", value)
		}
		facts = append(facts, work)
	}
	if t.Unrated > 0 {
		facts = append(facts, p.N("envelopes.campaign_unrated", t.Unrated))
	}
	return widgets.NewPanel(widgets.VBox(theme.Space4, widgets.HBox(theme.Space12, head...), widgets.NewParagraph(strings.Join(facts, " · "))))
}
