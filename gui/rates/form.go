package rates

import (
	"context"

	"fyne.io/fyne/v2"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
	"regie/clients/money"
	"regie/gui/choices"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

func hatOptions(p *text.Printer, f facts) []widgets.Option {
	var out []widgets.Option
	for _, h := range f.hats {
		if !h.Retired {
			out = append(out, widgets.Option{Key: h.Key, Label: choices.Name(p, h.NameFR, h.NameEN)})
		}
	}
	return out
}

// rateForm are the fields of a new rate.
type rateForm struct {
	k                            *Panel
	side, level, hat, who, given *widgets.Select
	amount                       *widgets.MoneyField
	from                         *widgets.DateField
	effect                       *widgets.Banner
}

// Add asks for a rate, begun as another where one is given: from which day on,
// and for what; what is left open holds for all.
func (k *Panel) Add(like hours.Rate) {
	if !k.loaded {
		return
	}
	p := k.host.Printer()
	f := newRateForm(k, like)
	taken := 0
	form := widgets.NewForm(k.host, p.T("rates.new"), func() (func(context.Context) error, error) {
		r, err := f.read()
		if err != nil {
			return nil, err
		}
		return func(ctx context.Context) (err error) {
			_, taken, err = k.deps.Hours.SetRate(ctx, r)
			return err
		}, nil
	}, func() { k.said(p.N("rates.taken", taken)) }, f.objects()...)
	if k.client.ID != "" {
		form.Accent(k.client.Color)
	}
	form.Show()
	f.look()
}

func newRateForm(k *Panel, like hours.Rate) *rateForm {
	p, fs := k.host.Printer(), k.facts
	f := &rateForm{k: k, effect: widgets.NewBanner()}
	again := func(string) { f.look() }
	pick := func(name, label string, options []widgets.Option, chosen string) *widgets.Select {
		s := widgets.NewSelect(p, name, p.T(label), append([]widgets.Option{{Label: p.T("rates.all")}}, options...), again)
		s.Choose(chosen)
		return s
	}
	f.side = widgets.NewSelect(p, "side", p.T("rates.side"), choices.Keyed(p, "rates.side_", hours.Sale, hours.Cost), again)
	f.side.Choose(string(k.side))
	client := like.Client
	if k.client.ID != "" {
		client = clients.ID(k.client.ID)
	}
	f.level = pick("level", "common.level", choices.Levels(p, fs.levels), like.Level)
	f.hat = pick("hat", "common.hat", hatOptions(p, fs), like.Hat)
	f.who = pick("who", "common.staff", choices.People(fs.staff, p.T("rates.all"), "")[1:], string(like.Person))
	f.given = pick("client", "common.client", clientOptions(fs.clients), string(client))
	f.given.OnChanged = func(id string) {
		f.amount.SetCurrency(fs.currencyOf(clients.ID(id)))
		f.look()
	}
	f.amount = widgets.NewMoneyField(p, "amount", p.T("rates.amount"), fs.currencyOf(client))
	if like.Amount.Currency != "" {
		f.amount.SetAmount(like.Amount)
	}
	f.amount.OnChanged = func(money.Amount) { k.work.After("effect", askDelay, f.look) }
	f.from = widgets.NewDateField(p, "from", p.T("rates.from"), k.host.Today())
	f.from.SetDate(k.host.Today().InMonth().First())
	f.from.OnChanged = func(civil.Date) { k.work.After("effect", askDelay, f.look) }
	f.effect.Hide()
	return f
}

func (f *rateForm) objects() []fyne.CanvasObject {
	p := f.k.host.Printer()
	return []fyne.CanvasObject{
		widgets.Columns(theme.Space12, []float32{1, 1}, f.amount, f.from), f.side, f.level, f.hat, f.given, f.who, f.effect,
		widgets.NewParagraph(p.T("rates.rule")).Px(theme.TextCaption).Token(theme.TokenMute),
	}
}

func (f *rateForm) read() (hours.Rate, error) {
	r := hours.Rate{
		Side: hours.Side(f.side.Key()), Level: f.level.Key(), Hat: f.hat.Key(), Client: clients.ID(f.given.Key()), Person: clients.ID(f.who.Key()),
	}
	var err error
	if r.Amount, err = f.amount.Amount(); err != nil {
		return r, fault.Beside(err, "amount")
	}
	if r.Amount.Currency == "" {
		return r, fault.New("money_empty").At("amount")
	}
	if r.From, err = f.from.Date(); err != nil {
		return r, fault.Beside(err, "from")
	}
	return r, nil
}

// look says what the rate as typed so far would do.
func (f *rateForm) look() {
	r, err := f.read()
	if err != nil || r.From.IsZero() {
		f.effect.Hide()
		return
	}
	k, all := f.k, f.k.facts.rates
	work.Load(k.work, "effect", func(ctx context.Context) (effect, error) { return k.deps.lookAhead(ctx, all, r) }, k.host.Fail, func(e effect) {
		f.effect.Set(widgets.ToneInfo, e.sentence(k.host.Printer()), nil)
		f.effect.Show()
	})
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

// currencyOf is what a client is billed in, the agency's own for none.
func (f facts) currencyOf(id clients.ID) money.Currency {
	for _, c := range f.clients {
		if c.ID == id && c.Currency != "" {
			return c.Currency
		}
	}
	return f.currency
}
