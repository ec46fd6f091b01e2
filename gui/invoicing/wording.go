package invoicing

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"regie/assets/text"
	"regie/clients/billing"
	"regie/clients/budget"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
	"regie/gui/theme"
	"regie/gui/widgets"
)

// wordForm are the words and days of a draft.
type wordForm struct {
	subject, order, note *widgets.TextField
	from, to, due        *widgets.DateField
	until                civil.Date // the last day as shown: for issue today, unless it was set
	// In the RDC: the day's rate to francs, and what the invoicing device gave.
	rate, def, qr *widgets.TextField
	franc         bool // the total is printed in francs too
	device        bool
	today         civil.Date
}

// editDraft changes the words and days of a draft.
func (v *view) editDraft() {
	p, d := v.host.Printer(), v.detail.doc
	f := newWords(p, d, v.host.Today())
	id := string(d.ID)
	widgets.NewForm(v.host, name(p, d), func() (func(context.Context) error, error) {
		put, err := f.read()
		if err != nil {
			return nil, err
		}
		return func(ctx context.Context) error {
			_, err := v.deps.Billing.EditDraft(ctx, id, func(d *billing.Document) error { put(d); return nil })
			return err
		}, nil
	}, func() { v.said("invoicing.saved") }, f.objects(d.Kind)...).Accent(v.client.Color).Show()
}

func newWords(p *text.Printer, d billing.Document, today civil.Date) *wordForm {
	field := func(name, key, value string) *widgets.TextField {
		f := widgets.NewTextField(name, p.T("invoicing."+key))
		f.SetText(value)
		return f
	}
	day := func(name, key string, on civil.Date) *widgets.DateField {
		f := widgets.NewDateField(p, name, p.T("invoicing."+key), today)
		f.SetDate(on)
		return f
	}
	f := &wordForm{
		subject: field("subject", "subject", d.Subject), order: field("order", "order", d.Refs.Order),
		note: widgets.NewTextArea("note", p.T("invoicing.note"), 3), today: today,
		from: day("period", "from", d.Period.From), to: day("period_to", "to", d.Period.To),
		device: d.Seller.Country == "CD" && d.Kind.Fiscal(),
	}
	f.due, f.until = day("due_on", "due_on", d.DueOn), d.DueOn
	if d.Kind == billing.Quote {
		f.due, f.until = day("valid_until", "valid_until", d.ValidUntil), d.ValidUntil
	}
	f.note.SetText(d.Note)
	f.franc = f.device && d.Currency != money.CDF
	f.rate = widgets.NewTextField("exchange", p.T("invoicing.exchange", "currency", string(d.Currency))).SetPlaceHolder("2850")
	if d.Exchange != nil {
		f.rate.SetText(budget.Rate{Num: d.Exchange.Num, Den: d.Exchange.Den}.String())
	}
	f.def, f.qr = field("def", "def", ""), widgets.NewTextArea("def_qr", p.T("invoicing.def_qr"), 2)
	if d.Congo != nil {
		f.def.SetText(d.Congo.DEF)
		f.qr.SetText(d.Congo.QR)
	}
	return f
}

// objects are the fields that a document of the kind has.
func (f *wordForm) objects(k billing.Kind) []fyne.CanvasObject {
	list := []fyne.CanvasObject{f.subject}
	if k != billing.Quote {
		list = append(list, widgets.Columns(theme.Space12, []float32{1, 1}, f.from, f.to))
	}
	if k != billing.Statement {
		list = append(list, f.due, f.order)
	}
	if f.franc {
		list = append(list, f.rate)
	}
	if f.device {
		list = append(list, f.def, f.qr)
	}
	return append(list, f.note)
}

// read gives what changes a draft; faults of dates and rates at their fields.
func (f *wordForm) read() (func(*billing.Document), error) {
	var days civil.Range
	var until civil.Date
	var err error
	for _, day := range []struct {
		field *widgets.DateField
		to    *civil.Date
	}{{f.from, &days.From}, {f.to, &days.To}, {f.due, &until}} {
		if *day.to, err = day.field.Date(); err != nil {
			return nil, fault.Beside(err, day.field.Name())
		}
	}
	var rate *billing.Exchange
	if s := strings.TrimSpace(f.rate.Text()); f.franc && s != "" {
		r, err := budget.ParseRate(s)
		if err != nil {
			return nil, fault.Beside(err, "exchange")
		}
		rate = &billing.Exchange{To: money.CDF, Num: r.Num, Den: r.Den, On: f.today}
	}
	var device *billing.Congo
	if !blank(f.def) || !blank(f.qr) {
		device = &billing.Congo{DEF: typed(f.def), QR: typed(f.qr)}
	}
	words, order, note := f.subject.Text(), f.order.Text(), f.note.Text()
	return func(d *billing.Document) {
		d.Subject, d.Refs.Order, d.Note, d.Period = words, order, note, days
		switch { // left as it was, it goes on following the day of issue
		case until == f.until:
		case d.Kind == billing.Quote:
			d.ValidUntil = until
		default:
			d.DueOn = until
		}
		if f.franc && !sameRate(d.Exchange, rate) { // an unchanged rate keeps its day
			d.Exchange = rate
		}
		if f.device {
			d.Congo = device
		}
	}, nil
}

func sameRate(a, b *billing.Exchange) bool {
	return a != nil && b != nil && a.To == b.To && a.Num == b.Num && a.Den == b.Den
}
