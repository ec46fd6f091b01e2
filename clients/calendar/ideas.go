package calendar

import (
	"context"
	"slices"
	"strings"

	"regie/assets/limits"
	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
)

// Triage is where an idea stands before it has a day. The state of all of
// them is Idea: putting one aside undoes nothing.
type Triage string

// Triages; names: catalogue "calendar.triage.<key>", that of Unsorted "new".
const (
	Unsorted Triage = ""        // nobody has judged it yet
	Kept     Triage = "kept"    // to be made
	Later    Triage = "later"   // good, but not now
	Dropped  Triage = "dropped" // put aside
)

// Triages lists them in the order of a board.
func Triages() []Triage { return []Triage{Unsorted, Kept, Later, Dropped} }

// Key is the last word of its catalogue key, and what scripts call it.
func (t Triage) Key() string {
	if t == Unsorted {
		return "new"
	}
	return string(t)
}

// ParseTriage reads what Key gives; fault triage_unknown.
func ParseTriage(s string) (Triage, error) {
	for _, t := range Triages() {
		if t.Key() == s {
			return t, nil
		}
	}
	return Unsorted, fault.New("triage_unknown", "value", short(s, 60)).At("triage")
}

// Ideas lists a client's ideas that have no day, the best first, those without
// a whole score last, among equals the newest first.
func (s *Service) Ideas(ctx context.Context, client clients.ID) ([]Row, error) {
	rows, err := s.keep.Rows(ctx, Filter{Client: client, Undated: true, States: []State{Idea}})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(rows, func(a, b Row) int {
		if c := compareScores(a.Score, b.Score); c != 0 {
			return c
		}
		return strings.Compare(string(b.ID), string(a.ID))
	})
	return rows, nil
}

// AddIdea keeps an idea typed in one line: its title, and in it "#pillar" and
// "@network" for what the client has of that name ("#recettes @insta @fb"); either
// goes by the beginning of its name where that says which. Words that
// name neither stay in the title. More is said of it by Edit.
// Faults: those of Add, title_missing.
func (s *Service) AddIdea(ctx context.Context, client clients.ID, line string) (Item, error) {
	it, err := s.Blank(ctx, client)
	if err != nil {
		return it, err
	}
	pillars, err := s.keep.Pillars(ctx, client)
	if err != nil {
		return it, err
	}
	it.State = Idea
	readIdea(&it, line, pillars, s.Limits())
	if it.Title == "" {
		return it, fault.New("title_missing").At("title")
	}
	return s.Add(ctx, it)
}

// readIdea takes a quick line apart.
func readIdea(it *Item, line string, pillars []Pillar, book *limits.Book) {
	var title []string
	for _, w := range strings.Fields(line) {
		if name, ok := strings.CutPrefix(w, "@"); ok {
			if n, known := networkNamed(book, name); known {
				if !slices.ContainsFunc(it.Texts, func(t Text) bool { return t.Network == n }) {
					it.SetText(n, "")
				}
				continue
			}
		}
		if name, ok := strings.CutPrefix(w, "#"); ok && it.Pillar == "" {
			if it.Pillar = pillarNamed(pillars, name); it.Pillar != "" {
				continue
			}
		}
		title = append(title, w)
	}
	it.Title = strings.Join(title, " ")
}

// networkNamed is the network of this name or short form ("fb"), or the only
// one whose key begins so ("insta").
func networkNamed(book *limits.Book, name string) (network string, ok bool) {
	if network, ok = book.Network(name); ok || len(name) < 2 {
		return network, ok
	}
	name = clients.Fold(name)
	n := 0
	for _, key := range book.Networks() {
		if clients.Fold(book.Code(key)) == name {
			return key, true
		}
		if strings.HasPrefix(key, name) {
			network = key
			n++
		}
	}
	return network, n == 1
}

// pillarNamed is the pillar in use of this name, written in one word, or the
// only one that begins so; "" where there is none or more than one.
func pillarNamed(pillars []Pillar, name string) clients.ID {
	joined := func(s string) string { return strings.ReplaceAll(clients.Fold(s), " ", "") }
	var found []clients.ID
	name = joined(name)
	for _, p := range pillars {
		switch own := joined(p.Name); {
		case name == "" || p.ArchivedAt != "":
		case own == name:
			return p.ID
		case strings.HasPrefix(own, name):
			found = append(found, p.ID)
		}
	}
	if len(found) != 1 {
		return ""
	}
	return found[0]
}

// ScoreIdea judges an idea; marks of 0 are left to be given. Faults:
// score_invalid, not_an_idea.
func (s *Service) ScoreIdea(ctx context.Context, id clients.ID, score Score) (Item, error) {
	if err := score.check(); err != nil {
		return Item{}, err
	}
	return s.changeIdea(ctx, "idea.score", id, func(_ context.Context, _ world, it *Item, _ []Decision) error {
		it.Score = score
		return nil
	})
}

// SortIdea puts an idea with those of a kind, or aside. Faults:
// triage_unknown, not_an_idea.
func (s *Service) SortIdea(ctx context.Context, id clients.ID, to Triage) (Item, error) {
	if !slices.Contains(Triages(), to) {
		return Item{}, fault.New("triage_unknown", "value", short(string(to), 60)).At("triage")
	}
	kind := "idea.sort"
	if to == Dropped {
		kind = "idea.drop"
	}
	return s.changeIdea(ctx, kind, id, func(_ context.Context, _ world, it *Item, _ []Decision) error {
		it.Triage = to
		return nil
	})
}

// PlanIdea gives an idea its day and makes it a draft, in one act. at is
// civil.NoClock for all day. Faults: date_missing, not_an_idea, those of Edit.
func (s *Service) PlanIdea(ctx context.Context, id clients.ID, on civil.Date, at civil.Clock) (Item, error) {
	if on.IsZero() {
		return Item{}, fault.New("date_missing").At("on")
	}
	return s.changeIdea(ctx, "idea.plan", id, func(ctx context.Context, w world, it *Item, decisions []Decision) error {
		if err := w.way(*it, decisions).Allow(it.State, Draft); err != nil {
			return err
		}
		it.On, it.At, it.State, it.Triage = on, at, Draft, Kept
		return s.validate(ctx, w, it)
	})
}

// changeIdea changes an item that is still an idea; fault not_an_idea.
func (s *Service) changeIdea(ctx context.Context, kind string, id clients.ID,
	fn func(context.Context, world, *Item, []Decision) error,
) (Item, error) {
	client, err := s.keep.ClientOf(ctx, id)
	if err != nil {
		return Item{}, err
	}
	return s.change(ctx, kind, client, id, false, func(ctx context.Context, w world, it *Item, decisions []Decision) error {
		if it.State != Idea {
			return fault.New("not_an_idea", "state", it.State.key()).At("idea")
		}
		return fn(ctx, w, it, decisions)
	})
}
