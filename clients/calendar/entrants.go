package calendar

import (
	"context"
	"slices"
	"strings"

	"regie/clients"
	"regie/clients/fault"
	"regie/clients/sheet"
)

// EntrantImport is what came of a file of participants.
type EntrantImport struct {
	Name       string
	Rows       int
	New        int
	Duplicates int // in the file or known
	Rejected   []sheet.Reject
}

// entrantLayouts recognise lists of participants.
func entrantLayouts() []sheet.Layout {
	return []sheet.Layout{{Source: "entrants", Generic: true, Required: [][]sheet.Field{{"id"}}, Columns: []sheet.Column{
		{Field: "id", Names: []string{
			"Identifiant", "Pseudo", "Compte", "Nom d’utilisateur", "Nom d'utilisateur", "E-mail", "Email", "Courriel", "Adresse e-mail",
			"Username", "Handle", "User", "Account", "Participant",
		}},
		{Field: "name", Names: []string{"Nom", "Nom complet", "Prénom et nom", "Name", "Full name"}},
	}}}
}

// ImportEntrants takes in a contest's participants from a spreadsheet: one a
// row, known by an identifier; who stands in it twice takes part once. Faults:
// import_layout_unknown, list_closed, contest_drawn; of a row: entrant_missing,
// entrant_invalid.
func (s *Service) ImportEntrants(ctx context.Context, client, id clients.ID, f *sheet.File, column string, dry bool) (EntrantImport, error) {
	in := EntrantImport{Name: f.Name}
	kept, err := s.keep.Entrants(ctx, client, id)
	if err != nil {
		return in, err
	}
	known := map[string]bool{}
	for _, e := range kept {
		known[e.Ticket] = true
	}
	table, b, err := bindEntrants(f, column)
	if err != nil {
		return in, err
	}
	var list []Entrant
	for row := range table.Rows() {
		in.Rows++
		e := Entrant{ID: b.Text(row, "id"), Name: b.Text(row, "name")}
		normal := NormalID(e.ID)
		switch {
		case row.Fault != nil:
			in.Rejected = append(in.Rejected, row.Reject(row.Fault))
			continue
		case normal == "":
			in.Rejected = append(in.Rejected, row.Reject(fault.New("entrant_missing").At("id")))
			continue
		case checkWords(e.ID+e.Name, "id", maxTitle) != nil:
			in.Rejected = append(in.Rejected, row.Reject(fault.New("entrant_invalid").At("id")))
			continue
		}
		if e.Ticket = ticket(e.ID); known[e.Ticket] {
			in.Duplicates++
			continue
		}
		known[e.Ticket] = true
		list = append(list, e)
	}
	in.New = len(list)
	if dry || len(list) == 0 {
		return in, nil
	}
	_, err = s.changeEntrants(ctx, "contest.entrants", client, id, func(ctx context.Context, _ Contest) error {
		return s.keep.AddEntrants(ctx, client, id, list)
	})
	return in, err
}

func bindEntrants(f *sheet.File, column string) (*sheet.Table, *sheet.Binding, error) {
	for _, t := range f.Tables() {
		m := sheet.Match(t, entrantLayouts())
		if column == "" && len(t.Header) == 1 && knownEntrantColumn(t.Header[0]) { // a list of accounts and nothing else
			column = t.Header[0]
		}
		if column != "" {
			if m.Mapping.Columns == nil {
				m.Mapping.Columns = map[sheet.Field]string{}
			}
			m.Mapping.Columns["id"] = column
		} else if !m.OK() {
			continue
		}
		b, err := m.Table.Bind(m.Mapping)
		return m.Table, b, err
	}
	return nil, nil, fault.New("import_layout_unknown", "name", f.Name).At("column")
}

// knownEntrantColumn tells whether a column is named as identifiers are.
func knownEntrantColumn(name string) bool {
	return slices.ContainsFunc(entrantLayouts()[0].Columns[0].Names, func(known string) bool { return clients.Fold(known) == clients.Fold(name) })
}

// changeEntrants runs fn in an act on a contest whose list is open.
func (s *Service) changeEntrants(ctx context.Context, kind string, client, id clients.ID, fn func(context.Context, Contest) error) (Contest, error) {
	c, err := s.Contest(ctx, client, string(id))
	if err != nil {
		return c, err
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: kind, Client: client, Subject: c.Name})
	err = s.keep.Tx(ctx, func(ctx context.Context) error {
		if c, err = s.Contest(ctx, client, string(id)); err != nil {
			return err
		}
		switch {
		case c.Draw != nil:
			return fault.New("contest_drawn", "name", c.Name)
		case c.List != nil:
			return fault.New("list_closed", "name", c.Name)
		}
		return fn(ctx, c)
	})
	return c, err
}

// Entrants lists a contest's participants by ticket.
func (s *Service) Entrants(ctx context.Context, client, id clients.ID) ([]Entrant, error) {
	return s.keep.Entrants(ctx, client, id)
}

// Exclude keeps a participant out of the draw for a reason, or lets them in
// again with none. Faults entrant_unknown, list_closed,
// contest_drawn.
func (s *Service) Exclude(ctx context.Context, client, id clients.ID, identifier, reason string) (Entrant, error) {
	e := Entrant{Ticket: ticket(identifier)}
	if err := checkWords(reason, "reason", maxTitle); err != nil {
		return e, err
	}
	_, err := s.changeEntrants(ctx, "contest.exclude", client, id, func(ctx context.Context, _ Contest) error {
		list, err := s.keep.Entrants(ctx, client, id)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(list, func(o Entrant) bool { return o.Ticket == e.Ticket })
		if i < 0 {
			return fault.New("entrant_unknown", "value", short(identifier, 60)).At("who")
		}
		e = list[i]
		e.Excluded = strings.TrimSpace(reason)
		return s.keep.SaveEntrant(ctx, client, id, e)
	})
	return e, err
}
