package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
)

// calendarGroup is what scripts do with the editorial calendar.
type calendarGroup struct {
	List      calendarList      `cmd:""`
	Show      calendarShow      `cmd:""`
	Add       calendarAdd       `cmd:""`
	Edit      calendarEdit      `cmd:""`
	Move      calendarMove      `cmd:""`
	Copy      calendarCopy      `cmd:""`
	Status    calendarStatus    `cmd:""`
	Decide    calendarDecide    `cmd:""`
	Decisions calendarDecisions `cmd:""`
	Publish   calendarPublish   `cmd:""`
	Correct   calendarCorrect   `cmd:""`
	Comment   calendarComment   `cmd:""`
	Hold      calendarHold      `cmd:""`
	Release   calendarRelease   `cmd:""`
	Rm        calendarRm        `cmd:""`
	Approvals calendarApprovals `cmd:""`
	Promised  calendarPromised  `cmd:""`
	Import    calendarImport    `cmd:""`
	Export    calendarExport    `cmd:""`
}

// periodFlags choose a client and a run of days; nothing given is everything.
type periodFlags struct {
	Client string `placeholder:"KEY"`
	Month  string `placeholder:"2026-10" xor:"period"`
	From   string `placeholder:"2026-10-17"`
	Until  string `placeholder:"2026-11-15"`
}

func (f periodFlags) filter(e *env) (calendar.Filter, error) {
	var out calendar.Filter
	if f.Client != "" {
		c, err := e.Client(f.Client)
		if err != nil {
			return out, err
		}
		out.Client = c.ID
	}
	if f.Month != "" {
		m, err := monthOr(f.Month, civil.Month{})
		if err != nil {
			return out, err
		}
		out.Days = m.Range()
	}
	from, err := dayOr(f.From, out.Days.From, "from")
	if err != nil {
		return out, err
	}
	until, err := dayOr(f.Until, out.Days.To, "until")
	if err != nil {
		return out, err
	}
	if !until.IsZero() && until.Before(from) {
		return out, fault.New("dates_reversed").At("until")
	}
	out.Days = civil.Range{From: from, To: until}
	return out, nil
}

type calendarList struct {
	periodFlags
	State   []string `placeholder:"STATE"`
	Kind    []string `placeholder:"KIND"`
	Network []string `placeholder:"NETWORK"`
	Author  string   `placeholder:"NAME"`
	Undated bool
	Search  string `placeholder:"WORDS"`
}

// Run lists items by day.
func (c calendarList) Run(e *env) error {
	f, err := c.filter(e)
	if err != nil {
		return err
	}
	f.Undated = c.Undated
	for _, s := range c.State {
		state, err := e.state(s)
		if err != nil {
			return err
		}
		f.States = append(f.States, state)
	}
	for _, k := range c.Kind {
		kind, err := e.kind(k)
		if err != nil {
			return err
		}
		f.Kinds = append(f.Kinds, kind)
	}
	for _, n := range c.Network {
		network, err := e.network(n)
		if err != nil {
			return err
		}
		f.Networks = append(f.Networks, network)
	}
	if c.Author != "" {
		p, err := e.House.Clients.StaffByName(e.Context, c.Author)
		if err != nil {
			return atFlag(err, "author")
		}
		f.Author = p.ID
	}
	items, err := e.House.Calendar.Items(e.Context, f)
	if err != nil {
		return err
	}
	if c.Search != "" {
		if items, err = e.found(items, f.Client, c.Search); err != nil {
			return err
		}
	}
	return e.showItems(items)
}

// mostFound is how many a search finds.
const mostFound = 200

// found keeps the items that the words find, best first.
func (e *env) found(items []calendar.Item, client clients.ID, words string) ([]calendar.Item, error) {
	rows, err := e.House.Calendar.Find(e.Context, client, words, mostFound)
	if err != nil {
		return nil, err
	}
	var list []calendar.Item
	for _, r := range rows {
		if i := slices.IndexFunc(items, func(it calendar.Item) bool { return it.ID == r.ID }); i >= 0 {
			list = append(list, items[i])
		}
	}
	return list, nil
}

type itemArg struct {
	ID string `arg:"" name:"item"`
}

func (a itemArg) id() clients.ID { return clients.ID(strings.TrimSpace(a.ID)) }

type calendarShow struct{ itemArg }

// Run shows one item whole.
func (c calendarShow) Run(e *env) error { return e.showItem(c.id()) }

// itemFlags are shared by calendar add and edit. A flag that is not given
// leaves what is there; an empty one clears it.
type itemFlags struct {
	Kind         *string  `placeholder:"post"`
	Title        *string  `placeholder:"TEXT"`
	On           *string  `placeholder:"2026-10-17"`
	At           *string  `placeholder:"10:30"`
	Zone         *string  `placeholder:"Europe/Paris"`
	Network      []string `placeholder:"NETWORK"`
	Text         *string  `placeholder:"TEXT"`
	TextFile     string   `placeholder:"FILE" xor:"text"`
	FirstComment *string  `placeholder:"TEXT"`
	Headline     *string  `placeholder:"TEXT"`
	Signature    *bool    `negatable:""`
	Link         *string  `placeholder:"URL"`
	Note         *string  `placeholder:"TEXT"`
	Author       *string  `placeholder:"NAME"`
	Campaign     *string  `placeholder:"NAME"`
	Pillar       *string  `placeholder:"NAME"`
	Funnel       *string  `placeholder:"STAGE"`
	Effort       *string  `placeholder:"1h30"`
	Due          *string  `placeholder:"2026-10-15"`
}

// apply puts the flags on an item. With several networks and one text the
// first gets it and the others follow.
func (f itemFlags) apply(e *env, it *calendar.Item) error {
	if err := f.applyWhat(e, it); err != nil {
		return err
	}
	if err := f.applyWhen(it); err != nil {
		return err
	}
	if err := f.applyTexts(e, it); err != nil {
		return err
	}
	return f.applyPlace(e, it)
}

func (f itemFlags) applyWhat(e *env, it *calendar.Item) (err error) {
	give(&it.Title, f.Title)
	give(&it.Link, f.Link)
	give(&it.Note, f.Note)
	give(&it.Zone, f.Zone)
	if f.Kind != nil {
		if it.Kind, err = e.kind(*f.Kind); err != nil {
			return err
		}
	}
	if f.Funnel != nil {
		it.Funnel = calendar.Funnel(*f.Funnel)
	}
	if f.Effort != nil {
		it.EffortSeconds = 0
		if *f.Effort != "" {
			if it.EffortSeconds, err = civil.ParseDuration(*f.Effort); err != nil {
				return atFlag(err, "effort")
			}
		}
	}
	return nil
}

func (f itemFlags) applyWhen(it *calendar.Item) (err error) {
	if f.On != nil {
		it.On = civil.Date{}
		if it.On, err = dayOr(*f.On, civil.Date{}, "on"); err != nil {
			return err
		}
	}
	if f.At != nil {
		it.At = civil.NoClock
		if *f.At != "" {
			if it.At, err = civil.ParseClock(*f.At); err != nil {
				return atFlag(err, "at")
			}
		}
	}
	if f.Due != nil {
		if it.ReviewDue, err = dayOr(*f.Due, civil.Date{}, "due"); err != nil {
			return err
		}
	}
	return nil
}

func (f itemFlags) applyTexts(e *env, it *calendar.Item) error {
	words := f.Text
	if f.TextFile != "" {
		read, err := e.readText(f.TextFile)
		if err != nil {
			return err
		}
		words = &read
	}
	networks, err := f.networks(e, it)
	if err != nil {
		return err
	}
	if len(networks) == 0 && (words != nil || f.FirstComment != nil || f.Headline != nil || f.Signature != nil) {
		return fault.New("network_missing").At("network")
	}
	brand, err := e.House.Clients.Client(e.Context, it.Client)
	if err != nil {
		return err
	}
	for i, network := range networks {
		switch {
		case words != nil && i > 0:
			it.Follow(network, networks[0])
		case words != nil:
			it.SetText(network, *words)
		case !slices.ContainsFunc(it.Texts, func(t calendar.Text) bool { return t.Network == network }):
			it.SetText(network, "")
		}
		at := slices.IndexFunc(it.Texts, func(t calendar.Text) bool { return t.Network == network })
		give(&it.Texts[at].FirstComment, f.FirstComment)
		give(&it.Texts[at].Title, f.Headline)
		if f.Signature != nil {
			it.Sign(network, brand.Brand, *f.Signature)
		}
	}
	return nil
}

// networks are those named, or for a text without a network the item's only one.
func (f itemFlags) networks(e *env, it *calendar.Item) ([]string, error) {
	var list []string
	for _, n := range f.Network {
		network, err := e.network(n)
		if err != nil {
			return nil, err
		}
		list = append(list, network)
	}
	if len(list) == 0 && len(it.Texts) == 1 {
		list = append(list, it.Texts[0].Network)
	}
	return list, nil
}

// readText reads a text from a file, or from the standard input for "-".
func (e *env) readText(name string) (string, error) {
	const most = 1 << 20
	in := e.In
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return "", fault.New("file_not_found", "name", name).At("text_file").Because(err)
		}
		defer file.Close()
		in = file
	}
	b, err := io.ReadAll(io.LimitReader(in, most))
	if err != nil {
		return "", fault.New("file_unreadable", "name", name).At("text_file").Because(err)
	}
	return strings.TrimRight(string(b), "\r\n"), nil
}

func (f itemFlags) applyPlace(e *env, it *calendar.Item) error {
	if f.Author != nil {
		p, err := e.House.Clients.StaffByName(e.Context, *f.Author)
		if err != nil {
			return atFlag(err, "author")
		}
		it.Author = p.ID
	}
	if f.Campaign != nil {
		list, err := e.House.Calendar.Campaigns(e.Context, it.Client)
		if err != nil {
			return err
		}
		it.Campaign = named(list, *f.Campaign, func(c calendar.Campaign) (clients.ID, string) { return c.ID, c.Name })
	}
	if f.Pillar != nil {
		list, err := e.House.Calendar.Pillars(e.Context, it.Client)
		if err != nil {
			return err
		}
		it.Pillar = named(list, *f.Pillar, func(p calendar.Pillar) (clients.ID, string) { return p.ID, p.Name })
	}
	return nil
}

// named finds by name or ID; what is not found is left to the room to refuse.
func named[T any](list []T, typed string, of func(T) (clients.ID, string)) clients.ID {
	for _, v := range list {
		if id, name := of(v); clients.Fold(name) == clients.Fold(typed) || string(id) == typed {
			return id
		}
	}
	return clients.ID(typed)
}

type calendarAdd struct {
	Client string `required:"" placeholder:"KEY"`
	State  string `placeholder:"draft"`
	itemFlags
}

// Run plans an item.
func (c calendarAdd) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	it, err := e.House.Calendar.Blank(e.Context, client.ID)
	if err != nil {
		return err
	}
	if c.State != "" {
		if it.State, err = e.state(c.State); err != nil {
			return err
		}
	}
	if err := c.apply(e, &it); err != nil {
		return err
	}
	it, err = e.House.Calendar.Add(e.Context, it)
	return e.after(it, err)
}

type calendarEdit struct {
	itemArg
	itemFlags
	Drop []string `placeholder:"NETWORK"`
}

// Run changes an item; what was approved is void where its content changes.
func (c calendarEdit) Run(e *env) error {
	it, err := e.House.Calendar.Change(e.Context, c.id(), func(it *calendar.Item) error {
		for _, n := range c.Drop {
			network, err := e.network(n)
			if err != nil {
				return err
			}
			it.DropNetwork(network)
		}
		return c.apply(e, it)
	})
	return e.after(it, err)
}

// state reads a state by its key, with - or blanks for _, or its name in
// either language.
func (e *env) state(s string) (calendar.State, error) {
	for _, state := range calendar.States() {
		if sameWord(s, string(state), "calendar.state."+string(state)) {
			return state, nil
		}
	}
	return "", fault.New("state_unknown", "value", s).At("state")
}

func (e *env) kind(s string) (calendar.Kind, error) {
	for _, kind := range calendar.Kinds() {
		if sameWord(s, string(kind), "calendar.kind."+string(kind)) {
			return kind, nil
		}
	}
	return "", fault.New("kind_unknown", "value", s).At("kind")
}

func sameWord(typed, key, label string) bool {
	folded := clients.Fold(typed)
	if strings.NewReplacer("-", "_", " ", "_").Replace(folded) == key {
		return true
	}
	for _, l := range text.Langs() {
		if clients.Fold(text.For(l).T(label)) == folded {
			return true
		}
	}
	return false
}

func (e *env) network(s string) (string, error) {
	network, ok := e.House.Calendar.Limits().Network(s)
	if !ok {
		return "", fault.New("network_unknown", "value", s).At("network")
	}
	return network, nil
}

// after shows an item as it stands after an act.
func (e *env) after(it calendar.Item, err error) error {
	if err != nil {
		return err
	}
	return e.showItem(it.ID)
}

func (e *env) showItem(id clients.ID) error {
	d, err := e.House.Calendar.Show(e.Context, id)
	if err != nil {
		return err
	}
	w, err := e.directory()
	if err != nil {
		return err
	}
	return e.Print(w.item(d.Item, d.Decisions, e), func(out io.Writer) { e.writeItem(out, w, d) })
}

func (e *env) showItems(items []calendar.Item) error {
	w, err := e.directory()
	if err != nil {
		return err
	}
	out := make([]itemJSON, 0, len(items))
	if e.JSON {
		for _, it := range items {
			decisions, err := e.House.Calendar.Decisions(e.Context, it)
			if err != nil {
				return err
			}
			out = append(out, w.item(it, decisions, e))
		}
	}
	return e.Print(out, func(out io.Writer) {
		rows := [][]string{{e.T("calendar.col_on"), e.T("calendar.col_at"), e.T("calendar.col_client"), e.T("calendar.col_kind"),
			e.T("calendar.col_networks"), e.T("calendar.col_state"), e.T("calendar.col_title"), e.T("calendar.col_id")}}
		for _, it := range items {
			rows = append(rows, []string{
				e.Printer.DateNum(it.On), it.At.String(), w.clients[it.Client], e.T("calendar.kind." + string(it.Kind)),
				strings.Join(it.Row().Networks, " "), e.T("calendar.state." + string(it.State)), it.Name(), string(it.ID),
			})
		}
		e.Table(out, rows)
		fmt.Fprintln(out, e.Printer.N("calendar.items", len(items)))
	})
}
