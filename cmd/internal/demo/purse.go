package demo

import (
	"context"
	"fmt"
	"time"

	"regie/clients"
	"regie/clients/budget"
	"regie/clients/civil"
	"regie/clients/hours"
	"regie/clients/money"
)

// bought is what an envelope pays for, and from whom: a name, or what they are
// in the client's language.
type bought struct{ fr, en, supplier, supplierEN string }

// of is the purchase and its supplier in a language.
func (b bought) of(lang string) (label, supplier string) {
	if lang == "en" {
		return b.en, b.supplierEN
	}
	return b.fr, b.supplier
}

var purchases = map[budget.Kind][]bought{
	budget.Ads: {
		{"Sponsorisation de la vidéo du mois", "Video promotion", "Régie publicitaire en ligne", "Online ad exchange"},
		{"Campagne de portée, deuxième semaine", "Reach campaign, week two", "Régie publicitaire en ligne", "Online ad exchange"},
		{"Campagne trafic vers le site", "Traffic campaign", "Régie publicitaire en ligne", "Online ad exchange"},
		{"Publication sponsorisée", "Promoted post", "Régie publicitaire en ligne", "Online ad exchange"},
		{"Reciblage des visiteurs", "Visitor retargeting", "Réseau Clic & Co", "Clic & Co network"},
	},
	budget.Production: {
		{"Tournage, demi-journée", "Shoot, half a day", "Studio Brume", "Studio Brume"},
		{"Montage et sous-titres", "Editing and subtitles", "Studio Brume", "Studio Brume"},
		{"Photographies produit", "Product photographs", "Photo Sureau", "Sureau Photography"},
		{"Voix off", "Voice-over", "Voix Libre", "Voix Libre"},
		{"Illustrations", "Illustrations", "Atelier Encre", "Encre Studio"},
	},
	budget.Prizes: {
		{"Lots du jeu-concours", "Giveaway prizes", "Paniers d’ici", "Local Hampers"},
		{"Expédition des lots", "Prize shipping", "Colis Express du Quai", "Quayside Parcels"},
		{"Dépôt volontaire du règlement", "Voluntary deposit of the rules", "Étude Tournesol", "Tournesol, bailiffs"},
	},
	budget.Influencers: {
		{"Collaboration, une vidéo et deux stories", "Collaboration, one video and two stories", "Créatrice indépendante", "Freelance creator"},
		{"Invitation et frais de déplacement", "Invitation and travel", "Créateur indépendant", "Freelance creator"},
	},
	budget.Tools: {
		{"Banque d’images, abonnement", "Image library, subscription", "Banque d’images Sapin", "Sapin Image Library"},
		{"Outil de programmation, licence", "Scheduling tool, licence", "Logiciels du Port", "Harbour Software"},
		{"Envoi de l’infolettre", "Newsletter sending", "Messagerie Tilleul", "Tilleul Mailing"},
		{"Hébergement de la page", "Landing page hosting", "Serveurs du Quai", "Quayside Hosting"},
	},
	budget.Extra: {{"Maintenance du site", "Site maintenance", "Serveurs du Quai", "Quayside Hosting"}},
}

// money plans every month's envelopes and spends them.
func (s *story) money() {
	for _, a := range s.cast {
		r := throw(s.Seed, "money "+a.c.Key)
		for i, m := range s.months {
			s.plans(a, m)
			for j, e := range a.envelopes {
				s.spends(a, m, e, a.toSpend(s, j, e, i, r), r)
			}
		}
	}
}

// plans sets the lines on the month's first morning.
func (s *story) plans(a *actor, m civil.Month) {
	at := a.moment(m.First(), 8*60+30)
	s.at(at, a.team.lead, func(ctx context.Context) error {
		for _, e := range a.envelopes {
			f := budget.PlanForm{Kind: e.kind, Name: e.name, Days: m.Range(), Planned: money.Of(e.planned, a.sold.currency), Rebillable: e.kind == budget.Ads}
			forms := []budget.PlanForm{f}
			if k, ok := a.campaignIn(m); ok && e.kind == budget.Ads {
				forms[0].Planned.Minor -= setAside(e.planned, k)
				f.Name, f.Campaign, f.Planned.Minor = k.Name, k.ID, setAside(e.planned, k)
				forms = append(forms, f)
			}
			for _, f := range forms {
				if _, _, err := s.house.Budget.SetLine(ctx, a.c.ID, f); err != nil {
					return fmt.Errorf("planning %s: %w", e.kind, err)
				}
			}
		}
		return nil
	})
}

// toSpend is what an envelope used, in minor units: by the story in the running
// month, as in the model report the month before for the first client, else most
// of the plan, and now and then more.
func (a *actor) toSpend(s *story, j int, e envelope, month int, r *dice) int64 {
	switch last := len(s.months) - 1; {
	case month == last:
		return a.spent[j] * int64(s.gone()) / 100
	case month == last-1 && a.c.Key == "kivu":
		return []int64{620_00, 300_00, 850_00, 150_00}[j]
	}
	percent := r.between(68, 99)
	if e.kind == budget.Production && r.chance(12) {
		percent = r.between(102, 112)
	}
	return e.planned * int64(percent) / 100
}

// spends cuts an amount into orders and expenses over the month.
func (s *story) spends(a *actor, m civil.Month, e envelope, minor int64, r *dice) {
	if minor <= 0 {
		return
	}
	pieces := r.between(2, 4)
	if a.padded {
		pieces = 1
	}
	if !a.padded && (e.kind == budget.Tools || e.kind == budget.Prizes) {
		pieces = 2
	}
	weights := make([]int64, pieces)
	for i := range weights {
		weights[i] = int64(r.between(20, 60))
	}
	last := m.Last()
	if s.Today.Before(last) {
		last = s.Today
	}
	days := m.First().DaysUntil(last) + 1
	list := purchases[e.kind]
	from := r.n(len(list))
	k, serves := a.campaignIn(m)
	aside := int64(0)
	if serves = serves && e.kind == budget.Ads; serves {
		aside = setAside(e.planned, k)
	}
	for i, part := range money.Spread(minor, weights) {
		if part == 0 {
			continue
		}
		b := list[(from+i)%len(list)]
		on := m.First().AddDays(min(days-1, (i*days)/pieces+r.n(max(1, days/pieces))))
		for weekend(on) && on.Day > 2 {
			on = on.AddDays(-1)
		}
		f := budget.MoveForm{
			Place: budget.Place{Kind: e.kind, Name: e.name, Month: m}, On: on, Amount: money.Of(part, a.sold.currency), Rebillable: e.kind == budget.Ads,
		}
		f.Label, f.Supplier = b.of(a.book.lang)
		if serves && part <= aside && !on.Before(k.From) && !on.After(k.Until) {
			f.Place.Name = k.Name
			aside -= part
		}
		s.spend(a, m, f, i, r)
	}
}

// congoRate is what a dollar was worth in Congolese francs.
const congoRate = 2850

// spend keeps one expense; production is ordered first, and of the running
// month the last order is still open.
func (s *story) spend(a *actor, m civil.Month, f budget.MoveForm, piece int, r *dice) {
	running := m == s.Today.InMonth()
	at := a.moment(f.On, r.between(9*60, 18*60))
	if f.Place.Kind == budget.Tools && a.sold.currency == money.USD && piece == 0 {
		// Paid in francs; the amount in dollars stays what the story says.
		f.Amount = money.Of(f.Amount.Minor*congoRate, money.CDF)
		f.Rate = budget.Rate{Num: 1, Den: congoRate}
	}
	ordered := f.Place.Kind == budget.Production || f.Place.Kind == budget.Prizes
	if !ordered {
		s.at(at, a.team.lead, func(ctx context.Context) error {
			_, _, err := s.house.Budget.Spend(ctx, a.c.ID, f)
			return err
		})
		return
	}
	var order clients.ID
	s.at(at, a.team.lead, func(ctx context.Context) error {
		made, _, err := s.house.Budget.Commit(ctx, a.c.ID, f)
		order = made.ID
		return err
	})
	if running && piece > 0 {
		return
	}
	paid := at.Add(time.Duration(r.between(2, 9)) * 24 * time.Hour)
	if paid.After(s.now) {
		return
	}
	s.at(paid, a.team.lead, func(ctx context.Context) error {
		f.Of, f.Place, f.On = order, budget.Place{}, civil.DateOf(paid, a.zone)
		_, _, err := s.house.Budget.Spend(ctx, a.c.ID, f)
		return err
	})
}

// closes writes the consents to what went beyond the hours sold, and closes
// every month but the last two or three days after its end.
func (s *story) closes() {
	for _, a := range s.cast {
		for _, m := range s.months {
			at := a.moment(m.Add(1).First().AddDays(2), 9*60+15)
			if at.After(s.now) {
				continue
			}
			s.at(at, a.team.lead, func(ctx context.Context) error { return s.close(ctx, a, m) })
		}
	}
}

// close closes a client's month; what it used beyond the bank is consented to
// first, by the first of the committee.
func (s *story) close(ctx context.Context, a *actor, m civil.Month) error {
	bank, err := s.house.Hours.Bank(ctx, a.c.ID, m)
	if err != nil {
		return err
	}
	if over := bank.Unconsented; over > 0 && len(a.committee) > 0 {
		_, err := s.house.Hours.GiveConsent(ctx, hours.Consent{
			Client: a.c.ID, Month: m, Minutes: (over + 59) / 60 * 60, By: a.committee[0].Name, On: m.Last(), Reason: consentReason[a.book.lang],
		})
		if err != nil {
			return fmt.Errorf("recording a consent: %w", err)
		}
	}
	if _, err := s.house.Hours.Close(ctx, a.c.ID, m); err != nil {
		return fmt.Errorf("closing %s: %w", m, err)
	}
	return nil
}

var consentReason = map[string]string{"fr": "Accord par courriel, campagne du mois.", "en": "Agreed by mail, campaign of the month."}
