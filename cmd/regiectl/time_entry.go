package main

import (
	"io"
	"slices"

	"regie/clients"
	"regie/clients/fault"
	"regie/clients/hours"
)

// entryJSON is one entry as scripts read it.
type entryJSON struct {
	ID         string   `json:"id"`
	Client     string   `json:"client"`
	Person     string   `json:"person"`
	Hat        string   `json:"hat"`
	Level      string   `json:"level"`
	On         string   `json:"on"`
	Start      *string  `json:"start"`
	End        *string  `json:"end"`
	Zone       string   `json:"zone"`
	Seconds    int64    `json:"seconds"`
	Kind       string   `json:"kind"`
	Reason     *string  `json:"reason"`
	Note       *string  `json:"note"`
	Item       *string  `json:"item"`
	Campaign   *string  `json:"campaign"`
	RateMinor  *int64   `json:"rate_minor"`
	RateSource *string  `json:"rate_source"`
	LockedBy   []string `json:"locked_by"`
}

// entryRows names what entries name by identifier.
func (e *env) entryRows(entries []hours.Entry) ([]entryJSON, error) {
	people, err := e.House.Clients.Staff(e.Context, true)
	if err != nil {
		return nil, err
	}
	all, err := e.House.Clients.Clients(e.Context, clients.AllClients)
	if err != nil {
		return nil, err
	}
	locks, err := e.House.Hours.Locks(e.Context, entries)
	if err != nil {
		return nil, err
	}
	person, client := map[clients.ID]string{}, map[clients.ID]string{}
	for _, p := range people {
		person[p.ID] = p.Name
	}
	for _, c := range all {
		client[c.ID] = c.Key
	}
	rows := []entryJSON{}
	for _, n := range entries {
		rows = append(rows, entryJSON{
			ID: string(n.ID), Client: client[n.Client], Person: person[n.Person], Hat: n.Hat, Level: n.Level, On: n.On.String(),
			Start: instantOrNull(n.Start), End: instantOrNull(n.End), Zone: n.Zone, Seconds: n.Elapsed(e.Now()), Kind: string(n.Kind),
			Reason: orNull(n.Reason), Note: orNull(n.Note), Item: orNull(n.Item), Campaign: orNull(n.Campaign), RateMinor: n.Rate, RateSource: orNull(n.RateSource),
			LockedBy: list(locks[n.ID]),
		})
	}
	return rows, nil
}

func (e *env) writeEntries(w io.Writer, entries []entryJSON) {
	rows := [][]string{{e.T("hours.on"), e.T("hours.client"), e.T("hours.person"), e.T("hours.hat"), e.T("hours.duration"), e.T("hours.kind"), e.T("hours.note"), "id"}}
	for _, n := range entries {
		duration := e.Printer.Hours((n.Seconds + 30) / 60)
		if n.Start != nil && n.End == nil {
			duration = e.Printer.Stopwatch(n.Seconds)
		}
		note := ""
		if n.Note != nil {
			note = *n.Note
		}
		if len(n.LockedBy) > 0 {
			duration += " *"
		}
		rows = append(rows, []string{n.On, n.Client, n.Person, e.hatName(n.Hat), duration, e.T("hours.kind_" + n.Kind), note, n.ID})
	}
	e.Table(w, rows)
}

// hatName and levelName are labels in the language of the answer.
func (e *env) hatName(key string) string {
	if h, err := e.House.Clients.Hat(e.Context, key); err == nil {
		return either(string(e.Printer.Lang()), h.NameFR, h.NameEN)
	}
	return key
}

func (e *env) levelName(key string) string {
	if l, err := e.House.Clients.Level(e.Context, key); err == nil {
		return either(string(e.Printer.Lang()), l.NameFR, l.NameEN)
	}
	return key
}

func either(lang, fr, en string) string {
	if lang == "en" {
		return en
	}
	return fr
}

// ofEntry names one entry; the client is found where it is not said.
type ofEntry struct {
	ID string `arg:"" name:"id"`
}

func (o ofEntry) find(e *env) (hours.Entry, error) {
	all, err := e.House.Clients.Clients(e.Context, clients.AllClients)
	if err != nil {
		return hours.Entry{}, err
	}
	for _, c := range all {
		entry, err := e.House.Hours.Entry(e.Context, c.ID, clients.ID(o.ID))
		if !fault.Is(err, "entry_unknown") {
			return entry, err
		}
	}
	return hours.Entry{}, fault.New("entry_unknown", "value", o.ID).At("id")
}

type ofEntries struct {
	IDs []string `arg:"" name:"id"`
}

// byClient finds entries and groups them by client, in the order given.
func (o ofEntries) byClient(e *env) (order []clients.ID, ids map[clients.ID][]clients.ID, err error) {
	ids = map[clients.ID][]clients.ID{}
	for _, id := range o.IDs {
		entry, err := ofEntry{id}.find(e)
		if err != nil {
			return nil, nil, err
		}
		if !slices.Contains(order, entry.Client) {
			order = append(order, entry.Client)
		}
		ids[entry.Client] = append(ids[entry.Client], entry.ID)
	}
	return order, ids, nil
}

func (o ofEntries) show(e *env) error {
	var entries []hours.Entry
	for _, id := range o.IDs {
		entry, err := ofEntry{id}.find(e)
		if err != nil {
			return err
		}
		entries = append(entries, entry)
	}
	rows, err := e.entryRows(entries)
	if err != nil {
		return err
	}
	return e.Print(rows, func(w io.Writer) { e.writeEntries(w, rows) })
}

type timeApprove struct{ ofEntries }

// Run approves entries.
func (c timeApprove) Run(e *env) error {
	order, ids, err := c.byClient(e)
	if err != nil {
		return err
	}
	for _, client := range order {
		if err := e.House.Hours.Approve(e.Context, client, ids[client]); err != nil {
			return err
		}
	}
	return c.show(e)
}

type timeDisapprove struct {
	ofEntries
	Reason string `required:""`
}

// Run lifts approvals.
func (c timeDisapprove) Run(e *env) error {
	order, ids, err := c.byClient(e)
	if err != nil {
		return err
	}
	for _, client := range order {
		if err := e.House.Hours.Disapprove(e.Context, client, ids[client], c.Reason); err != nil {
			return err
		}
	}
	return c.show(e)
}
