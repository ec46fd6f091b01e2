package money

import (
	"math"
	"strings"
	"unicode"

	"regie/clients/fault"
)

// signs are what people write in place of a code. "$" alone is the US dollar.
var signs = map[string]Currency{
	"€": EUR, "$": USD, "US$": USD, "$US": USD, "£": GBP, "FC": CDF, "CA$": CAD, "$CA": CAD,
	"£GB": GBP, "DH": MAD, "DHS": MAD, "FR.": CHF,
}

// Parse reads a typed amount, the currency before or after the number or left
// out (then def): "1800EUR", "1800,50EUR", "1 800,50 €", "1,800.50 USD", "75".
// One separator is always the decimal one, unless the currency shows no
// decimals and three figures follow. Refusals: money_empty, money_invalid,
// money_decimals (arguments value, code, digits), money_overflow,
// currency_unknown, currency_missing.
func Parse(s string, def Currency) (Amount, error) {
	number, unit := splitUnit(s)
	if number == "" && unit == "" {
		return Amount{}, fault.New("money_empty")
	}
	invalid := fault.New("money_invalid", "value", strings.TrimSpace(s))
	if number == "" {
		return Amount{}, invalid
	}
	c, known, err := unitCurrency(unit, def)
	if err != nil {
		return Amount{}, err
	}
	if !known {
		return Amount{}, invalid
	}
	number, negative := cutSign(number)
	whole, decimals, ok := splitDecimals(number, c.ShownDigits() == 0)
	if !ok {
		return Amount{}, invalid
	}
	if len(decimals) > c.Digits() {
		return Amount{}, fault.New("money_decimals", "value", strings.TrimSpace(s), "code", string(c), "digits", c.Digits())
	}
	decimals += strings.Repeat("0", c.Digits()-len(decimals))
	var minor int64
	for _, d := range whole + decimals {
		figure := int64(d - '0')
		if minor > (math.MaxInt64-figure)/10 {
			return Amount{}, fault.New("money_overflow", "value", strings.TrimSpace(s))
		}
		minor = minor*10 + figure
	}
	if negative {
		minor = -minor
	}
	return Amount{Minor: minor, Currency: c}, nil
}

// splitUnit parts a text into its number (figures, separators, sign) and what
// stands before or after it; unit is the whole text when both sides have one.
func splitUnit(s string) (number, unit string) {
	s = strings.TrimFunc(strings.Map(plainSpace, s), unicode.IsSpace)
	first := strings.IndexFunc(s, isFigure)
	if first < 0 {
		return "", s
	}
	last := strings.LastIndexFunc(s, isFigure)
	before, after := strings.TrimSpace(s[:first]), strings.TrimSpace(s[last+1:])
	number = s[first : last+1]
	for _, sign := range []string{"-", "−"} {
		if rest, ok := strings.CutPrefix(before, sign); ok {
			before, number = strings.TrimSpace(rest), "-"+number
			break
		}
		if rest, ok := strings.CutSuffix(before, sign); ok {
			before, number = strings.TrimSpace(rest), "-"+number
			break
		}
	}
	if before != "" && after != "" {
		return number, s
	}
	return number, before + after
}

func isFigure(r rune) bool { return r >= '0' && r <= '9' }

// plainSpace makes every kind of space, and the Swiss apostrophe, a plain one.
func plainSpace(r rune) rune {
	if unicode.IsSpace(r) || r == '\u202f' || r == '\'' || r == '’' {
		return ' '
	}
	return r
}

// unitCurrency finds the currency of a sign or code; known is false for what
// could be neither.
func unitCurrency(unit string, def Currency) (c Currency, known bool, err error) {
	if unit == "" {
		if def == "" {
			return "", false, fault.New("currency_missing")
		}
		return def, true, nil
	}
	upper := strings.ToUpper(unit)
	if c, ok := signs[upper]; ok {
		return c, true, nil
	}
	if upper == "FCFA" || upper == "F CFA" || upper == "CFA" {
		if def == XAF { // two currencies share the name
			return XAF, true, nil
		}
		return XOF, true, nil
	}
	if strings.IndexFunc(unit, func(r rune) bool { return !unicode.IsLetter(r) }) >= 0 {
		return "", false, nil
	}
	c, err = ParseCurrency(unit)
	return c, true, err
}

func cutSign(number string) (rest string, negative bool) {
	return strings.CutPrefix(number, "-")
}

// splitDecimals parts "1 800,50" into "1800" and "50"; groups must be of three.
func splitDecimals(s string, groupOfThree bool) (whole, decimals string, ok bool) {
	last := strings.LastIndexAny(s, ".,")
	if last >= 0 {
		mark := s[last : last+1]
		other := strings.Trim(".,", mark)
		alone := strings.Count(s, mark) == 1
		grouping := !alone || (groupOfThree && len(s)-last == 4 && last <= 3 && !strings.ContainsAny(s[:last], ". ,"))
		if grouping {
			if strings.Contains(s, other) {
				return "", "", false
			}
		} else {
			s, decimals = s[:last], s[last+1:]
		}
	}
	whole, ok = joinGroups(s)
	if !ok || !figures(decimals) || (whole == "" && decimals == "") {
		return "", "", false
	}
	return whole, decimals, true
}

// joinGroups takes the grouping marks out, all of one kind.
func joinGroups(s string) (string, bool) {
	at := strings.IndexAny(s, " .,")
	if at < 0 {
		return s, figures(s)
	}
	groups := strings.Split(s, s[at:at+1])
	for i, g := range groups {
		if !figures(g) || (i == 0 && (g == "" || len(g) > 3)) || (i > 0 && len(g) != 3) {
			return "", false
		}
	}
	return strings.Join(groups, ""), true
}

func figures(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !isFigure(r) }) < 0
}
