package invoicing

import (
	"cmp"
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/billing"
	"regie/clients/fault"
	"regie/clients/money"
	"regie/gui/choices"
	"regie/gui/ledger"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// editSettings changes how the agency bills all its clients.
func (v *view) editSettings() {
	ledger.EditSettings(v.host, v.work, v.deps.Billing, func() { v.said("invoicing.saved") })
}

// editTerms changes how this client is billed.
func (v *view) editTerms() {
	id := clients.ID(v.client.ID)
	work.Load(v.work, "terms", func(ctx context.Context) (billing.Terms, error) {
		return v.deps.Billing.TermsOf(ctx, id)
	}, v.host.Fail, func(t billing.Terms) { v.showTerms(t) })
}

// termFields are the fields of a client's own terms.
type termFields struct {
	days, vat, reference, order, registers, account *widgets.TextField
	regime, group, country                          *widgets.Select
	name, street, postcode, city                    *widgets.TextField // where the service goes
}

func (v *view) showTerms(t billing.Terms) {
	id, f := clients.ID(v.client.ID), newTerms(v.host.Printer(), t)
	widgets.NewForm(v.host, v.host.Printer().T("invoicing.terms"), func() (func(context.Context) error, error) {
		put, err := f.read()
		if err != nil {
			return nil, err
		}
		return func(ctx context.Context) error {
			_, err := v.deps.Billing.SetTerms(ctx, id, put)
			return err
		}, nil
	}, func() { v.said("invoicing.saved") }, f.objects(v.host.Printer())...).Accent(v.client.Color).Show()
}

func newTerms(p *text.Printer, t billing.Terms) termFields {
	field := func(name, label, value string) *widgets.TextField {
		f := widgets.NewTextField(name, p.T("invoicing."+label))
		f.SetText(value)
		return f
	}
	place := billing.Address{}
	if t.Delivery != nil {
		place = *t.Delivery
	}
	f := termFields{
		days:      field("payment_days", "set_payment_days", "").SetPlaceHolder(p.T("invoicing.as_agency")),
		vat:       field("vat", "vat", "").SetPlaceHolder(p.T("invoicing.vat_usual")),
		reference: field("reference", "reference", t.Reference), order: field("order", "order", t.Order),
		registers: field("registers", "registers", t.Registers), account: field("account", "account", t.Account),
		name: field("delivery_name", "place_name", place.Name), street: field("delivery", "place_street", place.Street),
		postcode: field("delivery_postcode", "place_postcode", place.Postcode), city: field("delivery_city", "place_city", place.City),
		country: widgets.NewSelect(p, "delivery_country", p.T("invoicing.place_country"), choices.Countries(p, place.Country), nil),
	}
	if t.PaymentDays != nil {
		f.days.SetText(strconv.Itoa(*t.PaymentDays))
	}
	if t.Rate != nil {
		f.vat.SetText(p.Decimal(int64(*t.Rate), 2))
	}
	regimes := []widgets.Option{{Label: p.T("invoicing.regime_auto")}}
	for _, r := range []billing.Regime{billing.Domestic, billing.Franchise, billing.ReverseCharge, billing.Abroad} {
		regimes = append(regimes, widgets.Option{Key: string(r), Label: p.T("invoicing.regime_" + string(r))})
	}
	f.regime = widgets.NewSelect(p, "regime", p.T("invoicing.regime"), regimes, nil)
	f.regime.Choose(string(t.Regime))
	var groups []widgets.Option
	for _, g := range billing.GroupsBy() {
		groups = append(groups, widgets.Option{Key: g, Label: p.T("billing.group_" + g)})
	}
	f.group = widgets.NewSelect(p, "group_by", p.T("invoicing.group_by"), groups, nil)
	f.group.Choose(cmp.Or(t.GroupBy, billing.GroupHat))
	f.country.Choose(cmp.Or(place.Country, "FR"))
	return f
}

func (f termFields) objects(p *text.Printer) []fyne.CanvasObject {
	two := func(a, b fyne.CanvasObject) fyne.CanvasObject {
		return widgets.Columns(theme.Space12, []float32{1, 1}, a, b)
	}
	return []fyne.CanvasObject{
		f.regime, two(f.vat, f.days), f.group, f.reference, f.order, f.registers, f.account,
		widgets.Strong(p.T("invoicing.place")), f.name, f.street, two(f.postcode, f.city), f.country,
	}
}

// read gives what changes the terms; faults days_invalid and vat_rate_invalid
// at their fields.
func (f termFields) read() (func(*billing.Terms), error) {
	var due *int
	if !blank(f.days) {
		n, err := ledger.WholeDays(f.days, billing.MostPaymentDays)
		if err != nil {
			return nil, err
		}
		due = &n
	}
	var rate *money.Rate
	if !blank(f.vat) {
		n, err := money.ParseHundredths(strings.TrimSuffix(strings.TrimSpace(f.vat.Text()), "%"))
		if err != nil {
			return nil, fault.New("vat_rate_invalid", "value", f.vat.Text()).At("vat").Because(err)
		}
		r := money.Rate(n)
		rate = &r
	}
	var place *billing.Address
	if !blank(f.name) || !blank(f.street) || !blank(f.postcode) || !blank(f.city) {
		place = &billing.Address{Name: typed(f.name), Street: typed(f.street), Postcode: typed(f.postcode), City: typed(f.city), Country: f.country.Key()}
	}
	way, by := billing.Regime(f.regime.Key()), f.group.Key()
	reference, order, registers, account := typed(f.reference), typed(f.order), typed(f.registers), typed(f.account)
	return func(t *billing.Terms) {
		t.PaymentDays, t.Regime, t.Rate, t.GroupBy, t.Reference, t.Order = due, way, rate, by, reference, order
		t.Registers, t.Account, t.Delivery = registers, account, place
	}, nil
}

func typed(f *widgets.TextField) string { return strings.TrimSpace(f.Text()) }
func blank(f *widgets.TextField) bool   { return typed(f) == "" }
