package hours

import (
	"context"
	"slices"
	"strings"
	"time"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/sheet"
)

// reader turns rows of files into entries, looking everything up once.
type reader struct {
	s     *Service
	desk  *desk
	plan  *ImportPlan
	table *sheet.Table
	names names

	byClient map[string]clients.ID // folded key or name
	byPerson map[string]clients.ID // folded name or address
	clients  map[clients.ID]*clientDesk
	zones    map[string]*time.Location
	locks    map[ClientMonth]bool
	room     map[personDay]int64 // seconds left of a day
	loaded   map[personMonth]bool
	taken    map[clients.ID][]Work // for the policy that forbids overlap
	existing map[int64]int         // fingerprints that are there
	known    map[clients.ID]bool   // clients whose fingerprints were read
	seen     map[int64]int         // fingerprints of the file being read
	prices   map[Asked]priced
	banks    map[ClientMonth]*bankRoom // of months that refuse overage

	unknownClients, unknownPeople, newClients, newPeople nameList
	internal                                             clients.ID
}

type personDay struct {
	person clients.ID
	on     civil.Date
}

type personMonth struct {
	person clients.ID
	month  civil.Month
}

type priced struct {
	rate, cost       *int64
	source, costFrom string
}

// nameList keeps names once each, in the order they came.
type nameList struct{ list []string }

func (n *nameList) add(name string) {
	if !slices.ContainsFunc(n.list, func(k string) bool { return clients.Fold(k) == clients.Fold(name) }) {
		n.list = append(n.list, name)
	}
}

func (s *Service) reader(ctx context.Context, o ImportOptions, p *ImportPlan) (*reader, error) {
	d, err := s.desk(ctx)
	if err != nil {
		return nil, err
	}
	r := &reader{
		s: s, desk: d, plan: p, byClient: map[string]clients.ID{}, byPerson: map[string]clients.ID{},
		clients: map[clients.ID]*clientDesk{}, zones: map[string]*time.Location{}, locks: map[ClientMonth]bool{},
		room: map[personDay]int64{}, loaded: map[personMonth]bool{}, taken: map[clients.ID][]Work{},
		existing: map[int64]int{}, known: map[clients.ID]bool{}, prices: map[Asked]priced{}, banks: map[ClientMonth]*bankRoom{},
	}
	if r.names, err = s.rememberedNames(ctx); err != nil {
		return nil, err
	}
	r.names.add(o)
	all, err := s.house.Clients(ctx, clients.AllClients)
	if err != nil {
		return nil, err
	}
	for _, c := range all {
		if c.Internal {
			r.internal = c.ID
		}
		// An archived client gives way to an active one of the same name.
		for _, name := range []string{clients.Fold(c.Name), c.Key} {
			if _, taken := r.byClient[name]; !taken || c.ArchivedAt == "" {
				r.byClient[name] = c.ID
			}
		}
	}
	for id, p := range d.staff {
		for _, name := range []string{clients.Fold(p.Name), strings.ToLower(p.Email)} {
			if _, taken := r.byPerson[name]; name != "" && (!taken || p.ArchivedAt == "") {
				r.byPerson[name] = id
			}
		}
	}
	return r, nil
}

// read takes all rows of one table.
func (r *reader) read(ctx context.Context, in *ImportFile, b *sheet.Binding) error {
	r.seen = map[int64]int{}
	for row := range r.table.Rows() {
		if row.Total {
			if total, known, reason := b.DurationSum(row, sheet.FieldDuration); known && reason == nil {
				in.Total = &total
			}
			continue
		}
		in.Rows++
		if row.Fault != nil {
			in.Rejected = append(in.Rejected, row.Reject(row.Fault))
			continue
		}
		e, reason, err := r.entry(ctx, b, row, in)
		if err != nil {
			return err
		}
		if reason != nil {
			in.Rejected = append(in.Rejected, row.Reject(reason))
			continue
		}
		in.Sum += e.Seconds
		r.seen[e.Fingerprint]++
		if r.seen[e.Fingerprint] <= r.existing[e.Fingerprint] {
			in.Duplicates++
			continue
		}
		if reason, err = r.accept(ctx, &e); err != nil {
			return err
		}
		if reason != nil {
			r.seen[e.Fingerprint]--
			in.Rejected = append(in.Rejected, row.Reject(reason))
			continue
		}
		in.Entries = append(in.Entries, e)
		in.cover(e.On)
	}
	for print, n := range r.seen { // for a file that comes twice in one import
		r.existing[print] = max(r.existing[print], n)
	}
	return nil
}

func (in *ImportFile) cover(on civil.Date) {
	if in.From.IsZero() || on.Before(in.From) {
		in.From = on
	}
	if on.After(in.To) {
		in.To = on
	}
}

// entry reads one row as far as the row itself goes.
func (r *reader) entry(ctx context.Context, b *sheet.Binding, row sheet.Row, in *ImportFile) (Entry, *fault.Error, error) {
	e := Entry{Kind: Contract}
	c, reason, err := r.client(ctx, b, row)
	if err != nil || reason != nil {
		return e, reason, err
	}
	person, reason := r.person(ctx, b, row)
	if reason != nil {
		return e, reason, nil
	}
	e.Client, e.Person = c.ID, person.ID
	if e.Zone = b.Text(row, FieldZone); e.Zone == "" {
		e.Zone = r.desk.zoneOf(person)
	}
	loc, reason := r.location(e.Zone)
	if reason != nil {
		return e, reason, nil
	}
	if reason := r.when(b, row, loc, &e); reason != nil {
		return e, reason, nil
	}
	e.Level = r.desk.levelOn(person, e.On)
	if level := b.Text(row, FieldLevel); r.desk.levels[level] {
		e.Level = level
	}
	e.Note = cleanNote(b.Text(row, sheet.FieldNote))
	if in.Source == SourceRegie {
		e.Note = armed(e.Note)
		if err := r.links(ctx, b, row, &e); err != nil {
			return e, nil, err
		}
	}
	reason = r.hat(b, row, in, &e)
	if reason != nil {
		return e, reason, nil
	}
	if reason := r.kind(b, row, c, &e); reason != nil {
		return e, reason, nil
	}
	e.Fingerprint = Fingerprint(e.Client, e.Person, e.On, e.Start, e.Seconds, e.Note)
	return e, nil, nil
}

// cleanNote keeps a note as typed, less what cannot be kept.
func cleanNote(s string) string {
	if clean, err := clients.CleanText("note", s); err == nil {
		return clean
	}
	s = strings.Map(func(c rune) rune {
		if c < ' ' && c != '\n' {
			return ' '
		}
		return c
	}, strings.ToValidUTF8(s, "\uFFFD"))
	runes := []rune(s)
	return strings.TrimSpace(string(runes[:min(len(runes), clients.MaxText)]))
}

// armed takes back the apostrophe that made a text inert in a spreadsheet.
func armed(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && rest != "" && strings.ContainsRune("=+-@\t\r", rune(rest[0])) {
		return rest
	}
	return s
}

// links keeps the links of an export of our own where what they name is still
// there.
func (r *reader) links(ctx context.Context, b *sheet.Binding, row sheet.Row, e *Entry) error {
	if r.s.items == nil {
		return nil
	}
	if id := clients.ID(b.Text(row, FieldItem)); id != "" {
		found, err := r.s.items.FindItems(ctx, e.Client, string(id))
		if err != nil {
			return err
		}
		if slices.ContainsFunc(found, func(i Item) bool { return i.ID == id }) {
			e.Item = id
		}
	}
	id := clients.ID(b.Text(row, sheet.FieldCampaign))
	if id == "" {
		return nil
	}
	campaigns, err := r.s.items.Campaigns(ctx, e.Client)
	if err == nil && slices.ContainsFunc(campaigns, func(c Campaign) bool { return c.ID == id }) {
		e.Campaign = id
	}
	return err
}

// client finds whose time it is: the client meant, else the client named, else
// the project named.
func (r *reader) client(ctx context.Context, b *sheet.Binding, row sheet.Row) (*clientDesk, *fault.Error, error) {
	id := r.plan.options.Client
	if id == "" {
		typed := b.Text(row, sheet.FieldClient)
		if sheet.IsUnknown(typed) {
			typed = b.Text(row, sheet.FieldProject)
		}
		if sheet.IsUnknown(typed) {
			return nil, fault.New("row_value_missing", "column", r.columnName(b, sheet.FieldClient)).At("client"), nil
		}
		name := clients.Fold(typed)
		var ok bool
		if id, ok = r.names.Clients[name]; !ok {
			id, ok = r.byClient[name]
		}
		switch {
		case ok:
		case r.plan.options.Create:
			r.newClients.add(typed)
			return r.planned(typed), nil, nil
		default:
			r.unknownClients.add(typed)
			return nil, fault.New("row_client_unknown", "value", typed).At("client"), nil
		}
	}
	c, ok := r.clients[id]
	if !ok {
		var err error
		if c, err = r.s.of(ctx, r.desk, id); err != nil {
			return nil, nil, err
		}
		r.clients[id] = c
		if err := r.fingerprints(ctx, id); err != nil {
			return nil, nil, err
		}
	}
	if c.ArchivedAt != "" {
		return nil, fault.New("client_archived", "name", c.Name).At("client"), nil
	}
	return c, nil, nil
}

func (r *reader) columnName(b *sheet.Binding, f sheet.Field) string {
	if h := b.Header(f); h != "" {
		return h
	}
	return string(f)
}

// planned is a client that the import will make.
func (r *reader) planned(name string) *clientDesk {
	id := plannedID(name)
	c, ok := r.clients[id]
	if !ok {
		c = &clientDesk{
			Client: clients.Client{ID: id, Name: name, Currency: r.desk.agency.Currency},
			months: map[civil.Month]MonthTerms{},
		}
		r.clients[id], r.desk.client[id] = c, c
	}
	return c
}

func (r *reader) fingerprints(ctx context.Context, client clients.ID) error {
	if r.known[client] {
		return nil
	}
	r.known[client] = true
	prints, err := r.s.keep.Fingerprints(ctx, client)
	if err != nil {
		return err
	}
	for print, n := range prints {
		r.existing[print] = max(r.existing[print], n)
	}
	return nil
}

// person finds who worked: by name, by first and last name, by address, else
// the one meant for rows that name nobody.
func (r *reader) person(ctx context.Context, b *sheet.Binding, row sheet.Row) (clients.Staff, *fault.Error) {
	typed := b.Text(row, sheet.FieldPerson)
	if sheet.IsUnknown(typed) {
		typed = strings.TrimSpace(b.Text(row, sheet.FieldFirstName) + " " + b.Text(row, sheet.FieldLastName))
	}
	address := strings.ToLower(b.Text(row, sheet.FieldEmail))
	if sheet.IsUnknown(typed) && address == "" {
		id := r.plan.options.Person
		if id == "" {
			id = clients.Acting(ctx).ID
		}
		if p, ok := r.desk.staff[id]; ok {
			return p, nil
		}
		return clients.Staff{}, fault.New("row_value_missing", "column", r.columnName(b, sheet.FieldPerson)).At("who")
	}
	name := clients.Fold(typed)
	for _, id := range []clients.ID{r.names.People[name], r.byPerson[name], r.byPerson[address]} {
		if p, ok := r.desk.staff[id]; ok {
			return p, nil
		}
	}
	if sheet.IsUnknown(typed) {
		typed = address
	}
	if r.plan.options.Create {
		r.newPeople.add(typed)
		return clients.Staff{ID: plannedID(typed), Name: typed, Level: clients.LevelAgency, Zone: r.desk.agency.Zone}, nil
	}
	r.unknownPeople.add(typed)
	return clients.Staff{}, fault.New("row_person_unknown", "value", typed).At("who")
}

func (r *reader) location(zone string) (*time.Location, *fault.Error) {
	loc, ok := r.zones[zone]
	if ok {
		return loc, nil
	}
	loc, err := civil.Zone(zone)
	if err != nil {
		return nil, fault.New("zone_unknown", "value", zone).At("zone")
	}
	r.zones[zone] = loc
	return loc, nil
}
