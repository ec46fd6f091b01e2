package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/fault"
	"regie/clients/money"
)

type agencyGroup struct {
	Show agencyShow `cmd:""`
	Set  agencySet  `cmd:""`
}

type agencyShow struct{}

// Run shows the agency.
func (agencyShow) Run(e *env) error {
	a, err := e.House.Clients.Agency(e.Context)
	if err != nil {
		return err
	}
	return e.showAgency(a)
}

// identityFlags are shared by agency set, client add and client set. A flag
// that is not given leaves the value as it is; an empty one clears it.
type identityFlags struct {
	LegalName *string `placeholder:"TEXT"`
	LegalForm *string `placeholder:"TEXT"`
	Address   *string `placeholder:"TEXT"`
	Postcode  *string `placeholder:"TEXT"`
	City      *string `placeholder:"TEXT"`
	Country   *string `placeholder:"FR"`
	Siren     *string `placeholder:"N"`
	Siret     *string `placeholder:"N"`
	VatID     *string `name:"vat-id" placeholder:"N"`
	Iban      *string `placeholder:"N"`
	Franchise *bool   `negatable:""`
}

func (f identityFlags) apply(i *clients.Identity) {
	give(&i.LegalName, f.LegalName)
	give(&i.LegalForm, f.LegalForm)
	give(&i.Address, f.Address)
	give(&i.Postcode, f.Postcode)
	give(&i.City, f.City)
	give(&i.Country, f.Country)
	give(&i.SIREN, f.Siren)
	give(&i.SIRET, f.Siret)
	give(&i.VATID, f.VatID)
	give(&i.IBAN, f.Iban)
	give(&i.Franchise, f.Franchise)
}

// give sets v where the flag was given.
func give[T any, F any](v *T, flag *F) {
	if flag == nil {
		return
	}
	if typed, ok := any(*flag).(T); ok {
		*v = typed
	}
}

// localeFlags are shared by agency set, client add and client set. Their
// language is the documents', so it is read apart from the program's --lang.
type localeFlags struct {
	Zone     *string `placeholder:"Europe/Paris"`
	Currency *string `placeholder:"EUR"`
}

type agencySet struct {
	Name *string `placeholder:"NAME"`
	identityFlags
	localeFlags
	Email    *string `placeholder:"ADDRESS"`
	Phone    *string `placeholder:"N"`
	Website  *string `placeholder:"URL"`
	Color    *string `placeholder:"#RRGGBB"`
	FullTime *string `placeholder:"151h40"`
	Overlap  *string `placeholder:"allow|warn|forbid"`
	Idle     *string `placeholder:"15m"`
	Logo     *string `placeholder:"FILE"`
}

// Run changes what was given of the agency.
func (c agencySet) Run(e *env) error {
	fullTime, err := hoursFlag("full_time", c.FullTime)
	if err != nil {
		return err
	}
	idle, err := hoursFlag("idle", c.Idle)
	if err != nil {
		return err
	}
	logo, err := fileFlag(c.Logo)
	if err != nil {
		return err
	}
	a, err := e.House.Clients.EditAgency(e.Context, func(a *clients.Agency) {
		give(&a.Name, c.Name)
		c.apply(&a.Identity)
		give(&a.Zone, c.Zone)
		if c.Currency != nil {
			a.Currency = money.Currency(*c.Currency)
		}
		if e.docLang != "" {
			a.Lang = e.docLang
		}
		give(&a.Email, c.Email)
		give(&a.Phone, c.Phone)
		give(&a.Website, c.Website)
		give(&a.Color, c.Color)
		give(&a.FullTimeMinutes, fullTime)
		give(&a.IdleMinutes, idle)
		if c.Overlap != nil {
			a.Overlap = clients.Overlap(*c.Overlap)
		}
	})
	if err != nil {
		return err
	}
	if logo != nil {
		if a, err = e.setAgencyLogo(logo); err != nil {
			return err
		}
	}
	e.notes(clients.IdentityNotes(a.Identity))
	return e.showAgency(a)
}

func (e *env) setAgencyLogo(logo *pictureFile) (clients.Agency, error) {
	if err := e.House.Clients.SetLogo(e.Context, "", logo.name, logo.content); err != nil {
		return clients.Agency{}, err
	}
	e.notes(clients.LogoNotes(logo.content))
	return e.House.Clients.Agency(e.Context)
}

// notes says what looks wrong and was kept nevertheless.
func (e *env) notes(list []*fault.Error) {
	for _, n := range list {
		e.Note(n)
	}
}

type identityView struct {
	LegalName *string `json:"legal_name"`
	LegalForm *string `json:"legal_form"`
	Address   *string `json:"address"`
	Postcode  *string `json:"postcode"`
	City      *string `json:"city"`
	Country   string  `json:"country"`
	Siren     *string `json:"siren"`
	Siret     *string `json:"siret"`
	VatID     *string `json:"vat_id"`
	Iban      *string `json:"iban"`
	Franchise bool    `json:"franchise"`
}

func viewIdentity(i clients.Identity) identityView {
	return identityView{
		orNull(i.LegalName), orNull(i.LegalForm), orNull(i.Address), orNull(i.Postcode), orNull(i.City), i.Country,
		orNull(i.SIREN), orNull(i.SIRET), orNull(i.VATID), orNull(i.IBAN), i.Franchise,
	}
}

type agencyView struct {
	Name string `json:"name"`
	identityView
	Email           *string `json:"email"`
	Phone           *string `json:"phone"`
	Website         *string `json:"website"`
	Zone            string  `json:"zone"`
	Currency        string  `json:"currency"`
	Lang            string  `json:"lang"`
	Color           string  `json:"color"`
	Logo            *string `json:"logo"`
	FullTimeMinutes int64   `json:"full_time_minutes"`
	Overlap         string  `json:"overlap"`
	IdleMinutes     int64   `json:"idle_minutes"`
}

func (e *env) showAgency(a clients.Agency) error {
	v := agencyView{
		a.Name, viewIdentity(a.Identity), orNull(a.Email), orNull(a.Phone), orNull(a.Website), a.Zone, string(a.Currency),
		a.Lang, a.Color, orNull(a.Logo), a.FullTimeMinutes, string(a.Overlap), a.IdleMinutes,
	}
	return e.Print(v, func(w io.Writer) {
		fmt.Fprintln(w, a.Name)
		rows := identityRows(e, a.Identity)
		rows = append(
			rows,
			[]string{e.T("agency.email"), a.Email}, []string{e.T("agency.phone"), a.Phone}, []string{e.T("agency.website"), a.Website},
			[]string{e.T("agency.zone"), a.Zone}, []string{e.T("agency.currency"), string(a.Currency)}, []string{e.T("agency.lang"), a.Lang},
			[]string{e.T("agency.color"), a.Color}, []string{e.T("agency.full_time"), e.Printer.Hours(a.FullTimeMinutes)},
		)
		e.Facts(w, rows)
	})
}

func identityRows(e *env, i clients.Identity) [][]string {
	franchise := ""
	if i.Franchise {
		franchise = e.T("common.yes")
	}
	return [][]string{
		{e.T("agency.legal_name"), strings.TrimSpace(i.LegalName + " " + i.LegalForm)},
		{e.T("agency.address"), strings.TrimSpace(strings.ReplaceAll(i.Address, "\n", ", ") + " " + strings.TrimSpace(i.Postcode+" "+i.City))},
		{e.T("agency.country"), i.Country},
		{"SIREN", i.SIREN},
		{"SIRET", i.SIRET},
		{e.T("agency.vat_id"), i.VATID},
		{"IBAN", i.IBAN},
		{e.T("agency.franchise"), franchise},
	}
}

// Facts writes label and value, a line each; what has no value is left out.
func (e *env) Facts(w io.Writer, rows [][]string) {
	var filled [][]string
	for _, r := range rows {
		if r[1] != "" {
			filled = append(filled, []string{"  " + r[0], r[1]})
		}
	}
	e.Table(w, filled)
}

// label is a level's or a hat's name in the language.
func (e *env) label(fr, en string) string {
	if e.Printer.Lang() == text.EN {
		return en
	}
	return fr
}

// pictureFile is a file given to a --logo flag.
type pictureFile struct {
	name    string
	content []byte
}

// fileFlag reads and checks the picture of a flag before anything is written;
// it reads one byte more than a logo may have, so that a larger one is refused
// without taking it in.
func fileFlag(path *string) (*pictureFile, error) {
	if path == nil {
		return nil, nil
	}
	f, err := os.Open(*path)
	if err != nil {
		return nil, fault.New("file_unreadable", "name", *path).At("logo").Because(err)
	}
	defer func() { _ = f.Close() }()
	content, err := io.ReadAll(io.LimitReader(f, clients.MaxLogoBytes+1))
	if err != nil {
		return nil, fault.New("file_unreadable", "name", *path).At("logo").Because(err)
	}
	if err := clients.CheckLogo(content); err != nil {
		return nil, err
	}
	return &pictureFile{baseName(*path), content}, nil
}

func baseName(path string) string {
	return path[strings.LastIndexAny(path, `/\`)+1:]
}
