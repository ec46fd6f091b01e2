package main

import (
	"fmt"
	"io"
	"strings"

	"regie/clients"
	"regie/clients/fault"
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

// roundWords is the rounding rule as the client's card says it.
func (e *env) roundWords(r clients.Rounding) string {
	if r.Mode == clients.RoundNone || r.Mode == "" {
		return e.T("clientfile.round_none")
	}
	return e.T("clientfile.round_rule", "Mode", e.T("clientfile.round_"+string(r.Mode)), "Step", int(r.Step), "Scope", e.T("clientfile.scope_"+string(r.Scope)))
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
			return fault.At(err, "on")
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
		{e.T("agency.terms_round"), e.roundWords(c.Rounding)},
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
			return clients.Contract{}, fault.At(err, "from")
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
		return fault.At(err, "from")
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
