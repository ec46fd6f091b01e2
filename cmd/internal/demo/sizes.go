package demo

import (
	"fmt"
	"slices"
	"strconv"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/hours"
)

// Names of the clients and people that are made when more are asked for than
// the story has. They are combined, so that no two are the same.
var (
	firstWords  = []string{"Maison", "Atelier", "Comptoir", "Clinique", "Galerie", "Domaine", "Coopérative", "Studio", "Librairie", "Auberge"}
	secondWords = []string{"Sapin", "Marée", "Cobalt", "Acacia", "Boussole", "Tilleul", "Granit", "Safran", "Horizon", "Lavande", "Saphir"}
	firstNames  = []string{"Alice", "Bruno", "Carine", "Djibril", "Elsa", "Farid", "Gaëlle", "Hervé", "Irène", "Jules", "Khadija", "Louis", "Maud", "Noé"}
	colors      = []string{"#9F1239", "#0369A1", "#854D0E", "#334155", "#6D28D9", "#047857", "#B45309"}
)

// another is a client like p, under the name of number i.
func another(p profile, i int) profile {
	n := i - shippedCount
	name := firstWords[n%len(firstWords)] + " " + secondWords[n/len(firstWords)%len(secondWords)]
	if round := n / (len(firstWords) * len(secondWords)); round > 0 {
		name = fmt.Sprintf("%s %d", name, round+1)
	}
	p.client.Name, p.client.Key = name, clients.ProposeKey(name, fmt.Sprintf("client-%d", i))
	p.client.LegalName = name
	number(&p.client.Identity, n)
	p.client.Brand.Primary = colors[n%len(colors)]
	p.client.Brand.Hashtags = nil
	p.domain = p.client.Key
	p.contacts, p.channels = slices.Clone(p.contacts), slices.Clone(p.channels)
	for j := range p.contacts {
		p.contacts[j].Email = ""
	}
	for j := range p.channels {
		p.channels[j].Name = name
	}
	p.padded = true
	p.sold.overage = clients.OverageFree
	p.sold.carry, p.sold.capMinutes, p.sold.valid = clients.CarryNone, 0, 0
	p.team.cm, p.team.second = extra(n).name, extra(n).name
	return p
}

// number gives an identity that has them registration numbers of its own, in the
// range that the shipped ones stand in.
func number(i *clients.Identity, n int) {
	if i.SIREN == "" {
		return
	}
	i.SIREN = holding(func(last int) clients.Identity {
		return clients.Identity{SIREN: fmt.Sprintf("99991%03d%d", n%1000, last)}
	}).SIREN
	if i.SIRET != "" {
		i.SIRET = holding(func(last int) clients.Identity {
			return clients.Identity{SIRET: fmt.Sprintf("%s0001%d", i.SIREN, last)}
		}).SIRET
	}
	if i.VATID != "" {
		digits, _ := strconv.Atoi(i.SIREN)
		i.VATID = fmt.Sprintf("FR%02d%s", (12+3*(digits%97))%97, i.SIREN)
	}
}

// holding is the identity whose last digit makes its number hold.
func holding(ending func(last int) clients.Identity) clients.Identity {
	var i clients.Identity
	for last := range 10 {
		if i = ending(last); len(clients.IdentityNotes(i)) == 0 {
			break
		}
	}
	return i
}

// extra is one more person of the agency.
func extra(n int) person {
	initial := rune('A' + n/len(firstNames)%26)
	name := fmt.Sprintf("%s %c.", firstNames[n%len(firstNames)], initial)
	if round := n / (len(firstNames) * 26); round > 0 {
		name = fmt.Sprintf("%s %c%d.", firstNames[n%len(firstNames)], initial, round+1)
	}
	return person{name: name, level: clients.LevelSenior, job: "Community manager", zone: "Europe/Paris", weekly: 2100}
}

// many is a client's share of the entries that were asked for in all.
func (s *story) many(a *actor, days []civil.Date, r *dice) []task {
	n := s.Entries / (s.Clients * s.Months)
	tasks := make([]task, 0, n)
	weights := make([]int, len(shares))
	for i, sh := range shares {
		weights[i] = sh.weight
	}
	for range n {
		sh := shares[r.weighted(weights)]
		t := task{a: a, hat: sh.hat, who: a.worker(sh.hat, r), minutes: r.between(1, 6) * 5, on: pick(r, days)}
		if r.chance(60) {
			t.item = a.near(t.on, r)
		}
		if sh.hat == "moderator" {
			t.kind = hours.Contract
		}
		tasks = append(tasks, t)
	}
	return tasks
}
