package main

import (
	"strconv"
	"strings"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
)

// apply puts the flags that were given into the version.
func (c contractSet) apply(t *clients.Contract) (err error) {
	if c.Until != nil {
		t.Until = civil.Date{}
		if *c.Until != "none" {
			if _, t.Until, err = dayOrMonth(*c.Until); err != nil {
				return fault.At(err, "until")
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
		return fault.At(err, "fee")
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
		return nil, fault.At(err, field)
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
