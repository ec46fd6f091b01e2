package invoicing

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/billing"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
	"regie/gui/choices"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// lineForm are the fields of a line.
type lineForm struct {
	what, detail, quantity, vat *widgets.TextField
	unit, nature                *widgets.Select
	price                       *widgets.MoneyField
	// On a quote: the level of hours and the kind of deliverables, of which
	// its acceptance makes the contract; each is asked where it counts.
	level, kind *widgets.Select
	quote       bool
}

func (v *view) addLine() { v.editLine(nil) }

// editLine opens the form of a line, new when l is nil; a quote's asks for
// levels and kinds too.
func (v *view) editLine(l *billing.Line) {
	if v.detail.doc.Kind != billing.Quote || v.deps.Levels == nil {
		v.typeLine(nil, l)
		return
	}
	work.Run(v.work, "levels", v.deps.Levels, func(levels []clients.Level, err error) {
		if err != nil {
			v.host.Fail(err)
			return
		}
		v.typeLine(levels, l)
	})
}

func (v *view) typeLine(levels []clients.Level, l *billing.Line) {
	p, d := v.host.Printer(), v.detail.doc
	f, title := newLine(p, d, levels), "invoicing.add_line"
	if l != nil {
		f.fill(p, d, *l)
		title = "invoicing.edit_line"
	}
	two := func(a, b fyne.CanvasObject) fyne.CanvasObject {
		return widgets.Columns(theme.Space12, []float32{1, 1}, a, b)
	}
	objects := []fyne.CanvasObject{f.nature, f.kind, f.level, f.what, f.detail, two(f.quantity, f.unit), two(f.price, f.vat)}
	id := string(d.ID)
	widgets.NewForm(v.host, p.T(title), func() (func(context.Context) error, error) {
		line, err := f.read(d.Currency)
		if err != nil {
			return nil, err
		}
		return func(ctx context.Context) error {
			if l != nil {
				_, err := v.deps.Billing.EditLine(ctx, id, l.No, line)
				return err
			}
			_, err := v.deps.Billing.AddLine(ctx, id, line)
			return err
		}, nil
	}, func() { v.said("invoicing.saved") }, objects...).Accent(v.client.Color).Show()
}

// newLine makes the fields of a line, on a quote of deliverables at first; what
// the line is decides its unit.
func newLine(p *text.Printer, d billing.Document, levels []clients.Level) *lineForm {
	var natures []widgets.Option
	for _, n := range []billing.Nature{billing.Free, billing.Hours, billing.Deliverable, billing.Expense, billing.Fee} {
		natures = append(natures, widgets.Option{Key: string(n), Label: p.T("invoicing.nature_" + string(n))})
	}
	f := &lineForm{
		quote:    d.Kind == billing.Quote,
		what:     widgets.NewTextField("description", p.T("invoicing.description")),
		detail:   widgets.NewTextArea("detail", p.T("invoicing.line_detail"), 2),
		quantity: widgets.NewTextField("quantity", p.T("invoicing.quantity")),
		vat:      widgets.NewTextField("vat", p.T("invoicing.vat")).SetPlaceHolder(p.T("invoicing.vat_usual")),
		unit: widgets.NewSelect(p, "unit", p.T("invoicing.unit"), []widgets.Option{
			{Key: string(billing.Piece), Label: p.T("invoicing.unit_piece")}, {Key: string(billing.Hour), Label: p.T("invoicing.unit_hour")},
		}, nil),
		price: widgets.NewMoneyField(p, "price", p.T("billing.unit_price"), d.Currency),
	}
	none := widgets.Option{Label: p.T("common.none")}
	f.kind = widgets.NewSelect(p, "kind", p.T("invoicing.line_kind"), append([]widgets.Option{none}, choices.Deliverables(p)...), nil)
	f.level = widgets.NewSelect(p, "level", p.T("invoicing.line_level"), append([]widgets.Option{none}, choices.Levels(p, levels)...), nil)
	f.nature = widgets.NewSelect(p, "nature", p.T("invoicing.nature"), natures, f.become)
	f.kind.OnChanged = func(key string) { f.propose(choices.Deliverables(p), "", key) }
	f.level.OnChanged = func(key string) {
		f.propose(choices.Levels(p, levels), p.T("invoicing.nature_hours")+" · ", key)
	}
	f.kind.Choose("")
	f.level.Choose("")
	f.quantity.SetText("1")
	first := billing.Free
	if f.quote {
		first = billing.Deliverable
	}
	f.nature.Choose(string(first))
	f.become(string(first))
	return f
}

// become asks for what counts of a nature.
func (f *lineForm) become(nature string) {
	unit := billing.Piece
	if nature == string(billing.Hours) {
		unit = billing.Hour
	}
	f.unit.Choose(string(unit))
	f.kind.Hidden = !f.quote || nature != string(billing.Deliverable)
	f.level.Hidden = !f.quote || nature != string(billing.Hours)
}

// propose names a line that has no name yet after what was chosen.
func (f *lineForm) propose(from []widgets.Option, before, key string) {
	for _, o := range from {
		if o.Key == key && key != "" && blank(f.what) {
			f.what.SetText(before + o.Label)
		}
	}
}

// fill shows a line that is there.
func (f *lineForm) fill(p *text.Printer, d billing.Document, l billing.Line) {
	f.nature.Choose(string(l.Nature))
	f.become(string(l.Nature))
	f.unit.Choose(string(l.Unit))
	f.kind.Choose(l.Kind)
	f.level.Choose(l.Level)
	f.what.SetText(l.Description)
	f.detail.SetText(l.Detail)
	f.price.SetAmount(moneyOf(l.Price, d))
	f.quantity.SetText(typedQuantity(p, l))
	if l.Category == billing.Standard {
		f.vat.SetText(quantity(p, int64(l.Rate)))
	}
}

// typedQuantity is a line's quantity as a person types it: "10h35", "12,5".
func typedQuantity(p *text.Printer, l billing.Line) string {
	if l.Unit == billing.Hour {
		return fmt.Sprintf("%dh%02d", l.Quantity/60, l.Quantity%60)
	}
	return quantity(p, l.Quantity)
}

// quantityOf is a line's quantity as it is printed.
func quantityOf(p *text.Printer, l billing.Line) string {
	if l.Unit == billing.Hour {
		return p.Hours(l.Quantity)
	}
	return quantity(p, l.Quantity)
}

// quantity is a number of hundredths as a person types it: no grouping, no more
// decimals than it has.
func quantity(p *text.Printer, hundredths int64) string {
	s := strconv.FormatInt(hundredths/100, 10)
	if rest := hundredths % 100; rest != 0 {
		s += "." + strings.TrimRight(fmt.Sprintf("%02d", rest), "0")
	}
	if p.Lang() == text.FR {
		s = strings.Replace(s, ".", ",", 1)
	}
	return s
}

// read gives the line as typed; hours are a number of them or as
// everywhere ("1h30"), pieces with up to two decimals.
func (f *lineForm) read(c money.Currency) (billing.LineForm, error) {
	l := billing.LineForm{
		Nature: billing.Nature(f.nature.Key()), Description: f.what.Text(), Detail: f.detail.Text(), Unit: billing.Unit(f.unit.Key()),
	}
	if l.Unit == billing.Hour {
		l.Level = f.level.Key()
	}
	if l.Nature == billing.Deliverable {
		l.Kind = f.kind.Key()
	}
	var err error
	if l.Price, err = f.price.Amount(); err != nil {
		return l, fault.Beside(err, "price")
	}
	if l.Price.Currency == "" {
		l.Price.Currency = c
	}
	if l.Unit == billing.Hour {
		if l.Quantity, err = civil.ParseHours(f.quantity.Text()); err != nil {
			return l, fault.Beside(err, "quantity")
		}
	} else if l.Quantity, err = money.ParseHundredths(f.quantity.Digits()); err != nil {
		return l, fault.New("quantity_invalid", "value", f.quantity.Text()).At("quantity").Because(err)
	}
	if s := f.vat.Text(); s != "" {
		n, err := money.ParseHundredths(s)
		if err != nil || n < 0 || n > 10_000 {
			return l, fault.New("vat_rate_invalid", "value", s).At("vat")
		}
		rate := money.Rate(n)
		l.Rate = &rate
	}
	return l, nil
}
