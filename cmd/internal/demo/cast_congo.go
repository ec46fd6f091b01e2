package demo

import (
	"regie/clients"
	"regie/clients/budget"
	"regie/clients/calendar"
	"regie/clients/money"
)

func kivu() profile {
	return profile{
		client: clients.Client{
			Key: "kivu", Name: "Kivu Maison", Sector: "food", Seasonality: "Fort de novembre à décembre et à Pâques, creux en février.",
			Lang: "fr", Currency: money.EUR, Zone: "Africa/Lubumbashi", Circuit: clients.CircuitClient, Quorum: 2,
			Identity: clients.Identity{LegalName: "Kivu Maison", LegalForm: "SARL", Address: "14 avenue du Lac, quartier Himbi", City: "Goma", Country: "CD"},
			Note:     "Épicerie fine et vente en ligne ; livraison à Goma, Bukavu et Kigali.",
			Brand: clients.Brand{
				Primary: "#C2410C", Secondary: "#F2B705", AddressForm: "vous", Tone: "Chaleureux, précis, jamais folklorique. Les producteurs ont un prénom.",
				WordsUse: []string{"producteurs", "récolte", "lac"}, WordsAvoid: []string{"exotique", "pas cher", "ethnique"}, Hashtags: []string{"KivuMaison", "GoûtDuLac"},
			},
		},
		mark: markKivu, ideas: "kivu", domain: "kivumaison",
		contacts: []clients.Contact{
			{Name: "Aline K.", Job: "Directrice commerciale", Email: "aline@kivumaison.example.com", Phone: "+243 990 000 101", Role: "décision", Committee: true},
			{Name: "Joseph M.", Job: "Fondateur", Email: "joseph@kivumaison.example.com", Role: "décision", Committee: true},
			{Name: "Béni S.", Job: "Boutique en ligne", Email: "beni@kivumaison.example.com", Phone: "+243 990 000 102", Role: "technique"},
		},
		channels: channels("Kivu Maison", "kivumaison", "facebook", "instagram", "linkedin", "youtube", "newsletter", "blog"),
		sold: sold{
			minutes: 32 * 60, before: 26 * 60, fee: 1850_00, currency: money.EUR, carry: clients.CarrySurplus, capMinutes: 240, valid: 2,
			overage: clients.OverageBill, coefficient: 10_000, statement: true,
		},
		mix: []clients.Promise{
			promise(calendar.Post, 16), promise(calendar.Story, 3), promise(calendar.Reel, 3), promise(calendar.Video, 2),
			promise(calendar.Newsletter, 1), promise(calendar.Article, 1),
		},
		team:    team{cm: "Grâce M.", second: "Léo T.", lead: "Paul D.", video: "Nadia B.", expert: "Inès V."},
		carries: habit{low: 88, high: 99, left: 35, keep: 180}, now: 25*60 + 30,
		envelopes: []envelope{
			{budget.Ads, "", 900_00},
			{budget.Prizes, "Lots du jeu-concours", 300_00},
			{budget.Production, "Production vidéo", 800_00},
			{budget.Tools, "", 400_00},
		},
		spent: []int64{640_00, 300_00, 660_00, 240_00}, contest: 2, meeting: 3,
	}
}

func nyota() profile {
	return profile{
		client: clients.Client{
			Key: "nyota", Name: "Banque Nyota", Sector: "finance", Seasonality: "Rentrée scolaire et fin d’année.",
			Lang: "fr", Currency: money.USD, Zone: "Africa/Kinshasa", Circuit: clients.CircuitClient, Quorum: 2,
			Identity: clients.Identity{LegalName: "Banque Nyota", LegalForm: "SA", Address: "27 boulevard du 30 Juin, Gombe", City: "Kinshasa", Country: "CD"},
			Note:     "La conformité relit tout texte qui cite un taux ou un tarif.",
			Brand: clients.Brand{
				Primary: "#7C3AED", Secondary: "#F59E0B", AddressForm: "vous", Tone: "Clair, respectueux, concret. Une phrase, une idée.",
				WordsUse: []string{"épargne", "projet", "agence"}, WordsAvoid: []string{"garanti", "sans risque", "gratuit à vie"}, Hashtags: []string{"BanqueNyota"},
			},
		},
		mark: markNyota, ideas: "nyota", domain: "nyota",
		contacts: []clients.Contact{
			{Name: "Déborah L.", Job: "Directrice de la communication", Email: "deborah@nyota.example.com", Phone: "+243 810 000 201", Role: "décision", Committee: true},
			{Name: "Maître Ilunga", Job: "Conformité", Email: "conformite@nyota.example.com", Role: "décision", Committee: true},
			{Name: "Fiston B.", Job: "Support numérique", Email: "support@nyota.example.com", Role: "technique"},
			{Name: "Rachel O.", Job: "Comptabilité fournisseurs", Email: "compta@nyota.example.com", Role: "comptabilité"},
		},
		channels: channels("Banque Nyota", "banquenyota", "facebook", "instagram", "linkedin", "x", "youtube", "newsletter", "blog"),
		sold: sold{
			minutes: 40 * 60, fee: 2600_00, currency: money.USD, carry: clients.CarryNone,
			overage: clients.OverageBill, coefficient: 12_500, statement: true,
		},
		mix: []clients.Promise{
			promise(calendar.Post, 14), promise(calendar.Story, 3), promise(calendar.Reel, 2), promise(calendar.Video, 2),
			promise(calendar.Newsletter, 1), promise(calendar.Article, 1),
		},
		team:    team{cm: "Yves N.", second: "Grâce M.", lead: "Sarah K.", video: "Nadia B.", expert: "Inès V."},
		carries: habit{low: 92, high: 106}, now: 38*60 + 48,
		envelopes: []envelope{
			{budget.Ads, "", 1600_00},
			{budget.Production, "Films et voix", 800_00},
			{budget.Influencers, "", 400_00},
			{budget.Tools, "", 200_00},
		},
		spent: []int64{1680_00, 790_00, 330_00, 150_00}, contest: 1, meeting: 2,
	}
}

// channels are the accounts of a client, one a network.
func channels(name, handle string, networks ...string) []clients.Channel {
	var list []clients.Channel
	for _, n := range networks {
		c := clients.Channel{Network: n, Name: name, Handle: "@" + handle, URL: "https://" + n + ".example.com/" + handle}
		if n == "newsletter" || n == "blog" {
			c.Handle, c.URL = "", "https://"+handle+".example.com/"+n
		}
		list = append(list, c)
	}
	return list
}
