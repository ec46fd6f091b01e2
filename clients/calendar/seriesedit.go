package calendar

import (
	"context"
	"slices"

	"regie/clients"
	"regie/clients/fault"
)

// EditSeries keeps an edited occurrence and puts what was changed on it on the
// others of a scope too: words, media, time of day, title, place in the plan.
// The day is each one's own (series_day: change the rule instead, or this one
// alone). Published and cancelled occurrences are left as they are.
func (s *Service) EditSeries(ctx context.Context, edited Item, scope Scope) (Repeated, error) {
	var out Repeated
	if scope == ThisOne || scope == "" {
		it, err := s.Edit(ctx, edited)
		out.Items = []Item{it}
		return out, err
	}
	if scope != Following && scope != AllOfThem {
		return out, fault.New("scope_unknown", "value", string(scope)).At("scope")
	}
	kept, w, err := s.occurrence(ctx, edited.ID)
	if err != nil {
		return out, err
	}
	switch {
	case edited.Version != 0 && edited.Version != kept.Version:
		return out, fault.New("item_changed_since")
	case edited.On != kept.On:
		return out, fault.New("series_day").At("on")
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "series.edit", Client: kept.Client, Subject: kept.Name()})
	err = s.keep.Tx(ctx, func(ctx context.Context) error {
		out = Repeated{}
		if out.Series, err = s.keep.Series(ctx, kept.Client, kept.Series); err != nil {
			return err
		}
		if edited.At != kept.At {
			out.Series.Rule.At = edited.At
			if err := s.keep.SaveSeries(ctx, out.Series); err != nil {
				return err
			}
		}
		all, err := s.keep.Items(ctx, Filter{Client: kept.Client, Series: kept.Series})
		if err != nil {
			return err
		}
		for _, o := range all {
			if scope == Following && o.SeriesOn.Before(kept.SeriesOn) {
				continue
			}
			if err := s.editLike(ctx, w, o, kept, edited, &out); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

// editLike changes one occurrence the way another one was.
func (s *Service) editLike(ctx context.Context, w world, o, before, after Item, out *Repeated) error {
	if o.State.Final() {
		out.Left++
		return nil
	}
	it := o.clone()
	takeOver(&it.Kind, before.Kind, after.Kind)
	takeOver(&it.Title, before.Title, after.Title)
	takeOver(&it.Zone, before.Zone, after.Zone)
	takeOver(&it.Author, before.Author, after.Author)
	takeOver(&it.Campaign, before.Campaign, after.Campaign)
	takeOver(&it.Pillar, before.Pillar, after.Pillar)
	takeOver(&it.Funnel, before.Funnel, after.Funnel)
	takeOver(&it.EffortSeconds, before.EffortSeconds, after.EffortSeconds)
	takeOver(&it.Link, before.Link, after.Link)
	takeOver(&it.Note, before.Note, after.Note)
	if before.At != after.At {
		it.At = clockOn(it.On, after.At, it.Zone)
	}
	if !slices.Equal(before.Texts, after.Texts) {
		it.Texts = slices.Clone(after.Texts)
	}
	if !slices.Equal(before.Media, after.Media) {
		it.Media = slices.Clone(after.Media)
	}
	if err := s.validate(ctx, w, &it); err != nil {
		return err
	}
	decisions, err := s.keep.Decisions(ctx, o.Client, o.ID)
	if err != nil {
		return err
	}
	if err := s.store(ctx, w, o, &it, decisions); err != nil {
		return err
	}
	out.Items = append(out.Items, it)
	return nil
}

// takeOver puts a changed value in place.
func takeOver[T comparable](to *T, before, after T) {
	if before != after {
		*to = after
	}
}
