package importing

import (
	"context"
	"maps"
	"slices"
	"strings"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/sheet"
	"regie/gui/screen"
	"regie/gui/widgets"
)

// draft is an import while it is being decided: one file, one of its tables,
// and the choices for it.
type draft struct {
	client     screen.Client // on whose page it was begun, zero for none
	file       *sheet.File
	tables     []sheet.Matched
	at         int
	table      *sheet.Table // of tables[at], under the header that was chosen
	choices    Choices
	remembered bool
	known      map[sheet.Field][]widgets.Option
}

// recognise opens the file's tables and proposes a reading: the one remembered
// for the same header goes before what the header itself says.
func recognise(ctx context.Context, in *Intake, p *text.Printer, f *sheet.File, client screen.Client) (draft, error) {
	d := draft{client: client, file: f}
	for _, t := range f.Tables() {
		d.tables = append(d.tables, sheet.Match(t, in.Layouts))
	}
	best := 0
	for i, m := range d.tables {
		if m.OK() && !d.tables[best].OK() || m.OK() == d.tables[best].OK() && m.Score > d.tables[best].Score {
			best = i
		}
	}
	known, err := in.Known(ctx, p)
	if err != nil {
		return d, err
	}
	d.known = known
	return d.turn(ctx, in, best)
}

// turn goes to another table of the file.
func (d draft) turn(ctx context.Context, in *Intake, at int) (draft, error) {
	d.at = at
	m := d.tables[at]
	d.table = m.Table
	d.choices = Choices{Mapping: m.Mapping}
	return d.recall(ctx, in)
}

func (d draft) recall(ctx context.Context, in *Intake) (draft, error) {
	d.remembered = false
	if in.Remembered != nil {
		c, ok, err := in.Remembered(ctx, d.asked())
		if err != nil {
			return d, err
		}
		if ok && d.holds(c.Mapping) {
			d.choices, d.remembered = c, true
		}
	}
	if d.choices.Mapping.Columns == nil {
		d.choices.Mapping.Columns = map[sheet.Field]string{}
	}
	// A file that names no client is for the one on whose page it was chosen.
	if d.client.ID != "" && !in.One && d.chosen(sheet.FieldClient) == "" {
		d = d.choose(sheet.FieldClient, wholeKey+d.client.Key)
	}
	if d.choices.Mapping.Source == "" && len(in.Layouts) > 0 {
		d.choices.Mapping.Source = in.Layouts[len(in.Layouts)-1].Source
	}
	return d, nil
}

// asked is the draft as the room is asked about it.
func (d draft) asked() Asked {
	return Asked{File: d.file, Table: d.table, Client: clients.ID(d.client.ID), Choices: d.choices}
}

// holds tells whether the table has every column that a mapping names.
func (d draft) holds(m sheet.Mapping) bool {
	for _, h := range m.Columns {
		if h != "" && d.table.Column(h) < 0 {
			return false
		}
	}
	return len(m.Columns) > 0
}

// Keys of a field's options: a column, or one value for the whole file.
const (
	columnKey = "column:"
	wholeKey  = "whole:"
)

// options are what a field may be read from, each column with an example of
// what it holds.
func (d draft) options(p *text.Printer, f Field) []widgets.Option {
	list := []widgets.Option{{Key: "", Label: p.T("importing.not_there")}}
	for i, h := range d.table.Header {
		if h != "" {
			list = append(list, widgets.Option{Key: columnKey + h, Label: h, Detail: d.example(i)})
		}
	}
	if f.Whole {
		for _, o := range d.known[f.Field] {
			list = append(list, widgets.Option{Key: wholeKey + o.Key, Label: p.T("importing.whole", "Name", o.Label), Detail: o.Detail})
		}
	}
	return list
}

// sameMapping tells whether two mappings read a table alike.
func sameMapping(a, b sheet.Mapping) bool {
	return maps.Equal(a.Columns, b.Columns) && maps.Equal(a.Constants, b.Constants) && a.DateOrder == b.DateOrder && a.Decimal == b.Decimal
}

const longestExample = 40

// example is the first filled cell of a column.
func (d draft) example(column int) string {
	for _, r := range d.table.Sample(previewRows) {
		if s := strings.TrimSpace(r.Cell(column)); s != "" {
			return cut(s, longestExample)
		}
	}
	return ""
}

func cut(s string, most int) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

// chosen is the key of a field's option.
func (d draft) chosen(f sheet.Field) string {
	if h := d.choices.Mapping.Columns[f]; h != "" {
		return columnKey + h
	}
	if v := d.choices.Mapping.Constants[f]; v != "" {
		return wholeKey + v
	}
	return ""
}

// choose reads a field from elsewhere. The draft that it was called on stays
// as it was, since a background reading may still use it.
func (d draft) choose(f sheet.Field, key string) draft {
	m := d.choices.Mapping
	m.Columns, m.Constants = maps.Clone(m.Columns), maps.Clone(m.Constants)
	delete(m.Columns, f)
	delete(m.Constants, f)
	if h, ok := strings.CutPrefix(key, columnKey); ok {
		m.Columns[f] = h
	}
	if v, ok := strings.CutPrefix(key, wholeKey); ok {
		if m.Constants == nil {
			m.Constants = map[sheet.Field]string{}
		}
		m.Constants[f] = v
	}
	d.choices.Mapping = m
	return d
}

// missing are the groups of required fields of which none is chosen.
// Where the room serves several clients, the file has to tell whose a row is.
func (d draft) missing(in *Intake) [][]sheet.Field {
	var out [][]sheet.Field
	required := in.Required
	if len(in.Whose) > 0 {
		required = append(slices.Clone(required), in.Whose)
	}
	for _, group := range required {
		if !slices.ContainsFunc(group, func(f sheet.Field) bool { return d.chosen(f) != "" }) {
			out = append(out, group)
		}
	}
	return out
}

// lacks is the sentence for what is missing, "" when nothing is.
func (d draft) lacks(p *text.Printer, in *Intake) string {
	var parts []string
	for _, group := range d.missing(in) {
		names := make([]string, 0, len(group))
		for _, f := range group {
			names = append(names, p.T("import.field."+string(f)))
		}
		parts = append(parts, strings.Join(names, " "+p.T("common.or")+" "))
	}
	if len(parts) == 0 {
		return ""
	}
	return p.T("importing.missing", "Fields", strings.Join(parts, ", "))
}

// sheetOptions are the tables of the file, each with its number of rows.
func (d draft) sheetOptions(p *text.Printer) []widgets.Option {
	list := make([]widgets.Option, 0, len(d.tables))
	for i, m := range d.tables {
		name := m.Table.Name
		if name == "" {
			name = d.file.Name
		}
		list = append(list, widgets.Option{Key: indexKey(i), Label: name, Detail: p.N("common.n_rows", m.Table.Count())})
	}
	return list
}

// source names what the file was taken for.
func (d draft) source(p *text.Printer) string {
	if s := d.choices.Mapping.Source; s != "" && d.tables[d.at].Score > 0 {
		return p.T("import.source." + s)
	}
	return p.T("importing.unrecognised")
}

// alike counts the other tables of the file that have every chosen column:
// they are brought in together with the one on screen.
func (d draft) alike() int {
	n := 0
	for i, m := range d.tables {
		if i != d.at && !slices.ContainsFunc(slices.Collect(maps.Values(d.choices.Mapping.Columns)), func(h string) bool {
			return h != "" && m.Table.Column(h) < 0
		}) {
			n++
		}
	}
	return n
}
