package main

import (
	"fmt"
	"io"
	"strconv"

	"regie/clients"
	"regie/clients/fault"
	"regie/clients/money"
)

type clientGroup struct {
	List     clientList     `cmd:""`
	Show     clientShow     `cmd:""`
	Add      clientAdd      `cmd:""`
	Set      clientSet      `cmd:""`
	Archive  clientArchive  `cmd:""`
	Reopen   clientReopen   `cmd:""`
	Order    clientOrder    `cmd:""`
	Logo     clientLogo     `cmd:""`
	Contact  contactGroup   `cmd:""`
	Channel  channelGroup   `cmd:""`
	Handover clientHandover `cmd:""`
}

// clientArg is a client named by the argument or by --client.
type clientArg struct {
	Client string `arg:"" optional:"" name:"key"`
	Flag   string `name:"client" placeholder:"KEY"`
}

func (n clientArg) find(e *env) (clients.Client, error) {
	key := n.Client
	if key == "" {
		key = n.Flag
	}
	if key == "" {
		return clients.Client{}, fault.New("client_missing").At("client")
	}
	return e.Client(key)
}

type clientView struct {
	ID       string   `json:"id"`
	Key      string   `json:"key"`
	Name     string   `json:"name"`
	Internal bool     `json:"internal"`
	Position int      `json:"position"`
	Sector   *string  `json:"sector"`
	Sectors  []string `json:"sectors"`
	Lang     string   `json:"lang"`
	Currency string   `json:"currency"`
	Zone     string   `json:"zone"`
	identityView
	Seasonality   *string  `json:"seasonality"`
	Circuit       string   `json:"circuit"`
	Quorum        *int     `json:"quorum"`
	Logo          *string  `json:"logo"`
	Primary       string   `json:"primary"`
	Secondary     *string  `json:"secondary"`
	AddressForm   string   `json:"address_form"`
	Tone          *string  `json:"tone"`
	WordsUse      []string `json:"words_use"`
	WordsAvoid    []string `json:"words_avoid"`
	Mentions      []string `json:"mentions"`
	Hashtags      []string `json:"hashtags"`
	AccessNotes   *string  `json:"access_notes"`
	Note          *string  `json:"note"`
	ArchivedAt    *string  `json:"archived_at"`
	ArchiveReason *string  `json:"archive_reason"`
}

func viewClient(c clients.Client) clientView {
	v := clientView{
		ID: string(c.ID), Key: c.Key, Name: c.Name, Internal: c.Internal, Position: c.Position, Sector: orNull(c.Sector), Sectors: list(c.Sectors()),
		Lang: c.Lang, Currency: string(c.Currency), Zone: c.Zone, identityView: viewIdentity(c.Identity), Seasonality: orNull(c.Seasonality),
		Circuit: string(c.Circuit), Logo: orNull(c.Brand.Logo), Primary: c.Brand.Primary, Secondary: orNull(c.Brand.Secondary),
		AddressForm: c.Brand.AddressForm, Tone: orNull(c.Brand.Tone),
		WordsUse: list(c.Brand.WordsUse), WordsAvoid: list(c.Brand.WordsAvoid), Mentions: list(c.Brand.Mentions), Hashtags: list(c.Brand.Hashtags),
		AccessNotes: orNull(c.AccessNotes), Note: orNull(c.Note), ArchivedAt: orNull(c.ArchivedAt), ArchiveReason: orNull(c.ArchiveReason),
	}
	if c.Quorum > 0 {
		v.Quorum = &c.Quorum
	}
	return v
}

type clientList struct {
	Archived bool
	All      bool
}

// Run lists the clients in their order.
func (c clientList) Run(e *env) error {
	which := clients.ActiveClients
	switch {
	case c.All:
		which = clients.AllClients
	case c.Archived:
		which = clients.ArchivedClients
	}
	all, err := e.House.Clients.Clients(e.Context, which)
	if err != nil {
		return err
	}
	var views []clientView
	rows := [][]string{{e.T("agency.key"), e.T("agency.name"), e.T("agency.sector"), e.T("agency.country"), e.T("agency.currency"), e.T("agency.lang")}}
	for _, c := range all {
		views = append(views, viewClient(c))
		rows = append(rows, []string{c.Key, c.Name, c.Sector, c.Country, string(c.Currency), c.Lang})
	}
	return e.Print(list(views), func(w io.Writer) { e.Table(w, rows) })
}

type clientShow struct{ clientArg }

// Run shows a client with its contacts, channels and terms in force.
func (c clientShow) Run(e *env) error {
	client, err := c.find(e)
	if err != nil {
		return err
	}
	return e.showClient(client)
}

// clientDetail is a client with what belongs to it.
type clientDetail struct {
	clientView
	Contacts []contactView `json:"contacts"`
	Channels []channelView `json:"channels"`
	Contract *contractView `json:"contract"`
}

func (e *env) showClient(c clients.Client) error {
	contacts, err := e.House.Clients.Contacts(e.Context, c.ID)
	if err != nil {
		return err
	}
	channels, err := e.House.Clients.Channels(e.Context, c.ID)
	if err != nil {
		return err
	}
	d := clientDetail{clientView: viewClient(c), Contacts: viewContacts(contacts, c.Key), Channels: viewChannels(channels, c.Key)}
	terms, ok, err := e.House.Clients.ContractOn(e.Context, c.ID, e.Today)
	if err != nil {
		return err
	}
	if ok {
		v := viewContract(terms, c.Key)
		d.Contract = &v
	}
	return e.Print(d, func(w io.Writer) {
		fmt.Fprintf(w, "%s (%s)\n", c.Name, c.Key)
		e.Facts(w, append(clientRows(e, c), identityRows(e, c.Identity)...))
		if ok {
			e.describeTerms(w, terms)
		}
	})
}

func clientRows(e *env, c clients.Client) [][]string {
	quorum := ""
	if c.Quorum > 0 {
		quorum = strconv.Itoa(c.Quorum)
	}
	return [][]string{
		{e.T("agency.sector"), c.Sector},
		{e.T("agency.lang"), c.Lang},
		{e.T("agency.currency"), string(c.Currency)},
		{e.T("agency.zone"), c.Zone},
		{e.T("agency.circuit"), e.T("agency.circuit_" + string(c.Circuit))},
		{e.T("agency.quorum"), quorum},
		{e.T("agency.primary"), c.Brand.Primary},
		{e.T("agency.secondary"), c.Brand.Secondary},
		{e.T("agency.address_form"), c.Brand.AddressForm},
		{e.T("agency.tone"), c.Brand.Tone},
		{e.T("agency.words_use"), e.Printer.List(c.Brand.WordsUse)},
		{e.T("agency.words_avoid"), e.Printer.List(c.Brand.WordsAvoid)},
		{e.T("agency.mentions"), e.Printer.List(c.Brand.Mentions)},
		{e.T("agency.hashtags"), e.Printer.List(c.Brand.Hashtags)},
		{e.T("agency.note"), c.Note},
		{e.T("agency.archived_at"), c.ArchivedAt},
		{e.T("agency.archive_reason"), c.ArchiveReason},
	}
}

// clientFlags are what can be said of a client. A list that is given replaces
// the one there was; one empty value clears it.
type clientFlags struct {
	identityFlags
	localeFlags
	Sector      []string `placeholder:"TEXT"`
	Seasonality *string  `placeholder:"TEXT"`
	Circuit     *string  `placeholder:"none|internal|client"`
	Quorum      *string  `placeholder:"N"`
	Primary     *string  `placeholder:"#RRGGBB"`
	Secondary   *string  `placeholder:"#RRGGBB"`
	AddressForm *string  `placeholder:"tu|vous"`
	Tone        *string  `placeholder:"TEXT"`
	WordsUse    []string `sep:"none" placeholder:"TEXT"`
	WordsAvoid  []string `sep:"none" placeholder:"TEXT"`
	Mention     []string `sep:"none" placeholder:"TEXT"`
	Hashtag     []string `sep:"none" placeholder:"TEXT"`
	Access      *string  `placeholder:"TEXT"`
	Note        *string  `placeholder:"TEXT"`
	Logo        *string  `placeholder:"FILE"`
}

func (f clientFlags) apply(c *clients.Client, docLang string, quorum *int64) {
	f.identityFlags.apply(&c.Identity)
	give(&c.Zone, f.Zone)
	if f.Currency != nil {
		c.Currency = money.Currency(*f.Currency)
	}
	if docLang != "" {
		c.Lang = docLang
	}
	if f.Sector != nil {
		c.SetSectors(f.Sector)
	}
	give(&c.Seasonality, f.Seasonality)
	if f.Circuit != nil {
		c.Circuit = clients.Circuit(*f.Circuit)
	}
	if quorum != nil {
		c.Quorum = int(*quorum)
	}
	give(&c.Brand.Primary, f.Primary)
	give(&c.Brand.Secondary, f.Secondary)
	give(&c.Brand.AddressForm, f.AddressForm)
	give(&c.Brand.Tone, f.Tone)
	for _, l := range []struct {
		to   *[]string
		from []string
	}{{&c.Brand.WordsUse, f.WordsUse}, {&c.Brand.WordsAvoid, f.WordsAvoid}, {&c.Brand.Mentions, f.Mention}, {&c.Brand.Hashtags, f.Hashtag}} {
		if l.from != nil {
			*l.to = l.from
		}
	}
	give(&c.AccessNotes, f.Access)
	give(&c.Note, f.Note)
}

// after keeps the logo, says what looks wrong, and shows the client.
func (f clientFlags) after(e *env, c clients.Client, logo *pictureFile) error {
	if logo != nil {
		if err := e.House.Clients.SetLogo(e.Context, c.ID, logo.name, logo.content); err != nil {
			return err
		}
		e.notes(clients.LogoNotes(logo.content))
	}
	c, err := e.House.Clients.Client(e.Context, c.ID)
	if err != nil {
		return err
	}
	e.notes(clients.IdentityNotes(c.Identity))
	if f.Primary != nil || f.Secondary != nil {
		e.notes(clients.BrandNotes(c.Brand))
	}
	return e.showClient(c)
}

type clientAdd struct {
	Name string `required:"" placeholder:"NAME"`
	Key  string `placeholder:"KEY"`
	clientFlags
}

// Run adds a client; only the name is needed.
func (c clientAdd) Run(e *env) error {
	quorum, err := numberFlag("quorum", c.Quorum)
	if err != nil {
		return err
	}
	logo, err := fileFlag(c.Logo)
	if err != nil {
		return err
	}
	client := clients.Client{Name: c.Name, Key: c.Key}
	c.apply(&client, e.docLang, quorum)
	if client, err = e.House.Clients.AddClient(e.Context, client); err != nil {
		return err
	}
	return c.after(e, client, logo)
}

type clientSet struct {
	clientArg
	Key    *string `placeholder:"KEY"`
	NewKey *string `placeholder:"KEY"`
	Name   *string `placeholder:"NAME"`
	clientFlags
	NoLogo bool `name:"no-logo"`
}

// Run changes a client, named by the argument, --client or --key.
func (c clientSet) Run(e *env) error {
	if c.Client == "" && c.Flag == "" && c.Key != nil {
		c.Client, c.Key = *c.Key, nil
	}
	client, err := c.find(e)
	if err != nil {
		return err
	}
	quorum, err := numberFlag("quorum", c.Quorum)
	if err != nil {
		return err
	}
	logo, err := fileFlag(c.Logo)
	if err != nil {
		return err
	}
	client, err = e.House.Clients.EditClient(e.Context, client.ID, func(k *clients.Client) {
		give(&k.Name, c.Name)
		give(&k.Key, c.Key)
		give(&k.Key, c.NewKey)
		c.apply(k, e.docLang, quorum)
	})
	if err != nil {
		return err
	}
	if c.NoLogo {
		if err := e.House.Clients.RemoveLogo(e.Context, client.ID); err != nil {
			return err
		}
	}
	return c.after(e, client, logo)
}

type clientArchive struct {
	clientArg
	Reason string `placeholder:"TEXT"`
}

// Run closes a client's workspace.
func (c clientArchive) Run(e *env) error {
	client, err := c.find(e)
	if err != nil {
		return err
	}
	if client, err = e.House.Clients.ArchiveClient(e.Context, client.ID, c.Reason); err != nil {
		return err
	}
	return e.showClient(client)
}

type clientReopen struct{ clientArg }

// Run opens a client's workspace again.
func (c clientReopen) Run(e *env) error {
	client, err := c.find(e)
	if err != nil {
		return err
	}
	if client, err = e.House.Clients.ReopenClient(e.Context, client.ID); err != nil {
		return err
	}
	return e.showClient(client)
}

type clientOrder struct {
	Keys []string `arg:"" name:"key"`
}

// Run puts the clients in the order of their keys.
func (c clientOrder) Run(e *env) error {
	var ids []clients.ID
	for _, k := range c.Keys {
		client, err := e.Client(k)
		if err != nil {
			return err
		}
		ids = append(ids, client.ID)
	}
	if err := e.House.Clients.ReorderClients(e.Context, ids); err != nil {
		return err
	}
	return clientList{}.Run(e)
}

type clientLogo struct {
	File   string `arg:"" placeholder:"FILE"`
	Client string `required:"" placeholder:"KEY"`
}

// Run keeps a picture as a client's logo.
func (c clientLogo) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	logo, err := fileFlag(&c.File)
	if err != nil {
		return err
	}
	return clientFlags{}.after(e, client, logo)
}
