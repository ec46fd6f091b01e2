package excel

import (
	"math"
	"strings"

	"regie/clients/civil"
	"regie/clients/money"
)

// numberKind is how a cell's figure is shown.
type numberKind uint8

const (
	general numberKind = iota
	whole
	hours
	amount
	percent
	day
	clock
)

// Cell is one typed cell: Text, Wrapped, Int, Hours, Money, Percent, Date,
// Unknown, or one of them with a Formula.
type Cell struct {
	value    any
	formula  string
	link     string
	currency money.Currency
	kind     numberKind
	bold     bool
	wrap     bool
	mute     bool
	centre   bool
	wide     bool
	open     bool
}

// Text is a text cell; whatever it begins with, it is never a formula.
// No text is an empty cell.
func Text(s string) Cell {
	if s = cleanText(s); s == "" {
		return Cell{}
	}
	return Cell{value: s}
}

// Wrapped is a text cell that wraps; its row grows with it.
func Wrapped(s string) Cell {
	c := Text(s)
	c.wrap = true
	return c
}

// Wide is a text that wraps over all columns of its table; it stands alone in
// its row.
func Wide(s string) Cell {
	c := Wrapped(s)
	c.wide = true
	return c
}

// Int is a whole number.
func Int(n int64) Cell { return Cell{value: n, kind: whole} }

// Hours shows minutes as decimal hours.
func Hours(minutes int64) Cell { return Cell{value: float64(minutes) / 60, kind: hours} }

// HoursOf shows seconds as decimal hours.
func HoursOf(seconds int64) Cell { return Cell{value: float64(seconds) / 3600, kind: hours} }

// Money is an amount in minor units of c, kept to the last of them and shown
// with the decimals documents show.
func Money(minor int64, c money.Currency) Cell {
	return Cell{value: float64(minor) / math.Pow10(c.Digits()), kind: amount, currency: c}
}

// Ratio shows a share of one as a percentage.
func Ratio(part float64) Cell { return Cell{value: part, kind: percent} }

// Date is a day; no day is an empty cell.
func Date(d civil.Date) Cell {
	if d.IsZero() {
		return Cell{}
	}
	return Cell{value: serial(d), kind: day}
}

// Clock is a time of the day; none is an empty cell.
func Clock(c civil.Clock) Cell {
	if c < 0 {
		return Cell{}
	}
	return Cell{value: float64(c) / 1440, kind: clock}
}

// Unknown is a figure nobody knows: an empty cell, counted in no sum.
func Unknown() Cell { return Cell{} }

// Formula computes f (English function names, no "="); c gives the value
// stored beside it and how it is shown. In f, {row} is the cell's own row,
// {prev} the row above it, {first} and {last} are the first and last row of its table's body.
func Formula(f string, c Cell) Cell {
	c.formula = f
	return c
}

// Bold returns the cell in bold.
func (c Cell) Bold() Cell { c.bold = true; return c }

// Mute returns the cell in grey.
func (c Cell) Mute() Cell { c.mute = true; return c }

// Centre returns the cell centred.
func (c Cell) Centre() Cell { c.centre = true; return c }

// Open returns the cell to be filled in on a locked sheet.
func (c Cell) Open() Cell { c.open = true; return c }

// Link returns the cell leading to an address. Only http and https addresses
// of a length Excel opens lead anywhere.
func (c Cell) Link(url string) Cell {
	if len(url) <= 2000 && (strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://")) {
		c.link = cleanText(url)
	}
	return c
}

// key is the style the cell wants in a row of the given kind.
func (c *Cell) key(row styleKind) styleKey {
	return styleKey{
		row: row, kind: c.kind, currency: c.currency, bold: c.bold, wrap: c.wrap, mute: c.mute,
		link: c.link != "", centre: c.centre, open: c.open, right: c.kind != general && c.kind != day && c.kind != clock && !c.centre,
		left: c.kind == day || c.kind == clock,
	}
}

// serial counts days as spreadsheets do.
func serial(d civil.Date) int64 { return int64(civil.NewDate(1899, 12, 30).DaysUntil(d)) }

// cleanText keeps what XML can hold.
func cleanText(s string) string {
	bad := func(r rune) bool { return r < 0x20 && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF }
	s = strings.ToValidUTF8(s, "\uFFFD")
	if strings.IndexFunc(s, bad) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if bad(r) {
			return -1
		}
		return r
	}, s)
}
