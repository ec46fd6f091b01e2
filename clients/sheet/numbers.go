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

// unknowns are the ways to say that there is no figure, lower case, without spaces.
var unknowns = map[string]bool{
	"": true, "-": true, "--": true, "–": true, "—": true, "−": true, "?": true,
	"undefined": true, "null": true, "nil": true, "none": true, "nan": true, "na": true, "nd": true,
	"n/a": true, "n.a.": true, "n.a": true, "n/d": true, "n.d.": true, "s/o": true,
	"notavailable": true, "nondisponible": true,
	"#n/a": true, "#div/0!": true, "#ref!": true, "#value!": true, "#name?": true, "#num!": true, "#null!": true,
	"#valeur!": true, "#nom?": true,
}

// IsUnknown tells the ways in which a cell says that there is no figure, which is
// not the same as zero.
func IsUnknown(s string) bool {
	var buf [20]byte
	n := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			if !isSpace(r) {
				if n+size > len(buf) {
					return false
				}
				n += copy(buf[n:], s[i:i+size])
			}
			i += size
			continue
		}
		i++
		switch {
		case c >= '0' && c <= '9' && n == 0, n == len(buf):
			return false
		case c >= 'A' && c <= 'Z':
			c |= 0x20
		case isSpace(rune(c)):
			continue
		}
		buf[n] = c
		n++
	}
	return unknowns[string(buf[:n])]
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

// figures is what stands in the core of a number. Places count the digits before
// a sign.
type figures struct {
	core    string
	digits  int
	groups  int // spaces and apostrophes
	dots    int
	commas  int
	dot     int  // place of the last dot
	comma   int  // place of the last comma
	only    byte // the one of '.' and ',' that occurs, 0 if both or none
	leading bool // begins with 0
}

func readFigures(s string) (figures, bool) {
	f := figures{core: s}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			f.leading = f.leading || (f.digits == 0 && c == '0')
			f.digits++
		case c == '.':
			f.dots, f.dot = f.dots+1, f.digits
		case c == ',':
			f.commas, f.comma = f.commas+1, f.digits
		default:
			r, size := utf8.DecodeRuneInString(s[i:])
			if !isSpace(r) && r != '\'' && r != '’' {
				return f, false
			}
			f.groups++
			i += size - 1
		}
	}
	switch {
	case f.dots > 0 && f.commas == 0:
		f.only = '.'
	case f.commas > 0 && f.dots == 0:
		f.only = ','
	}
	return f, f.digits > 0
}

// decimalSign tells which sign parts the decimals: '.', ',' or 0 for none; open
// when one sign stands before exactly three figures and could be either.
func (f figures) decimalSign() (sign byte, open bool) {
	place, times := f.dot, f.dots
	switch {
	case f.only == ',':
		place, times = f.comma, f.commas
	case f.only == 0 && f.dots == 0:
		return 0, false
	case f.only == 0 && f.dot > f.comma:
		return '.', false
	case f.only == 0:
		return ',', false
	}
	if times > 1 {
		return 0, false
	}
	after := f.digits - place
	return f.only, after == 3 && place >= 1 && place <= 3 && !f.leading && f.groups == 0
}

// whole gives the number of digits before the decimal sign; ok is false if the
// sign occurs more than once.
func (f figures) whole(sign byte) (n int, ok bool) {
	switch sign {
	case '.':
		return f.dot, f.dots == 1
	case ',':
		return f.comma, f.commas == 1
	}
	return f.digits, true
}

// value puts the number together; it refuses groups that are not of three figures.
// n.Units is the sign.
func (f figures) value(n Number, sign byte, exponent int) (Number, bool) {
	whole, ok := f.whole(sign)
	if !ok {
		return n, false
	}
	var buf [64]byte
	digits := buf[:0]
	for i := 0; i < len(f.core); i++ {
		c := f.core[i]
		switch {
		case c >= '0' && c <= '9':
			if len(digits) < len(buf) {
				digits = append(digits, c)
			}
			continue
		case c == sign:
			continue
		case c >= utf8.RuneSelf:
			_, size := utf8.DecodeRuneInString(f.core[i:])
			i += size - 1
		}
		if m := len(digits); m == 0 || m >= whole || (whole-m)%3 != 0 {
			return n, false
		}
	}
	scale := len(digits) - whole - exponent
	for scale > 2 && len(digits) > 1 && digits[len(digits)-1] == '0' {
		digits, scale = digits[:len(digits)-1], scale-1 // long tails of noughts
	}
	for len(digits) > maxDigits && scale > 6 {
		digits, scale = digits[:len(digits)-1], scale-1 // further decimals are noise
	}
	for len(digits) > 1 && digits[0] == '0' {
		digits = digits[1:]
	}
	for ; scale < 0 && len(digits) <= maxDigits; scale++ {
		digits = append(digits, '0')
	}
	if len(digits) > maxDigits || scale > maxDigits {
		return n, false
	}
	units := int64(0)
	for _, d := range digits {
		units = units*10 + int64(d-'0')
	}
	n.Units, n.Scale = n.Units*units, scale
	return n, true
}

func isSpace(r rune) bool {
	switch r {
	case ' ', '\t', '\u00a0', '\u202f', '\u2009', '\u2007', '\u2008', '\u200a', '\ufeff', '\n', '\r':
		return true
	}
	return false
}
