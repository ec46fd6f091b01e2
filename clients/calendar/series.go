package calendar

import (
	"context"
	"slices"
	"strings"

	"regie/clients"
	"regie/clients/civil"
	"regie/clients/fault"
)

// Series is what repeats: each occurrence is an item of its own, with its own
// words, state and decisions, counted as a deliverable like any other.
type Series struct {
	ID, Client clients.ID
	Rule       Rule
	// Until is how far its items have been made.
	Until civil.Date
}

// Scope says to which occurrences a change applies.
type Scope string

// Scopes.
const (
	ThisOne   Scope = "this"
	Following Scope = "following" // and this one
	AllOfThem Scope = "all"
)

// Repeated is what an act on a series did.
type Repeated struct {
	Series Series
	Items  []Item // made or changed, in order
	// Cut: the rule goes on beyond what was made; ExtendSeries makes more.
	Cut bool
	// Left counts occurrences that were not touched: decided on, published,
	// cancelled, or shown to somebody.
	Left int
}

// Repeat makes a series of which an item is the first occurrence, and makes the
// others as drafts, up to Horizon days ahead and MaxOccurrences. An item that is
// an occurrence already begins a new series: the old one ends before it and its
// later occurrences that nobody has seen go. Faults: date_missing, rule_… (see
// Rule.Expand), rule_not_first when the item's day is none of the rule's,
// rule_once.
func (s *Service) Repeat(ctx context.Context, id clients.ID, rule string) (Repeated, error) {
	var out Repeated
	client, err := s.keep.ClientOf(ctx, id)
	if err != nil {
		return out, err
	}
	first, err := s.keep.Item(ctx, client, id)
	if err != nil {
		return out, err
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "series.make", Client: client, Subject: first.Name()})
	err = s.keep.Tx(ctx, func(ctx context.Context) error {
		out = Repeated{}
		w, err := s.world(ctx, client)
		if err != nil {
			return err
		}
		if err := w.open(); err != nil {
			return err
		}
		if first.On.IsZero() {
			return fault.New("date_missing").At("on")
		}
		if first.Series != "" {
			if out.Left, err = s.endBefore(ctx, first, first.SeriesOn); err != nil {
				return err
			}
		}
		out.Series = Series{
			ID: s.newID(), Client: client,
			Rule: Rule{Text: strings.ToUpper(strings.TrimPrefix(strings.TrimSpace(rule), "RRULE:")), Start: first.On, At: first.At, Zone: first.Zone},
		}
		days, err := s.firstDays(out.Series.Rule)
		if err != nil {
			return err
		}
		out.Cut, out.Series.Until = days.Cut, days.Through
		if err := s.keep.SaveSeries(ctx, out.Series); err != nil {
			return err
		}
		it := first.clone()
		it.Series, it.SeriesOn = out.Series.ID, first.On
		if err := s.store(ctx, w, first, &it, nil); err != nil {
			return err
		}
		out.Items = append(out.Items, it)
		made, err := s.occur(ctx, w, it, out.Series, days.Days[1:])
		out.Items = append(out.Items, made...)
		return err
	})
	return out, err
}

// firstDays expands a new rule, which must begin with its own first day.
func (s *Service) firstDays(r Rule) (Occurrences, error) {
	days, err := r.Expand(s.horizon(r.Start))
	switch {
	case err != nil:
		return days, err
	case len(days.Days) == 0 || days.Days[0] != r.Start:
		return days, fault.New("rule_not_first", "on", r.Start).At("rule")
	case len(days.Days) == 1 && !days.Cut:
		return days, fault.New("rule_once").At("rule")
	}
	return days, nil
}

// horizon is how far occurrences are made: from today, or from a later start.
func (s *Service) horizon(start civil.Date) civil.Date {
	today := civil.DateOf(s.now(), s.now().Location())
	if start.After(today) {
		today = start
	}
	return today.AddDays(Horizon)
}

// occur makes the occurrences of a series on days, as drafts with the words of
// one of them.
func (s *Service) occur(ctx context.Context, w world, like Item, series Series, days []civil.Date) ([]Item, error) {
	made := make([]Item, 0, len(days))
	for _, d := range days {
		it := Item{
			Client: like.Client, Kind: like.Kind, Title: like.Title, On: d, At: clockOn(d, series.Rule.At, series.Rule.Zone),
			Zone: like.Zone, State: Draft, Author: like.Author, Campaign: like.Campaign, Pillar: like.Pillar, Funnel: like.Funnel,
			EffortSeconds: like.EffortSeconds, Link: like.Link, Note: like.Note,
			Texts: slices.Clone(like.Texts), Media: slices.Clone(like.Media), Series: series.ID, SeriesOn: d,
		}
		if like.State == Idea {
			it.State = Idea
		}
		if err := s.prepare(ctx, w, &it); err != nil {
			return made, err
		}
		if err := s.keep.SaveItem(ctx, it); err != nil {
			return made, err
		}
		made = append(made, it)
	}
	return made, nil
}

// endBefore ends an item's series before a day: occurrences from then on that
// nobody was shown go, the others and the item itself stay.
func (s *Service) endBefore(ctx context.Context, it Item, from civil.Date) (left int, err error) {
	series, err := s.keep.Series(ctx, it.Client, it.Series)
	if err != nil {
		return 0, err
	}
	all, err := s.keep.Items(ctx, Filter{Client: it.Client, Series: it.Series})
	if err != nil {
		return 0, err
	}
	for _, o := range all {
		if o.ID == it.ID || o.SeriesOn.Before(from) {
			continue
		}
		shown, err := s.keep.WasShown(ctx, o.Client, o.ID)
		if err != nil {
			return left, err
		}
		if shown || o.State != Idea && o.State != Draft {
			left++
			continue
		}
		if err := s.keep.RemoveItem(ctx, o.Client, o.ID); err != nil {
			return left, err
		}
	}
	series.Until = from.AddDays(-1)
	series.Rule.Text = endOn(series.Rule.Text, series.Until)
	return left, s.keep.SaveSeries(ctx, series)
}

// endOn gives a rule a last day in place of its own end.
func endOn(rule string, last civil.Date) string {
	parts := slices.DeleteFunc(strings.Split(rule, ";"), func(p string) bool {
		return strings.HasPrefix(p, "UNTIL=") || strings.HasPrefix(p, "COUNT=")
	})
	return strings.Join(append(parts, "UNTIL="+strings.ReplaceAll(last.String(), "-", "")), ";")
}

// StopSeries ends a series with an item: its later occurrences that nobody has
// seen go. Left counts those that stay.
func (s *Service) StopSeries(ctx context.Context, id clients.ID) (Repeated, error) {
	var out Repeated
	it, _, err := s.occurrence(ctx, id)
	if err != nil {
		return out, err
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "series.stop", Client: it.Client, Subject: it.Name()})
	err = s.keep.Tx(ctx, func(ctx context.Context) error {
		var err error
		if out.Left, err = s.endBefore(ctx, it, it.SeriesOn.AddDays(1)); err != nil {
			return err
		}
		out.Series, err = s.keep.Series(ctx, it.Client, it.Series)
		return err
	})
	return out, err
}

// occurrence is an item that belongs to a series; fault item_no_series.
func (s *Service) occurrence(ctx context.Context, id clients.ID) (Item, world, error) {
	it, err := s.Item(ctx, id)
	if err != nil {
		return it, world{}, err
	}
	if it.Series == "" {
		return it, world{}, fault.New("item_no_series").At("item")
	}
	w, err := s.world(ctx, it.Client)
	if err == nil {
		err = w.open()
	}
	return it, w, err
}

// SeriesOf gives a client's series, in no order.
func (s *Service) SeriesOf(ctx context.Context, client clients.ID) ([]Series, error) {
	return s.keep.AllSeries(ctx, client)
}

// ExtendSeries makes the occurrences of a client's series up to a day that are
// not made yet, with the words of the last one. It goes Horizon days ahead at
// most and says how many it made.
func (s *Service) ExtendSeries(ctx context.Context, client clients.ID, until civil.Date) (int, error) {
	w, err := s.world(ctx, client)
	if err != nil {
		return 0, err
	}
	if err := w.open(); err != nil {
		return 0, err
	}
	if most := s.horizon(civil.Date{}); until.After(most) {
		until = most
	}
	count := 0
	behind, err := s.keep.AllSeries(ctx, client)
	if err != nil || !slices.ContainsFunc(behind, func(r Series) bool { return until.After(r.Until) }) {
		return 0, err
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "series.extend", Client: client, Subject: w.client.Name})
	err = s.keep.Tx(ctx, func(ctx context.Context) error {
		all, err := s.keep.AllSeries(ctx, client)
		if err != nil {
			return err
		}
		for _, series := range all {
			if !until.After(series.Until) {
				continue
			}
			made, err := s.extend(ctx, w, series, until)
			if err != nil {
				return err
			}
			count += made
		}
		return nil
	})
	return count, err
}

func (s *Service) extend(ctx context.Context, w world, series Series, until civil.Date) (int, error) {
	days, err := series.Rule.ExpandAfter(series.Until, until)
	if err != nil || len(days.Days) == 0 { // nothing new: nothing to journal
		return 0, err
	}
	items, err := s.keep.Items(ctx, Filter{Client: series.Client, Series: series.ID})
	if err != nil || len(items) == 0 {
		return 0, err
	}
	last := slices.MaxFunc(items, func(a, b Item) int { return a.SeriesOn.Compare(b.SeriesOn) })
	made, err := s.occur(ctx, w, last, series, days.Days)
	if err != nil {
		return 0, err
	}
	series.Until = days.Through
	return len(made), s.keep.SaveSeries(ctx, series)
}

// leaveOut notes that a series has no occurrence on the day of an item that is
// taken away.
func (s *Service) leaveOut(ctx context.Context, it Item) error {
	if it.Series == "" {
		return nil
	}
	series, err := s.keep.Series(ctx, it.Client, it.Series)
	if err != nil {
		return err
	}
	if !slices.Contains(series.Rule.Except, it.SeriesOn) {
		series.Rule.Except = append(series.Rule.Except, it.SeriesOn)
	}
	return s.keep.SaveSeries(ctx, series)
}
