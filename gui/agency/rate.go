package agency

import (
	"context"

	"regie/clients"
	"regie/clients/fault"
	"regie/clients/hours"
	"regie/gui/choices"
	"regie/gui/theme"
	"regie/gui/widgets"
)

// newRate asks for a rate, from which day on and for what: what is left open
// holds for all.
func (v *view) newRate() {
	p, f := v.host.Printer(), v.facts
	everyone := []widgets.Option{{Label: p.T("agencyscreen.rate_all")}}
	amount := widgets.NewMoneyField(p, "amount", p.T("agencyscreen.rate_amount"), f.agency.Currency)
	from := widgets.NewDateField(p, "from", p.T("agencyscreen.rate_from"), v.host.Today())
	from.SetDate(v.host.Today().InMonth().First())
	level := choose(p, "level", "common.level", append(everyone, choices.Levels(p, f.levels)...), "")
	hat := choose(p, "hat", "common.hat", append(everyone, hatOptions(v)...), "")
	client := choose(p, "client", "common.client", append(everyone, clientOptions(f.clients)...), "")
	client.OnChanged = func(id string) {
		for _, c := range f.clients {
			if string(c.ID) == id {
				amount.SetCurrency(c.Currency)
			}
		}
	}
	who := choose(p, "who", "common.staff", choices.People(f.staff, p.T("agencyscreen.rate_all"), ""), "")
	taken := 0
	widgets.NewForm(v.host, p.T("agencyscreen.new_rate"), func() (func(context.Context) error, error) {
		price, err := amount.Amount()
		if err == nil && price.Currency == "" {
			err = fault.New("money_empty")
		}
		if e, ok := fault.As(err); ok {
			return nil, e.At("amount")
		}
		day, err := from.Date()
		if e, ok := fault.As(err); ok {
			return nil, e.At("from")
		}
		r := hours.Rate{
			Side: hours.Sale, From: day, Amount: price, Level: level.Key(), Hat: hat.Key(),
			Client: clients.ID(client.Key()), Person: clients.ID(who.Key()),
		}
		return func(ctx context.Context) (err error) {
			_, taken, err = v.deps.SetRate(ctx, r)
			return err
		}, nil
	}, func() { v.done(p.N("agencyscreen.rate_taken", taken)) },
		pair(amount, from), level, hat, client, who,
		widgets.NewParagraph(p.T("agencyscreen.rate_note")).Px(theme.TextCaption).Token(theme.TokenMute)).Show()
}

func hatOptions(v *view) []widgets.Option {
	p := v.host.Printer()
	var out []widgets.Option
	for _, h := range v.facts.hats {
		if !h.Retired {
			out = append(out, widgets.Option{Key: h.Key, Label: choices.Name(p, h.NameFR, h.NameEN)})
		}
	}
	return out
}

func clientOptions(all []clients.Client) []widgets.Option {
	var out []widgets.Option
	for _, c := range all {
		if c.ArchivedAt == "" && !c.Internal {
			out = append(out, widgets.Option{Key: string(c.ID), Label: c.Name})
		}
	}
	return out
}
