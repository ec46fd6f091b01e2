package clientfile

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/assets/keydates"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/fault"
	"regie/clients/money"
	"regie/gui/choices"
	"regie/gui/screen"
	"regie/gui/theme"
	"regie/gui/widgets"
)

// identityFields are the fields of who a client is, for its file and for a new
// client.
type identityFields struct {
	name, key, season                   *widgets.TextField
	sectors                             *widgets.FilterChip // several
	lang, currency, zone, country       *widgets.Select
	circuit                             *widgets.Select
	quorum                              *widgets.TextField
	legalName, legalForm, address       *widgets.TextField
	postcode, city, siren, siret, vatID *widgets.TextField
	access, note                        *widgets.TextField
}

func newIdentityFields(p *text.Printer, c clients.Client) *identityFields {
	field := func(name, key, value string) *widgets.TextField {
		f := widgets.NewTextField(name, p.T(key))
		f.SetText(value)
		return f
	}
	f := &identityFields{
		name: field("name", "common.name", c.Name), key: field("key", "clientfile.key", c.Key),
		season:    field("seasonality", "clientfile.seasonality", c.Seasonality),
		legalName: field("legal_name", "clientfile.legal_name", c.LegalName), legalForm: field("legal_form", "clientfile.legal_form", c.LegalForm),
		address: field("address", "common.address", c.Address), postcode: field("postcode", "clientfile.postcode", c.Postcode),
		city: field("city", "clientfile.city", c.City), siren: field("siren", "clientfile.siren", c.SIREN),
		siret: field("siret", "clientfile.siret_one", c.SIRET), vatID: field("vat_id", "clientfile.vat_id", c.VATID),
		quorum: field("quorum", "clientfile.quorum", ""),
		access: widgets.NewTextArea("access_notes", p.T("clientfile.access_notes"), 3), note: widgets.NewTextArea("note", p.T("common.note"), 3),
	}
	f.sectors = widgets.NewFilterChip(p, p.T("clientfile.sector_none"), sectorOptions(p, c.Sectors()), func([]string) {})
	f.sectors.SetKeys(c.Sectors())
	f.lang = choose(p, "lang", "common.language", choices.Langs(p), c.Lang)
	f.currency = choose(p, "currency", "common.currency", choices.Currencies(p), string(c.Currency))
	f.zone = choose(p, "zone", "common.zone", choices.Zones(c.Zone), c.Zone)
	f.country = choose(p, "country", "common.country", choices.Countries(p, c.Country), c.Country)
	f.circuit = choose(p, "circuit", "clientfile.circuit", choices.Keyed(p, "clientfile.circuit_",
		clients.CircuitNone, clients.CircuitInternal, clients.CircuitClient), string(c.Circuit))
	if c.Quorum > 0 {
		f.quorum.SetText(strconv.Itoa(c.Quorum))
	}
	f.quorum.SetHint(p.T("clientfile.quorum_hint"))
	f.key.SetHint(p.T("clientfile.key_hint"))
	f.access.SetHint(p.T("clientfile.access_hint"))
	f.access.SetText(c.AccessNotes)
	f.note.SetText(c.Note)
	return f
}

// sectorOptions are the sectors that have a calendar of key dates; others,
// given by a script, stay as they are.
func sectorOptions(p *text.Printer, also []string) []widgets.Option {
	known := keydates.Sectors()
	out := choices.Keyed(p, "clientfile.sector_", known...)
	for _, s := range also {
		if !slices.Contains(known, s) {
			out = append(out, widgets.Option{Key: s, Label: s})
		}
	}
	return out
}

// sectorField is the choice of sectors under its label.
func (f *identityFields) sectorField(p *text.Printer) fyne.CanvasObject {
	return widgets.VBox(theme.Space4, widgets.Caption(p.T("clientfile.sectors")), widgets.HBox(0, f.sectors))
}

func choose(p *text.Printer, name, key string, options []widgets.Option, chosen string) *widgets.Select {
	s := widgets.NewSelect(p, name, p.T(key), options, nil)
	s.Choose(chosen)
	return s
}

// read puts what was typed into a client.
func (f *identityFields) read(c clients.Client) (clients.Client, error) {
	c.Name, c.Key, c.Seasonality = f.name.Text(), f.key.Text(), f.season.Text()
	c.SetSectors(f.sectors.Keys())
	c.Lang, c.Currency, c.Zone, c.Country = f.lang.Key(), money.Currency(f.currency.Key()), f.zone.Key(), f.country.Key()
	c.Circuit = clients.Circuit(f.circuit.Key())
	c.LegalName, c.LegalForm, c.Address = f.legalName.Text(), f.legalForm.Text(), f.address.Text()
	c.Postcode, c.City, c.SIREN, c.SIRET = f.postcode.Text(), f.city.Text(), f.siren.Text(), f.siret.Text()
	c.VATID, c.AccessNotes, c.Note = f.vatID.Text(), f.access.Text(), f.note.Text()
	var err error
	c.Quorum, err = count("quorum", f.quorum.Text())
	return c, err
}

// keepBrand takes over what the form of identity holds; the brand kit has a
// form of its own and may have changed meanwhile.
func keepBrand(to *clients.Client, edited clients.Client) {
	brand, archived, reason, position := to.Brand, to.ArchivedAt, to.ArchiveReason, to.Position
	*to = edited
	to.Brand, to.ArchivedAt, to.ArchiveReason, to.Position = brand, archived, reason, position
}

// count reads a small number, 0 when nothing was typed; fault number_invalid.
func count(field, s string) (int, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > 9999 {
		return 0, fault.New("number_invalid", "value", s).At(field)
	}
	return n, nil
}

func pair(a, b fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Columns(theme.Space12, []float32{1, 1}, a, b)
}

func heading(p *text.Printer, key string) fyne.CanvasObject {
	return widgets.VBox(theme.Space8, widgets.Rule(), widgets.StrongCaption(p.T(key)))
}

func (v *view) editIdentity() { v.editIdentityAt("") }

// editIdentityAt opens the form with the keyboard in a field, "" for the first.
func (v *view) editIdentityAt(start string) {
	p, c := v.host.Printer(), v.file.client
	f := newIdentityFields(p, c)
	v.form(p.T("clientfile.edit"), func() (func(context.Context) error, error) {
		edited, err := f.read(c)
		return func(ctx context.Context) error {
			_, err := v.deps.Clients.EditClient(ctx, c.ID, func(to *clients.Client) { keepBrand(to, edited) })
			return err
		}, err
	}, p.T("clientfile.saved", "Name", c.Name),
		f.name, pair(f.key, f.sectorField(p)), f.season, pair(f.lang, f.currency), f.zone, f.country,
		heading(p, "clientfile.validation"), f.circuit, f.quorum,
		heading(p, "clientfile.on_documents"), f.legalName, f.legalForm, f.address, pair(f.postcode, f.city),
		pair(f.siren, f.siret), f.vatID,
		heading(p, "clientfile.notes"), f.access, f.note).StartAt(start).Show()
}

func (v *view) editContact(c clients.Contact) {
	p := v.host.Printer()
	title, done := "clientfile.new_contact", "clientfile.contact_added"
	if c.ID != "" {
		title, done = "clientfile.edit_contact", "clientfile.contact_saved"
	}
	field := func(name, key, value string) *widgets.TextField {
		f := widgets.NewTextField(name, p.T(key))
		f.SetText(value)
		return f
	}
	name, job := field("name", "common.name", c.Name), field("job", "clientfile.job", c.Job)
	role := field("role", "clientfile.role", c.Role).SetPlaceHolder(p.T("clientfile.role_example"))
	email, phone := field("email", "common.email", c.Email), field("phone", "common.phone", c.Phone)
	member := widgets.NewCheck("committee", p.T("clientfile.committee_member"), c.Committee, nil)
	note := widgets.NewTextArea("note", p.T("common.note"), 3)
	note.SetText(c.Note)
	form := v.form(p.T(title), func() (func(context.Context) error, error) {
		c.Name, c.Job, c.Role, c.Email, c.Phone = name.Text(), job.Text(), role.Text(), email.Text(), phone.Text()
		c.Committee, c.Note = member.On(), note.Text()
		return func(ctx context.Context) error {
			if c.ID == "" {
				_, err := v.deps.Clients.AddContact(ctx, c)
				return err
			}
			_, err := v.deps.Clients.EditContact(ctx, c.Client, c.ID, func(to *clients.Contact) { *to = c })
			return err
		}, nil
	}, p.T(done), name, pair(job, role), email, phone, member, note)
	if c.ID != "" {
		form.Also(widgets.NewDanger(p.T("common.remove"), icons.Trash, func() {
			form.Close()
			v.run(p.T("clientfile.contact_removed", "Name", c.Name), func(ctx context.Context) error {
				_, err := v.deps.Clients.ArchiveContact(ctx, c.Client, c.ID)
				return err
			})
		}))
	}
	form.Show()
}

func (v *view) editChannel(c clients.Channel) {
	p := v.host.Printer()
	title, done := "clientfile.new_channel", "clientfile.channel_added"
	if c.ID != "" {
		title, done = "clientfile.edit_channel", "clientfile.channel_saved"
	}
	network := choose(p, "network", "common.network", v.deps.Networks(string(p.Lang())), c.Network)
	name, handle := widgets.NewTextField("name", p.T("common.name")), widgets.NewTextField("handle", p.T("clientfile.handle"))
	address := widgets.NewTextField("url", p.T("common.link"))
	opened := widgets.NewDateField(p, "opened_on", p.T("clientfile.opened"), v.host.Today())
	name.SetText(c.Name)
	handle.SetText(c.Handle)
	address.SetText(c.URL)
	opened.SetDate(c.OpenedOn)
	form := v.form(p.T(title), func() (func(context.Context) error, error) {
		day, err := opened.Date()
		if err != nil {
			return nil, fault.At(err, "opened_on")
		}
		c.Network, c.Name, c.Handle, c.URL, c.OpenedOn = network.Key(), name.Text(), handle.Text(), address.Text(), day
		return func(ctx context.Context) error {
			if c.ID == "" {
				_, err := v.deps.Clients.AddChannel(ctx, c)
				return err
			}
			_, err := v.deps.Clients.EditChannel(ctx, c.Client, c.ID, func(to *clients.Channel) { *to = c })
			return err
		}, nil
	}, p.T(done), network, name, handle, address, opened)
	if c.ID != "" {
		form.Also(widgets.NewDanger(p.T("common.remove"), icons.Trash, func() {
			form.Close()
			v.run(p.T("clientfile.channel_removed"), func(ctx context.Context) error {
				_, err := v.deps.Clients.ArchiveChannel(ctx, c.Client, c.ID)
				return err
			})
		}))
	}
	form.Show()
}

// askArchive asks why a client is no more served.
func (v *view) askArchive() {
	p, c := v.host.Printer(), v.file.client
	if c.ArchivedAt != "" {
		v.reopen()
		return
	}
	reason := widgets.NewTextField("reason", p.T("clientfile.archive_reason"))
	v.form(p.T("clientfile.archive_title", "Name", c.Name), func() (func(context.Context) error, error) {
		why := reason.Text()
		return func(ctx context.Context) error {
			_, err := v.deps.Clients.ArchiveClient(ctx, c.ID, why)
			return err
		}, nil
	}, p.T("clientfile.archived_done", "Name", c.Name),
		widgets.NewNote(widgets.ToneInfo, p.T("clientfile.archive_note")), reason).
		SaveLabel(p.T("clientfile.archive")).Show()
}

func (v *view) reopen() {
	c := v.file.client
	v.run(v.host.Printer().T("clientfile.reopened", "Name", c.Name), func(ctx context.Context) error {
		_, err := v.deps.Clients.ReopenClient(ctx, c.ID)
		return err
	})
}

var _ screen.Creator = (*view)(nil)
