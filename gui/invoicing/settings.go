package invoicing

import (
	"context"
	"strconv"
	"strings"

	"regie/clients"
	"regie/clients/billing"
	"regie/clients/fault"
	"regie/gui/ledger"
	"regie/gui/widgets"
	"regie/gui/work"
)

// editSettings changes how the agency bills all its clients.
func (v *view) editSettings() {
	ledger.EditSettings(v.host, v.work, v.deps.Billing, func() { v.said("invoicing.saved") })
}

// wholeDays reads a field of days; fault days_invalid at the field.
func wholeDays(f *widgets.TextField) (int, error) {
	n, err := strconv.Atoi(strings.TrimSpace(f.Text()))
	if err != nil {
		return 0, fault.New("days_invalid", "max", 365).At(f.Name()).Because(err)
	}
	return n, nil
}

// editTerms changes how this client is billed.
func (v *view) editTerms() {
	id := clients.ID(v.client.ID)
	work.Run(v.work, "terms", func(ctx context.Context) (billing.Terms, error) {
		return v.deps.Billing.TermsOf(ctx, id)
	}, func(t billing.Terms, err error) {
		if err != nil {
			v.host.Fail(err)
			return
		}
		v.showTerms(t)
	})
}

func (v *view) showTerms(t billing.Terms) {
	p, id := v.host.Printer(), clients.ID(v.client.ID)
	days := widgets.NewTextField("payment_days", p.T("invoicing.set_payment_days")).SetPlaceHolder(p.T("invoicing.as_agency"))
	if t.PaymentDays != nil {
		days.SetText(strconv.Itoa(*t.PaymentDays))
	}
	regimes := []widgets.Option{{Label: p.T("invoicing.regime_auto")}}
	for _, r := range []billing.Regime{billing.Domestic, billing.Franchise, billing.ReverseCharge, billing.Abroad} {
		regimes = append(regimes, widgets.Option{Key: string(r), Label: p.T("invoicing.regime_" + string(r))})
	}
	regime := widgets.NewSelect(p, "regime", p.T("invoicing.regime"), regimes, nil)
	regime.Choose(string(t.Regime))
	var groups []widgets.Option
	for _, g := range billing.GroupsBy() {
		groups = append(groups, widgets.Option{Key: g, Label: p.T("invoicing.group_" + g)})
	}
	group := widgets.NewSelect(p, "group_by", p.T("invoicing.group_by"), groups, nil)
	group.Choose(billing.GroupHat)
	if t.GroupBy != "" {
		group.Choose(t.GroupBy)
	}
	reference := widgets.NewTextField("reference", p.T("invoicing.reference"))
	reference.SetText(t.Reference)
	order := widgets.NewTextField("order", p.T("invoicing.order"))
	order.SetText(t.Order)
	widgets.NewForm(v.host, p.T("invoicing.terms"), func() (func(context.Context) error, error) {
		var due *int
		if strings.TrimSpace(days.Text()) != "" {
			n, err := wholeDays(days)
			if err != nil {
				return nil, err
			}
			due = &n
		}
		way, by, ref, ord := billing.Regime(regime.Key()), group.Key(), strings.TrimSpace(reference.Text()), strings.TrimSpace(order.Text())
		return func(ctx context.Context) error {
			_, err := v.deps.Billing.SetTerms(ctx, id, func(t *billing.Terms) {
				t.PaymentDays, t.Regime, t.GroupBy, t.Reference, t.Order = due, way, by, ref, ord
			})
			return err
		}, nil
	}, func() { v.said("invoicing.saved") }, regime, days, group, reference, order).Accent(v.client.Color).Show()
}
