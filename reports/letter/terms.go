package letter

import (
	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/money"
)

// Terms says in sentences what a contract with hours sold: hours and fee, what
// is carried and for how long, what becomes of overage, rounding.
func (l *Letter) Terms(c *clients.Contract) []string {
	p := l.Printer()
	list := []string{l.sold(p, c)}
	add := func(s string) {
		if s != "" {
			list = append(list, s)
		}
	}
	if len(c.Levels) > 0 {
		var parts []string
		var own int64
		for _, q := range c.Levels {
			own += q.Minutes
			parts = append(parts, p.T("letter.terms_level", "Level", l.LevelName(q.Level), "Hours", civil.Minutes(q.Minutes)))
		}
		if rest := c.QuotaMinutes - own; rest > 0 {
			parts = append(parts, p.T("letter.terms_common", "Hours", civil.Minutes(rest)))
		}
		add(p.T("letter.terms_levels", "Levels", p.List(parts)))
	}
	add(p.T("letter.carry_" + string(c.Carry)))
	if c.Carry == clients.CarrySurplus || c.Carry == clients.CarryBoth {
		add(surplusTerms(p, c))
	}
	if c.Carry != clients.CarryDeficit && c.Carry != clients.CarryBoth {
		add(overageTerms(p, c))
	}
	add(roundingTerms(p, c.Rounding))
	return list
}

// sold is the hours, since when and for what fee.
func (l *Letter) sold(p *text.Printer, c *clients.Contract) string {
	s := p.T("letter.terms_quota", "Hours", civil.Minutes(c.QuotaMinutes), "From", c.From)
	if c.Share != "" {
		s = p.T("letter.terms_share", "Hours", civil.Minutes(c.QuotaMinutes), "From", c.From, "Share", c.Share)
	}
	if !c.Until.IsZero() {
		s += " " + p.T("letter.terms_until", "Until", c.Until)
	}
	if c.Fee != nil {
		s += " " + p.T("letter.terms_fee", "Fee", p.MoneyShort(*c.Fee))
	}
	return s
}

func surplusTerms(p *text.Printer, c *clients.Contract) string {
	s := p.T("letter.order_" + string(c.Order))
	switch {
	case c.CapMinutes != nil:
		s = p.T("letter.terms_cap", "Hours", civil.Minutes(*c.CapMinutes)) + " " + s
	case c.CapPercent != nil:
		s = p.T("letter.terms_cap_percent", "Percent", p.Percent(int64(*c.CapPercent)*100, 0)) + " " + s
	}
	if c.ValidMonths == nil {
		return s + " " + p.T("letter.terms_no_expiry")
	}
	return s + " " + p.N("letter.terms_valid", *c.ValidMonths)
}

func overageTerms(p *text.Printer, c *clients.Contract) string {
	if c.Overage == clients.OverageBill && c.OverageCoefficient != 10_000 {
		return p.T("letter.overage_bill_at", "Coefficient", p.Decimal(money.RoundHalfUp(c.OverageCoefficient, 100), 2))
	}
	return p.T("letter.overage_" + string(c.Overage))
}

func roundingTerms(p *text.Printer, r clients.Rounding) string {
	if r.Mode == clients.RoundNone || r.Mode == "" {
		return p.T("letter.round_none")
	}
	return p.N("letter.round_"+string(r.Mode), r.Step, "Scope", p.T("letter.scope_"+string(r.Scope)))
}
