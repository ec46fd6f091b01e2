package sheet

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Field names what a column means: "date", "duration", "views".
type Field string

// Column is one column of a known export, under all the names it goes by, the
// surest first. Field "" is a column that is known but not read.
type Column struct {
	Field Field
	Names []string
}

// Layout is a known export, or a family of hand-made sheets.
type Layout struct {
	Source   string    // "toggl"
	Lang     string    // "fr", "en", "" when its names are of both or of none
	Columns  []Column  // in order of importance: earlier ones choose their header first
	Required [][]Field // of each group one must be there
	Generic  bool      // for hand-made sheets: gives way to a true export that fits as well
}

// Mapping says which column holds which field. It is made by Match or by a person,
// and kept as JSON to be used again for the same header (see Fingerprint).
type Mapping struct {
	Source    string           `json:"source"`
	Lang      string           `json:"lang,omitempty"`
	Columns   map[Field]string `json:"columns"`              // field → header
	Constants map[Field]string `json:"constants,omitempty"`  // field → the same text for every row
	DateOrder DateOrder        `json:"date_order,omitempty"` // OrderDMY or OrderMDY once a person said so
	Decimal   string           `json:"decimal,omitempty"`    // "," or "." once a person said so
}

// Matched is what Match found.
type Matched struct {
	Layout  *Layout   // nil when nothing fits
	Table   *Table    // the same table, its header placed where the layout fits
	Mapping Mapping   // filled as far as the headers are known
	Missing [][]Field // groups of required fields of which none is there
	Score   float64   // 0 to 1: share of the header that is known, exact names first
}

// OK tells whether everything required was found.
func (m Matched) OK() bool { return m.Layout != nil && len(m.Missing) == 0 }

// Match looks for the header in the first 15 rows that are not blank and for the
// layout that knows most of it. Names are compared as they stand, then without
// case, accents and punctuation, then without units in parentheses, then by their
// beginning.
func Match(t *Table, layouts []Layout) Matched {
	best := Matched{Table: t}
	rows := t.top(headerRows)
	if !slices.ContainsFunc(rows, func(r Row) bool { return r.Line == t.HeaderLine }) && t.HeaderLine > 0 {
		rows = append(rows, Row{Line: t.HeaderLine, Cells: t.Header})
	}
	compiled := make([]compiledLayout, len(layouts))
	for i := range layouts {
		compiled[i] = compile(&layouts[i])
	}
	var won compiledLayout
	var above Row
	for _, r := range rows {
		if above.Line != r.Line-1 {
			above.Cells = nil
		}
		names := underMerged(r.Cells, above.Cells)
		above = r
		if filled(r.Cells) < 2 {
			continue
		}
		if r.Line == t.HeaderLine {
			names = t.Header
		}
		heads := readHeads(names)
		for _, c := range compiled {
			if m := c.fit(heads); better(m, best) {
				m.Table = &Table{HeaderLine: r.Line}
				best, won = m, c
			}
		}
	}
	if best.Layout == nil {
		return best
	}
	if line := best.Table.HeaderLine; line == t.HeaderLine {
		best.Table = t
	} else {
		best.Table = t.WithHeader(line)
		// Names may have changed: doubles are numbered, merged cells filled in.
		m := won.fit(readHeads(best.Table.Header))
		best.Mapping, best.Missing = m.Mapping, m.Missing
	}
	return best
}

// better prefers what is complete, then the higher score, then the earlier layout.
func better(a, b Matched) bool {
	if a.Layout == nil || a.Score == 0 {
		return false
	}
	if b.Layout == nil || a.OK() != b.OK() {
		return b.Layout == nil || a.OK()
	}
	return a.Score > b.Score
}

// compiledLayout is a layout whose names are made comparable once.
type compiledLayout struct {
	*Layout
	names [][]knownName // of each column
}

type knownName struct {
	raw, normal string
	long        bool // long enough to be sought as a beginning
}

func compile(l *Layout) compiledLayout {
	const shortest = 4
	c := compiledLayout{Layout: l, names: make([][]knownName, len(l.Columns))}
	for i, column := range l.Columns {
		for _, n := range column.Names {
			c.names[i] = append(c.names[i], knownName{n, normal(n), utf8.RuneCountInString(n) >= shortest})
		}
	}
	return c
}

// head is a header in the forms in which it is compared.
type head struct {
	raw, normal, bare string
	index             int
}

func readHeads(cells []string) []head {
	var heads []head
	for i, c := range cells {
		if raw := strings.Join(strings.Fields(c), " "); raw != "" {
			heads = append(heads, head{raw: raw, normal: normal(raw), bare: normal(withoutUnit(raw)), index: i})
		}
	}
	return heads
}

// The sureness of a name, by how it was found.
const (
	sureExact  = 1.0
	sureNormal = 0.95
	sureBare   = 0.9
	surePrefix = 0.6
	// A generic sheet knows so many names that it would win over true exports.
	genericShare = 0.8
	// Breaks ties in favour of the layout more of whose columns are there.
	coverShare = 0.05
)

// fit gives each column of the layout its header and judges the whole.
func (l compiledLayout) fit(heads []head) Matched {
	m := Matched{Layout: l.Layout, Mapping: Mapping{Source: l.Source, Lang: l.Lang, Columns: map[Field]string{}}}
	taken := make([]bool, len(heads))
	done := make([]bool, len(l.Columns))
	sure, found := 0.0, 0
	for _, way := range []struct {
		worth float64
		same  func(name knownName, h head) bool
	}{
		{sureExact, func(name knownName, h head) bool { return h.raw == name.raw }},
		{sureNormal, func(name knownName, h head) bool { return h.normal != "" && h.normal == name.normal }},
		{sureBare, func(name knownName, h head) bool { return h.bare != "" && h.bare == name.normal }},
		{surePrefix, beginsWith},
	} {
		for i, c := range l.Columns {
			if done[i] || (c.Field == "" && way.worth == surePrefix) {
				continue
			}
			j := findHead(l.names[i], heads, taken, way.same)
			if j < 0 {
				continue
			}
			done[i], taken[j] = true, true
			sure += way.worth
			found++
			if c.Field != "" {
				m.Mapping.Columns[c.Field] = heads[j].raw
			}
		}
	}
	if len(heads) == 0 || len(m.Mapping.Columns) == 0 {
		return Matched{}
	}
	m.Score = (sure/float64(len(heads)))*(1-coverShare) + coverShare*float64(found)/float64(len(l.Columns))
	if l.Generic {
		m.Score *= genericShare
	}
	for _, group := range l.Required {
		if !slices.ContainsFunc(group, func(f Field) bool { return m.Mapping.Columns[f] != "" }) {
			m.Missing = append(m.Missing, group)
		}
	}
	if len(m.Missing) > 0 {
		m.Score /= 2
	}
	return m
}

// findHead gives the first free header that has one of a column's names, or −1.
func findHead(names []knownName, heads []head, taken []bool, same func(knownName, head) bool) int {
	for _, name := range names {
		for j, h := range heads {
			if !taken[j] && same(name, h) {
				return j
			}
		}
	}
	return -1
}

// beginsWith compares by the beginning, up to the end of a word. A list of names
// ("Reactions, comments and shares") is another column than its first.
func beginsWith(name knownName, h head) bool {
	return name.long && !strings.ContainsAny(h.raw, ",;") && len(h.bare) > len(name.normal) &&
		h.bare[len(name.normal)] == ' ' && strings.HasPrefix(h.bare, name.normal)
}

// normal makes a header comparable: lower case, no accents, everything that is no
// letter or figure a single space.
func normal(s string) string {
	if isPlain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
			continue
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte(' ')
			gap = false
		}
		switch r = unicode.ToLower(r); r {
		case 'œ':
			b.WriteString("oe")
		case 'æ':
			b.WriteString("ae")
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isPlain tells what normal would leave as it is.
func isPlain(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// withoutUnit takes the last parenthesis off a header: "Amount (EUR)".
func withoutUnit(s string) string {
	if i := strings.LastIndexByte(s, '('); i > 0 && strings.HasSuffix(s, ")") {
		return strings.TrimSpace(s[:i])
	}
	return s
}

// inParentheses gives what stands in the last parenthesis of a header.
func inParentheses(s string) string {
	if i := strings.LastIndexByte(s, '('); i > 0 && strings.HasSuffix(s, ")") {
		return strings.TrimSpace(s[i+1 : len(s)-1])
	}
	return ""
}

// Fingerprint identifies a header whatever the order, case and accents of its
// columns, so that a mapping can be found again for next month's file: hex SHA-256.
func Fingerprint(header []string) string {
	names := make([]string, 0, len(header))
	for _, h := range header {
		if h = cmp.Or(normal(h), strings.TrimSpace(h)); h != "" {
			names = append(names, h)
		}
	}
	slices.Sort(names)
	sum := sha256.Sum256([]byte(strings.Join(names, "\x1f")))
	return hex.EncodeToString(sum[:])
}
