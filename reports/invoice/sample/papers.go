package sample

import (
	"fmt"

	"regie/clients"
	"regie/clients/billing"
	"regie/clients/civil"
)

// Papers is the cases that have no electronic invoice, and those that are long:
// quotes, statements in each grouping, drafts, the invoice of a month with its
// time.
func Papers() []Case {
	out := []Case{
		{"devis", quote()},
		{"brouillon", draft()},
		{"facture-du-mois", monthly()},
	}
	for _, by := range []string{"hat", "level", "day", "person"} {
		out = append(out, Case{"releve-" + by, Statement(by, 48)})
	}
	return out
}

func quote() billing.Document {
	d := base()
	d.Kind, d.Number, d.DueOn, d.ValidUntil = billing.Quote, "D2026-0007", civil.Date{}, civil.NewDate(2026, 12, 2)
	d.Month, d.Period = civil.Month{}, civil.Range{}
	d.Subject = "Jeu-concours de fin d’année"
	d.Mentions, d.Payment = nil, billing.Payment{}
	d.Note = "Devis établi sur la base de notre échange du 27 octobre. Les dotations restent à la charge du client."
	return with(d,
		taxed(billing.Deliverable, "Publications", 1200, billing.Piece, 9500, 2000), taxed(billing.Deliverable, "Vidéos verticales", 400, billing.Piece, 22000, 2000),
		taxed(billing.Hours, "Stratégie et réunions, senior", 480, billing.Hour, 9500, 2000), taxed(billing.Hours, "Modération et animation, junior", 1230, billing.Hour, 5500, 2000))
}

func draft() billing.Document {
	d := banked()
	d.Number, d.IssuedOn, d.DueOn = "", civil.Date{}, civil.Date{}
	return d
}

// Statement is a statement of n entries, broken down as named.
func Statement(by string, n int) billing.Document {
	d := base()
	d.Kind, d.Number, d.DueOn = billing.Statement, "R2026-0010", civil.Date{}
	d.Subject = "Temps passé · octobre 2026"
	d.Mentions, d.Payment = nil, billing.Payment{}
	d.Refs.Contract = "Animation 2026"
	d.Rounding = clients.Rounding{Mode: clients.RoundNearest, Step: 15, Scope: "entry"}
	d.Time = account(by, n)
	d.Time.Bank = &billing.Bank{Granted: 1200, CarriedIn: 90, Used: d.Time.BilledMinutes, Overage: max(0, d.Time.BilledMinutes-1290), Consented: 600}
	extra := hours("Couverture du salon, senior", 0, 9500)
	extra.Quantity = 0
	for _, r := range d.Time.Rows[:3] {
		extra.Entries = append(extra.Entries, r.Entry)
		extra.Quantity += r.BilledMinutes
	}
	in := billing.Line{Nature: billing.Included, Description: "Heures du forfait", Quantity: d.Time.BilledMinutes - extra.Quantity, Unit: billing.Hour, Info: true}
	return with(d, in, extra)
}

func monthly() billing.Document {
	d := banked()
	d.Time = account("hat", 14)
	d.Time.Bank = &billing.Bank{Granted: 1200, CarriedIn: 90, Used: 1350, Overage: 150, Consented: 180, Expired: 30, CarriedOut: 60}
	return d
}

var (
	hats   = []string{"Rédaction", "Modération et animation", "Relation client", "Mesure"}
	levels = []string{"Senior", "Junior", "Stagiaire"}
	people = []string{"Aline Kabeya", "Paul Durand", "Grâce Mbuyi"}
	notes  = []string{"Réponses aux commentaires du jeu", "Trois publications et leurs visuels", "", "Point hebdomadaire avec la direction", "Veille et idées pour novembre 🥰"}
)

// account is the time of n entries.
func account(by string, n int) *billing.TimeAccount {
	t := &billing.TimeAccount{GroupBy: by}
	groups := map[string]int{}
	for i := range n {
		day := civil.NewDate(2026, 10, 1).AddDays(i * 29 / max(n-1, 1))
		seconds := int64(600 + i*517%6000)
		r := billing.TimeRow{
			Entry: entry(i + 1), On: day, Person: people[i*7%3], Hat: hats[i*5%4], Level: levels[i%3], Kind: "contract",
			Note: notes[i%5], RawSeconds: seconds, BilledMinutes: (seconds/60 + 7) / 15 * 15,
		}
		t.Rows = append(t.Rows, r)
		t.RawMinutes += (seconds + 30) / 60
		t.BilledMinutes += r.BilledMinutes
		label, key := r.Hat, r.Hat
		switch by {
		case "level":
			label, key = r.Level, r.Level
		case "person":
			label, key = r.Person, fmt.Sprint("p-", r.Person)
		case "day":
			key, label = day.String(), fmt.Sprint(day.Day, " oct. 2026")
		}
		at, ok := groups[key]
		if !ok {
			at = len(t.Groups)
			groups[key] = at
			t.Groups = append(t.Groups, billing.TimeGroup{Key: key, Label: label})
		}
		t.Groups[at].BilledMinutes += r.BilledMinutes
		t.Groups[at].RawMinutes += (seconds + 30) / 60
	}
	return t
}
