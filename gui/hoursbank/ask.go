package hoursbank

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
	"regie/clients/money"
	"regie/gui/choices"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
)

// The answers to time beyond the retainer.
const (
	answerConsent = "consent"
	answerExtra   = "extra"
	answerFree    = "free"
	answerLater   = "later"
)

// Answer is what was decided of time that would go beyond a retainer.
type Answer struct {
	// Kind is what the time is to be made, with the reason of free time; empty
	// to keep it as it is.
	Kind   hours.Kind
	Reason string
	// Consented tells that the client's word was just recorded.
	Consented bool
}

// AskConsent asks, before time goes beyond a client's retainer, for the
// client's word or for what else the time becomes; then is called on the UI
// goroutine with the answer, and at once where nothing is to be asked. timer
// says that the time is a timer's: it may be kept and settled later, as may
// time whose overage is billed. Closing the dialog answers nothing.
func AskConsent(h screen.Host, d Deps, c screen.Client, pv hours.Preview, timer bool, then func(Answer)) {
	if !pv.Asks() {
		then(Answer{})
		return
	}
	p := h.Printer()
	q := newQuestion(p, pv, timer || pv.Policy == clients.OverageBill, h.Today())
	var answer Answer
	widgets.NewForm(h, p.T("hoursbank.ask_title"), func() (func(context.Context) error, error) {
		var act func(context.Context) error
		var err error
		answer, act, err = q.read(d.Hours)
		return act, err
	}, func() { then(answer) },
		widgets.NewNote(widgets.ToneWarn, askText(p, c.Name, pv)),
		q.how, q.body,
		widgets.NewParagraph(p.T("hoursbank.ask_note")).Px(theme.TextCaption).Token(theme.TokenMute),
	).Accent(c.Color).SaveLabel(p.T("common.continue")).Show()
}

// askText says how much would be over, of what, and what it costs.
func askText(p *text.Printer, name string, pv hours.Preview) string {
	parts := []string{p.T("hoursbank.ask_over", "client", name, "month", pv.Month,
		"hours", civil.Minutes(pv.Added()), "available", civil.Minutes(pv.Available))}
	if pv.Before > 0 {
		parts = append(parts, p.T("hoursbank.ask_before", "hours", civil.Minutes(pv.Before)))
	}
	switch {
	case pv.Price == nil:
		parts = append(parts, p.T("hoursbank.ask_unpriced"))
	default:
		parts = append(parts, p.T("hoursbank.ask_price", "amount", money.Amount{Minor: *pv.Price, Currency: pv.Currency}))
	}
	if pv.Consented > 0 {
		parts = append(parts, p.T("hoursbank.ask_consented", "hours", civil.Minutes(pv.Consented)))
	}
	return strings.Join(parts, " ")
}

// question are the fields of the dialog.
type question struct {
	pv      hours.Preview
	how     *widgets.Select
	minutes *widgets.TextField
	by      *widgets.TextField
	on      *widgets.DateField
	reason  *widgets.TextField
	body    *fyne.Container
}

func newQuestion(p *text.Printer, pv hours.Preview, later bool, today civil.Date) *question {
	q := &question{pv: pv}
	ways := []string{answerConsent, answerExtra, answerFree}
	if later {
		ways = append(ways, answerLater)
	}
	q.how = widgets.NewSelect(p, "kind", p.T("hoursbank.ask_how"), choices.Keyed(p, "hoursbank.ask_", ways...), func(string) { q.arrange() })
	q.how.Choose(answerConsent)
	q.minutes = widgets.NewTextField("minutes", p.T("hoursbank.ask_minutes"))
	q.minutes.SetText(p.Hours(pv.Missing))
	q.by = widgets.NewTextField("by", p.T("hoursbank.consent_by"))
	q.by.SetPlaceHolder(p.T("hoursbank.consent_example"))
	q.on = widgets.NewDateField(p, "on", p.T("hoursbank.consent_day"), today)
	q.on.SetDate(today)
	q.reason = widgets.NewTextField("reason", p.T("common.reason"))
	q.body = widgets.VBox(theme.Space16, q.by, widgets.Columns(theme.Space12, []float32{1, 1}, q.on, q.minutes), q.reason)
	q.arrange()
	return q
}

// arrange shows the fields of the answer that is chosen.
func (q *question) arrange() {
	consent := q.how.Key() == answerConsent
	for _, o := range q.body.Objects[:2] {
		if consent {
			o.Show()
		} else {
			o.Hide()
		}
	}
	q.reason.Hidden = q.how.Key() == answerExtra || q.how.Key() == answerLater
	q.body.Refresh()
}

// read gives the answer and the act that records it.
func (q *question) read(h Hours) (Answer, func(context.Context) error, error) {
	nothing := func(context.Context) error { return nil }
	reason := strings.TrimSpace(q.reason.Text())
	switch q.how.Key() {
	case answerExtra:
		return Answer{Kind: hours.Extra}, nothing, nil
	case answerLater:
		return Answer{}, nothing, nil
	case answerFree:
		if reason == "" {
			return Answer{}, nil, fault.New("reason_missing").At("reason")
		}
		return Answer{Kind: hours.Free, Reason: reason}, nothing, nil
	}
	minutes, err := civil.ParseHours(q.minutes.Text())
	if err != nil {
		return Answer{}, nil, fault.Beside(err, "minutes")
	}
	on, err := q.on.Date()
	if err != nil {
		return Answer{}, nil, fault.Beside(err, "on")
	}
	if minutes < q.pv.Missing && q.pv.Refused() {
		return Answer{}, nil, fault.New("consent_short", "hours", civil.Minutes(q.pv.Missing)).At("minutes")
	}
	k := hours.Consent{Client: q.pv.Client, Month: q.pv.Month, Minutes: minutes, By: q.by.Text(), On: on, Reason: reason}
	return Answer{Consented: true}, func(ctx context.Context) error {
		_, err := h.GiveConsent(ctx, k)
		return err
	}, nil
}
