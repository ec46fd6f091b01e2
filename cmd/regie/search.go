package main

import (
	"context"
	"strings"
	"unicode"

	"regie/assets/text"
	"regie/clients"
	"regie/clients/billing"
	"regie/clients/calendar"
	"regie/clients/money"
	"regie/cmd/internal/wire"
	"regie/gui/screen"
)

// searcher finds publications, contacts, people and billing documents for the
// palette.
type searcher struct{ house *wire.House }

// hitsPerKind bounds what each kind of thing gives.
const hitsPerKind = 12

// Search implements gui.Searcher.
func (s searcher) Search(ctx context.Context, p *text.Printer, query string) ([]screen.Hit, error) {
	list, err := s.house.Clients.Clients(ctx, clients.ActiveClients)
	if err != nil {
		return nil, err
	}
	byID := map[clients.ID]clients.Client{}
	for _, c := range list {
		byID[c.ID] = c
	}
	items, err := s.house.Calendar.Find(ctx, "", query, hitsPerKind)
	if err != nil {
		return nil, err
	}
	var hits []screen.Hit
	for _, r := range items {
		if c, ok := byID[r.Client]; ok {
			hits = append(hits, itemHit(p, c, r))
		}
	}
	folded := clients.Fold(query)
	for _, c := range list {
		contacts, err := s.house.Clients.Contacts(ctx, c.ID)
		if err != nil {
			return nil, err
		}
		for _, k := range contacts {
			if k.ArchivedAt == "" && strings.Contains(clients.Fold(k.Name+" "+k.Email), folded) && len(hits) < 2*hitsPerKind {
				hits = append(hits, screen.Hit{
					Title: k.Name, Detail: c.Name, Client: c.Key,
					Route: screen.Route{Page: screen.PageClient, Client: c.Key, Tab: screen.TabFile},
				})
			}
		}
	}
	staff, err := s.house.Clients.Staff(ctx, false)
	if err != nil {
		return nil, err
	}
	for _, who := range staff {
		if strings.Contains(clients.Fold(who.Name), folded) {
			hits = append(hits, screen.Hit{Title: who.Name, Detail: p.T("shell.page_agency"), Route: screen.Route{Page: screen.PageAgency, Arg: "team"}})
		}
	}
	docs, err := s.house.Billing.Documents(ctx, billing.Filter{Issued: true})
	if err != nil {
		return nil, err
	}
	return append(hits, documentHits(p, docs, byID, query)...), nil
}

// documentHits are the issued documents that a number, a client or an amount
// names, the newest first.
func documentHits(p *text.Printer, docs []billing.Document, byID map[clients.ID]clients.Client, query string) []screen.Hit {
	folded := clients.Fold(query)
	amount := figures(query)
	if strings.ContainsFunc(query, unicode.IsLetter) {
		amount = "" // a number or a name
	}
	var hits []screen.Hit
	for i := len(docs) - 1; i >= 0 && len(hits) < hitsPerKind; i-- {
		d := docs[i]
		c, ok := byID[d.Client]
		if !ok {
			continue
		}
		gross := p.Money(money.Of(d.Totals.Gross, d.Currency))
		title := p.T("billing.kind_"+string(d.Kind)) + " " + d.Number
		if !strings.Contains(clients.Fold(title+" "+c.Name), folded) && (amount == "" || !strings.HasPrefix(figures(gross), amount)) {
			continue
		}
		hits = append(hits, screen.Hit{
			Title: title, Detail: c.Name + " · " + p.Date(d.IssuedOn) + " · " + gross, Client: c.Key,
			Route: screen.Route{Page: screen.PageClient, Client: c.Key, Tab: screen.TabBilling, Arg: d.Number},
		})
	}
	return hits
}

// figures are the digits of a text.
func figures(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

func itemHit(p *text.Printer, c clients.Client, r calendar.Row) screen.Hit {
	detail, route := c.Name, screen.Route{Page: screen.PageClient, Client: c.Key, Tab: screen.TabCalendar, Arg: string(r.ID)}
	if !r.On.IsZero() {
		detail += " · " + p.Date(r.On)
		route.Month = r.On.InMonth()
	}
	return screen.Hit{Title: r.Title, Detail: detail, Client: c.Key, Route: route}
}
