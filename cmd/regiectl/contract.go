package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
)

type contractGroup struct {
	List   contractList   `cmd:""`
	Show   contractShow   `cmd:""`
	Set    contractSet    `cmd:""`
	Remove contractRemove `cmd:""`
}

type levelQuotaView struct {
	Level   string `json:"level"`
	Minutes int64  `json:"minutes"`
}

type promiseView struct {
	Kind     string `json:"kind"`
	Quantity int    `json:"quantity"`
}

type contractView struct {
	ID                 string           `json:"id"`
	Client             string           `json:"client"`
	Name               *string          `json:"name"`
	From               string           `json:"from"`
	Until              *string          `json:"until"`
	QuotaMinutes       int64            `json:"quota_minutes"`
	Share              *string          `json:"share"`
	FeeMinor           *int64           `json:"fee_minor"`
	Currency           string           `json:"currency"`
	Carry              string           `json:"carry"`
	CapMinutes         *int64           `json:"cap_minutes"`
	CapPercent         *int             `json:"cap_percent"`
	ValidMonths        *int             `json:"valid_months"`
	Order              string           `json:"order"`
	Overage            string           `json:"overage"`
	OverageCoefficient string           `json:"overage_coefficient"`
	Round              string           `json:"round"`
	Supervision        string           `json:"supervision"`
	StatementFirst     bool             `json:"statement_first"`
	Levels             []levelQuotaView `json:"levels"`
	Deliverables       []promiseView    `json:"deliverables"`
	Note               *string          `json:"note"`
}

func viewContract(c clients.Contract, key string) contractView {
	v := contractView{
		ID: string(c.ID), Client: key, Name: orNull(c.Name), From: c.From.String(), Until: orNull(c.Until.String()),
		QuotaMinutes: c.QuotaMinutes, Share: orNull(c.Share), Currency: string(c.Currency),
		Carry: string(c.Carry), CapMinutes: c.CapMinutes, CapPercent: c.CapPercent, ValidMonths: c.ValidMonths,
		Order: string(c.Order), Overage: string(c.Overage), OverageCoefficient: coefficientText(c.OverageCoefficient),
		Round: roundText(c.Rounding), Supervision: "contract", StatementFirst: c.StatementFirst,
		Levels: []levelQuotaView{}, Deliverables: []promiseView{}, Note: orNull(c.Note),
	}
	if c.Fee != nil {
		v.FeeMinor = &c.Fee.Minor
	}
	if c.SupervisionFree {
		v.Supervision = "free"
	}
	for _, q := range c.Levels {
		v.Levels = append(v.Levels, levelQuotaView(q))
	}
	for _, p := range c.Deliverables {
		v.Deliverables = append(v.Deliverables, promiseView(p))
	}
	return v
}

// coefficientText writes ten-thousandths as a decimal number: "1.25".
func coefficientText(c int64) string {
	s := fmt.Sprintf("%d.%04d", c/10_000, c%10_000)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

func roundText(r clients.Rounding) string {
	if r.Mode == clients.RoundNone {
		return string(clients.RoundNone)
	}
	return fmt.Sprintf("%s:%d:%s", r.Mode, r.Step, r.Scope)
}

type contractList struct {
	Client string `required:"" placeholder:"KEY"`
}

// Run lists the versions of a client's terms.
func (c contractList) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	all, err := e.House.Clients.Contracts(e.Context, client.ID)
	if err != nil {
		return err
	}
	views := []contractView{}
	for _, t := range all {
		views = append(views, viewContract(t, client.Key))
	}
	return e.Print(views, func(w io.Writer) {
		for _, t := range all {
			e.describeTerms(w, t)
		}
	})
}

type contractShow struct {
	Client string `required:"" placeholder:"KEY"`
	On     string `placeholder:"DAY"`
}

// Run shows the terms in force on a day, today by default.
func (c contractShow) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	day := e.Today
	if c.On != "" {
		if day, _, err = dayOrMonth(c.On); err != nil {
			return at(err, "on")
		}
	}
	terms, ok, err := e.House.Clients.ContractOn(e.Context, client.ID, day)
	if err != nil {
		return err
	}
	if !ok {
		return fault.New("contract_none", "client", client.Name, "day", day).At("on")
	}
	return e.showTerms(terms, client.Key)
}

func (e *env) showTerms(c clients.Contract, key string) error {
	return e.Print(viewContract(c, key), func(w io.Writer) { e.describeTerms(w, c) })
}

// describeTerms writes a version in words.
func (e *env) describeTerms(w io.Writer, c clients.Contract) {
	days := e.T("agency.terms_open", "from", c.From)
	if !c.Until.IsZero() {
		days = e.T("agency.terms_from", "from", c.From, "until", c.Until)
	}
	fmt.Fprintln(w, days)
	fee, limit, valid := e.T("agency.terms_no_fee"), "", e.T("agency.terms_no_expiry")
	if c.Fee != nil {
		fee = e.Printer.Money(*c.Fee)
	}
	switch {
	case c.CapMinutes != nil:
		limit = e.Printer.Hours(*c.CapMinutes)
	case c.CapPercent != nil:
		limit = e.Printer.Percent(int64(*c.CapPercent)*100, 0)
	}
	if c.ValidMonths != nil {
		valid = e.Printer.N("agency.terms_months", *c.ValidMonths)
	}
	var levels, promised []string
	for _, q := range c.Levels {
		levels = append(levels, q.Level+" "+e.Printer.Hours(q.Minutes))
	}
	for _, p := range c.Deliverables {
		promised = append(promised, fmt.Sprintf("%s %d", p.Kind, p.Quantity))
	}
	e.Facts(w, [][]string{
		{e.T("agency.terms_quota"), strings.TrimSpace(e.Printer.Hours(c.QuotaMinutes) + " " + c.Share)},
		{e.T("agency.terms_levels"), strings.Join(levels, ", ")},
		{e.T("agency.terms_fee"), fee},
		{e.T("agency.terms_carry"), e.T("agency.carry_" + string(c.Carry))},
		{e.T("agency.terms_cap"), limit},
		{e.T("agency.terms_valid"), valid},
		{e.T("agency.terms_order"), e.T("agency.order_" + string(c.Order))},
		{e.T("agency.terms_overage"), e.T("agency.overage_" + string(c.Overage))},
		{e.T("agency.terms_round"), roundText(c.Rounding)},
		{e.T("agency.terms_deliverables"), strings.Join(promised, ", ")},
		{e.T("agency.note"), c.Note},
	})
}

// contractSet changes the version that begins on --from, or begins one there
// with what was in force. "none" clears an optional value.
type contractSet struct {
	Client         string   `required:"" placeholder:"KEY"`
	From           string   `placeholder:"MONTH|DAY"`
	Until          *string  `placeholder:"MONTH|DAY|none"`
	Name           *string  `placeholder:"TEXT"`
	Hours          *string  `placeholder:"20"`
	Share          *string  `placeholder:"1/5|1/4|1/3|1/2"`
	Fee            *string  `placeholder:"1800EUR|none"`
	Carry          *string  `placeholder:"none|surplus|deficit|both"`
	Cap            *string  `placeholder:"8h|40%|none"`
	Valid          *string  `placeholder:"N|none"`
	Order          *string  `placeholder:"oldest|current"`
	Overage        *string  `placeholder:"refuse|free|bill|borrow"`
	Coefficient    *string  `placeholder:"1.25"`
	Level          []string `sep:"none" placeholder:"senior=6h"`
	Round          *string  `placeholder:"nearest:15:entry|none"`
	Deliver        []string `sep:"none" placeholder:"post=30"`
	Supervision    *string  `placeholder:"contract|free"`
	StatementFirst *bool    `negatable:""`
	Note           *string  `placeholder:"TEXT"`
}

// Run writes the version.
func (c contractSet) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	terms, err := c.start(e, client)
	if err != nil {
		return err
	}
	if err := c.apply(&terms); err != nil {
		return err
	}
	if terms, err = e.House.Clients.SetContract(e.Context, terms); err != nil {
		return err
	}
	return e.showTerms(terms, client.Key)
}

// start is the version to change: the one that begins on --from, else a new
// one with what is in force then; without --from the one in force today.
func (c contractSet) start(e *env, client clients.Client) (clients.Contract, error) {
	from := e.Today.InMonth().First()
	if c.From != "" {
		var err error
		if from, _, err = dayOrMonth(c.From); err != nil {
			return clients.Contract{}, at(err, "from")
		}
	}
	all, err := e.House.Clients.Contracts(e.Context, client.ID)
	if err != nil {
		return clients.Contract{}, err
	}
	day := from
	if c.From == "" {
		day = e.Today
	}
	terms, ok := clients.TermsOn(all, day)
	switch {
	case !ok:
		return clients.NewTerms(client, from), nil
	case c.From != "" && terms.From != from:
		terms.ID, terms.From = "", from
	}
	return terms, nil
}

type contractRemove struct {
	Client string `required:"" placeholder:"KEY"`
	From   string `required:"" placeholder:"MONTH|DAY"`
}

// Run takes the version away that begins on --from.
func (c contractRemove) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	from, _, err := dayOrMonth(c.From)
	if err != nil {
		return at(err, "from")
	}
	all, err := e.House.Clients.Contracts(e.Context, client.ID)
	if err != nil {
		return err
	}
	for _, t := range all {
		if t.From == from {
			if err := e.House.Clients.RemoveContract(e.Context, client.ID, t.ID); err != nil {
				return err
			}
			return contractList{Client: client.Key}.Run(e)
		}
	}
	return fault.New("contract_unknown").At("from")
}

// apply puts the flags that were given into the version.
func (c contractSet) apply(t *clients.Contract) (err error) {
	if c.Until != nil {
		t.Until = civil.Date{}
		if *c.Until != "none" {
			if _, t.Until, err = dayOrMonth(*c.Until); err != nil {
				return at(err, "until")
			}
		}
	}
	give(&t.Name, c.Name)
	give(&t.Note, c.Note)
	give(&t.StatementFirst, c.StatementFirst)
	setWord(&t.Carry, c.Carry)
	setWord(&t.Order, c.Order)
	setWord(&t.Overage, c.Overage)
	if c.Supervision != nil {
		if *c.Supervision != "contract" && *c.Supervision != "free" {
			return fault.New("choice_unknown", "value", *c.Supervision, "choices", []string{"contract", "free"}).At("supervision")
		}
		t.SupervisionFree = *c.Supervision == "free"
	}
	for _, step := range []func(*clients.Contract) error{c.applyHours, c.applyFee, c.applyCap, c.applyValid, c.applyRound, c.applyParts} {
		if err := step(t); err != nil {
			return err
		}
	}
	return nil
}

func setWord[S ~string](v *S, flag *string) {
	if flag != nil {
		*v = S(*flag)
	}
}

func (c contractSet) applyHours(t *clients.Contract) error {
	if c.Share != nil {
		t.Share, t.QuotaMinutes = *c.Share, 0
	}
	minutes, err := hoursFlag("hours", c.Hours)
	if minutes != nil {
		t.QuotaMinutes = *minutes
		if c.Share == nil {
			t.Share = ""
		}
	}
	return err
}

func (c contractSet) applyFee(t *clients.Contract) error {
	if c.Fee == nil {
		return nil
	}
	if *c.Fee == "none" {
		t.Fee = nil
		return nil
	}
	fee, err := money.Parse(*c.Fee, t.Currency)
	if err != nil {
		return at(err, "fee")
	}
	t.Fee, t.Currency = &fee, fee.Currency
	return nil
}

func (c contractSet) applyCap(t *clients.Contract) error {
	if c.Cap == nil {
		return nil
	}
	t.CapMinutes, t.CapPercent = nil, nil
	if *c.Cap == "none" {
		return nil
	}
	if percent, ok := strings.CutSuffix(strings.TrimSpace(*c.Cap), "%"); ok {
		n, err := strconv.Atoi(strings.TrimSpace(percent))
		if err != nil {
			return fault.New("cap_invalid").At("cap")
		}
		t.CapPercent = &n
		return nil
	}
	minutes, err := hoursFlag("cap", c.Cap)
	t.CapMinutes = minutes
	return err
}

func (c contractSet) applyValid(t *clients.Contract) error {
	if c.Valid == nil {
		return nil
	}
	t.ValidMonths = nil
	if *c.Valid == "none" {
		return nil
	}
	n, err := numberFlag("valid", c.Valid)
	if err != nil {
		return err
	}
	months := int(*n)
	t.ValidMonths = &months
	return nil
}

// applyRound reads "nearest:15:entry"; the scope may be left out.
func (c contractSet) applyRound(t *clients.Contract) error {
	if c.Round != nil {
		parts := strings.Split(*c.Round, ":")
		t.Rounding = clients.Rounding{Mode: clients.RoundMode(parts[0]), Step: 1, Scope: clients.ScopeEntry}
		if len(parts) > 3 || (len(parts) == 1 && t.Rounding.Mode != clients.RoundNone) {
			return fault.New("rounding_invalid").At("round")
		}
		if len(parts) > 1 {
			step, err := strconv.Atoi(parts[1])
			if err != nil {
				return fault.New("rounding_invalid").At("round")
			}
			t.Rounding.Step = step
		}
		if len(parts) > 2 {
			t.Rounding.Scope = clients.RoundScope(parts[2])
		}
	}
	if c.Coefficient != nil {
		n, ok := tenThousandths(*c.Coefficient)
		if !ok {
			return fault.New("coefficient_invalid").At("coefficient")
		}
		t.OverageCoefficient = n
	}
	return nil
}

// tenThousandths reads "1.25" or "1,25" as 12 500.
func tenThousandths(s string) (int64, bool) {
	whole, part, _ := strings.Cut(strings.Replace(strings.TrimSpace(s), ",", ".", 1), ".")
	if len(part) > 4 || len(whole) > 3 {
		return 0, false
	}
	n, err := strconv.ParseUint(whole+part+strings.Repeat("0", 4-len(part)), 10, 32)
	return int64(n), err == nil
}

// applyParts reads "senior=6h" and "post=30"; a lone "none" clears the list.
func (c contractSet) applyParts(t *clients.Contract) error {
	if c.Level != nil {
		t.Levels = nil
	}
	for _, l := range c.Level {
		if l == "none" {
			continue
		}
		name, value, ok := strings.Cut(l, "=")
		if !ok {
			return fault.New("pair_invalid", "value", l, "example", "senior=6h").At("level")
		}
		minutes, err := hoursFlag("level", &value)
		if err != nil {
			return err
		}
		t.Levels = append(t.Levels, clients.LevelQuota{Level: strings.TrimSpace(name), Minutes: *minutes})
	}
	if c.Deliver != nil {
		t.Deliverables = nil
	}
	for _, d := range c.Deliver {
		if d == "none" {
			continue
		}
		kind, value, ok := strings.Cut(d, "=")
		n, err := strconv.Atoi(strings.TrimSpace(value))
		if !ok || err != nil {
			return fault.New("pair_invalid", "value", d, "example", "post=30").At("deliver")
		}
		t.Deliverables = append(t.Deliverables, clients.Promise{Kind: strings.TrimSpace(kind), Quantity: n})
	}
	return nil
}

// dayOrMonth reads a day, or a month as its first and last day.
func dayOrMonth(s string) (first, last civil.Date, err error) {
	if m, err := civil.ParseMonth(s); err == nil {
		return m.First(), m.Last(), nil
	}
	d, err := civil.ParseDate(s)
	return d, d, err
}

// hoursFlag reads hours in minutes; nil when the flag was not given.
func hoursFlag(field string, flag *string) (*int64, error) {
	if flag == nil {
		return nil, nil
	}
	minutes, err := civil.ParseHours(*flag)
	if err != nil {
		return nil, at(err, field)
	}
	return &minutes, nil
}

// numberFlag reads a whole number; nil when the flag was not given.
func numberFlag(field string, flag *string) (*int64, error) {
	if flag == nil {
		return nil, nil
	}
	n, err := strconv.ParseInt(strings.TrimSpace(*flag), 10, 32)
	if err != nil {
		return nil, fault.New("number_invalid", "value", *flag).At(field)
	}
	return &n, nil
}
