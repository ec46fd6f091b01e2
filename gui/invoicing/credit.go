package invoicing

import (
	"context"
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"regie/assets/text"
	"regie/clients/billing"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// creditRow is a line of the invoice in the form of an avoir: taken back or
// not, and how much of what is left.
type creditRow struct {
	line  billing.Line // with the quantity and net that are left
	check *widgets.Check
	field *widgets.TextField
}

// creditForm chooses what an avoir takes back.
type creditForm struct {
	rows   []creditRow
	reason *widgets.TextField
	total  *widgets.Banner
}

// credit issues an avoir of the lines that are ticked, of all that is left at
// first.
func (v *view) credit() {
	d := v.detail.doc
	work.Load(v.work, "credit", func(ctx context.Context) ([]billing.Line, error) {
		return v.deps.Billing.Creditable(ctx, d.Number)
	}, v.host.Fail, func(lines []billing.Line) { v.typeCredit(d, lines) })
}

func (v *view) typeCredit(d billing.Document, lines []billing.Line) {
	p := v.host.Printer()
	f := &creditForm{reason: widgets.NewTextField("reason", p.T("invoicing.reason")), total: widgets.NewNote(widgets.ToneInfo, "")}
	tell := func() { v.tellCredit(d, f) }
	objects := []fyne.CanvasObject{widgets.NewNote(widgets.ToneWarn, p.T("invoicing.credit_text"))}
	for _, l := range lines {
		row := newCreditRow(p, d, l, tell)
		f.rows = append(f.rows, row)
		objects = append(objects, widgets.VBox(theme.Space4, row.check, widgets.Inset(0, 0, 0, theme.Space24, row.field)))
	}
	var made billing.Document
	widgets.NewForm(v.host, p.T("invoicing.credit_title", "number", d.Number), func() (func(context.Context) error, error) {
		form, err := f.read()
		if err != nil {
			return nil, err
		}
		return func(ctx context.Context) (err error) {
			made, err = v.deps.Billing.Credit(ctx, d.Number, form)
			return err
		}, nil
	}, func() {
		v.shown = string(made.ID)
		v.saidFinal(p.T("invoicing.issued_as", "document", name(p, made), "state", made.StateName(p)))
	}, append(objects, f.reason, f.total)...).Accent(v.client.Color).SaveLabel(p.T("invoicing.credit_do")).Show()
	tell()
}

// newCreditRow makes a line's row; a line of one piece has no part to choose.
func newCreditRow(p *text.Printer, d billing.Document, l billing.Line, tell func()) creditRow {
	row := creditRow{line: l, field: widgets.NewTextField("quantity."+strconv.Itoa(l.No), p.T("invoicing.credit_quantity", "left", quantityOf(p, l)))}
	row.field.SetText(typedQuantity(p, l))
	row.field.Hidden = l.Unit != billing.Hour && l.Quantity <= billing.One
	single := row.field.Hidden
	row.check = widgets.NewCheck("line", l.Description+" · "+p.Money(moneyOf(l.Net, d)), true, func(on bool) {
		if row.field.Hidden = single || !on; !on {
			row.field.SetError("")
		}
		tell()
	})
	row.field.OnChanged = func(string) { tell() }
	return row
}

// read gives what is taken back; faults lines_missing, quantity_invalid at the
// fields.
func (f *creditForm) read() (billing.CreditForm, error) {
	form := billing.CreditForm{Reason: f.reason.Text(), Quantities: map[int]int64{}}
	whole := true
	for _, r := range f.rows {
		if !r.check.On() {
			whole = false
			continue
		}
		n, err := r.quantity()
		switch {
		case err != nil:
			return form, err
		case n == r.line.Quantity:
			form.Lines = append(form.Lines, r.line.No)
		default:
			whole = false
			form.Quantities[r.line.No] = n
		}
	}
	if len(form.Lines)+len(form.Quantities) == 0 {
		return form, fault.New("lines_missing").At("reason")
	}
	if whole {
		form.Lines = nil // all that is left
	}
	return form, nil
}

// quantity is what the row takes back: minutes or hundredths.
func (r creditRow) quantity() (int64, error) {
	switch {
	case r.field.Text() == "" || r.line.Quantity < 0:
		return r.line.Quantity, nil
	case r.line.Unit == billing.Hour:
		n, err := civil.ParseHours(r.field.Text())
		return n, fault.Beside(err, r.field.Name())
	}
	n, err := money.ParseHundredths(r.field.Digits())
	if err != nil {
		return 0, fault.New("quantity_invalid", "value", r.field.Text()).At(r.field.Name()).Because(err)
	}
	return n, nil
}

// tellCredit says what the avoir comes to, or why it is refused.
func (v *view) tellCredit(d billing.Document, f *creditForm) {
	p := v.host.Printer()
	v.work.After("credit.total", 150*time.Millisecond, func() {
		form, err := f.read()
		if f.total.Hidden = err != nil; err != nil {
			return
		}
		work.Run(v.work, "credit.sketch", func(ctx context.Context) (billing.Document, error) {
			return v.deps.Billing.CreditSketch(ctx, d.Number, form)
		}, func(c billing.Document, err error) {
			if err != nil {
				f.total.Set(widgets.ToneWarn, p.Error(err), nil)
				return
			}
			f.total.Set(widgets.ToneInfo, p.T("invoicing.credit_total", "net", moneyOf(c.Totals.Net, c), "gross", moneyOf(c.Totals.Gross, c)), nil)
		})
	})
}
