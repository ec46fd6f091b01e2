package hoursbank

import (
	"context"

	"fyne.io/fyne/v2"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
	"regie/gui/choices"
	"regie/gui/theme"
	"regie/gui/widgets"
)

// The ways to settle time beyond a bank that refuses overage.
const (
	settleExtra   = "extra"
	settleFree    = "free"
	settleConsent = "consent"
)

// settle opens the form that settles timers' time kept beyond the bank: each
// entry may be left out, the rest becomes extra, free, or is consented.
func (v *view) settle() {
	p, list := v.host.Printer(), v.facts.settle
	if len(list) == 0 {
		return
	}
	how := widgets.NewSelect(p, "kind", p.T("hoursbank.settle_how"), choices.Keyed(p, "hoursbank.settle_", settleExtra, settleFree, settleConsent), nil)
	how.Choose(settleExtra)
	checks := make([]*widgets.Check, len(list))
	objs := []fyne.CanvasObject{widgets.NewParagraph(p.T("hoursbank.settle_text")).Token(theme.TokenMute)}
	for i, e := range list {
		checks[i] = widgets.NewCheck("id", p.DateShort(e.On)+" · "+p.Hours((e.Seconds+30)/60)+" · "+v.facts.hatName(p, e.Hat)+" · "+v.facts.personName(e.Person), true, nil)
		objs = append(objs, checks[i])
		if e.Note != "" {
			objs = append(objs, widgets.Inset(0, 0, 0, theme.Space24, widgets.Caption(e.Note).Ellipsis()))
		}
	}
	by := widgets.NewTextField("by", p.T("hoursbank.consent_by"))
	on := widgets.NewDateField(p, "on", p.T("hoursbank.consent_day"), v.host.Today())
	on.SetDate(v.host.Today())
	reason := widgets.NewTextField("reason", p.T("common.reason"))
	body := widgets.VBox(theme.Space16, how, by, on, reason)
	arrange := func(string) {
		consent := how.Key() == settleConsent
		by.Hidden, on.Hidden, reason.Hidden = !consent, !consent, how.Key() == settleExtra
		body.Refresh()
	}
	how.OnChanged = arrange
	arrange("")
	widgets.NewForm(v.host, p.N("hoursbank.settle_title", len(list)), func() (func(context.Context) error, error) {
		s := settling{client: clients.ID(v.client.ID), month: v.month, how: how.Key(), by: by.Text(), reason: reason.Text()}
		for i, c := range checks {
			if c.On() {
				s.entries = append(s.entries, list[i])
			}
		}
		var err error
		if s.on, err = on.Date(); err != nil {
			return nil, fault.Beside(err, "on")
		}
		return s.act(v.deps)
	}, func() { v.said(p.T("hoursbank.settled")) }, append(objs, body)...).Accent(v.client.Color).SaveLabel(p.T("hoursbank.settle")).Show()
}

// settling is what was chosen for some entries.
type settling struct {
	client     clients.ID
	month      civil.Month
	how        string
	entries    []hours.Entry
	by, reason string
	on         civil.Date
}

// act checks what was chosen and gives the one act that does it.
func (s settling) act(d Deps) (func(context.Context) error, error) {
	if len(s.entries) == 0 {
		return nil, fault.New("settle_nothing").At("id")
	}
	if s.how == settleFree && s.reason == "" {
		return nil, fault.New("reason_missing").At("reason")
	}
	ids := make([]clients.ID, len(s.entries))
	for i, e := range s.entries {
		ids[i] = e.ID
	}
	if s.how == settleConsent {
		k := hours.Consent{Client: s.client, Month: s.month, Minutes: settleMinutes(s.entries), By: s.by, On: s.on, Reason: s.reason}
		return func(ctx context.Context) error {
			ctx = clients.Doing(ctx, clients.Act{Kind: "bank.settle", Client: s.client, Subject: s.month.String() + " : " + s.by})
			return d.Tx.Tx(ctx, func(ctx context.Context) error {
				if _, err := d.Hours.GiveConsent(ctx, k); err != nil {
					return err
				}
				// Saved again under the consent, the entries are settled.
				return d.Hours.EditAll(ctx, s.client, ids, func(*hours.Form) {})
			})
		}, nil
	}
	kind := hours.Extra
	if s.how == settleFree {
		kind = hours.Free
	}
	return func(ctx context.Context) error {
		return d.Hours.EditAll(ctx, s.client, ids, func(f *hours.Form) { f.Kind, f.Reason = kind, s.reason })
	}, nil
}

// showDay lists the work behind one day of the statement.
func (v *view) showDay(l line, list []hours.Entry) {
	p := v.host.Printer()
	var objs []fyne.CanvasObject
	for _, e := range list {
		if e.Running {
			continue
		}
		objs = append(objs, pairRow(v.facts.hatName(p, e.Hat)+" · "+v.facts.personName(e.Person),
			join(p.T("hours.kind_"+string(e.Kind)), e.Note), p.Hours((e.Seconds+30)/60), widgets.ToneNeutral))
	}
	objs = append(objs, widgets.NewParagraph(p.T("hoursbank.day_note")).Px(theme.TextCaption).Token(theme.TokenMute))
	widgets.ShowDialog(v.host.Window(), p.T("hoursbank.day", "date", p.DateLong(l.on)), p.T("common.close"), 480, ruled(objs))
}
