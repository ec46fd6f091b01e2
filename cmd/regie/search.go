package main

import (
	"context"
	"strings"

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
	documents, err := s.documents(ctx, p, list, byID, query)
	return append(hits, documents...), err
}

// documents are the issued documents that a number, a client, a kind or an
// amount names, the newest first.
func (s searcher) documents(ctx context.Context, p *text.Printer, list []clients.Client, byID map[clients.ID]clients.Client, query string) ([]screen.Hit, error) {
	typed, kinds := documentKinds(p, query)
	folded := clients.Fold(query)
	var of []clients.ID
	for _, c := range list {
		if strings.Contains(clients.Fold(c.Name), folded) {
			of = append(of, c.ID)
		}
	}
	docs, err := s.house.Billing.Find(ctx, typed, of, kinds, hitsPerKind)
	if err != nil {
		return nil, err
	}
	var hits []screen.Hit
	for _, d := range docs {
		if c, ok := byID[d.Client]; ok {
			hits = append(hits, documentHit(p, c, d))
		}
	}
	return hits, nil
}

// documentKinds are the kinds of document whose name begins with what is typed;
// what is typed after a kind's name is the number.
func documentKinds(p *text.Printer, query string) (number string, kinds []billing.Kind) {
	folded := clients.Fold(query)
	for _, k := range billing.Kinds() {
		name := clients.Fold(p.T("billing.kind_" + string(k)))
		if rest, ok := strings.CutPrefix(folded, name+" "); ok {
			return rest, nil
		}
		if strings.HasPrefix(name, folded) {
			kinds = append(kinds, k)
		}
	}
	return query, kinds
}

func documentHit(p *text.Printer, c clients.Client, d billing.Document) screen.Hit {
	return screen.Hit{
		Title:  p.T("billing.kind_"+string(d.Kind)) + " " + d.Number,
		Detail: c.Name + " · " + p.Date(d.IssuedOn) + " · " + p.Money(money.Of(d.Totals.Gross, d.Currency)), Client: c.Key,
		Route: screen.Route{Page: screen.PageClient, Client: c.Key, Tab: screen.TabBilling, Arg: d.Number},
	}
}

func itemHit(p *text.Printer, c clients.Client, r calendar.Row) screen.Hit {
	detail, route := c.Name, screen.Route{Page: screen.PageClient, Client: c.Key, Tab: screen.TabCalendar, Arg: string(r.ID)}
	if !r.On.IsZero() {
		detail += " · " + p.Date(r.On)
		route.Month = r.On.InMonth()
	}
	return screen.Hit{Title: r.Title, Detail: detail, Client: c.Key, Route: route}
}
