package clientfile

import (
	"strings"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/money"
	"regie/gui/widgets"
)

// meaning says in plain words what terms do: what is sold, what is carried,
// what becomes of more, how time is rounded.
func meaning(p *text.Printer, levels []clients.Level, c clients.Contract) string {
	if c.QuotaMinutes == 0 && c.Fee == nil {
		return p.T("clientfile.means_nothing")
	}
	parts := []string{soldSentence(p, c)}
	if c.QuotaMinutes > 0 {
		parts = append(parts, levelsSentence(p, levels, c), keptSentence(p, c), beyondSentence(p, c))
	}
	if r := c.Rounding; r.Mode != clients.RoundNone && r.Mode != "" {
		parts = append(parts, p.T("clientfile.means_round_"+string(r.Mode), "step", r.Step, "scope", p.T("clientfile.scope_"+string(r.Scope))))
	}
	if c.StatementFirst {
		parts = append(parts, p.T("clientfile.means_statement"))
	}
	return joined(" ", parts...)
}

func soldSentence(p *text.Printer, c clients.Contract) string {
	sold := p.T("clientfile.means_no_hours")
	if c.QuotaMinutes > 0 {
		sold = p.T("clientfile.means_hours", "hours", civil.Minutes(c.QuotaMinutes))
	}
	if c.Fee == nil {
		return p.T("clientfile.means_by_time", "sold", sold)
	}
	return p.T("clientfile.means_fee", "sold", sold, "fee", *c.Fee)
}

// levelsSentence says what is kept for some levels, and what for all.
func levelsSentence(p *text.Printer, levels []clients.Level, c clients.Contract) string {
	if len(c.Levels) == 0 {
		return ""
	}
	rest := c.QuotaMinutes
	parts := make([]string, 0, len(c.Levels))
	for _, l := range c.Levels {
		parts = append(parts, p.Hours(l.Minutes)+" "+levelName(p, levels, l.Level))
		rest -= l.Minutes
	}
	s := strings.Join(parts, ", ")
	if rest < 0 {
		return p.T("clientfile.means_levels_over", "levels", s, "hours", civil.Minutes(-rest))
	}
	return p.T("clientfile.means_levels", "levels", s, "rest", civil.Minutes(rest))
}

// keptSentence says what becomes of what is left at a month's end.
func keptSentence(p *text.Printer, c clients.Contract) string {
	if c.Carry == clients.CarryNone || c.Carry == clients.CarryDeficit {
		return p.T("clientfile.means_lost")
	}
	s := p.T("clientfile.means_kept")
	if n := mostCarried(c); n != nil {
		s += ", " + p.T("clientfile.means_cap", "hours", civil.Minutes(*n))
	}
	if c.ValidMonths != nil {
		s += ", " + p.N("clientfile.means_valid", *c.ValidMonths)
	}
	return s + ", " + p.T("clientfile.means_"+string(c.Order)) + "."
}

// mostCarried is the lower of the caps, in minutes; nil for none.
func mostCarried(c clients.Contract) *int64 {
	most := c.CapMinutes
	if c.CapPercent != nil {
		n := (c.QuotaMinutes*int64(*c.CapPercent) + 50) / 100
		if most == nil || n < *most {
			most = &n
		}
	}
	return most
}

// beyondSentence says what becomes of time beyond what is available.
func beyondSentence(p *text.Printer, c clients.Contract) string {
	if c.Carry == clients.CarryDeficit || c.Carry == clients.CarryBoth {
		return p.T("clientfile.means_deficit")
	}
	if c.Overage == clients.OverageBill && c.OverageCoefficient != 0 && c.OverageCoefficient != 10_000 {
		return p.T("clientfile.means_bill_times", "times", p.Decimal(c.OverageCoefficient/100, 2))
	}
	return p.T("clientfile.means_" + string(c.Overage))
}

// follow says below the fields what they mean, as they are typed.
func (t *termsForm) follow(p *text.Printer, levels []clients.Level, c clients.Contract) {
	t.changed = func() {
		read, err := t.read(c)
		if err != nil {
			t.means.Set(widgets.ToneNeutral, p.T("clientfile.means_unread"), nil)
			return
		}
		t.means.Set(widgets.ToneInfo, meaning(p, levels, read), nil)
	}
	typed := func(before func(string)) func(string) {
		return func(s string) {
			if before != nil {
				before(s)
			}
			t.changed()
		}
	}
	for _, s := range []*widgets.Select{t.share, t.carry, t.order, t.overage, t.roundMode, t.roundStep, t.roundFor, t.supervision} {
		s.OnChanged = typed(s.OnChanged)
	}
	fields := []*widgets.TextField{t.hours, t.capHours, t.capPercent, t.valid, t.coefficient}
	for _, k := range t.levelKeys {
		fields = append(fields, t.levels[k])
	}
	for _, f := range fields {
		f.OnChanged = typed(f.OnChanged)
	}
	t.fee.OnChanged = func(money.Amount) { t.changed() }
	t.changed()
}
