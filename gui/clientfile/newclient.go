package clientfile

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/clients"
	"regie/clients/fault"
	"regie/clients/money"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// NewPage declares the page that makes a new client.
func NewPage(d Deps) func(screen.Host) screen.Screen {
	return func(h screen.Host) screen.Screen {
		v := &newView{host: h, deps: d, work: h.Runner().Scope()}
		v.root = widgets.Inset(0, 0, 0, 0, widgets.Spacer())
		return v
	}
}

type newView struct {
	host  screen.Host
	deps  Deps
	work  *work.Runner
	root  *fyne.Container
	busy  bool
	made  bool // the form stands, with what was typed in it
	ids   *identityFields
	color *widgets.ColorField
	hours *widgets.TextField
	fee   *widgets.MoneyField
	fail  *widgets.Banner
	save  *widgets.Button
}

// Content implements screen.Screen.
func (v *newView) Content() fyne.CanvasObject { return v.root }

// Show implements screen.Screen: what was typed and not saved is still there.
func (v *newView) Show(screen.Route) {
	if v.made {
		return
	}
	work.Load(v.work, "load", v.deps.Clients.Agency, v.host.Fail, v.draw)
}

// Close implements screen.Screen.
func (v *newView) Close() { v.work.Close() }

func (v *newView) draw(a clients.Agency) {
	p := v.host.Printer()
	v.made = true
	c := clients.Client{Lang: a.Lang, Currency: a.Currency, Zone: a.Zone, Circuit: clients.CircuitClient}
	c.Country = a.Country
	v.ids = newIdentityFields(p, c)
	v.ids.name.OnChanged = func(s string) { v.ids.key.SetPlaceHolder(clients.ProposeKey(s, "")) }
	v.color = widgets.NewColorField(p, "primary", p.T("clientfile.primary"))
	v.hours = widgets.NewTextField("hours", p.T("clientfile.hours_month")).SetPlaceHolder("32")
	v.hours.SetHint(p.T("clientfile.hours_hint"))
	v.fee = widgets.NewMoneyField(p, "fee", p.T("clientfile.fee"), a.Currency)
	v.ids.currency.OnChanged = func(string) { v.fee.SetCurrency(currencyOf(v.ids)) }
	v.fail = widgets.NewBanner()
	v.fail.Hide()
	v.save = widgets.NewPrimary(p.T("clientfile.create"), icons.Plus, v.create)
	for _, f := range []*widgets.TextField{v.ids.name, v.ids.key, v.hours} {
		f.OnSubmitted = func(string) { v.create() }
	}
	first := widgets.NewCard(p.T("clientfile.new_who"), "", widgets.VBox(theme.Space12,
		v.ids.name, pair(v.ids.key, v.ids.sectorField(p)), pair(v.ids.country, v.ids.zone), pair(v.ids.lang, v.ids.currency)))
	second := widgets.NewCard(p.T("clientfile.new_how"), "", widgets.VBox(theme.Space12,
		v.color, pair(v.hours, v.fee), v.ids.circuit, widgets.NewParagraph(p.T("clientfile.new_later")).Token(theme.TokenMute)))
	foot := widgets.HBox(theme.Space8, widgets.Spacer(),
		widgets.NewButton(p.T("common.cancel"), icons.None, v.leave), v.save)
	page := widgets.VBox(theme.Space16, v.fail, widgets.Columns(theme.Space16, []float32{1, 1}, first, second), foot)
	v.root.Objects = []fyne.CanvasObject{widgets.VScroll(widgets.Pad(theme.Space24, 20, widgets.MaxWidth(1040, page)))}
	v.root.Refresh()
	v.work.After("focus", 80*time.Millisecond, v.ids.name.Focus) // once the page is painted
}

// leave goes back to the control room and forgets what was typed.
func (v *newView) leave() {
	v.made = false
	v.host.Go(screen.Route{Page: screen.PageControl})
}

func (v *newView) fields() []widgets.Field {
	return []widgets.Field{v.ids.name, v.ids.key, v.ids.country, v.ids.zone, v.ids.lang, v.ids.currency, v.color, v.hours, v.fee, v.ids.circuit}
}

// create makes the client and, where hours were sold, its first terms, as one
// act.
func (v *newView) create() {
	if v.busy {
		return
	}
	widgets.ClearRefusals(v.fields(), v.fail)
	c, terms, err := v.read()
	if err != nil {
		v.refuse(err)
		return
	}
	v.busy = true
	v.save.SetBusy(true)
	work.Run(v.work, "create", func(ctx context.Context) (clients.Client, error) {
		return v.deps.add(ctx, c, terms)
	}, func(c clients.Client, err error) {
		v.busy = false
		v.save.SetBusy(false)
		if err != nil {
			v.refuse(err)
			return
		}
		v.made = false
		v.host.Reload()
		v.host.Go(screen.Route{Page: screen.PageClient, Client: c.Key, Tab: screen.TabFile})
		v.host.Done(v.host.Printer().T("clientfile.created", "Name", c.Name))
	})
}

// add makes the client and its first terms in one transaction.
func (d Deps) add(ctx context.Context, c clients.Client, terms *clients.Contract) (made clients.Client, err error) {
	ctx = clients.Doing(ctx, clients.Act{Kind: "client.add", Subject: c.Name})
	err = d.Tx.Tx(ctx, func(ctx context.Context) (err error) {
		if made, err = d.Clients.AddClient(ctx, c); err != nil || terms == nil {
			return err
		}
		terms.Client = made.ID
		_, err = d.Clients.SetContract(ctx, *terms)
		return err
	})
	return made, err
}

func currencyOf(f *identityFields) money.Currency { return money.Currency(f.currency.Key()) }

// read gives the client and, where hours or a fee were typed, its first terms,
// in force from this month on.
func (v *newView) read() (c clients.Client, terms *clients.Contract, err error) {
	c, err = v.ids.read(clients.Client{Brand: clients.Brand{AddressForm: "vous"}})
	if err != nil {
		return c, nil, err
	}
	if c.Brand.Primary, err = v.color.Hex(); err != nil {
		return c, nil, fault.At(err, "primary")
	}
	minutes, err := hoursTyped("hours", v.hours.Text())
	if err != nil {
		return c, nil, err
	}
	fee, err := v.fee.Amount()
	if err != nil {
		return c, nil, fault.At(err, "fee")
	}
	if minutes == 0 && fee.Currency == "" {
		return c, nil, nil
	}
	t := clients.NewTerms(c, v.host.Today().InMonth().First())
	t.QuotaMinutes = minutes
	if fee.Currency != "" {
		t.Fee = &fee
	}
	return c, &t, nil
}

// refuse shows a refusal at its field, or above the form.
func (v *newView) refuse(err error) {
	widgets.ShowRefusal(v.host.Printer(), err, v.fields(), v.fail)
	v.root.Refresh()
}
