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
	"regie/gui/choices"
	"regie/gui/theme"
	"regie/gui/widgets"
)

// moveKind is what a person may do to a bank by hand.
type moveKind string

const (
	moveAdjust   moveKind = "adjust"
	moveTransfer moveKind = "transfer"
	moveConsent  moveKind = "consent"
)

// The two ways of an adjust.
const (
	wayAdd  = "add"
	wayTake = "take"
)

// moveForm are the fields of a movement; those of another kind are hidden.
type moveForm struct {
	v       *view
	kind    *widgets.Select
	way     *widgets.Select
	minutes *widgets.TextField
	level   *widgets.Select
	to      *widgets.Select
	toMonth *widgets.Select
	toLevel *widgets.Select
	by      *widgets.TextField
	on      *widgets.DateField
	reason  *widgets.TextField
	after   *widgets.Paragraph
	body    *fyne.Container
}

// newMove opens the form of a movement of the month shown.
func (v *view) newMove(kind moveKind) {
	if v.client.ID == "" || !v.loaded {
		return
	}
	p := v.host.Printer()
	f := newMoveForm(v, kind)
	var done string
	form := widgets.NewForm(v.host, p.T("hoursbank.move_title", "month", v.month), func() (func(context.Context) error, error) {
		act, words, err := f.read()
		done = words
		return act, err
	}, func() { v.said(done) }, f.body, f.after).Accent(v.client.Color)
	form.Show()
}

func newMoveForm(v *view, kind moveKind) *moveForm {
	p := v.host.Printer()
	f := &moveForm{v: v}
	f.kind = widgets.NewSelect(p, "kind", p.T("hoursbank.kind"),
		choices.Keyed(p, "hoursbank.kind_", moveAdjust, moveTransfer, moveConsent), func(string) { f.arrange() })
	f.kind.Choose(string(kind))
	f.way = widgets.NewSelect(p, "way", p.T("hoursbank.way"), choices.Keyed(p, "hoursbank.way_", wayAdd, wayTake), func(string) { f.preview() })
	f.way.Choose(wayAdd)
	f.minutes = widgets.NewTextField("minutes", p.T("hoursbank.how_much"))
	f.minutes.SetPlaceHolder(p.T("hoursbank.how_much_example"))
	f.minutes.OnChanged = func(string) { f.preview() }
	f.level = widgets.NewSelect(p, "level", p.T("hoursbank.bank"), bankOptions(p, v.facts), func(string) { f.preview() })
	f.toLevel = widgets.NewSelect(p, "to_level", p.T("hoursbank.to_bank"), bankOptions(p, v.facts), nil)
	f.to = widgets.NewSelect(p, "to", p.T("hoursbank.to_client"), v.clientOptions(), func(string) { f.arrange() })
	f.to.Choose(v.client.ID)
	f.toMonth = widgets.NewSelect(p, "month", p.T("hoursbank.to_month"), monthOptions(p, v.month), nil)
	f.toMonth.Choose(v.month.Add(1).String())
	f.by = widgets.NewTextField("by", p.T("hoursbank.consent_by"))
	f.by.SetPlaceHolder(p.T("hoursbank.consent_example"))
	f.on = widgets.NewDateField(p, "on", p.T("hoursbank.consent_day"), v.host.Today())
	f.on.SetDate(v.host.Today())
	f.reason = widgets.NewTextField("reason", p.T("common.reason"))
	f.after = widgets.NewParagraph("").Px(theme.TextCaption).Token(theme.TokenMute)
	f.body = widgets.VBox(theme.Space16, f.kind, f.way, f.minutes, f.level, f.to, f.toMonth, f.toLevel, f.by, f.on, f.reason)
	if kind == moveConsent && v.facts.bank.Unconsented > 0 {
		f.minutes.SetText(p.Hours(v.facts.bank.Unconsented))
	}
	f.arrange()
	return f
}

// bankOptions are the banks of the month, the common one first.
func bankOptions(p *text.Printer, f facts) []widgets.Option {
	var list []widgets.Option
	for _, l := range f.bank.Levels {
		name := f.levelName(p, l.Level)
		if name == "" {
			name = p.T("hoursbank.common")
		}
		list = append(list, widgets.Option{Key: l.Level, Label: name, Detail: p.Hours(l.Balance())})
	}
	return list
}

// clientOptions are where minutes may go: this client first.
func (v *view) clientOptions() []widgets.Option {
	list := []widgets.Option{{Key: v.client.ID, Label: v.client.Name}}
	for _, c := range v.host.Clients() {
		if c.ID != v.client.ID {
			list = append(list, widgets.Option{Key: c.ID, Label: c.Name})
		}
	}
	return list
}

// monthsOffered are how far from the month shown minutes may be transferred.
const monthsOffered = 3

func monthOptions(p *text.Printer, m civil.Month) []widgets.Option {
	var list []widgets.Option
	for i := -monthsOffered; i <= monthsOffered; i++ {
		list = append(list, widgets.Option{Key: m.Add(i).String(), Label: p.Month(m.Add(i))})
	}
	return list
}

func (f *moveForm) is(k moveKind) bool { return f.kind.Key() == string(k) }

// arrange shows the fields of the kind that is chosen.
func (f *moveForm) arrange() {
	levels := f.v.facts.bank.HasLevels()
	f.way.Hidden = !f.is(moveAdjust)
	f.level.Hidden = !levels || f.is(moveConsent)
	f.to.Hidden, f.toMonth.Hidden = !f.is(moveTransfer), !f.is(moveTransfer)
	f.toLevel.Hidden = !f.is(moveTransfer) || !levels || f.to.Key() != f.v.client.ID
	f.by.Hidden, f.on.Hidden = !f.is(moveConsent), !f.is(moveConsent)
	f.preview()
	f.body.Refresh()
}

// preview says what the bank would hold after the movement.
func (f *moveForm) preview() {
	p, b := f.v.host.Printer(), f.v.facts.bank
	minutes, err := civil.ParseHours(f.minutes.Text())
	if err != nil || minutes == 0 {
		f.after.SetText("")
		return
	}
	if f.is(moveConsent) {
		left := max(0, b.Total.Overage-b.Consented-minutes)
		f.after.SetText(p.T("hoursbank.after_consent", "consented", civil.Minutes(b.Consented+minutes), "left", civil.Minutes(left)))
		return
	}
	balance := b.Total.Balance()
	for _, l := range b.Levels {
		if b.HasLevels() && l.Level == f.level.Key() {
			balance = l.Balance()
		}
	}
	f.after.SetText(p.T("hoursbank.after_move", "hours", p.HoursSigned(balance+f.signed(minutes))))
}

// signed gives minutes the sign of what they do to this bank.
func (f *moveForm) signed(minutes int64) int64 {
	if f.is(moveTransfer) || f.way.Key() == wayTake {
		return -minutes
	}
	return minutes
}

// read gives the act that was typed and what to say when it is done.
func (f *moveForm) read() (act func(context.Context) error, done string, err error) {
	v, p := f.v, f.v.host.Printer()
	if strings.TrimSpace(f.minutes.Text()) == "" {
		return nil, "", fault.New("minutes_zero").At("minutes")
	}
	minutes, err := civil.ParseHours(f.minutes.Text())
	if err != nil {
		return nil, "", fault.Beside(err, "minutes")
	}
	id, h := clients.ID(v.client.ID), v.deps.Hours
	if f.is(moveConsent) {
		on, err := f.on.Date()
		if err != nil {
			return nil, "", fault.Beside(err, "on")
		}
		k := hours.Consent{Client: id, Month: v.month, Minutes: minutes, By: f.by.Text(), On: on, Reason: f.reason.Text()}
		return func(ctx context.Context) error {
			_, err := h.GiveConsent(ctx, k)
			return err
		}, p.T("hoursbank.consent_done", "hours", civil.Minutes(minutes)), nil
	}
	mv := hours.Move{Client: id, Month: v.month, Minutes: minutes, Level: f.level.Key(), Reason: f.reason.Text()}
	if f.is(moveAdjust) {
		mv.Minutes = f.signed(minutes)
		return func(ctx context.Context) error {
			_, err := h.Adjust(ctx, mv)
			return err
		}, p.T("hoursbank.adjust_done", "hours", p.HoursSigned(mv.Minutes)), nil
	}
	return f.readTransfer(mv)
}

func (f *moveForm) readTransfer(mv hours.Move) (act func(context.Context) error, done string, err error) {
	v, p := f.v, f.v.host.Printer()
	if mv.ToMonth, err = civil.ParseMonth(f.toMonth.Key()); err != nil {
		return nil, "", fault.Beside(err, "month")
	}
	mv.To = clients.ID(f.to.Key())
	if mv.To == mv.Client {
		mv.To, mv.ToLevel = "", f.toLevel.Key()
		if mv.ToMonth == mv.Month && mv.ToLevel == mv.Level {
			return nil, "", fault.New("transfer_nowhere").At("month")
		}
	}
	return func(ctx context.Context) error {
		_, err := v.deps.Hours.Transfer(ctx, mv)
		return err
	}, p.T("hoursbank.transfer_done", "hours", civil.Minutes(mv.Minutes)), nil
}
