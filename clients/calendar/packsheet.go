package calendar

import (
	"slices"
	"strings"
	"unicode/utf8"

	"regie/assets/limits"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/sheet"
)

// The columns of a pack's workbook, in order. The last three are references
// that a reader leaves alone.
const (
	PackPosition = iota
	PackOn
	PackAt
	PackNetworks
	PackTitle
	PackText
	PackDecision
	PackComment
	PackWho
	PackRef
	PackItemRef
	PackHash
	packColumns
)

// packFields are the columns' fields; their headers are catalogue
// "pack.col_<field>".
var packFields = [packColumns]sheet.Field{
	"position", "on", "at", "networks", "title", "text", "decision", "comment", "who", "pack", "item", "hash",
}

// packCellRunes is what of a text stands in one cell: a workbook holds 32 767
// UTF-16 units in one.
const packCellRunes = 15_000

// PackHeader is the header of a pack's workbook in a language. The document
// puts it in one row of a sheet, the rows of PackRows under it.
func PackHeader(p *text.Printer) []string {
	header := make([]string, packColumns)
	for i, f := range packFields {
		header[i] = p.T("pack.col_" + string(f))
	}
	return header
}

// PackWords are the words that may stand in the column PackDecision, for the
// drop-down, in the order of Verdicts.
func PackWords(p *text.Printer) []string {
	words := make([]string, 0, 3)
	for _, v := range Verdicts() {
		words = append(words, p.T("calendar.decision."+string(v)))
	}
	return words
}

// PackRows are the cells of a pack's workbook: day and time in ISO form (the
// document may type them), decision, comment and who empty. The import compares
// day, time and text with the pack: cells that differ refuse their row.
func PackRows(p Pack, book *limits.Book) [][]string {
	rows := make([][]string, 0, len(p.Entries))
	for _, e := range p.Entries {
		row := make([]string, packColumns)
		row[PackPosition] = text.For(text.Lang(p.Lang)).Int(int64(e.Position))
		row[PackOn], row[PackAt] = e.Shown.On.String(), e.Shown.At.String()
		row[PackNetworks] = e.Shown.networkNames(book, p.Lang)
		row[PackTitle] = e.Title
		row[PackText] = e.Shown.words(book, p.Lang)
		row[PackRef], row[PackItemRef], row[PackHash] = string(p.ID), string(e.Item), e.Hash
		rows = append(rows, row)
	}
	return rows
}

func (s Shown) networkNames(book *limits.Book, lang string) string {
	var names []string
	for _, r := range s.Networks {
		names = append(names, book.Name(r.Network, lang))
	}
	return strings.Join(names, ", ")
}

// words are the texts of all networks for one cell; those that say the same
// stand once.
func (s Shown) words(book *limits.Book, lang string) string {
	var parts []string
	var said []string
	for _, r := range s.Networks {
		words := strings.TrimSpace(strings.ReplaceAll(r.Text, "\r", ""))
		if words == "" || slices.Contains(said, words) {
			continue
		}
		said = append(said, words)
		if len(said) > 1 {
			words = "[" + book.Name(r.Network, lang) + "] " + words
		}
		parts = append(parts, words)
	}
	return cut(strings.Join(parts, "\n\n"), packCellRunes)
}

// cut keeps the first runes of a long text.
func cut(s string, runes int) string {
	if utf8.RuneCountInString(s) <= runes {
		return s
	}
	return string([]rune(s)[:runes-1]) + "…"
}

// packLayouts recognise a pack's workbook in both languages.
func packLayouts() []sheet.Layout {
	var all []sheet.Layout
	for _, lang := range text.Langs() {
		l := sheet.Layout{Source: "pack", Lang: string(lang), Required: [][]sheet.Field{{"decision"}, {"pack"}, {"item"}, {"hash"}}}
		for i, name := range PackHeader(text.For(lang)) {
			l.Columns = append(l.Columns, sheet.Column{Field: packFields[i], Names: []string{name}})
		}
		all = append(all, l)
	}
	return all
}

// verdictOf reads a decision in either language, by its key or by its word.
func verdictOf(word string) (Verdict, bool) {
	folded := clients.Fold(strings.Join(strings.Fields(word), " "))
	for _, v := range Verdicts() {
		if folded == string(v) {
			return v, true
		}
		for _, lang := range text.Langs() {
			if folded == clients.Fold(text.For(lang).T("calendar.decision."+string(v))) {
				return v, true
			}
		}
	}
	return "", false
}

// sameDay tells whether a cell still holds the day of the pack; an all-day
// item's empty time and an undated item's empty day are told the same way.
func sameDay(b *sheet.Binding, row sheet.Row, on civil.Date) bool {
	if !b.Has("on") {
		return true
	}
	d, known, reason := b.Date(row, "on")
	if reason == nil && (known && d == on || !known && on.IsZero()) {
		return true
	}
	// Saved as text in another country, it has its months first.
	stamp, ok := sheet.ParseStamp(b.Text(row, "on"), sheet.OrderMDY)
	return ok && stamp.Date == on
}

func sameClock(b *sheet.Binding, row sheet.Row, at civil.Clock) bool {
	if !b.Has("at") {
		return true
	}
	seconds, known, reason := b.Clock(row, "at")
	return reason == nil && (known && civil.Clock(seconds/60) == at || !known && at == civil.NoClock)
}

// sameWords tells whether a cell still holds the texts of the pack.
func sameWords(b *sheet.Binding, row sheet.Row, words string) bool {
	return !b.Has("text") || spaceless(b.Text(row, "text")) == spaceless(words)
}

// spaceless is a text without its white space, which office programs change on
// the way (a table that went through ODS has lost its tabs).
func spaceless(s string) string { return strings.Join(strings.Fields(s), "") }
