package excel

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// widen makes room for the figures: a column too narrow for one shows signs in
// its place. Rows that are streamed are not read for it, their totals are.
func (p *sheetWriter) widen() {
	widths := slices.Clone(p.sheet.Widths)
	for i := range p.sheet.Tables {
		t := &p.sheet.Tables[i]
		for _, cells := range append(slices.Clip(t.Rows), t.Total) {
			for col := range min(len(cells), len(widths)) {
				widths[col] = math.Max(widths[col], p.figureWidth(&cells[col]))
			}
		}
	}
	sheet := *p.sheet
	sheet.Widths = widths
	p.sheet = &sheet
}

// figureWidth is how many characters an amount, hours or a number takes, 0 for
// anything else.
func (p *sheetWriter) figureWidth(c *Cell) float64 {
	var v float64
	switch n := c.value.(type) {
	case float64:
		v = n
	case int64:
		v = float64(n)
	default:
		return 0
	}
	after := 0
	switch c.kind {
	case amount:
		after = utf8.RuneCountInString(strings.NewReplacer(`"`, "", "#,##0", "").Replace(moneyFormat(c.currency, p.book.Lang)))
	case hours:
		after = 5 // ".25 h"
	case whole:
	default:
		return 0
	}
	digits := len(strconv.FormatInt(int64(math.Abs(v)), 10))
	n := digits + (digits-1)/3 + after
	if v < 0 {
		n++
	}
	// Bold figures are a tenth wider; the rest is the cell's margin.
	return math.Ceil(float64(n)*1.1 + 1.2)
}
