// Package sample builds the invoices that tests compare, benchmarks time,
// official stylesheets check and people look at: each case of VAT, currency and
// kind, with the traps of rounding.
package sample

import (
	"regie/clients"
	"regie/clients/billing"
	"regie/clients/civil"
	"regie/clients/money"
)

// Case is one document and what it is about.
type Case struct {
	Name     string
	Document billing.Document
}

// Parties of the samples.
var (
	agency = billing.Party{
		Address:   billing.Address{Name: "Pixel & Co", Street: "12 rue des Lilas", Postcode: "69003", City: "Lyon", Country: "FR"},
		LegalName: "Agence Pixel & Co", LegalForm: "SARL au capital de 20 000 €", SIREN: "900000019", SIRET: "90000001900019",
		VATID: "FR25900000019", Registers: "RCS Lyon 900 000 019", Email: "facturation@pixel.example", Phone: "+33 4 00 00 00 00",
		Website: "https://pixel.example", Color: "#C2410C",
	}
	freelance = billing.Party{
		Address:   billing.Address{Name: "Zoé Martin", Street: "3 impasse du Moulin", Postcode: "35000", City: "Rennes", Country: "FR"},
		LegalName: "Zoé Martin", LegalForm: "EI", SIREN: "912345675", SIRET: "91234567500017", Franchise: true,
		Email: "zoe@martin.example", Color: "#0F766E",
	}
	kinshasa = billing.Party{
		Address:   billing.Address{Name: "Studio Lumière", Street: "45, avenue des Manguiers\nQuartier Socimat", City: "Kinshasa-Gombe", Country: "CD"},
		LegalName: "Studio Lumière SARL", LegalForm: "SARL", VATID: "A0700001X",
		Registers: "RCCM CD/KNG/RCCM/20-B-00001 · Id. Nat. 01-G4701-N00001A", Email: "compta@lumiere.example", Color: "#1D4ED8",
	}
	dakar = billing.Party{
		Address:   billing.Address{Name: "Teranga Médias", Street: "Rue 10, Point E", Postcode: "10700", City: "Dakar", Country: "SN"},
		LegalName: "Teranga Médias SUARL", LegalForm: "SUARL", VATID: "000000001 2Y3", Registers: "RC SN-DKR-2020-B-0001",
		Email: "factures@teranga.example",
	}
	kivu = billing.Party{
		Address:   billing.Address{Name: "Kivu Maison", Street: "8 quai des Entrepôts\nBâtiment C", Postcode: "13002", City: "Marseille", Country: "FR"},
		LegalName: "Kivu Maison SAS", LegalForm: "SAS", SIREN: "987654324", SIRET: "98765432400019", VATID: "FR14987654324",
		Email: "compta@kivu.example", Reference: "SERVICE-COM",
	}
	brussels = billing.Party{
		Address:   billing.Address{Name: "Roches Bleues", Street: "Rue Haute 100", Postcode: "1000", City: "Bruxelles", Country: "BE"},
		LegalName: "Roches Bleues SRL", LegalForm: "SRL", VATID: "BE0800000174", Email: "boekhouding@roches.example",
	}
	nyota = billing.Party{
		Address:   billing.Address{Name: "Nyota Télécom", Street: "Boulevard du 30 Juin, 200", City: "Kinshasa", Country: "CD"},
		LegalName: "Nyota Télécom SA", LegalForm: "SA", VATID: "A0900002Y", Registers: "RCCM CD/KNG/RCCM/15-B-00002", Email: "fournisseurs@nyota.example",
	}
)

var (
	october = civil.NewMonth(2026, 10)
	issued  = civil.NewDate(2026, 11, 2)
	due     = civil.NewDate(2026, 12, 2)
)

// Of is an invoice of October 2026 in euros from the agency to Kivu Maison with
// the lines given, its figures worked out.
func Of(lines ...billing.Line) billing.Document { return with(base(), lines...) }

func base() billing.Document {
	return billing.Document{
		ID: "01930000-0000-7000-8000-000000000001", Kind: billing.Invoice, Number: "F2026-0042", IssuedOn: issued, DueOn: due,
		Month: october, Period: october.Range(), Lang: "fr", Currency: money.EUR, Seller: agency, Buyer: kivu,
		Subject: "Animation des communautés · octobre 2026", Nature: "S1", Mentions: mentions(),
		Payment: billing.Payment{
			IBAN: "FR7630006000011234567890189", BIC: "AGRIFRPP", Holder: "Agence Pixel & Co", Terms: "Paiement à 30 jours par virement.",
		},
	}
}

func with(d billing.Document, lines ...billing.Line) billing.Document {
	d.Lines = lines
	d.Compute()
	return d
}

func mentions() []billing.Mention {
	return []billing.Mention{
		{Code: "penalty", Subject: "PMD", Text: "En cas de retard de paiement, pénalités au taux annuel de 10 %, exigibles sans rappel (art. L. 441-10 du code de commerce)."},
		{Code: "indemnity", Subject: "PMT", Text: "Indemnité forfaitaire pour frais de recouvrement : 40 €."},
		{Code: "discount", Subject: "AAB", Text: "Escompte pour paiement anticipé : néant."},
	}
}

func taxed(nature billing.Nature, description string, quantity int64, unit billing.Unit, price int64, rate money.Rate) billing.Line {
	return billing.Line{
		Nature: nature, Description: description, Quantity: quantity, Unit: unit, Price: price, Category: billing.Standard, Rate: rate,
	}
}

func fee(price int64) billing.Line {
	l := taxed(billing.Fee, "Forfait mensuel d’animation", billing.One, billing.Piece, price, 2000)
	l.Detail, l.Month = "20 h par mois, quatre réseaux", october
	return l
}

func hours(description string, minutes, price int64) billing.Line {
	return taxed(billing.Extra, description, minutes, billing.Hour, price, 2000)
}

func piece(description string, hundredths, price int64, rate money.Rate) billing.Line {
	return taxed(billing.Free, description, hundredths, billing.Piece, price, rate)
}

// untaxed puts the lines in a category without tax.
func untaxed(c billing.Category, lines ...billing.Line) []billing.Line {
	for i := range lines {
		lines[i].Category, lines[i].Rate = c, 0
	}
	return lines
}

// Entry is an identifier of the samples.
func entry(n int) clients.ID {
	const figures = "0123456789abcdef"
	id := []byte("01930000-0000-7000-8000-00000000e000")
	for i := 35; n > 0; i-- {
		id[i] = figures[n%16]
		n /= 16
	}
	return clients.ID(id)
}
