package sheet

import (
	"strings"

	"regie/clients/fault"
)

// delimited is a decoded text and its delimiter. Its cells are slices of the
// text, so that reading allocates only for cells with doubled quotes.
type delimited struct {
	text  string
	comma byte
	first int // number of the first line of text in the file
	lines int // rows that are not blank
}

// newDelimited honours a first line "sep=;" and else lets the lines vote.
func newDelimited(text string) *delimited {
	d := &delimited{text: text, first: 1}
	line, rest, _ := strings.Cut(text, "\n")
	line = strings.Trim(strings.TrimSpace(line), `"`)
	if sep, ok := strings.CutPrefix(strings.ToLower(line), "sep="); ok && len(sep) == 1 {
		d.text, d.comma, d.first = rest, sep[0], 2
		return d
	}
	if strings.EqualFold(line, "sep=") { // "sep=<tab>", trimmed
		d.text, d.comma, d.first = rest, '\t', 2
		return d
	}
	d.comma = vote(text)
	return d
}

// voters is how many rows choose the delimiter.
const voters = 60

// vote picks the delimiter under which the most rows agree on the most columns.
func vote(text string) byte {
	best, bestScore := byte(','), 0.0
	for _, comma := range []byte{',', ';', '\t', '|'} {
		widths := map[int]int{}
		n := 0
		for s := (scanner{text: text, comma: comma}); n < voters && s.next(); {
			if !blankCells(s.cells) {
				widths[len(s.cells)]++
				n++
			}
		}
		score := 0.0
		for width, rows := range widths {
			share := float64(rows) / float64(n)
			score = max(score, share*share*float64(width-1))
		}
		if score > bestScore {
			best, bestScore = comma, score
		}
	}
	return best
}

// check reads the text once: it counts the rows and finds what is cut off or too
// much before anything is imported.
func (d *delimited) check(name string, l Limits) error {
	s := d.scanner()
	for s.next() {
		if len(s.cells) > l.Columns {
			return fault.New("file_too_many_columns", "name", name, "max", l.Columns)
		}
		if s.open > 0 {
			return fault.New("file_truncated", "name", name, "line", s.open)
		}
		if blankCells(s.cells) {
			continue
		}
		if d.lines++; d.lines > l.Rows {
			return fault.New("file_too_many_rows", "name", name, "max", l.Rows)
		}
	}
	return nil
}

func (d *delimited) scanner() scanner {
	return scanner{text: d.text, comma: d.comma, line: d.first - 1}
}

// each implements source.
func (d *delimited) each(yield func(line int, cells []string) bool) {
	s := d.scanner()
	for s.next() {
		if !yield(s.start, s.cells) {
			return
		}
	}
}

// cut implements source: the text does not end with a line end.
func (d *delimited) cut() bool { return !strings.HasSuffix(d.text, "\n") }

// strict implements source: a delimited row that is wider than its header has
// slipped (an unquoted delimiter in a note).
func (d *delimited) strict() bool { return true }

// decimal implements source: who separates by ";" does so because the comma is
// taken by the decimals.
func (d *delimited) decimal() byte {
	if d.comma == ';' {
		return ','
	}
	return '.'
}

// scanner walks through a delimited text, row by row.
type scanner struct {
	text  string
	comma byte
	pos   int
	line  int // line ends passed
	start int // line on which the row began
	open  int // line of a quote that is never closed, else 0
	cells []string
}

// next reads one row into cells, which it uses again.
func (s *scanner) next() bool {
	if s.pos >= len(s.text) {
		return false
	}
	s.cells = s.cells[:0]
	s.start = s.line + 1
	for {
		s.cells = append(s.cells, s.cell())
		if s.pos >= len(s.text) {
			return true
		}
		c := s.text[s.pos]
		s.pos++
		if c == '\n' {
			s.line++
			return true
		}
	}
}

// cell reads to the next delimiter or line end and stays on it.
func (s *scanner) cell() string {
	from := s.pos
	for from < len(s.text) && s.text[from] == ' ' {
		from++
	}
	if from < len(s.text) && s.text[from] == '"' {
		return s.quoted(from + 1)
	}
	from = s.pos
	for s.pos < len(s.text) {
		if c := s.text[s.pos]; c == s.comma || c == '\n' {
			break
		}
		s.pos++
	}
	cell := s.text[from:s.pos]
	if n := len(cell); n > 0 && cell[n-1] == '\r' {
		cell = cell[:n-1]
	}
	return unguard(cell)
}

// quoted reads a cell whose opening quote stands before from. A quote closes only
// before a delimiter, a line end or the end: others are taken for themselves,
// since some programs forget to double them.
func (s *scanner) quoted(from int) string {
	doubled := false
	for i := from; ; {
		j := strings.IndexByte(s.text[i:], '"')
		if j < 0 {
			s.open = s.line + 1
			s.line += strings.Count(s.text[from:], "\n")
			s.pos = len(s.text)
			return s.text[from:]
		}
		i += j
		if i+1 < len(s.text) && s.text[i+1] == '"' {
			doubled = true
			i += 2
			continue
		}
		end, closes := s.closes(i + 1)
		if !closes {
			i++
			continue
		}
		cell := s.text[from:i]
		s.pos = end
		s.line += strings.Count(cell, "\n")
		if doubled {
			cell = strings.ReplaceAll(cell, `""`, `"`)
		}
		return unguard(cell)
	}
}

// closes tells whether only spaces stand between pos and the end of the cell, and
// where that end is.
func (s *scanner) closes(pos int) (end int, ok bool) {
	for pos < len(s.text) && s.text[pos] == ' ' && s.comma != ' ' {
		pos++
	}
	if pos >= len(s.text) {
		return pos, true
	}
	switch c := s.text[pos]; {
	case c == s.comma, c == '\n':
		return pos, true
	case c == '\r':
		if pos+1 == len(s.text) || s.text[pos+1] == '\n' {
			return pos + 1, true
		}
	}
	return 0, false
}

// unguard takes off the apostrophe that keeps a text cell from being a formula
// (see guard).
func unguard(cell string) string {
	if len(cell) < 2 || cell[0] != '\'' {
		return cell
	}
	if rest := strings.TrimLeft(cell, "'"); rest != "" && isSign(rest[0]) {
		return cell[1:]
	}
	return cell
}

func isSign(c byte) bool {
	switch c {
	case '=', '+', '-', '@', '\t', '\r', '\n':
		return true
	}
	return false
}

func blankCells(cells []string) bool {
	for _, c := range cells {
		if c != "" && strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}
