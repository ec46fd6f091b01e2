package ledger

import (
	"bytes"
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"regie/assets/text"
	"regie/clients/billing"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
	"regie/gui/choices"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

// series in the order of the form.
var series = []billing.Series{billing.SeriesInvoice, billing.SeriesCredit, billing.SeriesStatement, billing.SeriesQuote}

// settingLines are the settings as read; a series shows its next number.
func (k *Panel) settingLines(s billing.Settings, next map[billing.Series]string) fyne.CanvasObject {
	p := k.host.Printer()
	ways := [][2]string{
		{p.T("ledger.payment"), p.N("common.n_days", s.PaymentDays)},
		{p.T("ledger.quotes"), p.N("common.n_days", s.QuoteDays)},
		{p.T("ledger.penalty"), p.Percent(int64(s.Penalty), 2)},
	}
	var numbers, accounts [][2]string
	for _, of := range series {
		numbers = append(numbers, [2]string{p.T("ledger.series_" + string(of)), next[of]})
	}
	for _, name := range billing.AccountNames() {
		accounts = append(accounts, [2]string{p.T("billing.account_" + name), *s.Accounts.Of(name)})
	}
	return widgets.VBox(theme.Space12, pairs(ways), widgets.Strong(p.T("ledger.next_numbers")), pairs(numbers),
		widgets.Strong(p.T("ledger.accounts")), pairs(accounts))
}

// pairs draws labels at the left and values at the right.
func pairs(lines [][2]string) fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, 0, len(lines))
	for _, l := range lines {
		objects = append(objects, widgets.HBox(theme.Space12, widgets.Grow(widgets.Muted(l[0]).Ellipsis()), widgets.NewText(l[1]).Right()))
	}
	return widgets.VBox(theme.Space8, objects...)
}

// settingFields are the fields of the settings.
type settingFields struct {
	days, quotes, penalty, early, bic, registers, link *widgets.TextField
	debits                                             *widgets.Check
	formats                                            map[billing.Series]*widgets.TextField
	accounts                                           map[string]*widgets.TextField
}

// EditSettings changes how the agency bills all its clients; done is called
// when it has.
func EditSettings(h screen.Host, w *work.Runner, b Settings, done func()) {
	work.Load(w, "settings", b.Settings, h.Fail, func(set billing.Settings) {
		p := h.Printer()
		f := newSettings(p, set)
		widgets.NewForm(h, p.T("invoicing.settings"), func() (func(context.Context) error, error) {
			put, err := f.read()
			if err != nil {
				return nil, err
			}
			return func(ctx context.Context) error {
				_, err := b.SetSettings(ctx, func(s *billing.Settings) error { put(s); return nil })
				return err
			}, nil
		}, done, f.objects(p)...).Show()
	})
}

func newSettings(p *text.Printer, set billing.Settings) settingFields {
	field := func(name, label, value string) *widgets.TextField {
		f := widgets.NewTextField(name, label)
		f.SetText(value)
		return f
	}
	own := func(name, value string) *widgets.TextField { return field(name, p.T("invoicing.set_"+name), value) }
	f := settingFields{
		days: own("payment_days", strconv.Itoa(set.PaymentDays)), quotes: own("quote_days", strconv.Itoa(set.QuoteDays)),
		penalty: own("penalty", p.Decimal(int64(set.Penalty), 2)), early: own("early_discount", set.EarlyDiscount).SetPlaceHolder(p.T("invoicing.set_early_none")),
		bic: own("bic", set.BIC), registers: own("registers", set.Registers), link: own("payment_link", set.PaymentLink),
		debits:  widgets.NewCheck("vat_on_debits", p.T("invoicing.set_vat_on_debits"), set.VATOnDebits, nil),
		formats: map[billing.Series]*widgets.TextField{}, accounts: map[string]*widgets.TextField{},
	}
	f.penalty.SetHint(p.T("invoicing.set_penalty_hint"))
	for _, k := range series {
		f.formats[k] = field("format_"+string(k), p.T("ledger.series_"+string(k)), set.Formats[k])
	}
	for _, name := range billing.AccountNames() {
		f.accounts[name] = field("account_"+name, p.T("billing.account_"+name), *set.Accounts.Of(name))
	}
	return f
}

func (f settingFields) objects(p *text.Printer) []fyne.CanvasObject {
	two := func(a, b fyne.CanvasObject) fyne.CanvasObject {
		return widgets.Columns(theme.Space12, []float32{1, 1}, a, b)
	}
	return []fyne.CanvasObject{
		two(f.days, f.quotes), f.penalty, f.early, f.debits, f.bic, f.registers, f.link,
		widgets.Strong(p.T("ledger.numbers")), widgets.NewParagraph(p.T("ledger.numbers_text")).Px(theme.TextCaption).Token(theme.TokenMute),
		two(f.formats[billing.SeriesInvoice], f.formats[billing.SeriesCredit]), two(f.formats[billing.SeriesStatement], f.formats[billing.SeriesQuote]),
		widgets.Strong(p.T("ledger.accounts")),
		two(f.accounts["client"], f.accounts["vat"]), two(f.accounts["service"], f.accounts["expense"]), two(f.accounts["disbursement"], f.accounts["deposit"]),
	}
}

// read gives what changes the settings; faults days_invalid, penalty_invalid,
// format_invalid and account_invalid at their fields.
func (f settingFields) read() (func(*billing.Settings), error) {
	due, err := WholeDays(f.days, billing.MostPaymentDays)
	if err != nil {
		return nil, err
	}
	open, err := WholeDays(f.quotes, billing.MostQuoteDays)
	if err != nil {
		return nil, err
	}
	rate, err := money.ParseHundredths(strings.TrimSuffix(strings.TrimSpace(f.penalty.Text()), "%"))
	if err != nil {
		return nil, fault.New("penalty_invalid").At("penalty").Because(err)
	}
	formats, accounts := map[billing.Series]string{}, billing.Accounts{}
	for _, k := range series {
		formats[k] = strings.TrimSpace(f.formats[k].Text())
		if e, refused := fault.As(billing.CheckFormat(k, formats[k])); refused {
			return nil, e.At("format_" + string(k))
		}
	}
	for _, name := range billing.AccountNames() {
		number := strings.TrimSpace(f.accounts[name].Text())
		if err := billing.CheckAccount(name, number); err != nil {
			return nil, err
		}
		*accounts.Of(name) = number
	}
	early, bic, registers, link, debits := f.early.Text(), f.bic.Text(), f.registers.Text(), f.link.Text(), f.debits.On()
	return func(s *billing.Settings) {
		s.PaymentDays, s.QuoteDays, s.Penalty, s.EarlyDiscount = due, open, money.Rate(rate), early
		s.BIC, s.Registers, s.PaymentLink, s.VATOnDebits = bic, registers, link, debits
		s.Formats, s.Accounts = formats, accounts
	}, nil
}

// WholeDays reads a field of days, most at the most; fault days_invalid at the
// field.
func WholeDays(f *widgets.TextField, most int) (int, error) {
	n, err := strconv.Atoi(strings.TrimSpace(f.Text()))
	if err != nil {
		return 0, fault.New("days_invalid", "max", most).At(f.Name()).Because(err)
	}
	return n, nil
}

// Export asks for the days and the form of the sales journal, then where it
// goes.
func (k *Panel) Export() {
	p, today := k.host.Printer(), k.host.Today()
	last := today.InMonth().Add(-1)
	from := widgets.NewDateField(p, "from", p.T("ledger.from"), today)
	from.SetDate(last.First())
	to := widgets.NewDateField(p, "to", p.T("ledger.to"), today)
	to.SetDate(last.Last())
	form := widgets.NewSelect(p, "form", p.T("ledger.form"), choices.Keyed(p, "ledger.form_", formCSV, formFEC), nil)
	form.Choose(formCSV)
	var name string
	var content []byte
	widgets.NewForm(k.host, p.T("ledger.journal"), func() (func(context.Context) error, error) {
		var days civil.Range
		var err error
		if days.From, err = from.Date(); err != nil {
			return nil, fault.Beside(err, "from")
		}
		if days.To, err = to.Date(); err != nil {
			return nil, fault.Beside(err, "to")
		}
		shape := form.Key()
		return func(ctx context.Context) (err error) {
			name = journalName(p, shape, days)
			content, err = k.journal(ctx, shape, days)
			return err
		}, nil
	}, func() {
		widgets.AskSave(k.host, name, func(path string) { k.save(path, content) })
	}, widgets.Columns(theme.Space12, []float32{1, 1}, from, to), form,
		widgets.NewParagraph(p.T("ledger.form_note")).Px(theme.TextCaption).Token(theme.TokenMute)).SaveLabel(p.T("common.export")).Show()
}

// journal is the sales journal of the days as a file; fault journal_empty.
func (k *Panel) journal(ctx context.Context, form string, days civil.Range) ([]byte, error) {
	a, err := k.deps.House.Agency(ctx)
	if err != nil {
		return nil, err
	}
	list, err := k.deps.Billing.Journal(ctx, days)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, fault.New("journal_empty").At("to")
	}
	var out bytes.Buffer
	err = journal(&out, form, list, text.For(text.Lang(a.Lang)), a.Currency)
	return out.Bytes(), err
}

func (k *Panel) save(path string, content []byte) {
	work.Act(k.work, "save", func(context.Context) error { return k.deps.Save(path, content) }, k.host.Fail, func() {
		k.host.Toast(k.host.Printer().T("ledger.exported", "file", path), nil)
	})
}
