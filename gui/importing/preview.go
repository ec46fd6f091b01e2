package importing

import (
	"context"
	"strconv"
	"strings"

	"regie/assets/text"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/sheet"
)

// previewRows are the first rows that are shown as they are understood.
const previewRows = 8

// cell is one cell as it is understood, or as it stands when it is not.
type cell struct {
	text string
	bad  bool
}

// line is one row of the preview.
type line struct {
	number int
	cells  []cell
}

// reading is what the chosen columns give when the whole table is looked at.
type reading struct {
	fields []Field // the columns of the preview
	lines  []line
	// The questions that only a person can answer: the order of dates, with an
	// example of one, and the decimal sign of a field.
	askOrder  bool
	example   string
	askSign   bool
	signField sheet.Field
	refusal   error // why the columns chosen cannot be read
}

// read binds the draft's choices to its table and reads the first rows. It
// looks at every row, so it belongs in the background.
func (d draft) read(ctx context.Context, p *text.Printer, fields []Field) (reading, error) {
	var r reading
	b, err := d.table.Bind(d.choices.Mapping)
	if err != nil {
		if _, ok := fault.As(err); !ok {
			return r, err
		}
		r.refusal = err
		return r, nil
	}
	if err := ctx.Err(); err != nil {
		return r, err
	}
	for _, f := range fields {
		if d.choices.Mapping.Columns[f.Field] != "" {
			r.fields = append(r.fields, f)
		}
	}
	r.ask(b, d)
	for row := range d.table.Rows() {
		if len(r.lines) == previewRows {
			break
		}
		if row.Total {
			continue
		}
		l := line{number: row.Line}
		for _, f := range r.fields {
			l.cells = append(l.cells, understand(p, b, row, f))
		}
		r.lines = append(r.lines, l)
	}
	return r, nil
}

// ask finds the two questions that only a person can answer. One that was
// answered stays on screen, so that the answer can be changed.
func (r *reading) ask(b *sheet.Binding, d draft) {
	for _, f := range r.fields {
		switch f.Reads {
		case ReadDate, ReadMoment:
			if d.choices.Mapping.DateOrder != "" || b.DateOrder(f.Field) == sheet.OrderAmbiguous {
				r.askOrder = true
				if r.example == "" {
					r.example = d.example(d.table.Column(b.Header(f.Field)))
				}
			}
		case ReadDuration, ReadNumber:
			_, sure, open := b.Decimal(f.Field)
			if (open && !sure) || d.choices.Mapping.Decimal != "" {
				r.askSign, r.signField = true, f.Field
			}
		}
	}
}

// settled tells whether nothing more has to be asked before a dry run.
func (r reading) settled(d draft) bool {
	return r.refusal == nil && (!r.askOrder || d.choices.Mapping.DateOrder != "")
}

// understand reads one cell by its field.
func understand(p *text.Printer, b *sheet.Binding, row sheet.Row, f Field) cell {
	if row.Fault != nil {
		return cell{p.Error(row.Fault), true}
	}
	var s string
	var known bool
	var reason *fault.Error
	switch f.Reads {
	case ReadDate:
		var day civil.Date
		if day, known, reason = b.Date(row, f.Field); known {
			s = p.Date(day)
		}
	case ReadMoment:
		var st sheet.Stamp
		if st, known, reason = b.Stamp(row, f.Field); known {
			s = p.Date(st.Date)
			if st.Seconds >= 0 {
				s += " " + civil.Clock(st.Seconds/60).String()
			}
		}
	case ReadClock:
		var seconds int
		if seconds, known, reason = b.Clock(row, f.Field); known {
			s = civil.Clock(seconds / 60).String()
		}
	case ReadDuration:
		var seconds int64
		if seconds, known, reason = b.Duration(row, f.Field); known {
			s = length(p, seconds)
		}
	case ReadNumber:
		var n sheet.Number
		if n, known, reason = b.Number(row, f.Field); known {
			s = p.Decimal(n.Units, n.Scale)
		}
	default:
		return cell{text: cut(b.Text(row, f.Field), longestText)}
	}
	if reason != nil {
		return cell{cut(b.Text(row, f.Field), longestText), true}
	}
	return cell{text: s}
}

const longestText = 120

// length writes seconds as hours and minutes, to the second where there are
// any, so that nothing seems lost.
func length(p *text.Printer, seconds int64) string {
	if seconds%60 != 0 {
		return p.Stopwatch(seconds)
	}
	return p.Hours(seconds / 60)
}

// rowText is a rejected row on one line.
func rowText(cells []string) string {
	filled := make([]string, 0, len(cells))
	for _, c := range cells {
		if c = strings.Join(strings.Fields(c), " "); c != "" {
			filled = append(filled, c)
		}
	}
	return cut(strings.Join(filled, " · "), 240)
}

func indexKey(i int) string { return strconv.Itoa(i) }

// Widths of the preview's columns in pixels, gaps included.
const (
	lineWidth   = 76
	wordsWidth  = 104
	figureWidth = 96
	clockWidth  = 84
	momentWidth = 152
)

// width is the least room that a field's column needs in the preview.
func (f Field) width() float32 {
	switch f.Reads {
	case ReadText:
		return wordsWidth
	case ReadClock:
		return clockWidth
	case ReadMoment:
		return momentWidth
	default:
		return figureWidth
	}
}

// fitting are the columns of the preview that a room of some pixels can show,
// the most important first, and how many it cannot.
func fitting(fields []Field, room float32) (shown, hidden int) {
	room -= lineWidth
	for _, f := range fields {
		if room -= f.width(); room < 0 {
			break
		}
		shown++
	}
	return shown, len(fields) - shown
}
