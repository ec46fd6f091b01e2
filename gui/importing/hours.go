package importing

import (
	"context"
	"maps"
	"slices"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/hours"
	"regie/clients/sheet"
	"regie/gui/widgets"
)

// HoursRoom is what an import asks of the hours room; *hours.Service answers.
type HoursRoom interface {
	PlanImport(ctx context.Context, files []*sheet.File, o hours.ImportOptions) (*hours.ImportPlan, error)
	CommitImport(ctx context.Context, p *hours.ImportPlan) (*hours.ImportPlan, error)
}

// House lists what names may stand for; *clients.Service answers.
type House interface {
	Clients(ctx context.Context, which clients.Which) ([]clients.Client, error)
	Staff(ctx context.Context, archivedToo bool) ([]clients.Staff, error)
	Hats(ctx context.Context) ([]clients.Hat, error)
}

// History takes an import back; *clients.History answers.
type History interface {
	Acts(ctx context.Context, client, before clients.ID, limit int) ([]clients.Act, error)
	UndoAct(ctx context.Context, id clients.ID) (clients.Act, error)
}

// hoursAct is the kind of act that brings in hours.
const hoursAct = "time.import"

// hoursIntake joins the wizard to the hours room.
type hoursIntake struct {
	room    HoursRoom
	house   House
	history History
}

// Hours is the intake of time exports and sheets of hours.
func Hours(room HoursRoom, house House, history History) *Intake {
	h := hoursIntake{room, house, history}
	return &Intake{
		Layouts: hours.Layouts(),
		Fields: []Field{
			{sheet.FieldDate, ReadDate, false},
			{sheet.FieldDuration, ReadDuration, false},
			{sheet.FieldClient, ReadText, true},
			{sheet.FieldPerson, ReadText, true},
			{sheet.FieldTask, ReadText, true},
			{sheet.FieldNote, ReadText, false},
			{sheet.FieldStartTime, ReadClock, false},
			{sheet.FieldEndTime, ReadClock, false},
			{sheet.FieldEndDate, ReadDate, false},
			{sheet.FieldStart, ReadMoment, false},
			{sheet.FieldEnd, ReadMoment, false},
			{sheet.FieldProject, ReadText, false},
			{sheet.FieldFirstName, ReadText, false},
			{sheet.FieldLastName, ReadText, false},
			{sheet.FieldEmail, ReadText, false},
			{sheet.FieldBillable, ReadText, false},
		},
		Required: [][]sheet.Field{
			{sheet.FieldDate, sheet.FieldStart},
			{sheet.FieldDuration, sheet.FieldEndTime, sheet.FieldEnd},
		},
		Whose:      []sheet.Field{sheet.FieldClient, sheet.FieldProject},
		Create:     map[sheet.Field]bool{sheet.FieldClient: true, sheet.FieldPerson: true},
		Known:      h.known,
		Remembered: h.remembered,
		Plan:       h.plan,
	}
}

// known offers clients by key, people by name and hats by key: the words by
// which the room knows them.
func (h hoursIntake) known(ctx context.Context, p *text.Printer) (map[sheet.Field][]widgets.Option, error) {
	all, err := h.house.Clients(ctx, clients.ActiveClients)
	if err != nil {
		return nil, err
	}
	staff, err := h.house.Staff(ctx, false)
	if err != nil {
		return nil, err
	}
	hats, err := h.house.Hats(ctx)
	if err != nil {
		return nil, err
	}
	known := map[sheet.Field][]widgets.Option{}
	for _, c := range all {
		known[sheet.FieldClient] = append(known[sheet.FieldClient], widgets.Option{Key: c.Key, Label: c.Name, Detail: c.Key})
	}
	for _, s := range staff {
		known[sheet.FieldPerson] = append(known[sheet.FieldPerson], widgets.Option{Key: s.Name, Label: s.Name, Detail: s.Job})
	}
	for _, t := range hats {
		if !t.Retired {
			known[sheet.FieldTask] = append(known[sheet.FieldTask], widgets.Option{Key: t.Key, Label: hatLabel(p, t)})
		}
	}
	return known, nil
}

func hatLabel(p *text.Printer, h clients.Hat) string {
	if p.Lang() == text.EN && h.NameEN != "" || h.NameFR == "" {
		return h.NameEN
	}
	return h.NameFR
}

// options turns what was chosen into the room's words.
func (h hoursIntake) options(ctx context.Context, a Asked) (hours.ImportOptions, error) {
	// Whose a whole file is, is not remembered with its columns: the next file
	// with the same header may be another client's.
	mapping := a.Mapping
	whole := mapping.Constants[sheet.FieldClient]
	mapping.Constants = maps.Clone(mapping.Constants)
	delete(mapping.Constants, sheet.FieldClient)
	o := hours.ImportOptions{
		Mapping: &mapping, DateOrder: mapping.DateOrder,
		Clients: map[string]clients.ID{}, People: map[string]clients.ID{},
	}
	all, err := h.house.Clients(ctx, clients.ActiveClients)
	if err != nil {
		return o, err
	}
	staff, err := h.house.Staff(ctx, false)
	if err != nil {
		return o, err
	}
	if whole != "" {
		i := slices.IndexFunc(all, func(c clients.Client) bool { return c.Key == whole })
		if i < 0 {
			return o, fault.New("client_unknown", "value", whole).At(string(sheet.FieldClient))
		}
		o.Client = all[i].ID
	}
	left := false
	for name, pick := range a.Names[sheet.FieldClient] {
		if i := slices.IndexFunc(all, func(c clients.Client) bool { return c.Key == string(pick) }); i >= 0 {
			o.Clients[name] = all[i].ID
		}
		o.Create, left = o.Create || pick == Create, left || pick == Leave
	}
	for name, pick := range a.Names[sheet.FieldPerson] {
		if i := slices.IndexFunc(staff, func(s clients.Staff) bool { return s.Name == string(pick) }); i >= 0 {
			o.People[name] = staff[i].ID
		}
		o.Create, left = o.Create || pick == Create, left || pick == Leave
	}
	if o.Create && left {
		return o, fault.New("import_names_mixed")
	}
	return o, nil
}

// plan is the room's own dry run. Rows of names left out are no rejects.
func (h hoursIntake) plan(ctx context.Context, a Asked) (*Plan, error) {
	o, err := h.options(ctx, a)
	if err != nil {
		return nil, err
	}
	found, err := h.room.PlanImport(ctx, []*sheet.File{a.File}, o)
	if err != nil {
		return nil, err
	}
	p := &Plan{Accepted: found.Accepted()}
	if p.Parts, err = h.parts(ctx, found); err != nil {
		return nil, err
	}
	rows := map[sheet.Field]map[string]int{sheet.FieldClient: {}, sheet.FieldPerson: {}}
	for _, f := range found.Files {
		p.Rows += f.Rows
		p.Duplicates += f.Duplicates
		p.Days = span(p.Days, f.From, f.To)
		p.compare(f)
		for _, r := range f.Rejected {
			field, name := unknownName(r.Reason)
			if field != "" {
				rows[field][clients.Fold(name)]++
			}
			if field != "" && picked(a.Names[field], name) == Leave {
				p.LeftOut++
				continue
			}
			p.Rejects = append(p.Rejects, r)
		}
	}
	for field, names := range map[sheet.Field][]string{
		sheet.FieldClient: append(slices.Clone(found.UnknownClients), found.NewClients...),
		sheet.FieldPerson: append(slices.Clone(found.UnknownPeople), found.NewPeople...),
	} {
		for _, name := range names {
			p.Unknown = append(p.Unknown, Name{Field: field, Text: name, Rows: rows[field][clients.Fold(name)]})
		}
	}
	p.Commit = func(ctx context.Context, report func(done, all int)) (func(context.Context) error, error) {
		return h.commit(ctx, found, report)
	}
	return p, nil
}

// parts sums the entries of a plan by client and month.
func (h hoursIntake) parts(ctx context.Context, found *hours.ImportPlan) ([]Part, error) {
	all, err := h.house.Clients(ctx, clients.AllClients)
	if err != nil {
		return nil, err
	}
	names := map[clients.ID]string{}
	for _, c := range all {
		names[c.ID] = c.Name
	}
	for _, name := range found.NewClients {
		// The room's own stand-in for a client that is still to be made.
		names[clients.ID("new:"+clients.Fold(name))] = name
	}
	var s sums
	for _, f := range found.Files {
		for i := range f.Entries {
			e := &f.Entries[i]
			s.add(names[e.Client], e.Month(), e.Seconds)
		}
	}
	return s.inOrder(), nil
}

// compare adds one table's totals row to the plan's.
func (p *Plan) compare(f *hours.ImportFile) {
	if f.Total == nil {
		return
	}
	stated, read := *f.Total, f.Sum
	if p.Stated != nil {
		stated, read = stated+*p.Stated, read+*p.Read
	}
	p.Stated, p.Read = &stated, &read
}

func picked(names map[string]Pick, name string) Pick {
	for n, pick := range names {
		if clients.Fold(n) == clients.Fold(name) {
			return pick
		}
	}
	return ""
}

// unknownName is the name that a reject is about, when it is one.
func unknownName(reason *fault.Error) (sheet.Field, string) {
	if reason == nil {
		return "", ""
	}
	name, _ := reason.Args["value"].(string)
	switch reason.Code {
	case "row_client_unknown":
		return sheet.FieldClient, name
	case "row_person_unknown":
		return sheet.FieldPerson, name
	}
	return "", ""
}

func span(r civil.Range, from, to civil.Date) civil.Range {
	if from.IsZero() {
		return r
	}
	if r.From.IsZero() || from.Before(r.From) {
		r.From = from
	}
	if to.After(r.To) {
		r.To = to
	}
	return r
}

func (h hoursIntake) commit(ctx context.Context, p *hours.ImportPlan, report func(done, all int)) (func(context.Context) error, error) {
	all := p.Accepted()
	report(0, all)
	written, err := h.room.CommitImport(ctx, p)
	if err != nil {
		return nil, err
	}
	report(written.Accepted(), all)
	return undoer(ctx, h.history, hoursAct)
}

// newestActs is how far back the act of an import just made is looked for.
const newestActs = 20

// undoer takes back the newest act of a kind, which was just made.
func undoer(ctx context.Context, history History, kind string) (func(context.Context) error, error) {
	acts, err := history.Acts(ctx, "", "", newestActs)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(acts, func(a clients.Act) bool { return a.Kind == kind })
	if i < 0 {
		return nil, nil
	}
	id := acts[i].ID
	return func(ctx context.Context) error {
		_, err := history.UndoAct(ctx, id)
		return err
	}, nil
}

// remembered asks the room how it would read the file by itself: the mapping
// that was chosen for this header before, where there is one.
func (h hoursIntake) remembered(ctx context.Context, a Asked) (Choices, bool, error) {
	found, err := h.room.PlanImport(ctx, []*sheet.File{a.File}, hours.ImportOptions{})
	if err != nil {
		if _, refused := fault.As(err); refused {
			return Choices{}, false, nil
		}
		return Choices{}, false, err
	}
	for _, f := range found.Files {
		if slices.Equal(f.Header, a.Table.Header) && !sameMapping(f.Mapping, a.Mapping) {
			return Choices{Mapping: f.Mapping}, true, nil
		}
	}
	return Choices{}, false, nil
}
