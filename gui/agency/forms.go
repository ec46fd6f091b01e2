package agency

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"regie/assets/icons"
	"regie/assets/text"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
	"regie/clients/money"
	"regie/gui/choices"
	"regie/gui/theme"
	"regie/gui/widgets"
	"regie/gui/work"
)

func itoa(n int) string { return strconv.Itoa(n) }

// atoi reads a number that itoa wrote.
func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

func field(p *text.Printer, name, key, value string) *widgets.TextField {
	f := widgets.NewTextField(name, p.T(key))
	f.SetText(value)
	return f
}

func choose(p *text.Printer, name, key string, options []widgets.Option, chosen string) *widgets.Select {
	s := widgets.NewSelect(p, name, p.T(key), options, nil)
	s.Choose(chosen)
	return s
}

func pair(a, b fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Columns(theme.Space12, []float32{1, 1}, a, b)
}

// typedHours reads a number of hours in minutes; a bare number is hours.
func typedHours(f *widgets.TextField) (int64, error) {
	minutes, err := civil.ParseHours(f.Text())
	if e, ok := fault.As(err); ok {
		return 0, e.At(f.Name())
	}
	return minutes, err
}

// idleChoices offers how long an absence may last before the timer asks; a
// length set by script stays among them.
func idleChoices(p *text.Printer, set int64) []widgets.Option {
	lengths := []int64{0, 5, 10, 15, 20, 30, 45, 60, 120}
	if !slices.Contains(lengths, set) {
		lengths = append(lengths, set)
		slices.Sort(lengths)
	}
	options := make([]widgets.Option, 0, len(lengths))
	for _, m := range lengths {
		options = append(options, widgets.Option{Key: itoa(int(m)), Label: idleLabel(p, m)})
	}
	return options
}

func idleLabel(p *text.Printer, minutes int64) string {
	if minutes == 0 {
		return p.T("agencyscreen.idle_never")
	}
	return p.T("agencyscreen.idle_after", "Length", p.Hours(minutes))
}

func (v *view) editAgency() { v.editAgencyAt("") }

// editAgencyAt opens the form with the keyboard in a field, "" for the first.
func (v *view) editAgencyAt(start string) {
	p, a := v.host.Printer(), v.facts.agency
	name, legal, form := field(p, "name", "common.name", a.Name), field(p, "legal_name", "agencyscreen.legal_name", a.LegalName), field(p, "legal_form", "agencyscreen.legal_form", a.LegalForm)
	address, postcode, city := field(p, "address", "common.address", a.Address), field(p, "postcode", "agencyscreen.postcode", a.Postcode), field(p, "city", "agencyscreen.city", a.City)
	country := choose(p, "country", "common.country", choices.Countries(p, a.Country), a.Country)
	siren, siret, vat, iban := field(p, "siren", "agencyscreen.siren", a.SIREN), field(p, "siret", "agencyscreen.siret_one", a.SIRET), field(p, "vat_id", "agencyscreen.vat_id", a.VATID), field(p, "iban", "agencyscreen.iban", a.IBAN)
	franchise := widgets.NewCheck("franchise", p.T("agencyscreen.franchise"), a.Franchise, nil)
	email, phone, web := field(p, "email", "common.email", a.Email), field(p, "phone", "common.phone", a.Phone), field(p, "website", "agencyscreen.website", a.Website)
	tint := widgets.NewColorField(p, "color", p.T("agencyscreen.color"))
	tint.SetHex(a.Color)
	currency := choose(p, "currency", "common.currency", choices.Currencies(p), string(a.Currency))
	zone := choose(p, "zone", "common.zone", choices.Zones(a.Zone), a.Zone)
	lang := choose(p, "lang", "agencyscreen.doc_lang", choices.Langs(p), a.Lang)
	full := field(p, "full_time", "agencyscreen.full_time", p.Hours(a.FullTimeMinutes))
	overlap := choose(p, "overlap", "agencyscreen.overlap", choices.Keyed(p, "agencyscreen.overlap_", clients.OverlapAllow, clients.OverlapWarn, clients.OverlapForbid), string(a.Overlap))
	idle := choose(p, "idle", "agencyscreen.idle", idleChoices(p, a.IdleMinutes), itoa(int(a.IdleMinutes)))
	widgets.NewForm(v.host, p.T("agencyscreen.edit_agency"), func() (func(context.Context) error, error) {
		minutes, err := typedHours(full)
		if err != nil {
			return nil, err
		}
		hex, err := tint.Hex()
		if err != nil {
			return nil, err
		}
		id := clients.Identity{
			LegalName: legal.Text(), LegalForm: form.Text(), Address: address.Text(), Postcode: postcode.Text(), City: city.Text(),
			Country: country.Key(), SIREN: siren.Text(), SIRET: siret.Text(), VATID: vat.Text(), IBAN: iban.Text(), Franchise: franchise.On(),
		}
		edited := clients.Agency{
			Name: name.Text(), Identity: id, Email: email.Text(), Phone: phone.Text(), Website: web.Text(), Zone: zone.Key(),
			Currency: money.Currency(currency.Key()), Lang: lang.Key(), Color: hex, FullTimeMinutes: minutes, Overlap: clients.Overlap(overlap.Key()),
			IdleMinutes: int64(atoi(idle.Key())),
		}
		return func(ctx context.Context) error {
			_, err := v.deps.Clients.EditAgency(ctx, func(to *clients.Agency) {
				edited.Logo, edited.LogoSource = to.Logo, to.LogoSource
				*to = edited
			})
			return err
		}, nil
	}, func() { v.done(p.T("agencyscreen.agency_saved")) },
		name, pair(legal, form), address, pair(postcode, city), country, pair(siren, siret), pair(vat, iban), franchise,
		pair(email, phone), web, widgets.Rule(), tint, pair(currency, lang), zone, pair(full, overlap), idle).StartAt(start).Show()
}

// leaveButton takes a person out of the team, or back into it.
func (v *view) leaveButton(f *widgets.Form, s clients.Staff) *widgets.Button {
	p := v.host.Printer()
	if s.ArchivedAt != "" {
		return widgets.NewButton(p.T("agencyscreen.person_back"), icons.None, func() {
			f.Close()
			v.run(p.T("agencyscreen.person_returned", "Name", s.Name), func(ctx context.Context) error {
				_, err := v.deps.Clients.ReopenStaff(ctx, s.ID)
				return err
			})
		})
	}
	return widgets.NewDanger(p.T("agencyscreen.person_leave"), icons.None, func() {
		f.Close()
		v.run(p.T("agencyscreen.person_left", "Name", s.Name), func(ctx context.Context) error {
			_, err := v.deps.Clients.ArchiveStaff(ctx, s.ID)
			return err
		})
	})
}

func (v *view) newLevel() {
	p := v.host.Printer()
	fr, en := field(p, "name", "agencyscreen.name_fr", ""), field(p, "name_en", "agencyscreen.name_en", "")
	fr.SetPlaceHolder(p.T("agencyscreen.level_example"))
	widgets.NewForm(v.host, p.T("agencyscreen.new_level"), func() (func(context.Context) error, error) {
		a, b := fr.Text(), en.Text()
		return func(ctx context.Context) error {
			_, err := v.deps.Clients.AddLevel(ctx, a, b)
			return err
		}, nil
	}, func() { v.done(p.T("agencyscreen.level_added", "Name", fr.Text())) }, fr, en).Show()
}

func (v *view) editHat(h clients.Hat) {
	p := v.host.Printer()
	title, done := "agencyscreen.new_hat", "agencyscreen.hat_added"
	if h.Key != "" {
		title, done = "agencyscreen.edit_hat", "agencyscreen.hat_saved"
	}
	fr, en := field(p, "name", "agencyscreen.name_fr", h.NameFR), field(p, "name_en", "agencyscreen.name_en", h.NameEN)
	tint := widgets.NewColorField(p, "color", p.T("agencyscreen.color"))
	tint.SetHex(h.Color)
	retired := widgets.NewCheck("retired", p.T("agencyscreen.hat_retired"), h.Retired, nil)
	retired.Hidden = h.Key == ""
	widgets.NewForm(v.host, p.T(title), func() (func(context.Context) error, error) {
		hex, err := tint.Hex()
		if err != nil {
			return nil, err
		}
		h.NameFR, h.NameEN, h.Color, h.Retired = fr.Text(), en.Text(), hex, retired.On()
		return func(ctx context.Context) error {
			if h.Key == "" {
				_, err := v.deps.Clients.AddHat(ctx, h)
				return err
			}
			_, err := v.deps.Clients.EditHat(ctx, h.Key, func(to *clients.Hat) {
				to.NameFR, to.NameEN, to.Color, to.Retired = h.NameFR, h.NameEN, h.Color, h.Retired
			})
			return err
		}, nil
	}, func() { v.done(p.T(done, "Name", fr.Text())) }, fr, en, tint, retired).Show()
}

func (v *view) reopenClient(c clients.Client) {
	v.run(v.host.Printer().T("agencyscreen.reopened", "Name", c.Name), func(ctx context.Context) error {
		_, err := v.deps.Clients.ReopenClient(ctx, c.ID)
		return err
	})
}

func (v *view) backupNow() {
	work.Act(v.work, "backup", v.deps.Backups.Take, v.host.Fail, func() {
		v.host.Toast(v.host.Printer().T("agencyscreen.backup_done"), nil)
		v.load()
	})
}

func (v *view) undoImport(i Import) {
	p := v.host.Printer()
	work.Act(v.work, "act", func(ctx context.Context) error {
		_, err := v.deps.History.UndoAct(ctx, i.Act)
		return err
	}, v.host.Fail, func() {
		v.host.Toast(p.T("agencyscreen.import_undone", "File", i.File), nil)
		v.host.Reload()
		v.load()
	})
}

func (v *view) pickLogo() {
	widgets.AskOpen(v.host, func(path string) {
		name := filepath.Base(path)
		v.run(v.host.Printer().T("agencyscreen.logo_saved"), func(ctx context.Context) (err error) {
			r, err := os.Open(path)
			if err != nil {
				return fault.New("file_unreadable", "name", name).Because(err)
			}
			defer func() { err = errors.Join(err, r.Close()) }()
			content, err := io.ReadAll(io.LimitReader(r, clients.MaxLogoBytes+1))
			if err != nil {
				return fault.New("file_unreadable", "name", name).Because(err)
			}
			return v.deps.Clients.SetLogo(ctx, "", name, content)
		})
	}, ".png", ".jpg", ".jpeg", ".svg")
}
