package main

import (
	"fmt"
	"io"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
)

type contactGroup struct {
	List    contactList    `cmd:""`
	Add     contactAdd     `cmd:""`
	Set     contactSet     `cmd:""`
	Archive contactArchive `cmd:""`
}

type contactView struct {
	ID         string  `json:"id"`
	Client     string  `json:"client"`
	Name       string  `json:"name"`
	Job        *string `json:"job"`
	Email      *string `json:"email"`
	Phone      *string `json:"phone"`
	Role       *string `json:"role"`
	Committee  bool    `json:"committee"`
	Note       *string `json:"note"`
	ArchivedAt *string `json:"archived_at"`
}

func viewContact(c clients.Contact, key string) contactView {
	return contactView{
		string(c.ID), key, c.Name, orNull(c.Job), orNull(c.Email), orNull(c.Phone), orNull(c.Role),
		c.Committee, orNull(c.Note), orNull(c.ArchivedAt),
	}
}

// viewContacts leaves the archived ones out.
func viewContacts(all []clients.Contact, key string) []contactView {
	views := []contactView{}
	for _, c := range all {
		if c.ArchivedAt == "" {
			views = append(views, viewContact(c, key))
		}
	}
	return views
}

type contactList struct {
	Client string `required:"" placeholder:"KEY"`
	All    bool
}

// Run lists a client's contacts.
func (c contactList) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	all, err := e.House.Clients.Contacts(e.Context, client.ID)
	if err != nil {
		return err
	}
	views := []contactView{}
	rows := [][]string{{e.T("agency.name"), e.T("agency.job"), e.T("agency.email"), e.T("agency.phone"), e.T("agency.committee")}}
	for _, k := range all {
		if k.ArchivedAt != "" && !c.All {
			continue
		}
		views = append(views, viewContact(k, client.Key))
		member := ""
		if k.Committee {
			member = e.T("common.yes")
		}
		rows = append(rows, []string{k.Name, k.Job, k.Email, k.Phone, member})
	}
	return e.Print(views, func(w io.Writer) { e.Table(w, rows) })
}

func (e *env) showContact(c clients.Contact, key string) error {
	return e.Print(viewContact(c, key), func(w io.Writer) {
		member := ""
		if c.Committee {
			member = e.T("common.yes")
		}
		fmt.Fprintln(w, c.Name)
		e.Facts(w, [][]string{
			{e.T("agency.job"), c.Job},
			{e.T("agency.role"), c.Role},
			{e.T("agency.email"), c.Email},
			{e.T("agency.phone"), c.Phone},
			{e.T("agency.committee"), member},
			{e.T("agency.note"), c.Note},
		})
	})
}

type contactFlags struct {
	Job       *string `placeholder:"TEXT"`
	Email     *string `placeholder:"ADDRESS"`
	Phone     *string `placeholder:"N"`
	Role      *string `placeholder:"TEXT"`
	Note      *string `placeholder:"TEXT"`
	Committee *bool   `negatable:""`
}

func (f contactFlags) apply(c *clients.Contact) {
	give(&c.Job, f.Job)
	give(&c.Email, f.Email)
	give(&c.Phone, f.Phone)
	give(&c.Role, f.Role)
	give(&c.Note, f.Note)
	give(&c.Committee, f.Committee)
}

type contactAdd struct {
	Client string `required:"" placeholder:"KEY"`
	Name   string `required:"" placeholder:"NAME"`
	contactFlags
}

// Run adds a person at a client.
func (c contactAdd) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	k := clients.Contact{Client: client.ID, Name: c.Name}
	c.apply(&k)
	if k, err = e.House.Clients.AddContact(e.Context, k); err != nil {
		return err
	}
	return e.showContact(k, client.Key)
}

type contactSet struct {
	Client  string  `required:"" placeholder:"KEY"`
	Name    string  `required:"" placeholder:"NAME"`
	NewName *string `placeholder:"NAME"`
	contactFlags
}

// Run changes a person at a client.
func (c contactSet) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	k, err := e.House.Clients.ContactByName(e.Context, client.ID, c.Name)
	if err != nil {
		return err
	}
	k, err = e.House.Clients.EditContact(e.Context, client.ID, k.ID, func(k *clients.Contact) {
		give(&k.Name, c.NewName)
		c.apply(k)
	})
	if err != nil {
		return err
	}
	return e.showContact(k, client.Key)
}

type contactArchive struct {
	Client string `required:"" placeholder:"KEY"`
	Name   string `required:"" placeholder:"NAME"`
}

// Run takes a person at a client out of the lists.
func (c contactArchive) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	k, err := e.House.Clients.ContactByName(e.Context, client.ID, c.Name)
	if err != nil {
		return err
	}
	if k, err = e.House.Clients.ArchiveContact(e.Context, client.ID, k.ID); err != nil {
		return err
	}
	return e.showContact(k, client.Key)
}

type channelGroup struct {
	List    channelList    `cmd:""`
	Add     channelAdd     `cmd:""`
	Archive channelArchive `cmd:""`
}

type channelView struct {
	ID         string  `json:"id"`
	Client     string  `json:"client"`
	Network    string  `json:"network"`
	Name       *string `json:"name"`
	Handle     *string `json:"handle"`
	URL        *string `json:"url"`
	OpenedOn   *string `json:"opened_on"`
	ArchivedAt *string `json:"archived_at"`
}

func viewChannel(c clients.Channel, key string) channelView {
	return channelView{
		string(c.ID), key, c.Network, orNull(c.Name), orNull(c.Handle), orNull(c.URL),
		orNull(c.OpenedOn.String()), orNull(c.ArchivedAt),
	}
}

// viewChannels leaves the archived ones out.
func viewChannels(all []clients.Channel, key string) []channelView {
	views := []channelView{}
	for _, c := range all {
		if c.ArchivedAt == "" {
			views = append(views, viewChannel(c, key))
		}
	}
	return views
}

type channelList struct {
	Client string `required:"" placeholder:"KEY"`
	All    bool
}

// Run lists a client's channels.
func (c channelList) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	all, err := e.House.Clients.Channels(e.Context, client.ID)
	if err != nil {
		return err
	}
	views := []channelView{}
	rows := [][]string{{e.T("agency.network"), e.T("agency.name"), e.T("agency.handle"), e.T("agency.url")}}
	for _, k := range all {
		if k.ArchivedAt == "" || c.All {
			views = append(views, viewChannel(k, client.Key))
			rows = append(rows, []string{k.Network, k.Name, k.Handle, k.URL})
		}
	}
	return e.Print(views, func(w io.Writer) { e.Table(w, rows) })
}

type channelAdd struct {
	Client   string `required:"" placeholder:"KEY"`
	Network  string `required:"" placeholder:"NETWORK"`
	Name     string `placeholder:"NAME"`
	Handle   string `placeholder:"@NAME"`
	URL      string `name:"url" placeholder:"URL"`
	OpenedOn string `placeholder:"DAY"`
}

// Run adds a presence on a network.
func (c channelAdd) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	k := clients.Channel{Client: client.ID, Network: c.Network, Name: c.Name, Handle: c.Handle, URL: c.URL}
	if c.OpenedOn != "" {
		if k.OpenedOn, err = civil.ParseDate(c.OpenedOn); err != nil {
			return fault.At(err, "opened_on")
		}
	}
	if k, err = e.House.Clients.AddChannel(e.Context, k); err != nil {
		return err
	}
	return e.showChannel(k, client.Key)
}

func (e *env) showChannel(c clients.Channel, key string) error {
	return e.Print(viewChannel(c, key), func(w io.Writer) {
		e.Table(w, [][]string{{c.Network, c.Name, c.Handle, c.URL, string(c.ID)}})
	})
}

type channelArchive struct {
	Client string `required:"" placeholder:"KEY"`
	ID     string `arg:"" name:"id"`
}

// Run takes a presence out of the lists.
func (c channelArchive) Run(e *env) error {
	client, err := e.Client(c.Client)
	if err != nil {
		return err
	}
	k, err := e.House.Clients.ArchiveChannel(e.Context, client.ID, clients.ID(c.ID))
	if err != nil {
		return err
	}
	return e.showChannel(k, client.Key)
}
