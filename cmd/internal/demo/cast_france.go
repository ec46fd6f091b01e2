package demo

import (
	"regie/clients"
	"regie/clients/budget"
	"regie/clients/calendar"
	"regie/clients/money"
)

func lumen() profile {
	return profile{
		client: clients.Client{
			Key: "lumen", Name: "Atelier Lumen", Sector: "retail", Seasonality: "Salons en juin, cadeaux de novembre à décembre.",
			Lang: "fr", Currency: money.EUR, Zone: "Europe/Paris", Circuit: clients.CircuitClient, Quorum: 1,
			Identity: clients.Identity{
				LegalName: "Atelier Lumen", LegalForm: "SARL", Address: "8 quai des Soyeux", Postcode: "69001", City: "Lyon", Country: "FR",
				SIREN: "999900186", SIRET: "99990018600019", VATID: "FR14999900186",
			},
			Brand: clients.Brand{
				Primary: "#0F766E", Secondary: "#F59E0B", AddressForm: "vous", Tone: "Sobre et technique, avec de l’humour à l’établi.",
				WordsUse: []string{"atelier", "geste", "lumière"}, WordsAvoid: []string{"luxe", "design pas cher"}, Hashtags: []string{"AtelierLumen"},
			},
		},
		mark: markLumen, ideas: "lumen", domain: "atelierlumen",
		contacts: []clients.Contact{
			{Name: "Hélène R.", Job: "Gérante", Email: "helene@atelierlumen.example.com", Phone: "+33 4 99 99 01 86", Role: "décision", Committee: true},
			{Name: "Hugo P.", Job: "Chef d’atelier", Email: "hugo@atelierlumen.example.com", Role: "technique", Committee: true},
		},
		channels: channels("Atelier Lumen", "atelierlumen", "instagram", "facebook", "linkedin", "youtube", "newsletter", "blog"),
		sold: sold{
			minutes: 32 * 60, fee: 1650_00, currency: money.EUR, carry: clients.CarryBoth, capMinutes: 360, valid: 3, overage: clients.OverageBorrow,
		},
		mix: []clients.Promise{
			promise(calendar.Post, 12), promise(calendar.Story, 2), promise(calendar.Reel, 2), promise(calendar.Video, 1),
			promise(calendar.Newsletter, 1), promise(calendar.Article, 1),
		},
		team:    team{cm: "Léo T.", second: "Grâce M.", lead: "Paul D.", video: "Nadia B.", expert: "Inès V."},
		carries: habit{low: 86, high: 104, left: 60, keep: 300}, now: 14 * 60,
		envelopes: []envelope{{budget.Ads, "", 600_00}, {budget.Production, "Photos de chantier", 600_00}, {budget.Tools, "", 300_00}},
		spent:     []int64{260_00, 240_00, 120_00}, contest: 2, meeting: 4,
	}
}

func pic() profile {
	return profile{
		client: clients.Client{
			Key: "pic", Name: "Festival Pic", Sector: "culture", Seasonality: "Annonces en février et novembre, festival début juillet.",
			Lang: "fr", Currency: money.EUR, Zone: "Europe/Paris", Circuit: clients.CircuitClient, Quorum: 2,
			Identity: clients.Identity{
				LegalName: "Association Festival Pic", LegalForm: "Association loi 1901", Address: "Place du Village", Postcode: "73999", City: "Saint-Ours-le-Haut",
				Country: "FR", SIREN: "999900251", SIRET: "99990025100011", Franchise: true,
			},
			Brand: clients.Brand{
				Primary: "#BE185D", Secondary: "#7C3AED", AddressForm: "tu", Tone: "Vif, complice, jamais vendeur.",
				WordsUse: []string{"altitude", "vallée", "bénévoles"}, WordsAvoid: []string{"incontournable", "expérience unique"}, Hashtags: []string{"FestivalPic"},
			},
		},
		mark: markPic, ideas: "pic", domain: "festivalpic",
		contacts: []clients.Contact{
			{Name: "Romane T.", Job: "Directrice du festival", Email: "romane@festivalpic.example.com", Phone: "+33 4 99 99 02 51", Role: "décision", Committee: true},
			{Name: "Karim A.", Job: "Programmation", Email: "karim@festivalpic.example.com", Role: "décision", Committee: true},
			{Name: "Colette V.", Job: "Présidente", Email: "presidence@festivalpic.example.com", Role: "décision", Committee: true},
		},
		channels: channels("Festival Pic", "festivalpic", "instagram", "facebook", "linkedin", "x", "youtube", "newsletter", "blog"),
		sold: sold{
			minutes: 24 * 60, fee: 1300_00, currency: money.EUR, carry: clients.CarrySurplus, capMinutes: 720, valid: 3,
			overage: clients.OverageBill, coefficient: 10_000,
		},
		mix: []clients.Promise{
			promise(calendar.Post, 11), promise(calendar.Story, 2), promise(calendar.Reel, 2), promise(calendar.Video, 1),
			promise(calendar.Newsletter, 1), promise(calendar.Article, 1),
		},
		team:    team{cm: "Yves N.", second: "Léo T.", lead: "Paul D.", video: "Nadia B.", expert: "Inès V."},
		carries: habit{low: 62, high: 96, left: 90, keep: 700, summer: true}, now: 15 * 60,
		envelopes: []envelope{{budget.Ads, "", 900_00}, {budget.Production, "Teasers", 600_00}, {budget.Prizes, "Pass offerts", 200_00}, {budget.Tools, "", 100_00}},
		spent:     []int64{480_00, 260_00, 80_00, 80_00}, contest: 3, meeting: 1,
	}
}

func roches() profile {
	return profile{
		client: clients.Client{
			Key: "roches", Name: "Hôtel Roches", Sector: "travel", Seasonality: "High season from May to September, storm weekends in November.",
			Lang: "en", Currency: money.EUR, Zone: "Europe/Paris", Circuit: clients.CircuitClient, Quorum: 1,
			Identity: clients.Identity{
				LegalName: "Hôtel Roches", LegalForm: "SAS", Address: "1 chemin du Phare", Postcode: "29990", City: "Roches-sur-Mer", Country: "FR",
				SIREN: "999900327", SIRET: "99990032700019", VATID: "FR49999900327",
			},
			Note: "Owned by an English-speaking family: texts, reports and meetings in English.",
			Brand: clients.Brand{
				Primary: "#1D4ED8", Secondary: "#0F766E", AddressForm: "vous", Tone: "Dry wit, short sentences, no superlatives.",
				WordsUse: []string{"coast", "quiet"}, WordsAvoid: []string{"luxurious", "unforgettable", "hidden gem"}, Hashtags: []string{"HotelRoches"},
			},
		},
		mark: markRoches, ideas: "roches", domain: "hotelroches",
		contacts: []clients.Contact{
			{Name: "Eleanor W.", Job: "Owner", Email: "eleanor@hotelroches.example.com", Phone: "+33 2 99 99 03 27", Role: "decision", Committee: true},
			{Name: "Rémi G.", Job: "Front office manager", Email: "remi@hotelroches.example.com", Role: "technical"},
		},
		channels: channels("Hôtel Roches", "hotelroches", "instagram", "facebook", "linkedin", "youtube", "newsletter", "blog"),
		sold: sold{
			minutes: 40 * 60, before: 32 * 60, fee: 2400_00, currency: money.EUR, carry: clients.CarrySurplus, capMinutes: 480, valid: 2,
			overage: clients.OverageRefuse, coefficient: 10_000, statement: true,
		},
		mix: []clients.Promise{
			promise(calendar.Post, 12), promise(calendar.Story, 3), promise(calendar.Reel, 2), promise(calendar.Video, 1),
			promise(calendar.Newsletter, 1), promise(calendar.Article, 1),
		},
		team:    team{cm: "Grâce M.", second: "Yves N.", lead: "Paul D.", video: "Nadia B.", expert: "Inès V."},
		carries: habit{low: 84, high: 97, left: 240, keep: 420}, now: 18 * 60,
		envelopes: []envelope{{budget.Ads, "", 1300_00}, {budget.Production, "Film and photo", 800_00}, {budget.Influencers, "", 300_00}, {budget.Tools, "", 200_00}},
		spent:     []int64{560_00, 320_00, 100_00, 120_00}, contest: 1, meeting: 5,
	}
}

func tama() profile {
	return profile{
		client: clients.Client{
			Key: "tama", Name: "Mutuelle Tama", Sector: "health", Seasonality: "Rentrée, Octobre rose, adhésions de fin d’année.",
			Lang: "fr", Currency: money.EUR, Zone: "Europe/Paris", Circuit: clients.CircuitClient, Quorum: 1,
			Identity: clients.Identity{
				LegalName: "Mutuelle Tama", LegalForm: "Mutuelle, livre II du Code de la mutualité", Address: "3 cours des Tilleuls", Postcode: "87000", City: "Limoges",
				Country: "FR", SIREN: "999900392", SIRET: "99990039200013",
			},
			Note: "Relecture médicale avant tout conseil de santé.",
			Brand: clients.Brand{
				Primary: "#4D7C0F", Secondary: "#24527A", AddressForm: "vous", Tone: "Bienveillant, factuel, sans culpabiliser.",
				WordsUse: []string{"adhérents", "ensemble"}, WordsAvoid: []string{"miracle", "il faut", "régime"}, Hashtags: []string{"MutuelleTama"},
			},
		},
		mark: markTama, ideas: "tama", domain: "mutuelletama",
		contacts: []clients.Contact{
			{Name: "Brigitte N.", Job: "Responsable communication", Email: "brigitte@mutuelletama.example.com", Phone: "+33 5 99 99 03 92", Role: "décision", Committee: true},
			{Name: "Dr Faure-Leroy", Job: "Médecin-conseil", Email: "medecin@mutuelletama.example.com", Role: "décision", Committee: true},
			{Name: "Thierry C.", Job: "Comptabilité", Email: "compta@mutuelletama.example.com", Role: "comptabilité"},
		},
		channels: channels("Mutuelle Tama", "mutuelletama", "facebook", "instagram", "linkedin", "youtube", "newsletter", "blog"),
		sold: sold{
			minutes: 24 * 60, fee: 1350_00, currency: money.EUR, carry: clients.CarryNone, overage: clients.OverageFree,
			rounding: clients.Rounding{Mode: clients.RoundNearest, Step: 15, Scope: clients.ScopeDay},
		},
		mix: []clients.Promise{
			promise(calendar.Post, 10), promise(calendar.Story, 1), promise(calendar.Reel, 1), promise(calendar.Video, 1),
			promise(calendar.Newsletter, 1), promise(calendar.Article, 1),
		},
		team:    team{cm: "Yves N.", second: "Grâce M.", lead: "Paul D.", video: "Nadia B.", expert: "Inès V."},
		carries: habit{low: 80, high: 101}, now: 10 * 60,
		envelopes: []envelope{{budget.Ads, "", 400_00}, {budget.Production, "Illustrations", 350_00}, {budget.Tools, "", 150_00}},
		spent:     []int64{130_00, 100_00, 70_00}, contest: 3, meeting: 2,
	}
}

// shippedCount is how many clients the story knows by name.
const shippedCount = 6

// shipped are the six clients, in the order of the rail.
func shipped() []profile { return []profile{kivu(), lumen(), nyota(), pic(), roches(), tama()} }
