package store

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"regie/clients"
	"regie/clients/fault"
)

// houseNow is the instant of these tests: 15 March 2026, noon in Paris.
var houseNow = time.Date(2026, 3, 15, 11, 0, 0, 0, time.UTC)

// house is a real data folder with the root's services.
type house struct {
	testing.TB
	ctx     context.Context
	folder  string
	store   *Store
	svc     *clients.Service
	history *clients.History
	now     time.Time
}

func openHouse(t testing.TB) *house {
	t.Helper()
	h := &house{TB: t, ctx: context.Background(), folder: filepath.Join(t.TempDir(), "data"), now: houseNow}
	h.open()
	t.Cleanup(func() { _ = h.store.Close() })
	h.must(h.svc.Seed(h.ctx, "fr"))
	return h
}

func (h *house) open() {
	h.Helper()
	s, err := Open(h.ctx, Options{Folder: h.folder, Now: func() time.Time { return h.now }})
	h.must(err)
	h.store, h.svc, h.history = s, clients.New(s.House(), s.Now, s.NewID), clients.NewHistory(s.Journal())
}

func (h *house) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

// refused wants a fault by code and field.
func (h *house) refused(err error, code, field string) {
	h.Helper()
	f, ok := fault.As(err)
	if !ok || f.Code != code || f.Field != field {
		h.Errorf("got %v, want %s at %q", err, code, field)
	}
}

func (h *house) staff(name, level string, tutor clients.ID) clients.Staff {
	h.Helper()
	p, err := h.svc.AddStaff(h.ctx, clients.Staff{Name: name, Level: level, Tutor: tutor})
	h.must(err)
	return p
}

func (h *house) client(name string) clients.Client {
	h.Helper()
	c, err := h.svc.AddClient(h.ctx, clients.Client{Name: name})
	h.must(err)
	return c
}

// Ensure an empty folder works at once, by one act that nobody can undo.
func TestAnEmptyFolderIsSeeded(t *testing.T) {
	h := openHouse(t)
	levels, err := h.svc.Levels(h.ctx)
	h.must(err)
	hats, err := h.svc.Hats(h.ctx)
	h.must(err)
	if len(levels) != 4 || len(hats) != 10 || hats[0].Key != "writer" || hats[9].NameFR != "Supervision" {
		t.Errorf("%d levels, %d hats: %+v", len(levels), len(hats), hats)
	}
	own, err := h.svc.Internal(h.ctx)
	h.must(err)
	if own.Key != clients.InternalKey || own.Circuit != clients.CircuitNone {
		t.Errorf("own workspace %+v", own)
	}
	if all, err := h.svc.Clients(h.ctx, clients.ActiveClients); err != nil || len(all) != 0 {
		t.Errorf("clients %v, %v", all, err)
	}
	h.must(h.svc.Seed(h.ctx, "en")) // the second time it does nothing
	if acts, err := h.history.Acts(h.ctx, "", "", 10); err != nil || len(acts) != 1 || acts[0].Kind != "agency.start" {
		t.Errorf("acts %+v, %v", acts, err)
	}
	_, err = h.history.Undo(h.ctx)
	h.refused(err, "nothing_to_undo", "")
	if day, err := h.svc.Today(h.ctx); err != nil || day.String() != "2026-03-15" {
		t.Errorf("today is %v, %v", day, err)
	}
}

func TestNamesOfLevelsAndHatsServeInBothLanguages(t *testing.T) {
	h := openHouse(t)
	for _, name := range []string{"intern", "Stagiaire", "INTERN"} {
		if l, err := h.svc.Level(h.ctx, name); err != nil || l.Key != clients.LevelIntern {
			t.Errorf("%s: %v, %v", name, l, err)
		}
	}
	for _, name := range []string{"writer", "rédaction", "Redaction", "Writing"} {
		if x, err := h.svc.Hat(h.ctx, name); err != nil || x.Key != "writer" {
			t.Errorf("%s: %v, %v", name, x, err)
		}
	}
	_, err := h.svc.Level(h.ctx, "wizard")
	h.refused(err, "level_unknown", "level")
	l, err := h.svc.AddLevel(h.ctx, "Vidéaste", "Video maker")
	if err != nil || l.Key != "videaste" || l.Shipped || l.Position != 4 {
		t.Errorf("added %+v, %v", l, err)
	}
	_, err = h.svc.AddLevel(h.ctx, "SENIOR", "")
	h.refused(err, "level_taken", "name")
	x, err := h.svc.AddHat(h.ctx, clients.Hat{NameFR: "شركة"})
	if err != nil || x.Key != "hat-11" || x.NameEN != "شركة" {
		t.Errorf("added %+v, %v", x, err)
	}
	if x, err = h.svc.EditHat(h.ctx, x.Key, func(e *clients.Hat) { e.Retired, e.Key = true, "other" }); err != nil || !x.Retired || x.Key != "hat-11" || x.Position != 10 {
		t.Errorf("edited %+v, %v", x, err)
	}
	_, err = h.svc.EditHat(h.ctx, x.Key, func(e *clients.Hat) { e.NameFR = "Veille" })
	h.refused(err, "hat_taken", "name")
}

func TestTutors(t *testing.T) {
	h := openHouse(t)
	zoe := h.staff("Zoé", "", "")
	ana := h.staff("Ana", "junior", zoe.ID)
	if zoe.Level != clients.LevelSenior || zoe.Zone != "Europe/Paris" || zoe.WeeklyMinutes != 2100 {
		t.Errorf("defaults: %+v", zoe)
	}
	_, err := h.svc.AddStaff(h.ctx, clients.Staff{Name: "  zoe "})
	h.refused(err, "staff_name_taken", "name")
	_, err = h.svc.AddStaff(h.ctx, clients.Staff{Name: "Ben", Level: "intern", Tutor: ana.ID})
	h.refused(err, "tutor_unfit", "tutor")
	_, err = h.svc.AddStaff(h.ctx, clients.Staff{Name: "Ben", Level: "wizard"})
	h.refused(err, "level_unknown", "level")
	_, err = h.svc.EditStaff(h.ctx, zoe.ID, func(p *clients.Staff) { p.Level = "junior" })
	h.refused(err, "tutor_has_pupils", "level")
	_, err = h.svc.EditStaff(h.ctx, zoe.ID, func(p *clients.Staff) { p.Tutor = zoe.ID })
	h.refused(err, "tutor_self", "tutor")
	_, err = h.svc.ArchiveStaff(h.ctx, zoe.ID)
	h.refused(err, "staff_has_pupils", "who")

	seo := h.staff("Séo", "agency", zoe.ID)
	_, err = h.svc.EditStaff(h.ctx, zoe.ID, func(p *clients.Staff) { p.Tutor = seo.ID })
	h.refused(err, "tutor_circle", "tutor")

	_, err = h.svc.EditStaff(h.ctx, ana.ID, func(p *clients.Staff) { p.Tutor = "" })
	h.must(err)
	_, err = h.svc.EditStaff(h.ctx, seo.ID, func(p *clients.Staff) { p.Tutor = "" })
	h.must(err)
	_, err = h.svc.ArchiveStaff(h.ctx, zoe.ID)
	h.must(err)
	_, err = h.svc.EditStaff(h.ctx, ana.ID, func(p *clients.Staff) { p.Tutor = zoe.ID })
	h.refused(err, "tutor_unfit", "tutor")
	again := h.staff("Zoe", "senior", "")
	_, err = h.svc.ReopenStaff(h.ctx, zoe.ID)
	h.refused(err, "staff_name_taken", "name")
	if p, err := h.svc.StaffByName(h.ctx, "ZOÉ"); err != nil || p.ID != again.ID {
		t.Errorf("by name: %+v, %v", p, err)
	}
}

func TestClientsFromNameToArchive(t *testing.T) {
	h := openHouse(t)
	_, err := h.svc.EditAgency(h.ctx, func(a *clients.Agency) { a.Country, a.Currency, a.Zone = "cd", "usd", "Africa/Kinshasa" })
	h.must(err)
	kivu := h.client("Kivu Maison")
	if kivu.Key != "kivu-maison" || kivu.Country != "CD" || kivu.Currency != "USD" || kivu.Zone != "Africa/Kinshasa" ||
		kivu.Circuit != clients.CircuitClient || kivu.Brand.Primary == "" || kivu.Position != 0 {
		t.Errorf("defaults: %+v", kivu)
	}
	if second := h.client("KIVU maison"); second.Key != "kivu-maison-2" || second.Position != 1 || second.Brand.Primary == kivu.Brand.Primary {
		t.Errorf("second: %+v", second)
	}
	_, err = h.svc.AddClient(h.ctx, clients.Client{Name: "X", Key: "kivu-maison"})
	h.refused(err, "client_key_taken", "key")
	_, err = h.svc.AddClient(h.ctx, clients.Client{Name: "X", Key: "Kivu!"})
	h.refused(err, "key_invalid", "key")
	_, err = h.svc.AddClient(h.ctx, clients.Client{Name: "X", Currency: "ZZZ"})
	h.refused(err, "currency_unknown", "currency")
	_, err = h.svc.AddClient(h.ctx, clients.Client{Name: "X", Zone: "Local"})
	h.refused(err, "zone_unknown", "zone")
	_, err = h.svc.AddClient(h.ctx, clients.Client{Name: "X", Lang: "de"})
	h.refused(err, "lang_unknown", "lang")
	_, err = h.svc.AddClient(h.ctx, clients.Client{Name: "X", Brand: clients.Brand{Primary: "red"}})
	h.refused(err, "color_invalid", "primary")

	edited, err := h.svc.EditClient(h.ctx, kivu.ID, func(c *clients.Client) {
		c.ID, c.Internal, c.ArchivedAt = "x", true, "x"
		c.Brand.WordsAvoid = []string{" solde ", "", "solde", "promo"}
		c.Brand.Hashtags = []string{"Kivu Maison", "#déco"}
	})
	h.must(err)
	if edited.ID != kivu.ID || edited.Internal || edited.ArchivedAt != "" ||
		len(edited.Brand.WordsAvoid) != 2 || edited.Brand.Hashtags[0] != "#KivuMaison" || edited.Brand.Hashtags[1] != "#déco" {
		t.Errorf("edited %+v", edited)
	}
	own, err := h.svc.Internal(h.ctx)
	h.must(err)
	_, err = h.svc.ArchiveClient(h.ctx, own.ID, "")
	h.refused(err, "client_internal", "client")

	_, err = h.svc.ArchiveClient(h.ctx, kivu.ID, "fin de contrat")
	h.must(err)
	if gone, err := h.svc.Clients(h.ctx, clients.ArchivedClients); err != nil || len(gone) != 1 || gone[0].ArchiveReason != "fin de contrat" {
		t.Errorf("archived: %+v, %v", gone, err)
	}
	back, err := h.svc.ReopenClient(h.ctx, kivu.ID)
	if err != nil || back.ArchivedAt != "" || back.ArchiveReason != "" || back.Position != 2 {
		t.Errorf("reopened: %+v, %v", back, err)
	}
}

func TestClientsAreReordered(t *testing.T) {
	h := openHouse(t)
	a, b, c := h.client("A"), h.client("B"), h.client("C")
	h.must(h.svc.ReorderClients(h.ctx, []clients.ID{c.ID, a.ID}))
	all, err := h.svc.Clients(h.ctx, clients.ActiveClients)
	h.must(err)
	if len(all) != 3 || all[0].ID != c.ID || all[1].ID != a.ID || all[2].ID != b.ID {
		t.Errorf("order %+v", all)
	}
	h.refused(h.svc.ReorderClients(h.ctx, []clients.ID{a.ID, a.ID}), "client_unknown", "client")
}

func TestContactsAndChannels(t *testing.T) {
	h := openHouse(t)
	kivu := h.client("Kivu")
	ada, err := h.svc.AddContact(h.ctx, clients.Contact{Client: kivu.ID, Name: "Ada", Email: "ada@kivu.example", Committee: true})
	h.must(err)
	_, err = h.svc.AddContact(h.ctx, clients.Contact{Client: kivu.ID, Name: "ADA"})
	h.refused(err, "contact_name_taken", "name")
	_, err = h.svc.AddContact(h.ctx, clients.Contact{Client: kivu.ID, Name: "Bo", Email: "bo"})
	h.refused(err, "email_invalid", "email")
	_, err = h.svc.AddContact(h.ctx, clients.Contact{Client: "nobody", Name: "Bo"})
	h.refused(err, "client_unknown", "client")
	bo, err := h.svc.AddContact(h.ctx, clients.Contact{Client: kivu.ID, Name: "Bo"})
	if err != nil || bo.Position != 1 {
		t.Errorf("%+v, %v", bo, err)
	}
	if bo, err = h.svc.EditContact(h.ctx, kivu.ID, bo.ID, func(c *clients.Contact) { c.Committee, c.Client = true, "other" }); err != nil || !bo.Committee || bo.Client != kivu.ID {
		t.Errorf("edited %+v, %v", bo, err)
	}
	if members, err := h.svc.Committee(h.ctx, kivu.ID); err != nil || len(members) != 2 {
		t.Errorf("committee %+v, %v", members, err)
	}
	_, err = h.svc.ArchiveContact(h.ctx, kivu.ID, ada.ID)
	h.must(err)
	if members, err := h.svc.Committee(h.ctx, kivu.ID); err != nil || len(members) != 1 {
		t.Errorf("committee %+v, %v", members, err)
	}
	ch, err := h.svc.AddChannel(h.ctx, clients.Channel{Client: kivu.ID, Network: "instagram", URL: "instagram.com/kivu"})
	if err != nil || ch.URL != "https://instagram.com/kivu" {
		t.Errorf("%+v, %v", ch, err)
	}
	for _, url := range []string{"javascript:alert(1)", "file:///etc/passwd", "https://", `http://a"b`} {
		_, err = h.svc.AddChannel(h.ctx, clients.Channel{Client: kivu.ID, Network: "blog", URL: url})
		h.refused(err, "url_invalid", "url")
	}
	_, err = h.svc.AddChannel(h.ctx, clients.Channel{Client: kivu.ID, Network: "myspace"})
	h.refused(err, "network_unknown", "network")
}

// Ensure a logo is kept as it was given and as documents use it, and that the
// undo of it leaves the files but not their use.
func TestLogosAreKeptTwice(t *testing.T) {
	h := openHouse(t)
	kivu := h.client("Kivu")
	svg := []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><rect width="20" height="10" fill="#c2410c"/></svg>`)
	h.must(h.svc.SetLogo(h.ctx, kivu.ID, "../logo kivu.svg", svg))
	kivu, err := h.svc.Client(h.ctx, kivu.ID)
	h.must(err)
	given, err := h.svc.Media(h.ctx, kivu.Brand.LogoSource)
	if err != nil || string(given) != string(svg) {
		t.Errorf("given: %d bytes, %v", len(given), err)
	}
	f, err := h.store.Media().File(h.ctx, kivu.Brand.Logo)
	if err != nil || f.MIME != "image/png" || f.Width != 1024 || f.Height != 512 || f.Name != "logo kivu.svg" {
		t.Errorf("used: %+v, %v", f, err)
	}
	if info, err := os.Stat(filepath.Join(h.folder, "media", f.SHA256[:2], f.SHA256)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("file: %v, %v", info, err)
	}
	h.refused(h.svc.SetLogo(h.ctx, "", "x", []byte("no picture")), "logo_format", "logo")
	h.must(h.svc.SetLogo(h.ctx, "", "agence.svg", svg))
	if a, err := h.svc.Agency(h.ctx); err != nil || a.Logo != kivu.Brand.Logo {
		t.Errorf("agency: %+v, %v", a, err)
	}
	_, err = h.history.Undo(h.ctx)
	h.must(err)
	_, err = h.history.Undo(h.ctx)
	h.must(err)
	if kivu, err = h.svc.Client(h.ctx, kivu.ID); err != nil || kivu.Brand.Logo != "" {
		t.Errorf("after undo: %+v, %v", kivu.Brand, err)
	}
}
