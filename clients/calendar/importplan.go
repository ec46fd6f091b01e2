package calendar

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/sheet"
)

// ImportOptions say how an editorial calendar kept in a spreadsheet is read.
type ImportOptions struct {
	Client clients.ID
	// Mapping is the one a person chose, or nil: the one remembered for such a
	// header, else the one recognised.
	Mapping *sheet.Mapping
	// Columns and Constants change single fields of it.
	Columns, Constants map[sheet.Field]string
	DateOrder          sheet.DateOrder // once a person said which
	Network            string          // for rows that name none
	Sheet              string          // one sheet of a workbook only
}

// ImportPlan is what an import would do, before anything is written.
type ImportPlan struct {
	Client clients.ID
	Files  []*ImportFile
}

// ImportFile is what one table of a file holds.
type ImportFile struct {
	Name       string // of the file
	Sheet      string // of the table in it
	Kind       sheet.Kind
	SHA256     string
	Header     []string
	Mapping    sheet.Mapping
	Rows       int
	Items      []Item // what would be written, in the file's order
	Duplicates int    // rows whose like stands in the calendar already
	Rejected   []sheet.Reject
	From, To   civil.Date // of the accepted

	fingerprint string
}

// Accepted counts what would be written.
func (p *ImportPlan) Accepted() int {
	n := 0
	for _, f := range p.Files {
		n += len(f.Items)
	}
	return n
}

// PlanImport reads files and says what they would bring: nothing is written.
// Faults are those of mapping a file (import_…), client_archived and
// network_unknown; what is wrong with a row is in its table's rejects.
func (s *Service) PlanImport(ctx context.Context, files []*sheet.File, o ImportOptions) (*ImportPlan, error) {
	w, err := s.world(ctx, o.Client)
	if err != nil {
		return nil, err
	}
	if err := w.open(); err != nil {
		return nil, err
	}
	if o.Network != "" {
		network, ok := s.Limits().Network(o.Network)
		if !ok {
			return nil, fault.New("network_unknown", "value", short(o.Network, 60)).At("network")
		}
		o.Network = network
	}
	r := &planReader{s: s, w: w, o: o, plan: &ImportPlan{Client: w.client.ID}}
	for _, f := range files {
		if err := r.file(ctx, f); err != nil {
			return nil, err
		}
	}
	return r.plan, r.dropKnown(ctx)
}

// planReader reads the tables of one import.
type planReader struct {
	s    *Service
	w    world
	o    ImportOptions
	plan *ImportPlan
}

func (r *planReader) file(ctx context.Context, f *sheet.File) error {
	var missing error
	found, named := false, r.o.Sheet == ""
	for _, t := range f.Tables() {
		if r.o.Sheet != "" && clients.Fold(t.Name) != clients.Fold(r.o.Sheet) {
			continue
		}
		named = true
		in, table, b, err := r.bind(ctx, f, t)
		if err != nil {
			missing = cmpFirst(missing, err)
			continue
		}
		found = true
		if err := r.read(ctx, in, table, b); err != nil {
			return err
		}
		r.plan.Files = append(r.plan.Files, in)
	}
	switch {
	case !named:
		return fault.New("import_sheet_unknown", "value", r.o.Sheet).At("sheet")
	case found:
		return nil
	case missing == nil:
		return fault.New("file_empty", "name", f.Name)
	}
	return missing
}

// cmpFirst keeps the first error: the first sheet is the one people mean.
func cmpFirst(first, next error) error {
	if first != nil {
		return first
	}
	return next
}

// bind finds the mapping of a table: chosen, remembered, or recognised.
func (r *planReader) bind(ctx context.Context, f *sheet.File, t *sheet.Table) (*ImportFile, *sheet.Table, *sheet.Binding, error) {
	m := sheet.Match(t, sheet.CalendarLayouts())
	table, mapping := m.Table, m.Mapping
	in := &ImportFile{Name: f.Name, Sheet: t.Name, Kind: f.Kind, SHA256: f.SHA256, fingerprint: sheet.Fingerprint(table.Header)}
	kept, err := r.s.keep.Mapping(ctx, r.w.client.ID, in.fingerprint)
	if err != nil {
		return nil, nil, nil, err
	}
	own := len(r.o.Columns)+len(r.o.Constants) > 0
	switch {
	case r.o.Mapping != nil:
		mapping = *r.o.Mapping
	case kept != nil:
		mapping = sheet.Mapping{}
		if err := json.Unmarshal(kept, &mapping); err != nil {
			return nil, nil, nil, fmt.Errorf("reading a remembered mapping: %w", err)
		}
	case !m.OK() && !own:
		return nil, nil, nil, fault.New("import_layout_unknown", "name", f.Name).At("file")
	}
	mapping = r.amend(mapping)
	b, err := table.Bind(mapping)
	if err != nil {
		return nil, nil, nil, err
	}
	if b.Has(sheet.FieldDate) && b.DateOrder(sheet.FieldDate) == sheet.OrderAmbiguous {
		return nil, nil, nil, fault.New("import_date_order", "column", b.Header(sheet.FieldDate), "value", firstOf(table, b)).At("dates")
	}
	in.Header, in.Mapping = table.Header, mapping
	return in, table, b, nil
}

// amend puts what was said for this import over a mapping.
func (r *planReader) amend(m sheet.Mapping) sheet.Mapping {
	columns, constants := map[sheet.Field]string{}, map[sheet.Field]string{}
	for f, name := range m.Columns {
		columns[f] = name
	}
	for f, value := range m.Constants {
		constants[f] = value
	}
	for f, name := range r.o.Columns {
		columns[f] = name
	}
	for f, value := range r.o.Constants { // goes before a column that the file has
		delete(columns, f)
		constants[f] = value
	}
	m.Columns, m.Constants = columns, constants
	if r.o.DateOrder != "" {
		m.DateOrder = r.o.DateOrder
	}
	if m.Source == "" {
		m.Source = "calendar"
	}
	return m
}

func firstOf(t *sheet.Table, b *sheet.Binding) string {
	for row := range t.Rows() {
		if s := b.Text(row, sheet.FieldDate); s != "" {
			return s
		}
	}
	return ""
}

func (r *planReader) read(ctx context.Context, in *ImportFile, t *sheet.Table, b *sheet.Binding) error {
	for row := range t.Rows() {
		if row.Total {
			continue
		}
		in.Rows++
		if row.Fault != nil {
			in.Rejected = append(in.Rejected, row.Reject(row.Fault))
			continue
		}
		it, reason := r.item(row, b)
		if reason == nil {
			err := r.s.prepare(ctx, r.w, &it)
			f, ok := fault.As(err)
			if err != nil && !ok {
				return err
			}
			reason = f
		}
		if reason != nil {
			in.Rejected = append(in.Rejected, row.Reject(reason))
			continue
		}
		in.Items = append(in.Items, it)
	}
	return nil
}

// dropKnown leaves out what the calendar has already: n equal rows leave n
// items, however often the file comes.
func (r *planReader) dropKnown(ctx context.Context) error {
	var days civil.Range
	undated := false
	for _, f := range r.plan.Files {
		for _, it := range f.Items {
			undated = undated || it.On.IsZero()
			days = widen(days, it.On)
		}
	}
	known := map[string]int{}
	filters := []Filter{}
	if !days.From.IsZero() {
		filters = append(filters, Filter{Client: r.w.client.ID, Days: days})
	}
	if undated {
		filters = append(filters, Filter{Client: r.w.client.ID, Undated: true})
	}
	for _, f := range filters {
		items, err := r.s.keep.Items(ctx, f)
		if err != nil {
			return err
		}
		for _, it := range items {
			known[it.importKey()]++
		}
	}
	for _, f := range r.plan.Files {
		all := f.Items
		f.Items = slices.DeleteFunc(f.Items, func(it Item) bool {
			known[it.importKey()]--
			return known[it.importKey()] >= 0
		})
		f.Duplicates = len(all) - len(f.Items)
		var span civil.Range
		for _, it := range f.Items {
			span = widen(span, it.On)
		}
		f.From, f.To = span.From, span.To
	}
	return nil
}

func widen(r civil.Range, d civil.Date) civil.Range {
	switch {
	case d.IsZero():
	case r.From.IsZero():
		r = civil.Range{From: d, To: d}
	case d.Before(r.From):
		r.From = d
	case d.After(r.To):
		r.To = d
	}
	return r
}

// importKey is the same for two items that a reader takes for one.
func (it Item) importKey() string {
	parts := []string{it.On.String(), it.At.String(), string(it.Kind), it.Title}
	for _, r := range it.Resolved() {
		parts = append(parts, r.Network, r.Text)
	}
	return strings.Join(parts, "\x00")
}

// Import writes what a plan says, as one act that is undone whole, and
// remembers the mappings. Each table of a file is one import of its own in the
// records. Fault import_empty when there is nothing to write.
func (s *Service) Import(ctx context.Context, p *ImportPlan) ([]Import, error) {
	if p.Accepted() == 0 {
		return nil, fault.New("import_empty").At("file")
	}
	var done []Import
	ctx = clients.Doing(ctx, clients.Act{Kind: "calendar.import", Client: p.Client, Subject: p.Files[0].Name})
	err := s.keep.Tx(ctx, func(ctx context.Context) error {
		done = done[:0]
		for _, f := range p.Files {
			imp := Import{
				ID: s.newID(), Client: p.Client, Source: f.Mapping.Source, FileName: f.Name, SHA256: f.SHA256, Rows: f.Rows,
				Accepted: len(f.Items), Duplicates: f.Duplicates, Rejected: len(f.Rejected), From: f.From, To: f.To,
				At: s.now().UTC(), Who: clients.Acting(ctx).Name,
			}
			for i := range f.Items {
				f.Items[i].Import = imp.ID
			}
			if err := s.keep.AddItems(ctx, imp, f.Items); err != nil {
				return err
			}
			mapping, err := json.Marshal(f.Mapping)
			if err != nil {
				return fmt.Errorf("keeping a mapping: %w", err)
			}
			if err := s.keep.SaveMapping(ctx, p.Client, f.fingerprint, mapping); err != nil {
				return err
			}
			done = append(done, imp)
		}
		return nil
	})
	return done, err
}

// Imported lists the files brought into a client's calendar, newest first.
func (s *Service) Imported(ctx context.Context, client clients.ID) ([]Import, error) {
	return s.keep.Imported(ctx, client)
}
