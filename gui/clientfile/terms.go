package clientfile

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/gui/choices"
	"regie/gui/theme"
	"regie/gui/widgets"
)

// termsForm are the fields of one version of the terms.
type termsForm struct {
	name                           *widgets.TextField
	from, until                    *widgets.DateField
	share                          *widgets.Select
	hours                          *widgets.TextField
	fee                            *widgets.MoneyField
	carry, order, overage          *widgets.Select
	capHours, capPercent, valid    *widgets.TextField
	coefficient                    *widgets.TextField
	roundMode, roundStep, roundFor *widgets.Select
	supervision                    *widgets.Select
	statement                      *widgets.Check
	note                           *widgets.TextField
	levels                         map[string]*widgets.TextField
	levelKeys                      []string
	promised                       map[string]*widgets.TextField
	kinds                          []string // of promised, in order
	fullTime                       int64
	means                          *widgets.Banner
	changed                        func() // writes means again
}

func newTermsForm(p *text.Printer, f file, c clients.Contract, today civil.Date) *termsForm {
	field := func(name, key, value string) *widgets.TextField {
		t := widgets.NewTextField(name, p.T(key))
		t.SetText(value)
		return t
	}
	t := &termsForm{
		name: field("name", "clientfile.terms_name", c.Name), fullTime: f.agency.FullTimeMinutes,
		from: widgets.NewDateField(p, "from", p.T("clientfile.from"), today), until: widgets.NewDateField(p, "until", p.T("clientfile.until"), today),
		hours: field("hours", "clientfile.hours_month", typedHours(p, c.QuotaMinutes)),
		fee:   widgets.NewMoneyField(p, "fee", p.T("clientfile.fee"), f.client.Currency),
		carry: choose(p, "carry", "clientfile.carry", choices.Keyed(p, "clientfile.carry_", clients.CarryNone, clients.CarrySurplus, clients.CarryDeficit, clients.CarryBoth), string(c.Carry)),
		order: choose(p, "order", "clientfile.order", choices.Keyed(p, "clientfile.order_", clients.OldestFirst, clients.CurrentFirst), string(c.Order)),
		overage: choose(p, "overage", "clientfile.overage",
			choices.Keyed(p, "clientfile.overage_", clients.OverageBill, clients.OverageRefuse, clients.OverageFree, clients.OverageBorrow), string(c.Overage)),
		roundMode: choose(p, "round", "clientfile.rounding",
			choices.Keyed(p, "clientfile.round_", clients.RoundNone, clients.RoundNearest, clients.RoundUp, clients.RoundDown), string(c.Rounding.Mode)),
		roundStep: choose(p, "round_step", "clientfile.round_step", steps(p), strconv.Itoa(max(c.Rounding.Step, 1))),
		roundFor: choose(p, "round_scope", "clientfile.round_scope",
			choices.Keyed(p, "clientfile.scope_", clients.ScopeEntry, clients.ScopeDay, clients.ScopeLine, clients.ScopeDocument), string(c.Rounding.Scope)),
		supervision: choose(p, "supervision", "clientfile.supervision", choices.Keyed(p, "clientfile.supervision_", "free", "contract"), "contract"),
		note:        widgets.NewTextArea("note", p.T("common.note"), 2),
		capHours:    field("cap", "clientfile.cap_hours", ""), capPercent: field("cap_percent", "clientfile.cap_percent", ""),
		valid: field("valid", "clientfile.valid", ""), coefficient: field("coefficient", "clientfile.coefficient", ""),
		levels: map[string]*widgets.TextField{}, promised: map[string]*widgets.TextField{},
	}
	t.fill(p, c)
	t.addLevels(p, f.levels, c)
	for _, o := range choices.Deliverables(p) {
		t.kinds = append(t.kinds, o.Key)
	}
	for _, d := range c.Deliverables { // one set by script stays
		if !slices.Contains(t.kinds, d.Kind) {
			t.kinds = append(t.kinds, d.Kind)
		}
	}
	for _, k := range t.kinds {
		t.promised[k] = field("deliverable_"+k, "calendar.kind."+k, promisedOf(c, k))
	}
	t.means = widgets.NewBanner()
	t.statement = widgets.NewCheck("statement_first", p.T("clientfile.statement_first"), c.StatementFirst, func(bool) { t.changed() })
	return t
}

func (t *termsForm) fill(p *text.Printer, c clients.Contract) {
	t.from.SetDate(c.From)
	t.until.SetDate(c.Until)
	t.until.SetHint(p.T("clientfile.until_hint"))
	if c.Fee != nil {
		t.fee.SetAmount(*c.Fee)
	}
	t.fee.SetPlaceHolder(p.T("clientfile.fee_none"))
	if c.CapMinutes != nil {
		t.capHours.SetText(typedHours(p, *c.CapMinutes))
	}
	if c.CapPercent != nil {
		t.capPercent.SetText(strconv.Itoa(*c.CapPercent))
	}
	if c.ValidMonths != nil {
		t.valid.SetText(strconv.Itoa(*c.ValidMonths))
	}
	if c.OverageCoefficient != 0 && c.OverageCoefficient != 10_000 {
		t.coefficient.SetText(p.Decimal(c.OverageCoefficient/100, 2))
	}
	t.coefficient.SetPlaceHolder("1")
	if c.SupervisionFree {
		t.supervision.Choose("free")
	}
	t.note.SetText(c.Note)
	t.share = choose(p, "share", "clientfile.share", shareOptions(p, t.fullTime), c.Share)
	t.share.OnChanged = func(s string) {
		if s != "" {
			t.hours.SetText(typedHours(p, shareMinutes(s, t.fullTime)))
		}
	}
	t.hours.OnChanged = func(s string) {
		if m, err := hoursTyped("hours", s); err == nil && t.share.Key() != "" && m != shareMinutes(t.share.Key(), t.fullTime) {
			t.share.Choose("")
		}
	}
}

func (t *termsForm) addLevels(p *text.Printer, all []clients.Level, c clients.Contract) {
	for _, l := range all {
		f := widgets.NewTextField("level_"+l.Key, choices.Name(p, l.NameFR, l.NameEN))
		for _, q := range c.Levels {
			if q.Level == l.Key {
				f.SetText(typedHours(p, q.Minutes))
			}
		}
		t.levels[l.Key] = f
		t.levelKeys = append(t.levelKeys, l.Key)
	}
}

func promisedOf(c clients.Contract, kind string) string {
	for _, d := range c.Deliverables {
		if d.Kind == kind {
			return strconv.Itoa(d.Quantity)
		}
	}
	return ""
}

func steps(p *text.Printer) []widgets.Option {
	var out []widgets.Option
	for _, n := range []int{1, 5, 6, 10, 12, 15, 30, 60} {
		out = append(out, widgets.Option{Key: strconv.Itoa(n), Label: p.N("clientfile.step_n", n)})
	}
	return out
}

func shareOptions(p *text.Printer, fullTime int64) []widgets.Option {
	var out []widgets.Option
	for _, s := range append([]string{""}, clients.Shares()...) {
		o := widgets.Option{Key: s, Label: p.T("clientfile.share_none")}
		if s != "" {
			o.Label, o.Detail = p.T("clientfile.share_of", "Share", s), p.Hours(shareMinutes(s, fullTime))
		}
		out = append(out, o)
	}
	return out
}

// shareMinutes is a share of full time in minutes, 0 for one that is not sold.
func shareMinutes(share string, fullTime int64) int64 {
	minutes, err := clients.ShareMinutes(fullTime, share)
	if err != nil {
		return 0
	}
	return minutes
}

// typedHours is a number of hours as a field holds it, "" for none.
func typedHours(p *text.Printer, minutes int64) string {
	if minutes == 0 {
		return ""
	}
	return p.Hours(minutes)
}

// hoursTyped reads a month's hours in minutes; a bare number is hours.
func hoursTyped(field, s string) (int64, error) {
	if strings.TrimSpace(s) == "" {
		return 0, nil
	}
	minutes, err := civil.ParseHours(s)
	if err != nil {
		return 0, fault.At(err, field)
	}
	return minutes, nil
}

// read puts what was typed into a version of the terms.
func (t *termsForm) read(c clients.Contract) (clients.Contract, error) {
	var err error
	c.Name, c.Note, c.StatementFirst = t.name.Text(), t.note.Text(), t.statement.On()
	if c.From, err = t.from.Date(); err != nil {
		return c, fault.At(err, "from")
	}
	if c.Until, err = t.until.Date(); err != nil {
		return c, fault.At(err, "until")
	}
	if c.QuotaMinutes, err = hoursTyped("hours", t.hours.Text()); err != nil {
		return c, err
	}
	c.Share, c.Fee = t.share.Key(), nil
	fee, err := t.fee.Amount()
	if err != nil {
		return c, fault.At(err, "fee")
	}
	if fee.Currency != "" {
		c.Fee = &fee
	}
	c.Carry, c.Order, c.Overage = clients.Carry(t.carry.Key()), clients.SpendOrder(t.order.Key()), clients.Overage(t.overage.Key())
	step, err := strconv.Atoi(t.roundStep.Key())
	if err != nil {
		step = 1
	}
	c.Rounding = clients.Rounding{Mode: clients.RoundMode(t.roundMode.Key()), Step: step, Scope: clients.RoundScope(t.roundFor.Key())}
	c.SupervisionFree = t.supervision.Key() == "free"
	if c, err = t.readBounds(c); err != nil {
		return c, err
	}
	return t.readParts(c)
}

func (t *termsForm) readBounds(c clients.Contract) (clients.Contract, error) {
	c.CapMinutes, c.CapPercent, c.ValidMonths, c.OverageCoefficient = nil, nil, nil, 10_000
	if t.capHours.Text() != "" {
		m, err := hoursTyped("cap", t.capHours.Text())
		if err != nil {
			return c, err
		}
		c.CapMinutes = &m
	}
	for _, b := range []struct {
		f  *widgets.TextField
		to **int
	}{{t.capPercent, &c.CapPercent}, {t.valid, &c.ValidMonths}} {
		if strings.TrimSpace(b.f.Text()) == "" {
			continue
		}
		n, err := count(b.f.Name(), strings.TrimRight(b.f.Text(), "% \u00a0\u202f"))
		if err != nil {
			return c, err
		}
		*b.to = &n
	}
	if s := strings.TrimSpace(t.coefficient.Text()); s != "" {
		v, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
		if err != nil || v <= 0 || v > 100 {
			return c, fault.New("number_invalid", "value", s).At("coefficient")
		}
		c.OverageCoefficient = int64(v*10_000 + 0.5)
	}
	return c, nil
}

func (t *termsForm) readParts(c clients.Contract) (clients.Contract, error) {
	c.Levels, c.Deliverables = nil, nil
	for _, k := range t.levelKeys {
		m, err := hoursTyped("level_"+k, t.levels[k].Text())
		if err != nil {
			return c, err
		}
		if m > 0 {
			c.Levels = append(c.Levels, clients.LevelQuota{Level: k, Minutes: m})
		}
	}
	for _, k := range t.kinds {
		n, err := count("deliverable_"+k, t.promised[k].Text())
		if err != nil {
			return c, err
		}
		if n > 0 {
			c.Deliverables = append(c.Deliverables, clients.Promise{Kind: k, Quantity: n})
		}
	}
	return c, nil
}

// objects are the form's fields in reading order.
func (t *termsForm) objects(p *text.Printer) []fyne.CanvasObject {
	objs := []fyne.CanvasObject{
		t.means, pair(t.from, t.until), t.share, pair(t.hours, t.fee), t.name,
		heading(p, "clientfile.group_carry"), t.carry, pair(t.capHours, t.capPercent), pair(t.valid, t.order),
		heading(p, "clientfile.group_overage"), t.overage, t.coefficient,
		heading(p, "clientfile.group_rounding"), t.roundMode, pair(t.roundStep, t.roundFor), t.supervision, t.statement,
		heading(p, "clientfile.group_levels"), widgets.NewParagraph(p.T("clientfile.levels_hint")).Px(theme.TextCaption).Token(theme.TokenMute),
	}
	var fields []fyne.CanvasObject
	for _, k := range t.levelKeys {
		fields = append(fields, t.levels[k])
	}
	objs = append(objs, inPairs(fields)...)
	objs = append(objs, heading(p, "clientfile.group_deliverables"))
	fields = nil
	for _, k := range t.kinds {
		fields = append(fields, t.promised[k])
	}
	return append(append(objs, inPairs(fields)...), t.note)
}

func inPairs(fields []fyne.CanvasObject) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for i := 0; i < len(fields); i += 2 {
		if i+1 < len(fields) {
			out = append(out, pair(fields[i], fields[i+1]))
		} else {
			out = append(out, pair(fields[i], widgets.Spacer()))
		}
	}
	return out
}

// beside names the first field of a group that a refusal is about.
func (t *termsForm) beside(err error) error {
	f, ok := fault.As(err)
	switch {
	case ok && f.Field == "level" && len(t.levelKeys) > 0:
		return f.At("level_" + t.levelKeys[0])
	case ok && f.Field == "deliver":
		return f.At("deliverable_" + t.kinds[0])
	}
	return err
}

// newTerms begins a version with the terms of the last one.
func (v *view) newTerms() {
	c := clients.NewTerms(v.file.client, civil.Date{})
	if n := len(v.file.contracts); n > 0 {
		c = v.file.contracts[n-1]
	}
	c.ID, c.Client, c.Until, c.Currency = "", v.file.client.ID, civil.Date{}, v.file.client.Currency
	c.From = nextTerms(v.file.contracts, v.host.Today())
	v.editTerms(c)
}

func (v *view) editTerms(c clients.Contract) {
	p := v.host.Printer()
	t := newTermsForm(p, v.file, c, v.host.Today())
	t.follow(p, v.file.levels, c)
	title, done := "clientfile.edit_terms", "clientfile.terms_saved"
	if c.ID == "" {
		title, done = "clientfile.new_terms", "clientfile.terms_added"
	}
	form := v.form(p.T(title), func() (func(context.Context) error, error) {
		edited, err := t.read(c)
		return func(ctx context.Context) error {
			_, err := v.deps.Clients.SetContract(ctx, edited)
			return t.beside(err)
		}, err
	}, p.T(done, "Name", v.file.client.Name), t.objects(p)...)
	if c.ID != "" {
		form.Also(widgets.NewDanger(p.T("common.remove"), icons.Trash, func() {
			form.Close()
			v.run(p.T("clientfile.terms_removed"), func(ctx context.Context) error {
				return v.deps.Clients.RemoveContract(ctx, c.Client, c.ID)
			})
		}))
	}
	form.Show()
}
