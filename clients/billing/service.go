package billing

import (
	"context"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
)

// Deps are what the service stands on.
type Deps struct {
	Keep  Keeper
	House House
	Time  Time
	Purse Purse
	// Print makes the files of a document that is issued; nil makes none.
	Print Printer
	Now   clients.Clock
	NewID clients.IDSource
}

// Service is the room's use cases. It keeps nothing between calls.
type Service struct {
	keep  Keeper
	house House
	time  Time
	purse Purse
	print Printer
	now   clients.Clock
	newID clients.IDSource
}

// New makes the service.
func New(d Deps) *Service {
	return &Service{keep: d.Keep, house: d.House, time: d.Time, purse: d.Purse, print: d.Print, now: d.Now, newID: d.NewID}
}

// Document finds a document by its identifier or its number, with where it
// stands; fault document_unknown.
func (s *Service) Document(ctx context.Context, ref string) (Document, error) {
	return s.keep.Document(ctx, ref)
}

// Documents lists documents: drafts first, then in the order of issue.
func (s *Service) Documents(ctx context.Context, f Filter) ([]Document, error) {
	return s.keep.Documents(ctx, f)
}

// Overdue counts each client's unsettled invoices and deposits that were due
// before a day.
func (s *Service) Overdue(ctx context.Context, day civil.Date) (map[clients.ID]int, error) {
	return s.keep.Overdue(ctx, day)
}

// Invoiced names the clients that an invoice of a month was issued to.
func (s *Service) Invoiced(ctx context.Context, m civil.Month) (map[clients.ID]bool, error) {
	return s.keep.Invoiced(ctx, m)
}

// Payments lists what was paid on a document, oldest first.
func (s *Service) Payments(ctx context.Context, d Document) ([]Receipt, error) {
	return s.keep.Payments(ctx, d.Client, d.ID)
}

// Events lists what was recorded about a document, oldest first.
func (s *Service) Events(ctx context.Context, d Document) ([]Event, error) {
	return s.keep.Events(ctx, d.Client, d.ID)
}

// RemoveDraft throws a draft away; fault document_issued for one that has a number.
func (s *Service) RemoveDraft(ctx context.Context, ref string) error {
	d, err := s.keep.Document(ctx, ref)
	if err != nil {
		return err
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "document.remove", Client: d.Client, Subject: d.Buyer.Name})
	return s.keep.Tx(ctx, func(ctx context.Context) error {
		d, err := s.draft(ctx, ref)
		if err != nil {
			return err
		}
		return s.keep.RemoveDraft(ctx, d.Client, d.ID)
	})
}

// draft is a document that may still change.
func (s *Service) draft(ctx context.Context, ref string) (Document, error) {
	d, err := s.keep.Document(ctx, ref)
	if err == nil && d.Issued() {
		err = fault.New("document_issued", "number", d.Number).At("id")
	}
	return d, err
}

// desk is what the drawing of a document reads once.
type desk struct {
	agency clients.Agency
	client clients.Client
	set    Settings
	terms  Terms
	today  civil.Date
	words  *text.Printer
	hats   map[string]string
	levels map[string]string
	people map[clients.ID]string
}

// deskOf reads the agency, the client and how they bill; client_internal for
// the agency's own workspace.
func (s *Service) deskOf(ctx context.Context, client clients.ID) (*desk, error) {
	var k desk
	var err error
	if k.client, err = s.house.Client(ctx, client); err != nil {
		return nil, err
	}
	if k.client.Internal {
		return nil, fault.New("client_internal", "name", k.client.Name).At("client")
	}
	if k.agency, err = s.house.Agency(ctx); err != nil {
		return nil, err
	}
	if k.set, err = s.Settings(ctx); err != nil {
		return nil, err
	}
	if k.terms, err = s.TermsOf(ctx, client); err != nil {
		return nil, err
	}
	if k.today, err = s.house.Today(ctx); err != nil {
		return nil, err
	}
	k.words = text.For(text.Lang(k.client.Lang))
	return &k, s.nameAll(ctx, &k)
}

// nameAll reads the labels of hats, levels and people in the client's language.
func (s *Service) nameAll(ctx context.Context, k *desk) error {
	hats, err := s.house.Hats(ctx)
	if err != nil {
		return err
	}
	levels, err := s.house.Levels(ctx)
	if err != nil {
		return err
	}
	people, err := s.house.Staff(ctx, true)
	if err != nil {
		return err
	}
	pick := func(fr, en string) string {
		if k.words.Lang() == text.EN {
			return en
		}
		return fr
	}
	k.hats, k.levels, k.people = map[string]string{}, map[string]string{}, map[clients.ID]string{}
	for _, h := range hats {
		k.hats[h.Key] = pick(h.NameFR, h.NameEN)
	}
	for _, l := range levels {
		k.levels[l.Key] = pick(l.NameFR, l.NameEN)
	}
	for _, p := range people {
		k.people[p.ID] = p.Name
	}
	return nil
}

// regime is the client's own, else what follows from the parties.
func (k *desk) regime() Regime {
	if k.terms.Regime != "" {
		return k.terms.Regime
	}
	return RegimeOf(k.seller(), k.buyer())
}

// rate is the VAT a line bears unless it says otherwise.
func (k *desk) rate(on civil.Date) (Category, money.Rate) {
	category := k.regime().Category()
	if category != Standard {
		return category, 0
	}
	if k.terms.Rate != nil {
		return rated(*k.terms.Rate)
	}
	rates, _ := Rates(k.agency.Country, on)
	if len(rates) == 0 {
		return Zero, 0
	}
	return rated(rates[0])
}

// rated is the category of a taxed rate.
func rated(r money.Rate) (Category, money.Rate) {
	if r == 0 {
		return Zero, 0
	}
	return Standard, r
}

func (k *desk) seller() Party {
	a := k.agency
	return Party{
		Address:   Address{Name: a.Name, Street: a.Address, Postcode: a.Postcode, City: a.City, Country: a.Country},
		LegalName: a.LegalName, LegalForm: a.LegalForm, SIREN: siren(a.Identity), SIRET: a.SIRET, VATID: a.VATID,
		Franchise: a.Franchise, Registers: k.set.Registers, Email: a.Email, Phone: a.Phone, Website: a.Website,
		Logo: a.Logo, Color: a.Color,
	}
}

func (k *desk) buyer() Party {
	c := k.client
	return Party{
		Address:   Address{Name: c.Name, Street: c.Address, Postcode: c.Postcode, City: c.City, Country: c.Country},
		LegalName: c.LegalName, LegalForm: c.LegalForm, SIREN: siren(c.Identity), SIRET: c.SIRET, VATID: c.VATID,
		Franchise: c.Franchise, Registers: k.terms.Registers, Reference: k.terms.Reference, Logo: c.Brand.Logo, Color: c.Brand.Primary,
	}
}

// siren is the number itself, else the first nine figures of the SIRET.
func siren(i clients.Identity) string {
	if i.SIREN == "" && len(i.SIRET) == 14 {
		return i.SIRET[:9]
	}
	return i.SIREN
}

// label is a name by its key, the key itself where it has none.
func label(names map[string]string, key string) string {
	if n := names[key]; n != "" {
		return n
	}
	return key
}
