package envelopes

import (
	"context"

	"regie/assets/icons"
	"regie/clients/budget"
	"regie/clients/money"
	"regie/gui/widgets"
	"regie/gui/work"
)

// showNotes shows the highest threshold of each envelope that was crossed and
// nobody took note of, the worst in full and the rest as a count.
func (v *view) showNotes() {
	p := v.host.Printer()
	v.notes.Objects = nil
	if v.span == byCampaign {
		v.notes.Add(v.campaignPanel())
	}
	standing := budget.Standing(v.md.over.Alerts)
	for i, a := range standing {
		if i == mostNotes && !v.every {
			more := widgets.NewGhost(p.N("envelopes.more_alerts", len(standing)-mostNotes), icons.Down, func() {
				v.every = true
				v.showNotes()
				v.root.Refresh()
			})
			v.notes.Add(widgets.HBox(0, more, widgets.Spacer()))
			break
		}
		b := widgets.NewBanner()
		tone := widgets.ToneWarn
		if a.Percent >= 100 {
			tone = widgets.ToneBad
		}
		b.Set(tone, v.alertText(a), widgets.NewGhost(p.T("envelopes.acknowledge"), icons.Check, func() { v.acknowledge(a) }))
		v.notes.Add(b)
	}
	v.notes.Hidden = len(v.notes.Objects) == 0
	v.notes.Refresh()
}

// mostNotes leaves the page to the figures.
const mostNotes = 2

func (v *view) alertText(a budget.Alert) string {
	p, c := v.host.Printer(), v.md.over.Currency
	name := p.T("budget.total")
	if k := a.Subject.Kind(); k != "" {
		name = p.T("budget.kind_" + string(k))
	}
	if a.Subject == budget.OnHours {
		return p.T("budget.alert_hours", "percent", a.Percent, "used", p.Hours(a.UsedMinor), "planned", p.Hours(a.PlannedMinor))
	}
	used, planned := money.Amount{Minor: a.UsedMinor, Currency: c}, money.Amount{Minor: a.PlannedMinor, Currency: c}
	if a.PlannedMinor == 0 {
		return p.T("budget.alert_unplanned", "name", name, "used", used)
	}
	return p.T("budget.alert_money", "name", name, "percent", a.Percent, "used", used, "planned", planned)
}

// acknowledge takes note of a threshold and of those below it.
func (v *view) acknowledge(top budget.Alert) {
	alerts := v.md.over.Alerts
	work.Do(v.work, "", func(ctx context.Context) error {
		for _, a := range alerts {
			if a.Subject != top.Subject || a.Acknowledged() || a.FiredAt.IsZero() {
				continue
			}
			if err := v.deps.Budget.Acknowledge(ctx, a.Client, a.Month, a.Subject, a.Percent); err != nil {
				return err
			}
		}
		return nil
	}, func(err error) {
		if err != nil {
			v.host.Fail(err)
			return
		}
		v.said("envelopes.acknowledged")
	})
}
