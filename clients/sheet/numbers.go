package sheet

import (
	"math"
	"strings"
	"unicode/utf8"
)

// Number is a decimal figure as it stands in a cell: Units ÷ 10^Scale.
type Number struct {
	Units   int64
	Scale   int  // decimals, never negative
	Percent bool // a percent sign followed; the value is not divided
	Below   bool // "< 10": the true value is under this one
}

// Int gives the whole value, half away from zero, and whether nothing was lost.
func (n Number) Int() (value int64, exact bool) {
	value = n.Minor(0)
	p := pow10(n.Scale)
	return value, value*p == n.Units
}

// Minor gives the value in units of 10^−digits, half away from zero: 12.345 at
// two digits is 1235. It saturates at the ends of int64.
func (n Number) Minor(digits int) int64 {
	if d := digits - n.Scale; d >= 0 {
		p := pow10(d)
		if n.Units > math.MaxInt64/p {
			return math.MaxInt64
		}
		if n.Units < math.MinInt64/p {
			return math.MinInt64
		}
		return n.Units * p
	}
	p := pow10(n.Scale - digits)
	q, r := n.Units/p, n.Units%p
	switch {
	case r >= p-p/2:
		q++
	case -r >= p-p/2:
		q--
	}
	return q
}

// Float gives the value for ratios, where exactness has no meaning; a percentage
// is divided by 100.
func (n Number) Float() float64 {
	f := float64(n.Units) / float64(pow10(n.Scale))
	if n.Percent {
		f /= 100
	}
	return f
}

// maxDigits keeps every figure inside int64.
const maxDigits = 18

func pow10(n int) int64 {
	p := int64(1)
	for range min(max(n, 0), maxDigits) {
		p *= 10
	}
	return p
}

// IsUnknown tells the ways in which a cell says that there is no figure, which is
// not the same as zero.
func IsUnknown(s string) bool {
	if s == "" {
		return true
	}
	if c := s[0]; c >= '0' && c <= '9' {
		return false
	}
	if len(s) > 16 {
		return strings.TrimSpace(s) == ""
	}
	switch strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(s, "\ufeff", "")), "")) {
	case "", "-", "--", "–", "—", "−", "?", "undefined", "null", "nil", "none", "nan",
		"n/a", "n.a.", "n.a", "na", "n/d", "n.d.", "nd", "notavailable", "nondisponible", "nonconnu", "s/o",
		"#n/a", "#div/0!", "#ref!", "#value!", "#name?", "#num!", "#null!", "#valeur!", "#nom?":
		return true
	}
	return false
}

// ParseNumber reads a figure written in any of the usual ways; comma tells that a
// lone comma or dot before three figures is to be taken the French way ("1,520"
// is 1.52 and "1.520" is 1520). An unknown is no number.
func ParseNumber(s string, comma bool) (Number, bool) {
	if comma {
		return parseNumber(s, ',')
	}
	return parseNumber(s, '.')
}

// parseNumber reads a figure; decimal decides only where both readings are possible.
func parseNumber(s string, decimal byte) (Number, bool) {
	if n, ok := plainNumber(s); ok {
		return n, true
	}
	n, core, exponent, ok := undress(s)
	if !ok {
		return n, false
	}
	f, ok := readFigures(core)
	if !ok {
		return n, false
	}
	sep, open := f.decimalSign()
	if open {
		sep = 0
		if f.only == decimal {
			sep = decimal
		}
	}
	return f.value(n, sep, exponent)
}

// plainNumber is the quick way for a few ASCII figures.
func plainNumber(s string) (Number, bool) {
	if s == "" || len(s) > 15 {
		return Number{}, false
	}
	var units int64
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return Number{}, false
		}
		units = units*10 + int64(s[i]-'0')
	}
	return Number{Units: units}, true
}

// undress takes signs, currency, percent and magnitude off a figure. exponent is
// the power of ten of "K", "M" or "E+05".
func undress(s string) (n Number, core string, exponent int, ok bool) {
	s = strings.TrimFunc(s, isSpace)
	if len(s) == 0 || len(s) > 64 {
		return n, "", 0, false
	}
	if rest, ok := cutAny(s, "<", "≤"); ok {
		n.Below, s = true, rest
	}
	n.Units = 1
	if strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") {
		n.Units, s = -1, s[1:len(s)-1]
	}
	s = trimCurrency(s)
	if rest, ok := cutAny(s, "-", "−", "–"); ok {
		n.Units, s = -n.Units, rest
	} else if rest, ok := cutAny(s, "+"); ok {
		s = rest
	}
	s = trimCurrency(s)
	if rest, ok := strings.CutSuffix(s, "%"); ok {
		n.Percent, s = true, strings.TrimRightFunc(rest, isSpace)
	}
	s, exponent = magnitude(s)
	return n, s, exponent, s != ""
}

func cutAny(s string, prefixes ...string) (string, bool) {
	for _, p := range prefixes {
		if rest, ok := strings.CutPrefix(s, p); ok {
			return strings.TrimLeftFunc(rest, isSpace), true
		}
	}
	return s, false
}

// currencies are the signs and names that stand beside amounts.
var currencies = []string{
	"€", "$", "£", "CA$", "US$", "Fr.", "FCFA", "F CFA", "FC", "EUR", "USD", "GBP", "CHF", "CAD",
	"XOF", "XAF", "CDF", "MAD", "TND", "DZD", "PHP",
}

func trimCurrency(s string) string {
	if s == "" || (s[0] <= '9' && s[0] >= '0' && s[len(s)-1] <= '9' && s[len(s)-1] >= '0') {
		return s
	}
	for _, c := range currencies {
		if rest, ok := strings.CutPrefix(s, c); ok {
			return strings.TrimLeftFunc(rest, isSpace)
		}
		if rest, ok := strings.CutSuffix(s, c); ok {
			return strings.TrimRightFunc(rest, isSpace)
		}
	}
	return s
}

// magnitude takes "K", "k", "M", "Md", "B" or a power of ten off the end.
func magnitude(s string) (string, int) {
	for _, m := range []struct {
		sign  string
		power int
	}{{"k", 3}, {"K", 3}, {"Md", 9}, {"M", 6}, {"B", 9}} {
		if rest, ok := strings.CutSuffix(s, m.sign); ok {
			return strings.TrimRightFunc(rest, isSpace), m.power
		}
	}
	if i := strings.IndexAny(s, "eE"); i > 0 {
		e, sign, digits := 0, 1, s[i+1:]
		switch {
		case strings.HasPrefix(digits, "+"):
			digits = digits[1:]
		case strings.HasPrefix(digits, "-"):
			sign, digits = -1, digits[1:]
		}
		if n, ok := plainNumber(digits); ok && n.Units <= maxDigits {
			e = sign * int(n.Units)
			return s[:i], e
		}
	}
	return s, 0
}

// figures is what stands in the core of a number.
type figures struct {
	digits  []byte
	groups  []int // places in digits before which a space or apostrophe stands
	dots    []int // likewise
	commas  []int
	only    byte // the one of '.' and ',' that occurs, 0 if both or none
	leading bool // begins with 0
}

func readFigures(s string) (figures, bool) {
	var f figures
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c >= '0' && c <= '9':
			f.digits = append(f.digits, c)
			i++
		case c == '.':
			f.dots = append(f.dots, len(f.digits))
			i++
		case c == ',':
			f.commas = append(f.commas, len(f.digits))
			i++
		default:
			r, size := utf8.DecodeRuneInString(s[i:])
			if !isSpace(r) && r != '\'' && r != '’' {
				return f, false
			}
			f.groups = append(f.groups, len(f.digits))
			i += size
		}
	}
	switch {
	case len(f.dots) > 0 && len(f.commas) == 0:
		f.only = '.'
	case len(f.commas) > 0 && len(f.dots) == 0:
		f.only = ','
	}
	f.leading = len(f.digits) > 0 && f.digits[0] == '0'
	return f, len(f.digits) > 0
}

// decimalSign tells which sign parts the decimals: '.', ',' or 0 for none; open
// when one sign stands before exactly three figures and could be either.
func (f figures) decimalSign() (sign byte, open bool) {
	if f.only == 0 {
		switch {
		case len(f.dots) == 0:
			return 0, false
		case f.dots[len(f.dots)-1] > f.commas[len(f.commas)-1]:
			return '.', false
		default:
			return ',', false
		}
	}
	places := f.places(f.only)
	if len(places) > 1 {
		return 0, false
	}
	before, after := places[0], len(f.digits)-places[0]
	if after == 3 && before >= 1 && before <= 3 && !f.leading && len(f.groups) == 0 {
		return f.only, true
	}
	return f.only, false
}

func (f figures) places(sign byte) []int {
	if sign == '.' {
		return f.dots
	}
	return f.commas
}

// value puts the number together; it refuses groups that are not of three figures.
func (f figures) value(n Number, sign byte, exponent int) (Number, bool) {
	whole := len(f.digits)
	marks := append([]int(nil), f.groups...)
	for _, s := range []byte{'.', ','} {
		places := f.places(s)
		if s == sign {
			if len(places) != 1 {
				return n, false
			}
			whole = places[0]
			continue
		}
		marks = append(marks, places...)
	}
	for _, m := range marks {
		if m == 0 || m >= whole || (whole-m)%3 != 0 {
			return n, false
		}
	}
	scale := len(f.digits) - whole - exponent
	digits := f.digits
	for scale > 0 && len(digits) > 1 && digits[len(digits)-1] == '0' && scale > 2 {
		digits, scale = digits[:len(digits)-1], scale-1 // long tails of noughts
	}
	for len(digits) > maxDigits && scale > 6 {
		digits, scale = digits[:len(digits)-1], scale-1 // further decimals are noise
	}
	for len(digits) > 1 && digits[0] == '0' {
		digits = digits[1:]
	}
	if scale < 0 {
		digits = append(append([]byte(nil), digits...), strings.Repeat("0", min(-scale, 2*maxDigits))...)
		scale = 0
	}
	if len(digits) > maxDigits || scale > maxDigits {
		return n, false
	}
	plus := n.Units
	n.Units = 0
	for _, d := range digits {
		n.Units = n.Units*10 + int64(d-'0')
	}
	n.Units *= plus
	n.Scale = scale
	return n, true
}

func isSpace(r rune) bool {
	switch r {
	case ' ', '\t', '\u00a0', '\u202f', '\u2009', '\u2007', '\u2008', '\u200a', '\ufeff', '\n', '\r':
		return true
	}
	return false
}

// numberVotes is what the cells of a column say about its decimal sign.
type numberVotes struct {
	dot, comma int // cells that can be read in one way only
	open       int // cells that can be read in both
}

func (v *numberVotes) add(s string) {
	if strings.IndexByte(s, '.') < 0 && strings.IndexByte(s, ',') < 0 {
		return
	}
	_, core, _, ok := undress(s)
	if !ok {
		return
	}
	f, ok := readFigures(core)
	if !ok {
		return
	}
	sign, open := f.decimalSign()
	if _, ok := f.value(Number{Units: 1}, sign, 0); !ok {
		return
	}
	switch {
	case open:
		v.open++
	case sign == '.':
		v.dot++
	case sign == ',':
		v.comma++
	case f.only == '.': // 1.234.567
		v.comma++
	case f.only == ',':
		v.dot++
	}
}

// decimal gives the sign the column uses, 0 if its cells do not say.
func (v numberVotes) decimal() byte {
	switch {
	case v.comma > v.dot:
		return ','
	case v.dot > v.comma:
		return '.'
	}
	return 0
}
