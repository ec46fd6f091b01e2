package excel

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"regie/clients/money"
	"regie/reports/page"
)

type styleKind uint8

const (
	bodyStyle styleKind = iota
	totalStyle
	headerStyle
	titleStyle
	subtitleStyle
	tableTitleStyle
	noteStyle
	emptyStyle
)

// styleKey names a style; equal keys share one.
type styleKey struct {
	row                                               styleKind
	kind                                              numberKind
	currency                                          money.Currency
	bold, wrap, mute, link, left, right, centre, open bool
}

// styleBook makes each style once.
type styleBook struct {
	file  *excelize.File
	brand page.Color
	lang  string
	known map[styleKey]int
	bad   *int
}

const (
	inkHex  = "1E2430"
	muteHex = "6B7280"
	lineHex = "E4E1DB"
	badHex  = "C0322B"
)

func (b *styleBook) get(k styleKey) (int, error) {
	if id, ok := b.known[k]; ok {
		return id, nil
	}
	id, err := b.file.NewStyle(b.style(k))
	if err != nil {
		return 0, fmt.Errorf("making a style: %w", err)
	}
	b.known[k] = id
	return id, nil
}

func (b *styleBook) style(k styleKey) *excelize.Style {
	font := &excelize.Font{Family: "Calibri", Size: 11, Color: inkHex, Bold: k.bold}
	s := &excelize.Style{Font: font, Alignment: &excelize.Alignment{Vertical: "center", WrapText: k.wrap}}
	switch {
	case k.centre:
		s.Alignment.Horizontal = "center"
	case k.right:
		s.Alignment.Horizontal = "right"
	case k.left:
		s.Alignment.Horizontal = "left"
	}
	if k.wrap && k.row != headerStyle {
		s.Alignment.Vertical = "top"
	}
	if f := b.format(k); f != "" {
		s.CustomNumFmt = &f
	}
	if k.mute {
		font.Color = muteHex
	}
	b.rowStyle(k, s)
	if k.open {
		s.Protection = &excelize.Protection{Locked: false}
		s.Fill = solid(page.Tint(b.brand, 0.06))
	}
	if k.link {
		font.Color, font.Underline = hex(b.readable()), "single"
	}
	return s
}

// rowStyle adds what the kind of row asks for.
func (b *styleBook) rowStyle(k styleKey, s *excelize.Style) {
	font := s.Font
	switch k.row {
	case titleStyle:
		font.Size, font.Bold, font.Color = 18, true, hex(b.readable())
	case subtitleStyle:
		font.Color = muteHex
	case noteStyle:
		font.Size, font.Italic, font.Color = 9, true, muteHex
	case emptyStyle:
		font.Italic, font.Color = true, muteHex
	case tableTitleStyle:
		font.Size, font.Bold = 12, true
	case headerStyle:
		font.Bold = true
		font.Color = hex(page.OnColor(b.brand))
		s.Fill = solid(b.brand)
	case totalStyle:
		font.Bold = true
		s.Border = []excelize.Border{{Type: "top", Style: 1, Color: inkHex}}
		s.Fill = solid(page.Tint(b.brand, 0.09))
	case bodyStyle:
		s.Border = []excelize.Border{{Type: "bottom", Style: 1, Color: lineHex}}
	}
}

// readable is the brand's colour as text on white.
func (b *styleBook) readable() page.Color { return page.Readable(b.brand, page.White, 4.5) }

// format is the number format, in the en-US syntax of files.
func (b *styleBook) format(k styleKey) string {
	switch k.kind {
	case whole:
		return signed("#,##0")
	case hours:
		return signed(`#,##0.00" h"`)
	case percent:
		return "0%"
	case amount:
		return signed(moneyFormat(k.currency, b.lang))
	case day:
		if b.lang == "en" { // day and month first are read both ways
			return "d mmm yyyy"
		}
		return "dd/mm/yyyy"
	case clock:
		return "hh:mm"
	}
	return ""
}

// signed shows what is below zero with its sign, in red.
func signed(format string) string { return format + ";[Red]-" + format }

// moneyFormat puts the currency where the language does, with the decimals the
// currency is shown with.
func moneyFormat(c money.Currency, lang string) string {
	sign, ok := map[money.Currency]string{
		money.EUR: "€", money.USD: "$", money.GBP: "£", money.CDF: "FC", money.XOF: "FCFA", money.XAF: "FCFA",
	}[c]
	if !ok {
		sign = string(c)
	}
	if c == money.USD && lang != "en" {
		sign = "$US"
	}
	figure := "#,##0"
	if n := c.ShownDigits(); n > 0 {
		figure += "." + strings.Repeat("0", n)
	}
	switch {
	case sign == "":
		return figure
	case lang != "en":
		return figure + ` "` + sign + `"`
	case len([]rune(sign)) > 1:
		return `"` + sign + ` "` + figure
	}
	return `"` + sign + `"` + figure
}

// alert is the conditional style of what is below zero.
func (b *styleBook) alert() (*int, error) {
	if b.bad == nil {
		id, err := b.file.NewConditionalStyle(&excelize.Style{Font: &excelize.Font{Color: badHex, Bold: true}})
		if err != nil {
			return nil, fmt.Errorf("making a style: %w", err)
		}
		b.bad = &id
	}
	return b.bad, nil
}

func solid(c page.Color) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{hex(c)}}
}

func hex(c page.Color) string { return fmt.Sprintf("%02X%02X%02X", c.R, c.G, c.B) }

// marginText is a text for header or footer: not read as a code, and cut to so
// many characters, of the 255 that Excel takes for a whole one.
func marginText(s string, most int) string {
	r := []rune(strings.Join(strings.Fields(cleanText(s)), " "))
	if len(r) > most {
		r = append(r[:most-1:most-1], '…')
	}
	return strings.ReplaceAll(string(r), "&", "&&")
}
