package hours

import (
	"context"
	"slices"
	"strings"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
)

// Quick is a quick line as it was understood:
// "1h30 kivu modération réponses concours @live-22".
type Quick struct {
	Form
	// What each part was understood as, for showing before it is saved.
	ClientName string
	HatKey     string
	ItemTitle  string
	// Missing lists what is still to be typed: "for", "client", "hat".
	Missing []string
}

// Candidate is a completion of the word that is being typed.
type Candidate struct {
	Kind  string // "client", "hat", "item"
	Text  string // what completes the word
	Label string // what is shown
}

// quickNames are the names that a quick line may hold.
type quickNames struct {
	clients []clients.Client
	hats    []clients.Hat
	lang    string // the agency's
}

// own is the agency's own workspace.
func (n quickNames) own() clients.Client {
	for _, c := range n.clients {
		if c.Internal {
			return c
		}
	}
	return clients.Client{}
}

func (s *Service) quickNames(ctx context.Context) (quickNames, error) {
	var n quickNames
	a, err := s.house.Agency(ctx)
	if err != nil {
		return n, err
	}
	n.lang = a.Lang
	if n.clients, err = s.house.Clients(ctx, clients.AllClients); err != nil {
		return n, err
	}
	n.clients = slices.DeleteFunc(slices.Clone(n.clients), func(c clients.Client) bool { return c.ArchivedAt != "" })
	if n.hats, err = s.house.Hats(ctx); err != nil {
		return n, err
	}
	n.hats = slices.DeleteFunc(slices.Clone(n.hats), func(h clients.Hat) bool { return h.Retired })
	return n, nil
}

// Quick reads a quick line: a duration first (one word or "1 h 30"), then the
// client by key or by the beginning of its name, then the hat likewise in
// either language, "@" before a linked item, and a note. client is the one
// meant when the line names none (the client on screen), empty for none: then
// a word of what the agency's own time is for ("2h formation") means that time.
// Faults are those of durations, and item_unknown.
func (s *Service) Quick(ctx context.Context, line string, person, client clients.ID, today civil.Date) (Quick, error) {
	q := Quick{Form: Form{Person: person, Client: client, On: today}}
	names, err := s.quickNames(ctx)
	if err != nil {
		return q, err
	}
	words := strings.Fields(line)
	if words, err = q.takeDuration(words); err != nil {
		return q, err
	}
	var note []string
	var item string
	named := false
	own := names.own()
	for i := 0; i < len(words); i++ {
		w := words[i]
		if ref, ok := strings.CutPrefix(w, "@"); ok && ref != "" {
			item = ref
			continue
		}
		if inside, ok := InsideOf(w); ok && len(note) == 0 && q.Reason == "" && own.ID != "" && (q.Client == "" || q.Client == own.ID) && inside != InsideInternal {
			q.Client, q.Reason, named = own.ID, inside.Label(names.lang), true
			continue
		}
		if !named {
			if c, n := matchClient(names.clients, words[i:]); n > 0 {
				q.Client, named = c.ID, true
				i += n - 1
				continue
			}
		}
		if q.Hat == "" && len(note) == 0 {
			if h, n := matchHat(names.hats, words[i:]); n > 0 {
				q.Hat = h.Key
				i += n - 1
				continue
			}
		}
		note = append(note, w)
		named = true // a note has begun: names in it are words
	}
	if q.Hat == "" && q.Client != "" && q.Client == own.ID {
		q.Hat = clients.HatCoordinator
	}
	q.Note, q.HatKey = strings.Join(note, " "), q.Hat
	for _, c := range names.clients {
		if c.ID == q.Client {
			q.ClientName = c.Name
		}
	}
	q.missing()
	return q, s.linkItem(ctx, &q, item)
}

func (q *Quick) missing() {
	for field, empty := range map[string]bool{"for": q.Seconds == 0, "client": q.Client == "", "hat": q.Hat == ""} {
		if empty {
			q.Missing = append(q.Missing, field)
		}
	}
	slices.Sort(q.Missing)
}

// takeDuration reads a duration off the front; a line without one may be meant
// for the timer.
func (q *Quick) takeDuration(words []string) ([]string, error) {
	for n := min(4, len(words)); n > 0; n-- {
		if !strings.ContainsAny(words[0][:1], "0123456789-−,.") {
			return words, nil
		}
		seconds, err := civil.ParseDuration(strings.Join(words[:n], " "))
		switch {
		case err == nil:
			q.Seconds = seconds
			return words[n:], nil
		case n == 1:
			f, _ := fault.As(err)
			return words, f.At("for")
		}
	}
	return words, nil
}

func (s *Service) linkItem(ctx context.Context, q *Quick, ref string) error {
	if ref == "" || q.Client == "" {
		return nil
	}
	unknown := fault.New("item_unknown", "value", ref).At("item")
	if s.items == nil {
		return unknown
	}
	found, err := s.items.FindItems(ctx, q.Client, ref)
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return unknown
	}
	q.Item, q.ItemTitle = found[0].ID, found[0].Title
	return nil
}

// matchClient finds the client that words begin with: its whole name, its key,
// or one word that is the beginning of one client's name only.
func matchClient(list []clients.Client, words []string) (clients.Client, int) {
	for _, c := range list {
		if n := sameWords(c.Name, words); n > 0 {
			return c, n
		}
	}
	word := clients.Fold(words[0])
	for _, c := range list {
		if word == c.Key {
			return c, 1
		}
	}
	var found []clients.Client
	for _, c := range list {
		if len(word) >= 3 && (strings.HasPrefix(clients.Fold(c.Name), word) || strings.HasPrefix(c.Key, word)) {
			found = append(found, c)
		}
	}
	if len(found) == 1 {
		return found[0], 1
	}
	return clients.Client{}, 0
}

// matchHat finds the hat that words begin with, in either language.
func matchHat(list []clients.Hat, words []string) (clients.Hat, int) {
	for _, h := range list {
		for _, name := range []string{h.Key, h.NameFR, h.NameEN} {
			if n := sameWords(name, words); n > 0 {
				return h, n
			}
		}
	}
	word := clients.Fold(words[0])
	var found []clients.Hat
	for _, h := range list {
		for _, name := range []string{h.Key, h.NameFR, h.NameEN} {
			if len(word) >= 3 && strings.HasPrefix(clients.Fold(name), word) {
				found = append(found, h)
				break
			}
		}
	}
	if len(found) == 1 {
		return found[0], 1
	}
	return clients.Hat{}, 0
}

// sameWords is how many words a whole name takes at the front, 0 when it does
// not stand there.
func sameWords(name string, words []string) int {
	parts := strings.Fields(clients.Fold(name))
	if len(parts) == 0 || len(parts) > len(words) {
		return 0
	}
	for i, p := range parts {
		if clients.Fold(words[i]) != p {
			return 0
		}
	}
	return len(parts)
}

// mostCandidates is what a list under a field can show.
const mostCandidates = 8

// Complete offers completions of the last word of a quick line: clients and
// hats by any word of their name, items after "@".
func (s *Service) Complete(ctx context.Context, line string, client clients.ID) ([]Candidate, error) {
	words := strings.Fields(line)
	if len(words) == 0 || strings.HasSuffix(line, " ") {
		return nil, nil
	}
	last := words[len(words)-1]
	if ref, ok := strings.CutPrefix(last, "@"); ok {
		return s.completeItem(ctx, line, client, ref)
	}
	names, err := s.quickNames(ctx)
	if err != nil {
		return nil, err
	}
	word := clients.Fold(last)
	var list []Candidate
	for _, c := range names.clients {
		if begins(word, c.Key, c.Name) {
			list = append(list, Candidate{"client", c.Key, c.Name})
		}
	}
	for _, h := range names.hats {
		if begins(word, h.Key, h.NameFR, h.NameEN) {
			list = append(list, Candidate{"hat", h.Key, h.NameFR + " · " + h.NameEN})
		}
	}
	return list[:min(len(list), mostCandidates)], nil
}

func (s *Service) completeItem(ctx context.Context, line string, client clients.ID, ref string) ([]Candidate, error) {
	if s.items == nil {
		return nil, nil
	}
	q, err := s.Quick(ctx, strings.TrimSuffix(line, "@"+ref), "", client, civil.Date{})
	if err != nil || q.Client == "" {
		return nil, err
	}
	items, err := s.items.FindItems(ctx, q.Client, ref)
	if err != nil {
		return nil, err
	}
	var list []Candidate
	for _, i := range items[:min(len(items), mostCandidates)] {
		list = append(list, Candidate{"item", "@" + string(i.ID), i.Title})
	}
	return list, nil
}

// begins tells whether a word of any of the names begins like word.
func begins(word string, names ...string) bool {
	for _, name := range names {
		for _, part := range strings.Fields(clients.Fold(name)) {
			if strings.HasPrefix(part, word) {
				return true
			}
		}
	}
	return false
}
