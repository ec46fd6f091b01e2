package hours

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/sheet"
)

// The columns of Régie's own export beyond those that every sheet of hours may
// have, so that a round trip loses nothing.
const (
	FieldLevel  sheet.Field = "level"
	FieldKind   sheet.Field = "kind"
	FieldReason sheet.Field = "reason"
	FieldZone   sheet.Field = "zone"
	FieldHat    sheet.Field = "hat"
	FieldItem   sheet.Field = "item"
)

// SourceRegie is the source of Régie's own export.
const SourceRegie = "regie"

// Layouts are the exports that hours can be imported from, Régie's own first.
func Layouts() []sheet.Layout {
	column := func(f sheet.Field, name string) sheet.Column { return sheet.Column{Field: f, Names: []string{name}} }
	own := sheet.Layout{
		Source:   SourceRegie,
		Required: [][]sheet.Field{{sheet.FieldDate}, {sheet.FieldDuration}, {FieldHat}},
		Columns: []sheet.Column{
			column(sheet.FieldDate, "on"), column(sheet.FieldStart, "start"), column(sheet.FieldEnd, "end"),
			column(sheet.FieldDuration, "seconds"), column(sheet.FieldClient, "client"), column(sheet.FieldPerson, "person"),
			column(FieldHat, "hat"), column(FieldLevel, "level"), column(FieldKind, "kind"), column(FieldReason, "reason"),
			column(sheet.FieldNote, "note"), column(FieldItem, "item"), column(sheet.FieldCampaign, "campaign"), column(FieldZone, "zone"),
			column("", "id"), column("", "rate_minor"), column("", "currency"), column("", "rate_source"), column("", "locked_by"),
		},
	}
	return append([]sheet.Layout{own}, sheet.TimeLayouts()...)
}

// ImportOptions say how files of time are read.
type ImportOptions struct {
	Source string // force one layout, "" = recognise it
	// Client, Person and Hat serve rows that name none. Client, when given,
	// takes every row whatever it names.
	Client clients.ID
	Person clients.ID
	Hat    string
	// Mapping is the one a person chose; nil = the one remembered for this
	// header, else the layout's.
	Mapping   *sheet.Mapping
	DateOrder sheet.DateOrder // once a person said which
	// Clients, People and Hats map names of the file, as typed, to what they
	// are here; they are remembered.
	Clients map[string]clients.ID
	People  map[string]clients.ID
	Hats    map[string]string
	// Create makes the clients and people that are missing.
	Create bool
}

// ImportPlan is what an import would do, before anything is written.
type ImportPlan struct {
	Files []*ImportFile
	// Names that nothing here answers to, as the files write them.
	UnknownClients, UnknownPeople []string
	// NewClients and NewPeople will be made (Create).
	NewClients, NewPeople []string

	options ImportOptions
	sheets  []*sheet.File
	stamp   string
}

// ImportFile is what one file holds.
type ImportFile struct {
	Name       string
	Source     string
	SHA256     string
	Header     []string
	Mapping    sheet.Mapping
	Rows       int
	Entries    []Entry // what would be written, in the file's order
	Duplicates int
	Rejected   []sheet.Reject
	From, To   civil.Date // of the accepted
	// Total and Sum are the durations of the file's totals row and of its own
	// rows, in seconds; they differ where the file contradicts itself. Total is
	// nil without such a row.
	Total *int64
	Sum   int64
	// ImportID is set once it was written.
	ImportID clients.ID

	fingerprint string
}

// Accepted counts the rows that would be written.
func (p *ImportPlan) Accepted() int {
	n := 0
	for _, f := range p.Files {
		n += len(f.Entries)
	}
	return n
}

// namesKey is where the mapping of names is remembered.
const namesKey = "names"

// names are the mapped names, by folded name.
type names struct {
	Clients map[string]clients.ID `json:"clients,omitempty"`
	People  map[string]clients.ID `json:"people,omitempty"`
	Hats    map[string]string     `json:"hats,omitempty"`
}

func (s *Service) rememberedNames(ctx context.Context) (names, error) {
	n := names{Clients: map[string]clients.ID{}, People: map[string]clients.ID{}, Hats: map[string]string{}}
	text, ok, err := s.keep.Mapping(ctx, namesKey)
	if err != nil || !ok {
		return n, err
	}
	if err := json.Unmarshal([]byte(text), &n); err != nil {
		return n, fmt.Errorf("reading the names of earlier imports: %w", err)
	}
	return n, nil
}

// add takes the names a person mapped; it reports whether any is new.
func (n *names) add(o ImportOptions) bool {
	changed := false
	for name, id := range o.Clients {
		key := clients.Fold(name)
		changed = changed || n.Clients[key] != id
		n.Clients[key] = id
	}
	for name, id := range o.People {
		key := clients.Fold(name)
		changed = changed || n.People[key] != id
		n.People[key] = id
	}
	for name, hat := range o.Hats {
		key := clients.Fold(name)
		changed = changed || n.Hats[key] != hat
		n.Hats[key] = hat
	}
	return changed
}

// PlanImport reads files and says what they would bring: nothing is written.
// Faults are those of opening and mapping a file (file_…, import_…); what is
// wrong with a row is in its file's rejects.
func (s *Service) PlanImport(ctx context.Context, files []*sheet.File, o ImportOptions) (*ImportPlan, error) {
	p := &ImportPlan{options: o, sheets: files}
	r, err := s.reader(ctx, o, p)
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		if err := s.planFile(ctx, r, f); err != nil {
			return nil, err
		}
	}
	p.UnknownClients, p.UnknownPeople = r.unknownClients.list, r.unknownPeople.list
	p.NewClients, p.NewPeople = r.newClients.list, r.newPeople.list
	p.stamp, err = s.keep.LastAct(ctx)
	return p, err
}

// planFile reads every table of a file that holds time.
func (s *Service) planFile(ctx context.Context, r *reader, f *sheet.File) error {
	var missing error
	found := false
	for _, t := range f.Tables() {
		in, b, err := s.bind(ctx, r, f, t)
		if err != nil {
			if missing == nil {
				missing = err
			}
			continue
		}
		found = true
		if err := r.read(ctx, in, b); err != nil {
			return err
		}
		r.plan.Files = append(r.plan.Files, in)
	}
	if !found {
		if missing == nil {
			missing = fault.New("file_empty", "name", f.Name)
		}
		return missing
	}
	return nil
}

// bind finds the mapping of a table: chosen, remembered, or recognised.
func (s *Service) bind(ctx context.Context, r *reader, f *sheet.File, t *sheet.Table) (*ImportFile, *sheet.Binding, error) {
	o := r.plan.options
	layouts := Layouts()
	if o.Source != "" {
		layouts = only(layouts, o.Source)
		if len(layouts) == 0 {
			return nil, nil, fault.New("import_source_unknown", "value", o.Source).At("source")
		}
	}
	m := sheet.Match(t, layouts)
	table, mapping := m.Table, m.Mapping
	in := &ImportFile{Name: f.Name, SHA256: f.SHA256}
	in.fingerprint = sheet.Fingerprint(table.Header)
	switch text, ok, err := s.keep.Mapping(ctx, in.fingerprint); {
	case err != nil:
		return nil, nil, err
	case o.Mapping != nil:
		mapping = *o.Mapping
	case ok:
		mapping = sheet.Mapping{}
		if err := json.Unmarshal([]byte(text), &mapping); err != nil {
			return nil, nil, fmt.Errorf("reading a remembered mapping: %w", err)
		}
	case !m.OK():
		return nil, nil, fault.New("import_layout_unknown", "name", f.Name).At("file")
	}
	if o.DateOrder != "" {
		mapping.DateOrder = o.DateOrder
	}
	b, err := table.Bind(mapping)
	if err != nil {
		return nil, nil, err
	}
	for _, field := range []sheet.Field{sheet.FieldDate, sheet.FieldStart} {
		if b.Has(field) && b.DateOrder(field) == sheet.OrderAmbiguous {
			return nil, nil, fault.New("import_date_order", "column", b.Header(field), "value", firstText(table, b, field)).At("dates")
		}
	}
	in.Source, in.Header, in.Mapping = mapping.Source, table.Header, mapping
	r.table = table
	return in, b, nil
}

func only(layouts []sheet.Layout, source string) []sheet.Layout {
	var list []sheet.Layout
	for _, l := range layouts {
		if l.Source == strings.ToLower(source) {
			list = append(list, l)
		}
	}
	return list
}

func firstText(t *sheet.Table, b *sheet.Binding, f sheet.Field) string {
	for r := range t.Rows() {
		if s := b.Text(r, f); s != "" {
			return s
		}
	}
	return ""
}

// CommitImport writes a plan: the clients and people it makes, each file's
// record and its entries, in one act that is undone whole, after a verified
// backup. Where anything changed since it was planned it is planned again.
func (s *Service) CommitImport(ctx context.Context, p *ImportPlan) (*ImportPlan, error) {
	if p.Accepted() == 0 {
		return p, nil
	}
	if s.backup != nil {
		if err := s.backup(ctx); err != nil {
			return nil, fmt.Errorf("keeping a copy before the import: %w", err)
		}
	}
	var subject []string
	for _, f := range p.Files {
		subject = append(subject, f.Name)
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "time.import", Client: p.options.Client, Subject: strings.Join(subject, ", ")})
	err := s.keep.Tx(ctx, func(ctx context.Context) error {
		stamp, err := s.keep.LastAct(ctx)
		if err != nil {
			return err
		}
		if stamp != p.stamp {
			if p, err = s.PlanImport(ctx, p.sheets, p.options); err != nil {
				return err
			}
		}
		return s.writeImport(ctx, p)
	})
	return p, err
}

func (s *Service) writeImport(ctx context.Context, p *ImportPlan) error {
	made, err := s.makeMissing(ctx, p)
	if err != nil {
		return err
	}
	touched := map[ClientMonth]bool{}
	at, who := s.now().UTC(), clients.ActOf(ctx).Name
	for _, f := range p.Files {
		if len(f.Entries) == 0 {
			continue
		}
		f.ImportID = s.newID()
		for i := range f.Entries {
			e := &f.Entries[i]
			e.Import = f.ImportID
			made.settle(e)
			touched[ClientMonth{e.Client, e.Month()}] = true
		}
		err := s.keep.AddImport(ctx, Imported{
			ID: f.ImportID, Source: f.Source, File: f.Name, SHA256: f.SHA256, Client: p.options.Client, At: at, Who: who,
			Rows: f.Rows, Accepted: len(f.Entries), Duplicates: f.Duplicates, Rejected: len(f.Rejected), From: f.From, To: f.To,
		}, f.Entries)
		if err != nil {
			return err
		}
	}
	if err := s.remember(ctx, p); err != nil {
		return err
	}
	d, err := s.desk(ctx)
	if err != nil {
		return err
	}
	return s.changed(ctx, d, inOrder(touched)...)
}

// remember keeps the mappings a person chose.
func (s *Service) remember(ctx context.Context, p *ImportPlan) error {
	if p.options.Mapping != nil || p.options.DateOrder != "" {
		for _, f := range p.Files {
			text, err := json.Marshal(f.Mapping)
			if err != nil {
				return fmt.Errorf("writing a mapping: %w", err)
			}
			if err := s.keep.SaveMapping(ctx, f.fingerprint, string(text)); err != nil {
				return err
			}
		}
	}
	n, err := s.rememberedNames(ctx)
	if err != nil || !n.add(p.options) {
		return err
	}
	text, err := json.Marshal(n)
	if err != nil {
		return fmt.Errorf("writing the names of an import: %w", err)
	}
	return s.keep.SaveMapping(ctx, namesKey, string(text))
}

// Imports lists the files brought in, newest first.
func (s *Service) Imports(ctx context.Context) ([]Imported, error) { return s.keep.Imports(ctx) }
