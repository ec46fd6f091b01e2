package sample

import (
	"fmt"

	"regie/clients/billing"
	"regie/clients/civil"
	"regie/clients/money"
)

// Corpus is the cases of electronic invoices: invoices, deposits and credit
// notes.
func Corpus() []Case {
	out := []Case{
		{"forfait", Of(fee(180000))},
		{"trois-tiers", Of(piece("Visuel", 100, 3333, 2000), piece("Visuel", 100, 3333, 2000), piece("Visuel", 100, 3333, 2000))},
		{"plusieurs-taux", Of(fee(180000), piece("Guide imprimé", 2500, 1099, 550), piece("Déjeuner de presse", 300, 2750, 1000))},
		{"remise", discounted()},
		{"minutes-impaires", Of(
			hours("Modération, senior", 7, 7500), hours("Rédaction, junior", 11, 17333), hours("Mesure, agence", 53, 9999), hours("Stratégie", 1530, 9500))},
		{"sans-arrondi", unrounded()},
		{"banque-et-depassement", banked()},
		{"franchise", franchise("")},
		{"franchise-avec-numero", franchise("FR65912345675")},
		{"autoliquidation", reverse()},
		{"hors-union", abroad()},
		{"acompte", deposit()},
		{"solde-apres-acompte", balance()},
		{"avoir-total", credit(false)},
		{"avoir-partiel", credit(true)},
		{"avoir-dernier", lastCredit()},
		{"debours", disbursed()},
		{"debits-et-livraison", debits()},
		{"notes-libres", noted()},
		{"frais", expenses()},
		{"grands-montants", Of(piece("Campagne nationale", 100, 1234567890, 2000), piece("Achat d’espace", 300, 333333333, 2000))},
		{"rdc-francs", francs()},
		{"rdc-dollars", dollars()},
		{"senegal", senegal()},
		{"anglais", english()},
		{"soixante-lignes", Long(60)},
	}
	return out
}

func discounted() billing.Document {
	d := base()
	d.Discount, d.DiscountLabel = 10000, "Remise de fidélité"
	return with(d, fee(180000), piece("Guide imprimé", 2500, 1099, 550), piece("Déjeuner de presse", 300, 2750, 1000))
}

// unrounded are hours under a contract that does not round: priced by the
// second.
func unrounded() billing.Document {
	a, b := hours("Modération", 101, 7500), hours("Relation client", 37, 6850)
	a.BilledSeconds, b.BilledSeconds = 101*60-23, 37*60+17
	return Of(a, b)
}

func banked() billing.Document {
	f := fee(180000)
	in := billing.Line{
		Nature: billing.Included, Description: "Heures du forfait", Detail: "Senior 12 h 30, junior 7 h 30", Quantity: 1200, Unit: billing.Hour,
		Info: true, RawMinutes: 1187, Month: october,
	}
	over := hours("Dépassement accepté, senior", 150, 9500)
	over.Nature, over.Detail, over.Month = billing.Overage, "Accord d’Aline K. du 24 octobre 2026, 3 h au plus", october
	gift := billing.Line{Nature: billing.Gift, Description: "Heures offertes", Quantity: 45, Unit: billing.Hour, Info: true, Month: october}
	return Of(f, in, over, gift)
}

func franchise(vat string) billing.Document {
	d := base()
	d.Seller = freelance
	d.Seller.VATID = vat
	d.Payment.Holder = "Zoé Martin"
	d.Mentions = append(d.Mentions, billing.Mention{Code: "franchise", Text: "TVA non applicable, art. 293 B du CGI"})
	return with(d, untaxed(billing.Exempt, fee(90000), hours("Rédaction", 200, 4500))...)
}

func reverse() billing.Document {
	d := base()
	d.Buyer = brussels
	return with(d, untaxed(billing.Reverse, fee(180000), hours("Modération", 95, 7500))...)
}

func abroad() billing.Document {
	d := base()
	d.Buyer = nyota
	d.Discount, d.DiscountLabel = 5000, "Geste commercial"
	return with(d, untaxed(billing.OutOfScope, fee(180000), hours("Modération", 95, 7500))...)
}

func deposit() billing.Document {
	d := base()
	d.Kind, d.Number, d.Month, d.Period = billing.Deposit, "F2026-0040", civil.Month{}, civil.Range{}
	d.IssuedOn, d.DueOn = civil.NewDate(2026, 9, 14), civil.NewDate(2026, 10, 14)
	d.Subject = "Acompte sur le jeu-concours de fin d’année"
	d.Refs.Quote = "D2026-0007"
	return with(d, taxed(billing.Advance, "Acompte de 30 % sur le devis D2026-0007", billing.One, billing.Piece, 135000, 2000))
}

func balance() billing.Document {
	d := base()
	d.Number = "F2026-0055"
	d.Refs.Quote, d.Refs.Order = "D2026-0007", "BC-4711"
	back := taxed(billing.TakeBack, "Acompte F2026-0040 du 14 septembre 2026 déduit", -billing.One, billing.Piece, 135000, 2000)
	back.Deposit, back.DepositOn = "F2026-0040", civil.NewDate(2026, 9, 14)
	return with(d, piece("Jeu-concours de fin d’année", 100, 450000, 2000), back)
}

func credit(partial bool) billing.Document {
	of := Of(fee(180000), hours("Modération, senior", 95, 7500), piece("Visuel", 300, 4999, 2000))
	d := of
	d.Kind, d.Number, d.IssuedOn, d.DueOn = billing.Credit, "A2026-0003", civil.NewDate(2026, 11, 9), civil.Date{}
	d.Refs = billing.Refs{Invoice: of.Number, InvoiceOn: of.IssuedOn, Reason: "Heures imputées deux fois"}
	d.Mentions = nil
	d.Payment = billing.Payment{}
	lines := of.Lines
	if partial {
		lines = []billing.Line{of.Lines[1], of.Lines[2]}
		lines[1].Quantity, lines[1].Net = 100, 4999
	}
	for i := range lines {
		lines[i].Of = lines[i].No
	}
	return with(d, lines...)
}

// lastCredit takes back the rest of an invoice, its VAT with a cent that the
// avoirs before it rounded away.
func lastCredit() billing.Document {
	d := credit(true)
	d.Number = "A2026-0004"
	d.VAT[0].VAT++
	d.Totals.VAT++
	d.Totals.Gross++
	return d
}

// disbursed has what was paid in the client's name, outside VAT, beside a taxed
// fee.
func disbursed() billing.Document {
	paid := piece("Droits d’inscription réglés pour votre compte", 100, 24000, 0)
	paid.Nature, paid.Category = billing.Disbursement, billing.Exempt
	return Of(fee(180000), paid)
}

func debits() billing.Document {
	d := base()
	d.VATOnDebits = true
	d.Mentions = append(d.Mentions, billing.Mention{Code: "debits", Text: "Option pour le paiement de la taxe d’après les débits."})
	d.Delivery = &billing.Address{Name: "Kivu Maison, boutique", Street: "2 rue Paradis", Postcode: "13001", City: "Marseille", Country: "FR"}
	return with(d, fee(180000))
}

func noted() billing.Document {
	d := base()
	d.Note = "Merci pour votre confiance <3 & à bientôt 🥰\nمرحبا"
	d.Payment.Link = "https://pay.example.org/f/42?a=1&b=2"
	d.Refs = billing.Refs{Order: "BC <4711> & suite", Contract: "Animation 2026", Statement: "R2026-0010"}
	l := piece("Article « Les 10 recettes » \u0001& co", 100, 25000, 2000)
	l.Detail = "Texte de 1 200 mots\nDeux relectures"
	return with(d, l)
}

func expenses() billing.Document {
	media := taxed(billing.Expense, "Publicité Instagram refacturée", billing.One, billing.Piece, 43217, 2000)
	media.Detail = "Facture du réseau du 31 octobre 2026"
	return Of(fee(180000), media, taxed(billing.Deliverable, "Vidéo verticale", 400, billing.Piece, 22000, 2000))
}

func francs() billing.Document {
	d := base()
	d.Seller, d.Buyer, d.Currency, d.Number = kinshasa, nyota, money.CDF, "F2026-0011"
	d.Mentions = []billing.Mention{{Code: "terms", Subject: "AAB", Text: "Escompte : néant."}}
	d.Payment = billing.Payment{Terms: "Paiement à 30 jours."}
	d.Congo = &billing.Congo{DEF: "DEF-2026-000123", QR: "https://def.example.cd/v?n=DEF-2026-000123&m=4060"}
	a := taxed(billing.Hours, "Modération, junior", 95, billing.Hour, 3500033, 1600)
	b := taxed(billing.Fee, "Forfait mensuel", billing.One, billing.Piece, 125050000, 1600)
	return with(d, b, a)
}

func dollars() billing.Document {
	d := base()
	d.Seller, d.Buyer, d.Currency, d.Number = kinshasa, nyota, money.USD, "F2026-0012"
	d.Exchange = &billing.Exchange{To: money.CDF, Num: 284550, Den: 100, On: issued, Source: "BCC"}
	d.Payment = billing.Payment{Terms: "Paiement à 30 jours.", Holder: "Studio Lumière SARL"}
	d.Congo = &billing.Congo{DEF: "DEF-2026-000124", QR: "https://def.example.cd/v?n=DEF-2026-000124"}
	return with(d, taxed(billing.Fee, "Forfait mensuel", billing.One, billing.Piece, 65033, 1600),
		taxed(billing.Extra, "Couverture d’événement", 245, billing.Hour, 3775, 1600))
}

func senegal() billing.Document {
	d := base()
	d.Seller, d.Buyer, d.Currency = dakar, nyota, money.XOF
	d.Buyer.Country, d.Buyer.City, d.Buyer.VATID = "SN", "Dakar", "000000009 2Y1"
	d.Payment = billing.Payment{IBAN: "SN08SN0100152000048500003035", Holder: "Teranga Médias", Terms: "Paiement à 30 jours."}
	return with(d, taxed(billing.Fee, "Forfait mensuel", billing.One, billing.Piece, 350_017, 1800), taxed(billing.Extra, "Visuel", 350, billing.Piece, 12_501, 900))
}

func english() billing.Document {
	d := base()
	d.Lang, d.Subject = "en", "Community management · October 2026"
	d.Buyer = brussels
	d.Note = "Thank you for your trust."
	d.Mentions = []billing.Mention{
		{Code: "penalty", Subject: "PMD", Text: "Late payment bears interest at 10 % a year, due without reminder."},
		{Code: "indemnity", Subject: "PMT", Text: "Fixed compensation for recovery costs: €40."},
		{Code: "discount", Subject: "AAB", Text: "No discount for early payment."},
	}
	d.Payment.Terms = "Payment within 30 days by transfer."
	f := fee(180000)
	f.Description, f.Detail = "Monthly fee", "20 h a month, four networks"
	return with(d, untaxed(billing.Reverse, f)...)
}

// Long is an invoice of n lines of hours, as agencies bill that work by time
// spent.
func Long(n int) billing.Document {
	var lines []billing.Line
	for i := range n {
		l := hours(fmt.Sprintf("Modération et réponses, semaine %d", i+1), int64(20+i*7%113), int64(4500+i*250%5000))
		l.Nature, l.Detail = billing.Hours, fmt.Sprintf("Senior, publication n° %d et ses commentaires", i+1)
		l.Entries = append(l.Entries, entry(i+1))
		lines = append(lines, l)
	}
	return Of(lines...)
}
