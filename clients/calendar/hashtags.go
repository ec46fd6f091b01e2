package calendar

import (
	"context"
	"slices"
	"strings"

	"regie/clients"
	"regie/clients/fault"
)

// HashtagSet is hashtags of a client that go together, beside the signature
// tags of its charter.
type HashtagSet struct {
	ID, Client clients.ID
	Name       string
	Tags       []string // without the sign
}

// maxTags is how many hashtags a set holds.
const maxTags = 60

// HashtagSets lists a client's sets by name.
func (s *Service) HashtagSets(ctx context.Context, client clients.ID) ([]HashtagSet, error) {
	return s.keep.HashtagSets(ctx, client)
}

// SaveHashtagSet keeps a set; a new one has no ID and takes the place of the
// set of its name. Faults: name_missing, tags_missing, tags_too_many,
// tag_invalid.
func (s *Service) SaveHashtagSet(ctx context.Context, h HashtagSet) (HashtagSet, error) {
	if err := s.named(ctx, h.Client, &h.Name); err != nil {
		return h, err
	}
	var err error
	if h.Tags, err = readTags(h.Tags); err != nil {
		return h, err
	}
	sets, err := s.keep.HashtagSets(ctx, h.Client)
	if err != nil {
		return h, err
	}
	if i := slices.IndexFunc(sets, func(o HashtagSet) bool { return clients.Fold(o.Name) == clients.Fold(h.Name) }); h.ID == "" && i >= 0 {
		h.ID = sets[i].ID
	}
	if h.ID == "" {
		h.ID = s.newID()
	}
	ctx = clients.Doing(ctx, clients.Act{Kind: "hashtags.save", Client: h.Client, Subject: h.Name})
	return h, s.keep.Tx(ctx, func(ctx context.Context) error { return s.keep.SaveHashtagSet(ctx, h) })
}

// readTags takes the sign off and drops doubles.
func readTags(tags []string) ([]string, error) {
	var list []string
	for _, t := range tags {
		t = strings.TrimLeft(strings.TrimSpace(t), "#")
		if t == "" {
			continue
		}
		if m := hashtagPattern.FindString("#" + t); m != "#"+t {
			return nil, fault.New("tag_invalid", "value", short(t, 60)).At("tags")
		}
		if !slices.ContainsFunc(list, func(o string) bool { return strings.EqualFold(o, t) }) {
			list = append(list, t)
		}
	}
	switch {
	case len(list) == 0:
		return nil, fault.New("tags_missing").At("tags")
	case len(list) > maxTags:
		return nil, fault.New("tags_too_many", "limit", maxTags).At("tags")
	}
	return list, nil
}

// RemoveHashtagSet takes a set away, by its ID or its name; fault set_unknown.
func (s *Service) RemoveHashtagSet(ctx context.Context, client clients.ID, named string) (HashtagSet, error) {
	sets, err := s.keep.HashtagSets(ctx, client)
	if err != nil {
		return HashtagSet{}, err
	}
	for _, h := range sets {
		if string(h.ID) == named || clients.Fold(h.Name) == clients.Fold(strings.TrimSpace(named)) {
			ctx = clients.Doing(ctx, clients.Act{Kind: "hashtags.remove", Client: client, Subject: h.Name})
			return h, s.keep.Tx(ctx, func(ctx context.Context) error { return s.keep.RemoveHashtagSet(ctx, client, h.ID) })
		}
	}
	return HashtagSet{}, fault.New("set_unknown", "value", short(named, 60)).At("name")
}

// AddTags puts the hashtags of a set under a network's own text, without those
// that stand in it.
func (it *Item) AddTags(network string, h HashtagSet) {
	for i := range it.Texts {
		t := &it.Texts[i]
		if t.Network != network {
			continue
		}
		if source, ok := it.source(network); ok && t.SameAs != "" {
			t.Text, t.FirstComment, t.SameAs = source.Text, source.FirstComment, ""
		}
		said := strings.ToLower(strings.Join(hashtagPattern.FindAllString(t.Text+" "+t.Signature, -1), " ") + " ")
		var tags []string
		for _, tag := range h.Tags {
			if !strings.Contains(said, "#"+strings.ToLower(tag)+" ") {
				tags = append(tags, "#"+tag)
			}
		}
		if len(tags) > 0 {
			t.Text = signed(strings.TrimRight(t.Text, " \n"), strings.Join(tags, " "))
		}
	}
}
