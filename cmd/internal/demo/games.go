package demo

import (
	"context"
	"fmt"
	"strings"
	"time"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/calendar"
	"regie/clients/civil"
	"regie/clients/sheet"
)

// stage is how far a contest has come on the story's last day.
type stage int

const (
	preparing stage = iota // rules being written
	underway               // people take part
	listed                 // the list is closed, the seed not known yet
	gameOver               // drawn, and the result published
)

// game is a contest of a client.
type game struct {
	key, name, prize string
	quantity, worth  int64 // worth of one, in whole units of the client's currency
	from, until      int   // days from the last day of the story
	stage            stage
}

// games are the contests of the clients known by name: one told of each, and
// the present ones in all states.
var games = []game{
	{"kivu", "Recettes du lac", "Coffret dégustation", 3, 45, -52, -38, gameOver},
	{"kivu", "Le calendrier des paniers", "Panier solidaire", 5, 30, -4, 16, underway},
	{"nyota", "Mon projet, mon épargne", "Épargne offerte", 2, 200, -48, -34, gameOver},
	{"nyota", "Fêtes en sécurité", "Téléphone reconditionné", 1, 180, 9, 30, preparing},
	{"lumen", "La lampe du soir", "Veilleuse gravée", 2, 60, -60, -46, gameOver},
	{"lumen", "Noisette sous le sapin", "Lampe de lecture", 3, 95, -19, -2, listed},
	{"pic", "Deux pass pour l’été", "Pass trois jours", 2, 140, -75, -61, gameOver},
	{"pic", "Tarif matinal : le pass offert", "Pass trois jours", 4, 140, -7, 12, underway},
	{"roches", "Two nights for two", "Two nights, breakfast included", 1, 320, -44, -30, gameOver},
	{"roches", "A storm from the window", "Weekend for two", 1, 280, 12, 40, preparing},
	{"tama", "Bougez comme vous êtes", "Séance découverte", 6, 25, -41, -27, gameOver},
}

// contests tells the games of the cast that lie in the story's months.
func (s *story) contests() {
	for _, a := range s.cast {
		if a.padded {
			continue
		}
		r := throw(s.Seed, "contests "+a.c.Key)
		for _, g := range games {
			if g.key == a.c.Key && !s.Today.AddDays(g.from-8).Before(s.months[0].First()) {
				s.contest(a, g, r)
			}
		}
	}
}

// contest plays one game, each step on its day.
func (s *story) contest(a *actor, g game, r *dice) {
	first, last := s.Today.AddDays(g.from), s.Today.AddDays(g.until)
	cal := s.house.Calendar
	var id clients.ID
	s.at(a.office(first.AddDays(-7), r), a.team.lead, func(ctx context.Context) error {
		worth := g.worth * 100
		c, err := cal.SaveContest(ctx, calendar.Contest{
			Client: a.c.ID, Name: g.name, From: first, Until: last, Campaign: a.during(first, last), Substitutes: int(g.quantity),
			Rules:  a.games(),
			Prizes: []calendar.Prize{{Name: g.prize, Quantity: int(g.quantity), ValueMinor: &worth, Currency: string(a.sold.currency)}},
		})
		if err != nil {
			return fmt.Errorf("planning %s: %w", g.name, err)
		}
		id = c.ID
		points, err := cal.Checklist(ctx, c)
		if err != nil {
			return err
		}
		if g.stage == preparing {
			points = points[:4]
		}
		for _, p := range points {
			c.Checked = append(c.Checked, p.Key)
		}
		_, err = cal.SaveContest(ctx, c)
		return err
	})
	if g.stage == preparing {
		return
	}
	due, _ := civil.Instant(last.AddDays(3), 20*60+30, a.zone)
	s.at(a.office(first.AddDays(-2), r), a.team.lead, func(ctx context.Context) error {
		source := map[string]string{
			"fr": "Loterie nationale, tirage du %s à 20 h 30 : les cinq numéros en ordre croissant ; s’il est annulé, le tirage suivant.",
			"en": "National lottery, draw of %s at 20:30: the five numbers in rising order; if it is cancelled, the next draw.",
		}[a.book.lang]
		_, err := cal.Announce(ctx, a.c.ID, id, calendar.Announcement{
			Way: calendar.PublicSeed, Source: a.book.typeset(fmt.Sprintf(source, text.For(text.Lang(a.book.lang)).Date(last.AddDays(3)))), Example: "05 14 22 31 49", Due: due, URL: a.games(),
		})
		return err
	})
	upTo := last
	if g.stage == underway {
		upTo = s.Today
	}
	list := players(r, 12+9*first.DaysUntil(upTo))
	s.at(a.office(upTo, r), a.team.cm, func(ctx context.Context) error { return s.enterPlayers(ctx, a, id, list) })
	if g.stage == underway {
		return
	}
	s.at(a.moment(last.AddDays(1), 9*60+10), a.team.cm, func(ctx context.Context) error {
		if _, err := cal.Exclude(ctx, a.c.ID, id, list[len(list)/3], excluded[a.book.lang]); err != nil {
			return err
		}
		_, err := cal.CloseList(ctx, a.c.ID, id, "")
		return err
	})
	if g.stage == gameOver {
		s.ends(a, &id, due, seed(r))
	}
}

// ends records the seed the morning after the event, draws, and says where the
// result stands.
func (s *story) ends(a *actor, id *clients.ID, due time.Time, seed string) {
	at := due.Add(12*time.Hour + 40*time.Minute)
	s.at(at, a.team.lead, func(ctx context.Context) error {
		if _, err := s.house.Calendar.RecordSeed(ctx, a.c.ID, *id, seed, ""); err != nil {
			return err
		}
		_, err := s.house.Calendar.DrawContest(ctx, a.c.ID, *id)
		return err
	})
	s.at(at.Add(5*time.Hour), a.team.lead, func(ctx context.Context) error {
		_, err := s.house.Calendar.PublishResult(ctx, a.c.ID, *id, a.games()+"/resultat")
		return err
	})
}

// games is where the client's contests stand on its site.
func (a *actor) games() string { return "https://" + a.domain + ".example.com/jeux" }

// during is the campaign that runs on both days, empty for none.
func (a *actor) during(first, last civil.Date) clients.ID {
	for _, k := range a.campaigns {
		if !first.Before(k.From) && !last.After(k.Until) {
			return k.ID
		}
	}
	return ""
}

func (s *story) enterPlayers(ctx context.Context, a *actor, id clients.ID, list []string) error {
	f, err := sheet.Open("participants.csv", strings.NewReader("Compte\n"+strings.Join(list, "\n")+"\n"), sheet.DefaultLimits)
	if err != nil {
		return fmt.Errorf("reading players: %w", err)
	}
	_, err = s.house.Calendar.ImportEntrants(ctx, a.c.ID, id, f, "", false)
	return err
}

var excluded = map[string]string{"fr": "Travaille chez l’organisateur", "en": "Works for the organiser"}

// Words that make up accounts nobody has.
var (
	playerNouns  = []string{"colibri", "galet", "lanterne", "mangue", "brume", "tisane", "sentier", "ricochet", "boussole", "nuage", "papillon", "cascade"}
	playerTraits = []string{"bleu", "tranquille", "sucre", "du_soir", "curieux", "en_fete", "rapide", "discret", "dore", "de_papier"}
)

// players are accounts made of words, each once.
func players(r *dice, n int) []string {
	seen := map[string]bool{}
	var list []string
	for len(list) < n {
		name := fmt.Sprintf("@%s_%s_%02d", pick(r, playerNouns), pick(r, playerTraits), r.n(100))
		if !seen[name] {
			seen[name] = true
			list = append(list, name)
		}
	}
	return list
}

// seed is what five numbers of a lottery may be.
func seed(r *dice) string {
	numbers := make([]string, 0, 5)
	for i := range 5 {
		numbers = append(numbers, fmt.Sprintf("%02d", 1+10*i+r.n(9)))
	}
	return strings.Join(numbers, " ")
}

// results says, some days after each campaign, what came of it.
func (s *story) results() {
	for _, a := range s.cast {
		r := throw(s.Seed, "results "+a.c.Key)
		for _, k := range a.campaigns {
			share := int64(r.between(78, 121))
			said := a.book.typeset(lesson(a.book.lang, share, r))
			if k.Target == nil {
				continue
			}
			at := a.office(k.Until.AddDays(4), r)
			if at.After(s.now) {
				continue
			}
			reached := *k.Target * share / 100
			s.at(at, a.team.lead, func(ctx context.Context) error {
				k.Reached, k.Result = &reached, said
				_, err := s.house.Calendar.SaveCampaign(ctx, k)
				return err
			})
		}
	}
}

// lessons are what is written of a campaign that passed its goal, nearly reached
// it, or missed it.
var lessons = map[string][3][]string{
	"fr": {
		{"But dépassé : les vidéos courtes ont amené le plus de monde.", "But dépassé grâce aux partages de la première semaine.", "But dépassé ; garder ce rythme de trois publications par semaine."},
		{"But presque atteint ; la dernière semaine a rattrapé le début.", "But presque atteint : l’infolettre est partie trop tard."},
		{"But manqué : commencer deux semaines plus tôt la prochaine fois.", "But manqué ; le message était clair, l’offre trop discrète."},
	},
	"en": {
		{"Goal passed: short videos brought the most people.", "Goal passed thanks to the shares of the first week."},
		{"Goal nearly reached; the last week made up for the start.", "Goal nearly reached: the newsletter left too late."},
		{"Goal missed: begin two weeks earlier next time.", "Goal missed; the message was clear, the offer too discreet."},
	},
}

func lesson(lang string, share int64, r *dice) string {
	of := lessons[lang]
	switch {
	case share >= 100:
		return pick(r, of[0])
	case share >= 90:
		return pick(r, of[1])
	}
	return pick(r, of[2])
}

// aside is what part of an advertising envelope serves a campaign, in percent.
const aside = 40

// campaignIn is the campaign that takes part of a month's advertising: the first
// that runs on ten of its days.
func (a *actor) campaignIn(m civil.Month) (calendar.Campaign, bool) {
	for _, k := range a.campaigns {
		if both, ok := k.Days().Intersect(m.Range()); ok && both.Days() >= 10 {
			return k, true
		}
	}
	return calendar.Campaign{}, false
}

// setAside is the campaign's part of an envelope, in whole tens of units, and
// never more than some of what the campaign was given.
func setAside(planned int64, k calendar.Campaign) int64 {
	return min(planned*aside, *k.BudgetMinor*45) / 100 / 1000 * 1000
}

// target reads "400 paniers" of a campaign's line.
func (k *campaign) target(s string) error {
	number, measure, ok := strings.Cut(s, " ")
	var n int64
	if _, err := fmt.Sscan(number, &n); err != nil || !ok {
		return fmt.Errorf("the target %q", s)
	}
	k.count, k.measure = n, measure
	return nil
}
