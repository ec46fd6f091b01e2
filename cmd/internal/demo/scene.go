package demo

import (
	"strings"
	"time"

	"regie/clients/calendar"
	"regie/clients/civil"
)

// scene sets by hand what everybody looks at first: today's appointments, and
// the coming week of the first client.
func (s *story) scene(a *actor) []planned {
	if s.Items > 0 {
		return nil
	}
	day := func(n int) civil.Date { return s.Today.AddDays(n) }
	item := func(n int, at civil.Clock, kind calendar.Kind, state calendar.State, title, body string, networks ...string) planned {
		if s.Today.Month < time.November {
			title, body = outOfSeason.Replace(title), outOfSeason.Replace(body)
		}
		t := told{idea: idea{kind: kind, networks: networks, title: title}, title: a.book.typeset(title), body: a.book.typeset(body)}
		return planned{told: t, on: day(n), at: at, state: state, author: a.team.cm}
	}
	switch a.c.Key {
	case "kivu":
		return s.kivuWeek(a, item)
	case "pic":
		return []planned{item(0, 11*60+30, calendar.Post, calendar.Approved, "Annonce line-up",
			"Ils seront trois à ouvrir la montagne. Le premier nom tombe ce matin : Lune de Fer, vendredi soir sur la scène du Lac.", "linkedin")}
	case "nyota":
		p := item(0, 14*60, calendar.Video, calendar.ClientReview, "Vidéo épargne",
			"Chantal, couturière à Lemba, a mis 10 $ de côté par semaine pendant dix mois. Aujourd’hui, son atelier a trois machines. Voici comment.", "facebook")
		p.approvals = 1
		return []planned{p}
	case "lumen":
		p := item(0, 16*60, calendar.Meeting, calendar.Approved, "Réunion éditoriale (visio)",
			"Chantiers à montrer le mois prochain, autorisations photo, tirage du jeu-concours.")
		p.author = a.team.lead
		return []planned{p}
	case "roches", "tama":
		if a.c.ID != "" {
			return []planned{item(1, 9*60, calendar.Story, calendar.Scheduled, a.storyTitle(), a.storyBody(), "instagram")}
		}
	}
	return nil
}

func (a *actor) storyTitle() string {
	if a.book.lang == "en" {
		return "Story: the week at sea level"
	}
	return "Story : votre semaine en trois gestes"
}

func (a *actor) storyBody() string {
	if a.book.lang == "en" {
		return "Tides, table, fireplace: three taps to plan your week on the coast 🌊"
	}
	return "Lundi on marche, mercredi on s’étire, vendredi on dort. Trois gestes, une semaine 🌿"
}

// outOfSeason says the same outside of Advent.
var outOfSeason = strings.NewReplacer(
	"panier de l’Avent", "panier vendu", "coffrets de l’Avent", "coffrets découverte", "table de l’Avent", "table du dimanche",
)

// kivuWeek is the week of the model calendar.
func (s *story) kivuWeek(a *actor, item func(int, civil.Clock, calendar.Kind, calendar.State, string, string, ...string) planned) []planned {
	partner := item(2, 10*60+30, calendar.Post, calendar.ClientReview, "Partenariat ONG",
		"Cette année, 1 € par panier de l’Avent finance la cantine de trois écoles de Goma. Merci à nos 42 producteurs partenaires 🙌", "linkedin")
	partner.approvals, partner.say, partner.pillar = 1, a.book.typeset("Peut-on citer les écoles ?"), 1
	reel := item(3, 18*60, calendar.Reel, calendar.ClientReview, "Reel tirage",
		"Vendredi, on tire au sort devant vous : deux paniers, un huissier, zéro suspense inutile. Activez le rappel 🔔", "instagram")
	offer := item(5, 9*60, calendar.Post, calendar.ClientReview, "Offre −15 % coffrets",
		"Jusqu’à dimanche, −15 % sur les coffrets de l’Avent. Emballés à la main, livrés à Goma sous 48 h 🎁", "instagram", "facebook")
	return []planned{
		item(0, 9*60, calendar.Post, calendar.Published, "Carrousel « recettes du lac »",
			"Trois poissons, trois gestes, trois assiettes : faites défiler et choisissez celle de ce soir 🐟➡️", "instagram"),
		item(0, 18*60+30, calendar.Live, calendar.Scheduled, "Facebook Live · questions-réponses",
			"Mado et Baraka répondent en direct : conservation, prix, saisons, tout y passe. Posez vos questions dès maintenant 🎙️", "facebook"),
		item(1, 9*60, calendar.Post, calendar.Approved, "Carrousel : la table de l’Avent",
			"Bougies, raphia, vaisselle de grand-mère : la table de l’Avent de l’équipe, en cinq images ✨", "instagram"),
		item(1, 11*60+30, calendar.Post, calendar.Approved, "Carrousel : cinq cadeaux gourmands",
			"Du pot à offrir au panier pour six, cinq idées qui se mangent. Laquelle pour qui ?", "facebook"),
		partner, reel,
		item(3, 16*60, calendar.Meeting, calendar.Approved, "Comité de validation", "Plan du mois prochain, textes à valider, bilan du jeu-concours."),
		item(4, 12*60+15, calendar.Post, calendar.Draft, "Résultat du sondage",
			"Vous avez tranché : ce sera plantain. La recette arrive dimanche, les arguments des perdants aussi 😄", "facebook"),
		offer,
		item(6, 17*60, calendar.ContestStep, calendar.Scheduled, "Tirage au sort du jeu-concours",
			"C’est l’heure ! Le tirage se fait en direct, la liste et le règlement sont en lien 🥳", "instagram"),
		item(8, 9*60, calendar.Post, calendar.Idea, "Bilan du mois",
			"Ce que le mois nous a appris, en quatre chiffres et une photo ratée.", "linkedin"),
	}
}
