package clients

import (
	"strings"
	"unicode"

	"golang.org/x/text/language"

	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hue"
	"regie/clients/money"
)

// checks gathers the first refusal of a form.
type checks struct{ err error }

// line cleans a line that may be empty.
func (c *checks) line(field string, s *string) {
	if c.err == nil {
		*s, c.err = cleanLine(field, *s)
	}
}

// text cleans free text of several lines.
func (c *checks) text(field string, s *string) {
	if c.err == nil {
		*s, c.err = CleanText(field, *s)
	}
}

// name cleans a line that must not be empty.
func (c *checks) name(s *string) {
	if c.err == nil {
		*s, c.err = cleanName(*s)
	}
}

// that refuses where ok is false.
func (c *checks) that(ok bool, refusal *fault.Error) {
	if c.err == nil && !ok {
		c.err = refusal
	}
}

// country takes an ISO 3166-1 alpha-2 code.
func (c *checks) country(s *string) {
	code := strings.ToUpper(strings.TrimSpace(*s))
	region, err := language.ParseRegion(code)
	c.that(err == nil && len(code) == 2 && region.IsCountry(), fault.New("country_unknown", "value", *s).At("country"))
	*s = code
}

func (c *checks) lang(s *string) {
	lang := strings.ToLower(strings.TrimSpace(*s))
	c.that(lang == "fr" || lang == "en", fault.New("lang_unknown", "value", *s).At("lang"))
	*s = lang
}

func (c *checks) currency(s *money.Currency) {
	if c.err != nil {
		return
	}
	cur, err := money.ParseCurrency(string(*s))
	if f, ok := fault.As(err); ok {
		c.err = f.At("currency")
		return
	}
	*s = cur
}

// zone takes a name of the IANA time zone database.
func (c *checks) zone(s *string) {
	*s = strings.TrimSpace(*s)
	_, err := civil.Zone(*s)
	c.that(err == nil, fault.New("zone_unknown", "value", *s).At("zone"))
}

// color takes #RRGGBB; empty only where optional.
func (c *checks) color(field string, s *string, optional bool) {
	if c.err != nil || (optional && strings.TrimSpace(*s) == "") {
		return
	}
	v, err := hue.Parse(*s)
	if f, ok := fault.As(err); ok {
		c.err = f.At(field)
		return
	}
	*s = hue.Hex(v)
}

func (c *checks) email(s *string) {
	c.line("email", s)
	at := strings.IndexByte(*s, '@')
	c.that(*s == "" || (at > 0 && at < len(*s)-1 && !strings.Contains(*s, " ")), fault.New("email_invalid", "value", *s).At("email"))
}

// webAddress takes http and https only; without either it is given https.
func (c *checks) webAddress(field string, s *string) {
	c.line(field, s)
	if c.err != nil || *s == "" {
		return
	}
	if !strings.Contains(*s, "://") && !strings.Contains(strings.SplitN(*s, "/", 2)[0], ":") {
		*s = "https://" + *s
	}
	lower := strings.ToLower(*s)
	rest, ok := strings.CutPrefix(lower, "https://")
	if !ok {
		rest, ok = strings.CutPrefix(lower, "http://")
	}
	c.that(ok && rest != "" && !strings.ContainsAny(*s, " \"<>"), fault.New("url_invalid", "value", *s).At(field))
}

// identity cleans what law asks of a party. Numbers lose their spaces. Only
// their form is refused; a wrong check digit is noted (see Notes), since the
// registers themselves have exceptions.
func (c *checks) identity(i *Identity) {
	c.line("legal_name", &i.LegalName)
	c.line("legal_form", &i.LegalForm)
	c.text("address", &i.Address)
	c.line("postcode", &i.Postcode)
	c.line("city", &i.City)
	c.country(&i.Country)
	for _, n := range []struct {
		field string
		value *string
		ok    func(string) bool
	}{
		{"siren", &i.SIREN, func(s string) bool { return len(s) == 9 && isDigits(s) }},
		{"siret", &i.SIRET, func(s string) bool { return len(s) == 14 && isDigits(s) }},
		{"vat_id", &i.VATID, func(s string) bool { return len(s) >= 4 && len(s) <= 20 && isAlphanumeric(s) }},
		{"iban", &i.IBAN, func(s string) bool {
			return len(s) >= 15 && len(s) <= 34 && isAlphanumeric(s) && unicode.IsLetter(rune(s[0])) && unicode.IsLetter(rune(s[1])) && isDigits(s[2:4])
		}},
	} {
		*n.value = compact(*n.value)
		c.that(*n.value == "" || n.ok(*n.value), fault.New(n.field+"_invalid", "value", *n.value).At(n.field))
	}
	c.that(i.SIREN == "" || i.SIRET == "" || strings.HasPrefix(i.SIRET, i.SIREN),
		fault.New("siret_of_another", "siren", i.SIREN, "siret", i.SIRET).At("siret"))
}

// compact is a number without the spaces, dots and dashes it is written with.
func compact(s string) string {
	return strings.ToUpper(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '.' || r == '-' {
			return -1
		}
		return r
	}, s))
}

func isDigits(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

func isAlphanumeric(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return (r < '0' || r > '9') && (r < 'A' || r > 'Z') }) < 0
}

// IdentityNotes says what looks mistyped and is kept nevertheless: a wrong
// check digit of SIREN, SIRET or IBAN.
func IdentityNotes(i Identity) []*fault.Error {
	var notes []*fault.Error
	if i.SIREN != "" && !luhn(i.SIREN) {
		notes = append(notes, fault.New("siren_check", "value", i.SIREN).At("siren"))
	}
	if i.SIRET != "" && !siretHolds(i.SIRET) {
		notes = append(notes, fault.New("siret_check", "value", i.SIRET).At("siret"))
	}
	if i.IBAN != "" && !ibanHolds(i.IBAN) {
		notes = append(notes, fault.New("iban_check", "value", i.IBAN).At("iban"))
	}
	return notes
}

// luhn is the check of SIREN and SIRET (INSEE; ISO/IEC 7812-1 annex B).
func luhn(s string) bool {
	sum := 0
	for i := range len(s) {
		d := int(s[len(s)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// siretHolds also takes La Poste's establishments, whose digits add up to a
// multiple of five instead (INSEE).
func siretHolds(s string) bool {
	if luhn(s) {
		return true
	}
	sum := 0
	for i := range len(s) {
		sum += int(s[i] - '0')
	}
	return strings.HasPrefix(s, "356000000") && sum%5 == 0
}

// ibanHolds is the mod 97 check (ISO 13616).
func ibanHolds(s string) bool {
	rest := 0
	for _, r := range s[4:] + s[:4] {
		switch {
		case r >= '0' && r <= '9':
			rest = (rest*10 + int(r-'0')) % 97
		case r >= 'A' && r <= 'Z':
			rest = (rest*100 + int(r-'A') + 10) % 97
		default:
			return false
		}
	}
	return rest == 1
}

// BrandNotes says what of a brand is hard to read: a colour under 4.5:1 on
// white (WCAG 2.1, 1.4.3). Documents and screens darken it where text stands.
func BrandNotes(b Brand) []*fault.Error {
	var notes []*fault.Error
	for _, c := range []struct{ field, value string }{{"primary", b.Primary}, {"secondary", b.Secondary}} {
		v, err := hue.Parse(c.value)
		if c.value == "" || err != nil {
			continue
		}
		if r := hue.Contrast(v, hue.White); r < hue.ContrastText {
			notes = append(notes, fault.New("color_contrast", "color", hue.Hex(v), "hundredths", int64(r*100), "readable", hue.Hex(hue.Readable(v, hue.White, hue.ContrastText))).At(c.field))
		}
	}
	return notes
}
