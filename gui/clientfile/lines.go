package clientfile

import (
	"slices"
	"strconv"
	"strings"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/gui/choices"
)

// line is a label with its value.
type line = [2]string

// identityLines are who the client is.
func identityLines(p *text.Printer, f file) []line {
	c := f.client
	quorum := ""
	if c.Circuit == clients.CircuitClient {
		quorum = p.T("clientfile.quorum_all")
		committee := 0
		for _, k := range f.contacts {
			if k.Committee && k.ArchivedAt == "" {
				committee++
			}
		}
		switch {
		case c.Quorum > committee && committee > 0:
			quorum = p.N("clientfile.quorum_over", committee, "asked", c.Quorum)
		case c.Quorum > 0:
			quorum = p.N("clientfile.quorum_n", c.Quorum)
		}
	}
	return []line{
		{p.T("common.name"), c.Name},
		{p.T("common.key"), c.Key},
		{p.T("clientfile.sectors"), sectorNames(p, c.Sectors())},
		{p.T("clientfile.seasonality"), c.Seasonality},
		{p.T("common.language"), choices.Lang(p, c.Lang)},
		{p.T("common.currency"), string(c.Currency)},
		{p.T("common.zone"), c.Zone},
		{p.T("common.country"), choices.Country(p, c.Country)},
		{p.T("clientfile.circuit"), p.T("clientfile.circuit_" + string(c.Circuit))},
		{p.T("clientfile.quorum"), quorum},
		{p.T("clientfile.legal_name"), joined(" · ", c.LegalName, c.LegalForm)},
		{p.T("common.address"), joined(", ", c.Address, strings.TrimSpace(c.Postcode+" "+c.City))},
		{p.T("clientfile.siret"), joined(" · ", c.SIREN, c.SIRET)},
		{p.T("clientfile.vat_id"), c.VATID},
		{p.T("clientfile.access_notes"), c.AccessNotes},
		{p.T("common.note"), c.Note},
	}
}

// sectorNames are sectors in words, "" for none.
func sectorNames(p *text.Printer, keys []string) string {
	options := sectorOptions(p, keys)
	names := make([]string, len(keys))
	for i, k := range keys {
		names[i] = choices.Label(options, k)
	}
	return strings.Join(names, ", ")
}

func joined(sep string, parts ...string) string {
	var kept []string
	for _, s := range parts {
		if s = strings.TrimSpace(s); s != "" {
			kept = append(kept, s)
		}
	}
	return strings.Join(kept, sep)
}

// brandLines are how the client's texts sound.
func brandLines(p *text.Printer, b clients.Brand) []line {
	return []line{
		{p.T("clientfile.address_form"), p.T("clientfile.address_" + b.AddressForm)},
		{p.T("clientfile.tone"), b.Tone},
		{p.T("clientfile.words_use"), strings.Join(b.WordsUse, ", ")},
		{p.T("clientfile.words_avoid"), strings.Join(b.WordsAvoid, ", ")},
		{p.T("clientfile.mentions"), strings.Join(b.Mentions, ", ")},
		{p.T("clientfile.hashtags"), strings.Join(b.Hashtags, " ")},
	}
}

// termsLines are what was sold by one version of the terms.
func termsLines(p *text.Printer, f file, c clients.Contract) []line {
	hours := p.Hours(c.QuotaMinutes)
	if c.Share != "" {
		hours += " (" + p.T("clientfile.share_of", "Share", c.Share) + ")"
	}
	fee := p.T("clientfile.no_fee")
	if c.Fee != nil {
		fee = p.Money(*c.Fee)
	}
	levels := make([]string, 0, len(c.Levels))
	for _, l := range c.Levels {
		levels = append(levels, levelName(p, f.levels, l.Level)+" "+p.Hours(l.Minutes))
	}
	made := make([]string, 0, len(c.Deliverables))
	for _, d := range c.Deliverables {
		made = append(made, strconv.Itoa(d.Quantity)+"\u00a0×\u00a0"+p.T("calendar.kind."+d.Kind))
	}
	supervision := "contract"
	if c.SupervisionFree {
		supervision = "free"
	}
	return []line{
		{p.T("clientfile.hours_month"), hours},
		{p.T("clientfile.levels"), strings.Join(levels, " · ")},
		{p.T("clientfile.fee"), fee},
		{p.T("clientfile.carry"), carrySentence(p, c)},
		{p.T("clientfile.overage"), overageSentence(p, c)},
		{p.T("clientfile.rounding"), roundingSentence(p, c.Rounding)},
		{p.T("clientfile.supervision"), p.T("clientfile.supervision_" + supervision)},
		{p.T("clientfile.deliverables"), strings.Join(made, " · ")},
		{p.T("common.note"), c.Note},
	}
}

func levelName(p *text.Printer, all []clients.Level, key string) string {
	return choices.Label(choices.Levels(p, all), key)
}

// carrySentence says what goes over to the next month, with its bounds.
func carrySentence(p *text.Printer, c clients.Contract) string {
	parts := []string{p.T("clientfile.carry_" + string(c.Carry))}
	if c.Carry == clients.CarrySurplus || c.Carry == clients.CarryBoth {
		if c.CapMinutes != nil {
			parts = append(parts, p.T("clientfile.cap_of", "Value", p.Hours(*c.CapMinutes)))
		}
		if c.CapPercent != nil {
			parts = append(parts, p.T("clientfile.cap_of", "Value", p.Percent(int64(*c.CapPercent)*100, 0)))
		}
		if c.ValidMonths != nil {
			parts = append(parts, p.N("clientfile.valid_n", *c.ValidMonths))
		}
		parts = append(parts, p.T("clientfile.order_"+string(c.Order)))
	}
	return strings.Join(parts, ", ")
}

func overageSentence(p *text.Printer, c clients.Contract) string {
	if c.Carry == clients.CarryDeficit || c.Carry == clients.CarryBoth {
		return "" // there the excess is a deficit, never overage
	}
	s := p.T("clientfile.overage_" + string(c.Overage))
	if c.Overage == clients.OverageBill && c.OverageCoefficient != 0 && c.OverageCoefficient != 10_000 {
		s += " × " + p.Decimal(c.OverageCoefficient/100, 2)
	}
	return s
}

func roundingSentence(p *text.Printer, r clients.Rounding) string {
	if r.Mode == clients.RoundNone || r.Mode == "" {
		return p.T("clientfile.round_none")
	}
	return p.T("clientfile.round_rule", "Mode", p.T("clientfile.round_"+string(r.Mode)),
		"Step", r.Step, "Scope", p.T("clientfile.scope_"+string(r.Scope)))
}

// termsTitle is when a version, by its place among all, is in force.
func termsTitle(p *text.Printer, all []clients.Contract, i int) string {
	span := clients.TermsSpan(all, i)
	if span.To.IsZero() {
		return p.T("common.range_from", "From", p.Date(span.From))
	}
	return p.T("common.range", "From", p.Date(span.From), "To", p.Date(span.To))
}

// inForce is the place of the version in force on a day, −1 when none is.
func inForce(all []clients.Contract, day civil.Date) int {
	c, ok := clients.TermsOn(all, day)
	if !ok {
		return -1
	}
	return slices.IndexFunc(all, func(o clients.Contract) bool { return o.ID == c.ID })
}

func archivedSentence(p *text.Printer, c clients.Client) string {
	day := c.ArchivedAt
	if d, err := civil.ParseDate(c.ArchivedAt[:min(len(c.ArchivedAt), 10)]); err == nil {
		day = p.Date(d)
	}
	if c.ArchiveReason == "" {
		return p.T("clientfile.archived_on", "Day", day)
	}
	return p.T("clientfile.archived_why", "Day", day, "Reason", c.ArchiveReason)
}
