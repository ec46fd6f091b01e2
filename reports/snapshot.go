package reports

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
)

// snapshotForm is the form of the JSON that freeze writes.
const snapshotForm = 1

// snapshot is a month as it is kept: what the report shows and no more, so
// that contacts' addresses and the client's private notes stay out. Its JSON is
// canonical: the order of these fields, no spaces.
type snapshot struct {
	Form         int           `json:"v"`
	Edition      Edition       `json:"edition"`
	Client       frozenClient  `json:"client"`
	Agency       frozenAgency  `json:"agency"`
	Month        civil.Month   `json:"month"`
	Lang         text.Lang     `json:"lang"`
	AsOf         time.Time     `json:"as_of"`
	Today        civil.Date    `json:"today"`
	Provisional  bool          `json:"provisional"`
	Decider      frozenReader  `json:"decider"`
	Committee    []string      `json:"committee"`
	Authors      []string      `json:"authors"`
	Hours        Hours         `json:"hours"`
	Calendar     Calendar      `json:"calendar"`
	Deliverables []Deliverable `json:"deliverables"`
	Budget       Budget        `json:"budget"`
	Next         Next          `json:"next"`
	Composition  Composition   `json:"composition"`
	Said         *Draft        `json:"said"`
	Missing      []frozenFault `json:"missing"`
}

type frozenClient struct {
	ID        clients.ID     `json:"id"`
	Key       string         `json:"key"`
	Name      string         `json:"name"`
	Lang      string         `json:"lang"`
	Currency  money.Currency `json:"currency"`
	Logo      string         `json:"logo_sha256"`
	Primary   string         `json:"primary"`
	Secondary string         `json:"secondary"`
}

type frozenAgency struct {
	Name  string `json:"name"`
	Color string `json:"color"`
}

type frozenReader struct {
	Name string `json:"name"`
	Job  string `json:"job"`
}

// frozenFault is a sentence of the catalogue with its arguments, each under
// the kind of its value.
type frozenFault struct {
	Code  string               `json:"code"`
	Place string               `json:"place"`
	Args  map[string]frozenArg `json:"args"`
}

type frozenArg struct {
	Month *civil.Month `json:"month,omitempty"`
	Count *int         `json:"count,omitempty"`
	Text  *string      `json:"text,omitempty"`
}

// freeze writes a month as canonical JSON. The pictures are named by their
// hash; thaw and the kept files give them back.
func freeze(m Month) ([]byte, error) {
	s := snapshot{
		Form: snapshotForm, Edition: m.Edition,
		Client: frozenClient{
			ID: m.Client.ID, Key: m.Client.Key, Name: m.Client.Name, Lang: m.Client.Lang, Currency: m.Client.Currency,
			Logo: m.Client.Brand.Logo, Primary: m.Client.Brand.Primary, Secondary: m.Client.Brand.Secondary,
		},
		Agency: frozenAgency{m.Agency.Name, m.Agency.Color},
		Month:  m.Month, Lang: m.Lang, AsOf: m.AsOf.Round(0).UTC(), Today: m.Today, Provisional: m.Provisional,
		Decider: frozenReader{m.Decider.Name, m.Decider.Job}, Authors: m.Authors,
		Hours: m.Hours, Calendar: m.Calendar, Deliverables: m.Deliverables, Budget: m.Budget, Next: m.Next,
		Composition: m.Composition, Said: m.Said,
	}
	for _, c := range m.Committee {
		s.Committee = append(s.Committee, c.Name)
	}
	for _, f := range m.Missing {
		kept, err := freezeFault(f)
		if err != nil {
			return nil, err
		}
		s.Missing = append(s.Missing, kept)
	}
	raw, err := json.Marshal(s)
	if err == nil && bytes.Contains(raw, []byte(`\ufffd`)) {
		// What is no valid text was replaced, by a form that is not the canonical one.
		var again snapshot
		if err = json.Unmarshal(raw, &again); err == nil {
			raw, err = json.Marshal(again)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("freezing the report of %s for %s: %w", m.Client.Key, m.Month, err)
	}
	return raw, nil
}

// thaw reads what freeze wrote, all but the logo.
func thaw(raw []byte) (Month, error) {
	var s snapshot
	if err := json.Unmarshal(raw, &s); err != nil {
		return Month{}, fmt.Errorf("reading a frozen report: %w", err)
	}
	if s.Form != snapshotForm {
		return Month{}, fmt.Errorf("reading a frozen report: form %d is not known", s.Form)
	}
	m := Month{
		Edition: s.Edition,
		Client: clients.Client{
			ID: s.Client.ID, Key: s.Client.Key, Name: s.Client.Name, Lang: s.Client.Lang, Currency: s.Client.Currency,
			Brand: clients.Brand{Logo: s.Client.Logo, Primary: s.Client.Primary, Secondary: s.Client.Secondary},
		},
		Agency: clients.Agency{Name: s.Agency.Name, Color: s.Agency.Color},
		Month:  s.Month, Lang: s.Lang, AsOf: s.AsOf, Today: s.Today, Provisional: s.Provisional,
		Decider: clients.Contact{Name: s.Decider.Name, Job: s.Decider.Job}, Authors: s.Authors,
		Hours: s.Hours, Calendar: s.Calendar, Deliverables: s.Deliverables, Budget: s.Budget, Next: s.Next,
		Composition: s.Composition, Said: s.Said,
	}
	for _, name := range s.Committee {
		m.Committee = append(m.Committee, clients.Contact{Name: name, Committee: true})
	}
	for _, f := range s.Missing {
		m.Missing = append(m.Missing, f.thaw())
	}
	return m, nil
}

func freezeFault(f *fault.Error) (frozenFault, error) {
	kept := frozenFault{Code: f.Code, Place: f.Field, Args: map[string]frozenArg{}}
	for name, value := range f.Args {
		switch v := value.(type) {
		case civil.Month:
			kept.Args[name] = frozenArg{Month: &v}
		case int:
			kept.Args[name] = frozenArg{Count: &v}
		case string:
			kept.Args[name] = frozenArg{Text: &v}
		default:
			return kept, fmt.Errorf("freezing what is missing: %s says a %T", f.Code, value)
		}
	}
	return kept, nil
}

func (k frozenFault) thaw() *fault.Error {
	f := fault.New(k.Code).At(k.Place)
	for name, a := range k.Args {
		switch {
		case a.Month != nil:
			f.Args[name] = *a.Month
		case a.Count != nil:
			f.Args[name] = *a.Count
		case a.Text != nil:
			f.Args[name] = *a.Text
		}
	}
	return f
}
