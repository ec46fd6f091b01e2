package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/reports/packs"
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
	Pack      calendarPack      `cmd:""`
	Packs     calendarPacks     `cmd:""`
	Poster    calendarPoster    `cmd:""`
	Decisions calendarDecisions `cmd:""`
	Remind    calendarRemind    `cmd:""`
	Publish   calendarPublish   `cmd:""`
	Correct   calendarCorrect   `cmd:""`
	Comment   calendarComment   `cmd:""`
	Hold      calendarHold      `cmd:""`
	Release   calendarRelease   `cmd:""`
	Rm        calendarRm        `cmd:""`
	Approvals calendarApprovals `cmd:""`
	Promised  calendarPromised  `cmd:""`
	Repeat    calendarRepeat    `cmd:""`
	Stop      calendarStop      `cmd:""`
	Series    calendarSeries    `cmd:""`
	Extend    calendarExtend    `cmd:""`
	Days      calendarDays      `cmd:""`
	Slots     calendarSlots     `cmd:""`
	Queue     calendarQueue     `cmd:""`
	Media     calendarMedia     `cmd:""`
	Tags      calendarTags      `cmd:""`
	Idea      ideaGroup         `cmd:""`
	Mix       calendarMix       `cmd:""`
	Limits    calendarLimits    `cmd:""`
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
			return fault.At(err, "author")
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

type calendarShow struct {
	itemArg
	PDF string `name:"pdf" placeholder:"FILE"`
}

// Run shows one item whole, and writes its sheet.
func (c calendarShow) Run(e *env, cli *root) error {
	if c.PDF != "" {
		d, err := e.House.Packs.Sheet(e.Context, c.id(), langOf(e, cli))
		if err != nil {
			return err
		}
		if err := packs.Save(d, c.PDF, ""); err != nil {
			return err
		}
	}
	return e.showItem(c.id())
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
	Drop  []string `placeholder:"NETWORK"`
	Scope string   `placeholder:"this|following|all"`
}

// Run changes an item; what was approved is void where its content changes.
func (c calendarEdit) Run(e *env) error {
	it, err := e.House.Calendar.Item(e.Context, c.id())
	if err != nil {
		return err
	}
	for _, n := range c.Drop {
		network, err := e.network(n)
		if err != nil {
			return err
		}
		it.DropNetwork(network)
	}
	if err := c.apply(e, &it); err != nil {
		return err
	}
	_, err = e.House.Calendar.EditSeries(e.Context, it, calendar.Scope(c.Scope))
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
		rows := [][]string{{
			e.T("calendar.col_on"), e.T("calendar.col_at"), e.T("calendar.col_client"), e.T("calendar.col_kind"),
			e.T("calendar.col_networks"), e.T("calendar.col_state"), e.T("calendar.col_title"), e.T("calendar.col_id"),
		}}
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
